"""A reading's phrases linked to the world, with the gazetteer and the registry that come with Cairn."""

from datetime import date
from itertools import pairwise

import pytest

from cairn.linking import Linker
from cairn.model import Linked, MentionKind, Report, Stage
from tests.accounts.factories import linked

LINKER = Linker()
PUBLISHED = date(2025, 3, 15)


def link(marked: str, links: str = "", *, published: date | None = PUBLISHED) -> Linked:
    """The mentions of a text with marks, linked; what the marks stand for by hand is not used."""
    by_hand = linked(marked, links, published=published)
    return LINKER.link(by_hand.report, by_hand.reading)


def names(found: Linked) -> list[str]:
    """The names of the persons, mention by mention."""
    return [found.persons[i].name for i, _ in found.of_kind(MentionKind.PERSON)]


def ids(found: Linked) -> list[list[str | None]]:
    """The ids of the actors, mention by mention."""
    return [[a.id for a in found.actors[i]] for i, m in enumerate(found.reading.mentions) if m.kind in (MentionKind.ACTOR, MentionKind.PEOPLE)]


LONG = "Abdallah Maki Muslih al-Rufay'i"


@pytest.mark.parametrize("words", ["also known as", "better known as", "alias", "nom de guerre", "aka"])
def test_names_that_the_text_calls_one_persons_share_the_fullest(words: str) -> None:
    assert names(link(f"[{LONG}|person:a], {words} [Abu Khadija|person:b], was killed.")) == [LONG, LONG]


def test_the_fullest_name_may_come_last() -> None:
    assert names(link(f"[Abu Khadija|person:a], whose real name is [{LONG}|person:b], was killed.")) == [LONG, LONG]


def test_a_shortened_name_is_the_same_person() -> None:
    assert names(link("[Ali Hassan|person:a] spoke. Mr. [Hassan|person:b] left.")) == ["Ali Hassan", "Ali Hassan"]


def test_a_title_is_no_part_of_a_name() -> None:
    assert names(link("[Prime Minister Mohammed Shia al-Sudani|person:a] spoke.")) == ["Mohammed Shia al-Sudani"]


def test_two_names_are_two_persons() -> None:
    assert names(link("[Ali Hassan|person:a] met [Omar Said|person:b].")) == ["Ali Hassan", "Omar Said"]


def test_an_alias_that_the_reader_is_sure_of_is_followed() -> None:
    assert names(link("[Ali Hassan|person:a] fled. [Abu Omar|person:b] hid.", "a alias b 0.8")) == ["Ali Hassan", "Ali Hassan"]


def test_an_alias_holds_both_ways() -> None:
    assert names(link("[Abu Omar|person:a] fled. [Ali Bin Hassan|person:b] hid.", "b alias a 0.8")) == ["Ali Bin Hassan", "Ali Bin Hassan"]


def test_an_alias_that_the_reader_is_unsure_of_is_not_followed() -> None:
    assert names(link("[Ali Hassan|person:a] fled. [Abu Omar|person:b] hid.", "a alias b 0.4")) == ["Ali Hassan", "Abu Omar"]


def test_a_name_that_a_third_word_stands_between_is_not_called_an_alias() -> None:
    assert names(link("[Ali Hassan|person:a] was seen with [Abu Omar|person:b].")) == ["Ali Hassan", "Abu Omar"]


def test_a_leader_whom_the_registry_knows_is_public() -> None:
    (found,) = link("[Yahya Sinwar|person:a] was killed.").persons.values()
    assert (found.public, found.actor) == (True, "hamas")


def test_a_person_whom_the_registry_does_not_know_is_not_public() -> None:
    (found,) = link("[Ali Hassan|person:a] was killed.").persons.values()
    assert (found.public, found.organisation, found.actor) == (False, None, None)


@pytest.mark.parametrize(
    ("marked", "organisation"),
    [
        ("[Iraqi Prime Minister|title:t] Ali Hassan spoke.", ("Iraq", "gov_iq")),
        ("The Iraqi [Prime Minister|title:t] Ali Hassan spoke.", ("Iraq", "gov_iq")),
        ("[Hamas leader|title:t] Ali Hassan spoke.", ("Hamas", "hamas")),
        ("[Prime Minister|title:t] Ali Hassan spoke.", (None, None)),
    ],
)
def test_a_title_names_its_organisation(marked: str, organisation: tuple[str | None, str | None]) -> None:
    (office,) = link(marked).offices.values()
    assert (office.organisation, office.actor) == organisation


