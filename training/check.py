"""Whether the passages and the snippets hold together: `python -m training.check [FOLDER]` names every fault and ends with 1 where there
is one. FOLDER holds `passages` and `snippets`."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from cairn.model import MentionKind, Status
from cairn.reading.labels import EVENT_TYPES, GROUPS
from training.documents import occurrences
from training.sets import OUTCOMES, RELATIONS, ROLES, entries

OWN = Path(__file__).parent

KEYS = {
    "passage": frozenset("id region style published relevant text spans events relations totals".split()),
    "event": frozenset("word also type status main qualifiers casualties".split()) | frozenset(ROLES),
    "casualty": frozenset("outcome number who group".split()),
    "relation": frozenset("type subject object".split()),
    "total": frozenset("number word actor place time outcome".split()),
    "snippet": frozenset("id type status word also other region text".split()),
    "other": frozenset("word type status main".split()),
    "nothing": frozenset("id relevant topic region text".split()),
}
NEEDED = {
    "passage": frozenset("id relevant text".split()),
    "event": frozenset("word type status main".split()),
    "casualty": frozenset("outcome number group".split()),
    "relation": frozenset("type subject object".split()),
    "total": frozenset({"number"}),
    "snippet": frozenset("id type status word text".split()),
    "other": frozenset("word type status main".split()),
    "nothing": frozenset("id relevant text".split()),
}
SPAN_KINDS = frozenset(kind.value for kind in MentionKind if kind is not MentionKind.EVENT)
#: What can be said of people beside the outcomes that the reader links to a number.
ALL_OUTCOMES = frozenset(OUTCOMES) | {"displaced", "released"}
#: A role of which the words need not be among the spans: what was hit may be a thing.
UNMARKED_ROLE = "target"


@dataclass
class _Passage:
    """One passage under check, with the faults found so far."""

    where: str
    text: str
    faults: list[str] = field(default_factory=list)

    def fault(self, message: str) -> None:
        self.faults.append(f"{self.where}: {message}")

    def stands(self, quote: Any, what: str) -> bool:
        """Whether a quote stands in the text; a fault where it does not."""
        try:
            found = isinstance(quote, str) and bool(occurrences(quote, self.text))
        except ValueError:
            found = False
        if not found:
            self.fault(f"{what} {quote!r} does not stand in the text as whole words (a number needs quotes, '##2' means its second place)")
        return found

    def one_of(self, value: Any, known: frozenset[str], what: str) -> None:
        if not isinstance(value, str) or value not in known:
            self.fault(f"{what} {value!r} is not one of {', '.join(sorted(known))}")

    def keys(self, row: Any, name: str) -> bool:
        """Whether a row is a mapping; a fault for every key that is unknown or absent."""
        if not isinstance(row, dict):
            self.fault(f"{name} {row!r} is not a mapping")
            return False
        for key in sorted(set(row) - KEYS[name], key=str):
            self.fault(f"{name} has the unknown key {key!r}")
        absent = sorted(NEEDED[name] - set(row))
        if absent:
            self.fault(f"{name} {row.get('word') or row.get('type') or ''!r} lacks {', '.join(absent)}")
        return not absent


def faults(folder: Path = OWN) -> list[str]:
    """Every fault of our passages and snippets, each with its file and id. Empty where there is none."""
    return _of_folder(folder / "passages", _of_passage) + _of_folder(folder / "snippets", _of_snippet)


def _of_folder(folder: Path, check: Callable[[str, Any], list[str]]) -> list[str]:
    found: list[str] = []
    seen: Counter[str] = Counter()
    for path in sorted(folder.glob("*.yaml")):
        try:
            rows = entries(path)
        except yaml.YAMLError as error:
            found.append(f"{path.name}: not YAML: {error}")
            continue
        if not isinstance(rows, list):
            found.append(f"{path.name}: expected a list of {folder.name}")
            continue
        for row in rows:
            found += check(path.name, row)
            seen[str(row.get("id")) if isinstance(row, dict) else ""] += 1
    return found + [f"{name}: {count} {folder.name} have this id" for name, count in seen.items() if count > 1 and name]


def _named(file: str, row: Any) -> _Passage:
    name, text = (row.get("id"), row.get("text")) if isinstance(row, dict) else (None, None)
    return _Passage(f"{file} {name}", text if isinstance(text, str) else "")


def _of_passage(file: str, row: Any) -> list[str]:
    passage = _named(file, row)
    if passage.keys(row, "passage"):
        if not isinstance(row["relevant"], bool):
            passage.fault(f"relevant is {row['relevant']!r}, expected true or false")
        if row["relevant"] is False and row.get("events"):
            passage.fault("is not relevant and has events")
        spans = _spans(passage, row.get("spans") or {})
        for part, check in _PARTS.items():
            for item in row.get(part) or []:
                check(passage, item, spans)
    return passage.faults


def _of_snippet(file: str, row: Any) -> list[str]:
    snippet = _named(file, row)
    if isinstance(row, dict) and row.get("relevant") is False:
        snippet.keys(row, "nothing")
    elif snippet.keys(row, "snippet"):
        snippet.one_of(row["type"], frozenset(EVENT_TYPES), "event type")
        snippet.one_of(row["status"], frozenset(Status), "status")
        for quote in [row["word"], *(row.get("also") or [])]:
            snippet.stands(quote, "event word")
        for event in row.get("other") or []:
            if snippet.keys(event, "other"):
                _told(snippet, event)
    return snippet.faults


def _spans(passage: _Passage, spans: dict[str, list[str] | None]) -> frozenset[str]:
    """Check the spans; their words, without the number of the place."""
    words = set()
    for kind, quotes in spans.items():
        passage.one_of(kind, SPAN_KINDS, "span kind")
        for quote in quotes or []:
            if passage.stands(quote, kind):
                words.add(_words(quote))
    return frozenset(words)


def _words(quote: str) -> str:
    return quote.partition("##")[0]


def _event(passage: _Passage, event: Any, spans: frozenset[str]) -> None:
    if not passage.keys(event, "event"):
        return
    _told(passage, event)
    for role, quote in _roles(event):
        if passage.stands(quote, role) and role != UNMARKED_ROLE and _words(quote) not in spans:
            passage.fault(f"{role} {quote!r} is not among the spans")
    for casualty in event.get("casualties") or []:
        _casualty(passage, casualty)


def _told(passage: _Passage, event: dict[str, Any]) -> None:
    """Check what every event has: words, type, status, and whether it is a main one."""
    passage.one_of(event["type"], frozenset(EVENT_TYPES), "event type")
    passage.one_of(event["status"], frozenset(Status), "status")
    if not isinstance(event["main"], bool):
        passage.fault(f"main is {event['main']!r}, expected true or false")
    for quote in [event["word"], *(event.get("also") or [])]:
        passage.stands(quote, "event word")


def _roles(event: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((role, quote) for role in ROLES for quote in event.get(role) or [])


def _casualty(passage: _Passage, casualty: Any) -> None:
    if passage.keys(casualty, "casualty"):
        passage.one_of(casualty["outcome"], ALL_OUTCOMES, "outcome")
        passage.one_of(casualty["group"], frozenset(GROUPS), "group")
        passage.stands(str(casualty["number"]), "number")
        if casualty.get("who"):
            passage.stands(casualty["who"], "who")


def _relation(passage: _Passage, relation: Any, _: frozenset[str]) -> None:
    if passage.keys(relation, "relation"):
        passage.one_of(relation["type"], frozenset(RELATIONS), "relation")
        passage.stands(relation["subject"], "subject")
        passage.stands(relation["object"], "object")


def _total(passage: _Passage, total: Any, _: frozenset[str]) -> None:
    if passage.keys(total, "total"):
        for key in ("number", "word", "actor", "place", "time"):
            if total.get(key):
                passage.stands(str(total[key]), f"total's {key}")


_PARTS: dict[str, Callable[[_Passage, Any, frozenset[str]], None]] = {"events": _event, "relations": _relation, "totals": _total}


def main() -> None:
    """The command."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else OWN
    found = faults(folder)
    print("\n".join([*found, f"{len(found)} faults in {folder}"]))
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()
