"""The rules for the plain fields: type, status, main, qualifiers, weapons."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from cairn.codebook import Codebook
from cairn.consolidation.told import Row, Settled, values_of
from cairn.model import ClaimField, Weapon

T = TypeVar("T")


def weightiest(rows: Sequence[Row], kind: type[T], order: Callable[[T], int], *, field: ClaimField) -> Settled[T]:
    """The value whose claims' scores add up to most; on a tie the one that comes first in `order`, for types ACLED's hierarchy.

    Raises ValueError where no claim gives a value: an account says at least what, whether and how much it is about it.
    """
    weights: dict[T, float] = {}
    for row, value in values_of(rows, kind):
        weights[value] = weights.get(value, 0.0) + row.claim.score
    if not weights:
        raise ValueError(f"accounts without a claim of {field}: expected at least one whose value is a {kind.__name__}")
    best = min(weights, key=lambda value: (-round(weights[value], 6), order(value)))
    return Settled(best, tuple(row for row in rows if row.claim.value == best))


def any_main(rows: Sequence[Row]) -> Settled[bool]:
    """Whether at least one report is about the event; however often others recall it as background, it had its report."""
    value = any(row.claim.value is True for row in rows)
    return Settled(value, tuple(row for row in rows if row.claim.value is value))


def qualifiers(rows: Sequence[Row], *, kind: str, codebook: Codebook) -> tuple[Settled[str], ...]:
    """Every qualifier that can be said of the event's type, in the codebook's order; those that it does not know come last."""
    known = list(codebook.qualifiers)
    family = codebook.types[kind].family
    unfit = {q for q in known if family not in codebook.qualifiers[q].families}
    found = {q: settled for q, settled in _each(rows, str, str).items() if q not in unfit}
    return tuple(found[q] for q in sorted(found, key=lambda q: (known.index(q) if q in known else len(known), q)))


def weapons(rows: Sequence[Row]) -> tuple[Settled[Weapon], ...]:
    """Every weapon, once for all spellings of its words in capitals or small letters, in the order in which it was told."""
    return tuple(_each(rows, Weapon, lambda w: " ".join(w.surface.lower().split())).values())


def _each(rows: Sequence[Row], kind: type[T], key: Callable[[T], str]) -> dict[str, Settled[T]]:
    groups: dict[str, list[tuple[Row, T]]] = {}
    for row, value in values_of(rows, kind):
        groups.setdefault(key(value), []).append((row, value))
    return {name: Settled(found[0][1], tuple(row for row, _ in found)) for name, found in groups.items()}
