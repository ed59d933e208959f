"""A person's decisions: taken from what the API was sent, kept by the record, and at once applied."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from pydantic import ValidationError

from cairn.api.asking import Who
from cairn.api.desk import Desk
from cairn.api.errors import Problem
from cairn.api.names import persons_shown
from cairn.api.routes.lists import clean
from cairn.api.shapes.decisions import NewJudgement, NewReview, Undo
from cairn.deriving.events import derive_events
from cairn.errors import NotInRecord
from cairn.model import Account, Action, Anchor, ClaimField, ClaimValue, Event, Verdict, Weapon
from cairn.model.team import Role
from cairn.publishing.persons import Persons
from cairn.publishing.privacy import PRIVATE_PERSON, shown
from cairn.record import AccountRow
from cairn.record.columns import CLAIM_TYPES, adapter


def review(desk: Desk, who: Who, given: NewReview) -> tuple[int, str]:
    """Keeps a decision about an event; its number and the event's id."""
    if given.action is Action.SIGN:
        who.need(Role.REVIEWER)
    event = desk.record.event(given.event.replace("\0", ""))
    _ = desk.codebook.types[event.type]  # one that is lost is told before anything is kept that could not be applied
    value, replaces = _values(desk, event, given)
    spans = [Anchor(span.report.replace("\0", ""), span.start, span.end) for span in given.spans]
    number = desk.record.review(given.action, event.id, by=who.name, field=given.field, value=value, replaces=replaces, spans=spans, reason=clean(given.reason))
    settle(desk)
    return number, event.id


def _values(desk: Desk, event: Event, given: NewReview) -> tuple[ClaimValue | None, ClaimValue | None]:
    """The value and the one that it replaces. Where names were masked in what the caller saw, they are put back."""
    if given.field is None:
        if given.value is not None or given.replaces is not None:
            raise Problem(422, "field: expected the name of the field that is corrected")
        return None, None
    value, replaces = (None if one is None else _value(given.field, one, name) for name, one in (("value", given.value), ("replaces", given.replaces)))
    _check_known(desk, given.field, value)
    persons = persons_shown(desk.record, event.reports, [event], private=False)
    held = getattr(event, given.field.value)
    many = held if isinstance(held, tuple) else (held,)
    masked = [shown(one, persons) for one in many]
    old = next((one for one, seen in zip(many, masked, strict=True) if replaces is None or replaces in (one, seen)), None)
    if replaces is not None and old is None:
        raise Problem(409, f"replaces: the event holds no such value of {given.field} any more; load it anew")
    if replaces is None and isinstance(held, tuple):
        old = None
    if value is not None:
        value = _unmasked(value, old, persons)
    return value, old if replaces is not None else None


def _value(field: ClaimField, given: Any, name: str) -> ClaimValue:
    try:
        shape: Any = CLAIM_TYPES[field]
        value: ClaimValue = adapter(shape).validate_python(_sound(given))
    except ValidationError as error:
        fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
        raise Problem(422, f"{'.'.join([name, *map(str, fault['loc'])])}: {fault['msg']}") from None
    return value


def _check_known(desk: Desk, field: ClaimField, value: ClaimValue | None) -> None:
    """A type, qualifier or kind of weapon has to be one of the codebook's. Raises Problem."""
    book = desk.codebook
    named = value.kind if isinstance(value, Weapon) else value
    known: dict[ClaimField, Collection[str]] = {ClaimField.TYPE: book.types, ClaimField.QUALIFIER: book.qualifiers, ClaimField.WEAPON: book.weapons}
    if named is not None and field in known and named not in known[field]:
        raise Problem(422, f"value: {named!r} is none of the codebook's {field}; /meta lists them")


def _sound(given: Any) -> Any:
    """Without U+0000, which no record can keep."""
    if isinstance(given, str):
        return given.replace("\0", "")
    return {key: _sound(one) for key, one in given.items()} if isinstance(given, dict) else given


