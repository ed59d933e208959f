"""How many were killed, hurt or taken."""

import pytest

from cairn.model import CasualtyGroup, ClaimField, Linked, Outcome
from tests.accounts.factories import accounts, claims, linked, tolls

KILLED, INJURED = Outcome.KILLED, Outcome.INJURED
UNKNOWN, CIVILIANS = CasualtyGroup.UNKNOWN, CasualtyGroup.CIVILIANS


@pytest.mark.parametrize(
    ("number", "bounds"),
    [
        ("[12|number:n 12]", (12, 12, 12)),
        ("[at least 25|number:n 25+]", (25, 25, None)),
        ("[10 to 15|number:n 10-15]", (10, None, 15)),
    ],
)
def test_a_toll_keeps_the_bounds_of_its_number(number: str, bounds: tuple[int | None, int | None, int | None]) -> None:
    assert tolls(linked(f"A blast [killed|event:e attack] {number}.", "e killed n")) == [(KILLED, UNKNOWN, *bounds)]


def test_a_number_that_was_not_resolved_is_no_toll() -> None:
    assert tolls(linked("A blast [killed|event:e attack] [umpteen|number:n].", "e killed n")) == []


def test_each_outcome_has_its_toll() -> None:
    text = "A blast [killed|event:e attack] [12|number:k 12] and wounded [30|number:i 30]."
    assert tolls(linked(text, "e killed k; e injured i")) == [(KILLED, UNKNOWN, 12, 12, 12), (INJURED, UNKNOWN, 30, 30, 30)]


def test_a_number_linked_to_two_outcomes_counts_for_the_surer_one() -> None:
    reading = linked("A blast [hurt|event:e attack] [12|number:n 12].", "e killed n 0.6; e injured n 0.8")
    assert [toll[0] for toll in tolls(reading)] == [INJURED]


@pytest.mark.parametrize(
    "text",
    [
        "A blast [killed|event:e attack] [12|number:n 12] people, [three|number:part 3] of them children.",
        "A blast [killed|event:e attack] [12|number:n 12] people, including [three|number:part 3] children.",
        "A blast [killed|event:e attack] [12|number:n 12] people, among them [three|number:part 3] children.",
        "A blast [killed|event:e attack] [12|number:n 12] people, of whom [three|number:part 3] were children.",
    ],
)
def test_a_number_that_is_part_of_another_is_no_toll_of_its_own(text: str) -> None:
    assert tolls(linked(text, "e killed n; e killed part")) == [(KILLED, UNKNOWN, 12, 12, 12)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[Two|number:a 2] [soldiers|people:x Civilians] and [three|number:b 3] [policemen|people:y Civilians] were [killed|event:e attack].", [(5, 5, 5)]),
        ("A general and [four|number:b 4] of his guards and [one|number:a 1] farmer [died|event:e attack].", [(5, 5, 5)]),
        ("[At least 2|number:a 2+] soldiers, as well as [three|number:b 3] guards, were [killed|event:e attack].", [(5, 5, None)]),
        ("They [killed|event:e attack] [10 to 15|number:a 10-15] farmers and [three|number:b 3] guards.", [(13, None, 18)]),
        ("They [killed|event:e attack] [one|number:a 1] farmer, [two|number:b 2] guards and [three|number:c 3] drivers.", [(6, 6, 6)]),
        ("[Five|number:a 5] people, [one|number:b 1] farmer and [four|number:c 4] guards, were [killed|event:e attack].", [(5, 5, 5)]),
        # no list
        ("They [killed|event:e attack] [two|number:a 2] guards in [Goma|place:p] and [three|number:b 3] were found in a river.", [(2, 2, 2), (3, 3, 3)]),
        ("They [killed|event:e attack] [two|number:a 2] guards, [three|number:b 3] villagers said.", [(2, 2, 2), (3, 3, 3)]),
        ("They [killed|event:e attack] [12|number:a 12] and [20|number:b 20] people.", [(12, 12, 12), (20, 20, 20)]),
        ("They [killed|event:e attack] [two|number:a 2] guards. And [three|number:b 3] died later.", [(2, 2, 2), (3, 3, 3)]),
        ("They [killed|event:e attack] [two|number:a 2] guards who had come and [three|number:b 3] farmers.", [(2, 2, 2), (3, 3, 3)]),
    ],
)
def test_numbers_of_one_list_add_up(text: str, found: list[tuple[int, int | None, int | None]]) -> None:
    links = "; ".join(f"e killed {n}" for n in "abc" if f":{n} " in text)
    assert tolls(linked(text, links)) == [(KILLED, UNKNOWN, *bounds) for bounds in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A [strike|event:e attack] killed [one|number:n 1] person and hurt others.", [(KILLED, UNKNOWN, 1, 1, 1)]),
        ("A [strike|event:e attack] hit and wounded [12|number:n 12] others.", [(INJURED, UNKNOWN, 12, 12, 12)]),
        ("A [strike|event:e attack] came as [two|number:n 2] [guards|people:g Civilians] died.", [(KILLED, UNKNOWN, 2, 2, 2)]),
        ("A [strike|event:e attack] hit. Fire killed [one|number:n 1] person.", []),
        ("A [strike|event:e attack] killed them at [two|number:n 2] houses.", []),
    ],
)
def test_a_number_beside_the_word_for_its_outcome_counts_without_a_link(text: str, found: list[object]) -> None:
    assert tolls(linked(text, "")) == found


