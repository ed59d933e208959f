"""Reports and what was read out of them: into the tables and back."""

import json
import string
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, delete, func, insert, or_, select, update

from cairn.errors import NotInRecord, ReportError, UnreadableReport
from cairn.model import Account, ActorKind, Coded, Coding, Person, Report, ReportHead, Span
from cairn.record import pending, speakers, tables
from cairn.record.accounts import CHUNK, HEAD, accounts, head_of, heads_of, parts
from cairn.record.bulk import insert_all
from cairn.record.columns import claim_json, to_json
from cairn.record.ids import whole_id
from cairn.record.values import ReportFilter, Source, StoredHead, StoredReport

_Row = Row[Any]
#: New rows by their table, in the order in which they have to be written.
_Rows = Mapping[Table[Any], list[dict[str, object]]]
Clock = Callable[[], datetime]

#: What the databases' own `lower` does to text that sorts by code points.
LOWER: Final = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
PARTS: Final = ("events", "people", "organisations", "relations", "totals", "attributions", "problems")


class _Publication(NamedTuple):
    """What makes two readings of one text the same report: not the path that it was read from."""

    publisher: str | None
    published: object
    url: str | None


def is_read(connection: Connection, report_id: str, *, reader: str) -> bool:
    """Whether this reader has read the report already."""
    query = select(tables.reports.c.id).where(tables.reports.c.id == report_id, tables.reports.c.reader == reader)
    return connection.execute(query).first() is not None


def add(connection: Connection, coded: Coded, *, clock: Clock) -> bool:
    """Stores a coded report; False where the record holds all of it already.

    Another coding of the same publication (a newer reader) takes the place of the old one. Another publication of the same
    text is kept as a further source and leaves the first and its coding alone, because dates are counted from the first's.
    """
    _check(coded)
    row = _row(connection, coded.report.id)
    settled = _settle(connection, coded.report.source)
    if row is None:
        _write(connection, _rows(coded, read_at=clock()))
        return True
    if _publication(row) != _publication(coded.report):
        return _add_other(connection, coded.report, clock=clock) or settled
    if _same(connection, coded, row=row):
        return settled
    _replace(connection, coded, read_at=clock())
    return True


def add_many(connection: Connection, batch: Sequence[Coded], *, refused: Callable[[Coded, ReportError], None], clock: Clock) -> int:
    """Stores coded reports as `add` does one after the other; how many changed something. `refused` is told of each that no record can
    keep, when those before it are stored.

    Reports that are new are written together, up to the first that is there already.
    """
    ids = sorted({coded.report.id for coded in batch})
    known = {id_ for part in parts(ids) for id_ in connection.scalars(select(tables.reports.c.id).where(tables.reports.c.id.in_(part)))}
    changed = 0
    fresh: list[Coded] = []
    for coded in batch:
        try:
            _check(coded)
        except ReportError as error:
            _add_fresh(connection, fresh, clock=clock)
            refused(coded, error)
            continue
        if coded.report.id in known:
            _add_fresh(connection, fresh, clock=clock)
            changed += add(connection, coded, clock=clock)
        else:
            known.add(coded.report.id)
            fresh.append(coded)
            changed += 1
    _add_fresh(connection, fresh, clock=clock)
    return changed


def _add_fresh(connection: Connection, fresh: list[Coded], *, clock: Clock) -> None:
    """Writes reports of which none is there, and empties the list."""
    sources = sorted({source for coded in fresh if (source := coded.report.source) is not None})
    for part in parts(sources):
        connection.execute(delete(tables.failures).where(tables.failures.c.source.in_(part)))
    rows: defaultdict[Table[Any], list[dict[str, object]]] = defaultdict(list)
    for coded in fresh:
        for table, of_one in _rows(coded, read_at=clock()).items():
            rows[table] += of_one
    _write(connection, rows)
    fresh.clear()


def add_source(connection: Connection, report: Report, *, clock: Clock) -> bool:
    """Keeps a further publication of a stored text; False where it is known. Raises NotInRecord where the text is not."""
    _check_characters(report)
    row = _row(connection, report.id)
    if row is None:
        raise NotInRecord(f"report {report.id!r} is not in the record; only a stored text can have a further source")
    settled = _settle(connection, report.source)
    return (_publication(row) != _publication(report) and _add_other(connection, report, clock=clock)) or settled


def _row(connection: Connection, report_id: str) -> _Row | None:
    return connection.execute(select(*HEAD).where(tables.reports.c.id == report_id)).one_or_none()


def _check(coded: Coded) -> None:
    strangers = {coded.coding.report.id, *(account.report for account in coded.accounts)} - {coded.report.id}
    if strangers:
        raise ValueError(f"coded report {coded.report.id}: its coding or accounts are of {', '.join(sorted(strangers))}")
    _check_characters(coded.report)


