"""Operations: solves that are stored first, run in processes of their own, and survive the server.

States: queued → running → done, failed or stopped. An operation whose server ends meanwhile is
`interrupted` (or is found `running` by the next server) and begins again, from the best tours known
so far; nothing of its result is stored before it is whole.

The server works with `jobs.Jobs`; a worker's process begins in `worker` and needs no database.
"""
