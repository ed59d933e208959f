"""An SQLite file stays byte for byte the same where nothing changes, two programs may write, and faults say what to do."""

import hashlib
import multiprocessing
import os
import sqlite3
from pathlib import Path

import pytest

from cairn.errors import FetchError, RecordError
from cairn.record import Address, Record
from cairn.record.faults import advice

from .factories import BASE, coded_of, event_of, report_of, settle


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _fill(at: Address | Path) -> None:
    coded = coded_of(accounts=2)
    with Record.open(at) as record:
        record.add(coded)
        record.add(coded_of(report_of(publisher="Paper")))
        record.add_failure("c.pdf", FetchError("no answer"))
        settle(record, [(event_of(), tuple(account.id for account in coded.accounts))])
        assert record.events()


def test_the_same_again_leaves_the_file_byte_for_byte(path: Path) -> None:
    _fill(path)
    first = _hash(path)
    _fill(path)
    assert _hash(path) == first
    with Record.open(path) as record:
        record.actors()
    assert _hash(path) == first
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_report_is_whole_or_not_there_when_a_run_is_killed(address: Address) -> None:
    def run() -> None:
        record = Record.open(address)
        record.add(coded_of())
        with record._database.writing() as connection:
            connection.exec_driver_sql("DELETE FROM claims")
            os._exit(9)

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    process.join(30)
    assert process.exitcode == 9
    with Record.open(address) as record:
        assert (record.counts().reports, record.counts().claims) == (1, 9)


def test_a_reader_does_not_wait_for_a_writer(address: Address) -> None:
    _fill(address)
    with Record.open(address, wait=0.05) as record, Record.open(address) as other, other._database.writing():
        assert record.counts().reports == 1


def test_a_locked_record_says_so(address: Address) -> None:
    with (
        Record.open(address) as other,
        Record.open(address, wait=0.05) as record,
        other._database.writing(),
        pytest.raises(RecordError, match="another program is writing to it"),
    ):
        record.add(coded_of())


@pytest.mark.parametrize(
    ("statement", "told"),
    [("PRAGMA query_only=ON", "can not be written to"), ("PRAGMA max_page_count=1", "disk is full")],
)
def test_a_file_that_takes_nothing_says_so_and_keeps_what_is_there(path: Path, statement: str, told: str) -> None:
    _fill(path)
    large = coded_of(report_of("A long report. " + "word " * 50_000))
    with Record.open(path) as record:
        connection = record._database.engine.raw_connection()
        connection.cursor().execute(statement)
        connection.close()
        with pytest.raises(RecordError, match=told) as raised:
            record.add(large)
        assert raised.value.exit_code == 3
        assert record.counts().reports == 1


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_text("This is a text file, and a rather long one at that. " * 20)
    with pytest.raises(RecordError, match="not a record of Cairn"):
        Record.open(path)


def test_a_damaged_file_is_refused(path: Path) -> None:
    _fill(path)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + bytes(len(content) - 4096))
    with pytest.raises(RecordError, match="damaged"), Record.open(path) as record:
        record.coding(BASE.id)


def test_a_value_changed_by_hand_is_told(address: Address) -> None:
    _fill(address)
    with Record.open(address) as record, record._database.writing() as connection:
        connection.exec_driver_sql("UPDATE event_values SET value = '{}'")
    with Record.open(address) as record, pytest.raises(RecordError, match="can not read: Object missing required field `id`"):
        record.events()


def test_a_path_that_can_not_be_a_record_is_refused(tmp_path: Path) -> None:
    for wrong, told in ((tmp_path, "is a folder"), (tmp_path / "no" / "cairn.db", "does not exist; make it")):
        with pytest.raises(RecordError, match=told):
            Record.open(wrong)
    with pytest.raises(RecordError, match="there is no record at"):
        Record.open(tmp_path / "cairn.db", create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_can_not_be_written_to_is_told(path: Path) -> None:
    for mode, told in ((0o500, "may write to both"), (0o000, "may enter its folder")):
        path.parent.chmod(mode)
        try:
            with pytest.raises(RecordError, match=told):
                Record.open(path)
        finally:
            path.parent.chmod(0o700)


def test_an_error_of_sqlite_that_nobody_foresaw_is_told_in_its_own_words() -> None:
    assert advice(sqlite3.OperationalError("no such table: x")) == "the database refused (SQLite: no such table: x)"
