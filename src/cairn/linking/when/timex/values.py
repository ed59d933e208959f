"""The value of a time expression in the notation of TIMEX3 and TIMEX2: "2013-W12", "P2D", "2013-03-22TNI", "BC0264", "PAST_REF"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from cairn.linking import count
from cairn.linking.count import CARDINAL
from cairn.linking.when.grammar import plain, read
from cairn.linking.when.patterns import named
from cairn.linking.when.scene import Caught, Scene, Unresolved
from cairn.linking.when.stretch import SEASONS, Stretch, month, months, season, shift, unit_of, week, weekend, years
from cairn.linking.when.timex.scheme import Kind, Scheme
from cairn.linking.when.words import SLOTS, feast_pattern, foreign_months

PAST, PRESENT, FUTURE = "PAST_REF", "PRESENT_REF", "FUTURE_REF"
SEASON_CODES: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DAYPARTS: Final = (
    (r"morning|dawn|daybreak|sunrise|(?:early|small|wee) (?:morning )?hours", "MO"),
    (r"midday|lunch", "MI"), (r"afternoon", "AF"), (r"evening|dusk|sunset|nightfall", "EV"),
    (r"midnight", "24:00"), (r"noon", "12:00"), (r"night|late hours", "NI"), (r"day-?time", "DT"),
)  # fmt: skip
"""Parts of the day and the codes that stand after the T, the first that fits."""

UNIT_CODES: Final = {
    "second": ("T", 1, "S"), "minute": ("T", 1, "M"), "hour": ("T", 1, "H"), "day": ("", 1, "D"), "night": ("", 1, "D"),
    "week": ("", 1, "W"), "weekend": ("", 1, "WE"), "fortnight": ("", 2, "W"), "month": ("", 1, "M"), "quarter": ("", 1, "Q"),
    "year": ("", 1, "Y"), "decade": ("", 1, "DE"), "century": ("", 1, "CE"), "centurie": ("", 1, "CE"),
}  # fmt: skip
_HALVES: Final = {"hour": "PT30M", "year": "P6M", "decade": "P5Y", "century": "P50Y", "day": "PT12H", "minute": "PT30S"}


@dataclass(frozen=True, slots=True)
class Times:
    """What values are counted from: the day the text was written, the stretch told last, and how the text tells.

    In a history (`history`) names of the calendar without a year are those of the year told last; elsewhere they are the
    latest, or with `future` the next, seen from the day the text was written.
    """

    scheme: Scheme
    written: date | None
    told: Stretch | None = None
    history: bool = False
    future: bool = False

    @property
    def scene(self) -> Scene:
        """The same for the rules of reporting."""
        last = self.told.first if self.told else None
        return Scene(
            (last or self.written) if self.history else self.written,
            last or (None if self.history else self.written),
            self.future,
        )


class Valued(NamedTuple):
    """A type, a value, None where it is open, and the days, where the expression names some."""

    kind: Kind
    value: str | None
    days: Stretch | None = None


def value(reading: str, times: Times) -> Valued:
    """The type and value of an expression.

    >>> value("the end of March", Times(Scheme.TIMEX3, date(2013, 3, 22))).value
    '2013-03'
    """
    words = plain(reading)
    for form in _forms():
        if found := form.pattern.fullmatch(words):
            try:
                return form.give(Caught(found, read), times)
            except (Unresolved, ValueError, OverflowError, KeyError, StopIteration):
                continue
    return Valued(Kind.DATE, None)


# lengths and sets


def _length(caught: Caught, _: Times) -> Valued:
    """A number of units; what is not counted ("several", "a few", a bare plural) is X."""
    unit, number = caught.text("unit"), caught.text("n").removesuffix(" of").removeprefix("a ")
    if number.startswith("half") and unit in _HALVES:
        return Valued(Kind.DURATION, _HALVES[unit])
    clock, times, code = UNIT_CODES[unit]
    many = _many(number)
    if many is None:
        return Valued(Kind.DURATION, f"P{clock}X{code}")
    if caught.text("plus"):
        many += 0.5
    return Valued(Kind.DURATION, f"P{clock}{_short(many * times)}{code}")


def _short(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:g}"


def _many(number: str) -> float | None:
    """A number word's number, one for an article or none, None for what does not count."""
    if number in ("", "a", "an", "one"):
        return 1
    if re.fullmatch(r"[\d.,]+", number):
        return float(number.replace(",", ""))
    if number.endswith("couple"):
        return 2
    return count.cardinal(number)


