"""Who did what to whom."""

import pytest

from cairn.model import Account, ActorKind, ClaimField, Participant, Role
from tests.accounts.factories import accounts, claims, linked, sides

A, B, TARGET, VICTIM = Role.SIDE_A, Role.SIDE_B, Role.TARGET, Role.VICTIM


def participants_of(account: Account) -> set[tuple[Role, str]]:
    return {(c.value.role, c.value.name) for c in account.claims if isinstance(c.value, Participant)}


def test_the_linked_actors_are_the_sides() -> None:
    reading = linked("[ISIS|actor:isis islamic_state] [fought|event:e armed_clash] [the army|actor:army mil_iq].", "e side_a isis; e side_b army")
    assert sides(reading) == {(A, "Islamic State"), (B, "Military Forces of Iraq")}


def test_an_actor_that_is_linked_to_both_sides_stands_on_the_surer_one() -> None:
    reading = linked("[ISIS|actor:isis islamic_state] [attacked|event:e attack].", "e side_a isis 0.9; e side_b isis 0.6")
    assert sides(reading) == {(A, "Islamic State")}


def test_an_actor_named_twice_stands_on_the_side_of_its_surer_mention() -> None:
    text = "[ISIS|actor:a islamic_state] [fought|event:e armed_clash] [the army|actor:army mil_iq], [Islamic State|actor:b islamic_state] said."
    assert sides(linked(text, "e side_a a 0.9; e side_b army; e side_b b 0.6")) == {(A, "Islamic State"), (B, "Military Forces of Iraq")}


def test_an_actor_named_twice_on_one_side_is_one_participant() -> None:
    text = "[ISIS|actor:a islamic_state] [fought|event:e armed_clash] on, [Islamic State|actor:b islamic_state] said."
    assert sides(linked(text, "e side_a a; e side_a b")) == {(A, "Islamic State")}


def test_a_link_that_the_reader_is_unsure_of_makes_no_participant() -> None:
    assert sides(linked("[ISIS|actor:isis islamic_state] saw the [attack|event:e attack].", "e side_a isis 0.3")) == set()


def test_a_person_on_side_b_is_a_target() -> None:
    reading = linked("Gunmen [killed|event:e attack] [Ali Hassan|person:p].", "e side_b p")
    assert sides(reading) == {(TARGET, "Ali Hassan")}


def test_a_person_aimed_at_is_no_side() -> None:
    text = "[Ali Hassan|person:p] was [killed|event:e attack] when [Ali Hassan|person:q] left home."
    assert sides(linked(text, "e target p; e side_a q")) == {(TARGET, "Ali Hassan")}


def test_a_government_in_an_armed_event_acts_by_its_military() -> None:
    reading = linked("[Israel|actor:il gov_il] [struck|event:e air_drone_strike] a house.", "e side_a il")
    assert sides(reading) == {(A, "Military Forces of Israel")}


def test_a_government_in_an_unarmed_event_acts_itself() -> None:
    reading = linked("[Israel|actor:il gov_il] signed the [agreement|event:e agreement].", "e side_a il")
    assert sides(reading) == {(A, "Government of Israel")}


def test_a_mention_that_names_two_actors_gives_two_participants() -> None:
    reading = linked("[Iraqi and U.S. forces|actor:f mil_iq mil_us] [raided|event:e armed_clash] a camp.", "e side_a f")
    assert sides(reading) == {(A, "Military Forces of Iraq"), (A, "Military Forces of the United States")}


def test_unarmed_people_on_side_b_are_victims() -> None:
    reading = linked("Gunmen [killed|event:e attack] [villagers|people:v Civilians].", "e side_b v")
    assert sides(reading) == {(VICTIM, "Civilians")}


def test_nameless_armed_people_give_way_to_a_named_group_in_their_role() -> None:
    text = "[ISIS|actor:isis islamic_state] [attacked|event:e attack] the base; [gunmen|people:g Unidentified] opened fire."
    assert sides(linked(text, "e side_a isis; e side_a g")) == {(A, "Islamic State")}


