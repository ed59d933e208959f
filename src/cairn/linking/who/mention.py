"""A mention of an actor, freed step by step of what stands around the name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from cairn.linking.who.lexicon import Lexicon
from cairn.linking.who.names import key
from cairn.linking.who.registry import Registry
from cairn.model import Actor

_EDGES = " \t\r\n\"'“”‘’«»„.,;:!?*#…"
_ARTICLE = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)
_INITIALS_END = re.compile(r"\b[A-Z]\.[A-Z]$")
_NUMBER = re.compile(r"[\d.,]+|[\d.,]+-year-old")


@dataclass(frozen=True, slots=True)
class Mention:
    """What stands in the text, and `forms`: the same with determiners, numbers and hedges taken off in turn, longest first.

    `definite` is true for "the group", "its fighters"; `owned` for "its", "their"; `indefinite` for "a group".
    """

    surface: str
    forms: tuple[str, ...]
    definite: bool = False
    indefinite: bool = False
    owned: bool = False

    @property
    def name(self) -> str:
        """What stands in the text, without a leading "the" or "a"."""
        return _ARTICLE.sub("", self.forms[0])

    @property
    def core(self) -> str:
        """The barest form."""
        return self.forms[-1]


@dataclass(frozen=True, slots=True)
class Context:
    """What is known besides the mention: the day, the countries (likeliest first), actors named earlier (latest last), and whether it names
    people."""

    registry: Registry
    on: date | None
    countries: tuple[str, ...]
    known: tuple[Actor, ...]
    people: bool = False


@lru_cache(maxsize=8192)
def mention_of(surface: str, *, lexicon: Lexicon) -> Mention:
    """The mention of a surface; raises ValueError where nothing stands there.

    The opening quotation marks and the full stop go; the dots of "U.S." stay, for its letters are compared without them.
    """
    text = _bare(surface)
    if not text:
        raise ValueError(f"mention {surface!r}: expected the words of an actor")
    words = text.split()
    first = key(words[0])
    forms = [text]
    while (rest := _without_first(words, lexicon)) and rest != words:
        words = rest
        forms.append(" ".join(words))
    return Mention(
        surface,
        tuple(forms),
        definite=first in lexicon.definite and len(forms) > 1,
        indefinite=first in lexicon.indefinite and len(forms) > 1,
        owned=first in {"its", "their", "his", "her"},
    )


def _bare(surface: str) -> str:
    text = " ".join(surface.split()).strip(_EDGES)
    return f"{text}." if f"{text}." in surface and _INITIALS_END.search(text) else text


def _without_first(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The words without one leading determiner, number or hedge; the same words where they begin with none."""
    for size in range(min(4, len(words) - 1), 0, -1):
        head = key(" ".join(words[:size]))
        if head in lexicon.hedges or head in lexicon.definite or head in lexicon.indefinite:
            return list(words[size:])
    return list(words[1:]) if len(words) > 1 and _NUMBER.fullmatch(words[0]) else list(words)


def open_actor(name: str, *, reason: str) -> Actor:
    """An actor that nothing in the registry is known to be: kept under the text's own words."""
    return Actor(name=name, score=0.0, reasons=(reason,))
