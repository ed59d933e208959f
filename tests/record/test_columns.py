"""Values survive being JSON, whatever they hold."""

from datetime import UTC, date, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects.sqlite import dialect

from cairn.model import Claim, ClaimField, ClaimValue, Event, Participant, Place, Role, Span, When, WhenBasis, WhenPrecision
from cairn.record.columns import Utc, Value, adapter, claim_json, claim_value, reader, to_json

from .test_filters import EVENTS

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
DAYS = st.dates()
WHENS = st.builds(
    lambda days, precision, phrase, basis: When(min(days), max(days), precision, phrase, basis),
    st.lists(DAYS, min_size=1, max_size=2), st.sampled_from(WhenPrecision), TEXTS, st.sampled_from(WhenBasis),
)  # fmt: skip
PLACES = st.builds(
    lambda name, latitude, longitude: Place(name, "IQ", latitude=latitude, longitude=longitude),
    TEXTS, st.floats(-90, 90), st.floats(-180, 180),
)  # fmt: skip


def _claim(field: ClaimField, value: ClaimValue) -> Claim:
    return Claim(field, value, (Span(0, 1, "a"),), 0.5, "reader")


@given(WHENS)
def test_a_when_survives(when: When) -> None:
    assert claim_value(ClaimField.WHEN, claim_json(_claim(ClaimField.WHEN, when))) == when


@given(PLACES)
def test_a_place_survives(place: Place) -> None:
    assert claim_value(ClaimField.WHERE, claim_json(_claim(ClaimField.WHERE, place))) == place


@given(TEXTS)
def test_a_text_survives(text: str) -> None:
    assert claim_value(ClaimField.TYPE, claim_json(_claim(ClaimField.TYPE, text))) == text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (ClaimField.WHEN, Place("Fallujah")),
        (ClaimField.STATUS, "occurred"),
        (ClaimField.MAIN, "true"),
        (ClaimField.WEAPON, Participant(Role.TARGET, "Abu Ali")),
    ],
)
def test_a_value_of_another_type_is_refused(field: ClaimField, value: ClaimValue) -> None:
    with pytest.raises(TypeError, match=f"claim of {field}: .* expected"):
        claim_json(_claim(field, value))


@pytest.mark.parametrize("event", EVENTS)
def test_what_is_stored_is_read_as_pydantic_reads_it(event: Event) -> None:
    text = to_json(event, Event)
    assert reader(Event)(text) == adapter(Event).validate_json(text) == event


@pytest.mark.parametrize("text", ["{}", "", "null", '{"start":"2024-03-02","end":"2024-03-01"}', '{"start":"yesterday"}', '{"precision":"about"}'])
def test_what_is_no_value_is_not_read(text: str) -> None:
    with pytest.raises(msgspec.MsgspecError):
        reader(Event if text == "{}" else When)(text)


def test_the_same_value_is_always_the_same_text() -> None:
    assert to_json(When.on(date(2024, 3, 15)), When) == to_json(When.on(date(2024, 3, 15)), When)
    assert Value(When).process_bind_param(None, dialect()) is None


def test_a_moment_is_kept_in_utc() -> None:
    baghdad = datetime(2024, 3, 15, 15, tzinfo=timezone(timedelta(hours=3)))
    kept = Utc().process_bind_param(baghdad, dialect())
    assert Utc().process_result_value(kept, dialect()) == datetime(2024, 3, 15, 12, tzinfo=UTC)
    with pytest.raises(ValueError, match="expected a time zone"):
        Utc().process_bind_param(datetime(2024, 3, 15), dialect())  # noqa: DTZ001 - what is refused
