"""A page's tags, read in one pass with plain string searches: no recursion, and time in proportion to the page's length."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

MOST_TAGS = 50_000  # ten times the longest news pages; a tree of this size takes the extractor some 5 seconds
DEEPEST = 150  # libxml2 stops at 256 levels, and what walks its trees slows down with each
MOST_WORK = 1_000_000  # tags times depth; 50,000 tags 140 deep took the extractor 21 seconds, a news page has some 100,000
VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "param",
    "source",
    "track",
    "wbr",
    "!doctype",
}
OPTIONAL_END = {"p", "li", "td", "th", "tr", "dd", "dt", "option", "optgroup", "thead", "tbody", "tfoot", "colgroup"}
HIDDEN = {"script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea", "title"}
RAW = {"script", "style", "textarea", "title"}
BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "table", "tbody", "td", "th", "tr", "ul",
}  # fmt: skip
COMMENT = re.compile("<!--")
HIDDEN_START = re.compile(rf"<({'|'.join(sorted(HIDDEN))})\b", re.IGNORECASE)
BLOCK_TAGS = re.compile(rf"(?:</?(?:{'|'.join(sorted(BLOCKS))})\b[^<>]*+>\s*+)++", re.IGNORECASE)
ANY_TAG = re.compile("</?[A-Za-z!?][^<>]*(?:>|$)")  # stops at the next "<": its time stays in proportion to the page
NAME = re.compile(r"<(/?)([A-Za-z!][A-Za-z0-9:-]{0,30})")
LONGEST_TAG = 20_000  # characters; a longer one is taken for text


class Tag(NamedTuple):
    """One tag of a page: where it stands, its name in lower case, whether it closes, and for RAW elements their content.

    A named tuple, for pages hold many: it is made in a third of a dataclass's time.
    """

    start: int
    end: int
    name: str
    closing: bool
    content: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a page is as a tree."""

    tags: int
    depth: int

    @property
    def reasonable(self) -> bool:
        """Whether a tree parser can be let at it."""
        return self.tags <= MOST_TAGS and self.depth <= DEEPEST and self.tags * self.depth <= MOST_WORK


def tags_of(page: str) -> Iterator[Tag]:
    """The tags in order; comments and what stands inside scripts give none."""
    at, closer = 0, -1  # closer: the first ">" after `at`, looked for once and not again for each "<"
    while (start := page.find("<", at)) >= 0:
        if page.startswith("<!--", start):
            at = _after(page, "-->", start + 4)
            continue
        if closer < start and (closer := page.find(">", start)) < 0:
            return
        named = NAME.match(page, start)
        if not named or closer - start > LONGEST_TAG:
            at = start + 1
            continue
        name, closing = named[2].lower(), bool(named[1])
        raw = name in RAW and not closing
        at = _content_end(page, name, closer + 1) if raw else closer + 1
        yield Tag(start, at, name, closing, page[closer + 1 : at] if raw else "")


def shape_of(page: str) -> Shape:
    """The number of tags and the deepest nesting, counted no further than is needed to call it unreasonable."""
    count = depth = deepest = 0
    for tag in tags_of(page):
        count += 1
        if tag.name not in VOID and tag.name not in OPTIONAL_END and tag.name not in RAW:
            depth = max(0, depth + (-1 if tag.closing else 0 if page[tag.end - 2] == "/" else 1))
            deepest = max(deepest, depth)
        if count > MOST_TAGS or deepest > DEEPEST:
            break
    return Shape(count, deepest)


def attributes(page: str, tag: Tag) -> dict[str, str]:
    """A tag's attributes, names in lower case, entities resolved."""
    inside = page[tag.start : page.find(">", tag.start) + 1]
    if inside.count('"') % 2 or (inside.count("'") and inside.count('"') == 0 and inside.count("'") % 2):
        inside = page[tag.start : _tag_end(page, tag.start)]
    pairs = re.finditer(
        r"""([A-Za-z_:@][\w:.-]{0,60})\s{0,20}=\s{0,20}(?:"([^"]{0,8000})"|'([^']{0,8000})'|([^\s"'>]{1,2000}))""", inside
    )
    return {pair[1].lower(): unescape(pair[2] or pair[3] or pair[4] or "").strip() for pair in pairs}


def stripped(page: str) -> str:
    """The page's text with all tags taken away, block elements on lines of their own; what is hidden is left out."""
    shown = _without(_without(page, COMMENT, lambda _: "-->"), HIDDEN_START, lambda found: f"</{found[1].lower()}")
    return _tidy(unescape(ANY_TAG.sub("", BLOCK_TAGS.sub("\n", shown))))


def _without(page: str, opening: re.Pattern[str], closing: Callable[[re.Match[str]], str]) -> str:
    """The page without what stands between an opening and its closing mark; an unclosed one reaches to the end."""
    pieces, at, lowered = [], 0, page.lower()
    while found := opening.search(page, at):
        pieces.append(page[at : found.start()])
        close = _after(lowered, closing(found), found.end())
        at = close if found[0] == "<!--" else _after(lowered, ">", close)
    return "".join([*pieces, page[at:]])


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in re.split(r"\n+", text))
    return "\n\n".join(line for line in lines if line)


def _content_end(page: str, name: str, start: int) -> int:
    closing = re.compile(f"</{name}", re.IGNORECASE).search(page, start)
    return closing.start() if closing else len(page)


def _after(page: str, mark: str, start: int) -> int:
    found = page.find(mark, start)
    return len(page) if found < 0 else found + len(mark)


def _tag_end(page: str, start: int) -> int:
    """The end of a tag whose attributes hold a `>` between quotes, within LONGEST_TAG characters."""
    quote = ""
    for at in range(start, min(len(page), start + LONGEST_TAG)):
        char = page[at]
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char == ">":
            return at + 1
    return min(len(page), start + LONGEST_TAG)
