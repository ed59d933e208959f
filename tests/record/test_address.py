"""Where a record is: paths and URLs, and passwords that nobody sees."""

import ssl
from pathlib import Path

import pytest
from sqlalchemy import URL

from cairn.errors import RecordError
from cairn.record import Address, Record
from cairn.record.address import connection_arguments


@pytest.mark.parametrize("given", ["a/cairn.db", "cairn.sqlite", "C:\\records\\cairn.db", "sqlite:///a.db", "sqlite:////tmp/a.db"])
def test_a_path_is_a_file(given: str) -> None:
    path = Path(given.removeprefix("sqlite:///"))
    assert Address.of(given).file == path
    assert Address.of(path) == Address.of(given) == Address.of(Address.of(given))


def arguments(given: str) -> dict[str, object]:
    where = Address.of(given).where
    assert isinstance(where, URL)
    return connection_arguments(where)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+pg8000"])
def test_a_url_is_a_database_and_its_password_is_not_shown(scheme: str) -> None:
    address = Address.of(f"{scheme}://ana:se%40cret@db.example.org:5433/cairn")
    assert address.file is None
    assert str(address) == "postgresql://ana:***@db.example.org:5433/cairn"
    assert "cret" not in repr(address)
    given = arguments(f"{scheme}://ana:se%40cret@db.example.org:5433/cairn")
    assert (given["host"], given["port"], given["user"], given["password"], given["database"]) == ("db.example.org", 5433, "ana", "se@cret", "cairn")


@pytest.mark.parametrize("password", ["1/secret", "sec:ret", "sec#ret", "sec?ret", "se cret", "sec%25ret"])
def test_only_an_at_sign_of_a_password_has_to_be_written_otherwise(password: str) -> None:
    given = arguments(f"postgresql://ana:{password}@h/cairn")
    assert (given["password"], given["host"], given["database"]) == (password.replace("%25", "%"), "h", "cairn")


def test_what_a_url_leaves_out_is_taken_as_postgresql_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "from outside")
    monkeypatch.setenv("PGUSER", "ben")
    given = arguments("postgresql:///cairn")
    assert (given["host"], given["port"], given["user"], given["password"]) == ("localhost", 5432, "ben", "from outside")


@pytest.mark.parametrize(
    ("query", "wanted"),
    [("", None), ("?sslmode=disable", False), ("?sslmode=prefer", None), ("?sslmode=require", True)],
)
def test_encryption_is_what_the_url_says(query: str, wanted: object) -> None:
    assert arguments(f"postgresql://ana@h/cairn{query}")["ssl_context"] is wanted


@pytest.mark.parametrize(("mode", "checks"), [("verify-ca", False), ("verify-full", True)])
def test_a_certificate_is_checked_where_the_url_says_so(mode: str, checks: bool) -> None:
    context = arguments(f"postgresql://ana@h/cairn?sslmode={mode}")["ssl_context"]
    assert isinstance(context, ssl.SSLContext)
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, checks)


def test_a_folder_in_place_of_a_host_is_that_of_the_socket() -> None:
    given = arguments("postgresql://ana@/cairn?host=/run/postgresql")
    assert (given["unix_sock"], given["host"], given["ssl_context"]) == ("/run/postgresql/.s.PGSQL.5432", None, False)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("mysql://ana:secret@h/cairn", "'mysql'://... is not possible"),
        ("sqlite://cairn.db", "'sqlite'://... is not possible"),
        ("postgresql://ana:secret@h", "names no database"),
        ("postgresql://ana:secret@h/", "names no database"),
        ("postgresql://ana:se@cret@h/cairn", "written %40"),
        ("postgresql://ana:secret@h:port/cairn", "written %40"),
        ("postgresql://ana@h/cairn?password=secret", "'password'; expected one of host, sslmode"),
        ("postgresql://ana:secret@h/cairn?sslmode=on", "sslmode='on'; expected one of disable"),
    ],
)
def test_a_url_that_means_no_record_is_refused_and_shows_no_password(given: str, told: str) -> None:
    with pytest.raises(RecordError) as raised:
        Record.open(given)
    assert told in str(raised.value)
    assert "secret" not in str(raised.value)
    assert "cret" not in str(raised.value)
