"""ACLED's CSV: 31 columns, one row an event.

ACLED codes nothing that is known no better than a year or a country, and nothing that did not happen: such events are left out, and the
file's description counts them. Violence without a known perpetrator is an unidentified armed group's, as in ACLED.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

from cairn.codebook.event_type import Acled
from cairn.model import ActorKind, Event, Participant, Place, Role, Status
from cairn.publishing.cells import Row, number
from cairn.publishing.columns import columns
from cairn.publishing.item import Context, Item
from cairn.publishing.rows import LeftOut, id_number, middle, two_sides, unfit
from cairn.publishing.world import Country, country

_DEGREES: Final = 4
#: What an actor is, in the order of its codes.
_KINDS: Final = next(column.values for column in columns("acled").columns if column.name == "inter1")
#: ACLED's name for who acts where no report says who, by its event type; else the actor stays empty.
_UNNAMED: Final = {
    "Battles": ("Unidentified Armed Group", ActorKind.POLITICAL_MILITIA), "Explosions/Remote violence": ("Unidentified Armed Group", ActorKind.POLITICAL_MILITIA),
    "Violence against civilians": ("Unidentified Armed Group", ActorKind.POLITICAL_MILITIA), "Protests": ("Protesters", ActorKind.PROTESTERS),
    "Riots": ("Rioters", ActorKind.RIOTERS),
}  # fmt: skip
_TARGETED_TYPE: Final = "Violence against civilians"
_TARGETS: Final = (ActorKind.CIVILIANS, ActorKind.PROTESTERS)
_TARGETED_SUB: Final = ("Excessive force against protesters",)
_TARGETED_IF_HIT: Final = ("Explosions/Remote violence", "Riots")
_UNARMED: Final = ("Civilians", "Protesters")


def rows(item: Item, context: Context) -> Sequence[Row] | LeftOut:
    """The row of an event."""
    event, book = item.event, context.codebook
    if (reason := unfit(event)) is not None:
        return reason
    time, place = book.when[event.when.precision].acled, book.where[event.where.precision].acled
    day = middle(event.when)
    if time is None or day is None:
        return LeftOut("date not known to a month")
    if place is None or event.where.country is None or event.where.latitude is None:
        return LeftOut("place not known within a country")
    kind, where, home = book.types[event.type].crosswalk.acled, event.where, country(event.where.country)
    first, second = two_sides(item)
    if not first:
        first = _unnamed(kind, home)
    if not first:
        first, second = second, ()
    fatalities = _fatalities(item)
    actor1, others1, inter1 = _side(first, context, home)
    if kind.event_type == _TARGETED_TYPE:  # its second actor is who was targeted, and these are unarmed
        second = tuple(sorted(second, key=lambda p: p.kind not in _TARGETS))
    actor2, others2, inter2 = _side(second, context, home)
    return [(
        f"{home.iso3}{id_number(event)}", day.isoformat(), day.year, time, kind.disorder_type, kind.event_type, kind.sub_event_type,
        actor1, others1, inter1, actor2, others2, inter2, _interaction(inter1, inter2), _civilians_targeted(kind, inter1, inter2), home.numeric,
        home.acled_region, home.acled_name, where.admin1, where.admin2, None, _location(where, home), number(where.latitude, _DEGREES),
        number(where.longitude, _DEGREES), place, "; ".join(item.publishers), None, event.summary, fatalities or 0, _tags(event, fatalities), int(context.at.timestamp()),
    )]  # fmt: skip


def _unnamed(kind: Acled, home: Country) -> tuple[Participant, ...]:
    found = _UNNAMED.get(kind.event_type)
    return (Participant(Role.SIDE_A, f"{found[0]} ({home.acled_name})", None, found[1]),) if found else ()


def _side(there: Sequence[Participant], context: Context, home: Country) -> tuple[str | None, str | None, str | None]:
    """The actor, those associated with it, and what it is. Groups come before persons; unarmed people and persons who hold no office
    are civilians of the country."""
    if not there:
        return None, None, None
    if len(there) == 1:
        return _name(there[0], home), None, _inter(there[0], context)
    first, *rest = sorted(there, key=lambda p: p.kind is ActorKind.PERSON)
    name = _name(first, home)
    others = "; ".join(other for other in dict.fromkeys(_name(p, home) for p in rest) if other != name)
    return name, others or None, _inter(first, context)


def _name(participant: Participant, home: Country) -> str:
    hidden = participant.kind is ActorKind.PERSON and not any(word[:1].isupper() for word in participant.name.split())
    return f"Civilians ({home.acled_name})" if hidden else participant.name


def _inter(participant: Participant, context: Context) -> str | None:
    if participant.kind is ActorKind.PERSON:
        return context.codebook.kinds[ActorKind.CIVILIANS].inter_name
    return context.codebook.kinds[participant.kind].inter_name


@cache
def _interaction(one: str | None, other: str | None) -> str | None:
    """Both kinds, the one of the lower code first; the codebook of ACLED lists them in that order."""
    known = sorted((name for name in (one, other) if name), key=_KINDS.index)
    return f"{known[0]} only" if len(known) == 1 else "-".join(known) or None


def _civilians_targeted(kind: Acled, inter1: str | None, inter2: str | None) -> str | None:
    hit = kind.event_type in _TARGETED_IF_HIT and inter2 in _UNARMED and inter1 not in _UNARMED
    targeted = kind.event_type == _TARGETED_TYPE or kind.sub_event_type in _TARGETED_SUB or hit
    return "Civilians targeted" if targeted else None


def _location(where: Place, home: Country) -> str:
    return where.name or where.admin2 or where.admin1 or home.acled_name


def _fatalities(item: Item) -> int | None:
    """The lowest figure that stands; a mere upper bound is none."""
    return item.killed.low if item.killed.low is not None else item.killed.best


def _tags(event: Event, fatalities: int | None) -> str:
    tags = [f"cairn={event.id}"]
    if event.status is not Status.OCCURRED:
        tags.append(f"status={event.status.value}")
    if fatalities is None:
        tags.append("fatalities=unreported")
    return "; ".join(tags)
