"""Which event words tell of one event."""

import pytest

from cairn.model import Linked, Status
from tests.accounts.factories import accounts, coding, linked


def words(reading: Linked) -> list[list[str]]:
    """The words of each event."""
    return [[word.quote for word in account.words] for account in accounts(reading)]


def test_words_that_the_reader_calls_the_same_are_one_event() -> None:
    reading = linked("A [bombing|event:a suicide_bomb] shook the city. The [blast|event:b suicide_bomb] hit a market.", "a same b")
    assert words(reading) == [["bombing", "blast"]]


def test_the_order_of_a_same_link_does_not_matter() -> None:
    reading = linked("A [bombing|event:a suicide_bomb] shook the city. The [blast|event:b suicide_bomb] hit a market.", "b same a")
    assert words(reading) == [["bombing", "blast"]]


def test_words_that_the_reader_does_not_call_the_same_stay_apart() -> None:
    reading = linked("A [bombing|event:a suicide_bomb] shook the city. Police [arrested|event:b arrests] two men.", "a same b 0.05")
    assert words(reading) == [["bombing"], ["arrested"]]


def test_words_of_two_days_stay_apart() -> None:
    text = (
        "A [blast|event:a attack] hit the market on [Friday|time:f 2024-03-15]. "
        "Another [blast|event:b attack] hit it on [Thursday|time:t 2024-03-14]."
    )
    assert words(linked(text, "a same b; a time f; b time t")) == [["blast"], ["blast"]]


def test_words_of_a_day_and_of_its_year_may_be_one() -> None:
    text = "A [blast|event:a attack] hit the market on [Friday|time:f 2024-03-15]. The [attack|event:b attack] is the first of [2024|time:y 2024]."
    assert words(linked(text, "a same b; a time f; b time y")) == [["blast", "attack"]]


def test_words_of_two_countries_stay_apart() -> None:
    text = "A [blast|event:a attack] hit [Mosul|place:mosul]. A [blast|event:b attack] hit [Kabul|place:kabul]."
    assert words(linked(text, "a same b; a place mosul; b place kabul")) == [["blast"], ["blast"]]


def test_words_of_two_towns_of_one_country_stay_apart() -> None:
    text = "A [blast|event:a attack] hit [Mosul|place:mosul]. A [blast|event:b attack] hit [Baghdad|place:baghdad]."
    assert words(linked(text, "a same b; a place mosul; b place baghdad")) == [["blast"], ["blast"]]


def test_words_of_a_town_and_of_its_country_may_be_one() -> None:
    text = "A [blast|event:a attack] hit [Mosul|place:mosul]. The [attack|event:b attack] was the first in [Iraq|place:iraq]."
    assert words(linked(text, "a same b; a place mosul; b place iraq")) == [["blast", "attack"]]


@pytest.mark.parametrize("ahead", ["planned", "threatened"])
def test_what_is_only_ahead_never_joins_what_occurred(ahead: str) -> None:
    text = f"Gunmen [attacked|event:a attack] the base. They [attack|event:b attack {ahead}] again soon, they said."
    assert words(linked(text, "a same b 1.0")) == [["attacked"], ["attack"]]


def test_what_is_denied_never_joins_what_occurred() -> None:
    text = "Gunmen [attacked|event:a attack] the base. The army denied the [attack|event:b attack denied]."
    assert words(linked(text, "a same b 1.0")) == [["attacked"], ["attack"]]


def test_what_was_attempted_may_be_what_was_foiled() -> None:
    text = "Police stopped the [bombing|event:a attack foiled]. The [attack|event:b attack attempted] was to hit a church."
    assert words(linked(text, "a same b")) == [["bombing", "attack"]]


def test_the_status_with_most_weight_is_the_events() -> None:
    text = (
        "Police stopped the [bombing|event:a attack foiled]. The [attack|event:b attack attempted] was to hit a church. "
        "The [plot|event:c attack foiled] was an old one."
    )
    (event,) = coding(linked(text, "a same b; b same c; a same c")).events
    assert event.status is Status.FOILED


