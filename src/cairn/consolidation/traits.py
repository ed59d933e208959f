"""Accounts as numbers, so that a bound of their scores can be taken for millions of pairs at once.

Names and ids stand as 64-bit hashes, sets of them as masks of bits. Two things may fall on one bit: that can only raise a bound.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt

from cairn.codebook import Codebook
from cairn.consolidation.alike import AHEAD, FAILED, bounds, number
from cairn.consolidation.copies import Sketch
from cairn.consolidation.names import folded
from cairn.consolidation.passage import HOURS, LETTERS, site_names
from cairn.consolidation.side import COMPARED, Side
from cairn.model import ActorKind, Count, Event, WhenBasis, WhenPrecision, WherePrecision

#: Bits of a mask of words in 64-bit pieces; a word sets BITS of them. Bits of a sketch in 64-bit pieces; levels of its hashes.
PIECES, BITS = 2, 3
SKETCH, LEVELS = 8, 32
_PRECISIONS, _FINENESS, _KINDS = list(WhenPrecision), list(WherePrecision), list(ActorKind)

#: One account. Days are ordinals, 0 for none; an unknown time is all days. Hashes are 0 for none. `key` and `surface` are the words of the
#: place's name and of the text's own words for it, which a passage must all have to name it; without such words no passage does.
TRAITS = np.dtype([
    ("report", "u8"), ("dataset", "u8"), ("ahead", "?"), ("failed", "?"), ("main", "?"), ("type", "i2"),
    ("first", "i4"), ("last", "i4"), ("end", "i4"), ("timed", "?"), ("undated", "?"), ("when", "i1"), ("published", "i4"),
    ("told", "?"), ("country", "i2"), ("name", "?"), ("where", "i1"), ("admin1", "u8"), ("admin2", "u8"), ("gazetteer", "u8"), ("point", "?"),
    ("lat", "f8"), ("lon", "f8"), ("key", "u8", PIECES), ("surface", "u8", PIECES), ("names_place", "?"), ("names_surface", "?"), ("town", "u8"), ("province", "u8"),
    ("actors", "i2"), ("linked", "u8"), ("loose", "?"), ("states", "u8"), ("hit", "u4"), ("persons", "i2"), ("full", "i2"),
    ("outcomes", "u1"), ("tolls", "f8", (len(COMPARED), 3)),
    ("follows", "?"), ("grown", "?"), ("contrasts", "?"), ("sites", "u4"), ("hours", "u2"), ("rare", "?"),
    ("sketched", "?"), ("shingles", "i4"), ("largest", "u8"), ("sketch", "u8", SKETCH), ("below", "u1", LEVELS),
    ("mention", "u8", PIECES),
])  # fmt: skip
Traits = npt.NDArray[Any]


@lru_cache(maxsize=1 << 18)
def hashed(name: str) -> int:
    """A name as 64 bits that are never 0 and the same in every process."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big") or 1


@lru_cache(maxsize=1 << 18)
def bits(word: str) -> tuple[int, ...]:
    """The bits of a word in a mask, by pieces."""
    found, left = [0] * PIECES, hashed(word)
    for _ in range(BITS):
        left, at = divmod(left, 64 * PIECES)
        found[at // 64] |= 1 << at % 64
    return tuple(found)


def words_of(name: str | None) -> list[str]:
    """The words of a name by which a passage names it."""
    return [word for word in folded(name or "").split() if len(word) >= LETTERS]


def mask(words: Iterable[str]) -> tuple[int, ...]:
    """The bits of all words."""
    found = [0] * PIECES
    for word in words:
        found = [mine | new for mine, new in zip(found, bits(word), strict=True)]
    return tuple(found)


def _one_bit(names: Iterable[str], size: int = 64) -> int:
    found = 0
    for name in names:
        found |= 1 << hashed(name) % size
    return found


def traits_of(side: Side, codebook: Codebook) -> tuple[Any, ...]:
    """The row of an account; `mention` waits for the names of all places (`Held.mentions`)."""
    event, passage = side.event, side.passage
    return (
        hashed(event.reports[0]), hashed(side.dataset) if side.dataset else 0, event.status in AHEAD, event.status in FAILED, event.main, _types(codebook)[event.type],
        *_time(side), 0 if passage.published is None else passage.published.toordinal(), *_place(event), *_who(side), sum(1 << n for n, toll in enumerate(side.tolls) if toll is not None), [_toll(toll) for toll in side.tolls],
        passage.follows, passage.grown, passage.contrasts, _sites(passage.sites), sum(1 << HOURS.index(hour) for hour in passage.hours),
        bool(side.rare), *_sketch(passage.report), (0,) * PIECES,
    )  # fmt: skip


@cache
def _order(codebook_types: tuple[str, ...]) -> dict[str, int]:
    return {name: n for n, name in enumerate(codebook_types)}


def _types(codebook: Codebook) -> dict[str, int]:
    return _order(tuple(codebook.types))


def _time(side: Side) -> tuple[Any, ...]:
    when, days = side.event.when, side.window
    first, last = days or (date.min, date.max)
    end = (when.end or date.max).toordinal()
    return first.toordinal(), last.toordinal(), end, when.known, when.basis is WhenBasis.PUBLISHED, _PRECISIONS.index(when.precision)


def _place(event: Event) -> tuple[Any, ...]:
    where = event.where
    code = where.country
    country = 0 if code is None else (ord(code[0]) - 64) * 32 + ord(code[1]) - 64
    ids = (0 if name is None else hashed(name) for name in (where.admin1, where.admin2, where.gazetteer_id or None))
    point = (where.latitude is not None, where.latitude or 0.0, where.longitude or 0.0)
    name, surface = words_of(where.name), words_of(where.surface)
    return (
        bool(where.name or where.country), country, bool(where.name), _FINENESS.index(where.precision), *ids, *point,
        mask(name), mask(surface), bool(name), bool(surface), *(0 if n is None else hashed(folded(n)) for n in (where.name, where.admin1)),
    )  # fmt: skip


def _who(side: Side) -> tuple[Any, ...]:
    found = side.actors.values()
    linked = _one_bit(p.actor for p in found if p.actor)
    kinds = sum(1 << _KINDS.index(ActorKind(kind)) for kind in side.hit)
    return len(found), linked, any(not p.actor for p in found), _one_bit(side.states), kinds, len(side.persons), len(side.full)


def _toll(count: Count | None) -> tuple[float, float, float]:
    if count is None:
        return (-1.0, 0.0, 0.0)
    return (float(number(count)), *bounds(count))


def _sites(found: Iterable[str]) -> int:
    known = site_names()
    return sum(1 << known[name] for name in found)


def _sketch(sketch: Sketch | None) -> tuple[Any, ...]:
    if sketch is None:
        return False, 0, 0, (0,) * SKETCH, (0,) * LEVELS
    pieces, levels = [0] * SKETCH, [0] * LEVELS
    for value in sketch.hashes:
        at = value % (64 * SKETCH)
        pieces[at // 64] |= 1 << at % 64
        levels[value * LEVELS >> 32] += 1
    below = []
    held = 0
    for count in levels:
        held += count
        below.append(held)
    return True, sketch.count, sketch.largest, tuple(pieces), tuple(below)


def rows(sides: Sequence[Side], codebook: Codebook) -> Traits:
    """The traits of accounts without the places that their passages mention."""
    return np.array([traits_of(side, codebook) for side in sides], dtype=TRAITS)
