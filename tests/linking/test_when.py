"""Time phrases to days, against publication on Friday 2024-03-15 unless said otherwise."""

from calendar import day_name
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.linking.when import resolve
from cairn.model import When, WhenBasis, WhenPrecision

FRIDAY = date(2024, 3, 15)
MARCH_10 = date(2024, 3, 10)

# phrase, start, end, precision: the rules of docs and codebooks, one line a phrase
PHRASES = """
Friday                                   | 2024-03-15 | 2024-03-15 | day
on Friday                                | 2024-03-15 | 2024-03-15 | day
late Thursday                            | 2024-03-14 | 2024-03-14 | day
early Friday                             | 2024-03-15 | 2024-03-15 | day
Thursday night                           | 2024-03-14 | 2024-03-14 | day
Sunday evening                           | 2024-03-10 | 2024-03-10 | day
last Friday                              | 2024-03-08 | 2024-03-08 | day
last week                                | 2024-03-04 | 2024-03-10 | week
this week                                | 2024-03-11 | 2024-03-17 | week
overnight                                | 2024-03-14 | 2024-03-15 | days
yesterday                                | 2024-03-14 | 2024-03-14 | day
two days ago                             | 2024-03-13 | 2024-03-13 | day
on 12 March                              | 2024-03-12 | 2024-03-12 | day
March 12                                 | 2024-03-12 | 2024-03-12 | day
March 2015                               | 2015-03-01 | 2015-03-31 | month
March                                    | 2024-03-01 | 2024-03-31 | month
earlier this month                       | 2024-03-01 | 2024-03-15 | month
the weekend                              | 2024-03-09 | 2024-03-10 | days
Monday and Tuesday                       | 2024-03-11 | 2024-03-12 | days
over the past 24 hours                   | 2024-03-14 | 2024-03-15 | days
since January                            | 2024-01-01 | 2024-03-15 | year
in recent days                           | 2024-03-10 | 2024-03-15 | days
the night of March 9-10                  | 2024-03-09 | 2024-03-10 | days
Wednesday (13)                           | 2024-03-13 | 2024-03-13 | day
nearly six years ago                     | 2018-01-01 | 2018-12-31 | year
a decade ago                             | 2014-01-01 | 2014-12-31 | year
in 2019                                  | 2019-01-01 | 2019-12-31 | year
in early 2023                            | 2023-01-01 | 2023-04-30 | year
mid-February                             | 2024-02-11 | 2024-02-20 | month
the first week of February               | 2024-02-01 | 2024-02-07 | week
between 2 and 5 March                    | 2024-03-02 | 2024-03-05 | days
from Sunday to Tuesday                   | 2024-03-10 | 2024-03-12 | days
next Monday                              | 2024-03-18 | 2024-03-18 | day
by Thursday morning                      |            | 2024-03-14 | day
9/11                                     | 2001-09-11 | 2001-09-11 | day
on the eve of Ramadan 2024               | 2024-03-10 | 2024-03-10 | day
New Year's Eve                           | 2023-12-31 | 2023-12-31 | day
at dawn on Wednesday                     | 2024-03-13 | 2024-03-13 | day
Jan. 3                                   | 2024-01-03 | 2024-01-03 | day
Sept. 11, 2001                           | 2001-09-11 | 2001-09-11 | day
5th of May 2014                          | 2014-05-05 | 2014-05-05 | day
4 FEB 90                                 | 1990-02-04 | 1990-02-04 | day
22 December                              | 2023-12-22 | 2023-12-22 | day
February 29                              | 2024-02-29 | 2024-02-29 | day
the 14th                                 | 2024-03-14 | 2024-03-14 | day
Friday, March 15, 2024                   | 2024-03-15 | 2024-03-15 | day
March 9, 2024 at 14:30 GMT               | 2024-03-09 | 2024-03-09 | day
2024-03-12                               | 2024-03-12 | 2024-03-12 | day
25/12/2023                               | 2023-12-25 | 2023-12-25 | day
12.03.2024                               | 2024-03-12 | 2024-03-12 | day
mid-2019                                 | 2019-05-01 | 2019-08-31 | year
in late 2017                             | 2017-09-01 | 2017-12-31 | year
late February or early March             | 2024-02-21 | 2024-03-10 | month
between March and May 2022               | 2022-03-01 | 2022-05-31 | year
from 3 to 7 June                         | 2023-06-03 | 2023-06-07 | days
June 3 to July 2                         | 2023-06-03 | 2023-07-02 | month
from June 2022 to March 2023             | 2022-06-01 | 2023-03-31 | year
2014-16                                  | 2014-01-01 | 2016-12-31 | year
Thursday night into Friday               | 2024-03-14 | 2024-03-15 | days
the night between 9 and 10 March         | 2024-03-09 | 2024-03-10 | days
overnight Saturday                       | 2024-03-09 | 2024-03-10 | days
overnight into Friday                    | 2024-03-14 | 2024-03-15 | days
two weeks ago                            | 2024-02-26 | 2024-03-03 | week
two months ago                           | 2024-01-01 | 2024-01-31 | month
18 months ago                            | 2022-09-01 | 2022-09-30 | month
a year and a half ago                    | 2022-09-01 | 2022-09-30 | month
more than two years ago                  | 2021-03-15 | 2022-03-15 | year
less than a month ago                    | 2024-02-15 | 2024-03-15 | month
a few days ago                           | 2024-03-09 | 2024-03-13 | days
three hours ago                          | 2024-03-15 | 2024-03-15 | day
last month                               | 2024-02-01 | 2024-02-29 | month
last year                                | 2023-01-01 | 2023-12-31 | year
last March                               | 2023-03-01 | 2023-03-31 | month
last summer                              | 2023-06-01 | 2023-08-31 | year
last weekend                             | 2024-03-09 | 2024-03-10 | days
this Sunday                              | 2024-03-17 | 2024-03-17 | day
Tuesday last week                        | 2024-03-05 | 2024-03-05 | day
late last week                           | 2024-03-07 | 2024-03-10 | days
earlier this year                        | 2024-01-01 | 2024-03-15 | year
the end of last year                     | 2023-09-01 | 2023-12-31 | year
January last year                        | 2023-01-01 | 2023-01-31 | month
on Saturday morning                      | 2024-03-09 | 2024-03-09 | day
in the early hours of Sunday             | 2024-03-10 | 2024-03-10 | day
before dawn on Sunday                    | 2024-03-10 | 2024-03-10 | day
at 10:30 a.m. on Tuesday                 | 2024-03-12 | 2024-03-12 | day
around 9 p.m. local time (1800 GMT) on Monday | 2024-03-11 | 2024-03-11 | day
last night                               | 2024-03-14 | 2024-03-14 | day
over the past three months               | 2023-12-16 | 2024-03-15 | year
the past week                            | 2024-03-09 | 2024-03-15 | week
Q1                                       | 2024-01-01 | 2024-03-31 | year
the third quarter of 2023                | 2023-07-01 | 2023-09-30 | year
the first half of the year               | 2024-01-01 | 2024-06-30 | year
the second half of the year              | 2023-07-01 | 2023-12-31 | year
the second half of March                 | 2024-03-16 | 2024-03-31 | month
the last two weeks of September 1914     | 1914-09-17 | 1914-09-30 | month
the first days of March                  | 2024-03-01 | 2024-03-06 | days
the first weekend of March               | 2024-03-02 | 2024-03-03 | days
the second Sunday of January             | 2024-01-14 | 2024-01-14 | day
the week of March 4                      | 2024-03-04 | 2024-03-10 | week
two days before Christmas                | 2023-12-23 | 2023-12-23 | day
Christmas Day                            | 2023-12-25 | 2023-12-25 | day
Eid al-Fitr                              | 2023-04-21 | 2023-04-23 | days
Ramadan                                  | 2024-03-11 | 2024-04-09 | month
Easter 2021                              | 2021-04-04 | 2021-04-04 | day
the summer of 2016                       | 2016-06-01 | 2016-08-31 | year
the winter of 2022-23                    | 2022-12-01 | 2023-02-28 | year
the late 1990s                           | 1996-01-01 | 1999-12-31 | year
the 19th century                         | 1801-01-01 | 1900-12-31 | year
since 2019                               | 2019-01-01 | 2024-03-15 | year
until Friday                             |            | 2024-03-15 | day
before 2014                              |            | 2013-12-31 | year
after March 10                           | 2024-03-11 | 2024-03-15 | days
around March 10                          | 2024-03-08 | 2024-03-12 | days
11 p.m. EST on Monday                    | 2024-03-11 | 2024-03-11 | day
2300 GMT Monday                          | 2024-03-11 | 2024-03-11 | day
Christmas Eve                            | 2023-12-24 | 2023-12-24 | day
Thanksgiving                             | 2023-11-23 | 2023-11-23 | day
this weekend                             | 2024-03-09 | 2024-03-10 | days
next weekend                             | 2024-03-16 | 2024-03-17 | days
the weekend of March 2                   | 2024-03-02 | 2024-03-03 | days
the weekend before last                  | 2024-03-02 | 2024-03-03 | days
the week before last                     | 2024-02-26 | 2024-03-03 | week
the year before last                     | 2022-01-01 | 2022-12-31 | year
"""

