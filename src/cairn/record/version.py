"""One short text that changes whenever the record does, told without reading much."""

from datetime import date

from sqlalchemy import Connection, func, select, union

from cairn.model import ActorKind, ReviewState
from cairn.record import tables


def version(connection: Connection) -> str:
    """Counts and last numbers of what is only ever added, and of what is marked."""
    of = tables
    asked = (
        select(func.max(of.history.c.id)), select(func.count()).select_from(of.reports), select(func.count()).select_from(of.report_sources),
        select(func.count()).select_from(of.past_readings), select(func.count()).select_from(of.failures), select(func.max(of.judgements.c.id)),
        select(func.count(of.judgements.c.undone_at)), select(func.max(of.reviews.c.id)), select(func.count(of.reviews.c.undone_at)),
        select(func.max(of.failures.c.failed_at)),
    )  # fmt: skip
    return ".".join(str(connection.execute(query).scalar() or 0) for query in asked)


def held(connection: Connection) -> dict[str, int]:
    """How many reports, events, events that a report is about, events that nobody has reviewed, actors and failures there are; told from
    narrow columns only."""
    events, named = tables.events.c, (tables.event_actors, tables.report_actors)
    keys = union(*(select(func.coalesce(t.c.actor, t.c.name).label("key")) for t in named)).subquery()
    asked = {
        "reports": select(func.count()).select_from(tables.reports), "events": select(func.count()).select_from(tables.events),
        "main": select(func.count()).where(events.main.is_(True)), "unreviewed": select(func.count()).where(events.review == ReviewState.UNREVIEWED.value),
        "actors": select(func.count()).select_from(keys), "failures": select(func.count()).select_from(tables.failures),
    }  # fmt: skip
    return {name: connection.execute(query).scalar_one() for name, query in asked.items()}


def private_persons(connection: Connection) -> frozenset[str]:
    """The names of persons who take part in events and whom no report shows in office or at the head of a group."""
    taking, named = tables.event_actors.c, tables.report_actors.c
    persons = set(connection.scalars(select(taking.name).where(taking.kind == ActorKind.PERSON.value).distinct()))
    return frozenset(persons - set(connection.scalars(select(named.name).where(named.public.is_(True)).distinct())))


def days(connection: Connection) -> tuple[date | None, date | None]:
    """The outermost days of events."""
    start, end = tables.events.c.start_date, tables.events.c.end_date
    first, last = connection.execute(select(func.min(func.coalesce(start, end)), func.max(func.coalesce(end, start)))).one()
    return first, last


def reader(connection: Connection) -> str | None:
    """What read the reports last."""
    return connection.execute(select(tables.reports.c.reader).where(tables.reports.c.reader.is_not(None)).order_by(tables.reports.c.read_at.desc()).limit(1)).scalar()
