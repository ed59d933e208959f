"""ACLED's rows."""

from collections.abc import Mapping
from datetime import date, timedelta

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
    When,
    WhenBasis,
    WhenPrecision,
    WherePrecision,
)
from cairn.publishing.datasets.cells import country, day, real, whole
from cairn.publishing.datasets.row import Taken, first_filled, texts

#: Around the day that stands for a week or a month.
_HALF_WEEK, _HALF_MONTH = timedelta(days=3), timedelta(days=15)
_UNREPORTED = "fatalities=unreported"


def take(cells: Mapping[str, str], book: Codebook) -> Taken:
    """What a row holds. Raises ValueError for a sub-event type that ACLED does not have, or another cell that is none."""
    sub = cells.get("sub_event_type", "")
    kind = next((row.id for row in book.types.values() if row.crosswalk.acled.exact and row.crosswalk.acled.sub_event_type.lower() == sub.lower()), None)
    if kind is None:
        raise ValueError(f"sub_event_type {sub!r}: expected one of ACLED's")
    taken = Taken((kind, "sub_event_type"), notes=cells.get("notes", ""))
    taken.add(ClaimField.WHEN, _when(cells), "event_date")
    taken.add(ClaimField.WHERE, _where(cells), first_filled(cells, "location", "country"))
    codes = {row.inter_name: row.id for row in reversed([*book.kinds.values()]) if row.inter is not None}
    numbers = {str(row.inter): row.id for row in reversed([*book.kinds.values()]) if row.inter is not None}
    for actor, others, inter, role, beside in (
        ("actor1", "assoc_actor_1", "inter1", Role.SIDE_A, Role.ASSOCIATED_A), ("actor2", "assoc_actor_2", "inter2", Role.SIDE_B, Role.ASSOCIATED_B),
    ):  # fmt: skip
        told = cells.get(inter, "")
        known = codes.get(told) or numbers.get(told) or ActorKind.UNKNOWN
        if name := cells.get(actor):
            hit = Role.VICTIM if known is ActorKind.CIVILIANS and role is Role.SIDE_B else role
            taken.add(ClaimField.PARTICIPANT, Participant(hit, name, None, known, name), actor)
        for name in texts(cells.get(others, "")):
            taken.add(ClaimField.PARTICIPANT, Participant(beside, name, None, ActorKind.UNKNOWN, name), others)
    dead = whole(cells, "fatalities")
    if dead is not None and _UNREPORTED not in cells.get("tags", ""):
        taken.add(ClaimField.CASUALTY, Casualty(Outcome.KILLED, CasualtyGroup.UNKNOWN, dead, dead, dead), "fatalities")
    return taken


def _when(cells: Mapping[str, str]) -> When:
    """The day; a stretch around it where the set knows it less well: of a week three days on both sides, of a month fifteen."""
    middle, code = day(cells, "event_date"), whole(cells, "time_precision") or 1
    if middle is None:
        raise ValueError("event_date: expected a day such as 2024-03-15, got nothing")
    half = {1: timedelta(0), 2: _HALF_WEEK}.get(code, _HALF_MONTH)
    precision = {1: WhenPrecision.DAY, 2: WhenPrecision.WEEK}.get(code, WhenPrecision.MONTH)
    return When(_within(middle, -half), _within(middle, half), precision, cells["event_date"], WhenBasis.STATED, "dataset")


def _within(middle: date, by: timedelta) -> date:
    return date.fromordinal(min(max(middle.toordinal() + by.days, 1), date.max.toordinal()))


def _where(cells: Mapping[str, str]) -> Place:
    precision = {1: WherePrecision.EXACT, 2: WherePrecision.NEAR}.get(whole(cells, "geo_precision") or 0, WherePrecision.ADMIN1)
    return Place(
        cells.get("location") or None, country(cells, "country", "iso"), cells.get("admin1") or None, cells.get("admin2") or None, real(cells, "latitude"),
        real(cells, "longitude"), precision, None, cells.get("location") or None,
    )  # fmt: skip