def _length_or_few(caught: Caught, times: Times) -> Valued:
    """A number of units of what is past or to come; a plural without its number is uncounted."""
    return _length(caught, times) if caught.text("n") or not caught.text("s") else _uncounted(caught, times)


def _uncounted(caught: Caught, _: Times) -> Valued:
    clock, _times, code = UNIT_CODES[caught.text("unit")]
    return Valued(Kind.DURATION, f"P{clock}X{code}")


def _century_part(caught: Caught, _: Times) -> Valued:
    return Valued(Kind.DURATION, "P25Y" if "quarter" in caught.text("of") else "P50Y")


def _each(caught: Caught, times: Times) -> Valued:
    """What recurs: a weekday of every week, a month of every year, every n units."""
    part = f"T{_code(caught.text('daypart'))}" if caught.text("daypart") else ""
    if caught.text("weekday"):
        return Valued(Kind.SET, f"XXXX-WXX-{caught.weekday() + 1}{part}")
    if caught.text("month"):
        return Valued(Kind.SET, f"XXXX-{caught.month():02}")
    if caught.text("season"):
        return Valued(Kind.SET, f"XXXX-{SEASON_CODES[caught.text('season')]}")
    if caught.text("step"):
        steps = 2 if caught.text("step") == "other" else count.ordinal(caught.text("step"))
        clock, many, code = UNIT_CODES[caught.text("unit")]
        return Valued(Kind.SET, f"P{clock}{(steps or 1) * many}{code}")
    return _length(caught, times)._replace(kind=Kind.SET)


# before the common era


def _before_christ(caught: Caught, _: Times) -> Valued:
    """A year (BC0264), a decade (BC049) or a century (BC04) before the common era."""
    number = caught.number("bc")
    if caught.text("ordinal_sign"):
        return Valued(Kind.DATE, f"BC{number - 1:02}")
    return Valued(Kind.DATE, f"BC{number // 10:03}" if caught.text("s") else f"BC{number:04}")


def _word_century(caught: Caught, _: Times) -> Valued:
    number = count.ordinal(caught.text("nth")) or 0
    before = "BC" if caught.text("bc") else ""
    return Valued(
        Kind.DATE, f"{before}{number - 1:02}", None if before else Stretch(*unit_of(date(number * 100, 1, 1), "century"))
    )


# dates and times of day


def _at_time(caught: Caught, times: Times) -> Valued:
    """A time of day of the day that the other words name; without other words of the day told last."""
    whole, part = (
        re.sub(r"^(?:early|late|later) (?=the |that )", "", caught.text("x")),
        _code(caught.text("part") or caught.text("clock")),
    )
    if whole:
        day = value(_OF_DAY.get(whole, whole), times)
        if day.value is None or day.days is None or day.days.first != day.days.last:
            return Valued(Kind.TIME, None)
        return Valued(Kind.TIME, f"{day.value[:10] if 'T' in day.value else day.value}T{part}", day.days)
    if times.told is not None and times.told.first == times.told.last:
        days = times.told
    elif times.written is not None and not times.history:
        days = Stretch(times.written, times.written)
    else:
        return Valued(Kind.TIME, f"XXXX-XX-XXT{part}")
    return Valued(Kind.TIME, f"{days.first}T{part}", days)


_OF_DAY: Final = {
    "that": "that day", "the same": "the same day", "that same": "that day", "this": "today", "last": "yesterday",
    "the next": "the next day", "the following": "the following day", "next": "the next day", "the previous": "the previous day",
    "the preceding": "the previous day", "later that": "that day", "one": "that day", "later": "that day", "later the same": "that day",
}  # fmt: skip


