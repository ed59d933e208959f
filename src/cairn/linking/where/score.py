"""How well a candidate fits a place phrase, with the whole report in view: named features, each with a weight.

The weights are in `weights.yaml`. A candidate's features are what it is by itself, what the report
says for it right there and elsewhere, and how well it goes together with what the report's other names mean (`company.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log10
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import yaml

from cairn.errors import SettingError
from cairn.linking.where.asked import Asked, Inside
from cairn.linking.where.countries import capitals
from cairn.linking.where.gazetteer import TODAYS, Candidate
from cairn.linking.where.scene import Rest, Scene

Floats = npt.NDArray[np.float64]

WEIGHTS: Final = Path(__file__).with_name("weights.yaml")
#: What a candidate is by itself.
KINDS: Final = ("country", "area", "sea", "admin1", "admin2", "site", "town")
OF_ITS_OWN: Final = (
    *KINDS,
    "size",  # of a town: the logarithm of its people
    "article_off", "another_name", "similar_spelling",  # how the name fits
    "others_name",  # a name it only also has, while another place is called just that
    "seat_has_name",  # a division whose own town has its name: "in Idlib" is the town unless "province" is said
    "capital", "far_largest",  # a capital; a town of a million that is far larger than all its namesakes
)  # fmt: skip
#: What the report says of it.
OF_THE_REPORT: Final = (
    "country_share", "country_named",  # the country's share of the report's evidence; whether it is in the report at all
    "division_named",
    "inside", "outside",  # "X, Y", "X in Y province": what the report says right there to hold the name
    "inside_elsewhere", "outside_elsewhere",  # the same, said where the report uses the name another time
    "near_town",  # "30 km north of Hasakah" counts from the town
    "said_kind",  # "Anbar Province" is no town
)  # fmt: skip
#: How well it goes together with what the report's other names mean.
OF_ITS_COMPANY: Final = ("close_by", "in_the_region", "same_division", "same_country")
FEATURES: Final = OF_ITS_OWN + OF_THE_REPORT + OF_ITS_COMPANY

SEAT_SIZE, SEAT_SIZE_ALSO = 20_000, 100_000  # people; the second for a town that only also has the name
METROPOLIS, FAR_LARGER = 1_000_000, 15
LARGEST: Final = 7.4  # the logarithm of the people of the largest town
LOCAL: Final = frozenset({"town", "site", "admin2"})
WIDE: Final = frozenset({"country", "area", "sea"})


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with what each feature adds to its score; features that add nothing are left out."""

    candidate: Candidate
    reasons: Mapping[str, float]

    @property
    def score(self) -> float:
        """The sum of what the features add."""
        return sum(self.reasons.values())


@cache
def weights() -> Floats:
    """The weight of each feature, in the order of `FEATURES`."""
    return weights_of(yaml.safe_load(WEIGHTS.read_text(encoding="utf-8")), where=str(WEIGHTS))


def weights_of(values: Any, *, where: str) -> Floats:
    """The weights that a mapping of names to numbers holds; every feature has to have one."""
    if not isinstance(values, dict) or set(values) != set(FEATURES):
        odd = sorted(set(values) ^ set(FEATURES)) if isinstance(values, dict) else values
        raise SettingError(f"{where}: expected one weight for each feature, missing or unknown are {odd}: add or take away these lines")
    return np.array([float(values[name]) for name in FEATURES])


def features(candidates: Sequence[Candidate], *, asked: Asked, scene: Scene, elsewhere: Inside) -> Floats:
    """One row for each candidate, one column for each feature; those of its company are left 0."""
    known, rest = _well_known(candidates), scene.without(asked.phrase.name)
    found = []
    for candidate in candidates:
        row = [0.0] * len(FEATURES)
        of_report = _reported(candidate, asked=asked, rest=rest, elsewhere=elsewhere)
        for told in (_own(candidate, candidates, asked=asked), known.get(candidate.id, {}), of_report):
            for name, value in told.items():
                row[_COLUMN[name]] = value
        found.append(row)
    return np.array(found).reshape(-1, len(FEATURES))


_COLUMN: Final = {name: column for column, name in enumerate(FEATURES)}
COMPANY: Final = slice(len(FEATURES) - len(OF_ITS_COMPANY), len(FEATURES))


