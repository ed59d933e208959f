"""Which words a time dates: "Monday's attack", "it came on Monday, a day after an attack", "the deadliest since the war began a year ago"."""

import re
from typing import Protocol

from cairn.model import Linked, MentionKind, Span

#: "Since" as a conjunction: words stand between it and the time ("since Israel launched its offensive two weeks ago").
_SINCE = re.compile(r"(?i)\bsince(?:\s+[\w’'()-]+){3,}\W+$")
#: What was done to somebody, or by them, before ("a commander who was killed in 2022").
_WHO = re.compile(r"(?i),?\s(?:who|whom|whose)\s")

#: Between a day and the word of its event, and the characters of both.
_POSSESSIVE, _REACH = re.compile(r"['’]s?\s+(?:[\w’'-]+\s+){0,2}"), 40


class Dated(Protocol):
    """An event's word, and the times that its clause says to be its own: the day in whose name it is told, what leads it in."""

    @property
    def index(self) -> int:
        """Its mention."""

    @property
    def own_day(self) -> int | None:
        """As `own_day` has it."""

    @property
    def leading(self) -> int | None:
        """As `leading_in` has it."""


def leads_in(linked: Linked, sentence: Span) -> list[int]:
    """Where the times of a sentence begin that date only what follows them."""
    return [linked.reading.mentions[i].span.start for i in _leading(linked, sentence)]


def leading_in(linked: Linked, word: int) -> int | None:
    """The time that leads in the clause in which a mention stands, where one does ("a day after ...")."""
    span = linked.reading.mentions[word].span
    sentence = linked.reading.sentence_of(span)
    before = [i for i in _leading(linked, sentence) if linked.reading.mentions[i].span < span] if sentence is not None else []
    return before[-1] if before else None


def surely_dates(word: Dated) -> int | None:
    """The time that an event's word is said to be of, whatever the reader links: the day in whose name it is told, else what leads it in."""
    return word.own_day if word.own_day is not None else word.leading


def may_date(linked: Linked, word: Dated, time: int) -> bool:
    """Whether a time can be that of an event's word: the one in whose name it is told ("Sunday's attack"), else not where the one stands before,
    and the other after, what leads in a clause."""
    if word.own_day is not None:
        return time == word.own_day
    if time == word.leading:
        return True
    found = linked.whens.get(time)
    if found is not None and found.leads_in:
        return False
    own, span = linked.reading.mentions[word.index].span, linked.reading.mentions[time].span
    sentence = linked.reading.sentence_of(own)
    if sentence is None or not sentence.covers(span):
        return True
    if word.leading is not None and span < linked.reading.mentions[word.leading].span:
        return False
    between = linked.report.text[own.end : span.start] if own < span else ""
    return not (_SINCE.search(between) or _WHO.search(between))


def own_day(linked: Linked, word: int) -> int | None:
    """The day that an event is said to be of, right before its word."""
    start = linked.reading.mentions[word].span.start
    near = [(i, m.span) for i, m in linked.of_kind(MentionKind.TIME) if start - _REACH <= m.span.end <= start and i in linked.whens]
    return next((i for i, span in near if _POSSESSIVE.fullmatch(linked.report.text, span.end, start)), None)


def _leading(linked: Linked, sentence: Span) -> list[int]:
    times = linked.of_kind(MentionKind.TIME)
    return [i for i, mention in times if i in linked.whens and linked.whens[i].leads_in and sentence.covers(mention.span)]
