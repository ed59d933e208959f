"""The reports that engines are measured on: as many as wanted, the same every time, no two the same; and the tiles of a map."""

import json
import random
from pathlib import Path

import pytest

from benchmarks.engine_reports import PLACES, altered, written, written_short
from benchmarks.millions import _tile


def test_reports_are_the_same_every_time_and_all_different(tmp_path: Path) -> None:
    one, two = (written(300, tmp_path / name, None).read_text() for name in ("one.jsonl", "two.jsonl"))
    assert one == two
    texts = [json.loads(line)["text"] for line in one.splitlines()]
    assert len(texts) == len(set(texts)) == 300


def test_texts_of_a_set_are_among_them(tmp_path: Path) -> None:
    (tmp_path / "awsd").mkdir()
    (tmp_path / "awsd" / "incidents.jsonl").write_text(json.dumps({"text": "1 driver was taken on the road."}) + "\n")
    assert "1 driver was taken on the road." in written(1000, tmp_path / "some.jsonl", tmp_path).read_text()


def test_short_reports_are_all_different(tmp_path: Path) -> None:
    lines = written_short(200, tmp_path / "short.jsonl").read_text().splitlines()
    assert len({json.loads(line)["text"] for line in lines}) == 200


def test_names_of_places_and_days_change_and_nothing_else() -> None:
    found = altered("A bomb in Mosul on Friday killed Mosulites.", random.Random(1))
    assert found.endswith("killed Mosulites.")
    assert any(f" in {place} on " in found for place in PLACES)


@pytest.mark.parametrize(("longitude", "latitude"), [(0.1, 0.1), (-0.1, -0.1), (44.4, 33.3), (-179.9, 60.0), (179.9, -60.0)])
def test_a_tile_holds_its_point(longitude: float, latitude: float) -> None:
    for zoom in (1, 8, 11):
        box = _tile(longitude, latitude, zoom)
        assert box.west <= longitude <= box.east
        assert box.south <= latitude <= box.north
        assert box.east - box.west == pytest.approx(360 / 2**zoom)
