"""Everything Cairn reads out of one report: the JSON contract of `cairn code`."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cairn.model.actor import ActorKind
from cairn.model.event import Account, Event, Evidence, Outcome
from cairn.model.report import Report
from cairn.model.span import Span


class PersonStatus(StrEnum):
    """What the report says of a person now."""

    LEADING = "leading"
    KILLED = "killed"
    INJURED = "injured"
    CAPTURED = "captured"
    APPOINTED = "appointed"
    RESIGNED = "resigned"
    REMOVED = "removed"
    SENTENCED = "sentenced"
    RELEASED = "released"
    SPEAKING = "speaking"
    MENTIONED = "mentioned"


class RelationKind(StrEnum):
    """What one actor is to another."""

    AFFILIATE_OF = "affiliate_of"
    PART_OF = "part_of"
    SPLINTER_OF = "splinter_of"
    LEADS = "leads"
    LED = "led"
    MEMBER_OF = "member_of"
    SUCCEEDS = "succeeds"
    ALLIED_WITH = "allied_with"
    FIGHTS = "fights"


class AttributionKind(StrEnum):
    """What is attributed: who did it (claimed, denied, blamed), how many, or what somebody is."""

    RESPONSIBILITY = "responsibility"
    DENIAL = "denial"
    BLAME = "blame"
    TOLL = "toll"
    DESCRIPTION = "description"


class Stage(StrEnum):
    """The stage of the pipeline in which a problem arose."""

    REPORT = "report"
    READING = "reading"
    WHEN = "when"
    WHERE = "where"
    WHO = "who"
    COUNT = "count"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Position:
    """An office that a person holds or held; open or unknown ends are None."""

    organisation: str | None
    title: str | None
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person whom the report names. `public` is true for office holders and group leaders, whose names exports keep."""

    name: str
    aliases: tuple[str, ...] = ()
    actor: str | None = None
    positions: tuple[Position, ...] = ()
    status: PersonStatus = PersonStatus.MENTIONED
    public: bool = False
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker(Person):
    """Somebody whom a report quotes and does not list among its persons: a person or a body. Public where the report's lists or the
    registry know the name as a body's; else only the words tell."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A force, group, government or body that the report names."""

    name: str
    aliases: tuple[str, ...] = ()
    actor: str | None = None
    kind: ActorKind = ActorKind.UNKNOWN
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """What one actor is to another, by canonical names. `where` is a country code or a place's name."""

    type: RelationKind
    subject: str
    object: str
    start: date | None = None
    end: date | None = None
    where: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """An interval of days, both ends included; an open end is None."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """An aggregate that is not one event ("over 300 attacks in Syria in 2024"); never counted as events."""

    what: str
    low: int | None
    high: int | None
    actor: str | None = None
    outcome: Outcome | None = None
    period: Period = Period()
    where: str | None = None
    said_by: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it was whom, how many, or what somebody is. `about` is an event's id or an actor's name; `by` is None
    where the text names nobody ("attributed to")."""

    kind: AttributionKind
    by: str | None
    about: str | None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be resolved, and why."""

    stage: Stage
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ReportHead:
    """A report as the contract prints it: `relevant` is true where it tells of at least one event of the codebook."""

    id: str
    title: str | None
    text: str
    publisher: str | None
    published: date | None
    language: str | None
    url: str | None
    relevant: bool
    source: str | None = None
    sha256: str | None = None

    @classmethod
    def of(cls, report: Report, *, relevant: bool) -> "ReportHead":
        """The head of a report."""
        return cls(
            report.id, report.title, report.text, report.publisher, report.published, report.language, report.url,
            relevant, report.source, report.sha256,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coding:
    """One report, coded: one JSON object of `cairn code`."""

    report: ReportHead
    events: tuple[Event, ...] = ()
    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    relations: tuple[Relation, ...] = ()
    totals: tuple[Total, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    problems: tuple[Problem, ...] = ()
    reader: str | None = None


@dataclass(frozen=True, slots=True)
class Coded:
    """A coding with the accounts that its events were derived from: what the record stores."""

    report: Report
    accounts: tuple[Account, ...]
    coding: Coding