@pytest.mark.parametrize("between", [" and ", " as well as "])
def test_one_word_said_of_two_countries_gives_an_event_in_each(between: str) -> None:
    reading = linked(f"It [attacked|event:e attack] in [Russia|place:russia]{between}[Iran|place:iran].", "e place russia; e place iran")
    assert sorted(event.where.name or "" for event in coding(reading).events) == ["Iran", "Russia"]


def test_one_word_said_of_three_places_gives_three_events() -> None:
    text = "It [attacked|event:e attack] in [Russia|place:russia], [Iran|place:iran] and [Kabul|place:kabul]."
    assert len(coding(linked(text, "e place russia; e place iran; e place kabul")).events) == 3


def test_a_town_with_its_country_is_one_place_and_one_event() -> None:
    reading = linked("It [attacked|event:e attack] in [Mosul|place:mosul], [Iraq|place:iraq].", "e place mosul; e place iraq")
    assert len(coding(reading).events) == 1


def test_the_events_of_one_word_have_ids_of_their_own() -> None:
    reading = linked("It [attacked|event:e attack] in [Russia|place:russia] and [Iran|place:iran].", "e place russia; e place iran")
    assert len({account.id for account in accounts(reading)}) == 2


def test_the_same_reading_gives_the_same_ids() -> None:
    def ids() -> list[str]:
        return [event.id for event in coding(linked("Gunmen [attacked|event:e attack] a village.")).events]

    assert ids() == ids()


def test_another_event_is_one_of_its_own_whatever_the_reader_says() -> None:
    text = "A [strike|event:a attack] hit the market. Another Russian [strike|event:b attack] killed [one|number:n 1] woman."
    assert words(linked(text, "a same b; b same a; b killed n")) == [["strike"], ["strike"]]


def test_what_is_told_in_another_events_clause_is_not_taken() -> None:
    text = (
        "[Fighting|event:a armed_clash] in [Mosul|place:mosul] killed [22|number:n 22] on [Friday|time:t 2024-03-15], he said, "
        "while another [15|number:m 15] died in a [strike|event:b air_drone_strike] on [Baghdad|place:baghdad]."
    )
    every = "; ".join(f"{e} {link}" for e in "ab" for link in ("place mosul", "place baghdad", "killed n", "killed m", "time t"))
    found = {e.type: (e.where.name, [c.best for c in e.casualties]) for e in coding(linked(text, every)).events}
    assert found == {"armed_clash": ("Mosul", [22]), "air_drone_strike": ("Baghdad", [15])}


@pytest.mark.parametrize(
    ("article", "found"),
    [("an", [["airstrike"], ["airstrike"]]), ("the", [["airstrike", "airstrike"]])],
)
def test_a_strike_told_as_a_new_one_with_another_toll_is_another(article: str, found: list[list[str]]) -> None:
    text = (
        "An [airstrike|event:a air_drone_strike] killed [15|number:n 15] people. "
        f"Earlier {article} [airstrike|event:b air_drone_strike] killed [one|number:m 1] person nearby."
    )
    assert words(linked(text, "a same b; a killed n; b killed m")) == found


def test_the_verb_before_another_strike_tells_of_the_same() -> None:
    reading = linked("The army [launched|event:a air_drone_strike] another [airstrike|event:b air_drone_strike].", "a same b")
    assert words(reading) == [["launched", "airstrike"]]


def test_a_sentence_that_opens_with_the_attack_tells_of_the_one_before_whatever_it_was() -> None:
    reading = linked("A bomb went [off|event:a remote_explosive_landmine_ied] on a road. The [attack|event:b attack] took place in Valdivia.")
    assert words(reading) == [["off", "attack"]]
    assert coding(reading).events[0].type == "remote_explosive_landmine_ied"


def test_of_two_words_of_a_sentence_that_a_time_parts_neither_is_the_other() -> None:
    text = "A [blast|event:a attack] hit Mosul, [a day after|time:d 2024-03-10<] another [explosion|event:b attack]."
    assert words(linked(text, "a same b")) == [["blast"], ["explosion"]]
