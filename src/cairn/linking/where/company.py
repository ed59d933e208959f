"""Which places go together: what each name of a report means, weighed by what its other names mean.

Each name first takes its candidates as likely as they are without company. Then every candidate is given what the other names'
candidates, as likely as they are, have near it, in its division and in its country; twice, so that what is sure helps first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from math import cos
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from cairn.linking.where.gazetteer import Candidate
from cairn.linking.where.score import COMPANY, LOCAL, WIDE, Floats

T = TypeVar("T")
Numbers = npt.NDArray[np.int64]

SAME_KM, CLOSE_KM, REGION_KM = 0.1, 50.0, 200.0  # a place is no company of its own, whatever it is called
EARTH_RADIUS_KM: Final = 6_371.0
ROUNDS: Final = 2
MOST: Final = 40  # candidates of a name that others look at: the likeliest
STEEP: Final = 5.0  # how soon one more name close by adds little
PAIRS: Final = 1_000_000  # pairs of candidates that are compared at once


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a report: what it may mean, and the features of each candidate, those of its company still 0."""

    key: str
    candidates: tuple[Candidate, ...]
    rows: Floats


@dataclass(frozen=True, slots=True)
class _Table:
    """Candidates as columns: the number of their name, their place as a unit vector, whether they are local, the numbers of
    their division and country, 0 for none."""

    owner: Numbers
    point: Floats
    local: Floats
    division: Numbers
    country: Numbers

    def at(self, rows: Numbers | slice) -> "_Table":
        return _Table(*(getattr(self, column.name)[rows] for column in fields(self)))


