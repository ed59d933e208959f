"""Values as tables, plain text, JSON or CSV for the terminal."""

import json
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cairn.model import Casualty, Count, Event, Place, Role, When, WhenBasis, WhenPrecision

if TYPE_CHECKING:
    from cairn.analysis import Reconciled
    from cairn.consolidation import Estimate
    from cairn.record import Change, StoredHead, StoredJudgement, StoredReview


class Format(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


Row = Mapping[str, Any]


def show_rows(rows: Sequence[Row], columns: Sequence[str], *, form: Format, console: Console, empty: str) -> None:
    """Print rows in one of the formats; a table that has none says why there are none."""
    if form is Format.JSON:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False, default=str))  # noqa: T201 - the command's output
    elif form is Format.CSV:
        print(as_csv(rows, columns), end="")  # noqa: T201 - the command's output
    elif rows:
        console.print(as_table(rows, columns))
    else:
        console.print(empty)


def as_csv(rows: Iterable[Row], columns: Sequence[str]) -> str:
    """Rows as CSV (RFC 4180). A text that a spreadsheet would run gets an apostrophe before it."""
    from cairn.publishing import cells

    return cells.as_csv([columns, *([row.get(name) for name in columns] for row in rows)])


#: Columns that are never broken over lines.
_NARROW = frozenset({"event", "report", "date", "published", "conf", "reports", "events", "first", "last", "relevant", "language"})


def as_table(rows: Iterable[Row], columns: Sequence[str]) -> Table:
    """Rows as a table."""
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False, row_styles=["", "dim"])
    for name in columns:
        narrow = name in _NARROW
        table.add_column(
            name.replace("_", " "), overflow="ellipsis" if narrow else "fold", no_wrap=narrow, justify="right" if name in ("conf", "reports", "events") else "left"
        )
    for row in rows:
        table.add_row(*("" if row.get(name) is None else escape(str(row[name])) for name in columns))
    return table


def event_row(event: Event) -> dict[str, Any]:
    """One event on one line, for people. Persons are named as the event names them: hand over one `without_names`."""
    return {
        "event": event.id[:8], "date": day(event.when), "place": place(event.where),
        "type": event.type.replace("_", " ") + ("" if event.status == "occurred" else f" ({event.status})"),
        "side_a": names(event, Role.SIDE_A), "side_b": names(event, Role.SIDE_B) or names(event, Role.TARGET) or names(event, Role.VICTIM),
        "casualties": ", ".join(map(toll, event.casualties)), "conf": f"{event.confidence:.2f}", "reports": len(event.reports),
    }  # fmt: skip


EVENT_COLUMNS = ("event", "date", "place", "type", "side_a", "side_b", "casualties", "conf", "reports")

#: The columns of `cairn events --format csv` and json: one value a cell, unknown empty.
FLAT_COLUMNS = (
    "id", "type", "status", "main", "qualifiers", "date_start", "date_end", "date_precision", "date_basis", "place", "country", "admin1", "admin2", "latitude",
    "longitude", "place_precision", "side_a", "side_b", "targets", "victims", "killed_low", "killed_best", "killed_high", "injured_best", "abducted_best", "arrested_best",
    "weapons", "confidence", "reports", "summary", "review",
)  # fmt: skip


def flat_row(event: Event) -> dict[str, Any]:
    """One event as plain cells, those of `cairn export csv` but for the reports' publishers and addresses. Persons are named as the event
    names them: hand over one `without_names`."""
    from cairn.publishing import tidy

    found = tidy.flat_row(event)
    return {name: found[name] for name in FLAT_COLUMNS}


def names(event: Event, role: Role) -> str:
    """The names in a role."""
    return ", ".join(dict.fromkeys(p.name for p in event.by_role(role)))


def day(when: When) -> str:
    """A time as people write it: a day, a range, a month; "≤" where only publication bounds it; "?" where nothing does."""
    if when.basis is WhenBasis.PUBLISHED and when.end:
        return f"≤{when.end}"
    if not when.known:
        return "?"
    if when.precision is WhenPrecision.DAY and when.start:
        return str(when.start)
    if when.precision is WhenPrecision.MONTH and when.start:
        return f"{when.start:%Y-%m}"
    if when.precision is WhenPrecision.YEAR and when.start and when.end and when.start.year == when.end.year:
        return f"{when.start:%Y}"
    if when.start is None:
        return f"until {when.end}"
    if when.end is None:
        return f"since {when.start}"
    return f"{when.start}/{when.end:%m-%d}" if when.start.year == when.end.year else f"{when.start}/{when.end}"


