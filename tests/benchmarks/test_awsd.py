import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import awsd
from benchmarks.awsd import Incident
from benchmarks.means import MEANS, RULES, Seen, means_of
from benchmarks.rows import BadData, Row
from cairn.reading.labels import COUNTED

ROW = {
    "id": "9", "year": "2020", "country_code": "SO", "lat": "2.05", "lon": "45.32", "killed": 1, "wounded": 0, "kidnapped": 2,
    "means": "Landmine ", "text": "1 driver killed, 2 taken.",
}  # fmt: skip
COUNTS = st.fixed_dictionaries({outcome: st.integers(0, 5) for outcome in COUNTED})
POINTS = st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180))
INCIDENTS = st.lists(st.builds(Incident, COUNTS, st.sampled_from(MEANS), st.none() | st.just("SO"), POINTS), min_size=1)


def incident(
    killed: Any = 0, wounded: Any = 0, kidnapped: Any = 0, means: Any = "Unknown", country: Any = None, point: Any = None
) -> Any:
    return Incident({"killed": killed, "wounded": wounded, "kidnapped": kidnapped}, means, country, point)


def row(**changes: Any) -> Any:
    return Row(Path("incidents.jsonl"), 3, ROW | changes)


def test_a_row_is_read_as_it_is_coded() -> None:
    assert awsd.of_row(row()) == incident(1, 0, 2, "Landmine", "SO", (2.05, 45.32))
    assert awsd.of_row(row(lat="", lon="", country_code="")).point is None
    assert awsd.of_row(row(means="")).means == "Unknown"
    assert awsd.of_row(row(means="Drone swarm")).means == "Drone swarm"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"killed": None}, "killed is None"),
        ({"lat": "north"}, "the place: could not"),
    ],
)
def test_a_row_that_can_not_be_read_is_named(changes: Any, message: Any) -> None:
    with pytest.raises(BadData, match=f"incidents.jsonl, line 3: {message}"):
        awsd.of_row(row(**changes))


def test_exact_counts_by_hand() -> None:
    found = [incident(killed=1), incident(killed=2), incident(killed=1), incident()]
    gold = [incident(killed=1), incident(killed=3), incident(killed=0), incident()]
    scores = awsd.scores(found, gold)
    assert (scores["killed_all"], scores["killed_positive"]) == (50.0, 50.0)
    assert (scores["killed_anybody"]["precision"], scores["killed_anybody"]["recall"]) == (66.67, 100.0)
    assert (scores["wounded_all"], scores["wounded_positive"]) == (100.0, 0.0)


def test_country_and_place_by_hand() -> None:
    mogadishu, near, far = (2.05, 45.32), (2.3, 45.4), (4.0, 45.0)
    gold = [incident(country="SO", point=mogadishu)] * 3 + [incident()]
    found = [
        incident(country="SO", point=near),
        incident(country="KE", point=far),
        incident(),
        incident(country="SO", point=near),
    ]
    scores = awsd.scores(found, gold)
    assert (scores["country"], scores["place_50km"]) == (33.33, 33.33)
    assert (scores["country_answered"], scores["country_right_of_answered"], scores["place_answered"]) == (66.67, 50.0, 66.67)


def test_one_degree_on_the_equator_is_111_km_and_the_poles_are_20015_km_apart() -> None:
    assert awsd.kilometres((0, 10), (0, 11)) == pytest.approx(111.2, abs=0.1)
    assert awsd.kilometres((90, 0), (-90, 77)) == pytest.approx(20015, abs=1)


def test_years_are_kept() -> None:
    rows = [row(year=str(year)) for year in (2018, 2019, 2021, 2022)]
    assert [r.values["year"] for r in awsd.of_years(rows, "2019-2021")] == ["2019", "2021"]
    assert [r.values["year"] for r in awsd.of_years(rows, "2022")] == ["2022"]
    assert len(awsd.of_years(rows, None)) == 4
    with pytest.raises(BadData, match="expected a year or two"):
        awsd.of_years(rows, "dev")


def test_a_prediction_has_the_form_of_the_set() -> None:
    line = awsd.predicted(row(), incident(1, 0, 2, "Shooting", None, None))
    assert json.loads(json.dumps(line)) == {
        "id": "9", "killed": 1, "wounded": 0, "kidnapped": 2, "means": "Shooting", "country_code": "", "lat": None, "lon": None,
    }  # fmt: skip


@given(INCIDENTS)
def test_a_perfect_prediction_scores_100(incidents: Any) -> None:
    scores = awsd.scores(incidents, incidents)
    assert scores["means_f1"] == scores["killed_all"] == scores["wounded_all"] == scores["kidnapped_all"] == 100.0
    assert scores["killed_positive"] in (0.0, 100.0)
    assert scores["place_50km"] in (0.0, 100.0)


def seen(types: Any = "", weapons: Any = "", qualifiers: Any = "", words: Any = "") -> Any:
    return Seen(frozenset(types.split()), frozenset(weapons.split()), frozenset(qualifiers.split()), words)


@pytest.mark.parametrize(
    ("what", "counts", "means"),
    [
        (seen(types="attack", weapons="firearm"), {"killed": 1}, "Shooting"),
        (seen(words="beaten; robbed"), {"wounded": 1}, "Bodily assault"),
        (seen(types="abduction_forced_disappearance"), {"kidnapped": 2}, "Kidnapping"),
        (seen(types="abduction_forced_disappearance attack"), {"killed": 1}, "Kidnap-killing"),
        (seen(types="suicide_bomb", qualifiers="suicide vehicle_borne"), {"killed": 1}, "Vehicle-born IED"),
        (seen(types="suicide_bomb"), {"killed": 1}, "Body-borne IED"),
        (seen(types="remote_explosive_landmine_ied", weapons="landmine"), {"killed": 1}, "Landmine"),
        (seen(types="remote_explosive_landmine_ied", words="roadside bomb"), {"killed": 1}, "Roadside IED"),
        (seen(types="air_drone_strike"), {"wounded": 1}, "Aerial bombardment"),
        (seen(types="shelling_artillery_missile_attack"), {"wounded": 1}, "Shelling"),
        (seen(types="sexual_violence attack"), {"wounded": 1}, "Rape/sexual assault"),
        (seen(types="attack"), {"killed": 1}, "Unknown"),
    ],
)
def test_what_was_read_names_the_means(what: Any, counts: Any, means: Any) -> None:
    assert means_of(what, counts) == means


def test_every_rule_names_a_means_of_the_database() -> None:
    assert {rule.means for rule in RULES} <= set(MEANS)
