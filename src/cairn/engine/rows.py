"""One report as one row of Parquet: what it is, what was read out of it, and that same as values that a query can reach.

The columns:

    report      id, title, text, publisher, published, language, url, source, sha256, relevant, reader
    accounts    what the report says of each event, with its claims: what `cairn load` puts into a record
    events      the coded events, flat, for queries
    coding      the line that `cairn code` prints, without the report
"""

import json
from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from cairn.contract import from_json, to_json
from cairn.model import Account, Claim, ClaimField, Coded, Count, Event, Outcome, Report, Span, total
from cairn.record.columns import claim_json, claim_value

_SPANS: TypeAdapter[tuple[Span, ...]] = TypeAdapter(tuple[Span, ...])
Row = dict[str, Any]


@cache
def schema() -> Any:
    """The Arrow schema of a row."""
    import pyarrow as pa

    text, real = pa.string(), pa.float64()
    claim = pa.struct([("field", text), ("value", text), ("spans", text), ("said_by", text), ("score", real), ("rule", text)])
    account = pa.struct([("id", text), ("words", text), ("claims", pa.list_(claim))])
    return pa.schema([
        ("id", text), ("title", text), ("text", text), ("publisher", text), ("published", pa.date32()), ("language", text), ("url", text), ("source", text),
        ("sha256", text), ("relevant", pa.bool_()), ("reader", text), ("accounts", pa.list_(account)), ("events", pa.list_(pa.struct(event_type()))), ("coding", text),
    ])  # fmt: skip


@cache
def event_type() -> Any:
    """The columns of an event that a query can reach, with their Arrow types."""
    import pyarrow as pa

    text, whole, real = pa.string(), pa.int32(), pa.float64()
    return [
        ("id", text), ("type", text), ("status", text), ("main", pa.bool_()), ("start", pa.date32()), ("end", pa.date32()), ("when_precision", text),
        ("country", text), ("admin1", text), ("place", text), ("latitude", real), ("longitude", real), ("where_precision", text),
        ("killed_low", whole), ("killed_best", whole), ("killed_high", whole), ("confidence", real), ("summary", text),
    ]  # fmt: skip


def month(report: Report) -> str:
    """The part of the output that a report belongs to: its month of publication, or `unknown`."""
    return f"{report.published:%Y-%m}" if report.published else "unknown"


def to_row(coded: Coded) -> Row:
    """A coded report as a row."""
    report, coding = coded.report, coded.coding
    values = json.loads(to_json(coding))
    del values["report"]
    return {
        "id": report.id, "title": report.title, "text": report.text, "publisher": report.publisher, "published": report.published,
        "language": report.language, "url": report.url, "source": report.source, "sha256": report.sha256, "relevant": coding.report.relevant,
        "reader": coding.reader, "accounts": [_account_row(a) for a in coded.accounts], "events": [event_row(e) for e in coding.events],
        "coding": json.dumps(values, ensure_ascii=False, separators=(",", ":")),
    }  # fmt: skip


def from_row(row: Row) -> Coded:
    """The coded report of a row. Raises ValueError where the row is damaged: a text without its hash, a claim of another shape."""
    published: date | None = row["published"]
    report = Report(
        row["id"], row["text"], row["title"], row["publisher"], published, row["language"], row["url"], row["source"], row["sha256"]
    )
    head = {
        "id": report.id, "title": report.title, "text": report.text, "publisher": report.publisher, "published": published and published.isoformat(),
        "language": report.language, "url": report.url, "relevant": row["relevant"], "source": report.source, "sha256": report.sha256,
    }  # fmt: skip
    coding = from_json(json.dumps({"report": head, **json.loads(row["coding"])}))
    return Coded(report, accounts_of(row), coding)


def accounts_of(row: Row) -> tuple[Account, ...]:
    """The accounts of a row, of which no more is read."""
    return tuple(_account(row["id"], one) for one in row["accounts"])


def _account_row(account: Account) -> Row:
    claims = [
        {"field": c.field.value, "value": claim_json(c), "spans": _SPANS.dump_json(c.spans).decode(), "said_by": c.said_by, "score": c.score, "rule": c.rule}
        for c in account.claims
    ]
    return {"id": account.id, "words": _SPANS.dump_json(account.words).decode(), "claims": claims}


def _account(report: str, row: Row) -> Account:
    return Account(row["id"], report, _SPANS.validate_json(row["words"]), tuple(map(_claim, row["claims"])))


def _claim(row: Row) -> Claim:
    field = ClaimField(row["field"])
    return Claim(field, claim_value(field, row["value"]), _SPANS.validate_json(row["spans"]), row["score"], row["rule"], row["said_by"])


def event_row(event: Event) -> Row:
    """The columns of an event that a query can reach."""
    when, where = event.when, event.where
    killed = total(event.casualties, Outcome.KILLED) or Count()
    return {
        "id": event.id, "type": event.type, "status": event.status.value, "main": event.main, "start": when.start, "end": when.end,
        "when_precision": when.precision.value, "country": where.country, "admin1": where.admin1, "place": where.name, "latitude": where.latitude,
        "longitude": where.longitude, "where_precision": where.precision.value, "killed_low": killed.low, "killed_best": killed.best, "killed_high": killed.high,
        "confidence": event.confidence, "summary": event.summary,
    }  # fmt: skip