def test_an_office_of_state_is_public_and_leads() -> None:
    (office,) = link("[Iraqi Prime Minister|title:t] Ali Hassan spoke.").offices.values()
    assert (office.public, office.leads) == (True, True)


def test_the_militants_are_the_group_named_before() -> None:
    found = link("[Islamic State|actor:a] attacked Mosul. The [militants|actor:b] fled.")
    assert ids(found) == [["islamic_state"], ["islamic_state"]]


def test_the_determiner_makes_gunmen_the_group_named_before() -> None:
    found = link("[Islamic State|actor:a] attacked Mosul. The [gunmen|actor:b] fled.")
    assert ids(found) == [["islamic_state"], ["islamic_state"]]


def test_gunmen_without_a_determiner_are_nobody_known() -> None:
    found = link("[Islamic State|actor:a] attacked Mosul. Later, [gunmen|actor:b] fled.")
    assert ids(found) == [["islamic_state"], [None]]


def test_militants_without_a_determiner_are_the_group_named_before_with_a_doubt() -> None:
    found = link("[Islamic State|actor:a] fled. The [militants|actor:b] hid. Later, [militants|actor:c] came back.")
    sure, doubtful = (found.actors[i][0].score for i in (1, 2))
    assert sure > doubtful


def test_the_militants_are_nobody_known_where_no_group_is_named_before() -> None:
    assert ids(link("The [militants|actor:a] fled.")) == [[None]]


def test_a_mention_may_name_several_actors() -> None:
    assert ids(link("[Iraqi and U.S. forces|actor:a] raided a camp.")) == [["mil_iq", "mil_us"]]


def test_forces_without_a_state_are_those_of_the_place_in_their_sentence() -> None:
    assert ids(link("[Security forces|actor:a] raided a camp in [Mosul|place:mosul].")) == [["mil_iq"]]


def test_a_government_has_the_military_that_acts_for_it() -> None:
    found = link("[Israel|actor:a] struck a house.")
    assert found.forces["gov_il"].id == "mil_il"


def test_a_weekday_is_counted_from_the_day_of_publication() -> None:
    (when,) = link("It happened on [Friday|time:t].").whens.values()
    assert when.start == date(2025, 3, 14)


DATELINE = "BAGHDAD, March 22, 2024 (Example) - It happened on [Thursday|time:t]."


def test_without_publication_a_weekday_is_counted_from_the_datelines_day() -> None:
    (when,) = link(DATELINE, published=None).whens.values()
    assert when.start == date(2024, 3, 21)


def test_publication_goes_before_the_dateline() -> None:
    (when,) = link(DATELINE).whens.values()
    assert when.start == date(2025, 3, 13)


def test_without_any_anchor_a_weekday_stays_open_and_a_problem_says_what_to_do() -> None:
    found = link("It happened on [Friday|time:t].", published=None)
    (problem,) = found.problems
    assert (dict(found.whens), problem.stage, "--published" in problem.message) == ({}, Stage.WHEN, True)


def test_a_stated_day_needs_no_anchor() -> None:
    (when,) = link("It happened on [March 22, 2024|time:t].", published=None).whens.values()
    assert when.start == when.end == date(2024, 3, 22)


def test_a_place_that_the_gazetteer_does_not_know_is_kept_by_name_with_a_problem() -> None:
    found = link("It happened in [Xyzzyville|place:p].")
    assert ([p.name for p in found.places.values()], [p.stage for p in found.problems]) == (["Xyzzyville"], [Stage.WHERE])


def test_a_town_has_its_country() -> None:
    (place,) = link("It happened in [Mosul|place:p].").places.values()
    assert (place.name, place.country) == ("Mosul", "IQ")


def test_a_number_is_a_count_with_bounds() -> None:
    (count,) = link("It killed [at least 25|number:n].").counts.values()
    assert (count.low, count.best, count.high) == (25, 25, None)


def test_a_number_that_states_nothing_is_left_out() -> None:
    assert dict(link("It killed [umpteen|number:n].").counts) == {}


TEXT = "On March 22, 2024 at least 25 people were killed in Mosul, 300 of them on Friday, police said."


def test_what_rules_find_surely_are_times_and_numbers() -> None:
    given = LINKER.given(Report.of(TEXT))
    assert {(kind.value, span.quote) for kind, span in given} >= {("time", "Friday"), ("number", "at least 25")}


