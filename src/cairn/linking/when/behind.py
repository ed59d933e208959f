"""Days of what a sentence tells last: "The strike came on Monday, a day after an attack on the base" dates the attack, and not the strike."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from cairn.linking.when.grammar import resolve
from cairn.linking.when.saying import by_then
from cairn.model import Span, When
from cairn.model.when import BEHIND

_NUMBER: Final = r"an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}"
_PHRASE: Final = re.compile(rf"\b(?P<ago>(?:{_NUMBER})\s+(?:day|week|month)s?)\s+after\b(?=\s+[\w’'\"“])(?!\s+(?:tomorrow|that|this|it|day)\b)", re.IGNORECASE)
#: What a sentence may begin with before the phrase, which then counts from what follows it ("A day after the attack, troops came").
_OPENING: Final = re.compile(r"(?:^|[.!?:;]['\"’”)]?\s|\n)[\W_]*(?:(?:but|and|just|only|barely|about|less than|more than|nearly)\s+)*$", re.IGNORECASE)
_REACH: Final = 60


def find_behind(text: str) -> Sequence[Span]:
    """The phrases that put what follows them so long before what the sentence told first.

    >>> [span.quote for span in find_behind("The strike came a day after an attack on the base.")]
    ['a day after']
    """
    matches = (m for m in _PHRASE.finditer(text) if not _OPENING.search(text[max(0, m.start() - _REACH) : m.start()]))
    return [Span.of(text, match.start(), match.end()) for match in matches]


def behind(phrase: str, *, told: date | None, published: date | None) -> When | None:
    """The time of what such a phrase leads in: so long before `told`, the day of what was told first. Where that is not known, it is not after
    the report, so that the other was so long before `published` at the latest. None where the phrase is none, or no day is known."""
    match, day = _PHRASE.match(f"{phrase} x"), told or published
    if match is None or day is None:
        return None
    found = replace(resolve(f"{match['ago']} ago", published=day, sentence=""), phrase=phrase, rule=BEHIND)
    return found if told is not None else by_then(found)
