"""Time expressions with the bounds and values of TIMEX3 and TIMEX2."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.linking.when.timex import Kind, Scheme, Timex, annotate, is_history, marks

NEWSWIRE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "timex_newswire.yaml").read_text(encoding="utf-8"))
_MARKED = re.compile(r"\[(?P<words>[^|\]]+)\|(?P<kind>\w+)\|(?P<value>[^\]]+)\]")
Row = tuple[str, str, str | None]


def unmarked(sentence: str) -> tuple[str, list[Row]]:
    """A sentence of the table without its marks, and the rows that its marks say."""
    rows: list[Row] = [(found["words"], found["kind"], found["value"]) for found in _MARKED.finditer(sentence)]
    return _MARKED.sub(lambda found: found["words"], sentence), rows


def rows_of(found: tuple[Timex, ...]) -> list[Row]:
    return [(timex.span.quote, timex.kind.value, timex.value) for timex in found]


def test_the_table_of_newswire_is_large() -> None:
    assert len(NEWSWIRE["sentences"]) >= 120


@pytest.mark.parametrize("sentence", NEWSWIRE["sentences"])
def test_a_sentence_of_newswire_is_marked_as_timeml_marks_it(sentence: str) -> None:
    text, rows = unmarked(sentence)
    assert rows_of(annotate(text, written=NEWSWIRE["written"])) == rows


HISTORY = [
    ("On September 1, 1939, the war began.", [("September 1, 1939", "1939-09-01")]),
    ("In 1861 the fort fell. In April the army marched; it lost two days later.",
     [("1861", "1861"), ("April", "1861-04"), ("two days later", None)]),
    ("On 5 November 1916 snow fell. In January the river froze.", [("5 November 1916", "1916-11-05"), ("January", "1917-01")]),
    ("On 8 May 1864 he turned south; the next day he was shot.", [("8 May 1864", "1864-05-08"), ("the next day", "1864-05-09")]),
    ("Carthage fell in 146 BC after a war from 149 to 146 BC.", [("146 BC", "BC0146"), ("149", "BC0149"), ("146 BC", "BC0146")]),
    ("The league of the 5th century BC fell in the 380s BC.", [("the 5th century BC", "BC04"), ("the 380s BC", "BC038")]),
    ("The former king is now old.", [("former", "PAST_REF"), ("now", "PRESENT_REF")]),
    ("It lasted two months of bitter fighting in the hills.", [("two months of bitter fighting in the hills", "P2M")]),
    ("They met daily.", [("daily", "XXXX-XX-XX")]),
    ("On 14 November 1919 the town fell; the army waited for the end of winter.",
     [("14 November 1919", "1919-11-14"), ("the end of winter", "1920-WI")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rows"), HISTORY)
def test_a_history_is_marked_as_timex2_marks_it(text: str, rows: list[tuple[str, str | None]]) -> None:
    """What was told last gives the year; the day of writing is not known, so that nothing can count from it."""
    found = [(timex.span.quote, timex.value) for timex in annotate(text, written=None, scheme=Scheme.TIMEX2)]
    assert [words for words, _ in found] == [words for words, _ in rows]
    assert [pair for pair in found if dict(rows)[pair[0]] is not None] == [pair for pair in rows if pair[1] is not None]


def test_many_old_years_make_a_history_and_weekdays_make_news() -> None:
    told = (
        "In 1861 it began. In 1862 it grew. In 1863 it turned. In 1864 it slowed. In April 1865 it ended, and in 1866 all left."
    )
    assert is_history(told, written=date(2009, 12, 19))
    assert not is_history(told + " The museum opened on Friday.", written=date(2009, 12, 19))
    assert not is_history(told, written=date(1865, 1, 1))
    assert not is_history("The bank was founded in 1951.", written=date(2009, 12, 19))
    assert is_history("It began on a Friday.", written=None)


@pytest.mark.parametrize(
    ("text", "timex3", "timex2"),
    [
        ("The former king died.", [], ["former"]),
        ("Two days after the fall of Girona, they left.", ["Two days"], ["Two days after the fall of Girona"]),
        ("At the time he was young.", [], ["the time"]),
        ("Nine died at night.", [], ["night"]),
    ],
)
def test_the_schemes_mark_different_words(text: str, timex3: list[str], timex2: list[str]) -> None:
    assert [text[mark.start : mark.end] for mark in marks(text, Scheme.TIMEX3)] == timex3
    assert [text[mark.start : mark.end] for mark in marks(text, Scheme.TIMEX2)] == timex2


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("from 6 to 7 January 1916", ["6 January 1916", "7 January 1916"]),
        ("on March 9-10, 2013", ["March 9, 2013", "March 10, 2013"]),
        ("the war (1861-65)", ["1861", "1865"]),
    ],
)
def test_each_end_of_a_range_is_read_with_the_other(text: str, readings: list[str]) -> None:
    assert [mark.reading for mark in marks(text)] == readings


def test_an_expression_that_reaches_into_the_next_holds_it() -> None:
    found = annotate("Friday of Friday a.m.", written=None, scheme=Scheme.TIMEX2)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))


WORDS = st.sampled_from(
    ["Friday", "late", "on", "March", "12", ",", "2024", "the", "night", "of", "in", "since", "two", "days", "ago", "from", "every",
     "to", "and", "(", ")", "overnight", "early", "1990s", "week", "BC", "264", "a.m.", "first", "quarter", "past", "after"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join), st.sampled_from(Scheme), st.sampled_from([None, date(2013, 3, 22)]))
def test_expressions_stand_in_the_text_apart_and_have_values_of_the_notation(
    text: str, scheme: Scheme, written: date | None
) -> None:
    found = annotate(text, written=written, scheme=scheme)
    assert all(timex.span.stands_in(text) for timex in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    assert all(timex.value is None or re.fullmatch(r"[0-9A-Z:.\-]+(?:_REF)?", timex.value) for timex in found)
    assert all(isinstance(timex.kind, Kind) for timex in found)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_makes_it_fail(text: str) -> None:
    assert isinstance(annotate(text, written=date(2013, 3, 22)), tuple)
