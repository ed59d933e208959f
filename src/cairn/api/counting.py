"""Events counted, without the names of private persons."""

from cairn.api.desk import Desk
from cairn.api.shapes.common import Toll
from cairn.api.shapes.events import CountRow
from cairn.record import CountRow as Counted
from cairn.record import EventFilter, Group


def count_rows(desk: Desk, wanted: EventFilter, *, by: Group, then_by: Group | None = None, private: bool) -> list[CountRow]:
    """How many events by one thing or two. Counted by actors, persons who hold no office are left out unless `private`."""
    rows = desk.overview.counted(wanted, by=by, then_by=then_by)
    if Group.ACTOR not in (by, then_by):
        return [count_row(row, row.name) for row in rows]
    hidden = frozenset() if private else desk.once("private", desk.record.private_persons)
    keys = [row.key if by is Group.ACTOR else row.then for row in rows]
    return [count_row(row, _name(desk, key, row.name)) for row, key in zip(rows, keys, strict=True) if key not in hidden]


def _name(desk: Desk, key: str | None, name: str | None) -> str | None:
    """An actor's name: the registry's where it has one."""
    entry = desk.registry.actor(key) if key else None
    return entry.name if entry else name


def count_row(row: Counted, name: str | None) -> CountRow:
    """A row of a table of counts."""
    killed = Toll(low=row.killed_low, best=row.killed_best, high=row.killed_high)
    return CountRow(key=row.key, name=name, then=row.then, n=row.n, killed=killed, placed=row.placed, dated=row.dated, reviewed=row.reviewed)
