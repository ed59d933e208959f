"""Documents to training windows: word pieces with their labels, and what is not annotated masked out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor

from cairn.model import LinkKind, MentionKind, Status
from cairn.reading.labels import BEGIN, EVENT_TYPES, GROUPS, INSIDE, KINDS, LINKS, OUTSIDE, STATUSES
from cairn.reading.sentences import sentences
from cairn.reading.windows import Ints, Window, windows
from training.documents import Document, EventMark, Offsets

IGNORED = -100
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


def labelled(document: Document, tokenizer: Tokenizer) -> list[Labelled]:
    """The training windows of one document."""
    return [_label(document, window) for window in windows(document.text, sentences(document.text), tokenizer)]


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
    relevant = _relevance(document, heads)
    return Labelled(document.set, window, spans, events.types, events.statuses, events.main, groups, links, relevant, document.weight)


def _span_labels(document: Document, window: Window) -> tuple[Ints, dict[Offsets, int]]:
    """Begin, inside and outside labels of every kind (L x kinds), and the first piece of every span.

    A kind of which a set marks some mentions only gets no labels: right ones alone would teach that every word is one.
    """
    spans = np.full((len(window.ids), len(KINDS)), IGNORED, dtype=np.int64)
    real = window.offsets[:, 1] > window.offsets[:, 0]
    for i, kind in enumerate(KINDS):
        if kind in document.complete:
            spans[real, i] = OUTSIDE
    heads: dict[Offsets, int] = {}
    for kind, place in document.spans:
        pieces = _pieces(window, place)
        if len(pieces):
            if kind in document.complete:
                spans[pieces, KINDS.index(kind)] = INSIDE
                spans[pieces[0], KINDS.index(kind)] = BEGIN
            heads[place] = int(pieces[0])
    return spans, heads


def _relevance(document: Document, heads: dict[Offsets, int]) -> int:
    """Whether the window tells of an event; a window of a relevant report that shows none of it is neither right nor wrong."""
    if document.relevant is None:
        return IGNORED
    shown = any(word in heads for event in document.events for word in event.words) or not document.events
    unsure = (document.set == "muc4" and not heads) or (document.set == "passages" and not shown)
    return IGNORED if document.relevant and unsure else int(document.relevant)


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
                if not linked and (not event.links_complete or _same_text(document.text, place, positive, LINKS[i])):
                    continue
                rows.append((i, heads[word], heads[place], int(linked)))
    return rows


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


def batch(rows: Sequence[Labelled], device: torch.device, *, without_case: bool = False) -> Batch:
    """Windows as one batch on a device."""
    length = max(len(r.window.ids) for r in rows)

    def padded(values: list[Ints], fill: int) -> Tensor:
        shape = (len(values), length, *values[0].shape[1:])
        out = np.full(shape, fill, dtype=np.int64)
        for i, value in enumerate(values):
            out[i, : len(value)] = value
        return torch.from_numpy(out).to(device)

    heads, links = _dense_links(rows)
    return Batch(
        padded([r.window.ids for r in rows], 0), padded([r.window.shapes * (not without_case) for r in rows], 0),
        padded([np.ones(len(r.window.ids), np.int64) for r in rows], 0), padded([r.spans for r in rows], IGNORED),
        padded([r.types for r in rows], IGNORED), padded([r.statuses for r in rows], IGNORED), padded([r.main for r in rows], IGNORED),
        padded([r.groups for r in rows], IGNORED), torch.from_numpy(heads).to(device), torch.from_numpy(links).to(device),
        torch.tensor([r.relevant for r in rows], device=device), torch.tensor([r.weight for r in rows], device=device),
    )  # fmt: skip


def _dense_links(rows: Sequence[Labelled]) -> tuple[Ints, npt.NDArray[np.int8]]:
    """The linked pieces of every window, padded, and a label for every pair of them and every kind of link; -1 is unknown."""
    pieces = [np.unique(r.links[:, 1:3]) for r in rows]
    width = max(1, *(len(p) for p in pieces))
    heads = np.zeros((len(rows), width), dtype=np.int64)
    labels = np.full((len(rows), len(LINKS), width, width), -1, dtype=np.int8)
    for i, (row, known) in enumerate(zip(rows, pieces, strict=True)):
        heads[i, : len(known)] = known
        kind, source, target, label = row.links.T
        labels[i, kind, np.searchsorted(known, source), np.searchsorted(known, target)] = label
    return heads, labels
