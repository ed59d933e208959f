"""The vocabulary of time phrases: what a `<slot>` of a rule's pattern matches, and what its words mean."""

import csv
import re
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Final, NamedTuple

from cairn.linking.alternatives import by_initial
from cairn.linking.count import CARDINAL

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PARTS: Final = {
    "early": 0, "beginning": 0, "start": 0, "opening": 0, "first part": 0, "early part": 0, "outset": 0,
    "mid": 1, "middle": 1, "midway through": 1,
    "late": 2, "end": 2, "close": 2, "closing": 2, "later part": 2, "latter part": 2, "last part": 2, "tail end": 2,
}  # fmt: skip
"""Which third of a stretch a word means: ACLED codes "beginning" and "end" of a month apart from its middle."""

UNITS: Final = {
    "minute": ("hour", 0), "hour": ("hour", 1), "day": ("day", 1), "night": ("day", 1), "week": ("week", 1),
    "fortnight": ("week", 2), "month": ("month", 1), "quarter": ("month", 3), "year": ("year", 1),
    "decade": ("decade", 1), "century": ("century", 1), "centurie": ("century", 1), "half-year": ("month", 6),
    "weekend": ("week", 1),
}  # fmt: skip

_DAYPART = (
    r"(?:(?:early|late|mid|pre)?[- ]?(?:morning|afternoon|evening|night|dawn|daybreak|sunrise|sunset|dusk|nightfall|noon"
    r"|midday|midnight|lunchtime|daytime|night-?time)|(?:early|small|late|wee)(?: morning| evening"
    r"| night)? hours)(?: hours| prayers)?(?: local time)?"
)
_ZONE = r"(?: \(?(?:local time|local|gmt|utc|z|bst|est|edt|cet|cest|eet|eest|msk|[a-z]{3,9} time)\b\)?)"
_TIME = (
    rf"(?:\d{{1,2}}(?:[:.h]\d\d)?(?: ?(?:a\.?m|p\.?m)\b\.?|{_ZONE}| ?hrs| o'clock)|\d{{1,2}}[:h]\d\d"
    rf"|\d{{4}}(?: ?hrs| hours|{_ZONE}))"
    rf"{_ZONE}?(?: ?\(\d{{1,4}}(?::\d\d)?{_ZONE}\))?"
)

SLOTS: Final = {
    "weekday": r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|weds?|thur?s?|fri|sat|sun",
    "month": "|".join(f"{name[:3]}{'t?' if name[:4] == 'sept' else ''}\\.|{name}" for name in MONTHS)
    + "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec",
    "day": r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b",
    "dayth": r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)\b",
    "year": r"(?:1[0-9]|20|21)\d\d\b",
    "yy": r"'?\d\d\b",
    "season": r"spring|summer|autumn|fall|winter",
    "part": r"early|mid|middle|late|(?:the )?(?:very )?(?:beginning|start|outset|end|close|middle|tail end"
    r"|(?:early|first|later|latter|last) part)(?: of)?",
    "n": rf"{CARDINAL}|an? couple(?: of)?|a few|few|several|some|many|half an?|an?|the",
    "few": r"a few|few|several|some|a couple of|recent|a number of",
    "unit": by_initial("minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade|century|centurie"),
    "span": r"day|week|month|year|decade|century",
    "hedge": r"(?:(?:" + by_initial(
        "well|just|a little|slightly|a bit|only|exactly|some|about|around|roughly|approximately|nearly|almost"
        "|close to|at least|more than|over|less than|under|not quite|barely|as recently as|as long as|a mere|up to|the"
    ) + r") ?){0,4}",
    "ordinal": r"first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th|final|last|opening|closing|initial",
    "which": by_initial(
        "last|this|next|this past|this coming|the coming|the current|the previous|the following|the next|the past"
        "|previous|following|that|that same|the same"
    ),
    "aboutyear": r"(?:last|this|next|that|the same|the previous|the following|the next|the) year",
    "aboutweek": r"(?:last|this|next|that|the same|the previous|the following|the) week",
    "daypart": _DAYPART,
    "time": _TIME,
    "cue": r"(?:shortly|just|soon|sometime|some time|hours|minutes|immediately)? ?(?:on|at|by|in|around|about|before|after"
    r"|during|of|since|until|between)? ?(?:the )?",
    "link": r"and|or|to|until|till|through|thru|into|-",
    "calendar": rf"(?:{by_initial('iranian|persian|afghan|islamic|hijri|muslim|lunar|solar|hebrew|jewish|ethiopian|coptic|buddhist')})(?: hijri| calendar)?",
    "era": r"(?:a\.?h|s\.?h)\b\.?|hijri",
    "x": r".+?",
    "y": r".+",
}
"""Slot name to pattern, in lower case; `<month>` in a rule takes the slot of that name, `<month:m2>` takes it as `m2`."""


class NamedDay(NamedTuple):
    """A day with a name: every year's (`value` MM-DD), a feast of the table (`value` its name), or one day of history."""

    pattern: str
    kind: str
    value: str


def _rows(name: str) -> list[dict[str, str]]:
    with resources.files(__package__).joinpath(name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def named_days() -> tuple[NamedDay, ...]:
    """The days with a name, from `named_days.csv`."""
    return tuple(NamedDay(row["pattern"], row["kind"], row["value"]) for row in _rows("named_days.csv"))


@lru_cache(maxsize=1)
def feasts() -> dict[str, tuple[tuple[date, date], ...]]:
    """First and last days of movable feasts from 1980 to 2040, from `feasts.csv`, oldest first.

    The calendar column says by which rule each was reckoned. Muslim feasts follow the Umm al-Qura calendar of Saudi
    Arabia: countries that wait for the sighting of the moon may begin a day later.
    """
    table: dict[str, list[tuple[date, date]]] = {}
    for row in _rows("feasts.csv"):
        table.setdefault(row["feast"], []).append((date.fromisoformat(row["first"]), date.fromisoformat(row["last"])))
    return {name: tuple(days) for name, days in table.items()}


def foreign_months() -> str:
    """What the slot `<foreign>` matches: months of other calendars, from `calendars.csv`, whose days are not reckoned here."""
    return by_initial("|".join(row["month"] for row in _rows("calendars.csv")))


def feast_pattern() -> str:
    """What the slot `<feast>` matches: the longest name first, or "Christmas Eve" would be found as "Christmas"."""
    names = [name for day in named_days() for name in day.pattern.split("|")]
    return by_initial("|".join(sorted(names, key=lambda name: -len(name))))


def month_number(word: str) -> int:
    """1 to 12 for a month's name or abbreviation in lower case."""
    return next(n for n, name in enumerate(MONTHS, start=1) if name.startswith(word.rstrip(".")[:3]))


def weekday_number(word: str) -> int:
    """0 (Monday) to 6 for a weekday's name or abbreviation in lower case."""
    return next(n for n, name in enumerate(WEEKDAYS) if name.startswith(word.rstrip(".")[:3]))


def part_number(word: str) -> int:
    """Which third a word such as "early", "the middle of" or "the very end of" means: 0, 1 or 2."""
    return PARTS[re.sub(r"^the |\bvery | of$", "", word).strip()]
