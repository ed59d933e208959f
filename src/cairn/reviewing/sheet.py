"""Events as a table to edit: CSV for a spreadsheet, one row an event, one column a field; and such a file read back."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cairn.errors import OperatorError
from cairn.model import ActorKind, ClaimField, Event, Participant
from cairn.reviewing.cells import item_of, items_of

#: What a spreadsheet would run as a formula.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
FIELDS: Final = tuple(ClaimField)
#: The columns: those around the fields are to be read and not edited; `as_of` tells which cells were edited, and whether the event changed meanwhile.
COLUMNS: Final = ("id", "summary", "review", *(field.value for field in FIELDS), "as_of")
#: In the place of the name of a person who may be private.
PRIVATE: Final = "a private person"
#: Hexadecimal digits that tell a cell's content from another's.
DIGITS: Final = 8
WITH_NAMES, WITHOUT_NAMES = "named", "masked"


#: Characters of a cell; the longest that Cairn writes has some thousand.
LONGEST = 100_000


class BadSheet(OperatorError):
    """The file is no table that was exported for editing."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row that was read: its number in the file, the event, its cells, the marks of the cells as they were exported (empty where
    they are lost), and whether persons had their names."""

    number: int
    event: str
    cells: Mapping[ClaimField, str]
    marks: Mapping[ClaimField, str]
    names: bool


def sheet(events: Iterable[Event], *, private_names: bool = False) -> str:
    """The table, as CSV (RFC 4180). Persons have no names unless that is asked for; they stay who they are when it is read back."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for event in events:
        cells = ["; ".join(shown(event, field, private_names=private_names)) for field in FIELDS]
        marks = ".".join([WITH_NAMES if private_names else WITHOUT_NAMES, *map(mark, cells)])
        writer.writerow([guarded(cell) for cell in (event.id, event.summary, event.review.value, *cells, marks)])
    return out.getvalue()


def shown(event: Event, field: ClaimField, *, private_names: bool) -> list[str]:
    """The values of a field as they stand in the table; a private person is numbered where there are several in a role."""
    if private_names or field is not ClaimField.PARTICIPANT:
        return items_of(event, field)
    found: list[str] = []
    for one in event.participants:
        text = item_of(one)
        if one.kind is ActorKind.PERSON:
            masked = _masked(one, 1)
            text = masked if masked not in found else next(m for n in range(2, len(found) + 3) if (m := _masked(one, n)) not in found)
        found.append(text)
    return found


def _masked(one: Participant, number: int) -> str:
    return f"{one.role}: {PRIVATE}{'' if number == 1 else f' {number}'}"


def mark(cell: str) -> str:
    """What tells a cell's content from another's; spaces do not count."""
    return sha256(" ".join(cell.split()).encode()).hexdigest()[:DIGITS]


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def unguarded(cell: str) -> str:
    """A cell as it was before it was guarded."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def rows(data: bytes) -> list[Row]:
    """The rows of a file that a spreadsheet saved, with whichever of comma, semicolon and tab it puts between cells. Raises BadSheet."""
    text = _decoded(data)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False))
    except csv.Error as error:
        raise BadSheet(f"the file is no CSV table ({error}); save it as CSV UTF-8") from error
    if any(len(cell) > LONGEST for line in table for cell in line):  # the csv module's own limit is the process's, and others raise it
        raise BadSheet(f"a cell holds more than {LONGEST:,} characters; expected the table that Cairn wrote, edited")
    head = [name.strip().lower() for name in table[0]] if table else []
    if "id" not in head:
        raise BadSheet(f"the first line names no column 'id' (it has {', '.join(head[:5]) or 'nothing'}); expected the columns {', '.join(COLUMNS)}")
    twice = [name for name in head if name in COLUMNS and head.count(name) > 1]
    if twice:
        raise BadSheet(f"the first line names the column {twice[0]!r} twice")
    return [_row(number, dict(zip(head, cells, strict=False))) for number, cells in enumerate(table[1:], start=2) if any(map(str.strip, cells))]


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadSheet(f"the file is not in UTF-8 (byte {error.start}); save it as CSV UTF-8, other encodings lose letters") from error
    if "\0" in text:
        raise BadSheet("the file holds the character U+0000; save it as CSV UTF-8")
    return text


def _row(number: int, cells: Mapping[str, str]) -> Row:
    plain = {name: unguarded(cell.strip()) for name, cell in cells.items()}
    names, *marks = plain.get("as_of", "").split(".")
    whole = len(marks) == len(FIELDS) and names in (WITH_NAMES, WITHOUT_NAMES)
    there = {field: plain[field.value] for field in FIELDS if field.value in plain}
    return Row(number, plain.get("id", ""), there, dict(zip(FIELDS, marks, strict=True)) if whole else {}, names == WITH_NAMES)


