"""What a site lists: pages with what the list says of them. Feeds and sitemaps are lists."""

from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from cairn.reports.clean import cleaned
from cairn.reports.loaded import NO_META, ReportMeta

#: Pages that are taken from one list, as many as a sitemap may hold by its protocol.
MOST_PAGES = 50_000
#: Bytes of an address; databases do not index much longer ones. Characters of a title or a mark.
LONGEST_URL, LONGEST_LINE = 2_000, 500


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list: its address, what the list says of it, and the list's own mark of its version (a moment, word for word).

    A mark that changes says that the page has; None says nothing.
    """

    url: str
    about: ReportMeta = NO_META
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as far as it could be read, further lists that it points at, and what is wrong with it."""

    pages: tuple[Listed, ...]
    lists: tuple[Listed, ...] = ()
    faults: tuple[str, ...] = ()


def web_address(value: str | None, *, base: str) -> str | None:
    """A page's address, whole and without its fragment; None for what is no address on the web.

    >>> web_address("/a.html#top", base="https://example.org/feed")
    'https://example.org/a.html'
    """
    text = (value or "").strip()
    if not text or any(char.isspace() or not char.isprintable() for char in text):
        return None
    try:
        whole = urldefrag(urljoin(base, text)).url
        parts = urlsplit(whole)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname) and len(whole.encode()) <= LONGEST_URL
    except ValueError:
        return None
    return whole if known else None


def once(pages: list[Listed], *, base: str) -> tuple[tuple[Listed, ...], tuple[str, ...]]:
    """The pages, each only once, no more than a list may have, and what had to be left out."""
    unique = list({page.url: page for page in reversed(pages)}.values())[::-1]
    if len(unique) > MOST_PAGES:
        return tuple(unique[:MOST_PAGES]), (f"{base}: it lists more than {MOST_PAGES:,} pages; the rest was left out",)
    return tuple(unique), ()


def nowhere(count: int, *, base: str) -> tuple[str, ...]:
    """The fault of entries that lead to no page."""
    if not count:
        return ()
    return (f"{base}: {count} {'entry has' if count == 1 else 'entries have'} no address of a page on the web",)


def line(value: object) -> str | None:
    """A title or a moment as one clean line; None for nothing."""
    text = " ".join(cleaned(value)[0].split()) if isinstance(value, str) else ""
    return text[:LONGEST_LINE].rstrip() or None
