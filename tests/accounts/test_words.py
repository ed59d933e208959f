"""Event words: what is none, and what type a word has."""

from dataclasses import replace

import pytest

from cairn.model import EventWord, Linked, MentionKind, Status
from tests.accounts.factories import accounts, coding, event, linked


def types(reading: Linked) -> list[str]:
    return [one.type for one in coding(reading).events]


def test_a_word_that_the_reader_is_sure_of_is_an_event() -> None:
    assert types(linked("Gunmen [attacked|event:e attack] a village.")) == ["attack"]


@pytest.mark.parametrize(
    "text",
    [
        "The militia recorded [over 300|number:n 301+] [incidents|event:e attack].",
        "The group claimed [40|number:n 40] armed [attacks|event:e attack].",
        "There were [6|number:n 6] separate suicide [bombings|event:e suicide_bomb].",
    ],
)
def test_plural_events_that_a_number_counts_are_no_event(text: str) -> None:
    assert types(linked(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Israel carried out [two|number:n 2] [airstrikes|event:e air_drone_strike] on the town.",
        "[Thirty|number:n 30] died, police said, as [clashes|event:e armed_clash] went on.",
        "[Thirty|number:n 30] people died in the latest of several [clashes|event:e armed_clash].",
    ],
)
def test_a_number_that_counts_no_events_leaves_the_word_an_event(text: str) -> None:
    assert len(types(linked(text))) == 1


def test_a_word_that_the_reader_links_to_a_total_is_no_event() -> None:
    reading = linked("They [killed|event:e attack] hundreds, [1,200|number:n 1200] in all.", "n total e")
    assert types(reading) == []


def test_a_number_of_another_sentence_makes_no_word_a_total() -> None:
    assert types(linked("The [attack|event:e attack] came early. A [third|number:n 3] man died later.", "n total e")) == ["attack"]


def test_the_codebooks_cue_outweighs_an_unsure_reader() -> None:
    reading = linked("An [airstrike|event:e attack] hit the town.")
    word = reading.reading.mentions[0].event
    assert word is not None
    unsure = EventWord("attack", 0.5, Status.OCCURRED, 0.9, main=True, main_score=0.9, types=(("attack", 0.5), ("air_drone_strike", 0.4)))
    assert types(with_event(reading, unsure)) == ["air_drone_strike"]


def test_a_sure_reader_outweighs_the_codebooks_cue() -> None:
    assert types(linked("The rebels [attacked|event:e armed_clash] the base.")) == ["armed_clash"]


def test_a_word_below_the_threshold_is_dropped_beside_a_surer_one() -> None:
    reading = linked("Gunmen [attacked|event:e attack] a village and [shot|event:f grenade] at it.")
    faint, sure = reading.reading.mentions
    both = replace(reading, reading=replace(reading.reading, mentions=(replace(faint, score=0.3), replace(sure, score=0.9))))
    assert types(both) == ["grenade"]


def test_where_no_word_reaches_the_threshold_the_surest_are_kept() -> None:
    reading = linked("Gunmen [attacked|event:e attack] a village.")
    assert types(with_score(reading, 0.3)) == ["attack"]


def test_a_report_that_is_not_relevant_tells_of_no_event_and_says_why() -> None:
    found = coding(linked("The team [attacked|event:e attack] in the second half.", relevance=0.05))
    assert (found.events, found.report.relevant) == ((), False)
    assert "does not read as one of a conflict event" in found.problems[0].message


def test_the_words_of_an_account_are_its_event_words() -> None:
    (account,) = accounts(linked("Gunmen [attacked|event:e attack] a village."))
    assert [word.quote for word in account.words] == ["attacked"]


def test_background_is_told_of_the_event() -> None:
    assert not event(linked("Gunmen had [attacked|event:e attack background] the village before.")).main


def with_event(reading: Linked, word: EventWord) -> Linked:
    """The reading with its event word read otherwise."""
    return _replaced(reading, event=word)


def with_score(reading: Linked, score: float) -> Linked:
    """The reading with its event word's score changed."""
    return _replaced(reading, score=score)


def _replaced(reading: Linked, *, event: EventWord | None = None, score: float | None = None) -> Linked:
    mentions = tuple(
        replace(m, event=event or m.event, score=m.score if score is None else score) if m.kind is MentionKind.EVENT else m
        for m in reading.reading.mentions
    )
    return replace(reading, reading=replace(reading.reading, mentions=mentions))


def test_a_word_that_its_neighbour_makes_another_is_of_that_ones_type() -> None:
    assert types(linked("A general [strike|event:e air_drone_strike] was held across the country.")) == ["peaceful_protest"]
    assert types(linked("A drone [strike|event:e air_drone_strike] hit the town.")) == ["air_drone_strike"]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Israel [violated|event:e agreement] the ceasefire again.", "other"),
        ("The army told of a [breach|event:e agreement] of the fragile truce.", "other"),
        ("Both sides spoke of breaching a ceasefire hours after the [truce|event:e agreement] was agreed.", "agreement"),
        ("The two sides [agreed|event:e agreement] on a truce.", "agreement"),
    ],
)
def test_an_agreement_that_is_broken_is_none(text: str, type_: str) -> None:
    assert types(linked(text)) == [type_]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("[Shelling|event:a shelling_artillery_missile_attack] hit the [recaptured|event:b government_regains_territory] city of [Kherson|place:p].", 1),
        ("[Shelling|event:a shelling_artillery_missile_attack] went on. The army [recaptured|event:b government_regains_territory] the city.", 2),
    ],
)
def test_what_became_of_a_place_before_is_no_event(text: str, number: int) -> None:
    assert len(types(linked(text))) == number


def test_what_armed_people_do_is_no_protest() -> None:
    assert types(linked("[ISIS|actor:g islamic_state] [blocked|event:e peaceful_protest] the road.", "e side_a g")) == ["other"]
    assert types(linked("[Teachers|actor:t] [blocked|event:e peaceful_protest] the road.", "e side_a t")) == ["peaceful_protest"]
