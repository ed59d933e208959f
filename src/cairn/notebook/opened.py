"""The record as `cairn.open` gives it: with the analysis, and with answers that are frames too."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any, overload

from cairn.analysis import Affiliate, Counted, Network, Succession, Trend, Unit
from cairn.errors import SettingError
from cairn.model import Status
from cairn.notebook import asking, views
from cairn.notebook.actors import Actors
from cairn.notebook.asking import Foreseen
from cairn.notebook.events import Events
from cairn.notebook.table import Table
from cairn.record import Counts, EventFilter, Record

_DAYS = ("since", "until")


class OpenRecord(Record):
    """A record whose answers are tables: `record.events(country="IQ").to_pandas()`, `record.trend("week").plot()`.

    Filters are the fields of EventFilter by name; days may be written as "2024-03-15". All else is as in Record.
    """

    def events(self, wanted: EventFilter | None = None, **filters: Any) -> Events:
        """Events by their first known day (unknown last), then id; a tuple that is also a frame."""
        found = super().events(wanted_of(wanted, filters))
        return Events(found, self.people({report for event in found for report in event.reports}))

    def actors(self) -> Actors:
        """All actors, those of the most events first; a tuple that is also a frame."""
        return Actors(super().actors())

    @overload
    def counts(self) -> Counts: ...
    @overload
    def counts(self, by: str | Sequence[str], *, status: str | None = "occurred", **filters: Any) -> Table[Counted]: ...
    def counts(self, by: str | Sequence[str] | None = None, *, status: str | None = "occurred", **filters: Any) -> Counts | Table[Counted]:
        """How much the record holds; with `by` events by one or more groupings ("month,type" or ["month", "type"]), those that occurred unless `status` names
        another, or all with None."""
        if by is None:
            return super().counts()
        groupings = [part.strip() for part in by.split(",")] if isinstance(by, str) else list(by)
        return views.counts_table(asking.counted(self, groupings, wanted_of(None, filters), status=Status(status) if status else None))

    def trend(self, by: str = "month", *, level: float = 0.95, **filters: Any) -> Table[Trend]:
        """Counts by month or week with intervals, levels, change points and whether it is a resurgence."""
        return views.trend_table(asking.trended(self, Unit(by), wanted_of(None, filters), level=level))

    def leaders(self, group: str) -> Table[Succession]:
        """Who led a group, with gaps, what is disputed, and sources. Raises NotInRecord."""
        return views.leaders_table(asking.led(self, group))

    def network(self, group: str | None = None, *, hops: int = 1, **filters: Any) -> Table[Network]:
        """Who belongs to whom, who is allied with whom, who fights whom. Raises NotInRecord for an unknown group."""
        return views.network_table(asking.tied(self, wanted_of(None, filters), group=group, hops=hops))

    def autonomy(self, group: str, **filters: Any) -> Table[Sequence[Affiliate]]:
        """What the affiliates of a group did and who claimed it. Raises NotInRecord."""
        return views.autonomy_table(asking.apart(self, group, wanted_of(None, filters)))

    def forecast(self, by: str = "country", *, months: int = 3, **filters: Any) -> Table[Sequence[Foreseen]]:
        """Monthly counts to come by country or province (admin1), beside the forecast that nothing changes."""
        return views.forecast_table(asking.foreseen(self, wanted_of(None, filters), by=by, months=months))

    def _repr_html_(self) -> str:
        held = self.counts()
        return f"<p>a record of {held.reports} reports and {held.events} events</p>"


def wanted_of(wanted: EventFilter | None, filters: dict[str, Any]) -> EventFilter:
    """A filter by the names of its fields; a day may be a text. Raises SettingError for a name or a day that is none."""
    if wanted is not None:
        if filters:
            raise SettingError(f"a filter and {', '.join(filters)}: expected one or the other")
        return wanted
    known = [field.name for field in fields(EventFilter)]
    for name, value in filters.items():
        if name not in known:
            raise SettingError(f"no filter {name!r}: expected one of {', '.join(known)}")
        if name in _DAYS and isinstance(value, str):
            filters[name] = _day(name, value)
    return EventFilter(**filters)


def _day(name: str, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise SettingError(f"{name} {value!r}: expected a day such as 2024-03-15") from error
