"""Words that mean a state: its names, its demonyms, its people, its capital."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from cairn.linking.who.names import is_acronym, key
from cairn.linking.who.schema import StateFile, StateRow

if TYPE_CHECKING:
    from cairn.linking.who.registry import Registry

_NO_PLURAL = ("s", "sh", "ch", "ese", "z")


class TermSort(StrEnum):
    """What a word for a state is; a bare name or capital stands for the government, a bare people for civilians."""

    NAME = "name"
    CAPITAL = "capital"
    ADJECTIVE = "adjective"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Term:
    """One word for one state.

    `shared` where it more usually means another state ("Congolese" for CG); `adjectival` where it is also a demonym ("U.S.").
    """

    state: str
    sort: TermSort
    shared: bool = False
    adjectival: bool = False


def terms(file: StateFile) -> Mapping[str, tuple[Term, ...]]:
    """Every word for a state by its key, the usual state first."""
    found: dict[str, list[Term]] = defaultdict(list)
    for code, row in file.states.items():
        for word, term in dict(reversed(list(_of_state(code, row)))).items():  # of two uses of a word the first counts
            found[word].append(replace(term, adjectival=word in _demonyms(row)))
    return MappingProxyType({word: tuple(sorted(uses, key=lambda term: term.shared)) for word, uses in found.items()})


def _of_state(code: str, row: StateRow) -> Iterator[tuple[str, Term]]:
    yield from ((key(name), Term(code, TermSort.NAME)) for name in (row.name, *row.names))
    yield from ((key(word), Term(code, TermSort.ADJECTIVE)) for word in row.adjectives)
    yield from ((key(word), Term(code, TermSort.PEOPLE)) for word in (*row.people, *_plurals(row)))
    yield from ((key(word), Term(code, TermSort.ADJECTIVE, shared=True)) for word in row.shared)
    yield from ((key(word), Term(code, TermSort.CAPITAL)) for word in (row.capital, *row.metonyms) if word)


def _demonyms(row: StateRow) -> frozenset[str]:
    return frozenset(key(word) for word in (*row.adjectives, *row.shared, *row.people, *_plurals(row)))


def _plurals(row: StateRow) -> Iterator[str]:
    for word in row.adjectives:
        if not word.endswith(_NO_PLURAL) and not is_acronym(word) and word not in (row.name, *row.names):
            yield f"{word}s"


def demonyms(registry: "Registry") -> Mapping[str, str]:
    """Every demonym and adjective, lower case, with the ISO code of the state that it usually means.

    >>> from cairn.linking.who import Registry
    >>> demonyms(Registry.load())["iraqi"]
    'IQ'
    """
    return MappingProxyType({word: uses[0].state for word, uses in registry.terms.items() if uses[0].adjectival})
