"""The benchmark of scale: accounts that are the same every time and as unequal as the field's, and its figures on a few."""

import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import scale
from benchmarks.rows import BadData
from benchmarks.synthetic import DAYS, FIRST, MOST, World, written


def test_accounts_are_the_same_every_time_and_in_any_part() -> None:
    whole = list(written(0, 40))
    assert whole == [*written(0, 15), *written(15, 40)]
    assert len({w.account.id for w in whole}) == len({w.account.report for w in whole}) == len(whole)
    assert list(World(6).event(3)) != list(World(5).event(3))


def test_events_have_one_to_thirty_accounts_over_ten_years_in_few_countries() -> None:
    world = World()
    told = [list(world.event(n)) for n in range(1500)]
    counts = [len(found) for found in told]
    assert 2.2 <= sum(counts) / len(counts) <= 2.9
    assert max(counts) <= MOST
    days = [(found[0].published - FIRST).days for found in told]
    assert min(days) >= 0
    assert DAYS * 0.8 < max(days) < DAYS + 1000
    countries = Counter(c.value.country for found in told for w in found for c in w.account.claims if c.field == "where" and c.value.country)  # type: ignore[union-attr]
    assert sum(n for _, n in countries.most_common(10)) > sum(countries.values()) / 2


def test_spans_stand_in_the_text() -> None:
    for w in written(0, 60):
        assert all(span.stands_in(w.text) for claim in w.account.claims for span in claim.spans)


def test_the_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale, "PROCESSES", 1)
    found = scale.run(None, tmp_path, None, accounts=300)
    assert 200 < found["accounts"] < 420
    assert found["events"] >= found["events_made"] * 0.8
    assert found["record"]["accounts"] == 100
    assert {"seconds", "cpu_seconds", "accounts_per_second", "peak_mb", "ratio_ten", "ratio_ten_cpu"} <= set(found)
    assert json.loads((tmp_path / "scale.json").read_text(encoding="utf-8")) == found


def test_too_few_accounts_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="expected 100 or more"):
        scale.run(None, tmp_path, None, accounts=10)
