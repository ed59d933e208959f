"""The questions of the analysis, asked of an open record."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cairn import codebook
from cairn.analysis import (
    Affiliate,
    Ahead,
    Counted,
    Network,
    Series,
    Source,
    Spans,
    Succession,
    Trend,
    Tried,
    Unit,
    autonomy,
    between,
    count,
    forecast,
    network,
    series,
    succession,
    told,
    trend,
    tried,
)
from cairn.analysis.counting import SEVERAL, Group, Sums, count_groups, fields_of, groups_of, key_of
from cairn.analysis.forecast import FEWEST
from cairn.analysis.periods import ahead
from cairn.consolidation import event_id
from cairn.errors import NotInRecord, SettingError
from cairn.linking.who import same_person
from cairn.model import Attribution, Count, Event, Outcome, Period, Relation, Role, Status, total
from cairn.notebook.events import Events
from cairn.notebook.known import known
from cairn.notebook.reading import relations_of, said_of
from cairn.publishing.privacy import coding_without_names
from cairn.record import GROUPED, EventFilter, Record, ReportFilter

#: The areas that a forecast can be made for.
AREAS = ("country", "admin1")
#: The fields that tell when an event can have happened.
DAYS = ("start_date", "end_date")


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The forecast of one area with the months that it was made from, and how it would have done before; without a forecast `because`
    says why."""

    area: str | None
    series: Series
    ahead: tuple[Ahead, ...]
    tried: Tried | None
    because: str | None = None


def counted(held: Record, by: Sequence[str], wanted: EventFilter, *, status: Status | None = Status.OCCURRED) -> Counted:
    """Events by some groupings; only of one status, or of all with None. Where the record has columns for what the groupings go by, no event is
    read."""
    wanted = wanted if status is None else replace(wanted, status=(status,))
    if _in_columns(fields_of(by), wanted):
        (total,) = _groups(held, wanted, ())
        return count_groups(_groups(held, wanted, fields_of(by)), by, codebook.load(), total=total.sums)
    events = held.events(wanted)
    return count(nameless(held, events) if SEVERAL & set(by) else events, by, codebook.load(), whole=whole)


def _in_columns(fields: Sequence[str], wanted: EventFilter) -> bool:
    paged = wanted.limit is not None or wanted.offset or wanted.after is not None
    return GROUPED.issuperset(fields) and not paged


def _groups(held: Record, wanted: EventFilter, fields: Sequence[str]) -> Iterator[Group]:
    if not _in_columns(fields, wanted):
        yield from groups_of(held.events(wanted), fields, whole=whole)
        return
    for row in held.grouped(wanted, fields):
        yield Group(dict(zip(fields, row.values, strict=True)), Sums(*(getattr(row, name) for name in Sums._fields)))


def _spans(held: Record, wanted: EventFilter, *by: str) -> Mapping[tuple[str | None, ...], Spans]:
    """The days of the events that occurred, by the keys of some groupings."""
    found: defaultdict[tuple[str | None, ...], Counter[tuple[date | None, date | None]]] = defaultdict(Counter)
    book = codebook.load()
    for group in _groups(held, _occurred(wanted), (*fields_of(by), *DAYS)):
        start, end = (group.values[name] for name in DAYS)
        found[tuple(key_of(group, name, book) for name in by)][start, end] += group.sums.events  # type: ignore[index]
    return found


def trended(held: Record, unit: Unit, wanted: EventFilter, *, level: float = 0.95) -> Trend:
    """The trend of the events that occurred."""
    days = Period(wanted.since, wanted.until)
    return trend(_spans(held, wanted).get((), {}), unit, held.published(), days=days, level=level)


def foreseen(held: Record, wanted: EventFilter, *, by: str, months: int) -> tuple[Foreseen, ...]:
    """The forecast for each country or province of which the record has an event that occurred, those of the most events in
    covered months first."""
    if by not in AREAS:
        raise SettingError(f"--by {by}: expected {' or '.join(AREAS)}; forecasts are of places and never of persons or groups")
    printed, days = held.published(), Period(wanted.since, wanted.until)
    areas = {area: spans for (area,), spans in _spans(held, wanted, by).items() if area is not None}
    rows = [_foreseen(area, series(spans, Unit.MONTH, printed, days=days), months) for area, spans in areas.items()]
    return tuple(sorted(rows, key=lambda row: (-sum(one.events for one in row.series.known()), row.area or "")))


