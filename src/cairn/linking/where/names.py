"""Place names made comparable: one spelling for look-up, whatever the script's diacritics, hyphens and articles.

Only the standard library is used here, because the build hook imports this file before anything is installed.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

VERSION: Final = 2  # of the gazetteer file: raise it when `fold`, `bare` or a table changes

ARTICLES: Final = frozenset("al el ad adh an ar as ash at ath az the ul".split())
ADMIN1_WORDS: Final = frozenset(
    "province governorate muhafazat muhafazah wilayat wilayah wilaya oblast krai republic state region department "
    "prefecture estado provincia provinsi vilayet division".split()
)
ADMIN2_WORDS: Final = frozenset(
    "district county co parish borough territory township twp regency woreda cercle raion rayon subdistrict locality".split()
)
TOWN_WORDS: Final = frozenset("city town village camp municipality commune metropolis".split())
PLURALS: Final = {  # "Hunan and Hubei provinces"
    "provinces": "province", "governorates": "governorate", "states": "state", "regions": "region", "departments": "department",
    "prefectures": "prefecture", "oblasts": "oblast", "districts": "district", "counties": "county", "parishes": "parish",
    "townships": "township", "cities": "city", "towns": "town", "villages": "village", "camps": "camp",
}  # fmt: skip
COMMON_WORDS: Final = ADMIN1_WORDS | ADMIN2_WORDS | TOWN_WORDS

_MARKS: Final = "'’‘`ʼʻʾʿ´ʹʺ\"“”ـ."
_LETTERS: Final = str.maketrans("ıøłđðəŋħ", "iolddanh", _MARKS) | {ord("þ"): "th", ord("æ"): "ae", ord("œ"): "oe"}
SHORTEST: Final = 3  # letters that a name without its article has at least
_ASCII_MARKS: Final = str.maketrans("", "", "'`\".")
_COMBINING: Final = re.compile(
    r"[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Latin, Greek, Cyrillic; Hebrew
    r"\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+"  # Arabic
)
_BREAK: Final = re.compile(r"[\W_]+")
_OPENERS: Final = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_SOUNDS: Final = (
    ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("ch", "c"), ("sh", "s"), ("zh", "z"), ("ou", "u"),
    ("oo", "u"), ("ee", "i"), ("ei", "i"), ("ai", "i"), ("ay", "i"), ("ey", "i"), ("aw", "u"), ("au", "u"), ("w", "u"),
    ("q", "k"), ("y", "i"), ("e", "a"), ("o", "u"), ("j", "g"),
)  # fmt: skip


def fold(name: str) -> str:
    """A name without case, marks, apostrophes and punctuation, its words parted by single spaces.

    >>> fold("Al-Ḩasakah"), fold("Sana'a"), fold("St. Petersburg"), fold("الفلوجة")
    ('al hasakah', 'sanaa', 'saint petersburg', 'الفلوجة')
    """
    if name.isascii():
        if name.isalpha():  # most names are one plain word: the build folds a million
            return name.lower()
        words = name.translate(_ASCII_MARKS).casefold()
    else:
        words = _COMBINING.sub("", unicodedata.normalize("NFKD", name.casefold())).translate(_LETTERS)
    if words.isalpha():
        return words
    words = _BREAK.sub(" ", words).strip()
    first, _, rest = words.partition(" ")
    return f"{_OPENERS[first]} {rest}" if rest and first in _OPENERS else words


def bare(folded: str) -> str:
    """A folded name without its article, where at least `SHORTEST` letters stay.

    >>> bare("al hasakah"), bare("el bur"), bare("paso")
    ('hasakah', 'bur', 'paso')
    """
    if " " not in folded:
        return folded
    first, _, rest = folded.partition(" ")
    return rest if first in ARTICLES and len(rest) >= SHORTEST else folded


def core(folded: str) -> tuple[str, str | None]:
    """A folded name without the word that says what it is, and what that word says: admin1, admin2 or town.

    >>> core("anbar province"), core("village of baghuz"), core("republic of dagestan"), core("camp taji")
    (('anbar', 'admin1'), ('baghuz', 'town'), ('dagestan', 'admin1'), ('camp taji', None))
    """
    words = folded.split()
    first, _, rest = folded.partition(" of ")
    if rest and first in COMMON_WORDS:
        return rest, _says(first)
    last = PLURALS.get(words[-1], words[-1]) if len(words) > 1 else ""
    if last in COMMON_WORDS:
        return " ".join(words[:-1]), _says(last)
    if len(words) > 1 and words[0] in {"muhafazat", "wilayat", "wilayah", "wilaya"}:
        return " ".join(words[1:]), "admin1"
    return folded, None


def sound(folded: str) -> str:
    """A folded name in a spelling that most transliterations of Arabic, Persian or Russian share; for fuzzy look-up only.

    >>> sound("deir ezzour") == sound("deir ezzor"), sound("mosul") == sound("makmur")
    (True, False)
    """
    return sounds((folded,))[0]


def sounds(folded: Iterable[str]) -> list[str]:
    """The `sound` of many names, made in one text: a country has a hundred thousand."""
    lines = "\n".join([*folded, ""])
    for written, heard in _SOUNDS:
        lines = lines.replace(written, heard)
    for letter in set(lines) - {"\n"}:
        while letter * 2 in lines:
            lines = lines.replace(letter * 2, letter)
    return lines.replace("h ", " ").replace("h\n", "\n").replace(" ", "").split("\n")[:-1]


def _says(word: str) -> str:
    return "admin1" if word in ADMIN1_WORDS else "admin2" if word in ADMIN2_WORDS else "town"