def test_nameless_armed_people_stay_where_nobody_is_named() -> None:
    reading = linked("[Gunmen|people:g Unidentified] [attacked|event:e attack] the base.", "e side_a g")
    assert sides(reading) == {(A, "Unidentified")}


def test_a_place_is_no_participant() -> None:
    reading = linked("Gunmen [attacked|event:e attack] [Mosul|place:mosul].", "e target mosul")
    assert sides(reading) == set()


def test_a_title_without_a_name_is_the_person_aimed_at() -> None:
    reading = linked("Gunmen [killed|event:e attack] a [police chief|title:t].", "e target t")
    assert sides(reading) == {(TARGET, "police chief")}


def test_a_title_beside_a_name_is_no_second_person() -> None:
    reading = linked("Gunmen [killed|event:e attack] [police chief|title:t] [Ali Hassan|person:p].", "e target t; e target p")
    assert sides(reading) == {(TARGET, "Ali Hassan")}


def test_a_participant_keeps_the_words_of_the_text() -> None:
    reading = linked("[ISIS|actor:isis islamic_state] [attacked|event:e attack].", "e side_a isis")
    (claim,) = claims(reading, ClaimField.PARTICIPANT)
    assert claim.value == Participant(A, "Islamic State", "islamic_state", ActorKind.REBEL_GROUP, "ISIS")


def test_forces_of_two_states_on_side_a_make_a_joint_operation() -> None:
    reading = linked("[Iraqi and U.S. forces|actor:f mil_iq mil_us] [fought|event:e armed_clash] on.", "e side_a f")
    assert [claim.value for claim in claims(reading, ClaimField.QUALIFIER)] == ["joint_operation"]


def test_forces_of_one_state_make_no_joint_operation() -> None:
    reading = linked("[Iraqi forces|actor:f mil_iq] [fought|event:e armed_clash] on.", "e side_a f")
    assert claims(reading, ClaimField.QUALIFIER) == []


def test_a_person_is_told_by_the_fullest_name() -> None:
    reading = linked("[Ali Hassan|person:p] spoke. Gunmen [killed|event:e attack] [Hassan|person:q Ali Hassan].", "e target q")
    assert sides(reading) == {(TARGET, "Ali Hassan")}


@pytest.mark.parametrize(
    "text",
    [
        "[Troops|people:b Civilians] died in an [attack|event:e attack] by [ISIS|actor:isis islamic_state].",
        "Five died in a [strike|event:e air_drone_strike] carried out by suspected [ISIS|actor:isis islamic_state] men.",
        "A drone operated by Iraq's [Islamic State|actor:x islamic_state] ([ISIS|actor:isis islamic_state]) [struck|event:e air_drone_strike] a market.",
    ],
)
def test_by_says_who_did_it(text: str) -> None:
    assert (A, "Islamic State") in sides(linked(text, "e side_b isis"))


@pytest.mark.parametrize("before", ["held by", "accompanied by", "condemned by", "near"])
def test_by_after_other_verbs_does_not(before: str) -> None:
    text = f"A blast [hit|event:e remote_explosive_landmine_ied] a town {before} [ISIS|actor:isis islamic_state]."
    assert sides(linked(text, "e side_b isis")) == {(B, "Islamic State")}


def test_a_states_name_before_its_force_is_no_participant() -> None:
    text = "[Iraq|actor:iq gov_iq]'s [Islamic State|actor:isis islamic_state] [attacked|event:e attack] a post."
    assert sides(linked(text, "e side_a iq; e side_a isis")) == {(A, "Islamic State")}


def test_a_states_force_does_not_stand_beside_the_rebels_that_it_fights() -> None:
    text = "[ISIS|actor:isis islamic_state] [attacked|event:e attack] [police|actor:pol pol_iq]; [commandos|actor:army mil_iq] came."
    assert sides(linked(text, "e side_a isis; e side_b pol; e side_a army")) == {(A, "Islamic State"), (B, "Police Forces of Iraq")}


