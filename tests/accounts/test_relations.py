"""What actors are to one another, and the organisations that a report names."""

from cairn.model import ActorKind, Linked, RelationKind
from tests.accounts.factories import coding, linked


def told(reading: Linked) -> list[tuple[str, str, str]]:
    """Subject, kind and object of every relation."""
    return [(r.subject, r.type.value, r.object) for r in coding(reading).relations]


KHORASAN = "Islamic State Khorasan Province"


def test_a_linked_affiliate_is_a_relation() -> None:
    reading = linked("[IS-K|actor:k is_khorasan] is loyal to [ISIS|actor:isis islamic_state].", "k affiliate_of isis")
    assert told(reading) == [(KHORASAN, "affiliate_of", "Islamic State")]


def test_a_link_that_the_reader_is_unsure_of_is_no_relation() -> None:
    assert told(linked("[Taliban|actor:t taliban] met [ISIS|actor:isis islamic_state].", "t allied_with isis 0.3")) == []


def test_a_relation_that_holds_both_ways_is_told_once() -> None:
    text = "[The Taliban|actor:t taliban] fight [ISIS|actor:isis islamic_state]."
    assert len(told(linked(text, "t fights isis 0.9; isis fights t 0.8"))) == 1


def test_nobody_is_related_to_itself() -> None:
    assert told(linked("[ISIS|actor:a islamic_state], or [Islamic State|actor:b islamic_state], grew.", "a fights b")) == []


def test_people_without_a_name_are_no_party_to_a_relation() -> None:
    assert told(linked("The [gunmen|actor:g Unidentified] fight [ISIS|actor:isis islamic_state].", "g fights isis")) == []


def test_a_group_leads_nobody() -> None:
    assert told(linked("[Taliban|actor:t taliban] and [ISIS|actor:isis islamic_state].", "t leads isis")) == []


def test_a_person_is_no_affiliate() -> None:
    assert told(linked("[Abu Omar|person:p] and [ISIS|actor:isis islamic_state].", "p affiliate_of isis")) == []


def test_a_person_leads_a_group() -> None:
    assert told(linked("[Abu Omar|person:p] leads [ISIS|actor:isis islamic_state].", "p leads isis")) == [("Abu Omar", "leads", "Islamic State")]


def test_a_killed_leader_led() -> None:
    text = "[Abu Omar|person:p], head of [ISIS|actor:isis islamic_state], was [killed|event:e attack]."
    assert told(linked(text, "p leads isis; e target p")) == [("Abu Omar", "led", "Islamic State")]


KILLED = "[Iraqi forces|actor:army mil_iq] {word} [ISIS|actor:isis islamic_state] leader [Abu Omar|person:p]."
KILLED_LINKS = "e side_a army; e side_b isis; e target p"


def test_the_killed_leader_of_the_group_that_was_hit_led_it() -> None:
    reading = linked(KILLED.format(word="[killed|event:e attack]"), KILLED_LINKS)
    assert told(reading) == [("Abu Omar", "led", "Islamic State")]


def test_a_leader_who_was_aimed_at_but_not_killed_leads() -> None:
    reading = linked(KILLED.format(word="[targeted|event:e attack attempted]"), KILLED_LINKS)
    assert told(reading) == [("Abu Omar", "leads", "Islamic State")]


def test_a_killed_person_whom_nobody_calls_a_leader_led_nothing() -> None:
    text = "[Iraqi forces|actor:army mil_iq] [killed|event:e attack] [ISIS|actor:isis islamic_state] fighter [Abu Omar|person:p]."
    assert told(linked(text, KILLED_LINKS)) == []


AFFILIATE = "[ISIS|actor:isis islamic_state] is weak. [IS-K|actor:k is_khorasan], {what} based in [Afghanistan|place:afghanistan], is not."


def test_the_registrys_affiliate_is_told_where_the_text_says_affiliate() -> None:
    assert told(linked(AFFILIATE.format(what="an affiliate"))) == [(KHORASAN, "affiliate_of", "Islamic State")]


def test_the_registrys_affiliate_is_not_told_where_the_text_does_not_say_so() -> None:
    assert told(linked(AFFILIATE.format(what="which is"))) == []


def test_the_registrys_affiliate_is_not_told_where_the_parent_is_not_named() -> None:
    assert told(linked("[IS-K|actor:k is_khorasan], an affiliate, is not weak.")) == []


def test_an_affiliate_that_the_registry_does_not_know_is_not_told() -> None:
    text = "[ISIS|actor:isis islamic_state] is weak. [Al-Shabaab|actor:s al_shabaab], an affiliate, is not."
    assert told(linked(text)) == []


def test_an_affiliate_is_where_the_text_bases_it() -> None:
    (relation,) = coding(linked(AFFILIATE.format(what="an affiliate"))).relations
    assert relation.where == "AF"


def test_a_relation_by_the_registry_says_so() -> None:
    (relation,) = coding(linked(AFFILIATE.format(what="an affiliate"))).relations
    assert {e.field: e.rule for e in relation.evidence}["object"] == "who:registry_parent"


def test_what_the_reader_links_and_the_registry_knows_is_told_once() -> None:
    reading = linked(AFFILIATE.format(what="an affiliate"), "k affiliate_of isis")
    assert [r.type for r in coding(reading).relations] == [RelationKind.AFFILIATE_OF]


def test_an_organisation_has_the_other_names_of_the_text_as_aliases() -> None:
    (found,) = coding(linked("[ISIS|actor:a islamic_state], or [Islamic State|actor:b islamic_state], grew.")).organisations
    assert (found.name, found.aliases, found.actor, found.kind) == ("Islamic State", ("ISIS",), "islamic_state", ActorKind.REBEL_GROUP)


def test_people_without_a_name_are_no_organisation() -> None:
    assert coding(linked("The [gunmen|actor:g Unidentified] fled.")).organisations == ()
