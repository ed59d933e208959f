"""Claimed numbers beside the record's own count."""

from dataclasses import replace
from datetime import date

import pytest

from cairn import codebook
from cairn.analysis import Fate, Reconciled, reconcile
from cairn.model import (
    ActorKind,
    Casualty,
    CasualtyGroup,
    Event,
    Outcome,
    Participant,
    Period,
    Place,
    Role,
    Status,
    Total,
    When,
    WhenBasis,
    WhenPrecision,
)

BOOK = codebook.load()
YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))
IS = Participant(Role.SIDE_A, "Islamic State", "islamic_state", ActorKind.REBEL_GROUP)
AFFILIATE = Participant(Role.SIDE_A, "Islamic State Khorasan Province", "iskp", ActorKind.REBEL_GROUP)
GUNMEN = Participant(Role.SIDE_A, "Unidentified Armed Group (Syria)", None, ActorKind.UNKNOWN)
SYRIA = Place("Deir ez-Zor", "SY", "Deir ez-Zor")
CLAIM = Total("attacks by Islamic State in Syria", 300, None, "Islamic State", None, YEAR, "SY")


def event(number: int, *, kind: str = "attack", who: Participant = IS, when: When | None = None, where: Place = SYRIA, killed: int = 2, status: Status = Status.OCCURRED) -> Event:
    toll = (Casualty(Outcome.KILLED, CasualtyGroup.CIVILIANS, killed, killed, killed),)
    return Event(f"e{number}", kind, status, main=True, when=when or When.on(date(2024, 5, number)), where=where, participants=(who,), casualties=toll)


def found(total: Total, *events: Event, fates: tuple[Fate, ...] = (), covered: Period = Period()) -> Reconciled:  # noqa: B008 - frozen
    return reconcile(
        total, events, BOOK, is_actor=lambda p, name: p.name.startswith(name), whole=lambda e, o: sum(c.best or 0 for c in e.casualties if c.outcome is o), covered=covered, fates=fates,
    )  # fmt: skip


def test_events_of_the_same_actor_place_and_period_are_counted_with_affiliates() -> None:
    result = found(CLAIM, event(1), event(2, who=AFFILIATE), event(3, who=GUNMEN), event(4, where=Place("Mosul", "IQ")), event(5, when=When.on(date(2023, 5, 5))))
    assert (result.counted, result.gap, result.events) == (2, 298, ("e1", "e2"))
    assert result.because[:2] == ("events by Islamic State in SY from 2024-01-01 to 2024-12-31", "1 more name nobody who is known to have done it")


@pytest.mark.parametrize(
    ("what", "counted"),
    [("attacks", 4), ("incidents", 4), ("bombings", 1), ("drone strikes", 1), ("clashes", 1), ("protests", 0), ("arrests", 0), ("massacres", 1)],
)
def test_the_noun_says_which_types_count(what: str, counted: int) -> None:
    events = [event(n, kind=kind) for n, kind in enumerate(["attack", "armed_clash", "suicide_bomb", "air_drone_strike"], start=1)]
    assert found(replace(CLAIM, what=what), *events).counted == counted + (what == "bombings")


def test_a_count_that_reaches_the_claim_leaves_no_gap_and_needs_no_explanation() -> None:
    result = found(replace(CLAIM, low=2), event(1), event(2), event(3))
    assert (result.counted, result.gap, len(result.because)) == (3, 0, 1)


def test_what_did_not_occur_is_not_counted() -> None:
    assert found(CLAIM, event(1, status=Status.FOILED), event(2, status=Status.PLANNED)).counted == 0


def test_an_event_that_may_lie_within_is_told_and_not_counted() -> None:
    vague = event(1, when=When(date(2023, 12, 1), date(2024, 1, 31), WhenPrecision.MONTH, None, WhenBasis.RESOLVED))
    result = found(CLAIM, vague, event(2, where=Place()))
    assert result.counted == 0
    assert "2 more are told without a day or place that lies wholly within" in result.because


def test_days_that_no_report_covers_are_told() -> None:
    result = found(CLAIM, event(1), covered=Period(date(2024, 3, 1), date(2024, 6, 1)))
    assert {"the record holds no report from before 2024-03-01", "the record holds no report from after 2024-06-01"} <= set(result.because)


def test_a_total_of_the_dead_is_beside_the_dead_of_the_events() -> None:
    result = found(replace(CLAIM, what="people killed in attacks", outcome=Outcome.KILLED, low=10), event(1, killed=4), event(2, killed=3))
    assert (result.counted, result.gap) == (7, 3)


@pytest.mark.parametrize(
    ("total", "why"),
    [
        (replace(CLAIM, what="countries with affiliates"), "it counts something that is no event of the codebook"),
        (Total("attacks", 300, None), "it names no actor, place or period to count by"),
        (Total("leader killed", 3, 3, None, Outcome.KILLED), "it names no group whose leaders could be counted"),
    ],
)
def test_what_can_not_be_compared_says_why(total: Total, why: str) -> None:
    result = found(total, event(1))
    assert (result.counted, result.gap, result.because) == (None, None, (why,))


def test_leaders_are_counted_by_how_their_tenure_ended() -> None:
    fates = (
        Fate("Abu Bakr al-Baghdadi", "killed", date(2019, 10, 27)), Fate("Abu Ibrahim al-Qurashi", "killed", date(2022, 2, 3)),
        Fate("Abu al-Hasan al-Qurashi", "killed", date(2022, 10, 15)), Fate("Abu Omar al-Baghdadi", "killed", date(2010, 4, 18)), Fate("Somebody", "current", None),
    )  # fmt: skip
    total = Total("leader killed", 3, 3, "Islamic State", Outcome.KILLED, Period(date(2019, 1, 1), date(2023, 1, 1)))
    result = found(total, fates=fates)
    assert (result.counted, result.gap) == (3, 0)
    assert result.names == ("Abu Bakr al-Baghdadi", "Abu Ibrahim al-Qurashi", "Abu al-Hasan al-Qurashi")
    assert found(total).because == ("leaders of Islamic State who were killed from 2019-01-01 to 2023-01-01", "the registry names no leader of it", "the claim may count other leaders than those of the whole group")
