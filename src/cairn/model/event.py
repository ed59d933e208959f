"""What one report says of an event (claims, gathered in an account), and what Cairn holds happened (an event)."""

from dataclasses import dataclass
from enum import StrEnum

from cairn.model.actor import ActorKind
from cairn.model.count import CasualtyGroup, check_bounds
from cairn.model.judgement import Anchor
from cairn.model.place import UNKNOWN_PLACE, Place
from cairn.model.reading import Status
from cairn.model.span import Span
from cairn.model.when import UNKNOWN_WHEN, When


class Role(StrEnum):
    """What a participant is in an event."""

    SIDE_A = "side_a"
    SIDE_B = "side_b"
    ASSOCIATED_A = "associated_a"
    ASSOCIATED_B = "associated_b"
    TARGET = "target"
    VICTIM = "victim"


class Outcome(StrEnum):
    """What became of those who are counted."""

    KILLED = "killed"
    INJURED = "injured"
    ABDUCTED = "abducted"
    ARRESTED = "arrested"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Participant:
    """One participant: its role, its canonical name, the registry's id or None, and the text's own words."""

    role: Role
    name: str
    actor: str | None = None
    kind: ActorKind = ActorKind.UNKNOWN
    surface: str | None = None
    position: str | None = None


@dataclass(frozen=True, slots=True)
class Casualty:
    """How many of one group met one outcome, and who says so."""

    outcome: Outcome
    group: CasualtyGroup
    low: int | None
    best: int | None
    high: int | None
    said_by: str | None = None

    def __post_init__(self) -> None:
        check_bounds(self.low, self.best, self.high)


@dataclass(frozen=True, slots=True)
class Weapon:
    """A means of violence, in the text's words and by the codebook's kind."""

    surface: str
    kind: str | None = None


class ClaimField(StrEnum):
    """The field of an event that a claim is about."""

    TYPE = "type"
    STATUS = "status"
    MAIN = "main"
    QUALIFIER = "qualifiers"
    WHEN = "when"
    WHERE = "where"
    PARTICIPANT = "participants"
    CASUALTY = "casualties"
    WEAPON = "weapons"


ClaimValue = str | bool | Status | When | Place | Participant | Casualty | Weapon


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing one report says of one event: a field's value, where it stands, who said it, how sure the reading is.

    `rule` names what made the claim: the reader with its version, a linking rule, or a reviewer. At least one span.
    """

    field: ClaimField
    value: ClaimValue
    spans: tuple[Span, ...]
    score: float
    rule: str
    said_by: str | None = None

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError(f"claim of {self.field}: {self.value!r} points at no span")


@dataclass(frozen=True, slots=True)
class Account:
    """What one report says of one event: its claims, gathered. `words` are the event words that tell of it."""

    id: str
    report: str
    words: tuple[Span, ...]
    claims: tuple[Claim, ...]

    @property
    def telling(self) -> tuple[Span, ...]:
        """The words by which it stands: its event words, else the words of its type."""
        return tuple(sorted(self.words or (c.spans[0] for c in self.claims if c.field is ClaimField.TYPE)))

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """Where it stands in its report."""
        return tuple(Anchor(self.report, word.start, word.end) for word in self.telling)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence part that says so: `field` is a path into the object ("casualties[0]"), the offsets count in the report's text.

    `confidence` is the probability that the value is what the report says, 0 to 1, where it was measured. A reviewer's value has the rule
    "reviewer" and the reviewer as `said_by`; one that no report says has no report, the offsets 0 and an empty quote, and its
    rule begins with "reviewer's knowledge: ".
    """

    field: str
    start: int
    end: int
    quote: str
    said_by: str | None = None
    report: str | None = None
    rule: str | None = None
    confidence: float | None = None


class ReviewState(StrEnum):
    """How far people have looked at an event: `signed` means that a second person confirmed what the first decided."""

    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Event:
    """What Cairn holds happened, derived from the accounts of one or many reports and from what reviewers decided.

    `reports` are the ids of the reports that tell of it. `confidence` is 0 to 1, that of the reading: a review does not change it.
    `reviewed_by` names those whose decisions stand, in the order in which they first decided.
    """

    id: str
    type: str
    status: Status
    main: bool
    qualifiers: tuple[str, ...] = ()
    when: When = UNKNOWN_WHEN
    where: Place = UNKNOWN_PLACE
    participants: tuple[Participant, ...] = ()
    casualties: tuple[Casualty, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    summary: str = ""
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    reports: tuple[str, ...] = ()
    review: ReviewState = ReviewState.UNREVIEWED
    reviewed_by: tuple[str, ...] = ()

    def by_role(self, role: Role) -> tuple[Participant, ...]:
        """The participants in one role."""
        return tuple(p for p in self.participants if p.role is role)
