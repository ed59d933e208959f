"""Lists of words in patterns, arranged by their first letters."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.linking.alternatives import by_initial

WORDS = st.lists(st.from_regex(r"[a-c]{1,3}|a?b|\(\?:a\|b\)c|[bc]\[ab\]", fullmatch=True), min_size=1, max_size=6)


@given(WORDS, st.text("abc ", max_size=12))
def test_alternatives_meet_what_they_met_before(words: list[str], text: str) -> None:
    plain = "|".join(words)
    before, after = re.compile(rf"(?:{plain})", re.IGNORECASE), re.compile(rf"(?:{by_initial(plain)})", re.IGNORECASE)
    assert [m.span() for m in after.finditer(text)] == [m.span() for m in before.finditer(text)]


@pytest.mark.parametrize("text", ["may day", "May Day", "MAY DAY"])
def test_the_first_letter_may_have_either_case(text: str) -> None:
    assert re.search(by_initial("may day|new year"), text, re.IGNORECASE)


def test_an_optional_first_letter_keeps_its_place() -> None:
    assert by_initial("ab|a?b|ac") == "(?-i:[Aa])(?:b)|a?b|(?-i:[Aa])(?:c)"
