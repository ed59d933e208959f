"""One actor: what the registry knows of it, and what the record holds."""

from collections.abc import Iterator, Sequence

from cairn.api.desk import Desk
from cairn.api.rows import count_row, event_row
from cairn.api.shapes.actors import ActorPage, ActorRow, KinTold, LeaderTold, NameTold, RelationTold, TotalTold
from cairn.cli.totals import totals
from cairn.errors import NotInRecord
from cairn.linking.who.entry import Bond, Entry, Tie
from cairn.model import Relation
from cairn.record import EventFilter, Group, Order, StoredActor

#: Relations of one actor that are gathered from reports.
MOST_RELATIONS = 200
#: Bonds by what a child of them is called.
UNDER = {Bond.PART_OF: "children", Bond.AFFILIATE_OF: "affiliates", Bond.SPLINTER_OF: "splinters"}


def actors(desk: Desk) -> Sequence[StoredActor]:
    """All actors of the record, those of the most events first."""
    return desk.once("actors", desk.record.actors)


def actor_row(desk: Desk, actor: StoredActor) -> ActorRow:
    """An actor in a list."""
    entry = desk.registry.actor(actor.id) if actor.id else None
    return ActorRow(id=actor.id, key=actor.id or actor.name, name=actor.name, kind=actor.kind, country=entry.country if entry else None, events=actor.events,
                    reports=actor.reports, first=actor.first, last=actor.last)  # fmt: skip


def actor_page(desk: Desk, asked: str, *, private: bool) -> ActorPage:
    """The page of an actor by its registry id, or its name where it has none. Raises NotInRecord, also for a private person."""
    held = next((a for a in actors(desk) if asked in (a.id, a.name)), None)
    entry = desk.registry.actor(held.id if held and held.id else asked)
    if (held is None and entry is None) or (held is not None and not held.public and not private):
        raise NotInRecord(f"actor {asked!r} is neither in the record nor in the registry")
    row = actor_row(desk, held) if held else _unseen(entry)
    names = tuple({row.key, row.name})
    recent = desk.record.events_page(EventFilter(actors=names, order=Order.LATEST, limit=20))
    ties = list(_ties(desk, entry)) if entry else []
    return ActorPage(
        actor=row, names=_names(entry), parents=[kin for kin in ties if kin.relation.startswith("parent")],
        children=[kin for kin in ties if kin.relation == "children"], splinters=[kin for kin in ties if kin.relation == "splinters"],
        affiliates=[kin for kin in ties if kin.relation == "affiliates"], relations=[*_registered(desk, entry), *_told(desk, names)],
        leaders=_leaders(desk, entry), by_month=[count_row(r) for r in desk.record.counted(EventFilter(actors=names), by=Group.MONTH)],
        totals=[t for t in totals_told(desk) if t.claimed.actor in names], recent=[event_row(e) for e in recent.items],
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


def _told(desk: Desk, names: Sequence[str]) -> Iterator[RelationTold]:
    """What reports say of its relations to others."""
    for report, relation in relations(desk):
        if relation.subject in names:
            yield _said(relation, "to", relation.object, report)
        elif relation.object in names:
            yield _said(relation, "from", relation.subject, report)


def relations(desk: Desk) -> Sequence[tuple[str, Relation]]:
    """All relations that reports tell, with the report."""

    def made() -> list[tuple[str, Relation]]:
        return [(head.id, relation) for head in desk.record.reports() if head.relevant for relation in desk.record.coding(head.id).relations]

    return desk.once("relations", made)


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


def totals_told(desk: Desk) -> list[TotalTold]:
    """Every claimed number beside the record's own count."""

    def made() -> list[TotalTold]:
        return [
            TotalTold(report=head.id, title=head.title, publisher=head.publisher, published=head.published, claimed=found.total, counted=found.counted, gap=found.gap,
                      events=list(found.events), names=list(found.names), why=list(found.because))
            for found, head in totals(desk.record.address)
        ]  # fmt: skip

    return desk.once("totals", made)
