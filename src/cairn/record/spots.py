"""Events summed by fine cells of the map, so that a map of millions need not send each of them; `cells` answers from these sums.

    event_spots     how many events, with their dead, in each fine cell, by country, how exactly the place is known, review state and `main`: of all types and
                    all months, of each type, and of each month of their first and last day; the last by whole degrees, too

They are brought up to date in the transaction that writes the events.
"""

from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Integer, Text, cast, delete, func, literal, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite

from cairn.record import tables
from cairn.record.tables import ALL, BY_DEGREE

_OF: Final = tables.events.c
_SPOTS: Final = tables.event_spots
#: Fine cells in a degree: 400 metres.
FINE: Final = 256
#: Degrees in a row, as `facts.cell` counts them.
ROW: Final = 361
#: Columns that tell sums apart.
KEYS: Final = ("first_month", "type", "square", "last_month", "east", "north", "country", "precision", "review", "main")


def change(connection: Connection, some: ColumnElement[bool], sign: int) -> None:
    """Counts some events, or takes them away."""
    east, north = fine(connection)
    corner = east // FINE * FINE, north // FINE * FINE
    every, whole = literal(ALL, Text), literal(BY_DEGREE, Text)
    months: tuple[ColumnElement[Any], ...] = (month(_OF.start_date), month(_OF.end_date))
    for type_, (first, last), cell in ((every, (every, every), (east, north)), (_OF.type, (every, every), (east, north)), (every, months, (east, north)), (whole, months, corner)):
        keys = (first, type_, north // FINE * ROW + east // FINE, last, *cell, func.coalesce(_OF.country, ""), _OF.place_precision, _OF.review, _OF.main)
        sums = (func.count() * sign, func.sum(func.coalesce(_OF.killed_best, _OF.killed_low, 0)) * sign)
        query = select(*keys, *sums).where(some, _OF.latitude.is_not(None)).group_by(*(literal_column(str(n)) for n in range(1, len(keys) + 1)))
        insert: Any = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        statement = insert(_SPOTS).from_select([*KEYS, "n", "killed"], query)
        new = statement.excluded
        connection.execute(statement.on_conflict_do_update(index_elements=list(KEYS), set_={"n": _SPOTS.c.n + new["n"], "killed": _SPOTS.c.killed + new["killed"]}))
    if sign < 0:
        connection.execute(delete(_SPOTS).where(tables.NOTHING))


def fine(connection: Connection) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """The fine cell of an event's point, counted from 180 degrees west and 90 degrees south."""
    down: Any = func.floor if connection.dialect.name == "postgresql" else lambda number: number  # SQLite's cast cuts off, PostgreSQL's rounds
    return cast(down((_OF.longitude + 180.0) * float(FINE)), Integer), cast(down((_OF.latitude + 90.0) * float(FINE)), Integer)


def month(day: ColumnElement[Any]) -> ColumnElement[str]:
    """The month of a day as YYYY-MM; "" where it is not known."""
    return func.coalesce(func.substr(cast(day, Text), 1, 7), "")
