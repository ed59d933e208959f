"""Reading a set's files and writing predictions; a file that is absent or a row that can not be read is told by file and
line."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import track

from cairn.errors import SettingError

T = TypeVar("T")


class BadData(SettingError):
    """A benchmark's data are absent or not in the format of the set."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file, its values by name."""

    path: Path
    line: int
    values: Mapping[str, Any]

    def fault(self, message: str) -> BadData:
        """The error that names the row's file and line."""
        return BadData(f"{self.path}, line {self.line}: {message}")

    def text(self, key: str) -> str:
        """A text that is there and is not blank."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(f"{key} is {value!r}, expected a text")
        return value

    def whole(self, key: str) -> int:
        """A whole number, 0 or more; digits in quotes are taken, too."""
        value = self.values.get(key)
        if isinstance(value, bool) or not str(value).isdecimal():
            raise self.fault(f"{key} is {value!r}, expected a whole number")
        return int(str(value))

    def labels(self, key: str, known: Sequence[str]) -> frozenset[str]:
        """A list of labels, all known."""
        value = self.values.get(key)
        if not isinstance(value, list) or any(label not in known for label in value):
            raise self.fault(f"{key} is {value!r}, expected a list of labels among {', '.join(known)}")
        return frozenset(value)

    @contextmanager
    def reading(self, what: str) -> Iterator[None]:
        """Turns a key or a type that is not as expected into the row's fault."""
        try:
            yield
        except KeyError as error:
            raise self.fault(f"{what} has no {error}") from error
        except (TypeError, ValueError) as error:
            raise self.fault(f"{what}: {error}") from error


def folder_of(data: Path | None, name: str, files: str) -> Path:
    """The folder that was given, or the error that says what it should hold."""
    if data is None:
        raise BadData(f"benchmark {name} needs --data FOLDER that holds {files}")
    if not data.is_dir():
        raise BadData(f"--data {data}: no such folder, expected one that holds {files}")
    return data


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    if not path.is_file():
        beside = ", ".join(sorted(p.name for p in path.parent.glob("*"))) or "nothing"
        raise BadData(f"{path}: no such file; {path.parent} holds {beside}")
    with path.open(encoding="utf-8", newline="\n") as file:
        try:
            yield from ((number, line.rstrip("\r\n")) for number, line in enumerate(file, 1) if line.strip())
        except UnicodeDecodeError as error:
            raise BadData(f"{path}: not UTF-8 ({error.reason} at byte {error.start})") from error


def json_lines(path: Path) -> list[Row]:
    """The rows of a file of JSON objects, one a line; blank lines are passed over. Raises BadData where there is no row."""
    rows = []
    for number, line in _lines(path):
        try:
            values = json.loads(line)
        except ValueError as error:
            raise BadData(f"{path}, line {number}: not JSON ({error})") from error
        if not isinstance(values, dict):
            raise BadData(f"{path}, line {number}: expected a JSON object")
        rows.append(Row(path, number, values))
    return _some(rows, path)


def tab_separated(path: Path, columns: Sequence[str]) -> list[Row]:
    """The rows of a file without a heading: the last columns hold no tab, the first may. Raises BadData where there is no
    row."""
    rows = []
    for number, line in _lines(path):
        cells = line.rsplit("\t", len(columns) - 1)
        if len(cells) != len(columns):
            raise BadData(f"{path}, line {number}: {len(cells)} columns, expected {len(columns)}: {', '.join(columns)}")
        rows.append(Row(path, number, dict(zip(columns, cells, strict=True))))
    return _some(rows, path)


def _some(rows: list[Row], path: Path) -> list[Row]:
    if not rows:
        raise BadData(f"{path}: no rows")
    return rows


def write_json_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """One JSON object a line; the folder is made where it is absent."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def write_json(path: Path, value: Any) -> None:
    """One indented JSON value."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def shown(items: Iterable[T], *, total: int, what: str) -> Iterator[T]:
    """The items, with a bar on standard error where that is a terminal."""
    yield from track(items, description=what, total=total, console=Console(stderr=True), transient=True)
