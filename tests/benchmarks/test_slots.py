"""The scorer of 24-slot templates: the guidelines' kinds of partial credit, each on an example of its own."""

from typing import Any

import pytest

from benchmarks.scores.matching import Tally
from benchmarks.scores.slot_values import date_credit, number_credit, place_credit, set_credit, string_credit
from benchmarks.scores.slots import Fill, Slots, mean_f1, score


def made(*, optional: bool = False, **slots: Any) -> Slots:
    read = {slot: [f if isinstance(f, dict) else {"alts": [f]} for f in fills] for slot, fills in slots.items()}
    return Slots.read({"optional": optional, **read})


def arson(*, date: str = "03 MAY 91", **slots: Any) -> Slots:
    return made(incident_type=["ARSON"], incident_date=[date], phys_tgt_id=["MILL"], **slots)


@pytest.mark.parametrize(
    ("key", "response", "credit"),
    [
        ("03 MAY 91", "03 MAY 91", 1.0),
        ("03 MAY 91", "3 May 91", 1.0),
        ("02 MAY 91 - 03 MAY 91", "03 MAY 91", 0.5),
        ("- 03 MAY 91", "03 MAY 91", 0.5),
        ("- 03 MAY 91", "28 APR 91", 0.5),
        ("- 03 MAY 91", "04 MAY 91", 0.0),
        ("02 MAY 91 - 03 MAY 91", "- 03 MAY 91", 0.5),
        ("03 MAY 91", "- 03 MAY 91", 0.5),
        ("20 APR 91", "- 03 MAY 91", 0.0),
        ("02 MAY 91", "01 MAY 91 - 03 MAY 91", 0.0),
        ("(- 03 MAY 91)", "- 03 MAY 91", 1.0),
    ],
)
def test_dates(key: str, response: str, credit: float) -> None:
    assert date_credit(key, response) == credit


@pytest.mark.parametrize(
    ("key", "response", "credit"),
    [
        ("PERU: PUNO (DEPARTMENT): ILAVE (TOWN)", "PERU: PUNO (DEPARTMENT): ILAVE (CITY)", 1.0),
        ("PERU: ILAVE (CITY)", "PERU", 0.5),
        ("PERU", "PERU: ILAVE (CITY)", 0.5),
        ("PERU: ILAVE (CITY)", "PERU: JULI (CITY)", 0.5),
        ("PERU: ILAVE (CITY)", "BOLIVIA: ILAVE (CITY)", 0.5),
        ("PERU", "BOLIVIA", 0.0),
    ],
)
def test_places(key: str, response: str, credit: float) -> None:
    assert place_credit(key, response) == credit


@pytest.mark.parametrize(
    ("key", "response", "credit"),
    [
        ("BOMBING", "ATTACK", 0.5),
        ("ATTACK", "BOMBING", 0.0),
        ("DYNAMITE", "EXPLOSIVE", 0.5),
        ("MACHINE GUN", "GUN", 0.5),
        ("GUN", "MACHINE GUN", 0.0),
        ("SOME DAMAGE", "DESTROYED", 0.5),
        ("NO INJURY OR DEATH", "NO DEATH", 0.5),
        ("NO DEATH", "NO INJURY OR DEATH", 0.0),
        ("FORMER ACTIVE MILITARY", "ACTIVE MILITARY", 0.5),
    ],
)
def test_set_fills(key: str, response: str, credit: float) -> None:
    assert set_credit(key, response) == credit


@pytest.mark.parametrize(
    ("key", "response", "credit"),
    [("7", "7", 1.0), ("5 - 7", "7", 0.5), ("~7", "7", 0.5), ("7-", "7", 0.5), ("PLURAL", "2", 0.0), ("17", "7", 0.0)],
)
def test_numbers(key: str, response: str, credit: float) -> None:
    assert number_credit(key, response) == credit


@pytest.mark.parametrize(
    ("key", "response", "credit"),
    [
        ("SHEPHERDS", "THE 3 SHEPHERDS", 1.0),
        ("SHEPHERDS", "OLD SHEPHERDS", 1.0),
        ("SHEPHERDS", "SHEPHERDS WHO SAW IT", 0.5),
        ("JUAN PEREZ SOSA", "SOSA", 0.5),
        ("SHEPHERDS", "MILLERS", 0.0),
    ],
)
def test_strings(key: str, response: str, credit: float) -> None:
    assert string_credit(key, response) == credit


def test_any_alternative_is_right_and_a_missing_optional_filler_does_not_count() -> None:
    key = {"d": [arson(perp_individual_id=[{"alts": ["MEN", "BANDITS"]}, {"alts": ["WOMAN"], "optional": True}])]}
    assert score(key, {"d": [arson(perp_individual_id=["BANDITS"])]})["perpetrator_individual"] == Tally(1, 1, 1, 1)


def test_a_missing_optional_template_does_not_count_and_a_met_one_does() -> None:
    key = {"d": [arson(), made(optional=True, incident_type=["ROBBERY"], phys_tgt_id=["BARN"])]}
    assert score(key, {"d": [arson()]})["type"] == Tally(1, 1, 1, 1)
    met = made(incident_type=["ROBBERY"], phys_tgt_id=["BARN"])
    assert score(key, {"d": [arson(), met]})["type"] == Tally(2, 2, 2, 2)


def test_a_right_value_about_someone_else_is_half_right() -> None:
    key = {"d": [arson(hum_tgt_effect_of_incident=[{"alts": ["DEATH"], "of": ["ANA RUIZ"]}])]}
    for of, credit in (("ANA RUIZ", 1.0), ("RUIZ", 1.0), ("A MILLER", 0.5)):
        response = {"d": [arson(hum_tgt_effect_of_incident=[{"alts": ["DEATH"], "of": [of]}])]}
        assert score(key, response)["effect"].right == credit


def test_templates_that_share_no_filler_are_not_mapped() -> None:
    response = {"d": [made(incident_type=["ARSON"], incident_date=["03 MAY 91"], phys_tgt_id=["BARN"])]}
    assert score({"d": [arson()]}, response)["date"] == Tally(0, 1, 0, 1)


def test_templates_are_mapped_so_that_they_agree_most() -> None:
    key = {"d": [arson(date="01 MAY 91"), arson(date="02 MAY 91")]}
    assert score(key, {"d": [arson(date="02 MAY 91"), arson(date="01 MAY 91")]})["date"].f1 == 100.0


def test_unmapped_templates_count_as_missing_and_spurious() -> None:
    tallies = score({"d": [arson(), made(incident_type=["ROBBERY"])]}, {"d": [arson()], "e": [arson()]})
    assert tallies["type"] == Tally(1, 2, 1, 2)


def test_a_cross_reference_that_stands_in_the_value_is_taken_out() -> None:
    fill = Fill.read({"alts": ['1: "\\"NORTH\\" MILL', "MILL"]})
    assert (fill.alternatives, fill.of) == (("1",), ('"NORTH" MILL', "MILL"))


def test_the_mean_is_of_date_place_number_and_effect() -> None:
    perfect = {"d": [arson(incident_location=["PERU"], hum_tgt_number=["1"], hum_tgt_effect_of_incident=["DEATH"])]}
    assert mean_f1(score(perfect, perfect)) == 100.0
    assert mean_f1(score(perfect, {"d": [arson()]})) == 25.0
