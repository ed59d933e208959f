"""Made-up events, as many as are wanted, with reports and accounts behind them: for measuring lists, maps and counts."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from random import Random

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
    Place,
    Report,
    ReportHead,
    Role,
    Span,
    Status,
    When,
    WhenPrecision,
    WherePrecision,
)
from cairn.record import AccountBlock, Record, reports

FIRST = date(2014, 1, 1)
DAYS = 3650
TYPES = ("air_drone_strike", "armed_clash", "attack", "suicide_bomb", "peaceful_protest", "arrests", "mob_violence", "shelling_artillery_missile_attack")
COUNTRIES = {"IQ": (33.0, 44.0), "SY": (35.0, 38.0), "NG": (10.0, 8.0), "UA": (49.0, 32.0), "AF": (34.0, 66.0), "SO": (5.0, 46.0), "ML": (17.0, -4.0), "MM": (21.0, 96.0), "FJ": (-17.0, 179.9)}
PLACES = ("exact", "exact", "exact", "near", "admin2", "admin1", "country", "unknown")
WORDS = "village market road checkpoint convoy mosque river bridge farmers police station school army column patrol camp hospital border town hill depot".split()
READER = "made-up"
NOON = datetime(2024, 3, 15, 12, tzinfo=UTC)
#: Reports that are stored in one transaction.
PART = 2000


def made(number: int, random: Random) -> tuple[Coded, Event]:
    """One report of one event."""
    day = FIRST + timedelta(days=random.randrange(DAYS))
    kind, country = random.choice(TYPES), random.choice(list(COUNTRIES))
    town, group, dead = f"Town {random.randrange(4000)}", f"Group {random.randrange(200)}", int(random.paretovariate(1)) - 1
    told = " ".join(random.choice(WORDS) for _ in range(60))
    text = f"Fighters of {group} struck near {town} and killed {dead} people, witnesses said. Report {number}: {told}."
    latitude, longitude = COUNTRIES[country]
    precision = WherePrecision(random.choice(PLACES))
    point = (round(latitude + random.gauss(0, 2), 4), (round(longitude + random.gauss(0, 3), 4) + 180) % 360 - 180)
    where = Place(town, country, f"Province {random.randrange(20)}", None, *point, precision) if precision is not WherePrecision.UNKNOWN else Place()
    exact = random.random() < 0.7
    when = When.on(day, "on Friday") if exact else When(day.replace(day=1), day.replace(day=28), WhenPrecision.MONTH)
    report = Report.of(text, title=f"Report {number}", publisher="Wire", published=day + timedelta(days=1), language="en")
    span = Span.of(text, 0, 8)
    quotes = tuple(Evidence(path, s, e, text[s:e], None, report.id, READER, 0.8) for path, s, e in (("type", 0, 8), ("when", 0, 30), ("where", 20, 60), ("casualties[0]", 30, 70), ("participants[0]", 12, 24)))
    event = Event(
        f"e{report.id[:15]}", kind, Status.OCCURRED, random.random() < 0.7, (), when, where,
        (Participant(Role.SIDE_A, group, group.lower().replace(" ", "_"), ActorKind.REBEL_GROUP, group), Participant(Role.SIDE_B, f"Civilians ({country})", None, ActorKind.CIVILIANS, "people")),
        (Casualty(Outcome.KILLED, CasualtyGroup.CIVILIANS, dead, dead, None if random.random() < 0.3 else dead + 2),) if random.random() < 0.6 else (),
        (), f"An event by {group} took place on {day} in {town} ({country}): {dead} people were killed.", round(random.random(), 3), quotes, (report.id,),
    )  # fmt: skip
    claims = tuple(Claim(field, value, (span,), 0.9, READER) for field, value in ((ClaimField.TYPE, kind), (ClaimField.STATUS, Status.OCCURRED), (ClaimField.MAIN, True)))
    account = Account(f"a{report.id[:15]}", report.id, (span,), claims)
    return Coded(report, (account,), Coding(ReportHead.of(report, relevant=True), (event,), reader=READER)), event


def all_made(count: int, *, seed: int = 7) -> Iterator[tuple[Coded, Event]]:
    """So many, always the same."""
    random = Random(seed)  # noqa: S311 - made up
    return (made(number, random) for number in range(count))


def fill(record: Record, count: int, *, seed: int = 7) -> None:
    """Stores so many events with their reports and accounts, as if they had been derived from these."""
    rows = all_made(count, seed=seed)
    while part := list(islice(rows, PART)):
        with record._database.writing() as connection:  # noqa: SLF001 - a transaction a report would be most of the time
            for coded, _ in part:
                reports.add(connection, coded, clock=lambda: NOON)
        blocks = [AccountBlock(account.id, event.when.start or date.min, event.when.end or date.max, None) for coded, event in part for account in coded.accounts]
        pairs = [(event, tuple(account.id for account in coded.accounts)) for coded, event in part]
        record.derive_events(lambda _, pairs=pairs, blocks=blocks: (pairs, blocks), rules="made up")  # type: ignore[misc]
