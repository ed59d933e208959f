"""Words of news English: their forms, and text made ready for looking them up."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from cairn.codebook.rows import Row

_HYPHENS = "-\u00ad\u2010\u2011\u2012\u2013\u2014"
_APOSTROPHES = "\u2018\u2019\u02bc`"
_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
_FOLDED = {ord(c): " " for c in _HYPHENS + _SPACES} | {ord(c): "'" for c in _APOSTROPHES}
#: Letters whose small form is two characters, or hangs on what stands beside them.
_ODD = "\u0130\u03a3"
_HISSING = ("s", "x", "z", "ch", "sh")
_STAR = "*"


@dataclass(frozen=True, slots=True)
class Words(Row):
    """Words that point at one value. Nouns and verbs stand for all their forms, phrases for themselves.

    A noun is inflected in its last word and a verb in its first, or in the word that bears a star ("carpet bomb*").
    `patterns` are regular expressions, met by folded text.
    """

    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inflections(Row):
    """The forms that the regular rules get wrong: all forms of a verb but itself, the plural of a noun, doubled consonants."""

    verbs: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    nouns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    doubled: tuple[str, ...] = ()

    def forms(self, words: Words) -> Iterator[str]:
        """Every form of every word, folded; a form may come twice."""
        for noun in words.nouns:
            yield from self._inflected(noun, self._noun, last=True)
        for verb in words.verbs:
            yield from self._inflected(verb, self._verb, last=False)
        yield from (fold_phrase(phrase) for phrase in words.phrases)

    def _inflected(self, phrase: str, forms: Callable[[str], tuple[str, ...]], *, last: bool) -> Iterator[str]:
        parts = fold_phrase(phrase).split()
        starred = [i for i, part in enumerate(parts) if part.endswith(_STAR)]
        at = starred[0] if starred else len(parts) - 1 if last else 0
        for form in forms(parts[at].removesuffix(_STAR)):
            yield " ".join((*parts[:at], form, *parts[at + 1 :]))

    def _noun(self, noun: str) -> tuple[str, ...]:
        return (noun, self.nouns[noun] if noun in self.nouns else _with_s(noun))

    def _verb(self, verb: str) -> tuple[str, ...]:
        if verb in self.verbs:
            return (verb, *self.verbs[verb])
        stem = verb + verb[-1] if verb in self.doubled else verb
        return (verb, _with_s(verb), _with_ed(stem), _with_ing(stem))




def fold(text: str) -> str:
    """The text in lower case, with spaces for hyphens and white space and straight apostrophes; offsets stay as they are.

    >>> fold("Car-bomb in Al-Qa\u2019im")
    "car bomb in al qa'im"
    """
    plain = text.translate(_FOLDED)
    if plain.isascii() or not any(odd in plain for odd in _ODD):
        return plain.lower()
    return "".join(_small(character) for character in plain)


def _small(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character


def fold_phrase(phrase: str) -> str:
    """A phrase as it is looked up: folded, composed, with single spaces."""
    return " ".join(fold(unicodedata.normalize("NFC", phrase)).split())


@lru_cache(maxsize=256)
def pattern_of(forms: tuple[str, ...], patterns: tuple[str, ...] = ()) -> re.Pattern[str]:
    """One pattern that meets, in folded text, any of the forms as whole words, the longest first, or any of the patterns."""
    longest_first = sorted(set(forms), key=lambda form: (-len(form), form))
    listed = _by_initial([re.escape(form).replace(r"\ ", " +") for form in longest_first])
    whole = [rf"(?<!\w)(?:{listed})(?!\w)"] if listed else []
    return re.compile("|".join([*whole, *map(_cased, patterns)]) or r"(?!)")


def _by_initial(alternatives: Iterable[str]) -> str:
    """Alternatives, those with one first letter behind it: most places in a text are then passed over at a letter's glance."""
    groups: dict[str, list[str]] = defaultdict(list)
    for alternative in alternatives:
        groups[alternative[: 2 if alternative[0] == "\\" else 1]].append(alternative)
    return "|".join(rf"{initial}(?:{'|'.join(one.removeprefix(initial) for one in group)})" for initial, group in groups.items())


def _cased(pattern: str) -> str:
    """A pattern for folded text: one that is in small letters itself need not be read without regard to case."""
    letters = re.sub(r"\\.", "", pattern)
    return f"(?:{pattern})" if letters == letters.lower() else f"(?i:{pattern})"


def _with_s(word: str) -> str:
    if _ends_in_consonant_y(word):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(_HISSING) else "s")


def _with_ed(stem: str) -> str:
    if _ends_in_consonant_y(stem):
        return stem[:-1] + "ied"
    return stem + ("d" if stem.endswith("e") else "ed")


def _with_ing(stem: str) -> str:
    if stem.endswith("ie"):
        return stem[:-2] + "ying"
    return (stem[:-1] if stem.endswith("e") and not stem.endswith(("ee", "ye", "oe")) else stem) + "ing"


def _ends_in_consonant_y(word: str) -> bool:
    return word.endswith("y") and word[-2:-1] not in tuple("aeiou")
