"""Each head's loss, counted only where its labels are, and their sum."""

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - the usual name

from cairn.reading.decode import LINK_PRIOR
from cairn.reading.labels import KINDS, LINKS
from training.model import LINK_WIDTH
from training.tensors import IGNORED, Batch

#: Share of each head in the sum; links are many and easy, so they count per window.
WEIGHTS = {"spans": 1.0, "types": 0.5, "statuses": 0.3, "main": 0.2, "groups": 0.2, "links": 1.5, "relevance": 0.3}


def losses(out: tuple[Tensor, ...], b: Batch) -> dict[str, Tensor]:
    """The loss of each head, unweighted."""
    spans, types, statuses, main, groups, source, target, relevance = (t.float() for t in out)
    window = b.weight[:, None].expand_as(b.types)
    return {
        "spans": _classes(spans.view(*spans.shape[:2], len(KINDS), 3), b.spans, window[..., None].expand_as(b.spans)) * len(KINDS),
        "types": _classes(types, b.types, window),
        "statuses": _classes(statuses, b.statuses, window),
        "main": _binary(main, b.main, window),
        "groups": _classes(groups, b.groups, window),
        "links": _links(source, target, b),
        "relevance": _binary(relevance, b.relevant, b.weight),
    }


def total(parts: dict[str, Tensor]) -> Tensor:
    """The weighted sum."""
    return torch.stack([WEIGHTS[name] * value for name, value in parts.items()]).sum()


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


def _links(source: Tensor, target: Tensor, b: Batch) -> Tensor:
    """Binary cross-entropy of the annotated pairs, summed, per right link."""
    known = b.links >= 0
    if not bool(known.any()):
        return source.sum() * 0.0
    a, c = (_at(states, b.heads) for states in (source, target))
    logits = (a @ c.transpose(-1, -2) / LINK_WIDTH**0.5 - LINK_PRIOR)[known]
    labels = b.links[known].float()
    return F.binary_cross_entropy_with_logits(logits, labels, reduction="sum") / labels.sum().clamp(min=1)


def _at(states: Tensor, heads: Tensor) -> Tensor:
    """The link projections at the heads: B x links x M x LINK_WIDTH."""
    picked = torch.gather(states, 1, heads[..., None].expand(-1, -1, states.shape[-1]))
    return picked.view(*heads.shape, len(LINKS), LINK_WIDTH).transpose(1, 2)
