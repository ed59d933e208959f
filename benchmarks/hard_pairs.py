"""Pairs of reports that are hard to tell apart or to tie together: `pairs/*.yaml`, written for the project.

A pair is right where "a main event of one report merges with a main event of the other" is the answer that the pair holds. Whose id has
an even hash is for tuning (`training/consolidation.py` learns from it), the others are for reporting. `pairs/far` is a set of its own.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

from benchmarks.rows import BadData
from cairn.codebook import Codebook
from cairn.consolidation import Told, consolidate
from cairn.consolidation.cluster import alone
from cairn.model import Coded, Report
from cairn.pipeline import Pipeline

PAIRS = Path(__file__).parent / "pairs"
FAR = PAIRS / "far"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports, what makes them hard, and whether they are about one event."""

    id: str
    kind: str
    same: bool
    first: Report
    second: Report


def load(folder: Path = PAIRS) -> list[Pair]:
    """The pairs of all files of a folder. Raises BadData for a pair that is not whole or an id that is used twice."""
    found = [_pair(row, path) for path in sorted(folder.glob("*.yaml")) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    ids = [pair.id for pair in found]
    twice = sorted({id_ for id_ in ids if ids.count(id_) > 1})
    if twice or not found:
        raise BadData(f"{folder}: ids used twice: {', '.join(twice)}" if twice else f"{folder} holds no pairs (*.yaml)")
    return found


def _pair(row: dict[str, Any], path: Path) -> Pair:
    try:
        first, second = (_report(row[side]) for side in ("first", "second"))
        return Pair(str(row["id"]), str(row["kind"]), _answer(row["same"]), first, second)
    except (KeyError, TypeError, ValueError) as error:
        raise BadData(f"{path}, pair {row.get('id')!r}: {error}") from error


def _answer(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"same is {value!r}, expected true or false")
    return value


def _report(row: dict[str, Any]) -> Report:
    if not isinstance(row["published"], date):
        raise TypeError(f"published is {row['published']!r}, expected a date such as 2024-03-22")
    return Report.of(row["text"], published=row["published"], publisher=row.get("publisher"), language="en")


def tuning(id_: str) -> bool:
    """Whether a pair, or a topic, is for tuning."""
    return int(hashlib.sha256(id_.encode()).hexdigest(), 16) % 2 == 0


def accounts(pipeline: Pipeline, pairs: Sequence[Pair]) -> Iterator[tuple[list[Told], list[Told]]]:
    """What each report of each pair tells."""
    reports = list(chain.from_iterable((pair.first, pair.second) for pair in pairs))
    coded = pipeline.code(reports)
    return ((told_of(first), told_of(second)) for first, second in zip(coded, coded, strict=True))


def told_of(coded: Coded) -> list[Told]:
    """The accounts of a report as consolidation takes them."""
    report = coded.report
    return [Told.of(a, report.text, published=report.published, publisher=report.publisher) for a in coded.accounts]


def mains(told: Sequence[Told], book: Codebook) -> list[Told]:
    """The accounts of what a report is about; where it is about none in particular, all."""
    return [row for row in told if alone(row, book).main] or list(told)


def one_event(first: Sequence[Told], second: Sequence[Told], book: Codebook) -> bool:
    """Whether a main event of one report merges with a main event of the other."""
    here, there = ({row.account.id for row in mains(told, book)} for told in (first, second))
    return any(here & set(ids) and there & set(ids) for _, ids in consolidate([*first, *second], book))
