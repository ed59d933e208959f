"""Who takes part in which events and who is named by which reports, in memory: the actors as `record.actors` gives them, without going through all rows again
after each change. The history tells which events changed, the time of reading which reports."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, Text, cast, func, select

from cairn.model import ActorKind, ReviewState
from cairn.record import tables
from cairn.record.accounts import parts
from cairn.record.narrow.reading import MANY, rows_of

Face = tuple[str, str | None, str]
"""An actor as it is shown: name, registry id, kind."""
#: Stands for a day that is not known, in days since 1970.
UNKNOWN: Final = np.iinfo(np.int64).min


class Numbered:
    """Different values, each by its number; new ones are only ever added."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._numbers: dict[Hashable, int] = {}

    def of(self, values: Sequence[Hashable]) -> NDArray[np.int64]:
        """The numbers of values."""
        known = self._numbers
        for value in values:
            if value not in known:
                known[value] = len(self.values)
                self.values.append(value)
        return np.fromiter(map(known.__getitem__, values), np.int64, len(values))


@dataclass(frozen=True, slots=True)
class Known:
    """What is numbered."""

    faces: Numbered = field(default_factory=Numbered)
    events: Numbered = field(default_factory=Numbered)
    reports: Numbered = field(default_factory=Numbered)


class Taking(NamedTuple):
    """Participations: the event, who takes part, the event's outermost days, and whether it counts (it was not rejected)."""

    event: NDArray[np.int64]
    face: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    counts: NDArray[np.int64]


class Telling(NamedTuple):
    """Accounts: the event, and the report that tells of it."""

    event: NDArray[np.int64]
    report: NDArray[np.int64]


class Naming(NamedTuple):
    """Who is named where, and whether as holder of an office."""

    report: NDArray[np.int64]
    face: NDArray[np.int64]
    public: NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Cast:
    """All of it as it stood after the history's row `number`, and so many reports and earlier readings, the last read at `until`."""

    number: int
    read: tuple[int, int]
    until: datetime | None
    known: Known
    taking: Taking
    telling: Telling
    naming: Naming


def current(connection: Connection, old: Cast | None = None) -> Cast:
    """The cast as the record stands, `old` brought up to date where that is less work."""
    return (_later(connection, old) if old is not None else None) or _whole(connection)


def _whole(connection: Connection) -> Cast:
    known = Known()
    return Cast(*_state(connection), known, _taking(connection, known, _TAKING), _telling(connection, known, _TELLING), _naming(connection, known, _NAMING))


def _state(connection: Connection) -> tuple[int, tuple[int, int], datetime | None]:
    of = tables.reports.c
    number = connection.execute(select(func.max(tables.history.c.id))).scalar() or 0
    reports, until = connection.execute(select(func.count(), func.max(of.read_at))).one()
    return number, (reports, _many(connection, tables.past_readings)), until


def _later(connection: Connection, old: Cast) -> Cast | None:
    """What was held with what changed since; None where too much did, or where it does not add up to what the record holds."""
    number, read, until = _state(connection)
    taking, telling, naming = old.taking, old.telling, old.naming
    if number != old.number:
        history = tables.history.c
        changed = connection.scalars(select(history.event_id).where(history.id > old.number).distinct().limit(MANY + 1)).all()
        if number < old.number or len(changed) > MANY:
            return None
        gone = old.known.events.of(changed)
        taking, telling = Taking(*_without(taking, taking.event, gone)), Telling(*_without(telling, telling.event, gone))
        for some in parts(sorted(changed)):
            taking = Taking(*_joined(taking, _taking(connection, old.known, _TAKING.where(tables.event_actors.c.event_id.in_(some)))))
            telling = Telling(*_joined(telling, _telling(connection, old.known, _TELLING.where(tables.event_accounts.c.event_id.in_(some)))))
    if read != old.read:
        ids = connection.scalars(select(tables.reports.c.id).where(tables.reports.c.read_at >= old.until).limit(MANY + 1)).all() if old.until else []
        # The last of those that were known is among them, so that one more shows that none was read by a clock that went backwards.
        if len(ids) <= sum(read) - sum(old.read) or len(ids) > MANY:
            return None
        naming = Naming(*_without(naming, naming.report, old.known.reports.of(ids)))
        for some in parts(sorted(ids)):
            naming = Naming(*_joined(naming, _naming(connection, old.known, _NAMING.where(tables.report_actors.c.report_id.in_(some)))))
    sizes = [(taking.event, tables.event_actors), (telling.event, tables.event_accounts), (naming.report, tables.report_actors)]
    if any(len(column) != _many(connection, table) for column, table in sizes):
        return None
    return Cast(number, read, until, old.known, taking, telling, naming)


def _many(connection: Connection, table: Any) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _without(columns: Sequence[Any], of: NDArray[np.int64], gone: NDArray[np.int64]) -> Iterator[Any]:
    stays = ~np.isin(of, gone)
    return (column[stays] for column in columns)


def _joined(columns: Sequence[Any], more: Sequence[Any]) -> Iterator[Any]:
    return (np.concatenate(both) for both in zip(columns, more, strict=True))


_of: Final = tables.events.c
_TAKING: Final[Any] = select(
    tables.event_actors.c.event_id, tables.event_actors.c.name, tables.event_actors.c.actor, tables.event_actors.c.kind,
    cast(func.coalesce(_of.start_date, _of.end_date), Text), cast(func.coalesce(_of.end_date, _of.start_date), Text), _of.review,
).join_from(tables.event_actors, tables.events)  # fmt: skip
_TELLING: Final[Any] = select(tables.event_accounts.c.event_id, tables.accounts.c.report_id).join_from(tables.event_accounts, tables.accounts)
_NAMING: Final[Any] = select(
    tables.report_actors.c.report_id, tables.report_actors.c.name, tables.report_actors.c.actor, tables.report_actors.c.kind, tables.report_actors.c.public
)


def _taking(connection: Connection, known: Known, query: Select[Any]) -> Taking:
    event, name, actor, kind, first, last, review = _columns(connection, query, 7)
    return Taking(known.events.of(event), _faces(known, name, actor, kind), _days(first), _days(last), np.array([state != ReviewState.REJECTED.value for state in review], np.int64))


def _telling(connection: Connection, known: Known, query: Select[Any]) -> Telling:
    event, report = _columns(connection, query, 2)
    return Telling(known.events.of(event), known.reports.of(report))


def _naming(connection: Connection, known: Known, query: Select[Any]) -> Naming:
    report, name, actor, kind, public = _columns(connection, query, 5)
    return Naming(known.reports.of(report), _faces(known, name, actor, kind), np.array([bool(value) for value in public], np.int64))


def _columns(connection: Connection, query: Select[Any], many: int) -> list[list[Any]]:
    found: list[list[Any]] = [[] for _ in range(many)]
    for part in rows_of(connection, query):
        for column, values in zip(found, part, strict=True):
            column.extend(values)
    return found


def _faces(known: Known, names: Sequence[str], actors: Sequence[str | None], kinds: Sequence[str]) -> NDArray[np.int64]:
    """A person is told apart by name: the registry's id beside it is of the group that the person belongs to."""
    person = ActorKind.PERSON.value
    return known.faces.of([(name, None if kind == person else actor, kind) for name, actor, kind in zip(names, actors, kinds, strict=True)])


def _days(values: Sequence[str | None]) -> NDArray[np.int64]:
    return np.array([value or "NaT" for value in values], "datetime64[D]").astype(np.int64)
