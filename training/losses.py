"""Each head's loss, counted only where its labels are, and their sum."""

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - the usual name

from cairn.reading.decode import LINK_PRIOR
from cairn.reading.labels import FLAG_HEADS, SPAN_HEADS, STRETCH_HEADS
from training.model import LINK_WIDTH
from training.tensors import IGNORED, Batch

#: The least share of right labels among those of one batch that a loss is divided by.
FEWEST = 0.01

#: Share of each head in the sum. Set so that the gradients that the heads send into the encoder are of one order.
WEIGHTS = {
    "spans": 2.0, "types": 0.7, "statuses": 0.3, "main": 0.2, "groups": 0.2, "links": 1.5, "relevance": 1.0, "told": 0.4,
    "roles": 3.0, "entities": 2.0, "incidents": 0.3, "outcomes": 0.3, "conduct": 0.7, "attacks": 0.1, "ties": 0.5, "reported": 0.3,
}  # fmt: skip


def losses(out: dict[str, Tensor], b: Batch) -> dict[str, Tensor]:
    """The loss of each head, unweighted."""
    out = {name: value.float() for name, value in out.items()}
    window = b.weight[:, None].expand_as(b.types)
    return {
        "spans": _begins(out["spans"], b.spans, window),
        "types": _classes(out["types"], b.types, window),
        "statuses": _classes(out["statuses"], b.statuses, window),
        "main": _binary(out["main"], b.main, window),
        "groups": _classes(out["groups"], b.groups, window),
        "links": _links(out["source"], out["target"], b.heads, b.links),
        "relevance": _binary(out["relevance"], b.relevant, b.weight),
        "told": _classes(out["told"], b.told, b.weight),
        "reported": _binary(out["reported"], b.reported, b.weight),
        "ties": _links(out["tie_source"], out["tie_target"], b.tie_heads, b.ties),
        **{name: _begins(out[name], b.others[name], window) for name in SPAN_HEADS},
        **{name: _flags(out[name], b.others[name]) for name in FLAG_HEADS},
        **{name: _stretches(out[name], *b.stretches[name]) for name in STRETCH_HEADS},
    }


def total(parts: dict[str, Tensor]) -> Tensor:
    """The weighted sum."""
    return torch.stack([WEIGHTS[name] * value for name, value in parts.items()]).sum()


def _begins(logits: Tensor, labels: Tensor, weight: Tensor) -> Tensor:
    """Begin-inside-outside heads, B x L x (n*3) against B x L x n, summed over the heads."""
    heads = labels.shape[-1]
    return _classes(logits.view(*logits.shape[:2], heads, 3), labels, weight[..., None].expand_as(labels)) * heads


def _flags(logits: Tensor, labels: Tensor) -> Tensor:
    """Yes or no at word pieces, per piece that has a right label, so that the many pieces without one do not drown them."""
    known = labels != IGNORED
    if not bool(known.any()):
        return logits.sum() * 0.0
    right = labels[known].float()
    return F.binary_cross_entropy_with_logits(logits[known], right, reduction="sum") / _right(right)


def _stretches(logits: Tensor, at: Tensor, labels: Tensor) -> Tensor:
    """Yes or no for stretches of word pieces, each judged by its highest piece; `at` is B x L with 0 outside of any."""
    if not len(labels):
        return logits.sum() * 0.0
    rows = logits.reshape(-1, logits.shape[-1])
    index = at.reshape(-1, 1).expand_as(rows)
    highest = torch.full((len(labels) + 1, rows.shape[1]), -30.0, device=rows.device).scatter_reduce(0, index, rows, "amax")[1:]
    return F.binary_cross_entropy_with_logits(highest, labels.float(), reduction="none").sum(-1).mean()


def _classes(logits: Tensor, labels: Tensor, weight: Tensor) -> Tensor:
    known = labels != IGNORED
    if not bool(known.any()):
        return logits.sum() * 0.0
    loss = F.cross_entropy(logits[known], labels[known], reduction="none")
    return (loss * weight[known]).sum() / weight[known].sum()


def _binary(logits: Tensor, labels: Tensor, weight: Tensor) -> Tensor:
    known = labels != IGNORED
    if not bool(known.any()):
        return logits.sum() * 0.0
    loss = F.binary_cross_entropy_with_logits(logits[known], labels[known].float(), reduction="none")
    return (loss * weight[known]).sum() / weight[known].sum()


def _links(source: Tensor, target: Tensor, heads: Tensor, links: Tensor) -> Tensor:
    """Binary cross-entropy of the annotated pairs, summed, per right link."""
    known = links >= 0
    if not bool(known.any()):
        return source.sum() * 0.0
    a, c = (_at(states, heads, links.shape[1]) for states in (source, target))
    logits = (a @ c.transpose(-1, -2) / LINK_WIDTH**0.5 - LINK_PRIOR)[known]
    labels = links[known].float()
    return F.binary_cross_entropy_with_logits(logits, labels, reduction="sum") / _right(labels)


def _right(labels: Tensor) -> Tensor:
    """How many labels are right; where hardly any is, a hundredth of all, so that the wrong ones do not count for more."""
    return labels.sum().clamp(min=max(1.0, FEWEST * labels.numel()))


def _at(states: Tensor, heads: Tensor, kinds: int) -> Tensor:
    """The link projections at the heads: B x kinds x M x LINK_WIDTH."""
    picked = torch.gather(states, 1, heads[..., None].expand(-1, -1, states.shape[-1]))
    return picked.view(*heads.shape, kinds, LINK_WIDTH).transpose(1, 2)
