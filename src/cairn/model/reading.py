"""What a reader finds in one report: labelled spans and links between them, not yet linked to the world."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from cairn.model.count import CasualtyGroup
from cairn.model.span import Span


class MentionKind(StrEnum):
    """What a labelled span is."""

    ACTOR = "actor"
    PERSON = "person"
    TITLE = "title"
    PEOPLE = "people"
    PLACE = "place"
    TIME = "time"
    NUMBER = "number"
    WEAPON = "weapon"
    EVENT = "event"


class LinkKind(StrEnum):
    """What one mention is to another.

    From an event word to a span: the roles, the outcomes (to a number) and `said_by`. Between event words: `same`.
    From a number to a span: `counts` (who is counted). Between actors and persons: the relations; `alias` is symmetric.
    """

    SIDE_A = "side_a"
    SIDE_B = "side_b"
    TARGET = "target"
    VICTIM = "victim"
    PLACE = "place"
    TIME = "time"
    WEAPON = "weapon"
    SAID_BY = "said_by"
    KILLED = "killed"
    INJURED = "injured"
    ABDUCTED = "abducted"
    ARRESTED = "arrested"
    MISSING = "missing"
    COUNTS = "counts"
    SAME = "same"
    ALIAS = "alias"
    TITLE_OF = "title_of"
    AFFILIATE_OF = "affiliate_of"
    PART_OF = "part_of"
    SPLINTER_OF = "splinter_of"
    LEADS = "leads"
    MEMBER_OF = "member_of"
    SUCCEEDS = "succeeds"
    ALLIED_WITH = "allied_with"
    FIGHTS = "fights"
    TOTAL = "total"


class Status(StrEnum):
    """Whether an event happened, as the report tells it."""

    OCCURRED = "occurred"
    ATTEMPTED = "attempted"
    FOILED = "foiled"
    THREATENED = "threatened"
    PLANNED = "planned"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class EventWord:
    """What the reader says of an event word: its type (a codebook id), its status, whether the report is about it.

    Each score is the reader's probability, 0 to 1. `types` holds the likeliest types with theirs, `type` first.
    """

    type: str
    type_score: float
    status: Status
    status_score: float
    main: bool
    main_score: float
    types: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A labelled span. `event` is set on event words only, `group` on numbers that count people. `score` is the reader's
    probability, 0 to 1."""

    kind: MentionKind
    span: Span
    score: float
    event: EventWord | None = None
    group: CasualtyGroup | None = None

    def __post_init__(self) -> None:
        if (self.event is not None) != (self.kind is MentionKind.EVENT):
            raise ValueError(f"mention {self.span.quote!r} of kind {self.kind}: an event word, and only it, has event values")


@dataclass(frozen=True, slots=True)
class Link:
    """A directed link between two mentions, by their index in `Reading.mentions`."""

    kind: LinkKind
    source: int
    target: int
    score: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A label of an annotation scheme other than Cairn's own ("muc4", "re3d", ...) on a span.

    `kinds` are further labels of the span with their probabilities, where the scheme has any. Scores are 0 to 1.
    """

    scheme: str
    label: str
    span: Span
    score: float
    kinds: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """A directed link of a scheme between two marks, by their index in `Reading.marks`."""

    scheme: str
    label: str
    source: int
    target: int
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader found in one report: the raw claims.

    `relevance` is the probability that the report tells of an event of the codebook. `sentences` are the reader's
    sentence spans, in order. `reader` names reader and version. `marks` and `ties` are there only where the reader was asked for
    other schemes than Cairn's own.
    """

    report: str
    reader: str
    relevance: float
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    links: tuple[Link, ...]
    marks: tuple[Mark, ...] = ()
    ties: tuple[Tie, ...] = ()

    def sentence_of(self, span: Span) -> Span | None:
        """The sentence that holds the start of a span."""
        before = bisect_right(self.sentences, span.start, key=lambda s: s.start)
        found = self.sentences[before - 1] if before else None
        return found if found and span.start < found.end else None
