"""The rules of reporting, one line each: what a phrase looks like and which function says which days it means.

A phrase is read in lower case, with plain quotes and hyphens, by the first rule whose pattern fits the whole of it.
`<slot>` is a slot of `words.SLOTS`, `<slot:name>` the same under another name, `<x>` and `<y>` are phrases within the
phrase, `?` after a slot makes it optional with the blank before it. Rules without `<x>` also find phrases in a text,
except where `found` is false: those are too short or too vague to be picked out of a text without their surroundings.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from cairn.linking.when import absolute, compound, relative
from cairn.linking.when.scene import Caught, Scene
from cairn.linking.when.stretch import Stretch


class Rule(NamedTuple):
    """A rule of reporting: its id, as results name it; its pattern; the function that gives the days."""

    id: str
    pattern: str
    days: Callable[[Caught, Scene], Stretch]
    found: bool = True


_ON = r"(?:on |in |of |at )?"
_OF_YEAR = r"(?:(?:,|,? of|,? in)? (?:<year>|<aboutyear>))"
_TO = r"(?: ?[-/] ?| (?:and|to|or|through|until) )"

RULES: Final = (
    # names of the calendar
    Rule("iso_date", r"(?P<year>\d{4})-(?P<a>\d\d)-(?P<b>\d\d)(?:t[\d:.]+(?:z|[+-]\d\d:?\d\d)?)?", absolute.iso),
    Rule("numeric_date", r"(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})[./-](?P<year>\d{4})", absolute.numeric),
    Rule("month_days", rf"(?:from |between )?<month> <day>{_TO}<day:to>{_OF_YEAR}?", absolute.on_date),
    Rule("days_month", rf"(?:from |between )?(?:the )?<day>{_TO}(?:the )?<day:to>(?: of)? <month>{_OF_YEAR}?",
         absolute.on_date),
    Rule("month_day", rf"(?:<weekday>,? \(?)?<month> <day>{_OF_YEAR}?", absolute.on_date),
    Rule("day_month", rf"(?:<weekday>,? \(?)?(?:the )?<day>(?: day)?(?: of)? <month>(?:{_OF_YEAR}| <yy>)?", absolute.on_date),
    Rule("weekday_date", r"<weekday>,? (?:\((?:the )?<day>\)|\((?:the )?<day>|(?:the )?<dayth:day>)", absolute.day_of_month),
    Rule("month_year", rf"(?:the month of )?<month>{_OF_YEAR}", absolute.in_month),
    Rule("month", r"(?:the month of )?<month>", absolute.in_month, found=False),
    Rule("day_of_month", r"the <dayth:day>|<dayth:day>", absolute.day_of_month, found=False),
    Rule("fiscal_year", r"(?:<ordinal> quarter of |q[1-4] (?:of )?)?(?:the )?(?:(?:fiscal|financial) (?:year )?<year>(?:[-/]\d\d(?:\d\d)?)?"
         r"|<year> (?:fiscal|financial) year|(?:fiscal|financial) year|fy ?'?(?:\d\d)?\d\d)"
         r"|(?:the )?fiscal <ordinal> quarter(?: (?:of )?<year>)?", absolute.fiscal_year),
    Rule("quarter", rf"(?:(?:the )?<ordinal> quarter|q(?P<q>[1-4])){_OF_YEAR}?", absolute.in_quarter),
    Rule("half_year", rf"(?:the )?(?P<half>first|second|latter|last|1st|2nd) half(?:{_OF_YEAR}"
         rf"| of the year)", absolute.in_half_year),
    Rule("winter_of_two_years", r"(?:the )?winter (?:of )?<year>[-/](?:\d\d)?\d\d", compound.winter_of_two_years),
    Rule("season", rf"(?:the )?<season>{_OF_YEAR}|<year> <season>", absolute.in_season),
    Rule("bare_season", r"(?:the )?<season>", absolute.in_season, found=False),
    Rule("other_calendar", r"(?:the )?(?:<day>(?: of)?|(?:<calendar> )?month of) <foreign>(?:,? 1[34]\d\d)?(?: <era>)?"
         r"|<foreign> (?:<day>|1[34]\d\d)(?:,? 1[34]\d\d)?(?: <era>)?|(?:the )?<calendar> year(?: \d{4})?(?: <era>)?"
         r"|(?:the year )?\d{4} ?<era>", absolute.other_calendar),
    Rule("foreign_month", r"(?!ram)<foreign>", absolute.other_calendar, found=False),
    Rule("named_day", rf"(?:the )?<feast>{_OF_YEAR}?", absolute.named_day),
    Rule("era", r"(?:ca?\. |circa )?(?:the )?\d{1,4}(?:s|(?:st|nd|rd|th) century)? (?:bce?\b|b\.c\.(?:e\.)?"
         r"|b\.c\b)", absolute.before_common_era),
    Rule("decade", r"(?:the )?(?P<decade>'?\d0|1\d\d0|20\d0)'?s", absolute.in_decade),
    Rule("century", r"(?:the )?(?P<century>1\d|2[01])(?:st|nd|rd|th)[ -]century", absolute.in_century),
    Rule("years", r"(?:the years )?<year>(?: ?[-/] ?| to )(?P<to>(?:1[0-9]|20)?\d\d)", compound.short_year_range),
    Rule("year", r"(?:the )?(?:year )?<year>", absolute.in_year, found=False),
    # counted from publication
    Rule("day_off", r"(?P<off>the day before yesterday|the day after tomorrow|yesterday|today|tonight|tomorrow"
         r"|last night|last evening"
         r"|this morning|this afternoon|this evening)", relative.day_off),
    Rule("weekday_of_week", r"<weekday>(?: of)? <aboutweek>", relative.weekday_of_week),
    Rule("which_weekday", r"<which> <weekday>", relative.which_weekday),
    Rule("weekday", r"<weekday>", relative.on_weekday),
    Rule("recent", r"(?:the )?(?:most )?recent <unit>s|(?:the )?(?:last|past) few <unit>s", relative.recent),
    Rule("past", r"(?:the |these |this )past(?: <n>)? <unit>s?|the (?:last|latest|preceding)(?: <n>)? <unit>s?|(?:past"
         r"|last) <n> <unit>s?",
         relative.rolling),
    Rule("which_weekend", r"(?:<which>|the) weekend", relative.which_weekend),
    Rule("which_unit", r"<which> (?:calendar )?<span:unit>", relative.which_unit),
    Rule("which_month", r"<which> <month>(?! ?\d)", relative.which_month),
    Rule("which_season", r"<which> <season>", relative.which_season),
    Rule("before_last", r"the (?P<unit>week|weekend|month|year) before last", relative.before_last),
    Rule("every_weekday", r"(?:every|each)(?: other)? <weekday>(?: <daypart>)?", relative.recurring),
    Rule("recurring", r"(?:every|each)(?: other)? <unit>|(?:mon|tues|wednes|thurs|fri|satur"
         r"|sun)days", relative.recurring, found=False),
    Rule("the_unit", r"the (?P<unit>week|month|year)", relative.the_unit, found=False),
    Rule("ago", r"<hedge><n>(?P<plus> and a half)?[- ]<unit>s?(?P<plus> and a half)? (?:ago|back)|(?:just "
         r"|only )?<unit>s ago", relative.ago, found=False),
    Rule("coming", r"the (?:next|coming|following)(?: <n>)? <unit>s", relative.coming),
    Rule("ahead", r"in <hedge><n>[- ]<unit>s?(?P<sure>'? time|'s time)|(?P<sure><hedge><n> <unit>s? from (?:now"
         r"|today))", relative.ahead, found=False),
    Rule("ahead_or_long", r"in <hedge><n>[- ]<unit>s?", relative.ahead, found=False),
    # counted from the text's own last date
    Rule("next_day", r"the (?:very )?(?P<same>same )?day (?P<side>before|after|previous|following)|the (?P<side>next"
         r"|following|previous|preceding)"
         r" day|the (?P<same>very same|same) day", relative.next_day),
    Rule("next_daypart", r"(?:early |late )?the (?:very )?(?P<side>next|following|previous|preceding) <daypart>", relative.next_day),
    Rule("earlier", r"<hedge><n>(?P<plus> and a half)?[- ]<unit>s?(?P<plus> and a half)? (?:earlier|before(?: that)?"
         r"|previously|prior)"
         r"|(?:just |only )?<unit>s (?:earlier|before(?: that)?)", relative.earlier, found=False),
    Rule("later", r"<hedge><n>(?P<plus> and a half)?[- ]<unit>s?(?P<plus> and a half)? (?:later|after(?:wards?| that)?)"
         r"|(?:just |only )?<unit>s (?:later|after(?:wards?| that)?)", relative.later, found=False),
    Rule("that_daypart", r"(?:the same|that(?: same| very)?) <daypart>", relative.part_of_day),
    Rule("daypart", r"<cue>(?:<daypart>|<time>)", relative.part_of_day, found=False),
    # around another phrase: words that change nothing, two ends, one end
    Rule("lead", r"(?:on|in|at|during|over|throughout|of|for|within|across|as of|as (?:recently|early|late|far back) as"
         r"|back in|only|just|exactly"
         r"|sometime|some time|(?:the )?(?:rest|remainder|course|whole|most|much|all) of|this) <x>", compound.same),
    Rule("overnight", r"overnight(?:(?: on| from| between|,)? <x>| (?P<into>into) <x>)?|<x> overnight", compound.overnight),
    Rule("between", r"(?:(?:between|from) )?<x>(?: (?:and|to|until|till|through|thru|into|or) | ?- ?)<y>", compound.between),
    Rule("since", r"(?:(?:ever )?since|starting|beginning)(?: on| in)? <x>|from <x>(?: onwards?| on)?", compound.since),
    Rule("until", r"(?:up )?(?:until|till|through) <x>|(?:by|no later than)(?: at| around)? <x>", compound.until),
    # nights over two days, times of day
    Rule("daypart_of", rf"<cue>(?:<daypart>|<time>)(?: hours)?,? (?:{_ON}|between |from )<x>", compound.same),
    Rule("with_daypart", r"<x>,? <cue>(?:<daypart>|<time>)", compound.same),
    # parts of something longer
    Rule("part_of", rf"(?:in )?(?:the )?(?:very )?<part>[- ]{_ON}<x>", compound.part_of),
    Rule("earlier_in", rf"earlier {_ON}<x>", compound.earlier_in),
    Rule("later_in", rf"later {_ON}<x>", compound.later_in),
    Rule("half_of", r"(?:the )?(?P<half>first|second|latter|last) half of <x>", compound.half_of),
    Rule("nth_weekend_of", r"(?:the )?<ordinal> weekend (?:of|in) <x>", compound.nth_weekend_of),
    Rule("nth_weekday_of", r"(?:the )?<ordinal> <weekday> (?:of|in) <x>", compound.nth_weekday_of),
    Rule("nth_unit_of", r"(?:the )?<ordinal>(?: <n>)? <unit>s? (?:of|in) <x>", compound.nth_unit_of),
    Rule("weekend_of", r"(?:the )?weekend of <x>", compound.weekend_of),
    Rule("week_of", r"(?:the )?week(?: (?P<how>ending|ended|beginning|starting))?(?: of| on)? <x>", compound.week_of),
    Rule("beside", r"(?:the )?(?:eve of|night before|(?:very )?day (?P<side>before|after)) <x>"
         r"|<hedge><n> <unit>s? (?P<side>before|after) <x>",
         compound.beside),
    # one end, the other side of it
    Rule("before", r"(?:before|prior to|ahead of) <x>", compound.before),
    Rule("after", r"(?:after|following) <x>", compound.after),
    # what is near a day, and what names none
    Rule("around", r"(?:around|about|circa|ca?\.|approximately|roughly) <x>", compound.around),
    Rule("duration", r"<hedge><n>(?:[- ](?:consecutive|straight|full|more|whole|successive|bloody"
         r"|single))*[- ]<unit>s?(?:[- ]long)?"
         r"(?: of .+| period)?", relative.duration, found=False),
    Rule("listed", r"<x>,(?: and)? <y>", compound.between),
    Rule("vague", r"now|right now|currently|recently|nowadays|at present|(?:in )?the (?:past|future)|(?:at )?(?:the|that"
         r"|this|the same) time"
         r"|these days|shortly afterwards?|lately|soon", relative.vague, found=False),
)  # fmt: skip
