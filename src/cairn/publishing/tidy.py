"""Cairn's own table: one event a row, one value a cell, unknown empty. Also the cells of HXL, spreadsheets, Parquet and GeoJSON."""

from collections.abc import Sequence
from datetime import date

from cairn.model import Event, Outcome, Role, total
from cairn.publishing.cells import Row
from cairn.publishing.columns import columns
from cairn.publishing.item import Context, Item, item_of

BETWEEN = "; "
COLUMNS = columns("tidy").names


def rows(item: Item, context: Context) -> Sequence[Row]:  # noqa: ARG001 - every format's
    """The row of an event."""
    event, killed = item.event, item.killed
    when, where = event.when, event.where
    named: dict[Role, list[str]] = {}
    for one in event.participants:
        named.setdefault(one.role, []).append(one.name)
    return [(
        event.id, event.type, event.status.value, event.main, _joined(event.qualifiers), when.start, when.end, when.precision.value, when.basis.value,
        where.name, where.country, where.admin1, where.admin2, where.latitude, where.longitude, where.precision.value,
        _joined(named.get(Role.SIDE_A)), _joined(named.get(Role.SIDE_B)), _joined(named.get(Role.TARGET)), _joined(named.get(Role.VICTIM)),
        killed.low, killed.best, killed.high, _best(event, Outcome.INJURED), _best(event, Outcome.ABDUCTED), _best(event, Outcome.ARRESTED), _joined([w.surface for w in event.weapons]),
        event.confidence, len(event.reports), _joined(item.publishers), _joined([s.url for s in item.sources if s.url]), event.summary, event.review.value,
    )]  # fmt: skip


def flat_row(event: Event) -> dict[str, object]:
    """One event by column, without what only the record knows of its reports. Days are dates. Persons are named as the event names them:
    hand over one `without_names`."""
    (row,) = rows(item_of(event, (), {}, private_names=True), None)  # type: ignore[arg-type]  # the context plays no part
    return dict(zip(COLUMNS, row, strict=True))


def _joined(values: Sequence[str] | None) -> str | None:
    """Values in one cell, each once; nothing where there is none."""
    if not values:
        return None
    return (BETWEEN.join(dict.fromkeys(values)) if len(values) > 1 else values[0]) or None


def _best(event: Event, outcome: Outcome) -> int | None:
    whole = total(event.casualties, outcome)
    return whole.best if whole else None


def iso(value: object) -> object:
    """A day as text, anything else as it is."""
    return value.isoformat() if isinstance(value, date) else value
