"""The tables. Reports and what was read out of them are kept; events and their side tables can be derived again.

    reports ─┬─ report_sources     further publications of the same text
             ├─ report_actors      people and organisations that the report names, for `Record.actors`
             ├─ codings            what the reader made of the report
             ├─ past_readings      what earlier readers had made of it
             └─ accounts ─┬─ claims
                          ├─ blocks         days and country in which its event can meet others
                          ├─ pending        accounts that have to be consolidated again, and why
    events ───┬───────────┴─ event_accounts
              ├─ event_actors      participants, for filters
              ├─ event_words       its words for searching, and
              └─ event_values      the whole event; each apart, so that the others are quick to go through
    event_months, event_cells      sums over events, see `rollups`
    history                        what became of events, when, why and by whom; rows are only ever added
    redirects                      ids of events that have become part of another
    judgements                     what people decided about which accounts are one event; an undone one stays, marked as such
    reviews ── review_reports      what people decided about single events, in the same way, and which reports it points at
    failures, meta
    users ─┬─ sessions             who is logged in
           └─ tokens               for programs that act for a user
    audit, jobs                    who did what at the server, and reports that are being read

The schema's version is the revision that Alembic keeps in `alembic_version`. A change here needs a new file in
`migrations/versions` and a new `schema.SCHEMA`; a test holds tables and migrations together.
"""

from datetime import date, datetime
from typing import Final

from sqlalchemy import Column, ForeignKey, Index, MetaData, Table, TypedColumns, and_, literal_column, or_

from cairn.model import Anchor, Attribution, Event, Organisation, Person, Problem, Relation, ReportSpan, Span, Total
from cairn.record.columns import TEXT, Utc, Value

#: Days from which on an event or a block is long. Short ones are found by their first day, long ones one by one.
LONG: Final = 31
#: The type, country or month in a row of sums over all of them.
ALL: Final = "*"
#: The type in a row of `event_spots` for all types and a whole degree, whose cell is that of its corner.
BY_DEGREE: Final = "**"
#: The groups of a judgement.
Groups = tuple[tuple[Anchor, ...], ...]

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _belongs_to(column: str) -> ForeignKey:
    return ForeignKey(column, ondelete="CASCADE")


class _Published(TypedColumns):
    title: Column[str | None] = Column(TEXT)
    publisher: Column[str | None] = Column(TEXT)
    published: Column[date | None]
    url: Column[str | None] = Column(TEXT)
    source: Column[str | None] = Column(TEXT)
    sha256: Column[str | None] = Column(TEXT)
    read_at: Column[datetime] = Column(Utc, nullable=False)


class _Reports(_Published):
    id: Column[str] = Column(TEXT, primary_key=True)
    text: Column[str] = Column(TEXT, nullable=False)
    language: Column[str | None] = Column(TEXT)
    relevant: Column[bool]
    reader: Column[str | None] = Column(TEXT)


class _ReportSources(_Published):
    report_id: Column[str] = Column(TEXT, _belongs_to("reports.id"), primary_key=True)
    ordinal: Column[int] = Column(primary_key=True)


class _ReportActors(TypedColumns):
    report_id: Column[str] = Column(TEXT, _belongs_to("reports.id"), primary_key=True)
    ordinal: Column[int] = Column(primary_key=True)
    name: Column[str] = Column(TEXT, nullable=False)
    actor: Column[str | None] = Column(TEXT)
    kind: Column[str] = Column(TEXT, nullable=False)
    public: Column[bool]


class _Codings(TypedColumns):
    report_id: Column[str] = Column(TEXT, _belongs_to("reports.id"), primary_key=True)
    events: Column[tuple[Event, ...]] = Column(Value(tuple[Event, ...]), nullable=False)
    people: Column[tuple[Person, ...]] = Column(Value(tuple[Person, ...]), nullable=False)
    organisations: Column[tuple[Organisation, ...]] = Column(Value(tuple[Organisation, ...]), nullable=False)
    relations: Column[tuple[Relation, ...]] = Column(Value(tuple[Relation, ...]), nullable=False)
    totals: Column[tuple[Total, ...]] = Column(Value(tuple[Total, ...]), nullable=False)
    attributions: Column[tuple[Attribution, ...]] = Column(Value(tuple[Attribution, ...]), nullable=False)
    problems: Column[tuple[Problem, ...]] = Column(Value(tuple[Problem, ...]), nullable=False)


