"""What a whole report says of where it plays: the countries and provinces it names, as weights for each candidate."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cairn.linking.where.countries import demonyms
from cairn.linking.where.gazetteer import TODAYS, Candidate
from cairn.linking.where.names import bare, core, fold

# Weights of evidence for a country, set by hand against half of the development toponyms, not swept.
NAMED, DEMONYM, DIVISION, TOWN, HINT = 1.0, 0.5, 0.8, 0.4, 0.8
BYSTANDER: Final = 0.4  # the country of spokesmen and agencies is named in reports from everywhere
BYSTANDERS: Final = frozenset({"US", "GB", "FR"})
NAMESAKES: Final = frozenset({"US"})  # where reports name first-level divisions as freely as countries
NONE: Final = 1e-9  # what is left of evidence that came from one name alone
RIVAL: Final = 15  # a namesake so many times smaller leaves no doubt
_CAPITALS: Final = re.compile(r"\b[A-Z][\w.]*(?:\s[A-Z]\w+)?")


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a report plays: the evidence for each country, which of it comes from each name, and the divisions that the report
    names, with the folded names it gives them; `around` are these and the divisions of the districts that it names."""

    countries: Mapping[str, float]
    by_name: Mapping[str, Mapping[str, float]]
    divisions: Mapping[tuple[str, str], AbstractSet[str]]
    around: Mapping[tuple[str, str], AbstractSet[str]]

    def share(self, country: str | None) -> float:
        """The country's share of all the evidence, 0 to 1."""
        return Rest("", self.countries, {}, self.divisions, self.around, sum(self.countries.values())).share(country)

    def without(self, name: str) -> "Rest":
        """What the report says beside one name: no name speaks for itself."""
        key = key_of(name)
        own = self.by_name.get(key, {})
        return Rest(key, self.countries, own, self.divisions, self.around, sum(self.countries.values()) - sum(own.values()))

    def leading(self, number: int) -> tuple[str, ...]:
        """The countries with most evidence, the foremost first."""
        return tuple(sorted(self.countries, key=lambda code: (-self.countries[code], code))[:number])


@dataclass(frozen=True, slots=True)
class Rest:
    """A scene without what one name adds to it: the name's key, the evidence for each country, which of it is the name's own, the
    divisions named, those of named districts besides, and how much evidence is left."""

    key: str
    countries: Mapping[str, float]
    own: Mapping[str, float]
    divisions: Mapping[tuple[str, str], AbstractSet[str]]
    around: Mapping[tuple[str, str], AbstractSet[str]]
    total: float

    def share(self, country: str | None) -> float:
        """The country's share of the evidence, 0 to 1."""
        rest = self.countries.get(country, 0.0) - self.own.get(country, 0.0) if country else 0.0
        return rest / self.total if self.total > NONE and rest > NONE else 0.0

    def plays_elsewhere(self, country: str | None) -> bool:
        """Whether the evidence speaks for some countries and not at all for this one."""
        return self.total > NONE and not self.share(country)

    def names_division_of(self, candidate: Candidate) -> bool:
        """Whether the report names the division that a candidate lies in, by another name than the one left out."""
        return bool(self.divisions.get((str(candidate.country), str(candidate.code)), frozenset()) - {self.key})

    def may_hold(self, candidate: Candidate) -> bool:
        """Whether a candidate lies in one of the divisions of its country that the report names, itself or by a district, or it names none."""
        named = {key for key, names in self.around.items() if key[0] == str(candidate.country) and names - {self.key}}
        return not named or (str(candidate.country), str(candidate.code)) in named


def scene_of(text: str, *, hints: Sequence[str], named: Iterable[tuple[str, Sequence[Candidate]]]) -> Scene:
    """The scene of a report: the names in its text with what each may mean, its demonyms, and the homes of its actors."""
    by_name: dict[str, dict[str, float]] = {}
    divisions: dict[tuple[str, str], set[str]] = defaultdict(set)
    districts: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, options in named:
        by_name[key_of(name)] = _said_by(options)
        for division in (c for c in options if c.kind == "admin1" and c.grade <= TODAYS):
            divisions[str(division.country), str(division.code)].add(key_of(name))
        around = {(str(c.country), str(c.code)) for c in options if c.kind == "admin2" and c.grade <= TODAYS}
        if len(around) == 1:
            districts[next(iter(around))].add(key_of(name))
    weights: dict[str, float] = defaultdict(float)
    for own in by_name.values():
        for code, weight in own.items():
            weights[code] += weight
    for code in demonyms_in(text):
        weights[code] += DEMONYM * _trust(code)
    for hint in hints:
        weights[hint] += HINT * _trust(hint)
    every = {key: divisions.get(key, set()) | districts.get(key, set()) for key in divisions.keys() | districts.keys()}
    return Scene(dict(weights), by_name, divisions, every)


def _trust(code: str) -> float:
    return BYSTANDER if code in BYSTANDERS else 1.0


def demonyms_in(text: str) -> Iterator[str]:
    """The countries of the demonyms in a text, in order, one for each."""
    for match in _CAPITALS.finditer(text):
        words = match.group().lower().split()
        yield from (code for code in (demonyms().get(" ".join(words)) or demonyms().get(words[0]),) if code)


@lru_cache(maxsize=20_000)
def key_of(name: str) -> str:
    """A name folded, without its article and the word that says what it is."""
    return bare(core(fold(name))[0])


def _said_by(options: Sequence[Candidate]) -> dict[str, float]:
    """What one name says for countries.

    A country counts wholly, but by half where the name is as well that of a state (Georgia); an area or a division is shared
    out among the countries that have places of that name; a town counts where no other country has one that comes near it in size.
    """
    kinds = {candidate.kind for candidate in options}
    if "country" in kinds:
        country = next(str(c.country) for c in options if c.kind == "country")
        states = {str(c.country) for c in options if c.kind == "admin1" and c.grade == 0} & NAMESAKES
        return _shared(NAMED, {country} | states)
    if kinds & {"area", "sea"}:
        return _shared(DIVISION, {code for c in options if c.kind == "area" for code in c.countries})
    if any(c.kind == "admin1" and c.grade <= TODAYS for c in options):
        return _shared(DIVISION, {str(c.country) for c in options if c.grade <= TODAYS})
    first = max(options, key=lambda c: c.population, default=None)
    rivals = {c.country for c in options if first and (c.grade <= TODAYS or c.population * RIVAL >= first.population)}
    return _shared(TOWN, {str(code) for code in rivals}) if len(rivals) == 1 else {}


def _shared(weight: float, codes: AbstractSet[str]) -> dict[str, float]:
    return {code: weight / len(codes) * _trust(code) for code in codes}
