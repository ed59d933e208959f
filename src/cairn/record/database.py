"""Connections to the record's file, and transactions.

SQLite in write-ahead mode: readers and one writer do not wait for each other. A transaction that writes takes the write lock
at its start (BEGIN IMMEDIATE), so that two writers queue instead of failing half way. When the last connection closes, SQLite
folds the write-ahead log into the file and removes it (https://sqlite.org/wal.html); a session that changed nothing leaves the
file byte for byte as it was.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from cairn.record.faults import told

_WRITES = "cairn_writes"


def engine_of(path: Path, *, wait: float, foreign_keys: bool = True) -> Engine:
    """An engine on a file; connections wait `wait` seconds for another writer. `foreign_keys` are off to migrate tables."""
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": wait})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the begin below is the only one
        connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA synchronous=NORMAL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def pragma(engine: Engine, statement: str) -> None:
    """Runs a PRAGMA outside of any transaction."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA {statement}")
        cursor.fetchall()
        cursor.close()
    finally:
        connection.close()


@contextmanager
def writing_on(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes: all of it or nothing."""
    with engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        yield connection


@dataclass(frozen=True, slots=True)
class Database:
    """An open file."""

    path: Path
    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that sees the record as it stood at its start."""
        with told(self.path), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that writes: all of it or nothing."""
        with told(self.path), writing_on(self.engine) as connection:
            yield connection

    def close(self) -> None:
        """Lets go of the file."""
        self.engine.dispose()
