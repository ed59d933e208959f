"""The network: a MiniLM encoder and small linear heads over its token states.

Plain PyTorch, so that it exports to ONNX without another library. Shapes: B windows, L word pieces, H = 384.
"""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from cairn.reading.labels import EVENT_TYPES, FLAG_HEADS, GROUPS, KINDS, LINKS, SPAN_HEADS, STATUSES, STRETCH_HEADS, TIES
from cairn.reading.windows import SHAPES

HIDDEN, LAYERS, HEADS, FEED_FORWARD, POSITIONS, VOCABULARY = 384, 6, 12, 1536, 512, 30522
#: Width of the two projections whose product scores a link of one kind.
LINK_WIDTH = 32


class Layer(nn.Module):
    """One transformer layer, post-norm, as in BERT. No dropout on the attention weights: drawing those random numbers took
    most of a step on a CPU."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.attention_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up, self.down = nn.Linear(HIDDEN, FEED_FORWARD), nn.Linear(FEED_FORWARD, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` is B x L x H, `bias` B x 1 x 1 x L with a large negative number at padding."""
        batch, length, _ = x.shape
        q, k, v = (f(x).view(batch, length, HEADS, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=bias).transpose(1, 2).reshape(batch, length, HIDDEN)
        x = self.attention_norm(x + self.dropout(self.out(mixed)))
        return self.norm(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))


class Reader(nn.Module):
    """Encoder and heads.

    Returns, by name: spans B x L x (kinds*3), types B x L x types, statuses B x L x statuses, main B x L, groups B x L x groups,
    source and target of links B x L x (links*LINK_WIDTH), relevance B, told B x types; and for the other schemes: roles and
    entities B x L x (labels*3), incidents, outcomes, conduct and attacks B x L x labels, tie_source and tie_target
    B x L x (ties*LINK_WIDTH), reported B.
    """

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN, padding_idx=0)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.shapes = nn.Embedding(SHAPES, HIDDEN)
        nn.init.normal_(self.shapes.weight, std=0.02)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        widths = {
            "spans": len(KINDS) * 3, "types": len(EVENT_TYPES), "statuses": len(STATUSES), "main": 1, "groups": len(GROUPS),
            "source": len(LINKS) * LINK_WIDTH, "target": len(LINKS) * LINK_WIDTH,
            **{name: len(labels) * 3 for name, labels in SPAN_HEADS.items()},
            **{name: len(labels) for name, labels in (FLAG_HEADS | STRETCH_HEADS).items()},
            "tie_source": len(TIES) * LINK_WIDTH, "tie_target": len(TIES) * LINK_WIDTH,
        }  # fmt: skip
        self.tokens = nn.ModuleDict({name: nn.Linear(HIDDEN, width) for name, width in widths.items()})
        self.windows = nn.ModuleDict({"relevance": nn.Linear(HIDDEN, 1), "told": nn.Linear(HIDDEN, len(EVENT_TYPES)), "reported": nn.Linear(HIDDEN, 1)})

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """`ids`, `shapes` and `mask` (1 at word pieces, 0 at padding) are B x L, int64."""
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(place)[None] + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        weight = mask.to(x.dtype)[:, :, None]
        pooled = (x * weight).sum(1) / weight.sum(1)
        out = {name: head(x) for name, head in self.tokens.items()} | {name: head(pooled) for name, head in self.windows.items()}
        return {name: value.squeeze(-1) if value.shape[-1] == 1 else value for name, value in out.items()}


def from_minilm(path: Path, dropout: float = 0.1) -> Reader:
    """The network with MiniLM's weights in its encoder (a safetensors file in BERT's naming), its heads untrained."""
    start = load_file(path)
    model = Reader(dropout)
    own: dict[str, Tensor] = {
        "words.weight": start["embeddings.word_embeddings.weight"],
        "positions.weight": start["embeddings.position_embeddings.weight"] + start["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": start["embeddings.LayerNorm.weight"],
        "norm.bias": start["embeddings.LayerNorm.bias"],
    }
    names = {
        "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value", "attention.output.dense": "out",
        "attention.output.LayerNorm": "attention_norm", "intermediate.dense": "up", "output.dense": "down", "output.LayerNorm": "norm",
    }  # fmt: skip
    for layer in range(LAYERS):
        for theirs, ours in names.items():
            for part in ("weight", "bias"):
                own[f"layers.{layer}.{ours}.{part}"] = start[f"encoder.layer.{layer}.{theirs}.{part}"]
    unknown = model.load_state_dict(own, strict=False).unexpected_keys
    if unknown:
        raise ValueError(f"{path}: unexpected weights {unknown}")
    return model
