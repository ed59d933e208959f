"""Events by any grouping."""

from dataclasses import replace
from datetime import date

import pytest

from cairn import codebook
from cairn.analysis import GROUPINGS, count
from cairn.analysis.counting import Counted
from cairn.errors import SettingError
from cairn.model import ActorKind, Count, Event, Participant, Place, Role, Status, When, WhenPrecision

from .made_events import ARMY, IS, event, month, whole

BOOK = codebook.load()
PERSON = Participant(Role.SIDE_A, "Abu Ali", "islamic_state", ActorKind.PERSON)


def counted(by: str, *events: Event) -> Counted:
    return count(events, by.split(","), BOOK, whole=whole)


def keys(by: str, *events: Event) -> dict[tuple[str | None, ...], int]:
    return {row.key: row.events for row in counted(by, *events).rows}


def test_groupings_can_be_combined() -> None:
    found = keys("month,type", event(1), event(2), event(3, kind="attack"), event(4, day=date(2024, 4, 1)))
    assert found == {("2024-03", "armed_clash"): 2, ("2024-03", "attack"): 1, ("2024-04", "armed_clash"): 1}


@pytest.mark.parametrize(
    ("by", "key"),
    [
        ("day", "2024-03-15"), ("week", "2024-03-11"), ("month", "2024-03"), ("year", "2024"), ("type", "armed_clash"), ("country", "IQ"), ("admin1", "IQ/Al Anbar"),
        ("place", "Ramadi"), ("side_a", "Islamic State"), ("side_b", "Military Forces of Iraq"), ("target", None), ("status", "occurred"),
        ("place_precision", "exact"), ("when_precision", "day"), ("weapon", None), ("qualifier", None), ("main", "main"),
    ],
)  # fmt: skip
def test_each_grouping_has_its_key(by: str, key: str | None) -> None:
    assert keys(by, event(1)) == {(key,): 1}


def test_every_grouping_takes_an_event_of_which_nothing_is_known() -> None:
    bare = Event("e1", "no_such_type", Status.OCCURRED, main=False)
    for by in GROUPINGS:
        assert counted(by, bare).total.events == 1


def test_an_event_counts_in_a_period_only_where_all_its_days_lie_in_it() -> None:
    vague = event(1, when=When(date(2024, 3, 30), date(2024, 4, 2), WhenPrecision.DAYS))
    assert keys("month", vague, event(2, when=month(2024, 3)), event(3, day=None)) == {("2024-03",): 1, (None,): 2}
    assert keys("year", vague) == {("2024",): 1}


def test_an_event_counts_once_for_each_of_its_actors_and_the_total_once_in_all() -> None:
    found = counted("actor", event(1), event(2, who=(IS, replace(IS, role=Role.ASSOCIATED_A), ARMY)))
    assert {row.key: row.events for row in found.rows} == {("Islamic State",): 2, ("Military Forces of Iraq",): 2}
    assert (found.several, found.total.events) == (True, 2)
    assert not counted("type", event(1)).several


def test_persons_are_never_counted_by_name() -> None:
    for by in ("actor", "side_a"):
        assert keys(by, event(1, who=(PERSON,))) == {(None,): 1}


def test_tolls_are_summed_with_what_is_open_told() -> None:
    row = counted("type", event(1, killed=Count(3, 4, 5)), event(2, killed=Count(2, None, None)), event(3, killed=Count(None, 6, 9)), event(4)).rows[0]
    assert (row.killed, row.with_toll, row.open_toll, row.events) == (Count(11, 12, 16), 3, 1, 4)


def test_without_any_toll_the_dead_are_unknown_and_not_zero() -> None:
    assert counted("type", event(1)).rows[0].killed == Count()


def test_shares_say_how_exactly_events_are_known() -> None:
    row = counted("country", event(1), event(2, when=month(2024, 3)), event(3, where=Place("Iraq", "IQ")), event(4)).rows[0]
    assert (row.placed, row.dated, row.reviewed) == (0.75, 0.75, 0.0)


def test_the_unknown_comes_last() -> None:
    assert list(keys("country", event(1, where=Place()), event(2), event(3, where=Place("Aleppo", "SY")))) == [("IQ",), ("SY",), (None,)]


def test_an_unknown_grouping_is_refused_with_those_that_are_there() -> None:
    with pytest.raises(SettingError, match="--by colour: expected one of day, week, month"):
        counted("month,colour", event(1))


def test_no_events_are_no_rows() -> None:
    assert (counted("type").rows, counted("type").total.events) == ((), 0)
