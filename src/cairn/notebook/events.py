"""Events as a tuple that can also be given as frames."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self, SupportsIndex, overload

from cairn.analysis.extras import needed
from cairn.consolidation import total
from cairn.model import Event, Outcome, Participant, Person, Role
from cairn.notebook.frames import Columns, Frame, Kind, Row
from cairn.publishing.persons import Persons
from cairn.publishing.privacy import without_names

#: The columns of a frame of events: one value a cell, unknown empty. Several names are parted by ";".
COLUMNS: Columns = {
    "id": Kind.TEXT, "type": Kind.TEXT, "status": Kind.TEXT, "main": Kind.TRUTH, "qualifiers": Kind.TEXT, "date_start": Kind.DAY, "date_end": Kind.DAY,
    "date_precision": Kind.TEXT, "date_basis": Kind.TEXT, "place": Kind.TEXT, "country": Kind.TEXT, "admin1": Kind.TEXT, "admin2": Kind.TEXT,
    "latitude": Kind.NUMBER, "longitude": Kind.NUMBER, "place_precision": Kind.TEXT, "side_a": Kind.TEXT, "side_b": Kind.TEXT, "targets": Kind.TEXT,
    "victims": Kind.TEXT, "killed_low": Kind.WHOLE, "killed_best": Kind.WHOLE, "killed_high": Kind.WHOLE, "injured_best": Kind.WHOLE,
    "abducted_best": Kind.WHOLE, "arrested_best": Kind.WHOLE, "weapons": Kind.TEXT, "confidence": Kind.NUMBER, "reports": Kind.WHOLE, "summary": Kind.TEXT,
}  # fmt: skip

SHOWN = ("id", "date_start", "date_end", "place", "country", "type", "side_a", "side_b", "victims", "killed_best", "confidence")


class Events(tuple[Event, ...], Frame):  # noqa: SLOT001 - a tuple can have no other slots
    """Events in an order, as a tuple; with `to_pandas`, `to_polars`, `to_geopandas` and `to_arrow`.

    The events themselves name everybody whom the reports name; frames and what a notebook shows leave the names of private persons out
    unless asked. `people` are the persons of the events' reports by report: without them every person counts as private.
    """

    people: Mapping[str, Sequence[Person]]

    def __new__(cls, events: Iterable[Event] = (), people: Mapping[str, Sequence[Person]] | None = None) -> Self:
        """The events, with the persons of their reports."""
        made = super().__new__(cls, events)
        made.people = people or {}
        return made

    @overload
    def __getitem__(self, at: SupportsIndex) -> Event: ...
    @overload
    def __getitem__(self, at: slice) -> "Events": ...
    def __getitem__(self, at: SupportsIndex | slice) -> "Event | Events":
        if isinstance(at, slice):
            return Events(super().__getitem__(at), self.people)
        return super().__getitem__(at)

    def frame_columns(self) -> Columns:
        """The columns."""
        return COLUMNS

    def frame_shown(self) -> Columns:
        """The columns that there is room for."""
        return {name: COLUMNS[name] for name in SHOWN}

    def frame_rows(self, *, private_names: bool = False) -> Sequence[Row]:
        """One row an event."""
        return [_row(event) for event in (self if private_names else self.without_names())]

    def without_names(self) -> "Events":
        """The events without the names of private persons."""
        return Events((without_names(event, self._persons(event)) for event in self), self.people)

    def _persons(self, event: Event) -> Persons:
        return Persons.of(person for report in event.reports for person in self.people.get(report, ()))

    def to_geopandas(self, *, private_names: bool = False) -> Any:
        """A GeoPandas frame in WGS 84; an event without a point has no geometry. What a point stands for says `place_precision`. Raises
        SettingError where GeoPandas is not installed."""
        geopandas = needed("geopandas", what="to_geopandas", extra=None)
        shapely = needed("shapely", what="to_geopandas", extra=None)
        points = [None if e.where.longitude is None else shapely.Point(e.where.longitude, e.where.latitude) for e in self]
        return geopandas.GeoDataFrame(self.to_pandas(private_names=private_names), geometry=geopandas.GeoSeries(points, crs="EPSG:4326"))

    def __repr__(self) -> str:
        return f"{len(self)} events"


def _row(event: Event) -> dict[str, Any]:
    when, where = event.when, event.where
    low, best, high = _bounds(event, Outcome.KILLED)
    return {
        "id": event.id, "type": event.type, "status": str(event.status), "main": event.main, "qualifiers": ";".join(event.qualifiers),
        "date_start": when.start, "date_end": when.end, "date_precision": str(when.precision), "date_basis": str(when.basis),
        "place": where.name, "country": where.country, "admin1": where.admin1, "admin2": where.admin2, "latitude": where.latitude, "longitude": where.longitude,
        "place_precision": str(where.precision), "side_a": _names(event.by_role(Role.SIDE_A)), "side_b": _names(event.by_role(Role.SIDE_B)),
        "targets": _names(event.by_role(Role.TARGET)), "victims": _names(event.by_role(Role.VICTIM)),
        "killed_low": low, "killed_best": best, "killed_high": high, "injured_best": _bounds(event, Outcome.INJURED)[1],
        "abducted_best": _bounds(event, Outcome.ABDUCTED)[1], "arrested_best": _bounds(event, Outcome.ARRESTED)[1],
        "weapons": ";".join(weapon.surface for weapon in event.weapons), "confidence": event.confidence, "reports": len(event.reports), "summary": event.summary,
    }  # fmt: skip


def _names(participants: Iterable[Participant]) -> str:
    return ";".join(dict.fromkeys(p.name for p in participants))


def _bounds(event: Event, outcome: Outcome) -> tuple[int | None, int | None, int | None]:
    whole = total(event.casualties, outcome)
    return (whole.low, whole.best, whole.high) if whole else (None, None, None)
