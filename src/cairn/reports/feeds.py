"""RSS and Atom to lists of pages, by feedparser, which reads a damaged feed as far as it goes."""

import io
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser

from cairn.errors import OversizeReport, UnreadableReport
from cairn.reports.days import page_day
from cairn.reports.language import language_tag
from cairn.reports.listings import Listed, Listing, line, nowhere, once, web_address
from cairn.reports.loaded import ReportMeta

#: Bytes of a feed; a hundred entries with their whole texts are about 1 MB.
MOST_BYTES = 10_000_000
LONGEST_FAULT = 200


def read_feed(data: bytes, *, url: str, content_type: str = "") -> Listing:
    """The pages that a feed lists, in its order, with its faults. Raises UnreadableReport for what is no feed, and OversizeReport.

    feedparser takes bytes for a file's name or an address and opens it: it is given a stream, so that nothing is.
    """
    if len(data) > MOST_BYTES:
        raise OversizeReport(f"{url}: the feed has {len(data):,} bytes, and {MOST_BYTES:,} are read at most")
    headers = {"content-location": url} | ({"content-type": content_type} if content_type else {})
    found = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    fault = _fault(found)
    if not found.entries and (fault or not found.get("version")):
        raise UnreadableReport(f"{url}: it holds no feed ({fault or 'no entry of RSS or Atom'}); expected RSS or Atom")
    entries = found.entries[:-1] if fault and _breaks_off(data) else found.entries
    publisher = line(found.feed.get("title"))
    language = language_tag(found.feed.get("language"))
    pages = [page for entry in entries if (page := _page(entry, url, publisher=publisher, language=language))]
    unique, more = once(pages, base=url)
    damaged = (f"{url}: the feed is damaged ({fault}); {len(entries)} of its entries could be read",) if fault else ()
    return Listing(unique, faults=(*damaged, *nowhere(len(entries) - len(pages), base=url), *more))


def _breaks_off(data: bytes) -> bool:
    """Whether a feed ends in the middle of an entry, whose address may then be half an address."""
    return max(map(data.rfind, (b"<item", b"<entry"))) > max(map(data.rfind, (b"</item>", b"</entry>")))


def _page(entry: Any, base: str, *, publisher: str | None, language: str | None) -> Listed | None:
    address = web_address(entry.get("link"), base=base)
    if address is None:
        return None
    stated = language_tag((entry.get("title_detail") or {}).get("language")) or language
    about = ReportMeta(line(entry.get("title")), publisher, _day(entry.get("published")), stated)
    return Listed(address, about, line(entry["updated"] if "updated" in entry.keys() else entry.get("published")))  # noqa: SIM118 - `in` and `get` take one for the other


def _day(said: str | None) -> date | None:
    """The day of a moment as the feed writes it, in the feed's own zone."""
    if not said:
        return None
    if day := page_day(said):
        return day
    try:
        return parsedate_to_datetime(said).date()
    except ValueError:
        return None


def _fault(found: Any) -> str | None:
    """What feedparser stumbled over; not that a feed was served as another type of text, which harms nothing."""
    error = found.get("bozo_exception") if found.get("bozo") else None
    if error is None or isinstance(error, feedparser.NonXMLContentType):
        return None
    return " ".join(str(error).split())[:LONGEST_FAULT] or type(error).__name__
