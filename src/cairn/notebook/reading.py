"""What the reports of a record say of leaders and of ties between groups, with the words that say so."""

from collections.abc import Iterator, Sequence

from cairn.analysis import Origin, Said, Source, Tenure
from cairn.linking.who import read_title, same_person
from cairn.model import Coding, Evidence, Person, PersonStatus, Relation, RelationKind

#: What a report says of a leader's fate or rise.
_FATES = frozenset(
    {PersonStatus.LEADING, PersonStatus.APPOINTED, PersonStatus.KILLED, PersonStatus.CAPTURED, PersonStatus.RESIGNED, PersonStatus.REMOVED},
)  # fmt: skip
_HEADING = frozenset({RelationKind.LEADS, RelationKind.LED})


def relations_of(coding: Coding) -> Iterator[tuple[Relation, Source]]:
    """The relations of one report, each with its words."""
    for relation in coding.relations:
        yield relation, source_of(coding, relation.evidence)


def said_of(coding: Coding, *, name: str, actor: str | None, tenures: Sequence[Tenure]) -> Iterator[Said]:
    """What one report says of the heads of a group: who leads or led it, who follows whom, and what became of them. Persons who are neither
    office holders nor leaders are not in it."""
    public = {one.name for one in coding.people if one.public} | {one.name for one in tenures}
    heads = {r.subject for r in coding.relations if r.type in _HEADING and r.object == name}
    heads |= {p.name for p in coding.people if p.public and (_is_head(p, name) or (_is_leader(p.name, tenures) and p.actor in (None, actor)))}
    for relation in coding.relations:
        if relation.subject not in public and not _is_leader(relation.subject, tenures):
            continue
        source = source_of(coding, relation.evidence)
        if relation.type in _HEADING and relation.object == name:
            yield Said(relation.subject, str(relation.type), source, None, relation.start, relation.end)
        elif relation.type is RelationKind.SUCCEEDS and (relation.object in heads or _is_leader(relation.object, tenures)):
            yield Said(relation.subject, str(relation.type), source, relation.object, relation.start, relation.end)
    for person in coding.people:
        if person.name in heads and person.status in _FATES:
            yield Said(person.name, str(person.status), source_of(coding, person.evidence, "status"), title=_title(person, name))


def source_of(coding: Coding, evidence: Sequence[Evidence], field: str = "") -> Source:
    """The report as a source, with the words of the first piece of evidence for a field, or the first of all."""
    first = next((e for e in evidence if e.field.startswith(field)), next(iter(evidence), None))
    head = coding.report
    label = ", ".join(part for part in (head.publisher, head.title) if part) or "a report without a title"
    return Source(Origin.REPORT, label, None, head.id, head.published, first.quote if first else None)


def _is_head(person: Person, name: str) -> bool:
    return any(p.organisation == name and p.title and (title := read_title(p.title)) is not None and title.leads for p in person.positions)


def _title(person: Person, name: str) -> str | None:
    return next((p.title for p in person.positions if p.organisation == name), None)


def _is_leader(name: str, tenures: Sequence[Tenure]) -> bool:
    return any(known == name or same_person(known, name) for one in tenures for known in (one.name, *one.aliases))
