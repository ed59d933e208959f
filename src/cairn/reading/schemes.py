"""What the network's further heads find, as marks and ties of other annotation schemes (`cairn.model.Mark`, `cairn.model.Tie`).

muc4          role fillers of incidents (PerpInd ... Weapon), their kinds the incident types; ties `same_entity`, `same_incident`;
one mark `reported` over the whole text: whether the report has an incident of the task
re3d          entities and relations
indiapolice   what a sentence says that the police did, a mark for every sentence and label
satp          kinds of attack, marks over the whole text
awsd          numbers that count aid workers killed, wounded, kidnapped; the kind `implied` is one person of whom no number is said
case2021      the event type that a text mainly tells, marks over the whole text
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cairn.model import Mark, Span, Tie
from cairn.reading.decode import LINK_PRIOR, Floats, Output, sigmoid, softmax
from cairn.reading.labels import (
    ATTACKS,
    BEGIN,
    CONDUCT,
    COUNTED,
    ENTITIES,
    EVENT_TYPES,
    INCIDENTS,
    INSIDE,
    OUTSIDE,
    RELATIONS,
    ROLES,
    TIES,
)
from cairn.reading.windows import Window

#: The heads that each scheme needs.
HEADS: Mapping[str, tuple[str, ...]] = {
    "muc4": ("roles", "incidents", "tie_source", "tie_target", "reported"),
    "re3d": ("entities", "tie_source", "tie_target"),
    "indiapolice": ("conduct",),
    "satp": ("attacks",),
    "awsd": ("outcomes",),
    "case2021": ("told",),
}
#: A filler or an entity is kept from this probability of its first piece on; who uses the marks decides with the score.
KEPT_BEGIN = 0.05
KEPT_TIE = 0.2
KEPT_FLAG = 0.2

#: A scheme's marks and ties of one report.
Found = tuple[tuple[Mark, ...], tuple[Tie, ...]]
Rows = Sequence[tuple[Window, Output]]


def marked(text: str, cut: Sequence[Span], rows: Rows, schemes: Sequence[str]) -> Found:
    """The marks and ties of the schemes asked for, from the windows of one report with their outputs; `cut` are its sentences."""
    marks: list[Mark] = []
    ties: list[Tie] = []
    for scheme in schemes:
        found, tied = _SCHEMES[scheme](text, cut, rows)
        ties += [Tie(t.scheme, t.label, t.source + len(marks), t.target + len(marks), t.score) for t in tied]
        marks += found
    return tuple(marks), tuple(ties)


@dataclass(slots=True)
class _Best:
    """The surest mark of every label and place over the windows, and the surest ties between them."""

    scheme: str
    marks: dict[tuple[str, int, int], Mark]
    ties: dict[tuple[str, tuple[str, int, int], tuple[str, int, int]], float]

    def found(self) -> Found:
        """As marks in the order of the text and ties by their index."""
        order = sorted(self.marks, key=lambda key: (key[1], key[2], key[0]))
        index = {key: i for i, key in enumerate(order)}
        ties = tuple(Tie(self.scheme, label, index[a], index[b], score) for (label, a, b), score in sorted(self.ties.items()))
        return tuple(self.marks[key] for key in order), ties


def _spans(text: str, rows: Rows, scheme: str, head: str, labels: Sequence[str], ties: Sequence[str], kinds: tuple[str, Sequence[str]] | None) -> Found:
    """Marks of a begin-inside-outside head and ties between those of one window."""
    best = _Best(scheme, {}, {})
    for window, output in rows:
        pieces: list[tuple[tuple[str, int, int], int]] = []
        length = len(window.ids)
        chances = softmax(output.others[head].reshape(length, len(labels), 3))
        for number, label in enumerate(labels):
            for first, stop, score in _begun(chances[:, number]):
                place = _words(text, window, first, stop)
                key = (label, place.start, place.end)
                pieces.append((key, first))
                if key not in best.marks or best.marks[key].score < score:
                    more = () if kinds is None else tuple(zip(kinds[1], sigmoid(output.others[kinds[0]][first]).tolist(), strict=True))
                    best.marks[key] = Mark(scheme, label, place, score, more)
        for label, a, b, score in _tied(pieces, output, ties):
            best.ties[label, a, b] = max(score, best.ties.get((label, a, b), 0.0))
    return best.found()


def _words(text: str, window: Window, first: int, stop: int) -> Span:
    """The whole words of some pieces, with the quotation marks that are pieces of them."""
    begin, end = int(window.offsets[first, 0]), int(window.offsets[stop - 1, 1])
    while begin > 0 and text[begin - 1].isalnum() and text[begin].isalnum():
        begin -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span.of(text, begin, end)


def _begun(chances: Floats) -> list[tuple[int, int, float]]:
    """Stretches that start at a likely beginning and go on while inside is likelier than outside: (first, past the last, score)."""
    found = []
    begins, inside = chances[:, BEGIN], chances[:, INSIDE] > chances[:, OUTSIDE]
    starts = np.flatnonzero((begins >= KEPT_BEGIN) & (begins >= chances[:, INSIDE]))
    for start in starts[(starts > 0) & (starts < len(chances) - 1)].tolist():
        stop = start + 1
        while stop < len(chances) - 1 and inside[stop] and begins[stop] < chances[stop, INSIDE]:
            stop += 1
        found.append((start, stop, float(begins[start])))
    return found


def _tied(pieces: Sequence[tuple[tuple[str, int, int], int]], output: Output, labels: Sequence[str]) -> list[tuple[str, tuple[str, int, int], tuple[str, int, int], float]]:
    if len(pieces) < 2 or not labels:
        return []
    at = [piece for _, piece in pieces]
    source, target = (output.others[name][at].reshape(len(at), len(TIES), -1) for name in ("tie_source", "tie_target"))
    columns = [TIES.index(label) for label in labels]
    scores = sigmoid(np.einsum("itw,jtw->tij", source[:, columns], target[:, columns]) / np.sqrt(source.shape[-1]) - LINK_PRIOR)
    return [
        (labels[t], pieces[i][0], pieces[j][0], float(scores[t, i, j]))
        for t, i, j in np.argwhere(scores >= KEPT_TIE).tolist() if pieces[i][0] != pieces[j][0]
    ]  # fmt: skip


def _muc4(text: str, _cut: Sequence[Span], rows: Rows) -> Found:
    marks, ties = _spans(text, rows, "muc4", "roles", ROLES, TIES[:2], ("incidents", INCIDENTS))
    chance = max((float(sigmoid(output.others["reported"])) for _, output in rows), default=0.0)
    whole = (Mark("muc4", "reported", Span.of(text, 0, len(text)), chance),) if text else ()
    return (*marks, *whole), ties


def _re3d(text: str, _cut: Sequence[Span], rows: Rows) -> Found:
    return _spans(text, rows, "re3d", "entities", ENTITIES, RELATIONS, None)


def _indiapolice(_text: str, cut: Sequence[Span], rows: Rows) -> Found:
    scores = np.zeros((len(cut), len(CONDUCT)), dtype=np.float32)
    starts = np.asarray([s.start for s in cut])
    for window, output in rows:
        at = np.searchsorted(starts, window.offsets[1:-1, 0], side="right") - 1
        np.maximum.at(scores, at, sigmoid(output.others["conduct"][1:-1]))
    return tuple(Mark("indiapolice", label, s, float(scores[i, k])) for i, s in enumerate(cut) for k, label in enumerate(CONDUCT)), ()


def _satp(text: str, _cut: Sequence[Span], rows: Rows) -> Found:
    highest = [sigmoid(output.others["attacks"][1:-1]).max(axis=0) for _, output in rows]
    return _whole(text, "satp", ATTACKS, np.max(highest, axis=0)) if highest else ((), ())


def _awsd(text: str, _cut: Sequence[Span], rows: Rows) -> Found:
    best = _Best("awsd", {}, {})
    for window, output in rows:
        chances = sigmoid(output.others["outcomes"])
        for piece, number in np.argwhere(chances[:-1] >= KEPT_FLAG).tolist():
            place = _words(text, window, max(piece, 1), max(piece, 1) + 1)
            label, score = COUNTED[number], float(chances[piece, number])
            key = (label, place.start, place.end if piece else -1)
            if key not in best.marks or best.marks[key].score < score:
                best.marks[key] = Mark("awsd", label, place, score, () if piece else (("implied", 1.0),))
    return best.found()


def _case2021(text: str, _cut: Sequence[Span], rows: Rows) -> Found:
    chances = [softmax(output.others["told"]) for _, output in rows]
    return _whole(text, "case2021", EVENT_TYPES, np.mean(chances, axis=0)) if chances else ((), ())


def _whole(text: str, scheme: str, labels: Sequence[str], scores: Floats) -> Found:
    """One mark for each label over the whole text."""
    whole = Span.of(text, 0, len(text))
    return tuple(Mark(scheme, label, whole, float(score)) for label, score in zip(labels, scores, strict=True)), ()


_SCHEMES: Mapping[str, Callable[[str, Sequence[Span], Rows], Found]] = {
    "muc4": _muc4, "re3d": _re3d, "indiapolice": _indiapolice, "satp": _satp, "awsd": _awsd, "case2021": _case2021,
}  # fmt: skip
