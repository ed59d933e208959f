"""Places by the build of a sentence: "In Kherson, a drone dropped explosives on a bus stop", "two people in Kherson, three in Nikopol"."""

import re
from dataclasses import dataclass

from cairn.model import Linked, MentionKind, Span

#: Before and after a place that opens a sentence.
_IN = re.compile(r"\W*(?:In|At|Near|Around|Outside)\s+(?:the\s+)?(?:[a-z-]+\s+){0,4}")
_CLOSES = re.compile(r"(?:['’]s?)?(?:\s+[a-z-]+){0,2}\s*,")


def opening_place(linked: Linked, word: int) -> int | None:
    """The place with which the sentence of an event's word opens, where one does; what its other words name lies there."""
    span = linked.reading.mentions[word].span
    sentence = linked.reading.sentence_of(span)
    if sentence is None:
        return None
    first = next(((i, m.span) for i, m in linked.of_kind(MentionKind.PLACE) if sentence.covers(m.span)), None)
    if first is None or first[0] not in linked.places or not first[1] < span:
        return None
    index, place = first
    text = linked.report.text
    opens = _IN.fullmatch(text, sentence.start, place.start) is not None and _CLOSES.match(text, place.end) is not None
    return index if opens else None


@dataclass(frozen=True, slots=True)
class Item:
    """One of several places that a sentence lists, how many were met by it there, and the time told with it, if any."""

    number: int
    place: int
    time: int | None


#: Between a number and its place; between a place, or the time told with it, and the next number.
_THERE = re.compile(r"(?!\s+of\s+(?:them|whom|these|those)\b)\s+(?:[\w’'-]+\s+){0,4}?(?:in|at|near|on|around|outside)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,3}")
_NEXT = re.compile(r"[^.;:()]{0,30}?(?:,\s*(?:and\s+)?|\s+and\s+)(?:another\s+|a\s+further\s+|at\s+least\s+|some\s+|about\s+)?")
#: Before the time that is told with a place.
_ON = re.compile(r",?\s+(?:on|in|at)?\s*")


def enumerated(linked: Linked, first: int) -> list[Item]:
    """The places that a sentence lists with a number each, from a number on ("two in Kherson, three in Nikopol and one in the Kharkiv region");
    empty where there are none, or fewer than two."""
    sentence = linked.reading.sentence_of(linked.reading.mentions[first].span)
    if sentence is None:
        return []
    kinds = (MentionKind.NUMBER, MentionKind.PLACE, MentionKind.TIME)
    here = sorted((m.span, i, kind) for kind in kinds for i, m in linked.of_kind(kind) if sentence.covers(m.span))
    items: list[Item] = []
    last: Span | None = None
    rest = [row for row in here if row[0] >= linked.reading.mentions[first].span]
    while len(rest) >= 2:
        (number, n, kind), (place, p, other) = rest[:2]
        if kind is not MentionKind.NUMBER or other is not MentionKind.PLACE or p not in linked.places or not _between(linked, _THERE, number, place):
            break
        if last is not None and not _between(linked, _NEXT, last, number):
            break
        rest, last, time = rest[2:], place, None
        if rest and rest[0][2] is MentionKind.TIME and _between(linked, _ON, place, rest[0][0]):
            time, last, rest = rest[0][1], rest[0][0], rest[1:]
        items.append(Item(n, p, time))
    return items if len(items) > 1 else []


def _between(linked: Linked, pattern: re.Pattern[str], one: Span, other: Span) -> bool:
    return pattern.fullmatch(linked.report.text, one.end, other.start) is not None
