"""Accounts as several reports may give them, made by hand."""

from collections.abc import Sequence
from datetime import date, timedelta

from cairn import codebook
from cairn.consolidation import Told, consolidate, derive, score
from cairn.model import (
    Account,
    ActorKind,
    Casualty,
    CasualtyGroup,
    Claim,
    ClaimField,
    ClaimValue,
    Event,
    Outcome,
    Participant,
    Place,
    Role,
    Span,
    Status,
    Weapon,
    When,
    WhenBasis,
    WhenPrecision,
    WherePrecision,
)

BOOK = codebook.load()
DAY = date(2024, 3, 22)
NEXT = DAY + timedelta(days=1)
KILLED, INJURED, ABDUCTED = Outcome.KILLED, Outcome.INJURED, Outcome.ABDUCTED
SIDE_A, SIDE_B, CIVILIANS, UNKNOWN = CasualtyGroup.SIDE_A, CasualtyGroup.SIDE_B, CasualtyGroup.CIVILIANS, CasualtyGroup.UNKNOWN

MOSCOW = Place("Moscow", "RU", "Moscow", None, 55.752, 37.616, WherePrecision.EXACT, "524901")
KRASNOGORSK = Place("Krasnogorsk", "RU", "Moscow Oblast", None, 55.820, 37.330, WherePrecision.EXACT, "542374")
OBLAST = Place("Moscow Oblast", "RU", "Moscow Oblast", None, 55.75, 37.30, WherePrecision.ADMIN1, "524925")
RUSSIA = Place("Russia", "RU", None, None, 60.0, 100.0, WherePrecision.COUNTRY, "2017370")
KABUL = Place("Kabul", "AF", "Kabul", None, 34.528, 69.172, WherePrecision.EXACT, "1138958")
HERAT = Place("Herat", "AF", "Herat", None, 34.348, 62.199, WherePrecision.EXACT, "1140026")

TALIBAN = Participant(Role.SIDE_A, "Taliban", "taliban", ActorKind.REBEL_GROUP, "the Taliban")
ISLAMIC_STATE = Participant(Role.SIDE_A, "Islamic State", "islamic_state", ActorKind.REBEL_GROUP, "Islamic State")
ARMY = Participant(Role.SIDE_B, "Military Forces of Niger", "military_ne", ActorKind.STATE_FORCE, "the army")
GUNMEN = Participant(Role.SIDE_A, "Unidentified Armed Group (Russia)", None, ActorKind.POLITICAL_MILITIA, "gunmen")
PEOPLE = Participant(Role.SIDE_B, "Civilians (Russia)", None, ActorKind.CIVILIANS, "people")


def toll(
    low: int | None,
    best: int | None = None,
    high: int | None = None,
    *,
    outcome: Outcome = KILLED,
    group: CasualtyGroup = UNKNOWN,
) -> Casualty:
    """A figure for casualties."""
    return Casualty(outcome, group, low, best, high)


def exactly(number: int, *, outcome: Outcome = KILLED, group: CasualtyGroup = UNKNOWN) -> Casualty:
    """A number stated without a hedge."""
    return Casualty(outcome, group, number, number, number)


def at_least(number: int, *, outcome: Outcome = KILLED, group: CasualtyGroup = UNKNOWN) -> Casualty:
    """A floor."""
    return Casualty(outcome, group, number, number, None)


def person(name: str, role: Role = Role.TARGET, *, position: str | None = None) -> Participant:
    """A person aimed at."""
    return Participant(role, name, None, ActorKind.PERSON, name, position)


def undated(published: date) -> When:
    """A time that publication alone bounds."""
    return When(None, published, WhenPrecision.UNKNOWN, None, WhenBasis.PUBLISHED, "before_publication", published)


def between(start: date, end: date, precision: WhenPrecision, phrase: str | None = None) -> When:
    """A stretch of days."""
    return When(start, end, precision, phrase, WhenBasis.RESOLVED)


def claim(field: ClaimField, value: ClaimValue, *, at: int = 0, score: float = 0.9, said_by: str | None = None) -> Claim:
    """A claim at an offset of its report."""
    return Claim(field, value, (Span(at, at + 4, "word"),), score, "reader-1", said_by)


def said(value: Casualty, by: str | None = None, *, score: float = 0.9) -> tuple[Casualty, str | None, float]:
    """A figure with its speaker."""
    return (value, by, score)


def told(
    name: str,
    *,
    kind: str = "attack",
    status: Status = Status.OCCURRED,
    main: bool = True,
    when: When | None = None,
    where: Place | None = None,
    who: Sequence[Participant] = (),
    tolls: Sequence[Casualty | tuple[Casualty, str | None, float]] = (),
    weapons: Sequence[str] = (),
    qualifiers: Sequence[str] = (),
    published: date | None = NEXT,
    publisher: str | None = None,
    report: str | None = None,
    score: float = 0.9,
) -> Told:
    """What one report says of one event. `name` makes the account's id, and the report's where none is given."""
    values: list[tuple[ClaimField, ClaimValue]] = [
        (ClaimField.TYPE, kind),
        (ClaimField.STATUS, status),
        (ClaimField.MAIN, main),
    ]
    values += [(ClaimField.WHEN, when)] if when else []
    values += [(ClaimField.WHERE, where)] if where else []
    values += [(ClaimField.QUALIFIER, q) for q in qualifiers]
    values += [(ClaimField.PARTICIPANT, p) for p in who]
    values += [(ClaimField.WEAPON, Weapon(w)) for w in weapons]
    claims = [claim(field, value, at=10 * n, score=score) for n, (field, value) in enumerate(values)]
    for n, figure in enumerate(tolls):
        value, by, sure = figure if isinstance(figure, tuple) else (figure, None, 0.9)
        claims.append(claim(ClaimField.CASUALTY, value, at=200 + 10 * n, score=sure, said_by=by))
    account = Account(f"a{name}", report or f"report-{name}", (claims[0].spans[0],), tuple(claims))
    return Told(account, published, publisher)


def event_of(*accounts: Told) -> Event:
    """The one event that all these accounts tell of."""
    return derive("e1", accounts, BOOK)


def killed(*accounts: Told) -> tuple[int | None, int | None, int | None]:
    """Low, best and high of the only figure for killed."""
    (one,) = [c for c in event_of(*accounts).casualties if c.outcome is KILLED]
    return (one.low, one.best, one.high)


def merged(*accounts: Told) -> list[set[str]]:
    """Which accounts tell of one event, by their names."""
    return sorted(({a[1:] for a in ids} for _, ids in consolidate(accounts, BOOK)), key=sorted)


def scored(a: Told, b: Told) -> float:
    """The score of two accounts."""
    return score(derive("e1", [a], BOOK), derive("e2", [b], BOOK), BOOK).value
