"""The border to the database: what goes wrong there becomes a RecordError that says what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from cairn.errors import RecordError

ADVICE: Final = (
    ("SQLITE_BUSY", "another program is writing to it and did not finish in time; wait for it or end it, then run again"),
    ("SQLITE_LOCKED", "another program is writing to it and did not finish in time; wait for it or end it, then run again"),
    ("SQLITE_NOTADB", "the file is not a record of Cairn; give the path of another file, or of one that does not exist yet"),
    ("SQLITE_CORRUPT", "the file is damaged; restore a copy, or read the reports again into a new record"),
    ("SQLITE_READONLY", "it can not be written to; make the file and its folder writable, or copy it to a folder of your own"),
    ("SQLITE_PERM", "it can not be written to; make the file and its folder writable, or copy it to a folder of your own"),
    ("SQLITE_CANTOPEN", "the file can not be opened; see that its folder exists and that you may write to both"),
    ("SQLITE_FULL", "the disk is full; free some space and run again, what was read so far is kept"),
    ("SQLITE_IOERR", "the disk could not be read or written; see that it is connected, not full and sound"),
    ("SQLITE_CONSTRAINT", "a value contradicts what is there already"),
)
"""By the beginning of the result code's name, https://sqlite.org/rescode.html."""


def advice(error: BaseException | None) -> str:
    """What a person can do about an error of SQLite, with SQLite's own words."""
    code = getattr(error, "sqlite_errorname", "")
    if not code and error is not None and "not a database" in str(error):
        code = "SQLITE_NOTADB"
    told = next((words for start, words in ADVICE if code.startswith(start)), "the database refused")
    return f"{told} (SQLite: {error})"


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what the database raises into RecordError."""
    try:
        yield
    except DBAPIError as error:
        raise RecordError(f"record {str(path)!r}: {advice(error.orig)}") from error
    except sqlite3.Error as error:
        raise RecordError(f"record {str(path)!r}: {advice(error)}") from error
    except ValidationError as error:
        raise RecordError(
            f"record {str(path)!r} holds a value that is no {error.title} to this version of Cairn: {error.errors()[0]['msg']};"
            " it was changed by hand or is damaged: restore a copy, or read the reports again into a new record"
        ) from error
