"""A site's robots.txt (RFC 9309), by protego."""

from functools import lru_cache
from urllib.parse import urlsplit

from protego import Protego

#: Bytes of a robots.txt that are read; the rest is left out, as the RFC allows from 500 KiB on.
MOST_BYTES = 512_000
#: Everything is allowed where a site has no robots.txt; nothing where it could not be told.
ALL_ALLOWED, ALL_REFUSED = "", "User-agent: *\nDisallow: /\n"


def robots_address(url: str) -> str:
    """Where the robots.txt stands that holds for a URL.

    >>> robots_address("https://example.org:8443/a/b?c")
    'https://example.org:8443/robots.txt'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/robots.txt"


def robots_text(data: bytes) -> str:
    """The text of a robots.txt; what is no UTF-8 in it says nothing."""
    return data[:MOST_BYTES].decode("utf-8-sig", "replace").replace("\0", "")


def allowed(robots: str, url: str, *, agent: str) -> bool:
    """Whether a robots.txt lets an agent, by its product name, fetch a URL."""
    return bool(_parsed(robots).can_fetch(url, agent))


def crawl_delay(robots: str, *, agent: str) -> float | None:
    """The seconds that a robots.txt asks an agent to leave between two requests."""
    told = _parsed(robots).crawl_delay(agent)
    return None if told is None else float(told)


@lru_cache(maxsize=256)
def _parsed(robots: str) -> Protego:
    return Protego.parse(robots)
