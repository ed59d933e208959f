"""Sentences of a news report, as spans.

An empty line ends a sentence, and so does a line break after a headline, a byline or a list item. A line break inside a
paragraph (wrapped lines of a PDF or of agency copy) does not. Takes time linear in the length of the text.
"""

import re
from collections.abc import Iterator

from cairn.model import Span
from cairn.reading.abbreviations import may_end_sentence
from cairn.reading.lines import line_ends, room

#: Capitals per letter up to which capitals tell nothing.
FEWEST_CAPITALS = 0.005
_SPACE = re.compile(r"\s*+")
_EMPTY_LINES = re.compile(r"\n\s*\n")
#: Full stops with the quotes, brackets and footnotes that close after them, before white space; or the end of a line. The look-behind and
#: the possessive repeats keep a long run of dots or quotes from being tried again from each of its characters.
_BOUNDARY = re.compile(r"""(?<![.!?…])(?P<stop>[.!?…]++)["'”’»)\]*_]*+(?:\[\d{1,3}\])*+(?=\s)|(?P<line>\n)""")
#: What follows a stop: the first word, without quotes and currency before it, and the character after that.
_NEXT = re.compile(r"""\s*["'“‘«(\[*_¿¡$£€]*(?P<word>[^\W_]*)(?P<after>.?)""", re.DOTALL)
#: "al-Shabab", "el-Sisi": names that some papers write small at the head of a sentence, too.
_ARABIC_NAME = re.compile(r"""\s*["'“‘(\[]*[ae][a-z]-[A-Z]""")
#: Signs before which a sentence does not end: a dash or a bracket goes on.
_GOING_ON = frozenset("-–—&/=+,;:.!?…)]}%")
#: A number or letter at the head of an item ("3. The army"), whose stop ends nothing.
_COUNTER = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})")


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, in order, without the white space around them. Every other character is in one of them.

    >>> [s.quote for s in sentences("Gen. Ali spoke. Two U.S. troops died.")]
    ['Gen. Ali spoke.', 'Two U.S. troops died.']
    """
    shown = _shown(text)
    return tuple(Span.of(text, *place) for block in _blocks(shown) for place in _of_block(shown, *block))


def _shown(text: str) -> str:
    """The text as its sentences are looked for in: one with hardly a capital is read as upper-case text is, letter by letter."""
    if not without_capitals(text):
        return text
    return "".join(capital if len(capital := c.upper()) == 1 else c for c in text)


def without_capitals(text: str) -> bool:
    """Whether a text has hardly a capital, though it may have some in a headline: news of this kind has three to five in a hundred letters."""
    return sum(map(str.isupper, text)) <= FEWEST_CAPITALS * sum(map(str.isalpha, text))


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between empty lines."""
    start = 0
    for match in _EMPTY_LINES.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _of_block(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    limit = room(text[start:end])
    start = _skip_space(text, start, end)
    for match in _BOUNDARY.finditer(text, start, end):
        ends = line_ends(text, start, match.start(), end, limit) if match["line"] else _stop_ends(text, start, match, end)
        if ends and match.start() >= start:
            yield from _span(text, start, match.end())
            start = _skip_space(text, match.end(), end)
    yield from _span(text, start, end)


def _stop_ends(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Whether the stop that `match` found ends the sentence that starts at `begin`."""
    following = _NEXT.match(text, match.end(), end)
    word, after = (following["word"], following["after"]) if following else ("", "")
    if not word:
        return bool(after.strip()) and after not in _GOING_ON
    if word[0].islower() and not _ARABIC_NAME.match(text, match.end(), end):
        return False
    if match["stop"] != ".":
        return True
    return not _COUNTER.fullmatch(text, begin, match.start()) and may_end_sentence(text, begin, match.start(), word, after)


def _skip_space(text: str, start: int, end: int) -> int:
    found = _SPACE.match(text, start, end)
    return found.end() if found else start


def _span(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    stop = start + len(text[start:end].rstrip())
    if start < stop:
        yield start, stop
