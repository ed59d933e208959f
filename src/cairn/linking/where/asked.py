"""One place phrase of a report as a question: what it may mean, and what the words around it say that it lies in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from cairn.linking.where.countries import demonyms
from cairn.linking.where.gazetteer import TODAYS, Candidate, Gazetteer
from cairn.linking.where.names import core, fold
from cairn.linking.where.phrase import DIRECTION, Phrase, bare_name, phrase_of
from cairn.model import Span

_AFTER: Final = re.compile(
    r"^(?:\s+(?:village|town|township|hamlet|settlement|neighbou?rhood))?\s*(?:['’]s\s+|,\s+|\(|,?\s+(?:in|of|within)\s+)(?:the\s+)?"
    r"((?:[A-Z]\.\s?){1,2}(?:[A-Z][a-z]+\b)?|(?:(?!\s(?:and|on|when|where|said|who|by|at|to|for|as|from|after)\b)[^.;:\n,()]){2,45})"
)
_POSTAL: Final = re.compile(r"[A-Z]{2}\b")  # "Paris, TX": the codes of the United States are those of the Post Office
_BEFORE: Final = re.compile(
    r"(?:([A-Z][\w’'-]*(?:[ -](?:and\s)?[A-Z][\w-]+){0,2})['’]s?(?:\s+[a-z-]+){0,4}|\b([A-Z][\w.-]+)(?:\s+[a-z-]+){0,2}\s+"
    r"(?:city|cities|town|towns|village|villages|province|provinces|capital|district|region|state|border|port|island|camp)"
    r"(?:\s+of)?)\s+$"
)
_SAID: Final = re.compile(
    r"^\s+(province|governorate|oblast|state|region|prefecture|department|district|county|parish|krai)\b", re.IGNORECASE
)
_SAID_BEFORE: Final = re.compile(
    r"\b(province|governorate|oblast|state|region|prefecture|department|district|county|parish|krai)\s+of\s+(?:the\s+)?$", re.IGNORECASE
)
_SAID_OF_ALL: Final = re.compile(  # "Walton, Clarke and Oconee counties"
    r"^(?:,\s+[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)?){0,8},?(?:\s+(?:and|or)\s+[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)?)?"
    r"\s+(provinces|governorates|oblasts|states|regions|prefectures|departments|districts|counties|parishes)\b"
)
LONGEST_ACRONYM: Final = 5  # letters in capitals within a line, a place only if that is its name today: "INGO" is no Ingå
_CAPITALS: Final = re.compile(r"\b[A-Z]")
_GOES_ON: Final = re.compile(r"[ \u00a0]([A-Z][\w'’-]*)")
_CAME_BEFORE: Final = re.compile(r"\b([A-Z][\w'’-]*\.?)[ \u00a0]$")


@dataclass(frozen=True, slots=True)
class Inside:
    """What the words around one phrase say that it lies in."""

    countries: frozenset[str] = frozenset()
    divisions: frozenset[tuple[str, str]] = frozenset()

    def holds(self, candidate: Candidate) -> float:
        """1 where the candidate lies in what is said, -1 where it does not, 0 where nothing is said."""
        if self.divisions:
            return 1.0 if (candidate.country, candidate.code) in self.divisions else -1.0
        if self.countries:
            return 1.0 if candidate.country in self.countries else -1.0
        return 0.0

    def __or__(self, other: "Inside") -> "Inside":
        """What either says."""
        return Inside(self.countries | other.countries, self.divisions | other.divisions)


@dataclass(frozen=True, slots=True)
class Asked:
    """A phrase with its span, what it may mean, and what is said to hold it."""

    span: Span
    phrase: Phrase
    candidates: tuple[Candidate, ...]
    inside: Inside
    kind: str | None

    @property
    def key(self) -> str:
        """The name in question, folded."""
        return fold(self.phrase.name)


def ask(span: Span, *, text: str, gazetteer: Gazetteer) -> Asked:
    """The question that a span of the report's text asks. A phrase that is a name as it stands is not taken apart."""
    span = _whole_name(span, text=text, gazetteer=gazetteer)
    whole = " ".join(span.quote.split())
    phrase = phrase_of(span, text=text)
    people = gazetteer.country(demonyms().get(whole.lower(), ""))
    found = (people,) if people and "." not in whole else gazetteer.candidates(whole)
    if found:
        phrase = replace(phrase, name=whole, parts=(), direction=None)
    else:
        found = gazetteer.candidates(phrase.name)
    if phrase.name.isupper() and len(phrase.name) <= LONGEST_ACRONYM and not _opens_line(span, text=text):
        found = tuple(c for c in found if c.grade <= TODAYS)
    said = _SAID.match(text[span.end : span.end + 20]) or _SAID_OF_ALL.match(text[span.end : span.end + 120])
    said = said or _SAID_BEFORE.search(text[max(0, span.start - 30) : span.start])
    kind = core(fold(phrase.name))[1] or (core(fold(f"x {said[1]}"))[1] if said else None)
    return Asked(span, phrase, found, _inside(span, phrase, candidates=found, text=text, gazetteer=gazetteer), kind)