def test_what_rules_find_surely_does_not_overlap() -> None:
    spans = sorted(span for _, span in LINKER.given(Report.of(TEXT)))
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_what_rules_find_surely_stands_in_the_text() -> None:
    assert all(span.stands_in(TEXT) for _, span in LINKER.given(Report.of(TEXT)))


def test_the_parents_of_affiliates_are_the_registrys() -> None:
    assert ("is_khorasan", "islamic_state", "affiliate_of") in LINKER.parents()


def unnamed(found: Linked) -> list[str]:
    """The names of the actors, mention by mention."""
    return [a.name for i, _ in found.of_kind(MentionKind.ACTOR) for a in found.actors[i]]


def test_an_unnamed_group_is_of_the_country_of_its_event_and_not_of_the_nearest_place() -> None:
    text = "[Gunmen|actor:a] [ambushed|event:e attack] troops in [Boucle du Mouhoun|place:p]. They were [suspected militants|actor:b] near [Mali|place:q]."
    assert unnamed(link(text, "e side_a b 0.9; e place p 0.9"))[1] == "Unidentified Armed Group (Burkina Faso)"


def test_a_direction_alone_is_no_place_of_that_name() -> None:
    found = link("Soldiers died in the [north|place:p] of [Burkina Faso|place:q].")
    assert [found.places[i].country for i in found.places] == ["BF"]
    assert [(p.stage, p.message) for p in found.problems] == [(Stage.WHERE, "'north' reads as no name: left out")]


def test_a_text_without_capitals_has_places_all_the_same() -> None:
    assert [p.country for p in link("soldiers died in [burkina faso|place:p].").places.values()] == ["BF"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Two died in [Bor|place:p].", None),
        ("Two died in [Bor|place:p], South Sudan.", "SS"),
        ("Two died in [Kismayo|place:p].", "SO"),
        ("[Hamas|actor:h] men were seen in [Beit Hanoun|place:p].", "PS"),
    ],
)
def test_a_small_town_is_known_by_its_name_only_where_the_report_says_where_it_plays(text: str, country: str | None) -> None:
    assert [p.country for p in link(text).places.values()][:1] == [country]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Two died in [Gogrial West|place:p].", "Gogrial West", "SS"),
        ("Two died in [Budi County|place:p], Eastern Equatoria.", "Budi", "SS"),
        ("Two died in [Rutshuru territory|place:p], North Kivu.", "Rutshuru", "CD"),
    ],
)
def test_second_level_divisions_of_countries_in_conflict_are_known(text: str, name: str, country: str) -> None:
    (found,) = link(text).places.values()
    assert (found.country, name in (found.name or "")) == (country, True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A [Russian|actor:a] [drone|weapon:w] [attack|event:e attack] hit [Odesa|place:p].", ["Government of Russia"]),
        ("[Turkish|actor:a] [jets|weapon:w] [struck|event:e attack] [northern Iraq|place:p].", ["Government of Turkey"]),
        ("[Uzbek|actor:a] homes were [burnt|event:e attack] in [Osh|place:p].", ["Uzbek"]),
        ("[Uzbek|actor:a], in [Osh|place:p], [rioted|event:e attack].", ["Uzbek"]),
        ("A [Palestinian|people:a] was [shot|event:e attack] in [Nablus|place:p].", ["Civilians (Palestine)"]),
        ("[Israelis|people:a] were [stabbed|event:e attack] in [Nablus|place:p].", ["Civilians (Israel)"]),
    ],
)
def test_an_adjective_is_a_state_that_acts_where_it_is_said_of_a_deed_and_else_a_people(text: str, found: list[str]) -> None:
    linked_ = link(text)
    assert [a.name for i, m in enumerate(linked_.reading.mentions) for a in linked_.actors.get(i, ())] == found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rockets hit northern [Israel|place:p].", ["northern Israel"]),
        ("Rockets hit [northern|place:q] [Israel|place:p].", ["northern Israel"]),
        ("Rockets hit the north, [Israel|place:p] said.", ["Israel"]),
        ("Rebels took [Masisi|place:q] in eastern [Congo|place:p].", ["Masisi", "eastern Democratic Republic of the Congo"]),
        ("Rebels took a town near [Brazzaville|place:q], [Congo|place:p].", ["Brazzaville", "Republic of the Congo"]),
    ],
)
def test_the_part_of_a_country_is_read_where_the_reader_left_its_word_out(text: str, names: list[str]) -> None:
    assert [p.name for p in link(text).places.values()] == names