def test_the_last_word_of_a_list_says_what_became_of_all() -> None:
    text = "The [arrest|event:e arrests] came after [ten|number:a 10] guards and [19|number:b 19] [drivers|people:d Civilians] died."
    assert tolls(linked(text, "e arrested a")) == [(KILLED, UNKNOWN, 10, 10, 10), (KILLED, CIVILIANS, 19, 19, 19)]


def test_a_number_beside_two_events_belongs_to_neither_without_a_link() -> None:
    text = "An [arrest|event:e arrests] followed the [strike|event:f attack] that killed [one|number:n 1] person."
    assert [c for a in accounts(linked(text, "")) for c in a.claims if c.field is ClaimField.CASUALTY] == []


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("A blast [hit|event:e attack] a bus. [Nine|number:n 9] people were killed.", True),
        ("A blast [hit|event:e attack] a bus. [Nine|number:n 9] people had camped there.", False),
        ("A blast [hit|event:e attack] a bus. The conflict has killed [900|number:n 900] people.", False),
        ("A blast [hit|event:e attack] a bus. Some [900|number:n 900] people have died since the war began.", False),
        ("A blast [hit|event:e attack] the [18,000|number:n 18000] people of a camp.", False),
        ("A blast [hit|event:e attack] the [nine|number:n 9] people of a bus.", True),
        ("A blast [hit|event:e attack] a bus. Blasts have killed [900|number:n 900] people in recent years.", False),
    ],
)
def test_figures_of_a_war_or_of_nobodys_fate_are_no_tolls(text: str, counts: bool) -> None:
    assert bool(tolls(linked(text, "e killed n"))) is counts


def test_figures_of_a_long_time_are_no_tolls_of_a_day() -> None:
    text = "A blast [hit|event:e attack] a bus on [Friday|time:t 2024-03-15]. Blasts killed [90|number:n 90] people {}."
    assert tolls(linked(text.format("since [2019|time:s 2019..]"), "e time t; e killed n")) == []
    assert tolls(linked(text.format("on [that day|time:s 2024-03-15]"), "e time t; e killed n")) == [(KILLED, UNKNOWN, 90, 90, 90)]


def test_a_sum_points_at_every_number_of_it() -> None:
    reading = linked("[Two|number:a 2] soldiers and [three|number:b 3] guards were [killed|event:e attack].", "e killed a; e killed b")
    (claim,) = claims(reading, ClaimField.CASUALTY)
    assert [span.quote for span in claim.spans] == ["Two", "three"]


def test_civilians_are_grouped_by_who_is_counted() -> None:
    reading = linked("A blast [killed|event:e attack] [12|number:n 12] [civilians|people:c Civilians].", "e killed n; n counts c")
    assert tolls(reading) == [(KILLED, CIVILIANS, 12, 12, 12)]