@dataclass(frozen=True, slots=True)
class _Atlas:
    """Numbers for the names, divisions and countries of a report."""

    names: Mapping[str, int]
    divisions: Mapping[tuple[str, str], int]
    countries: Mapping[str, int]

    @classmethod
    def of(cls, names: Sequence[Name]) -> "_Atlas":
        every = [c for name in names for c in name.candidates]
        return cls(
            {name.key: number for number, name in enumerate(names)},
            _numbered([d for c in every if (d := _division(c)) is not None]), _numbered([c.country for c in every if c.country is not None]),
        )  # fmt: skip

    def table(self, names: Sequence[Name]) -> _Table:
        """The candidates of some names, one name after the other."""
        every = [c for name in names for c in name.candidates]
        divisions = [self.divisions.get(division, 0) if (division := _division(c)) is not None else 0 for c in every]
        countries = [self.countries.get(c.country, 0) if c.country is not None else 0 for c in every]
        return _Table(
            np.repeat(np.array([self.names.get(name.key, -1) for name in names], np.int64), [len(name.candidates) for name in names]),
            _points(every), np.array([float(c.kind in LOCAL) for c in every]), np.array(divisions, np.int64), np.array(countries, np.int64),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Company:
    """The likeliest candidates of all names, how likely each is, and the company of each name as it stands."""

    atlas: _Atlas
    likely: _Table
    chance: Floats
    known: Mapping[str, tuple[tuple[Candidate, ...], Floats]]

    def joined(self, name: Name) -> Floats:
        """The features of a name's candidates, those of its company filled in."""
        rows = name.rows.copy()
        candidates, beside = self.known.get(name.key, ((), None))
        if name.candidates:
            rows[:, COMPANY] = self.beside(self.atlas.table([name])) if beside is None or candidates is not name.candidates else beside
        return rows

    def beside(self, table: _Table) -> Floats:
        """What other names have close to each candidate, in its region, in its division and in its country."""
        if len(self.atlas.names) < 2 or not len(self.chance):
            return np.zeros((len(table.owner), 4))
        size = max(1, PAIRS // len(self.chance))
        near = [self._near(table.at(slice(start, start + size))) for start in range(0, len(table.owner), size)]
        division = self._in_same(table, table.division, self.likely.division)
        country = self._in_same(table, table.country, self.likely.country) / (len(self.atlas.names) - 1)
        return np.column_stack((np.log1p(STEEP * np.concatenate(near)), np.log1p(STEEP * division), country))

    def _near(self, table: _Table) -> Floats:
        """The chances of what other names have close by and in the region."""
        near = table.point @ self.likely.point.T
        others = np.where(table.owner[:, None] == self.likely.owner, 0.0, self.chance)
        beside = np.where(near > cos(SAME_KM / EARTH_RADIUS_KM), 0.0, others * self.likely.local)
        reaches = (cos(km / EARTH_RADIUS_KM) for km in (CLOSE_KM, REGION_KM))
        return np.stack([table.local * (beside * (near >= reach)).sum(axis=1) for reach in reaches], axis=1)

    def _in_same(self, table: _Table, wanted: Numbers, held: Numbers) -> Floats:
        """The chances of what other names have in the same division or country."""
        size = int(max(wanted.max(initial=0), held.max(initial=0))) + 1
        of_all = np.bincount(held, weights=self.chance, minlength=size)
        pairs, place = np.unique(self.likely.owner * size + held, return_inverse=True)
        of_name = np.bincount(place, weights=self.chance)
        asked = table.owner * size + wanted
        at = np.minimum(np.searchsorted(pairs, asked), len(pairs) - 1)
        own = np.where(pairs[at] == asked, of_name[at], 0.0)
        return np.where(wanted > 0, np.maximum(of_all[wanted] - own, 0.0), 0.0)


def company_of(names: Sequence[Name], *, weights: Floats) -> Company:
    """The candidates of all names as likely as they are together."""
    told = [name for name in names if name.candidates]
    atlas = _Atlas.of(names)
    table = atlas.table(told)
    rows = np.concatenate([name.rows for name in told]) if told else np.zeros((0, len(weights)))
    company = _company(atlas, table, rows, weights=weights)
    for _ in range(ROUNDS):
        rows[:, COMPANY] = company.beside(table)
        company = _company(atlas, table, rows, weights=weights)
    ends = np.cumsum([len(name.candidates) for name in told])
    parts = zip(told, np.split(company.beside(table), ends[:-1]), strict=True) if told else ()
    return replace(company, known={name.key: (name.candidates, part) for name, part in parts})


def _company(atlas: _Atlas, table: _Table, rows: Floats, *, weights: Floats) -> Company:
    chance = _shares(rows @ weights, table.owner)
    ordered = np.lexsort((-chance, table.owner))  # by name, the likeliest first
    first = np.searchsorted(table.owner, table.owner)  # where the candidates of the same name begin
    kept = ordered[np.arange(len(ordered)) - first < MOST]
    return Company(atlas, table.at(kept), chance[kept], {})


def chances(rows: Floats, *, weights: Floats) -> Floats:
    """How likely each candidate is, from its features: the exponents of the scores, as shares."""
    return _shares(rows @ weights, np.zeros(len(rows), np.int64))


def _shares(scores: Floats, owner: Numbers) -> Floats:
    """The exponents of scores as shares of those of the same name; the names are in order."""
    if not len(scores):
        return np.zeros(0)
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    sizes = np.diff(starts, append=len(owner))
    powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
    shares: Floats = powers / np.repeat(np.add.reduceat(powers, starts), sizes)
    return shares


def _division(candidate: Candidate) -> tuple[str, str] | None:
    wide = candidate.kind in WIDE or not candidate.country or not candidate.code
    return None if wide else (str(candidate.country), str(candidate.code))


def _numbered(values: Sequence[T]) -> dict[T, int]:
    """Each value with its number, from 1 on."""
    return {value: number for number, value in enumerate(dict.fromkeys(values), start=1)}


def _points(candidates: Sequence[Candidate]) -> Floats:
    """The candidates' places as unit vectors, one a row."""
    degrees = np.array([(c.latitude, c.longitude) for c in candidates]).reshape(-1, 2)
    lat, lon = np.radians(degrees).T
    return np.stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)), axis=1)
