"""The benchmarks of change points and of the forecast."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks import forecast, trend
from benchmarks.rows import BadData
from cairn.analysis import Unit
from cairn.analysis.segments import segments

ROWS = "country,date_start,date_prec\n" + "".join(f"Chad,20{10 + n // 12}-{n % 12 + 1:02}-05 00:00:00.000,1\n" for n in range(48))


@pytest.fixture
def ucdp(tmp_path: Path) -> Path:
    (tmp_path / "ged_sample.csv").write_text(ROWS + "Chad,2013-12-09,5\nMali,2011-02-03,1.0\n")
    return tmp_path


def test_months_of_a_country_are_counted_where_the_date_is_known_to_the_month(ucdp: Path) -> None:
    ((country, (months, counts)),) = forecast.monthly(ucdp).items()
    assert (country, months[0], months[-1], counts) == ("Chad", "2010-01", "2013-12", [1] * 48)


def test_the_forecast_is_scored_beside_both_baselines(ucdp: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forecast, "SEEDS", 1)
    monkeypatch.setattr(forecast, "MONTHS", 60)
    found = forecast.run(ucdp, tmp_path, "tuning")
    assert set(found["ucdp"]) == {"countries", "1_ahead", "3_ahead", "6_ahead"}
    assert set(found["flat_poisson"]["1_ahead"]) == {"forecast", "no_change", "no_change_poisson", "inside"}
    assert (tmp_path / "ucdp.jsonl").read_text().count("\n") == 1


def test_the_rates_of_change_points(ucdp: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trend, "SEEDS", 2)
    monkeypatch.setattr(trend, "UNITS", {Unit.MONTH: 60})
    found = trend.run(ucdp, tmp_path, None)
    assert found["seeds"] == [trend.REPORTED, trend.REPORTED + 1]
    assert {"false_alarm", "resurgence"} == set(found["flat"]["month, mean 10, dispersion 1"])
    assert found["changed"]["month, mean 10, dispersion 1, times 3"]["seen"] == 100
    assert found["ucdp"] == {"countries": 1, "changes": 0}


def test_made_up_series_have_their_changes_where_they_say() -> None:
    one = next(made for made in trend.changed(range(7, 8)) if made.name == "week, mean 10, dispersion 1, times 3")
    (at,) = one.changes
    assert np.mean(one.counts[at:]) > 2 * np.mean(one.counts[:at])
    assert abs(segments(one.counts)[1].start - at) <= trend.TOLERANCE


@pytest.mark.parametrize("module", [trend, forecast])
def test_wrong_data_and_splits_are_told(module: object, tmp_path: Path) -> None:
    with pytest.raises(BadData, match="expected tuning, or none"):
        module.run(None, tmp_path, "kept")  # type: ignore[attr-defined]
    with pytest.raises(BadData, match=r"ged_sample\.csv is not there"):
        forecast.monthly(tmp_path)


def test_the_forecast_is_no_worse_than_no_change_on_ucdp(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar, on the countries of the sample, one month ahead."""
    monkeypatch.setattr(forecast, "AHEAD", (1,))
    scores = forecast.scored([counts for _, counts in forecast.monthly(shared / "data" / "ucdp").values()])
    assert all(one["forecast"] <= min(one["no_change"], one["no_change_poisson"]) for one in scores.values())
