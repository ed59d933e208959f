"""Which line breaks end a sentence: those after headlines, bylines and list items, not those of wrapped lines."""

import re

#: What a line starts with: an item's or a heading's mark ("# Heading", "• item", and, less surely, "- item", "(b) item",
#: "3. item"), and its first word with what stands before it.
_HEAD = re.compile(
    r"""[ \t]*(?P<mark>[•●▪◦■□➢‣·]|\#{1,6}[ \t]|(?P<unsure>(?:[*\-–—]|\(?(?:\d{1,3}|[a-z]|[ivx]{2,4})[.)])[ \t]))?"""
    r"""[ \t]*(?P<opening>["'“‘«(\[*_]*)(?P<word>\S*)""",
    re.VERBOSE,
)
_HEADING = re.compile(r"#{1,6}[ \t]")
_ITEM = re.compile(r"(?:[•●▪◦■□➢‣·]|(?:[*\-–—]|\(?(?:\d{1,3}|[a-z]|[ivx]{2,4})[.)])[ \t])")
#: "BAGHDAD, March 14 (AP) -": the opening of a story, so that the line before it is not part of it.
_DATELINE = re.compile(r"[ \t]*[A-Z][A-Z][\w .,'’/-]{0,60}\([A-Z][^()\n]{1,40}\)[ \t]*[-–—]")
#: Ends of a line after which its sentence goes on.
_GOES_ON = re.compile(
    r"""(?:[,;:\-–—&/(]|(?<!\w)(?:the|a|an|of|in|on|at|by|to|for|from|with|and|or|between|mr|mrs|ms|dr|gen|lt|col|maj|capt|sgt|gov|sen"""
    r"""|rep|st)\.?)$""",
    re.IGNORECASE,
)
_WIDEST_HEADLINE = 60
_FULL = 0.75


def room(block: str) -> float:
    """The length below which a line of this block was ended on purpose, as the next word would have fitted on it.

    Three quarters of the width of the longest fifth of the lines: printed lines of one column differ by less, and one long
    headline does not tell. Where the lines are few, or too unlike to be a column, at least the length of a headline.
    """
    lengths = sorted(len(line.rstrip()) for line in block.split("\n")[:-1])
    if not lengths:
        return 0.0
    width = lengths[-1 - len(lengths) // 5]
    column = len(lengths) >= 3 and lengths[len(lengths) // 4] >= 0.7 * width
    return _FULL * width if column else max(_FULL * width, _WIDEST_HEADLINE)


def line_ends(text: str, begin: int, at: int, end: int, limit: float) -> bool:
    """Whether the line break at `at` ends the sentence whose first character stands at `begin`, in a block that reaches to `end`.

    `limit` is the block's `room`.
    """
    line_start = text.rfind("\n", 0, at) + 1
    line = text[line_start:at].rstrip()
    following = _HEAD.match(text, at + 1, end)
    if at <= begin or not line or following is None or not (following["mark"] or following["word"]):
        return False
    if _HEADING.match(text, begin, at):
        return True
    if following["mark"]:
        sure = not following["unsure"] or line.endswith((":", ".", ";", "!", "?")) or _ITEM.match(text, begin, at)
        return bool(sure) or _has_room(line, following, limit)
    opens_story = line_start <= begin and _DATELINE.match(text, at + 1, end) is not None
    return not _GOES_ON.search(line) and (opens_story or (_capital(following["word"]) and _has_room(line, following, limit)))


def _capital(word: str) -> bool:
    return word[:1].isalpha() and not word[:1].islower()


def _has_room(line: str, following: re.Match[str], limit: float) -> bool:
    return len(line) + 1 + len(following["opening"]) + len(following["word"]) < limit
