import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks import case2021
from benchmarks.reading import Read
from benchmarks.rows import BadData
from cairn import codebook
from cairn.model import Account, Coded, Coding, Event, EventWord, Linked, Mention, MentionKind, Report, ReportHead, Span, Status
from tests.benchmarks.made_readings import mark, reading_of

TEXT = "Troops shelled the town, then police detained two men at a march."
BOOK = codebook.load()
NEAREST = case2021.to_acled(BOOK)


def event(name: Any, kind: Any, confidence: Any = 0.8, *, main: Any = True) -> Any:
    return Event("e" + name, kind, Status.OCCURRED, main=main, confidence=confidence)


def read(events: Any = (), words: Any = (), marks: Any = (), mentions: Any = ()) -> Any:
    report = Report.of(TEXT)
    accounts = tuple(
        Account("a" + e.id[1:], report.id, (Span.of(TEXT, at, at + 3),), ()) for e, at in zip(events, words, strict=True)
    )
    coding = Coding(ReportHead.of(report, relevant=bool(events)), tuple(events))
    reading = reading_of(TEXT, marks, mentions=mentions)
    return Read(reading, Linked(report, reading, {}, {}, {}, {}, {}, {}, {}), Coded(report, accounts, coding))


def type_of(**parts: Any) -> Any:
    return case2021.type_of(read(**parts), NEAREST)


def test_the_labels_of_the_set_are_the_25_types_of_acled() -> None:
    exact = {name for name, kind in BOOK.types.items() if kind.crosswalk.acled.exact}
    assert len(case2021.LABELS) == 25
    assert set(case2021.LABELS.values()) == exact


def test_the_surest_event_names_the_type() -> None:
    assert type_of(events=[event("1", "arrests", 0.6), event("2", "attack", 0.9)], words=[5, 20]) == "attack"


def test_a_background_event_counts_for_less() -> None:
    assert type_of(events=[event("1", "arrests", 0.6), event("2", "attack", 0.9, main=False)], words=[5, 20]) == "arrests"


def test_of_equals_the_first_in_the_text_names_the_type() -> None:
    assert type_of(events=[event("1", "arrests"), event("2", "attack")], words=[30, 2]) == "attack"


def test_types_beyond_acled_become_the_nearest_by_the_codebook() -> None:
    given = {"execution": "attack", "leadership_change": "change_to_group_activity", "trial_or_sentence": "other"}
    assert {kind: type_of(events=[event("1", kind)], words=[0]) for kind in given} == given


def test_without_an_event_the_words_vote() -> None:
    word = EventWord("attack", 0.5, Status.OCCURRED, 0.9, main=True, main_score=0.9, types=(("attack", 0.5), ("grenade", 0.3)))
    assert type_of(mentions=[Mention(MentionKind.EVENT, Span.of(TEXT, 7, 14), 0.3, word)]) == "attack"


def test_what_the_whole_text_tells_is_added_to_the_events() -> None:
    marks = [mark("case2021", "arrests", TEXT, None, 0.1), mark("case2021", "protest_with_intervention", TEXT, None, 0.9)]
    assert type_of(events=[event("1", "arrests", 0.6)], words=[0], marks=marks) == "protest_with_intervention"
    assert type_of(events=[event("1", "arrests", 0.9)], words=[0], marks=marks) == "arrests"


def test_a_text_that_tells_nothing_is_other() -> None:
    assert type_of() == "other"
    assert case2021.label_of("other") == "OTHER"


def test_scores_by_hand() -> None:
    scores = case2021.scores(["ATTACK", "ATTACK", "GRENADE", "OTHER"], ["ATTACK", "GRENADE", "GRENADE", "ARREST"])
    # ATTACK 1 of 2 found, 1 gold: 2/3. GRENADE 1 of 1 found, 2 gold: 2/3. ARREST 0. OTHER is in no gold label.
    assert scores["macro_f1"] == pytest.approx(100 * (4 / 3) / 3, abs=0.01)
    assert scores["weighted_f1"] == pytest.approx(100 * (2 / 3 + 2 * 2 / 3) / 4, abs=0.01)
    assert scores["accuracy"] == 50.0


def test_rows_with_other_labels_are_left_out_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"id": 1, "text": TEXT, "label": "ATTACK"}, {"id": 2, "text": "A flood.", "label": "NATURAL_DISASTER"}]
    (tmp_path / "snippets.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    monkeypatch.setattr(case2021, "pipeline", lambda *_: SimpleNamespace(codebook=BOOK))
    monkeypatch.setattr(case2021, "through", lambda _using, reports, **_: [read([event("1", "attack")], [0]) for _ in reports])
    scores = case2021.run(tmp_path, tmp_path / "out", None)
    assert (scores["weighted_f1"], scores["snippets"], scores["left_out"]) == (100.0, 1, 1)
    assert json.loads((tmp_path / "out" / case2021.FILE).read_text()) == {"id": 1, "label": "ATTACK"}


def test_a_folder_without_a_known_label_is_told(tmp_path: Path) -> None:
    (tmp_path / "snippets.jsonl").write_text('{"id": 1, "text": "A flood.", "label": "FLOOD"}\n')
    with pytest.raises(BadData, match="none of the 1 rows has one of the 25 labels"):
        case2021.run(tmp_path, tmp_path / "out", None)