class _Accounts(TypedColumns):
    id: Column[str] = Column(TEXT, primary_key=True)
    report_id: Column[str] = Column(TEXT, _belongs_to("reports.id"), nullable=False, index=True)
    ordinal: Column[int]
    words: Column[tuple[Span, ...]] = Column(Value(tuple[Span, ...]), nullable=False)


class _Claims(TypedColumns):
    account_id: Column[str] = Column(TEXT, _belongs_to("accounts.id"), primary_key=True)
    ordinal: Column[int] = Column(primary_key=True)
    field: Column[str] = Column(TEXT, nullable=False)
    value: Column[str] = Column(TEXT, nullable=False)
    spans: Column[tuple[Span, ...]] = Column(Value(tuple[Span, ...]), nullable=False)
    said_by: Column[str | None] = Column(TEXT)
    score: Column[float]
    rule: Column[str] = Column(TEXT, nullable=False)


class _Events(TypedColumns):
    """What filters, lists, maps and counts ask for. `day` is the first known day; `days` is how many from the first to the last, where both are known;
    `cell` is a part of the map with all points in it that are about as exact, see `facts.cell`; `radius_km` says how far from the point the
    event may have been, `east_km` how long a degree of longitude is there; `killed_*` are the whole toll; `priority` orders the queue for review."""

    id: Column[str] = Column(TEXT, primary_key=True)
    type: Column[str] = Column(TEXT, nullable=False)
    status: Column[str] = Column(TEXT, nullable=False)
    main: Column[bool]
    day: Column[date | None]
    start_date: Column[date | None]
    end_date: Column[date | None]
    days: Column[int | None]
    when_precision: Column[str] = Column(TEXT, nullable=False)
    country: Column[str | None] = Column(TEXT)
    admin1: Column[str | None] = Column(TEXT)
    place: Column[str | None] = Column(TEXT)
    place_precision: Column[str] = Column(TEXT, nullable=False)
    latitude: Column[float | None]
    longitude: Column[float | None]
    radius_km: Column[float | None]
    east_km: Column[float | None]
    cell: Column[int | None]
    killed_low: Column[int | None]
    killed_best: Column[int | None]
    killed_high: Column[int | None]
    confidence: Column[float]
    review: Column[str] = Column(TEXT, nullable=False)
    priority: Column[float]


class _EventValues(TypedColumns):
    event_id: Column[str] = Column(TEXT, _belongs_to("events.id"), primary_key=True)
    value: Column[Event] = Column(Value(Event), nullable=False)


class _EventWords(TypedColumns):
    event_id: Column[str] = Column(TEXT, _belongs_to("events.id"), primary_key=True)
    search: Column[str] = Column(TEXT, nullable=False)


class _EventAccounts(TypedColumns):
    event_id: Column[str] = Column(TEXT, _belongs_to("events.id"), primary_key=True)
    account_id: Column[str] = Column(TEXT, _belongs_to("accounts.id"), primary_key=True, index=True)


class _EventActors(TypedColumns):
    """Participants; `counts` is true for the first row of an actor, by which the event counts for it."""

    event_id: Column[str] = Column(TEXT, _belongs_to("events.id"), primary_key=True)
    ordinal: Column[int] = Column(primary_key=True)
    role: Column[str] = Column(TEXT, nullable=False)
    name: Column[str] = Column(TEXT, nullable=False)
    actor: Column[str | None] = Column(TEXT, index=True)
    kind: Column[str] = Column(TEXT, nullable=False)
    search: Column[str] = Column(TEXT, nullable=False, index=True)
    counts: Column[bool]