# the same, with the text's own last date on 2024-03-10
TOLD = """
the previous day                         | 2024-03-09 | 2024-03-09 | day
three weeks earlier                      | 2024-02-12 | 2024-02-18 | week
a day later                              | 2024-03-11 | 2024-03-11 | day
the same day                             | 2024-03-10 | 2024-03-10 | day
that night                               | 2024-03-10 | 2024-03-10 | day
hours later                              | 2024-03-10 | 2024-03-10 | day
twelve days later                        | 2024-03-22 | 2024-03-22 | day
the following week                       | 2024-03-11 | 2024-03-17 | week
the end of the month                     | 2024-03-21 | 2024-03-31 | month
later that month                         | 2024-03-10 | 2024-03-31 | month
the previous month                       | 2024-02-01 | 2024-02-29 | month
at dawn                                  | 2024-03-10 | 2024-03-10 | day
the following Friday                     | 2024-03-15 | 2024-03-15 | day
the previous weekend                     | 2024-03-02 | 2024-03-03 | days
the following morning                    | 2024-03-11 | 2024-03-11 | day
early the next morning                   | 2024-03-11 | 2024-03-11 | day
at 2300 GMT                              | 2024-03-10 | 2024-03-10 | day
"""


def rows(table: str) -> list[tuple[str, date | None, date | None, WhenPrecision]]:
    cells = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return [(phrase, _day(start), _day(end), WhenPrecision(precision)) for phrase, start, end, precision in cells]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("phrase", "start", "end", "precision"), rows(PHRASES))
