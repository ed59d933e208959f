"""Rows of Cairn's own CSV, or of any CSV with its columns."""

from collections.abc import Mapping

from cairn.codebook import Codebook
from cairn.model import (
    ActorKind,
    Casualty,
    CasualtyGroup,
    ClaimField,
    Outcome,
    Participant,
    Place,
    Role,
    Weapon,
    When,
    WhenBasis,
    WhenPrecision,
    WherePrecision,
)
from cairn.publishing.datasets.cells import country, day, real, whole
from cairn.publishing.datasets.row import Taken, first_filled, texts
from cairn.publishing.privacy import PRIVATE_PERSON

_ROLES = (("side_a", Role.SIDE_A), ("side_b", Role.SIDE_B), ("targets", Role.TARGET), ("victims", Role.VICTIM))
_ONE = (("injured_best", Outcome.INJURED), ("abducted_best", Outcome.ABDUCTED), ("arrested_best", Outcome.ARRESTED))


def take(cells: Mapping[str, str], book: Codebook) -> Taken:
    """What a row holds. Raises ValueError for a type that the codebook does not have, or another cell that is none."""
    kind = cells.get("type", "")
    if kind not in book.types:
        raise ValueError(f"type {kind!r}: expected a type of the codebook (`cairn codebook`)")
    taken = Taken((kind, "type"), notes=cells.get("summary", ""))
    basis = cells.get("date_basis") or WhenBasis.STATED
    precision = cells.get("date_precision") or (WhenPrecision.DAY if cells.get("date_start") == cells.get("date_end") else WhenPrecision.DAYS)
    when = When(day(cells, "date_start"), day(cells, "date_end"), WhenPrecision(precision), None, WhenBasis(basis), "dataset")
    taken.add(ClaimField.WHEN, when, first_filled(cells, "date_start", "date_end", "type"))
    where = Place(
        cells.get("place") or None, country(cells, "country"), cells.get("admin1") or None, cells.get("admin2") or None, real(cells, "latitude"),
        real(cells, "longitude"), WherePrecision(cells.get("place_precision") or WherePrecision.UNKNOWN), None, cells.get("place") or None,
    )  # fmt: skip
    taken.add(ClaimField.WHERE, where, first_filled(cells, "place", "country", "type"))
    for column, role in _ROLES:
        for name in texts(cells.get(column, "")):
            who = ActorKind.PERSON if name == PRIVATE_PERSON else ActorKind.CIVILIANS if name.startswith("Civilians") else ActorKind.UNKNOWN
            taken.add(ClaimField.PARTICIPANT, Participant(role, name, None, who, name), column)
    low, best, high = (whole(cells, f"killed_{bound}") for bound in ("low", "best", "high"))
    if any(bound is not None for bound in (low, best, high)):
        taken.add(ClaimField.CASUALTY, Casualty(Outcome.KILLED, CasualtyGroup.UNKNOWN, low, best, high), first_filled(cells, "killed_best", "killed_low", "killed_high"))
    for column, outcome in _ONE:
        if (number := whole(cells, column)) is not None:
            taken.add(ClaimField.CASUALTY, Casualty(outcome, CasualtyGroup.UNKNOWN, number, number, number), column)
    for surface in texts(cells.get("weapons", "")):
        taken.add(ClaimField.WEAPON, Weapon(surface, found.id if (found := book.weapon_kind(surface)) else None), "weapons")
    return taken
