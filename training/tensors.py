"""Documents to training windows: word pieces with their labels, and what is not annotated masked out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor

from cairn.model import LinkKind, MentionKind, Status
from cairn.reading.labels import (
    BEGIN,
    EVENT_TYPES,
    FLAG_HEADS,
    GROUPS,
    INSIDE,
    KINDS,
    LINKS,
    OUTSIDE,
    SPAN_HEADS,
    STATUSES,
    STRETCH_HEADS,
    TIES,
)
from cairn.reading.sentences import sentences
from cairn.reading.windows import Ints, Window, windows
from training.documents import Document, EventMark, Offsets, meet

IGNORED = -100
#: Word pieces in a training window.
PIECES = 256
ROLE_LINKS = tuple(
    LINKS.index(k) for k in (
        LinkKind.SIDE_A, LinkKind.SIDE_B, LinkKind.TARGET, LinkKind.VICTIM, LinkKind.PLACE, LinkKind.TIME, LinkKind.WEAPON, LinkKind.SAID_BY,
        LinkKind.KILLED, LinkKind.INJURED, LinkKind.ABDUCTED, LinkKind.ARRESTED, LinkKind.MISSING)
)  # fmt: skip
SPAN_LINKS = tuple(i for i in range(len(LINKS)) if i not in ROLE_LINKS and LINKS[i] is not LinkKind.SAME)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One window with labels. Word-piece labels are IGNORED where unknown; `links` rows are (link, source, target, 0 or 1)."""

    set: str
    window: Window
    spans: Ints  # L x kinds
    types: Ints  # L
    statuses: Ints  # L
    main: Ints  # L
    groups: Ints  # L
    links: Ints  # n x 4
    relevant: int
    weight: float
    told: int
    reported: int
    heads: dict[str, Ints]  # of other schemes: L x labels; begin, inside, outside or no and yes
    ties: Ints  # n x 4, as links
    stretches: dict[str, tuple[Ints, Ints]]  # the number of the stretch of each piece or -1 (L), its labels (n x labels)


def labelled(document: Document, tokenizer: Tokenizer) -> list[Labelled]:
    """The training windows of one document."""
    return [_label(document, window) for window in windows(document.text, sentences(document.text), tokenizer, most=PIECES)]


def _pieces(window: Window, place: Offsets) -> Ints:
    """The word pieces of a window that lie in a stretch of text."""
    offsets = window.offsets
    inside = (offsets[:, 0] < place[1]) & (offsets[:, 1] > place[0]) & (offsets[:, 1] > offsets[:, 0])
    return np.flatnonzero(inside)


@dataclass(frozen=True, slots=True)
class _EventLabels:
    """The labels of one window's pieces that come from event words, each of length L."""

    types: Ints
    statuses: Ints
    main: Ints

    @classmethod
    def unknown(cls, length: int) -> "_EventLabels":
        return cls(*(np.full(length, IGNORED, dtype=np.int64) for _ in range(3)))

    def mark(self, at: int, event: EventMark) -> None:
        """Label the piece at which a word of the event starts."""
        if event.type is not None:
            self.types[at] = EVENT_TYPES.index(event.type)
        if event.status is not None:
            self.statuses[at] = STATUSES.index(Status(event.status))
        if event.main is not None:
            self.main[at] = int(event.main)


def _label(document: Document, window: Window) -> Labelled:
    length = len(window.ids)
    spans, heads = _span_labels(document, window)
    events = _EventLabels.unknown(length)
    for event in document.events:
        for word in event.words:
            pieces = _pieces(window, word)
            if len(pieces):
                heads[word] = int(pieces[0])
                events.mark(heads[word], event)
    groups = np.full(length, IGNORED, dtype=np.int64)
    for place, group in document.groups:
        if place in heads:
            groups[heads[place]] = GROUPS.index(group)
    links = np.asarray(_links(document, heads), dtype=np.int64).reshape(-1, 4)
    relevant = _relevance(document, window, heads)
    others, starts = _scheme_labels(document, window)
    told = EVENT_TYPES.index(document.told) if document.told and relevant == 1 else IGNORED
    reported = IGNORED if document.schemes.reported is None or (document.schemes.reported and not starts["roles"]) else int(document.schemes.reported)
    return Labelled(
        document.set, window, spans, events.types, events.statuses, events.main, groups, links, relevant, document.weight,
        told, reported, others, _ties(document, starts), {name: _stretches(document, window, name) for name in STRETCH_HEADS},
    )  # fmt: skip


