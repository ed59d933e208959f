"""CEAF-RME, by entities and by mentions, on examples worked by hand."""

from benchmarks.scores.ceaf_rme import phi3, subset
from benchmarks.scores.matching import Tally, Template


def made(kind: str, *entities: list[str], role: str = "Target") -> Template:
    return Template.of({"incident_type": kind, role: [list(entity) for entity in entities]})


GOLD = {"d": [made("arson", ["mill", "old mill"], ["barn"])]}


def test_entities_are_right_where_their_mentions_are_part_of_one_gold_entity() -> None:
    assert subset(GOLD, {"d": [made("arson", ["mill"], ["shed"])]}) == Tally(1, 2, 1, 2)


def test_two_entities_may_stand_for_one_gold_entity_which_is_found_once() -> None:
    assert subset(GOLD, {"d": [made("arson", ["mill"], ["old mill"])]}) == Tally(2, 2, 1, 2)


def test_an_entity_that_joins_two_gold_entities_is_wrong() -> None:
    assert subset(GOLD, {"d": [made("arson", ["mill", "barn"])]}) == Tally(0, 1, 0, 2)


def test_mentions_are_counted_within_aligned_entities() -> None:
    assert phi3(GOLD, {"d": [made("arson", ["mill", "barn"])]}) == Tally(1, 2, 1, 3)
    assert phi3(GOLD, {"d": [made("arson", ["old mill", "mill"], ["barn"])]}).f1 == 100.0


def test_two_entities_for_one_share_its_mentions_only_once() -> None:
    assert phi3(GOLD, {"d": [made("arson", ["mill"], ["old mill"])]}) == Tally(1, 2, 1, 3)


def test_another_type_or_another_role_shares_nothing() -> None:
    for wrong in (made("bombing", ["mill"]), made("arson", ["mill"], role="Victim")):
        assert subset(GOLD, {"d": [wrong]}).right == 0
        assert phi3(GOLD, {"d": [wrong]}).right == 0


def test_templates_are_aligned_one_to_one() -> None:
    gold = {"d": [made("arson", ["mill"]), made("arson", ["barn"])]}
    assert phi3(gold, {"d": [made("arson", ["mill"], ["barn"])]}) == Tally(1, 2, 1, 2)
    assert phi3(gold, {"d": [made("arson", ["barn"]), made("arson", ["mill"])]}).f1 == 100.0


def test_incidents_made_up_in_documents_without_any_count_against_precision() -> None:
    assert phi3({"d": []}, {"d": [made("arson", ["mill"])]}) == Tally(0, 1, 0, 0)
