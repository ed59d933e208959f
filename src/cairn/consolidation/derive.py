"""Claims to an event: one named rule a field, the same for one report and for many."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from cairn.codebook import Codebook
from cairn.consolidation.confidence import confidence
from cairn.consolidation.summary import summary
from cairn.model import (
    UNKNOWN_PLACE,
    UNKNOWN_WHEN,
    Account,
    ActorKind,
    Casualty,
    CasualtyGroup,
    Claim,
    ClaimField,
    Event,
    Evidence,
    Outcome,
    Participant,
    Place,
    Role,
    Status,
    Weapon,
    When,
    WhenPrecision,
    WherePrecision,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Told:
    """An account with what is known of the report that it stands in."""

    account: Account
    published: date | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """One claim with its report."""

    claim: Claim
    report: str
    published: date | None

    @property
    def rank(self) -> tuple[date, float]:
        return (self.published or date.min, self.claim.score)


def derive(event_id: str, told: Sequence[Told], codebook: Codebook) -> Event:
    """The event that one or many accounts tell of.

    Type, status and main by weight of claims, a tie by the codebook's order; time and place by the finest precision that
    most claims share; participants and weapons together; casualties by `_tolls`. Accounts may come in any order.
    """
    rows = sorted(
        (_Row(claim, t.account.report, t.published) for t in told for claim in t.account.claims),
        key=lambda r: (r.published or date.min, r.report, r.claim.spans[0].start, r.claim.field, repr(r.claim.value)),
    )
    by_field = {field: [r for r in rows if r.claim.field is field] for field in ClaimField}
    evidence: list[Evidence] = []
    kind = _weightiest(by_field[ClaimField.TYPE], str, lambda t: codebook.types[t].rank)
    status = _weightiest(by_field[ClaimField.STATUS], Status, list(Status).index)
    main = _weightiest(by_field[ClaimField.MAIN], bool, int)
    for field, value in ((ClaimField.TYPE, kind), (ClaimField.STATUS, status), (ClaimField.MAIN, main)):
        evidence += _point(field, [r for r in by_field[field] if r.claim.value == value])
    when = _when(by_field[ClaimField.WHEN], evidence)
    where = _where(by_field[ClaimField.WHERE], evidence)
    qualifiers = _each(by_field[ClaimField.QUALIFIER], lambda v: str(v), str, evidence)
    participants = _participants(by_field[ClaimField.PARTICIPANT], evidence)
    casualties = _tolls(by_field[ClaimField.CASUALTY], evidence)
    weapons = _each(by_field[ClaimField.WEAPON], lambda v: v.surface.lower(), Weapon, evidence)
    reports = tuple(dict.fromkeys(t.account.report for t in sorted(told, key=lambda t: (t.published or date.min, t.account.report))))
    event = Event(event_id, kind, status, main, qualifiers, when, where, participants, casualties, weapons, reports=reports)
    words = [Evidence("", s.start, s.end, s.quote, None, t.account.report) for t in told for s in t.account.words[:1]]
    for derived in ("summary", "confidence"):
        evidence += [Evidence(derived, w.start, w.end, w.quote, None, w.report, "derived") for w in words]
    return _with(event, summary(event, codebook), confidence(rows_claims(rows), reports=len(reports)), evidence)


def rows_claims(rows: Iterable[_Row]) -> list[Claim]:
    """The claims of rows."""
    return [row.claim for row in rows]


def _with(event: Event, text: str, sure: float, evidence: list[Evidence]) -> Event:
    return Event(
        event.id, event.type, event.status, event.main, event.qualifiers, event.when, event.where, event.participants, event.casualties,
        event.weapons, text, sure, tuple(dict.fromkeys(evidence)), event.reports,
    )  # fmt: skip


def _point(field: str, rows: Iterable[_Row]) -> list[Evidence]:
    """Evidence of a field: every span of the claims behind it."""
    return [
        Evidence(str(field), span.start, span.end, span.quote, row.claim.said_by, row.report, row.claim.rule)
        for row in rows for span in row.claim.spans
    ]  # fmt: skip


def _values(rows: Iterable[_Row], kind: type[T]) -> list[tuple[_Row, T]]:
    return [(row, row.claim.value) for row in rows if isinstance(row.claim.value, kind)]


def _weightiest(rows: Sequence[_Row], kind: type[T], order: Callable[[T], int]) -> T:
    """The value whose claims weigh most; on a tie the one that comes first in `order`."""
    weights: dict[T, float] = {}
    for row, value in _values(rows, kind):
        weights[value] = weights.get(value, 0.0) + row.claim.score
    return min(weights, key=lambda value: (-round(weights[value], 6), order(value)))


def _each(rows: Sequence[_Row], key: Callable[[T], str], kind: type[T], evidence: list[Evidence]) -> tuple[T, ...]:
    """Every different value, each with its evidence."""
    found: dict[str, T] = {}
    groups: dict[str, list[_Row]] = {}
    for row, value in _values(rows, kind):
        found.setdefault(key(value), value)
        groups.setdefault(key(value), []).append(row)
    for n, name in enumerate(found):
        evidence += _point(f"{groups[name][0].claim.field}[{n}]", groups[name])
    return tuple(found.values())


_WHEN_FINENESS = list(WhenPrecision)
_WHERE_FINENESS = list(WherePrecision)


def _when(rows: Sequence[_Row], evidence: list[Evidence]) -> When:
    """The finest time; among equally fine ones the one that most reports give, then the surest."""
    known = _values(rows, When)
    if not known:
        return UNKNOWN_WHEN
    support = _support((row.report, (v.start, v.end)) for row, v in known)
    best = min(known, key=lambda rv: (_WHEN_FINENESS.index(rv[1].precision), -support[rv[1].start, rv[1].end], -rv[0].claim.score))[1]
    evidence += _point(ClaimField.WHEN, [row for row, v in known if (v.start, v.end) == (best.start, best.end)])
    return best


def _where(rows: Sequence[_Row], evidence: list[Evidence]) -> Place:
    """The finest place; among equally fine ones the one that most reports give, then the surest."""
    known = _values(rows, Place)
    if not known:
        return UNKNOWN_PLACE
    support = _support((row.report, v.gazetteer_id or v.name) for row, v in known)
    best = min(known, key=lambda rv: (_WHERE_FINENESS.index(rv[1].precision), -support[rv[1].gazetteer_id or rv[1].name], -rv[0].claim.score))[1]
    evidence += _point(ClaimField.WHERE, [row for row, v in known if (v.gazetteer_id or v.name) == (best.gazetteer_id or best.name)])
    return best


def _support(pairs: Iterable[tuple[str, T]]) -> dict[T, int]:
    """How many reports give each value."""
    reports: dict[T, set[str]] = {}
    for report, value in pairs:
        reports.setdefault(value, set()).add(report)
    return {value: len(found) for value, found in reports.items()}


def _participants(rows: Sequence[_Row], evidence: list[Evidence]) -> tuple[Participant, ...]:
    """Every participant once a role; a nameless one only where no other report names who it was."""
    groups: dict[tuple[Role, str], list[tuple[_Row, Participant]]] = {}
    for row, value in _values(rows, Participant):
        groups.setdefault((value.role, (value.actor or value.name).lower()), []).append((row, value))
    sides = (Role.SIDE_A, Role.SIDE_B)
    named = {(role, row.report) for (role, _), found in groups.items() for row, v in found if v.actor and role in sides}
    named_roles = {role for role, _ in named}
    kept = {
        key: found for key, found in groups.items()
        if not (key[0] in named_roles and all(_nameless(v) and (key[0], row.report) not in named for row, v in found))
    }  # fmt: skip
    ordered = sorted(kept, key=lambda key: (list(Role).index(key[0]), -sum(r.claim.score for r, _ in kept[key]), key[1]))
    for n, key in enumerate(ordered):
        evidence += _point(f"{ClaimField.PARTICIPANT}[{n}]", [row for row, _ in kept[key]])
    return tuple(max(kept[key], key=lambda rv: rv[0].claim.score)[1] for key in ordered)


def _nameless(participant: Participant) -> bool:
    return participant.actor is None and participant.kind is not ActorKind.PERSON and participant.name.startswith("Unidentified")


def _tolls(rows: Sequence[_Row], evidence: list[Evidence]) -> tuple[Casualty, ...]:
    """UCDP's way: for each outcome and group the lowest and the highest figure that any account gives, and as best the figure
    of the latest report; where one report gives several, the one that stands last in it, as tolls are revised upwards."""
    groups: dict[tuple[Outcome, CasualtyGroup], list[tuple[_Row, Casualty]]] = {}
    for row, value in _values(rows, Casualty):
        groups.setdefault((value.outcome, value.group), []).append((row, value))
    ordered = sorted(groups, key=lambda key: (list(Outcome).index(key[0]), list(CasualtyGroup).index(key[1])))
    found = []
    for n, key in enumerate(ordered):
        known = groups[key]
        evidence += _point(f"{ClaimField.CASUALTY}[{n}]", [row for row, _ in known])
        found.append(_toll(known))
    return tuple(found)


def _toll(known: Sequence[tuple[_Row, Casualty]]) -> Casualty:
    row, latest = max(known, key=lambda rv: (rv[0].published or date.min, rv[0].report, rv[0].claim.spans[0].start))
    best = latest.best if latest.best is not None else latest.low
    lows = [v.low if v.low is not None else v.best for _, v in known if v.low is not None or v.best is not None]
    low = min([v for v in lows if v is not None] + ([best] if best is not None else []), default=None)
    open_above = any(v.high is None for _, v in known)
    highs = [v for _, c in known for v in (c.high, c.best) if v is not None]
    high = None if open_above and latest.high is None else max(highs, default=None)
    return Casualty(latest.outcome, latest.group, low, best, high, row.claim.said_by)
