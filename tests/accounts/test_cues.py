"""The lists of words that rules listen to."""

import re
from importlib import resources

import pytest
import yaml

from cairn.accounts.cues import any_of, words

LISTS = yaml.safe_load(resources.files("cairn.accounts").joinpath("cues.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_a_regular_expression_without_a_word_twice(name: str) -> None:
    re.compile(any_of(name))
    assert len(set(words(name))) == len(words(name)) > 0


def test_a_blank_is_any_white_space() -> None:
    assert re.fullmatch(any_of("apart"), "in  another") is not None
    assert re.fullmatch(any_of("apart"), "another") is None
