"""Words beside events, numbers and names that rules listen to: `cues.yaml`."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

import yaml


def any_of(name: str) -> str:
    """The words of a list as a piece of a regular expression."""
    return f"(?:{'|'.join(words(name))})".replace(" ", r"\s+")


def words(name: str) -> Sequence[str]:
    """The words of a list, as they stand."""
    return _lists()[name]


@cache
def _lists() -> Mapping[str, Sequence[str]]:
    return dict(yaml.safe_load(resources.files("cairn.accounts").joinpath("cues.yaml").read_text(encoding="utf-8")))
