"""Geoparsing: toponyms of news found and placed, as LGL, TR-News, GeoWebNews and GeoVirus annotate them.

Every `.jsonl` file of the folder is a set; its scores go by the file's name. A row has `docid`, `text` and `toponyms`, each with
`start`, `end` and, where it is placed, `lat` and `lon`. A `type`, as GeoWebNews has it, says which toponyms are literal: only those
are scored; spans on toponyms of another sense are neither right nor wrong, and spans of its other types are no toponyms.

`end_to_end_161km` is the share of all gold toponyms with coordinates that a found span overlaps and whose place lies within 161 km
(100 miles). `gold_toponyms_161km` is that share where the gold spans are given, of the toponyms of which the gazetteer holds some
place that near. `recognition_f1` takes any overlap, each span once. `mean_error_km` is over the toponyms that were found and placed.

`--split tuning` and `--split kept` are halves by the hash of set and document id: weights are set on the first, reported on the
second. The embedded reader was trained on most documents of LGL, TR-News and GeoVirus, so that its recognition there is flattered;
`--split unread` keeps to the documents of any set that no training has seen.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.awsd import Point, kilometres
from benchmarks.reading import BATCH, pipeline
from benchmarks.rows import BadData, Row, folder_of, json_lines, shown, write_json_lines
from benchmarks.scores.f1 import Tally, micro, of_pairs, percent, rounded
from cairn.linking import where
from cairn.linking.where.asked import ask
from cairn.model import MentionKind, Place, Report, Span
from cairn.pipeline import Pipeline

#: 100 miles: the distance within which geoparsers are counted as right.
NEAR_KM: Final = 161.0
#: Types of GeoWebNews whose words mean the place itself, and those that are toponyms in another sense.
LITERAL: Final = frozenset({"Literal", "Literal_Modifier", "Mixed", "Coercion", "Embedded_Literal"})
ASSOCIATIVE: Final = frozenset({"Non_Literal_Modifier", "Metonymic", "Embedded_Non_Lit", "Demonym", "Language", "Homonym"})
#: Sets that the embedded reader is trained on, but for one document in `training.split.SHARES`.
READ: Final = frozenset({"lgl", "trnews", "geovirus"})
UNREAD: Final = 10


@dataclass(frozen=True, slots=True)
class Toponym:
    """An annotated toponym. `point` is None where the set does not place it; `scored` is false for one of another sense."""

    span: Span
    point: Point | None
    scored: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its toponyms, in order."""

    id: str
    text: str
    toponyms: tuple[Toponym, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What Cairn makes of a document: the places that it finds, those of the gold spans, and whether the gazetteer holds each."""

    found: tuple[tuple[Span, Place], ...]
    given: tuple[Place, ...]
    held: tuple[bool, ...]


def run(data: Path | None, out: Path, split: str | None) -> dict[str, Any]:
    """The scores of every set of the folder."""
    folder = folder_of(data, "geoparsing", "sets of toponyms (*.jsonl)")
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise BadData(f"{folder} has no *.jsonl, expected a file for every set")
    using = pipeline()
    result: dict[str, Any] = {}
    for path in paths:
        documents = [document for row in json_lines(path) if in_split(document := of_row(row), path.stem, split)]
        parsed = list(shown(parse(using, documents), total=len(documents), what=path.name))
        write_json_lines(out / path.name, (predicted(d, p) for d, p in zip(documents, parsed, strict=True)))
        result |= {f"{path.stem}.{key}": score for key, score in scores(documents, parsed).items()}
    return result


def in_split(document: Document, name: str, split: str | None) -> bool:
    """Whether a document belongs to a part of its set."""
    number = int(hashlib.sha256(f"{name}-{document.id}".encode()).hexdigest(), 16)
    parts = {"tuning": (number >> 8) % 2 == 0, "kept": (number >> 8) % 2 == 1, "unread": name not in READ or number % UNREAD == 0}
    if split is not None and split not in parts:
        raise BadData(f"--split {split!r}: expected one of {', '.join(parts)}")
    return split is None or parts[split]


def of_row(row: Row) -> Document:
    """A document as it is annotated; a span whose offsets lie outside the text is left out."""
    text, id_ = row.text("text"), str(row.values.get("docid"))
    with row.reading("a toponym"):
        every = [t for t in row.values["toponyms"] if 0 <= t["start"] < t["end"] <= len(text)]
        toponyms = [_toponym(t, text) for t in every if t.get("type") is None or t["type"] in LITERAL | ASSOCIATIVE]
    return Document(id_, text, tuple(sorted(toponyms, key=lambda t: (t.span.start, t.span.end))))


def _toponym(values: Mapping[str, Any], text: str) -> Toponym:
    lat, lon = values.get("lat"), values.get("lon")
    point = (float(lat), float(lon)) if lat is not None and lon is not None else None
    return Toponym(Span.of(text, values["start"], values["end"]), point, values.get("type") is None or values["type"] in LITERAL)


def parse(using: Pipeline, documents: Sequence[Document]) -> Iterable[Parsed]:
    """Every document read, its toponyms found and placed, in order."""
    for start in range(0, len(documents), BATCH):
        batch = documents[start : start + BATCH]
        reports = [Report.of(document.text) for document in batch]
        readings = using.reader.read(reports, [using.linker.given(report) for report in reports])
        for document, reading in zip(batch, readings, strict=True):
            marked = [mention.span for mention in reading.mentions if mention.kind is MentionKind.PLACE]
            yield placed(document, marked, gazetteer=using.linker.gazetteer)


def placed(document: Document, marked: Sequence[Span], *, gazetteer: where.Gazetteer) -> Parsed:
    """The toponyms of a document placed: those found in it with the spans that a reader marked as places, and the gold ones."""
    found = where.toponyms(document.text, marked=marked, gazetteer=gazetteer)
    gold = [toponym.span for toponym in document.toponyms]
    return Parsed(
        tuple(zip(found, where.locate(found, document.text, gazetteer=gazetteer), strict=True)),
        where.locate(gold, document.text, gazetteer=gazetteer),
        tuple(holds(toponym, text=document.text, gazetteer=gazetteer) for toponym in document.toponyms),
    )


def holds(toponym: Toponym, *, text: str, gazetteer: where.Gazetteer) -> bool:
    """Whether some place that the gazetteer has under the toponym's words lies near the gold one."""
    candidates = ask(toponym.span, text=text, gazetteer=gazetteer).candidates
    return toponym.point is not None and any(near(kilometres((c.latitude, c.longitude), toponym.point)) for c in candidates)


def scores(documents: Sequence[Document], parsed: Sequence[Parsed]) -> dict[str, Any]:
    """The scores of one set; shares in per cent but the first, which is a share of 1."""
    pairs = list(zip(documents, parsed, strict=True))
    errors = [error for document, own in pairs for error in errors_of(document, own)]
    given = [error for document, own in pairs for error in _given(document, own)]
    recognised = micro(recognition(document, own) for document, own in pairs)
    known = [error for error in errors if error is not None]
    return {
        "end_to_end_161km": _share(errors),
        "gold_toponyms_161km": percent(sum(map(near, given)), len(given)),
        "recognition_f1": rounded(recognised.f1),
        "mean_error_km": rounded(sum(known) / len(known)) if known else None,
        "recognition_precision": rounded(recognised.precision),
        "recognition_recall": rounded(recognised.recall),
        "toponyms": len(errors),
        "toponyms_held": len(given),
        "documents": len(documents),
    }


def near(error: float | None) -> bool:
    """Whether a place lies within `NEAR_KM` of the gold one."""
    return error is not None and error <= NEAR_KM


def errors_of(document: Document, own: Parsed) -> list[float | None]:
    """How far off, in km, the place of each gold toponym with coordinates is; None where it was not found or not placed."""
    gold = [(toponym.span, toponym.point) for toponym in document.toponyms if toponym.scored and toponym.point]
    return [_error(best_overlap(span, own.found), point) for span, point in gold]


def best_overlap(span: Span, found: Iterable[tuple[Span, Place]]) -> Place | None:
    """The place of the found span that shares most with a gold one: where two do alike, of the one with fewer other words."""
    over = [(_shared(span, other), -len(other.quote), -other.start, place) for other, place in found if span.overlaps(other)]
    return max(over, key=lambda row: row[:3])[3] if over else None


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _error(place: Place | None, point: Point) -> float | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return kilometres((place.latitude, place.longitude), point)


def _given(document: Document, own: Parsed) -> list[float | None]:
    """The errors where the gold spans are given, of the toponyms that the gazetteer holds."""
    rows = zip(document.toponyms, own.given, own.held, strict=True)
    return [_error(place, toponym.point) for toponym, place, held in rows if toponym.scored and toponym.point and held]


def recognition(document: Document, own: Parsed) -> Tally:
    """How well the scored toponyms are found, by overlap."""
    gold = [toponym.span for toponym in document.toponyms if toponym.scored]
    others = [toponym.span for toponym in document.toponyms if not toponym.scored]
    found = [span for span, _ in own.found if _any_overlap(span, gold) or not _any_overlap(span, others)]
    return of_pairs(found, gold, Span.overlaps)


def _any_overlap(span: Span, others: Iterable[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def _share(errors: Sequence[float | None]) -> float:
    return round(sum(map(near, errors)) / len(errors), 4) if errors else 0.0


def predicted(document: Document, own: Parsed) -> dict[str, Any]:
    """A document in the set's own form, without its text."""
    return {"docid": document.id, "toponyms": [_as_toponym(span, place) for span, place in own.found]}


def _as_toponym(span: Span, place: Place) -> dict[str, Any]:
    return {
        "start": span.start, "end": span.end, "text": span.quote, "lat": place.latitude, "lon": place.longitude,
        "name": place.name, "country": place.country, "admin1": place.admin1, "gazetteer_id": place.gazetteer_id,
    }  # fmt: skip
