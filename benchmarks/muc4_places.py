"""The location slot of a MUC-4 template: the places named where the incident is told, from the country down.

A place is found by a word that says what it is ("the city of X", "X department", "the X neighborhood"), which is also its type in
the slot, or as a town or division that the gazetteer knows in the story's countries. "The capital" is the country's.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from benchmarks.muc4_story import Story, closeness, focus, share
from cairn.linking.where import Candidate, Gazetteer, capitals, demonyms
from cairn.model import Span
from cairn.reading.incidents import Incident

#: The words that say what a place is, by how wide it is: 1 parts of a country, 2 settlements, 3 parts of a settlement and sites.
LEVELS: Final = {
    **dict.fromkeys("department province region intendancy commissariat".split(), 1),
    **dict.fromkeys("city town municipality village hamlet port canton jurisdiction township district".split(), 2),
    **dict.fromkeys("neighborhood suburb university airport farm settlement".split(), 3),
}
#: Countries as the task names them, where that is not their name today.
NAMES: Final = {
    "US": "UNITED STATES", "GB": "UNITED KINGDOM", "DE": "WEST GERMANY", "RU": "USSR", "CN": "PEOPLES REP OF CHINA",
    "TW": "REPUBLIC OF CHINA", "KR": "REPUBLIC OF KOREA", "ZA": "REPUBLIC OF SOUTH AFRICA", "VA": "VATICAN CITY",
}  # fmt: skip
#: The nine countries that the task is about.
NINE: Final = frozenset({"SV", "GT", "HN", "AR", "BO", "CL", "CO", "EC", "PE"})
#: The countries whose towns are looked for beside the story's own.
REGION: Final = NINE | {"NI", "PA", "CR", "MX", "VE", "BR", "PY", "UY"}
#: Radio stations of the Salvadoran rebels date their broadcasts from no place.
NOWHERE: Final = {"clandestine": "SV"}
_DIVISIONS: Final = {
    "AR": "PROVINCE",
    "EC": "PROVINCE",
    "PA": "PROVINCE",
    "CR": "PROVINCE",
    "CL": "REGION",
    "VE": "STATE",
    "MX": "STATE",
}
_KINDS: Final = "|".join(LEVELS)
_WORD: Final = r"[a-z][a-z'-]+"
_STOP: Final = (
    r"(?:the|a|an|in|at|on|of|from|to|and|or|is|was|were|that|which|who|where|when|by|for|with|near|this|his|her|its|their|has|have|had"
    r"|between|northern|southern|eastern|western|central|northeastern|northwestern|southeastern|southwestern|same|other|another|city"
    r"|today|yesterday|after|before|during|also|an?other|small|capital|both|entire|whole|national|said|located|rural|it|as|but"
    r"|american|national|catholic|autonomous|military|international|public|private|this|downtown|upper|lower"
    rf"|(?:{_KINDS})s?)"
)
_NAME: Final = rf"(?!{_STOP}\b){_WORD}(?: (?!{_STOP}\b){_WORD}| (?:de|del|la|las|los|el)\b(?= [a-z])){{0,4}}"
_OF: Final = re.compile(rf"\b(?P<kind>{_KINDS})s? of (?P<name>{_NAME})")
_AFTER: Final = re.compile(rf"(?<![\w-])(?P<name>(?:el |la |los |las )?{_NAME}),? (?P<kind>{_KINDS})\b(?! of\b)")
_BARE: Final = re.compile(
    rf"\b(?P<lead>in|at|near|from|to|of|outside|between|and|through|toward|towards|around|for|leaving|throughout|,|--|\()? ?(?P<name>{_WORD}(?: {_WORD}){{0,3}})"
)
_PREPOSITION: Final = re.compile(
    r"(?:\b(?:in|at|near|from|to|of|outside|between|through|towards?|around|leaving|throughout|downtown|and|northern|southern|eastern|western|central|north|south|east|west)|,|--|\()\s*$"
)
_CAPITAL: Final = re.compile(
    r"\b(?:the|this|(?:salvadoran|colombian|peruvian|guatemalan|honduran|chilean|bolivian|ecuadoran|argentine)) capital\b(?! (?:punishment|goods))"
)
SMALLEST: Final = 3_000  # people of a town that is told by its name alone


@dataclass(frozen=True, slots=True)
class Site:
    """A place named in a story: its name, type and level in the slot, the country it lies in where that is known."""

    span: Span
    name: str
    type: str
    level: int
    country: str | None


@cache
def gazetteer() -> Gazetteer:
    """Cairn's gazetteer."""
    return Gazetteer.open(alone=True)


