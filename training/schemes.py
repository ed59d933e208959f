"""Sets that have annotation schemes of their own, each read into `Document`s with the labels of its scheme.

MUC-4: the fillers of all templates as spans in five roles, tied where they name one entity or stand in one template. re3d: all
entities and relations, beside what of them is Cairn's own. IndiaPoliceEvents: what a sentence says that the police did. SATP: the
kinds of attack of a report. Aid Worker Security Database: which number of a narrative counts whom, worked out from the coded counts.
"""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from cairn.linking import count
from cairn.reading.labels import ATTACKS, CONDUCT, COUNTED, ENTITIES, INCIDENTS, RELATIONS, ROLES
from training.documents import Document, Offsets, Schemes, meet, occurrences


def lines(path: Path) -> Iterator[Any]:
    """The rows of a file of JSON lines."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


# MUC-4


def muc4(folder: Path) -> Iterator[Document]:
    """MUC-4's training reports with the templates in GTT's form. A filler's other places of the same words are unsure."""
    full = {row["docid"]: row["templates"] for row in lines(folder / "full" / "train.jsonl")}
    for row in lines(folder / "gtt" / "train.jsonl"):
        text, templates = row["doctext"], row["templates"]
        schemes = _templates(text, templates, full[row["docid"]])
        yield Document("muc4", row["docid"], text, relevant=True if templates else None, schemes=schemes)


#: The slots of the full templates whose fillers stand in the text.
_TEXT_SLOTS = ("perp_individual_id", "perp_organization_id", "phys_tgt_id", "hum_tgt_name", "hum_tgt_description", "incident_instrument_id")


def _described(text: str, template: dict[str, Any]) -> Iterator[Offsets]:
    """The first places of the people hit who have no name, which GTT's form leaves out."""
    for filler in template["hum_tgt_description"]:
        if not filler.get("of"):
            yield from (place for words in filler["alts"] for place in occurrences(_plain(words), text)[:1])


def _plain(words: str) -> str:
    return " ".join(words.replace("\\", "").replace("[", "(").replace("]", ")").lower().split())


def _templates(text: str, templates: list[dict[str, Any]], full: list[dict[str, Any]]) -> Schemes:
    spans: dict[tuple[str, Offsets], set[str]] = defaultdict(set)
    stands: dict[Offsets, set[int]] = defaultdict(set)
    entities: set[tuple[Offsets, Offsets]] = set()
    for number, template in enumerate(templates):
        types = {t for t in template["incident_type"].split(" / ") if t in INCIDENTS}
        for role in (role for role in ROLES if role in template):
            for entity in template[role]:
                places = [(start, start + len(words)) for words, start in entity]
                for place in places:
                    spans[role, place] |= types
                    stands[place].add(number)
                entities |= {(a, b) for a in places for b in places if a != b}
    for number, template in enumerate(full, start=len(templates)):
        types = {t.lower() for alt in template["incident_type"] for words in alt["alts"] for t in words.split(" / ")} & set(INCIDENTS)
        stated = {_plain(words) for slot in _TEXT_SLOTS for filler in template[slot] for words in filler["alts"]}
        for place in _described(text, template):
            if not any(meet(place, named) for role, named in spans if role == "Victim"):
                spans["VictimDescription", place] |= types
        for place in {place for _, place in spans if text[slice(*place)] in stated}:
            stands[place].add(number)
    known = {place for _, place in spans}
    unsure = {
        ("roles", other)
        for place in known for other in occurrences(text[slice(*place)], text)
        if other not in known and not any(meet(other, marked) for marked in known)
    }  # fmt: skip
    together = [(a, b) for a in known for b in known if a != b and stands[a] & stands[b]]
    return Schemes(
        spans=tuple(("roles", role, place) for role, place in sorted(spans)),
        unsure=tuple(sorted(unsure)),
        flags=tuple(("incidents", place, frozenset(types)) for (_, place), types in sorted(spans.items())),
        complete=frozenset({"roles"}),
        ties=tuple(("same_entity", *pair) for pair in sorted(entities)) + tuple(("same_incident", *pair) for pair in sorted(together)),
        tied=("roles",),
        reported=bool(templates),
    )


# re3d


def re3d_scheme(row: dict[str, Any]) -> Schemes:
    """All entities and relations of one re3d document, as they are annotated."""
    spans = {("entities", e["type"], (e["begin"], e["end"])) for e in row["entities"] if e["confidence"] > 0.5 and e["type"] in ENTITIES}
    places = {place for _, _, place in spans}
    ties = {
        (r["type"], (r["sourceBegin"], r["sourceEnd"]), (r["targetBegin"], r["targetEnd"]))
        for r in row["relations"] if r["confidence"] > 0.5 and r["type"] in RELATIONS
    }  # fmt: skip
    return Schemes(
        spans=tuple(sorted(spans)), complete=frozenset({"entities"}),
        ties=tuple(sorted(t for t in ties if t[1] in places and t[2] in places)), tied=("entities",),
    )  # fmt: skip


# IndiaPoliceEvents


