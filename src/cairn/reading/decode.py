"""The network's output, window by window, to mentions and links of a report."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from cairn.model import CasualtyGroup, EventWord, Link, LinkKind, Mention, MentionKind, Span
from cairn.reading.labels import BEGIN, EVENT_TYPES, GROUPS, INSIDE, KINDS, LINKS, OUTSIDE, STATUSES
from cairn.reading.windows import Window

Floats = npt.NDArray[np.float32]

#: A mention starts at a piece whose probability of not being outside its kind is at least this.
SPAN_THRESHOLD = 0.5
#: The reader is the less sure of event words the shorter the text is, of a single sentence least. In a text of so many word pieces or
#: fewer this probability counts as SPAN_THRESHOLD, in between one on a straight line. On held-out passages cut to one sentence that finds
#: 70 % of the events instead of 50 %, and is right in 71 % of its finds instead of 75 %; in whole passages next to nothing changes.
SHORT, SHORT_THRESHOLD = 30, 0.15
WHOLE_TEXT = 115
#: In a report without any event word the likeliest ones are taken from this probability on, and from half of the highest: whether the
#: report tells of an event at all is judged apart. In a short text from a lower one: "A car bomb killed six in Mogadishu" has 0.002.
FAINT_EVENT, FAINT_IN_SHORT = 0.015, 0.001
#: A link is kept from this probability on; consolidation decides with the score.
LINK_THRESHOLD = 0.15
#: How many of an event word's likeliest types are kept.
KEPT_TYPES = 5
#: How many characters a span is widened by at each end at most, to make whole words: the tokenizer's longest word.
LONGEST_WORD = 100
#: A last word with a stop inside it, whose own stop belongs to it: "U.S.", "a.m.".
_DOTTED = re.compile(r"\w\.\w+\Z")
#: Those heads of other schemes that judge a window as a whole.
WHOLE = frozenset({"told", "reported"})
#: What an untrained link score is shifted by, here and in training: most pairs are not linked.
LINK_PRIOR = 3.0

#: Which kinds of mention a link may lead from and to.
_EVENT_TARGETS: dict[LinkKind, frozenset[MentionKind]] = {
    LinkKind.SIDE_A: frozenset({MentionKind.ACTOR, MentionKind.PERSON, MentionKind.PEOPLE, MentionKind.TITLE}),
    LinkKind.SIDE_B: frozenset({MentionKind.ACTOR, MentionKind.PERSON, MentionKind.PEOPLE, MentionKind.TITLE}),
    LinkKind.TARGET: frozenset(
        {MentionKind.ACTOR, MentionKind.PERSON, MentionKind.PEOPLE, MentionKind.TITLE, MentionKind.PLACE}
    ),
    LinkKind.VICTIM: frozenset({MentionKind.PERSON, MentionKind.PEOPLE, MentionKind.TITLE, MentionKind.ACTOR}),
    LinkKind.PLACE: frozenset({MentionKind.PLACE}),
    LinkKind.TIME: frozenset({MentionKind.TIME}),
    LinkKind.WEAPON: frozenset({MentionKind.WEAPON}),
    LinkKind.SAID_BY: frozenset({MentionKind.ACTOR, MentionKind.PERSON, MentionKind.TITLE, MentionKind.PEOPLE}),
    LinkKind.SAME: frozenset({MentionKind.EVENT}),
} | {
    kind: frozenset({MentionKind.NUMBER})
    for kind in (LinkKind.KILLED, LinkKind.INJURED, LinkKind.ABDUCTED, LinkKind.ARRESTED, LinkKind.MISSING)
}
_NAMES = frozenset({MentionKind.ACTOR, MentionKind.PERSON, MentionKind.TITLE, MentionKind.PEOPLE})
_SPAN_ENDS: dict[LinkKind, tuple[frozenset[MentionKind], frozenset[MentionKind]]] = {
    kind: (_NAMES, _NAMES) for kind in LINKS if kind not in _EVENT_TARGETS
} | {
    LinkKind.COUNTS: (frozenset({MentionKind.NUMBER}), _NAMES),
    LinkKind.TOTAL: (frozenset({MentionKind.NUMBER}), frozenset({MentionKind.EVENT, *_NAMES})),
}


@dataclass(frozen=True, slots=True)
class Output:
    """The network's logits for one window of L pieces: spans L x (kinds*3), types, statuses, groups L x n, main L, link
    source and target L x (links*width), relevance a number. `others` are the heads of other schemes that were asked for, by name."""

    spans: Floats
    types: Floats
    statuses: Floats
    main: Floats
    groups: Floats
    source: Floats
    target: Floats
    relevance: float
    others: Mapping[str, Floats] = field(default_factory=dict)

    @classmethod
    def of(
        cls, arrays: Sequence[npt.NDArray[np.floating]], row: int, length: int, others: Mapping[str, npt.NDArray[np.floating]] | None = None
    ) -> "Output":
        """The output of one row of a batch, without its padding; `arrays` are in the order of the fields, `others` by name."""
        spans, types, statuses, main, groups, source, target = (array[row, :length].astype(np.float32) for array in arrays[:-1])
        more = {
            name: (array[row] if name in WHOLE else array[row, :length]).astype(np.float32, copy=False) for name, array in (others or {}).items()
        }
        return cls(spans, types, statuses, main, groups, source, target, float(arrays[-1][row]), more)


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention in one window: where its first piece is."""

    mention: Mention
    piece: int


