"""Where a record is: the path of an SQLite file, or the URL of a PostgreSQL database."""

import os
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from cairn.errors import RecordError

FORM: Final = "postgresql://USER:PASSWORD@HOST:PORT/DATABASE"
#: Driver names of a URL that mean PostgreSQL.
POSTGRESQL: Final = ("postgresql", "postgres", "postgresql+pg8000")
#: What a URL may say after its question mark, as PostgreSQL's own programs understand it.
PARAMETERS: Final = ("host", "sslmode", "sslrootcert")
#: How `sslmode` treats the connection: encrypted or not, None for as the server likes it; and whether the server's certificate is checked.
MODES: Final[Mapping[str, tuple[bool | None, bool]]] = {
    "disable": (False, False), "allow": (None, False), "prefer": (None, False), "require": (True, False), "verify-ca": (True, True), "verify-full": (True, True),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """Where a record is. As text it is what was given, without the password."""

    where: Path | URL

    @classmethod
    def of(cls, given: "Address | Path | str") -> Self:
        """The address that a path or a URL means. Raises RecordError for a URL that means no database."""
        if isinstance(given, Address):
            return cls(given.where)
        if isinstance(given, Path) or "://" not in given:
            return cls(Path(given))
        if given.startswith("sqlite:///"):
            return cls(Path(given.removeprefix("sqlite:///")))
        return cls(_url(given))

    @property
    def file(self) -> Path | None:
        """The SQLite file; None on PostgreSQL."""
        return self.where if isinstance(self.where, Path) else None

    def __str__(self) -> str:
        return str(self.where) if isinstance(self.where, Path) else self.where.render_as_string(hide_password=True)

    def __repr__(self) -> str:
        return f"Address({str(self)!r})"


def _url(given: str) -> URL:
    """A URL of PostgreSQL. Messages never repeat one that could not be taken apart: its password may stand anywhere in it."""
    scheme = given.split("://", 1)[0]
    if scheme not in POSTGRESQL:
        raise RecordError(f"a record at {scheme!r}://... is not possible; expected the path of a file, or {FORM}")
    try:
        url = make_url(given)
        taken_apart = not re.search(r"[@:/?#]", f"{url.host or ''}{url.database or ''}".replace("::", ""))
    except (ArgumentError, ValueError):
        taken_apart = False
    if not taken_apart:
        raise RecordError(f"the record's URL could not be understood; expected {FORM}, where an @ of the password is written %40 and a % is written %25")
    if not url.database:
        raise RecordError(f"record {url.render_as_string()!r} names no database; expected {FORM}")
    unknown = [name for name in url.query if name not in PARAMETERS]
    if unknown:
        raise RecordError(f"the record's URL has the parameter {unknown[0]!r}; expected one of {', '.join(PARAMETERS)}")
    if (mode := url.query.get("sslmode", "prefer")) not in MODES:
        raise RecordError(f"the record's URL has sslmode={mode!r}; expected one of {', '.join(MODES)}")
    return url.set(drivername="postgresql")


def connection_arguments(url: URL) -> dict[str, Any]:
    """What pg8000 needs to connect. A password that the URL does not give is taken from PGPASSWORD, as PostgreSQL's own programs do."""
    query = {name: value if isinstance(value, str) else value[-1] for name, value in url.query.items()}
    host, port = query.get("host") or url.host or "localhost", url.port or 5432
    place: dict[str, Any] = {"unix_sock": f"{host}/.s.PGSQL.{port}", "host": None} if host.startswith("/") else {"host": host, "port": port}
    return place | {
        "user": url.username or os.environ.get("PGUSER") or _login(), "password": url.password or os.environ.get("PGPASSWORD", ""), "database": url.database,
        "ssl_context": False if "unix_sock" in place else _encryption(query), "application_name": "cairn",
        "startup_params": {"client_encoding": "UTF8", "DateStyle": "ISO"},
    }  # fmt: skip


def _login() -> str:
    import getpass

    return getpass.getuser()


def _encryption(query: Mapping[str, str]) -> ssl.SSLContext | bool | None:
    mode = query.get("sslmode", "prefer")
    encrypted, checked = MODES[mode]
    if not encrypted or not checked:
        return encrypted
    context = ssl.create_default_context(cafile=query.get("sslrootcert"))
    context.check_hostname = mode == "verify-full"
    return context