def place(where: Place) -> str:
    """A place with its country and what its precision is, where it is no named town."""
    if where.name is None:
        return where.country or "?"
    country = f", {where.country}" if where.country else ""
    return f"{where.name}{country}" + ("" if where.precision == "exact" else f" ({where.precision})")


def toll(casualty: Casualty) -> str:
    """"12 killed (civilians)", "25 to 30 injured", "at least 3 killed"."""
    low, best, high = casualty.low, casualty.best, casualty.high
    group = "" if casualty.group == "unknown" else f" {casualty.group}"
    if low is not None and low == high:
        number = str(low)
    elif low is not None and high is not None:
        number = f"{low}-{high}" + (f", best {best}" if best is not None else "")
    elif low is not None:
        number = f"≥{low}" + (f", best {best}" if best not in (None, low) else "")
    elif high is not None:
        number = f"≤{high}"
    else:
        number = f"about {best}"
    return f"{number} {casualty.outcome}{group}"


def estimate_rows(found: Iterable["Estimate"]) -> list[dict[str, Any]]:
    """Estimates on one line each: the policy, the outcome, the whole, by group where the policy keeps groups apart, and why."""
    return [
        {
            "policy": one.policy, "outcome": str(one.outcome), "total": counted(one.total),
            "by_group": "; ".join(f"{c.group} {counted(Count(c.low, c.best, c.high))}" for c in one.groups),
            "conceded": counted(one.conceded) if one.conceded else None,
            "by_day": "; ".join(f"{day} {number}" for day, number in one.by_day) or None, "because": "; ".join(one.reasons),
        }
        for one in found
    ]  # fmt: skip


ESTIMATE_COLUMNS = ("policy", "outcome", "total", "by_group", "conceded", "by_day", "because")


def counted(count: Count) -> str:
    """A number with its bounds: "12", "9 (8-11)", "8-11", "<=11", "blank"."""
    low, best, high = count.low, count.best, count.high
    if low == high and best in (None, low):
        return "blank" if low is None else str(low)
    if low is None and best is None:
        return f"≤{high}"
    bounds = f"{'?' if low is None else low}-{'?' if high is None else high}"
    return bounds if best is None else f"{best} ({bounds})"


CHANGE_COLUMNS = ("number", "at", "event", "change", "other", "why", "by")


def change_row(change: "Change", *, whole: bool = False) -> dict[str, Any]:
    """One change on one line; whole with what the event was before."""
    from cairn.contract import to_plain

    row: dict[str, Any] = {
        "number": change.number, "at": change.at.isoformat(timespec="seconds"), "event": change.event if whole else change.event[:8], "change": str(change.kind),
        "other": change.other if whole else change.other and change.other[:8], "why": change.why, "by": change.by,
    }  # fmt: skip
    return row | ({"before": to_plain(change.before) if change.before else None} if whole else {})


JUDGEMENT_COLUMNS = ("number", "verdict", "accounts", "by", "at", "reason", "undone")


def judgement_row(stored: "StoredJudgement") -> dict[str, Any]:
    """One judgement on one line, its groups parted by a stroke."""
    j = stored.judgement
    return {
        "number": stored.number, "verdict": str(j.verdict), "accounts": " | ".join(" ".join(f"{a.report[:8]}:{a.start}" for a in group) for group in j.groups),
        "by": j.by, "at": j.at.isoformat(timespec="seconds"), "reason": j.reason, "undone": stored.undone_by,
    }  # fmt: skip


REVIEW_COLUMNS = ("number", "event", "decision", "field", "old", "new", "words", "by", "at", "reason", "undone")


def review_row(stored: "StoredReview") -> dict[str, Any]:
    """One reviewer's decision on one line, by the id that the event had then."""
    from cairn.reviewing import item_of

    d = stored.decision
    return {
        "number": stored.number, "event": stored.event[:8], "decision": str(d.action), "field": d.field and str(d.field),
        "old": None if d.replaces is None else item_of(d.replaces), "new": None if d.value is None else item_of(d.value),
        "words": "; ".join(span.quote for span in d.spans), "by": d.by, "at": d.at.isoformat(timespec="seconds"), "reason": d.reason, "undone": stored.undone_by,
    }  # fmt: skip


TOTAL_COLUMNS = ("report", "claim", "says", "counted", "gap", "because")


def total_row(found: "Reconciled", head: "StoredHead") -> dict[str, Any]:
    """One claimed number on one line beside the record's count."""
    claim = found.total
    counted_as = None if found.counted is None else f"{found.counted}" + (f" ({', '.join(found.names)})" if found.names else "")
    return {
        "report": head.id[:8], "claim": claim.what, "says": counted(Count(claim.low, None, claim.high)),
        "counted": counted_as, "gap": found.gap, "because": "; ".join(found.because), "events": list(found.events),
    }  # fmt: skip
