"""Opening the database: SQLite in WAL mode with everything safe switched on, or any other URL."""

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError

from service.store.lenient import loads, text_of

BUSY_TIMEOUT_MS: Final = 10_000
READING: Final = "oxyroute_reading"
_READERS: Final = 48
"""Connections to read with: more than the threads that a server answers with, so that none waits."""


def open_engines(url: str) -> tuple[Engine, Engine]:
    """Return an engine to write with and one to read with.

    They share no connections: writers that wait for a lock keep nobody from reading. On SQLite a
    transaction that writes takes the write lock at once.
    """
    if not database_file(url):
        engine = create_engine(url, json_deserializer=loads)
        return engine, engine
    writer = create_engine(url, json_deserializer=loads, pool_size=1)
    reader = create_engine(url, json_deserializer=loads, pool_size=8, max_overflow=_READERS - 8)
    for engine in (writer, reader):
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
    return writer, reader


def database_file(url: str) -> Path | None:
    """Return the file of an SQLite URL; None for any other database, and for one in memory."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in {None, "", ":memory:"}:
        return None
    return Path(str(parsed.database))


def make_private(file: Path) -> None:
    """Make a database file that its owner alone reads; the files beside it (`-wal`, `-shm`) do as it does."""
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    for path in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        if path.exists():
            with contextlib.suppress(PermissionError):  # Somebody else's file that we may use all the same.
                path.chmod(0o600)


def pragma(engine: Engine, order: str) -> Any:  # noqa: ANN401 - whatever SQLite answers
    """Return the first value that SQLite answers to an order that must stand outside any transaction."""
    try:
        with contextlib.closing(engine.raw_connection()) as connection:
            cursor = connection.cursor()
            row = cursor.execute(f"PRAGMA {order}").fetchone()
            cursor.close()
    except sqlite3.Error as error:
        # Outside a transaction nobody wraps the driver's errors.
        raise DBAPIError.instance(order, None, error, sqlite3.Error) from error
    return row[0] if row else None


def _on_connect(connection: Any, record: object) -> None:  # noqa: ANN401 - a DBAPI connection has no type
    del record
    # The driver's own transactions would leave out DDL and begin too late; ours begin in _on_begin.
    connection.isolation_level = None
    connection.text_factory = text_of
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _on_begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
