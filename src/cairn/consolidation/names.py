"""Names that are spelt in different ways: transliterations, accents, hyphens, shortened names of persons."""

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.fuzz import ratio

#: Of 100: how like two names must be as a whole, and each of their words. "Haibatullah Akhundzada" and "Hibatullah Akhunzada"
#: reach 93, "North Kordofan" and "South Kordofan" fail by their first words (60).
WHOLE, WORD = 80.0, 72.0
#: Words of up to two letters are articles and particles ("al", "ul", "de") and may differ.
PARTICLE = 2
#: Consonants that two words must share to be one in spite of their vowels ("Mohammed", "Muhammad"; not "Hassan", "Hussein").
SKELETON = 4


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """A name in small ASCII letters and digits, words parted by one blank."""
    return " ".join(re.findall(r"[a-z0-9]+", anyascii(name).lower().replace("'", "")))


@lru_cache(maxsize=65536)
def alike(a: str, b: str) -> bool:
    """Whether two names are spellings of one: as many words, each like its fellow, the same digits."""
    first, second = folded(a).split(), folded(b).split()
    if first == second:
        return bool(first)
    if len(first) != len(second) or re.findall(r"\d", a) != re.findall(r"\d", b):
        return False
    whole = ratio(" ".join(map(_skeleton, first)), " ".join(map(_skeleton, second)))
    return max(whole, ratio(" ".join(first), " ".join(second))) >= WHOLE and all(map(_words_alike, first, second))


def one_person(a: str, b: str) -> bool:
    """Whether two names can be one person's: spelt alike, or one the other's short form that ends in the same last name."""
    if alike(a, b):
        return True
    short, full = sorted((folded(a).split(), folded(b).split()), key=len)
    shorter = bool(short) and len(short) < len(full) and _words_alike(short[-1], full[-1])
    return shorter and all(any(_words_alike(word, other) for other in full) for word in short)


def _words_alike(a: str, b: str) -> bool:
    if max(len(a), len(b)) <= PARTICLE:
        return True
    bones = _skeleton(a)
    return ratio(a, b) >= WORD or (len(bones) >= SKELETON and bones == _skeleton(b))


def _skeleton(word: str) -> str:
    """A word's first letter and its consonants, no letter twice in a row."""
    return re.sub(r"(.)\1+", r"\1", word[:1] + re.sub(r"[aeiouy]", "", word[1:]))
