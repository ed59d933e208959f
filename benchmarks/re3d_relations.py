"""Relations of re3d that patterns find between the entities of one sentence; the patterns stand in re3d_relations.yaml."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from cairn.reading.sentences import sentences

Place = tuple[int, int]
Typed = tuple[Place, str]
"""Where an entity stands and its type."""
Related = tuple[str, Place, Place]
"""A type of relation, its source and its target."""

_PATTERNS = Path(__file__).with_name("re3d_relations.yaml")
#: Characters after an entity that a pattern may look at.
_AFTER = 40
#: Any words and entities, or nothing: what `_` stands for.
_ANY_WORDS = r"(?:.*[^\w-])?"
_ANY_PLACE = re.compile(r"(?<!\w)_ ?")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of the table."""

    label: str
    first: frozenset[str]
    second: frozenset[str]
    between: re.Pattern[str]
    after: re.Pattern[str]
    forward: bool
    backward: bool
    reach: int


def related(text: str, entities: Sequence[Typed]) -> Iterator[Related]:
    """All relations between entities that do not overlap; one may be given twice."""
    for inside in _by_sentence(text, sorted(entities)):
        for i, (a, kind) in enumerate(inside):
            for j in range(i + 1, min(len(inside), i + 2 + _farthest())):
                b, other = inside[j]
                words, after = _between(text, inside[i : j + 1]), text[b[1] : b[1] + _AFTER].lower().strip()
                for pattern in _patterns():
                    if (
                        j - i - 1 <= pattern.reach
                        and kind in pattern.first
                        and other in pattern.second
                        and pattern.between.fullmatch(words)
                        and pattern.after.match(after)
                    ):
                        if pattern.forward:
                            yield pattern.label, a, b
                        if pattern.backward:
                            yield pattern.label, b, a


def _by_sentence(text: str, entities: Sequence[Typed]) -> Iterator[list[Typed]]:
    """The entities of each sentence that has any."""
    rest = list(entities)
    for sentence in sentences(text):
        inside = [e for e in rest if sentence.start <= e[0][0] < sentence.end]
        if inside:
            yield inside


def _between(text: str, inside: Sequence[Typed]) -> str:
    """The words between the first and the last of some entities, those in the middle by their types."""
    parts = []
    for (before, _), (after, kind) in pairwise(inside):
        parts += [text[before[1] : after[0]].lower(), f"<{kind}>"]
    return " ".join("".join(parts[:-1]).split())


@cache
def _patterns() -> tuple[Pattern, ...]:
    table = yaml.safe_load(_PATTERNS.read_text(encoding="utf-8"))
    return tuple(_pattern(row, table) for row in table["patterns"])


def _pattern(row: Any, table: Any) -> Pattern:
    def types(value: Any) -> frozenset[str]:
        return frozenset(table["groups"][value] if isinstance(value, str) else value)

    between = re.sub(r"\{([a-z]+)\}", lambda m: table["words"][m[1]], row["between"])
    return Pattern(
        row["label"], types(row["first"]), types(row["second"]), re.compile(_ANY_PLACE.sub(lambda _: _ANY_WORDS, between)),
        re.compile(row.get("after", "")), row["order"] != "backward", row["order"] != "forward", row.get("reach", 0),
    )  # fmt: skip


@cache
def _farthest() -> int:
    return max(pattern.reach for pattern in _patterns())
