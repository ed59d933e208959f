"""Cairn's own codebook: complete, in ACLED's order, and answering what the stages ask."""

import pytest

from cairn.codebook import Codebook, Family, load
from cairn.model import ActorKind, Outcome, Role, Status, WhenPrecision, WherePrecision
from cairn.reading.labels import EVENT_TYPES

CUES = [
    ("airstrike", "air_drone_strike"), ("Air-strikes", "air_drone_strike"), ("bombed", "air_drone_strike"),
    ("overran", "non_state_actor_overtakes_territory"),
    ("recaptured", "government_regains_territory"), ("ambushed", "armed_clash"), ("exchanges of fire", "armed_clash"),
    ("blew himself up", "suicide_bomb"), ("shelled", "shelling_artillery_missile_attack"),
    ("IED", "remote_explosive_landmine_ied"),
    ("tossed a grenade", "grenade"), ("sarin attack", "chemical_weapon"), ("gang-raped", "sexual_violence"),
    ("beheading", "execution"), ("gunned down", "attack"), ("kidnapping", "abduction_forced_disappearance"),
    ("sit-in", "peaceful_protest"), ("opened fire on protesters", "excessive_force_against_protesters"),
    ("water cannon", "protest_with_intervention"), ("rioting", "violent_demonstration"), ("lynched", "mob_violence"),
    ("cease-fire", "agreement"), ("arrested", "arrests"), ("ousted", "leadership_change"),
    ("pledged allegiance", "change_to_group_activity"), ("defused", "disrupted_weapons_use"),
    ("set up a base", "headquarters_or_base_established"), ("looted", "looting_property_destruction"),
    ("ceded control", "non_violent_transfer_of_territory"), ("sentenced", "trial_or_sentence"),
    ("blacklisted", "designation_or_sanction"), ("prisoner swap", "release"), ("fled their homes", "displacement"),
    ("curfew", "other"),
]  # fmt: skip


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load()


def test_the_types_are_those_that_the_reader_gives(codebook: Codebook) -> None:
    assert set(codebook.types) == set(EVENT_TYPES)


def test_every_value_of_the_model_has_a_row(codebook: Codebook) -> None:
    assert set(codebook.roles) == set(Role)
    assert set(codebook.statuses) == set(Status)
    assert set(codebook.kinds) == set(ActorKind)
    assert set(codebook.outcomes) == set(Outcome)
    assert list(codebook.where) == list(WherePrecision)
    assert list(codebook.when) == list(WhenPrecision)


def test_twenty_five_types_are_exactly_acleds(codebook: Codebook) -> None:
    exact = [kind.crosswalk.acled.sub_event_type for kind in codebook.types.values() if kind.crosswalk.acled.exact]
    assert len(exact) == len(set(exact)) == 25


def test_a_type_that_acled_lacks_is_mapped_to_one_that_it_has(codebook: Codebook) -> None:
    walks = [kind.crosswalk.acled for kind in codebook.types.values()]
    exact = {walk.sub_event_type for walk in walks if walk.exact}
    assert {walk.sub_event_type for walk in walks if not walk.exact} <= exact


@pytest.mark.parametrize(
    ("higher", "lower"),
    [
        ("government_regains_territory", "armed_clash"), ("armed_clash", "attack"), ("peaceful_protest", "mob_violence"),
        ("chemical_weapon", "air_drone_strike"), ("suicide_bomb", "attack"), ("grenade", "sexual_violence"),
        ("execution", "attack"), ("abduction_forced_disappearance", "agreement"), ("release", "other"),
    ],
)  # fmt: skip
def test_the_higher_of_two_types_names_the_event(codebook: Codebook, higher: str, lower: str) -> None:
    assert codebook.higher(higher, lower) == codebook.higher(lower, higher) == higher


@pytest.mark.parametrize(("phrase", "expected"), CUES)
def test_a_cue_tells_its_type(codebook: Codebook, phrase: str, expected: str) -> None:
    assert codebook.cues_of(phrase)[0][0] == expected


