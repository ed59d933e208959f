"""Finding a row by its id or the beginning of it."""

from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from cairn.errors import NotInRecord

SHOWN: Final = 5
#: Sorts after every character of an id, so that what begins alike is a range, which an index answers on every database.
LAST: Final = "\U0010ffff"


def whole_id(connection: Connection, column: ColumnElement[str], asked: str, *, what: str) -> str:
    """The one id that is `asked` or begins with it. Raises NotInRecord, naming the ids that begin most alike."""
    found = _beginning_with(connection, column, asked)
    if asked in found:
        return asked
    if len(found) == 1:
        return found[0]
    if found:
        more = ", ..." if len(found) > SHOWN else ""
        raise NotInRecord(f"{what} {asked!r}: several begin so ({', '.join(found[:SHOWN])}{more}); give more of the id")
    near = _nearest(connection, column, asked)
    hint = f"; the nearest are {', '.join(near)}" if near else ""
    raise NotInRecord(f"{what} {asked!r} is not in the record{hint}")


def _beginning_with(connection: Connection, column: ColumnElement[str], start: str) -> list[str]:
    if not start:
        return []
    likes = [and_(column >= low, column < low + LAST) for low in {start, start.lower()}]
    return list(connection.scalars(select(column).where(or_(*likes)).order_by(column != start, column).limit(SHOWN + 1)))


def _nearest(connection: Connection, column: ColumnElement[str], asked: str) -> list[str]:
    starts = (asked[:length] for length in range(len(asked) - 1, 0, -1))
    return next((found[:SHOWN] for start in starts if (found := _beginning_with(connection, column, start))), [])
