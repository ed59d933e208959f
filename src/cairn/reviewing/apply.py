"""Edits of a table as decisions in the record."""

from collections.abc import Sequence

from cairn.errors import SettingError
from cairn.model import MANY, Action, ClaimValue
from cairn.record import Record, Ruling
from cairn.reviewing.diff import Edit


def apply(record: Record, edits: Sequence[Edit], *, by: str, reason: str) -> tuple[int, ...]:
    """Decides all edits, or none; the decisions' numbers. They take effect with the next derivation.

    Raises SettingError without a reason, and where the record holds another value by now than the one that was edited.
    """
    if not reason.strip():
        raise SettingError("edits of a table point at no words of a report; say why they are right (--reason)")
    for edit in edits:
        held = getattr(record.event(edit.event), edit.field.value)
        if edit.old is not None and edit.old not in (held if edit.field in MANY else (held,)):
            raise SettingError(f"row {edit.row}: {edit.field} of event {edit.event[:8]} is no longer {edit.old_text!r}; nothing was applied, compare the table again")
    return record.review_all([Ruling(Action.CORRECT, e.event, e.field, e.new, _replaced(e), reason=reason.strip()) for e in edits], by=by)


def _replaced(edit: Edit) -> ClaimValue | None:
    return edit.old if edit.field in MANY else None
