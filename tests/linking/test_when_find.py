"""Time phrases in running text, and datelines."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.linking.when import dateline, expressions, find, resolve
from cairn.model import WhenBasis

FRIDAY = date(2024, 3, 15)

TEXTS = [
    ("An air strike killed a leader on Friday.", ["Friday"]),
    ("The army said late on Tuesday that it had advanced.", ["late on Tuesday"]),
    ("over 300 incidents recorded in Syria in 2024 alone", ["in 2024"]),
    ("Since 2019, authorities have intensified their campaigns.", ["Since 2019"]),
    ("after losing territory nearly six years ago", ["nearly six years ago"]),
    ("It fought from 3 to 7 June and between March and May 2022.", ["from 3 to 7 June", "between March and May 2022"]),
    ("Shelling on Monday and Tuesday killed nine.", ["Monday and Tuesday"]),
    ("Thursday night into Friday", ["Thursday night into Friday"]),
    ("in the early hours of Sunday near Mosul", ["in the early hours of Sunday"]),
    ("a raid at dawn on Wednesday", ["at dawn on Wednesday"]),
    ("On Friday, March 15, 2024, two men", ["Friday, March 15, 2024"]),
    ("on Wednesday (13) in Bogota", ["Wednesday (13)"]),
    ("over the past 24 hours and by Thursday morning", ["over the past 24 hours", "by Thursday morning"]),
    ("in mid-February; on the eve of Ramadan 2024", ["in mid-February", "the eve of Ramadan 2024"]),
    ("two days before Christmas, three weeks earlier", ["two days before Christmas", "three weeks earlier"]),
    ("the attack on Friday and the one in 2019", ["Friday", "in 2019"]),
    ("Tuesday\u2019s attack", ["Tuesday"]),
    ("SINCE 2 FEBRUARY AND\n2 DAYS AGO", ["SINCE 2 FEBRUARY", "2 DAYS AGO"]),
    ("at around 9 p.m. local time (1800 GMT) on Monday", ["around 9 p.m. local time (1800 GMT) on Monday"]),
    ("He may march for three days with 2000 men of the 14th Brigade.", []),
    ("The M23 fired 155 rounds; the second attack killed 12 at night.", []),
    ("on Christmas Eve and Monday-Wednesday", ["Christmas Eve", "Monday-Wednesday"]),
    ("In this March 20, 2013, photo, men pray.", ["March 20, 2013"]),
    ("on 20 Ramadan 1445 and in the Iranian year 1402", ["20 Ramadan 1445", "in the Iranian year 1402"]),
    ("Crowds march every Friday.", ["every Friday"]),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "phrases"), TEXTS)
def test_time_phrases_are_found_whole(text: str, phrases: list[str]) -> None:
    assert [span.quote for span in find(text)] == phrases


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("On September 1, 1939, Germany attacked.", ["September 1, 1939"]),
        ("since 1945 and in early October", ["1945", "early October"]),
        ("from 6 to 7 January 1916", ["6", "7 January 1916"]),
        ("the war (1861-1865) lasted four years", ["1861", "1865", "four years"]),
        ("between March and May 2022", ["March", "May 2022"]),
        ("by the end of 1944", ["the end of 1944"]),
    ],
)
def test_expressions_have_the_boundaries_of_timex3(text: str, phrases: list[str]) -> None:
    assert [span.quote for span in expressions(text)] == phrases


WORDS = st.sampled_from(
    ["Friday", "late", "on", "March", "12", ",", "2024", "the", "night", "of", "in", "since", "two", "days", "ago", "from",
     "to", "and", "Tuesday", "(", "13", ")", "overnight", "early", "1990s", "week"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_found_phrases_stand_in_the_text_apart_and_are_understood(text: str) -> None:
    spans = find(text)
    assert all(span.stands_in(text) for span in (*spans, *expressions(text)))
    assert all(left.end <= right.start for left, right in pairwise(spans))


@pytest.mark.parametrize(("text", "phrases"), TEXTS)
def test_what_is_found_is_understood(text: str, phrases: list[str]) -> None:
    rules = [resolve(span.quote, published=FRIDAY, previous=FRIDAY).rule for span in find(text)]
    assert "not_understood" not in rules
    assert len(rules) == len(phrases)


@pytest.mark.parametrize(
    ("text", "day", "basis"),
    [
        ("BAGHDAD, March 14 (AP) - Two men", date(2024, 3, 14), WhenBasis.RESOLVED),
        ("By Jane Doe\nLAGOS, Nigeria, June 3 (Reuters) - Men", date(2023, 6, 3), WhenBasis.RESOLVED),
        ("KYIV, March 16 (Reuters) - dated a day ahead of the site", date(2024, 3, 16), WhenBasis.RESOLVED),
        ("GENEVA (17 June 2015) \u2013 The", date(2015, 6, 17), WhenBasis.STATED),
        ("   SAN SALVADOR, 8 JAN 90 (ACAN-EFE) -- [TEXT]", date(1990, 1, 8), WhenBasis.STATED),
    ],
)
def test_a_dateline_dates_the_report(text: str, day: date, basis: WhenBasis) -> None:
    when = dateline(text, published=FRIDAY)
    assert when is not None
    assert (when.start, when.end, when.basis) == (day, day, basis)
    assert (when.rule or "").startswith("dateline:")


@pytest.mark.parametrize(
    "text",
    ["KABUL, Afghanistan (AP) \u2014 Two men on Friday", "WASHINGTON (Reuters) - On March 3", "The army said, March 14", ""],
)
def test_a_text_without_a_dated_line_has_no_dateline(text: str) -> None:
    assert dateline(text, published=FRIDAY) is None


def test_a_dateline_without_year_stays_open_where_nothing_tells_the_year() -> None:
    when = dateline("BAGHDAD, March 14 (AP) - Two men", published=None)
    assert when is not None
    assert not when.known
    assert when.rule == "dateline:no_anchor:month_day"


@pytest.mark.parametrize("words", ["the ", "early late ", "about some nearly ", "10-", "the night of ", "Friday and "])
def test_a_hostile_text_takes_time_by_its_length_only(words: str) -> None:
    assert all(span.stands_in(words * 2000) for span in find(words * 2000))
