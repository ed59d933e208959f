"""What the scorers share: strings made comparable, one-to-one alignment, and the counts of precision and recall."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

ROLES: Final = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")

Entity = tuple[str, ...]
"""The mentions of one thing, normalised."""
Extracts = Mapping[str, tuple[Entity, ...]]
"""The entities of one document or one template, by role."""

_ARTICLES: Final = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION: Final = str.maketrans("", "", r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~""")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one metric: of `predicted` items `right` are right, of `gold` items `found` are found."""

    right: float = 0.0
    predicted: float = 0.0
    found: float = 0.0
    gold: float = 0.0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.right + other.right, self.predicted + other.predicted, self.found + other.found, self.gold + other.gold
        )

    @property
    def precision(self) -> float:
        """In per cent, 0 where nothing was predicted."""
        return 100 * self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """In per cent, 0 where there was nothing to find."""
        return 100 * self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both, in per cent."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Template:
    """An incident as GTT and IterX score it: a type and its entities by role. A key may allow several types ("attack / bombing")."""

    types: frozenset[str]
    roles: Extracts

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> "Template":
        """The template of a record; a type that is no string is read as attack, as GTT's own scorer does."""
        named = raw.get("incident_type")
        kind = named if isinstance(named, str) else "attack"
        return cls(frozenset(part.strip().lower() for part in kind.split("/")), extracts(raw))

    def fits(self, key: "Template") -> bool:
        """Whether the key allows this template's type."""
        return self.types <= key.types


def normalise(mention: str) -> str:
    """A mention in lower case, without punctuation, articles and surplus blanks: what GRIT, GTT and IterX compare.

    >>> normalise('The "Santo Tomas" farm')
    'santo tomas farm'
    """
    return " ".join(_ARTICLES.sub(" ", mention.lower().translate(_PUNCTUATION)).split())


def extracts(raw: Mapping[str, Any]) -> dict[str, tuple[Entity, ...]]:
    """The five roles of a record; a mention is a string or a string with its offset. Entities without a mention are left out."""
    return {role: tuple(_entity(entity) for entity in raw.get(role) or () if entity) for role in ROLES}


def _entity(raw: Sequence[Any]) -> Entity:
    return tuple(normalise(mention if isinstance(mention, str) else mention[0]) for mention in raw)


def align(similarity: Sequence[Sequence[float]] | NDArray[np.float64]) -> list[tuple[int, int]]:
    """The one-to-one pairs (row, column) of highest total similarity, by Kuhn and Munkres; pairs of no similarity are left out."""
    table = np.asarray(similarity, dtype=np.float64)
    if not table.size:
        return []
    rows, columns = linear_sum_assignment(table, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if table[i, j] > 0]


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies, for micro averages."""
    return sum(tallies, Tally())
