"""Sentences of a news report, as spans.

Line breaks that end a paragraph, a headline or a list item end a sentence; single line breaks inside a paragraph (wrapped
lines of PDF or agency copy) do not.
"""

import re

from cairn.model import Span

#: Words after which a full stop does not end a sentence: titles, ranks, months, usual abbreviations of news English.
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof gen lt col maj capt cpl sgt pvt cmdr adm brig gov sen rep rev hon st jr sr no nos vs etc inc ltd co corp
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun approx dept est fig al e.g i.e a.m p.m u.s u.k u.n
    supt insp det asst dir min pres""".split()
)
_BOUNDARY = re.compile(
    r"""(?P<stop>[.!?…]+["'”’)\]]*)(?=\s+["'“‘(\[]*[A-Z0-9\u00c0-\u024f]|\s*\n\s*\n|\s*$)"""
    r"""|(?P<paragraph>\n[ \t]*\n)"""
    r"""|(?P<line>(?<=[^\s,;:])\n(?=[ \t]*(?:[#*•\-–—]|[A-Z"“])))""",
    re.VERBOSE,
)
#: A line shorter than this that is followed by a new line is a headline, a byline or a list item of its own.
_SHORT_LINE = 60


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, in order, without the white space around them.

    >>> [s.quote for s in sentences("Gen. Ali spoke. Two U.S. troops died.")]
    ['Gen. Ali spoke.', 'Two U.S. troops died.']
    """
    found: list[Span] = []
    start = 0
    for match in _BOUNDARY.finditer(text):
        if _ends_sentence(text, start, match):
            _append(found, text, start, match.end())
            start = match.end()
    _append(found, text, start, len(text))
    return tuple(found)


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    if match.lastgroup == "paragraph":
        return True
    if match.lastgroup == "line":
        line_start = text.rfind("\n", 0, match.start()) + 1
        return match.start() - line_start < _SHORT_LINE or text[match.end() :].lstrip(" \t")[:1] in "#*•"
    before = text[start : match.start()]
    word = before.rsplit(maxsplit=1)[-1].lstrip("(\"'“‘[").lower() if before.strip() else ""
    if match["stop"].startswith(".") and len(match["stop"].rstrip("\"'”’)]")) == 1:
        return word not in _ABBREVIATIONS and not re.fullmatch(r"[a-z](\.[a-z])*", word)
    return True


def _append(found: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        begin = start + piece.index(stripped)
        found.append(Span.of(text, begin, begin + len(stripped)))
