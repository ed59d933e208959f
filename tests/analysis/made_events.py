"""Small events made by hand."""

from dataclasses import replace
from datetime import date, timedelta

from cairn.analysis import Counting, Cover, Series, Unit
from cairn.analysis.periods import stretches
from cairn.model import (
    ActorKind,
    Casualty,
    CasualtyGroup,
    Count,
    Event,
    Outcome,
    Participant,
    Period,
    Place,
    Role,
    Status,
    When,
    WhenBasis,
    WhenPrecision,
    WherePrecision,
)

IS = Participant(Role.SIDE_A, "Islamic State", "islamic_state", ActorKind.REBEL_GROUP)
ARMY = Participant(Role.SIDE_B, "Military Forces of Iraq", "mil_iq", ActorKind.STATE_FORCE)
CIVILIANS = Participant(Role.TARGET, "Civilians (Iraq)", None, ActorKind.CIVILIANS)
ANBAR = Place("Ramadi", "IQ", "Al Anbar", None, 33.4, 43.3, WherePrecision.EXACT)


def event(
    number: int, *, day: date | None = date(2024, 3, 15), when: When | None = None, kind: str = "armed_clash", where: Place = ANBAR, killed: Count | None = None,
    who: tuple[Participant, ...] = (IS, ARMY), status: Status = Status.OCCURRED, reports: tuple[str, ...] = ("r1",),
) -> Event:  # fmt: skip
    toll = () if killed is None else (Casualty(Outcome.KILLED, CasualtyGroup.UNKNOWN, killed.low, killed.best, killed.high),)
    days = when or (When.on(day) if day else When())
    return Event(f"e{number:04}", kind, status, main=True, when=days, where=where, participants=who, casualties=toll, reports=reports)


def month(year: int, number: int) -> When:
    start = date(year, number, 1)
    return When(start, (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1), WhenPrecision.MONTH, None, WhenBasis.STATED)


def whole(found: Event, outcome: Outcome) -> Count | None:
    told = [c for c in found.casualties if c.outcome is outcome]
    return Count(told[0].low, told[0].best, told[0].high) if told else None


def series_of(counts: list[int], unit: Unit = Unit.MONTH, *, unknown: int = 0) -> Series:
    """A series from January 2015 on, whose first periods are not covered."""
    step = {Unit.MONTH: 31, Unit.WEEK: 7, Unit.YEAR: 366, Unit.DAY: 1}[unit]
    found = stretches(date(2015, 1, 1), date(2015, 1, 1) + timedelta(days=step * len(counts)), unit)[: len(counts)]
    rows = (Counting(one, n, 0, 1, Cover.WHOLE if i >= unknown else Cover.NONE) for i, (one, n) in enumerate(zip(found, counts, strict=True)))
    return Series(unit, tuple(rows), 0, Period(found[unknown].start, found[-1].end))


def named(participant: Participant, name: str) -> Participant:
    return replace(participant, name=name, actor=None)
