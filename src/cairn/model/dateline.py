"""The line that opens agency copy with the place where it was written: "BAGHDAD, March 14 (AP) -", "BANGKOK: ", a line "KIGALI, Rwanda"."""

import re

from cairn.model.span import Span

_OPENING = re.compile(r"(?m)^[^\S\n]*(?:[A-Z][^\n]{1,70}?(?:\([^)\n]*\)\s?)?\s(?:-|–|—|--)\s|[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*|\s?/\s?[A-Z][\w'’-]*){0,4}:\s(?=[A-Z\"“'])|[A-Z][A-Z .'’-]{2,30}(?:,\s[A-Z][\w .]{2,30})?$)")
#: Characters at the beginning of a text within which it stands, headline and byline before it.
_BEGINNING = 600


def dateline_in(text: str) -> Span | None:
    """The dateline of a report's text up to the dash or colon that closes it; None where it has none.

    >>> dateline_in("BANGKOK: A strike on a village in Sagaing killed ten.").quote
    'BANGKOK: '
    """
    match = _OPENING.search(text, 0, _BEGINNING)
    return Span.of(text, *match.span()) if match is not None else None
