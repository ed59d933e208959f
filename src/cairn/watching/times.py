"""Spans and times of day as a configuration writes them, and when the next reading or visit is due."""

import re
from datetime import datetime, time, timedelta, tzinfo
from typing import Annotated

from pydantic import BeforeValidator

from cairn.errors import BadStatus, Disallowed, OversizeReport, RefusedAddress, ReportError

_SPAN = re.compile(r"(?:(\d{1,4})d)?\s*(?:(\d{1,5})h)?\s*(?:(\d{1,6})m)?\s*(?:(\d{1,7}(?:\.\d{1,3})?)s)?")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
#: The first wait after a failure, which doubles with each further one, and the longest.
FIRST, LONGEST = timedelta(minutes=15), timedelta(days=1)
#: How often a page is tried that failed so, before only its list can make it due again. 410 is for good.
TRIES: tuple[tuple[type[ReportError], int], ...] = ((RefusedAddress, 2), (OversizeReport, 2), (Disallowed, 30), (ReportError, 6))
TRIES_BY_STATUS = {404: 3, 410: 1, 451: 2}


def span(value: object) -> timedelta:
    """A span of time such as `30m`, `1h30m`, `2d` or `1.5s`. Raises ValueError for anything else."""
    found = _SPAN.fullmatch(value.strip().lower()) if isinstance(value, str) else None
    if found is None or not any(found.groups()):
        raise ValueError(f"{value!r}: expected a span of time such as 30s, 15m, 6h, 1d or 1h30m")
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def clock(value: object) -> time:
    """A time of day such as `06:30`. Raises ValueError for anything else."""
    found = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"{value!r}: expected a time of day such as 06:30")
    return time(int(found[1]), int(found[2]))


Span = Annotated[timedelta, BeforeValidator(lambda v: v if isinstance(v, timedelta) else span(v))]
Clock = Annotated[time, BeforeValidator(lambda v: v if isinstance(v, time) else clock(v))]


def next_daily(after: datetime, at: time, zone: tzinfo) -> datetime:
    """The next moment after another when the clocks of a zone show a time. Where they skip it, it is the moment when they would have
    shown it."""
    local = after.astimezone(zone)
    moment = datetime.combine(local.date(), at, zone)
    while moment <= after:
        moment = datetime.combine(moment.date() + timedelta(days=1), at, zone)
    return moment.astimezone(after.tzinfo)


def next_reading(last: datetime, *, every: timedelta, at: time | None, zone: tzinfo, failures: int) -> datetime:
    """When a list is due again: by its schedule, after a failure sooner where the back-off is shorter than its schedule."""
    planned = last + every if at is None else next_daily(last, at, zone)
    return min(planned, last + back_off(failures)) if failures else planned


def back_off(failures: int) -> timedelta:
    """How long to wait after so many failures in a row."""
    return min(FIRST * float(2 ** min(failures - 1, 20)), LONGEST)


def next_visit(now: datetime, *, first_seen: datetime, revisit: timedelta, revisit_for: timedelta) -> datetime | None:
    """When a page that was read is due again; None where it has been watched long enough."""
    due = now + revisit
    return due if due <= first_seen + revisit_for else None


def next_try(now: datetime, error: ReportError, failures: int) -> datetime | None:
    """When a page that failed is tried again after so many failures in a row; None where it is given up."""
    if isinstance(error, BadStatus) and error.status in TRIES_BY_STATUS:
        tries = TRIES_BY_STATUS[error.status]
    else:
        tries = next(number for kind, number in TRIES if isinstance(error, kind))
    if failures >= tries:
        return None
    if isinstance(error, Disallowed):
        return now + LONGEST  # as long as a robots.txt is good for
    asked = timedelta(seconds=error.retry_after or 0) if isinstance(error, BadStatus) else timedelta()
    return now + max(back_off(failures), min(asked, 7 * LONGEST))