def _foreseen(area: str, found: Series, months: int) -> Foreseen:
    rows = found.known()
    if len(rows) < FEWEST:
        return Foreseen(area, found, (), None, f"the record's reports cover {len(rows)} whole months; a forecast needs {FEWEST}")
    counts = [row.events for row in rows]
    return Foreseen(area, found, forecast(counts, ahead(rows[-1].stretch, Unit.MONTH, months)), tried(counts))


def led(held: Record, group: str) -> Succession:
    """The succession at the head of a group, by the registry's id or a name. Raises NotInRecord where neither the registry nor a report knows
    it."""
    registry = known()
    entry = registry.entry(group)
    name, id_ = (entry.name, entry.id) if entry else (group, None)
    tenures = tuple(registry.tenures(id_)) if id_ else ()
    names = dict.fromkeys([name, *((one.text for one in entry.names) if entry else ()), *(n for t in tenures for n in (t.name, *t.aliases))])
    said = [one for report in held.naming([*names, *([id_] if id_ else [])]) for one in said_of(coding_without_names(held.coding(report)), name=name, actor=id_, tenures=tenures)]
    if entry is None and not said:
        raise NotInRecord(f"no group {group!r} in the registry, and no report says who leads it; near it: {', '.join(registry.near(group))}")
    return succession(name, id_, tenures, said, same=same_person)


def tied(held: Record, wanted: EventFilter, *, group: str | None = None, hops: int = 1) -> Network:
    """The network of the record's events and reports with what the registry knows of their actors; with a group what is near it. Raises NotInRecord for a
    group that is in none of them."""
    registry = known()
    made, nodes = between(nameless(held, held.events(wanted)), codebook.load())
    edges = (*registry.edges(), *told(_relations(held), id_of=registry.id_of), *made)
    around = None if group is None else registry.id_of(group) or group
    if around is not None and not any(around in (edge.subject, edge.object) for edge in edges):
        raise NotInRecord(f"no group {group!r} has a tie in the registry or the record; near it: {', '.join(registry.near(around))}")
    return network(edges, (*nodes, *registry.nodes()), days=Period(wanted.since, wanted.until), around=around, hops=hops)


def apart(held: Record, group: str, wanted: EventFilter) -> tuple[Affiliate, ...]:
    """What the affiliates of a group did and who claimed it. Raises NotInRecord for a group that the registry does not know."""
    registry = known()
    entry = registry.entry(group)
    if entry is None:
        raise NotInRecord(f"no group {group!r} in the registry, so that its affiliates are not known; near it: {', '.join(registry.near(group))}")
    belonging = tuple(registry.belonging(entry.id))
    actors = {one.actor for one in belonging}
    asked = _occurred(wanted if wanted.actors else replace(wanted, actors=tuple(sorted(actors))))
    events = [e for e in held.events(asked) if any(p.actor in actors for p in e.by_role(Role.SIDE_A))] if actors else []
    return autonomy(entry.id, belonging, events, _attributed(held, events), whole=whole, id_of=registry.id_of)


def _occurred(wanted: EventFilter) -> EventFilter:
    return replace(wanted, status=(Status.OCCURRED,))


def whole(event: Event, outcome: Outcome) -> Count | None:
    """The whole toll of one outcome."""
    return total(event.casualties, outcome)


def nameless(held: Record, events: Sequence[Event]) -> Events:
    """Events without the names of private persons."""
    return Events(events, held.people({report for event in events for report in event.reports})).without_names()


def _relations(held: Record) -> Iterator[tuple[Relation, Source]]:
    for head in held.reports(ReportFilter()):
        yield from relations_of(coding_without_names(held.coding(head.id)))


def _attributed(held: Record, events: Sequence[Event]) -> Mapping[str, Sequence[Attribution]]:
    """What reports attribute to whom about some events, by the event's id."""
    codings = {report: coding_without_names(held.coding(report)) for report in {report for event in events for report in event.reports}}
    found = {}
    for event in events:
        about = {event_id(account.id) for account, _ in held.accounts_of(event.id)}
        found[event.id] = [one for report in event.reports for one in codings[report].attributions if one.about in about]
    return found


