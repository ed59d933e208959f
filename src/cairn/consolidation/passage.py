"""What the sentences behind an account say beyond what is coded: names, words that tie it to an earlier report, whose copy it is.

All of it follows from the report's text and the account's spans, so nothing of it has to be stored.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources

import yaml
from rapidfuzz.fuzz import ratio

from cairn.consolidation.copies import Sketch, sketch
from cairn.consolidation.names import folded
from cairn.model import Account

#: A report up to so many characters is taken whole; of a longer one what stands so near a claim of the account.
SHORT, AROUND = 900, 250
#: Two names of so many letters or more are one in spite of their spelling from this likeness on, of 100.
LETTERS, LIKE = 4, 80.0
#: A place's word of no more letters is found from this likeness on.
LOOSE = LIKE - 5
_CAPITAL = re.compile(r"\b[^\W\d_a-z][\w'’-]*")
_TOKEN = re.compile(r"\w+")
#: Where a pattern of sites.yaml falls into alternatives: at bars outside of brackets. A word in it, with its brackets.
_ALTERNATIVES = re.compile(r"\|(?![^(]*\))")
_WORD = re.compile(r"(?:\w|\?|\(\?:[\w|?]+\)|\[\w+\])+")
HOURS = ("morning", "noon", "afternoon", "evening", "night", "overnight", "dawn")
_HOUR = re.compile(rf"\b(?:{'|'.join(HOURS)})\b", re.IGNORECASE)


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
        sites = sites_in(words)
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


@dataclass(frozen=True, slots=True)
class _Site:
    """The words for a kind of site: whole, those of one word, and the first words of longer ones."""

    whole: re.Pattern[str]
    words: re.Pattern[str]
    firsts: re.Pattern[str]

    @classmethod
    def of(cls, pattern: str) -> "_Site":
        """The site of a pattern whose alternatives are words, parted by blanks."""
        every = [a for a in _ALTERNATIVES.split(pattern) if a]
        words = [a for a in every if re.fullmatch(_WORD, a)]
        firsts = [_WORD.match(a).group() for a in every if a not in words]  # type: ignore[union-attr]
        whole, *parts = (re.compile(f"(?:{p})", re.IGNORECASE) for p in (rf"\b(?:{pattern})\b", "|".join(words) or "(?!)", "|".join(firsts) or "(?!)"))
        return cls(whole, *parts)


@cache
def _sites() -> dict[str, _Site]:
    found = yaml.safe_load(resources.files("cairn.consolidation").joinpath("sites.yaml").read_text(encoding="utf-8"))
    return {name: _Site.of(pattern) for name, pattern in found.items()}


@cache
def site_names() -> dict[str, int]:
    """The kinds of site by their order."""
    return {name: n for n, name in enumerate(_sites())}


def sites_in(text: str) -> frozenset[str]:
    """The kinds of site that a text names. Each of its words is looked up once; what begins like a longer name is looked for as a whole."""
    words = [_site_words(word) for word in {m.group() for m in _TOKEN.finditer(text)}]
    found = {name for named_, _ in words for name in named_}
    perhaps = {name for _, first in words for name in first} - found
    return frozenset(found | {name for name in perhaps if _sites()[name].whole.search(text)})


@lru_cache(maxsize=1 << 16)
def _site_words(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sites that a word names, and those for which it begins a longer name."""
    return tuple(n for n, s in _sites().items() if s.words.fullmatch(word)), tuple(n for n, s in _sites().items() if s.firsts.fullmatch(word))


@cache
def common() -> frozenset[str]:
    """Words that are seldom a name of their own, though they may have a capital."""
    return frozenset(resources.files("cairn.consolidation").joinpath("common.txt").read_text(encoding="utf-8").split())


def like_any(name: str, others: Iterable[str]) -> bool:
    """Whether a name is one of several, or spelt like one of them."""
    return any(name == o or (len(o) >= LETTERS and name[0] == o[0] and ratio(name, o) >= LIKE) for o in others)


def by_letter(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by their first letter, without which none is spelt like another."""
    found: dict[str, set[str]] = {}
    for word in words:
        found.setdefault(word[0], set()).add(word)
    return {letter: tuple(sorted(those)) for letter, those in found.items()}


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
