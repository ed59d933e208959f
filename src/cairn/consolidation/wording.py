"""The words of summaries: for types, days, numbers of people, lists and participants."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

import yaml

from cairn.codebook import Codebook
from cairn.consolidation.names import folded
from cairn.model import ActorKind, Casualty, Participant, When, WhenPrecision

#: English, whatever the machine's own language.
_MONTHS = "January February March April May June July August September October November December".split()
_ARTICLE = re.compile(r"(?i)(?:the|an?|his|her|their|its|one|\d+)\b")
#: Names that English gives an article: "the Military Forces of Niger", "the Baloch Liberation Army", "the Taliban".
_NOUNS = (
    "Forces|Government|Ministry|Judiciary|Police|Army|Guards?|Service|Committee|Coalition|Council|Nations|Front|Movement|Party|"
    "Alliance|Union|Network|Group|Militia|Brigades?|Organi[sz]ation|Taliban"
)
_WITH_THE = re.compile(rf"(?!The )(?:[\w' -]+ )?(?:{_NOUNS})\b.*")
#: So many participants are told by name.
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Phrase:
    """How an event of a type is told."""

    what: str
    by: str = "by"
    link: str = "against"
    alone: str = ""
    verb: str = "took place"
    many: bool = False
    between: bool = False


@cache
def _phrases() -> dict[str, Phrase]:
    text = resources.files("cairn.consolidation").joinpath("wording.yaml").read_text(encoding="utf-8")
    return {kind: Phrase(**row) for kind, row in yaml.safe_load(text).items()}


def phrase_of(kind: str, codebook: Codebook) -> Phrase:
    """The phrase for a type; for one of the user's own its name."""
    name = codebook.types[kind].name
    return _phrases().get(kind) or Phrase(f"{_article(name)} {name[:1].lower()}{name[1:]}")


def _article(word: str) -> str:
    return "an" if word[:1].lower() in "aeiou" else "a"


def listed(words: Sequence[str]) -> str:
    """A list in words: "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def named(participants: Sequence[Participant]) -> str:
    """Participants in words, no more than three by name; persons are told by their position or their number, never by name."""
    persons = [p for p in participants if p.kind is ActorKind.PERSON]
    unnamed = len({p.name for p in persons if not _position(p)})
    names = list(dict.fromkeys(_called(p) for p in participants if p not in persons or _position(p)))
    if unnamed:
        names.append("a person" if unnamed == 1 else f"{unnamed} people")
    more = len(names) - _TOLD
    return listed([*names[:_TOLD], f"{more} more"] if more > 0 else names)


def _position(person: Participant) -> str:
    """A person's position; nothing where it gives the name away."""
    position = person.position or ""
    return "" if set(folded(person.name).split()) & set(folded(position).split()) else position


def _called(participant: Participant) -> str:
    """A participant in English: "the Military Forces of Niger", "civilians (Russia)", "an unidentified armed group (Mali)"."""
    name = participant.name
    if participant.kind is ActorKind.PERSON:
        position = _position(participant)
        return position if _ARTICLE.match(position) else f"{_article(position)} {position}"
    if name.startswith("Unidentified"):
        plain, mark, country = name.partition(" (")
        return f"{'' if plain.endswith('s') else 'an '}{plain.lower()}{mark}{country}"
    if participant.kind in (ActorKind.CIVILIANS, ActorKind.PROTESTERS, ActorKind.RIOTERS):
        plain, mark, country = name.partition(" (")
        return f"{plain if ' ' in plain or plain.isupper() else plain.lower()}{mark}{country}"
    return f"the {name}" if _WITH_THE.fullmatch(name) else name


def days(when: When) -> str:
    """When, with its preposition: "on 21 May 2016", "in May 2016", "between 3 and 7 May 2016", "on or before 8 March 2024"."""
    start, end = when.start, when.end
    if start is not None and end is not None:
        return _stretch(start, end, when.precision)
    if end is not None:
        return f"on or before {_day(end)}"
    return "on an unknown date" if start is None else f"on or after {_day(start)}"


def _stretch(start: date, end: date, precision: WhenPrecision) -> str:
    if start == end:
        return f"on {_day(start)}"
    if precision is WhenPrecision.YEAR and (start, end) == (date(start.year, 1, 1), date(start.year, 12, 31)):
        return f"in {start.year}"
    if start.day == 1 and (start.year, start.month, monthrange(start.year, start.month)[1]) == (end.year, end.month, end.day):
        return f"in {_MONTHS[start.month - 1]} {start.year}"
    if (end - start).days == 1:
        return f"on {_until(start, end)} or {_day(end)}"
    return f"between {_until(start, end)} and {_day(end)}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _until(start: date, end: date) -> str:
    """The first day of a stretch, without what the last one says as well."""
    if start.year != end.year:
        return _day(start)
    return f"{start.day}" if start.month == end.month else f"{start.day} {_MONTHS[start.month - 1]}"


def amount(casualty: Casualty) -> str:
    """A number with its bounds in words: "26", "at least 26", "about 26", "20 to 30", "26 (20 to 30)", "up to 60"."""
    low, best, high = casualty.low, casualty.best, casualty.high
    if best is None:
        return _range(low, high)
    if low is None:
        return f"about {best}" if high in (None, best) else f"about {best} (up to {high})"
    return _range(low, high) if best == low else f"{best} ({_range(low, None if high == best else high)})"


def _range(low: int | None, high: int | None) -> str:
    if low is None:
        return f"up to {high}"
    if high is None:
        return f"at least {low}"
    return f"{low}" if low == high else f"{low} to {high}"
