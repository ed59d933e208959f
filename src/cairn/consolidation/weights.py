"""The weights of the score's features, by feature and level: `weights.yaml`, which `python -m training.consolidation` writes."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from cairn.consolidation.reason import Reason

_WEIGHTS = Path(__file__).parent / "weights.yaml"


def reason(feature: str, level: str, text: str) -> Reason:
    """A feature's reason at the weight of its level."""
    return Reason(feature, weights()[feature][level], text, level=level)


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The weight of every level of every feature."""
    found: dict[str, dict[str, float]] = yaml.safe_load(_WEIGHTS.read_text(encoding="utf-8"))
    return found


@cache
def best_names() -> float:
    """What names that are rare can add at most."""
    return max(0.0, *weights()["names"].values())
