"""Accounts with the heads of their reports, out of the tables."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, select

from cairn.model import Account, Claim, ClaimField
from cairn.record import tables
from cairn.record.columns import claim_value
from cairn.record.values import AccountRow, StoredHead

HEAD: Final = tuple(column for column in tables.reports.c if column.name != "text")
CHUNK: Final = 500  # ids named in one statement; SQLite before 3.32 takes 999 values


def accounts(connection: Connection, *, report_id: str | None = None, event_id: str | None = None) -> Iterator[AccountRow]:
    """All accounts, or one report's, or those that an event rests on, each with the head of its report; by report id, then in the
    report's order."""
    query = select(tables.accounts.c.id).order_by(tables.accounts.c.report_id, tables.accounts.c.ordinal)
    if report_id is not None:
        query = query.where(tables.accounts.c.report_id == report_id)
    if event_id is not None:
        query = query.join(tables.event_accounts).where(tables.event_accounts.c.event_id == event_id)
    return some_accounts(connection, connection.scalars(query).all())


def some_accounts(connection: Connection, ids: Sequence[str]) -> Iterator[AccountRow]:
    """The accounts of some ids, each with the head of its report; in the order of the ids."""
    for part in parts(ids):
        rows = {row.id: row for row in connection.execute(select(tables.accounts).where(tables.accounts.c.id.in_(part)))}
        claims = _claims(connection, part)
        reports = {row.report_id for row in rows.values()}
        heads = {head.id: head for head in heads_of(connection, select(*HEAD).where(tables.reports.c.id.in_(reports)))}
        for row in (rows[id_] for id_ in part):
            yield Account(row.id, row.report_id, row.words, tuple(claims[row.id])), heads[row.report_id]


def texts(connection: Connection, reports: Sequence[str]) -> dict[str, str]:
    """The texts of some reports."""
    of = tables.reports.c
    return {id_: text for part in parts(reports) for id_, text in connection.execute(select(of.id, of.text).where(of.id.in_(part)))}


def parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Ids in parts that one statement can name."""
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def heads_of(connection: Connection, query: Select[Any]) -> Iterator[StoredHead]:
    """The heads that a query of HEAD gives."""
    return (head_of(row) for row in connection.execute(query).all())


def _claims(connection: Connection, accounts: Sequence[str]) -> Mapping[str, list[Claim]]:
    query = select(tables.claims).where(tables.claims.c.account_id.in_(accounts))
    query = query.order_by(tables.claims.c.account_id, tables.claims.c.ordinal)
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for row in connection.execute(query):
        field = ClaimField(row.field)
        value = claim_value(field, row.value)
        found[row.account_id].append(Claim(field, value, row.spans, row.score, row.rule, row.said_by))
    return found


def head_of(row: Row[Any]) -> StoredHead:
    """The head in a row of HEAD."""
    return StoredHead(
        row.id, row.title, row.publisher, row.published, row.language, row.url, row.source, row.sha256, row.relevant,
        row.reader, row.read_at,
    )  # fmt: skip
