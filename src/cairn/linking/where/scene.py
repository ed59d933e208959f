"""What a whole report says of where it plays: the countries and provinces it names, as weights for each candidate."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from cairn.linking.where.countries import demonyms
from cairn.linking.where.find import findings
from cairn.linking.where.gazetteer import TODAYS, Candidate, Gazetteer
from cairn.linking.where.names import bare, core, fold

# Weights of evidence for a country, set by hand against half of the development toponyms, not swept.
NAMED, DEMONYM, DIVISION, TOWN, HINT = 1.0, 0.5, 0.8, 0.4, 0.8
BYSTANDER: Final = 0.4  # the country of spokesmen and agencies is named in reports from everywhere
BYSTANDERS: Final = frozenset({"US", "GB", "FR"})
RIVAL: Final = 15  # a namesake so many times smaller leaves no doubt
_CAPITALS: Final = re.compile(r"\b[A-Z][\w.]*(?:\s[A-Z]\w+)?")


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a report plays.

    Shares of the evidence by country, which add up to 1, and the divisions it names, with the folded names it gives them.
    """

    countries: dict[str, float]
    divisions: Mapping[tuple[str, str], AbstractSet[str]]

    def share(self, country: str | None) -> float:
        """The country's share of the evidence, 0 to 1."""
        return self.countries.get(country, 0.0) if country else 0.0

    def names_division_of(self, candidate: Candidate, *, besides: str) -> bool:
        """Whether the report names the division that a candidate lies in, by another name than the one in question."""
        return bool(self.divisions.get((str(candidate.country), str(candidate.code)), frozenset()) - {_key(besides)})

    def leading(self, number: int) -> tuple[str, ...]:
        """The countries with most evidence, the foremost first."""
        return tuple(sorted(self.countries, key=lambda code: (-self.countries[code], code))[:number])


def scene_of(
    text: str, *, gazetteer: Gazetteer, hints: Sequence[str], named: Iterable[tuple[str, Sequence[Candidate]]]
) -> Scene:
    """The scene of a report: names found in its text, the place names in question, and the homes of its actors."""
    weights: dict[str, float] = defaultdict(float)
    divisions: dict[tuple[str, str], set[str]] = defaultdict(set)
    found = ((span.quote, options) for span, options in findings(text, gazetteer=gazetteer))
    for name, options in {_key(name): (name, options) for name, options in (*named, *found)}.values():
        _weigh(options, weights=weights)
        for division in (c for c in options if c.kind == "admin1" and c.grade <= TODAYS):
            divisions[str(division.country), str(division.code)].add(_key(name))
    for code in demonyms_in(text):
        weights[code] += DEMONYM
    for hint in hints:
        weights[hint] += HINT
    for code in BYSTANDERS & set(weights):
        weights[code] *= BYSTANDER
    total = sum(weights.values())
    return Scene({code: weight / total for code, weight in weights.items()} if total else {}, divisions)


def demonyms_in(text: str) -> Iterator[str]:
    """The countries of the demonyms in a text, in order, one for each."""
    for match in _CAPITALS.finditer(text):
        words = match.group().lower().split()
        yield from (code for code in (demonyms().get(" ".join(words)) or demonyms().get(words[0]),) if code)


def _key(name: str) -> str:
    return bare(core(fold(name))[0])


def _weigh(options: Sequence[Candidate], *, weights: dict[str, float]) -> None:
    """Add what one name says.

    A country counts wholly; an area or a division is shared out among the countries that have places of that name; a town
    counts where no other country has one that comes near it in size.
    """
    kinds = {candidate.kind for candidate in options}
    if "country" in kinds:
        weights[next(str(c.country) for c in options if c.kind == "country")] += NAMED
    elif kinds & {"area", "sea"}:
        _share(DIVISION, [code for c in options if c.kind == "area" for code in c.countries], weights=weights)
    elif any(c.kind == "admin1" and c.grade <= TODAYS for c in options):
        _share(DIVISION, {str(c.country) for c in options if c.grade <= TODAYS}, weights=weights)
    elif options:
        first = max(options, key=lambda c: c.population)
        rivals = {c.country for c in options if c.grade <= TODAYS or c.population * RIVAL >= first.population}
        if len(rivals) == 1:
            weights[str(first.country)] += TOWN


def _share(weight: float, codes: Collection[str], *, weights: dict[str, float]) -> None:
    for code in codes:
        weights[code] += weight / len(codes)
