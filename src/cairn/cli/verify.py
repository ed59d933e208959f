"""`cairn verify`: whether the record holds together."""

from collections.abc import Iterator

from rich.console import Console
from rich.progress import Progress

from cairn import codebook
from cairn.codebook import Codebook
from cairn.consolidation import derive
from cairn.deriving.events import decisions_of, told
from cairn.model import Account, Evidence, Span, text_id
from cairn.record import EVERY_STATE, Address, EventFilter, Record, StoredReview


def verify(record: Address, *, console: Console) -> list[str]:
    """Every difference between what the record holds and what follows from its texts and accounts."""
    book = codebook.load()
    with Record.open(record, create=False) as held, Progress(console=console, transient=True) as progress:
        found = list(held.faults())
        heads = held.reports()
        for head in progress.track(heads, description="reports"):
            found += _of_report(held, head.id)
        found += [fault for review in held.reviews() for fault in _of_review(held, review)]
        for event in progress.track(held.events(EventFilter(review=EVERY_STATE)), description="events"):
            found += _of_event(held, event.id, book)
    return found


def _of_report(held: Record, report: str) -> Iterator[str]:
    """The text has the hash that is its id, and every quote stands where it says. Quotes in a text that was changed are not looked at."""
    text = held.report(report).text
    if text_id(text) != report:
        yield f"report {report[:8]}: its text has the hash {text_id(text)[:8]}, expected {report[:8]}: the text was changed"
        return
    for account in (account for account, _ in held.accounts_of_report(report)):
        for span in _spans(account):
            if text[span.start : span.end] != span.quote:
                yield f"report {report[:8]}, account {account.id}: {span.quote!r} does not stand at {span.start}, {text[span.start : span.end]!r} does"
    coding = held.coding(report)
    parts = (coding.events, coding.people, coding.organisations, coding.relations, coding.totals, coding.attributions)
    behind = [evidence for part in parts for one in part for evidence in one.evidence]
    yield from (f"report {report[:8]}: {fault}" for evidence in behind if (fault := _misplaced(evidence, text)))


def _spans(account: Account) -> Iterator[Span]:
    yield from account.words
    for claim in account.claims:
        yield from claim.spans


def _misplaced(evidence: Evidence, text: str) -> str | None:
    here = text[evidence.start : evidence.end]
    return None if here == evidence.quote else f"{evidence.field}: {evidence.quote!r} does not stand at {evidence.start}, {here!r} does"


def _of_review(held: Record, review: StoredReview) -> Iterator[str]:
    """A reviewer's words stand where the decision says, and so do the words that it is about."""
    for span in review.decision.spans:
        text = held.report(span.report).text
        if text[span.start : span.end] != span.quote:
            yield f"decision {review.number}: {span.quote!r} does not stand at {span.start} in report {span.report[:8]}, {text[span.start : span.end]!r} does"
    for anchor in review.decision.anchors:
        if anchor.end > len(held.report(anchor.report).text):
            yield f"decision {review.number}: it points at {anchor.start}..{anchor.end} in report {anchor.report[:8]}, whose text ends before that"


def _of_event(held: Record, event: str, book: Codebook) -> Iterator[str]:
    """An event is what its accounts give, and stands under the id of the first."""
    stored = held.event(event)
    rows = told(held, held.accounts_of(event))
    if not rows:
        yield f"event {event}: rests on no account; `cairn derive` works the events out again"
        return
    fresh = derive(event, rows, book, decisions_of(held, event, [row.account for row in rows]))
    names = ("type", "status", "main", "qualifiers", "when", "where", "participants", "casualties", "weapons", "summary", "confidence", "reports", "evidence", "review", "reviewed_by")
    for name in names:
        if getattr(stored, name) != getattr(fresh, name):
            yield f"event {event}: {name} is {getattr(stored, name)!r}, its accounts give {getattr(fresh, name)!r}; `cairn derive` works the events out again"
