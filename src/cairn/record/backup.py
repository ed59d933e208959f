"""A copy of a record that is whole whatever is written meanwhile, and a record from a copy."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from cairn.errors import RecordError
from cairn.record.faults import told

#: Pages that are copied before other programs may write again.
PAGES = 4096


def backup(record: Path, copy: Path) -> None:
    """Writes a copy; it appears under its name when it is whole. Raises RecordError where a file has that name already."""
    if copy.exists():
        raise RecordError(f"backup {str(copy)!r} exists already; give another name, or remove it first")
    part = copy.with_name(copy.name + ".part")
    with told(record):
        with closing(sqlite3.connect(record.resolve().as_uri() + "?mode=ro", uri=True)) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target, pages=PAGES)
            target.execute("PRAGMA journal_mode=DELETE")
        _check(part)
    part.replace(copy)


def restore(copy: Path, record: Path) -> None:
    """Makes a record of a copy. Raises RecordError where the record exists already or the copy is damaged."""
    if not copy.is_file():
        raise RecordError(f"there is no backup at {str(copy)!r}")
    if record.exists():
        raise RecordError(f"record {str(record)!r} exists already; move it away first, nothing is overwritten")
    with told(copy):
        _check(copy)
    part = record.with_name(record.name + ".part")
    shutil.copyfile(copy, part)
    part.replace(record)


def _check(path: Path) -> None:
    with closing(sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True)) as connection:
        (found,) = connection.execute("PRAGMA integrity_check").fetchone()
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if found != "ok":
        raise RecordError(f"{str(path)!r} is damaged: {found}")
    if not {"alembic_version", "reports", "events"} <= names:
        raise RecordError(f"{str(path)!r} is no record of Cairn")
