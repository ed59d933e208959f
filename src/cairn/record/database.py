"""Connections to the record's database, and transactions, on SQLite and on PostgreSQL.

On both, readers and one writer do not wait for each other, a reader sees the record as it stood when it began, and a transaction
that writes takes a lock at its start, so that two writers queue instead of failing half way.

SQLite: write-ahead mode, BEGIN IMMEDIATE. When the last connection closes, SQLite folds the write-ahead log into the file and
removes it (https://sqlite.org/wal.html); a session that changed nothing leaves the file byte for byte as it was.

PostgreSQL: readers take one snapshot (REPEATABLE READ); a writer takes an advisory lock, which the server lets go of when the
transaction or the connection ends, and then reads what was committed (READ COMMITTED): a snapshot from before the wait for the
lock would not show what the writer before it wrote.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from cairn.errors import RecordError
from cairn.record.address import Address, connection_arguments
from cairn.record.faults import ENDED, state, told

_WRITES = "cairn_writes"
#: The key of PostgreSQL's advisory lock that writers take: "cairn" in ASCII.
LOCK: Final = 0x636169726E


def engine_of(address: Address, *, wait: float, foreign_keys: bool = True) -> Engine:
    """An engine on a database; connections wait `wait` seconds for another writer. `foreign_keys` are off to migrate SQLite's tables.

    Raises RecordError where the driver is not installed.
    """
    where = address.where
    return _sqlite(where, wait=wait, foreign_keys=foreign_keys) if isinstance(where, Path) else _postgresql(where, wait=wait)


def _sqlite(path: Path, *, wait: float, foreign_keys: bool) -> Engine:
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


def _postgresql(url: URL, *, wait: float) -> Engine:
    try:
        from cairn.record.driver import connect
    except ImportError as error:
        raise RecordError('a record on PostgreSQL needs the driver pg8000, which is not installed; pip install "cairn[postgres]"') from error
    engine = create_engine(URL.create("postgresql+pg8000"), creator=partial(connect, **connection_arguments(url)), pool_pre_ping=True)
    engine.dialect.use_insertmanyvalues_wo_returning = True  # many rows in one statement, not one by one

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if not connection.get_execution_options().get(_WRITES, False):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            return
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, round(wait * 1000))}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")

    @event.listens_for(engine, "handle_error")
    def lost(context: ExceptionContext) -> None:
        context.is_disconnect |= state(context.original_exception).startswith(ENDED)

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
    """An open database."""

    address: Address
    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that sees the record as it stood at its start."""
        with told(self.address), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that writes: all of it or nothing."""
        with told(self.address), writing_on(self.engine) as connection:
            yield connection

    def close(self) -> None:
        """Lets go of the database."""
        self.engine.dispose()
