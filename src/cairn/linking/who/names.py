"""Names as keys: two spellings of one name that differ in case, accents, hyphens or apostrophes have the same key."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_APOSTROPHES = "'’‘`´ʼʿʾʻ′ʹ"
_DROP_APOSTROPHES = str.maketrans("", "", _APOSTROPHES)
_POSSESSIVE = re.compile(rf"(?<=\w)[{_APOSTROPHES}][sS]\b")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.)+[^\W\d_]\b\.?|\b(?:[^\W\d_]\.){2,}")
_NOT_WORD = re.compile(r"[\W_]+")
_WORD = re.compile(rf"(?:[A-Za-z]\.){{2,}}[A-Za-z]?|[^\W_]+(?:[{_APOSTROPHES}][^\W_]+)*")
_BRITISH = {
    "defense": "defence", "defenses": "defences", "organization": "organisation", "organizations": "organisations",
    "center": "centre", "labor": "labour", "recognized": "recognised", "mechanized": "mechanised", "armored": "armoured",
    "program": "programme", "motorized": "motorised", "centers": "centres", "peoples": "people", "lords": "lord",
}  # fmt: skip
_SOUNDS = (
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"ou|oo|au|aw|o|u|w(?=[bdfgjklmnprstz])"), "u"),
    (re.compile(r"ee|ei|ey|ai|ay|ie|iy|ij|e|i|y"), "i"),
    (re.compile(r"ui|iu"), "u"),
    (re.compile(r"kh|gh|q|ck|k|g"), "k"),
    (re.compile(r"dh|th(?=[a-z])"), "d"),
    (re.compile(r"j|dj"), "j"),
    (re.compile(r"h\b"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
_ACRONYM = range(2, 10)  # letters
PARTICLES = frozenset(
    {
        "al", "el", "ul", "il", "e", "i", "ud", "ad", "as", "ash", "ar", "an", "at", "az", "ed", "es", "wa", "wal", "bil", "fi",
        "o", "u", "bin", "ibn", "ben",
    },
)  # fmt: skip


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """The form in which names are compared: lower case, no accents or apostrophes, hyphens as spaces, British spelling.
    "Peoples" and "Lords" are the possessives that they stand for.

    A possessive "'s" goes, dots in initials go, Latin letters become ASCII; other scripts stay as they are.

    >>> key("Jama'at Nusrat al-Islam's"), key("U.S.-led"), key("Türkiye")
    ('jamaat nusrat al islam', 'us led', 'turkiye')
    """
    text = _POSSESSIVE.sub("", name).translate(_DROP_APOSTROPHES)
    text = _INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    if not text.isascii():
        text = "".join(map(_plain, unicodedata.normalize("NFKD", text)))
    return " ".join(_BRITISH.get(word, word) for word in _NOT_WORD.sub(" ", text.casefold()).split())


def _plain(char: str) -> str:
    if char.isascii():
        return char
    if unicodedata.category(char) == "Mn":
        return ""
    return anyascii(char) if unicodedata.name(char, "").startswith("LATIN") else char


def letters(name: str) -> str:
    """The letters and digits of a name, possessive dropped, case kept: how acronyms are compared ("U.S." is "US")."""
    return _NOT_WORD.sub("", _POSSESSIVE.sub("", name).translate(_DROP_APOSTROPHES))


def is_acronym(name: str) -> bool:
    """Whether a name is an abbreviation, which is matched by case and never by spelling: "PKK", "IS-K", "M23", "U.S."."""
    if " " in name or name.islower():
        return False
    bare = letters(name)
    capitals = sum(char.isupper() for char in bare)
    return len(bare) in _ACRONYM and capitals >= 1 and capitals >= len(bare) - _lower_allowed(bare)


def _lower_allowed(bare: str) -> int:
    """Digits, and one small letter in an abbreviation such as "FAMa" or "PMUs"."""
    return sum(char.isdigit() for char in bare) + (1 if len(bare) > 3 else 0)


def is_written_as(acronym: str, surface: str) -> bool:
    """Whether a surface writes an acronym: in its own case, or as a word where it has four letters or more ("Isis")."""
    written, wanted = letters(surface), letters(acronym)
    if written.casefold() != wanted.casefold():
        return False
    return written == wanted or written.isupper() or (len(wanted) > 3 and written.istitle())


@lru_cache(maxsize=65536)
def sound(name: str) -> str:
    """How a transliterated name roughly sounds: vowels and letters that transliterations vary are made one.

    >>> sound("Tehreek-e-Taliban") == sound("Tehrik-i-Taliban"), sound("Qaddafi") == sound("Gadhafi")
    (True, True)
    """
    words = [word for word in key(name).split() if word not in PARTICLES]
    return " ".join(_word_sound(word) for word in words)


def _word_sound(word: str) -> str:
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


def words_at(text: str) -> tuple[tuple[int, int, str], ...]:
    """The words of a text with their offsets in code points: start, end, key."""
    return tuple((found.start(), found.end(), key(found[0])) for found in _WORD.finditer(text))
