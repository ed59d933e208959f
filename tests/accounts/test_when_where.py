"""When and where: what a report says, never finer, never guessed."""

import pytest

from cairn.model import ClaimField, Place, Weapon, When, WhenBasis, WherePrecision
from tests.accounts.factories import PUBLISHED, accounts, claims, linked, told_when, told_where, when


def test_the_time_that_a_word_is_linked_to_is_the_events() -> None:
    reading = linked("A blast [hit|event:e attack] the town on [Friday|time:f 2024-03-15].", "e time f")
    assert told_when(reading) == when("2024-03-15", "Friday")


def test_the_surest_of_two_times_is_the_events() -> None:
    text = "On [Friday|time:f 2024-03-15] police spoke of the [attack|event:e attack] of [Thursday|time:t 2024-03-14]."
    assert told_when(linked(text, "e time f 0.6; e time t 0.9")) == when("2024-03-14", "Thursday")


def test_the_only_time_of_the_words_sentence_is_taken_where_none_is_linked() -> None:
    reading = linked("A blast [hit|event:e attack] the town on [Friday|time:f 2024-03-15].")
    assert told_when(reading) == when("2024-03-15", "Friday")


def test_of_two_times_that_are_not_linked_none_is_guessed() -> None:
    text = "A blast [hit|event:e attack] the town on [Friday|time:f 2024-03-15] after one on [Thursday|time:t 2024-03-14]."
    found = told_when(linked(text))
    assert found is not None
    assert found.basis is WhenBasis.PUBLISHED


def test_without_a_time_only_publication_bounds_the_event() -> None:
    found = told_when(linked("A blast [hit|event:e attack] the town."))
    assert found is not None
    assert (found.start, found.end, found.basis) == (None, PUBLISHED, WhenBasis.PUBLISHED)


def test_without_a_time_and_without_publication_nothing_is_told() -> None:
    assert told_when(linked("A blast [hit|event:e attack] the town.", published=None)) is None


@pytest.mark.parametrize("status", ["planned", "threatened"])
def test_publication_does_not_bound_what_lies_ahead(status: str) -> None:
    assert told_when(linked(f"They will [attack|event:e attack {status}] the town.")) is None


def test_a_time_that_stayed_open_is_no_claim() -> None:
    found = told_when(linked("A blast [hit|event:e attack] the town [earlier|time:t].", "e time t", published=None))
    assert found is None


def test_the_finest_of_the_linked_places_is_the_events() -> None:
    reading = linked("A blast [hit|event:e attack] [Iraq|place:iraq]'s [Mosul|place:mosul].", "e place iraq; e place mosul 0.6")
    assert told_where(reading) == "Mosul"


def test_coarser_places_of_the_event_are_kept_as_evidence() -> None:
    reading = linked("A blast [hit|event:e attack] [Mosul|place:mosul] in [Iraq|place:iraq].", "e place iraq; e place mosul")
    (claim,) = claims(reading, ClaimField.WHERE)
    assert [span.quote for span in claim.spans] == ["Mosul", "Iraq"]


def test_a_finer_place_of_another_province_is_not_the_events() -> None:
    reading = linked("A blast [hit|event:e attack] [Anbar|place:anbar], troops from [Mosul|place:mosul] said.", "e place anbar 0.9; e place mosul 0.5")
    assert told_where(reading) == "Anbar"


def test_a_place_that_is_not_linked_is_taken_from_the_words_own_sentence() -> None:
    assert told_where(linked("A blast [hit|event:e attack] [Mosul|place:mosul].")) == "Mosul"


def test_of_places_in_the_sentence_that_can_not_be_one_none_is_guessed() -> None:
    assert told_where(linked("A blast [hit|event:e attack] the road from [Mosul|place:mosul] to [Kabul|place:kabul].")) is None


def test_what_the_report_is_about_lies_in_the_one_country_of_all_its_places() -> None:
    text = "A blast [hit|event:e attack] a market. [Iraq|place:iraq] is in mourning."
    assert told_where(linked(text)) == "Iraq"


