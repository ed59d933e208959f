"""HTML pages: the article, what the page states, and pages that mean harm."""

import time
from datetime import date

import pytest

from cairn.errors import UnreadableReport
from cairn.reports.html import extract
from cairn.reports.tags import shape_of, stripped

STORY = (
    "<p>"
    + "</p><p>".join(
        f"Gunmen killed {n} people in a village in the north of the country on Friday, the police said." for n in "123456"
    )
    + "</p>"
)
NAV = "<nav><ul><li><a href=/>Home</a></li><li><a href=/s>Sport</a></li></ul></nav>"


def page(head: str = "", body: str = STORY) -> bytes:
    shown = f"{NAV}<article>{body}</article><footer>All rights</footer>"
    return f"<!doctype html><html lang=en><head>{head}</head><body>{shown}</body></html>".encode()


def test_the_article_is_told_from_the_rest() -> None:
    text = extract(page(), source="a").text
    assert text.startswith("Gunmen killed 1 people")
    assert "Sport" not in text
    assert "All rights" not in text


LD = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    "head",
    [
        LD.format('{"@type":"NewsArticle","datePublished":"2024-03-14T23:50:00-05:00","dateModified":"2024-03-20"}'),
        LD.format('[{"@type":["Thing","Article"],"datePublished":"2024-03-14"}]'),
        LD.format('{"@graph":[{"@type":"WebSite"},{"@type":"ReportageNewsArticle","datePublished":"20240314"}]}'),
        '<meta property="article:published_time" content="2024-03-14T17:10:00Z">',
        "<META NAME=pubdate CONTENT='Thu, 14 Mar 2024 21:10:00 GMT'>",
        '<meta name="DC.date.issued" content="14 March 2024">',
        '<meta itemprop="datePublished" content="20240314T101500Z">',
    ],
)
def test_a_stated_day_of_publication_is_taken(head: str) -> None:
    assert extract(page(head), source="a").stated.published == date(2024, 3, 14)


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("<time class='entry-date published' datetime='2024-03-14'>14/3</time>", date(2024, 3, 14)),
        ("<time itemprop=datePublished datetime='2024-03-14T10:00'>x</time>", date(2024, 3, 14)),
        ("<time class='updated published' datetime='2024-03-14'>x</time>", None),
        ("<time datetime='2024-03-14'>x</time>", None),
        ("<p>On 14 March 2024 the president spoke.</p>", None),
        ("<a href='/2024/03/14/story'>x</a>", None),
    ],
)
def test_a_day_that_is_not_stated_as_publication_is_not_guessed(body: str, day: date | None) -> None:
    head = '<meta property="article:modified_time" content="2024-03-20"><link rel=canonical href="https://example.org/2024/03/13/a">'
    assert extract(page(head, body + STORY), source="a").stated.published == day


def test_what_the_page_states_is_taken_json_ld_first() -> None:
    head = (
        '<title>Ten killed in Kano | Example Wire</title><meta property="og:title" content="Ten &amp; more > nine killed">'
        '<meta property="og:site_name" content="Site"><link rel="canonical" href="https://example.org/a">'
        + LD.format(
            '{"@graph":[{"@id":"#o","name":"Example Wire"},{"@type":"NewsArticle","publisher":{"@id":"#o"},"inLanguage":"en-GB"}]}'
        )
    )
    stated = extract(page(head), source="a").stated
    assert (stated.title, stated.publisher, stated.language, stated.url) == (
        "Ten & more > nine killed", "Example Wire", "en", "https://example.org/a",
    )  # fmt: skip


def test_a_publisher_hung_on_the_title_is_cut_off() -> None:
    head = '<title>Ten killed - in Kano | Example Wire</title><meta property="og:site_name" content="Example Wire">'
    assert extract(page(head), source="a").stated.title == "Ten killed - in Kano"


