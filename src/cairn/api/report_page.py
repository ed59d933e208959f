"""One report: its text, and everything that was read out of it."""

from collections.abc import Iterator

from cairn.api.desk import Desk
from cairn.api.shapes.reports import HeadTold, MarkTold, ReportPage, VersionTold
from cairn.model import Event
from cairn.record import EventFilter, Source, StoredHead


def report_page(desk: Desk, asked: str) -> ReportPage:
    """The page of a report by its id or the beginning of it. Raises NotInRecord."""
    stored = desk.record.report(asked)
    coding = desk.record.coding(stored.head.id)
    events = list(desk.record.events_page(EventFilter(reports=(stored.head.id,), limit=500)).items)
    return ReportPage(
        head=head_told(stored.head), text=stored.text, events=events, marks=sorted(_marks(events, stored.head.id), key=lambda m: (m.start, m.end, m.event, m.field)),
        people=list(coding.people), organisations=list(coding.organisations), relations=list(coding.relations), totals=list(coding.totals),
        attributions=list(coding.attributions), problems=list(coding.problems), versions=[_version(one) for one in stored.others],
    )  # fmt: skip


def _marks(events: list[Event], report: str) -> Iterator[MarkTold]:
    for event in events:
        for one in event.evidence:
            if one.report == report and one.end > one.start:
                yield MarkTold(start=one.start, end=one.end, event=event.id, field=one.field)


def head_told(head: StoredHead) -> HeadTold:
    """A report's head."""
    return HeadTold(id=head.id, title=head.title, publisher=head.publisher, published=head.published, language=head.language, url=head.url, source=head.source,
                    sha256=head.sha256, relevant=head.relevant, reader=head.reader, read_at=head.read_at)  # fmt: skip


def _version(one: Source) -> VersionTold:
    return VersionTold(publisher=one.publisher, published=one.published, url=one.url, title=one.title, source=one.source, read_at=one.read_at)
