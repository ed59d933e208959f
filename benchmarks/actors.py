"""Actors: whether the words for an actor in a report lead to the right entry of the registry as of the report's day.

Every `*.jsonl` (one object a line) and `*.yaml` (a list under `forms`) of the folder is read. A row has `surface`; `expected`, an
id of the registry, a list of ids, or null where no id may be given; and may have `id`, `published` (YYYY-MM-DD), `sentence` and
`context` (the text around the surface), `countries` (ISO codes, likeliest first; without them those that the text names, the
nearest first) and `accepted`, another answer that is as right. What the text names before the surface is what "the group" may
lead back to.

A row is right where exactly the expected ids come back; a wrong link where any other id does; else it is open. An id that the
registry lacks can not be found: such rows are counted open and the ids are listed. `--split a` or `b` keeps to the rows of one
half, told apart by the hash of their id.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from benchmarks.rows import BadData, Row, folder_of, json_lines, write_json_lines
from benchmarks.scores.f1 import percent
from cairn.linking import where, who
from cairn.linking.who.files import REGISTRY
from cairn.linking.who.names import words_at
from cairn.model import Actor

HALVES = ("a", "b")
Ids = frozenset[str]
_TERM_WORDS = 5


@dataclass(frozen=True, slots=True)
class Form:
    """One row: the words, what stands around them, and the sets of ids that are right."""

    id: str
    surface: str
    text: str
    published: date | None
    countries: tuple[str, ...] | None
    right: tuple[Ids, ...]

    @property
    def start(self) -> int:
        """Where the surface stands in the text; at its end where the text does not hold it."""
        found = self.text.rfind(self.surface)
        return len(self.text) if found < 0 else found

    def judge(self, ids: Ids) -> str:
        """Whether ids are "right", a "wrong" link or left "open"."""
        if ids in self.right:
            return "right"
        return "wrong" if ids - frozenset().union(*self.right) else "open"


def run(data: Path | None, out: Path, split: str | None) -> dict[str, Any]:
    """The shares of rows that are right, wrong links and open, of all files together and of each."""
    if split not in (None, *HALVES):
        raise BadData(f"--split {split!r}: expected one of the halves {', '.join(HALVES)}")
    folder = folder_of(data, "actors", "files of surface forms (*.jsonl, *.yaml)")
    files = {path.name: forms(path) for path in sorted([*folder.glob("*.jsonl"), *folder.glob("*.yaml")])}
    if not files:
        raise BadData(f"{folder} holds no *.jsonl and no *.yaml of surface forms")
    registry, gazetteer = who.Registry.load(REGISTRY), where.Gazetteer.open(alone=True)
    known = frozenset(registry.entries)
    scores: dict[str, dict[str, Any]] = {}
    every: list[tuple[Form, str]] = []
    for name, rows in files.items():
        kept = [form for form in rows if split is None or half(form.id) == split]
        judged = []
        answers = []
        for form in kept:
            actors = answer(form, registry=registry, gazetteer=gazetteer)
            verdict = form.judge(frozenset(actor.id for actor in actors if actor.id))
            judged.append((form, verdict))
            answers.append(_written(form, actors, verdict))
        write_json_lines(out / f"{Path(name).stem}.jsonl", answers)
        scores[name] = shares(judged)
        every += judged
    unknown = sorted({actor for form, _ in every for ids in form.right[:1] for actor in ids} - known)
    return {**shares(every), "unknown_ids": unknown, "files": scores, "split": split}


def half(row: str) -> str:
    """The half that a row belongs to, by the hash of its id."""
    return HALVES[hashlib.sha256(row.encode()).digest()[0] % 2]


def shares(judged: Sequence[tuple[Form, str]]) -> dict[str, Any]:
    """The shares of the verdicts, in per cent."""
    counts = Counter(verdict for _, verdict in judged)
    total = len(judged)
    return {
        "right": percent(counts["right"], total),
        "wrong_links": percent(counts["wrong"], total),
        "open": percent(counts["open"], total),
        "forms": total,
    }


def answer(form: Form, *, registry: who.Registry, gazetteer: where.Gazetteer) -> tuple[Actor, ...]:
    """The actors that a form is linked to, with what its text names before it."""
    countries = countries_of(form, registry=registry, gazetteer=gazetteer) if form.countries is None else form.countries
    known: list[Actor] = []
    for surface in named_before(form, registry=registry):
        found = who.resolve(surface, registry=registry, on=form.published, countries=countries, known=known)
        known += [actor for actor in found if actor.id]
    return who.resolve(form.surface, registry=registry, on=form.published, countries=countries, known=known)


def named_before(form: Form, *, registry: who.Registry) -> list[str]:
    """The names of actors and the words for states that stand before the surface, in order."""
    before = form.text[: form.start]
    names = [(span.start, span.end, span.quote) for span in who.find(before, registry=registry)]
    states = [(start, end, before[start:end]) for start, end, _ in states_in(before, registry=registry)]
    states = [(start, end, quote) for start, end, quote in states if not any(start < e and s < end for s, e, _ in names)]
    return [quote for _, _, quote in sorted([*names, *states])]


def countries_of(form: Form, *, registry: who.Registry, gazetteer: where.Gazetteer) -> tuple[str, ...]:
    """The countries that a text names by place or adjective, the nearest to the surface first."""
    spans = where.find(form.text, gazetteer=gazetteer)
    places = zip(spans, where.locate(spans, form.text, gazetteer=gazetteer), strict=True)
    found = [(abs(span.start - form.start), place.country) for span, place in places if place.country]
    found += [(abs(start - form.start), state) for start, _, state in states_in(form.text, registry=registry)]
    return tuple(dict.fromkeys(code for _, code in sorted(found)))


def states_in(text: str, *, registry: who.Registry) -> Iterator[tuple[int, int, str]]:
    """The words for states in a text, with their forces ("Congolese soldiers"), and the state's code."""
    words, index = words_at(text), 0
    while index < len(words):
        left = words[index : index + _TERM_WORDS]
        size = next((n for n in range(len(left), 0, -1) if text[left[0][0]].isupper() and _key(left[:n]) in registry.terms), 0)
        if size:
            force = next((n for n in range(len(left), size, -1) if registry.lexicon.force([k for _, _, k in left[size:n]])), size)
            yield left[0][0], left[force - 1][1], registry.terms[_key(left[:size])][0].state
        index += size or 1