def test_a_phrase_names_these_days(phrase: str, start: date | None, end: date | None, precision: WhenPrecision) -> None:
    when = resolve(phrase, published=FRIDAY)
    assert (when.start, when.end, when.precision) == (start, end, precision)
    assert when.phrase == phrase
    assert when.rule


@pytest.mark.parametrize(("phrase", "start", "end", "precision"), rows(TOLD))
def test_a_phrase_counts_from_the_last_date_of_the_text(
    phrase: str, start: date | None, end: date | None, precision: WhenPrecision
) -> None:
    when = resolve(phrase, published=FRIDAY, previous=MARCH_10)
    assert (when.start, when.end, when.precision, when.anchor) == (start, end, precision, MARCH_10)


@pytest.mark.parametrize("phrase", ["Friday", "March 12", "March", "two days ago", "last week", "overnight", "New Year's Eve"])
def test_without_an_anchor_a_phrase_stays_open(phrase: str) -> None:
    when = resolve(phrase, published=None)
    assert (when.start, when.end, when.precision, when.basis) == (None, None, WhenPrecision.UNKNOWN, WhenBasis.UNKNOWN)
    assert when.phrase == phrase
    assert (when.rule or "").startswith("no_anchor:")


@pytest.mark.parametrize(
    ("phrase", "rule"),
    [
        ("12/03/2024", "ambiguous_order:numeric_date"),
        ("February 30", "impossible_date:month_day"),
        ("for three days", "duration:duration"),
        ("recently", "vague:vague"),
        ("490 BC", "before_common_era:era"),
        ("fiscal year 2023", "calendar_not_stated:fiscal_year"),
        ("Ramadan 1950", "feast_not_in_table:named_day"),
        ("FY2023", "calendar_not_stated:fiscal_year"),
        ("the 2023 fiscal year", "calendar_not_stated:fiscal_year"),
        ("the first quarter of fiscal 2023", "calendar_not_stated:fiscal_year"),
        ("20 Ramadan 1445", "other_calendar:other_calendar"),
        ("1 Muharram 1445 AH", "other_calendar:other_calendar"),
        ("15 Khordad 1402", "other_calendar:other_calendar"),
        ("the Iranian year 1402", "other_calendar:other_calendar"),
        ("the Islamic month of Shaban", "other_calendar:other_calendar"),
        ("14 Nisan", "other_calendar:other_calendar"),
        ("Muharram", "other_calendar:foreign_month"),
        ("every Friday", "recurring:every_weekday"),
        ("on Fridays", "recurring:recurring"),
        ("two days later", "no_anchor:later"),
        ("the same day", "no_anchor:which_unit"),
        ("hello world", "not_understood"),
        ("", "not_understood"),
        ("x " * 200, "not_understood"),
    ],
)
def test_what_names_no_day_says_why(phrase: str, rule: str) -> None:
    assert resolve(phrase, published=FRIDAY) == When(phrase=phrase, rule=rule)


