"""What the words behind an account tell, and what follows for two accounts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cairn.consolidation import Told, score
from cairn.consolidation.cluster import alone, compared
from cairn.consolidation.copies import sketch
from cairn.consolidation.passage import Passage, behind, sources
from cairn.consolidation.weights import weights
from cairn.consolidation.worded import named
from cairn.model import When, WhenBasis
from tests.consolidation.factories import BOOK, DAY, KABUL, NEXT, TALIBAN, exactly, told

TODAY = When.on(DAY)
WIRE = (
    "KABUL - Seventeen soldiers and four civilians were killed in an attack on an outpost near the border with Tajikistan on Sunday, the army "
    "said, adding that nine others were missing and that the attackers had used drones, mortars and a car bomb."
)


def passage(text: str, row: Told | None = None) -> Passage:
    row = row or told("1", when=TODAY, where=KABUL)
    return Passage.of(text, row.account, row.published)


def features(first: str, second: str, *, later: int = 0) -> dict[str, str]:
    rows = [told(n, when=TODAY, where=KABUL, who=[TALIBAN], published=NEXT + timedelta(days=d)) for n, d in (("1", 0), ("2", later))]
    passages = passage(first, rows[0]), passage(second, rows[1])
    return {r.feature: r.level for r in score(alone(rows[0], BOOK), alone(rows[1], BOOK), BOOK, passages).reasons}


@pytest.mark.parametrize(
    ("first", "second", "feature", "level"),
    [
        ("A bomb at a market killed six.", "A bomb killed shoppers.", "sites", "shared"),
        ("A bomb at a market killed six.", "Gunmen attacked a police station.", "sites", "none"),
        ("A bomb in the Kadhimiya quarter.", "Six died in Kadhimiyah.", "names", "shared"),
        ("A bomb in the Kadhimiya quarter.", "Six died in Zafraniya.", "names", "none"),
        ("A bomb killed six in the morning.", "A bomb killed six in the evening.", "hour", "other"),
        ("A bomb killed six.", "A second bomb attack killed six.", "wording", "contrast"),
        (WIRE, WIRE.replace("KABUL - ", "").replace(" on Sunday", " on Monday"), "copy", "copy"),
        (WIRE, WIRE[:140], "copy", "copy"),
    ],
)
def test_what_two_passages_have_or_do_not_have_in_common(first: str, second: str, feature: str, level: str) -> None:
    assert features(first, second)[feature] == level


def test_a_later_report_may_go_on_from_an_earlier_one() -> None:
    assert features("A bomb killed six.", "The death toll rose to nine.", later=2)["wording"] == "follow_up"
    assert "wording" not in features("A bomb killed six.", "The death toll rose to nine.")


def test_news_of_one_event_does_not_come_out_a_year_apart() -> None:
    assert features("A bomb killed six.", "A bomb killed six.", later=300)["main"] == "late"


def test_a_toll_may_grow_from_one_report_to_the_next() -> None:
    low, high = (told(n, when=TODAY, where=KABUL, tolls=[exactly(k)], published=p) for n, k, p in (("1", 5, DAY), ("2", 22, NEXT)))
    seen = [Passage.of("words", row.account, row.published) for row in (low, high)]
    levels = [{r.feature: r.level for r in score(alone(low, BOOK), alone(high, BOOK), BOOK, p).reasons}["tolls"] for p in ((seen[0], seen[1]), (seen[1], seen[0]))]
    assert levels == ["grown_far", "far"]


def test_the_day_beside_a_new_toll_may_be_that_of_the_toll() -> None:
    row = told("1", when=When.on(NEXT), where=KABUL, published=NEXT)
    loose = replace(row, passage=passage("The number of people killed has reached 84, police said on Saturday.", row))
    assert compared(loose, BOOK).when.basis is WhenBasis.PUBLISHED
    assert compared(row, BOOK) == alone(row, BOOK)


def test_a_place_is_named_in_another_spelling_too() -> None:
    assert named("Homs", passage("Drones struck cadets in Hims."))
    assert not named("Homs", passage("Drones struck cadets in Hama."))
    assert not named(None, passage("Drones struck cadets in Hama."))


def test_of_a_long_report_only_what_stands_near_the_claims_is_looked_at() -> None:
    row = told("1", when=TODAY)
    text = "word " * 100 + "x" * 900 + " Zarqawi"
    assert "Zarqawi" not in behind(text, row.account)
    assert "Zarqawi" in behind(text[-500:], row.account)


def test_copies_count_as_one_source() -> None:
    other = "HERAT - Rebels seized a district centre after a night of fighting, residents said, and the governor fled with some of his guards to the city."
    assert sketch(WIRE).copies(sketch(WIRE[:150]))
    assert not sketch(WIRE).copies(sketch(other))
    assert not sketch("Six died.").copies(sketch("Seven died."))
    assert sources([passage(WIRE), passage(WIRE[:160]), passage(other), Passage()]) == 3


def test_every_weight_is_a_number_and_vetoes_have_none() -> None:
    assert all(isinstance(w, float) for levels in weights().values() for w in levels.values())
