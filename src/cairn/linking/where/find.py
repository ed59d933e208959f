"""Place names in a text by look-up alone: countries, divisions, areas and larger towns, where the reader misses some."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from cairn.linking.where.countries import demonyms
from cairn.linking.where.gazetteer import TODAYS, Candidate, Gazetteer
from cairn.model import Span

ORDINARY: Final = Path(__file__).parent.parent / "data" / "ordinary_words.csv"
LARGE_TOWN: Final = 100_000  # people; smaller towns share too many names with persons
LARGE_OPENER: Final = 300_000  # people; a single word that opens a sentence has to be better known
LONGEST: Final = 4  # words
ALSO: Final = 2  # the worst grade of a town: another name of it, article and all
_WORD: Final = re.compile(r"[^\W_](?:[\w.'’‘`-]*[^\W_.])?(?:(?<=[A-Z]\.[A-Z])\.)?")
_OPENS: Final = re.compile(r"(?:^|[.!?:;\n\"“”»]\s*|[.!?]['’)\]]\s*)$")
_JOINERS: Final = frozenset("al el ad an ar as ash at az ez ed es e of and the de da do du del di la le les los las".split())
_GAPS: Final = frozenset({" ", "\u00a0", "-"})
_ARTICLE: Final = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az)-[A-Z]")
_IN_A_NAME: Final = re.compile(
    r"\b(?:State\s+(?:in|of)|Bank\s+of|University\s+of|Army\s+of|Front\s+(?:in|of|for)|Times\s+of)\s+(?:the\s+)?$"
)


Known = tuple[Candidate, ...]


@cache
def ordinary_words() -> frozenset[str]:
    """Words, lower case, that are some town's name and almost never mean it."""
    return frozenset(ORDINARY.read_text(encoding="utf-8").split()[1:])


def find(text: str, *, gazetteer: Gazetteer) -> tuple[Span, ...]:
    """The names of countries, first-level divisions, areas and larger towns in a text, in order.

    No demonyms ("Iraqi"), no ordinary words that open a sentence, no parts of longer names ("George Washington").
    """
    return tuple(span for span, _ in findings(text, gazetteer=gazetteer))


def toponyms(text: str, *, marked: Sequence[Span], gazetteer: Gazetteer) -> tuple[Span, ...]:
    """All place names of a report, in order: those that a reader marked, and those that look-up finds beside them."""
    beside = (span for span in find(text, gazetteer=gazetteer) if not any(span.overlaps(other) for other in marked))
    return tuple(sorted((*marked, *beside), key=lambda span: (span.start, span.end)))


def findings(text: str, *, gazetteer: Gazetteer) -> tuple[tuple[Span, tuple[Candidate, ...]], ...]:
    """The found spans with what each may mean."""
    words = list(_WORD.finditer(text))
    capital = [_is_capital(word.group()) for word in words]
    stretches = [_stretches(text, words, capital, index) if capital[index] else [] for index in range(len(words))]
    gazetteer.prepare({span.quote for spans in stretches for span, _ in spans})
    found: list[tuple[Span, tuple[Candidate, ...]]] = []
    index = 0
    while index < len(words):
        hit = next(((span, known, size) for span, size in stretches[index] if (known := _known(span, text=text, gazetteer=gazetteer))), None)
        if hit:
            found.append((hit[0], hit[1]))
        index += hit[2] if hit else 1
    return tuple(found)


def _stretches(text: str, words: list[re.Match[str]], capital: list[bool], index: int) -> list[tuple[Span, int]]:
    """What may be a name that starts at one word, the longest first, with its number of words."""
    found = []
    for last in reversed(_ends(text, words, capital, index)):
        end = words[last].end() - (2 if words[last].group().endswith(("'s", "’s")) else 0)
        found.append((Span.of(text, words[index].start(), end), last - index + 1))
    return found


def _ends(text: str, words: list[re.Match[str]], capital: list[bool], index: int) -> list[int]:
    """The words that a name may end with that starts at one word: capitals, with nothing but joiners between."""
    ends = [index]
    for last in range(index + 1, min(index + LONGEST, len(words))):
        if text[words[last - 1].end() : words[last].start()] not in _GAPS:
            break
        if capital[last]:
            ends.append(last)
        elif words[last].group().lower() not in _JOINERS:
            break
    return ends


def _known(span: Span, *, text: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """What a stretch of capitalised words may mean as a place, or nothing where it more likely is no place."""
    named = gazetteer.candidates(span.quote)
    if not named:
        return ()
    single, before = " " not in span.quote, text[max(0, span.start - 40) : span.start]
    if single and not span.quote.isupper() and (span.quote.lower() in ordinary_words() or span.quote.lower() in demonyms()):
        return ()
    opener = _OPENS.search(before) is not None
    smallest = LARGE_OPENER if opener and single else LARGE_TOWN
    known: Known = tuple(c for c in named if _is_known(c, smallest=smallest))
    wide = any(candidate.kind in {"country", "area", "sea"} for candidate in known)
    if known and not wide and single and _inside_a_name(span, text=text, opener=opener):
        return ()
    return () if _IN_A_NAME.search(before) else known


def _is_known(candidate: Candidate, *, smallest: int) -> bool:
    if candidate.kind in {"town", "site"}:
        return candidate.kind == "town" and candidate.population >= smallest and candidate.grade <= ALSO
    return candidate.kind != "admin2" and (candidate.kind != "admin1" or candidate.grade <= TODAYS)


def _inside_a_name(span: Span, *, text: str, opener: bool) -> bool:
    before, after = text[max(0, span.start - 30) : span.start], text[span.end : span.end + 30]
    follows = re.search(r"\b[A-Z][\w.'’-]*\s$", before) is not None and not opener
    goes_on = re.match(r"\s(?!Province|Governorate|State|District|County|Oblast|Region|City)[A-Z][a-z]+", after) is not None
    return follows or goes_on


def _is_capital(word: str) -> bool:
    return word[0].isupper() or ("-" in word and _ARTICLE.match(word) is not None)
