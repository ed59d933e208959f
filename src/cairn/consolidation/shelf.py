"""Accounts kept in files while all of them are consolidated, each found by its number: more than memory holds."""

import os
import pickle
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from functools import partial
from io import BytesIO
from itertools import accumulate
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from cairn.consolidation.copies import Sketch
from cairn.consolidation.passage import NOTHING, Passage
from cairn.consolidation.side import Side
from cairn.consolidation.told import Told
from cairn.model import Account, Casualty, Claim, Count, Event, Participant, Place, Span, Weapon, When

#: Where an account lies: the file's number, where in it the account for comparing, the passage and the account itself stand, and where it ends.
PLACE = np.dtype([("part", "i4"), ("side", "i8"), ("passage", "i8"), ("told", "i8"), ("end", "i8")])
#: Accounts for comparing that a process keeps at hand.
AT_HAND = 20_000
#: Files that a process keeps open: less than any system's limit.
OPEN = 100


_KEPT = (Account, Casualty, Claim, Count, Event, Participant, Passage, Place, Side, Sketch, Span, Weapon, When)


def _parts(kind: type, get: Any, value: object) -> tuple[type, Any]:
    return kind, get(value)


class _Pickler(pickle.Pickler):
    """Writes a value of these classes as its class and fields: twice as fast as dataclasses by themselves."""

    dispatch_table = {kind: partial(_parts, kind, attrgetter(*(f.name for f in fields(kind)))) for kind in _KEPT}  # noqa: RUF012 - the pickler's


def packed(value: object) -> bytes:
    """A value as bytes."""
    file = BytesIO()
    _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(value)
    return file.getvalue()


def put_away(path: Path, part: int, rows: Iterable[tuple[Side, Told]]) -> npt.NDArray[Any]:
    """Writes the accounts of a part to a file; where each lies."""
    found: list[tuple[int, int, int, int, int]] = []
    at = 0
    with path.open("wb") as file:
        for side, told in rows:
            pieces = [packed(one) for one in (replace(side, passage=NOTHING), side.passage, (told.account, told.published, told.publisher))]
            file.writelines(pieces)
            places = list(accumulate(map(len, pieces), initial=at))
            found.append((part, *places))  # type: ignore[arg-type]
            at = places[-1]
    return np.array(found, dtype=PLACE)


@dataclass(slots=True)
class Shelf:
    """The accounts in the files of a folder, by their numbers. Only files that `put_away` wrote are read."""

    folder: Path
    places: npt.NDArray[Any]
    _files: "OrderedDict[int, int]" = field(default_factory=OrderedDict)
    _sides: "OrderedDict[int, Side]" = field(default_factory=OrderedDict)

    def side(self, number: int) -> Side:
        """An account as it is compared."""
        found = self._sides.get(number)
        if found is None:
            part, start, _, end, _ = self.places[number].tolist()
            side, passage = self._read(part, start, end)
            found = self._sides[number] = replace(side, passage=passage)
            if len(self._sides) > AT_HAND:
                self._sides.popitem(last=False)
        return found

    def told(self, number: int) -> Told:
        """An account with what is known of its report."""
        part, _, start, _, end = self.places[number].tolist()
        passage, (account, published, publisher) = self._read(part, start, end)
        return Told(account, published, publisher, passage)

    def close(self) -> None:
        """Closes the files."""
        for file in self._files.values():
            os.close(file)
        self._files.clear()

    def _read(self, part: int, start: int, end: int) -> tuple[Any, Any]:
        """Two pieces that stand side by side."""
        if part not in self._files:
            self._files[part] = os.open(shelf_path(self.folder, part), os.O_RDONLY)
            if len(self._files) > OPEN:
                os.close(self._files.popitem(last=False)[1])
        file = BytesIO(os.pread(self._files[part], end - start, start))
        return pickle.load(file), pickle.load(file)  # noqa: S301 - our own file


def shelf_path(folder: Path, part: int) -> Path:
    """The file of a part."""
    return folder / f"accounts-{part:06}.shelf"
