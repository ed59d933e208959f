"""Summaries: one plain English sentence, without a person's name."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.consolidation import Told
from cairn.consolidation.wording import _phrases, amount, days
from cairn.model import ActorKind, Casualty, Outcome, Participant, Place, Role, Status, When, WhenPrecision, WherePrecision
from tests.consolidation.arbitrary import accounts
from tests.consolidation.factories import (
    ARMY,
    BOOK,
    CIVILIANS,
    DAY,
    GUNMEN,
    INJURED,
    ISLAMIC_STATE,
    KABUL,
    KRASNOGORSK,
    MOSCOW,
    NEXT,
    PEOPLE,
    RUSSIA,
    SIDE_B,
    TALIBAN,
    at_least,
    between,
    event_of,
    exactly,
    person,
    told,
    toll,
    undated,
)

TODAY = When.on(DAY)
US = Participant(Role.SIDE_A, "Military Forces of the United States", "military_us", ActorKind.STATE_FORCE)
POLICE = Participant(Role.SIDE_B, "Police Forces of Kenya", "police_ke", ActorKind.STATE_FORCE)
CROWD = Participant(Role.SIDE_A, "Protesters (Kenya)", None, ActorKind.PROTESTERS)


@pytest.mark.parametrize(
    ("account", "sentence"),
    [
        (
            told(
                "1",
                when=TODAY,
                where=KRASNOGORSK,
                who=[ISLAMIC_STATE, PEOPLE],
                tolls=[at_least(40), exactly(1, outcome=INJURED)],
            ),
            (
                "An attack by Islamic State against civilians (Russia) took place on 22 March 2024 in Krasnogorsk (RU): at least"
                " 40 people were killed and 1 person was injured."
            ),
        ),
        (
            told(
                "1",
                kind="suicide_bomb",
                when=TODAY,
                where=replace(KABUL, precision=WherePrecision.NEAR),
                who=[TALIBAN, ARMY],
                tolls=[at_least(26), exactly(14, group=SIDE_B), exactly(1, group=CIVILIANS), exactly(62, outcome=INJURED)],
            ),
            (
                "A suicide bombing by the Taliban against the Military Forces of Niger took place on 22 March 2024 near Kabul (AF):"
                " at least 26 people were killed, among them 14 people on the side of the Military Forces of Niger and 1 civilian; 62"
                " people were injured."
            ),
        ),
        (
            told(
                "1",
                kind="air_drone_strike",
                when=TODAY,
                where=KABUL,
                who=[US, person("Akhtar Mansour", position="leader of the Taliban")],
            ),
            (
                "An air or drone strike by the Military Forces of the United States against a leader of the Taliban took place on"
                " 22 March 2024 in Kabul (AF)."
            ),
        ),
        (
            told("1", when=TODAY, where=KABUL, who=[person("Ahmad Karimi"), person("Zahra Wardak")], tolls=[exactly(2)]),
            "An attack against 2 people took place on 22 March 2024 in Kabul (AF): 2 people were killed.",
        ),
        (
            told(
                "1", kind="peaceful_protest", status=Status.PLANNED, when=When.on(date(2024, 6, 1)), where=MOSCOW, who=[CROWD]
            ),
            "A peaceful protest by protesters (Kenya) was planned for 1 June 2024 in Moscow (RU).",
        ),
        (
            told("1", status=Status.DENIED, when=undated(DAY), who=[ARMY]),
            (
                "An attack against the Military Forces of Niger "
                "is said not to have taken place on or before 22 March 2024 at an unknown place."
            ),
        ),
        (
            told("1", status=Status.THREATENED, who=[GUNMEN]),
            "An attack by an unidentified armed group (Russia) was threatened on an unknown date at an unknown place.",
        ),
        (
            told("1", kind="arrests", status=Status.FOILED, when=TODAY, where=RUSSIA, who=[GUNMEN, TALIBAN, ISLAMIC_STATE, US]),
            (
                "Arrests by Islamic State, the Military Forces of the United States, the Taliban and 1 more were foiled on"
                " 22 March 2024 in Russia."
            ),
        ),
        (
            told("1", kind="agreement", who=[TALIBAN, ARMY]),
            ("An agreement between the Taliban and the Military Forces of Niger was reached on an unknown date."),
        ),
        (
            told(
                "1",
                kind="excessive_force_against_protesters",
                when=TODAY,
                where=Place(None, "KE"),
                who=[CROWD, POLICE],
                tolls=[toll(19, 19, 22)],
            ),
            (
                "A protest by protesters (Kenya) met with excessive force by the Police Forces of Kenya took place on 22"
                " March 2024 in KE: 19 to 22 people were killed."
            ),
        ),
        (
            told("1", kind="armed_clash", when=TODAY, where=KABUL, who=[TALIBAN], tolls=[exactly(5, group=SIDE_B), exactly(2)]),
            (
                "An armed clash involving the Taliban took place on 22 March 2024 in Kabul (AF): "
                "5 people on the other side and 2 more people were killed."
            ),
        ),
        (
            told("1", kind="execution", when=TODAY, where=KABUL, tolls=[exactly(0)]),
            ("An execution took place on 22 March 2024 in Kabul (AF): nobody was killed."),
        ),
    ],
)
def test_a_summary_is_a_plain_sentence(account: Told, sentence: str) -> None:
    assert event_of(account).summary == sentence


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(), "on an unknown date"),
        (TODAY, "on 22 March 2024"),
        (undated(DAY), "on or before 22 March 2024"),
        (When(DAY, None), "on or after 22 March 2024"),
        (between(DAY, NEXT, WhenPrecision.DAYS), "on 22 or 23 March 2024"),
        (between(date(2023, 12, 30), date(2024, 1, 5), WhenPrecision.WEEK), "between 30 December 2023 and 5 January 2024"),
        (between(date(2024, 2, 27), date(2024, 3, 3), WhenPrecision.WEEK), "between 27 February and 3 March 2024"),
        (between(date(2024, 2, 1), date(2024, 2, 29), WhenPrecision.MONTH), "in February 2024"),
        (between(date(2024, 2, 20), date(2024, 2, 29), WhenPrecision.MONTH), "between 20 and 29 February 2024"),
        (between(date(2024, 1, 1), date(2024, 12, 31), WhenPrecision.YEAR), "in 2024"),
        (between(date(9999, 12, 30), date.max, WhenPrecision.DAYS), "on 30 or 31 December 9999"),
    ],
)
def test_days_in_words(when: When, words: str) -> None:
    assert days(when) == words


@pytest.mark.parametrize(
    ("casualty", "words"),
    [
        (exactly(26), "26"), (at_least(26), "at least 26"), (toll(None, 26, None), "about 26"), (toll(None, 26, 26), "about 26"),
        (toll(None, 26, 30), "about 26 (up to 30)"), (toll(20, 26, 30), "26 (20 to 30)"), (toll(20, 26, 26), "26 (at least 20)"),
        (toll(20, 26, None), "26 (at least 20)"), (toll(20, 20, 30), "20 to 30"), (toll(20, None, 30), "20 to 30"),
        (toll(None, None, 60), "up to 60"), (toll(2, None, None), "at least 2"),
    ],
)  # fmt: skip
def test_numbers_in_words(casualty: Casualty, words: str) -> None:
    assert amount(casualty) == words


def test_every_type_of_the_codebook_has_its_words() -> None:
    assert set(_phrases()) == set(BOOK.types)


def test_a_position_that_holds_the_name_is_not_told() -> None:
    who = [person("Akhtar Mansour", position="Mullah Akhtar Mansour")]
    assert "against a person took place" in event_of(told("1", who=who)).summary


@settings(max_examples=60, deadline=None)
@given(accounts(most=4), st.sampled_from(Outcome))
def test_no_summary_holds_the_name_of_a_person(given_: list[Told], outcome: Outcome) -> None:
    event = event_of(*given_, told("9", who=[person("Ahmad Karimi", Role.SIDE_A)], tolls=[exactly(1, outcome=outcome)]))
    assert not any(name in event.summary for name in ("Mansour", "Karimi"))
    assert event.summary[0].isupper()
    assert event.summary.endswith(".")
    assert "  " not in event.summary
    assert "None" not in event.summary
