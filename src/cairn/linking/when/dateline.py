"""The date in the line that opens an agency's report: "BAGHDAD, March 14 (AP) -", "SAN SALVADOR, 8 JAN 90 (ACAN-EFE) --"."""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from cairn.linking.when.grammar import resolve
from cairn.linking.when.patterns import PLAIN, unnamed
from cairn.linking.when.surroundings import TEXT_SLOTS
from cairn.model import When, WhenPrecision

_HEAD: Final = 600  # code points at the start of a text within which a dateline stands, headline and byline before it
_DATE = r"(?:<weekday>,? )?(?:<month> <day>(?:,? <year>)?|<day>(?: of)? <month>(?:,? <year>| <yy>)?)|<weekday>|\d{4}-\d\d-\d\d"
_PLACE = r"(?-i:\[?(?:TEXT\]? )?[A-Z][\w.'-]+(?:[ /][A-Z(][\w.')-]+){0,4}(?:, [A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,3})?)"
_AGENCY = r"(?: ?[(\[](?-i:[A-Z])[^)\]\n]{1,40}[)\]])"


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    opening, closing = rf"^[ \[]*{_PLACE}{_AGENCY}?(?:,? | \(|,? \[)", rf"[)\]]?,?{_AGENCY}? ?(?:--?|:|;|\. |\[)"
    parts = (unnamed(part, TEXT_SLOTS) for part in (opening, _DATE, closing))
    return re.compile("{}(?P<date>{}){}".format(*parts), re.IGNORECASE | re.MULTILINE)


def dateline(text: str, *, published: date | None) -> When | None:
    """The date of the dateline that opens a text, None where the text has none with a date.

    A year that the line leaves out is the latest by which its day is on or before the day after publication: a report is
    often dated a day ahead of the site's own clock. Rule ids begin with `dateline:`.

    >>> dateline("BAGHDAD, March 14 (AP) - Two men", published=date(2024, 3, 15)).start
    datetime.date(2024, 3, 14)
    """
    found = _pattern().search(text.translate(PLAIN), 0, _HEAD)
    if found is None:
        return None
    phrase = text[found.start("date") : found.end("date")]
    when = resolve(phrase, published=published and published + timedelta(days=1))
    if when.precision is not WhenPrecision.DAY:
        return When(phrase=phrase, rule=f"dateline:{when.rule}")
    return replace(when, rule=f"dateline:{when.rule}", anchor=when.anchor and published)
