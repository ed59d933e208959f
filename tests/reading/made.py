"""A small tokenizer and hand-made outputs of the network, so that decoding is tested without weights."""

import string
from collections.abc import Iterable

import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from cairn.model import LinkKind, MentionKind
from cairn.reading.decode import Output
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
from cairn.reading.windows import Window

CHARACTERS = string.ascii_lowercase + string.digits + string.punctuation
WORDS = ["the", "army", "killed", "five", "rebels", "in", "mosul", "strike", "said", "attack"]
WIDTH = 16


def tokenizer(words: Iterable[str] = WORDS) -> Tokenizer:
    """A word-piece tokenizer like the reader's: these words whole, others letter by letter, unknown signs as one piece."""
    rows = ["[PAD]", "[UNK]", *words, *CHARACTERS, *(f"##{c}" for c in CHARACTERS)]
    made = Tokenizer(WordPiece({row: i for i, row in enumerate(dict.fromkeys(rows))}, unk_token="[UNK]"))
    made.normalizer = BertNormalizer(lowercase=True, strip_accents=True)
    made.pre_tokenizer = BertPreTokenizer()
    return made


class Made:
    """Logits for one window, all outside and unlinked until marked. A place is (quote, number of its occurrence from 0)."""

    def __init__(self, text: str, window: Window) -> None:
        n = len(window.ids)
        self.text, self.window, self.linked = text, window, 0
        self.spans = np.zeros((n, len(KINDS), 3), np.float32)
        self.spans[:, :, OUTSIDE] = 8.0
        self.types = np.zeros((n, len(EVENT_TYPES)), np.float32)
        self.statuses = np.zeros((n, len(STATUSES)), np.float32)
        self.groups = np.zeros((n, len(GROUPS)), np.float32)
        self.main = np.full(n, -4.0, np.float32)
        self.others = {
            **{name: np.full((n, 3 * len(labels)), 0.0, np.float32) for name, labels in SPAN_HEADS.items()},
            **{name: np.full((n, len(labels)), -6.0, np.float32) for name, labels in (FLAG_HEADS | STRETCH_HEADS).items()},
            "tie_source": np.zeros((n, len(TIES), WIDTH), np.float32), "tie_target": np.zeros((n, len(TIES), WIDTH), np.float32),
            "told": np.zeros(len(EVENT_TYPES), np.float32), "reported": np.asarray(3.0, np.float32),
        }  # fmt: skip
        for name in SPAN_HEADS:
            self.others[name].reshape(n, -1, 3)[:, :, OUTSIDE] = 8.0
        self.source = np.zeros((n, len(LINKS), WIDTH), np.float32)
        self.target = np.zeros((n, len(LINKS), WIDTH), np.float32)

    def pieces(self, quote: str, number: int = 0) -> list[int]:
        start = -1
        for _ in range(number + 1):
            start = self.text.index(quote, start + 1)
        end = start + len(quote)
        return [i for i, (a, b) in enumerate(self.window.offsets.tolist()) if a < end and b > start and b > a]

    def mark(self, kind: MentionKind, quote: str, number: int = 0, *, logit: float = 12.0) -> "Made":
        for i, piece in enumerate(self.pieces(quote, number)):
            self.spans[piece, KINDS.index(kind), INSIDE if i else BEGIN] = logit
        return self

    def mark_piece(self, kind: MentionKind, piece: int, label: int, *, logit: float = 12.0) -> "Made":
        self.spans[piece, KINDS.index(kind), label] = logit
        return self

    def link(self, kind: LinkKind, source: str, target: str, *, logit: float = 6.0) -> "Made":
        """`logit` is that of the link, after the shift by its prior."""
        size = np.sqrt((logit + 3.0) * np.sqrt(WIDTH))
        self.source[self.pieces(source)[0], LINKS.index(kind), self.linked] = size
        self.target[self.pieces(target)[0], LINKS.index(kind), self.linked] = size
        self.linked += 1
        return self

    def label(self, head: str, label: str, quote: str, *, logit: float = 12.0) -> "Made":
        """A span of another scheme."""
        rows = self.others[head].reshape(len(self.window.ids), -1, 3)
        for i, piece in enumerate(self.pieces(quote)):
            rows[piece, SPAN_HEADS[head].index(label), INSIDE if i else BEGIN] = logit
        return self

    def flag(self, head: str, label: str, piece: int, *, logit: float = 4.0) -> "Made":
        """A yes of another scheme at one piece."""
        self.others[head][piece, (FLAG_HEADS | STRETCH_HEADS)[head].index(label)] = logit
        return self

    def tie(self, label: str, source: str, target: str, *, logit: float = 6.0) -> "Made":
        """A tie between spans of another scheme."""
        size = np.sqrt((logit + 3.0) * np.sqrt(WIDTH))
        self.others["tie_source"][self.pieces(source)[0], TIES.index(label), self.linked] = size
        self.others["tie_target"][self.pieces(target)[0], TIES.index(label), self.linked] = size
        self.linked += 1
        return self

    def output(self, relevance: float = 2.0) -> Output:
        n = len(self.window.ids)
        return Output(
            self.spans.reshape(n, -1), self.types, self.statuses, self.main, self.groups,
            self.source.reshape(n, -1), self.target.reshape(n, -1), relevance, self.others,
        )  # fmt: skip
