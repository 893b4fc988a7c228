"""Opening the database: SQLite in WAL mode with everything safe switched on, or any other URL."""

from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url

BUSY_TIMEOUT_MS: Final = 10_000
READING: Final = "oxyroute_reading"


def open_engine(url: str) -> Engine:
    """Return an engine for `url`; on SQLite a transaction that writes takes the write lock at once."""
    engine = create_engine(url)
    if make_url(url).get_backend_name() == "sqlite":
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, record: object) -> None:  # noqa: ANN401 - a DBAPI connection has no type
    del record
    # The driver's own transactions would leave out DDL and begin too late; ours begin in _on_begin.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _on_begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
