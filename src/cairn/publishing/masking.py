"""Private persons' names in running text: every letter of them becomes █, so that offsets hold."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import unquote

from cairn.publishing.naming import parts_of, plain, words_of
from cairn.publishing.persons import Persons

MASK: Final = "█"
#: What may stand between two letters of a name and is not seen: combining marks, soft hyphens, zero-width characters, the Arabic stretch.
_UNSEEN: Final = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u00ad\u200b-\u200f\u2060\u0640]")
#: So many characters that are no letters may stand between two words of a name: "al-Sudani", "Ali,\nHassan"; none in a tag, "JohnSmith".
_BETWEEN: Final = 3
#: What may be written onto a name: "the Hassans".
_ENDINGS: Final = ("s", "es", "")
#: From here on lie the scripts of East Asia, which write words without blanks.
_CJK: Final = 0x2E80


def mask(text: str, persons: Persons) -> str:
    """The text with the names of private persons masked: whole names however they are written, and their parts where they stand as
    capitalised words. It is as long as before.

    What stands in a public person's name stays, and a public person's last name stays where it stands alone.

    >>> mask("Ali Hassan, 34, was hurt; Hassan is at home.", Persons(private=frozenset({"Ali Hassan"})))
    '███ ██████, 34, was hurt; ██████ is at home.'
    """
    return hiding(persons).mask(text) if persons.private else text


def mask_address(address: str | None, persons: Persons) -> str | None:
    """An address of a page or a file; None where a private person's name stands in it, for a masked address leads nowhere."""
    return hiding(persons).address(address) if address and persons.private else address


def _seen(text: str) -> tuple[str, Sequence[int]]:
    """What is seen of a text, plain, and where each of its characters and its end stand in the text."""
    small = plain(text)
    if text.isascii() or not _UNSEEN.search(small):
        return small, range(len(small) + 1)
    at = [n for n, char in enumerate(small) if not _UNSEEN.match(char)]
    return "".join(small[n] for n in at), [*at, len(text)]


def _masked(name: str) -> str:
    return "".join(MASK if char.isalnum() or unicodedata.combining(char) else char for char in name)


class _Kind(Enum):
    PUBLIC = auto()
    WHOLE = auto()
    PART = auto()


class _Name(NamedTuple):
    """The words of a name or a part of it. Of several that begin at one place that of the lowest rank stands there."""

    rank: int
    words: tuple[str, ...]
    kind: _Kind


class _Found(NamedTuple):
    """Where a name stands, in the order of the text."""

    start: int
    rank: int
    end: int
    kind: _Kind


@dataclass(frozen=True, slots=True)
class Hiding:
    """The names of some persons as texts hold them. `private` are the words of each private name."""

    private: frozenset[tuple[str, ...]]
    _hidden: tuple[_Name, ...]
    _public: tuple[_Name, ...]
    _in_addresses: frozenset[tuple[str, ...]]
    _first: tuple[str, ...]

    def may_stand_in(self, text: str) -> bool:
        """Whether a private name may stand in a text: one look for the first words of names, after which most texts need no other."""
        if not text.isascii():
            return True
        small = plain(text)
        for word in self._first:  # noqa: SIM110 - a generator would take longer than the search
            if word in small:
                return True
        return False

    def mask(self, text: str) -> str:
        """See `mask`."""
        if not self.may_stand_in(text):
            return text
        seen, at = _seen(text)
        hidden = [found for name in self._hidden if name.words[0] in seen for found in _standing(name, seen)]
        if not hidden:
            return text
        out, end, free = [], 0, 0
        for found in sorted((*hidden, *(found for name in self._public for found in _standing(name, seen)))):
            if found.start < free:
                continue
            free, begin = found.end, at[found.start]
            if found.kind is _Kind.PUBLIC or (found.kind is _Kind.PART and text[begin].islower()):
                continue
            out += [text[end:begin], _masked(text[begin : at[found.end]])]
            end = at[found.end]
        return "".join((*out, text[end:])) if out else text

    def address(self, address: str) -> str | None:
        """See `mask_address`."""
        seen, _ = _seen(unquote(address))
        named = any(_ends(words, seen, start) is not None for words in self._in_addresses for start in _starts(words, seen))
        return None if named else address


@lru_cache(maxsize=256)
def hiding(persons: Persons) -> Hiding:
    """What hides the private ones of some persons. At one place the name of most words wins, whosever it is; of one word a public person's."""
    private, public = {words_of(name) for name in persons.private}, {words_of(name) for name in persons.public} - {()}
    kinds: dict[tuple[str, ...], _Kind] = {(part,): _Kind.PART for name in persons.private for part in parts_of(name)}
    kinds |= {words: _Kind.WHOLE if len(words) > 1 else _Kind.PART for words in private if words}
    kinds |= dict.fromkeys(public, _Kind.PUBLIC)
    known = _last_names(persons.public)
    kinds |= {(last,): _Kind.PUBLIC for last in known}
    ordered = sorted(kinds, key=lambda words: (-len(words), -sum(map(len, words)), words))
    names = [_Name(rank, words, kinds[words]) for rank, words in enumerate(ordered)]
    hidden, shown = (tuple(name for name in names if (name.kind is _Kind.PUBLIC) is shows) for shows in (False, True))
    first = {words[0] if words else "" for words in (*private, *(name.words for name in hidden))}
    in_addresses = private - {()} | {(last,) for last in _last_names(persons.private) - known}
    return Hiding(frozenset(private), hidden, shown, frozenset(in_addresses), tuple(first))


def _last_names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(parts[-1] for name in names if (parts := parts_of(name)))


def _standing(name: _Name, seen: str) -> Iterator[_Found]:
    for start in _starts(name.words, seen):
        if (end := _ends(name.words, seen, start)) is not None:
            yield _Found(start, name.rank, end, name.kind)


def _starts(words: tuple[str, ...], seen: str) -> Iterator[int]:
    """Where the first word of a name stands. Scripts without capitals part words otherwise: Arabic writes "and" and "for" onto them."""
    first = words[0]
    apart = first[0].upper() != first[0] or not first[0].isalpha()
    start = seen.find(first)
    while start >= 0:
        if not (apart and start and seen[start - 1].isalnum()):
            yield start
        start = seen.find(first, start + 1)


def _ends(words: tuple[str, ...], seen: str, start: int) -> int | None:
    """Where a name ends whose first word begins here; None where its other words do not follow or the last goes on. Chinese writes no
    blanks between words."""
    end = start + len(words[0])
    for word in words[1:]:
        begin = end
        while begin < len(seen) and begin - end < _BETWEEN and not seen[begin].isalnum():
            begin += 1
        if not seen.startswith(word, begin):
            return None
        end = begin + len(word)
    if ord(words[-1][-1]) >= _CJK:
        return end
    for more in _ENDINGS:
        whole = end + len(more)
        if seen.startswith(more, end) and not seen[whole : whole + 1].isalnum():
            return whole
    return None
