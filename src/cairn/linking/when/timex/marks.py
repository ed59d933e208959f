"""Where the time expressions of a text begin and end, by the guidelines of TIMEX3 or TIMEX2."""

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from cairn.linking.count import CARDINAL
from cairn.linking.when import spans
from cairn.linking.when.patterns import PLAIN, unnamed
from cairn.linking.when.surroundings import TEXT_SLOTS
from cairn.linking.when.timex.scheme import Fixed, Scheme, fixed

_SORT: Final = (
    r"(?:[- ](?:consecutive|straight|full|more|whole|successive|bloody|single|solid|long|additional|extra|remaining|intervening"
    r"|working|business|calendar|trading|previous|past|following|next|preceding|or so|and a half))"
)
"""What may stand between a number and its unit."""

_N: Final = rf"(?:{CARDINAL}|an? couple(?: of)?|a few|few|several|some|many|half an?|a half|an?)"
_UNIT: Final = (
    r"(?:minute|hour|day|night|weekend|week|fortnight|month|year|decade|century|centurie)s?"
    r"|(?<=\d[\s-])seconds?|seconds(?! later)|(?<!\bsome\s)(?<!-)quarters(?! of )"
)
_LENGTHS: Final = (
    rf"(?:(?!the )<hedge>)?{_N}-(?:minute|hour|day|night|week|month|year|decade|century|second)s?(?:-old|-long|-plus)?\b",
    rf"(?:an? |the (?:same )?)?{_N}-(?:day|week|month|year|hour) period",
    r"(?:minute|hour|day|week|month|year|decade|century|centurie)s?-(?:long|old)|(?:day|week|month|year|decade)long",
    rf"(?:another |an additional |a further |an extra |the )?<hedge>{_N}{_SORT}{{0,3}} (?:{_UNIT})\b(?!-)"
    r"(?: and a half| or so)?(?: long\b| old\b| of age\b)?",
    r"(?:another |several |many |the |the intervening |the following |the coming |the ensuing |the previous )?"
    r"(?:days|weeks|months|years|decades|hours|minutes|centuries)\b(?!-)",
    rf"(?:the )?(?:very )?(?:first|last|final|opening|closing|initial|next|past|previous|following|coming|subsequent) <hedge>(?:{_N} )?"
    rf"(?:(?:minute|hour|day|night|weekend|week|month|quarter|year|decade|centurie)s|(?:minute|hour|day|week|month|year|decade)(?= of (?!<year>)))\b",
    r"half-(?:hour|century|decade|year)|(?:a )?(?:quarter|half)[- ](?:of a )?century",
    r"(?:summer|winter)\b(?! of \d)",
)
"""Lengths of time, each with the adjectives that may stand within; a hyphened one takes no article ("the two-year term")."""

