"""What goes into the record's questions and comes out of them, beside the model's own values."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cairn.model import Account, Action, ActorKind, Anchor, ClaimField, ClaimValue, Decision, Event, Judgement, Report


@dataclass(frozen=True, slots=True)
class StoredHead:
    """A stored report without its text. `reader` is what read it, None where the coding names no reader; `read_at` is UTC."""

    id: str
    title: str | None
    publisher: str | None
    published: date | None
    language: str | None
    url: str | None
    source: str | None
    sha256: str | None
    relevant: bool
    reader: str | None
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Source:
    """One publication of a text. `read_at` is UTC."""

    publisher: str | None
    published: date | None
    url: str | None
    title: str | None
    source: str | None
    sha256: str | None
    read_at: datetime


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A stored report, whole. `others` are further publications of the same text, in the order in which they were met."""

    head: StoredHead
    text: str
    others: tuple[Source, ...] = ()

    def report(self) -> Report:
        """The report as it was read the first time."""
        head = self.head
        return Report(
            head.id, self.text, head.title, head.publisher, head.published, head.language, head.url, head.source, head.sha256
        )


@dataclass(frozen=True, slots=True)
class Publication:
    """Where and when a text was published first, as far as the record knows."""

    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None


AccountRow = tuple[Account, StoredHead]


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be read: where it should have come from, the error's class, its message, and when (UTC)."""

    source: str
    error: str
    message: str
    failed_at: datetime


@dataclass(frozen=True, slots=True)
class Changes:
    """How many events a new derivation added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class AccountBlock:
    """Where an account's event can meet others: from the first to the last day on which it can have happened, in its country
    where one is known."""

    account: str
    first: date
    last: date
    country: str | None


class ChangeKind(StrEnum):
    """What became of an event."""

    ADDED = "added"
    CHANGED = "changed"
    SPLIT = "split"
    MERGED = "merged"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the history. `at` is UTC.

    `by` is the reader, rule or person whose doing it was. `other` is the event that a merged one has become part of, or that a
    split one was part of. `before` is what a changed, merged or removed event was. `number` orders the rows; it never comes
    again.
    """

    at: datetime
    event: str
    kind: ChangeKind
    why: str
    by: str | None = None
    other: str | None = None
    before: Event | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class StoredJudgement:
    """A judgement with its number; one that was undone says when (UTC) and by whom."""

    number: int
    judgement: Judgement
    undone_at: datetime | None = None
    undone_by: str | None = None


@dataclass(frozen=True, slots=True)
class StoredReview:
    """A reviewer's decision, with the id that the event had then; one that was undone says when (UTC) and by whom."""

    event: str
    decision: Decision
    undone_at: datetime | None = None
    undone_by: str | None = None

    @property
    def number(self) -> int:
        """The decision's number."""
        return self.decision.number

    @property
    def stands(self) -> bool:
        """Whether it was not undone."""
        return self.undone_at is None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a reviewer wants to decide about an event, by its id or the beginning of it. `spans` are words of stored reports, by
    their offsets; what they say is taken from the text."""

    action: Action
    event: str
    field: ClaimField | None = None
    value: ClaimValue | None = None
    replaces: ClaimValue | None = None
    spans: tuple[Anchor, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the record holds. `relevant` are the reports that tell of an event, `main` the events that a report is about."""

    reports: int
    relevant: int
    accounts: int
    claims: int
    events: int
    main: int
    failures: int


@dataclass(frozen=True, slots=True)
class StoredActor:
    """An actor over the whole record.

    Named by its registry id, or where it has none by its name. `events` counts those in which it takes part, `reports` those
    that tell of such an event or name it. `first` and `last` are the outermost days of its events. `public` is false for a
    person whom no report shows as an office holder or leader: such names belong in no export.
    """

    name: str
    id: str | None
    kind: ActorKind
    events: int
    reports: int
    first: date | None
    last: date | None
    public: bool


def check_page(limit: int | None, offset: int) -> None:
    """Raises ValueError for a page that there can not be."""
    if limit is not None and limit < 1:
        raise ValueError(f"limit {limit}: expected at least 1, or None for all")
    if offset < 0:
        raise ValueError(f"offset {offset}: expected 0 or more")


def check_days(since: date | None, until: date | None) -> None:
    """Raises ValueError for days that end before they begin."""
    if since and until and until < since:
        raise ValueError(f"until {until} is before since {since}")


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Which reports to give. `since` and `until` are days of publication; `text` are words that must all stand in the title
    or the text, without regard to case in the Latin alphabet's first 26 letters. `latest`: those published last come first."""

    since: date | None = None
    until: date | None = None
    publisher: str | None = None
    relevant: bool | None = None
    text: str | None = None
    latest: bool = False
    limit: int | None = None
    offset: int = 0

    def __post_init__(self) -> None:
        check_days(self.since, self.until)
        check_page(self.limit, self.offset)