class _EventMonths(TypedColumns):
    """Months are YYYY-MM; what is unknown is an empty text. Each event counts in four rows: in those of its country and type, of its country and `*` for
    all types, and so on."""

    country: Column[str] = Column(TEXT, primary_key=True)
    type: Column[str] = Column(TEXT, primary_key=True)
    first_month: Column[str] = Column(TEXT, primary_key=True)
    last_month: Column[str] = Column(TEXT, primary_key=True)
    review: Column[str] = Column(TEXT, primary_key=True)
    main: Column[bool] = Column(primary_key=True)
    n: Column[int]
    killed_low: Column[int]
    killed_best: Column[int]
    killed_high: Column[int]
    placed: Column[int]
    dated: Column[int]
    reviewed: Column[int]


class _EventCells(TypedColumns):
    """Degrees, beyond 180 where a circle crosses the antimeridian."""

    cell: Column[int] = Column(primary_key=True, autoincrement=False)
    south: Column[float]
    north: Column[float]
    west: Column[float]
    east: Column[float]


class _EventSpots(TypedColumns):
    """A square is a degree wide; `east` and `north` count fine cells. See `spots`."""

    first_month: Column[str] = Column(TEXT, primary_key=True)
    type: Column[str] = Column(TEXT, primary_key=True)
    square: Column[int] = Column(primary_key=True, autoincrement=False)
    last_month: Column[str] = Column(TEXT, primary_key=True)
    east: Column[int] = Column(primary_key=True, autoincrement=False)
    north: Column[int] = Column(primary_key=True, autoincrement=False)
    country: Column[str] = Column(TEXT, primary_key=True)
    precision: Column[str] = Column(TEXT, primary_key=True)
    review: Column[str] = Column(TEXT, primary_key=True)
    main: Column[bool] = Column(primary_key=True)
    n: Column[int]
    killed: Column[int]


class _Blocks(TypedColumns):
    account_id: Column[str] = Column(TEXT, _belongs_to("accounts.id"), primary_key=True)
    first_day: Column[date]
    last_day: Column[date]
    days: Column[int]
    country: Column[str | None] = Column(TEXT)


class _Pending(TypedColumns):
    account_id: Column[str] = Column(TEXT, _belongs_to("accounts.id"), primary_key=True)
    why: Column[str] = Column(TEXT, nullable=False)
    who: Column[str | None] = Column(TEXT)


class _History(TypedColumns):
    id: Column[int] = Column(primary_key=True, autoincrement=True)
    at: Column[datetime] = Column(Utc, nullable=False)
    event_id: Column[str] = Column(TEXT, nullable=False, index=True)
    kind: Column[str] = Column(TEXT, nullable=False)
    who: Column[str | None] = Column(TEXT)
    why: Column[str] = Column(TEXT, nullable=False)
    other: Column[str | None] = Column(TEXT)
    before: Column[Event | None] = Column(Value(Event))


class _Redirects(TypedColumns):
    old_id: Column[str] = Column(TEXT, primary_key=True)
    new_id: Column[str] = Column(TEXT, nullable=False)
    at: Column[datetime] = Column(Utc, nullable=False)


class _Judgements(TypedColumns):
    id: Column[int] = Column(primary_key=True, autoincrement=True)
    verdict: Column[str] = Column(TEXT, nullable=False)
    groups: Column[Groups] = Column(Value(Groups), nullable=False)
    who: Column[str] = Column(TEXT, nullable=False)
    at: Column[datetime] = Column(Utc, nullable=False)
    reason: Column[str | None] = Column(TEXT)
    undone_at: Column[datetime | None] = Column(Utc)
    undone_by: Column[str | None] = Column(TEXT)


