"""Who says it was whom, how many, or what somebody is."""

import pytest

from cairn.model import AttributionKind, Linked, Participant, Role
from tests.accounts.factories import coding, event, linked

BLAME, CLAIM, DENIAL, DESCRIPTION, TOLL = (
    AttributionKind.BLAME, AttributionKind.RESPONSIBILITY, AttributionKind.DENIAL, AttributionKind.DESCRIPTION, AttributionKind.TOLL,
)  # fmt: skip
ISIS = "[Islamic State|actor:isis islamic_state]"
ARMY = "[Iraqi forces|actor:army mil_iq]"
BLAST = "A [blast|event:e attack] hit a market."


def told(reading: Linked) -> list[tuple[AttributionKind, str | None, str | None]]:
    """Kind, speaker and matter of every attribution; "event" where it is about the only event."""
    found = coding(reading)
    ids = {one.id for one in found.events}
    return [(a.kind, a.by, "event" if a.about in ids else a.about) for a in found.attributions]


@pytest.mark.parametrize(
    "text",
    [
        f"{BLAST} {ISIS} claimed responsibility.",
        f"{BLAST} {ISIS} has claimed the bombing.",
        f"{BLAST} {ISIS} took responsibility for it.",
        f"{BLAST} It was claimed by {ISIS}.",
        pytest.param(
            f"{BLAST} {ISIS} claims responsibility.",
        ),
    ],
)
def test_who_claims_responsibility_is_told(text: str) -> None:
    assert told(linked(text)) == [(CLAIM, "Islamic State", "event")]


def test_a_claim_of_responsibility_is_about_what_the_report_is_about_though_background_stands_nearer() -> None:
    text = f"{BLAST} Years ago a [bomb|event:f attack background] hit a church. {ISIS} claimed responsibility."
    found = coding(linked(text))
    (claim,) = found.attributions
    assert claim.about == next(one.id for one in found.events if one.main)


def test_a_claim_of_responsibility_is_about_the_nearer_of_two_events_told_alike() -> None:
    found = coding(linked(f"Years ago a [bomb|event:f attack background] hit a church. A [blast|event:g attack background] hit a mosque. {ISIS} claimed responsibility."))
    (claim,) = found.attributions
    (about,) = (one for one in found.events if one.id == claim.about)
    assert next(e.quote for e in about.evidence if e.field == "type") == "blast"


@pytest.mark.parametrize(
    "text",
    [
        f"{BLAST} {ISIS} did not claim responsibility.",
        pytest.param(f"{BLAST} {ARMY} said no group had claimed responsibility."),
        pytest.param(f"{BLAST} {ISIS} has not claimed responsibility."),
    ],
)
def test_where_nobody_claims_responsibility_nobody_is_told_to(text: str) -> None:
    assert told(linked(text)) == []


def test_no_group_claims_where_none_is_named() -> None:
    assert told(linked(f"{BLAST} No group claimed responsibility.")) == []


def test_a_claim_of_responsibility_without_an_event_is_about_nothing() -> None:
    assert told(linked(f"{ISIS} claimed responsibility.")) == []


def test_who_claims_an_event_stands_on_side_a_where_nobody_else_does() -> None:
    reading = linked(f"{BLAST} {ISIS} claimed responsibility.")
    assert [p.name for p in event(reading).by_role(Role.SIDE_A)] == ["Islamic State"]


def test_who_claims_an_event_does_not_join_somebody_named_on_side_a() -> None:
    text = f"[The Taliban|actor:t taliban] [attacked|event:e attack] a market. {ISIS} claimed responsibility."
    assert [p.name for p in event(linked(text, "e side_a t")).by_role(Role.SIDE_A)] == ["Taliban"]


def test_who_claims_an_event_is_a_participant_in_the_texts_own_words() -> None:
    reading = linked(f"{BLAST} [ISIS|actor:isis islamic_state] claimed responsibility.")
    (part,) = event(reading).by_role(Role.SIDE_A)
    assert isinstance(part, Participant)
    assert (part.actor, part.surface) == ("islamic_state", "ISIS")


def test_a_denial_is_told() -> None:
    assert told(linked(f"{BLAST} {ISIS} denied any role.")) == [(DENIAL, "Islamic State", "event")]


def test_who_is_blamed_by_whom_is_told() -> None:
    assert told(linked(f"{BLAST} {ARMY} blamed {ISIS}.")) == [(BLAME, "Military Forces of Iraq", "Islamic State")]


@pytest.mark.parametrize("cue", ["attributed to", "blamed on"])
def test_blame_without_a_speaker_is_told_of_nobody(cue: str) -> None:
    assert told(linked(f"A [blast|event:e attack] hit a market and was {cue} {ISIS}.")) == [(BLAME, None, "Islamic State")]


def test_who_was_hit_does_not_blame_where_the_attack_was_blamed() -> None:
    assert told(linked(f"An [attack|event:e attack] on {ARMY} was blamed on {ISIS}.")) == [(BLAME, None, "Islamic State")]


def test_blame_of_people_without_a_name_is_not_told() -> None:
    assert told(linked(f"{BLAST} {ARMY} blamed [gunmen|actor:g Unidentified].")) == []


def test_a_description_of_somebody_named_is_told() -> None:
    assert told(linked(f"{ARMY} described [Abu Omar|person:p] as a killer.")) == [(DESCRIPTION, "Military Forces of Iraq", "Abu Omar")]


def test_labelling_him_is_about_the_person_whom_the_event_was_aimed_at() -> None:
    text = f"{ARMY} [killed|event:e attack] [Abu Omar|person:p], [Haider Ali|person:s] said, labelling him a terrorist."
    assert told(linked(text, "e target p")) == [(DESCRIPTION, "Haider Ali", "Abu Omar")]


def test_labelling_him_is_about_nobody_where_no_event_was_aimed_at_a_person() -> None:
    assert told(linked("It was over, [Haider Ali|person:s] said, labelling him a terrorist.")) == []


def test_the_speaker_of_a_toll_is_told() -> None:
    text = f"A [blast|event:e attack] killed [12|number:n 12], {ARMY} said."
    assert told(linked(text, "e killed n; e said_by army")) == [(TOLL, "Military Forces of Iraq", "event")]


def test_nobody_speaks_of_itself() -> None:
    assert told(linked(f"{BLAST} {ISIS} blamed [ISIS|actor:b islamic_state].")) == []


def test_the_same_attribution_is_told_once() -> None:
    text = f"{BLAST} {ISIS} claimed responsibility. [ISIS|actor:b islamic_state] claimed responsibility."
    assert told(linked(text)) == [(CLAIM, "Islamic State", "event")]