def decode(
    text: str, windows: Sequence[Window], outputs: Sequence[Output], given: Iterable[tuple[MentionKind, Span]] = ()
) -> tuple[list[Mention], list[Link]]:
    """The mentions and links of one report. `given` are spans that rules found; a given span stands in place of the
    reader's own spans of that kind that overlap it."""
    stated = _Given.of(given)
    sure = _sure_event(windows)
    per_window = [_mentions(text, w, o, stated, sure, sure) for w, o in zip(windows, outputs, strict=True)]
    if not any(found.mention.kind is MentionKind.EVENT for window in per_window for found in window):
        faint = max(FAINT_EVENT if sure >= SPAN_THRESHOLD else FAINT_IN_SHORT, max((_likeliest_event(o) for o in outputs), default=0.0) / 2)
        per_window = [_mentions(text, w, o, stated, sure, faint) for w, o in zip(windows, outputs, strict=True)]
    mentions = _merged(found.mention for window in per_window for found in window)
    index = {(m.kind, m.span): i for i, m in enumerate(mentions)}
    best: dict[tuple[LinkKind, int, int], float] = {}
    for window, output in zip(per_window, outputs, strict=True):
        known = [(index[key], f.piece) for f in window if (key := (f.mention.kind, f.mention.span)) in index]
        for kind, source, target, score in _links(mentions, known, output):
            best[kind, source, target] = max(score, best.get((kind, source, target), 0.0))
    links = [Link(kind, source, target, score) for (kind, source, target), score in sorted(best.items())]
    return mentions, links


def _sure_event(windows: Sequence[Window]) -> float:
    """The probability of an event word that counts as SPAN_THRESHOLD in a text of these windows."""
    if len(windows) != 1:
        return SPAN_THRESHOLD
    part = (len(windows[0].ids) - SHORT) / (WHOLE_TEXT - SHORT)
    return SHORT_THRESHOLD + (SPAN_THRESHOLD - SHORT_THRESHOLD) * min(1.0, max(0.0, part))


def _likeliest_event(output: Output) -> float:
    """The highest probability that a piece of a window, but its first and last, is one of an event word."""
    if len(output.spans) <= 2:
        return 0.0
    chances = softmax(output.spans.reshape(len(output.spans), len(KINDS), 3)[1:-1, KINDS.index(MentionKind.EVENT)])
    return float(1.0 - chances[:, OUTSIDE].min())


@dataclass(frozen=True, slots=True)
class _Given:
    """The given spans of each kind in the order of the text, of two that overlap only the first, with their starts."""

    spans: dict[MentionKind, list[Span]]
    starts: dict[MentionKind, list[int]]

    @classmethod
    def of(cls, given: Iterable[tuple[MentionKind, Span]]) -> "_Given":
        spans: dict[MentionKind, list[Span]] = {}
        for kind, span in sorted(set(given), key=lambda item: (item[1].start, -item[1].end)):
            kept = spans.setdefault(kind, [])
            if not kept or not kept[-1].overlaps(span):
                kept.append(span)
        return cls(spans, {kind: [span.start for span in kept] for kind, kept in spans.items()})

    def between(self, kind: MentionKind, start: int, end: int) -> list[Span]:
        """The spans of a kind that share a character with this stretch of the text."""
        starts = self.starts.get(kind, [])
        first, last = bisect_right(starts, start), bisect_left(starts, end)
        if first and self.spans[kind][first - 1].end > start:
            first -= 1
        return self.spans[kind][first:last] if first < last else []


