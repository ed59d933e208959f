"""What a time phrase looks like in running text: names too short to be found alone, and the words around a name of time."""

from typing import Final

from cairn.linking.when.words import MONTHS, SLOTS, WEEKDAYS, feast_pattern, foreign_months

_AMBIGUOUS_MONTHS: Final = ("march", "may")


def _cased(*names: str) -> str:
    return "(?-i:" + "|".join(form for name in names for form in (name.capitalize(), name.upper())) + ")"


def _after(*words: str, name: str) -> str:
    """A name that stands after one of some words; the name is looked at first, as it is seldom there."""
    return f"(?={name})(?:" + "|".join(rf"(?<=\b{word}\s)" for word in words) + f"){name}"


TEXT_SLOTS: Final = SLOTS | {
    "month": f"(?:{_cased(*MONTHS)}|{_cased(*(name[:3] for name in MONTHS), 'sept')}\\b\\.?)",
    "weekday": f"(?:{_cased(*WEEKDAYS)}|{_cased(*(name[:3] for name in WEEKDAYS), 'tues', 'weds', 'thur', 'thurs')}\\.)",
    "foreign": foreign_months(),
    "feast": rf"(?:{feast_pattern()})(?! (?:offensive|rising|uprising|island|rebellion|accords?|agreement|massacre|truce)\b)",
}
"""The slots as they stand in a text: months and weekdays have a capital, or "may" and "march" would be times."""

SIGNS: Final = (
    r"\d|\b(?:" + _cased(*(name[:3] for name in (*MONTHS, *WEEKDAYS)))
    + r"|spring|summer|autumn|fall|winter|minutes?|hours?|days?|nights?|week|fortnight|months?|quarters?|years?|decades?"
        r"|centur|time|mid"
    r"|today|tonight|tomorrow|yesterday|morning|afternoon|evening|dawn|daybreak|dusk|noon|lunchtime|sunrise|sunset|overnight"
    r"|now|recent|current|daily|weekly|(?=[a-fhijlm-prstvwx])" + f"(?:{feast_pattern()})" + r")"
)  # fmt: skip
"""What every time phrase holds at least one of: where a text has none near by, it is not searched further."""

_CLEAR_MONTHS = _cased(*(name for name in MONTHS if name not in _AMBIGUOUS_MONTHS))
_YEAR = r"(?:1[5-9]|20)\d\d\b"
_NO_NUMBER = r"(?!-?\d|[.,]\d|%)"
_NO_CROWD = r"(?! (?:people|men|women|children|troops|police|km|kg|(?!has|was|is|as|its|this|thus|his|us)[a-z]{2,}s)\b)"

_NUMBERED_SHIFT = (
    r"(?:<hedge><n>(?: and a half)?[- ]|just |only )?<unit>s?(?: and a half)?"
    r" (?:ago|earlier|later|back|previously|prior\b(?! to)|(?:before|after)(?: that)?\b(?! the| a)|afterwards?|from now)"
)

BARE: Final = (
    _CLEAR_MONTHS,
    _after("in", "In", "of", "since", "Since", "until", "by", "By", "during", "early", "Early", "late", "Late", "mid",
           "from", "From", "between", "Between", name=_cased(*_AMBIGUOUS_MONTHS)),
    r"(?:the )?year (?:1[0-9]|20)\d\d\b",
    _after("in", "In", "since", "Since", "until", "of", "during", "By", "by", name=_YEAR) + _NO_NUMBER,
    _YEAR + r"(?=[.,;:)]|\s*\n|\Z)" + _NO_NUMBER,
    _after("to", "and", "from", "between", "late", "Late", "early", "Early", "mid", "before", "after", "around", "through",
           "the", "The", "a", "A", "its", "his", name=_YEAR) + _NO_NUMBER + _NO_CROWD,
    _after("on", "On", "by", "since", "until", "of", "from", "to", name=r"the \d{1,2}(?:st|nd|rd|th)\b")
    + r"(?=[,.;:)]| (?:and|when|to|at|in|with|as)\b)",
    r"(?:the|that|this) (?:spring|summer|autumn|winter)\b(?! of (?!\d))",
    _after("in", "In", "by", name=r"(?:spring|summer|autumn|winter)\b"),
    r"(?:in|during|through) the <daypart>\b|(?:at|before|around|until) (?!night)<daypart>\b|<time>",
    _NUMBERED_SHIFT,
    r"overnight|<part>[- ](?:in |of )?the (?:week|month|year)\b|(?:earlier|later) in the (?:day|week|month|year)\b",
)  # fmt: skip
"""Names of time too short or too common to be found without a look at what stands before or after them."""

BEFORE: Final = (
    r"(?:the )?(?:early|mid|late)(?: (?:on|in|of))?[- ](?:the )?|end-",
    r"(?:the )?(?:very )?(?:beginning|start|outset|end|close|middle|tail end) of (?:the )?",
    r"(?:the )?(?:early|first|later|latter|last) part of (?:the )?",
    r"(?:earlier|later|sometime|some time)(?: (?:on|in|of))? ",
    r"(?:the )?(?:<ordinal>|latter)(?: <n>)? (?:<unit>s?|half|weekend|<weekday>) (?:of|in) (?:the )?",
    r"(?:the )?(?:eve of|night before|(?:very )?day (?:before|after)) ",
    r"(?:the )?week (?:ending|beginning|of)(?: on)? |overnight(?: on| from| into)? |(?:the )?rest of ",
    r"(?:the |that )?<daypart>(?: hours)?,? (?:of |on |between )?|<time>,? (?:on |of )?",
    r"(?:about|around|circa|ca\.) ",
)
"""Modifiers before a name of time, up to four on end, each with the blank that ends it."""

AFTER: Final = (
    (
        r",? (?:at |around |about |just |shortly |in the |during the |before |after ){0,3}(?:<daypart>|<time>)"
        r"(?! (?:of|on) )(?!\w)"
    ),
    r" \(\d{1,2}\)",
    r" overnight\b",
)
"""Modifiers after a name of time, each with the blank that begins it."""

LEAD: Final = (
    r"\b(?:(?:ever )?since|in|until|till|by|before|after|between|from|over|during|within|throughout|through|as of"
    r"|as (?:early|late|recently) as)"
    r" (?:the )?"
)
"""The prepositions that belong to a phrase because they say something of its time."""
