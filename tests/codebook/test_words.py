"""Words, their forms and folding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.codebook import fold, load
from cairn.codebook.words import Words, pattern_of


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (Words(nouns=("air strike",)), {"air strike", "air strikes"}),
        (Words(nouns=("exchange* of fire",)), {"exchange of fire", "exchanges of fire"}),
        (Words(nouns=("gunman",)), {"gunman", "gunmen"}),
        (Words(nouns=("enemy",)), {"enemy", "enemies"}),
        (Words(verbs=("seize",)), {"seize", "seizes", "seized", "seizing"}),
        (Words(verbs=("plot",)), {"plot", "plots", "plotted", "plotting"}),
        (Words(verbs=("deny",)), {"deny", "denies", "denied", "denying"}),
        (Words(verbs=("free",)), {"free", "frees", "freed", "freeing"}),
        (Words(verbs=("shoot at",)), {"shoot at", "shoots at", "shot at", "shooting at"}),
        (Words(verbs=("carpet-bomb*",)), {"carpet bomb", "carpet bombs", "carpet bombed", "carpet bombing"}),
        (Words(phrases=("Opened Fire",)), {"opened fire"}),
    ],
)
def test_words_have_their_forms(words: Words, expected: set[str]) -> None:
    assert set(load().inflections.forms(words)) == expected


@given(st.text())
def test_folding_keeps_offsets(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_pattern_meets_whole_words_only() -> None:
    pattern = pattern_of(("raid", "air raid"))
    assert pattern.search("afraid of raiders") is None
    found = pattern.search("an air  raid")
    assert found is not None
    assert found.group() == "air  raid"


def test_a_pattern_of_nothing_meets_nothing() -> None:
    assert pattern_of(()).search("anything") is None


@pytest.mark.parametrize(
    ("text", "folded"),
    [("ISIL\u2014\u201cattack\u201d\u00a0in\tSirte", "isil \u201cattack\u201d in sirte"), ("\u0130ZM\u0130R", "\u0130zm\u0130r"), ("\u039f\u03a3", "\u03bf\u03c3"), ("a\u2028b\x85c", "a b c")],
)
def test_folding_character_by_character(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("words", [("bomb", "bombing", "b"), ("air raid", "air raids", "raid")])
def test_a_pattern_prefers_the_longest_form(words: tuple[str, ...]) -> None:
    longest = max(words, key=len)
    found = pattern_of(words).search(f"an {longest} today")
    assert found is not None
    assert found.group() == longest


def test_a_pattern_in_capitals_is_read_without_regard_to_case() -> None:
    assert pattern_of((), (r"IED\s\w+",)).search("an ied blast") is not None