def _key(words: Sequence[tuple[int, int, str]]) -> str:
    return " ".join(key for _, _, key in words)


def forms(path: Path) -> list[Form]:
    """The rows of a file; raises BadData that names the file and line, or in YAML the number of the row."""
    return [form_of(row) for row in (json_lines(path) if path.suffix == ".jsonl" else _yaml_rows(path))]


def _yaml_rows(path: Path) -> list[Row]:
    try:
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
        rows = held["forms"]
    except (yaml.YAMLError, TypeError, KeyError) as error:
        raise BadData(f"{path}: expected a YAML list under `forms` ({' '.join(str(error).split())})") from error
    return [Row(path, number, row) for number, row in enumerate(rows, 1)]


def form_of(row: Row) -> Form:
    """A row as a form; its id is its own, else its surface, day and countries."""
    surface = row.text("surface")
    published = _day(row)
    countries = row.values.get("countries")
    if countries is not None and not (isinstance(countries, list) and all(isinstance(c, str) for c in countries)):
        raise row.fault(f"countries is {countries!r}, expected a list of ISO codes")
    if "expected" not in row.values:
        raise row.fault("has no 'expected': an id of the registry, a list of ids, or null")
    right = (_ids(row, "expected"), *([_ids(row, "accepted")] if "accepted" in row.values else []))
    text = " ".join(str(row.values[key]) for key in ("context", "sentence") if row.values.get(key))
    own = str(row.values.get("id") or "|".join([surface, str(published), *(countries or [text])]))
    return Form(own, surface, text, published, tuple(countries) if countries is not None else None if text else (), right)


def _day(row: Row) -> date | None:
    value = row.values.get("published")
    try:
        return None if value in (None, "") else date.fromisoformat(str(value))
    except ValueError as error:
        raise row.fault(f"published is {value!r}, expected YYYY-MM-DD") from error


def _ids(row: Row, key: str) -> Ids:
    value = row.values[key]
    listed = [] if value is None else value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in listed):
        raise row.fault(f"{key} is {value!r}, expected an id of the registry, a list of ids, or null")
    return frozenset(listed)


def _written(form: Form, actors: Sequence[Actor], verdict: str) -> dict[str, Any]:
    return {
        "id": form.id,
        "surface": form.surface,
        "verdict": verdict,
        "expected": [sorted(ids) for ids in form.right],
        "found": [{"id": actor.id, "name": actor.name, "score": actor.score, "reasons": list(actor.reasons)} for actor in actors],
    }
