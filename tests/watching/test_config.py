"""The configuration: what is read, and what is told of what is wrong, by line and key."""

from datetime import time, timedelta
from pathlib import Path

import pytest

from cairn.errors import SettingError
from cairn.watching import load
from tests.conftest import ROOT

from .made import BOOK

GOOD = """
fetching:
  contact: https://example.org/about
  delay: 5s
  hosts: {slow.example.org: {delay: 20s, most: 50}, "a.example.org:8000": {most: 2}}
timezone: Europe/Berlin
sources:
  - name: Wire
    feed: https://wire.example.org/rss
    every: 30m
  - name: Daily
    sitemap: https://daily.example.org/sitemap.xml
    at: 18:30
    include: ["*/world/*"]
  - {name: Drop, folder: incoming}
alerts:
  - name: Norway
    filter: {country: NO, since: 2026-01-01, min_confidence: 0.5}
    feed: alerts/norway.atom
digest: {folder: digests, at: 05:15}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "watch.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_configuration_says_what_it_seems_to(tmp_path: Path) -> None:
    config = load(written(tmp_path, GOOD), types=BOOK.types)
    wire, daily, drop = config.sources
    assert (wire.every, daily.at, drop.folder) == (timedelta(minutes=30), time(18, 30), tmp_path / "incoming")
    assert config.alerts[0].filter.wanted.country == "NO"
    assert (config.alerts[0].feed, config.digest and config.digest.at) == (tmp_path / "alerts" / "norway.atom", time(5, 15))
    assert config.fetching.of("slow.example.org:443").delay == timedelta(seconds=20)
    assert (config.fetching.of("a.example.org:8000").most, config.fetching.of("a.example.org:8000").delay) == (2, timedelta(seconds=5))
    assert config.fetching.of("other.example.org").delay == timedelta(seconds=5)


def test_the_example_in_the_docs_holds(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "watch.md").read_text("utf-8")
    load(written(tmp_path, text.split("```yaml")[1].split("```")[0]), types=BOOK.types)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("every: 30m", "every: 5 parsecs", r"line 10: sources\.0\.every: '5 parsecs': expected a span of time"),
        ("every: 30m", "evry: 30m", r"line 10: sources\.0\.evry: there is no such key"),
        ("every: 30m", "every: 1s", r"sources\.0: every: expected at least 10s"),
        ("every: 30m", "at: '09:00'\n    every: 1h", r"sources\.0: expected every \(an interval\) or at"),
        ("feed: https://wire.example.org/rss", "feed: ftp://wire.example.org", r"line 9: sources\.0\.feed: 'ftp://wire\.example\.org': expected an address"),
        ("feed: https://wire.example.org/rss", "folder: a\n    sitemap: https://b.example.org/", "expected exactly one of feed, sitemap and folder"),
        ("name: Wire\n", "name: Daily\n", "sources: the name 'Daily' comes twice"),
        ("  contact: https://example.org/about\n", "", "fetching.contact: expected a web or mail address"),
        ("name: Wire\n", "name: Wire\n    name: Wire2\n", "line 9: 'name' comes twice; it stands in line 8 already"),
        ("Europe/Berlin", "Europe/Atlantis", r"line 6: timezone: 'Europe/Atlantis': expected a time zone"),
        ("country: NO", "country: Norway", r"line 18: alerts\.0\.filter\.country"),
        ("country: NO", "type: earthquake", r"line 18: alerts\.0\.filter\.type: 'earthquake' is no event type"),
        ("min_confidence: 0.5", "min_confidence: 5", r"alerts\.0\.filter\.min_confidence: 5: input should be less than or equal to 1"),
        ("since: 2026-01-01", "since: 2026-02-31", r"alerts\.0\.filter\.since"),
        ("since: 2026-01-01", "since: 2026-01-02, until: 2026-01-01", "until 2026-01-01 is before since 2026-01-02"),
        ("feed: alerts/norway.atom", "on: [added]", "expected at least one of webhook, email and feed"),
        ("feed: alerts/norway.atom", "email: [ana@example.org]", "mail: alerts by e-mail need a mail server"),
        ("feed: alerts/norway.atom", "email: ['ana@example.org, b@example.org']", r"alerts\.0\.email\.0"),
        ("at: 05:15", "at: 25:15", r"digest\.at: '25:15': expected a time of day"),
        ("name: Wire\n    feed", "feed", r"line 8: sources\.0\.name: is missing"),
    ],
)
def test_a_fault_is_told_with_its_line_and_key(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in GOOD
    with pytest.raises(SettingError, match=told):
        load(written(tmp_path, GOOD.replace(old, new, 1)), types=BOOK.types)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingError) as caught:
        load(written(tmp_path, GOOD.replace("30m", "x").replace("18:30", "y")))
    assert str(caught.value).count("watch.yaml, line") == 2


@pytest.mark.parametrize("text", ["", "- a", "a: [", "sources: []", "a: &a [*a]", "\x00", "sources: 5", "a: !!python/object/apply:os.getcwd []"])
def test_what_is_no_configuration_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingError, match=r"watch\.yaml"):
        load(written(tmp_path, text))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="can not be read"):
        load(tmp_path / "none.yaml")


def test_names_of_hosts_do_not_hide_their_line(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"line 5: fetching\.hosts\.slow\.example\.org\.delay"):
        load(written(tmp_path, GOOD.replace("20s", "fast")))