def _scheme_labels(document: Document, window: Window) -> tuple[dict[str, Ints], dict[str, dict[Offsets, int]]]:
    """The labels of every head of another scheme, and the first piece of every span of its."""
    found, starts = {}, {}
    for name in SPAN_HEADS:
        found[name], starts[name] = _scheme_spans(document, window, name)
    for name in FLAG_HEADS:
        found[name] = _flags(document, window, name)
    return found, starts


def _open_rows(document: Document, window: Window, name: str, labels: int) -> Ints:
    """L x labels: no label where the set does not mark all, and none at unsure places; else outside, which is also no."""
    rows = np.full((len(window.ids), labels), IGNORED, dtype=np.int64)
    if name in document.schemes.complete:
        rows[:-1] = OUTSIDE
    for place in (place for head, place in document.schemes.unsure if head == name):
        rows[_pieces(window, place)] = IGNORED
    return rows


def _scheme_spans(document: Document, window: Window, name: str) -> tuple[Ints, dict[Offsets, int]]:
    """A begin-inside-outside head's labels, and the first piece of each of its spans."""
    labels = SPAN_HEADS[name]
    rows = _open_rows(document, window, name, len(labels))
    rows[0] = IGNORED
    starts = {}
    for label, place in ((label, place) for head, label, place in document.schemes.spans if head == name):
        pieces = _pieces(window, place)
        if len(pieces):
            rows[pieces, labels.index(label)] = INSIDE
            rows[pieces[0], labels.index(label)] = BEGIN
            starts[place] = int(pieces[0])
    return rows, starts


def _flags(document: Document, window: Window, name: str) -> Ints:
    """A yes-or-no head's labels. What is said in no word stands at the window's first piece, which is none of the text's."""
    labels = FLAG_HEADS[name]
    rows = _open_rows(document, window, name, len(labels))
    for place, right in ((place, right) for head, place, right in document.schemes.flags if head == name):
        pieces = _pieces(window, place) if place else np.zeros(1, dtype=np.int64)
        if len(pieces):
            rows[pieces[0]] = [int(label in right) for label in labels]
            rows[pieces[1:]] = IGNORED
    return rows


def _ties(document: Document, starts: dict[str, dict[Offsets, int]]) -> Ints:
    """Right ties, and for the heads whose spans are tied throughout all others between their spans as wrong."""
    rows: dict[tuple[int, int, int], int] = {}
    own = {"roles": range(2), "entities": range(2, len(TIES))}
    for head in document.schemes.tied:
        pieces = sorted(set(starts[head].values()))
        rows |= {(i, a, b): 0 for i in own[head] for a in pieces for b in pieces if a != b}
    places = {place: piece for found in starts.values() for place, piece in found.items()}
    for label, a, b in document.schemes.ties:
        if a in places and b in places and places[a] != places[b]:
            rows[TIES.index(label), places[a], places[b]] = 1
    return np.asarray([(*key, value) for key, value in rows.items()], dtype=np.int64).reshape(-1, 4)


def _stretches(document: Document, window: Window, name: str) -> tuple[Ints, Ints]:
    """The stretches of one head that lie wholly in the window, by piece, and their labels."""
    at = np.full(len(window.ids), -1, dtype=np.int64)
    rows: list[list[int]] = []
    first, last = int(window.offsets[1, 0]), int(window.offsets[-2, 1])
    for _, (start, end), right in (s for s in document.schemes.stretches if s[0] == name):
        words = document.text[start:end]
        begin, stop = end - len(words.lstrip()), start + len(words.rstrip())
        if begin < stop and begin >= first and stop <= last:
            at[_pieces(window, (start, end))] = len(rows)
            rows.append([int(label in right) for label in STRETCH_HEADS[name]])
    return at, np.asarray(rows, dtype=np.int64).reshape(-1, len(STRETCH_HEADS[name]))


