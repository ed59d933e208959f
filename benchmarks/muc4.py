"""MUC-4: role fillers by document (`grit`), templates of text roles (`gtt`), and the original 24-slot templates (`full`).

The reader marks fillers in five roles, ties them and gives incident types; `cairn.reading.incidents` makes incidents of that. Each
incident is one template. For GTT its fillers are written as they stand; for GRIT those of all incidents are pooled; for the
full templates rules of `benchmarks.muc4_slots` add date, place, stage, numbers, types and effects. A report is read once, in
GTT's spelling (lower case, round brackets), which is the full record's text less its dateline, character for character; the
day and the place of the dateline come from the full record.

`--split` names a file (`gtt/dev.jsonl`), a folder (`gtt`), or a part (`dev`, the default, is that of every form there is).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from benchmarks.muc4_slots import template
from benchmarks.muc4_story import Story
from benchmarks.reading import reader, readings
from benchmarks.rows import BadData, Row, folder_of, json_lines, write_json_lines
from benchmarks.scores import ceaf_ree, ceaf_rme, gtt, slots
from benchmarks.scores.matching import ROLES, Tally, Template, extracts, normalise
from cairn.reading.incidents import Incident, incidents

FORMS: Final = ("full", "gtt", "grit")
_FILES: Final = "full/dev.jsonl, gtt/dev.jsonl or grit/dev.jsonl"
Found = Mapping[str, tuple[Incident, ...]]


@dataclass(frozen=True, slots=True)
class Keys:
    """The records of a part, by form and by document."""

    rows: Mapping[str, Mapping[str, Row]]

    @property
    def stories(self) -> dict[str, Story]:
        """Every document once: the text of GTT or GRIT where there is one, the dateline of the full record."""
        told: dict[str, Story] = {}
        for form in FORMS:
            for doc, row in self.rows.get(form, {}).items():
                with row.reading("record"):
                    story = Story.of(row.values)
                told[doc] = replace(told[doc], text=story.text) if doc in told else story
        return told


def run(data: Path | None, out: Path, split: str | None = None) -> dict[str, Any]:
    """Reads the part's reports, writes the predictions to `out` in the forms that the part has, and scores them."""
    keys = read(folder_of(data, "muc4", _FILES), split)
    stories = keys.stories
    read_ = readings(reader("muc4"), [story.text for story in stories.values()], what="muc4")
    found = {doc: incidents(reading) for doc, reading in zip(stories, read_, strict=True)}
    predicted = {form: _PREDICT[form](stories, found) for form in keys.rows}
    for form, rows in predicted.items():
        write_json_lines(out / f"{form}.jsonl", [{"docid": doc, **row} for doc, row in rows.items()])
    return {"split": split or "dev", "documents": len(stories), **score(keys, predicted)}


def read(folder: Path, split: str | None) -> Keys:
    """The records that a split names. Raises BadData where it names no file."""
    rows: dict[str, dict[str, Row]] = {}
    for path in _paths(folder, split or "dev"):
        for row in json_lines(path):
            rows.setdefault(_form(row), {})[row.text("docid")] = row
    return Keys(rows)


def _paths(folder: Path, split: str) -> list[Path]:
    if split.endswith(".jsonl") and "/" in split:
        return [folder / split]
    if split in FORMS:
        paths = sorted(path for path in (folder / split).glob("*.jsonl") if path.stem != "train")
    else:
        name = split if split.endswith(".jsonl") else f"{split}.jsonl"
        paths = [path for path in (*(folder / form / name for form in FORMS), folder / name) if path.is_file()]
    if not paths:
        raise BadData(f"--split {split}: {folder} holds no such part, expected {_FILES} or another part's name")
    return paths


def _form(row: Row) -> str:
    """Which of the three forms a record has."""
    if "extracts" in row.values:
        return "grit"
    return "gtt" if "doctext" in row.values else "full"


def to_gtt(stories: Mapping[str, Story], found: Found) -> dict[str, dict[str, Any]]:
    """Incidents as GTT's templates; a mention is its words and their first place in the text."""
    return {doc: {"doctext": story.text, "templates": _templates(found[doc])} for doc, story in stories.items()}


def _templates(told: Sequence[Incident]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for incident in told:
        row = {"incident_type": incident.type, **{role: _entities([incident], role) for role in ROLES}}
        if row not in rows:
            rows.append(row)
    return rows


def to_grit(stories: Mapping[str, Story], found: Found) -> dict[str, dict[str, Any]]:
    """The fillers of all incidents of a document, by role."""
    return {
        doc: {"doctext": story.text, "extracts": {role: _entities(found[doc], role) for role in ROLES}}
        for doc, story in stories.items()
    }


def _entities(told: Sequence[Incident], role: str) -> list[list[list[Any]]]:
    """The entities of a role; one that shares a mention with one before it is the same."""
    entities: list[list[list[Any]]] = []
    seen: set[str] = set()
    for filler in (filler for incident in told for filler in incident.fillers if filler.role == role):
        words = {normalise(mark.span.quote) for mark in filler.mentions}
        if not words & seen:
            entities.append([[mark.span.quote, mark.span.start] for mark in filler.mentions])
        seen |= words
    return entities


def to_full(stories: Mapping[str, Story], found: Found) -> dict[str, dict[str, Any]]:
    """Incidents as the original templates of 24 slots."""
    return {
        doc: {
            "templates": [
                {"template_no": str(number), "optional": False, **template(story, incident, found[doc])}
                for number, incident in enumerate(found[doc], 1)
            ]
        }
        for doc, story in stories.items()
    }


_PREDICT: Final = {"full": to_full, "gtt": to_gtt, "grit": to_grit}


def score(keys: Keys, predicted: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> dict[str, Any]:
    """The scores that the forms at hand allow, in per cent."""
    scores: dict[str, Any] = {}
    for form, rows in keys.rows.items():
        gold = {doc: row.values for doc, row in rows.items()}
        scores |= _SCORES[form](gold, predicted[form])
    return scores


def _scores_grit(gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> dict[str, Any]:
    key, found = ({doc: extracts(row["extracts"]) for doc, row in rows.items()} for rows in (gold, predicted))
    return _named("ceaf_ree", ceaf_ree.score(key, found))


def _scores_gtt(gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> dict[str, Any]:
    key, found = ({doc: [Template.of(t) for t in row["templates"]] for doc, row in rows.items()} for rows in (gold, predicted))
    return {
        **_named("gtt", gtt.score(key, found)),
        **_named("ceaf_rme_subset", ceaf_rme.subset(key, found)),
        **_named("ceaf_rme_phi3", ceaf_rme.phi3(key, found)),
    }


def _scores_full(gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> dict[str, Any]:
    key, found = (
        {doc: [slots.Slots.read(t) for t in row["templates"]] for doc, row in rows.items()} for rows in (gold, predicted)
    )
    tallies = slots.score(key, found)
    f1 = {name: round(tally.f1, 2) for name, tally in tallies.items()}
    return {"slots": {**f1, "mean_date_place_number_effect": round(slots.mean_f1(tallies), 2)}}


_SCORES: Final = {"full": _scores_full, "gtt": _scores_gtt, "grit": _scores_grit}


def _named(name: str, tally: Tally) -> dict[str, float]:
    return {f"{name}_p": round(tally.precision, 2), f"{name}_r": round(tally.recall, 2), f"{name}_f1": round(tally.f1, 2)}
