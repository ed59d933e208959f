"""Titles and ranks that stand with a person's name, from `positions.yaml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from cairn.linking.who.files import read_positions
from cairn.linking.who.names import key

LONGEST_TITLE = 5


@dataclass(frozen=True, slots=True)
class Title:
    """A kind of position.

    `public`: exports keep its holder's name; `leads`: its holder leads the organisation named with it; `rank`: a rank or
    form of address, no office.
    """

    id: str
    public: bool
    leads: bool
    rank: bool


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles by their words, the words before a title, family names that stand first, given names by their variants."""

    by_words: Mapping[str, Title]
    before: frozenset[str]
    family_first: frozenset[str]
    variants: Mapping[str, str]

    def ending(self, words: Sequence[str]) -> Title | None:
        """The title that a phrase ends in, singular or plural, the longest first."""
        tokens = key(" ".join(words)).split()
        for size in range(min(LONGEST_TITLE, len(tokens)), 0, -1):
            phrase = " ".join(tokens[-size:])
            found = self.by_words.get(phrase) or self.by_words.get(phrase.removesuffix("s"))
            if found is not None:
                return found
        return None


@cache
def titles() -> Titles:
    """The titles that come with Cairn; raises RegistryError where their file does not hold together."""
    file = read_positions()
    by_words = {key(word): Title(row.id, row.public, row.leads, row.rank) for row in file.titles for word in row.words}
    variants = MappingProxyType({other: name for name, others in file.variants.items() for other in others})
    return Titles(MappingProxyType(by_words), frozenset(file.before), frozenset(file.family_first), variants)


def read_title(text: str) -> Title | None:
    """What kind of position a phrase tells of, None where it tells of none; an office outweighs a rank.

    >>> read_title("Iraqi Prime Minister").id, read_title("spokesman for the Houthis").id
    ('head_of_government', 'spokesman')
    """
    words = text.split()
    found = [title for end in range(1, len(words) + 1) if (title := titles().ending(words[:end]))]
    offices = [title for title in found if not title.rank]
    before_of = [title for end, word in enumerate(words) if word in {"of", "for"} and (title := titles().ending(words[:end]))]
    return next(iter([*before_of, *reversed(offices), *found]), None)
