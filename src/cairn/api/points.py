"""The events that have a point as columns in JSON, written straight from arrays: 100,000 events are 7 MB, and building an object for each value would
take longer than everything else."""

import json
from collections.abc import Callable, Iterable, Iterator
from math import isnan
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cairn.record import Cells, Points
from cairn.record.narrow import Columns
from cairn.record.narrow.columns import Mask, Rows

#: Points that are given at most, whatever is asked for.
MOST: Final = 250_000
#: Digits of a degree: a metre.
DIGITS: Final = 5
Texts = NDArray[np.bytes_]


class Drawn:
    """The columns of a map as JSON text, worked out once for all events; `of` gives those of some."""

    def __init__(self, columns: Columns) -> None:
        of = columns.numbers
        self._columns = columns
        self._texts: dict[str, Texts] = {
            "ids": _texts(map(json.dumps, columns.ids)), "lon": _degrees(of["longitude"]), "lat": _degrees(of["latitude"]), "radius_km": _written(of["radius_km"], repr),
            "day": _days(columns), "killed": _written(columns.killed, lambda value: str(int(value))), "confidence": _written(of["confidence"], repr),
            "main": np.array([b"false", b"true"])[columns.main.astype(np.int8)], "review": _words(columns, "review"),
        }  # fmt: skip
        self._placed = ~np.isnan(of["latitude"])

    def of(self, found: Mask) -> bytes:
        """The points of these rows."""
        rows: Rows = np.flatnonzero(found & self._placed)
        told, truncated = rows[:MOST], len(rows) > MOST
        return b"".join(self._parts(told, without=int(found.sum()) - len(rows), truncated=truncated))

    def _parts(self, rows: Rows, *, without: int, truncated: bool) -> Iterator[bytes]:
        yield b"{"
        for name, texts in self._texts.items():
            yield b'"%s":[%s],' % (name.encode(), _joined(texts[rows]))
        for name, column, many in (("type", "type", "types"), ("precision", "place_precision", "precisions"), ("country", "country", "countries")):
            words = self._columns.words[column].texts
            occur, at = np.unique(self._columns.codes[column][rows], return_inverse=True)
            numbers = _texts(str(n) for n in range(len(occur)))
            yield b'"%s":[%s],"%s":%s,' % (name.encode(), _joined(numbers[at]), many.encode(), json.dumps([words[code] for code in occur.tolist()]).encode())
        yield b'"truncated":%s,"without_point":%d}' % (b"true" if truncated else b"false", without)


def as_json(points: Points) -> bytes:
    """Points that the record gave, in the same form."""
    told: dict[str, Any] = {
        "ids": points.id, "lon": [round(value, DIGITS) for value in points.longitude], "lat": [round(value, DIGITS) for value in points.latitude],
        "radius_km": points.radius_km, "day": points.day, "killed": points.killed, "confidence": points.confidence, "main": points.main, "review": points.review,
    }  # fmt: skip
    lists: dict[str, list[Any]] = {"type": points.type, "precision": points.precision, "country": points.country}
    for name, many in (("type", "types"), ("precision", "precisions"), ("country", "countries")):
        number = {word: n for n, word in enumerate(dict.fromkeys(lists[name]))}
        told |= {name: [number[word] for word in lists[name]], many: list(number)}
    return json.dumps(told | {"truncated": points.truncated, "without_point": points.without_point}, separators=(",", ":")).encode()


def cells_as_json(cells: Cells) -> bytes:
    """Cells of a map that the record gave."""
    number = {word: n for n, word in enumerate(dict.fromkeys(cells.precision))}
    told: dict[str, Any] = {
        "degrees": cells.degrees, "lon": [round(value, DIGITS) for value in cells.longitude], "lat": [round(value, DIGITS) for value in cells.latitude],
        "precision": [number[word] for word in cells.precision], "precisions": list(number), "n": cells.n, "killed": cells.killed,
    }  # fmt: skip
    return json.dumps(told, separators=(",", ":")).encode()


def _joined(texts: Texts) -> bytes:
    """Texts with commas between them. They are filled up with spaces to one length, which JSON allows, so that no loop runs over them."""
    if not len(texts):
        return b""
    width = texts.dtype.itemsize
    whole = np.full((len(texts), width + 1), ord(","), np.uint8)
    letters = np.ascontiguousarray(texts).view(np.uint8).reshape(len(texts), width)
    whole[:, :width] = np.where(letters == 0, ord(" "), letters)
    return whole.tobytes()[:-1]


def _written(values: NDArray[Any], text: Callable[[float], str]) -> Texts:
    """Numbers as JSON; null for those that are not known. Each different one is written once."""
    different, at = np.unique(values, return_inverse=True)
    return _texts("null" if isnan(value) else text(value) for value in different.tolist())[at]


def _degrees(values: NDArray[np.float64]) -> Texts:
    return _written(np.round(values, DIGITS), repr)


def _days(columns: Columns) -> Texts:
    different, at = np.unique(columns.days["day"], return_inverse=True)
    return _texts("null" if np.isnat(day) else f'"{day}"' for day in different)[at]


def _words(columns: Columns, name: str) -> Texts:
    return _texts(json.dumps(text) for text in columns.words[name].texts)[columns.codes[name]]


def _texts(texts: Iterable[str]) -> Texts:
    return np.array([text.encode() for text in texts] or [b""])
