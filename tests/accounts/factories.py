"""Linked readings made by hand from a text with marks, so that coding is tested without a reader or a registry.

A mark is `[words|kind:name values]`: the words as they stand in the text, what they are, a name for the links, and what they
stand for:

    [killed|event:kill attack planned background]   type (attack where none is given), status, whether it is background
    [at least 25|number:n 25+]                      12 is exactly 12, 25+ at least 25, 2-4 two to four; then a group
    [Mosul|place:mosul]  [Friday|time:friday 2024-03-15]  [2024|time:y 2024]  [since 2019|time:s 2019..]
    [Iraqi forces|actor:army mil_iq]                ids of ACTORS, several where the words name several
    [Abu Khadija|person:khadija Abdallah Maki]      the person's full name, the words where none is given

Links are "kill side_a army; kill killed n 0.7": source, kind, target, score (0.9 where none is given).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from cairn import codebook
from cairn.accounts import Affiliations, Knowledge, code
from cairn.linking.count import ordinal
from cairn.model import (
    Account,
    Actor,
    ActorKind,
    Casualty,
    CasualtyGroup,
    Claim,
    ClaimField,
    Coding,
    Count,
    Event,
    EventWord,
    Link,
    Linked,
    LinkKind,
    Mention,
    MentionKind,
    Named,
    Office,
    Outcome,
    Participant,
    Place,
    Reading,
    RelationKind,
    Report,
    Role,
    Span,
    Status,
    When,
    WhenBasis,
    WhenPrecision,
    WherePrecision,
)
from cairn.model.when import BEHIND

BOOK = codebook.load()
KNOWLEDGE = Knowledge(BOOK, Affiliations({"is_khorasan": ("islamic_state", RelationKind.AFFILIATE_OF)}), ordinal)
PUBLISHED = date(2024, 3, 16)
SURE = 0.9

ACTORS = {
    a.id or a.name: a
    for a in (
        Actor("Islamic State", "islamic_state", ActorKind.REBEL_GROUP, "IQ"),
        Actor("Islamic State Khorasan Province", "is_khorasan", ActorKind.REBEL_GROUP, "AF"),
        Actor("Taliban", "taliban", ActorKind.REBEL_GROUP, "AF"),
        Actor("al-Shabaab", "al_shabaab", ActorKind.REBEL_GROUP, "SO"),
        Actor("Military Forces of Iraq", "mil_iq", ActorKind.STATE_FORCE, "IQ"),
        Actor("Police Forces of Iraq", "pol_iq", ActorKind.STATE_FORCE, "IQ"),
        Actor("Military Forces of the United States", "mil_us", ActorKind.STATE_FORCE, "US"),
        Actor("Government of Israel", "gov_il", ActorKind.STATE_FORCE, "IL"),
        Actor("Government of Iraq", "gov_iq", ActorKind.STATE_FORCE, "IQ"),
        Actor("Unidentified", None, ActorKind.POLITICAL_MILITIA),
        Actor("Civilians", None, ActorKind.CIVILIANS),
    )
}
FORCES = {"gov_il": Actor("Military Forces of Israel", "mil_il", ActorKind.STATE_FORCE, "IL")}


def _place(name: str, country: str, precision: WherePrecision, admin1: str | None = None) -> Place:
    return Place(name, country, admin1, precision=precision, gazetteer_id=f"g-{name}")


PLACES = {
    "mosul": _place("Mosul", "IQ", WherePrecision.EXACT, "Nineveh"),
    "baghdad": _place("Baghdad", "IQ", WherePrecision.EXACT, "Baghdad"),
    "anbar": _place("Anbar", "IQ", WherePrecision.ADMIN1, "Anbar"),
    "nineveh": _place("Nineveh", "IQ", WherePrecision.ADMIN1, "Nineveh"),
    "kabul": _place("Kabul", "AF", WherePrecision.EXACT, "Kabul"),
    "iraq": _place("Iraq", "IQ", WherePrecision.COUNTRY),
    "syria": _place("Syria", "SY", WherePrecision.COUNTRY),
    "russia": _place("Russia", "RU", WherePrecision.COUNTRY),
    "iran": _place("Iran", "IR", WherePrecision.COUNTRY),
    "zarma": Place("Birnin Zarma", surface="Birnin Zarma"),  # a village that the gazetteer lacks
    "afghanistan": _place("Afghanistan", "AF", WherePrecision.COUNTRY),
}

_MARK = re.compile(r"\[(?P<words>[^|\]]+)\|(?P<kind>\w+):(?P<name>\w+)(?P<values>[^\]]*)\]")
_SENTENCE_END = re.compile(r"(?<=[a-z0-9][.?!”])\s+")


@dataclass(slots=True)
class _World:
    """What the mentions stand for, filled in mark by mark."""

    mentions: list[Mention] = field(default_factory=list)
    index: dict[str, int] = field(default_factory=dict)
    whens: dict[int, When] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    actors: dict[int, tuple[Actor, ...]] = field(default_factory=dict)
    counts: dict[int, Count] = field(default_factory=dict)
    persons: dict[int, Named] = field(default_factory=dict)
    offices: dict[int, Office] = field(default_factory=dict)


def linked(
    marked: str,
    links: str = "",
    *,
    published: date | None = PUBLISHED,
    relevance: float = SURE,
    offices: Mapping[str, Office] | None = None,
    persons: Mapping[str, Named] | None = None,
) -> Linked:
    """A linked reading of a text with marks."""
    world = _World()
    text = _plain(marked, world)
    for name, office in (offices or {}).items():
        world.offices[world.index[name]] = office
    for name, named in (persons or {}).items():
        world.persons[world.index[name]] = named
    report = Report.of(text, published=published)
    found = tuple(_link(row.split(), world.index) for row in links.split(";") if row.strip())
    reading = Reading(report.id, "reader-by-hand", relevance, _sentences(text), tuple(world.mentions), found)
    return Linked(report, reading, world.whens, world.places, world.actors, world.counts, world.persons, world.offices, FORCES)


def coding(reading: Linked) -> Coding:
    """The coding of a linked reading."""
    return code(reading, KNOWLEDGE).coding


def accounts(reading: Linked) -> tuple[Account, ...]:
    """The accounts of a linked reading."""
    return code(reading, KNOWLEDGE).accounts


def event(reading: Linked) -> Event:
    """The only event of a linked reading."""
    (one,) = coding(reading).events
    return one


def claims(reading: Linked, about: ClaimField) -> list[Claim]:
    """The claims about one field of the only account."""
    (account,) = accounts(reading)
    return [claim for claim in account.claims if claim.field is about]


def told_when(reading: Linked) -> When | None:
    """The time that the only account claims."""
    values = [claim.value for claim in claims(reading, ClaimField.WHEN)]
    assert len(values) <= 1
    return next((value for value in values if isinstance(value, When)), None)


def told_where(reading: Linked) -> str | None:
    """The name of the place that the only account claims."""
    values = [claim.value for claim in claims(reading, ClaimField.WHERE)]
    assert len(values) <= 1
    return next((value.name for value in values if isinstance(value, Place)), None)


def sides(reading: Linked) -> set[tuple[Role, str]]:
    """Role and name of every participant of the only account."""
    values = [claim.value for claim in claims(reading, ClaimField.PARTICIPANT)]
    return {(value.role, value.name) for value in values if isinstance(value, Participant)}


Figure = tuple[Outcome, CasualtyGroup, int | None, int | None, int | None]


def tolls(reading: Linked) -> list[Figure]:
    """Outcome, group, low, best and high of every toll of the only account."""
    values = [claim.value for claim in claims(reading, ClaimField.CASUALTY)]
    return [(v.outcome, v.group, v.low, v.best, v.high) for v in values if isinstance(v, Casualty)]


def _plain(marked: str, world: _World) -> str:
    """The text without its marks, every mark entered as a mention."""
    text, end = "", 0
    for mark in _MARK.finditer(marked):
        text += marked[end : mark.start()]
        span = Span(len(text), len(text) + len(mark["words"]), mark["words"])
        text, end = text + mark["words"], mark.end()
        _enter(world, MentionKind(mark["kind"]), mark["name"], span, mark["values"].split())
    return text + marked[end:]


def _enter(world: _World, kind: MentionKind, name: str, span: Span, values: list[str]) -> None:
    at = len(world.mentions)
    world.index[name] = at
    event = _event_word(values) if kind is MentionKind.EVENT else None
    group = CasualtyGroup(values[1]) if kind is MentionKind.NUMBER and len(values) > 1 else None
    world.mentions.append(Mention(kind, span, SURE, event, group))
    if kind is MentionKind.TIME and values:
        world.whens[at] = when(values[0], span.quote)
    elif kind is MentionKind.NUMBER and values:
        world.counts[at] = _count(values[0])
    elif kind is MentionKind.PLACE and name in PLACES:
        world.places[at] = PLACES[name]
    elif kind in (MentionKind.ACTOR, MentionKind.PEOPLE) and values:
        world.actors[at] = tuple(ACTORS[value] for value in values)
    elif kind is MentionKind.PERSON:
        world.persons[at] = Named(" ".join(values) or span.quote)


def _event_word(values: list[str]) -> EventWord:
    kind = next((value for value in values if value in BOOK.types), "attack")
    status = next((Status(value) for value in values if value in tuple(Status)), Status.OCCURRED)
    return EventWord(kind, SURE, status, SURE, "background" not in values, 0.1 if "background" in values else SURE, ((kind, SURE),))


def _count(value: str) -> Count:
    if value.endswith("+"):
        return Count(int(value[:-1]), int(value[:-1]), None)
    low, _, high = value.partition("-")
    return Count(int(low), None, int(high)) if high else Count.exactly(int(low))


def when(value: str, phrase: str | None = None) -> When:
    """A day ("2024-03-15"; "2024-03-15<" dates only what follows it), a year ("2024") or a stretch that is open at its end ("2019..")."""
    if value.endswith(".."):
        return When(date(int(value[:4]), 1, 1), None, WhenPrecision.YEAR, phrase, WhenBasis.STATED, "since")
    if len(value) == 4:
        return When(date(int(value), 1, 1), date(int(value), 12, 31), WhenPrecision.YEAR, phrase, WhenBasis.STATED, "year")
    rule = BEHIND if value.endswith("<") else "day"
    day = date.fromisoformat(value.removesuffix("<"))
    return When(day, day, WhenPrecision.DAY, phrase, WhenBasis.STATED, rule)


def _link(row: list[str], index: Mapping[str, int]) -> Link:
    source, kind, target, *score = row
    return Link(LinkKind(kind), index[source], index[target], float(score[0]) if score else SURE)


def _sentences(text: str) -> tuple[Span, ...]:
    bounds = [0, *(end.end() for end in _SENTENCE_END.finditer(text)), len(text)]
    return tuple(Span.of(text, a, b) for a, b in pairwise(bounds) if b > a)
