"""Names that a text tells beside those of its events: where somebody was going or was brought, where he only spoke, whose follower a group is."""

import re
from functools import lru_cache

from cairn.model.span import Span

#: From where to where somebody was travelling; neither end is where it happened.
_ROUTE = re.compile(r"\bfrom\s+(?P<from>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?)\s+(?:to|towards|for)\s+(?P<to>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?)")
#: Where somebody was who only spoke of it.
_VISITED = re.compile(r"\b(?:on\s+an?\s+(?:\w+\s+)?(?:visit|trip)\s+to|(?:told\s+(?:reporters|journalists)|speaking)\s+in)\s+(?:the\s+)?(?P<to>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?)")
#: Where somebody was going.
_TOWARDS = re.compile(
    r"\b(?:(?:driving|travell?ing|heading|headed|returning|flying|sailing|walking|drove|travell?ed|on (?:the|their|his|her|its) way)\s+(?:back\s+|home\s+|onwards?\s+)?(?:to|for|towards?)|bound\s+for|en\s+route\s+to|(?:took|brought|flew|carried|ferried)\s+(?:[\w’'-]+\s+){0,4}?(?:survivors|wounded|injured|bodies|crew|victims|patients|refugees|evacuees|them|him|her)\s+to)"
    r"\s+(?:the\s+)?(?P<to>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?)"
)
#: Where somebody was brought afterwards.
_BROUGHT = re.compile(r"\b(?:air-?lifted|flown|evacuated|rushed|transferred|shifted|repatriated|extradited|deported|brought|taken)\s+(?:[a-z]+\s+)?to\s+(?:a\s+hospital\s+in\s+)?(?P<to>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?)")
#: Right before the name of a place: something was said there.
_SAID_IN, _LONGEST_SAID_IN = re.compile(r"\b(?:said|says|announced|told\s+(?:the\s+)?[A-Z]\w+(?:\s+[A-Z]\w+)?)\s+in\s+(?:the\s+)?(?:[a-z-]+\s+)?$"), 48


@lru_cache(maxsize=8)
def _ends_of_ways(text: str) -> tuple[tuple[int, int], ...]:
    found = [match.span(end) for match in _ROUTE.finditer(text) for end in ("from", "to")]
    return (*found, *(match.span("to") for pattern in (_BROUGHT, _TOWARDS, _VISITED) for match in pattern.finditer(text)))


def is_end_of_way(span: Span, text: str) -> bool:
    """Whether a place is only the end of a way ("en route from Quetta to Peshawar", "airlifted to Turkey", "on a visit to Myanmar")."""
    return any(start <= span.start < end for start, end in _ends_of_ways(text))


def is_of_speaker(span: Span, text: str) -> bool:
    """Whether a place is told as where something was said ("the human rights office said in Geneva").

    >>> text = "59 died, the office said in Geneva."
    >>> is_of_speaker(Span.of(text, 28, 34), text)
    True
    """
    return _SAID_IN.search(text, max(0, span.start - _LONGEST_SAID_IN), span.start) is not None


#: Right before the name of a group: another is its follower; characters of the longest.
_FOLLOWED = re.compile(r"(?i)\b(?:swore|sworn|swearing|swears|pledged?|pledging|pledges|declared)\s+(?:(?:its|their|his|her)\s+)?(?:allegiance|loyalty|fealty|bay['’]?ah?)\s+to\s+(?:the\s+)?(?:so-called\s+)?$")
_LONGEST_FOLLOWED = 60


def is_followed(span: Span, text: str) -> bool:
    """Whether a group is only named as the one to which another has sworn allegiance."""
    return _FOLLOWED.search(text, max(0, span.start - _LONGEST_FOLLOWED), span.start) is not None
