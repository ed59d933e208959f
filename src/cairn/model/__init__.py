"""Frozen values and nothing else: no input or output, no clock, no settings. Everything above imports from here."""

from cairn.model.actor import Actor, ActorKind
from cairn.model.asides import is_end_of_way, is_followed, is_of_speaker
from cairn.model.coding import (
    Attribution,
    AttributionKind,
    Coded,
    Coding,
    Organisation,
    Period,
    Person,
    PersonStatus,
    Position,
    Problem,
    Relation,
    RelationKind,
    ReportHead,
    Speaker,
    Stage,
    Total,
)
from cairn.model.count import CasualtyGroup, Count
from cairn.model.dateline import dateline_in
from cairn.model.event import (
    Account,
    Casualty,
    Claim,
    ClaimField,
    ClaimValue,
    Event,
    Evidence,
    Outcome,
    Participant,
    ReviewState,
    Role,
    Weapon,
)
from cairn.model.judgement import Anchor, Judgement, Verdict
from cairn.model.linked import Linked, Named, Office
from cairn.model.place import UNKNOWN_PLACE, Place, WherePrecision
from cairn.model.reading import EventWord, Link, LinkKind, Mark, Mention, MentionKind, Reading, Status, Tie
from cairn.model.report import Report, text_id
from cairn.model.review import ALWAYS, KNOWLEDGE, MANY, REVIEWER, Action, Decision, ReportSpan
from cairn.model.span import Span
from cairn.model.total import total
from cairn.model.when import UNKNOWN_WHEN, When, WhenBasis, WhenPrecision

__all__ = [
    "ALWAYS", "KNOWLEDGE", "MANY", "REVIEWER", "UNKNOWN_PLACE", "UNKNOWN_WHEN", "Account", "Action", "Actor", "ActorKind", "Anchor", "Attribution", "AttributionKind", "Casualty",
    "CasualtyGroup", "Claim", "ClaimField", "ClaimValue", "Coded", "Coding", "Count", "Decision", "Event", "EventWord", "Evidence", "Judgement", "Link",
    "LinkKind", "Linked", "Mark", "Mention", "MentionKind", "Named", "Office", "Organisation", "Outcome", "Participant", "Period", "Person", "PersonStatus", "Place",
    "Position", "Problem", "Reading", "Relation", "RelationKind", "Report", "ReportHead", "ReportSpan", "ReviewState", "Role", "Span", "Speaker", "Stage", "Status", "Tie",
    "Total", "Verdict", "Weapon", "When", "WhenBasis", "WhenPrecision", "WherePrecision", "dateline_in", "is_end_of_way", "is_followed", "is_of_speaker", "text_id", "total",
]  # fmt: skip
