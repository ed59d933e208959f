"""Plain text and Markdown: the title and the date of publication, where the text itself gives them."""

import re
from datetime import date

from cairn.reports.days import labelled_day, stated_day
from cairn.reports.loaded import Extract, ReportMeta
from cairn.reports.words import words

LONGEST_TITLE = 160
HEAD_LINES = 5  # where a date of publication may stand alone; further down it is the story's
DATELINE = re.compile(r"^[A-ZÀ-Þ][\w .,'’()/-]{1,70}?(?:\([^()]{2,40}\)\s*)?\s*(?:—|–|--| -|:)\s+\S")
PLACE_AND_DAY = re.compile(r"^[A-ZÀ-Þ][\w .'’-]{1,40},\s+(.+)$")
MARKS = re.compile(r"^\s{0,3}#{1,6}\s+|\s+#+\s*$|^\s{0,3}(?:\*\*|__)(?=\S)|(?<=\S)(?:\*\*|__)\s*$")
SHOUTED = re.compile(r"^[A-ZÀ-Þ]{3,}[A-ZÀ-Þ .'’-]*(?:,|\s*[—–(]|\s--?\s)")


def extract(text: str) -> Extract:
    """The text with its title and its date of publication; both None where no line is clearly that."""
    lines = text.split("\n", 60)[:60]
    return Extract(text, ReportMeta(title=title_of(lines), published=day_of(lines)))


def day_of(lines: list[str]) -> date | None:
    """The date of publication from the first five lines that are not empty: labelled, or a full date standing alone."""
    head = [line for line in lines if line.strip()][:HEAD_LINES]
    return next((day for line in head if (day := labelled_day(line) or stated_day(line))), None)


def title_of(lines: list[str]) -> str | None:
    """The first line, or a heading wrapped over two, that is short, has no final full stop and stands over a text."""
    blocks, letter = _blocks(lines), False
    for index, block in enumerate(blocks[:4]):
        letter = letter or _is_genre(block[0])
        bare = _below_furniture(block)
        if bare and not (letter and _is_letterhead(bare)):
            return _heading(bare, follows=index + 1 < len(blocks))
    return None


def _below_furniture(block: list[str]) -> list[str]:
    first = next((index for index, line in enumerate(block) if not _is_furniture(line)), len(block))
    return block[first:]


def _is_letterhead(block: list[str]) -> bool:
    """An office's name over a place and a day, as a press statement opens with."""
    return len(block) > 1 and all(_is_furniture(line) for line in block[1:])


def _blocks(lines: list[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _heading(block: list[str], *, follows: bool) -> str | None:
    """The heading at the head of a block of lines without an empty line in it; `follows`: another block comes after."""
    if len(block) <= 2 and follows and not _is_furniture(block[-1]):
        return _as_title(" ".join(line.strip() for line in block))
    rest = [line for line in block[1:] if not _is_furniture(line)]
    over_text = (not rest and follows) or (bool(rest) and len(rest[0]) > 1.2 * len(block[0]))
    return _as_title(block[0]) if over_text or block[0].lstrip().startswith("#") else None


def _as_title(line: str) -> str | None:
    bare = MARKS.sub("", MARKS.sub("", line.strip())).strip()
    if not 3 <= len(bare) <= LONGEST_TITLE or not any(char.isalpha() for char in bare):
        return None
    if bare.endswith((".", ",", ";", "。", "।", "۔")) and not bare.endswith("..."):
        return None
    return None if _is_dateline(bare) else bare


def _is_dateline(line: str) -> bool:
    return bool(SHOUTED.match(line) and DATELINE.match(line)) and not line.isupper()


def _is_furniture(line: str) -> bool:
    """A line that stands over a text and is no title: who wrote it, its genre, where and when, a rule."""
    bare = line.strip().strip("*_#").strip()
    if not any(char.isalpha() for char in bare) or _is_genre(bare):
        return True
    if labelled_day(bare) or stated_day(bare):
        return True
    placed = PLACE_AND_DAY.match(bare)
    return bool(placed and stated_day(placed[1])) or _is_byline(bare)


def _is_genre(line: str) -> bool:
    return line.strip(" *_#:!").lower() in words().genres


def _is_byline(line: str) -> bool:
    first, _, rest = line.partition(" ")
    named = rest[:1].isupper() or rest.lower().startswith(("our ", "the ", "staff"))
    return first.lower() in words().bylines - {"from", "de"} and bool(rest) and named and len(line) <= 80
