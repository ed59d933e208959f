"""Entities of re3d that rules find: times, sums of money, numbers that count, peoples, weapons, platforms, documents, coordinates, pronouns.

The words stand in re3d_words.yaml. Bounds follow the annotators' habits: a time has no preposition before it, a number stands without
what it counts unless that is a measure, a weapon and a platform stand without their article, a document with it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from cairn.linking.when import find
from cairn.linking.who import Registry
from cairn.linking.who.demonyms import TermSort, demonyms

Place = tuple[int, int]
Found = tuple[str, Place]
"""A type and where it stands."""

#: The score of what a rule finds.
RULE = 0.8
_WORDS = Path(__file__).with_name("re3d_words.yaml")
_LEAD = re.compile(
    r"(?:(?:at|in|on|during|through|before|after|around|until|by|from|between|since|over|within|for)\s+)*(?:the\s(?=\d)|the\spast\s)?",
    re.IGNORECASE,
)
_BOTH = re.compile(r"(.*\d)\sand\s(\d.*)", re.DOTALL)
_NO_DAY = re.compile(r"\b(?:recent|coming|these|those)\b", re.IGNORECASE)
_LENGTH = re.compile(
    r"\b(?<!last\s)(?<!next\s)(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve)\s(?:minutes|hours|days|weeks|months|years)\b(?!\s(?:old|long|of))",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?|\b\d{4} GMT\b", re.IGNORECASE)
_DEGREES = r"\d{1,3}(?:\.\d+°|°\d\d?′(?:\d\d?(?:\.\d+)?″)?)"
_COORDINATES = re.compile(rf"{_DEGREES}[NS]\s{_DEGREES}[EW]|\d{{1,3}}\.\d{{3,}}; \d{{1,3}}\.\d{{3,}}")
_PHONE = re.compile(r"(?<![\w-])(?:\+\d{1,3}[\s-])?\(?\d{3,4}\)?[\s-]\d{3}[\s-]\d{3,4}(?![\w-])")
_MAIL = re.compile(r"(?<!\w)[\w.+-]+@[\w-]+\.[\w.-]*\w|(?<!\w)@\w{3,}|\bhttps?://\S+[\w/]|\bwww\.\S+[\w/]")
_ARTICLE = re.compile(r"(?<!\w)[Tt]he\s\Z")
_ARTICLE_LENGTH = len(" the ")
#: Shorter words are abbreviations of states: "UK", "US".
MARKS = 4
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"


def combined(text: str, read: Mapping[Found, float]) -> dict[Found, float]:
    """What the reader and the rules find together, with scores; the reader's spans are those of organisations, persons and places.

    A phrase counts where it covers all that the reader found in it, a people only where nothing else stands.
    """
    every = dict(read)
    places = [place for _, place in read]
    for type_, place in phrases(text):
        if all(_within(other, place) for other in places if meet(other, place)):
            every.setdefault((type_, place), RULE)
    for type_, place in found(text):
        if type_ != "Nationality" or not any(meet(other, place) for _, other in every):
            every.setdefault((type_, place), RULE)
    return every


def found(text: str) -> tuple[Found, ...]:
    """What the rules find without phrases, in the order of the text; of those that overlap the one that is found first."""
    kept: list[Found] = []
    for one in (one for rule in _RULES for one in rule(text)):
        if not any(meet(one[1], place) for _, place in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda f: f[1]))


def with_article(text: str, place: Place) -> Place:
    """A name with the definite article before it, as the annotators mark organisations and places."""
    article = _ARTICLE.search(text[max(0, place[0] - _ARTICLE_LENGTH) : place[0]])
    return (place[0] - len(article[0]), place[1]) if article else place


def meet(a: Place, b: Place) -> bool:
    """Whether two stretches overlap."""
    return a[0] < b[1] and b[0] < a[1]


def _within(inner: Place, outer: Place) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def coordinates(text: str) -> Iterator[Found]:
    """Degrees of latitude and longitude, which are locations."""
    return (("Location", match.span()) for match in _COORDINATES.finditer(text))


def comms(text: str) -> Iterator[Found]:
    """Telephone numbers and addresses of the net."""
    return (("CommsIdentifier", match.span()) for pattern in (_PHONE, _MAIL) for match in pattern.finditer(text))


def money(text: str) -> Iterator[Found]:
    """Sums of money: sign and figure, figure and name, or only how large."""
    words = _words()["Money"]
    signs, names, scales = (_any(rows) for rows in (words["signs"], words["names"], _words()["Quantity"]["scales"]))
    numbers = _any(words["numbers"])
    figure = rf"(?:{_FIGURE})(?:\s?[-–]\s?(?:{_FIGURE}))?(?:[\s-]?(?:{scales})\b)?"
    many = rf"(?:tens\sof\s|hundreds\sof\s)?(?:thousands|millions|billions)\sof|(?:{numbers})\s(?:{scales})"
    pattern = rf"(?<!\w)(?:{signs})\s?{figure}|(?<![\w.,-])(?:{figure}|{many})\s(?:{names})\b"
    return (("Money", match.span()) for match in re.finditer(pattern, text))


def times(text: str) -> Iterator[Found]:
    """Days, spans of days, lengths of time and hours of the day, without the words that lead to them."""
    spans = [(s.start, s.end) for s in find(text) if not _NO_DAY.search(s.quote)]
    yield from (("Temporal", place) for span in spans for place in _bare(text, span))
    yield from (("Temporal", match.span()) for pattern in (_CLOCK, _LENGTH) for match in pattern.finditer(text))


def _bare(text: str, place: Place) -> Iterator[Place]:
    lead = _LEAD.match(text, *place)
    start, end = (lead.end() if lead else place[0]), place[1]
    if both := _BOTH.fullmatch(text, start, end):
        yield from (both.span(1), both.span(2))
    elif start < end:
        yield start, end


def documents(text: str) -> Iterator[Found]:
    """Resolutions, orders and chapters by their number, constitutions, treaties and books by their name."""
    words = _words()["DocumentReference"]
    numbered, named, plain = (_any(words[key]) for key in ("numbered", "named", "plain"))
    number = r"(?:\d[\d/.-]*\d|\d+|one|two|three|four|five|six|seven|eight|nine|ten|[IVX]+)"
    the, capital = r"(?:(?:The|the)\s)?", r"[A-Z][\w'’-]+"
    patterns = (
        rf"(?<!\w){the}(?:[A-Z][\w.'’-]*\s(?:of\s)?){{0,8}}(?i:{numbered})\s{number}(?:(?:,\s|\sand\s|,\sand\s){number})*(?![\w%])",
        rf"(?<!\w){the}(?:{capital}\s){{0,8}}(?:Book|Charter|Treaty|Convention|Declaration)\s(?:of|on)\s(?:the\s)?{capital}(?:\s{capital}){{0,8}}(?!\w)",
        rf"(?<!\w){the}(?:{capital}\s){{1,8}}(?i:{named})(?:\sof\s{capital}(?:\s{capital}){{0,8}})?(?!\w)",
        rf"(?<![\w'’-])(?:(?:The|the|this|This|its|[A-Z]\w+[’']s)\s)?(?:[A-Z]\w+(?:-language)?\s|holy\s){{0,8}}(?:{plain})(?![\w-])",
    )
    return (("DocumentReference", match.span()) for pattern in patterns for match in re.finditer(pattern, text))


def things(text: str) -> Iterator[Found]:
    """Weapons, military platforms and vehicles, with the words that tell their kind and without their article; the longest first."""
    matches = [
        (type_, match.span()) for type_ in ("MilitaryPlatform", "Weapon", "Vehicle") for match in _thing(type_).finditer(text)
    ]
    return iter(sorted(matches, key=lambda f: f[1][0] - f[1][1]))


@cache
def _thing(type_: str) -> re.Pattern[str]:
    words, after = _words()[type_], _any(_words()["not_things"])
    phrase = rf"(?:(?:{_any(words['before'])})\s){{0,8}}(?:{_any(words['nouns'])})s?"
    return re.compile(rf"(?<![\w-]){phrase}(?![\w-])(?!\s(?:{after})s?\b)", re.IGNORECASE)


def counted(text: str) -> Iterator[Found]:
    """Numbers that count things or people, with their measure if they have one."""
    words = _words()["Quantity"]
    numbers, scales, measures = (_any(words[key]) for key in ("numbers", "scales", "measures"))
    number = rf"(?:{_FIGURE}|{numbers})(?:\s(?:{scales})\b)?"
    after = _any(_words()["not_counted"])
    free = r"(?<![\w.,$£€/\[°:-])" + "".join(rf"(?<!\b{re.escape(word)}\s)" for word in _words()["not_before_counted"])
    patterns = (
        rf"{free}{number}\s?(?:{measures})(?!\w)",
        rf"{free}{number}(?![\w°/:\]%-]|[.,]\d)(?=\s(?!(?i:{after})s?\b)[a-zA-Z])",
        rf"{free}(?:{_any(words['many'])})(?=\sof\s)",
        r"(?<=[a-z], )\d\d(?=, (?:of|from|was|who)\b)",
    )
    return (("Quantity", match.span()) for pattern in patterns for match in re.finditer(pattern, text))


def peoples(text: str) -> Iterator[Found]:
    """Demonyms that stand alone or before a word in small letters, and names of languages and religions."""
    return (("Nationality", match.span()) for match in _people().finditer(text))


@cache
def _people() -> re.Pattern[str]:
    terms = Registry.load().terms
    only = [word for word in demonyms(Registry.load()) if all(term.sort is TermSort.ADJECTIVE for term in terms[word])]
    adjectives, faiths = _any(word for word in only if len(word) > MARKS), _any(_words()["Nationality"]["more"])
    kinds = rf"(?i:{adjectives})(?=\s[a-z])|(?i:non-)?(?i:{faiths})(?:-(?:speaking|language)|(?<!h)s)?"
    return re.compile(rf"(?<![\w-])(?<![A-Z][a-z] )(?=[A-Z])(?:{kinds})(?![\w-])(?!\s[A-Z])")


def pronouns(text: str) -> Iterator[Found]:
    """Those that speak and are spoken of."""
    for type_, words in _words()["pronouns"].items():
        yield from ((type_, match.span()) for match in re.finditer(rf"(?<![\w’'-])(?:{_any(words)})(?![\w-])", text))


def phrases(text: str) -> Iterator[Found]:
    """Bodies of people and places that have no name, or one with a word in small letters: "our partners", "the city of Mosul"."""
    return ((type_, match.span()) for type_ in ("Organisation", "Location") for match in _phrase(type_).finditer(text))


@cache
def _phrase(type_: str) -> re.Pattern[str]:
    words = _words()["phrases"][type_]
    leads, before, nouns, of = (_any(words[key]) for key in ("leads", "before", "nouns", "of"))
    name = r"(?:the\s)?[A-Z][\w'’-]+(?:\s(?:[A-Z][\w'’-]+|al-[A-Z]\w+)){0,8}"
    capital = r"(?!(?:The|Our|This|Its|On|In|But)\s)(?:[A-Z][\w-]+(?:[’']s)?|U\.[SKN]\.)"
    inside = rf"(?:(?:(?i:{before})|{capital})\s){{0,8}}"
    return re.compile(rf"(?<![\w’'-])(?:(?:{leads})\s)?{inside}(?:(?:{of})\sof\s{name}|(?:{nouns})(?![\w-]))")


_RULES = (coordinates, comms, money, times, documents, things, counted, peoples, pronouns)


def _any(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(set(words), key=lambda word: (-len(word), word)))


@cache
def _words() -> Any:
    return yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
