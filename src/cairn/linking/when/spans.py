"""Finds time phrases in a text: names of time by the patterns of the rules, then what stands before, after and between."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from cairn.linking.when.grammar import plain, read
from cairn.linking.when.patterns import PLAIN, unnamed
from cairn.linking.when.rules import RULES
from cairn.linking.when.scene import Scene, Unresolved
from cairn.linking.when.surroundings import AFTER, BARE, BEFORE, LEAD, SIGNS, TEXT_SLOTS
from cairn.model import Span

_SOME_SCENE: Final = Scene(date(2024, 3, 15), date(2024, 3, 15))  # any day will do: only the rule's name is asked for
_REACH: Final = 60  # code points before a name of time within which its modifiers stand
_BESIDE: Final = re.compile(r",?[^\S\n]?\s(?:(?:on|of|at)[^\S\n]?\s)?")
_NOT_WITHIN: Final = r"(?<![\w$€£./])(?<!\b[a-z]-)(?<!\b[a-z][a-z]-)(?<!\d,)"
"""Not inside a word, a sum of money, a longer number, or a name such as "F-16"."""
_APART: Final = re.compile(r"listed|between|since|until|duration")  # rules by which neighbours stay two phrases
_WITH_COMMA: Final = ("month_day", "day_month")
_JOINED: Final = re.compile(r"\s(?:and|to|or|until|till|through|into)\s|\s?-\s?")


class _Patterns(NamedTuple):
    name: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    lead: re.Pattern[str]
    sign: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    names = [unnamed(rule.pattern, TEXT_SLOTS) for rule in RULES if rule.found and not re.search(r"<[xy]>", rule.pattern)]
    bare = [unnamed(pattern, TEXT_SLOTS) for pattern in BARE]
    return _Patterns(
        re.compile(
            rf"{_NOT_WITHIN}(?:{'|'.join((*names, *bare))})(?!\w|-(?!{unnamed('<weekday>|<month>', TEXT_SLOTS)})[a-z])",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<![\w-])(?:{'|'.join(unnamed(pattern, TEXT_SLOTS) for pattern in BEFORE)}){{1,4}}\Z", re.IGNORECASE),
        re.compile(rf"(?:{'|'.join(unnamed(pattern, TEXT_SLOTS) for pattern in AFTER)}){{1,3}}(?!\w)", re.IGNORECASE),
        re.compile(unnamed(LEAD, TEXT_SLOTS) + r"\Z", re.IGNORECASE),
        re.compile(unnamed(SIGNS, TEXT_SLOTS), re.IGNORECASE),
    )


def find(text: str) -> tuple[Span, ...]:
    """The time phrases of a text, whole, as a reader would mark them: "late on Tuesday", "since 2019", "from 3 to 7 June".

    Phrases do not overlap and stand in the text's order. The prepositions "on", "at", "of" and "for" are left out; those that
    say more of the time (since, until, by, in, over, between ...) belong to the phrase. Durations and words that name no
    day ("three days", "now") are not found here.
    """
    sought = text.translate(PLAIN)
    spans = _merged(sought, list(_named(sought)))
    return tuple(Span.of(text, *_led(sought, start, end)) for start, end in spans)


def named_phrases(text: str) -> list[tuple[int, int]]:
    """Names of time in a plain text, with their modifiers; the two ends of a range stay apart where a word joins them."""
    return _merged(text, list(_named(text)), ranges=False)


def _named(text: str) -> Iterator[tuple[int, int]]:
    """Names of time with the modifiers that stand right before and after them."""
    last = 0
    for found in _near_signs(text, _patterns().name):
        start, end = found.span()
        if start < last:
            continue
        if before := _patterns().before.search(text, max(last, start - _REACH), start):
            start = before.start()
        if after := _patterns().after.match(text, end):
            end = after.end()
        last = end
        yield start, end


def _near_signs(text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """A pattern's matches around the signs of time: most of a text has none near by, and is passed over."""
    windows: list[tuple[int, int]] = []
    for sign in _patterns().sign.finditer(text):
        start, end = max(0, sign.start() - _REACH), sign.end() + _REACH
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return (found for window in windows for found in pattern.finditer(text, *window))


def _merged(text: str, spans: list[tuple[int, int]], *, ranges: bool = True) -> list[tuple[int, int]]:
    """Neighbours that are one phrase to the grammar made one: "Friday" and "March 15, 2024", "Monday" and "Tuesday"."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start - merged[-1][1] <= len(" through ") and _one_phrase(text, merged[-1], (start, end), ranges=ranges):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _one_phrase(text: str, first: tuple[int, int], second: tuple[int, int], *, ranges: bool) -> bool:
    gap, rule = text[first[1] : second[0]], rule_of(text[first[0] : second[1]])
    if _BESIDE.fullmatch(gap):
        return bool(rule) and not _APART.search(rule) and ("," not in gap or rule.startswith(_WITH_COMMA))
    if not ranges or not _JOINED.fullmatch(gap) or not rule.startswith("between"):
        return False
    led = re.search(r"\b(?:between|from)\s\Z", text[max(0, first[0] - 9) : first[0]], re.IGNORECASE)
    return bool(led) or kind(rule_of(text[slice(*first)])) == kind(rule_of(text[slice(*second)]))


def kind(rule: str) -> str:
    """The innermost rule: what kind of name a phrase has at its heart."""
    return re.findall(r"\w+", rule)[-1] if rule else ""


def rule_of(phrase: str) -> str:
    """The rule that reads a phrase, empty where none does."""
    try:
        found = read(plain(phrase), _SOME_SCENE)
    except Unresolved as reason:
        return reason.reason
    return found[1] if found else ""


def _led(text: str, start: int, end: int) -> tuple[int, int]:
    lead = _patterns().lead.search(text, max(0, start - _REACH), start)
    return (lead.start() if lead and rule_of(text[lead.start() : end]) else start), end
