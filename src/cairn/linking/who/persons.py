"""Names of persons: titles taken off, shortened and differently transliterated names of one person recognised."""

import re

from rapidfuzz import fuzz

from cairn.linking.who.names import key, sound
from cairn.linking.who.positions import titles

_POSSESSIVE = re.compile(r"['’`ʼ]s?$")
_DETERMINER = re.compile(r"^(?:the|a|an|its|their|his|her)\s+", re.IGNORECASE)
_LOWER_START = ("al-", "el-", "ul-", "al ", "el ", "bin ", "ibn ", "von ", "van ", "de ", "da ", "d'", "ould ", "ag ")
_DROPPED = frozenset(
    {
        "al", "el", "ul", "ad", "as", "ash", "ar", "an", "at", "bin", "ibn", "ben", "bint", "ould", "wuld", "ag",
        "jr", "sr", "ii", "iii",
    },
)  # fmt: skip
_EDGES = ' ,;:"“”'
_KUNYAS = frozenset({"abu", "abou", "umm"})
_LONG, _NEAR = 5, 84  # letters from which a word may be spelled otherwise, and how near it must be, of 100


def strip_title(surface: str) -> tuple[str, str | None]:
    """A name without its title, and the title as it stands; (surface, None) where it has none or is only a title.

    >>> strip_title("Iraqi Prime Minister Mohammed Shia al-Sudani")
    ('Mohammed Shia al-Sudani', 'Iraqi Prime Minister')
    >>> strip_title("Yahya Sinwar, the Hamas leader")
    ('Yahya Sinwar', 'Hamas leader')
    """
    text = _POSSESSIVE.sub("", " ".join(surface.split()).strip(_EDGES))
    before = _title_before(text)
    return before or _title_beside(text) or (text, None)


def same_person(a: str, b: str) -> bool:
    """Whether two names can be one person's: equal, spelled otherwise, or one a shortened form of the other.

    A shortened name keeps the family name ("Al-Rufay'i"), or the first name and what follows in order ("Joaquin Guzman" of
    "Joaquin Guzman Loera"). A kunya ("Abu Khadija") is a name of its own: it equals another name only by a stated alias.
    """
    one, other = _units(a), _units(b)
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        return all(_same_word(*pair) for pair in zip(short, long, strict=True))
    if len(short) == 1:
        return _same_family(short[0], long)
    kept_end = _same_word(short[-1], long[-1]) or _same_word(short[0], long[0])
    return kept_end and _in_order(short, long) and _kunya(short) in ("", _kunya(long))


def family_sound(heard: str) -> str:
    """Of how a name sounds, the word by which reports call a person: the last one, or the first where family names stand first.

    A kunya has none.

    >>> family_sound(person_sound("Khalifa Haftar")), family_sound(person_sound("Xi Jinping"))
    ('haftur', 'xi')
    """
    words = heard.split()
    if not words or (words[0] == sound("abu") and len(words) < 3):
        return ""
    return words[0] if words[0] in {sound(family) for family in titles().family_first} and len(words) > 1 else words[-1]


def person_sound(name: str) -> str:
    """How a person's name roughly sounds, given names in one transliteration: equal for two spellings of one name."""
    return " ".join(sound(_plain(word)) for word in key(name).split() if word not in _DROPPED)


def _plain(word: str) -> str:
    return titles().variants.get(word, word)


def _title_before(text: str) -> tuple[str, str] | None:
    words = text.split()
    for cut in range(len(words) - 1, 0, -1):
        rest = " ".join(words[cut:])
        if not words[cut - 1].endswith(",") and titles().ending(words[:cut]) and _is_name(rest):
            return rest, _DETERMINER.sub("", " ".join(words[:cut]))
    return None


def _title_beside(text: str) -> tuple[str, str] | None:
    left, comma, right = (part.strip() for part in text.partition(","))
    for name, title in ((left, right), (right, left)):
        if comma and _is_name(name) and not _has_title(name) and _has_title(title):
            return name, _DETERMINER.sub("", title)
    return None


def _has_title(text: str) -> bool:
    words = text.split()
    return any(titles().ending(words[:end]) for end in range(1, len(words) + 1))


def _is_name(text: str) -> bool:
    return bool(text) and (text[0].isupper() or text.startswith(_LOWER_START))


def _units(name: str) -> list[str]:
    """The words of a name by their keys, particles dropped, a kunya kept in one: "abu bakr", "baghdadi"."""
    words = key(_POSSESSIVE.sub("", strip_title(name)[0])).split()
    units: list[str] = []
    for word in words:
        if units and units[-1] in _KUNYAS:
            units[-1] = f"abu {word}" if word not in _DROPPED else units[-1]
        elif word not in _DROPPED:
            units.append("abu" if word == "abou" else word)
    return units


def _same_word(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    one, other = _plain(one), _plain(other)
    if one == other or (sound(one) == sound(other) and min(len(one), len(other)) > 2):
        return True
    return min(len(one), len(other)) >= _LONG and fuzz.ratio(one, other) >= _NEAR


def _same_family(word: str, long: list[str]) -> bool:
    if word.startswith("abu "):
        return False
    return _same_word(word, long[-1]) or (long[0] in titles().family_first and word == long[0])


def _in_order(short: list[str], long: list[str]) -> bool:
    left = iter(long)
    return all(any(_same_word(word, other) for other in left) for word in short)


def _kunya(units: list[str]) -> str:
    return next((unit for unit in units if unit.startswith(("abu ", "umm "))), "")
