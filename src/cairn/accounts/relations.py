"""What the report says actors are to one another, and the organisations it names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cairn.accounts.build import Built
from cairn.accounts.sides import Part
from cairn.accounts.standing import Standing, standing
from cairn.model import (
    Actor,
    ActorKind,
    Evidence,
    Linked,
    LinkKind,
    Mention,
    MentionKind,
    Organisation,
    Person,
    PersonStatus,
    Place,
    Relation,
    RelationKind,
    Role,
    Span,
)

_KINDS = {
    LinkKind.AFFILIATE_OF: RelationKind.AFFILIATE_OF, LinkKind.PART_OF: RelationKind.PART_OF, LinkKind.SPLINTER_OF: RelationKind.SPLINTER_OF,
    LinkKind.LEADS: RelationKind.LEADS, LinkKind.MEMBER_OF: RelationKind.MEMBER_OF, LinkKind.SUCCEEDS: RelationKind.SUCCEEDS,
    LinkKind.ALLIED_WITH: RelationKind.ALLIED_WITH, LinkKind.FIGHTS: RelationKind.FIGHTS,
}  # fmt: skip
#: What says more than a relation does, so that it is not told beside it.
_STRONGER = {
    RelationKind.PART_OF: (RelationKind.AFFILIATE_OF, RelationKind.SPLINTER_OF), RelationKind.MEMBER_OF: (RelationKind.LEADS, RelationKind.LED),
}  # fmt: skip
_THRESHOLD = 0.5
#: Relations that hold both ways are told once.
_SYMMETRIC = frozenset({RelationKind.ALLIED_WITH, RelationKind.FIGHTS})
_BETWEEN_GROUPS = frozenset({RelationKind.AFFILIATE_OF, RelationKind.PART_OF, RelationKind.SPLINTER_OF})
#: A person whose fate is one of these no longer leads.
_ENDED = frozenset({PersonStatus.KILLED, PersonStatus.CAPTURED, PersonStatus.RESIGNED, PersonStatus.REMOVED})

#: Words that make a group an affiliate, and those that tie a group to a place.
LEADER = re.compile(r"(?i)\b(?:leader|commander|chief|emir|caliph|head)\b")
AFFILIATE = re.compile(r"(?i)\b(?:affiliates?|branch|offshoot|wing|arm|franchise|chapter|province|subsidiary)\b")
BASED = re.compile(r"(?i)\b(?:based|active|operating|headquartered|located|in|from)\b")


@dataclass(frozen=True, slots=True)
class _Side:
    name: str
    span: Span
    person: bool


def relations(linked: Linked, people: tuple[Person, ...], built: Sequence[Built], known: "Affiliations") -> tuple[Relation, ...]:
    """The relations that the reader linked, then those that the text calls an affiliate of a group it leaves to the context
    and the registry knows ("IS-Khorasan, an affiliate based in Afghanistan")."""
    ended = {p.name for p in people if p.status in _ENDED} | _gone(linked)
    found: dict[tuple[RelationKind, str, str], Relation] = {}
    for link in sorted(linked.reading.links, key=lambda link: -link.score):
        kind = _KINDS.get(link.kind)
        if kind is None or link.score < _THRESHOLD:
            continue
        for subject in _sides(linked, link.source):
            for target in _sides(linked, link.target):
                _add(found, _relation(linked, kind, subject, target, ended))
    for relation in (*known.told(linked), *_led(linked, built, ended)):
        _add(found, relation)
    return tuple(r for key, r in found.items() if not _weaker(key, found))


def _gone(linked: Linked) -> set[str]:
    """The persons whom the text calls a former leader, and none that comes into an office."""
    stood = {(named.name, found[0]) for i, named in linked.persons.items() if (found := standing(linked, i)) is not None}
    return {name for name, what in stood if what is Standing.WENT} - {name for name, what in stood if what is Standing.COMES}


def _weaker(key: tuple[RelationKind, str, str], found: Mapping[tuple[RelationKind, str, str], Relation]) -> bool:
    """Whether a relation says less than another one between the same two."""
    kind, a, b = key
    return any((stronger, a, b) in found for stronger in _STRONGER.get(kind, ()))


def _led(linked: Linked, built: Sequence[Built], ended: set[str]) -> Iterator[Relation]:
    """Who led whom where the event tells it: the person aimed at is called a leader, and the other armed side is one named group."""
    for b in built:
        told = target_leads(linked, b)
        if told is not None:
            person, group, word = told
            name = linked.persons[person].name
            subject, target = linked.reading.mentions[person].span, linked.reading.mentions[group.mention].span
            evidence = tuple(Evidence(f, s.start, s.end, s.quote) for f, s in (("type", word), ("subject", subject), ("object", target)))
            yield Relation(RelationKind.LED if name in ended else RelationKind.LEADS, name, group.participant.name, evidence=evidence)


def target_leads(linked: Linked, built: Built) -> tuple[int, Part, Span] | None:
    """The person an event was aimed at, the group that the person leads, and the word that says so ("an Islamic State leader")."""
    persons = [p.mention for p in built.parts if p.participant.role is Role.TARGET and p.mention in linked.persons]
    groups = [p for p in built.parts if p.participant.role is Role.SIDE_B and p.participant.actor and p.participant.kind is not ActorKind.STATE_FORCE]
    if len({linked.persons[i].name for i in persons}) != 1 or len({p.participant.actor for p in groups}) != 1:
        return None
    for word in built.account.words:
        sentence = linked.reading.sentence_of(word)
        match = LEADER.search(sentence.quote) if sentence else None
        if sentence and match:
            return persons[0], groups[0], Span.of(linked.report.text, sentence.start + match.start(), sentence.start + match.end())
    return None


def _add(found: dict[tuple[RelationKind, str, str], Relation], relation: Relation | None) -> None:
    if relation is None:
        return
    kind, a, b = relation.type, relation.subject, relation.object
    if (kind, a, b) not in found and not (kind in _SYMMETRIC and (kind, b, a) in found):
        found[kind, a, b] = relation


def _sides(linked: Linked, mention: int) -> list[_Side]:
    found = linked.reading.mentions[mention]
    if found.kind is MentionKind.PERSON:
        return [_Side(linked.persons[mention].name, found.span, person=True)]
    if found.kind is MentionKind.ACTOR:
        return [_Side(a.name, found.span, person=False) for a in linked.actors.get(mention, ()) if _named(a, found)]
    return []


def _named(actor: Actor, mention: Mention) -> bool:
    """Whether an actor has a name of its own; "the militants" that stay open are no party to a relation."""
    return actor.id is not None or (actor.kind is ActorKind.UNKNOWN and any(w[:1].isupper() for w in mention.span.quote.split()))


def _relation(linked: Linked, kind: RelationKind, subject: _Side, target: _Side, ended: set[str]) -> Relation | None:
    if subject.name == target.name:
        return None
    if kind in _BETWEEN_GROUPS and (subject.person or target.person):
        return None
    if kind in (RelationKind.LEADS, RelationKind.MEMBER_OF) and (not subject.person or target.person):
        return None
    if kind is RelationKind.SUCCEEDS and subject.person != target.person:
        return None
    if kind is RelationKind.LEADS and subject.name in ended:
        kind = RelationKind.LED
    place = _where(linked, subject.span)
    evidence = [
        Evidence("type", *_stretch(linked, subject.span, target.span)),
        Evidence("subject", subject.span.start, subject.span.end, subject.span.quote),
        Evidence("object", target.span.start, target.span.end, target.span.quote),
    ]
    if kind in _BETWEEN_GROUPS and place is not None:
        mention, found = place
        evidence.append(Evidence("where", mention.span.start, mention.span.end, mention.span.quote))
        return Relation(kind, subject.name, target.name, where=found.country or found.name, evidence=tuple(evidence))
    return Relation(kind, subject.name, target.name, evidence=tuple(evidence))


def _stretch(linked: Linked, a: Span, b: Span) -> tuple[int, int, str]:
    """The text from one span to the other, which holds the words that relate them."""
    start, end = min(a.start, b.start), max(a.end, b.end)
    return start, end, linked.report.text[start:end]


def _where(linked: Linked, subject: Span) -> tuple[Mention, Place] | None:
    """The place that follows the subject in its own clause ("IS-Khorasan, an affiliate based in Afghanistan")."""
    sentence = linked.reading.sentence_of(subject)
    if sentence is None:
        return None
    for i, mention in linked.of_kind(MentionKind.PLACE):
        between = linked.report.text[subject.end : mention.span.start]
        if subject.end <= mention.span.start < sentence.end and len(between) < 60 and BASED.search(between) and i in linked.places:
            return mention, linked.places[i]
    return None


class Affiliations:
    """What the registry knows of who is under whom, used only where the text itself says "affiliate", "branch", "wing" or
    "offshoot" of a group and leaves the parent to the context."""

    def __init__(self, parents: dict[str, tuple[str, RelationKind]]) -> None:
        """`parents` maps an actor's id to its parent's id and the relation."""
        self._parents = parents

    def told(self, linked: Linked) -> Iterator[Relation]:
        """The relations that the text leaves to the context."""
        for i, mention in linked.of_kind(MentionKind.ACTOR):
            for actor in linked.actors.get(i, ()):
                parent, kind = self._parents.get(actor.id or "", (None, RelationKind.AFFILIATE_OF))
                sentence = linked.reading.sentence_of(mention.span)
                if parent is None or sentence is None:
                    continue
                match = AFFILIATE.search(linked.report.text, mention.span.end, min(sentence.end, mention.span.end + 80))
                target = self._mention_of(linked, parent, mention.span)
                if match and target is not None:
                    yield self._as_relation(linked, kind, actor, mention, target, Span.of(linked.report.text, *match.span()))

    @staticmethod
    def _mention_of(linked: Linked, parent: str, near: Span) -> tuple[Mention, Actor] | None:
        rows = [(m.span.distance(near), i, m, a) for i, m in linked.of_kind(MentionKind.ACTOR) for a in linked.actors.get(i, ()) if a.id == parent]
        return min(rows, key=lambda row: row[:2])[2:] if rows else None

    @staticmethod
    def _as_relation(linked: Linked, kind: RelationKind, actor: Actor, mention: Mention, target: tuple[Mention, Actor], word: Span) -> Relation:
        parent, parent_actor = target
        place = _where(linked, mention.span)
        evidence = [
            Evidence("type", word.start, word.end, word.quote, rule="who:registry_parent"),
            Evidence("subject", mention.span.start, mention.span.end, mention.span.quote),
            Evidence("object", parent.span.start, parent.span.end, parent.span.quote, rule="who:registry_parent"),
        ]
        where = None
        if place is not None:
            where = place[1].country or place[1].name
            evidence.append(Evidence("where", place[0].span.start, place[0].span.end, place[0].span.quote))
        return Relation(kind, actor.name, parent_actor.name, where=where, evidence=tuple(evidence))


def organisations(linked: Linked) -> tuple[Organisation, ...]:
    """Every force, group, government or body that the report names, with the other names it gives them."""
    groups: dict[str, list[tuple[Mention, Actor]]] = {}
    for i, mention in linked.of_kind(MentionKind.ACTOR):
        for actor in linked.actors.get(i, ()):
            if _named(actor, mention):
                groups.setdefault(actor.id or actor.name, []).append((mention, actor))
    return tuple(_organisation(found) for found in groups.values())


def _organisation(found: list[tuple[Mention, Actor]]) -> Organisation:
    first, actor = found[0]
    quotes = {m.span.quote: m for m, _ in found}
    aliases = tuple(q for q in quotes if q != actor.name)
    evidence = [Evidence(field, first.span.start, first.span.end, first.span.quote) for field in ("name", "actor", "kind")]
    evidence += [Evidence(f"aliases[{n}]", quotes[a].span.start, quotes[a].span.end, a) for n, a in enumerate(aliases)]
    return Organisation(actor.name, aliases, actor.id, actor.kind, tuple(evidence))