def _unmasked(value: ClaimValue, old: ClaimValue | None, persons: Persons) -> ClaimValue:
    """A value with the names that stood in the old one where the caller only saw that there were some."""
    if not is_dataclass(value):
        return value
    seen = None if old is None else shown(old, persons)
    taken = {f.name: getattr(old, f.name) for f in fields(value) if seen is not None and getattr(value, f.name) == getattr(seen, f.name)}
    found: ClaimValue = replace(value, **taken)
    if PRIVATE_PERSON in (getattr(found, f.name) for f in fields(value)):
        raise Problem(422, f"value: {PRIVATE_PERSON!r} is no name; ask for the event with private_names=true to see it")
    return found


def judge(desk: Desk, who: Who, given: NewJudgement) -> tuple[int, list[str]]:
    """Keeps a judgement on events or on reports of one event; its number, and the events as they are now."""
    if given.event is not None or given.reports:
        rows, groups = _split(desk, given)
    else:
        rows, groups = _together(desk, given)
    number = desk.record.judge(given.verdict, groups, by=who.name, reason=clean(given.reason))
    settle(desk)
    return number, homes(desk, [account.id for account, _ in rows])


def _together(desk: Desk, given: NewJudgement) -> tuple[list[AccountRow], list[list[Anchor]]]:
    told = {}
    for asked in given.events:
        event = desk.record.event(asked.replace("\0", ""))
        _ = desk.codebook.types[event.type]
        told[event.id] = desk.record.accounts_of(event.id)
    if len(told) < 2:
        raise Problem(422, f"events: expected at least two different ones, got {len(told)}")
    return [row for rows in told.values() for row in rows], [[_anchor(account) for account, _ in rows] for rows in told.values()]


def _split(desk: Desk, given: NewJudgement) -> tuple[list[AccountRow], list[list[Anchor]]]:
    if given.verdict is not Verdict.DIFFERENT or given.event is None or given.events:
        raise Problem(422, "expected `events` to judge, or the verdict `different` with one `event` and `reports` of it")
    rows = list(desk.record.accounts_of(given.event.replace("\0", "")))
    strangers = [report for report in given.reports if not any(row[0].report.startswith(report) for row in rows)]
    if strangers:
        raise Problem(422, f"reports: {strangers[0]!r} does not tell of the event")
    named = [row for row in rows if any(row[0].report.startswith(report) for report in given.reports)]
    rest = [row for row in rows if row not in named]
    if not named or not rest:
        raise Problem(422, "reports: expected some of the event's reports, but not all")
    return rows, [[_anchor(account) for account, _ in part] for part in (rest, named)]


def _anchor(account: Account) -> Anchor:
    return account.anchors[0]


def undo(desk: Desk, who: Who, given: Undo) -> tuple[int, list[str]]:
    """Takes back a decision; its number, and the events that it was about. Raises Problem for another person's where the role does
    not allow it, NotInRecord where nothing stands."""
    if given.kind == "review":
        ruling = next((r for r in desk.record.reviews() if r.number == given.number), None)
        if ruling is not None and ruling.decision.by != who.name:
            who.need(Role.REVIEWER)
        taken = desk.record.undo_review(given.number, by=who.name)
        number, anchors = taken.number, taken.decision.anchors
    else:
        own = [j for j in desk.record.judgements() if j.undone_at is None and (j.judgement.by == who.name if given.number is None else j.number == given.number)]
        if not own:
            raise NotInRecord("there is no judgement to undo" if given.number is None else f"judgement {given.number} is not in the record, or is undone already")
        if own[-1].judgement.by != who.name:
            who.need(Role.REVIEWER)
        judged = desk.record.undo(own[-1].number, by=who.name)
        number, anchors = judged.number, tuple(anchor for group in judged.judgement.groups for anchor in group)
    settle(desk)
    return number, _events_at(desk, anchors)


def _events_at(desk: Desk, anchors: Iterable[Anchor]) -> list[str]:
    """The events that rest on accounts whose words meet some anchors."""
    found = list(anchors)
    accounts = [account for report in sorted({a.report for a in found}) for account, _ in desk.record.accounts_of_report(report)]
    return homes(desk, [account.id for account in accounts if any(one.meets(a) for one in account.anchors for a in found)])


def homes(desk: Desk, accounts: Sequence[str]) -> list[str]:
    """The events that rest on some accounts."""
    return sorted({home for account in accounts if (home := desk.record.event_of_account(account)) is not None})


def settle(desk: Desk) -> None:
    """Applies what was just decided."""
    derive_events(desk.record, desk.codebook)
    desk.changed()
