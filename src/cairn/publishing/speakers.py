"""Whose words a report quotes: a private person's, or those of a body or of somebody in an office. For names that no list of the report holds."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

import yaml

from cairn.publishing.naming import PARTICLES, is_name, words_of

_WITHIN: Final = "al|el|ul|bin|bint|ibn|ben|ould|wuld|abu|de|da|do|dos|del|della|di|la|van|von|der|den|y|e"
_BEFORE: Final = r"(?:(?:al|el|ul|ad|an|ar|as|ash|at)[-‐‑])?"
#: Words in a row that are written as a name, with the small words that names have within them.
_RUN: Final = re.compile(rf"(?:\b(?:(?:van|von|der|den|bin|ould|abu|al|el)\s+)+)?{_BEFORE}[^\W\d_a-z][\w.'’ʼ-]*(?:\s+(?:(?:{_WITHIN})\s+)*{_BEFORE}[^\W\d_a-z][\w.'’ʼ-]*)*")
_WORD: Final = re.compile(r"[^\W_][\w'’-]*")
#: How many words of a run can be one person's name; longer ones are titles of books and of papers.
_MOST: Final = 5
#: A name in capitals only has a word of so many letters; acronyms in a row have none.
_SHOUTED: Final = 5
#: Letters that stand before an ending at least, and one more.
_GOES_ON: Final = 2
_SITE: Final = re.compile(r"\w\.[a-z]")


@dataclass(frozen=True, slots=True)
class _Words:
    bodies: frozenset[str]
    beginnings: tuple[tuple[str, ...], ...]
    titles: frozenset[str]
    offices: frozenset[str]
    kin: frozenset[str]
    names: frozenset[tuple[str, ...]]
    compounded: frozenset[tuple[str, ...]]
    endings: tuple[str, ...]
    states: frozenset[str]
    capitals: frozenset[tuple[str, ...]]
    nobody: frozenset[str]
    leaders: frozenset[tuple[str, ...]]


@lru_cache(maxsize=65536)
def private_names_in(said_by: str) -> tuple[str, ...]:
    """The names in a speaker's words that read as those of private persons: not a body's, and nobody's who speaks in an office.

    In doubt a name is a person's: what no list of words knows is rather masked than told.

    >>> private_names_in("a baker, Ali Hassan"), private_names_in("Sudan Tribune"), private_names_in("police spokesman Idris Traore")
    (('Ali Hassan',), (), ())
    """
    if not is_name(said_by):
        return ()
    known = _words()
    told = set(words_of(said_by))
    if told & known.offices and not told & known.kin:
        return ()
    return tuple(name for found in _RUN.finditer(said_by) if (name := _after_titles(found[0], known)) and _is_persons(name, found[0], said_by, known))


def names_nobody(name: str) -> bool:
    """Whether what a reader took for a person's name can be nobody's: a pronoun, a title, a capital.

    >>> names_nobody("He"), names_nobody("Prime Minister"), names_nobody("KABUL"), names_nobody("He Jiankui")
    (True, True, True, False)
    """
    words, known = words_of(name), _words()
    return words in known.capitals or (bool(words) and known.nobody.issuperset(words))


def _is_persons(name: str, run: str, said_by: str, known: _Words) -> bool:
    words = words_of(name)
    if len(words) == 1 and name == run and run != said_by.strip(" .,"):
        return False  # "Russian officials", "sources in Algiers"
    if not words or len(words) > _MOST or words in known.names or words in known.leaders or any(words[: len(one)] == one for one in known.beginnings):
        return False
    if any(_of_body(word, known) for word in words) or (len(words) > 1 and not known.states.isdisjoint(words)) or _SITE.search(name) or any(char.isdigit() for char in name):
        return False
    if "-" in name and " " not in name and words[-1:] in known.compounded and words[0] not in PARTICLES:  # "Itar-Tass"
        return False
    if name.isupper() and len(words) > 1:
        return max(map(len, words)) >= _SHOUTED
    return max(map(len, words)) > 1 and not any(_is_acronym(word) for word in _WORD.findall(name))


def _of_body(word: str, known: _Words) -> bool:
    return word in known.bodies or word.removesuffix("'s").removesuffix("s") in known.bodies or (word.endswith("ies") and word[:-3] + "y" in known.bodies) or (
        word.endswith(known.endings) and len(word) > _GOES_ON + max(len(one) for one in known.endings if word.endswith(one))
    )


def _is_acronym(word: str) -> bool:
    """Whether a word is written as no person's name is: "AFP", "MoD", "TamilNet"; not "O'Neill", "McKay", "HASSAN" or "Al-Hassan"."""
    parts = re.split(r"['’-]", word)
    return any(not (part.startswith(("Mc", "Mac", "Al", "El", "De", "Di", "La", "Le", "Fitz")) and part[1:2].islower()) and _capitals(part) for part in parts)


def _capitals(part: str) -> bool:
    return sum(char.isupper() for char in part) >= 2


def _after_titles(run: str, known: _Words) -> str:
    """What stands in a run of words after its last rank or calling, without what ends a sentence; "" where that names nobody."""
    words = run.rstrip(".'’-").split()
    last = max((n for n, word in enumerate(words) if set(words_of(word)) <= known.titles), default=-1)
    name = " ".join(words[last + 1 :]).removesuffix("'s").removesuffix("’s")
    return name if set(words_of(name)) - PARTICLES else ""


def _of_country(country: tuple[str, ...], endings: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """What is of a country that is named in several words, and its people: "Sierra Leonean", "Sierra Leoneans". Of one word it may be somebody's name."""
    if len(country) > 1:
        *first, last = country
        yield from ((*first, stem + ending + more) for stem in {last, last.rstrip("aeiou")} for ending in endings for more in ("", "s"))


@cache
def _words() -> _Words:
    folder = resources.files("cairn.publishing").joinpath("data")
    read: dict[str, Any] = yaml.safe_load(folder.joinpath("speakers.yaml").read_text(encoding="utf-8"))
    def whole(name: str) -> set[tuple[str, ...]]:
        return {words_of(one.replace("_", " ")) for one in read[name].split()}

    def single(name: str) -> frozenset[str]:
        return frozenset(word for one in read[name].split() for word in words_of(one))

    bodies, capitals = whole("names"), whole("capitals")
    with folder.joinpath("countries.csv").open(encoding="utf-8") as file:
        countries = {words_of(row[column]) for row in csv.DictReader(file) for column in ("name", "acled_name", "ucdp_name")}
    names = bodies | capitals | countries | {name for country in countries for name in _of_country(country, read["peoples"].split())}
    leaders = folder.joinpath("leaders.txt").read_text(encoding="utf-8").splitlines()
    return _Words(
        single("bodies"), tuple(whole("beginnings")), frozenset(read["titles"].split()), frozenset(read["offices"].split()), frozenset(read["kin"].split()),
        frozenset(names), frozenset(bodies), tuple(read["endings"].split()), single("states"), frozenset(capitals), single("nobody"), frozenset(map(words_of, leaders)),
    )  # fmt: skip
