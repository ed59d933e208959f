"""Many rows at once. Written: a statement for many rows on SQLite, COPY on PostgreSQL; the rows are those of an `insert`. Read: as the driver gives them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, Final

from sqlalchemy import Column, Connection, Select, Table, insert
from sqlalchemy.exc import DBAPIError

#: From so many rows on COPY is quicker than a statement with values.
COPIED: Final = 20
NULL: Final = "\\N"
#: What COPY's text format has a meaning for, https://www.postgresql.org/docs/current/sql-copy.html.
ESCAPED: Final = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})

_texts: Final[dict[tuple[str, Select[*tuple[Any, ...]], Column[Any], int], str]] = {}


def insert_all(connection: Connection, table: Table[Any], rows: Sequence[Mapping[str, object]]) -> None:
    """Writes rows, all of them with a value for the same columns."""
    if not rows:
        return
    if connection.dialect.name == "postgresql" and len(rows) >= COPIED:
        _copy(connection, table, rows)
    else:
        connection.execute(insert(table), rows)


def rows_among(connection: Connection, query: Select[*tuple[Any, ...]], column: Column[Any], values: Sequence[str]) -> list[Any]:
    """The rows of a query whose column has one of some values, not more than a statement can name; the query itself has no parameters.

    Rows are as the driver gives them, which on SQLite knows neither days nor yes and no, and the statement's text is kept: to make rows of the library's
    own, and a text for some hundred values each time, would take as long as finding them.
    """
    if not values:
        return []
    many = 1 << (len(values) - 1).bit_length()
    dialect = connection.dialect
    key = (dialect.name, query, column, many)
    if key not in _texts:
        _texts[key] = str(query.where(column.in_([""] * many)).compile(dialect=dialect, compile_kwargs={"render_postcompile": True}))
    result = connection.exec_driver_sql(_texts[key], (*values, *[values[-1]] * (many - len(values))))
    found = [] if result.cursor is None else list(result.cursor.fetchall())
    result.close()
    return found


def _copy(connection: Connection, table: Table[Any], rows: Sequence[Mapping[str, object]]) -> None:
    quote = connection.dialect.identifier_preparer.quote
    columns = [table.c[name] for name in rows[0]]
    statement = f"COPY {quote(table.name)} ({', '.join(quote(column.name) for column in columns)}) FROM STDIN"
    bound = [(column.name, column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)) for column in columns]
    data = "".join(_lines(rows, bound)).encode()
    cursor = connection.connection.cursor()
    try:
        cursor.execute(statement, stream=BytesIO(data))  # type: ignore[call-arg]  # pg8000's own
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(statement, None, error) from error
    finally:
        cursor.close()


def _lines(rows: Sequence[Mapping[str, object]], bound: Sequence[tuple[str, Callable[[Any], Any] | None]]) -> Iterator[str]:
    """Rows in COPY's text format."""
    for row in rows:
        yield "\t".join(_field(row[name] if bind is None else bind(row[name])) for name, bind in bound) + "\n"


def _field(value: object) -> str:
    """A value as COPY reads it: texts, numbers, days and moments by their own words."""
    if value is None:
        return NULL
    return value.translate(ESCAPED) if isinstance(value, str) else str(value)
