"""What was claimed in numbers beside the record's own count: "over 300 attacks in Syria in 2024", "the third leader since 2019"."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from cairn.codebook import Codebook
from cairn.model import Event, Outcome, Participant, Period, Role, Status, Total

#: Whether a participant is an actor by name, or belongs to it.
IsActor = Callable[[Participant, str], bool]
#: How many met an outcome in one event, by the best figure.
Whole = Callable[[Event, Outcome], int]
#: Words of a total that counts persons by their fate and not events.
_LEADERS = re.compile(r"(?i)\b(?:leader|commander|chief|head|emir|caliph)s?\b")
_FATES = {Outcome.KILLED: "killed", Outcome.ARRESTED: "captured"}


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one leader of an actor: how and when the tenure ended."""

    name: str
    ended: str
    end: date | None


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A total beside the record's count of the same thing.

    `counted` is None where the two can not be compared; `gap` is what the claim has beyond the count, by its lowest reading, 0
    where the count reaches it. `events` are the ids that were counted, `names` the leaders. `because` says what was counted and
    what could explain a gap.
    """

    total: Total
    counted: int | None
    gap: int | None
    events: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


def reconcile(
    total: Total, events: Sequence[Event], codebook: Codebook, *, is_actor: IsActor, whole: Whole, covered: Period = Period(), fates: Iterable[Fate] = ()  # noqa: B008 - frozen
) -> Reconciled:  # fmt: skip
    """The record's own count of what a total counts: the same actor, place and period.

    `covered` are the days from which the record holds reports, `fates` how the tenures of the actor's leaders ended. Only events
    that occurred are counted; one whose days or place reach beyond those of the total is not counted, and told.
    """
    if total.outcome in _FATES and _LEADERS.search(total.what):
        return _leaders(total, list(fates))
    types = _types(total.what, codebook)
    if types is None and total.outcome is None:
        return Reconciled(total, None, None, because=("it counts something that is no event of the codebook",))
    if total.period == Period() and total.where is None and total.actor is None:
        return Reconciled(total, None, None, because=("it names no actor, place or period to count by",))
    rows = [e for e in events if e.status is Status.OCCURRED and (types is None or e.type in types)]
    placed = [e for e in rows if _within(e, total.period) and _lies_in(e, total.where)]
    own = [e for e in placed if total.actor is None or any(is_actor(p, total.actor) for p in e.by_role(Role.SIDE_A))]
    counted = len(own) if total.outcome is None else sum(whole(e, total.outcome) for e in own)
    low = total.low if total.low is not None else total.high
    gap = None if low is None else max(0, low - counted)
    return Reconciled(total, counted, gap, tuple(e.id for e in own), because=tuple(_because(total, rows, placed, own, gap, covered)))


def _leaders(total: Total, fates: Sequence[Fate]) -> Reconciled:
    """Leaders by how their tenure ended, within the period."""
    if total.actor is None:
        return Reconciled(total, None, None, because=("it names no group whose leaders could be counted",))
    fate = _FATES[total.outcome] if total.outcome else ""
    own = [f for f in fates if f.ended == fate and f.end is not None and _holds(total.period, f.end)]
    low = total.low if total.low is not None else total.high
    because = [f"leaders of {total.actor} who were {fate}" + _span(total.period)]
    if not fates:
        because.append("the registry names no leader of it")
    if low is not None and len(own) < low:
        because.append("the claim may count other leaders than those of the whole group")
    return Reconciled(total, len(own), None if low is None else max(0, low - len(own)), names=tuple(f.name for f in own), because=tuple(because))


def _because(total: Total, rows: Sequence[Event], placed: Sequence[Event], own: Sequence[Event], gap: int | None, covered: Period) -> Iterator[str]:
    """What was counted, and what could explain a gap."""
    by, where = (f" by {total.actor}" if total.actor else ""), (f" in {total.where}" if total.where else "")
    yield f"events{by}{where}{_span(total.period)}" + (f", their {total.outcome}" if total.outcome else "")
    if not gap:
        return
    nobody = [e for e in placed if e not in own and not any(p.actor for p in e.by_role(Role.SIDE_A))] if total.actor else []
    if nobody:
        yield f"{len(nobody)} more name nobody who is known to have done it"
    loose = [e for e in rows if e not in placed and _may_lie_in(e, total.where) and _may_fall(e, total.period)]
    if loose:
        yield f"{len(loose)} more are told without a day or place that lies wholly within"
    if covered.start and total.period.start and total.period.start < covered.start:
        yield f"the record holds no report from before {covered.start}"
    if covered.end and total.period.end and covered.end < total.period.end:
        yield f"the record holds no report from after {covered.end}"
    yield "the record holds only what its reports tell; the claim may count otherwise"


def _types(what: str, codebook: Codebook) -> frozenset[str] | None:
    """The event types that a total's words count, None where they name no event."""
    words = what.lower()
    for row in _nouns():
        if any(re.search(rf"\b{re.escape(word)}(?:s|es)?\b", words) for word in row["words"]):
            families, types = row.get("families"), row.get("types")
            if families:
                return frozenset(id_ for id_, type_ in codebook.types.items() if type_.family in families)
            return frozenset(types) if types else frozenset(id_ for id_, type_ in codebook.types.items() if type_.violent)
    return None


@cache
def _nouns() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(resources.files("cairn.analysis").joinpath("totals.yaml").read_text(encoding="utf-8")))


def _within(event: Event, period: Period) -> bool:
    """Whether all days on which an event can have happened lie in a period."""
    if period == Period():
        return True
    return event.when.start is not None and event.when.end is not None and _holds(period, event.when.start) and _holds(period, event.when.end)


def _may_fall(event: Event, period: Period) -> bool:
    """Whether any day of a period is possible."""
    return (event.when.start or date.min) <= (period.end or date.max) and (period.start or date.min) <= (event.when.end or date.max)


def _lies_in(event: Event, where: str | None) -> bool:
    place = event.where
    return where is None or where in (place.country, place.name, place.admin1, place.admin2)


def _may_lie_in(event: Event, where: str | None) -> bool:
    return _lies_in(event, where) or event.where.country is None


def _holds(period: Period, day: date) -> bool:
    return (period.start or date.min) <= day <= (period.end or date.max)


def _span(period: Period) -> str:
    if period == Period():
        return ""
    if period.start is None:
        return f" until {period.end}"
    return f" since {period.start}" if period.end is None else f" from {period.start} to {period.end}"
