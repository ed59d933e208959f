"""Sitemaps to lists of pages."""

import gzip
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import OversizeReport, UnreadableReport
from cairn.reports import listings, sitemaps
from cairn.reports.sitemaps import read_sitemap

URL = "https://daily.example.org/sitemap.xml"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
NEWS = f"""<?xml version="1.0" encoding="UTF-8"?><urlset {NS}>
<url><loc>https://daily.example.org/1</loc><lastmod>2025-03-02</lastmod><news:news><news:publication><news:name>The Daily</news:name>
<news:language>en</news:language></news:publication><news:publication_date>2025-03-01T23:00:00+03:00</news:publication_date>
<news:title>Five killed</news:title></news:news></url><url><loc> /2 </loc></url></urlset>"""


def test_a_sitemap_lists_pages_with_their_news() -> None:
    first, second = read_sitemap(NEWS.encode(), url=URL).pages
    assert (first.url, first.mark, first.about.published) == ("https://daily.example.org/1", "2025-03-02", date(2025, 3, 1))
    assert (first.about.title, first.about.publisher, first.about.language) == ("Five killed", "The Daily", "en")
    assert (second.url, second.mark) == ("https://daily.example.org/2", None)


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress])
def test_an_index_points_at_further_sitemaps(pack) -> None:  # type: ignore[no-untyped-def]
    text = f"<sitemapindex {NS}><sitemap><loc>https://daily.example.org/a.xml.gz</loc></sitemap></sitemapindex>"
    found = read_sitemap(pack(text.encode()), url=URL)
    assert [one.url for one in found.lists] == ["https://daily.example.org/a.xml.gz"]
    assert found.pages == ()


def test_a_list_of_addresses_will_do() -> None:
    found = read_sitemap(b"https://daily.example.org/1\nnot an address\nhttps://daily.example.org/2\n", url=URL)
    assert [page.url for page in found.pages] == ["https://daily.example.org/1", "https://daily.example.org/2"]
    assert "1 entry has no address" in found.faults[0]


@pytest.mark.parametrize(
    ("data", "pages"),
    [
        (NEWS.encode()[: NEWS.index("/2 ") + 1], 1),
        (NEWS.replace("Five", "Five & six").encode(), 2),
        (gzip.compress(NEWS.encode() * 1)[:-12], 2),
        (NEWS.replace("</lastmod>", "").encode(), 1),
    ],
)
def test_a_damaged_sitemap_is_read_as_far_as_it_goes(data: bytes, pages: int) -> None:
    found = read_sitemap(data, url=URL)
    assert len(found.pages) >= pages
    assert {page.url for page in found.pages} <= {"https://daily.example.org/1", "https://daily.example.org/2"}
    assert "damaged" in found.faults[0] or "breaks off" in found.faults[0]


def test_an_entry_that_breaks_off_is_left_out() -> None:
    for cut in range(NEWS.index("<url>"), NEWS.index("</url>") + 5):
        try:
            assert read_sitemap(NEWS[:cut].encode(), url=URL).pages == ()
        except UnreadableReport:
            continue
    for cut in range(NEWS.index("</url>") + 6, NEWS.rindex("</url>") + 5):
        assert [page.url for page in read_sitemap(NEWS[:cut].encode(), url=URL).pages] == ["https://daily.example.org/1"]


def test_a_bomb_is_refused() -> None:
    with pytest.raises(OversizeReport, match="unpacks to more than"):
        read_sitemap(gzip.compress(bytes(sitemaps.MOST_BYTES + 10), 1), url=URL)


@pytest.mark.parametrize("data", [b"", b"<html><body>no</body></html>", b"plain words", gzip.compress(b""), b"\x1f\x8bnonsense"])
def test_what_is_no_sitemap_is_told(data: bytes) -> None:
    with pytest.raises(UnreadableReport):
        read_sitemap(data, url=URL)


def test_no_more_pages_than_the_protocol_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listings, "MOST_PAGES", 3)
    rows = "".join(f"<url><loc>/{n}</loc></url>" for n in range(5))
    found = read_sitemap(f"<urlset>{rows}</urlset>".encode(), url=URL)
    assert len(found.pages) == 3
    assert "more than 3 pages" in found.faults[0]


def test_entities_are_not_resolved() -> None:
    text = f'<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]><urlset {NS}><url><loc>https://daily.example.org/&x;</loc></url></urlset>'
    found = read_sitemap(text.encode(), url=URL)
    assert {page.url for page in found.pages} <= {"https://daily.example.org/"}


@given(st.binary(max_size=300), st.integers(0, len(NEWS)))
def test_no_bytes_break_it(data: bytes, cut: int) -> None:
    try:
        found = read_sitemap(NEWS.encode()[:cut] + data, url=URL)
    except (UnreadableReport, OversizeReport):
        return
    assert all(page.url.startswith("http") for page in found.pages)
