"""A PDF to its text, by pypdf. Scans without text, encrypted and damaged files are told apart in the error."""

import io
import logging
import re
import struct
import zlib
from collections.abc import Iterator
from datetime import date

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from cairn.errors import OversizeReport, UnreadableReport
from cairn.reports import plain
from cairn.reports.days import iso_day
from cairn.reports.loaded import MAX_BYTES, Extract, ReportMeta
from cairn.reports.pdf_lines import joined

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it would warn of is told in notes and errors

MOST_PAGES = 2_000
# What pypdf is known to raise on damaged files beside its own errors: it walks the broken structure as it stands.
DAMAGE = (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, ArithmeticError, RecursionError, EOFError,
          NotImplementedError, ImportError, AssertionError, struct.error, zlib.error)  # fmt: skip
FILE_NAME = re.compile(
    r"\.(?:docx?|odt|pdf|indd|qxd|rtf|txt|pages|tex|dvi|pptx?)\s*$|^(?:microsoft \w+ - |untitled|unknown|layout \d)",
    re.IGNORECASE,
)


def extract(data: bytes, *, source: str, max_chars: int = MAX_BYTES) -> Extract:
    """The text of a PDF with what its information states; raises UnreadableReport, and OversizeReport past `max_chars`."""
    try:
        reader = PdfReader(io.BytesIO(data))
        _unlock(reader, source=source)
        pages = list(_pages(reader, source=source, max_chars=max_chars))
        stated = _stated(reader)
    except DAMAGE as error:
        raise UnreadableReport(f"{source}: the PDF is damaged ({type(error).__name__}: {error}); expected a whole PDF file. "
                               "Fetch it again, or open and save it anew") from error  # fmt: skip
    return _told(pages, stated, source=source)


def _told(pages: list[str], stated: ReportMeta, *, source: str) -> Extract:
    bare = [str(number) for number, page in enumerate(pages, start=1) if not page.strip()]
    if len(bare) == len(pages):
        raise UnreadableReport(f"{source}: the PDF's {len(pages)} page(s) hold images and no text; "
                               "run character recognition (OCR) on it first")  # fmt: skip
    text, notes = joined(pages)
    on_page = plain.day_of(pages[0].split("\n", 20)[:20])
    notes = (*notes, *((f"page(s) {', '.join(bare)} hold no text",) if bare else ()))
    if on_page is None and stated.published:
        notes = (*notes, f"no line states a day of publication; {stated.published} is the day on which the PDF was made")
    if stated.title is None:
        stated = ReportMeta(title=plain.title_of(text.split("\n", 60)[:60])).over(stated)
    return Extract(text, ReportMeta(published=on_page).over(stated), notes)


def _unlock(reader: PdfReader, *, source: str) -> None:
    """Opens what is encrypted with an empty password, as viewers do; raises UnreadableReport for everything else."""
    if not reader.is_encrypted:
        return
    try:
        opened = bool(reader.decrypt(""))
    except DAMAGE:
        opened = False
    if not opened:
        raise UnreadableReport(f"{source}: the PDF is encrypted; save it without a password and try again")


def _pages(reader: PdfReader, *, source: str, max_chars: int) -> Iterator[str]:
    if (count := len(reader.pages)) > MOST_PAGES:
        raise OversizeReport(
            f"{source}: the PDF has {count} pages, and {MOST_PAGES} are read at most; split it into its reports"
        )
    held = 0
    for page in reader.pages:
        text = page.extract_text()
        held += len(text)
        if held > max_chars:
            raise OversizeReport(f"{source}: the PDF holds more than {max_chars:,} characters; raise --max-bytes to read it")
        yield text


def _stated(reader: PdfReader) -> ReportMeta:
    info = reader.metadata
    if info is None:
        return ReportMeta()
    return ReportMeta(title=_sane_title(info.get("/Title")), published=_made_on(info.get("/CreationDate")))


def _sane_title(value: object) -> str | None:
    """A title that is none of the things that programs write there: a file's name, "untitled"."""
    title = " ".join(str(value or "").split())
    if not 5 <= len(title) <= 300 or FILE_NAME.search(title) or not any(char.isalpha() for char in title):
        return None
    return title


def _made_on(value: object) -> date | None:
    """The day of a PDF date, `D:20240701101500+00'00'`; None for the days that programs without a clock write."""
    day = iso_day(str(value or "").removeprefix("D:"))
    return day if day and day.year >= 1993 and day != date(2000, 1, 1) else None  # PDF dates from 1993
