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

from cairn.errors import ReaderError
from cairn.model import Span
from cairn.reading.sentences import without_capitals

Ints = npt.NDArray[np.int64]
#: A stretch of a sentence that fits a window: the sentence's number, the ids of its word pieces, their places in the text.
Stretch = tuple[int, list[int], Ints]

#: Word pieces in a window, [CLS] and [SEP] included; attention costs the square of it. Training takes more (docs/decisions/0006).
MAX_PIECES = 160
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
    """The word-piece tokenizer at `path`, without truncation and padding. Raises ReaderError."""
    if not path.is_file():
        raise ReaderError(
            f"the reader's tokenizer is not at {path}: expected tokenizer.json; install the wheel, or run `make train`"
        )
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises bare Exceptions
        raise ReaderError(f"the reader's tokenizer at {path} can not be loaded ({error}): install Cairn again") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def windows(text: str, sentences: Sequence[Span], tokenizer: Tokenizer, *, report: int = 0, most: int = MAX_PIECES) -> list[Window]:
    """The windows of one report's sentences, in order, of `most` word pieces each. Every word piece of every sentence is in one of them
    at least."""
    stretches = _stretches(sentences, tokenizer, most)
    found: list[Window] = []
    start = 0
    while start < len(stretches):
        stop = _stop(stretches, start, most)
        found.append(_window(text, stretches[start:stop], report))
        if stop == len(stretches):
            break
        start = max(start + 1, stop - OVERLAP) if _fits(stretches, stop, most) else stop
    return found


def _stretches(sentences: Sequence[Span], tokenizer: Tokenizer, most: int) -> list[Stretch]:
    """The sentences in pieces, those longer than a window cut."""
    found: list[Stretch] = []
    encoded = tokenizer.encode_batch([s.quote for s in sentences], add_special_tokens=False)
    for number, (sentence, encoding) in enumerate(zip(sentences, encoded, strict=True)):
        ids, offsets = encoding.ids, np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2) + sentence.start
        cuts = range(0, max(len(ids), 1), most - 2)
        found += [(number, ids[cut : cut + most - 2], offsets[cut : cut + most - 2]) for cut in cuts]
    return found


def _stop(stretches: Sequence[Stretch], start: int, most: int) -> int:
    """Past the last stretch that fits in a window from `start` on."""
    stop, size = start, 0
    while stop < len(stretches) and size + len(stretches[stop][1]) <= most - 2:
        size += len(stretches[stop][1])
        stop += 1
    return stop


def _fits(stretches: Sequence[Stretch], stop: int, most: int) -> bool:
    """Whether the overlap leaves room for the stretch at `stop`, so that the next window moves on."""
    return sum(len(ids) for _, ids, _ in stretches[max(0, stop - OVERLAP) : stop + 1]) <= most - 2


def _window(text: str, stretches: Sequence[Stretch], report: int) -> Window:
    ids = [_CLS, *(i for _, stretch, _ in stretches for i in stretch), _SEP]
    offsets = np.concatenate([np.zeros((1, 2), np.int64), *(o for _, _, o in stretches), np.zeros((1, 2), np.int64)])
    return Window(report, np.asarray(ids, dtype=np.int64), _shapes(text, offsets), offsets, stretches[0][0])


def _shapes(text: str, offsets: Ints) -> Ints:
    """The letter shape of every piece, the whole window SHAPE_NONE where its text is upper-case throughout or has hardly a capital."""
    start, end = (int(offsets[1, 0]), int(offsets[-2, 1])) if len(offsets) > 2 else (0, 0)
    shown = text[start:end]
    if without_capitals(shown) or sum(map(str.isupper, shown)) > UPPER_SHARE * sum(map(str.isalpha, shown)):
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
