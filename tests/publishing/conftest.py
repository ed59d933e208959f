"""A record with victims, witnesses, a minister, a leader and a spokesman, and events of every kind of place and date."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cairn.model import (
    Account,
    ActorKind,
    Casualty,
    CasualtyGroup,
    Claim,
    ClaimField,
    Coded,
    Coding,
    Event,
    Evidence,
    Outcome,
    Participant,
    Person,
    PersonStatus,
    Place,
    Position,
    Report,
    ReportHead,
    Role,
    Span,
    Status,
    Weapon,
    When,
    WhenBasis,
    WhenPrecision,
    WherePrecision,
)
from cairn.record import AccountBlock, Accounts, Record

NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)
TEXT = (
    "Defence minister Omar Farouk said that an air strike near Gao killed Ali Hassan, a baker, and his daughter Zainab Hassan on Friday. "
    "Abu Walid, the leader of the Islamic State, was the target, said the army's spokesman, Colonel Idris Traore. Sara Nouri saw it."
)
REPORT = Report.of(TEXT, title="Strike kills Ali Hassan", publisher="=Wire", published=date(2024, 3, 16), language="en", url="https://wire.example/ali-hassan-dies")
OTHER = Report.of("Rebels and soldiers clashed.", title="Clash", publisher="Daily", published=date(2024, 3, 17), language="en", url="https://daily.example/clash")
PUBLIC = ("Omar Farouk", "Abu Walid", "Idris Traore")
PRIVATE = ("Ali Hassan", "Zainab", "Hassan", "Sara Nouri", "Nouri", "Abu Zayd")
PEOPLE = (
    Person("Omar Farouk", (), None, (Position("Government of Mali", "Defence minister"),), PersonStatus.SPEAKING, public=True), Person("Abu Walid", public=True),
    Person("Idris Traore", public=True), Person("Ali Hassan", ("Abu Zayd",)), Person("Zainab Hassan"), Person("Sara Nouri"),
)  # fmt: skip


def said(words: str, field: str, by: str | None = None) -> Evidence:
    start = TEXT.index(words)
    return Evidence(field, start, start + len(words), words, by, REPORT.id, "reader-1", 0.9)


STRIKE = Event(
    "e0123456789abcdef", "air_drone_strike", Status.OCCURRED, main=True, qualifiers=("targeted", "drone"), when=When.on(date(2024, 3, 15), "Friday"),
    where=Place("Gao", "ML", "Gao", None, 16.271789, -0.0447, WherePrecision.NEAR, "2457163", "Gao"),
    participants=(
        Participant(Role.SIDE_A, "Military Forces of Mali (2021-)", "ml_military", ActorKind.STATE_FORCE, "the army"),
        Participant(Role.SIDE_B, "Islamic State", "islamic_state", ActorKind.REBEL_GROUP, "the Islamic State"),
        Participant(Role.TARGET, "Abu Walid", None, ActorKind.PERSON, "Abu Walid", "leader"),
        Participant(Role.VICTIM, "Ali Hassan", None, ActorKind.PERSON, "Ali Hassan", "father of Zainab Hassan"),
        Participant(Role.VICTIM, "Zainab Hassan", None, ActorKind.PERSON, "Zainab Hassan"),
    ),
    casualties=(Casualty(Outcome.KILLED, CasualtyGroup.CIVILIANS, 2, 2, 3, "Sara Nouri"), Casualty(Outcome.KILLED, CasualtyGroup.SIDE_B, 1, 1, None, "Omar Farouk")),
    weapons=(Weapon("drone", "aircraft"),), summary="An air strike by the Military Forces of Mali took place.", confidence=0.9,
    evidence=(
        said("air strike", "type", "Omar Farouk"), said("Ali Hassan", "participants[3]"), said("Zainab Hassan", "participants[4]"), said("near Gao", "where"),
        said("killed Ali Hassan, a baker,", "casualties[0]", "Sara Nouri"),
    ), reports=(REPORT.id, OTHER.id),
)  # fmt: skip
CLASH = Event(
    "e1111111111111111", "armed_clash", Status.OCCURRED, main=False, when=When(date(2024, 3, 1), date(2024, 3, 31), WhenPrecision.MONTH, "March", WhenBasis.STATED),
    where=Place("Borno", "NG", "Borno", None, 11.5, 13.0, WherePrecision.ADMIN1, "2346794", "Borno"),
    participants=(Participant(Role.SIDE_A, "=cmd|' /C calc'!A0", None, ActorKind.UNKNOWN, "x"), Participant(Role.SIDE_B, "Military Forces of Nigeria", None, ActorKind.STATE_FORCE)),
    summary="A clash\ttook\nplace.", confidence=0.5, reports=(OTHER.id,),
)  # fmt: skip
MARCH = Event(
    "e2222222222222222", "peaceful_protest", Status.OCCURRED, main=True, when=When.on(date(2024, 5, 20)),
    where=Place("Bamako", "ML", None, None, 12.65, -8.0, WherePrecision.EXACT, "2460596", "Bamako"), summary="-A protest took place.", confidence=0.7, reports=(OTHER.id,),
)  # fmt: skip
THREAT = replace(MARCH, id="e3333333333333333", type="attack", status=Status.THREATENED, when=When(), where=Place())
EVENTS = (STRIKE, CLASH, MARCH, THREAT)


def coded(report: Report, people: Sequence[Person], *ids: str) -> Coded:
    word = Span.of(report.text, 0, 7)
    accounts = tuple(Account(f"a{id_[1:]}", report.id, (word,), (Claim(ClaimField.TYPE, "attack", (word,), 0.9, "reader-1"),)) for id_ in ids)
    return Coded(report, accounts, Coding(ReportHead.of(report, relevant=True), people=tuple(people), reader="reader-1"))


def filled(path: Path, events: Sequence[Event] = EVENTS) -> Path:
    """A record that holds these events."""
    of_other = [e.id for e in events if e is not STRIKE]
    with Record.open(path, clock=lambda: NOON) as record:
        record.add(coded(REPORT, PEOPLE, STRIKE.id))
        record.add(coded(OTHER, (), "eother", *of_other))
        pairs = [(e, (f"a{e.id[1:]}", *(("aother",) if e is STRIKE else ()))) for e in events]

        def derive(accounts: Accounts) -> tuple[list[tuple[Event, tuple[str, ...]]], list[AccountBlock]]:
            return pairs, [AccountBlock(a.id, date.min, date.max, None) for a, _ in accounts.pending()]

        record.derive_events(derive, rules="test")
    return path


@pytest.fixture(scope="session")
def record_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the record is."""
    return filled(tmp_path_factory.mktemp("record") / "cairn.sqlite")


@pytest.fixture
def record(record_path: Path) -> Iterator[Record]:
    """The record, open."""
    with Record.open(record_path) as opened:
        yield opened
