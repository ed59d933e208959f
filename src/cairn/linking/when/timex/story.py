"""The expressions of a whole text with their values: what was told before says what the next ones count from."""

import re
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from cairn.linking.when.patterns import PLAIN
from cairn.linking.when.stretch import Stretch
from cairn.linking.when.tense import tells_future
from cairn.linking.when.timex.marks import Mark, marks
from cairn.linking.when.timex.scheme import Kind, Scheme
from cairn.linking.when.timex.values import Times, Valued, value
from cairn.model import Span

_OLD: Final = 2  # years between a text and most of the years that it names
_MANY: Final = 5  # years named
_YEARS_A_WEEKDAY: Final = 20  # years named for each weekday, yesterday or today
_WORDS_A_YEAR: Final = 250
_YEAR: Final = re.compile(r"(?<![\w,.$-])(?:1[0-9]|20)\d\d(?![\w,]\d|%)\b")
_BC: Final = re.compile(r"\d (?:BCE?|B\.C\.?)(?!\w)")
_NEWS: Final = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Yy]esterday|[Tt]oday|[Tt]omorrow|(?:this|last|next) week)\b"
)
_OPENING: Final = 14  # code points after the start of a sentence
_A_YEAR: Final = 300  # days
_LONGEST: Final = 600  # code points in which a sentence begins
_JOINT: Final = re.compile(r"\s?(?:-|to|and|or|until|through|till)\s?|\s(?:and|to|or|until|till|through)\s")
_SENTENCE_END: Final = re.compile(r"[.!?][\"')\]]*\s+(?=[A-Z\"'(])|\n")
_REACH: Final = 40
_RATE: Final = re.compile(
    r"(?:\b(?!takes|lasts|was|is|has|as|this|its|less)\w+s|\d|\bhundred|\bthousand|\b[mb]illion|\bonce|\btwice) an? (?:day|week|month|year|hour|minute|night)\Z",
    re.IGNORECASE,
)
_RANGED: Final = re.compile(r"\d{1,4}s?")


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression with its type and value; None where the value is open."""

    span: Span
    kind: Kind
    value: str | None


def is_history(text: str, *, written: date | None) -> bool:
    """Whether a text tells of times long before it was written, year by year: it names many years, most of them years back,
    and few weekdays. A text whose day of writing is unknown is read as one, for want of a day to count from.
    """
    found = [int(year[0]) for year in _YEAR.finditer(text)] + [-1 for _ in _BC.finditer(text)]
    if written is None:
        return True
    if len(found) < _MANY or median(found) > written.year - _OLD:
        return False
    return len(found) > _YEARS_A_WEEKDAY * len(_NEWS.findall(text)) and len(found) * _WORDS_A_YEAR > len(text.split())


def annotate(text: str, *, written: date | None, scheme: Scheme = Scheme.TIMEX3) -> tuple[Timex, ...]:
    """The time expressions of a text written on a day, with the bounds and values of a scheme.

    News counts from the day it was written, a history from what it told last.
    """
    history, plain = is_history(text, written=written), text.translate(PLAIN)
    found, told = marks(text, scheme), None
    rows: list[Timex] = []
    for here, mark in enumerate(found):
        after = found[here + 1] if here + 1 < len(found) else None
        times = Times(scheme, written, told, history, _ahead(plain, mark))
        given = Valued(mark.word.kind, mark.word.value) if mark.word else value(_with(plain, mark, after), times)
        kind = Kind.SET if _RATE.search(plain, max(0, mark.start - _REACH), mark.end) else given.kind
        rows.append(Timex(Span.of(text, mark.start, mark.end), kind, given.value))
        if given.days is not None and (not history or told is None or _moves(plain, mark, given.days)):
            told = given.days
    return tuple(rows)


def _moves(text: str, mark: Mark, days: Stretch) -> bool:
    """Whether a history goes on from what an expression names: a whole year in passing is looked back or ahead to."""
    opens = mark.start - _sentence_start(text, mark.start) <= _OPENING
    return (days.last - days.first).days < _A_YEAR or opens


def _with(text: str, mark: Mark, after: Mark | None) -> str:
    """The words to read an expression by: one end of a range takes the era or the year of the other end from it."""
    if after is None or not _JOINT.fullmatch(text, mark.end, after.start):
        return mark.reading
    if (era := _BC.search(after.reading)) and _RANGED.fullmatch(mark.reading):
        return mark.reading + era[0][1:]
    year = re.search(r",? (\d{4})$", after.reading)
    if year and not re.search(r"\d{4}|[a-z] [a-z]", mark.reading) and re.match(r"[A-Z\d]", mark.reading):
        return f"{mark.reading} {year[1]}"
    return mark.reading


def _sentence_start(text: str, at: int) -> int:
    ends = [found.end() for found in _SENTENCE_END.finditer(text, max(0, at - _LONGEST), at)]
    return ends[-1] if ends else max(0, at - _LONGEST)


def _ahead(text: str, mark: Mark) -> bool:
    begin = _sentence_start(text, mark.start)
    close = _SENTENCE_END.search(text, mark.end)
    return tells_future(text[begin : close.start() if close else len(text)], text[mark.start : mark.end])


def expressions(text: str, scheme: Scheme = Scheme.TIMEX3) -> tuple[Span, ...]:
    """The time expressions of a text, without their values."""
    return tuple(Span.of(text, mark.start, mark.end) for mark in marks(text, scheme))
