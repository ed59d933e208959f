"""How well a candidate fits a place phrase, with the whole report in view."""

from collections.abc import Mapping, Sequence
from math import asin, cos, log10, radians, sin, sqrt
from types import MappingProxyType
from typing import Final

from cairn.linking.where.asked import Asked
from cairn.linking.where.countries import capitals
from cairn.linking.where.gazetteer import TODAYS, Candidate
from cairn.linking.where.scene import Scene

# What a candidate scores: its kind or its people (log10, 0 to 7.4), then what the report says for it.
KIND: Final = {"country": 9.5, "area": 7.0, "sea": 9.0, "admin1": 6.3, "admin2": 3.0, "site": 3.6, "town": 0.0}
GRADE: Final = (0.0, -0.3, -0.7, -1.0, -1.5)
OTHERS_NAME: Final = -1.2  # a name it only also has, while another place is called just that
SEAT: Final = -2.5  # a division whose own town has its name: "in Idlib" is the town unless "province" is said
SEAT_SIZE, SEAT_SIZE_ALSO = 20_000, 100_000  # people; the second for a town that only also has the name
NEAR_TOWN: Final = 3.0  # "30 km north of Hasakah" counts from the town
SAID_KIND: Final = 6.0  # "Anbar Province" is no town
IN_COUNTRY: Final = 5.0  # times the share of the report's evidence; of 4, 5, 6 the best on half of the development toponyms
NAMED_COUNTRY: Final = 1.5  # the country is in the report at all
IN_DIVISION: Final = 2.0
INSIDE: Final = 7.0  # "X, Y", "X in Y province": the report says right there what holds it
WELL_KNOWN: Final = 2.5  # capitals, and cities far larger than all their namesakes
METROPOLIS, FAR_LARGER = 1_000_000, 15
NEIGHBOUR: Final = 1.0  # for each other place of the report close by, at most three
NEIGHBOUR_KM: Final = 150.0
LOCAL: Final = frozenset({"town", "site", "admin2"})
EARTH_DIAMETER_KM: Final = 12_742.0

Marks = Mapping[str, Candidate]
_NO_MARKS: Final[Marks] = MappingProxyType({})


def best_of(candidates: Sequence[Candidate], *, asked: Asked, scene: Scene, marks: Marks = _NO_MARKS) -> Candidate | None:
    """The candidate that fits best, or None where there is none. `marks` are the other places of the report, by name."""
    known = _well_known(candidates)
    scored = []
    for candidate in candidates:
        score = _score(candidate, asked=asked, scene=scene) + _neighbours(candidate, asked=asked, marks=marks)
        score += WELL_KNOWN if candidate is known else 0.0
        score += OTHERS_NAME if _is_others_name(candidate, candidates) else 0.0
        score += SEAT if candidate.kind == "admin1" and asked.kind is None and _has_seat(candidate, candidates) else 0.0
        scored.append((score, candidate))
    return max(scored, key=lambda pair: pair[0])[1] if scored else None


def _score(candidate: Candidate, *, asked: Asked, scene: Scene) -> float:
    """What a candidate is by itself, and what the report says for it."""
    size = min(log10(candidate.population + 30), 7.4) if candidate.kind == "town" else 0.0
    homes = candidate.countries or ((candidate.country,) if candidate.country else ())
    share = max((scene.share(home) for home in homes), default=0.0)
    score = KIND[candidate.kind] + size + GRADE[candidate.grade] + IN_COUNTRY * share + (NAMED_COUNTRY if share else 0.0)
    score += INSIDE * asked.inside.holds(candidate) if candidate.kind not in {"country", "area", "sea"} else 0.0
    if asked.phrase.near and candidate.kind in LOCAL:
        score += NEAR_TOWN
    if candidate.kind != "admin1" and scene.names_division_of(candidate, besides=asked.phrase.name):
        score += IN_DIVISION
    return score + _said(candidate, asked.kind)


def _is_others_name(candidate: Candidate, candidates: Sequence[Candidate]) -> bool:
    """Whether the name is not the candidate's own, but is that of a place in another division."""
    elsewhere = (c for c in candidates if (c.country, c.code) != (candidate.country, candidate.code))
    return candidate.grade > TODAYS and any(c.grade <= TODAYS for c in elsewhere)


def _has_seat(division: Candidate, candidates: Sequence[Candidate]) -> bool:
    """Whether a town within the division, and large enough, has its name too."""
    towns = (c for c in candidates if c.kind == "town" and (c.country, c.code) == (division.country, division.code))
    return any(c.population >= (SEAT_SIZE if c.grade <= TODAYS else SEAT_SIZE_ALSO) for c in towns)


def _neighbours(candidate: Candidate, *, asked: Asked, marks: Marks) -> float:
    """What other places of the report close by add: a report mostly plays in one part of the world."""
    if candidate.kind not in LOCAL:
        return 0.0
    others = (mark for key, mark in marks.items() if key != asked.key and mark.id != candidate.id)
    return NEIGHBOUR * min(3, sum(_km(candidate, other) <= NEIGHBOUR_KM for other in others))


def _km(one: Candidate, other: Candidate) -> float:
    """The great-circle distance."""
    half = (radians(other.latitude - one.latitude) / 2, radians(other.longitude - one.longitude) / 2)
    chord = sin(half[0]) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(half[1]) ** 2
    return EARTH_DIAMETER_KM * asin(sqrt(min(1.0, chord)))


def _said(candidate: Candidate, kind: str | None) -> float:
    """What the word that says what a place is ("Province", "district", "city") adds."""
    if kind is None:
        return 0.0
    fits = {"admin1": ("admin1", "area"), "admin2": ("admin2",), "town": ("town", "site")}[kind]
    return SAID_KIND if candidate.kind in fits else 0.0


def _well_known(candidates: Sequence[Candidate]) -> Candidate | None:
    """The capital or metropolis that a bare name means when nothing else is said; not one that only once had that name."""
    towns = sorted((c for c in candidates if c.kind == "town"), key=lambda c: -c.population)
    named_so = [c for c in towns if c.grade <= TODAYS]
    if not towns or (named_so and named_so[0] is not towns[0]):
        return None
    capital = next((c for c in towns if capitals().get(c.name) == c.country), None)
    second = towns[1].population if len(towns) > 1 else 0
    large = towns[0].population >= METROPOLIS and towns[0].population >= FAR_LARGER * second
    return capital or (towns[0] if large else None)