def _check_characters(report: Report) -> None:
    """U+0000 stands in no text that was read from a file or a page; PostgreSQL can not keep it, so no record does."""
    for name in ("text", "title", "publisher", "language", "url", "source"):
        if "\0" in (value := getattr(report, name) or ""):
            raise UnreadableReport(f"report {report.id[:8]}: its {name} holds the character U+0000 at {value.index(chr(0))}, which a record can not keep; take it out")


def _settle(connection: Connection, source: str | None) -> bool:
    """Forgets a failure of a source that could be read after all."""
    if source is None:
        return False
    return connection.execute(delete(tables.failures).where(tables.failures.c.source == source)).rowcount > 0


def _publication(report: Report | _Row) -> _Publication:
    return _Publication(report.publisher, report.published, report.url)


def _published(report: Report, read_at: datetime) -> dict[str, object]:
    names = ("title", "publisher", "published", "url", "source", "sha256")
    return {name: getattr(report, name) for name in names} | {"read_at": read_at}


def _rows(coded: Coded, *, read_at: datetime) -> _Rows:
    """All rows of a report that is new."""
    report = coded.report
    row = _published(report, read_at) | {"id": report.id, "text": report.text, "language": report.language}
    row |= {"relevant": coded.coding.report.relevant, "reader": coded.coding.reader}
    return {tables.reports: [row], **_coding_rows(coded, why=f"told by report {report.id[:8]}")}


def _replace(connection: Connection, coded: Coded, *, read_at: datetime) -> None:
    """Puts another coding in the place of the one that is there, which is kept as a past reading. Accounts that were one event
    with the report's are to be consolidated again."""
    id_ = coded.report.id
    _keep_reading(connection, id_, replaced_at=read_at)
    pending.mark(connection, _fellows(connection, id_), why=f"report {id_[:8]} was read anew", by=coded.coding.reader)
    for table in (tables.accounts, tables.codings, tables.report_actors):
        connection.execute(delete(table).where(table.c.report_id == id_))
    changed = {"relevant": coded.coding.report.relevant, "reader": coded.coding.reader, "read_at": read_at}
    connection.execute(update(tables.reports).where(tables.reports.c.id == id_).values(changed))
    _write(connection, _coding_rows(coded, why=f"report {id_[:8]} was read anew"))


def _fellows(connection: Connection, report_id: str) -> Sequence[str]:
    """The accounts of other reports that are one event with one of this report's."""
    of, own = tables.event_accounts.c, select(tables.accounts.c.id).where(tables.accounts.c.report_id == report_id)
    events = select(of.event_id).where(of.account_id.in_(own))
    return connection.scalars(select(of.account_id).where(of.event_id.in_(events), of.account_id.not_in(own))).all()


def _keep_reading(connection: Connection, report_id: str, *, replaced_at: datetime) -> None:
    report = connection.execute(select(tables.reports.c.reader, tables.reports.c.read_at).where(tables.reports.c.id == report_id)).one()
    events = connection.execute(select(tables.codings.c.events).where(tables.codings.c.report_id == report_id)).scalar_one()
    number = connection.execute(select(func.count()).select_from(tables.past_readings).where(tables.past_readings.c.report_id == report_id)).scalar_one()
    told = json.dumps([_account_json(account) for account, _ in accounts(connection, report_id=report_id)], ensure_ascii=False)
    row = {"report_id": report_id, "ordinal": number, "reader": report.reader, "read_at": report.read_at, "replaced_at": replaced_at}
    connection.execute(insert(tables.past_readings), row | {"accounts": told, "events": events})


def _account_json(account: Account) -> dict[str, object]:
    claims = [row | {"spans": json.loads(to_json(row["spans"], tuple[Span, ...]))} for row in _claim_rows(account)]
    return {"id": account.id, "words": json.loads(to_json(account.words, tuple[Span, ...])), "claims": claims}


def _coding_rows(coded: Coded, *, why: str) -> _Rows:
    """The rows of what was read out of a report that has none: its coding, its accounts, which are to be consolidated, whom it names."""
    id_, coding = coded.report.id, coded.coding
    named = [(person.name, person.actor, ActorKind.PERSON, person.public) for person in coding.people]
    named += [(body.name, body.actor, body.kind, True) for body in coding.organisations]
    columns = ("report_id", "ordinal", "name", "actor", "kind", "public")
    return {
        tables.codings: [{"report_id": id_} | {part: getattr(coding, part) for part in PARTS}],
        tables.accounts: [{"id": account.id, "report_id": id_, "ordinal": n, "words": account.words} for n, account in enumerate(coded.accounts)],
        tables.claims: [row for account in coded.accounts for row in _claim_rows(account)],
        tables.pending: pending.rows([account.id for account in coded.accounts], why=why, by=coding.reader),
        tables.report_actors: [dict(zip(columns, (id_, n, *row), strict=True)) for n, row in enumerate(named)],
    }


def _write(connection: Connection, rows: _Rows) -> None:
    for table, of_table in rows.items():
        insert_all(connection, table, of_table)