def test_background_is_not_placed_by_the_reports_country() -> None:
    text = "A blast had [hit|event:e attack background] a market. [Iraq|place:iraq] is in mourning."
    assert told_where(linked(text)) is None


def test_a_town_of_another_sentence_is_not_guessed_to_be_the_events() -> None:
    text = "A blast [hit|event:e attack] a market. The mayor of [Mosul|place:mosul] spoke."
    assert told_where(linked(text)) is None


def test_a_weapon_has_the_codebooks_kind() -> None:
    (claim,) = claims(linked("A [car bomb|weapon:w] [killed|event:e attack] them.", "e weapon w"), ClaimField.WEAPON)
    assert claim.value == Weapon("car bomb", "vehicle_bomb")


def test_a_weapon_named_twice_is_one_weapon() -> None:
    text = "A [drone|weapon:a] [hit|event:e attack] a car; the [drone|weapon:b] was small."
    assert len(claims(linked(text, "e weapon a; e weapon b"), ClaimField.WEAPON)) == 1


def test_a_qualifier_stands_on_its_words_in_the_sentence_of_the_event() -> None:
    (claim,) = claims(linked("A suicide bomber [attacked|event:e suicide_bomb] a market."), ClaimField.QUALIFIER)
    assert (claim.value, claim.spans[0].quote.lower()) == ("suicide", "suicide bomber")


def test_a_qualifier_of_another_sentence_is_not_the_events() -> None:
    text = "Gunmen [attacked|event:e attack] a market. Years ago a suicide bomber struck there."
    assert claims(linked(text), ClaimField.QUALIFIER) == []


def test_a_village_that_the_gazetteer_lacks_lies_in_the_province_that_is_linked_too() -> None:
    text = "Gunmen [attacked|event:e attack] [Birnin Zarma|place:zarma] in [Nineveh|place:nineveh] near [Mosul|place:mosul]."
    (claim,) = claims(linked(text, "e place zarma 0.9; e place nineveh 0.8; e place mosul 0.6"), ClaimField.WHERE)
    where = claim.value
    assert isinstance(where, Place)
    assert (where.name, where.admin1, where.country, where.precision, where.gazetteer_id) == ("Birnin Zarma", "Nineveh", "IQ", WherePrecision.ADMIN1, None)


def test_the_ends_of_a_way_are_no_place_of_an_event() -> None:
    text = "Rebels [stopped|event:e attack] the train, en route from [Mosul|place:mosul] to [Baghdad|place:baghdad], in [Iraq|place:iraq]."
    assert told_where(linked(text, "e place mosul 0.9; e place iraq 0.6")) == "Iraq"


@pytest.mark.parametrize("dateline", ["[Kabul|place:kabul]: ", "[Kabul|place:kabul] (AFP) - "])
def test_a_dateline_gives_way_to_any_other_place(dateline: str) -> None:
    text = dateline + "A blast [hit|event:e attack] a market in [Afghanistan|place:afghanistan]."
    assert told_where(linked(text, "e place kabul 0.9; e place afghanistan 0.6")) == "Afghanistan"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Five soldiers [died|event:e attack] on the border, the army said.", None),
        ("Five soldiers [died|event:e attack] in front of a party hall here.", "Kabul"),
        ("Five soldiers [died|event:e attack] in this mountain town.", "Kabul"),
    ],
)
def test_a_dateline_is_the_place_only_where_the_text_says_here(text: str, place: str | None) -> None:
    assert told_where(linked(f"[KABUL|place:kabul] - {text}", "e place kabul 0.9")) == place


def test_what_has_been_was_not_after_its_report() -> None:
    text = "A blast [hit|event:e attack{}] a market ten years [after|time:t 2034]."
    past, ahead = told_when(linked(text.format(""), "e time t")), told_when(linked(text.format(" planned"), "e time t"))
    assert past is not None
    assert past.rule == "before_publication"
    assert ahead is not None
    assert ahead.start is not None
    assert ahead.start.year == 2034