def indiapolice(folder: Path) -> Iterator[Document]:
    """Stories of a month in Gujarat, every sentence with what it says that the police did."""
    told: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in lines(folder / "sents.jsonl"):
        told[row["doc_id"]].append(row)
    for row in lines(folder / "docs.jsonl"):
        stretches, end = [], 0
        for sentence in told[row["doc_id"]]:
            start = row["doc_text"].find(sentence["sent_text"], end)
            if start < 0:
                raise ValueError(f"{folder}: sentence {sentence['sent_id']} of document {row['doc_id']} does not stand in its text")
            end = start + len(sentence["sent_text"])
            labels = frozenset(sentence["sent_labels"]) & set(CONDUCT)
            if sentence["sent_text"].strip():
                stretches.append(("conduct", (start, end), labels))
        relevant = True if set(row["doc_labels"]) & {"KILL", "ARREST", "FORCE"} else None
        yield Document("indiapolice", str(row["doc_id"]), row["doc_text"], relevant=relevant, schemes=Schemes(stretches=tuple(stretches)))


# SATP


def satp(folder: Path) -> Iterator[Document]:
    """Reports from South Asia, each with its kinds of attack."""
    with (folder / "train.tsv").open(encoding="utf-8", newline="") as file:
        for number, (text, *flags) in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
            labels = frozenset(label for label, flag in zip(ATTACKS, flags, strict=True) if flag == "1")
            yield Document("satp", str(number), text, relevant=True, schemes=Schemes(stretches=(("attacks", (0, len(text)), labels),)))


# Aid Worker Security Database

#: Words beside which a number counts the killed, the wounded, the kidnapped.
_BESIDE = {
    "killed": re.compile(r"(?i)\b(?:kill|dead|die[ds]|death|murder|assassinat|execut|body|bodies|fatal|shot dead|succumb)"),
    "wounded": re.compile(r"(?i)\b(?:wound|injur|shot|beat|assault|hurt|attack|stab|rape|burn|hospital|tortur|surviv)"),
    "kidnapped": re.compile(r"(?i)\b(?:kidnap|abduct|hostage|detain|missing|captur|taken|held|releas|seiz)"),
}
_ONE = re.compile(r"(?i)\b(?:an?|another)\b(?= )")
Candidate = tuple[Offsets, int]


def awsd(folder: Path) -> Iterator[Document]:
    """Narratives of attacks on aid workers, with the numbers that add up to the coded counts."""
    for row in lines(folder / "incidents.jsonl"):
        text = row["text"]
        if not text.strip():
            continue
        flags: dict[Offsets | None, set[str]] = defaultdict(set)
        unsure: set[Offsets] = set()
        candidates = counted(text)
        understood = True
        for outcome in COUNTED:
            right, open_ = _explained(text, outcome, int(row[outcome]), candidates)
            understood &= right is not None
            unsure |= set(open_)
            for place in right or ():
                flags[place].add(outcome)
        if understood:
            unsure -= set(flags)
            schemes = Schemes(
                flags=tuple(("outcomes", place, frozenset(labels)) for place, labels in flags.items()),
                unsure=tuple(("outcomes", place) for place in sorted(unsure)), complete=frozenset({"outcomes"}),
            )  # fmt: skip
            yield Document("awsd", row["id"], text, relevant=True, schemes=schemes)


def counted(text: str) -> list[Candidate]:
    """The numbers and the articles of a text, with the number of people that each can stand for."""
    found = {(span.start, span.end): value for span in count.find(text) if (value := _value(span.quote)) is not None and 0 < value < 500}
    for match in _ONE.finditer(text):
        if not any(meet(match.span(), number) for number in found):
            found[match.span()] = 1
    return sorted(found.items())


def _value(phrase: str) -> int | None:
    resolved = count.resolve(phrase)
    return resolved.best if resolved else None


def _explained(text: str, outcome: str, number: int, candidates: list[Candidate]) -> tuple[list[Offsets | None] | None, list[Offsets]]:
    """The candidates that say a count, and those that may say it too; no answer where none add up to it."""
    if number == 0:
        return [], []
    numbers = [c for c in candidates if not _ONE.match(text, c[0][0])]
    articles = [c for c in candidates if c not in numbers]
    same = [place for place, value in numbers if value == number]
    if same:
        first = min(same, key=lambda place: _far(text, outcome, place))
        return [first], [place for place in same if place != first]
    for size in (2, 3, 4):
        sums = [rows for rows in combinations(numbers[:8], size) if sum(value for _, value in rows) == number]
        if sums:
            best = min(sums, key=lambda rows: sum(_far(text, outcome, place) for place, _ in rows))
            return [place for place, _ in best], [place for place, _ in numbers + articles if place not in {p for p, _ in best}]
    if number == 1:
        if articles:
            first = min((place for place, _ in articles), key=lambda place: (_far(text, outcome, place) > 200, place))
            return [first], [place for place, _ in articles if place != first]
        return [None], []
    return None, []


def _far(text: str, outcome: str, place: Offsets) -> int:
    """How many characters lie between a place and the nearest word of an outcome, those after it in its sentence first."""
    stop = text.find(". ", place[1])
    after = _BESIDE[outcome].search(text, place[1], len(text) if stop < 0 else stop)
    before = [m.end() for m in _BESIDE[outcome].finditer(text, 0, place[0])]
    return min(after.start() - place[1] if after else 10_000, 100 + place[0] - before[-1] if before else 10_000)


