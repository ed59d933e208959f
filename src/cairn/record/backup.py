"""A copy of a record that is whole whatever is written meanwhile, and a record from a copy.

A copy is always an SQLite record, whatever database the record is on, so that it can be opened by itself and restored to either.
"""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, select, table, text, tuple_
from sqlalchemy import column as bare
from sqlalchemy.sql.expression import TableClause

from cairn.errors import RecordError
from cairn.record import schema, tables
from cairn.record.address import Address
from cairn.record.columns import Value
from cairn.record.database import Database, engine_of, writing_on
from cairn.record.faults import told

#: Pages that are copied before other programs may write again.
PAGES = 4096
#: Rows that are copied in one statement.
ROWS = 1000
#: Seconds to wait for another program, where nobody should be.
WAIT = 30.0


def backup(database: Database, copy: Path) -> None:
    """Writes a copy; it appears under its name when it is whole. Raises RecordError where a file has that name already."""
    if copy.exists():
        raise RecordError(f"backup {str(copy)!r} exists already; give another name, or remove it first")
    if not copy.parent.is_dir():
        raise RecordError(f"backup {str(copy)!r}: the folder {str(copy.parent)!r} does not exist; make it first")
    part = copy.with_name(copy.name + ".part")
    part.unlink(missing_ok=True)
    try:
        if (file := database.address.file) is not None:
            with told(database.address):
                _copy_pages(file, part)
        else:
            with database.reading() as source, _new(part) as target:
                _copy_rows(source, target, of=database.address)
        with told(Address(part)):
            _check(part)
        part.replace(copy)
    finally:
        part.unlink(missing_ok=True)


def restore(copy: Path, at: Address | Path | str) -> None:
    """Makes a record of a copy. Raises RecordError where the record exists already or the copy is damaged."""
    address = Address.of(at)
    if not copy.is_file():
        raise RecordError(f"there is no backup at {str(copy)!r}")
    file = address.file
    if file is not None and file.exists():
        raise RecordError(f"record {str(address)!r} exists already; move it away first, nothing is overwritten")
    with told(Address(copy)):
        _check(copy)
    if file is not None:
        part = file.with_name(file.name + ".part")
        shutil.copyfile(copy, part)
        part.replace(file)
    else:
        _fill(copy, address)


def _copy_pages(file: Path, part: Path) -> None:
    with closing(sqlite3.connect(file.resolve().as_uri() + "?mode=ro", uri=True)) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target, pages=PAGES)
        target.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def _new(file: Path) -> Iterator[Connection]:
    """A transaction on a new SQLite record, whose tables are there and empty but for the signature."""
    address = Address(file)
    schema.migrate(address, wait=WAIT)
    engine = engine_of(address, wait=WAIT)
    try:
        with told(address), writing_on(engine) as connection:
            connection.execute(tables.meta.delete())
            yield connection
    finally:
        engine.dispose()


def _fill(copy: Path, address: Address) -> None:
    """Puts a copy into an empty database, in one transaction. A copy of an older version is brought to this one's in a copy of its own."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="cairn-") as folder:
        newest = Address(Path(folder) / "copy.sqlite")
        shutil.copyfile(copy, Path(str(newest)))
        schema.migrate(newest, wait=WAIT)
        source_engine, target_engine = engine_of(newest, wait=WAIT), engine_of(address, wait=WAIT)
        try:
            with told(address), writing_on(target_engine) as target, source_engine.connect() as source:
                if schema.revision(target, address) is not None:
                    raise RecordError(f"record {str(address)!r} exists already; give an empty database, nothing is overwritten")
                schema.upgrade(target, address)
                target.execute(tables.meta.delete())
                _copy_rows(source, target, of=Address(copy))
                _count_on(target)
        finally:
            source_engine.dispose()
            target_engine.dispose()


def _copy_rows(source: Connection, target: Connection, *, of: Address) -> None:
    """Copies every row of every table of a record as it stands, without reading the values in it. Raises RecordError where one is missing
    after."""
    for whole in tables.metadata.sorted_tables:
        plain = _plain(whole)
        names = [c.name for c in plain.columns]
        for rows in _parts(source, whole, plain, of=of):
            target.execute(insert(plain), [dict(zip(names, row, strict=True)) for row in rows])
        count = select(func.count()).select_from(plain)
        was, is_ = source.execute(count).scalar_one(), target.execute(count).scalar_one()
        if was != is_:
            raise RecordError(f"table {whole.name!r} has {was} rows and its copy {is_}; nothing was kept, try again")


def _plain(whole: Table[Any]) -> TableClause:
    """A table whose values of the model are the text that they are kept as."""
    kinds = ((c.name, c.type.impl_instance if isinstance(c.type, Value) else c.type) for c in whole.columns)
    return table(whole.name, *(bare(name, kind) for name, kind in kinds))


def _parts(source: Connection, whole: Table[Any], plain: TableClause, *, of: Address) -> Iterator[Sequence[Row[Any]]]:
    """A table's rows by its key, some at a time: neither driver holds more of them in memory then."""
    key = [plain.c[c.name] for c in whole.primary_key]
    query = select(plain).order_by(*key).limit(ROWS)
    at = [list(plain.columns).index(column) for column in key]
    after = query
    while True:
        with told(of):
            rows = source.execute(after).all()
        if not rows:
            return
        yield rows
        after = query.where(tuple_(*key) > tuple(rows[-1][n] for n in at))


def _count_on(target: Connection) -> None:
    """Lets PostgreSQL number the next rows after those that were copied."""
    for numbered in (one for one in tables.metadata.sorted_tables if "id" in one.c and one.c["id"].autoincrement is True):
        target.execute(text(f"SELECT setval(pg_get_serial_sequence('{numbered.name}', 'id'), max(id)) FROM {numbered.name} HAVING max(id) IS NOT NULL"))  # noqa: S608


def _check(path: Path) -> None:
    with closing(sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True)) as connection:
        (found,) = connection.execute("PRAGMA integrity_check").fetchone()
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if found != "ok":
        raise RecordError(f"{str(path)!r} is damaged: {found}")
    if not {"alembic_version", "reports", "events"} <= names:
        raise RecordError(f"{str(path)!r} is no record of Cairn")