def test_a_place_in_capitals_that_opens_a_line_is_nobody() -> None:
    found = link("[KRASNOGORSK|person:a], Russia - [Ali Hassan|person:b] spoke. [ALI HASSAN|person:c] left.")
    assert sorted(named.name for named in found.persons.values()) in [["ALI HASSAN", "ALI HASSAN"], ["Ali Hassan", "Ali Hassan"]]


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("[U.S. Secretary of State John Kerry|person:a] spoke.", True),
        ("[Kerry|person:b] spoke. [Secretary of State John Kerry|person:a] left.", True),
        ("[Mr John Smithson|person:a] spoke.", False),
        ("[John Smithson|person:a] spoke.", False),
    ],
)
def test_an_office_told_with_the_name_makes_a_person_public(text: str, public: bool) -> None:
    found = link(text)
    assert {named.public for named in found.persons.values()} == {public}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("They were hit near the [Afghan|place:p] border.", None),
        ("They were hit along the border with [Afghanistan|place:p].", None),
        ("They were hit in the [Kenyan|place:p] border town of Liboi.", "KE"),
        ("They were hit in [Afghanistan|place:p].", "AF"),
    ],
)
def test_a_border_is_not_of_the_one_country_that_it_is_called_after(text: str, country: str | None) -> None:
    assert [p.country for p in link(text).places.values()] == ([country] if country or "border" in text else [])


@pytest.mark.parametrize(
    ("text", "counts", "actor"),
    [
        ("Men of [29|number:n] [Task Force Brigade|actor:a] in [Borno|place:p] fought.", [], "Military Forces of Nigeria"),
        ("Men of the 3rd [Infantry Division|actor:a] in [Negros Occidental|place:p] fought.", [], "Military Forces of the Philippines"),
        ("Some [29|number:n] [soldiers|actor:a] in [Borno|place:p] fought.", [29], "Military Forces of Nigeria"),
    ],
)
def test_the_number_of_a_unit_is_part_of_its_name_and_counts_nobody(text: str, counts: list[int], actor: str) -> None:
    found = link(text)
    assert [count.best for count in found.counts.values()] == counts
    assert [one.name for actors in found.actors.values() for one in actors] == [actor]


def test_an_acronym_in_brackets_is_the_names_and_no_country() -> None:
    assert {p.country for p in link("They mined the [Damboa Main Supply Route|place:p] (MSR).").places.values()} == {None}


def test_two_adjectives_of_states_are_no_place() -> None:
    assert link("A leader died in a [Joint Iraqi|place:p] raid.").places == {}


def test_what_a_strike_came_after_is_dated_from_it() -> None:
    found = link("It [hit|event:e attack] a house on [Friday|time:f]. It came [a day after|time:d] an [attack|event:b attack].")
    assert [str(w.start) for w in found.whens.values()] == ["2025-03-14", "2025-03-13"]


def test_where_a_report_was_written_says_nothing_of_whom_it_tells() -> None:
    found = link("[BANGKOK|place:b]: A [strike|event:e attack] killed ten [civilians|people:c], [locals|people:l] said. It hit a village in [Myanmar|place:m].")
    assert {actor.country for actors in found.actors.values() for actor in actors} == {"MM"}


@pytest.mark.parametrize(("text", "found"), [("Police used [force|actor:a] in [Nepal|place:p].", None), ("[Forces|actor:a] fired in [Nepal|place:p].", "mil_np")])
def test_force_that_is_used_is_no_army(text: str, found: str | None) -> None:
    assert ids(link(text)) == [[found]]


@pytest.mark.parametrize("phrase", ["9:50 am", "30 minutes later"])
def test_a_time_of_day_is_that_of_the_last_day_told_and_not_of_a_stretch(phrase: str) -> None:
    found = link(f"It was hit on [4 March|time:a]. Since [last month|time:b] three were. At [{phrase}|time:c] it [burnt|event:e attack].")
    assert str(list(found.whens.values())[-1].start) == "2025-03-04"


def test_a_village_that_the_gazetteer_lacks_is_no_division_abroad_of_that_name() -> None:
    found = link("He was taken from [Kaya|place:k] in [Kaduna|place:p]'s [Giwa district|place:g].")
    assert {p.country for p in found.places.values()} == {"NG"}


