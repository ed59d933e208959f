"""UCDP GED's rows. What Cairn has no value for (conflicts, dyads, clarity, sources of the row) stays in the report's text."""

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
    When,
    WhenBasis,
    WhenPrecision,
    WherePrecision,
)
from cairn.publishing.datasets.cells import country, day, real, whole
from cairn.publishing.datasets.row import Taken, first_filled
from cairn.publishing.world import countries

_ONE_SIDED = 3
_SIDES = ((CasualtyGroup.SIDE_A, "deaths_a"), (CasualtyGroup.SIDE_B, "deaths_b"), (CasualtyGroup.CIVILIANS, "deaths_civilians"))


def take(cells: Mapping[str, str], book: Codebook) -> Taken:
    """What a row holds. Raises ValueError for a cell that UCDP's codebook does not allow."""
    violence = whole(cells, "type_of_violence")
    if violence not in (1, 2, _ONE_SIDED):
        raise ValueError(f"type_of_violence {cells.get('type_of_violence')!r}: expected 1, 2 or 3")
    taken = Taken(("attack" if violence == _ONE_SIDED else "armed_clash", "type_of_violence"), notes=cells.get("source_headline", "") or cells.get("source_article", ""))
    taken.add(ClaimField.WHEN, _when(cells, book), "date_start")
    taken.add(ClaimField.WHERE, _where(cells, book), first_filled(cells, "where_coordinates", "country"))
    _sides(taken, cells, violence)
    _deaths(taken, cells)
    return taken


def _when(cells: Mapping[str, str], book: Codebook) -> When:
    code = whole(cells, "date_prec")
    precision = next((row.id for row in book.when.values() if row.ucdp == code), WhenPrecision.UNKNOWN)
    return When(day(cells, "date_start"), day(cells, "date_end"), precision, cells.get("date_start"), WhenBasis.STATED, "dataset")


def _where(cells: Mapping[str, str], book: Codebook) -> Place:
    code, gw = whole(cells, "where_prec"), str(whole(cells, "country_id") or "")
    precision = next((row.id for row in book.where.values() if row.ucdp == code), WherePrecision.UNKNOWN)
    home = country(cells, "country") or next((one.iso2 for one in countries().values() if one.gw == gw and gw), None)
    return Place(
        cells.get("where_coordinates") or None, home, cells.get("adm_1") or None, cells.get("adm_2") or None, real(cells, "latitude"), real(cells, "longitude"),
        precision, None, cells.get("where_description") or None,
    )  # fmt: skip


def _sides(taken: Taken, cells: Mapping[str, str], violence: int) -> None:
    for column, role in (("side_a", Role.SIDE_A), ("side_b", Role.SIDE_B)):
        name = cells.get(column, "")
        if name and name.lower() == "civilians":
            taken.add(ClaimField.PARTICIPANT, Participant(Role.VICTIM, "Civilians", None, ActorKind.CIVILIANS, name), column)
        elif name:
            state = name.startswith("Government of ") or (violence == 1 and column == "side_a")
            kind = ActorKind.STATE_FORCE if state else ActorKind.REBEL_GROUP
            taken.add(ClaimField.PARTICIPANT, Participant(role, name, None, kind, name), column)


def _deaths(taken: Taken, cells: Mapping[str, str]) -> None:
    """The sides as they stand; the whole as the figure of no group, which holds them. Bounds that contradict best are left out and told."""
    said_by = cells.get("source_original") or None
    best, low, high = (whole(cells, column) for column in ("best", "low", "high"))
    if best is None:
        return
    if low is not None and low > best:
        taken.problems.append(f"low {low} is above best {best}: left out")
        low = None
    if high is not None and high < best:
        taken.problems.append(f"high {high} is below best {best}: left out")
        high = None
    for group, column in _SIDES:
        if number := whole(cells, column):
            taken.add(ClaimField.CASUALTY, Casualty(Outcome.KILLED, group, number, number, number, said_by), column, said_by)
    taken.add(ClaimField.CASUALTY, Casualty(Outcome.KILLED, CasualtyGroup.UNKNOWN, low, best, high, said_by), "best", said_by)
