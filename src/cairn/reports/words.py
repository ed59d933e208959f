"""The words of `words.yaml`, loaded once."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists; every word in lower case. `months` maps a month's name to its number."""

    bylines: frozenset[str]
    genres: frozenset[str]
    published: frozenset[str]
    months: dict[str, int]
    weekdays: frozenset[str]
    page_dates: tuple[str, ...]
    page_titles: tuple[str, ...]
    page_publishers: tuple[str, ...]
    page_languages: tuple[str, ...]


@cache
def words() -> Words:
    """The word lists that come with Cairn."""
    raw = yaml.safe_load(files("cairn.reports").joinpath("words.yaml").read_text("utf-8"))
    months = {name: number for number, names in raw["months"].items() for name in names}
    return Words(
        bylines=frozenset(raw["bylines"]),
        genres=frozenset(raw["genres"]),
        published=frozenset(raw["published"]),
        months=months,
        weekdays=frozenset(raw["weekdays"]),
        page_dates=tuple(raw["page_dates"]),
        page_titles=tuple(raw["page_titles"]),
        page_publishers=tuple(raw["page_publishers"]),
        page_languages=tuple(raw["page_languages"]),
    )
