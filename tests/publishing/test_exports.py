"""Exports by several processes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cairn import exports
from cairn.errors import RecordError
from cairn.exports import Request, export
from cairn.record import Record, Snapshot, stream

AT = datetime(2024, 6, 1, tzinfo=UTC)


def written(record: Record, folder: Path, *, workers: int) -> bytes:
    out = folder / f"by-{workers}.csv"
    export(record, Request("csv", workers=workers), out, at=AT)
    return out.read_bytes()


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slices of one event, and processes for any number of them."""
    monkeypatch.setattr(stream, "CHUNK", 1)
    monkeypatch.setattr(exports, "WORTH", 1)


@pytest.mark.usefixtures("one_by_one")
def test_several_processes_write_what_one_writes(record: Record, tmp_path: Path) -> None:
    assert written(record, tmp_path, workers=2) == written(record, tmp_path, workers=1)


@pytest.mark.usefixtures("one_by_one")
def test_what_other_processes_see_otherwise_is_read_here(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = written(record, tmp_path, workers=1)
    monkeypatch.setattr(Snapshot, "version", "as it stood before somebody wrote to it")
    assert written(record, tmp_path, workers=2) == alone


@pytest.mark.usefixtures("one_by_one")
def test_a_damaged_value_is_told_by_whichever_process_meets_it(record_path: Path, tmp_path: Path) -> None:
    import sqlite3
    from shutil import copy

    damaged = Path(copy(record_path, tmp_path / "damaged.sqlite"))
    with sqlite3.connect(damaged) as database:
        database.execute("UPDATE event_values SET value = '{}' WHERE event_id = 'e2222222222222222'")
    with Record.open(damaged) as record, pytest.raises(RecordError, match="holds a value that this version of Cairn can not read"):
        written(record, tmp_path, workers=2)
    assert not list(tmp_path.glob("by-2*"))