def test_people_without_arms_are_no_side_of_an_attack_but_of_a_protest() -> None:
    text = "[Residents|people:r Civilians] {deed} on Friday."
    assert sides(linked(text.format(deed="[attacked|event:e attack]"), "e side_a r")) == set()
    assert sides(linked(text.format(deed="[marched|event:e peaceful_protest]"), "e side_a r")) != set()


@pytest.mark.parametrize("words", ["others", "two others", "nine coaches", "bodies", "young"])
def test_words_that_name_no_people_are_no_participants(words: str) -> None:
    assert sides(linked(f"A blast [killed|event:e attack] [{words}|people:v Civilians].", "e victim v")) == set()


def test_a_person_by_whom_it_is_told_is_no_participant() -> None:
    text = "According to a resident, [Abubakar Uba|person:p], they [attacked|event:e attack] at dawn."
    assert sides(linked(text, "e side_a p")) == set()


def test_an_actor_is_on_its_surer_side_before_forces_beside_rebels_are_doubted() -> None:
    text = "[Iraqi forces|actor:a mil_iq] [retook|event:e armed_clash] a town from [ISIS|actor:b islamic_state]; [soldiers|actor:c mil_iq] died."
    links = "e side_a a 1.0; e side_a b 0.6; e side_b b 0.98; e side_b c 0.97"
    assert sides(linked(text, links)) == {(A, "Military Forces of Iraq"), (B, "Islamic State")}


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("armed_clash", {(A, "Islamic State"), (B, "Military Forces of Iraq")}),
        ("air_drone_strike", {(B, "Islamic State"), (B, "Military Forces of Iraq")}),
    ],
)
def test_those_who_fight_a_battle_are_not_all_on_one_side(kind: str, found: set[tuple[Role, str]]) -> None:
    text = f"[Soldiers|actor:a mil_iq] and [militants|actor:b islamic_state] died in a [clash|event:e {kind}]."
    assert sides(linked(text, "e side_b a 0.9; e side_b b 0.6")) == found


def test_people_without_arms_are_a_side_where_it_is_told_that_they_did_it() -> None:
    text = "A man was [shot|event:e attack] by [settlers|actor:a Civilians]."
    assert sides(linked(text, "e side_a a")) == {(A, "Civilians")}
    assert sides(linked("[Settlers|actor:a Civilians] were [shot|event:e attack].", "e side_a a")) == set()


@pytest.mark.parametrize(
    ("text", "links", "found"),
    [
        ("A missile [hit|event:e attack] [Ali Hassan|person:p]'s hometown.", "e target p", set()),
        ("A missile [hit|event:e attack] [Ali Hassan|person:p]'s convoy.", "e target p", {(TARGET, "Ali Hassan")}),
        ("[Ali Hassan|person:p]'s death came in a [raid|event:e attack].", "e target p", {(TARGET, "Ali Hassan")}),
        ("Gunmen [killed|event:e attack] six. [ISIS|actor:i islamic_state] is active in the area.", "e side_a i", set()),
        ("Gunmen [killed|event:e attack] six. [ISIS|actor:i islamic_state] operates there.", "e side_a i", set()),
        ("[ISIS|actor:i islamic_state] is said to have [killed|event:e attack] six.", "e side_a i", {(A, "Islamic State")}),
        ("The [attack|event:e attack] was reported by [ISIS|actor:i islamic_state].", "e side_a i", set()),
        ("Six died in an [attack|event:e attack] by [ISIS|actor:i islamic_state].", "e side_a i", {(A, "Islamic State")}),
    ],
)
def test_what_is_told_of_somebody_beside_the_event_makes_no_participant(text: str, links: str, found: set[tuple[Role, str]]) -> None:
    assert sides(linked(text, links)) == found


def test_persons_of_the_events_own_sentence_leave_out_those_of_others() -> None:
    text = "[Ali Hassan|person:p] died in a [raid|event:e attack]. [Omar Said|person:q] spoke."
    assert sides(linked(text, "e target p; e target q")) == {(TARGET, "Ali Hassan")}
    assert sides(linked("He died in a [raid|event:e attack]. [Omar Said|person:q] was it.", "e target q")) == {(TARGET, "Omar Said")}


