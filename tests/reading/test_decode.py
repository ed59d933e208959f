"""From the network's numbers to mentions and links."""

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.model import LinkKind, Mention, MentionKind, Span, Status
from cairn.reading.decode import KEPT_TYPES, LINK_THRESHOLD, _may_link, _merged, decode, sigmoid, softmax
from cairn.reading.labels import BEGIN, EVENT_TYPES, GROUPS, INSIDE, LINKS
from cairn.reading.sentences import sentences
from cairn.reading.windows import Window, windows
from tests.reading.made import Made, tokenizer

TEXT = "The army killed five rebels in Mosul."
TOKENIZER = tokenizer()
ACTOR, EVENT, NUMBER, PEOPLE, PLACE, TIME = (
    MentionKind.ACTOR, MentionKind.EVENT, MentionKind.NUMBER, MentionKind.PEOPLE, MentionKind.PLACE, MentionKind.TIME,
)  # fmt: skip


def window_of(text: str) -> Window:
    (window,) = windows(text, sentences(text), TOKENIZER)
    return window


def made(text: str = TEXT) -> Made:
    return Made(text, window_of(text))


def read(m: Made, given: list[tuple[MentionKind, Span]] | None = None) -> list[tuple[MentionKind, str]]:
    mentions, _ = decode(m.text, [m.window], [m.output()], given or [])
    assert all(mention.span.stands_in(m.text) for mention in mentions)
    return [(mention.kind, mention.span.quote) for mention in mentions]


def at(text: str, quote: str) -> Span:
    return Span.of(text, text.index(quote), text.index(quote) + len(quote))


def test_nothing_marked_is_nothing_found() -> None:
    assert decode(TEXT, [window_of(TEXT)], [made().output()]) == ([], [])


def test_no_windows_give_nothing() -> None:
    assert decode("\u200b", [], []) == ([], [])


def test_a_window_without_pieces_gives_nothing() -> None:
    window = window_of("\u200b")
    assert decode("\u200b", [window], [Made("\u200b", window).output()]) == ([], [])


def test_spans_of_a_kind_are_found_in_the_order_of_the_text() -> None:
    m = made().mark(PLACE, "Mosul").mark(ACTOR, "The army").mark(PEOPLE, "rebels").mark(ACTOR, "rebels")
    assert read(m) == [(ACTOR, "The army"), (ACTOR, "rebels"), (PEOPLE, "rebels"), (PLACE, "Mosul")]


def test_a_span_below_the_threshold_is_not_found() -> None:
    assert read(made().mark(PLACE, "Mosul", logit=7.5)) == []


def test_a_new_beginning_starts_a_new_span() -> None:
    m = made().mark(ACTOR, "The").mark(ACTOR, "army")
    assert read(m) == [(ACTOR, "The"), (ACTOR, "army")]


def test_a_beginning_inside_a_word_starts_nothing() -> None:
    text = "The zebra army"
    m = made(text)
    for piece in m.pieces("zebra"):
        m.mark_piece(ACTOR, piece, BEGIN)
    assert read(m) == [(ACTOR, "zebra")]


def test_an_inside_without_a_beginning_starts_a_span() -> None:
    m = made()
    m.mark_piece(PLACE, m.pieces("Mosul")[0], INSIDE)
    assert read(m) == [(PLACE, "Mosul")]


def test_a_span_is_widened_to_whole_words() -> None:
    text = "Near Kramatorsk station"
    m = made(text)
    m.mark_piece(PLACE, m.pieces("Kramatorsk")[3], BEGIN)
    assert read(m) == [(PLACE, "Kramatorsk")]


def test_text_without_spaces_is_widened_by_the_longest_word_only() -> None:
    text = "日" * 150
    m = made(text)
    m.mark_piece(PLACE, 60, BEGIN)
    (mention,), _ = decode(text, [m.window], [m.output()])
    assert len(mention.span.quote) <= 201