_SETS: Final = (
    rf"(?:once|twice|(?:<few>|{CARDINAL}) times) (?:an?|every|per|each) <span>",
    r"(?:every|each) (?:(?:other|second|third|<n>) )?(?:<weekday>|<month>|<season>|<unit>s?)(?: <daypart>)?",
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days(?=[ .,;:)])(?: (?:mornings|afternoons|evenings|nights))?",
)
_MORE_NAMES: Final = (
    r"(?:1[6-9]|20)\d\d\b(?!-?\d|[.,]\d|%|[- ](?:people|men|women|children|troops|police|km|kg|ft|feet|year|day|(?!crisis|elections|olympics|games|protests|attacks|bombings|riots|is|was|has|its|as)[a-z]{2,}s)\b)",
    r"(?:the )?(?:current|latest|most recent|just-ended|(?:fiscal )?(?:first|second|third|fourth|1st|2nd|3rd|4th)|first|second|third|fourth|next|last|previous|prior|same|this|year-(?:earlier|ago)|that)(?: fiscal)?[- ]quarter(?: of <year>| of (?:last|this|the) year)?",
    r"(?:the )?(?:fiscal|financial|calendar) (?:year )?<year>",
    r"(?:a )?year[- ]earlier|year[- ]ago|(?:the )?(?:end of the year|year[- ]end)",
    r"\d{1,4}s?(?=(?: to | ?- ?|[- ])\d{1,4}s? (?:bc|b\.c)\b)",
    r"(?:the )?(?:next|following|previous|preceding|same|that|that same|later that) <daypart>",
    r"(?:the )?(?:prior|past|same|coming|previous|current|upcoming|ensuing) (?:week|weekend|month|year|decade|season)s?\b",
    r"(?:the )?(?:turn of the (?:century|year|decade))",
    r"(?:earlier|later) (?:this|that|in the|last|next) (?:day|week|month|year|morning|evening|decade|spring|summer|autumn|fall|winter|century)",
    r"(?:the )?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first)[- ]century(?: (?:bce?|b\.c\.))?",
    r"(?:mid-?day|midnight|noon)\b",
    r"(?:<season>|<month>)(?= (?:campaign|offensive|fighting|uprising|operation|elections?|session|season|semester|break|vacation|meeting|quarter|report|attacks?)\b)",
    r"(?:the )?(?:very )?(?:early|mid|late|middle of|end of|beginning of|start of|height of)[- ](?:the )?<season>\b(?! of)",
    r"one <daypart>",
    r"the (?:early|small|wee) hours of (?:the )?morning",
    r"(?:earlier|later) in the day",
    r"(?<=\bfor\s)the (?:(?:day|week|month|year)(?=[.,;:)]| (?:and|but|to|from|that)\b)|quarter\b(?! of))|(?<=\b(?:of|in)\s)the (?:week|month|quarter|year)(?=[.,;:)])",
    r"early (?:the )?(?:next|following|that|this) <daypart>",
    r"(?-i:May|March)(?=-(?-i:January|February|March|April|May|June|July|August|September|October|November|December))",
    r"<month> \d{1,2}(?=-<month>)",
)
_LEAD: Final = re.compile(
    r"(?:at|in|on|during|through|throughout|before|after|around|until|till|by|from|between|since|within|over|for|beginning (?:in|on)"
    r"|sometime|some time|of|as (?:early|late) as)\s+",
    re.IGNORECASE,
)
_KEEPS_LEAD: Final = re.compile(
    r"(?:around|over)\s+(?:\d|a\b|an\b|[a-z]+\s+(?:years|months|weeks|days|hours|minutes|decades))", re.IGNORECASE
)
_REACH: Final = 16
_SPEED: Final = re.compile(
    r"\blight[ -]years?\Z|(?:miles|kilomet(?:er|re)s|km|knots) (?:an|per) hour\Z|\b(?:his|her|their|my|your) (?:(?:early|mid|late)[- ])?\d0s\Z",
    re.IGNORECASE,
)
"""Speeds, and the decades of a life: no times."""

_TAIL: Final = re.compile(r"\s+(?:local time|(?-i:[A-Z][a-z]+) time)\Z", re.IGNORECASE)
_HANGING: Final = re.compile(r"\s+(?:before|after)\Z", re.IGNORECASE)
_CLAUSE: Final = re.compile(r"(?:\s+[^\s.,;:()\u201d\"]+){1,9}?(?=[.,;:()\u201d\"]|\s\()")
_TWO_ENDS: Final = re.compile(
    r"(?P<first>.*?\d(?:st|nd|rd|th)?)(?:\s?[-/]\s?|\s(?:and|to|or|through|until)\s)(?P<second>.*)", re.DOTALL
)
_MOST: Final = re.compile(r"\b(?:(?:most|much|all) of |(?:the )?(?:rest|remainder) of ){1,2}\Z", re.IGNORECASE)
_FILLED: Final = re.compile(r"\s+(?:of|in which|following|since|after|before)\s")
_COUNTED: Final = re.compile(
    r"(?:days|weeks|months|years|decades|hours|day|week|month|year)(?: before| after)?\Z", re.IGNORECASE
)
_BRACKET: Final = re.compile(r"([^(]*\w\.?)\s?\(([^()]{3,})\)?")
_RANGES: Final = ("years", "month_days", "days_month")


class Mark(NamedTuple):
    """An expression from `start` to `end`, and the words it is read by: "6" of "6 to 7 January" is read "6 January"."""

    start: int
    end: int
    reading: str
    word: Fixed | None = None


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    more = "|".join(unnamed(pattern, TEXT_SLOTS) for pattern in (*_SETS, *_MORE_NAMES))
    lengths = "|".join(unnamed(pattern, TEXT_SLOTS) for pattern in _LENGTHS)
    before = r"(?<![\w$€£./-])(?<!\d,)"
    return (
        re.compile(rf"{before}(?:{more})(?!\w)", re.IGNORECASE),
        re.compile(rf"{before}(?:{lengths})(?!\w)", re.IGNORECASE),
    )


def marks(text: str, scheme: Scheme = Scheme.TIMEX3) -> list[Mark]:
    """The expressions of a text in its order. Prepositions are left out, the ends of a range stand apart.

    Of candidates that overlap the longest is kept: "every Friday" before "Friday", "three years ago" before "three years".
    """
    sought = text.translate(PLAIN)
    found: list[Mark] = []
    for mark in _longest(_candidates(sought, scheme)):
        for part in _ends(_extent(sought, mark, scheme)):
            if part.end > part.start and (not found or found[-1].end <= part.start):  # an extent may reach into the next expression
                found.append(part)
    return found