def _mentions(text: str, window: Window, output: Output, given: _Given, sure: float, least: float) -> list[_Found]:
    """The mentions of one window. A given span is one of them where any of its pieces is in the window. `least` is the threshold of
    event words, `sure` the probability that is told as SPAN_THRESHOLD."""
    length = len(window.ids)
    if length <= 2:
        return []
    start, end = int(window.offsets[1, 0]), int(window.offsets[-2, 1])
    chances = softmax(output.spans[:length].reshape(length, len(KINDS), 3))
    chances[[0, length - 1]] = np.eye(3, dtype=np.float32)[OUTSIDE]
    found = []
    for number, kind in enumerate(KINDS):
        fixed = given.between(kind, start, end)
        for first, stop in _runs(chances[:, number], window.offsets, least if kind is MentionKind.EVENT else SPAN_THRESHOLD):
            span = _span(text, window, first, stop)
            if span is not None and not any(span.overlaps(other) for other in fixed):
                score = float(1.0 - chances[first:stop, number, OUTSIDE].mean())
                score = _told_as(score, sure) if kind is MentionKind.EVENT else score
                found.append(_Found(_mention(kind, span, score, output, first), first))
        for span in fixed:
            piece = _first_piece(window, span)
            if piece is not None:
                score = float(max(SPAN_THRESHOLD, 1.0 - chances[piece, number, OUTSIDE]))
                found.append(_Found(_mention(kind, span, score, output, piece), piece))
    return found


def _told_as(score: float, sure: float) -> float:
    """A probability on the scale on which `sure` is SPAN_THRESHOLD; 0 and 1 stay as they are."""
    if score < sure:
        return score * SPAN_THRESHOLD / sure
    return 1.0 - (1.0 - score) * (1.0 - SPAN_THRESHOLD) / (1.0 - sure)


def _first_piece(window: Window, span: Span) -> int | None:
    """The first word piece in this window of a span, None where it has none."""
    starts, ends = window.offsets[1:-1, 0], window.offsets[1:-1, 1]
    piece = int(np.searchsorted(ends, span.start, side="right"))
    return piece + 1 if piece < len(ends) and starts[piece] < span.end else None


def _runs(chances: Floats, offsets: npt.NDArray[np.int64], threshold: float) -> list[tuple[int, int]]:
    """Runs of pieces of one kind, whole words only: (first, past the last)."""
    inside = chances[:, OUTSIDE] < 1.0 - threshold
    begins = inside & (chances[:, BEGIN] >= chances[:, INSIDE])
    glued = np.zeros(len(inside), dtype=bool)
    glued[1:] = (offsets[1:, 0] == offsets[:-1, 1]) & (offsets[1:, 1] > offsets[1:, 0]) & (offsets[:-1, 1] > 0)
    runs: list[tuple[int, int]] = []
    for i in np.flatnonzero(inside).tolist():
        if runs and runs[-1][1] == i and (not begins[i] or glued[i]):
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return runs


def _span(text: str, window: Window, start: int, stop: int) -> Span | None:
    """The text of some pieces, made whole words, without punctuation at its ends; None where nothing is left."""
    begin, end = int(window.offsets[start, 0]), int(window.offsets[stop - 1, 1])
    lowest, highest = max(0, begin - LONGEST_WORD), min(len(text), end + LONGEST_WORD)
    while begin > lowest and text[begin - 1].isalnum() and text[begin].isalnum():
        begin -= 1
    end = _word_end(text, end, highest)
    while begin < end and not text[begin].isalnum() and text[begin] not in "$£€":
        begin += 1
    while begin < end and _loose(text, begin, end):
        end -= 1
    begin, end = _whole_abbreviation(text, begin, end)
    return Span.of(text, begin, end) if begin < end else None


#: An apostrophe inside a name ("al-Rufay'i"), and not the start of a possessive or a shortened verb.
_INNER_APOSTROPHE = re.compile(r"['’ʼʻ`](?!(?:s|t|d|m|re|ve|ll)\b)[^\W\d_]+", re.IGNORECASE)