def test_people_of_no_known_group_are_not_guessed_to_be_civilians() -> None:
    reading = linked("A blast [killed|event:e attack] [12|number:n 12 civilians] [people|people:c Civilians].", "e killed n; n counts c")
    assert tolls(reading) == [(KILLED, UNKNOWN, 12, 12, 12)]


def test_those_who_stand_right_after_a_number_are_counted_by_it() -> None:
    reading = linked("A blast [killed|event:e attack] [12|number:n 12] [civilians|people:c Civilians].", "e killed n")
    assert tolls(reading) == [(KILLED, CIVILIANS, 12, 12, 12)]


def test_soldiers_of_a_side_are_that_sides_dead() -> None:
    text = "[ISIS|actor:isis islamic_state] [fought|event:e armed_clash] on and [four|number:n 4] [Iraqi soldiers|actor:army mil_iq] died."
    assert tolls(linked(text, "e side_a isis; e side_b army; e killed n; n counts army")) == [(KILLED, CasualtyGroup.SIDE_B, 4, 4, 4)]


def test_fighters_of_side_a_are_that_sides_dead_under_another_mention() -> None:
    text = (
        "[ISIS|actor:isis islamic_state] [fought|event:e armed_clash] [the army|actor:army mil_iq]. "
        "In the [battle|event:f armed_clash] [five|number:n 5] [jihadists|people:j islamic_state] died."
    )
    reading = linked(text, "e same f; e side_a isis; e side_b army; f killed n; n counts j")
    assert tolls(reading) == [(KILLED, CasualtyGroup.SIDE_A, 5, 5, 5)]


def test_a_toll_is_that_of_all() -> None:
    text = "A blast [killed|event:e attack] [31|number:n 31]. Some put the death toll at [69|number:m 69 civilians]."
    assert tolls(linked(text, "e killed n; e killed m")) == [(KILLED, UNKNOWN, 31, 31, 31), (KILLED, UNKNOWN, 69, 69, 69)]


def test_the_readers_label_holds_where_nobody_is_named() -> None:
    reading = linked("A blast [killed|event:e attack] [12|number:n 12 civilians].", "e killed n")
    assert tolls(reading) == [(KILLED, CIVILIANS, 12, 12, 12)]


def killing(said: str) -> Linked:
    return linked(f"Gunmen [{said}|event:e attack] [Ali Hassan|person:p].", "e target p")


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("killed", KILLED), ("assassinated", KILLED), ("shot dead", KILLED),
        ("kidnapped", Outcome.ABDUCTED), ("arrested", Outcome.ARRESTED), ("captured", Outcome.ARRESTED),
    ],
)  # fmt: skip
def test_the_fate_of_a_person_aimed_at_is_a_toll_of_at_least_one(said: str, outcome: Outcome) -> None:
    assert [(toll[0], *toll[2:4]) for toll in tolls(killing(said))] == [(outcome, 1, 1)]


def test_a_person_aimed_at_whose_fate_is_not_told_gives_no_toll() -> None:
    assert tolls(killing("targeted")) == []


def test_a_stated_toll_stands_instead_of_the_persons_fate() -> None:
    text = "Gunmen [killed|event:e attack] [Ali Hassan|person:p] and [two|number:n 2] guards."
    assert tolls(linked(text, "e target p; e killed n")) == [(KILLED, UNKNOWN, 2, 2, 2)]


def test_a_person_named_twice_is_killed_once() -> None:
    text = "Gunmen [killed|event:e attack] [Ali Hassan|person:p]. The [attack|event:f attack] hit [Ali Hassan|person:q] at home."
    (toll,) = tolls(linked(text, "e same f; e target p; f target q"))
    assert toll[2:4] == (1, 1)


def test_a_person_named_shorter_the_second_time_is_killed_once() -> None:
    text = "Gunmen [killed|event:e attack] [Ali Hassan|person:p]. The [attack|event:f attack] hit [Hassan|person:q Ali Hassan] at home."
    (toll,) = tolls(linked(text, "e same f; e target p; f target q"))
    assert toll[2:4] == (1, 1)


