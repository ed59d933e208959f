"""Private persons' names in running text: every letter of them becomes █, so that offsets hold."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import unquote

from cairn.publishing.naming import parts_of, plain, words_of
from cairn.publishing.persons import Persons

MASK: Final = "█"
#: What may stand between two letters of a name and is not seen: combining marks, soft hyphens, zero-width characters, the Arabic stretch.
_UNSEEN: Final = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u00ad\u200b-\u200f\u2060\u0640]")
#: What may stand between two words of a name: "al-Sudani", "Ali,\nHassan", "JohnSmith" in a tag.
_BETWEEN: Final = r"[\W_]{0,3}"
_NO_LETTER_BEFORE: Final = r"(?<![^\W_])"
_NO_LETTER_AFTER: Final = r"(?:s|es)?(?![^\W_])"
#: From here on lie the scripts of East Asia, which write words without blanks.
_CJK: Final = 0x2E80


def mask(text: str, persons: Persons) -> str:
    """The text with the names of private persons masked: whole names however they are written, and their parts where they stand as
    capitalised words. It is as long as before.

    What stands in a public person's name stays, and a public person's last name stays where it stands alone.

    >>> mask("Ali Hassan, 34, was hurt; Hassan is at home.", Persons(private=frozenset({"Ali Hassan"})))
    '███ ██████, 34, was hurt; ██████ is at home.'
    """
    if not persons.private or not text:
        return text
    seen, at = _seen(text)
    if not any(word in seen for word in _words(persons)) or (hidden := _hidden(persons)) is None:
        return text
    out, end = [], 0
    for found in hidden.pattern.finditer(seen):
        kind, begin = hidden.kinds[(found.lastindex or 0) - 1], at[found.start()]
        if kind is _Kind.PUBLIC or (kind is _Kind.PART and text[begin].islower()):
            continue
        out += [text[end:begin], _masked(text[begin : at[found.end()]])]
        end = at[found.end()]
    return "".join((*out, text[end:])) if out else text


def _seen(text: str) -> tuple[str, Sequence[int]]:
    """What is seen of a text, plain, and where each of its characters and its end stand in the text."""
    small = plain(text)
    if text.isascii() or not _UNSEEN.search(small):
        return small, range(len(small) + 1)
    at = [n for n, char in enumerate(small) if not _UNSEEN.match(char)]
    return "".join(small[n] for n in at), [*at, len(text)]


@lru_cache(maxsize=4096)
def _words(persons: Persons) -> frozenset[str]:
    """One word of every private name: a text without any of them is left alone."""
    return frozenset(word for name in persons.private for word in (*parts_of(name), *words_of(name)[:1]))


def mask_address(address: str | None, persons: Persons) -> str | None:
    """An address of a page or a file; None where a private person's name stands in it, for a masked address leads nowhere."""
    if not address or not persons.private:
        return address
    seen, _ = _seen(unquote(address))
    if not any(word in seen for word in _words(persons)):
        return address
    pattern = _address_pattern(persons)
    return None if pattern is not None and pattern.search(seen) else address


def _masked(name: str) -> str:
    return "".join(MASK if char.isalnum() or unicodedata.combining(char) else char for char in name)


class _Kind(Enum):
    PUBLIC = auto()
    WHOLE = auto()
    PART = auto()


class _Hidden(NamedTuple):
    """A pattern with one group a name, and what the name of each group is."""

    pattern: re.Pattern[str]
    kinds: tuple[_Kind, ...]


@lru_cache(maxsize=256)
def _hidden(persons: Persons) -> _Hidden | None:
    """At one place the name of most words wins, whosever it is; of one word a public person's."""
    kinds: dict[tuple[str, ...], _Kind] = {
        (part,): _Kind.PART for name in persons.private for part in (*parts_of(name), *_single(name))
    }
    kinds |= {words: _Kind.WHOLE for name in persons.private if len(words := words_of(name)) > 1}
    kinds |= {words: _Kind.PUBLIC for name in persons.public if (words := words_of(name))}
    kinds |= {(last,): _Kind.PUBLIC for last in _last_names(persons.public)}
    ordered = sorted(kinds, key=lambda words: (-len(words), -sum(map(len, words)), words))
    if not ordered:
        return None
    told = "|".join(f"({_written(words)})" for words in ordered)
    return _Hidden(re.compile(told), tuple(kinds[words] for words in ordered))


def _single(name: str) -> tuple[str, ...]:
    words = words_of(name)
    return words if len(words) == 1 else ()


def _last_names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(parts[-1] for name in names if (parts := parts_of(name)))


@lru_cache(maxsize=256)
def _address_pattern(persons: Persons) -> re.Pattern[str] | None:
    names = {words for name in persons.private if (words := words_of(name))}
    names |= {(last,) for last in _last_names(persons.private) - _last_names(persons.public)}
    patterns = [_written(words) for words in sorted(names)]
    return re.compile("|".join(patterns)) if patterns else None


def _written(words: tuple[str, ...]) -> str:
    """The pattern of a name. Scripts without capitals part words otherwise: Arabic writes "and" and "for" onto them, Chinese nothing between."""
    first, last = words[0][0], words[-1][-1]
    before = _NO_LETTER_BEFORE if first.upper() != first or not first.isalpha() else ""
    after = "" if ord(last) >= _CJK else _NO_LETTER_AFTER
    return before + _BETWEEN.join(map(re.escape, words)) + after
