"""Long lists of words in a pattern, arranged so that most places in a text are passed over at a glance at one letter."""

import re
from collections.abc import Iterator

_LETTER = re.compile(r"[a-z](?![?*+{])")


def by_initial(alternatives: str) -> str:
    """The alternatives of a pattern in small letters, neighbours with one first letter behind it, in either case. What they meet
    stays the same, also in a pattern that regards case otherwise only within them.

    >>> by_initial("day|month|decade|minute")
    '(?-i:[Dd])(?:ay|ecade)|(?-i:[Mm])(?:onth|inute)'
    """
    return "|".join(_grouped(alternatives))


def _grouped(alternatives: str) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for alternative in _parts(alternatives):
        if _LETTER.match(alternative):
            groups.setdefault(alternative[0], []).append(alternative[1:])
        else:  # it may begin with any letter: those before it keep their place before it
            yield from map(_group, groups.items())
            groups = {}
            yield alternative
    yield from map(_group, groups.items())


def _group(group: tuple[str, list[str]]) -> str:
    initial, rests = group
    return f"(?-i:[{initial.upper()}{initial}])(?:{'|'.join(rests)})"


def _parts(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern, without those within its brackets."""
    start = depth = 0
    for found in re.finditer(r"\\.|\[[^]]*\]|[()|]", pattern):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if found[0] == "|" and not depth:
            yield pattern[start : found.start()]
            start = found.end()
    yield pattern[start:]