def test_who_comes_into_an_office_comes_wherever_he_is_named() -> None:
    text = "[Ali|person:p] died in a [raid|event:e attack] and was succeeded by [Omar Said|person:q]. [Omar Said|person:r] then [fought|event:f armed_clash]."
    assert (TARGET, "Omar Said") not in {pair for one in accounts(linked(text, "e target p; e target q; f target r")) for pair in participants_of(one)}


@pytest.mark.parametrize(("kind", "name"), [("peaceful_protest", "Protesters"), ("violent_demonstration", "Rioters"), ("agreement", "Civilians")])
def test_people_who_march_are_protesters_and_who_riot_rioters(kind: str, name: str) -> None:
    assert sides(linked(f"[People|people:c Civilians] were [out|event:e {kind}].", "e side_a c")) == {(A, name)}


def test_those_who_fire_from_afar_do_not_fire_together_with_rebels() -> None:
    text = "[ISIS|actor:i islamic_state] lost its leader in a [U.S.|actor:u mil_us] [strike|event:e air_drone_strike]."
    assert sides(linked(text, "e side_a i 0.6; e side_a u")) == {(A, "Military Forces of the United States"), (B, "Islamic State")}


def test_who_fell_in_a_battle_with_a_named_side_is_the_other_one() -> None:
    text = "[Two|number:n 2] [militants|actor:m islamic_state] were killed in a [clash|event:e armed_clash] with [police|actor:p pol_iq]."
    reading = linked(text, "e killed n; e side_b p")
    assert sides(reading) == {(Role.SIDE_A, "Islamic State"), (Role.SIDE_B, "Police Forces of Iraq")}


@pytest.mark.parametrize(("rebels", "army", "doer"), [("0.9", "0.6", "Islamic State"), ("0.6", "0.9", "Military Forces of Iraq")])
def test_of_a_force_and_rebels_who_both_fired_from_afar_the_surer_did(rebels: str, army: str, doer: str) -> None:
    text = "A drone [strike|event:e air_drone_strike] of [rebels|actor:r islamic_state] hit a clinic that the [army|actor:a mil_iq] held."
    assert (Role.SIDE_A, doer) in sides(linked(text, f"e side_a r {rebels}; e side_a a {army}"))


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("A man [killed|event:e attack] four before [police|actor:p pol_iq] shot him dead.", B),
        ("A man [killed|event:e attack] four before being shot dead by [police|actor:p pol_iq].", B),
        ("[Police|actor:p pol_iq] overpowered the attacker who had [stabbed|event:e attack] two men.", B),
        ("[Police|actor:p pol_iq] [shot|event:e attack] him dead.", A),
        ("Four were [killed|event:e attack] by [police|actor:p pol_iq].", A),
    ],
)
def test_who_stopped_the_one_who_did_it_did_not_do_it(words: str, role: Role) -> None:
    assert sides(linked(words, "e side_a p")) == {(role, "Police Forces of Iraq")}


@pytest.mark.parametrize("words", ["ethnic", "we", "suspected", "firm", "3rd", "planes"])
def test_words_that_name_nobody_are_no_side(words: str) -> None:
    assert sides(linked(f"[{words}|actor:a] [attacked|event:e attack] the town.", "e side_a a")) == set()


def test_forces_that_only_speak_of_it_afterwards_did_not_do_it() -> None:
    text = "[Gunmen|actor:g Unidentified] [attacked|event:a attack] a village. [The army|actor:m mil_iq] is looking into the [incident|event:i attack]."
    found = sides(linked(text, "a side_a g; i side_a m; a same i"))
    assert (A, "Military Forces of Iraq") not in found


@pytest.mark.parametrize("words", ["swore allegiance to the so-called", "has pledged loyalty to", "pledging its allegiance to"])
def test_whose_follower_a_group_is_did_not_do_it(words: str) -> None:
    text = f"A group that {words} [Islamic State|actor:i islamic_state] [attacked|event:e attack] the town."
    assert sides(linked(text, "e side_a i")) == set()