TRIMMED = [
    ("five (PKK)", "(PKK)", "PKK"), ("The PKK, said", "PKK,", "PKK"), ("The U.S. army", "U.S.", "U.S."), ("at 5 a.m. in", "5 a.m.", "5 a.m."),
    ("The army...", "army...", "army"), ("said Gen. Ali.", "Gen. Ali.", "Gen. Ali"), ("said Ali.)", "Ali.)", "Ali"), ("the Army (North) said", "Army (North)", "Army (North)"),
    ("paid $5 in", "$5", "$5"), ('said "Ali"', '"Ali"', "Ali"), ("the strike — in", "strike —", "strike"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "marked", "expected"), TRIMMED)
def test_punctuation_at_the_ends_is_cut(text: str, marked: str, expected: str) -> None:
    assert read(made(text).mark(ACTOR, marked)) == [(ACTOR, expected)]


def test_a_span_of_punctuation_is_none() -> None:
    assert read(made("The army -- said").mark(ACTOR, "--")) == []


def test_an_event_word_has_its_type_status_and_main() -> None:
    m = made().mark(EVENT, "killed")
    piece = m.pieces("killed")[0]
    m.types[piece, EVENT_TYPES.index("attack")] = 9.0
    m.types[piece, EVENT_TYPES.index("armed_clash")] = 7.0
    m.statuses[piece, list(Status).index(Status.FOILED)] = 9.0
    m.main[piece] = 3.0
    (mention,), _ = decode(TEXT, [m.window], [m.output()])
    event = mention.event
    assert event is not None
    assert (event.type, event.status, event.main) == ("attack", Status.FOILED, True)
    assert [name for name, _ in event.types[:2]] == ["attack", "armed_clash"]
    assert len(event.types) == KEPT_TYPES
    assert 0.9 < event.main_score < 1.0


def test_a_number_has_the_group_that_it_counts() -> None:
    m = made().mark(NUMBER, "five")
    m.groups[m.pieces("five")[0], GROUPS.index("side_b")] = 5.0
    (mention,), _ = decode(TEXT, [m.window], [m.output()])
    assert mention.group == "side_b"


# Given spans.


def test_a_given_span_stands_where_the_reader_saw_nothing() -> None:
    mentions, _ = decode(TEXT, [window_of(TEXT)], [made().output()], [(TIME, at(TEXT, "in Mosul"))])
    assert [(m.kind, m.span.quote) for m in mentions] == [(TIME, "in Mosul")]
    assert mentions[0].score == 0.5


def test_a_given_span_replaces_the_readers_own_of_its_kind() -> None:
    m = made().mark(NUMBER, "killed five").mark(ACTOR, "five")
    assert read(m, [(NUMBER, at(TEXT, "five"))]) == [(ACTOR, "five"), (NUMBER, "five")]


def test_a_given_span_leaves_others_of_its_kind_alone() -> None:
    m = made().mark(NUMBER, "five").mark(NUMBER, "Mosul")
    assert read(m, [(NUMBER, at(TEXT, "five rebels"))]) == [(NUMBER, "five rebels"), (NUMBER, "Mosul")]


def test_of_given_spans_that_overlap_the_first_and_longest_stands() -> None:
    rows = [(NUMBER, at(TEXT, "five")), (NUMBER, at(TEXT, "five rebels")), (NUMBER, at(TEXT, "rebels in")), (TIME, at(TEXT, "rebels in"))]
    assert read(made(), rows) == [(NUMBER, "five rebels"), (TIME, "rebels in")]


def test_a_given_span_that_a_windows_cut_goes_through_is_kept_whole() -> None:
    text = "army " * 400
    found = windows(text, sentences(text), TOKENIZER)
    edge = int(found[0].offsets[-2, 1])
    given_span = Span.of(text, edge - 4, edge + 5)
    outputs = [Made(text, w).output() for w in found]
    marked = Made(text, found[1])
    marked.mark_piece(NUMBER, 1, BEGIN)
    outputs[1] = marked.output()
    mentions, _ = decode(text, found, outputs, [(NUMBER, given_span)])
    assert [m.span for m in mentions] == [given_span]


def test_a_given_span_without_word_pieces_is_no_mention() -> None:
    text = "The \u200b army"
    assert read(made(text), [(TIME, Span.of(text, 4, 5))]) == []


