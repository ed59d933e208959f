"""Which persons are public: those whom a report shows in an office or at the head of a group. All others are private."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Self

from cairn.model import ActorKind, Event, Participant, Person

#: Words of names that name nobody by themselves.
_PARTICLES: Final = frozenset(
    "al el ul ad as ash ar an at abu abou umm um bin ibn ben bint ould wuld ag de da di do dos del della la le van von der den und y e and the of "
    "mr mrs ms miss dr prof sir lady lord dame sheikh shaikh sheik hajji haji mullah maulana ayatollah imam father sister brother king queen prince "
    "president minister general colonel major captain lieutenant sergeant commander jr sr ii iii iv".split()
)
#: A part of a name of at least so many letters is masked where it stands alone.
_LEAST: Final = 2


_WORD: Final = re.compile(r"[^\W_](?:[^\W_]|')*")


class _Plain(dict[int, str]):
    """Every character as one small letter without its accent; a character that would become two stays."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in "’ʼ‘`´":
            plain = "'"
        elif char in "‐‑‒–":
            plain = "-"
        else:
            small = unicodedata.normalize("NFKD", char)[:1].casefold()
            plain = small if len(small) == 1 else char
        self[code] = plain
        return plain


_PLAIN: Final = _Plain()


def plain(text: str) -> str:
    """A text in small letters without accents, as long as before, so that offsets hold.

    >>> plain("José O’Neill")
    "jose o'neill"
    """
    return text.translate(_PLAIN)


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, plain; hyphens part words too."""
    letters = plain(name) if name.isascii() else "".join(char for char in plain(name) if not unicodedata.combining(char))
    return tuple(_WORD.findall(letters))


def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name that stand for the person when they stand alone: not "al", "bin", "Dr"."""
    return tuple(word for word in words_of(name) if word not in _PARTICLES and len(word) >= _LEAST)


def is_name(text: str) -> bool:
    """Whether a text holds a word that is written as a name: with a capital, or in a script without capitals."""
    return any(word[:1].isalpha() and not word[:1].islower() for word in text.replace("-", " ").split())


@dataclass(frozen=True, slots=True)
class Persons:
    """The persons of one or more reports, by every name that the reports give them.

    A name that is public in one of the reports is public in all of them: what one report calls by name alone another shows in
    office. Ask only with the reports of one event: two persons of one name may be a minister in one place and a victim in another.
    """

    public: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()

    @classmethod
    def of(cls, people: Iterable[Person]) -> Self:
        """The persons that reports name (`Coding.people`)."""
        public: set[str] = set()
        private: set[str] = set()
        for one in people:
            (public if one.public else private).update((one.name, *one.aliases))
        return cls(frozenset(public), _without(private, public))

    def __or__(self, other: "Persons") -> "Persons":
        public = self.public | other.public
        return Persons(public, _without(self.private | other.private, public))

    def with_event(self, event: Event) -> "Persons":
        """With the persons that take part in an event and stand in none of the reports' lists: private, as nothing shows them in office."""
        unknown = {
            name for p in event.participants if self.is_private(p) for name in (p.name, p.surface) if name and is_name(name)
        }
        return Persons(self.public, _without(self.private | unknown, self.public)) if unknown - self.private else self

    def is_private(self, participant: Participant) -> bool:
        """Whether a participant is a person who is no public figure; a mere description ("a senior commander") names nobody."""
        return participant.kind is ActorKind.PERSON and self.hides(participant.name)

    def hides(self, name: str) -> bool:
        """Whether a person's name is to be hidden: any that is not known to be public."""
        return is_name(name) and name not in self.public and words_of(name) not in {words_of(known) for known in self.public}


def _without(private: Iterable[str], public: Iterable[str]) -> frozenset[str]:
    known = {words_of(name) for name in public}
    return frozenset(name for name in private if is_name(name) and words_of(name) not in known)