class _Reviews(TypedColumns):
    id: Column[int] = Column(primary_key=True, autoincrement=True)
    action: Column[str] = Column(TEXT, nullable=False)
    event_id: Column[str] = Column(TEXT, nullable=False)
    anchors: Column[tuple[Anchor, ...]] = Column(Value(tuple[Anchor, ...]), nullable=False)
    field: Column[str | None] = Column(TEXT)
    value: Column[str | None] = Column(TEXT)
    replaces: Column[str | None] = Column(TEXT)
    spans: Column[tuple[ReportSpan, ...]] = Column(Value(tuple[ReportSpan, ...]), nullable=False)
    who: Column[str] = Column(TEXT, nullable=False)
    at: Column[datetime] = Column(Utc, nullable=False)
    reason: Column[str | None] = Column(TEXT)
    undone_at: Column[datetime | None] = Column(Utc)
    undone_by: Column[str | None] = Column(TEXT)


class _ReviewReports(TypedColumns):
    review_id: Column[int] = Column(_belongs_to("reviews.id"), primary_key=True)
    report_id: Column[str] = Column(TEXT, primary_key=True, index=True)


class _PastReadings(TypedColumns):
    report_id: Column[str] = Column(TEXT, _belongs_to("reports.id"), primary_key=True)
    ordinal: Column[int] = Column(primary_key=True)
    reader: Column[str | None] = Column(TEXT)
    read_at: Column[datetime] = Column(Utc, nullable=False)
    replaced_at: Column[datetime] = Column(Utc, nullable=False)
    accounts: Column[str] = Column(TEXT, nullable=False)
    events: Column[tuple[Event, ...]] = Column(Value(tuple[Event, ...]), nullable=False)


class _Failures(TypedColumns):
    source: Column[str] = Column(TEXT, primary_key=True)
    error: Column[str] = Column(TEXT, nullable=False)
    message: Column[str] = Column(TEXT, nullable=False)
    failed_at: Column[datetime] = Column(Utc, nullable=False)


class _Meta(TypedColumns):
    key: Column[str] = Column(TEXT, primary_key=True)
    value: Column[str] = Column(TEXT, nullable=False)


class _Users(TypedColumns):
    name: Column[str] = Column(TEXT, primary_key=True)
    role: Column[str] = Column(TEXT, nullable=False)
    password: Column[str] = Column(TEXT, nullable=False)
    created_at: Column[datetime] = Column(Utc, nullable=False)
    disabled: Column[bool]


class _Sessions(TypedColumns):
    id: Column[str] = Column(TEXT, primary_key=True)
    user_name: Column[str] = Column(TEXT, _belongs_to("users.name"), nullable=False, index=True)
    created_at: Column[datetime] = Column(Utc, nullable=False)
    seen_at: Column[datetime] = Column(Utc, nullable=False)


class _Tokens(TypedColumns):
    id: Column[str] = Column(TEXT, primary_key=True)
    user_name: Column[str] = Column(TEXT, _belongs_to("users.name"), nullable=False, index=True)
    name: Column[str] = Column(TEXT, nullable=False)
    scope: Column[str] = Column(TEXT, nullable=False)
    hash: Column[str] = Column(TEXT, nullable=False, index=True)
    created_at: Column[datetime] = Column(Utc, nullable=False)
    expires_at: Column[datetime | None] = Column(Utc)
    used_at: Column[datetime | None] = Column(Utc)


class _Audit(TypedColumns):
    id: Column[int] = Column(primary_key=True, autoincrement=True)
    at: Column[datetime] = Column(Utc, nullable=False)
    who: Column[str | None] = Column(TEXT)
    action: Column[str] = Column(TEXT, nullable=False)
    target: Column[str | None] = Column(TEXT)
    address: Column[str | None] = Column(TEXT)


class _Jobs(TypedColumns):
    id: Column[str] = Column(TEXT, primary_key=True)
    who: Column[str] = Column(TEXT, nullable=False)
    state: Column[str] = Column(TEXT, nullable=False)
    created_at: Column[datetime] = Column(Utc, nullable=False)
    of_sources: Column[int]
    done: Column[int]
    added: Column[int]
    known: Column[int]
    events: Column[int]
    failed: Column[str] = Column(TEXT, nullable=False)
    started_at: Column[datetime | None] = Column(Utc)
    ended_at: Column[datetime | None] = Column(Utc)


