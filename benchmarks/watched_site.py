"""A site to be watched, written for the test: articles that change, lists of them, and everything that a hostile or broken server does.

Served on the loopback interface only. What is to come of every page stands in `Site.plan`.
"""

import gzip
import json
import random
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

#: Every so many pages one is of each of these kinds; all others are plain articles.
EVERY = 40
ODD = (
    "latin", "lying_utf8", "undeclared", "packed", "moved", "once_busy", "copy", "near_copy", "etag_only", "date_only", "no_version", "changing", "silent_change",
)  # fmt: skip
#: The bad pages, and what is to be told of each.
REASONS = {
    "private": "a private or local address", "metadata": "a private or local address", "loopback": "a private or local address", "file": "expected an address that begins",
    "endless": "1,000,000 are read at most", "bomb": "1,000,000 are read at most", "no_gzip": "compressed and damaged", "cut_gzip": "breaks off before its end",
    "cut": "without sending complete message", "slow": "no whole answer within", "missing": "answered 404", "gone": "answered 410", "fault": "answered 500",
    "forbidden": "robots.txt does not let", "empty": "no text to read", "binary": "a PNG image", "circle": "more than 5 redirects", "strange_coding": "packed as 'zstd'",
    "declared_huge": "99,000,000,000 bytes",
}  # fmt: skip
PLACES = "Mosul Kirkuk Ramadi Tikrit Samarra Baquba Fallujah Hawija Sinjar Qaim Gao Kidal Mopti Menaka Djibo Dori Maiduguri Bama Konduga Monguno".split()
GROUPS = ("Gunmen", "Militants", "Islamic State fighters", "Insurgents", "Armed men")
TARGETS = ("soldiers", "police officers", "villagers", "traders", "members of a local militia")
DAYS = ("Sunday", "Monday", "Saturday", "Friday")
WORDS = (
    "convoy checkpoint market bridge hospital school river valley district governor mayor commander spokesman resident witness driver trader farmer herder "
    "shot fled returned crossed opened closed reached left entered burned searched guarded rebuilt counted buried treated warned asked told saw heard "
    "north south east west early late again later before after during near beyond under over two three several many few dozens armoured empty narrow old new "
    "the a its their with from into and but while because where"
).split()
FIRST_DAY = date(2025, 1, 6)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site: its path and kind, and whether it is to be read."""

    number: int
    kind: str

    @property
    def path(self) -> str:
        """Where it is."""
        folder = "closed" if self.kind == "forbidden" else "news"
        return f"/{folder}/{self.number}-{self.kind}"

    @property
    def good(self) -> bool:
        """Whether a text is to come of it."""
        return self.kind not in REASONS

    @property
    def day(self) -> date:
        """The day of its publication."""
        return FIRST_DAY + timedelta(days=self.number // 8)


def plan(pages: int) -> tuple[Page, ...]:
    """The pages of a site: of every kind at least one, and one in so many."""
    kinds = [*ODD, *REASONS]
    found = []
    for n in range(pages):
        block, place = divmod(n, EVERY)
        found.append(Page(n, kinds[place] if place < len(kinds) and (block == 0 or (block + place) % 3 == 0) else "article"))
    return tuple(found)


def text_of(number: int, turn: int = 0) -> list[str]:
    """The paragraphs of an article, of words that are its own; with a turn above 0 a later version of it."""
    of = random.Random(number)  # noqa: S311 - no secret
    place, other = of.sample(PLACES, 2)
    dead = 2 + number % 17 + turn
    words = [of.choice(WORDS) for _ in range(60)]
    told = [" ".join(words[n : n + 12]).capitalize() + f", {of.choice(('police', 'residents', 'officials', 'medics'))} said." for n in range(0, 60, 12)]
    return [
        f"{of.choice(GROUPS)} killed {dead} {of.choice(TARGETS)} in an attack near {place} on {of.choice(DAYS)}. {told[0]}",
        f"{told[1]} {of.randrange(2, 90)} people were wounded in {other}. {told[2]}",
        f"{told[3]} It was incident number {number} of the year. {told[4]}",
        *([f"Correction: an earlier version of this report gave another number of dead; it is {dead}."] if turn else []),
    ]


def html_of(number: int, paragraphs: list[str], day: date, *, charset: str | None = "utf-8", extra: str = "") -> str:
    """An article as a page with the usual surroundings."""
    about = json.dumps({"@type": "NewsArticle", "headline": f"Attack near {PLACES[number % len(PLACES)]}", "datePublished": f"{day}T08:00:00Z"})
    meta = f'<meta charset="{charset}">' if charset else ""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head>{meta}<title>Attack near {PLACES[number % len(PLACES)]}</title><script type="application/ld+json">{about}</script></head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>Attack near {PLACES[number % len(PLACES)]}</h1>{body}{extra}</article><footer>Imprint</footer></body></html>"
    )


@dataclass
class Site:
    """The site's state: which turn it is, and what it was asked for: (path, status, whether a condition was sent)."""

    pages: tuple[Page, ...]
    turn: int = 0
    asked: list[tuple[str, int, bool]] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)
    base: str = ""
    busy_base: str = ""
    agents: set[str] = field(default_factory=set)

    def page(self, path: str) -> Page | None:
        """The page at a path."""
        number = path.rpartition("/")[2].partition("-")[0]
        found = self.pages[int(number)] if number.isdecimal() and int(number) < len(self.pages) else None
        return found if found is not None and found.path == path else None

    def turn_of(self, page: Page) -> int:
        """Which version of a page there is."""
        return self.turn if page.kind in {"changing", "silent_change"} else 0

    def text(self, page: Page) -> list[str]:
        """What a page tells."""
        if page.kind == "copy":
            return text_of(0)
        if page.kind == "near_copy":
            return [*text_of(page.number - page.number % EVERY + len(ODD) + len(REASONS)), "Reporting by our own staff."]
        return text_of(page.number, self.turn_of(page))

    def mark(self, page: Page) -> str:
        """The moment of its last change, as the lists say it; those that change in silence say nothing."""
        turn = self.turn if page.kind == "changing" else 0
        return (datetime(page.day.year, page.day.month, page.day.day, 8, tzinfo=UTC) + timedelta(hours=turn)).isoformat()

    @property
    def good(self) -> tuple[Page, ...]:
        """The pages that are to be read."""
        return tuple(page for page in self.pages if page.good)

    def take(self) -> list[tuple[str, int, bool]]:
        """What was asked for since the last time."""
        with self.lock:
            taken, self.asked = self.asked, []
        return taken

    # the lists

    def in_list(self, name: str) -> list[Page]:
        """The pages of a list: feeds share the first fifth, sitemaps the rest."""
        cut = len(self.pages) // 5
        third = len(self.pages) - (len(self.pages) - cut) // 2
        parts = {
            "rss": self.pages[: cut // 3], "atom": self.pages[cut // 3 : 2 * cut // 3], "broken": self.pages[2 * cut // 3 : cut],
            "one": self.pages[cut:third], "two": self.pages[third:],
        }  # fmt: skip
        return list(parts[name])

    def rss(self, name: str) -> bytes:
        """A feed in RSS; `broken` ends in the middle and has a bare ampersand."""
        items = "".join(
            f"<item><title>Attack {'&' if name == 'broken' else '&amp;'} siege {p.number}</title><link>{self.base}{p.path}</link>"
            f"<pubDate>{format_datetime(datetime.combine(p.day, datetime.min.time(), UTC))}</pubDate></item>"
            for p in self.in_list(name)
        )
        end = "<item><title>cut off" if name == "broken" else "</channel></rss>"
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The {name} wire</title><language>en</language>{items}{end}'.encode()

    def atom(self) -> bytes:
        """A feed in Atom; pages of which only the address is given are there too."""
        items = "".join(
            f'<entry><title>Attack {p.number}</title><link href="{p.path}"/><updated>{self.mark(p)}</updated></entry>' for p in self.in_list("atom")
        )
        lost = "<entry><title>nowhere</title></entry>"
        return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{self.base}/"><title>The atom wire</title>{items}{lost}</feed>'.encode()

    def sitemap(self, name: str) -> bytes:
        """A sitemap with the marks of its pages."""
        rows = "".join(f"<url><loc>{self.base}{p.path}</loc><lastmod>{self.mark(p)}</lastmod></url>" for p in self.in_list(name))
        return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()

    def index(self) -> bytes:
        """The index of sitemaps: two good ones, one that is cut off, a bomb, and one that points back at the index."""
        rows = "".join(f"<sitemap><loc>{self.base}/{name}</loc></sitemap>" for name in ("one.xml", "two.xml.gz", "cut.xml.gz", "bomb.xml.gz", "index.xml"))
        return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'.encode()


def _bomb(size: int) -> bytes:
    made = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    piece = bytes(1_000_000)
    return b"".join(made.compress(piece) for _ in range(size // len(piece))) + made.flush()


def _half(body: bytes) -> bytes:
    return body[: len(body) // 2]


BOMB = _bomb(60_000_000)


class Handler(BaseHTTPRequestHandler):
    """Serves a site."""

    site: Site

    def do_GET(self) -> None:
        """Answers as the page's kind says."""
        site = self.site
        site.agents.add(self.headers.get("User-Agent", ""))
        path, _, query = self.path.partition("?")
        page = site.page(path)
        if page is None:
            self._list()
            return
        if query == "to=here":
            self._article(page)
            return
        special = getattr(self, f"give_{page.kind}", None)
        if special is not None:
            special(page)
        else:
            self._article(page)

    def _list(self) -> None:
        site, name = self.site, self.path.strip("/")
        made: dict[str, tuple[str, Any]] = {
            "robots.txt": ("text/plain", lambda: b"User-agent: *\nDisallow: /closed/\n"),
            "rss.xml": ("application/rss+xml", lambda: site.rss("rss")),
            "broken.xml": ("text/xml; charset=us-ascii", lambda: site.rss("broken")),
            "atom.xml": ("application/atom+xml", site.atom),
            "none.xml": ("text/html", lambda: b"<html><body><p>No feed here</p></body></html>"),
            "index.xml": ("application/xml", site.index),
            "one.xml": ("application/xml", lambda: site.sitemap("one")),
            "two.xml.gz": ("application/gzip", lambda: gzip.compress(site.sitemap("two"), mtime=0)),
            "cut.xml.gz": ("application/gzip", lambda: _half(gzip.compress(site.sitemap("one"), mtime=0))),
            "bomb.xml.gz": ("application/gzip", lambda: BOMB),
        }
        if name not in made:
            self._answer(404, b"no")
            return
        kind, give = made[name]
        body = give()
        self._versioned(body, kind, etag=f'"{zlib.crc32(body):x}"')

    def _article(self, page: Page, *, headers: dict[str, str] | None = None) -> None:
        site, kind = self.site, page.kind
        body = html_of(page.number, site.text(page), page.day).encode()
        if kind == "no_version":
            body = html_of(page.number, site.text(page), page.day, extra=f"<!-- served {time.monotonic_ns()} -->").encode()
            self._answer(200, body, headers={"Content-Type": "text/html; charset=utf-8"})
            return
        stamp = format_datetime(datetime(2025, 9, 1, site.turn_of(page), tzinfo=UTC), usegmt=True)
        self._versioned(
            body, "text/html; charset=utf-8", etag=None if kind == "date_only" else f'"{zlib.crc32(body):x}"', stamp=None if kind == "etag_only" else stamp,
            headers=headers,
        )  # fmt: skip

    def _versioned(self, body: bytes, kind: str, *, etag: str | None, stamp: str | None = None, headers: dict[str, str] | None = None) -> None:
        named = {name: value for name, value in (("ETag", etag), ("Last-Modified", stamp)) if value}
        same = self.headers.get("If-None-Match") == etag if etag else self.headers.get("If-Modified-Since") == stamp
        conditional = "If-None-Match" in self.headers or "If-Modified-Since" in self.headers
        if conditional and same:
            self._answer(304, b"", headers=named)
        else:
            self._answer(200, body, headers={"Content-Type": kind, **named, **(headers or {})})

    # odd but good

    def give_latin(self, page: Page) -> None:
        """Windows-1252, declared so."""
        text = [*self.site.text(page), "The café in São Miguel — “closed” since May — was hit, Señor Muñoz’s paper wrote."]
        self._answer(200, html_of(page.number, text, page.day, charset=None).encode("cp1252"), headers={"Content-Type": "text/html; charset=iso-8859-1"})

    def give_lying_utf8(self, page: Page) -> None:
        """Windows-1252, declared as UTF-8."""
        text = [*self.site.text(page), "The café in São Miguel — “closed” since May — was hit, Señor Muñoz’s paper wrote."]
        self._answer(200, html_of(page.number, text, page.day).encode("cp1252"), headers={"Content-Type": "text/html; charset=utf-8"})

    def give_undeclared(self, page: Page) -> None:
        """UTF-8, declared nowhere, and served as something else."""
        self._answer(200, html_of(page.number, self.site.text(page), page.day, charset=None).encode(), headers={"Content-Type": "application/octet-stream"})

    def give_packed(self, page: Page) -> None:
        """Packed with gzip, as it says."""
        body = gzip.compress(html_of(page.number, self.site.text(page), page.day).encode(), mtime=0)
        self._versioned(body, "text/html; charset=utf-8", etag=f'"{zlib.crc32(body):x}"', headers={"Content-Encoding": "gzip"})

    def give_moved(self, page: Page) -> None:
        """Moved to another address of the site."""
        self._answer(301, b"", headers={"Location": f"/news/{page.number}-moved?to=here"})

    def give_once_busy(self, page: Page) -> None:
        """Busy the first time."""
        if page.path in self.site.met:
            self._article(page)
            return
        self.site.met.add(page.path)
        self._answer(429, b"slow down", headers={"Retry-After": "0"})

    # bad

    def give_private(self, page: Page) -> None:
        """Leads into a private network."""
        self._answer(302, b"", headers={"Location": f"http://10.{page.number % 250}.0.1/admin"})

    def give_metadata(self, page: Page) -> None:
        """Leads to a cloud's metadata."""
        self._answer(302, b"", headers={"Location": f"http://169.254.169.254/latest/{page.number}"})

    def give_loopback(self, page: Page) -> None:
        """Leads to another port of this machine."""
        self._answer(302, b"", headers={"Location": f"http://localhost:1/{page.number}"})

    def give_file(self, page: Page) -> None:
        """Leads to a file of this machine."""
        self._answer(302, b"", headers={"Location": f"file:///etc/passwd?{page.number}"})

    def give_endless(self, page: Page) -> None:
        """Has no end."""
        del page
        self._log(200)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self._drip(b"<p>and on and on</p>" * 3_000, pause=0)

    def give_bomb(self, page: Page) -> None:
        """Unpacks to more than anybody reads."""
        del page
        self._answer(200, BOMB, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})

    def give_no_gzip(self, page: Page) -> None:
        """Says that it is packed and is not."""
        self._answer(200, html_of(page.number, self.site.text(page), page.day).encode(), headers={"Content-Encoding": "gzip"})

    def give_cut_gzip(self, page: Page) -> None:
        """Packed, and breaks off."""
        body = gzip.compress(html_of(page.number, self.site.text(page), page.day).encode())
        self._answer(200, body[: len(body) // 2], headers={"Content-Encoding": "gzip"})

    def give_cut(self, page: Page) -> None:
        """Shorter than it says."""
        self._answer(200, html_of(page.number, self.site.text(page), page.day).encode()[:300], headers={"Content-Length": "5000"})

    def give_slow(self, page: Page) -> None:
        """Comes byte by byte."""
        del page
        self._log(200)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self._drip(b"x", pause=0.05)

    def give_missing(self, page: Page) -> None:
        """Is not there."""
        self._answer(404, f"no {page.number}".encode())

    def give_gone(self, page: Page) -> None:
        """Is there no more."""
        self._answer(410, f"no {page.number}".encode())

    def give_fault(self, page: Page) -> None:
        """The server stumbles."""
        self._answer(500, f"oops {page.number}".encode())

    def give_empty(self, page: Page) -> None:
        """Holds nothing."""
        self._answer(200, f"<html><!-- {page.number} --><body><script>draw()</script></body></html>".encode(), headers={"Content-Type": "text/html"})

    def give_binary(self, page: Page) -> None:
        """A picture that calls itself a page."""
        self._answer(200, b"\x89PNG\r\n\x1a\n" + bytes([page.number % 256]) * 500, headers={"Content-Type": "text/html"})

    def give_circle(self, page: Page) -> None:
        """Leads to itself."""
        self._answer(302, b"", headers={"Location": page.path})

    def give_strange_coding(self, page: Page) -> None:
        """Packed in a way that nobody asked for."""
        self._answer(200, f"{page.number}".encode(), headers={"Content-Encoding": "zstd"})

    def give_declared_huge(self, page: Page) -> None:
        """Says that it is huge."""
        del page
        self._log(200)
        self.send_response(200)
        self.send_header("Content-Length", "99000000000")
        self.end_headers()

    def _drip(self, piece: bytes, *, pause: float) -> None:
        end = time.monotonic() + 20
        try:
            while time.monotonic() < end:
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(pause)
        except OSError:
            return

    def _log(self, status: int) -> None:
        conditional = "If-None-Match" in self.headers or "If-Modified-Since" in self.headers
        with self.site.lock:
            self.site.asked.append((self.path, status, conditional))

    def _answer(self, status: int, body: bytes, *, headers: dict[str, str] | None = None) -> None:
        self._log(status)
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Keeps the output clean."""


class Busy(Handler):
    """A second host, which always asks to be left alone for an hour."""

    def do_GET(self) -> None:
        """Answers robots.txt and one feed, and nothing else."""
        if self.path == "/robots.txt":
            self._answer(404, b"")
        elif self.path == "/feed.xml":
            base = self.site.busy_base
            items = "".join(f"<item><title>{n}</title><link>{base}/{n}</link></item>" for n in range(3))
            self._answer(200, f'<rss version="2.0"><channel><title>Busy</title>{items}</channel></rss>'.encode())
        else:
            self._answer(429, b"", headers={"Retry-After": "3600"})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has had enough is no fault."""


@contextmanager
def served(pages: int) -> Iterator[Site]:
    """A site of so many pages, served on two ports of the loopback interface."""
    site = Site(plan(pages))
    kinds = [type("OwnHandler", (kind,), {"site": site}) for kind in (Handler, Busy)]
    servers = [_Server(("127.0.0.1", 0), kind) for kind in kinds]
    site.base, site.busy_base = (f"http://127.0.0.1:{server.server_port}" for server in servers)
    for server in servers:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield site
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def config_of(site: Site, *, delay: str = "0s", timeout: str = "1.5s", more: str = "") -> str:
    """A configuration that watches all of the site."""
    hosts = ", ".join(base.removeprefix("http://") for base in (site.base, site.busy_base))
    return f"""
fetching:
  contact: tests@example.org
  delay: {delay}
  timeout: {timeout}
  patience: 2s
  max_bytes: 1000000
  allow_private: [{hosts}]
sources:
  - {{name: RSS, feed: "{site.base}/rss.xml"}}
  - {{name: Atom, feed: "{site.base}/atom.xml", publisher: The Atom Wire}}
  - {{name: Broken, feed: "{site.base}/broken.xml"}}
  - {{name: None, feed: "{site.base}/none.xml"}}
  - {{name: Busy, feed: "{site.busy_base}/feed.xml"}}
  - {{name: Map, sitemap: "{site.base}/index.xml"}}
{more}"""
