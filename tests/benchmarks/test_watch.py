"""The benchmark of watching, on a small site."""

from pathlib import Path

from benchmarks import watch
from tests.watching.made import MadeReader, pipeline_of


def test_a_small_site_is_watched_as_the_large_one(tmp_path: Path) -> None:
    found = watch.run(None, tmp_path, "33", pipeline=pipeline_of(MadeReader()))
    assert (found["read"], found["told"]) == (found["good"], found["bad"])
    assert found["second_asked"] == found["second_right"] == found["second_changed"]
    assert found["third_stored"] == found["third_changed"]
    assert found["third_whole"] == 0
    assert (tmp_path / "watch.json").is_file()
