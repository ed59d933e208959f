"""Days of what a sentence tells last."""

from datetime import date

import pytest

from cairn.linking.when import behind, find_behind


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("The strike came a day after an attack on the base.", ["a day after"]),
        ("Police said on Saturday, two days after gunmen killed ten, that calm had returned.", ["two days after"]),
        ("It happened 3 weeks after the vote.", ["3 weeks after"]),
        ("A day after the attack, troops came.", []),
        ("He died. Two days after the blast, ten were held.", []),
        ("But barely a day after the truce, shelling resumed.", []),
        ("They meet a day after tomorrow.", []),
        ("He came back a day after that.", []),
        ("They fled days after.", []),
    ],
)
def test_phrases_that_lead_in_what_was_before(text: str, phrases: list[str]) -> None:
    assert [span.quote for span in find_behind(text)] == phrases


def test_what_is_led_in_was_so_long_before_what_was_told_first() -> None:
    found = behind("two days after", told=date(2024, 10, 14), published=date(2024, 10, 15))
    assert found is not None
    assert (found.start, found.end, found.leads_in, found.phrase) == (date(2024, 10, 12), date(2024, 10, 12), True, "two days after")


def test_without_a_day_before_it_it_is_not_after_what_the_report_can_have_told() -> None:
    found = behind("two days after", told=None, published=date(2024, 10, 15))
    assert found is not None
    assert (found.start, found.end, found.leads_in) == (None, date(2024, 10, 13), True)


def test_without_any_day_nothing_is_known() -> None:
    assert behind("two days after", told=None, published=None) is None
    assert behind("on Monday", told=date(2024, 10, 14), published=None) is None
