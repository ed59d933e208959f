"""What a person decided about one event: that it is right, wrong, or that a value is another than the reports were read to say."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from cairn.model.event import Casualty, ClaimField, ClaimValue, Participant, Weapon
from cairn.model.judgement import Anchor
from cairn.model.place import Place
from cairn.model.reading import Status
from cairn.model.when import When

#: The rule in the evidence of a value that a reviewer gave and pointed at.
REVIEWER: Final = "reviewer"
#: How the rule begins in the evidence of a value that a reviewer knows from elsewhere; the reason follows.
KNOWLEDGE: Final = "reviewer's knowledge: "
#: The fields that hold many values.
MANY: Final = frozenset({ClaimField.QUALIFIER, ClaimField.PARTICIPANT, ClaimField.CASUALTY, ClaimField.WEAPON})
#: The fields that every event has, so that nobody can say that they are unknown.
ALWAYS: Final = frozenset({ClaimField.TYPE, ClaimField.STATUS, ClaimField.MAIN})
_KINDS: Final[dict[ClaimField, type[ClaimValue]]] = {
    ClaimField.TYPE: str, ClaimField.STATUS: Status, ClaimField.MAIN: bool, ClaimField.QUALIFIER: str, ClaimField.WHEN: When, ClaimField.WHERE: Place,
    ClaimField.PARTICIPANT: Participant, ClaimField.CASUALTY: Casualty, ClaimField.WEAPON: Weapon,
}  # fmt: skip


class Action(StrEnum):
    """What a reviewer does with an event; `sign` confirms what another person decided before."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    SIGN = "sign"


@dataclass(frozen=True, slots=True, order=True)
class ReportSpan:
    """Words of one of several reports: code points `start` up to but not including `end`, and what stands there."""

    report: str
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.quote) != self.end - self.start:
            raise ValueError(f"span {self.start}..{self.end} of report {self.report[:8]}: expected 0 <= start < end and a quote of that length, not {self.quote!r}")


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person decided about one event, kept for ever.

    It points at words of reports (`anchors`, those that told of the event when it was decided) and not at an event's id, so that it
    holds when a better reader has read the reports anew, and when events merge or split. Of decisions that contradict each other
    the later counts; `number` is their order in the record.

    A correction names its `field`. Of fields that hold one value, `value` is the right one, None where it is unknown. Of fields that
    hold many, `replaces` is the value that is wrong: `value` takes its place, or with None it goes; without `replaces` a value is
    added, and without either the field holds nothing. `spans` are the words that say so; without any the reviewer knows it from
    elsewhere and gives the `reason`.
    """

    action: Action
    anchors: tuple[Anchor, ...]
    by: str
    at: datetime
    reason: str | None = None
    field: ClaimField | None = None
    value: ClaimValue | None = None
    replaces: ClaimValue | None = None
    spans: tuple[ReportSpan, ...] = ()
    number: int = 0

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise ValueError(f"decision to {self.action}: expected the name of whoever decides")
        if not self.anchors:
            raise ValueError(f"decision to {self.action} by {self.by}: expected words of at least one report")
        if self.at.tzinfo is None:
            raise ValueError(f"decision of {self.at}: expected a time zone")
        if self.action is Action.CORRECT:
            self._check_correction()
        elif self.field is not None or self.value is not None or self.replaces is not None or self.spans:
            raise ValueError(f"decision to {self.action}: only a correction has a field, a value and spans")

    def _check_correction(self) -> None:
        if self.field is None:
            raise ValueError(f"correction by {self.by}: expected one of the fields {', '.join(ClaimField)}")
        kind = _KINDS[self.field]
        for value in (self.value, self.replaces):
            if value is not None and (not isinstance(value, kind) or (kind is str and not str(value).strip())):
                raise ValueError(f"correction of {self.field}: {value!r} is no {kind.__name__}")
        if self.replaces is not None and self.field not in MANY:
            raise ValueError(f"correction of {self.field}: it holds one value, which the new one replaces by itself")
        if self.value is None and self.field in ALWAYS:
            raise ValueError(f"correction of {self.field}: expected a value, it is never unknown")
        if not self.spans and not (self.reason or "").strip():
            raise ValueError(f"correction of {self.field}: expected the words of a report that say so, or a reason")

    @property
    def rule(self) -> str:
        """What stands as the rule in the evidence of a corrected value."""
        return REVIEWER if self.spans else f"{KNOWLEDGE}{self.reason}"