#: Letters with stops between them, of which a span may have met only one ("U.S.").
_ABBREVIATION = re.compile(r"(?<![\w.])(?:[A-Z]\.){2,}")
_LONGEST_ABBREVIATION = 10


def _whole_abbreviation(text: str, begin: int, end: int) -> tuple[int, int]:
    """The bounds widened over an abbreviation at either end."""
    if begin >= end:
        return begin, end
    low = max(0, begin - _LONGEST_ABBREVIATION)
    for match in _ABBREVIATION.finditer(text, low, min(len(text), end + _LONGEST_ABBREVIATION)):
        if match.start() < end and begin < match.end():
            begin, end = min(begin, match.start()), max(end, match.end())
    return begin, end


def _word_end(text: str, end: int, highest: int) -> int:
    """Where the word ends that a span's last piece lies in."""
    while 0 < end < highest and text[end - 1].isalnum():
        inner = _INNER_APOSTROPHE.match(text, end, highest)
        if inner is not None:
            end = inner.end()
        elif text[end].isalnum():
            end += 1
        else:
            break
    return end


def _loose(text: str, begin: int, end: int) -> bool:
    """Whether the last character does not belong to the words: "." unless the last word is one like "U.S.", ")" without its "("."""
    last = text[end - 1]
    if last == ")":
        return "(" not in text[begin:end]
    if last == ".":
        return not _DOTTED.search(text, begin, end - 1)
    return not last.isalnum()


def _mention(kind: MentionKind, span: Span, score: float, output: Output, piece: int) -> Mention:
    if kind is MentionKind.EVENT:
        return Mention(kind, span, score, event=_event(output, piece))
    if kind is MentionKind.NUMBER:
        return Mention(kind, span, score, group=CasualtyGroup(GROUPS[int(output.groups[piece].argmax())]))
    return Mention(kind, span, score)


def _event(output: Output, piece: int) -> EventWord:
    types, statuses = softmax(output.types[piece]), softmax(output.statuses[piece])
    main = float(sigmoid(output.main[piece]))
    likeliest = tuple((EVENT_TYPES[i], float(types[i])) for i in np.argsort(-types)[:KEPT_TYPES].tolist())
    return EventWord(*likeliest[0], STATUSES[int(statuses.argmax())], float(statuses.max()), main >= 0.5, main, likeliest)


def _merged(mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions of overlapping windows as one list in the order of the text: of two of one kind that overlap, the surer one."""
    kept: dict[MentionKind, list[Mention]] = {kind: [] for kind in KINDS}
    for mention in sorted(mentions, key=lambda m: -m.score):
        row = kept[mention.kind]
        place = bisect_left(row, mention.span.start, key=lambda m: m.span.start)
        if not any(other.span.overlaps(mention.span) for other in row[max(0, place - 1) : place + 1]):
            row.insert(place, mention)
    return sorted((m for row in kept.values() for m in row), key=lambda m: (m.span.start, m.span.end, m.kind))


def _links(
    mentions: Sequence[Mention], known: Sequence[tuple[int, int]], output: Output
) -> Iterable[tuple[LinkKind, int, int, float]]:
    """The links of one window: `known` are (mention, first piece)."""
    if not known:
        return
    pieces = [piece for _, piece in known]
    width = output.source.shape[-1] // len(LINKS)
    a = output.source[pieces].reshape(len(pieces), len(LINKS), width).transpose(1, 0, 2)
    b = output.target[pieces].reshape(len(pieces), len(LINKS), width).transpose(1, 0, 2)
    scores = sigmoid(a @ b.transpose(0, 2, 1) / np.sqrt(width) - LINK_PRIOR)
    for number, source, target in np.argwhere(scores >= LINK_THRESHOLD).tolist():
        kind, i, j = LINKS[number], known[source][0], known[target][0]
        if i != j and _may_link(kind, mentions[i].kind, mentions[j].kind):
            yield kind, i, j, float(scores[number, source, target])


def _may_link(kind: LinkKind, source: MentionKind, target: MentionKind) -> bool:
    if kind in _EVENT_TARGETS:
        return source is MentionKind.EVENT and target in _EVENT_TARGETS[kind]
    sources, targets = _SPAN_ENDS[kind]
    return source in sources and target in targets


def softmax(logits: Floats) -> Floats:
    """Softmax over the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)


def sigmoid(logits: Floats) -> Floats:
    """The logistic function, in the form that does not overflow."""
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * logits), dtype=np.float32)