def _code(words: str) -> str:
    """What stands after the T: a code for a part of the day, hours and minutes for a clock time."""
    clock = re.match(r"(?P<hour>\d{1,2})(?:[:.h]?(?P<minute>\d\d))?(?:[:.]\d\d)? ?(?P<half>[ap]\.? ?m)?", words)
    if clock is None:
        return next(code for pattern, code in DAYPARTS if re.search(pattern, words))
    hour = int(clock["hour"]) % 24
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].startswith("p") else 0)
    return f"{hour:02}:{clock['minute'] or '00'}"


def _tonight(caught: Caught, times: Times) -> Valued:
    """Words that name a day and its part in one: "tonight", "last night", "this morning"; overnight is the night before."""
    day, words = _now(times), caught.text("off")
    if words == "overnight" or words.startswith("last"):
        day = shift(day, unit="day", by=-1)
    return Valued(Kind.TIME, f"{day}T{_code(words)}", Stretch(day, day, anchor=day))


def _now(times: Times) -> date:
    if times.history and times.told is not None:
        return times.told.first
    if times.written is None:
        raise Unresolved("no_anchor")
    return times.written


def _today(_: Caught, times: Times) -> Valued:
    """Today in a history is the time of its writing at large."""
    if times.history:
        return Valued(Kind.DATE, PRESENT)
    return Valued(Kind.DATE, f"{_now(times)}", Stretch(_now(times), _now(times)))


def _that_day(_: Caught, times: Times) -> Valued:
    """The day told last, else that of writing."""
    if times.told is not None and times.told.first == times.told.last:
        return _shaped(times.told)
    return _shaped(Stretch(_now(times), _now(times)))


def _this_weekend(_: Caught, times: Times) -> Valued:
    """The weekend of the week of writing; at the beginning of a week, unless of what is to come, the one that was."""
    now = _now(times)
    early = now.weekday() < _MIDWEEK and not times.future
    return _shaped(Stretch(*weekend(now if early else week(now)[1])))


def _part(caught: Caught, times: Times) -> Valued:
    """A part of something, or nearly it: the value is that of the whole."""
    return value(caught.text("x"), times)


