"""One place for every place phrase of a report, each resolved with the whole report in view."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from cairn.linking.where.asked import Asked, ask
from cairn.linking.where.gazetteer import Candidate, Gazetteer
from cairn.linking.where.phrase import NEAR_KM
from cairn.linking.where.scene import Scene, scene_of
from cairn.linking.where.score import LOCAL, Marks, best_of
from cairn.model import Place, Span, WherePrecision

CONTEXTS: Final = 3  # countries in which similar spellings are looked for
FEWEST: Final = 3  # divisions of a country, of which a third can be its north
LARGE: Final = 100_000  # people of a town that a report may name without its country
MOSTLY: Final = 0.5  # share of the evidence


def locate(surfaces: Sequence[Span], text: str, *, gazetteer: Gazetteer, hints: Sequence[str] = ()) -> tuple[Place, ...]:
    """The places that `surfaces` name, one for each, in the same order.

    `hints` are ISO2 codes of the actors' homes. A name that is found nowhere keeps its words and, where the report says
    right there in which country or province it lies, that one's precision; otherwise its precision is unknown.
    """
    asked = [ask(span, text=text, gazetteer=gazetteer) for span in surfaces]
    named = [(question.phrase.name, question.candidates) for question in asked]
    scene = scene_of(text, gazetteer=gazetteer, hints=hints, named=named)
    first = [best_of(question.candidates, asked=question, scene=scene) for question in asked]
    marks = {question.key: best for question, best in zip(asked, first, strict=True) if best and best.kind in LOCAL}
    return tuple(_answer(question, scene=scene, marks=marks, gazetteer=gazetteer) for question in asked)


def _answer(asked: Asked, *, scene: Scene, marks: Marks, gazetteer: Gazetteer) -> Place:
    """The best candidate as a place, or what is known without one."""
    best = best_of(asked.candidates, asked=asked, scene=scene, marks=marks)
    if best is None or _is_stranger(best, asked=asked, scene=scene):
        near_by = (*sorted(asked.inside.countries), *scene.leading(CONTEXTS))
        best = best_of(gazetteer.similar(asked.phrase.name, countries=near_by), asked=asked, scene=scene, marks=marks)
    if best is None or (asked.kind == "admin2" and best.kind == "town" and not _belongs(best, asked=asked, scene=scene)):
        return _unfound(asked, gazetteer=gazetteer)
    return _place(best, asked=asked, gazetteer=gazetteer)


def _is_stranger(best: Candidate, *, asked: Asked, scene: Scene) -> bool:
    """Whether a small town only happens to have the name: the report plays in other countries, or says another one there."""
    if best.kind != "town" or best.population >= LARGE:
        return False
    outside = asked.inside.holds(best) < 0
    return outside or (bool(scene.countries) and not scene.share(best.country))


def _belongs(town: Candidate, *, asked: Asked, scene: Scene) -> bool:
    """Whether "X district" may be the one around the town X: the report has to say that it plays there."""
    in_division = scene.names_division_of(town, besides=asked.phrase.name)
    return asked.inside.holds(town) > 0 or in_division or scene.share(town.country) >= MOSTLY


def _place(candidate: Candidate, *, asked: Asked, gazetteer: Gazetteer) -> Place:
    place = Place(
        name=candidate.name, country=candidate.country, admin1=candidate.admin1, admin2=candidate.admin2,
        latitude=candidate.latitude, longitude=candidate.longitude, precision=candidate.precision,
        gazetteer_id=candidate.id, surface=asked.span.quote,
    )  # fmt: skip
    if candidate.kind == "country" and asked.phrase.direction:
        return _part_of_country(place, asked=asked, gazetteer=gazetteer)
    if asked.kind == "admin2" and candidate.kind == "town":
        return replace(place, admin2=candidate.name, precision=WherePrecision.ADMIN2)
    if asked.phrase.near and place.precision is WherePrecision.EXACT:
        far = (asked.phrase.distance_km or 0.0) > NEAR_KM
        return replace(place, precision=WherePrecision.AREA if far else WherePrecision.NEAR)
    return place


def _part_of_country(place: Place, *, asked: Asked, gazetteer: Gazetteer) -> Place:
    """Make "northern Iraq" of Iraq: an area, at the middle of the divisions that lie there."""
    direction = str(asked.phrase.direction)
    divisions = gazetteer.divisions(str(place.country))
    point = (place.latitude, place.longitude)
    for words, key in (("north", (1, 0)), ("south", (-1, 0)), ("east", (0, 1)), ("west", (0, -1))):
        if words in direction and len(divisions) >= FEWEST:
            ranked = sorted(divisions, key=lambda d: -(key[0] * d.latitude + key[1] * d.longitude))
            divisions = tuple(ranked[: max(1, len(ranked) // 3)]) if point else ranked
            point = (sum(d.latitude for d in divisions) / len(divisions), sum(d.longitude for d in divisions) / len(divisions))
    return replace(
        place, name=f"{asked.phrase.direction} {place.name}", precision=WherePrecision.AREA,
        latitude=point[0] and round(point[0], 4), longitude=point[1] and round(point[1], 4),
    )  # fmt: skip


def _unfound(asked: Asked, *, gazetteer: Gazetteer) -> Place:
    """A name that no gazetteer knows: its words, and what the report says right there that it lies in."""
    place = Place(name=asked.phrase.name, surface=asked.span.quote)
    if len(asked.inside.divisions) == 1:
        ((country, code),) = asked.inside.divisions
        division = next((d for d in gazetteer.divisions(country) if d.code == code), None)
        return _within(place, division) if division else place
    if len(asked.inside.countries) == 1:
        (country,) = asked.inside.countries
        holder = gazetteer.country(country)
        return _within(place, holder) if holder else place
    return place


def _within(place: Place, holder: Candidate) -> Place:
    return replace(
        place, country=holder.country, admin1=holder.admin1, latitude=holder.latitude, longitude=holder.longitude,
        precision=holder.precision,
    )  # fmt: skip
