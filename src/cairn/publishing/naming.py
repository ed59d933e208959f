"""Names as words: plain, without accents, without what names nobody by itself."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

#: Words of names that name nobody by themselves.
PARTICLES: Final = frozenset(
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
    return text.lower().replace("`", "'") if text.isascii() else text.translate(_PLAIN)


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, plain; hyphens part words too."""
    letters = plain(name) if name.isascii() else "".join(char for char in plain(name) if not unicodedata.combining(char))
    return tuple(_WORD.findall(letters))


def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name that stand for the person when they stand alone: not "al", "bin", "Dr"."""
    return tuple(word for word in words_of(name) if word not in PARTICLES and len(word) >= _LEAST)


def is_name(text: str) -> bool:
    """Whether a text holds a word that is written as a name: with a capital, or in a script without capitals."""
    return any(word[:1].isalpha() and not word[:1].islower() for word in text.replace("-", " ").split())