def test_two_persons_killed_are_two() -> None:
    text = "Gunmen [killed|event:e attack] [Ali Hassan|person:p] and [Omar Said|person:q]."
    (toll,) = tolls(linked(text, "e target p; e target q"))
    assert toll[2:4] == (2, 2)


@pytest.mark.parametrize("status", ["planned", "threatened", "foiled", "attempted", "denied"])
def test_a_killing_that_did_not_happen_has_no_dead(status: str) -> None:
    text = f"They [plotted|event:e attack {status}] to kill [Ali Hassan|person:p]."
    assert tolls(linked(text, "e target p")) == []


def test_a_target_killed_beside_an_armed_side_b_stands_on_side_b() -> None:
    text = "[The army|actor:army mil_iq] [killed|event:e attack] [Abu Omar|person:p] of [ISIS|actor:isis islamic_state]."
    (toll,) = tolls(linked(text, "e side_a army; e side_b isis; e target p"))
    assert toll[1] is CasualtyGroup.SIDE_B


def test_a_toll_names_the_speaker_of_its_sentence() -> None:
    text = "A blast [killed|event:e attack] [12|number:n 12], [Iraqi forces|actor:army mil_iq] said."
    (claim,) = claims(linked(text, "e killed n; e said_by army"), ClaimField.CASUALTY)
    assert claim.said_by == "Military Forces of Iraq"


def test_a_speaker_of_another_sentence_does_not_vouch_for_a_toll() -> None:
    text = "A blast [killed|event:e attack] [12|number:n 12]. It was a crime, [Iraqi forces|actor:army mil_iq] said."
    (claim,) = claims(linked(text, "e killed n; e said_by army"), ClaimField.CASUALTY)
    assert claim.said_by is None


def test_a_toll_points_at_its_number_first() -> None:
    reading = linked("A blast [killed|event:e attack] [12|number:n 12] [civilians|people:c Civilians].", "e killed n; n counts c")
    (claim,) = claims(reading, ClaimField.CASUALTY)
    assert [span.quote for span in claim.spans] == ["12", "civilians"]


@pytest.mark.parametrize(
    "text",
    [
        "A blast [hit|event:e attack] the track, derailing [nine|number:n 9] coaches.",
        "A blast [killed|event:e attack] a man and destroyed [nine|number:n 9] burnt-out vehicles.",
        "The [attack|event:e attack] came [nine|number:n 9] days after.",
        "Commandos [killed|event:e attack] the gunmen and rescued [nine|number:n 9] passengers.",
        "In the [attack|event:e attack] [nine|number:n 9] people were freed.",
        "After the [attack|event:e attack] [nine|number:n 9] families fled.",
        "A blast [killed|event:e attack] many, among them a woman of [61|number:n 61].",
        "A woman of [61|number:n 61] [died|event:e attack] in hospital.",
        "A Palestinian of [37|number:n 37] was [shot|event:e attack] dead.",
        "A boy, aged [nine|number:n 9], was [killed|event:e attack].",
        "At the age of [nine|number:n 9] she was [killed|event:e attack].",
    ],
)
def test_things_and_people_who_came_off_are_no_casualties(text: str) -> None:
    assert tolls(linked(text, "e killed n")) == []


@pytest.mark.parametrize(
    "text",
    [
        "A blast [killed|event:e attack] [nine|number:n 9] coach passengers.",
        "The [attack|event:e attack] left [nine|number:n 9] dead while many escaped.",
        "A blast [killed|event:e attack] [nine|number:n 9] rescued hostages.",
        "A blast [killed|event:e attack] [nine|number:n 9] village elders.",
        "A group of [nine|number:n 9] was [killed|event:e attack].",
        "The [attack|event:e attack] took a toll of [nine|number:n 9].",
        "The family of [nine|number:n 9] was [killed|event:e attack].",
        "In the [attack|event:e attack] a man of [nine|number:n 9] sons was killed.",
    ],
)
def test_people_beside_things_are_counted(text: str) -> None:
    assert tolls(linked(text, "e killed n")) in [[(KILLED, UNKNOWN, 9, 9, 9)], [(KILLED, CIVILIANS, 9, 9, 9)]]


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        ("They [fought|event:e attack] a battle with [about 10|number:n 10] armed men.", []),
        ("The [fighting|event:e attack] between troops and around [five|number:n 5] rebels went on.", []),
        ("Troops [clashed|event:e attack], encountering some [20|number:n 20] fighters.", []),
        ("He was [shot|event:e attack] along with [three|number:n 3] others.", [(KILLED, UNKNOWN, 3, 3, 3)]),
        ("The [raid|event:e attack] ended with [three|number:n 3] dead.", [(KILLED, UNKNOWN, 3, 3, 3)]),
        ("It was a [clash|event:e attack] with [ten|number:n 10] rebels killed.", [(KILLED, UNKNOWN, 10, 10, 10)]),
    ],
)
def test_those_who_fought_are_no_toll_by_that(text: str, toll: list[tuple[object, ...]]) -> None:
    assert tolls(linked(text, "e killed n")) == toll


