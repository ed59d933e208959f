"""robots.txt."""

import pytest

from cairn.reports.robots import ALL_ALLOWED, allowed, crawl_delay, robots_address, robots_text

TEXT = "User-agent: cairn\nDisallow: /closed/\nAllow: /closed/open\nCrawl-delay: 7\n\nUser-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("robots", "url", "may"),
    [
        (TEXT, "https://example.org/a", True),
        (TEXT, "https://example.org/closed/a", False),
        (TEXT, "https://example.org/closed/open/a", True),
        ("User-agent: *\nDisallow: /*.pdf$\n", "https://example.org/a.pdf", False),
        ("User-agent: *\nDisallow:\n", "https://example.org/a", True),
        ("User-agent: other\nDisallow: /\n", "https://example.org/a", True),
        ("<html>nonsense</html>", "https://example.org/a", True),
        (ALL_ALLOWED, "https://example.org/a", True),
        ("User-agent: *\nDisallow: /\n", "https://example.org/", False),
    ],
)
def test_what_it_allows(robots: str, url: str, may: bool) -> None:
    assert allowed(robots, url, agent="Cairn") is may


def test_the_delay_it_asks_for() -> None:
    assert crawl_delay(TEXT, agent="Cairn") == 7
    assert crawl_delay(ALL_ALLOWED, agent="Cairn") is None


def test_its_address_has_no_name_of_a_user() -> None:
    assert robots_address("http://user:secret@example.org:81/a?b") == "http://example.org:81/robots.txt"


def test_any_bytes_are_text() -> None:
    assert "\0" not in robots_text(b"\xef\xbb\xbfUser-agent: *\0\xff" + b"x" * 1_000_000)
    assert len(robots_text(b"x" * 1_000_000)) == 512_000