def _quarter(caught: Caught, times: Times) -> Valued:
    """A quarter of a calendar year: by its number, or seen from the day of writing; "last" and "latest" the one that is over."""
    if caught.text("ordinal"):
        number = count.ordinal(caught.text("ordinal")) or 4
        if caught.text("year"):
            return _shaped(Stretch(*months(caught.number("year"), 3 * number - 2, 3)))
        now = _now(times)
        year = now.year - ("last year" in caught.text("about") or (3 * number - 2 > now.month and not times.future))
        return _shaped(Stretch(*months(year, 3 * number - 2, 3)))
    now, which = _now(times), caught.text("which")
    told = times.told
    if (
        which in ("the", "that", "same")
        and told is not None
        and "-Q" in (_form(told.first, told.last, "") if told.first != told.last else "")
    ):
        return _shaped(told)
    off = -1 if re.search(r"last|latest|recent|ended|previous|prior", which) else 1 if re.search("next|coming", which) else 0
    first = shift(now, unit="month", by=3 * off)
    if re.search("year|same", which):
        first = shift(now, unit="month", by=-15)
    return _shaped(Stretch(*months(first.year, (first.month - 1) // 3 * 3 + 1, 3)))


def _year_before(_: Caught, times: Times) -> Valued:
    """The year before the one told last, or before that of writing."""
    day = times.told.first if times.told else _now(times)
    return _shaped(Stretch(*years(day.year - 1)))


def _this_year(_: Caught, times: Times) -> Valued:
    """The end of the year told last, or of that of writing."""
    return _shaped(Stretch(*years((times.told.first if times.told and times.history else _now(times)).year)))


def _prior(caught: Caught, times: Times) -> Valued:
    """The unit before the one told last."""
    return value(f"the previous {caught.text('unit')}", times)


def _stated_year(caught: Caught, _: Times) -> Valued:
    return _shaped(Stretch(*years(caught.number("year"))))


def _ago(caught: Caught, times: Times) -> Valued:
    """Units away from the anchor, as exact as the unit: "two years ago" a year, "a decade ago" a decade."""
    unit, way = caught.text("unit"), caught.text("way")
    number = caught.text("n").removesuffix(" of")
    many = 0.5 if number.startswith("half") else _many(number) if number or not caught.text("s") else None
    back = not re.match(r"later|after|from|on", way)
    if many is None:
        return Valued(Kind.DATE, PAST if back else FUTURE)
    if caught.text("plus"):
        many += 0.5
    day = _anchor(way, times)
    if unit in ("minute", "hour", "second"):
        if times.told is not None and times.told.first != times.told.last:
            day = times.told.first if times.history else _now(times)
        return Valued(Kind.TIME, f"{day}TXX", Stretch(day, day))
    unit, many = ("month", 12 * many) if unit == "year" and many % 1 else (unit, many)
    unit, many = ("week", 2 * many) if unit == "fortnight" else ("month", 3 * many) if unit == "quarter" else (unit, many)
    unit = {"night": "day", "weekend": "week", "centurie": "century"}.get(unit, unit)
    return _shaped(Stretch(*unit_of(shift(day, unit=unit, by=int(many) * (-1 if back else 1)), unit)))


def _anchor(way: str, times: Times) -> date:
    if way in ("ago", "back", "from now") or times.told is None:
        return _now(times)
    return times.told.last if re.match(r"later|after|on", way) else times.told.first


def _calendar(caught: Caught, times: Times) -> Valued:
    """Everything else, by the rules of reporting; in a history a missing year is that of what was told last."""
    words = caught.text("x")
    if times.history and times.told is not None and not re.search(r"\d{4}", words):
        near = [found for off in (-1, 0, 1) if (found := _in_year(words, times.told.first.year + off)) is not None]
        if near:
            return _winter(_shaped(_chosen(near, times.told), words), times.told)
    told = read(_AMERICAN.sub(r"\3-\1-\2", words), times.scene)
    if told is None:
        raise Unresolved("not_understood")
    days, rule = told
    if days.anchor is not None and not times.history and rule in _DAYS and (days.anchor - days.first).days > _RATHER_AHEAD:
        later = read(words, Scene(days.anchor, None, future=True))
        days = later[0] if later else days
    return _shaped(days, words)


def _winter(given: Valued, told: Stretch) -> Valued:
    """A winter without its year, told after a summer, has the number of the year in which it ends."""
    if given.value and given.value.endswith("-WI") and told.first.month >= SEASONS["summer"]:
        return given._replace(value=f"{told.first.year + 1}-WI")
    return given


def _in_year(words: str, year: int) -> Stretch | None:
    try:
        found = read(f"{words}, {year}", Scene(None))
    except Unresolved:
        return None
    return found[0] if found and re.match(r"month|day_month|days_month|season|named_day|quarter|half_year", found[1]) else None


def _chosen(near: list[Stretch], told: Stretch) -> Stretch:
    """The one in the year told last; from the end of a year its next beginning."""
    same = next((days for days in near if days.first.year == told.first.year), near[0])
    later = next((days for days in near if days.first.year == told.first.year + 1), None)
    if later is not None and (told.last - told.first).days < _FULL_MONTH and (told.first - same.first).days > _BACK:
        return later
    return same


_FULL_MONTH: Final = 31
_MIDWEEK: Final = 2  # Wednesday
_DAYS: Final = ("named_day", "month_day", "day_month", "month_days", "days_month")
_RATHER_AHEAD: Final = 300  # days: a day of a month that was so long ago is rather one to come
_AMERICAN: Final = re.compile(r"\b(0\d|1[0-2])/([0-3]\d)/(\d{4})\b")
_BACK: Final = 240  # days: "January" after "November" is of the next year, "June" after "August" of the same


def _shaped(days: Stretch, words: str = "") -> Valued:
    """The value of a stretch by its form: a day, a week, a month, a season, a quarter, a year, a decade, a century."""
    if days.start is None or days.end is None:
        raise Unresolved("open")
    name = next((name for name in SEASON_CODES if re.search(rf"\b{name}\b", words)), "")
    return Valued(Kind.DATE, _form(days.start, days.end, name), days)


def _form(first: date, last: date, season_name: str) -> str:
    both, year = (first, last), f"{first.year:04}"
    forms = (
        ((first, first), first.isoformat()),
        (season(season_name or "spring", first.year), f"{year}-{SEASON_CODES[season_name]}" if season_name else ""),
        (month(first.year, first.month), f"{year}-{first.month:02}"),
        (week(first), "{:04}-W{:02}".format(*first.isocalendar())),
        (weekend(first), "{:04}-W{:02}-WE".format(*first.isocalendar())),
        (months(first.year, first.month // 3 * 3 + 1, 3), f"{year}-Q{first.month // 3 + 1}"),
        (months(first.year, first.month // 6 * 6 + 1, 6), f"{year}-H{first.month // 6 + 1}"),
        (years(first.year), year),
        (unit_of(first, "decade"), year[:3]),
        (unit_of(first, "century"), year[:2]),
    )
    found = next((text for days, text in forms if days == both and text), None)
    if found is None:
        raise Unresolved("no_form")
    return found


class Form(NamedTuple):
    """What the words look like, and the function that gives their value."""

    pattern: re.Pattern[str]
    give: Callable[[Caught, Times], Valued]


_HEDGE = r"(?:the |another |an (?:extra|additional) |a further )?<hedge>"
_N = rf"(?P<n>{CARDINAL}|an? couple(?: of)?|a few|few|several|some|many|half an?|a half|an?)"
_UNIT = r"(?P<unit>second|minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade|century|centurie)"
_NTH = (
    r"(?P<nth>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth"
    r"|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first)"
)
_PART = (
    r"(?:the )?(?:very )?(?:early|mid|middle|late|beginning|start|outset|opening|close|end|closing|tail end|turn|height"
    r"|(?:early|first|later|latter|last) part)(?: (?:of|in|on))?[- ]"
)
_ABOUT = (
    r"(?:about|around|nearly|almost|approximately|roughly|circa|ca?\.|exactly|just|only|sometime|some time|by|in|on|at|during"
    r"|as (?:early|late|recently) as|(?:the )?(?:most|much|all|rest|remainder|whole)(?: of)?(?: the rest of)?|shortly|the entire|before|after|until) "
)
_BETWEEN = r"(?:[- ](?!(?:ago|old)\b)[a-z]+){0,2}"
_SHIFTED = r"(?P<way>ago|earlier|later|back|previously|prior|before(?: that)?|after(?:wards?| that)?|from now|on)"
_WHICH = r"(?:the )?(?:past|last|previous|next|coming|following|preceding|recent|intervening|ensuing|first|final|initial|opening|closing|subsequent)"
_DAYPART = r"(?P<part>(?:(?:early|late|mid|pre)[- ]?)?(?:morning|afternoon|evening|night|dawn|daybreak|sunrise|sunset|dusk|nightfall|noon|midday|midnight|lunchtime|daytime)(?: hours)?|(?:early|small|wee) (?:morning )?hours)"
_CLOCK = r"(?P<clock><time>|noon|midnight)"

FORMS: Final[tuple[tuple[str, Callable[[Caught, Times], Valued]], ...]] = (
    # sets
    (r"(?:every|each) (?:(?P<step>other|second|third|fourth) )?(?:<weekday>|<month>|<season>|(?:<n> )?" + _UNIT + r"s?)(?: <daypart>)?", _each),
    (r"(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)days(?: (?P<daypart>morning|afternoon|evening|night)s)?", _each),
    (r"(?:once|twice|(?:<few>|" + CARDINAL + r") times) (?:an?|every|per|each) " + _UNIT, _each),
    # before the common era
    (r"(?:the )?(?P<bc>\d{1,4})(?:(?P<s>s)|(?P<ordinal_sign>st|nd|rd|th)[- ]century)? (?:bce?|b\.c\.(?:e\.)?|b\.c)", _before_christ),
    (r"(?:the )?" + _NTH + r"[- ]century(?: (?P<bc>bce?|b\.c\.?))?", _word_century),
    # away from an anchor
    (_HEDGE + _N + r"(?P<plus> and a half)?[- ]" + _UNIT + r"s?(?P<plus> and a half)? " + _SHIFTED, _ago),
    (r"(?:just |only )?" + _UNIT + r"(?P<s>s) " + _SHIFTED, _ago),
    (r"(?:a )?year[- ](?:earlier|ago)", _year_before),
    # lengths
    (r"(?P<n>an?) " + _UNIT, _length),
    (_HEDGE + _N + r"(?P<plus> and a half)?(?: or so)?" + _BETWEEN + "[- ]" + _UNIT + r"s?(?P<plus> and a half)?(?: or so)?(?:[- ](?:long|old|plus)| of age| period)?", _length),
    (_WHICH + r"(?: <hedge>" + _N + r")? " + _UNIT + r"(?P<s>s)", _length_or_few),
    (r"(?:(?:the |this )?past|the last) " + _UNIT, _length),
    (r"the next (?P<unit>decade|century)", _length),
    (r"(?:(?:the|another|several|many|some) )?(?:[a-z]+ )?" + _UNIT + r"s", _uncounted),
    (_UNIT + r"(?P<s>s)?-?(?:long|old)", _length_or_few),
    (r"(?P<n>half)[- ](?P<unit>hour|year|decade|century)", _length),
    (r"(?:a )?(?P<of>quarter|half)[- ](?:of a )?century", _century_part),
    (_WHICH + r" (?:" + _N + r" )?" + _UNIT + r"(?P<s>s) (?:of|in) .+", _length_or_few),
    # times of day
    (r"(?P<off>tonight|last night|last evening|this morning|this afternoon|this evening|overnight)", _tonight),
    (r"today", _today),
    (r"(?:" + _ABOUT + r")*(?:" + _PART + r")?(?:the )?(?:" + _DAYPART + "|" + _CLOCK + ")", _at_time),
    (r"(?:" + _ABOUT + r")*(?:" + _PART + r")?(?:the )?" + _DAYPART + r",? (?:(?:of|on|in) )?<x>", _at_time),
    (r"(?:" + _ABOUT + r")*" + _CLOCK + r",? (?:(?:of|on|in) )?<x>", _at_time),
    (r"(?:" + _ABOUT + r")*" + r"<x>,? (?:(?:in|during|at|around|about|before|after|shortly|just) )*(?:the )?(?:" + _DAYPART + "|" + _CLOCK + ")", _at_time),
    (r"(?:earlier |later )?(?:in |on )?(?P<day>the day|that day)", _that_day),
    (r"this weekend", _this_weekend),
    # quarters and fiscal years
    (r"(?:the )?(?P<which>current|latest|most recent|just-ended|next|coming|last|previous|prior|same|this|year-earlier|year-ago|that)(?: fiscal)?[- ]quarter", _quarter),
    (r"(?:the )?(?:fiscal )?<ordinal>(?: fiscal)?[- ]quarter(?: (?:of|in) (?:<year>|(?P<about>last year|this year|the year)))?", _quarter),
    (r"(?P<which>the) quarter", _quarter),
    (r"(?:the )?(?:fiscal|financial|calendar) (?:year )?<year>", _stated_year),
    # the whole that a part is of
    (_PART + r"<x>", _part),
    (_ABOUT + r"<x>", _part),
    (r"(?:earlier|later)(?: (?:on|in|of))? <x>", _part),
    (r"the years? <x>", _part),
    (r"(?:a )?year[- ]end", _this_year),
    (r"(?:the )?(?:prior|past|ensuing) (?P<unit>week|month|year)", _prior),
    (r"<x>", _calendar),
)  # fmt: skip


@lru_cache(maxsize=1)
def _forms() -> tuple[Form, ...]:
    slots = SLOTS | {"feast": feast_pattern(), "foreign": foreign_months()}
    return tuple(Form(re.compile(named(pattern, slots)), give) for pattern, give in FORMS)