def test_a_time_that_leads_in_a_clause_dates_what_follows_it_alone() -> None:
    text = "The [strike|event:a attack] of [Monday|time:m 2024-03-11] came [a day after|time:d 2024-03-10<] an [ambush|event:b armed_clash]."
    found = [account.claims for account in accounts(linked(text, "a time m; a time d; b time m"))]
    days = [[str(c.value.start) for c in claims_ if isinstance(c.value, When)] for claims_ in found]
    assert days == [["2024-03-11"], ["2024-03-10"]]


def test_a_time_within_since_dates_nothing_before_it() -> None:
    text = "It was the deadliest [strike|event:a attack] since the army launched its campaign [two weeks ago|time:w 2024-03-01]."
    found = told_when(linked(text, "a time w"))
    assert found is None or found.basis is WhenBasis.PUBLISHED


def test_an_event_is_of_the_day_in_whose_name_it_is_told() -> None:
    text = "On [Monday|time:m 2024-03-11] he spoke of [Sunday|time:s 2024-03-10]'s deadly [attack|event:a attack]."
    assert told_when(linked(text, "a time m 0.9; a time s 0.6")) == when("2024-03-10", "Sunday")


@pytest.mark.parametrize(("words", "place"), [("the village of", "Birnin Zarma"), ("a place near", "Baghdad")])
def test_a_village_that_the_gazetteer_lacks_goes_before_a_town_that_fewer_words_name(words: str, place: str) -> None:
    text = (
        f"In [Iraq|place:iraq], a [strike|event:a attack] [hit|event:b attack] {words} [Birnin Zarma|place:zarma]. "
        "The [attack|event:c attack] was told of in [Baghdad|place:baghdad]."
    )
    reading = linked(text, "a same b; a same c; b same c; a place iraq; b place iraq; a place zarma; b place zarma; c place baghdad")
    assert told_where(reading) == place


def test_a_time_of_what_somebody_did_before_dates_nothing_else() -> None:
    text = "The [attacks|event:a attack] marked the death of a commander who was shot in [2022|time:y 2022]."
    found = told_when(linked(text, "a time y"))
    assert found is None or found.basis is WhenBasis.PUBLISHED


def test_where_somebody_was_brought_afterwards_is_not_where_it_happened() -> None:
    text = "The spokesman was hurt in an [explosion|event:e attack]. He has since been airlifted to [Mosul|place:mosul] for treatment."
    assert told_where(linked(text, "e place mosul 0.6")) is None


def test_the_day_in_whose_name_an_event_is_told_needs_no_link() -> None:
    text = "Flags hung on [Sunday|time:s 2024-03-10] for the dead of [Friday|time:f 2024-03-08]’s [massacre|event:a attack]."
    assert told_when(linked(text, "a time s")) == when("2024-03-08", "Friday")


@pytest.mark.parametrize("words", ["The minister, on a visit to", "The minister told reporters in"])
def test_where_somebody_spoke_of_it_is_not_where_it_happened(words: str) -> None:
    assert told_where(linked(f"{words} [Kabul|place:kabul], called the [strike|event:e attack] a success.", "e place kabul 0.7")) is None


@pytest.mark.parametrize("way", ["They were driving back to", "A warship took the 20 survivors to", "They were on their way to", "The bus was bound for", "They were heading to"])
def test_where_somebody_was_going_is_not_where_it_happened(way: str) -> None:
    assert told_where(linked(f"Men were shot in an [attack|event:e attack]. {way} [Mosul|place:mosul].", "e place mosul 0.6")) is None


def test_the_place_where_something_was_said_is_not_where_it_happened() -> None:
    text = "Ten died in a [strike|event:e attack] on [Mosul|place:mosul], the office said in [Kabul|place:kabul]."
    assert told_where(linked(text, "e place kabul 0.9; e place mosul 0.6")) == "Mosul"
    assert told_where(linked("Ten died in a [strike|event:e attack], police said in [Kabul|place:kabul].", "e place kabul 0.9")) is None


def test_what_happened_since_dates_nothing_before_it() -> None:
    text = "There were more [attacks|event:a attack] since the Pakistani Taliban (TTP) ended its ceasefire in [2022|time:y 2022]."
    found = told_when(linked(text, "a time y"))
    assert found is None or found.basis is WhenBasis.PUBLISHED
