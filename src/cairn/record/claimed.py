"""What reports claim beside events: totals, and relations between actors. Found by their stored text, so that few codings are read whole."""

import json

from sqlalchemy import Connection, Text, or_, select, type_coerce

from cairn.model import Relation, Total
from cairn.record import tables
from cairn.record.accounts import HEAD, head_of
from cairn.record.values import StoredHead

#: How a tuple without a value is stored.
NONE = "[]"


def totals(connection: Connection) -> tuple[tuple[Total, StoredHead], ...]:
    """What was claimed in numbers, with the report that says so, by day of publication."""
    of = tables.codings.c
    query = select(of.totals, *HEAD).join_from(tables.codings, tables.reports).where(type_coerce(of.totals, Text) != NONE, tables.reports.c.relevant.is_(True))
    published = tables.reports.c.published
    rows = connection.execute(query.order_by(published.is_(None), published, tables.reports.c.id))
    return tuple((total, head_of(row)) for row in rows for total in row.totals)


def relations(connection: Connection, names: tuple[str, ...], *, limit: int) -> tuple[tuple[str, Relation], ...]:
    """What reports say that an actor, by any of its names, is to others; with the report. From at most `limit` reports, the latest."""
    of = tables.codings.c
    written = [type_coerce(of.relations, Text).contains(json.dumps(name, ensure_ascii=False), autoescape=True) for name in names]
    published = tables.reports.c.published
    query = select(of.report_id, of.relations).join_from(tables.codings, tables.reports).where(or_(*written))
    rows = connection.execute(query.order_by(published.is_(None), published.desc(), of.report_id).limit(limit))
    return tuple((row.report_id, one) for row in rows for one in row.relations if one.subject in names or one.object in names)
