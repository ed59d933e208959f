"""The record: one file that holds reports, what was read out of them, and the events that were derived from that."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import func, select

from cairn.errors import RecordError, ReportError
from cairn.model import Coded, Coding, Event, Report
from cairn.record import actors, events, failures, reports, schema, tables
from cairn.record.database import Database, engine_of
from cairn.record.faults import told
from cairn.record.values import (
    AccountRow,
    Changes,
    Counts,
    EventFilter,
    Failure,
    ReportFilter,
    StoredActor,
    StoredHead,
    StoredReport,
)

Derive = Callable[[Sequence[AccountRow]], Iterable[tuple[Event, tuple[str, ...]]]]
"""Events from accounts, each with the ids of the accounts it rests on. The record itself derives nothing."""

WAIT = 30.0
"""Seconds to wait for another program that writes: a report is written in milliseconds, a derivation in seconds."""


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


class Record:
    """An open record. Each method is one transaction: what it writes is there whole or not at all.

    All methods raise RecordError where the file can not be used (locked, damaged, full disk), with what to do. Adding what the
    record holds already changes no byte of the file. Threads may share a record; each process opens its own.
    Names of private persons are kept: the record is no export.
    """

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock

    @classmethod
    def open(cls, path: Path | str, *, create: bool = True, wait: float = WAIT, clock: Callable[[], datetime] = now) -> Self:
        """Opens a record, made anew where there is none and `create` allows it; an older one is migrated.

        `wait` is in seconds. Raises RecordError, also for a record that a newer Cairn wrote.
        """
        file = Path(path)
        try:
            _check_path(file, create=create)
        except OSError as error:
            told_so = f"record {str(file)!r} can not be reached ({error.strerror}); see that you may enter its folder"
            raise RecordError(told_so) from error
        engine = engine_of(file, wait=wait)
        try:
            with told(file):
                schema.prepare(engine, file, wait=wait)
        except BaseException:
            engine.dispose()
            raise
        return cls(Database(file, engine), clock=clock)

    def close(self) -> None:
        """Lets go of the file; where nobody else has it open, it then holds everything by itself."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The file."""
        return self._database.path

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
            rows = tuple(reports.accounts(connection))
        return iter(rows)

    def derive_events(self, derive: Derive) -> Changes:
        """Derives all events anew from all accounts; only differences are written.

        One transaction that keeps other writers out until it is done, so that no report comes in between.
        """
        with self._database.writing() as connection:
            return events.replace(connection, derive(tuple(reports.accounts(connection))))

    def replace_events(self, pairs: Iterable[tuple[Event, tuple[str, ...]]]) -> Changes:
        """Makes the stored events these, each with the ids of its accounts; only differences are written.

        Raises ValueError where an event's id comes twice, RecordError where an account is not in the record.
        """
        with self._database.writing() as connection:
            return events.replace(connection, pairs)

    def events(self, wanted: EventFilter = EventFilter()) -> tuple[Event, ...]:  # noqa: B008 - frozen
        """Events by their first known day (unknown last), then id."""
        with self._database.reading() as connection:
            return events.events(connection, wanted)

    def event(self, asked: str) -> Event:
        """One event by its id or an unambiguous beginning of it. Raises NotInRecord with the nearest ids."""
        with self._database.reading() as connection:
            return events.event(connection, asked)

    def accounts_of(self, asked: str) -> tuple[AccountRow, ...]:
        """The accounts that an event rests on, each with the head of its report, by the event's id or the beginning of it.
        Raises NotInRecord."""
        with self._database.reading() as connection:
            return tuple(reports.accounts(connection, event_id=events.event(connection, asked).id))

    def reports(self, wanted: ReportFilter = ReportFilter()) -> tuple[StoredHead, ...]:  # noqa: B008 - frozen
        """Heads of reports by day of publication (unknown last), then id."""
        with self._database.reading() as connection:
            return reports.reports(connection, wanted)

    def report(self, asked: str) -> StoredReport:
        """One report by its id or an unambiguous beginning of it. Raises NotInRecord with the nearest ids."""
        with self._database.reading() as connection:
            return reports.report(connection, asked)

    def coding(self, asked: str) -> Coding:
        """What was read out of one report, by its id or the beginning of it. Raises NotInRecord."""
        with self._database.reading() as connection:
            return reports.coding(connection, asked)

    def actors(self) -> tuple[StoredActor, ...]:
        """All actors, those of the most events first."""
        with self._database.reading() as connection:
            return actors.actors(connection)

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
