"""The persons a report names."""

import pytest

from cairn.model import Linked, Named, Office, Person, PersonStatus, Position
from tests.accounts.factories import coding, linked

MAKI = "Abdallah Maki"


def person(reading: Linked) -> Person:
    """The only person of a reading."""
    (one,) = coding(reading).people
    return one


def test_mentions_of_one_name_are_one_person() -> None:
    assert person(linked(f"[{MAKI}|person:a] fled. [Maki|person:b {MAKI}] was old.")).name == MAKI


def test_two_names_are_two_persons_in_the_order_of_the_text() -> None:
    found = coding(linked("[Omar Said|person:a] met [Ali Hassan|person:b].")).people
    assert [one.name for one in found] == ["Omar Said", "Ali Hassan"]


def test_another_name_is_an_alias() -> None:
    reading = linked(f"[{MAKI}|person:a], also known as [Abu Khadija|person:b {MAKI}], fled.")
    assert person(reading).aliases == ("Abu Khadija",)


@pytest.mark.parametrize("part", ["Maki", "Abdallah Rufayi"])
def test_a_part_of_the_name_is_no_alias(part: str) -> None:
    full = "Abdallah Maki Rufayi"
    assert person(linked(f"[{full}|person:a] fled. [{part}|person:b {full}] was old.")).aliases == ()


PREMIER = Office("prime minister", public=True, leads=True, organisation="Government of Iraq", actor="gov_iq")
FARMER = Office("farmer", public=False, leads=False)


def test_a_title_that_stands_before_a_name_gives_a_position() -> None:
    reading = linked("[Prime minister|title:t] [Ali Hassan|person:p] resigned.", offices={"t": PREMIER})
    assert person(reading).positions == (Position("Government of Iraq", "Prime minister"),)


def test_a_title_that_stands_after_a_name_gives_a_position() -> None:
    reading = linked("[Ali Hassan|person:p], the [prime minister|title:t], resigned.", offices={"t": PREMIER})
    assert person(reading).positions == (Position("Government of Iraq", "prime minister"),)


def test_a_title_of_somebody_else_gives_no_position() -> None:
    reading = linked("[Ali Hassan|person:p] met the [prime minister|title:t].", offices={"t": PREMIER})
    assert person(reading).positions == ()


def test_a_title_that_the_reader_links_gives_a_position() -> None:
    reading = linked("[Ali Hassan|person:p] resigned as [prime minister|title:t].", "p title_of t", offices={"t": PREMIER})
    assert person(reading).actor == "gov_iq"


def test_a_leader_of_a_group_holds_a_position_in_it() -> None:
    reading = linked("[Abu Omar|person:p] led [ISIS|actor:isis islamic_state].", "p leads isis")
    assert (person(reading).positions, person(reading).actor) == ((Position("Islamic State", None),), "islamic_state")


def test_what_the_registry_knows_is_not_put_into_the_reports_mouth() -> None:
    known = Named("Abu Omar", public=True, organisation="Islamic State", actor="islamic_state")
    assert person(linked("[Abu Omar|person:p] fled.", persons={"p": known})).positions == ()


def test_the_holder_of_a_public_office_is_public() -> None:
    reading = linked("[Prime minister|title:t] [Ali Hassan|person:p] resigned.", offices={"t": PREMIER})
    assert person(reading).public


def test_a_leader_whom_the_registry_knows_is_public() -> None:
    assert person(linked("[Abu Omar|person:p] fled.", persons={"p": Named("Abu Omar", public=True)})).public


def test_the_holder_of_a_private_office_is_not_public() -> None:
    assert not person(linked("[Farmer|title:t] [Ali Hassan|person:p] fled.", offices={"t": FARMER})).public


def test_a_person_without_a_title_is_not_public() -> None:
    assert not person(linked("[Ali Hassan|person:p] fled.")).public


def status(reading: Linked) -> PersonStatus:
    return person(reading).status


def test_a_person_of_whom_nothing_is_told_is_mentioned() -> None:
    assert status(linked("[Ali Hassan|person:p] fled.")) is PersonStatus.MENTIONED


def test_a_person_killed_by_name_is_killed() -> None:
    assert status(linked("Gunmen [killed|event:e attack] [Ali Hassan|person:p].", "e target p")) is PersonStatus.KILLED


def test_the_target_of_a_plan_is_not_killed() -> None:
    reading = linked("Gunmen plan to [kill|event:e attack planned] [Ali Hassan|person:p].", "e target p")
    assert status(reading) is PersonStatus.MENTIONED


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("arrests", PersonStatus.CAPTURED),
        ("trial_or_sentence", PersonStatus.SENTENCED),
        ("release", PersonStatus.RELEASED),
        ("execution", PersonStatus.KILLED),
        ("leadership_change", PersonStatus.APPOINTED),
    ],
)
def test_the_type_of_an_event_tells_what_became_of_its_target(kind: str, expected: PersonStatus) -> None:
    assert status(linked(f"[Ali Hassan|person:p] went through [it|event:e {kind}].", "e target p")) is expected


def test_the_gravest_of_two_fates_is_the_persons_status() -> None:
    text = "Police [arrested|event:a arrests] [Ali Hassan|person:p] once. Gunmen [killed|event:b attack] [Ali Hassan|person:q] now."
    assert status(linked(text, "a target p; b target q")) is PersonStatus.KILLED


@pytest.mark.parametrize("verb", ["said", "told reporters", "announced", "also said"])
def test_a_person_before_a_verb_of_saying_speaks(verb: str) -> None:
    assert status(linked(f"It was over, [Ali Hassan|person:p] {verb}.")) is PersonStatus.SPEAKING


def test_a_person_whom_the_reader_takes_for_a_source_speaks() -> None:
    text = "Gunmen [attacked|event:e attack], in the words of [Ali Hassan|person:p]."
    assert status(linked(text, "e said_by p")) is PersonStatus.SPEAKING


def test_the_dead_do_not_speak() -> None:
    text = "Gunmen [killed|event:e attack] [Ali Hassan|person:p]. [Ali Hassan|person:q] said last week that he was afraid."
    assert status(linked(text, "e target p")) is PersonStatus.KILLED


def test_a_person_who_leads_is_leading() -> None:
    assert status(linked("[Abu Omar|person:p] led [ISIS|actor:isis islamic_state].", "p leads isis")) is PersonStatus.LEADING


def test_the_holder_of_a_leading_office_is_leading() -> None:
    reading = linked("[Prime minister|title:t] [Ali Hassan|person:p] travelled.", offices={"t": PREMIER})
    assert status(reading) is PersonStatus.LEADING


def test_a_killed_leader_of_the_group_that_was_hit_is_public_and_held_a_position() -> None:
    text = "[Iraqi forces|actor:army mil_iq] [killed|event:e attack] [ISIS|actor:isis islamic_state] leader [Abu Omar|person:p]."
    found = person(linked(text, "e side_a army; e side_b isis; e target p"))
    assert (found.public, found.positions) == (True, (Position("Islamic State", "leader"),))