def test_every_type_has_a_cue_that_is_nearly_sure_and_at_least_fifteen(codebook: Codebook) -> None:
    for kind in codebook.types.values():
        listed = [word for cues in kind.cues for word in (*cues.nouns, *cues.verbs, *cues.phrases)]
        assert len(listed) >= 15, kind.id
        assert max(cues.weight for cues in kind.cues) >= 0.9, kind.id


def test_a_phrase_without_a_cue_tells_nothing(codebook: Codebook) -> None:
    assert codebook.cues_of("football") == ()


def test_cues_stand_surest_first(codebook: Codebook) -> None:
    for types in codebook.cues().values():
        weights = [weight for _, weight in types]
        assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize(
    ("text", "family", "expected"),
    [
        ("Gunmen ambushed an army convoy", Family.BATTLE, "ambush"),
        ("He blew himself up at the gate", Family.REMOTE_VIOLENCE, "suicide"),
        ("a truck packed with explosives", Family.REMOTE_VIOLENCE, "vehicle_borne"),
        ("The strike killed a senior commander", Family.REMOTE_VIOLENCE, "targeted"),
        ("a joint Iraqi and American operation", Family.BATTLE, "joint_operation"),
        ("killing at least 25 people", Family.VIOLENCE_AGAINST_CIVILIANS, "mass_casualty"),
        ("a cross-border raid", Family.BATTLE, "cross_border"),
        ("gunmen attacked the prison", Family.BATTLE, "prison_break"),
        ("A double-tap strike hit the market", Family.REMOTE_VIOLENCE, "double_tap"),
        ("shot dead the town's mayor", Family.VIOLENCE_AGAINST_CIVILIANS, "assassination"),
    ],
)
def test_a_qualifier_is_found_where_its_words_stand(codebook: Codebook, text: str, family: Family, expected: str) -> None:
    match = codebook.qualifiers[expected].search(text, family)
    assert match is not None
    assert (expected, *match.span()) in codebook.qualifiers_in(text, family)
    assert (expected, *match.span()) in codebook.qualifiers_in(text)


@pytest.mark.parametrize(
    ("text", "family", "qualifier"),
    [
        ("killed after 25 years", Family.BATTLE, "mass_casualty"), ("a march with a drone show", Family.PROTEST, "drone"),
        ("killing three people", Family.BATTLE, "mass_casualty"), ("an air raid", Family.REMOTE_VIOLENCE, "raid"),
    ],
)  # fmt: skip
def test_a_qualifier_is_not_found_elsewhere(codebook: Codebook, text: str, family: Family, qualifier: str) -> None:
    assert codebook.qualifiers[qualifier].search(text, family) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police foiled a bomb attack", Status.FOILED), ("The army denied reports of a strike", Status.DENIED),
        ("The group threatened to attack", Status.THREATENED), ("Unions called for a strike", Status.PLANNED),
        ("an attempted coup", Status.ATTEMPTED),
    ],
)  # fmt: skip
def test_words_point_at_a_status(codebook: Codebook, text: str, expected: Status) -> None:
    assert expected in {status for status, _, _ in codebook.statuses_in(text)}


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("rocket-propelled grenades", "rocket_propelled_grenade"), ("hand grenades", "grenade"), ("armed drones", "drone"),
        ("Kalashnikov rifles", "firearm"), ("a car bomb", "vehicle_bomb"), ("knives", "melee"), ("words", None),
    ],
)  # fmt: skip
def test_the_longest_word_decides_the_weapon(codebook: Codebook, surface: str, expected: str | None) -> None:
    kind = codebook.weapon_kind(surface)
    assert (kind and kind.id) == expected


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("civilians", "civilians"), ("two of them children", "civilians"), ("police officers", "state_fighters"),
        ("Islamic State militants", "group_fighters"), ("people", "unknown"), ("gunmen's", "group_fighters"), ("weather", None),
    ],
)  # fmt: skip
def test_people_have_a_class(codebook: Codebook, surface: str, expected: str | None) -> None:
    people = codebook.people_class(surface)
    assert (people and people.id) == expected
