"""Fillers gathered into incidents."""

import pytest

from cairn.model import Mark, Reading, Span, Tie
from cairn.reading import fillers
from cairn.reading.incidents import Incident, Thresholds, incidents
from cairn.reading.labels import ROLES

TEXT = "guerrillas of the front killed the mayor in the town. police said a bomb destroyed the bridge and the rebels fled."
SET = Thresholds(filler=0.5, same_entity=0.5, type=0.5, same_incident=0.3, mention=0.6)


@pytest.fixture(autouse=True)
def the_mark_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Candidates are as likely as their surest mark."""
    monkeypatch.setattr(fillers, "weights", lambda: (0.0, 1.0) + (0.0,) * (10 + 2 * (len(ROLES) - 1)))


def mark(role: str, words: str, score: float = 0.9, kind: str = "attack") -> Mark:
    start = TEXT.index(words)
    return Mark("muc4", role, Span.of(TEXT, start, start + len(words)), score, ((kind, 0.9), ("arson", 0.1)))


def read(*marks: Mark, ties: tuple[tuple[str, int, int, float], ...] = (), set_to: Thresholds = SET) -> tuple[Incident, ...]:
    whole = Mark("muc4", "reported", Span.of(TEXT, 0, len(TEXT)), 1.0)
    found = tuple(Tie("muc4", *tie) for tie in ties)
    return incidents(Reading("r", "test", 1.0, (), (), (), (*marks, whole), found), set_to)


def told(found: tuple[Incident, ...]) -> list[tuple[str, dict[str, list[list[str]]]]]:
    rows = []
    for incident in found:
        roles: dict[str, list[list[str]]] = {}
        for filler in incident.fillers:
            roles.setdefault(filler.role, []).append([m.span.quote for m in filler.mentions])
        rows.append((incident.type, roles))
    return rows


def test_no_marks_are_no_incident() -> None:
    assert read() == ()


def test_fillers_of_one_type_that_are_tied_are_one_incident() -> None:
    found = read(mark("PerpInd", "guerrillas"), mark("Victim", "mayor"), ties=(("same_incident", 0, 1, 0.9),))
    assert told(found) == [("attack", {"Victim": [["mayor"]], "PerpInd": [["guerrillas"]]})]


def test_fillers_of_two_types_are_two_incidents() -> None:
    assert [row[0] for row in told(read(mark("Victim", "mayor"), mark("Target", "bridge", kind="bombing")))] == ["attack", "bombing"]


def test_what_was_hit_tells_incidents_of_one_type_apart_and_a_perpetrator_may_stand_in_both() -> None:
    ties = (("same_incident", 2, 0, 0.8), ("same_incident", 2, 1, 0.8))
    found = read(mark("Victim", "mayor"), mark("Target", "bridge"), mark("PerpInd", "guerrillas"), ties=ties)
    assert told(found) == [
        ("attack", {"Target": [["bridge"]], "PerpInd": [["guerrillas"]]}), ("attack", {"Victim": [["mayor"]], "PerpInd": [["guerrillas"]]}),
    ] or told(found) == [
        ("attack", {"Victim": [["mayor"]], "PerpInd": [["guerrillas"]]}), ("attack", {"Target": [["bridge"]], "PerpInd": [["guerrillas"]]}),
    ]  # fmt: skip


def test_tied_mentions_are_one_entity_with_the_surest_first() -> None:
    found = read(mark("PerpInd", "rebels", 0.7), mark("PerpInd", "guerrillas", 0.9), ties=(("same_entity", 0, 1, 0.9),))
    assert told(found) == [("attack", {"PerpInd": [["guerrillas", "rebels"]]})]


def test_an_unsure_mention_joins_its_entity_unnamed() -> None:
    found = read(mark("PerpInd", "rebels", 0.5), mark("PerpInd", "guerrillas", 0.9), ties=(("same_entity", 0, 1, 0.9),))
    assert told(found) == [("attack", {"PerpInd": [["guerrillas"]]})]


def test_untied_mentions_are_two_entities() -> None:
    assert told(read(mark("PerpInd", "rebels"), mark("PerpInd", "guerrillas")))[0][1] == {"PerpInd": [["guerrillas"], ["rebels"]]}


def test_a_low_score_is_no_filler() -> None:
    assert read(mark("Victim", "mayor", 0.4)) == ()
