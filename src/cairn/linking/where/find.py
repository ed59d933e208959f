"""Place names in a text by look-up alone: countries, divisions, areas and larger towns, where the reader misses some."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
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


def findings(text: str, *, gazetteer: Gazetteer) -> tuple[tuple[Span, tuple[Candidate, ...]], ...]:
    """The found spans with what each may mean."""
    words = list(_WORD.finditer(text))
    found: list[tuple[Span, tuple[Candidate, ...]]] = []
    index = 0
    while index < len(words):
        hit = next(_hits(text, words, index, gazetteer=gazetteer), None) if _is_capital(words[index]) else None
        if hit:
            found.append((hit[0], hit[1]))
        index += hit[2] if hit else 1
    return tuple(found)


def _hits(text: str, words: list[re.Match[str]], index: int, *, gazetteer: Gazetteer) -> Iterator[tuple[Span, Known, int]]:
    """What starts at one word, the longest first, with its number of words."""
    for length in range(min(LONGEST, len(words) - index), 0, -1):
        run = words[index : index + length]
        if not (_is_run(run, text) and _is_capital(run[-1])):
            continue
        end = run[-1].end() - (2 if run[-1].group().endswith(("'s", "’s")) else 0)
        span = Span.of(text, run[0].start(), end)
        known = _known(span, text=text, gazetteer=gazetteer)
        if known:
            yield span, known, length


def _known(span: Span, *, text: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """What a stretch of capitalised words may mean as a place, or nothing where it more likely is no place."""
    single, before = " " not in span.quote, text[max(0, span.start - 40) : span.start]
    if single and not span.quote.isupper() and (span.quote.lower() in ordinary_words() or span.quote.lower() in demonyms()):
        return ()
    opener = _OPENS.search(before) is not None
    smallest = LARGE_OPENER if opener and single else LARGE_TOWN
    known = tuple(c for c in gazetteer.candidates(span.quote) if _is_known(c, smallest=smallest))
    wide = any(candidate.kind in {"country", "area", "sea"} for candidate in known)
    if known and not wide and single and _inside_a_name(span, text=text, opener=opener):
        return ()
    return () if _IN_A_NAME.search(before) else known


def _is_known(candidate: Candidate, *, smallest: int) -> bool:
    if candidate.kind in {"town", "site"}:
        return candidate.kind == "town" and candidate.population >= smallest and candidate.grade <= ALSO
    return candidate.kind != "admin2" and (candidate.kind != "admin1" or candidate.grade <= TODAYS)


def _inside_a_name(span: Span, *, text: str, opener: bool) -> bool:
    before, after = text[: span.start][-30:], text[span.end : span.end + 30]
    follows = re.search(r"\b[A-Z][\w.'’-]*\s$", before) is not None and not opener
    goes_on = re.match(r"\s(?!Province|Governorate|State|District|County|Oblast|Region|City)[A-Z][a-z]+", after) is not None
    return follows or goes_on


def _is_run(run: list[re.Match[str]], text: str) -> bool:
    gaps = (text[a.end() : b.start()] for a, b in pairwise(run))
    inner = run[1:-1]
    joined = all(gap in {" ", "\u00a0", "-"} for gap in gaps)
    return joined and all(_is_capital(word) or word.group().lower() in _JOINERS for word in inner)


def _is_capital(word: re.Match[str]) -> bool:
    first = word.group()
    return first[0].isupper() or re.match(r"(?:al|el|ad|an|ar|as|ash|at|az)-[A-Z]", first) is not None