def _span_labels(document: Document, window: Window) -> tuple[Ints, dict[Offsets, int]]:
    """Begin, inside and outside labels of every kind (L x kinds), and the first piece of every span.

    A kind of which a set marks some mentions only gets no labels: right ones alone would teach that every word is one.
    """
    spans = np.full((len(window.ids), len(KINDS)), IGNORED, dtype=np.int64)
    real = window.offsets[:, 1] > window.offsets[:, 0]
    for i, kind in enumerate(KINDS):
        if kind in document.complete:
            spans[real, i] = OUTSIDE
    for kind, place in document.unsure:
        spans[_pieces(window, place), KINDS.index(kind)] = IGNORED
    heads: dict[Offsets, int] = {}
    for kind, place in document.spans:
        pieces = _pieces(window, place)
        if len(pieces):
            if kind in document.complete:
                spans[pieces, KINDS.index(kind)] = INSIDE
                spans[pieces[0], KINDS.index(kind)] = BEGIN
            heads[place] = int(pieces[0])
    return spans, heads


def _relevance(document: Document, window: Window, heads: dict[Offsets, int]) -> int:
    """Whether the window tells of an event; a window of a relevant report that shows none of it is neither right nor wrong."""
    if document.relevant is None:
        return IGNORED
    shown = any(word in heads for event in document.events for word in event.words) or not document.events
    unsure = not shown if document.set == "passages" else document.set in ("muc4", "indiapolice") and not _shows(document, window)
    return IGNORED if document.relevant and unsure else int(document.relevant)


def _shows(document: Document, window: Window) -> bool:
    """Whether any filler or any sentence with a label of its scheme stands in the window."""
    schemes = document.schemes
    places = [place for _, _, place in schemes.spans] + [place for _, place, right in schemes.stretches if right]
    return any(len(_pieces(window, place)) for place in places)


def _links(document: Document, heads: dict[Offsets, int]) -> list[tuple[int, int, int, int]]:
    rows: list[tuple[int, int, int, int]] = []
    candidates = [place for kind, place in document.spans if kind is not MentionKind.EVENT and place in heads]
    for event in document.events:
        rows += _role_rows(document, event, candidates, heads)
    words = [(i, w) for i, event in enumerate(document.events) for w in event.words if w in heads]
    same = LINKS.index(LinkKind.SAME)
    if document.set == "passages":
        rows += [(same, heads[a], heads[b], int(i == j)) for i, a in words for j, b in words if a != b]
    rows += _span_rows(document, candidates, heads)
    return rows


def _role_rows(document: Document, event: EventMark, candidates: list[Offsets], heads: dict[Offsets, int]) -> list[tuple[int, int, int, int]]:
    """Roles of the event's first word; of its other words only those roles that stand near them."""
    rows = []
    positive = set(event.links)
    for number, word in enumerate(event.words):
        if word not in heads:
            continue
        for place in dict.fromkeys(candidates + [p for _, p in event.links if p in heads]):
            if place not in heads or place == word:
                continue
            for i in ROLE_LINKS:
                linked = (LINKS[i], place) in positive
                if number and (not linked or abs(place[0] - word[0]) > 150):
                    continue
                if not linked and (not event.links_complete or _same_text(document.text, place, positive, LINKS[i]) or _unsure(event, LINKS[i], place)):
                    continue
                rows.append((i, heads[word], heads[place], int(linked)))
    return rows


def _unsure(event: EventMark, kind: LinkKind, place: Offsets) -> bool:
    """Whether a second reader gave the role to a phrase that shares a word with this place."""
    return any(k is kind and meet(place, given) for k, given in event.unsure)


def _same_text(text: str, place: Offsets, positive: set[tuple[LinkKind, Offsets]], kind: LinkKind) -> bool:
    """Whether the same words stand linked elsewhere, so that this place is neither right nor wrong."""
    words = text[place[0] : place[1]].lower()
    return any(k is kind and text[a:b].lower() == words for k, (a, b) in positive)