@cache
def _country_names() -> dict[str, str]:
    """Names of countries in lower case to their ISO2 code."""
    codes = {*demonyms().values(), *NINE}
    named = {found.name.lower(): code for code in codes if (found := gazetteer().country(code))}
    return {**named, "united states": "US", "u.s.": "US", "ussr": "RU", "soviet union": "RU", "west germany": "DE"}


def incident_location(story: Story, incident: Incident) -> str | None:
    """The filler of the location slot; None where no country is known."""
    weights = focus(story, incident)
    heaviest = max(weights.values(), default=1.0)
    rows = sorted(
        ((_fitness(story, incident, site, share(weights, story.sentence_at(site.span.start), heaviest)), site) for site in sites(story)),
        key=lambda row: -row[0],
    )  # fmt: skip
    chain = _chain([(fitness, site) for fitness, site in rows if fitness > _ENOUGH])
    country = next((site.country for site in reversed(chain) if site.country), None) or story_country(story, weights)
    if country is None:
        return None
    found = gazetteer().country(country)
    name = NAMES.get(country) or (found.name.upper() if found else country)
    return ": ".join([name, *(f"{site.name.upper()} ({site.type})" for site in chain)])


# How fit a place is, swept as in `muc4_dates`: what it has to reach, near a word of the type, after a preposition, each sentence later.
_ENOUGH, _CLOSE, _LED, _LATER = 0.53, 0.23, 0.12, 0.004
_REACH = 75  # code points between a place and the wider or narrower one told with it
_HOME = 5  # times that a country has to be named more often than the dateline's


def _fitness(story: Story, incident: Incident, site: Site, own: float) -> float:
    led = bool(_PREPOSITION.search(story.text[max(0, site.span.start - 14) : site.span.start]))
    fitness = own + _CLOSE * closeness(story, incident, site.span) + (_LED if led else 0)
    return fitness - _LATER * story.sentence_at(site.span.start)


def _chain(rows: list[tuple[float, Site]]) -> list[Site]:
    """The best place with the wider and narrower ones named beside it, the widest first."""
    if not rows:
        return []
    best = rows[0][1]
    chain = {best.level: best}
    for _, site in rows[1:]:
        beside = abs(site.span.start - best.span.start) <= _REACH
        agrees = best.country is None or site.country is None or site.country == best.country
        if beside and agrees and site.level not in chain and site.name != best.name:
            chain[site.level] = site
    return [chain[level] for level in sorted(chain)]


def story_country(story: Story, weights: dict[int, float] | None = None) -> str | None:
    """The country of a story, ISO2: the one of its dateline, where that is one of the nine, else the most named of the nine."""
    named: Counter[str] = Counter()
    for code, span in countries(story):
        named[code] += 1 + int(2 * (weights or {}).get(story.sentence_at(span.start), 0.0))
    home = dateline_country(story)
    if home in NINE:
        named[str(home)] += _HOME
    nine = [(n, code) for code, n in named.items() if code in NINE]
    if nine:
        return max(nine)[1]
    return home or max(((n, code) for code, n in named.items()), default=(0, None))[1]


def dateline_country(story: Story) -> str | None:
    """The country in which a story is datelined, ISO2."""
    if story.country and story.country in _country_names():
        return _country_names()[story.country]
    if story.place is None:
        return None
    by_capital = {name.lower(): code for name, code in capitals().items()}
    code = NOWHERE.get(story.place) or by_capital.get(story.place)
    if code:
        return code
    known = [c for c in gazetteer().candidates(story.place) if c.country in NINE]
    return known[0].country if known else None


