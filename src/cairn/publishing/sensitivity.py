"""How sensitive a file is, after OCHA's Data Responsibility Guidelines: what it holds decides, a person may raise it, or lower it with a reason."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

import yaml

from cairn.errors import SettingError
from cairn.publishing.tally import Tally


class Level(StrEnum):
    """OCHA's four classes, the least first."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    SEVERE = "severe"


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """A file's class: what follows from its content and why, and what a person made of it."""

    level: Level
    because: tuple[str, ...]
    follows: Level
    reason: str | None = None
    advice: str = ""


def recent_days() -> int:
    """For how many days an event counts as recent."""
    days: int = _rules()["recent_days"]
    return days


def classed(tally: Tally, *, private_names: bool, quotes: bool, wanted: Level | None = None, reason: str | None = None) -> Sensitivity:
    """The class of a file. Raises SettingError where it is to be lower than what it holds and no reason is given."""
    holds = {
        "private_names": private_names and tally.persons > 0, "recent": tally.recent > 0, "quotes": quotes and tally.rows > 0, "exact": tally.exact > 0,
        "persons": tally.persons > 0, "always": True,
    }  # fmt: skip
    met = [rule for rule in _rules()["rules"] if holds[rule["when"]]]
    follows = Level(met[0]["class"])
    because = tuple(rule["because"] for rule in met if rule["class"] == met[0]["class"])
    level = wanted or follows
    if rank(level) < rank(follows) and not (reason or "").strip():
        raise SettingError(f"--sensitivity {level}: the file is {follows}, as {' and '.join(because)}; expected a --reason for a lower class")
    return Sensitivity(level, because, follows, reason, _rules()["classes"][level.value]["advice"])


def rank(level: Level) -> int:
    """The place of a class, the least first."""
    return list(Level).index(level)


@cache
def _rules() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(resources.files("cairn.publishing").joinpath("data/sensitivity.yaml").read_text(encoding="utf-8"))
    return found
