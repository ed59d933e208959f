"""The actors out of a cast, counted as `record.actors` counts them."""

from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cairn.model import ActorKind
from cairn.record.narrow.cast import UNKNOWN, Cast, Face, Numbered
from cairn.record.values import StoredActor

_EPOCH: Final = date(1970, 1, 1).toordinal()


def actors_of(cast: Cast) -> tuple[StoredActor, ...]:
    """All actors, those of the most events first, then by name. Rejected events do not count."""
    faces: list[Face] = list(cast.known.faces.values)  # another thread may be adding to it
    keys = Numbered()
    key_of = keys.of([actor or name for name, actor, _ in faces])
    shown = _shown(faces, key_of, np.bincount(np.concatenate([cast.taking.face, cast.naming.face]), minlength=len(faces)))
    many = len(keys.values)
    counts = cast.taking.counts > 0
    key = key_of[cast.taking.face[counts]]
    events = _different(key, cast.taking.event[counts], many)
    first, last = _outermost(key, cast.taking.first[counts], np.minimum, many), _outermost(key, cast.taking.last[counts], np.maximum, many)
    reports = _reports(cast, key_of, many)
    public = set(key_of[cast.naming.face[cast.naming.public > 0]].tolist())
    found = []
    for number, (name, id_, kind) in shown.items():
        told = kind != ActorKind.PERSON.value or number in public
        found.append(StoredActor(name, id_, ActorKind(kind), events[number], reports[number], _day(first[number]), _day(last[number]), public=told))
    return tuple(sorted(found, key=lambda one: (-one.events, -one.reports, one.name, one.id or "")))


def _shown(faces: list[Face], key_of: NDArray[np.int64], votes: NDArray[Any]) -> dict[int, Face]:
    """Each actor that occurs, as it is most often shown."""
    best: dict[int, tuple[int, str, str]] = {}
    found: dict[int, Face] = {}
    for face, key, many in zip(faces, key_of.tolist(), votes.tolist(), strict=True):
        rank = (-many, face[0], face[2])
        if many and (key not in best or rank < best[key]):
            best[key], found[key] = rank, face
    return found


def _different(keys: NDArray[np.int64], others: NDArray[np.int64], many: int) -> list[int]:
    """How many different others each key stands beside."""
    width = int(others.max(initial=0)) + 1
    counted: list[int] = np.bincount(np.unique(keys * width + others) // width, minlength=many).tolist()
    return counted


def _outermost(keys: NDArray[np.int64], days: NDArray[np.int64], choose: Any, many: int) -> list[int]:
    """The first or last known day of each key."""
    known = days != UNKNOWN
    start = np.iinfo(np.int64).max if choose is np.minimum else UNKNOWN
    found = np.full(many, start, np.int64)
    choose.at(found, keys[known], days[known])
    listed: list[int] = np.where(found == start, UNKNOWN, found).tolist()
    return listed


def _day(number: int) -> date | None:
    return None if number == UNKNOWN else date.fromordinal(_EPOCH + number)


def _reports(cast: Cast, key_of: NDArray[np.int64], many: int) -> list[int]:
    """How many reports tell of an event of each key or name it; those of rejected events too."""
    order = np.argsort(cast.taking.event, kind="stable")
    event, key = cast.taking.event[order], key_of[cast.taking.face[order]]
    start = np.searchsorted(event, cast.telling.event, "left")
    size = np.searchsorted(event, cast.telling.event, "right") - start
    told = np.repeat(cast.telling.report, size)
    at = np.repeat(start - (np.cumsum(size) - size), size) + np.arange(len(told))
    return _different(np.concatenate([key[at], key_of[cast.naming.face]]), np.concatenate([told, cast.naming.report]), many)
