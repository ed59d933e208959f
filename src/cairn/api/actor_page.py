"""One actor: what the registry knows of it, and what the record holds."""

from collections.abc import Iterator, Sequence
from typing import Final

from cairn.api.actor_list import actor_row, actors
from cairn.api.claimed import claimed, totals_told
from cairn.api.counting import count_rows
from cairn.api.desk import Desk
from cairn.api.names import events_shown
from cairn.api.rows import event_row
from cairn.api.shapes.actors import ActorPage, ActorRow, KinTold, LeaderTold, NameTold, RelationTold
from cairn.errors import NotInRecord
from cairn.linking.who.entry import Bond, Entry, Tie
from cairn.model import Relation
from cairn.publishing.persons import Persons
from cairn.publishing.privacy import shown
from cairn.record import EventFilter, Group, Order

#: Claimed numbers that a page shows.
TOTALS: Final = 50
#: Bonds by what a child of them is called.
UNDER = {Bond.PART_OF: "children", Bond.AFFILIATE_OF: "affiliates", Bond.SPLINTER_OF: "splinters"}


def actor_page(desk: Desk, asked: str, *, private: bool) -> ActorPage:
    """The page of an actor by its registry id, or its name where it has none. Raises NotInRecord, also for a private person."""
    held = next((a for a in actors(desk) if asked in (a.id, a.name)), None)
    entry = desk.registry.actor(held.id if held and held.id else asked)
    if (held is None and entry is None) or (held is not None and not held.public and not private):
        raise NotInRecord(f"actor {asked!r} is neither in the record nor in the registry")
    row = actor_row(desk, held) if held else _unseen(entry)
    names = tuple(sorted({row.key, row.name}))
    recent = desk.record.events_page(EventFilter(actors=names, order=Order.LATEST, limit=20))
    ties = list(_ties(desk, entry)) if entry else []
    return ActorPage(
        actor=row, names=_names(entry), parents=[kin for kin in ties if kin.relation.startswith("parent")],
        children=[kin for kin in ties if kin.relation == "children"], splinters=[kin for kin in ties if kin.relation == "splinters"],
        affiliates=[kin for kin in ties if kin.relation == "affiliates"], relations=[*_registered(desk, entry), *_told(desk, names, private=private)],
        leaders=_leaders(desk, entry), by_month=count_rows(desk, EventFilter(actors=names), by=Group.MONTH, private=private),
        totals=totals_told(desk, claimed(desk, names)[:TOTALS], private=private),
        recent=[event_row(e) for e in events_shown(desk.record, recent.items, private=private)],
    )  # fmt: skip


def _unseen(entry: Entry | None) -> ActorRow:
    assert entry is not None
    return ActorRow(id=entry.id, key=entry.id, name=entry.name, kind=entry.kind, country=entry.country, events=0, reports=0, first=None, last=None)


def _names(entry: Entry | None) -> list[NameTold]:
    if entry is None:
        return []
    return [NameTold(text=n.text, start=n.period.start, end=n.period.end, source=n.fact.source, checked=n.fact.checked) for n in entry.names]


def _ties(desk: Desk, entry: Entry) -> Iterator[KinTold]:
    """What it is under, and what is or was under it."""
    for tie in entry.ties:
        other = desk.registry.actor(tie.object)
        if tie.kind in UNDER and other is not None:
            yield _kin(other, tie, f"parent:{tie.kind}")
    for other in desk.registry.entries.values():
        for tie in other.ties:
            if tie.object == entry.id and tie.kind in UNDER:
                yield _kin(other, tie, UNDER[tie.kind])


def _kin(other: Entry, tie: Tie, relation: str) -> KinTold:
    return KinTold(id=other.id, name=other.name, kind=other.kind, relation=relation, start=tie.period.start, end=tie.period.end, source=tie.fact.source,
                   checked=tie.fact.checked)  # fmt: skip


def _registered(desk: Desk, entry: Entry | None) -> Iterator[RelationTold]:
    """All ties of the registry, from and to the actor."""
    if entry is None:
        return
    for tie in entry.ties:
        other = desk.registry.actor(tie.object)
        yield _relation(tie, "to", other.name if other else tie.object, tie.object)
    for other in desk.registry.entries.values():
        for tie in other.ties:
            if tie.object == entry.id:
                yield _relation(tie, "from", other.name, other.id)


def _relation(tie: Tie, direction: str, name: str, id_: str) -> RelationTold:
    return RelationTold(type=tie.kind, direction=direction, other=name, other_id=id_, start=tie.period.start, end=tie.period.end, source=tie.fact.source,
                        checked=tie.fact.checked)  # fmt: skip


def _told(desk: Desk, names: Sequence[str], *, private: bool) -> Iterator[RelationTold]:
    """What reports say of its relations to others; to private persons only where names are asked for."""
    found = desk.record.relations(names)
    people = {} if private else desk.record.people({report for report, _ in found})
    for report, relation in found:
        persons = Persons.of(people.get(report, ()))
        if {relation.subject, relation.object} & persons.private:
            continue
        told = shown(relation, persons)
        yield _said(told, "to", told.object, report) if relation.subject in names else _said(told, "from", told.subject, report)


def _said(relation: Relation, direction: str, other: str, report: str) -> RelationTold:
    quote = next((e.quote for e in relation.evidence), None)
    return RelationTold(type=relation.type, direction=direction, other=other, other_id=None, start=relation.start, end=relation.end, source=report, checked=False, evidence=quote)


def _leaders(desk: Desk, entry: Entry | None) -> list[LeaderTold]:
    if entry is None:
        return []
    return [
        LeaderTold(person=one.name, title=one.title, start=one.period.start, end=one.period.end, how_ended=one.ended, source=one.fact.source, checked=one.fact.checked)
        for one in desk.registry.leaders(entry.id)
    ]
