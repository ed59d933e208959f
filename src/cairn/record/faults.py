"""The border to the database: what goes wrong there becomes a RecordError that says what to do."""

import sqlite3
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from msgspec import MsgspecError
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from cairn.errors import RecordError
from cairn.record.address import Address

_BUSY = "another program is writing to it and did not finish in time; wait for it or end it, then run again"
_LOST = "the connection to the server was lost; what was being written was not kept, what was written before was; run again"

ADVICE: Final = (
    ("SQLITE_BUSY", _BUSY),
    ("SQLITE_LOCKED", _BUSY),
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

SERVER_ADVICE: Final = (
    ("08", _LOST),
    ("22021", "a text holds a character that PostgreSQL can not keep; the database has to be made with the encoding UTF8, and U+0000 can not be kept at all"),
    ("22P05", "a text holds a character that the database's encoding can not keep; make the database with the encoding UTF8"),
    ("23", "a value contradicts what is there already"),
    ("25006", "the server only lets itself be read, as a standby does; give the address of the primary server"),
    ("25P03", "the server ended the transaction because it was idle; raise idle_in_transaction_session_timeout and run again"),
    ("28", "the server refused the user or the password; give both in the record's address, or the password in PGPASSWORD"),
    ("3D000", "the database does not exist; make it with `createdb --encoding UTF8 NAME`, or give the name of another"),
    ("40", "the server broke the transaction off because another stood in its way; nothing of it was written, run again"),
    ("42501", "the user lacks a right; let the database belong to the user (ALTER DATABASE ... OWNER TO ...)"),
    ("53100", "the server's disk is full; free some space and run again, what was written so far is kept"),
    ("53300", "the server has too many connections; end some, or raise max_connections, then run again"),
    ("53", "the server has run out of something that it needs; see to it and run again"),
    ("55P03", _BUSY),
    ("57014", "the server cancelled the statement; see its statement_timeout and run again"),
    ("57P03", "the server is starting or stopping; wait a moment and run again"),
    ("57P", _LOST),
    ("58", "the server could not read or write its disk; see its log"),
    ("XX", "the server found its data damaged; see its log, and restore a copy"),
)
"""By the beginning of the SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html."""

ENDED: Final = ("08", "57P01", "57P02", "57P05", "25P03", "25P04")
"""SQLSTATEs with which the server ends the connection."""

DRIVER_ADVICE: Final = (
    ("Can't create a connection", "the server can not be reached; see that it runs, and that host and port are right"),
    ("communication error", "the server can not be reached; see that it runs, and that host and port are right"),
    ("Server refuses SSL", "the server does not encrypt connections; let it, or say sslmode=disable in the address where the network is your own"),
    ("network error", _LOST),
    ("connection is closed", _LOST),
)
"""By words of what pg8000 says where the server said nothing."""


def state(error: BaseException | None) -> str:
    """The SQLSTATE of an error that PostgreSQL's server reported; "" for any other error."""
    detail = error.args[0] if error is not None and error.args else None
    return str(detail.get("C", "")) if isinstance(detail, dict) else ""


def advice(error: BaseException | None) -> str:
    """What a person can do about an error of SQLite or PostgreSQL, with the database's own words."""
    if error is not None and (code := state(error)):
        told = next((words for start, words in SERVER_ADVICE if code.startswith(start)), "the database refused")
        return f"{told} (PostgreSQL: {error.args[0].get('M', '')}, {code})"
    code = getattr(error, "sqlite_errorname", "")
    if not code and not isinstance(error, sqlite3.Error):
        told = next((words for start, words in DRIVER_ADVICE if start in str(error)), "the connection failed")
        why = f": {error.__cause__}" if error is not None and error.__cause__ is not None else ""
        return f"{told} ({error}{why})"
    if not code and "not a database" in str(error):
        code = "SQLITE_NOTADB"
    told = next((words for start, words in ADVICE if code.startswith(start)), "the database refused")
    return f"{told} (SQLite: {error})"


@contextmanager
def told(address: Address) -> Iterator[None]:
    """Turns what the database raises into RecordError."""
    try:
        yield
    except DBAPIError as error:
        raise RecordError(f"record {str(address)!r}: {advice(error.orig)}") from error
    except sqlite3.Error as error:
        raise RecordError(f"record {str(address)!r}: {advice(error)}") from error
    except ssl.SSLError as error:
        raise RecordError(f"record {str(address)!r}: the server's certificate or encryption was refused; see sslmode and sslrootcert ({error})") from error
    except ValidationError as error:
        raise _unreadable(address, f"no {error.title}, {error.errors()[0]['msg']}") from error
    except MsgspecError as error:
        raise _unreadable(address, str(error)) from error


def _unreadable(address: Address, why: str) -> RecordError:
    return RecordError(
        f"record {str(address)!r} holds a value that this version of Cairn can not read: {why};"
        " it was changed by hand or is damaged: restore a copy, or read the reports again into a new record"
    )
