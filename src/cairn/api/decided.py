"""What people decided, as the API tells it."""

from cairn.api.shapes.events import DecisionTold
from cairn.publishing.masking import mask
from cairn.publishing.persons import Persons
from cairn.publishing.privacy import shown
from cairn.record import StoredJudgement, StoredReview


def reports_of(one: StoredReview | StoredJudgement) -> set[str]:
    """The reports whose words a decision points at: what was written of it may name whom they name."""
    if isinstance(one, StoredReview):
        return {anchor.report for anchor in one.decision.anchors} | {span.report for span in one.decision.spans}
    return {anchor.report for group in one.judgement.groups for anchor in group}


def decision_told(one: StoredReview | StoredJudgement, persons: Persons) -> DecisionTold:
    """A decision of either kind."""
    return ruled(one, persons) if isinstance(one, StoredReview) else judged(one, persons)


def judged(stored: StoredJudgement, persons: Persons) -> DecisionTold:
    """A judgement: that accounts are one event, or different ones."""
    j = stored.judgement
    return DecisionTold(number=stored.number, kind="judgement", what=j.verdict, by=j.by, at=j.at, reason=j.reason and mask(j.reason, persons),
                        undone_at=stored.undone_at, undone_by=stored.undone_by)  # fmt: skip


def ruled(stored: StoredReview, persons: Persons) -> DecisionTold:
    """A review: that an event is right, wrong, or has another value."""
    d = stored.decision
    return DecisionTold(
        number=stored.number, kind="review", what=d.action, by=d.by, at=d.at, reason=d.reason and mask(d.reason, persons), field=d.field, value=shown(d.value, persons),
        replaces=shown(d.replaces, persons), event=stored.event, spans=[shown(span, persons) for span in d.spans], undone_at=stored.undone_at,
        undone_by=stored.undone_by,
    )  # fmt: skip
