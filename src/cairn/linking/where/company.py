"""Which places go together: what each name of a report means, weighed by what its other names mean.

Each name first takes its candidates as likely as they are without company. Then every candidate is given what the other names'
candidates, as likely as they are, have near it, in its division and in its country; twice, so that what is sure helps first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos
from typing import Final, TypeVar

import numpy as np

from cairn.linking.where.gazetteer import Candidate
from cairn.linking.where.score import COMPANY, LOCAL, WIDE, Floats

T = TypeVar("T")

SAME_KM, CLOSE_KM, REGION_KM = 0.1, 50.0, 200.0  # a place is no company of its own, whatever it is called
EARTH_RADIUS_KM: Final = 6_371.0
ROUNDS: Final = 2
MOST: Final = 40  # candidates of a name that others look at: the likeliest
STEEP: Final = 5.0  # how soon one more name close by adds little


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a report: what it may mean, and the features of each candidate, those of its company still 0."""

    key: str
    candidates: tuple[Candidate, ...]
    rows: Floats


@dataclass(frozen=True, slots=True)
class Company:
    """The likeliest candidates of all names: their name's number, where they are, and how likely each is."""

    owners: dict[str, int]
    name: Floats
    point: Floats
    local: Floats
    division: tuple[tuple[str, str] | None, ...]
    country: tuple[str | None, ...]
    chance: Floats
    by_division: Mapping[tuple[str, str] | None, float]
    by_country: Mapping[str | None, float]

    def joined(self, name: Name) -> Floats:
        """The features of a name's candidates, those of its company filled in."""
        rows = name.rows.copy()
        if len(self.owners) > 1 and name.candidates and len(self.chance):
            rows[:, COMPANY] = np.stack(self._beside(name), axis=1)
        return rows

    def _beside(self, name: Name) -> tuple[Floats, ...]:
        """What the other names have close to each candidate, in its region, in its division and in its country."""
        own = self.name == self.owners.get(name.key, -1)
        others = np.where(own, 0.0, self.chance)
        near = _points(name.candidates) @ self.point.T
        beside = np.where(near > cos(SAME_KM / EARTH_RADIUS_KM), 0.0, others * self.local)
        local = np.array([float(c.kind in LOCAL) for c in name.candidates])
        close, region = (local * (beside * (near >= cos(km / EARTH_RADIUS_KM))).sum(axis=1) for km in (CLOSE_KM, REGION_KM))
        mine = np.flatnonzero(own).tolist()
        divided, lying = ({}, {}) if not mine else (_sums([self.division[i] for i in mine], self.chance[own]), _sums([self.country[i] for i in mine], self.chance[own]))
        division = np.array([_without(self.by_division, divided, _division(c)) for c in name.candidates])
        country = np.array([_without(self.by_country, lying, c.country) for c in name.candidates])
        return np.log1p(STEEP * close), np.log1p(STEEP * region), np.log1p(STEEP * division), country / max(1, len(self.owners) - 1)


def company_of(names: Sequence[Name], *, weights: Floats) -> Company:
    """The candidates of all names as likely as they are together."""
    company = _company(names, [name.rows for name in names], weights=weights)
    for _ in range(ROUNDS):
        company = _company(names, [company.joined(name) for name in names], weights=weights)
    return company


def _company(names: Sequence[Name], rows: Sequence[Floats], *, weights: Floats) -> Company:
    kept: list[tuple[int, Candidate, float]] = []
    for number, (name, own) in enumerate(zip(names, rows, strict=True)):
        likely = chances(own, weights=weights)
        kept += [(number, name.candidates[i], float(likely[i])) for i in np.argsort(-likely, kind="stable")[:MOST]]
    chance = np.array([chance for _, _, chance in kept])
    division, country = tuple(_division(c) for _, c, _ in kept), tuple(c.country for _, c, _ in kept)
    return Company(
        owners={name.key: number for number, name in enumerate(names)},
        name=np.array([number for number, _, _ in kept]),
        point=_points([c for _, c, _ in kept]),
        local=np.array([float(c.kind in LOCAL) for _, c, _ in kept]),
        division=division,
        country=country,
        chance=chance,
        by_division=_sums(division, chance),
        by_country=_sums(country, chance),
    )


def _without(sums: Mapping[T, float], own: Mapping[T, float], key: T) -> float:
    """The sum of a key without one name's part of it."""
    return max(0.0, sums.get(key, 0.0) - own.get(key, 0.0)) if key is not None else 0.0


def chances(rows: Floats, *, weights: Floats) -> Floats:
    """How likely each candidate is, from its features: the exponents of the scores, as shares."""
    if not len(rows):
        return np.zeros(0)
    scores = rows @ weights
    powers = np.exp(scores - scores.max())
    shares: Floats = powers / powers.sum()
    return shares


def _division(candidate: Candidate) -> tuple[str, str] | None:
    wide = candidate.kind in WIDE or not candidate.country or not candidate.code
    return None if wide else (str(candidate.country), str(candidate.code))


def _sums(keys: Sequence[T], values: Floats) -> Mapping[T, float]:
    """The sum of the values of each key that is not None."""
    sums: dict[T, float] = {}
    for key, value in zip(keys, values.tolist(), strict=True):
        if key is not None:
            sums[key] = sums.get(key, 0.0) + value
    return sums


def _points(candidates: Sequence[Candidate]) -> Floats:
    """The candidates' places as unit vectors, one a row."""
    degrees = np.array([(c.latitude, c.longitude) for c in candidates]).reshape(-1, 2)
    lat, lon = np.radians(degrees).T
    return np.stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)), axis=1)
