"""Values as people write them, and back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn import codebook
from cairn.model import (
    ActorKind,
    Casualty,
    CasualtyGroup,
    ClaimField,
    ClaimValue,
    Outcome,
    Participant,
    Place,
    Role,
    Status,
    Weapon,
    When,
    WhenBasis,
    WhenPrecision,
    WherePrecision,
)
from cairn.reviewing import item_of, read
from cairn.reviewing.cells import split

BOOK = codebook.load()
DAY = date(2024, 3, 15)


def stated(start: date | None, end: date | None, precision: WhenPrecision) -> When:
    return When(start, end, precision, None, WhenBasis.STATED)


FORMS: list[tuple[ClaimField, str, ClaimValue]] = [
    (ClaimField.TYPE, "armed_clash", "armed_clash"),
    (ClaimField.STATUS, "foiled", Status.FOILED),
    (ClaimField.MAIN, "yes", True),
    (ClaimField.MAIN, "no", False),
    (ClaimField.QUALIFIER, "suicide", "suicide"),
    (ClaimField.WHEN, "day 2024-03-15", stated(DAY, DAY, WhenPrecision.DAY)),
    (ClaimField.WHEN, "days 2024-03-15..2024-03-17", stated(DAY, DAY + timedelta(days=2), WhenPrecision.DAYS)),
    (ClaimField.WHEN, "month 2024-02", stated(date(2024, 2, 1), date(2024, 2, 29), WhenPrecision.MONTH)),
    (ClaimField.WHEN, "year 2024", stated(date(2024, 1, 1), date(2024, 12, 31), WhenPrecision.YEAR)),
    (ClaimField.WHEN, "unknown ..2024-03-15", stated(None, DAY, WhenPrecision.UNKNOWN)),
    (ClaimField.WHEN, "week 2024-03-11..2024-03-17", stated(date(2024, 3, 11), date(2024, 3, 17), WhenPrecision.WEEK)),
    (ClaimField.WHERE, "Mosul | admin1=Nineveh | country=IQ | at=36.335,43.118 | precision=exact", Place("Mosul", "IQ", "Nineveh", None, 36.335, 43.118, WherePrecision.EXACT)),
    (ClaimField.WHERE, "Washington, D.C.", Place("Washington, D.C.")),
    (ClaimField.WHERE, " | country=IQ | precision=country", Place(None, "IQ", precision=WherePrecision.COUNTRY)),
    (ClaimField.PARTICIPANT, "side_a: Islamic State [islamic_state] (rebel_group)", Participant(Role.SIDE_A, "Islamic State", "islamic_state", ActorKind.REBEL_GROUP)),
    (ClaimField.PARTICIPANT, r"target: Sons\; Daughters", Participant(Role.TARGET, "Sons; Daughters")),
    (ClaimField.CASUALTY, "killed 12", Casualty(Outcome.KILLED, CasualtyGroup.UNKNOWN, 12, 12, 12)),
    (ClaimField.CASUALTY, "injured civilians 10..12..15", Casualty(Outcome.INJURED, CasualtyGroup.CIVILIANS, 10, 12, 15)),
    (ClaimField.CASUALTY, "killed side_b 25..25..", Casualty(Outcome.KILLED, CasualtyGroup.SIDE_B, 25, 25, None)),
    (ClaimField.CASUALTY, "killed ....5", Casualty(Outcome.KILLED, CasualtyGroup.UNKNOWN, None, None, 5)),
    (ClaimField.WEAPON, "car bomb [ied]", Weapon("car bomb", "ied")),
]  # fmt: skip


@pytest.mark.parametrize(("field", "text", "value"), FORMS)
def test_every_form_is_read_and_written(field: ClaimField, text: str, value: ClaimValue) -> None:
    assert read(field, text, BOOK) == value
    assert item_of(value).strip() == text.strip()


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (ClaimField.TYPE, "Armed clash", "armed_clash"),
        (ClaimField.MAIN, "TRUE", True),
        (ClaimField.WHEN, "2024-03-15", stated(DAY, DAY, WhenPrecision.DAY)),
        (ClaimField.WHEN, "2024-02", stated(date(2024, 2, 1), date(2024, 2, 29), WhenPrecision.MONTH)),
        (ClaimField.WHEN, "2024-03-15..2024-03-17", stated(DAY, DAY + timedelta(days=2), WhenPrecision.DAYS)),
        (ClaimField.WHEN, "unknown", When()),
        (ClaimField.WHEN, " ", None),
        (ClaimField.CASUALTY, "Killed civilians 10..15", Casualty(Outcome.KILLED, CasualtyGroup.CIVILIANS, 10, None, 15)),
        (ClaimField.WHERE, "Mosul|country=iq|at=36.3, 43.1", Place("Mosul", "IQ", None, None, 36.3, 43.1, WherePrecision.EXACT)),
    ],
)
def test_shorter_forms_are_understood(field: ClaimField, text: str, value: ClaimValue | None) -> None:
    assert read(field, text, BOOK) == value


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        (ClaimField.TYPE, "party", "none of the event types"),
        (ClaimField.STATUS, "maybe", "expected one of occurred"),
        (ClaimField.MAIN, "perhaps", "expected yes or no"),
        (ClaimField.WHEN, "15.03.2024", "expected a day as 2024-03-15"),
        (ClaimField.WHEN, "3/15/2024", "expected a day as 2024-03-15"),
        (ClaimField.WHEN, "2024-13-01", "no month 13"),
        (ClaimField.WHEN, "2024-02-30", "day"),
        (ClaimField.WHEN, "sometime 2024", "expected one of day"),
        (ClaimField.WHEN, "days 2024-03-15..2024-03-01", "before start"),
        (ClaimField.WHERE, "Mosul | state=Nineveh", "'state' is not understood"),
        (ClaimField.WHERE, "Mosul | Nineveh", "'Nineveh' is not understood"),
        (ClaimField.WHERE, "Mosul | at=here", "expected LATITUDE,LONGITUDE"),
        (ClaimField.WHERE, "Mosul | at=99,0", "outside -90..90"),
        (ClaimField.WHERE, "Mosul | country=Iraq", "ISO 3166-1"),
        (ClaimField.PARTICIPANT, "Islamic State", "expected ROLE: NAME"),
        (ClaimField.PARTICIPANT, "boss: Islamic State", "expected one of side_a"),
        (ClaimField.CASUALTY, "12 dead", "expected OUTCOME"),
        (ClaimField.CASUALTY, "killed 12..10", "low <= best <= high"),
        (ClaimField.CASUALTY, "killed ..", "expected a number"),
        (ClaimField.CASUALTY, "killed 1.5", "expected a number"),
        (ClaimField.CASUALTY, "killed soldiers 3", "expected one of side_a"),
    ],
)
def test_what_can_not_be_read_says_what_was_expected(field: ClaimField, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read(field, text, BOOK)


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="[]()|\\;=", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=1, max_size=12)
NUMBERS = st.none() | st.integers(0, 999)


@given(name=NAMES, outcome=st.sampled_from(Outcome), group=st.sampled_from(CasualtyGroup), bounds=st.lists(st.integers(0, 999), min_size=3, max_size=3).map(sorted), role=st.sampled_from(Role))
def test_what_is_written_is_read_again(name: str, outcome: Outcome, group: CasualtyGroup, bounds: list[int], role: Role) -> None:
    for field, value in (
        (ClaimField.CASUALTY, Casualty(outcome, group, *bounds)), (ClaimField.CASUALTY, Casualty(outcome, group, bounds[0], bounds[0], None)),
        (ClaimField.PARTICIPANT, Participant(role, name)), (ClaimField.WEAPON, Weapon(name)), (ClaimField.WHERE, Place(name, "IQ")),
    ):  # fmt: skip
        (text,) = split(item_of(value))
        assert read(field, text, BOOK) == value
