"""One place for every place phrase of a report, each resolved with the whole report in view."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Final

from cairn.linking.where.asked import Asked, Inside, ask
from cairn.linking.where.company import Company, Name, company_of
from cairn.linking.where.countries import demonyms
from cairn.linking.where.find import findings
from cairn.linking.where.gazetteer import TODAYS, Candidate, Gazetteer
from cairn.linking.where.phrase import NEAR_KM, named_after
from cairn.linking.where.scene import Scene, scene_of
from cairn.linking.where.score import Floats, Scored, features, fittest, scored, weights
from cairn.model import Place, Span, WherePrecision

CONTEXTS: Final = 3  # countries in which similar spellings are looked for
FEWEST: Final = 3  # divisions of a country, of which a third can be its north
HEARD_OF: Final = 15_000  # people of a town whose name alone can say which one is meant
LARGE: Final = 100_000  # people of a town that a report may name without its country
MOSTLY: Final = 0.5  # share of the evidence


def locate(surfaces: Sequence[Span], text: str, *, gazetteer: Gazetteer, hints: Sequence[str] = ()) -> tuple[Place, ...]:
    """The places that `surfaces` name, one for each, in the same order.

    `hints` are ISO2 codes of the actors' homes. A name that is found nowhere keeps its words and, where the report says
    right there in which country or province it lies, that one's precision; otherwise its precision is unknown.
    """
    asked = [ask(span, text=text, gazetteer=gazetteer) for span in surfaces]
    context = context_of(asked, text, gazetteer=gazetteer, hints=hints) if asked else None
    answers = (_answer(question, context=context, gazetteer=gazetteer) for question in asked if context)
    return tuple(replace(answer, surface=span.quote) for answer, span in zip(answers, surfaces, strict=True))


def explain(surfaces: Sequence[Span], text: str, *, gazetteer: Gazetteer, hints: Sequence[str] = ()) -> tuple[tuple[Scored, ...], ...]:
    """For each surface what it may mean, those that fit best first, each with what its features add; none for a name that no
    gazetteer has under this spelling."""
    asked = [ask(span, text=text, gazetteer=gazetteer) for span in surfaces]
    if not asked:
        return ()
    context = context_of(asked, text, gazetteer=gazetteer, hints=hints)
    return tuple(tuple(scored(question.candidates, context.rows(question, question.candidates))) for question in asked)


@dataclass(frozen=True, slots=True)
class Context:
    """What a report says besides the name in question: its scene, its other names, and what holds each name anywhere in it."""

    scene: Scene
    company: Company
    insides: Mapping[str, Inside]
    known: dict[tuple[object, ...], Candidate | None]

    def rows(self, asked: Asked, candidates: Sequence[Candidate]) -> Floats:
        """The features of some candidates for a name."""
        elsewhere = self.insides.get(asked.key, Inside())
        rows = features(candidates, asked=asked, scene=self.scene, elsewhere=elsewhere)
        return self.company.joined(Name(asked.key, tuple(candidates), rows))

    def best(self, asked: Asked, candidates: Sequence[Candidate]) -> Candidate | None:
        """The candidate for a name that fits best; of the same question the same answer."""
        question = (asked.key, asked.inside, asked.kind, asked.phrase.near, tuple(c.id for c in candidates))
        if question not in self.known:
            self.known[question] = fittest(candidates, self.rows(asked, candidates))
        return self.known[question]


def context_of(asked: Sequence[Asked], text: str, *, gazetteer: Gazetteer, hints: Sequence[str] = ()) -> Context:
    """The context of some questions: they themselves, and the names that look-up finds beside them."""
    beside = (span for span, _ in findings(text, gazetteer=gazetteer) if not any(span.overlaps(a.span) for a in asked))
    every = [*asked, *(ask(span, text=text, gazetteer=gazetteer) for span in beside)]
    scene = scene_of(text, hints=hints, named=[(question.phrase.name, question.candidates) for question in every])
    groups: dict[str, list[Asked]] = defaultdict(list)
    for question in every:
        groups[question.key].append(question)
    insides = {key: reduce(or_, (question.inside for question in group)) for key, group in groups.items()}
    names = []
    for key, group in groups.items():
        kind = next((question.kind for question in group if question.kind), None)
        question = replace(group[0], inside=insides[key], kind=kind)
        rows = features(question.candidates, asked=question, scene=scene, elsewhere=Inside())
        names.append(Name(key, question.candidates, rows))
    return Context(scene, company_of(names, weights=weights()), insides, {})


def _answer(asked: Asked, *, context: Context, gazetteer: Gazetteer) -> Place:
    """The best candidate as a place, or what is known without one."""
    said = context.insides.get(asked.key, asked.inside)  # what is said of the name anywhere in the report
    best = context.best(asked, asked.candidates)
    if asked.key in demonyms() and not asked.candidates:  # "the Indian border" is no misspelt town
        return _unfound(replace(asked, inside=said), gazetteer=gazetteer)
    if best is None or _is_stranger(best, asked=asked, scene=context.scene):
        near_by = (*sorted(asked.inside.countries), *context.scene.leading(CONTEXTS))
        rest = context.scene.without(asked.phrase.name)
        alike = (c for c in gazetteer.similar(asked.phrase.name, countries=near_by) if said.holds(c) >= 0)
        best = context.best(asked, tuple(c for c in alike if rest.may_hold(c)))
    if best is None or (asked.kind == "admin2" and best.kind == "town" and not _belongs(best, asked=asked, scene=context.scene)):
        return _at_namesake(asked, context=context, gazetteer=gazetteer) or _unfound(replace(asked, inside=said), gazetteer=gazetteer)
    return _place(best, asked=asked, gazetteer=gazetteer)


def _at_namesake(asked: Asked, *, context: Context, gazetteer: Gazetteer) -> Place | None:
    """A facility that no gazetteer knows: near the place that it is named after, unless the report plays in other countries."""
    for name in named_after(asked.phrase.name):
        question = replace(asked, phrase=replace(asked.phrase, name=name), candidates=gazetteer.candidates(name), kind=None)
        best = context.best(question, question.candidates)
        if best and best.grade <= TODAYS and not _is_stranger(best, asked=question, scene=context.scene):
            place = _within(Place(name=asked.phrase.name, surface=asked.span.quote), best)
            return replace(place, precision=WherePrecision.NEAR) if place.precision is WherePrecision.EXACT else place
    return None


def _is_stranger(best: Candidate, *, asked: Asked, scene: Scene) -> bool:
    """Whether a small town only happens to have the name: the report plays in other countries, says another one there, or says
    nothing of where it plays and the name is no telling one."""
    if best.kind == "admin2" and asked.inside.holds(best) < 0:
        return True
    if best.kind != "town":
        return False
    rest = scene.without(asked.phrase.name)
    elsewhere = rest.plays_elsewhere(best.country)
    unheard = not rest.share(best.country) and not asked.inside.holds(best) > 0 and not _is_telling(best, asked)
    return asked.inside.holds(best) < 0 or (best.population < LARGE and (elsewhere or unheard) and not _is_seat(best, asked))


def _is_telling(town: Candidate, asked: Asked) -> bool:
    """Whether a name by itself says which town is meant: one that readers have heard of, and no other country has one."""
    return town.population >= HEARD_OF and {c.country for c in asked.candidates} == {town.country}


def _is_seat(town: Candidate, asked: Asked) -> bool:
    """Whether a town that readers have heard of has the name of its own province, which nothing abroad has ("Kherson" in news of Russians)."""
    own = any(c.kind == "admin1" and c.grade <= TODAYS and (c.country, c.code) == (town.country, town.code) for c in asked.candidates)
    return own and town.population >= HEARD_OF and not any(c.country != town.country and c.grade <= TODAYS for c in asked.candidates)


def _belongs(town: Candidate, *, asked: Asked, scene: Scene) -> bool:
    """Whether "X district" may be the one around the town X: the report has to say that it plays there."""
    in_division = scene.without(asked.phrase.name).names_division_of(town)
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