def _candidates(text: str, scheme: Scheme) -> Iterator[Mark]:
    for start, end in (_bare(text, *ends) for ends in spans.named_phrases(text)):
        if not _SPEED.search(text, max(0, start - _REACH), end):
            yield Mark(start, end, text[start:end])
    for pattern in _patterns():
        for found in pattern.finditer(text):
            if not _SPEED.search(text, max(0, found.start() - _REACH), found.end()):
                yield Mark(*found.span(), found[0])
    for word in fixed(scheme):
        yield from (Mark(*found.span(), found[0], word) for found in word.pattern.finditer(text))


def _longest(found: Iterable[Mark]) -> list[Mark]:
    """The marks that are left where the longest of those that overlap is kept, in the text's order."""
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda mark: (mark.start - mark.end, mark.start)):
        at = bisect(kept, mark.start, key=lambda other: other.start)
        if (at == 0 or kept[at - 1].end <= mark.start) and (at == len(kept) or mark.end <= kept[at].start):
            kept.insert(at, mark)
    return kept


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A phrase without its leading preposition and without the name of its local time."""
    if spans.rule_of(text[start:end]).startswith("named_day") and (
        article := re.compile(r"the\s", re.IGNORECASE).match(text, start)
    ):
        start = article.end()
    while (lead := _LEAD.match(text, start, end)) and not _KEEPS_LEAD.match(text, start, end):
        start = lead.end()
    if tail := _TAIL.search(text, start, end):
        end = tail.start()
    if text[end - 1] == "." and not re.search(r"(?:\.\s?[mce]|\b[a-z]{3,4})\.\Z", text[start:end], re.IGNORECASE):
        end -= 1
    return start, end


def _extent(text: str, mark: Mark, scheme: Scheme) -> Mark:
    """A length with what it is counted from or filled with: part of the expression in TIMEX2, not in TIMEX3."""
    start, end, words = mark[:3]
    if (wider := _MOST.search(text, max(0, start - 40), start)) and re.match(r"(?:the|last|this|next) ", words):
        start = wider.start()
        mark = mark._replace(start=start)
    hanging = _HANGING.search(words)
    if scheme is Scheme.TIMEX2 and (hanging or _FILLED.match(text, end)) and _COUNTED.search(words):
        clause = _CLAUSE.match(text, end)
        return mark if clause is None else Mark(start, clause.end(), _from_event(text[start : clause.end()], words))
    if hanging and words.lower().startswith("the day"):
        return mark._replace(end=start)
    if hanging and re.match(r"\s+[\w\"]", text[end : end + 3]) and scheme is Scheme.TIMEX3:
        return Mark(start, start + hanging.start(), words[: hanging.start()])
    return mark


def _from_event(whole: str, words: str) -> str:
    """How a length after or before an event is read: as one from what was told last."""
    side = re.search(r"\s(after|before)\b", whole)
    length = _HANGING.sub("", words)
    return f"{length} {'later' if side[1] == 'after' else 'earlier'}" if side and side.start() <= len(words) else words


def _ends(mark: Mark) -> Iterator[Mark]:
    """The two ends of a range apart, each to be read with what the other says for it."""
    if bracket := _BRACKET.fullmatch(mark.reading):
        for group in (1, 2):
            yield Mark(mark.start + bracket.start(group), mark.start + bracket.end(group), bracket[group])
        return
    rule = spans.rule_of(mark.reading)
    split = _TWO_ENDS.fullmatch(mark.reading) if spans.kind(rule) in _RANGES else None
    if split is None:
        yield mark
        return
    first, second = split["first"], split["second"]
    readings = _READINGS[spans.kind(rule)](first, second)
    yield Mark(mark.start, mark.start + len(first), readings[0])
    yield Mark(mark.start + split.start("second"), mark.start + len(mark.reading), readings[1])


def _year_ends(first: str, second: str) -> tuple[str, str]:
    digits = re.sub(r"\D", "", first)
    return first, second if len(second) > 3 else digits[: len(digits) - len(second)] + second


def _days_after_month(first: str, second: str) -> tuple[str, str]:
    name = re.split(r"\s+\d", first, maxsplit=1)[0]
    year = re.search(r",?\s+\d{4}\Z", second)
    return (first + (year[0] if year else ""), f"{name} {second}")


def _days_before_month(first: str, second: str) -> tuple[str, str]:
    rest = re.sub(r"\A(?:the\s+)?\d+(?:st|nd|rd|th)?\s*", "", second)
    return f"{first} {rest}", second


_READINGS: Final[dict[str, Callable[[str, str], tuple[str, str]]]] = {
    "years": _year_ends, "month_days": _days_after_month, "days_month": _days_before_month,
}  # fmt: skip
