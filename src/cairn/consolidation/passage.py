"""What the sentences behind an account say beyond what is coded: names, words that tie it to an earlier report, whose copy it is.

All of it follows from the report's text and the account's spans, so nothing of it has to be stored.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

import yaml
from rapidfuzz.fuzz import ratio

from cairn.consolidation.copies import Sketch, sketch
from cairn.consolidation.names import folded
from cairn.consolidation.reason import Reason
from cairn.consolidation.weights import reason
from cairn.model import Account, Event

#: A report up to so many characters is taken whole; of a longer one what stands so near a claim of the account.
SHORT, AROUND = 900, 250
#: Two names of so many letters or more are one in spite of their spelling from this likeness on, of 100.
LETTERS, LIKE = 4, 80.0
_CAPITAL = re.compile(r"\b[^\W\d_a-z][\w'’-]*")
_HOUR = re.compile(r"\b(?:morning|noon|afternoon|evening|night|overnight|dawn)\b", re.IGNORECASE)
#: Reports that come out further apart than this are not news of one event, if both are about it.
ONE_NEWS = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Passage:
    """The words behind an account: the names in them in small letters, whether they tell a new toll, tie it to an earlier report or set it off
    from another event, the kinds of site and the parts of the day that they name, and the sketch of the whole report."""

    published: date | None = None
    names: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    hours: frozenset[str] = frozenset()
    grown: bool = False
    follows: bool = False
    contrasts: bool = False
    report: Sketch | None = None

    @classmethod
    def of(cls, text: str, account: Account, published: date | None) -> "Passage":
        """The passage of an account in the text of its report."""
        words = behind(text, account)
        cues = _cues()
        sites = frozenset(name for name, pattern in _sites().items() if pattern.search(words))
        hours = frozenset(m.group().lower() for m in _HOUR.finditer(words))
        grown, follows, contrasts = (bool(cues[name].search(words)) for name in ("grown", "follow_up", "contrast"))
        return cls(published, _names(words), sites, hours, grown, follows, contrasts, sketch(text))


NOTHING = Passage()


def behind(text: str, account: Account) -> str:
    """The text behind an account."""
    if len(text) <= SHORT:
        return text
    places = sorted({(max(0, s.start - AROUND), s.end + AROUND) for claim in account.claims for s in claim.spans})
    parts: list[list[int]] = []
    for start, end in places:
        if parts and start <= parts[-1][1]:
            parts[-1][1] = max(parts[-1][1], end)
        else:
            parts.append([start, end])
    return "\n".join(text[start:end] for start, end in parts)


def _names(text: str) -> frozenset[str]:
    """The longer words with a capital."""
    return frozenset(word for m in _CAPITAL.finditer(text) for word in folded(m.group().removesuffix("'s").removesuffix("’s")).split() if len(word) >= LETTERS)


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    found = yaml.safe_load(resources.files("cairn.consolidation").joinpath("cues.yaml").read_text(encoding="utf-8"))
    return {name: re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE) for name, patterns in found.items()}


@cache
def _sites() -> dict[str, re.Pattern[str]]:
    found = yaml.safe_load(resources.files("cairn.consolidation").joinpath("sites.yaml").read_text(encoding="utf-8"))
    return {name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for name, pattern in found.items()}


@cache
def _common() -> frozenset[str]:
    return frozenset(resources.files("cairn.consolidation").joinpath("common.txt").read_text(encoding="utf-8").split())


def names(a: Event, b: Event, x: Passage, y: Passage) -> Reason | None:
    """Rare names in both passages beyond the actors and places that are coded: a quarter, a village, a victim."""
    first, second = rare(a, b, x, y)
    if not first or not second:
        return None
    shared = sorted(n for n in first if like_any(n, second))
    if shared:
        return reason("names", "shared", f"both reports name {', '.join(shared)}")
    return reason("names", "none", f"{', '.join(sorted(first)[:3])} here, {', '.join(sorted(second)[:3])} there")


def rare(a: Event, b: Event, x: Passage, y: Passage) -> tuple[set[str], set[str]]:
    """The rare names of two passages that are coded in neither event."""
    coded = {word for e in (a, b) for name in (e.where.name, e.where.admin1, *(p.name for p in e.participants)) if name for word in folded(name).split()}
    first, second = ({n for n in p.names - _common() if not like_any(n, coded)} for p in (x, y))
    return first, second


def like_any(name: str, others: Iterable[str]) -> bool:
    """Whether a name is one of several, or spelt like one of them."""
    return any(name == o or (len(o) >= LETTERS and name[0] == o[0] and ratio(name, o) >= LIKE) for o in others)


def named(name: str | None, passage: Passage) -> bool:
    """Whether a passage has all the longer words of a name, in this spelling or another."""
    words = [w for w in folded(name or "").split() if len(w) >= LETTERS]
    return bool(words) and all(_named(w, passage.names) for w in words)


def _named(word: str, others: Iterable[str]) -> bool:
    return any(word == o or (word[0] == o[0] and ratio(word, o) >= (LIKE if len(word) > LETTERS else LIKE - 5)) for o in others)


def wording(a: Event, b: Event, x: Passage, y: Passage) -> Reason | None:
    """Words by which the later report goes on from the earlier one, or by which one of the two sets its event off from another."""
    del a, b
    if x.published is None or y.published is None:
        return None
    earlier, later = (x, y) if x.published <= y.published else (y, x)
    if earlier.contrasts != later.contrasts:
        return reason("wording", "contrast", "one report tells its event from another one")
    if (later.follows or later.grown) and earlier.published != later.published:
        return reason("wording", "follow_up", "the later report goes on from an earlier one")
    return None


def sites(a: Event, b: Event, x: Passage, y: Passage) -> Reason | None:
    """Kinds of site in common: a market here and a police station there speak against one event."""
    del a, b
    if not x.sites or not y.sites:
        return None
    shared = sorted(x.sites & y.sites)
    text = f"both tell of: {', '.join(shared)}" if shared else f"{', '.join(sorted(x.sites))} here, {', '.join(sorted(y.sites))} there"
    return reason("sites", "shared" if shared else "none", text)


def hours(a: Event, b: Event, x: Passage, y: Passage) -> Reason | None:
    """Parts of the day, where both name any."""
    del a, b
    if not x.hours or not y.hours:
        return None
    text = f"{', '.join(sorted(x.hours))} and {', '.join(sorted(y.hours))}"
    return reason("hour", "same" if x.hours & y.hours else "other", text)


def late(x: Passage, y: Passage) -> bool:
    """Whether two reports came out too far apart to be news of one event."""
    return x.published is not None and y.published is not None and abs(x.published - y.published) > ONE_NEWS


def copy(a: Event, b: Event, x: Passage, y: Passage) -> Reason | None:
    """One text, shortened or reworded a little, in both reports."""
    del a, b
    if x.report is not None and y.report is not None and x.report.copies(y.report):
        return reason("copy", "copy", "the reports have most of their words in common")
    return None


def sources(passages: Sequence[Passage]) -> int:
    """How many sources there are, copies of one text counted once."""
    kept: list[Sketch] = []
    unknown = 0
    for passage in passages:
        if passage.report is None:
            unknown += 1
        elif not any(passage.report.copies(other) for other in kept):
            kept.append(passage.report)
    return len(kept) + unknown