@pytest.mark.parametrize(
    ("phrase", "basis", "anchor"),
    [
        ("March 12, 2024", WhenBasis.STATED, None),
        ("in 2019", WhenBasis.STATED, None),
        ("9/11", WhenBasis.STATED, None),
        ("between March and May 2022", WhenBasis.STATED, None),
        ("March 12", WhenBasis.RESOLVED, FRIDAY),
        ("since 2019", WhenBasis.RESOLVED, FRIDAY),
        ("a day earlier", WhenBasis.RESOLVED, FRIDAY),
    ],
)
def test_a_date_tells_what_it_rests_on(phrase: str, basis: WhenBasis, anchor: date | None) -> None:
    when = resolve(phrase, published=FRIDAY)
    assert (when.basis, when.anchor) == (basis, anchor)


def test_since_stays_open_where_no_publication_date_ends_it() -> None:
    when = resolve("since 2019", published=None)
    assert (when.start, when.end, when.precision) == (date(2019, 1, 1), None, WhenPrecision.YEAR)


@pytest.mark.parametrize(
    ("phrase", "start"),
    [("Monday", "2024-03-18"), ("Friday", "2024-03-15"), ("March 22", "2024-03-22"), ("January", "2025-01-01"),
     ("the weekend", "2024-03-16"), ("Eid al-Fitr", "2024-04-10"),
     ("March 10", "2024-03-10"), ("February 1", "2025-02-01")],
)  # fmt: skip
def test_in_the_future_the_coming_one_is_meant(phrase: str, start: str) -> None:
    assert resolve(phrase, published=FRIDAY, future=True).start == date.fromisoformat(start)


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Talks will resume on Monday in Doha.", 18),
        ("Talks are due to resume on Monday.", 18),
        ("Envoys may meet on Monday.", 18),
        ("In May, nine were killed on Monday.", 11),
        ("Gunmen may have fled on Monday.", 11),
        ("On Monday, voters will elect a parliament.", 18),
        ("The army said on Monday that it will attack.", 11),
        ("He will be tried for the attack, which killed nine on Monday.", 11),
        ("Nine people were killed on Monday.", 11),
        ("The embassies will reopen under an accord, signed on Monday.", 11),
        ("", 11),
    ],
)
def test_the_tense_of_the_sentence_turns_a_weekday_ahead(sentence: str, day: int) -> None:
    assert resolve("Monday", published=FRIDAY, sentence=sentence).start == date(2024, 3, day)


def test_a_result_names_the_rules_that_gave_it() -> None:
    assert resolve("late on Thursday", published=FRIDAY).rule == "part_of(weekday)"
    assert resolve("from Sunday to Tuesday", published=FRIDAY).rule == "between(weekday,weekday)"


@pytest.mark.parametrize("phrase", ["Friday", "  friday ", "FRIDAY", "Friday,", "Friday\u2019s", "(Friday)", "on\nFriday"])
def test_case_marks_and_blanks_do_not_matter(phrase: str) -> None:
    assert resolve(phrase, published=FRIDAY).start == FRIDAY


DAYS = st.dates(date(1990, 1, 1), date(2035, 12, 31))


@given(DAYS, st.sampled_from(list(day_name)))
def test_a_weekday_is_the_latest_on_or_before_publication(published: date, weekday: str) -> None:
    day = resolve(weekday, published=published).start
    assert day is not None
    assert published - timedelta(days=6) <= day <= published
    assert f"{day:%A}" == weekday


@given(DAYS, DAYS)
def test_a_full_date_reads_the_same_in_every_order(day: date, published: date) -> None:
    american, short = f"{day:%B} {day.day}, {day.year}", f"{day:%b}. {day.day}, {day.year}"
    forms = (american, short, f"{day.day} {day:%B} {day.year}", day.isoformat())
    assert {(when.start, when.end) for when in (resolve(form, published=published) for form in forms)} == {(day, day)}


@given(DAYS, DAYS)
def test_a_date_without_its_year_is_never_after_publication(day: date, published: date) -> None:
    found = resolve(f"{day:%B} {day.day}", published=published).start
    assert found is not None
    assert found <= published
    assert (found.month, found.day) == (day.month, day.day)


@given(st.text(max_size=40), DAYS)
def test_no_text_makes_it_fail(phrase: str, published: date) -> None:
    assert resolve(phrase, published=published, previous=published, sentence=phrase).phrase == phrase
