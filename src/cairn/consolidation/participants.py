"""The rules for an event's participants: who is one, on which side, and when a nameless one is somebody named elsewhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cairn.consolidation.names import folded, one_person
from cairn.consolidation.told import Row, Settled, values_of
from cairn.model import ActorKind, Participant, Role

SIDES = (Role.SIDE_A, Role.SIDE_B)
_OTHER = {Role.SIDE_A: Role.SIDE_B, Role.SIDE_B: Role.SIDE_A}
_UNARMED = (ActorKind.CIVILIANS, ActorKind.PROTESTERS, ActorKind.RIOTERS)


@dataclass(frozen=True, slots=True)
class _Part:
    """A participant as one report tells of it; `who` is the same for all that are one."""

    row: Row
    value: Participant
    who: str


def participants(rows: Sequence[Row], *, battle: bool) -> tuple[Settled[Participant], ...]:
    """Every participant once a role, by role and then the surest first.

    An actor stands on the side on which the reports put it more surely; in a battle, whose sides have no order (ACLED), a
    report that tells them the other way round is turned first. Of several spellings a person keeps the fullest.
    """
    parts = _identified(values_of(rows, Participant))
    if battle:
        parts = _turned(parts)
    parts = _without_nameless(_on_one_side(parts))
    groups: dict[tuple[Role, str], list[_Part]] = {}
    for part in parts:
        groups.setdefault((part.value.role, part.who), []).append(part)
    ordered = sorted(groups, key=lambda key: (list(Role).index(key[0]), -round(_weight(groups[key]), 6), key[1]))
    return tuple(Settled(_shown(groups[key]), tuple(p.row for p in groups[key])) for key in ordered)


def own_name(participant: Participant) -> bool:
    """Whether a participant has a name of its own, and is no "Unidentified Armed Group" or "a senior commander"."""
    if participant.actor is not None:
        return True
    if participant.kind is ActorKind.PERSON:
        return any(word[:1].isupper() for word in participant.name.split())
    return not participant.name.startswith("Unidentified")


def _identified(known: Sequence[tuple[Row, Participant]]) -> list[_Part]:
    """With who each is: the registry's id, else one name for all spellings of it."""
    ids = {folded(v.name): v.actor for _, v in known if v.actor}
    persons = _persons(known)
    return [_Part(row, v, v.actor or persons.get(v.name) or ids.get(folded(v.name)) or folded(v.name)) for row, v in known]


def _persons(known: Sequence[tuple[Row, Participant]]) -> dict[str, str]:
    """The fullest spelling for every person's name; two that one report tells apart, and a short one that fits two, stay."""
    reports: dict[str, set[str]] = {}
    for row, value in known:
        if value.kind is ActorKind.PERSON and own_name(value):
            reports.setdefault(value.name, set()).add(row.report)
    full: dict[str, str] = {}
    for name in sorted(reports, key=lambda n: (-len(folded(n).split()), -len(n), n)):
        fitting = [f for f in dict.fromkeys(full.values()) if one_person(name, f) and not reports[name] & reports[f]]
        full[name] = fitting[0] if len(fitting) == 1 else name
    return full


def _turned(parts: Sequence[_Part]) -> list[_Part]:
    """With the sides of a report turned where they stand the other way round than in the report that tells them most surely."""
    by_report: dict[str, list[_Part]] = {}
    for part in parts:
        by_report.setdefault(part.row.report, []).append(part)
    if not by_report:
        return []
    lead = max(by_report.values(), key=lambda found: round(_weight(p for p in found if p.value.role in SIDES), 6))
    sides = {role: {p.who for p in lead if p.value.role is role} for role in SIDES}

    def crossed(found: Sequence[_Part]) -> bool:
        straight = sum(p.who in sides[p.value.role] for p in found if p.value.role in SIDES)
        turned = sum(p.who in sides[_OTHER[p.value.role]] for p in found if p.value.role in SIDES)
        return turned > straight

    turn = {report for report, found in by_report.items() if crossed(found)}
    return [_over(p) if p.row.report in turn else p for p in parts]


def _over(part: _Part) -> _Part:
    return replace(part, value=replace(part.value, role=_OTHER.get(part.value.role, part.value.role)))


def _on_one_side(parts: Sequence[_Part]) -> list[_Part]:
    """Without an actor on the side on which fewer or less sure claims put it; on a tie it stays on side A."""
    weights: dict[tuple[str, Role], float] = {}
    for part in parts:
        weights[part.who, part.value.role] = weights.get((part.who, part.value.role), 0.0) + part.row.claim.score

    def outdone(part: _Part) -> bool:
        other = _OTHER.get(part.value.role)
        if other is None or (part.who, other) not in weights:
            return False
        mine, theirs = round(weights[part.who, part.value.role], 6), round(weights[part.who, other], 6)
        return mine < theirs or (mine == theirs and part.value.role is Role.SIDE_B)

    return [part for part in parts if not outdone(part)]


def _without_nameless(parts: Sequence[_Part]) -> list[_Part]:
    """Without a nameless one where another report names who it was: an armed group for a side, a person for a target.

    A report that tells of a named and a nameless one side by side means two.
    """
    named: dict[tuple[Role, bool], set[str]] = {}
    for part in parts:
        if own_name(part.value) and part.value.kind not in _UNARMED:
            named.setdefault(_seat(part.value), set()).add(part.row.report)
    beside = {(p.who, _seat(p.value)) for p in parts if p.row.report in named.get(_seat(p.value), set())}
    return [p for p in parts if not _replaced(p.value) or _seat(p.value) not in named or (p.who, _seat(p.value)) in beside]


def _replaced(participant: Participant) -> bool:
    """Whether a participant may give way to a named one in its seat; of victims there are many, and each keeps its place."""
    return not own_name(participant) and participant.role in (Role.TARGET, *SIDES)


def _seat(participant: Participant) -> tuple[Role, bool]:
    return (participant.role, participant.kind is ActorKind.PERSON)


def _shown(parts: Sequence[_Part]) -> Participant:
    """The participant as it is shown: linked to the registry, under the fullest name, as told most surely."""

    def rank(part: _Part) -> tuple[bool, int, float]:
        words = len(part.value.name.split()) if part.value.kind is ActorKind.PERSON else 0
        return (part.value.actor is not None, words, part.row.claim.score)

    return max(parts, key=rank).value


def _weight(parts: Iterable[_Part]) -> float:
    return sum(part.row.claim.score for part in parts)


def perpetrators(found: Iterable[Participant]) -> frozenset[str]:
    """The names of side A in small letters, as speakers may bear them."""
    return frozenset(name.lower() for p in found if p.role is Role.SIDE_A for name in (p.name, p.surface) if name)
