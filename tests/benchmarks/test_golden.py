from pathlib import Path
from typing import Any

import pytest

from benchmarks import golden
from benchmarks.golden import Field, Passage
from benchmarks.reading import Read
from benchmarks.rows import BadData
from cairn.model import (
    Account,
    Casualty,
    CasualtyGroup,
    Claim,
    ClaimField,
    Coded,
    Coding,
    Event,
    Linked,
    LinkKind,
    Outcome,
    Participant,
    Place,
    Report,
    ReportHead,
    Role,
    Span,
    Status,
    When,
)
from tests.benchmarks.made_readings import reading_of
from training.documents import Document, EventMark

TEXT = "Rebels attacked a convoy near Tarn on Monday, killing 12 soldiers. Rebels later freed two men."


def at(words: Any) -> Any:
    start = TEXT.index(words)
    return start, start + len(words)


GOLD = (
    EventMark(
        (at("attacked"), at("killing")), "armed_clash", "occurred", main=True,
        links=((LinkKind.SIDE_A, at("Rebels")), (LinkKind.SIDE_B, at("soldiers")), (LinkKind.SIDE_B, at("convoy")), (LinkKind.PLACE, at("Tarn")),
               (LinkKind.TIME, at("Monday")), (LinkKind.KILLED, at("12"))),
    ),
    EventMark((at("freed"),), "release", "occurred", main=False, links=((LinkKind.SIDE_A, at("Rebels")),)),
)  # fmt: skip


def claim(field: Any, value: Any, words: Any, score: Any = 0.8, rule: Any = "made") -> Any:
    return Claim(field, value, (Span.of(TEXT, *at(words)),), score, rule)


def clash(*claims: Any, kind: Any = "armed_clash", words: Any = ("attacked",)) -> Any:
    return Account(
        "a1", "r", tuple(Span.of(TEXT, *at(w)) for w in words),
        (claim(ClaimField.TYPE, kind, words[0]), claim(ClaimField.STATUS, Status.OCCURRED, words[0]), claim(ClaimField.MAIN, value=True, words=words[0]), *claims),
    )  # fmt: skip


ALL = (
    claim(ClaimField.PARTICIPANT, Participant(Role.SIDE_A, "Rebels"), "Rebels"),
    claim(ClaimField.PARTICIPANT, Participant(Role.SIDE_B, "soldiers"), "soldiers"),
    claim(ClaimField.WHERE, Place("Tarn"), "Tarn"),
    claim(ClaimField.WHEN, When(), "Monday"),
    claim(ClaimField.CASUALTY, Casualty(Outcome.KILLED, CasualtyGroup.SIDE_B, 12, 12, 12), "12"),
)


def counted(*accounts: Any, gold: Any = GOLD, relevant: Any = True, confidence: Any = 0.7) -> Any:
    report = Report.of(TEXT)
    events = tuple(
        Event("e" + a.id[1:], str(a.claims[0].value), Status.OCCURRED, main=True, confidence=confidence) for a in accounts
    )
    coded = Coded(report, accounts, Coding(ReportHead.of(report, relevant=bool(accounts)), events))
    document = Document("passages", "x1", TEXT, events=gold, relevant=relevant)
    read = Read(reading_of(TEXT), Linked(report, reading_of(TEXT), {}, {}, {}, {}, {}, {}, {}), coded)
    return golden.counted([(Passage(document, "africa", None), read)])


def test_one_of_two_events_found_by_hand() -> None:
    scores = golden.scores(counted(clash(*ALL)))
    assert (scores["event_precision"], scores["event_recall"], scores["event_f1"]) == (100.0, 50.0, 66.67)
    assert (scores["type_accuracy"], scores["status_accuracy"], scores["main_accuracy"]) == (100.0, 100.0, 100.0)
    # side A: one value, right; the second event has a side A, too, that is missing.
    assert scores["fields"]["side_a"] == {"precision": 100.0, "recall": 50.0, "f1": 66.67, "gold": 2}
    # side B is named twice and is one side.
    assert scores["fields"]["side_b"] == {"precision": 100.0, "recall": 100.0, "f1": 100.0, "gold": 1}
    assert scores["fields"]["killed"]["f1"] == scores["fields"]["time"]["f1"] == scores["fields"]["place"]["f1"] == 100.0


def test_an_event_of_another_type_is_found_but_not_with_its_type() -> None:
    scores = golden.scores(counted(clash(kind="attack")))
    assert (scores["event_precision"], scores["type_accuracy"], scores["event_with_type_f1"]) == (100.0, 0.0, 0.0)
    assert scores["event_calibration_error"] == pytest.approx(0.7)


def test_a_value_of_another_event_is_wrong() -> None:
    wrong = claim(ClaimField.PARTICIPANT, Participant(Role.SIDE_A, "soldiers"), "soldiers")
    assert golden.scores(counted(clash(wrong)))["fields"]["side_a"]["precision"] == 0.0


def test_the_same_words_elsewhere_are_right() -> None:
    later = TEXT.rindex("Rebels")
    again = Claim(ClaimField.PARTICIPANT, Participant(Role.SIDE_A, "Rebels"), (Span.of(TEXT, later, later + 6),), 0.8, "made")
    assert golden.scores(counted(clash(again)))["fields"]["side_a"]["precision"] == 100.0


def test_the_day_of_publication_is_no_time_that_was_found() -> None:
    bare = claim(ClaimField.WHEN, When(), "attacked", rule="when:before_publication")
    assert "time" not in [kind.value for kind, _ in golden.claims_by_field(clash(bare))]


def test_an_event_is_taken_once_by_the_account_with_most_of_its_words() -> None:
    one, two = clash(words=("killing",)), clash(words=("attacked", "killing"))
    assert golden.matched([one, two], GOLD) == {1: 0}


def test_a_report_without_an_event_that_is_called_relevant_is_wrong() -> None:
    scores = golden.scores(counted(clash(), gold=(), relevant=False))
    assert (scores["relevance_accuracy"], scores["irrelevant_called_irrelevant"], scores["event_precision"]) == (0.0, 0.0, 0.0)
    assert golden.scores(counted(gold=(), relevant=False))["irrelevant_called_irrelevant"] == 100.0


def test_confidence_is_compared_with_what_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(golden, "claim_confidence", lambda claim: claim.score)
    count = counted(clash(*ALL), confidence=0.7)
    assert golden.scores(count)["event_calibration_error"] == pytest.approx(0.3)
    assert golden.scores(count)["calibration"]["killed"] == pytest.approx(0.2)


def test_fields_add_up() -> None:
    assert (Field(1, 2, 1, 1) + Field(0, 0, 0, 1)).shown() == {"precision": 50.0, "recall": 50.0, "f1": 50.0, "gold": 2}
    assert Field().shown()["f1"] == 0.0


def test_upper_case_keeps_every_place() -> None:
    assert golden.raised("Straße in Tarn") == "STRAßE IN TARN"


def test_passages_are_sliced_by_their_length() -> None:
    short, long = (Passage(Document("passages", "x", "word " * n), "africa", None) for n in (60, 200))
    assert (short.length, long.length) == ("short", "long")


def test_a_folder_without_passages_and_an_unknown_split_are_told(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="no passage to score"):
        golden.load(tmp_path, None)
    with pytest.raises(BadData, match="expected held_out or all"):
        golden.load(tmp_path, "dev")


def test_our_passages_are_held_out_in_part() -> None:
    every, held = golden.load(golden.PASSAGES, "all"), golden.load(golden.PASSAGES, None)
    assert 0.08 * len(every) < len(held) < 0.2 * len(every)
    assert {p.region for p in held} > {"africa", "asia"}
