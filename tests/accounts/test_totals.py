"""Aggregates that are not one event."""

from dataclasses import replace
from datetime import date

import pytest

from cairn.linking.count import resolve
from cairn.model import Linked, Outcome, Period, Total
from tests.accounts.factories import coding, linked


def total(reading: Linked) -> Total:
    """The only total of a reading."""
    (one,) = coding(reading).totals
    return one


ATTACKS = "[Islamic State|actor:isis islamic_state] made [over 300|number:n 301+] [attacks|event:e attack] in [Syria|place:syria] in [2024|time:y 2024]."


def test_attacks_that_a_number_counts_are_a_total() -> None:
    found = total(linked(ATTACKS))
    assert (found.low, found.high) == (301, None)


def test_a_total_says_what_is_counted() -> None:
    assert total(linked(ATTACKS)).what.startswith("attacks")


def test_a_total_names_the_country_of_its_sentence() -> None:
    assert total(linked(ATTACKS)).where == "SY"


def test_a_total_names_the_period_of_its_sentence() -> None:
    assert total(linked(ATTACKS)).period == Period(date(2024, 1, 1), date(2024, 12, 31))


def test_a_total_names_the_actor_of_its_sentence() -> None:
    assert total(linked(ATTACKS)).actor == "Islamic State"


def test_a_total_is_no_event() -> None:
    assert coding(linked(ATTACKS)).events == ()


def test_attacks_that_the_reader_did_not_mark_are_a_total_all_the_same() -> None:
    found = total(linked("The group made [153|number:n 153] attacks in [Syria|place:syria]."))
    assert (found.low, found.high, found.where) == (153, 153, "SY")


def test_what_stands_in_another_sentence_is_not_put_into_a_total() -> None:
    found = total(linked("The group made [153|number:n 153] attacks. [Taliban|actor:t taliban] fighters met in [Kabul|place:kabul] in [2024|time:y 2024]."))
    assert (found.actor, found.where, found.period) == (None, None, Period())


def test_people_killed_over_a_time_are_a_total_of_the_killed() -> None:
    text = "[1,200|number:n 1200] [people|people:p Civilians] have been killed in [Syria|place:syria] since [2019|time:s 2019..]."
    assert total(linked(text, "n total p")).outcome is Outcome.KILLED


def test_a_period_that_is_open_runs_up_to_publication() -> None:
    text = "[1,200|number:n 1200] [people|people:p Civilians] have been killed in [Syria|place:syria] since [2019|time:s 2019..]."
    assert total(linked(text, "n total p")).period == Period(date(2019, 1, 1), date(2024, 3, 16))


def test_a_period_that_is_open_stays_open_where_publication_is_unknown() -> None:
    text = "[1,200|number:n 1200] [people|people:p Civilians] have been killed in [Syria|place:syria] since [2019|time:s 2019..]."
    assert total(linked(text, "n total p", published=None)).period == Period(date(2019, 1, 1), None)


ORDINAL = "He is the third leader of the [Islamic State|actor:isis islamic_state] killed since [2019|time:s 2019..]."


def test_the_third_leader_killed_is_a_total_of_three() -> None:
    found = total(linked(ORDINAL))
    assert (found.low, found.high, found.outcome) == (3, 3, Outcome.KILLED)


def test_the_third_leader_killed_is_counted_for_the_group_and_from_the_year_told() -> None:
    found = total(linked(ORDINAL))
    assert (found.actor, found.period) == ("Islamic State", Period(date(2019, 1, 1), date(2024, 3, 16)))


@pytest.mark.parametrize(
    ("fate", "outcome"),
    [
        ("killed", Outcome.KILLED), ("assassinated", Outcome.KILLED), ("captured", Outcome.ARRESTED), ("arrested", Outcome.ARRESTED),
        ("kidnapped", Outcome.ABDUCTED),
    ],
)  # fmt: skip
def test_the_fate_after_an_ordinal_is_the_totals_outcome(fate: str, outcome: Outcome) -> None:
    assert total(linked(f"He was the second journalist to be {fate} there.")).outcome is outcome


@pytest.mark.parametrize("text", ["It was the third attack.", "He is the third leader of the party.", "The second minister spoke."])
def test_an_ordinal_without_a_fate_is_no_total(text: str) -> None:
    assert coding(linked(text)).totals == ()


COUNTRIES = "[Islamic State|actor:isis islamic_state] has affiliates in [over a dozen|number:n 13+] countries."


def test_the_countries_in_which_a_group_has_affiliates_are_a_total() -> None:
    found = total(linked(COUNTRIES))
    assert (found.what, found.low, found.high, found.actor) == ("countries with affiliates", 13, None, "Islamic State")


def test_countries_without_a_word_of_presence_are_no_total() -> None:
    assert coding(linked("Leaders of [12|number:n 12] countries met.")).totals == ()


def test_a_vague_number_of_continents_is_no_total() -> None:
    reading = linked("[Islamic State|actor:isis islamic_state] has affiliates on [multiple|number:n 2+] continents.")
    assert coding(_vague(reading)).totals == ()


def _vague(reading: Linked) -> Linked:
    """The reading with its number as "multiple" resolves: at least two, and no best."""
    vague = resolve("multiple")
    assert vague is not None
    return replace(reading, counts=dict.fromkeys(reading.counts, vague))


def test_totals_stand_in_the_order_of_the_text() -> None:
    found = coding(linked(f"{ORDINAL} The group made [153|number:n 153] attacks.")).totals
    assert [one.low for one in found] == [3, 153]
