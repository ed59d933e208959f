"""What reviewers decided about events: decisions are added and undone, never deleted."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from cairn.errors import NotInRecord
from cairn.model import Action, Anchor, ClaimField, Decision, ReportSpan
from cairn.record import events, pending, tables
from cairn.record.accounts import CHUNK, accounts
from cairn.record.columns import claim_value, value_json
from cairn.record.ids import whole_id
from cairn.record.values import Ruling, StoredReview


def add(connection: Connection, ruling: Ruling, *, by: str, at: datetime) -> int:
    """Stores a decision and lets the event's accounts be consolidated again; its number.

    Raises NotInRecord for an event or report that is not there, ValueError for a decision that says nothing: a correction without a
    value's evidence, words that stand nowhere, a signature below one's own decision.
    """
    event = events.current_id(connection, ruling.event)
    held = [account for account, _ in accounts(connection, event_id=event)]
    anchors = tuple(sorted({anchor for account in held for anchor in account.anchors}))
    spans = tuple(_span(connection, span) for span in ruling.spans)
    decision = Decision(ruling.action, anchors, by.strip(), at, ruling.reason, ruling.field, ruling.value, ruling.replaces, spans)
    if decision.action is Action.SIGN:
        _check_signature(connection, decision, event)
    number: int = connection.execute(insert(tables.reviews).returning(tables.reviews.c.id), _row(decision, event)).scalar_one()
    reports = sorted({anchor.report for anchor in anchors})
    connection.execute(insert(tables.review_reports), [{"review_id": number, "report_id": report} for report in reports])
    pending.mark(connection, [account.id for account in held], why=told(decision), by=decision.by)
    return number


def undo(connection: Connection, number: int | None, *, by: str, at: datetime) -> StoredReview:
    """Takes back a decision by its number, or the last of this reviewer's that stands. Raises NotInRecord where there is none."""
    of = tables.reviews.c
    query = select(tables.reviews).where(of.undone_at.is_(None))
    query = query.where(of.who == by.strip()).order_by(of.id.desc()).limit(1) if number is None else query.where(of.id == number)
    row = connection.execute(query).one_or_none()
    if row is None:
        what = f"there is no decision of {by} to undo" if number is None else f"decision {number} is not in the record, or is undone already"
        raise NotInRecord(f"{what}; `cairn reviews` lists them")
    connection.execute(update(tables.reviews).where(of.id == row.id).values(undone_at=at, undone_by=by.strip()))
    found = replace(_stored(row), undone_at=at, undone_by=by.strip())
    pending.mark(connection, _met(connection, found.decision.anchors), why=f"decision {row.id} was undone", by=by.strip())
    return found


def reviews(connection: Connection, *, event: str | None = None, after: int = 0, by: str | None = None) -> tuple[StoredReview, ...]:
    """Decisions, oldest first, undone ones too: all, or those that point at words of one event's accounts."""
    of = tables.reviews.c
    query = select(tables.reviews).where(of.id > after).order_by(of.id)
    if by is not None:
        query = query.where(of.who == by)
    if event is None:
        return tuple(map(_stored, connection.execute(query)))
    anchors = [anchor for account, _ in accounts(connection, event_id=events.current_id(connection, event)) for anchor in account.anchors]
    found = map(_stored, connection.execute(_pointing_at(query, {anchor.report for anchor in anchors})))
    return tuple(one for one in found if any(a.meets(b) for a in one.decision.anchors for b in anchors))


def standing(connection: Connection, reports: Iterable[str]) -> tuple[Decision, ...]:
    """The decisions that point at some reports and are not undone, oldest first."""
    ordered = sorted(set(reports))
    found: dict[int, Decision] = {}
    for start in range(0, len(ordered), CHUNK):
        query = _pointing_at(select(tables.reviews).where(tables.reviews.c.undone_at.is_(None)), ordered[start : start + CHUNK])
        found |= {row.id: _stored(row).decision for row in connection.execute(query)}
    return tuple(found[number] for number in sorted(found))


def told(decision: Decision) -> str:
    """A decision in words."""
    what = {Action.ACCEPT: "accepted", Action.REJECT: "rejected", Action.SIGN: "signed", Action.CORRECT: f"corrected {decision.field}"}[decision.action]
    return f"{what} by {decision.by}" + (f": {decision.reason}" if decision.reason else "")


def _row(decision: Decision, event: str) -> dict[str, object]:
    values = {
        name: None if value is None or decision.field is None else value_json(decision.field, value)
        for name, value in (("value", decision.value), ("replaces", decision.replaces))
    }
    kept = {name: getattr(decision, name) for name in ("anchors", "spans", "at", "reason")}
    return kept | values | {"action": decision.action.value, "event_id": event, "field": decision.field and decision.field.value, "who": decision.by}


def _stored(row: Row[Any]) -> StoredReview:
    field = ClaimField(row.field) if row.field else None
    value, replaces = (None if text is None or field is None else claim_value(field, text) for text in (row.value, row.replaces))
    decision = Decision(Action(row.action), row.anchors, row.who, row.at, row.reason, field, value, replaces, row.spans, row.id)
    return StoredReview(row.event_id, decision, row.undone_at, row.undone_by)


def _pointing_at(query: Select[Any], reports: Collection[str]) -> Select[Any]:
    of = tables.review_reports.c
    return query.where(tables.reviews.c.id.in_(select(of.review_id).where(of.report_id.in_(list(reports)))))


def _span(connection: Connection, span: Anchor) -> ReportSpan:
    """The words that stand at a span. Raises NotInRecord for an unknown report, ValueError for offsets outside of its text."""
    report = whole_id(connection, tables.reports.c.id, span.report, what="report")
    text = connection.execute(select(tables.reports.c.text).where(tables.reports.c.id == report)).scalar_one()
    if not 0 <= span.start < span.end <= len(text):
        raise ValueError(f"span {span.start}..{span.end}: expected 0 <= start < end <= {len(text)}, the length of report {report[:8]}")
    return ReportSpan(report, span.start, span.end, text[span.start : span.end])


def _check_signature(connection: Connection, decision: Decision, event: str) -> None:
    """A signature confirms what another person decided last."""
    before = [r.decision for r in reviews(connection, event=event) if r.stands and r.decision.action is not Action.SIGN]
    if not before:
        raise ValueError(f"sign {event}: nobody has decided anything about it; accept, correct or reject it first")
    if before[-1].by.casefold() == decision.by.casefold():
        raise ValueError(f"sign {event}: {decision.by} made the last decision about it; another person has to sign")


def _met(connection: Connection, anchors: Sequence[Anchor]) -> list[str]:
    """The accounts whose words some anchors meet."""
    found = []
    for report in sorted({anchor.report for anchor in anchors}):
        here = [anchor for anchor in anchors if anchor.report == report]
        found += [account.id for account, _ in accounts(connection, report_id=report) if any(a.meets(b) for a in account.anchors for b in here)]
    return found
