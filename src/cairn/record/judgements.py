"""What people decided: judgements are added and undone, never deleted."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from cairn.errors import NotInRecord
from cairn.model import Judgement, Verdict
from cairn.record import pending, tables
from cairn.record.values import StoredJudgement


def add(connection: Connection, judgement: Judgement) -> int:
    """Stores a judgement and lets its accounts be consolidated again; its number."""
    row = {"verdict": judgement.verdict.value, "groups": judgement.groups, "who": judgement.by, "at": judgement.at, "reason": judgement.reason}
    number = connection.execute(insert(tables.judgements).returning(tables.judgements.c.id), row).scalar_one()
    _touch(connection, judgement, why=told(judgement), by=judgement.by)
    return number


def undo(connection: Connection, number: int | None, *, by: str, at: datetime) -> StoredJudgement:
    """Takes back a judgement by its number, or the last one that stands. Raises NotInRecord where there is none."""
    columns = tables.judgements.c
    query = select(tables.judgements).where(columns.undone_at.is_(None))
    query = query.order_by(columns.id.desc()).limit(1) if number is None else query.where(columns.id == number)
    row = connection.execute(query).one_or_none()
    if row is None:
        what = "there is no judgement to undo" if number is None else f"judgement {number} is not in the record, or is undone already"
        raise NotInRecord(f"{what}; `cairn judgements` lists them")
    connection.execute(update(tables.judgements).where(columns.id == row.id).values(undone_at=at, undone_by=by))
    (found,) = [j for j in judgements(connection) if j.number == row.id]
    _touch(connection, found.judgement, why=f"judgement {row.id} was undone", by=by)
    return found


def judgements(connection: Connection) -> tuple[StoredJudgement, ...]:
    """All judgements, oldest first, undone ones too."""
    rows = connection.execute(select(tables.judgements).order_by(tables.judgements.c.id))
    return tuple(
        StoredJudgement(row.id, Judgement(Verdict(row.verdict), row.groups, row.who, row.at, row.reason), row.undone_at, row.undone_by) for row in rows
    )


def standing(connection: Connection) -> tuple[Judgement, ...]:
    """The judgements that are not undone."""
    return tuple(j.judgement for j in judgements(connection) if j.undone_at is None)


def told(judgement: Judgement) -> str:
    """A judgement in words."""
    return f"judged {judgement.verdict} by {judgement.by}" + (f": {judgement.reason}" if judgement.reason else "")


def _touch(connection: Connection, judgement: Judgement, *, why: str, by: str) -> None:
    pending.of_reports(connection, _reports(judgement), why=why, by=by)


def _reports(judgement: Judgement) -> Iterable[str]:
    return {anchor.report for group in judgement.groups for anchor in group}
