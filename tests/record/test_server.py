"""PostgreSQL: what the server refuses says what to do, and what differs from SQLite comes out the same."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pg8000.dbapi import DatabaseError, InterfaceError

from cairn.errors import FetchError, RecordError, UnreadableReport
from cairn.record import Address, EventFilter, Record, ReportFilter, restore
from cairn.record.faults import SERVER_ADVICE, advice
from tests.postgres import Emptied, Server

from .factories import BASE, account_of, coded_of, event_of, report_of, settle


@pytest.fixture
def at(migrated: Emptied) -> str:
    """The URL of an empty record on PostgreSQL."""
    migrated.empty()
    return migrated.url


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"password": "wrong"}, "refused the user or the password"),
        ({"password": ""}, "refused the user or the password; give both in the record's address, or the password in PGPASSWORD"),
        ({"user": "nobody"}, "refused the user or the password"),
        ({"port": 1}, "can not be reached; see that it runs"),
        ({"database": "no_such"}, "does not exist; make it with `createdb"),
    ],
)
def test_a_server_that_can_not_be_used_says_so(postgresql: Server, monkeypatch: pytest.MonkeyPatch, changed: dict[str, object], told: str) -> None:
    monkeypatch.delenv("PGPASSWORD", raising=False)
    url = postgresql.url(**{"database": "postgres", **changed})  # type: ignore[arg-type]
    with pytest.raises(RecordError, match=told) as raised:
        Record.open(url)
    assert "cret" not in str(raised.value)
    assert "wrong" not in str(raised.value)


def test_a_socket_is_as_good(postgresql: Server, at: str) -> None:
    with Record.open(postgresql.socket_url(at.rsplit("/", 1)[1])) as record:
        assert record.add(coded_of())


def test_without_the_driver_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "cairn.record.driver", raising=False)
    monkeypatch.setitem(sys.modules, "pg8000", None)
    with pytest.raises(RecordError, match=r'pip install "cairn\[postgres\]"'):
        Record.open("postgresql://ana@h/cairn")


def test_a_database_of_another_encoding_is_refused(postgresql: Server) -> None:
    postgresql.run("CREATE DATABASE latin TEMPLATE template0 ENCODING LATIN1 LOCALE 'C' LOCALE_PROVIDER libc")
    try:
        with pytest.raises(RecordError, match="encoding LATIN1, expected UTF8"):
            Record.open(postgresql.url("latin"))
    finally:
        postgresql.run("DROP DATABASE latin WITH (FORCE)")


def test_a_user_without_rights_is_told(postgresql: Server, at: str) -> None:
    name = at.rsplit("/", 1)[1]
    postgresql.run("CREATE ROLE guest LOGIN PASSWORD 'g'", name)
    try:
        with pytest.raises(RecordError, match="lacks a right"), Record.open(postgresql.url(name, user="guest", password="g")) as record:
            record.counts()
    finally:
        postgresql.run("DROP ROLE guest", name)


def test_a_lost_connection_is_told_and_the_next_one_works(postgresql: Server, at: str, caplog: pytest.LogCaptureFixture) -> None:
    kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cairn' AND pid <> pg_backend_pid()"
    with Record.open(at) as record:
        with pytest.raises(RecordError, match="connection to the server was lost; what was being written was not kept"), record._database.writing() as connection:
            connection.exec_driver_sql("DELETE FROM reports")
            postgresql.run(kill)
            connection.exec_driver_sql("SELECT 1")
        assert record.add(coded_of())
        postgresql.run(kill)
        assert record.counts().reports == 1
    assert caplog.records == []


@pytest.mark.parametrize(("state", "told"), SERVER_ADVICE)
def test_every_state_that_is_foreseen_has_its_advice(state: str, told: str) -> None:
    assert advice(DatabaseError({"C": state.ljust(5, "0"), "M": "the server's words"})) == f"{told} (PostgreSQL: the server's words, {state.ljust(5, '0')})"


def test_what_nobody_foresaw_is_told_in_the_servers_own_words() -> None:
    assert advice(DatabaseError({"C": "42P01", "M": 'relation "x" does not exist'})) == 'the database refused (PostgreSQL: relation "x" does not exist, 42P01)'
    assert advice(InterfaceError("something new")) == "the connection failed (something new)"


NAMES = ["Zulu", "alpha", "Ärzte", "b_c", "bc", "Bc", "ñandú", "Ωmega", "élan", "a-b", "a b", "𐐀"]


def test_names_sort_by_code_points_on_both(record: Record) -> None:
    for name in NAMES:
        record.add_failure(name, FetchError("no answer"))
    assert [failure.source for failure in record.failures()] == sorted(NAMES)


@pytest.mark.parametrize(("word", "found"), [("ÉLAN", 0), ("éLAN", 1), ("ELAN", 0), ("LAN", 1), ("50%", 1), ("5_%", 0), ("\\", 1), ("ΩMEGA", 1), ("ωmega", 0)])
def test_words_are_found_alike_on_both(record: Record, word: str, found: int) -> None:
    """Case does not count in the first 26 letters, and in no others."""
    record.add(coded_of(report_of("An élan of 50% \\ Ωmega")))
    assert len(record.reports(ReportFilter(text=word))) == found


def test_what_looks_like_a_capital_only_when_taken_apart_is_found(record: Record) -> None:
    record.add(coded_of())
    settle(record, [(event_of(summary="The ℋarbour burnt."), (account_of(BASE).id,))])
    assert len(record.events(EventFilter(text="harbour"))) == 1


@pytest.mark.parametrize("name", ["title", "publisher", "url", "source"])
def test_the_character_that_postgresql_can_not_keep_is_refused_on_both(record: Record, name: str) -> None:
    with pytest.raises(UnreadableReport, match=rf"its {name} holds the character U\+0000 at 3"):
        record.add(coded_of(report_of(**{name: "abc\0d"})))
    record.add(coded_of())
    with pytest.raises(UnreadableReport, match=name):
        record.add_source(replace(BASE, **{name: "abc\0d"}))  # type: ignore[arg-type]
    record.add_failure("a.txt", FetchError("no\0answer"))
    assert record.failures()[0].message == "no\\0answer"


@pytest.fixture
def filled(address: Address) -> Iterator[Record]:
    """A record of reports, events, history and a judgement."""
    with Record.open(address) as record:
        coded = coded_of(accounts=2)
        record.add(coded)
        record.add(coded_of(report_of("Another strike hit Fallujah.")))
        record.add(coded_of(reader="embedded-2"))
        record.add_failure("c.pdf", FetchError("no answer"))
        settle(record, [(event_of(), (coded.accounts[0].id,))])
        yield record


def rows(record: Record) -> dict[str, list[tuple[object, ...]]]:
    from cairn.record import tables

    with record._database.reading() as connection:
        return {table.name: sorted(tuple(map(repr, row)) for row in connection.execute(table.select())) for table in tables.metadata.sorted_tables}


def test_a_copy_of_a_record_is_a_record_and_goes_into_either_database(filled: Record, nothing: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cairn.record.backup.ROWS", 2)
    copy = tmp_path / "copy.sqlite"
    filled.backup(copy)
    before = rows(filled)
    with Record.open(copy, create=False) as opened:
        assert rows(opened) == before
    target = Address(tmp_path / "back.sqlite") if nothing.file else nothing
    restore(copy, target)
    with Record.open(target, create=False) as back:
        assert rows(back) == before
        number = back.changes()[-1].number
        settle(back, [(event_of(confidence=0.3), (account_of(BASE).id,))])
        assert back.changes()[-1].number == number + 1
    with pytest.raises(RecordError, match="nothing is overwritten"):
        restore(copy, target)
    with pytest.raises(RecordError, match="exists already"):
        filled.backup(copy)
    assert [file.name for file in tmp_path.iterdir() if file.name.endswith(".part")] == []
