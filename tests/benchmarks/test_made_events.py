"""Made-up events are always the same, and a record of them is whole."""

from pathlib import Path

from benchmarks import events
from benchmarks.made_events import all_made


def test_made_up_events_are_always_the_same() -> None:
    assert list(all_made(5)) == list(all_made(5))
    assert len({event.id for _, event in all_made(50)}) == 50


def test_lists_maps_and_counts_are_measured(tmp_path: Path) -> None:
    found = events.run(None, tmp_path, "40")
    assert found["events"] == 40
    assert all(value >= 0 for value in found.values())
    assert events.run(None, tmp_path, "40").keys() == found.keys()
