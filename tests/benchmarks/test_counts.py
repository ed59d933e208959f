from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.counts import counts, said, total
from cairn.model import Mark, Span
from tests.benchmarks.made_readings import mark, reading_of


def killed(text: str, *words: Any, score: Any = 0.9) -> Any:
    """How many are killed where these words of the text are marked, each at its next place."""
    marks: list[Mark] = []
    seen: dict[str, int] = {}
    for word in words:
        marks.append(mark("awsd", "killed", text, word, score, nth=seen.get(word, 0)))
        seen[word] = seen.get(word, 0) + 1
    return counts(reading_of(text, marks), text)["killed"]


@pytest.mark.parametrize(
    ("text", "words", "number"),
    [
        ("2 drivers killed in an ambush.", ["2"], 2),
        ("3 local and 1 foreign staff killed.", ["3", "1"], 4),
        ("1 local and 1 foreign staff killed.", ["1", "1"], 2),
        ("Two nurses were killed. Later two guards of another agency were shot dead.", ["Two", "two"], 4),
        ("Two nurses were killed. The two were on their way home.", ["Two", "two"], 2),
        ("Seven medics died in the raid; all seven worked in the clinic.", ["Seven", "seven"], 7),
        ("Four staff were killed, two of them drivers.", ["Four", "two"], 4),
        ("Four staff (3 men, 1 woman) were killed.", ["Four", "3", "1"], 4),
        ("1 foreign (Dutch) and 1 local staff killed.", ["1", "1"], 2),
        ("Two guards died at the gate and three drivers inside, a total of five.", ["Two", "three", "five"], 5),
        ("Twenty-five loaders were killed.", ["Twenty", "five"], 25),
        ("At least 12 porters were killed.", ["At", "12"], 12),
        ("A driver was shot dead.", ["A"], 1),
        ("A driver and an assistant were stopped, and 2 guards killed.", ["A", "2"], 2),
        ("The body of the engineer was found.", ["The"], 1),
        ("Several staff were killed.", ["Several"], 2),
    ],
)
def test_what_marked_words_come_to(text: str, words: Any, number: Any) -> None:
    assert killed(text, *words) == number


def test_an_implied_person_counts_only_where_no_number_is_marked() -> None:
    text = "3 staff were stopped and the driver was killed."
    implied = mark("awsd", "killed", text, "3", kinds=(("implied", 1.0),))
    assert counts(reading_of(text, [implied]), text) == {"killed": 1, "wounded": 0, "kidnapped": 0}
    assert counts(reading_of(text, [implied, mark("awsd", "killed", text, "3")]), text)["killed"] == 3


def test_outcomes_are_counted_apart() -> None:
    text = "1 guard killed, 2 cooks wounded and 3 drivers taken."
    marks = [mark("awsd", "killed", text, "1"), mark("awsd", "wounded", text, "2"), mark("awsd", "kidnapped", text, "3")]
    assert counts(reading_of(text, marks), text) == {"killed": 1, "wounded": 2, "kidnapped": 3}


def test_marks_below_the_threshold_and_of_other_schemes_do_not_count() -> None:
    text = "2 guards killed."
    assert killed(text, "2", score=0.3) == 0
    assert counts(reading_of(text, [mark("muc4", "killed", text, "2")]), text)["killed"] == 0


@given(st.lists(st.integers(1, 40), min_size=1, max_size=5))
def test_a_plain_list_is_added_up(numbers: Any) -> None:
    text, marks = "", []
    for number in numbers:
        place = Span(len(text), len(text) + len(str(number)), str(number))
        marks.append(Mark("awsd", "killed", place, 0.9))
        text += f"{number} staff died. "
    assert counts(reading_of(text, marks), text)["killed"] == sum(numbers)


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [("Two nurses and their driver were kidnapped.", ["Two"], 3), ("A head of office and two guards were kidnapped.", ["A"], 3),
     ("A driver and assistant were kidnapped.", ["A"], 2), ("A nurse was kidnapped and her driver fled.", ["A"], 1),
     ("Two nurses and one driver were kidnapped.", ["Two", "one"], 3), ("Two nurses and guards were kidnapped.", ["Two"], 2)],
)  # fmt: skip
def test_those_who_are_joined_by_and_are_counted_too(text: str, marked: list[str], expected: int) -> None:
    words = [said(text.index(quote), text.index(quote) + len(quote), quote) for quote in marked]
    assert total(words, text) == expected


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [("Two drivers (with seven loaders) were taken; the seven came home.", ["Two", "the seven"], 2),
     ("5 staff - 4 nurses and their driver - were taken.", ["5", "4"], 5), ("Twelve medics were taken and ten were released in May.", ["Twelve", "ten"], 12),
     ("Two nurses were taken. In May three others were taken.", ["Two", "three"], 5)],
)  # fmt: skip
def test_those_who_are_told_of_again_are_counted_once(text: str, marked: list[str], expected: int) -> None:
    words = [said(text.index(quote), text.index(quote) + len(quote), quote) for quote in marked]
    assert total(words, text) == expected
