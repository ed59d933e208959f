"""What speaks for a phrase's filling a role."""

from cairn.model import Mark, Reading, Span, Tie
from cairn.reading.fillers import Ties, candidates, features, grouped, weights
from cairn.reading.labels import ROLES

TEXT = "rebels shot the mayor. the mayor died. Rebels fled."


def mark(role: str, start: int, words: str, score: float) -> Mark:
    assert TEXT[start : start + len(words)] == words
    return Mark("muc4", role, Span.of(TEXT, start, start + len(words)), score, (("attack", 0.8), ("arson", 0.1)))


MARKS = (
    mark("PerpInd", 0, "rebels", 0.8), mark("PerpInd", 39, "Rebels", 0.6), mark("Victim", 16, "mayor", 0.9), mark("Target", 16, "mayor", 0.3),
    Mark("muc4", "reported", Span.of(TEXT, 0, len(TEXT)), 0.7),
)  # fmt: skip
READING = Reading("r", "test", 1.0, (), (), (), MARKS, (Tie("muc4", "same_incident", 0, 2, 0.5), Tie("re3d", "CoLocated", 0, 2, 0.9)))


def row(key: tuple[str, str]) -> dict[str, float]:
    names = (
        "constant", "chance", "reported", "marks", "share", "first", "incident", "entity", "other_role", "rival", "words", "type",
        *(f"is_{role}" for role in ROLES[1:]), *(f"chance_{role}" for role in ROLES[1:]),
    )  # fmt: skip
    return dict(zip(names, features(key, grouped(READING), READING, Ties.of(READING)), strict=True))


def test_marks_of_the_same_words_in_one_role_are_one_candidate() -> None:
    assert {key: len(marks) for key, marks in grouped(READING).items()} == {("PerpInd", "rebels"): 2, ("Victim", "mayor"): 1, ("Target", "mayor"): 1}


def test_every_feature_has_a_weight() -> None:
    assert len(weights()) == len(row(("Victim", "mayor")))


def test_places_count_and_so_does_the_share_of_them_that_is_marked() -> None:
    assert row(("Victim", "mayor"))["share"] == 0.5
    assert row(("PerpInd", "rebels"))["share"] == 1.0
    assert row(("PerpInd", "rebels"))["marks"] > row(("Victim", "mayor"))["marks"] == 0.0


def test_the_same_words_in_another_role_and_ties_to_likely_fillers_are_seen() -> None:
    assert row(("Target", "mayor"))["other_role"] == 0.9
    assert row(("Victim", "mayor"))["incident"] == 0.5 * 0.8
    assert row(("PerpInd", "rebels"))["incident"] == 0.5 * 0.9


def test_candidates_come_with_the_likeliest_first() -> None:
    scores = [c.score for c in candidates(READING, Ties.of(READING))]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_reading_without_marks_has_no_candidates() -> None:
    empty = Reading("r", "test", 1.0, (), (), ())
    assert candidates(empty, Ties.of(empty)) == ()
