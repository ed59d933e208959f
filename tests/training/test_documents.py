"""Quotes to places in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.documents import joined, nearest, occurrences

TEXT = "Two men and two women: two, Twofold two."


@pytest.mark.parametrize(
    ("quote", "places"),
    [
        ("two", [(12, 15), (23, 26), (36, 39)]), ("two##2", [(23, 26)]), ("two##4", []), ("Two", [(0, 3)]), ("men", [(4, 7)]), ("wo", []),
        ("two.", [(36, 40)]), (", Two", []), (": two", [(21, 26)]), ("absent", []),
    ],
)  # fmt: skip
def test_a_quote_stands_at_its_whole_words(quote: str, places: list[tuple[int, int]]) -> None:
    assert occurrences(quote, TEXT) == places


@pytest.mark.parametrize(("anchor", "place"), [((0, 3), (12, 15)), ((38, 40), (36, 39)), ((16, 21), (12, 15)), ((24, 25), (23, 26))])
def test_the_nearest_place_of_a_quote(anchor: tuple[int, int], place: tuple[int, int]) -> None:
    assert nearest("two", TEXT, anchor) == place


def test_a_numbered_quote_is_its_own_place_however_far() -> None:
    assert nearest("two##3", TEXT, (0, 1)) == (36, 39)
    assert nearest("absent", TEXT, (0, 1)) is None


def test_tokens_are_joined_as_print_spaces_them() -> None:
    text, offsets = joined(["He", "did", "n't", "go", "(", "yet", ")", ",", "Ali", "'s", "$", "5", "."])
    assert text == "He didn't go (yet), Ali's $5."
    assert [text[a:b] for a, b in offsets] == ["He", "did", "n't", "go", "(", "yet", ")", ",", "Ali", "'s", "$", "5", "."]


@given(st.lists(st.text(min_size=1, max_size=5), max_size=20))
def test_every_token_stands_at_its_offsets(tokens: list[str]) -> None:
    text, offsets = joined(tokens)
    assert [text[a:b] for a, b in offsets] == tokens