def scored(candidates: Sequence[Candidate], rows: Floats) -> list[Scored]:
    """The candidates, those that fit best first, with reasons."""
    added = rows * weights()
    reasons = ({FEATURES[column]: float(row[column]) for column in np.flatnonzero(row)} for row in added)
    return sorted((Scored(c, r) for c, r in zip(candidates, reasons, strict=True)), key=lambda s: -s.score)


def fittest(candidates: Sequence[Candidate], rows: Floats) -> Candidate | None:
    """The candidate that fits best, the first of `scored`."""
    sums = np.cumsum(rows * weights(), axis=1)[:, -1]  # in the order of `Scored.score`: of equals the first stays first
    return candidates[int(sums.argmax())] if len(candidates) else None


def _own(candidate: Candidate, candidates: Sequence[Candidate], *, asked: Asked) -> dict[str, float]:
    """What a candidate is by itself, and how the name fits it."""
    found: dict[str, float] = {candidate.kind: 1.0}
    if candidate.kind == "town":
        found["size"] = min(log10(candidate.population + 30), LARGEST)
    if candidate.grade in {1, 3}:
        found["article_off"] = 1.0
    if candidate.grade in {2, 3}:
        found["another_name"] = 1.0
    if candidate.grade > 3:
        found["similar_spelling"] = 1.0
    if _is_others_name(candidate, candidates):
        found["others_name"] = 1.0
    if candidate.kind == "admin1" and asked.kind is None and _has_seat(candidate, candidates):
        found["seat_has_name"] = 1.0
    return found


def _reported(candidate: Candidate, *, asked: Asked, rest: Rest, elsewhere: Inside) -> dict[str, float]:
    """What the report says for or against a candidate."""
    homes = candidate.countries or ((candidate.country,) if candidate.country else ())
    share = max(map(rest.share, homes), default=0.0)
    found: dict[str, float] = {"country_share": share, "country_named": float(share > 0)}
    if candidate.kind not in WIDE:
        holds = asked.inside.holds(candidate)
        found |= {"inside": max(holds, 0.0), "outside": max(-holds, 0.0)}
        if not holds:
            holds = elsewhere.holds(candidate)
            found |= {"inside_elsewhere": max(holds, 0.0), "outside_elsewhere": max(-holds, 0.0)}
    if asked.phrase.near and candidate.kind in LOCAL:
        found["near_town"] = 1.0
    if candidate.kind != "admin1" and rest.names_division_of(candidate):
        found["division_named"] = 1.0
    if asked.kind and candidate.kind in _SAID[asked.kind]:
        found["said_kind"] = 1.0
    return found


#: What a place may be that is called a province, a district or a city.
_SAID: Final = {"admin1": ("admin1", "area"), "admin2": ("admin2",), "town": ("town", "site")}


def _is_others_name(candidate: Candidate, candidates: Sequence[Candidate]) -> bool:
    """Whether the name is not the candidate's own, but is that of a place in another division."""
    elsewhere = (c for c in candidates if (c.country, c.code) != (candidate.country, candidate.code))
    return candidate.grade > TODAYS and any(c.grade <= TODAYS for c in elsewhere)


def _has_seat(division: Candidate, candidates: Sequence[Candidate]) -> bool:
    """Whether a town within the division, and large enough, has its name too."""
    towns = (c for c in candidates if c.kind == "town" and (c.country, c.code) == (division.country, division.code))
    return any(c.population >= (SEAT_SIZE if c.grade <= TODAYS else SEAT_SIZE_ALSO) for c in towns)


def _well_known(candidates: Sequence[Candidate]) -> dict[str, dict[str, float]]:
    """The capital or metropolis that a bare name means when nothing else is said; not one that only once had that name."""
    towns = sorted((c for c in candidates if c.kind == "town"), key=lambda c: -c.population)
    named_so = [c for c in towns if c.grade <= TODAYS]
    if not towns or (named_so and named_so[0] is not towns[0]):
        return {}
    capital = next((c for c in towns if capitals().get(c.name) == c.country), None)
    second = towns[1].population if len(towns) > 1 else 0
    large = towns[0].population >= METROPOLIS and towns[0].population >= FAR_LARGER * second
    found: dict[str, dict[str, float]] = {capital.id: {"capital": 1.0}} if capital else {}
    if large:
        found[towns[0].id] = found.get(towns[0].id, {}) | {"far_largest": 1.0}
    return found
