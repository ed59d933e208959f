"""Fills the slots of a pattern, with names to read a phrase by, or without to find phrases in a text."""

import re
from typing import Final

PLAIN: Final = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u2013": "-", "\u2014": ";", "\u2011": "-", "\u2212": "-"}
    | dict.fromkeys(("\u00a0", "\u202f", "\t"), " ")
)
"""Typographic signs to plain ones, code point for code point, so that offsets stay. A long dash parts sentences."""

_SLOT: Final = re.compile(r"\(\?P<(?P<group>\w+)>|(?<!\(\?P)(?<!\(\?)<(?P<slot>\w+)(?::(?P<name>\w+))?>")

_BLANK: Final = re.compile(r"\[[^]]*\]| ")


def named(pattern: str, slots: dict[str, str]) -> str:
    """A pattern with its slots as named groups; a name's second use gets a number (`year__2`)."""
    uses: dict[str, int] = {}

    def group(name: str) -> str:
        uses[name] = uses.get(name, 0) + 1
        return f"(?P<{name}>" if uses[name] == 1 else f"(?P<{name}__{uses[name]}>"

    def fill(found: re.Match[str]) -> str:
        return group(found["group"]) if found["group"] else f"{group(found['name'] or found['slot'])}{slots[found['slot']]})"

    return _SLOT.sub(fill, pattern)


def unnamed(pattern: str, slots: dict[str, str]) -> str:
    """A pattern for running text: no named groups, and a blank may be a line break, but no empty line."""
    filled = _SLOT.sub(lambda found: "(?:" if found["group"] else f"(?:{slots[found['slot']]})", pattern)
    return _BLANK.sub(lambda found: found[0].replace(" ", r"\s") if found[0] != " " else r"(?:[^\S\n]?\s)", filled)
