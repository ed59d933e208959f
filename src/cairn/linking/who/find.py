"""Registered names in a text, by look-up alone: a net under the reader."""

import re
from collections.abc import Sequence

from cairn.linking.who.names import is_written_as, key, words_at
from cairn.linking.who.registry import Registry
from cairn.model import Span

Word = tuple[int, int, str]
_STOP = re.compile(r"[.!?:;\n]")
_NEAR = 30  # code points on either side of an abbreviation in which the next word lies


def find(text: str, *, registry: Registry) -> tuple[Span, ...]:
    """The spans of registered names, in order, none overlapping; of two names the longer.

    Abbreviations count only in their own case, and not amid a shouted headline; other names only with a capital letter.
    Names of states alone, and names that only the report's country makes one, are no spans of actors. A possessive "'s" stays outside.
    """
    words = words_at(text)
    spans: list[Span] = []
    index = 0
    while index < len(words):
        size = _match(text, words, index, registry=registry) if words[index][2] in registry.longest else 0
        if size:
            spans.append(_span(text, words[index : index + size]))
        index += size or 1
    return tuple(spans)


def _match(text: str, words: Sequence[Word], index: int, *, registry: Registry) -> int:
    """How many words from `index` on are a registered name; 0 where none is."""
    for size in range(min(registry.longest[words[index][2]], len(words) - index), 0, -1):
        uses = registry.aliases.get(" ".join([word for _, _, word in words[index : index + size]]))
        if uses is None:
            continue
        surface = text[words[index][0] : words[index + size - 1][1]]
        loud = size == 1 and _is_loud(text, words, index)
        if any(
            (is_written_as(alias.name.text, surface) and not loud) if alias.acronym else surface != surface.lower()
            for alias in uses
            if not alias.name.countries
        ):
            return size
    return 0


def _is_loud(text: str, words: Sequence[Word], index: int) -> bool:
    """Whether the words before and after, in the same sentence, are all upper case: then "IS" may be the verb."""
    start, end, _ = words[index]
    before = _STOP.split(text[max(0, start - _NEAR) : start])[-1].split()
    after = _STOP.split(text[end : end + _NEAR])[0].split()
    around = [word for word in (*before[-1:], *after[:1]) if any(map(str.isalpha, word))]
    return bool(around) and all(len(word) > 1 and word.isupper() for word in around)


def _span(text: str, words: Sequence[Word]) -> Span:
    start, end = words[0][0], words[-1][1]
    while end > start and key(text[start:end]) == key(text[start : end - 2]) and text[end - 1] in "sS":
        end -= 2
    return Span.of(text, start, end)