def _opens_line(span: Span, *, text: str) -> bool:
    """Whether a span is the first of its line, as in a dateline ("KIEV, Ukraine"), or all is in capitals."""
    return not text[: span.start].rpartition("\n")[2].strip() or text.isupper()


def _whole_name(span: Span, *, text: str, gazetteer: Gazetteer) -> Span:
    """The span with the capitalised word before or after it, where both together are a place's name today and the span is cut
    out of it: "Virginia" of "West Virginia", "Kansas" of "Kansas City"."""
    after, before = _GOES_ON.match(text[span.end : span.end + 30]), _CAME_BEFORE.search(text[max(0, span.start - 30) : span.start])
    longer = [Span.of(text, span.start, span.end + len(after[0]))] if after else []
    longer += [Span.of(text, span.start - len(before[0]), span.end)] if before else []
    named = (s for s in longer if any(c.grade == 0 and c.kind not in {"site", "sea"} for c in gazetteer.candidates(s.quote)))
    return next(named, span)


def _is_peer(holder: Candidate, candidates: Sequence[Candidate]) -> bool:
    """Whether what follows a comma is only the next of a list ("Oregon, Idaho and Utah") and holds nothing.

    So it is where the name itself may be a country or a division, unless a place of that name lies in the holder ("Hamilton,
    Ohio"); but of two divisions of one country neither holds the other ("Washington, Oregon").
    """
    wide = [c for c in candidates if c.kind in {"country", "admin1", "area", "sea"} and c.grade <= TODAYS]
    if not wide or holder.kind == "area":
        return bool(wide)
    if holder.kind == "country":
        return not any(c.country == holder.country and c.id != holder.id for c in candidates)
    alike = any(c.kind == "admin1" and c.country == holder.country for c in wide)
    return alike or not any((c.country, c.code) == (holder.country, holder.code) for c in candidates)


def _inside(span: Span, phrase: Phrase, *, candidates: Sequence[Candidate], text: str, gazetteer: Gazetteer) -> Inside:
    """What holds the phrase, by its own other parts, the words after it, and the name or demonym before it."""
    holders = [holder for name in phrase.parts for holder in _holders(name, gazetteer=gazetteer)]
    after = _AFTER.match(text[span.end : span.end + 70])
    if after and not _is_own_acronym(after[1], span.quote):
        following = _posted(after[1], gazetteer=gazetteer) or _holders(after[1], gazetteer=gazetteer)
        holders += following if not after[0].startswith(",") else [h for h in following if not _is_peer(h, candidates)]
    before = _BEFORE.search(text[max(0, span.start - 50) : span.start])
    owners = [before[1] or before[2]] if before else []
    holders += [
        holder for name in owners for holder in (_home(name, gazetteer=gazetteer) or _holders(name, gazetteer=gazetteer))
    ]
    divisions = frozenset((str(h.country), str(h.code)) for h in holders if h.kind == "admin1" and h.country and h.code)
    return Inside(frozenset(code for h in holders for code in h.countries), divisions)


def _is_own_acronym(words: str, name: str) -> bool:
    """Whether words in brackets only shorten the name before them ("the Main Supply Route (MSR)", which is not in Montserrat)."""
    return words.isupper() and "".join(_CAPITALS.findall(name)).endswith(words.strip())


def _home(demonym: str, *, gazetteer: Gazetteer) -> list[Candidate]:
    """The country of "the Iraqi city of"; after a name, a demonym starts something new ("in Mosul, Iraqi officials said")."""
    country = gazetteer.country(demonyms().get(demonym.lower(), ""))
    return [country] if country else []


def _posted(words: str, *, gazetteer: Gazetteer) -> list[Candidate]:
    """The state that two capitals stand for, as in addresses."""
    code = _POSTAL.match(words)
    return [state for state in gazetteer.divisions("US") if code and state.code == code[0]]


def _holders(name: str, *, gazetteer: Gazetteer) -> list[Candidate]:
    """The countries and divisions that a phrase such as "northern Iraq" or "Syria's Idlib province" begins with. A direction is
    left out where it is no part of a name: "South Sudan" is no south of Sudan."""
    bare = bare_name(name)
    rest = DIRECTION.sub("", bare)
    named = _named_first(bare.split(), gazetteer=gazetteer, least=2) if rest != bare else []
    return named or _named_first(rest.split(), gazetteer=gazetteer, least=1)


def _named_first(words: Sequence[str], *, gazetteer: Gazetteer, least: int) -> list[Candidate]:
    """The countries, else the divisions and areas, of the longest name of so many words or more that some words begin with."""
    for length in range(min(4, len(words)), least - 1, -1):
        head = " ".join(words[:length]).strip("'’")
        if not head[:1].isupper():
            continue
        found = gazetteer.candidates(head.removesuffix("'s").removesuffix("’s"))
        holders = [c for c in found if c.kind in {"country", "admin1", "area"} and c.grade <= TODAYS]
        if holders:
            wide = [c for c in holders if c.kind == "country"]
            return wide or holders
    return []
