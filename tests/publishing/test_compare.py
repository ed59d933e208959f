"""Two lists of events laid beside each other."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cairn.codebook import load
from cairn.consolidation import score
from cairn.model import (
    ActorKind,
    Casualty,
    CasualtyGroup,
    Event,
    Outcome,
    Participant,
    Place,
    Role,
    Status,
    When,
    WherePrecision,
)
from cairn.publishing.compare import Comparison, compare, kilometres, plain, summed

BOOK = load()
GAO = Place("Gao", "ML", "Gao", None, 16.27, -0.04, WherePrecision.EXACT)
JNIM = Participant(Role.SIDE_A, "JNIM", "jnim", ActorKind.REBEL_GROUP)
ONE = Event(
    "e1", "attack", Status.OCCURRED, main=True, when=When.on(date(2024, 3, 15)), where=GAO, participants=(JNIM,),
    casualties=(Casualty(Outcome.KILLED, CasualtyGroup.CIVILIANS, 3, 4, 6),), reports=("r1",),
)  # fmt: skip
SAME = replace(ONE, id="e2", reports=("r2",))


def compared(first: list[Event], second: list[Event]) -> Comparison:
    return compare(first, second, BOOK, lambda a, b: score(a, b, BOOK).value, least=2.5)


def test_the_same_event_is_found_and_agrees() -> None:
    (pair,) = compared([ONE], [SAME]).pairs
    assert (pair.type, pair.place, pair.km, pair.day, pair.days, pair.dead) == ("same", "as exact", 0.0, "same", 0, "same")


def test_each_event_is_taken_once() -> None:
    found = compared([ONE], [SAME, replace(SAME, id="e3")])
    assert (len(found.pairs), [e.id for e in found.only_second]) == (1, ["e3"])


def test_an_event_of_another_country_or_month_is_none_of_both() -> None:
    elsewhere = replace(SAME, id="e3", where=replace(GAO, country="NE", latitude=13.5, longitude=2.1))
    later = replace(SAME, id="e4", when=When.on(date(2024, 3, 15) + timedelta(days=60)))
    found = compared([ONE], [elsewhere, later])
    assert (found.pairs, [e.id for e in found.only_first], found.only_second) == ((), ["e1"], ())


@pytest.mark.parametrize(
    ("dead", "word"), [((4, 4, 4), "same"), ((2, 5, 9), "within bounds"), ((1, 1, 1), "higher"), ((7, 8, 9), "lower"), (None, "not known")]
)
def test_tolls_are_laid_beside_each_other(dead: tuple[int, int, int] | None, word: str) -> None:
    casualties = (Casualty(Outcome.KILLED, CasualtyGroup.CIVILIANS, *dead),) if dead else ()
    found = compare([ONE], [replace(SAME, casualties=casualties)], BOOK, lambda _a, _b: 9.0, least=2.5)
    assert found.pairs[0].dead == word


def test_sums_and_points_are_there_for_a_table_and_a_map() -> None:
    found = compared([ONE], [replace(SAME, where=replace(GAO, precision=WherePrecision.ADMIN1, latitude=16.5))])
    rows = {(row["what"], row["value"]): row["n"] for row in summed(found)}
    assert (rows["events", "in both"], rows["type", "same"], rows["place", "more exact"]) == (1, 1, 1)
    assert plain(found)["pairs"][0]["file"]["latitude"] == 16.27


def test_distances_are_those_of_the_globe() -> None:
    assert round(kilometres(0, 0, 0, 1), 1) == 111.2
    assert round(kilometres(0, 179.5, 0, -179.5), 1) == 111.2