# Links.


def links(m: Made) -> list[tuple[LinkKind, str, str]]:
    mentions, found = decode(m.text, [m.window], [m.output()])
    return [(link.kind, mentions[link.source].span.quote, mentions[link.target].span.quote) for link in found]


def test_a_link_joins_an_event_word_and_a_span() -> None:
    m = made().mark(EVENT, "killed").mark(ACTOR, "The army").mark(NUMBER, "five").link(LinkKind.SIDE_A, "killed", "The").link(LinkKind.KILLED, "killed", "five")
    assert links(m) == [(LinkKind.KILLED, "killed", "five"), (LinkKind.SIDE_A, "killed", "The army")]


def test_a_link_carries_its_probability_and_falls_away_below_the_threshold() -> None:
    base = made().mark(EVENT, "killed").mark(PLACE, "Mosul")
    _, found = decode(TEXT, [base.window], [base.link(LinkKind.PLACE, "killed", "Mosul", logit=0.0).output()])
    assert [round(link.score, 2) for link in found] == [0.5]
    weak = made().mark(EVENT, "killed").mark(PLACE, "Mosul").link(LinkKind.PLACE, "killed", "Mosul", logit=-2.0)
    assert 1 / (1 + np.exp(2.0)) < LINK_THRESHOLD
    assert links(weak) == []


def test_a_link_to_a_span_of_the_wrong_kind_falls_away() -> None:
    m = made().mark(EVENT, "killed").mark(PLACE, "Mosul").link(LinkKind.KILLED, "killed", "Mosul").link(LinkKind.PLACE, "Mosul", "killed")
    assert links(m) == []


MAY = [
    (LinkKind.SIDE_A, EVENT, ACTOR, True), (LinkKind.SIDE_A, ACTOR, EVENT, False), (LinkKind.PLACE, EVENT, PLACE, True), (LinkKind.PLACE, EVENT, TIME, False),
    (LinkKind.SAME, EVENT, EVENT, True), (LinkKind.SAME, EVENT, ACTOR, False), (LinkKind.COUNTS, NUMBER, PEOPLE, True), (LinkKind.COUNTS, PEOPLE, NUMBER, False),
    (LinkKind.TOTAL, NUMBER, EVENT, True), (LinkKind.TITLE_OF, MentionKind.PERSON, MentionKind.TITLE, True), (LinkKind.LEADS, MentionKind.PERSON, PLACE, False),
    (LinkKind.TARGET, EVENT, PLACE, True), (LinkKind.MISSING, EVENT, NUMBER, True), (LinkKind.WEAPON, EVENT, MentionKind.WEAPON, True),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "source", "target", "allowed"), MAY)
def test_a_link_leads_between_these_kinds(kind: LinkKind, source: MentionKind, target: MentionKind, allowed: bool) -> None:
    assert _may_link(kind, source, target) is allowed


def test_every_kind_of_link_can_lead_somewhere() -> None:
    assert all(any(_may_link(kind, a, b) for a in MentionKind for b in MentionKind) for kind in LINKS)


# Windows that overlap.


def test_what_two_windows_see_is_one_mention_with_the_surer_score_and_the_surer_link() -> None:
    window = window_of(TEXT)
    sure = Made(TEXT, window).mark(EVENT, "killed").mark(PLACE, "Mosul").link(LinkKind.PLACE, "killed", "Mosul", logit=4.0)
    unsure = Made(TEXT, window).mark(EVENT, "killed", logit=9.0).mark(PLACE, "Mosul", logit=9.0).link(LinkKind.PLACE, "killed", "Mosul", logit=0.5)
    mentions, found = decode(TEXT, [window, window], [unsure.output(), sure.output()])
    assert [m.span.quote for m in mentions] == ["killed", "Mosul"]
    assert all(m.score > 0.95 for m in mentions)
    assert [round(link.score, 2) for link in found] == [0.98]