def test_what_is_only_threatened_has_met_nobody() -> None:
    assert tolls(linked("They vowed to [strike|event:e attack threatened] again after [28|number:n 28] were killed.", "e killed n")) == []


def test_what_was_counted_since_a_day_before_is_no_toll_of_the_event() -> None:
    text = "The [raid|event:e air_drone_strike] of [4 March|time:t 2024-03-04] adds to a series that killed [26|number:n 26] since [25 February|time:s 2024-02-25]."
    assert tolls(linked(text, "e killed n; e time t")) == []


def test_the_dead_of_what_an_event_came_after_are_not_its_own() -> None:
    text = "An [airstrike|event:a air_drone_strike] came after rebels [killed|event:b armed_clash] [20|number:n 20] soldiers."
    found = [[c.value for c in account.claims if c.field is ClaimField.CASUALTY] for account in accounts(linked(text, "a killed n; b killed n"))]
    assert [len(one) for one in found] == [0, 1]


def test_a_number_counts_those_who_follow_it_at_once_whatever_the_reader_links() -> None:
    text = "[Two|number:n 2] [militants|actor:m islamic_state] and a [soldier|actor:s mil_iq] were [killed|event:e armed_clash]."
    reading = linked(text, "e killed n; n counts s 0.6; e side_a m; e side_b s")
    assert tolls(reading) == [(KILLED, CasualtyGroup.SIDE_A, 2, 2, 2)]


def test_what_lasts_for_years_has_numbers_of_its_own_sentences_alone() -> None:
    text = "[18|number:n 18] people were wounded. The group has been [fighting|event:e armed_clash] since [2012|time:y 2012]."
    reading = linked(text, "e injured n; e time y")
    assert [toll for account in accounts(reading) for toll in account.claims if toll.field is ClaimField.CASUALTY] == []


@pytest.mark.parametrize(
    ("fallen", "group"),
    [("[fighters|actor:x taliban]", CasualtyGroup.SIDE_A), ("[soldiers|actor:x mil_us]", CasualtyGroup.SIDE_B)],
)
def test_who_is_counted_stood_with_those_of_their_sort(fallen: str, group: CasualtyGroup) -> None:
    text = f"[Militants|actor:m islamic_state] [fought|event:e armed_clash] [police|actor:p pol_iq]. [Three|number:n 3] {fallen} were killed."
    reading = linked(text, "e side_a m; e side_b p; e killed n; n counts x")
    assert tolls(reading) == [(KILLED, group, 3, 3, 3)]


def test_how_many_came_is_no_toll_by_the_word_of_the_clause_before() -> None:
    text = "[71|number:n 71] soldiers were killed when [hundreds|number:m 200+] of [fighters|actor:f islamic_state] [attacked|event:e armed_clash] a camp."
    assert [toll[2] for toll in tolls(linked(text, "e killed n"))] == [71]


@pytest.mark.parametrize("words", ["could pass", "might rise to", "may exceed", "is feared to reach"])
def test_a_toll_that_is_feared_is_none(words: str) -> None:
    text = f"The [attack|event:e attack] left soldiers missing, and the death toll {words} [20|number:n 20]."
    assert not tolls(linked(text, "e killed n"))
