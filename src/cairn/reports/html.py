"""An HTML page to its article: the text without navigation, adverts and comments, and what the page states of itself."""

import logging

import trafilatura
from lxml.etree import LxmlError

from cairn.errors import UnreadableReport
from cairn.reports import page as page_of
from cairn.reports import plain
from cairn.reports.encoding import declared_in_page, decoded
from cairn.reports.loaded import Extract, ReportMeta
from cairn.reports.tags import shape_of, stripped

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it would warn of is told in notes and errors

PLAIN = "the article could not be told from the rest of the page ({why}); all of the page's text was kept"


def extract(data: bytes, *, source: str, charset: str | None = None) -> Extract:
    """The article and what its page states; raises UnreadableReport for a page without text.

    `charset` is what the server declared; it wins over the page's own. A page that no tree parser should be let at (see
    `tags.MOST_TAGS`) has its tags taken away instead, with a note.
    """
    page, notes = decoded(data, charset=charset or declared_in_page(data))
    page = page.replace("\x00", "")
    stated, more = page_of.stated(page)
    text, why = _article(page)
    if not any(char.isalnum() for char in text):
        raise UnreadableReport(f"{source}: the page holds no text to read; a page that scripts build must be saved from a "
                               "browser first")  # fmt: skip
    visible = ReportMeta(published=plain.day_of(text.split("\n", 20)[:20]))
    return Extract(text, stated.over(visible), (*notes, *more, *((PLAIN.format(why=why),) if why else ())))


def _article(page: str) -> tuple[str, str]:
    """The article's text, and why it is the whole page's text instead where it is that."""
    shape = shape_of(page)
    if not shape.reasonable:
        return stripped(page), f"it has {shape.tags} or more tags, {shape.depth} or more deep"
    try:
        text = trafilatura.extract(page, output_format="txt", include_comments=False, include_tables=True, with_metadata=False)
    except (
        LxmlError,
        ValueError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:  # the last three: its bugs on broken pages
        return stripped(page), f"{type(error).__name__}"
    return (text, "") if text and text.strip() else (stripped(page), "no article was found")
