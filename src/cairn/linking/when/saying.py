"""Days on which something was said or written and not done: "..., the ministry said on Monday", "KANO, July 15 (AP) -"."""

import re
from dataclasses import replace
from typing import Final

from cairn.model import Span, When, WhenBasis, WhenPrecision

_VERBS: Final = r"said|says|told|reported|reports|announced|confirmed|stated|added|tweeted|wrote|posted|disclosed|revealed|quoted"
#: What may stand between a verb of saying and its day: to whom, in what, by what.
_BETWEEN: Final = (
    r"(?:\s+(?:in|on|at|to|via|by|through|a|an|the|its|his|her|their|statement|report|post|message|briefing|bulletin|interview|conference|press|news|newspaper|daily|television|tv|radio|website|telegram|"
    r"twitter|facebook|x|phone|telephone|reporters|journalists|parliament|lawmakers|late|early|earlier|(?-i:[A-Z][\w.&'’-]*)))"
)
_SAID: Final = re.compile(rf"\b(?:{_VERBS}){_BETWEEN}{{0,7}}\s+$", re.IGNORECASE)
#: "said Monday's attack", "said on Monday gunmen stormed": the day of what is told.
_OF_THE_DEED: Final = re.compile(r"['’]s?\b|\s+(?:in|after|during|before)?\s*(?:the\s+|an?\s+|its\s+)?[a-z]+\s+(?:was|were|has|have|attacked|killed|shot|opened|struck|hit|stormed|bombed|raided|ambushed|clashed|abducted|kidnapped|seized)\b")
_REACH: Final = 120
#: "On Thursday the group claimed the raid": a day that opens a sentence, with a verb of saying after who says it.
_OPENS: Final = re.compile(r"(?:^|[.!?][\"'”’)]*\s|\n)\W*(?:on\s+|late\s+|early\s+)*$", re.IGNORECASE)
_THEY_SAY: Final = re.compile(r",?\s+(?:[\w’'.&-]+\s+){1,8}?(?:said|says|told|reported|claimed|stated|tweeted|wrote)\b(?!\s+(?:(?:the|at|least|about|more|than|\d+|[a-z]+)\s+){0,3}lives\b)")
#: The day of a dateline: alone after the place, or in brackets with the agency.
_AFTER_PLACE: Final = re.compile(r"(?m)^[ \[]*[A-Z][\w.'’/-]*(?:[ ,/]+[A-Z(][\w.()'’/-]*){0,8}[ ,(\[]+$")
_IN_BRACKETS: Final = re.compile(r"(?m)^[^\n]{2,80}[(\[][^()\[\]\n]{0,80}$")
_CLOSES_PLACE: Final = re.compile(r",?(?: ?[(\[][^)\]\n]{1,40}[)\]])? ?(?:--?|–|—|:)\s")
_CLOSES_BRACKETS: Final = re.compile(r"[^()\[\]\n]{0,40}[)\]] ?(?:--?|–|—|:)")
_HEAD: Final = 600


def is_of_saying(span: Span, text: str) -> bool:
    """Whether a time phrase tells when something was said, or when the report was written.

    >>> text = "Five soldiers died in an ambush, the army said in a statement on Monday."
    >>> is_of_saying(Span.of(text, 65, 71), text)
    True
    """
    if span.end <= _HEAD and _in_dateline(span, text):
        return True
    before = text[max(0, span.start - _REACH) : span.start]
    if _OPENS.search(before) and _THEY_SAY.match(text, span.end):
        return True
    return _SAID.search(before) is not None and _OF_THE_DEED.match(text, span.end) is None


def _in_dateline(span: Span, text: str) -> bool:
    before = text[: span.start]
    if _AFTER_PLACE.search(before):
        return _CLOSES_PLACE.match(text, span.end) is not None
    return _IN_BRACKETS.search(before) is not None and _CLOSES_BRACKETS.match(text, span.end) is not None


def by_then(when: When) -> When:
    """What is known of the time of something that was told on a day: not after it."""
    return replace(when, start=None, precision=WhenPrecision.UNKNOWN, basis=WhenBasis.PUBLISHED, rule=f"told_on:{when.rule}")