def test_the_day_of_saying_is_not_that_of_what_had_been_done_before() -> None:
    (found,) = link("The staff said on [Friday|time:f] its forces had [struck|event:e attack] a depot.").whens.values()
    assert (found.start, str(found.end)) == (None, "2025-03-14")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[Israeli|actor:a] [settlers|actor:b] [burnt|event:e attack] houses in [Huwara|place:p].", ["Settlers (Israel)"]),
        ("A [Palestinian|actor:a] [gunman|actor:b] [shot|event:e attack] two men.", ["Unidentified Armed Group (Palestine)"]),
        ("The [Nigerian|actor:a] [army|actor:b] [shelled|event:e attack] the village.", ["Military Forces of Nigeria"]),
        ("The [Afghan|actor:a] [Taliban|actor:b] [attacked|event:e attack] the post.", ["Taliban"]),
        ("[Israeli|actor:a] and [Hamas|actor:b] leaders [met|event:e other].", ["Government of Israel", "Hamas"]),
        ("[Israelis|people:a] [settlers|actor:b] had [followed|event:e attack].", ["Civilians (Israel)", "Settlers"]),
    ],
)
def test_an_adjective_before_a_noun_only_says_whose_it_is(text: str, found: list[str]) -> None:
    assert list(dict.fromkeys(actor.name for actors in link(text).actors.values() for actor in actors)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The missile hit a [Barbados|place:p]-flagged ship.", []),
        ("The [Kabul|place:p]-based agency spoke of a [strike|event:e attack].", []),
        ("The [Kabul|place:p]-held town was [shelled|event:e attack].", ["Kabul"]),
    ],
)
def test_where_a_thing_is_from_is_no_place_of_the_report(text: str, found: list[str]) -> None:
    assert [place.name for place in link(text).places.values()] == found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Two [Sudanese|people:a] were shot in South [Sudanese|people:b] waters off [Juba|place:p].", "Civilians (South Sudan)"),
        ("Seven [members|people:b] of one family died in [Nablus|place:p].", "Civilians (Palestine)"),
        ("Two [men|actor:b] were [shot|event:e attack] in [Nablus|place:p].", "Civilians (Palestine)"),
        ("Seven [members|people:b] of the group died in [Nablus|place:p].", "Unidentified Armed Group (Palestine)"),
        ("[Soldiers|actor:b] raided [Nablus|place:p].", "Military Forces of Israel"),
        ("Ten died, the office said in [Geneva|place:p]; [civilians|people:b] fled.", "Civilians"),
    ],
)
def test_whose_people_are_told_of(text: str, name: str) -> None:
    linked = link(text)
    last = max(linked.actors, key=lambda i: linked.reading.mentions[i].span.start)
    assert linked.actors[last][0].name == name


def test_a_town_that_has_its_provinces_name_is_known_in_news_of_another_country() -> None:
    (place,) = link("Russian [shelling|event:e attack] killed seven people in [Kherson|place:p].").places.values()
    assert (place.name, place.country) == ("Kherson", "UA")


def test_men_who_do_something_are_armed() -> None:
    found = link("His [men|actor:b] [attacked|event:e attack] the town of [Mosul|place:p].", "e side_a b")
    assert [actor.name for actors in found.actors.values() for actor in actors] == ["Unidentified Armed Group (Iraq)"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They fled the [West African nation|place:p].", []),
        ("Troops were ambushed close to the [Niger border|place:p].", ["Niger border"]),
        ("GWADAR / QUETTA: A bomb went off in [Turbat|place:p].", ["Turbat"]),
    ],
)
def test_what_is_no_place_of_its_own(text: str, names: list[str]) -> None:
    found = link(text).places.values()
    assert [place.name for place in found] == names
    assert all(place.country is None for place in found if "border" in (place.name or ""))


def test_a_misspelt_name_is_looked_for_where_the_report_plays() -> None:
    found = link("Gunmen shot three in [Pandag|place:a] town of [Maguindanao|place:b] province in the [Philippines|place:c].").places
    assert found[0].name == "Pandag"
    assert found[0].admin1 != "Central Luzon"


def test_the_gunmen_are_not_the_group_to_which_others_swore() -> None:
    found = link("A band that swore allegiance to [Islamic State|actor:a] is about. The [gunmen|actor:b] fled to [Mosul|place:p].")
    assert [actor.name for actor in found.actors[1]] == ["Unidentified Armed Group (Iraq)"]


def test_an_armed_group_of_which_the_reader_saw_the_group_alone() -> None:
    found = link("An armed [group|actor:a] took [Mosul|place:p].")
    assert [actor.name for actor in found.actors[0]] == ["Unidentified Armed Group (Iraq)"]