def test_of_two_overlapping_spans_of_one_kind_the_surer_stands() -> None:
    window = window_of(TEXT)
    long = Made(TEXT, window).mark(ACTOR, "The army", logit=9.0)
    short = Made(TEXT, window).mark(ACTOR, "army")
    mentions, _ = decode(TEXT, [window, window], [long.output(), short.output()])
    assert [m.span.quote for m in mentions] == ["army"]


def mention(start: int, length: int, score: float, kind: MentionKind = ACTOR) -> Mention:
    return Mention(kind, Span(start, start + length, "x" * length), score)


@given(st.lists(st.builds(mention, st.integers(0, 40), st.integers(1, 6), st.floats(0.5, 1.0), st.sampled_from([ACTOR, PLACE])), max_size=30))
@settings(deadline=None)
def test_merging_is_what_comparing_all_with_all_gives(mentions: list[Mention]) -> None:
    kept: list[Mention] = []
    for row in sorted(mentions, key=lambda m: -m.score):
        if not any(m.kind is row.kind and m.span.overlaps(row.span) for m in kept):
            kept.append(row)
    assert _merged(mentions) == sorted(kept, key=lambda m: (m.span.start, m.span.end, m.kind))


def test_a_report_of_a_megabyte_is_decoded_in_a_time_linear_in_its_length() -> None:
    text = "The army killed five rebels in Mosul. " * 27_000
    one = window_of(text[:38])
    m = Made(text[:38], one).mark(EVENT, "killed").mark(NUMBER, "five").mark(PLACE, "Mosul").link(LinkKind.KILLED, "killed", "five")
    output = m.output()
    step = np.zeros_like(one.offsets)
    step[1:-1] = 38
    many = [replace(one, offsets=one.offsets + number * step) for number in range(0, 27_000, 15)]
    stated = [(NUMBER, Span.of(text, start, start + 4)) for start in range(16, len(text), 38)]
    began = time.process_time()
    mentions, found = decode(text, many, [output] * len(many), stated)
    assert time.process_time() - began < 20.0
    assert len(mentions) == 3 * len(many)
    assert len(found) == len(many)


def test_the_logistic_function_and_the_softmax_take_any_number() -> None:
    numbers = np.asarray([-1e4, 0.0, 1e4], np.float32)
    assert sigmoid(numbers).tolist() == [0.0, 0.5, 1.0]
    assert softmax(numbers).tolist() == [0.0, 0.0, 1.0]


def event_scores(found: Made) -> list[tuple[str, float]]:
    mentions, _ = decode(found.text, [found.window], [found.output()])
    return [(m.span.quote, round(m.score, 2)) for m in mentions if m.kind is EVENT]


def test_in_a_short_text_an_event_word_is_one_from_a_lower_probability_on() -> None:
    assert event_scores(made().mark(EVENT, "killed", logit=6.6)) == [("killed", 0.53)], "0.2 where 0.15 counts as 0.5"
    long = "The army killed five rebels in Mosul" + " and said so" * 20 + "."
    assert event_scores(made(long).mark(EVENT, "killed", logit=6.6)) == [("killed", 0.2)], "the faint one, where no other is"
    assert event_scores(made(long).mark(EVENT, "killed", logit=6.6).mark(EVENT, "said", logit=8.5)) == [("said", 0.62)]


def test_where_no_event_word_is_sure_the_faint_ones_are_taken() -> None:
    text = "The army killed five rebels in the attack."
    assert event_scores(made(text).mark(EVENT, "killed", logit=5.0)) == [("killed", 0.16)], "0.05 where 0.15 counts as 0.5"
    assert event_scores(made(text).mark(EVENT, "killed", logit=5.0).mark(EVENT, "attack", logit=4.0)) == [("killed", 0.16)]
    assert event_scores(made(text).mark(EVENT, "killed", logit=5.0).mark(EVENT, "attack")) == [("attack", 0.99)]
    assert event_scores(made(text).mark(EVENT, "killed", logit=3.0)) == [("killed", 0.02)], "in a short text from a tenth of a percent on"
    assert event_scores(made(text).mark(EVENT, "killed", logit=0.5)) == []
    long = f"The army killed five rebels in the attack{' and said so' * 20}."
    assert event_scores(made(long).mark(EVENT, "killed", logit=3.0)) == []
