"""The marks and ties of other annotation schemes, from hand-made outputs."""

import pytest

from cairn.model import Mark
from cairn.reading import EmbeddedReader
from cairn.reading.labels import CONDUCT, EVENT_TYPES
from cairn.reading.schemes import HEADS, Found, marked
from cairn.reading.sentences import sentences
from cairn.reading.windows import windows
from tests.reading.made import Made, tokenizer

TEXT = "The army killed five rebels in Mosul. The army said the attack killed five."


def made(text: str = TEXT) -> Made:
    (window,) = windows(text, sentences(text), tokenizer())
    return Made(text, window)


def read(m: Made, scheme: str) -> Found:
    marks, ties = marked(m.text, sentences(m.text), [(m.window, m.output())], (scheme,))
    assert all(mark.span.stands_in(m.text) and mark.scheme == scheme and 0 <= mark.score <= 1 for mark in marks)
    return marks, ties


def quotes(marks: tuple[Mark, ...]) -> list[tuple[str, str]]:
    return [(mark.label, mark.span.quote) for mark in marks]


def test_no_scheme_is_no_mark() -> None:
    assert marked(TEXT, sentences(TEXT), [(made().window, made().output())], ()) == ((), ())


@pytest.mark.parametrize("scheme", HEADS)
def test_a_text_without_windows_has_no_sure_mark(scheme: str) -> None:
    marks, ties = marked("", (), [], (scheme,))
    assert not ties
    assert all(mark.score == 0 for mark in marks)


def test_fillers_have_roles_and_the_chances_of_incident_types() -> None:
    m = made().label("roles", "PerpInd", "army").label("roles", "Victim", "rebels")
    m.flag("incidents", "bombing", m.pieces("rebels")[0])
    marks, _ = read(m, "muc4")
    assert quotes(marks)[:-1] == [("PerpInd", "army"), ("Victim", "rebels")]
    assert max(marks[1].kinds, key=lambda kind: kind[1])[0] == "bombing"


def test_the_whole_report_says_whether_it_has_an_incident() -> None:
    marks, _ = read(made(), "muc4")
    assert (marks[-1].label, marks[-1].span.quote, round(marks[-1].score, 2)) == ("reported", TEXT, 0.95)


def test_an_unlikely_beginning_is_kept_with_its_low_score_and_a_very_unlikely_one_is_not() -> None:
    marks, _ = read(made().label("roles", "Victim", "rebels", logit=7.0).label("roles", "Target", "Mosul", logit=4.0), "muc4")
    assert quotes(marks)[:-1] == [("Victim", "rebels")]
    assert marks[0].score == pytest.approx(0.27, abs=0.01)


def test_ties_join_marks_by_their_index() -> None:
    marks, ties = read(made().label("entities", "Organisation", "army").label("entities", "Location", "Mosul").tie("CoLocated", "army", "Mosul"), "re3d")
    assert [(tie.label, marks[tie.source].span.quote, marks[tie.target].span.quote) for tie in ties] == [("CoLocated", "army", "Mosul")]


def test_a_tie_of_another_scheme_is_left_out() -> None:
    m = made().label("entities", "Organisation", "army").label("entities", "Location", "Mosul").tie("same_incident", "army", "Mosul")
    assert read(m, "re3d")[1] == ()


def test_a_sentence_has_what_any_of_its_pieces_says() -> None:
    m = made()
    m.flag("conduct", "KILL", m.pieces("killed")[0])
    marks, _ = read(m, "indiapolice")
    assert len(marks) == 2 * len(CONDUCT)
    assert [(mark.label, mark.span.start) for mark in marks if mark.score > 0.5] == [("KILL", 0)]


def test_kinds_of_attack_are_of_the_whole_report() -> None:
    m = made()
    m.flag("attacks", "bombing", m.pieces("attack")[0])
    marks, _ = read(m, "satp")
    assert [mark.label for mark in marks if mark.score > 0.5] == ["bombing"]
    assert all(mark.span.quote == TEXT for mark in marks)


def test_numbers_count_and_one_person_may_be_implied() -> None:
    m = made()
    m.flag("outcomes", "killed", m.pieces("five")[0]).flag("outcomes", "wounded", 0)
    marks, _ = read(m, "awsd")
    assert [(mark.label, mark.span.quote, mark.kinds) for mark in marks] == [("wounded", "The", (("implied", 1.0),)), ("killed", "five", ())]


def test_a_text_mainly_tells_one_type() -> None:
    m = made()
    m.others["told"][EVENT_TYPES.index("attack")] = 9.0
    marks, _ = read(m, "case2021")
    assert max(marks, key=lambda mark: mark.score).label == "attack"
    assert sum(mark.score for mark in marks) == pytest.approx(1.0)


def test_marks_of_several_schemes_keep_their_ties() -> None:
    m = made().label("roles", "PerpInd", "army").label("entities", "Organisation", "army").label("entities", "Location", "Mosul").tie("CoLocated", "army", "Mosul")
    marks, ties = marked(TEXT, sentences(TEXT), [(m.window, m.output())], ("muc4", "re3d"))
    assert [(marks[tie.source].label, marks[tie.target].label) for tie in ties] == [("Organisation", "Location")]


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown annotation schemes \\['muc5'\\]: expected some of muc4"):
        EmbeddedReader(schemes=("muc5",))
