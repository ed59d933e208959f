"""A served record for each test, on each database, and callers with their roles."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from cairn import codebook
from cairn.api.app import create_app
from cairn.api.settings import Settings
from cairn.deriving.events import derive_events
from cairn.record import Address, Record
from cairn.record.team import Role
from tests.record.work import coded

BASE = "/api/v1"
PASSWORD = "correct horse battery"
HOSTS = frozenset({"testserver"})


@dataclass(frozen=True)
class Caller:
    """Somebody who asks. What a browser's page would send along is sent along."""

    client: TestClient

    def get(self, path: str, **given: Any) -> Any:
        return self.client.get(BASE + path, **given)

    def send(self, method: str, path: str, **given: Any) -> Any:
        headers = {"X-CSRF-Token": self.csrf} | given.pop("headers", {})
        return self.client.request(method, BASE + path, headers=headers, **given)

    def post(self, path: str, json: Any = None, **given: Any) -> Any:
        return self.send("POST", path, **({"json": json} if json is not None else {}), **given)

    @property
    def csrf(self) -> str:
        token: str = self.get("/session").json()["csrf"]
        return token

    def log_in(self, name: str, password: str = PASSWORD) -> Any:
        return self.post("/session", {"name": name, "password": password})


def _filled(opened: Record) -> None:
    """Three reports, each of which tells of an air strike on a day of its own."""
    for number in range(3):
        opened.add(coded("one", number))
    derive_events(opened, codebook.load())


@pytest.fixture
def record(address: Address) -> Iterator[Record]:
    """A record of three reports and three events, once on each database."""
    with Record.open(address) as opened:
        _filled(opened)
        yield opened


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a file, made once."""
    path = tmp_path_factory.mktemp("served") / "template.db"
    with Record.open(path) as opened:
        _filled(opened)
    return path


@pytest.fixture
def small(template: Path, tmp_path: Path) -> Iterator[Record]:
    """The same in a file of the test's own, for what does not depend on the database."""
    with Record.open(shutil.copyfile(template, tmp_path / "small.db")) as opened:
        yield opened


@pytest.fixture(scope="session")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built web app, and beside it what must not be served."""
    root = tmp_path_factory.mktemp("pages")
    (root / "static" / "assets").mkdir(parents=True)
    (root / "static" / "index.html").write_text("<!doctype html><title>Cairn</title>")
    (root / "static" / "assets" / "app-1a2b.js").write_text("export {}")
    (root / "secret.txt").write_text("not to be served")
    (root / "static" / "leads-out.txt").symlink_to(root / "secret.txt")
    return root / "static"


@pytest.fixture(scope="session")
def serve(static: Path) -> Callable[..., FastAPI]:
    """Makes the app of a record."""

    def made(record: Record, **given: Any) -> FastAPI:
        return create_app(record, replace(Settings(hosts=HOSTS, static=static), **given))

    return made


@pytest.fixture
def local(record: Record, serve: Callable[..., FastAPI]) -> Caller:
    """The one user of a server without log-in, on each database."""
    return Caller(TestClient(serve(record)))


@pytest.fixture
def own(small: Record, serve: Callable[..., FastAPI]) -> Caller:
    """The same on a file of the test's own."""
    return Caller(TestClient(serve(small)))


@pytest.fixture(scope="session")
def alone(template: Path, serve: Callable[..., FastAPI], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    """The same for tests that only read: one server for all of them."""
    with Record.open(shutil.copyfile(template, tmp_path_factory.mktemp("alone") / "alone.db")) as opened:
        yield Caller(TestClient(serve(opened)))


@pytest.fixture(scope="session")
def hashes() -> dict[str, str]:
    """Hashes of passwords, made once: they are slow on purpose."""
    from cairn.record.team.users import hash_of

    return {role.value: hash_of(role.value, PASSWORD) for role in Role}


def people(record: Record, hashes: dict[str, str]) -> None:
    """A user of each role, named like it."""
    from cairn.record.team import users

    with record.team._database.writing() as connection:
        for role in Role:
            users.add(connection, role.value, hashes[role.value], role, at=record.team._clock())


@pytest.fixture
def team(small: Record, serve: Callable[..., FastAPI], hashes: dict[str, str]) -> Callable[[str | None], Caller]:
    """Gives a caller of a role who has logged in, or one who has not."""
    people(small, hashes)
    app = serve(small, login=True)

    def called(role: str | None = None) -> Caller:
        caller = Caller(TestClient(app))
        if role is not None:
            caller.client.cookies.set("cairn_session", _cookie(app, small, role))
        return caller

    return called


def _cookie(app: FastAPI, record: Record, name: str) -> str:
    """The cookie of a new session, without the time that a password takes."""
    from cairn.api.asking import signed
    from cairn.record.team import keys

    with record.team._database.writing() as connection:
        secret = keys.open_session(connection, name, at=record.team._clock())
    return signed(app.state.desk, secret)
