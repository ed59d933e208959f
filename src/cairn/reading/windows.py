"""Reports cut into windows that the encoder can take: runs of whole sentences, each window overlapping the one before.

A sentence that is longer than a window is cut at its word pieces.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from cairn.model import Span

Ints = npt.NDArray[np.int64]

#: Word pieces in a window, [CLS] and [SEP] included. Short windows in sorted batches are fastest on a CPU.
MAX_PIECES = 224
#: Sentences that a window shares with the one before it, so that links reach across the cut.
OVERLAP = 2
#: Capitals per letter above which a window is read as upper-case text, in which capitals tell nothing.
UPPER_SHARE = 0.6

_CLS, _SEP = 101, 102
SHAPE_NONE, SHAPE_LOWER, SHAPE_TITLE, SHAPE_UPPER, SHAPE_OTHER = range(5)
SHAPES = 5


@dataclass(frozen=True, slots=True)
class Window:
    """One run of word pieces: ids and letter shapes with [CLS] and [SEP]; `offsets[i]` is piece i's place in the report's
    text (shape n x 2; [CLS] and [SEP] are 0, 0)."""

    report: int
    ids: Ints
    shapes: Ints
    offsets: Ints
    first_sentence: int


@cache
def load_tokenizer(path: Path) -> Tokenizer:
    """The word-piece tokenizer at `path`, without truncation and padding."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def windows(text: str, sentences: Sequence[Span], tokenizer: Tokenizer, *, report: int = 0) -> list[Window]:
    """The windows of one report's sentences, in order."""
    encoded = tokenizer.encode_batch([s.quote for s in sentences], add_special_tokens=False)
    pieces: list[tuple[int, list[int], Ints]] = []
    for number, (sentence, encoding) in enumerate(zip(sentences, encoded, strict=True)):
        offsets = np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2) + sentence.start
        for cut in range(0, max(len(encoding.ids), 1), MAX_PIECES - 2):
            pieces.append((number, encoding.ids[cut : cut + MAX_PIECES - 2], offsets[cut : cut + MAX_PIECES - 2]))
    found: list[Window] = []
    start = 0
    while start < len(pieces):
        stop, size = start, 0
        while stop < len(pieces) and size + len(pieces[stop][1]) <= MAX_PIECES - 2:
            size += len(pieces[stop][1])
            stop += 1
        found.append(_window(text, pieces[start:stop], report))
        if stop == len(pieces):
            break
        start = max(start + 1, stop - OVERLAP) if _fits(pieces, stop) else stop
    return found


def _fits(pieces: list[tuple[int, list[int], Ints]], stop: int) -> bool:
    """Whether the overlap leaves room for the sentence at `stop`, so that the next window moves on."""
    return sum(len(ids) for _, ids, _ in pieces[max(0, stop - OVERLAP) : stop + 1]) <= MAX_PIECES - 2


def _window(text: str, pieces: list[tuple[int, list[int], Ints]], report: int) -> Window:
    ids = [_CLS, *(i for _, piece, _ in pieces for i in piece), _SEP]
    offsets = np.concatenate([np.zeros((1, 2), np.int64), *(o for _, _, o in pieces), np.zeros((1, 2), np.int64)])
    return Window(report, np.asarray(ids, dtype=np.int64), _shapes(text, offsets), offsets, pieces[0][0])


def _shapes(text: str, offsets: Ints) -> Ints:
    """The letter shape of every piece, the whole window SHAPE_NONE where the text is upper-case throughout."""
    start, end = int(offsets[1:-1, 0].min(initial=0)), int(offsets[:, 1].max(initial=0))
    letters = [c for c in text[start:end] if c.isalpha()]
    if sum(c.isupper() for c in letters) > UPPER_SHARE * len(letters):
        return np.zeros(len(offsets), dtype=np.int64)
    return np.asarray([_shape(text[a:b]) for a, b in offsets.tolist()], dtype=np.int64)


def _shape(piece: str) -> int:
    if not piece or not any(c.isalpha() for c in piece):
        return SHAPE_OTHER
    if piece.islower():
        return SHAPE_LOWER
    if piece.isupper() and len(piece) > 1:
        return SHAPE_UPPER
    return SHAPE_TITLE if piece[0].isupper() else SHAPE_OTHER
