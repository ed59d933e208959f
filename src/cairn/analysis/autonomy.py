"""What the affiliates of a group did, and who claimed it: the affiliate, the group, somebody else, nobody."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cairn.analysis.counting import Tally, Whole, tally
from cairn.analysis.sources import Source
from cairn.model import Attribution, AttributionKind, Event, Period, Role

#: The registry's id of an actor's name, None where it has none.
IdOf = Callable[[str], str | None]


class Claimed(StrEnum):
    """Who claimed what an affiliate did. An event claimed by several stands under the first of these that holds."""

    ITSELF = "itself"
    GROUP = "group"
    OTHER = "other"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Belonging:
    """How an actor belongs to the group: `kind` is affiliate_of or part_of, for what time, and who says so."""

    actor: str
    name: str
    kind: str
    period: Period
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """One event of an affiliate, with who claimed it, who denies it and who blames whom, by name."""

    event: Event
    claimed: Claimed
    by: tuple[str, ...]
    denied_by: tuple[str, ...]
    blamed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Affiliate:
    """An affiliate with what it did while it belonged to the group. `claims` counts its events by who claimed them."""

    belonging: Belonging
    deeds: tuple[Deed, ...]
    tally: Tally
    first: date | None
    last: date | None
    claims: Mapping[Claimed, int]


def autonomy(group: str, belonging: Iterable[Belonging], events: Iterable[Event], said: Mapping[str, Sequence[Attribution]], *, whole: Whole, id_of: IdOf) -> tuple[Affiliate, ...]:
    """What each affiliate did as side A, those of the most events first. `group` is the registry's id, `said` what reports attribute to whom
    about an event, by the event's id. An event outside the time in which the actor is known to have belonged is left out."""
    held = tuple(events)
    found = [_affiliate(group, one, held, said, whole=whole, id_of=id_of) for one in belonging]
    return tuple(sorted(found, key=lambda a: (-a.tally.events, a.belonging.name)))


def _affiliate(group: str, own: Belonging, events: Sequence[Event], said: Mapping[str, Sequence[Attribution]], *, whole: Whole, id_of: IdOf) -> Affiliate:
    did = [e for e in events if any(p.actor == own.actor for p in e.by_role(Role.SIDE_A)) and _may_fall(e, own.period)]
    deeds = tuple(_deed(e, said.get(e.id, ()), own.actor, group, id_of) for e in did)
    days = [day for e in did for day in (e.when.start, e.when.end) if day]
    return Affiliate(own, deeds, tally((own.name,), did, whole=whole), min(days, default=None), max(days, default=None), Counter(d.claimed for d in deeds))


def _deed(event: Event, said: Sequence[Attribution], own: str, group: str, id_of: IdOf) -> Deed:
    by = _names(said, AttributionKind.RESPONSIBILITY)
    actors = {id_of(name) for name in by}
    claimed = Claimed.ITSELF if own in actors else Claimed.GROUP if group in actors else Claimed.OTHER if by else Claimed.NOBODY
    return Deed(event, claimed, by, _names(said, AttributionKind.DENIAL), _names(said, AttributionKind.BLAME))


def _names(said: Sequence[Attribution], kind: AttributionKind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.by for one in said if one.kind is kind and one.by))


def _may_fall(event: Event, period: Period) -> bool:
    return (event.when.start or date.min) <= (period.end or date.max) and (period.start or date.min) <= (event.when.end or date.max)
