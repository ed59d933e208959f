"""Feeds to lists of pages."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import OversizeReport, UnreadableReport
from cairn.reports.feeds import MOST_BYTES, read_feed

URL = "https://wire.example.org/feeds/world.xml"
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Wire</title><language>en-gb</language>
<item><title>Two killed in &amp; near Mosul</title><link>https://wire.example.org/a.html#top</link><pubDate>Fri, 14 Mar 2025 23:30:00 -0500</pubDate></item>
<item><title>Second</title><link>/b.html</link><pubDate>2025-03-15T01:00:00+03:00</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Le fil</title>
<entry><title>Un</title><link rel="alternate" href="../un.html"/><published>2025-03-01T00:00:00Z</published><updated>2025-03-02T10:00:00Z</updated></entry></feed>"""


def test_a_feed_lists_its_pages_with_what_it_says_of_them() -> None:
    first, second = read_feed(RSS.encode(), url=URL).pages
    assert (first.url, first.about.title) == ("https://wire.example.org/a.html", "Two killed in & near Mosul")
    assert (first.about.publisher, first.about.language, first.about.published) == ("The Wire", "en", date(2025, 3, 14))
    assert (second.url, second.about.published) == ("https://wire.example.org/b.html", date(2025, 3, 15))


def test_atom_marks_a_page_by_its_last_update() -> None:
    (page,) = read_feed(ATOM.encode(), url=URL).pages
    assert (page.url, page.mark, page.about.published) == ("https://wire.example.org/un.html", "2025-03-02T10:00:00Z", date(2025, 3, 1))


@pytest.mark.parametrize(
    ("text", "pages", "told"),
    [
        (RSS.replace("&amp;", "&"), 2, "damaged"),
        (RSS[: RSS.index("/b.html")], 1, "damaged"),
        (RSS.replace("https://wire.example.org/a.html#top", "javascript:alert(1)"), 1, "1 entry has no address"),
        (RSS.replace("/b.html", "file:///etc/passwd"), 1, "1 entry has no address"),
        (RSS.replace("/b.html", "https://wire.example.org/a.html"), 1, None),
        (RSS.replace("/b.html", "/" + "b" * 3000), 1, "1 entry has no address"),
        (RSS.replace('<?xml version="1.0"?>', '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>').replace("Second", "&x;"), 2, "damaged"),
    ],
)  # fmt: skip
def test_a_damaged_feed_is_read_as_far_as_it_goes(text: str, pages: int, told: str | None) -> None:
    found = read_feed(text.encode(), url=URL)
    assert len(found.pages) == pages
    assert bool(found.faults) == bool(told)
    assert told is None or told in " ".join(found.faults)
    assert "root:" not in str(found)


@pytest.mark.parametrize("data", [b"", b"<html><body>no</body></html>", b"\x89PNG\r\n", b"{}", b"<rss", b"file:///etc/passwd"])
def test_what_is_no_feed_is_told(data: bytes) -> None:
    with pytest.raises(UnreadableReport, match="it holds no feed"):
        read_feed(data, url=URL)


def test_bytes_are_never_taken_for_a_file_or_an_address(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS)
    with pytest.raises(UnreadableReport):
        read_feed(str(path).encode(), url=URL)


def test_a_feed_over_the_limit_is_refused() -> None:
    with pytest.raises(OversizeReport):
        read_feed(b" " * (MOST_BYTES + 1), url=URL)


def test_entities_do_not_multiply() -> None:
    bomb = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    text = f'<!DOCTYPE rss [<!ENTITY a0 "ha">{bomb}]>' + RSS.removeprefix('<?xml version="1.0"?>').replace("Second", "&a9;")
    start = time.process_time()
    assert len(read_feed(text.encode(), url=URL).pages) == 2
    assert time.process_time() - start < 2


@given(st.binary(max_size=400))
def test_no_bytes_break_it(data: bytes) -> None:
    try:
        found = read_feed(RSS.encode()[: len(data) * 3] + data, url=URL)
    except UnreadableReport:
        return
    assert all(page.url.startswith("http") for page in found.pages)