def _claim_rows(account: Account) -> Iterator[dict[str, object]]:
    for n, claim in enumerate(account.claims):
        kept = {name: getattr(claim, name) for name in ("spans", "said_by", "score", "rule")}
        yield {"account_id": account.id, "ordinal": n, "field": claim.field.value, "value": claim_json(claim)} | kept


def _add_other(connection: Connection, report: Report, *, clock: Clock) -> bool:
    others = connection.execute(_others(report.id)).all()
    if _publication(report) in {_publication(row) for row in others}:
        return False
    row = _published(report, clock()) | {"report_id": report.id, "ordinal": len(others) + 1}
    connection.execute(insert(tables.report_sources), row)
    return True


def _same(connection: Connection, coded: Coded, *, row: _Row) -> bool:
    coding = coded.coding
    if (row.reader, row.relevant) != (coding.reader, coding.report.relevant):
        return False
    stored = connection.execute(select(tables.codings).where(tables.codings.c.report_id == row.id)).one()
    if any(getattr(stored, part) != getattr(coding, part) for part in PARTS):
        return False
    return tuple(account for account, _ in accounts(connection, report_id=row.id)) == coded.accounts


def _others(report_id: str) -> Select[Any]:
    sources = tables.report_sources
    return select(sources).where(sources.c.report_id == report_id).order_by(sources.c.ordinal)


def report(connection: Connection, asked: str) -> StoredReport:
    """One report by its id or the beginning of it. Raises NotInRecord."""
    id_ = whole_id(connection, tables.reports.c.id, asked, what="report")
    row = connection.execute(select(tables.reports).where(tables.reports.c.id == id_)).one()
    others = (
        Source(other.publisher, other.published, other.url, other.title, other.source, other.sha256, other.read_at)
        for other in connection.execute(_others(id_))
    )
    return StoredReport(head_of(row), row.text, tuple(others))


def coding(connection: Connection, asked: str) -> Coding:
    """The coding of one report by its id or the beginning of it. Raises NotInRecord."""
    stored = report(connection, asked)
    head = ReportHead.of(stored.report(), relevant=stored.head.relevant)
    row = connection.execute(select(tables.codings).where(tables.codings.c.report_id == stored.head.id)).one()
    return Coding(
        head, row.events, row.people, row.organisations, row.relations, row.totals, row.attributions, row.problems,
        stored.head.reader,
    )  # fmt: skip


def people(connection: Connection, report_ids: Iterable[str]) -> Mapping[str, tuple[Person, ...]]:
    """The persons that some reports name or tell to take part, by report, and as Speaker whom they quote beside those."""
    found: dict[str, tuple[Person, ...]] = {}
    columns = tables.codings.c
    asked = (columns.report_id, columns.people, columns.organisations, columns.totals, columns.attributions)
    for start in range(0, len(ordered := sorted(set(report_ids))), CHUNK):
        some = ordered[start : start + CHUNK]
        claimed, parts = speakers.of_claims(connection, some), speakers.taking_part(connection, some)
        for row in connection.execute(select(*asked).where(columns.report_id.in_(some))):
            listed = {person.name for person in row.people}
            others = sorted(parts.get(row.report_id, frozenset()) - listed)
            further = speakers.unlisted(claimed.get(row.report_id, ()), listed.union(others), row.organisations, row.totals, row.attributions)
            found[row.report_id] = (*row.people, *map(Person, others), *further)
    return found


def reports(connection: Connection, wanted: ReportFilter) -> tuple[StoredHead, ...]:
    """Heads of reports, by day of publication (unknown last), then id."""
    columns = tables.reports.c
    by_day = columns.published.desc() if wanted.latest else columns.published
    query = select(*HEAD).where(*_where(wanted)).order_by(columns.published.is_(None), by_day, columns.id)
    return tuple(heads_of(connection, query.limit(wanted.limit).offset(wanted.offset)))


def published(connection: Connection) -> tuple[date, ...]:
    """The days of publication of all reports, in order."""
    day = tables.reports.c.published
    rows = connection.execute(select(day, func.count()).where(day.is_not(None)).group_by(day).order_by(day)).all()
    return tuple(one for one, number in rows if one is not None for _ in range(number))


def count(connection: Connection, wanted: ReportFilter) -> int:
    """How many reports there are, whatever the page."""
    return connection.execute(select(func.count()).select_from(tables.reports).where(*_where(wanted))).scalar_one()


def _where(wanted: ReportFilter) -> list[ColumnElement[bool]]:
    columns = tables.reports.c
    exact: dict[ColumnElement[Any], object] = {columns.publisher: wanted.publisher, columns.relevant: wanted.relevant}
    where: list[ColumnElement[bool]] = [column == value for column, value in exact.items() if value is not None]
    where += [columns.published >= wanted.since] if wanted.since else []
    where += [columns.published <= wanted.until] if wanted.until else []
    where += [
        or_(*(func.lower(column).contains(word.translate(LOWER), autoescape=True) for column in (columns.text, func.coalesce(columns.title, ""))))
        for word in (wanted.text or "").split()
    ]
    return where
