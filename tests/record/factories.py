"""Small values of the model, made by hand."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from cairn.model import (
    Account,
    ActorKind,
    Attribution,
    AttributionKind,
    Casualty,
    CasualtyGroup,
    Claim,
    ClaimField,
    ClaimValue,
    Coded,
    Coding,
    Event,
    Evidence,
    Organisation,
    Outcome,
    Participant,
    Period,
    Person,
    PersonStatus,
    Place,
    Position,
    Problem,
    Relation,
    RelationKind,
    Report,
    ReportHead,
    Role,
    Span,
    Stage,
    Status,
    Total,
    Weapon,
    When,
    WherePrecision,
)
from cairn.record import AccountBlock, Accounts, Changes, Record, pending

READER = "embedded-1"
NOON = datetime(2024, 3, 15, 12, tzinfo=UTC)
TEXT = "Abu Ali, a leader of the Islamic State, was killed in an air strike near Fallujah on Friday, the army said."
BASE = Report.of(TEXT, title="Leader killed", publisher="Agency", published=date(2024, 3, 16), language="en", source="a.txt")


def report_of(text: str = TEXT, **head: object) -> Report:
    """A report of a text."""
    given = {"title": "Leader killed", "publisher": "Agency", "published": date(2024, 3, 16), "source": "a.txt"} | head
    return Report.of(text, **given)  # type: ignore[arg-type]


def event_of(id_: str = "e1", *, day: date | None = date(2024, 3, 15), **fields: object) -> Event:
    """An air strike near Fallujah."""
    given: dict[str, object] = {
        "when": When.on(day, "Friday") if day else When(),
        "where": Place("Al Fallujah", "IQ", "Al Anbar", None, 33.349, 43.786, WherePrecision.NEAR, "99532", "Fallujah"),
        "participants": (
            Participant(Role.SIDE_A, "Military Forces of Iraq", "iq-military", ActorKind.STATE_FORCE, "the army"),
            Participant(Role.TARGET, "Abu Ali", None, ActorKind.PERSON, "Abu Ali", "leader"),
        ),
        "casualties": (Casualty(Outcome.KILLED, CasualtyGroup.SIDE_B, 1, 1, None, "the army"),),
        "weapons": (Weapon("air strike", "aircraft"),),
        "qualifiers": ("targeted",),
        "summary": "An air strike near Al Fallujah killed Abu Ali.",
        "confidence": 0.8,
        "evidence": (Evidence("type", 57, 67, "air strike", "the army"),),
        "reports": (BASE.id,),
    } | fields
    kind, main = str(given.pop("type", "air_drone_strike")), bool(given.pop("main", True))
    return Event(id_, kind, Status.OCCURRED, main, **given)  # type: ignore[arg-type]


def account_of(report: Report, number: int = 0) -> Account:
    """An account with a claim of every field."""
    event, span = event_of(), Span.of(report.text, 0, 3)
    values: dict[ClaimField, ClaimValue] = {
        ClaimField.TYPE: event.type, ClaimField.STATUS: event.status, ClaimField.MAIN: True, ClaimField.QUALIFIER: "targeted",
        ClaimField.WHEN: event.when, ClaimField.WHERE: event.where, ClaimField.PARTICIPANT: event.participants[0],
        ClaimField.CASUALTY: event.casualties[0], ClaimField.WEAPON: event.weapons[0],
    }  # fmt: skip
    claims = tuple(Claim(field, value, (span,), 0.7 + number / 10, READER, "the army") for field, value in values.items())
    return Account(f"{report.id[:12]}-{number}", report.id, (span,), claims)


def coded_of(report: Report = BASE, *, reader: str | None = READER, accounts: int = 1, public: bool = True) -> Coded:
    """A report, coded, with something in each part of the coding."""
    quote = (Evidence("name", 0, 7, report.text[:7], None, report.id),)
    leader = Position("Islamic State", "leader", date(2020, 1, 1), None)
    coding = Coding(
        ReportHead.of(report, relevant=accounts > 0),
        tuple(event_of(f"{report.id[:6]}-{n}") for n in range(accounts)),
        (Person("Abu Ali", ("Ali",), None, (leader,), PersonStatus.KILLED, public, quote),),
        (Organisation("Islamic State", ("ISIS",), "islamic-state", ActorKind.REBEL_GROUP, quote),),
        (Relation(RelationKind.LED, "Abu Ali", "Islamic State", None, date(2024, 3, 15), "IQ", quote),),
        (Total("attacks", 300, None, "islamic-state", Outcome.KILLED, Period(date(2024, 1, 1), None), "Syria"),),
        (Attribution(AttributionKind.BLAME, None, "Islamic State", quote),),
        (Problem(Stage.WHERE, "no such place", Span.of(report.text, 0, 3)),),
        reader,
    )
    return Coded(report, tuple(account_of(report, n) for n in range(accounts)), coding)


def settle(record: Record, pairs: Sequence[tuple[Event, tuple[str, ...]]]) -> Changes:
    """Makes the record's events these, as if they had been derived from all its accounts."""
    with record._database.writing() as connection:
        pending.mark_all(connection, why="a test wants it", by="tester")

    def derive(accounts: Accounts) -> tuple[Sequence[tuple[Event, tuple[str, ...]]], list[AccountBlock]]:
        return pairs, [AccountBlock(account.id, date.min, date.max, None) for account, _ in accounts.pending()]

    return record.derive_events(derive, rules="test")