@pytest.mark.parametrize(
    ("headings", "title"),
    [
        ("<h1>Ten <em>killed</em>\n in Kano</h1>", "Ten killed in Kano"),
        ("<h1>A</h1><h1>B</h1>", None),
        ("<h1>never closed", None),
    ],
)
def test_a_lone_heading_is_the_title_of_a_page_without_one(headings: str, title: str | None) -> None:
    got = extract(f"<html><body>{headings}{STORY}</body></html>".encode(), source="a").stated
    assert got.title == title


def test_contradictions_and_broken_json_are_noted() -> None:
    head = (
        LD.format("{broken")
        + LD.format('{"@type":"Article","datePublished":"2024-03-14"}')
        + '<meta property="article:published_time" content="2024-03-15">'
    )
    got = extract(page(head), source="a")
    assert got.stated.published == date(2024, 3, 14)
    assert "not valid JSON" in got.notes[0]
    assert "2024-03-15" in got.notes[1]


@pytest.mark.parametrize(
    "script", ["[" * 100_000, '{"a":' * 50_000, "null", "[]", '"x"', '{"@type":"Article","publisher":[],"headline":3}']
)
def test_odd_json_ld_is_no_error(script: str) -> None:
    assert extract(page(LD.format(script)), source="a").text


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body><p>Gunmen killed <b>twelve<p>unclosed <div></span> & &nosuch; &#xD800; &#0; end",
        b"<html><body><table><tr><p>Gunmen killed twelve</html> after the end </body>",
        b"<p><!-- unclosed comment Gunmen",
        b"<html><body>Gunmen <a href='unclosed>killed</a>",
        b"<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>Gunmen</p></body></html>",
    ],
)
def test_broken_html_gives_text_or_a_clear_error(data: bytes) -> None:
    try:
        assert "Gunmen" in extract(data, source="a").text
    except UnreadableReport as error:
        assert "no text" in str(error)


def test_a_page_that_scripts_build_is_told() -> None:
    with pytest.raises(UnreadableReport, match="scripts build"):
        extract(b"<html><body><div id=app></div><script>render('Gunmen')</script></body></html>", source="a")


@pytest.mark.parametrize(
    "data",
    [
        b"<div>" * 1_000_000 + b"Gunmen killed 12." + b"</div>" * 1_000_000,
        b"<p>" * 1_000_000 + b"Gunmen killed 12.",
        b"<p>Gunmen killed 12.</p>" + b"<!--" * 1_000_000,
        b"<p>Gunmen killed 12.</p>" + b"<a " * 1_000_000,
        b"<p>Gunmen killed 12.</p>" + b"<script " * 500_000,
        b"<p>Gunmen killed 12.</p>" + b'<meta name="a' * 500_000,
    ],
    ids=["nested", "unclosed", "comments", "tags", "scripts", "quotes"],
)
def test_a_page_that_means_harm_is_read_in_time(data: bytes) -> None:
    start = time.monotonic()
    assert "Gunmen killed 12." in extract(b"<html><body>" + data, source="a").text
    assert time.monotonic() - start < 20


def test_a_page_too_deep_for_a_parser_says_so() -> None:
    got = extract(b"<html><body>" + b"<div>" * 500 + b"Gunmen killed 12.", source="a")
    assert got.text == "Gunmen killed 12."
    assert "could not be told from the rest" in got.notes[0]


def test_the_shape_counts_what_stays_open() -> None:
    shape = shape_of("<div><p>a<p>b<br><img/><span>c</span></div><script><div><div></script>")
    assert (shape.tags, shape.depth, shape.reasonable) == (10, 2, True)


def test_stripping_keeps_what_is_shown() -> None:
    text = stripped(
        "<title>T</title><style>p{}</style><h1>A</h1><p>b <b>c</b>\n d &lt;x&gt;<!-- no --><svg><text>no</text></svg>3 < 4</p>"
    )
    assert text == "A\n\nb c\n\nd <x>3 < 4"
