"""UCDP GED's CSV: 49 columns, one row an event in which somebody died.

UCDP's rules that Cairn keeps: at least one death in one estimate; one year a row; side A the government in state-based violence and the
perpetrator in one-sided; best is the sum of the sides and of the unknown. What UCDP decides over its whole data (conflicts, dyads, active
years) stays empty.
"""

from collections.abc import Sequence
from typing import Final

from cairn.model import ActorKind, Casualty, CasualtyGroup, Outcome, Participant, Role, When
from cairn.publishing.cells import Row, number
from cairn.publishing.item import Context, Item, Source
from cairn.publishing.rows import LeftOut, id_number, two_sides, unfit
from cairn.publishing.world import country, named_in, prio_grid

_STATE, _ONE_SIDED, _NON_STATE = 1, 3, 2
_STATES: Final = (ActorKind.STATE_FORCE, ActorKind.EXTERNAL_FORCE)
_UNARMED: Final = (ActorKind.CIVILIANS, ActorKind.PROTESTERS, ActorKind.PERSON)
_CIVILIANS: Final = "Civilians"
_GROUPS: Final = (CasualtyGroup.SIDE_A, CasualtyGroup.SIDE_B, CasualtyGroup.CIVILIANS)


def rows(item: Item, context: Context) -> Sequence[Row] | LeftOut:
    """The row of an event."""
    event, book = item.event, context.codebook
    if (reason := unfit(event)) is not None:
        return reason
    when, where = event.when, event.where
    place_code, date_code = book.where[where.precision].ucdp, book.when[when.precision].ucdp
    if not item.killed.known or not max(n for n in (item.killed.low, item.killed.best, item.killed.high) if n is not None):
        return LeftOut("nobody died")
    if date_code is None or when.start is None or when.end is None:
        return LeftOut("date not known")
    if when.start.year != when.end.year:
        return LeftOut("longer than a calendar year")
    if place_code is None or where.latitude is None or where.longitude is None:
        return LeftOut("place not known")
    first, second = two_sides(item)
    first, second, violence = _ordered(first, second, item, context)
    first, second = _fighting(first), second if violence == _ONE_SIDED else _fighting(second)
    home, dead = country(where.country), _deaths(item)
    side_a, side_b = _named(first), _CIVILIANS if violence == _ONE_SIDED else _named(second)
    states = [context.identity(p).country or named_in(p.name) if p.kind in _STATES or p.name.startswith("Government") else None for p in (*first[:1], *second[:1])]
    gwno = [country(code).gw or None for code in states] + [None, None]
    return [(
        id_number(event), f"{home.iso3 or 'XXX'}-{when.start.year}-{violence}-{event.id}", when.start.year, None, "Clear" if side_a and side_b else "Check", violence,
        None, None, None, None, None, f"{side_a or 'Unknown'} - {side_b or 'Unknown'}", None, _code(first, context), side_a, None, _code(second, context), side_b,
        len(item.sources) or -1, ";".join(f'"{_cited(s)}"' for s in item.sources), *_sources(item.sources), _speakers(event.casualties),
        place_code, where.name, where.surface, where.admin1, where.admin2, number(where.latitude), number(where.longitude),
        f"POINT ({number(where.longitude)} {number(where.latitude)})", prio_grid(where.latitude, where.longitude), home.ucdp_name, home.gw or None,
        home.ucdp_region or None, 1, date_code, *_days(when), *dead, gwno[0] if first else None, gwno[1] if first and second and violence != _ONE_SIDED else None,
    )]  # fmt: skip


def _ordered(
    first: tuple[Participant, ...], second: tuple[Participant, ...], item: Item, context: Context
) -> tuple[tuple[Participant, ...], tuple[Participant, ...], int]:
    """Both sides with UCDP's side A first, and the type of violence: one-sided where the hit side is unarmed, state-based where a state is
    a side, else non-state. Of a type that is one-sided by its nature the crosswalk decides."""
    unarmed = bool(second) and all(p.kind in _UNARMED for p in second)
    kind = context.codebook.types[item.event.type].crosswalk.ucdp.type_of_violence
    if unarmed or (kind == _ONE_SIDED and not any(p.role is Role.SIDE_B for p in second)):
        return first, second, _ONE_SIDED
    state = [any(p.kind in _STATES for p in side) for side in (first, second)]
    if state[1] and not state[0]:
        first, second = second, first
    return first, second, _STATE if any(state) else _NON_STATE


def _fighting(side: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """The states and groups of a side: civilians and single persons are none, unless nobody else stands there."""
    return tuple(p for p in side if p.kind not in _UNARMED) or side


def _named(side: Sequence[Participant]) -> str | None:
    return "; ".join(p.name for p in side) or None


def _code(side: Sequence[Participant], context: Context) -> str | None:
    return context.identity(side[0]).codes.get("ucdp") if side else None


def _deaths(item: Item) -> tuple[int, ...]:
    """By side, unknown, best, high, low. UCDP writes 0 for a side of which no death is told; an open bound is the best figure."""
    killed = item.killed
    best = next(n for n in (killed.best, killed.low, killed.high) if n is not None)
    told = {c.group: _one(c) for c in item.event.casualties if c.outcome is Outcome.KILLED}
    sides = [told.get(group, 0) for group in _GROUPS]
    if sum(sides) > best:  # another count of the same people: only the whole is sure
        sides = [0, 0, 0]
    high = killed.high if killed.high is not None else best
    low = killed.low if killed.low is not None else best
    return (*sides, best - sum(sides), best, max(high, best), min(low, best))


def _one(casualty: Casualty) -> int:
    return next((n for n in (casualty.best, casualty.low, casualty.high) if n is not None), 0)


def _sources(sources: Sequence[Source]) -> tuple[str | None, str | None, str | None]:
    offices, days, heads = ([s.publisher or "" for s in sources], [f"{s.published or ''}" for s in sources], [s.title or "" for s in sources])
    return tuple(";".join(cells) if any(cells) else None for cells in (offices, days, heads))  # type: ignore[return-value]


def _cited(source: Source) -> str:
    return ",".join(str(part) for part in (source.publisher, source.published, source.title) if part).replace('"', "'")


def _speakers(casualties: Sequence[Casualty]) -> str | None:
    return "; ".join(dict.fromkeys(c.said_by for c in casualties if c.outcome is Outcome.KILLED and c.said_by)) or None


def _days(when: When) -> tuple[str, str]:
    return f"{when.start} 00:00:00.000", f"{when.end} 00:00:00.000"
