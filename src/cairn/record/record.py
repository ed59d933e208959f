"""The record: one database that holds reports, what was read out of them, and the events that were derived from that."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import func, select

from cairn.errors import RecordError, ReportError
from cairn.model import (
    Action,
    Anchor,
    ClaimField,
    ClaimValue,
    Coded,
    Coding,
    Decision,
    Event,
    Judgement,
    Person,
    Relation,
    Report,
    Total,
    Verdict,
)
from cairn.record import (
    accounts,
    actors,
    backup,
    cells,
    checks,
    claimed,
    derivation,
    events,
    failures,
    grouped,
    history,
    judgements,
    overview,
    pages,
    pending,
    reports,
    reviews,
    schema,
    stream,
    tables,
    version,
)
from cairn.record.address import Address
from cairn.record.database import Database, engine_of
from cairn.record.derivation import Derive
from cairn.record.faults import told
from cairn.record.values import (
    AccountRow,
    Change,
    Changes,
    Counts,
    Failure,
    ReportFilter,
    Ruling,
    StoredActor,
    StoredHead,
    StoredJudgement,
    StoredReport,
    StoredReview,
)
from cairn.record.wanted import Cells, CountRow, EventFilter, Group, Grouped, Page, Points
from cairn.record.watch import Watched

if TYPE_CHECKING:
    from cairn.record.narrow import Cast, Columns
    from cairn.record.team import Team

WAIT = 30.0
"""Seconds to wait for another program that writes: a report is written in milliseconds, a derivation in seconds."""


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


class Record:
    """An open record. Each method is one transaction: what it writes is there whole or not at all.

    All methods raise RecordError where the database can not be used (locked, damaged, full disk, lost), with what to do. Adding what the
    record holds already changes nothing, on SQLite no byte of the file. Threads may share a record; each process opens its own.
    Names of private persons are kept: the record is no export.
    """

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock

    @classmethod
    def open(cls, at: Address | Path | str, *, create: bool = True, wait: float = WAIT, clock: Callable[[], datetime] = now) -> Self:
        """Opens a record, made anew where there is none and `create` allows it; an older one is migrated.

        `at` is the path of a file or the URL of a PostgreSQL database, `postgresql://USER:PASSWORD@HOST:PORT/DATABASE`; `wait` is in
        seconds. Raises RecordError, also for a record that a newer Cairn wrote.
        """
        address = Address.of(at)
        if (file := address.file) is not None:
            try:
                _check_path(file, create=create)
            except OSError as error:
                told_so = f"record {str(file)!r} can not be reached ({error.strerror}); see that you may enter its folder"
                raise RecordError(told_so) from error
        engine = engine_of(address, wait=wait)
        try:
            with told(address):
                schema.prepare(engine, address, create=create, wait=wait)
        except BaseException:
            engine.dispose()
            raise
        return cls(Database(address, engine), clock=clock)

    def close(self) -> None:
        """Lets go of the database; where nobody else has an SQLite file open, it then holds everything by itself."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def address(self) -> Address:
        """Where the record is."""
        return self._database.address

    @property
    def team(self) -> "Team":
        """Who works with the record."""
        from cairn.record.team import Team

        return Team(self._database, clock=self._clock)

    @property
    def watched(self) -> Watched:
        """What is watched: lists, pages and their versions, runs, alerts."""
        return Watched(self._database, self._clock)

    def has(self, report_id: str, reader: str) -> bool:
        """Whether this reader has read the report already, so that nothing is left to do."""
        with self._database.reading() as connection:
            return reports.is_read(connection, report_id, reader=reader)

    def add(self, coded: Coded) -> bool:
        """Stores a coded report; False where nothing changed.

        Another coding of the same publication replaces the old one; another publication of the same text is kept as a
        further source and changes neither the first nor its coding. A failure of the same source is forgotten.
        """
        with self._database.writing() as connection:
            return reports.add(connection, coded, clock=self._clock)

    def add_many(self, batch: Sequence[Coded], failed: Callable[[str, ReportError], None] = lambda *_: None) -> int:
        """Stores coded reports with the outcome of `add` for one after the other, in one transaction and two to four times as fast;
        how many changed something.

        A report that no record can keep leaves a failure of its source in its place, of which `failed` is told. Raises what `add` raises
        otherwise; then nothing of the batch is stored.
        """
        told: list[tuple[str, ReportError]] = []
        with self._database.writing() as connection:

            def refused(coded: Coded, error: ReportError) -> None:
                told.append((coded.report.source or coded.report.id, error))
                failures.add(connection, *told[-1], clock=self._clock)

            changed = reports.add_many(connection, batch, refused=refused, clock=self._clock)
        for source, error in told:
            failed(source, error)
        return changed

    def add_source(self, report: Report) -> bool:
        """Keeps a further publication of a text that need not be read again (see `has`); False where nothing changed.

        A failure of the same source is forgotten. Raises NotInRecord for a text that the record does not hold.
        """
        with self._database.writing() as connection:
            return reports.add_source(connection, report, clock=self._clock)

    def add_failure(self, source: str, error: ReportError) -> bool:
        """Stores why a source could not be read; False where the same stands there already."""
        with self._database.writing() as connection:
            return failures.add(connection, source, error, clock=self._clock)

    def accounts(self) -> Iterator[AccountRow]:
        """All accounts, each with the head of its report, by report id and then in the report's order."""
        with self._database.reading() as connection:
            rows = tuple(accounts.accounts(connection))
        return iter(rows)

    def pending(self) -> int:
        """How many accounts wait for the next derivation."""
        with self._database.reading() as connection:
            return pending.left(connection)

    def derive_events(self, derive: Derive, *, rules: str, most: int | None = None) -> Changes:
        """Derives the events of all accounts that came or changed since the last time, with those that they can meet; all events
        where `rules`, the version of what derives them, is another than then. Only differences are written. With `most` only so many accounts
        are taken, and the others wait for the next time.

        One transaction that keeps other writers out until it is done, so that no report comes in between. Raises ValueError where an
        event's id comes twice or it rests on an account that was not consolidated, RecordError where an account is not there.
        """
        with self._database.writing() as connection:
            return derivation.run(connection, derive, rules=rules, at=self._clock(), most=most)

    def reconsider(self, *, why: str, by: str) -> None:
        """Lets the next derivation work out all events."""
        with self._database.writing() as connection:
            pending.mark_all(connection, why=why, by=by)

    def judge(self, verdict: Verdict, groups: Sequence[Sequence[Anchor]], *, by: str, reason: str | None = None) -> int:
        """Stores what a person decided about accounts; its number. It takes effect with the next derivation."""
        judgement = Judgement(verdict, tuple(tuple(group) for group in groups), by, self._clock(), reason)
        with self._database.writing() as connection:
            return judgements.add(connection, judgement)

    def undo(self, number: int | None = None, *, by: str) -> StoredJudgement:
        """Takes back a judgement, without a number the last one that stands. It stays in the record, marked as undone, and takes
        effect with the next derivation. Raises NotInRecord where there is none."""
        with self._database.writing() as connection:
            return judgements.undo(connection, number, by=by, at=self._clock())

    def judgements(self) -> tuple[StoredJudgement, ...]:
        """What people decided, oldest first, with what was undone."""
        with self._database.reading() as connection:
            return judgements.judgements(connection)

    def review(
        self, action: Action, event: str, *, by: str, field: ClaimField | None = None, value: ClaimValue | None = None,
        replaces: ClaimValue | None = None, spans: Sequence[Anchor] = (), reason: str | None = None,
    ) -> int:  # fmt: skip
        """Stores what a reviewer decided about an event; its number. It takes effect with the next derivation.

        `spans` are words of stored reports that say so, by their offsets. Raises NotInRecord for an event or report that is not there,
        ValueError for a decision that can not be (see `model.Decision`), also for a signature by whoever decided last.
        """
        return self.review_all([Ruling(action, event, field, value, replaces, tuple(spans), reason)], by=by)[0]

    def review_all(self, rulings: Sequence[Ruling], *, by: str) -> tuple[int, ...]:
        """Stores several decisions of one reviewer, all or none; their numbers."""
        with self._database.writing() as connection:
            return tuple(reviews.add(connection, ruling, by=by, at=self._clock()) for ruling in rulings)

    def undo_review(self, number: int | None = None, *, by: str) -> StoredReview:
        """Takes back a decision, without a number the last of this reviewer's that stands. It stays in the record, marked as undone,
        and takes effect with the next derivation. Raises NotInRecord where there is none."""
        with self._database.writing() as connection:
            return reviews.undo(connection, number, by=by, at=self._clock())

    def reviews(self, event: str | None = None, *, after: int = 0, by: str | None = None) -> tuple[StoredReview, ...]:
        """What reviewers decided, oldest first, with what was undone: after a number, by one person, or about one event, by its id or the
        beginning of it. Raises NotInRecord for an event that is not there."""
        with self._database.reading() as connection:
            return reviews.reviews(connection, event=event, after=after, by=by)

    def decisions(self, reports: Iterable[str]) -> tuple[Decision, ...]:
        """The decisions that point at words of some reports and are not undone, oldest first."""
        with self._database.reading() as connection:
            return derivation.Accounts(connection).decisions(reports)

    def changes(self, *, after: int = 0, since: datetime | None = None, limit: int | None = None) -> tuple[Change, ...]:
        """What became of events, oldest first: after a row's number, or since a moment."""
        with self._database.reading() as connection:
            return history.changes(connection, after=after, since=since, limit=limit)

    def latest_changes(self, limit: int) -> tuple[Change, ...]:
        """The last rows of the history, oldest first."""
        with self._database.reading() as connection:
            return history.latest(connection, limit)

    def history(self, asked: str) -> tuple[Change, ...]:
        """What became of one event and of those that it has taken in, by its id, an old one, or the beginning of either. Raises
        NotInRecord."""
        with self._database.reading() as connection:
            return history.of_event(connection, events.current_id(connection, asked))

    def near(self, first: date, last: date, country: str | None) -> tuple[AccountRow, ...]:
        """The accounts that can share a day, and the country where both have one, with what happened then and there."""
        with self._database.reading() as connection:
            return tuple(accounts.some_accounts(connection, pending.near(connection, first, last, country)))

    def near_many(self, first: date, last: date, country: str | None, *, most: int) -> bool:
        """Whether `near` would give more accounts than `most`."""
        with self._database.reading() as connection:
            return len(pending.near(connection, first, last, country, limit=most + 1)) > most

    def events(self, wanted: EventFilter = EventFilter()) -> tuple[Event, ...]:  # noqa: B008 - frozen
        """Events in the order that is wanted: by default by their first known day (unknown last), then id."""
        with self._database.reading() as connection:
            return events.events(connection, wanted)

    def parts(self, wanted: EventFilter = EventFilter(), *, evidence: bool = False) -> Iterator[stream.Part]:  # noqa: B008 - frozen
        """Events in the same order, in parts, with their reports and the persons that these name; all as the record stood at the first."""
        with self.snapshot() as held:
            yield from (held.part(ids, evidence=evidence) for ids in held.slices(wanted))

    @contextmanager
    def snapshot(self) -> Iterator[stream.Snapshot]:
        """The record as it stands now, for more than one question."""
        with self._database.reading() as connection:
            yield stream.Snapshot(self.address, connection)

    def events_page(self, wanted: EventFilter) -> Page:
        """A page of events, where the next one begins, and how many there are in all."""
        with self._database.reading() as connection:
            return events.page(connection, wanted)

    def has_more_events(self, many: int) -> bool:
        """Whether it holds more events than so many; they are not all counted."""
        with self._database.reading() as connection:
            return connection.execute(select(tables.events.c.id).order_by(tables.events.c.id).offset(many).limit(1)).first() is not None

    def points(self, wanted: EventFilter = EventFilter()) -> Points:  # noqa: B008 - frozen
        """The events that have a point, for a map. Order and page of the filter play no part."""
        with self._database.reading() as connection:
            return overview.points(connection, wanted)

    def cells(self, wanted: EventFilter = EventFilter(), *, zoom: int) -> Cells:  # noqa: B008 - frozen
        """The events that have a point, summed by cells that are 11 pixels wide at a zoom of a web map (0 to 24; from 12 on they stay 400 metres wide). A box
        keeps the cells whose south-western corner it holds, so that each is whole in one of the tiles that share a side. Order and page of the filter play no part."""
        with self._database.reading() as connection:
            return cells.cells(connection, wanted, zoom)

    def counted(self, wanted: EventFilter = EventFilter(), *, by: Group, then_by: Group | None = None) -> tuple[CountRow, ...]:  # noqa: B008 - frozen
        """How many events there are by one key or two, with their dead, by key. Order and page of the filter play no part."""
        with self._database.reading() as connection:
            return overview.counts(connection, wanted, by=by, then_by=then_by)

    def grouped(self, wanted: EventFilter, fields: Sequence[str]) -> tuple[Grouped, ...]:
        """How many events share the values of some fields (those of `cairn.record.grouped`), with their dead, in no particular order."""
        with self._database.reading() as connection:
            return tuple(grouped.grouped(connection, wanted, fields))

    def event(self, asked: str) -> Event:
        """One event by its id or an unambiguous beginning of it. Raises NotInRecord with the nearest ids."""
        with self._database.reading() as connection:
            return events.event(connection, asked)

    def accounts_of(self, asked: str) -> tuple[AccountRow, ...]:
        """The accounts that an event rests on, each with the head of its report, by the event's id or the beginning of it.
        Raises NotInRecord."""
        with self._database.reading() as connection:
            return tuple(accounts.accounts(connection, event_id=events.current_id(connection, asked)))

    def accounts_of_report(self, asked: str) -> tuple[AccountRow, ...]:
        """What one report tells of, by its id or the beginning of it. Raises NotInRecord."""
        with self._database.reading() as connection:
            return tuple(accounts.accounts(connection, report_id=reports.report(connection, asked).head.id))

    def event_of_account(self, account: str) -> str | None:
        """The id of the event that rests on an account; None where it has not been consolidated."""
        with self._database.reading() as connection:
            of = tables.event_accounts.c
            return connection.execute(select(of.event_id).where(of.account_id == account)).scalar()

    def faults(self) -> tuple[str, ...]:
        """What contradicts itself in the tables: damage, accounts of no event or of several, those that wait to be consolidated."""
        with self._database.reading() as connection:
            return checks.faults(connection)

    def backup(self, copy: Path) -> None:
        """Writes a copy of the record, an SQLite file, that is whole whatever is written meanwhile. Raises RecordError."""
        backup.backup(self._database, copy)

    def reports(self, wanted: ReportFilter = ReportFilter()) -> tuple[StoredHead, ...]:  # noqa: B008 - frozen
        """Heads of reports by day of publication (unknown last), then id."""
        with self._database.reading() as connection:
            return reports.reports(connection, wanted)

    def published(self) -> tuple[date, ...]:
        """The days on which reports were published, one for each report that has one."""
        with self._database.reading() as connection:
            return reports.published(connection)

    def count_reports(self, wanted: ReportFilter) -> int:
        """How many reports there are, whatever the page."""
        with self._database.reading() as connection:
            return reports.count(connection, wanted)

    def report(self, asked: str) -> StoredReport:
        """One report by its id or an unambiguous beginning of it. Raises NotInRecord with the nearest ids."""
        with self._database.reading() as connection:
            return reports.report(connection, asked)

    def coding(self, asked: str) -> Coding:
        """What was read out of one report, by its id or the beginning of it. Raises NotInRecord."""
        with self._database.reading() as connection:
            return reports.coding(connection, asked)

    def people(self, of: Iterable[str]) -> Mapping[str, tuple[Person, ...]]:
        """The persons that some reports name and, as Speaker, whom they quote beside those, by the report's whole id, with who is public;
        unknown ids are left out."""
        with self._database.reading() as connection:
            return reports.people(connection, of)

    def totals(self) -> tuple[tuple[Total, StoredHead], ...]:
        """What was claimed in numbers, with the report that says so, by day of publication."""
        with self._database.reading() as connection:
            return claimed.totals(connection)

    def relations(self, names: Sequence[str], *, limit: int = 200) -> tuple[tuple[str, Relation], ...]:
        """What reports say that an actor, by any of its names, is to others, with the report; from the latest `limit` reports that do."""
        with self._database.reading() as connection:
            return claimed.relations(connection, tuple(names), limit=limit)

    def actors(self) -> tuple[StoredActor, ...]:
        """All actors, those of the most events first."""
        with self._database.reading() as connection:
            return actors.actors(connection)

    def version(self) -> str:
        """A short text that changes whenever the record does."""
        with self._database.reading() as connection:
            return version.version(connection)

    def held(self) -> dict[str, int]:
        """How many reports, events, main and unreviewed events, actors and failures there are, told quickly."""
        with self._database.reading() as connection:
            return version.held(connection)

    def private_persons(self) -> frozenset[str]:
        """The names of persons who take part in events and hold no office."""
        with self._database.reading() as connection:
            return version.private_persons(connection)

    def matching(self, wanted: EventFilter) -> frozenset[str]:
        """The ids of the events that meet a filter. Order and page of the filter play no part."""
        with self._database.reading() as connection:
            return pages.matching(connection, wanted)

    def some_events(self, ids: Sequence[str]) -> Mapping[str, Event]:
        """Events by their whole ids; those that are not there are left out."""
        with self._database.reading() as connection:
            return events.values_of(connection, ids)

    def narrow(self, old: "Columns | None" = None) -> "Columns":
        """The narrow columns of all events, for who keeps them in memory; `old` ones are brought up to date where that is less work."""
        from cairn.record.narrow.reading import current

        with self._database.reading() as connection:
            return current(connection, old)

    def cast(self, old: "Cast | None" = None) -> "Cast":
        """Who takes part in what, for who keeps it in memory to list the actors; `old` is brought up to date where that is less work."""
        from cairn.record.narrow.cast import current

        with self._database.reading() as connection:
            return current(connection, old)

    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day of its events."""
        with self._database.reading() as connection:
            return version.days(connection)

    def reader(self) -> str | None:
        """What read its reports last."""
        with self._database.reading() as connection:
            return version.reader(connection)

    def naming(self, asked: Iterable[str]) -> tuple[str, ...]:
        """The ids of the reports that name one of some actors or persons, by the registry's id or by the whole name."""
        with self._database.reading() as connection:
            return actors.naming(connection, asked)

    def failures(self) -> tuple[Failure, ...]:
        """What could not be read, by source."""
        with self._database.reading() as connection:
            return failures.failures(connection)

    def counts(self) -> Counts:
        """How much the record holds."""
        of, relevant, main = tables, tables.reports.c.relevant, tables.events.c.main
        counted = (
            select(func.count()).select_from(of.reports),
            select(func.count()).select_from(of.reports).where(relevant.is_(True)),
            select(func.count()).select_from(of.accounts),
            select(func.count()).select_from(of.claims),
            select(func.count()).select_from(of.events),
            select(func.count()).select_from(of.events).where(main.is_(True)),
            select(func.count()).select_from(of.failures),
        )
        with self._database.reading() as connection:
            return Counts(*(connection.execute(query).scalar_one() for query in counted))


def _check_path(file: Path, *, create: bool) -> None:
    if file.is_dir():
        inside = str(file / "cairn.db")
        raise RecordError(f"record {str(file)!r} is a folder; give the path of a file in it, such as {inside!r}")
    if not file.parent.is_dir():
        raise RecordError(f"record {str(file)!r}: the folder {str(file.parent)!r} does not exist; make it first")
    if not create and not (file.is_file() and file.stat().st_size):
        raise RecordError(f"there is no record at {str(file)!r}; read reports into it first, or give another path")
