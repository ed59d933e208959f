"""A row of a data set as a report and an account: the row's cells are written out as the report's text, so that every value points at
its own cell."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cairn.model import Account, Claim, ClaimField, ClaimValue, Problem, Report, Span, Stage, Status

RULE = "dataset"


@dataclass(slots=True)
class Taken:
    """What is taken from a row: values with the column that each stands in, and what contradicts itself."""

    type: tuple[str, str]
    values: list[tuple[ClaimField, ClaimValue, str, str | None]] = field(default_factory=list)
    notes: str = ""
    published: date | None = None
    url: str | None = None
    title: str | None = None
    problems: list[str] = field(default_factory=list)

    def add(self, field_: ClaimField, value: ClaimValue, column: str, said_by: str | None = None) -> None:
        """Takes a value that stands in a column."""
        self.values.append((field_, value, column, said_by))


def coded_row(taken: Taken, cells: Mapping[str, str], *, publisher: str, source: str) -> tuple[Report, Account, tuple[Problem, ...]]:
    """The report of a row, its account, and what was wrong with it. Every filled cell stands in the text as "column: value"."""
    text, where = _text(taken.notes, cells)
    report = Report.of(text, title=taken.title, publisher=publisher, published=taken.published, language=None, url=taken.url, source=source)
    kind, column = taken.type
    rule = f"{RULE}:{publisher}"
    words = (_span(text, where, column),)
    plain: list[tuple[ClaimField, ClaimValue, str, str | None]] = [
        (ClaimField.TYPE, kind, column, None), (ClaimField.STATUS, Status.OCCURRED, column, None), (ClaimField.MAIN, True, column, None), *taken.values,
    ]  # fmt: skip
    claims = tuple(Claim(name, value, (_span(text, where, col),), 1.0, rule, said_by) for name, value, col, said_by in plain)
    id_ = "a" + hashlib.sha256(f"{report.id}|{words[0].start}|".encode()).hexdigest()[:15]
    problems = tuple(Problem(Stage.REPORT, problem, words[0]) for problem in taken.problems)
    return report, Account(id_, report.id, words, claims), problems


def _text(notes: str, cells: Mapping[str, str]) -> tuple[str, Mapping[str, tuple[int, int]]]:
    parts = [notes, "\n\n"] if notes else []
    at = sum(map(len, parts))
    found: dict[str, tuple[int, int]] = {}
    for name, value in cells.items():
        if value:
            start = at + len(name) + 2
            found[name] = (start, start + len(value))
            parts.append(f"{name}: {value}\n")
            at = start + len(value) + 1
    return "".join(parts), found


def _span(text: str, where: Mapping[str, tuple[int, int]], column: str) -> Span:
    start, end = where.get(column) or next(iter(where.values()))
    return Span.of(text, start, end)


def first_filled(cells: Mapping[str, str], *columns: str) -> str:
    """The first of some columns that is filled, else the first."""
    return next((column for column in columns if cells.get(column)), columns[0])


def texts(cell: str, between: str = ";") -> Sequence[str]:
    """The values of a cell that holds several."""
    return [part for part in (one.strip() for one in cell.split(between)) if part]