@lru_cache(maxsize=64)
def countries(story: Story) -> tuple[tuple[str, Span], ...]:
    """The countries that a story names, themselves or by what their people are called."""
    found: list[tuple[str, Span]] = []
    for match in _named().finditer(story.text):
        code = _country_names().get(match.group()) or demonyms().get(match.group())
        if code:
            found.append((code, Span.of(story.text, *match.span())))
    return tuple(found)


@cache
def _named() -> re.Pattern[str]:
    names = sorted({*_country_names(), *demonyms()}, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])(?! city\b)")


@lru_cache(maxsize=64)
def sites(story: Story) -> tuple[Site, ...]:
    """The places named in a story, those told by a word of their kind first; no two overlap."""
    home = ({code for code, _ in countries(story)} & REGION) | ({dateline_country(story) or ""})
    found: list[Site] = []
    for site in (*_by_kind(story, home), *_by_name(story, home), *_capital(story)):
        if not any(site.span.overlaps(other.span) for other in found):
            found.append(site)
    return tuple(found)


def _by_kind(story: Story, home: set[str]) -> Iterator[Site]:
    for pattern in (_AFTER, _OF):
        for match in pattern.finditer(story.text):
            start, end = match.span("name")
            name = re.sub(r"^(?:el|the) ", "", story.text[start:end])
            kind = match["kind"]
            if pattern is _AFTER and kind == "city" and _known(f"{name} city", home):
                end, name = match.end("kind"), f"{name} city"
            known = _known(name, home)
            if kind in ("district", "port", "region") and not known and pattern is _OF:
                continue
            if kind in ("university", "airport", "farm") and not _PREPOSITION.search(
                story.text[max(0, start - 18) : start].removesuffix("the ")
            ):
                continue
            country = known[0].country if known else None
            if country is None and pattern is _AFTER and LEVELS[kind] == 1 and kind != "region":
                continue
            yield Site(Span.of(story.text, start, end), name, kind.upper(), LEVELS[kind], country)


def _by_name(story: Story, home: set[str]) -> Iterator[Site]:
    words = list(re.finditer(_WORD, story.text))
    index = 0
    while index < len(words):
        step = 1
        for length in (4, 3, 2, 1):
            run = words[index : index + length]
            text = story.text[run[0].start() : run[-1].end()]
            if len(run) < length or "  " in text or re.search(r"[^\w '-]", text) or text in _country_names():
                continue
            if re.fullmatch(_STOP, run[0].group()) or re.fullmatch(_STOP, run[-1].group()) or len(text) < 4:
                continue
            known = [c for c in _known(text, home) if c.grade <= 1 and (c.kind == "admin1" or c.population >= SMALLEST)]
            large = known and known[0].population >= 100_000
            led = _PREPOSITION.search(story.text[max(0, run[0].start() - 14) : run[0].start()])
            if known and (led or (large and length > 1)):
                town = next((c for c in known if c.kind == "town"), None)
                best = town or known[0]
                kind = "CITY" if town else _DIVISIONS.get(str(best.country), "DEPARTMENT")
                yield Site(Span.of(story.text, run[0].start(), run[-1].end()), text, kind, 2 if town else 1, best.country)
                step = length
                break
        index += step


def _known(name: str, home: set[str]) -> list[Candidate]:
    """What a name may mean in the story's countries."""
    return [c for c in gazetteer().candidates(name) if c.country in home and c.kind in ("town", "admin1")]


def _capital(story: Story) -> Iterator[Site]:
    code = story_country(story)
    name = next((name for name, country in capitals().items() if country == code), None)
    if name:
        for match in _CAPITAL.finditer(story.text):
            yield Site(Span.of(story.text, *match.span()), _plain(name), "CITY", 2, code)


def _plain(name: str) -> str:
    return {"Bogotá": "bogota"}.get(name, name.lower())