def _span_rows(document: Document, candidates: list[Offsets], heads: dict[Offsets, int]) -> list[tuple[int, int, int, int]]:
    positive = {(k, a, b) for k, a, b in document.relations if a in heads and b in heads}
    rows = []
    for kind, a, b in sorted(positive):
        rows.append((LINKS.index(kind), heads[a], heads[b], 1))
        if kind in (LinkKind.ALIAS, LinkKind.ALLIED_WITH, LinkKind.FIGHTS):
            rows.append((LINKS.index(kind), heads[b], heads[a], 1))
    if document.relations_complete:
        known = {(r[0], r[1], r[2]) for r in rows}
        places = list(dict.fromkeys(candidates))
        rows += [
            (i, heads[a], heads[b], 0)
            for a in places for b in places if a != b and abs(a[0] - b[0]) < 400
            for i in SPAN_LINKS if (i, heads[a], heads[b]) not in known
        ]  # fmt: skip
    return rows


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows padded to one length. `heads` (B x M) are the pieces that links may join, `links` (B x links x M x M) their labels."""

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    spans: Tensor
    types: Tensor
    statuses: Tensor
    main: Tensor
    groups: Tensor
    heads: Tensor
    links: Tensor
    relevant: Tensor
    weight: Tensor
    told: Tensor
    reported: Tensor
    others: dict[str, Tensor]
    tie_heads: Tensor
    ties: Tensor
    stretches: dict[str, tuple[Tensor, Tensor]]


def batch(rows: Sequence[Labelled], device: torch.device, *, without_case: bool = False) -> Batch:
    """Windows as one batch on a device."""
    length = max(len(r.window.ids) for r in rows)

    def padded(values: list[Ints], fill: int) -> Tensor:
        shape = (len(values), length, *values[0].shape[1:])
        out = np.full(shape, fill, dtype=np.int64)
        for i, value in enumerate(values):
            out[i, : len(value)] = value
        return torch.from_numpy(out).to(device)

    heads, links = _dense_links([r.links for r in rows], len(LINKS))
    tie_heads, ties = _dense_links([r.ties for r in rows], len(TIES))

    def stretches(name: str) -> tuple[Tensor, Tensor]:
        """The number of each piece's stretch in the batch (B x L), 0 being none, and the labels of stretches 1 and on."""
        at, labels, base = [], [], 1
        for numbers, known in (r.stretches[name] for r in rows):
            at.append(np.where(numbers >= 0, numbers + base, 0))
            labels.append(known)
            base += len(known)
        return padded(at, 0), torch.from_numpy(np.concatenate(labels)).to(device)

    return Batch(
        padded([r.window.ids for r in rows], 0), padded([r.window.shapes * (not without_case) for r in rows], 0),
        padded([np.ones(len(r.window.ids), np.int64) for r in rows], 0), padded([r.spans for r in rows], IGNORED),
        padded([r.types for r in rows], IGNORED), padded([r.statuses for r in rows], IGNORED), padded([r.main for r in rows], IGNORED),
        padded([r.groups for r in rows], IGNORED), torch.from_numpy(heads).to(device), torch.from_numpy(links).to(device),
        torch.tensor([r.relevant for r in rows], device=device), torch.tensor([r.weight for r in rows], device=device),
        torch.tensor([r.told for r in rows], device=device), torch.tensor([r.reported for r in rows], device=device),
        {name: padded([r.heads[name] for r in rows], IGNORED) for name in (*SPAN_HEADS, *FLAG_HEADS)},
        torch.from_numpy(tie_heads).to(device), torch.from_numpy(ties).to(device), {name: stretches(name) for name in STRETCH_HEADS},
    )  # fmt: skip


def _dense_links(links: Sequence[Ints], kinds: int) -> tuple[Ints, npt.NDArray[np.int8]]:
    """The linked pieces of every window, padded, and a label for every pair of them and every kind of link; -1 is unknown."""
    pieces = [np.unique(rows[:, 1:3]) for rows in links]
    width = max(1, *(len(p) for p in pieces))
    heads = np.zeros((len(links), width), dtype=np.int64)
    labels = np.full((len(links), kinds, width, width), -1, dtype=np.int8)
    for i, (rows, known) in enumerate(zip(links, pieces, strict=True)):
        heads[i, : len(known)] = known
        kind, source, target, label = rows.T
        labels[i, kind, np.searchsorted(known, source), np.searchsorted(known, target)] = label
    return heads, labels
