"""A PDF's lines to a text: running heads and feet dropped, words joined that were broken at a line's end."""

import re
from collections import Counter
from collections.abc import Sequence

EDGE = 5  # lines at each end of a page among which a running head or foot is looked for
MOST_PAGES = 0.6  # a line at the edge of this share of the pages, and of two at least, is no part of the text
PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—]\s*)?(?:page|seite|página|p\.)?\s*\d{1,4}(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?(?:\s*[-–—])?\s*", re.IGNORECASE
)
SENTENCE_END = re.compile(r"[.!?:…][\"'”’»)\]]*\s*$")
BROKEN = re.compile(r"(\w+)-\n(\w+)")
SOFT = re.compile("\xad\\s*\n?")

Page = Sequence[str]


def joined(pages: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The text of all pages, and a note on what was dropped. A sentence that runs over a page's end runs on."""
    lined = [[line.rstrip() for line in page.split("\n") if line.strip()] for page in pages]
    running = _running(lined)
    kept = [_without(page, running) for page in lined]
    dropped = sum(map(len, lined)) - sum(map(len, kept))
    note = (f"{dropped} line(s) of running heads, feet and page numbers were left out",) if dropped else ()
    return _mended(_flow(kept)), note


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()).lower())


def _edges(page: Page) -> set[int]:
    return {*range(min(EDGE, len(page))), *range(max(0, len(page) - EDGE), len(page))}


def _running(pages: Sequence[Page]) -> set[str]:
    counts = Counter(key for page in pages for key in {_key(page[index]) for index in _edges(page)})
    return {key for key, count in counts.items() if count >= max(2, MOST_PAGES * len(pages))}


def _without(page: Page, running: set[str]) -> list[str]:
    edges = _edges(page)
    outer = {*range(EDGE), len(page) - 1}
    return [
        line
        for index, line in enumerate(page)
        if not ((index in edges and _key(line) in running) or (index in outer and PAGE_NUMBER.fullmatch(line)))
    ]


def _flow(pages: Sequence[Page]) -> str:
    text = ""
    for page in pages:
        gap = "" if not text else "\n\n" if SENTENCE_END.search(text) else "\n"
        text += gap + "\n".join(page) if page else ""
    return text


def _mended(text: str) -> str:
    """Words broken at a line's end, joined. The hyphen stays where the text writes the word with one, and before a capital."""
    soft = SOFT.sub("", text)
    words = set(re.findall(r"\w+(?:-\w+)*", soft.replace("-\n", "-\n ").lower()))

    def whole(found: re.Match[str]) -> str:
        left, right = found[1], found[2]
        hyphened = f"{left}-{right}".lower() in words and f"{left}{right}".lower() not in words
        return f"{left}-{right}" if hyphened or not right[0].islower() or not left[-1].islower() else left + right

    return BROKEN.sub(whole, soft)
