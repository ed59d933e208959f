"""A PostgreSQL server of the tests' own, from the programs that Debian's package postgresql installs; nothing else may use it."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

#: Who owns the server where the tests run as root, which PostgreSQL refuses to.
OWNER = "postgres"
#: The tables of what is watched.
WATCHED = ("watch_sources", "watch_pages", "watch_versions", "watch_hosts", "watch_runs", "watch_alerts")
USER, PASSWORD = "cairn", "se cret"
SETTINGS = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "listen_addresses": "127.0.0.1", "max_connections": "60",
    "shared_buffers": "32MB", "autovacuum": "off", "wal_level": "minimal", "max_wal_senders": "0", "log_min_messages": "panic",
}  # fmt: skip


@dataclass(frozen=True)
class Server:
    """A running server, where its socket is, and the database from which each test's own is made."""

    folder: Path
    port: int
    numbers: Iterator[int]

    def url(self, database: str, *, user: str = USER, password: str = PASSWORD, port: int | None = None) -> str:
        return f"postgresql://{user}:{password.replace(' ', '%20')}@127.0.0.1:{port or self.port}/{database}"

    def socket_url(self, database: str) -> str:
        return f"postgresql://{USER}:{PASSWORD.replace(' ', '%20')}@:{self.port}/{database}?host={self.folder}"

    def run(self, statement: str, database: str = "postgres") -> None:
        import pg8000.native

        connection = pg8000.native.Connection(USER, host="127.0.0.1", port=self.port, password=PASSWORD, database=database)
        try:
            connection.run(statement)
        finally:
            connection.close()

    @contextlib.contextmanager
    def database(self) -> Iterator[str]:
        """A database of its own, without tables."""
        name = f"cairn_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            yield name
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")

    @contextlib.contextmanager
    def emptied(self, database: str) -> Iterator["Emptied"]:
        """A database with the record's tables that can be emptied."""
        import pg8000.native

        connection = pg8000.native.Connection(USER, host="127.0.0.1", port=self.port, password=PASSWORD, database=database)
        try:
            yield Emptied(self.url(database), connection.run)
        finally:
            connection.close()


@dataclass(frozen=True)
class Emptied:
    """A database whose tables hold nothing after `empty`."""

    url: str
    run: Callable[[str], object]

    def empty(self) -> None:
        """Takes all rows out: with as few as tests have, that is faster than TRUNCATE, which makes new files."""
        for table in ("events", "reports", "history", "redirects", "judgements", "reviews", "failures", "users", "audit", "jobs", "event_months", "event_cells", "event_spots", *WATCHED):
            self.run(f"DELETE FROM {table}")
        self.run("DELETE FROM meta WHERE key <> 'cairn'")
        self.run("SELECT setval('history_id_seq', 1, false), setval('judgements_id_seq', 1, false), setval('reviews_id_seq', 1, false), setval('audit_id_seq', 1, false), "
                 "setval('watch_runs_id_seq', 1, false), setval('watch_visits_id_seq', 1, false)")  # fmt: skip


def programs() -> Path | None:
    """Where initdb and pg_ctl are, of the newest version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int("0" + path.parts[-3].split(".")[0]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextlib.contextmanager
def server() -> Iterator[Server]:
    """Starts a server and ends it. Skips the test, with the reason, where none can be started."""
    binaries = programs()
    if binaries is None:
        pytest.skip("no PostgreSQL server programs: install Debian's package postgresql")
    pytest.importorskip("pg8000", reason="no driver for PostgreSQL: pip install pg8000")
    as_owner = _as_owner()
    folder = Path(tempfile.mkdtemp(prefix="cairn-pg-"))
    try:
        password, data = folder / "password", folder / "data"
        password.write_text(PASSWORD)
        if as_owner:
            shutil.chown(folder, OWNER)
            shutil.chown(password, OWNER)
        # The language's own order is not that of the code points: what a query forgets to order shows.
        told = subprocess.run(
            [*as_owner, binaries / "initdb", "--pgdata", data, "--username", USER, "--pwfile", password, "--auth", "scram-sha-256", "--encoding", "UTF8",
             "--locale", "C.UTF-8", "--locale-provider", "icu", "--icu-locale", "en-US", "--no-sync"],
            capture_output=True, text=True, check=False, cwd=folder,
        )  # fmt: skip
        if told.returncode:
            pytest.skip(f"PostgreSQL could not be set up: {told.stderr.strip()}")
        port = _free_port()
        settings = {**SETTINGS, "port": str(port), "unix_socket_directories": str(folder)}
        with (data / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
        told = subprocess.run(
            [*as_owner, binaries / "pg_ctl", "--pgdata", data, "--log", folder / "log", "--wait", "start"],
            capture_output=True, text=True, check=False, cwd=folder,
        )  # fmt: skip
        if told.returncode:
            pytest.skip(f"PostgreSQL could not be started: {(folder / 'log').read_text() if (folder / 'log').exists() else told.stderr}")
        try:
            yield Server(folder, port, count())
        finally:
            subprocess.run([*as_owner, binaries / "pg_ctl", "--pgdata", data, "--mode", "immediate", "stop"], capture_output=True, check=False, cwd=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_owner() -> list[str]:
    if os.geteuid() != 0:
        return []
    import pwd

    try:
        pwd.getpwnam(OWNER)
    except KeyError:
        pytest.skip(f"the tests run as root, and there is no user {OWNER!r} to run PostgreSQL as")
    program = shutil.which("setpriv")
    if program is None:
        pytest.skip("the tests run as root, and there is no setpriv to run PostgreSQL as another user")
    return [program, f"--reuid={OWNER}", f"--regid={OWNER}", "--clear-groups", "--"]


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port
