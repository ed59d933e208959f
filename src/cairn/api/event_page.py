"""One event with all that speaks for it, and against it."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from cairn.api.decided import decision_told, reports_of
from cairn.api.desk import Desk
from cairn.api.names import NOBODY, head_shown, persons_shown
from cairn.api.rows import event_row, toll
from cairn.api.shapes.events import (
    AccountTold,
    CasualtyRow,
    ChangeTold,
    ClaimTold,
    DecisionTold,
    Differing,
    EstimateTold,
    EventPage,
    Excerpt,
    GradeTold,
    JoinTold,
    NearTold,
    ReasonTold,
    ReportLabel,
)
from cairn.codebook import Codebook
from cairn.consolidation import POLICIES, Estimate, Score, estimates
from cairn.deriving.events import told
from cairn.deriving.grades import graded_of
from cairn.deriving.reasons import Single, about, compared, crowded, held_apart, joins, single
from cairn.model import Account, Casualty, Claim, ClaimField, Event, Place, Span, When
from cairn.publishing.masking import mask
from cairn.publishing.persons import Persons
from cairn.publishing.privacy import shown
from cairn.reading.sentences import sentences
from cairn.record import Change, ChangeKind, StoredJudgement, StoredReport, StoredReview

#: Other events that are shown as held apart.
SHOWN: Final = 8
#: Other accounts that an event is compared with while somebody waits for its page: a second's work.
COMPARED: Final = 500
#: Changes that are shown, the latest.
CHANGES: Final = 200
DISPUTABLE: Final = (ClaimField.TYPE, ClaimField.STATUS, ClaimField.WHEN, ClaimField.WHERE, ClaimField.CASUALTY)


def event_page(desk: Desk, asked: str, *, private: bool) -> EventPage:
    """The page of an event by its id, an old one, or the beginning of either; names of private persons only with `private`. Raises NotInRecord."""
    record, book = desk.record, desk.codebook
    event = record.event(asked)
    rows = told(record, record.accounts_of(event.id))
    lost = _lost(event, [row.account for row in rows], book)
    own = [] if lost else [single(row, book) for row in rows]
    many = crowded(record, own, most=COMPARED)
    stored = {report: record.report(report) for report in event.reports}
    history = record.history(event.id)
    persons = persons_shown(record, event.reports, [event, *(one.event for one in own)], private=private)
    accounts = [shown(row.account, persons) for row in rows]
    graded = graded_of(record, event, rows)
    return EventPage(
        event=shown(event, persons), row=event_row(shown(event, persons)), accounts=[_account(a) for a in accounts], reports=[_label(r, persons) for r in stored.values()],
        excerpts=_excerpts(event, accounts, stored, persons),
        disagreement=_disagreement(accounts),
        estimates={policy: [] if lost else [_estimate(e) for e in estimates(event, rows, book, policy)] for policy in POLICIES},
        grade=GradeTold(grade=graded.grade, reason=mask(graded.reason, persons)), history=[change_told(c, persons) for c in history[-CHANGES:]],
        near=[] if many else list(_near(desk, own, persons, private=private)), crowded=many, why=[_join(one, other, compared(one, other, book), persons) for one, other in joins(own, book)],
        redirected_from=_redirected(event.id, asked, history), decisions=_decisions(desk, event, [row.account for row in rows], persons, private=private),
        lost=lost,
    )  # fmt: skip


def _lost(event: Event, accounts: Sequence[Account], book: Codebook) -> str | None:
    """A type that the event or an account has and the codebook has not: it can not be compared, joined or estimated then, only shown."""
    named = [event.type, *(str(claim.value) for account in accounts for claim in account.claims if claim.field is ClaimField.TYPE)]
    return next((name for name in named if name not in book.types), None)


def _account(account: Account) -> AccountTold:
    return AccountTold(id=account.id, report=account.report, words=list(account.words), claims=[_claim(c) for c in account.claims])


def _claim(claim: Claim) -> ClaimTold:
    return ClaimTold(field=claim.field, value=claim.value, spans=list(claim.spans), said_by=claim.said_by, score=claim.score, rule=claim.rule)


def _label(stored: StoredReport, persons: Persons) -> ReportLabel:
    head = head_shown(stored.head, persons, whole=False)
    return ReportLabel(id=head.id, title=head.title, publisher=head.publisher, published=head.published, url=head.url)


def _excerpts(event: Event, accounts: Iterable[Account], stored: Mapping[str, StoredReport], persons: Persons) -> dict[str, list[Excerpt]]:
    """For each report the sentences that hold evidence, those that follow on each other as one."""
    wanted: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for one in event.evidence:
        if one.report is not None and one.end > one.start:
            wanted[one.report].add((one.start, one.end))
    for account in accounts:
        wanted[account.report] |= {(span.start, span.end) for claim in account.claims for span in claim.spans}
    return {report: list(_around(mask(stored[report].text, persons), spans)) for report, spans in sorted(wanted.items()) if report in stored}


def _around(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Excerpt]:
    held = sentences(text)
    kept = [n for n, s in enumerate(held) if any(s.start < end and start < s.end for start, end in spans)]
    begun: list[int] = []
    for n in kept:
        if begun and n != begun[-1] + 1:
            yield _excerpt(text, held, begun)
            begun = []
        begun.append(n)
    if begun:
        yield _excerpt(text, held, begun)


def _excerpt(text: str, held: Sequence[Span], numbers: Sequence[int]) -> Excerpt:
    start, end = held[numbers[0]].start, held[numbers[-1]].end
    return Excerpt(start=start, end=end, text=text[start:end])


def _disagreement(accounts: Sequence[Account]) -> dict[str, list[Differing]]:
    """The fields for which not all say the same, with who says what; casualties by outcome and group."""
    said: defaultdict[str, dict[tuple[str, str | None, str], tuple[Claim, str]]] = defaultdict(dict)
    for account in accounts:
        for claim in account.claims:
            if claim.field in DISPUTABLE:
                said[_key(claim)].setdefault((_shown(claim.value), claim.said_by, account.report), (claim, account.report))
    found = {}
    for field, rows in sorted(said.items()):
        if len({value for value, _, _ in rows}) > 1:
            found[field] = [Differing(value=c.value, said_by=c.said_by, report=r, quote=c.spans[0].quote) for c, r in rows.values()]
    return found


def _key(claim: Claim) -> str:
    value = claim.value
    return f"casualties.{value.outcome}.{value.group}" if isinstance(value, Casualty) else str(claim.field)


def _shown(value: Any) -> str:
    """What of a value makes two of them differ: not the words that they were told in."""
    if isinstance(value, When):
        return f"{value.start} {value.end}"
    if isinstance(value, Place):
        return f"{value.gazetteer_id or value.name} {value.country}"
    if isinstance(value, Casualty):
        return f"{value.low} {value.best} {value.high}"
    return str(value)


def _estimate(found: Estimate) -> EstimateTold:
    groups = [CasualtyRow(outcome=c.outcome, group=c.group, low=c.low, best=c.best, high=c.high) for c in found.groups]
    whole = toll(found.total)
    assert whole is not None
    return EstimateTold(outcome=found.outcome, total=whole, groups=groups, conceded=toll(found.conceded), reasons=list(found.reasons))


def change_told(change: Change, persons: Persons = NOBODY, *, whole: bool = False) -> ChangeTold:
    """A row of the history; whole with what the event was before."""
    return ChangeTold(number=change.number, at=change.at, event=change.event, kind=change.kind, other=change.other, why=mask(change.why, persons), by=change.by,
                      before=change.before if whole else None)  # fmt: skip


def _near(desk: Desk, own: Sequence[Single], persons: Persons, *, private: bool) -> Iterator[NearTold]:
    for n, (reasons, other, home) in enumerate(held_apart(desk.record, own, desk.codebook)):
        if n == SHOWN:
            return
        both = persons | persons_shown(desk.record, [other.told.account.report], [other.event], private=private)
        yield NearTold(id=home, summary=mask(other.event.summary, both), reasons=_reasons(reasons, both))


def _join(one: Single, other: Single, reasons: Score, persons: Persons) -> JoinTold:
    value = reasons.value
    return JoinTold(one=one.told.account.id, other=other.told.account.id, value=value if math.isfinite(value) else None, reasons=_reasons(reasons, persons))


def _reasons(score: Score, persons: Persons) -> list[ReasonTold]:
    return [ReasonTold(feature=r.feature, weight=r.weight if math.isfinite(r.weight) else 0.0, text=mask(r.text, persons), veto=r.veto) for r in score.reasons]


def _redirected(id_: str, asked: str, history: Iterable[Change]) -> list[str]:
    """The ids that lead to this event: those that it has taken in, and the one that was asked for."""
    taken = {c.event for c in history if c.kind is ChangeKind.MERGED and c.event != id_}
    return sorted(taken | ({asked} if not id_.startswith(asked.lower()) and not any(t.startswith(asked.lower()) for t in taken) else set()))


def _decisions(desk: Desk, event: Event, own: Sequence[Account], persons: Persons, *, private: bool) -> list[DecisionTold]:
    """What people decided about it, latest first. A judgement may name whom another event's reports name."""
    stored: list[StoredReview | StoredJudgement] = [*(j for j in desk.record.judgements() if about(j, own)), *desk.record.reviews(event.id)]
    found = [decision_told(one, persons | persons_shown(desk.record, reports_of(one), [], private=private)) for one in stored]
    return sorted(found, key=lambda one: (one.at, one.number), reverse=True)
