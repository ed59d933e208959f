"""The date slot of a MUC-4 template: a time phrase where the incident is told, resolved by Cairn's rules, else the dateline's day.

The task's own forms (template documentation, section 7.3): a day; two days for "on or between"; "- 04 FEB 90" for "on or
before", which stands for weekdays and wherever the text names no day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from benchmarks.muc4_story import Story, closeness, focus, share
from benchmarks.scores.slot_values import MONTHS
from cairn.linking import when
from cairn.model import Span, When, WhenPrecision
from cairn.reading.incidents import Incident

#: Of what is reported, not of what happened: a phrase right beside such a word dates the report.
REPORTING: Final = re.compile(
    r"\b(?:said|says|report(?:s|ed|ing)?|announc\w+|stat(?:ed|ement)|disclos\w+|told|confirm\w+|condemn\w+|den(?:y|ied|ies)|add(?:s|ed)"
    r"|learned|claim\w*|issued|releas\w+|publish\w+|accus\w+|blam\w+|noted|reveal\w+|declar\w+|admit\w+|stress\w+|indicat\w+"
    r"|ask\w+|call\w+|inform\w+|reiterat\w+|describ\w+|assert\w+|warn\w+|charg(?:ed|es)|repudiat\w+|express\w+|broadcast|interview\w*"
    r"|charged|demand\w+|arriv\w+|met|meeting|visit\w*|funeral|buried|communique|press|newspaper|news|according|sources?|held|holds)\b"
)  # fmt: skip
#: Rules that give an event's day; the others ("in the past weeks", "early this month") leave it to the dateline.
_DATING: Final = re.compile(
    r"(?:^|\W)(?:day_off|day_month|days_month|month_days?|iso_date|ago|(?:which_)?weekday|next_day|daypart|earlier|overnight)\b"
)
_NOT_DATING: Final = re.compile(r"since|until|before|after|later|part_of\(which|past|recent|year\b")
_CALENDAR: Final = re.compile(
    r"\b(?:january|february|april|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    r"|(?<=\d )(?:march|may)\b|\b(?:march|may)(?= \d)|(?<=\b(?:in|of) )(?:march|may)\b"
)
_HISTORY: Final = timedelta(days=430)
#: A day without its year that lies longer ago is rather one to come.
_RATHER_AHEAD: Final = timedelta(days=300)
_SPEECH: Final = (
    r"(?:said|report(?:s|ed)|announced|stated|disclosed|confirmed|denied|added|condemned|noted|revealed|accused|told|learned)"
)
_SPEECH_BEFORE: Final = re.compile(rf"\b{_SPEECH} (?:here |on |late |early )?$")
_SPEECH_AFTER: Final = re.compile(rf" {_SPEECH}\b")
_NEAR: Final = 4  # words beside a phrase within which a reporting verb takes it


# How fit a phrase is, swept on every other training report with the incidents of the key; the rest of the reports agree within two points.
_DOUBT, _REPORTED, _SAID, _BARE_TODAY, _CLOSE, _LATER = 0.3, 0.22, 0.3, 0.67, 0.3, 0.013


@dataclass(frozen=True, slots=True)
class Told:
    """A time phrase of a story with the days it means."""

    span: Span
    days: When


@lru_cache(maxsize=64)
def times(story: Story) -> tuple[Told, ...]:
    """The time phrases of a story that mean days, in order."""
    found: list[Told] = []
    previous: date | None = None
    for span in when.find(_CALENDAR.sub(lambda name: name[0].capitalize(), story.text)):
        sentence = story.sentences[story.sentence_at(span.start)].quote
        meant = when.resolve(span.quote, published=story.day, previous=previous, sentence=sentence)
        if meant.known and _dates(meant):
            found.append(Told(span, meant))
            previous = meant.start or previous
    return tuple(found)


def _dates(meant: When) -> bool:
    rule = meant.rule or ""
    exact = meant.precision is WhenPrecision.DAY or "between" in rule or "days" in rule
    return exact and bool(_DATING.search(rule)) and not _NOT_DATING.search(rule)


def incident_date(story: Story, incident: Incident) -> str | None:
    """The filler of the date slot; None where neither the text nor the dateline gives a day."""
    best = max(_scored(story, incident), default=None, key=lambda row: row[0])
    if best is not None and best[0] > 0:
        return _written(best[1], story)
    return f"- {_day(story.day)}" if story.day else None


def _scored(story: Story, incident: Incident) -> Iterator[tuple[float, Told]]:
    """The time phrases with their fitness: told in or beside the incident's sentences, near its words, not of the reporting."""
    weights = focus(story, incident)
    heaviest = max(weights.values(), default=1.0)
    for told in times(story):
        number = story.sentence_at(told.span.start)
        if not _recent(told, story):
            continue
        own = share(weights, number, heaviest)
        fitness = (
            own
            - _DOUBT
            - (_REPORTED if _of_reporting(story, told.span) else 0.0)
            - (_SAID if _of_speech(story, told.span) else 0.0)
            + _CLOSE * closeness(story, incident, told.span)
        )
        fitness -= _BARE_TODAY if _bare_today(story, told.span) else 0
        yield fitness - _LATER * number, told


def _recent(told: Told, story: Story) -> bool:
    first, last = told.days.start, told.days.end
    if story.day is None:
        return True
    oldest = story.day - (_HISTORY if re.search(r"\d{4}", told.span.quote) else _RATHER_AHEAD)
    return not ((first and first > story.day) or (last and last < oldest))


def _bare_today(story: Story, span: Span) -> bool:
    return span.quote == "today" and not story.text.startswith("'s", span.end)


def _of_speech(story: Story, span: Span) -> bool:
    """Whether a verb of speech stands right beside: "said today", "today announced"."""
    before, after = story.text[max(0, span.start - 24) : span.start], story.text[span.end : span.end + 24]
    return bool(_SPEECH_BEFORE.search(before) or _SPEECH_AFTER.match(after))


def _of_reporting(story: Story, span: Span) -> bool:
    before = story.text[max(0, span.start - 40) : span.start].split()[-_NEAR + 1 :]
    after = story.text[span.end : span.end + 40].split()[:_NEAR]
    return bool(REPORTING.search(" ".join(before)) or REPORTING.search(" ".join(after)))


def _written(told: Told, story: Story) -> str | None:
    first, last, rule = told.days.start, told.days.end, told.days.rule or ""
    last = min(last, story.day) if last and story.day else last
    if "weekday" in rule or first is None:
        return f"- {_day(story.day or last)}" if story.day or last else None
    if last is None or first >= last:
        return _day(first)
    return f"{_day(first)} - {_day(last)}"


def _day(day: date | None) -> str:
    return f"{day.day:02} {MONTHS[day.month - 1]} {day.year % 100:02}" if day else ""
