"""Sitemaps to lists of pages: the XML of sitemaps.org with Google's news extension, indexes of sitemaps, plain lists of addresses;
packed with gzip or not."""

import io
import re
import zlib
from datetime import date

from lxml import etree

from cairn.errors import OversizeReport, UnreadableReport
from cairn.reports.days import iso_day
from cairn.reports.encoding import decoded
from cairn.reports.language import language_tag
from cairn.reports.listings import MOST_PAGES, Listed, Listing, line, nowhere, once, web_address
from cairn.reports.loaded import ReportMeta

#: Bytes of one sitemap, unpacked: the protocol's own limit.
MOST_BYTES = 50 * 1024 * 1024
GZIP = b"\x1f\x8b"
LONGEST_FAULT = 200
END = re.compile(rb"</(?:\w+:)?(?:urlset|sitemapindex)\s*>")
ENTRY = re.compile(rb"<(?:\w+:)?(?:url|sitemap)\s*>")
ENTRY_END = re.compile(rb"</(?:\w+:)?(?:url|sitemap)\s*>")


def read_sitemap(data: bytes, *, url: str) -> Listing:
    """The pages and the further sitemaps that a sitemap lists, as far as it can be read, with its faults. Raises UnreadableReport for
    what is no sitemap, and OversizeReport for what unpacks to more than the protocol allows."""
    plain, fault = _unpacked(data, url=url)
    damaged = (f"{url}: {fault}",) if fault else ()
    if not plain.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _plain_list(plain, url=url, faults=damaged)
    pages, lists, nowhere_to, told = _parsed(_whole_entries(plain), url=url)
    unique, more = once(pages, base=url)
    if not unique and not lists and told:
        raise UnreadableReport(f"{url}: it holds no sitemap ({told}); expected <urlset> or <sitemapindex>")
    broken = (
        (f"{url}: the sitemap is damaged ({told}); {len(unique)} of its pages could be read",) if told and not fault else ()
    )
    return Listing(unique, tuple(lists), (*damaged, *broken, *nowhere(nowhere_to, base=url), *more))


def _unpacked(data: bytes, *, url: str) -> tuple[bytes, str | None]:
    """A sitemap's text, as far as it can be unpacked, and why no further."""
    if not data.startswith(GZIP):
        plain, fault = data, None
    else:
        inner = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            plain = inner.decompress(data, MOST_BYTES + 1)
            fault = None if inner.eof or len(plain) > MOST_BYTES else "the sitemap is packed and breaks off before its end"
        except zlib.error as error:
            raise UnreadableReport(f"{url}: the sitemap is packed and damaged ({error})") from error
    if len(plain) > MOST_BYTES:
        raise OversizeReport(f"{url}: the sitemap unpacks to more than {MOST_BYTES:,} bytes, which no sitemap may")
    return plain, fault


def _whole_entries(data: bytes) -> bytes:
    """A sitemap without the entry in whose middle it breaks off: half an address leads to another page."""
    if END.search(data):
        return data
    ends = [found.end() for found in ENTRY_END.finditer(data)]
    first = ENTRY.search(data)
    return data[: ends[-1]] if ends else data[: first.start()] if first else data


def _parsed(data: bytes, *, url: str) -> tuple[list[Listed], list[Listed], int, str | None]:
    """Pages, further sitemaps, how many entries lead nowhere, and what is wrong. No entity is resolved, nothing is fetched."""
    pages: list[Listed] = []
    lists: list[Listed] = []
    lost, root = 0, None
    parser = etree.iterparse(
        io.BytesIO(data), events=("start", "end"), recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for event, element in parser:
            root = element if root is None else root
            name = _name(element)
            if event == "start" or name not in {"url", "sitemap"}:
                continue
            told = _fields(element)
            address = web_address(told.get("loc"), base=url)
            if address is None:
                lost += 1
            else:
                (lists if name == "sitemap" else pages).append(
                    Listed(address, _about(told), line(told.get("lastmod") or told.get("publication_date")))
                )
            element.clear()
            while element.getprevious() is not None and (parent := element.getparent()) is not None:
                del parent[0]
            if len(pages) > MOST_PAGES:
                break
    except etree.LxmlError as error:
        return pages, lists, lost, _told(str(error))
    fault = _told(parser.error_log[0].message) if len(parser.error_log) else None
    if _name(root) not in {"urlset", "sitemapindex"} and not pages and not lists:
        fault = fault or f"its first tag is <{_name(root)}>"
    return pages, lists, lost, fault


def _fields(element: etree._Element) -> dict[str, str]:
    """The first text of each name in an entry, those of the news extension among them."""
    told: dict[str, str] = {}
    for part in element.iter():
        if isinstance(part.tag, str) and part.text and part.text.strip():
            told.setdefault(_name(part), " ".join(part.text.split()))
    return told


def _about(told: dict[str, str]) -> ReportMeta:
    """What the news extension says; `lastmod` is the day of a change and not that of publication."""
    day: date | None = iso_day(told.get("publication_date", ""))
    return ReportMeta(line(told.get("title")), line(told.get("name")), day, language_tag(told.get("language")))


def _name(element: etree._Element | None) -> str:
    return element.tag.rpartition("}")[2].lower() if element is not None and isinstance(element.tag, str) else ""


def _plain_list(data: bytes, *, url: str, faults: tuple[str, ...]) -> Listing:
    lines = [line.strip() for line in decoded(data)[0].splitlines() if line.strip()]
    addresses = [web_address(line, base=url) if "://" in line else None for line in lines]
    pages = [Listed(address) for address in addresses if address]
    if not pages:
        raise UnreadableReport(
            f"{url}: it holds no sitemap; expected <urlset>, <sitemapindex> or a list of addresses, one a line"
        )
    unique, more = once(pages, base=url)
    return Listing(unique, faults=(*faults, *nowhere(len(lines) - len(pages), base=url), *more))


def _told(message: str) -> str:
    return " ".join(message.split())[:LONGEST_FAULT]
