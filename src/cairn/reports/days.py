"""Days that a line or a page's attribute states in full. Nothing is guessed: without day, month and year there is no day."""

import re
from datetime import date

from cairn.reports.words import words

ISO = re.compile(r"\s*(\d{4})(-?)(\d{2})\2(\d{2})(?:(?!\d)|(?=\d{6}))")
CLOCK = re.compile(
    r"""[,\s]*(?:\b(?:at|um|à|a\ las)\s+)?\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?\s*
    (?:\(?[A-Z]{2,5}\)?)?(?:\s*[+-]\d{2}:?\d{2})?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?|\d+")
ORDINALS = {"st", "nd", "rd", "th", "er"}
FILLERS = {"of", "the", "on", "de", "del", "le", "el", "den", "am", "o"} | ORDINALS
LONGEST = 60  # characters of a line that is a date and nothing else


def iso_day(value: str) -> date | None:
    """The day of an ISO 8601 date or time stamp, in the stamp's own zone: `2024-03-22T23:10:00+03:00` is the 22nd."""
    found = ISO.match(value)
    return _day(int(found[1]), int(found[3]), int(found[4])) if found else None


def stated_day(line: str) -> date | None:
    """The day that a line states when it holds a date and nothing else but a weekday and a time of day.

    >>> stated_day("Thursday, 14 March 2024, 10:32 GMT")
    datetime.date(2024, 3, 14)
    """
    bare = line.strip().strip(".")
    if len(bare) > LONGEST:
        return None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+\s*(?:Z|[A-Z]{2,4}|[+-]\d{2}:?\d{2})?)?", bare):
        return iso_day(bare)
    return _worded(CLOCK.sub("", bare))


def labelled_day(line: str) -> date | None:
    """The day of a line that says what it is: `Published: 2024-03-14`, `Date: 14 March 2024`."""
    label, colon, rest = line.strip().strip("*_").partition(":")
    if colon and label.strip(" *_").lower() in words().published:
        return stated_day(rest.strip(" *_"))
    for name in words().published:
        if line.strip().lower().startswith(name + " "):
            return stated_day(line.strip()[len(name) :])
    return None


def page_day(value: str) -> date | None:
    """The day of a page's attribute: ISO, or worded, as in `Fri, 22 Mar 2024 21:10:00 GMT`."""
    return iso_day(value) or stated_day(value)


def _worded(bare: str) -> date | None:
    months = words().months
    ignored = FILLERS | words().weekdays
    if re.search(r"[^\w\s,.\-|()]", bare) or re.search(r"\d[.\-/]\d", bare):
        return None
    tokens = [token.lower() for token in WORD.findall(re.sub(r"(\d)(st|nd|rd|th|er)\b", r"\1", bare, flags=re.IGNORECASE))]
    kept = [token for token in tokens if token not in ignored or token in months]
    named = [months[token] for token in kept if token in months]
    numbers = [int(token) for token in kept if token.isdecimal()]
    if len(kept) != 3 or len(named) != 1 or len(numbers) != 2:
        return None
    day, year = sorted(numbers)
    return _day(year, named[0], day)


def _day(year: int, month: int, day: int) -> date | None:
    if not 1800 <= year <= 2200:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