reports: Final = Table("reports", metadata, _Reports)
report_sources: Final = Table("report_sources", metadata, _ReportSources)
report_actors: Final = Table("report_actors", metadata, _ReportActors)
codings: Final = Table("codings", metadata, _Codings)
accounts: Final = Table("accounts", metadata, _Accounts)
claims: Final = Table("claims", metadata, _Claims)
events: Final = Table("events", metadata, _Events)
event_values: Final = Table("event_values", metadata, _EventValues)
event_words: Final = Table("event_words", metadata, _EventWords)
event_accounts: Final = Table("event_accounts", metadata, _EventAccounts)
event_months: Final = Table("event_months", metadata, _EventMonths)
event_cells: Final = Table("event_cells", metadata, _EventCells)
event_spots: Final = Table("event_spots", metadata, _EventSpots)
event_actors: Final = Table("event_actors", metadata, _EventActors)
blocks: Final = Table("blocks", metadata, _Blocks)
pending: Final = Table("pending", metadata, _Pending)
history: Final = Table("history", metadata, _History, sqlite_autoincrement=True)
redirects: Final = Table("redirects", metadata, _Redirects)
judgements: Final = Table("judgements", metadata, _Judgements, sqlite_autoincrement=True)
reviews: Final = Table("reviews", metadata, _Reviews, sqlite_autoincrement=True)
review_reports: Final = Table("review_reports", metadata, _ReviewReports)
past_readings: Final = Table("past_readings", metadata, _PastReadings)
failures: Final = Table("failures", metadata, _Failures)
meta: Final = Table("meta", metadata, _Meta)
users: Final = Table("users", metadata, _Users)
sessions: Final = Table("sessions", metadata, _Sessions)
tokens: Final = Table("tokens", metadata, _Tokens)
audit: Final = Table("audit", metadata, _Audit, sqlite_autoincrement=True)
jobs: Final = Table("jobs", metadata, _Jobs)

Index(None, events.c.day, events.c.id)
Index(None, events.c.country, events.c.day)
Index(None, events.c.type, events.c.day)
Index(None, events.c.cell)
Index(None, events.c.review)
Index(None, events.c.priority, events.c.id)
#: Events of several days, and those known by their last day alone, apart: few, and the only ones that reach into a period from outside.
SEVERAL_DAYS: Final = and_(events.c.start_date.is_not(None), or_(events.c.days.is_(None), events.c.days > 1))
MANY_DAYS: Final = and_(events.c.start_date.is_not(None), or_(events.c.days.is_(None), events.c.days > LONG))
ENDED: Final = events.c.start_date.is_(None)
for _name, _columns, _some in (
    ("ix_events_several_days", (events.c.day, events.c.end_date), SEVERAL_DAYS), ("ix_events_many_days", (events.c.end_date, events.c.day), MANY_DAYS),
    ("ix_events_ended", (events.c.day, events.c.id), ENDED),
):  # fmt: skip
    Index(_name, *_columns, sqlite_where=_some, postgresql_where=_some)
#: Sums of events that reach from one month into another, or whose month is known of one end alone; and sums of what is gone.
SEVERAL_MONTHS: Final = event_spots.c.first_month != event_spots.c.last_month
NOTHING: Final = event_spots.c.n == literal_column("0")
Index("ix_event_spots_reaching", event_spots.c.type, event_spots.c.square, event_spots.c.last_month, sqlite_where=SEVERAL_MONTHS, postgresql_where=SEVERAL_MONTHS)
Index("ix_event_spots_gone", event_spots.c.square, sqlite_where=NOTHING, postgresql_where=NOTHING)
Index(None, reviews.c.who)
Index(None, blocks.c.country, blocks.c.first_day)
Index(None, blocks.c.first_day)
Index(None, history.c.at)
