"""Number expressions to counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.linking.count import cardinal, find, ordinal, resolve
from cairn.model import Count

COUNTS = [
    ("25", 25, 25, 25), ("1,200", 1200, 1200, 1200), ("1.5 million", 1_500_000, 1_500_000, 1_500_000),
    ("1.2m", 1_200_000, 1_200_000, 1_200_000),
    ("twenty-five", 25, 25, 25), ("one hundred and twenty", 120, 120, 120), ("a hundred", 100, 100, 100), ("a", 1, 1, 1),
    ("an", 1, 1, 1), ("one", 1, 1, 1), ("a dozen", 12, 12, 12), ("two dozen", 24, 24, 24), ("half a dozen", 6, 6, 6),
    ("both", 2, 2, 2), ("no", 0, 0, 0), ("none", 0, 0, 0), ("all 12", 12, 12, 12), ("a total of 31", 31, 31, 31),
    ("twelve others", 12, 12, 12), ("another 12", 12, 12, 12), ("two of them", 2, 2, 2),
    ("at least 25", 25, 25, None), ("no fewer than 25", 25, 25, None), ("25 or more", 25, 25, None), ("50+", 50, 50, None),
    ("at least a dozen", 12, 12, None), ("at least some 40", 40, 40, None),
    ("more than 25", 26, 26, None), ("over 300", 301, 301, None), ("over a dozen", 13, 13, None),
    ("more than two dozen", 25, 25, None),
    ("nearly 40", None, 40, 40), ("almost 40", None, 40, 40), ("up to 40", None, None, 40), ("as many as 40", None, None, 40),
    ("fewer than 10", None, None, 9), ("about 40", None, 40, None), ("some 40", None, 40, None), ("40 or so", None, 40, None),
    ("30-odd", None, 30, None), ("about a dozen", None, 12, None),
    ("between 10 and 15", 10, None, 15), ("10 to 15", 10, None, 15), ("10-15", 10, None, 15), ("two or three", 2, None, 3),
    ("some 40 to 50", 40, None, 50),
    ("several", 2, None, None), ("a few", 2, None, None), ("few", 2, None, None), ("many", 2, None, None),
    ("a handful", 2, None, None),
    ("a couple", 2, 2, None), ("dozens", 24, None, None), ("dozens of", 24, None, None), ("scores", 40, None, None),
    ("hundreds", 200, None, None), ("several hundred", 200, None, None), ("thousands", 2000, None, None),
    ("tens of thousands", 20_000, None, None), ("at least dozens", 24, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "low", "best", "high"), COUNTS)
def test_a_number_expression_states_this_count(phrase: str, low: int | None, best: int | None, high: int | None) -> None:
    assert resolve(phrase) == resolve(phrase.upper()) == Count(low, best, high)


@pytest.mark.parametrize("phrase", ["", "hello", "2.5", "people", "15 to 10", "hundred", "Friday", "and"])
def test_what_states_no_count_gives_none(phrase: str) -> None:
    assert resolve(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "number"), [("third", 3), ("12th", 12), ("twenty-first", 21), ("the fourth", 4), ("fortieth", 40), ("ninth", 9),
                           ("Friday", None), ("hundred", None), ("one-third", None)],
)  # fmt: skip
def test_ordinals_name_a_place_in_order(phrase: str, number: int | None) -> None:
    assert ordinal(phrase) == number


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("At least 25 people were killed and more than 1,200 wounded.", ["At least 25", "more than 1,200"]),
        ("over a dozen countries; dozens of fighters", ["over a dozen", "dozens"]),
        ("between 10 and 15 militants, 10-15 men, two or three gunmen", ["between 10 and 15", "10-15", "two or three"]),
        ("tens of thousands of refugees, several hundred tents", ["tens of thousands", "several hundred"]),
        ("As many as 40 hostages, no casualties, one soldier", ["As many as 40", "no", "one"]),
        ("M23 rebels, the 81st Brigade, Resolution 2254, an F-16, Su-25 jets, Highway 1", []),
        ("on March 12, 2024, in 2019, at 10:30 a.m. or 9 p.m., 12 March, the 1980s", []),
        ("a 12-year-old boy; Ahmed Ali, 34, a teacher; aged 30", []),
        ("$3 million, 25 percent, 30 km away, between 10 and 15 km, 500 kilograms, 120 mm", []),
        ("three days, 24 hours, two more weeks, a three-day siege, 9/11, 24/7", []),
        ("one of the most dangerous terrorists, the third man, how many", []),
        ("2000 people fled, 2019 was worse", ["2000"]),
        ("", []),
    ],
)
def test_numbers_are_found_with_their_hedge_and_others_passed_over(text: str, numbers: list[str]) -> None:
    assert [span.quote for span in find(text)] == numbers


ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def spelled(number: int) -> str:
    if number < len(ONES):
        return ONES[number]
    for size, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            head, rest = divmod(number, size)
            return f"{spelled(head)} {name}" + (f" and {spelled(rest)}" if rest else "")
    return TENS[number // 10 - 2] + (f"-{spelled(number % 10)}" if number % 10 else "")


@given(st.integers(0, 9_999_999))
def test_a_number_reads_the_same_in_digits_and_in_words(number: int) -> None:
    assert cardinal(str(number)) == cardinal(f"{number:,}") == cardinal(spelled(number)) == number


HEDGES = st.sampled_from(
    ["at least", "more than", "nearly", "up to", "fewer than", "about", "exactly", "at least some", "over about"]
)


@given(HEDGES, st.integers(0, 10**7))
def test_a_hedge_keeps_the_bounds_in_order_and_the_number_within(hedge: str, number: int) -> None:
    count = resolve(f"{hedge} {number:,}")
    assert count is not None
    known = [value for value in (count.low, count.best, count.high) if value is not None]
    assert known == sorted(known)
    assert all(abs(value - number) <= 1 for value in known)


@given(st.text(alphabet="at least 0123456789,.-dozen of twenty and\u20131%$", max_size=40))
def test_found_numbers_stand_in_the_text_and_state_a_count(text: str) -> None:
    for span in find(text):
        assert span.stands_in(text)
        assert resolve(span.quote) is not None


@pytest.mark.parametrize("words", ["the ", "about some nearly ", "1 ", "two million and ", "at least ", "1,000,"])
def test_a_hostile_text_takes_time_by_its_length_only(words: str) -> None:
    assert all(resolve(span.quote) for span in find(words * 2000))
