"""Who comes and who goes: what the words beside a name say of a person's office, where the reader only sees that there is one.

"The group named X as its new leader", "its previous leader, Y", "Z was succeeded by X".
"""

import re
from enum import StrEnum

from cairn.accounts.cues import any_of
from cairn.model import Linked, Span

_OFFICE, _NAMING = any_of("office"), any_of("naming")
_GAP = r"[\"“”'’,:\s–—-]*"

_COMES_BEFORE = re.compile(
    rf"(?i)(?:\bnew\s+(?:[\w-]+\s+){{0,3}}?{_OFFICE}\b[^.;]{{0,40}}?\bas\s+|\bnew\s+(?:[\w-]+\s+){{0,3}}?{_OFFICE}{_GAP}|"
    rf"\b(?:its|his|their|the)\s+(?:successor|replacement){_GAP}|\b(?:succeeded|replaced)\s+by\s+(?:[\w-]+\s+){{0,3}}?|"
    rf"\bin\s+(?:his|her|its)\s+place{_GAP})$"
)
_COMES_AFTER = re.compile(
    rf"(?i)^(?:\s*,?\s*as\s+(?:(?:its|the|their|his)\s+)?(?:new\s+|next\s+|\w+\s+)?{_OFFICE}\b|"
    rf"\s+(?:was|is|has\s+been|had\s+been)\s+(?:[\w-]+\s+)?{_NAMING}|\s+(?:has\s+|had\s+)?(?:took|taken)\s+(?:over|command|the\s+helm)|"
    rf"\s+(?:has\s+|had\s+)?(?:succeeded|replaced)\s|\s+will\s+(?:succeed|replace|lead)\b)"
)
_WENT_BEFORE = re.compile(
    rf"(?i)\b(?:previous|former|late|slain|first|second|third|then|ousted|deceased|founding|ex)[\s-]+(?:[\"“”'’]?[\w-]+[\"“”'’]?\s+){{0,3}}?[\"“”'’]?{_OFFICE}{_GAP}$|"
    rf"\bpredecessor{_GAP}$"
)
_NAMED_BEFORE = re.compile(rf"(?i)\b{_NAMING}\s+(?:[\w-]+\s+){{0,2}}$")
_DIED_AFTER = re.compile(
    r"(?i)^\s*,?\s*(?:(?:had|has|have)\s+been|was|were)\s+(?:also\s+|reportedly\s+|allegedly\s+)?(?:killed|shot\s+dead|assassinated|eliminated|slain|beheaded|executed)\b"
)
_DIED_BEFORE = re.compile(r"(?i)\b(?:killed|killing|assassinated|eliminated|(?:death|killing|assassination)\s+of)\s+(?:(?!of\b)[\w'’-]+\s+){0,4}$")
#: Characters before and after a name that are looked at.
_AROUND = 90


class Standing(StrEnum):
    """What a person's office is to him by the words beside his name."""

    COMES = "comes"
    WENT = "went"


def standing(linked: Linked, mention: int) -> tuple[Standing, Span] | None:
    """Whether a person is told as coming into an office or as having left one, and the words that say so."""
    text, span = linked.report.text, linked.reading.mentions[mention].span
    before, after = _beside(linked, span)
    if (found := _WENT_BEFORE.search(before)) is not None:
        return Standing.WENT, Span.of(text, span.start - len(before) + found.start(), span.start - len(before) + len(found[0].rstrip()) + found.start())
    if (found := _COMES_BEFORE.search(before)) is not None:
        return Standing.COMES, Span.of(text, span.start - len(before) + found.start(), span.start - len(before) + len(found[0].rstrip()) + found.start())
    told = _COMES_AFTER.match(after)
    if told is not None and (not after.lstrip(" ,").lower().startswith("as ") or _NAMED_BEFORE.search(before)):
        return Standing.COMES, Span.of(text, span.end, span.end + told.end())
    return None


def died(linked: Linked, mention: int) -> Span | None:
    """The words right beside a name that say that this very person was killed."""
    text, span = linked.report.text, linked.reading.mentions[mention].span
    before, after = _beside(linked, span)
    if (found := _DIED_AFTER.match(after)) is not None:
        return Span.of(text, span.end, span.end + found.end())
    if (found := _DIED_BEFORE.search(before)) is not None:
        return Span.of(text, span.start - len(before) + found.start(), span.start)
    return None


def _beside(linked: Linked, span: Span) -> tuple[str, str]:
    """The words before and after a name in its sentence."""
    sentence = linked.reading.sentence_of(span)
    text = linked.report.text
    first, last = (sentence.start, sentence.end) if sentence else (0, len(text))
    return text[max(first, span.start - _AROUND) : span.start], text[span.end : min(last, span.end + _AROUND)]
