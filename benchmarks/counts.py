"""How many were killed, wounded and kidnapped, from the words of a narrative that the reader marks as counting them.

The reader marks numbers ("3", "Two"), and where no number says it an article ("a driver") or that one person is implied. Of
one outcome

- numbers are added up ("3 national and 1 international staff killed"); an article or an implied person is one, and only where
  no number is marked;
- whoever is joined to a counted person or group by "and" in the same phrase is counted too ("two nurses and their driver"), one
  person or the number said, where no mark stands there;
- a number that says again what was counted before is passed over: one after a word that points back ("the two", "both", "all
  three"), or a number of some of those who were counted ("two of the four", "ten were released"), where it is no more than the
  numbers before it;
- a number that is the sum of those right after it, in brackets or after a colon, is a whole with its parts, and the parts are
  passed over ("4 staff (3 men, 1 woman)"); one after "total of" that is the sum of those before it is passed over itself.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cairn.linking import count
from cairn.model import Mark, Reading, Span
from cairn.reading.labels import COUNTED

SCHEME = "awsd"
#: The kind of a mark that stands for one person of whom no number is said; its span is of no account.
IMPLIED = "implied"
#: A mark counts from this score on.
THRESHOLDS = {"killed": 0.5, "wounded": 0.5, "kidnapped": 0.5}

_ARTICLE = re.compile(r"(?i)an?|another")
_POINTS_BACK = re.compile(r"(?i)(?:\b(?:the|these|those|both|all|all of the|their|other)\s+(?:\w+\s+)?)\Z")
_BACK_INSIDE = re.compile(r"(?i)(?:the|these|those|both|all)\b")
_TOTAL_INSIDE = re.compile(r"(?i)(?:a )?total\b")
_AMONG = re.compile(r"(?i)\s*(?:\w+\s+)?of\s+(?:the|them|these|those|whom|which)\b")
_TOTAL = re.compile(r"(?i)\b(?:total of|in total|altogether|total)\s*:?\s*\Z")
#: "(two nurses) and their driver", "(an engineer of an NGO) and two guards": no verb and no full stop before the "and".
_JOINED = re.compile(
    r"(?i)(?:(?!\b(?:was|were|is|are|had|has|killed|wounded|injured|shot|kidnapped|abducted|beaten|attacked|and)\b)[^.;:()]){1,80}\band "
    r"(?P<who>(?:(?:his|her|their|its|an?|another|one|(?P<number>two|three|four|five|six|\d+)) (?:[\w-]+ ){0,3}?)?"
    r"(?:driver|assistant|guard|watchman|colleague|interpreter|translator|nurse|doctor|cook|employee|worker|volunteer|staffer|staff member|contractor)"
    r"(?P<plural>s)?)\b"
)
_OPENS = re.compile(r"(?:[(:\[]| [-–—])\s*(?:including\s+)?\Z")
#: Of those who were taken some come free, which counts nobody anew.
_CAME_FREE = re.compile(r"(?i)[^.;]{0,60}\b(?:released|freed|escaped?|let go|rescued)\b")


@dataclass(frozen=True, slots=True)
class Word:
    """A marked word and how many it stands for; `number` is false for articles and other words."""

    start: int
    end: int
    value: int
    number: bool


def counts(reading: Reading, text: str) -> dict[str, int]:
    """How many of each outcome, 0 where nothing is marked."""
    numbers = count.find(text)
    return {outcome: total(_marked(reading.marks, outcome, numbers), text) for outcome in COUNTED}


def _marked(marks: Iterable[Mark], outcome: str, numbers: Sequence[Span]) -> list[Word]:
    """The words of one outcome in the order of the text; a number of several words ("at least 25") is one, however many are
    marked."""
    words: dict[tuple[int, int], Word] = {}
    for mark in marks:
        if mark.scheme == SCHEME and mark.label == outcome and mark.score >= THRESHOLDS[outcome]:
            if IMPLIED in dict(mark.kinds):
                words.setdefault((-1, 0), Word(0, 0, 1, number=False))
            else:
                span = next((number for number in numbers if number.overlaps(mark.span)), mark.span)
                words[span.start, span.end] = said(span.start, span.end, span.quote)
    return [words[place] for place in sorted(words)]


def said(start: int, end: int, quote: str) -> Word:
    """What a marked word stands for: its number, the least of an open one ("several"), else one person."""
    known = None if _ARTICLE.fullmatch(quote.strip()) else count.resolve(quote)
    values = (known.best, known.low, known.high) if known is not None else ()
    value = next((n for n in values if n is not None), None)
    return Word(start, end, 1, number=False) if value is None else Word(start, end, value, number=True)


def total(words: Sequence[Word], text: str) -> int:
    """What the marked words of one outcome come to."""
    numbers = [w for w in words if w.number]
    kept: list[Word] = []
    for word in _without_parts(numbers, text) if numbers else words[:1]:
        if not _said_before(word, kept, text):
            kept.append(word)
    return sum(word.value for word in kept) + sum(_joined(word, words, text) for word in kept[-1:])


def _joined(word: Word, words: Sequence[Word], text: str) -> int:
    """How many are joined to those whom a word counts by "and" and are not marked themselves."""
    match = _JOINED.match(text, word.end)
    if match is None or any(word.end <= other.start < match.end() for other in words):
        return 0
    said_ = count.resolve(match["number"]) if match["number"] else None
    if match["plural"]:
        return said_.best if said_ is not None and said_.best is not None else 0
    return 1


def _without_parts(numbers: Sequence[Word], text: str) -> list[Word]:
    """The numbers without those that are the parts of the one before them."""
    kept, i = [], 0
    while i < len(numbers):
        kept.append(numbers[i])
        i += 1 + _parts(numbers[i], numbers[i + 1 :], text)
    return kept


def _parts(whole: Word, following: Sequence[Word], text: str) -> int:
    """How many of the numbers that follow are the parts of a whole."""
    so_far = 0
    for number, part in enumerate(following, 1):
        so_far += part.value
        if so_far + _joined(part, following, text) == whole.value and _OPENS.search(text[whole.end : following[0].start]):
            return number
        if so_far > whole.value:
            break
    return 0


def _said_before(word: Word, before: Sequence[Word], text: str) -> bool:
    """Whether a number says again what was counted; words that point back may be part of the number's own expression ("all
    seven")."""
    if not before:
        return False
    known = sum(w.value for w in before)
    head, own = text[max(0, word.start - 30) : word.start], text[word.start : word.end]
    if _TOTAL.search(head) or _TOTAL_INSIDE.match(own):
        return word.value == known
    if word.value <= known and (_AMONG.match(text, word.end) or _CAME_FREE.match(text, word.end)):
        return True
    return _POINTS_BACK.search(head) is not None or _BACK_INSIDE.match(own) is not None
