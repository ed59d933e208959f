"""What a report tells again is the event that it told before."""

import pytest

from cairn.model import ClaimField, Outcome, Place, When
from tests.accounts.factories import accounts, linked

FIRST = "A [strike|event:e air_drone_strike] hit [Mosul|place:mosul] on [Friday|time:t 2024-03-15] and killed [ten|number:n 10] people."
LINKS = "e place mosul; e time t; e killed n"


def count(text: str, links: str = "") -> int:
    return len(accounts(linked(f"{FIRST} {text}", f"{LINKS}; {links}")))


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("The [bombing|event:f air_drone_strike] was reported by all.", ""),
        ("[Ten|number:m 10] people died in the [raid|event:f air_drone_strike], he said.", "f killed m"),
        ("[Ten|number:m 10] people died as jets [struck|event:f air_drone_strike] [Nineveh|place:nineveh].", "f killed m; f place nineveh"),
        ("Jets [struck|event:f air_drone_strike] on [Friday|time:u 2024-03-15].", "f time u"),
        ("Air [strikes|event:f air_drone_strike] had killed [ten|number:m 10] people.", "f killed m"),
    ],
)
def test_what_says_nothing_of_its_own_is_the_event_told_before(text: str, links: str) -> None:
    assert count(text, links) == 1


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Another [bombing|event:f air_drone_strike] was reported.", ""),
        ("A [bombing|event:f air_drone_strike] was reported.", ""),
        ("Meanwhile jets [struck|event:f air_drone_strike].", ""),
        ("Jets [struck|event:f air_drone_strike] on [Thursday|time:u 2024-03-14].", "f time u"),
        ("Jets [struck|event:f air_drone_strike] [Baghdad|place:baghdad].", "f place baghdad"),
        ("Jets [struck|event:f air_drone_strike] and killed [three|number:m 3] people.", "f killed m"),
        ("Jets will [strike|event:f air_drone_strike planned] again.", ""),
        ("The [protest|event:f peaceful_protest] was reported.", ""),
        ("They were [arrested|event:f arrests].", ""),
    ],
)
def test_what_tells_of_another_is_an_event_of_its_own(text: str, links: str) -> None:
    assert count(text, links) == 2


def test_time_and_place_stay_those_of_the_fuller_telling() -> None:
    text = f"{FIRST} The [bombing|event:f air_drone_strike] came after a meeting in [Iraq|place:iraq]; [ten|number:m 10] died."
    (account,) = accounts(linked(text, f"{LINKS}; f place iraq; f killed m"))
    told = {claim.field: claim.value for claim in account.claims}
    place, when = told[ClaimField.WHERE], told[ClaimField.WHEN]
    assert isinstance(place, Place)
    assert isinstance(when, When)
    assert (place.name, str(when.start)) == ("Mosul", "2024-03-15")
    assert [span.quote for span in account.words] == ["strike", "bombing"]
    assert [c.value.outcome for c in account.claims if c.field is ClaimField.CASUALTY] == [Outcome.KILLED, Outcome.KILLED]  # type: ignore[union-attr]


def test_what_is_done_again_and_again_is_no_event_beside_one() -> None:
    assert count("They have repeatedly [struck|event:f air_drone_strike] cities since [2019|time:u 2019..].", "f time u") == 1


def test_a_word_about_a_whole_war_is_no_event_beside_one() -> None:
    assert count("War [broke out|event:f armed_clash background] here a decade ago.") == 1


def test_events_in_general_are_none_beside_what_the_report_is_about() -> None:
    assert count("He vowed to end [attacks|event:f attack background] in the state.") == 1
    assert len(accounts(linked("Israel carried out [airstrikes|event:f air_drone_strike] on the town."))) == 1
