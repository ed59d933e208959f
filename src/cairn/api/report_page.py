"""One report: its text, and everything that was read out of it."""

from collections.abc import Iterator, Sequence

from cairn.api.desk import Desk
from cairn.api.names import events_shown, head_shown, persons_shown, version_shown
from cairn.api.shapes.reports import HeadTold, MarkTold, ReportPage, VersionTold
from cairn.model import Event
from cairn.publishing.masking import mask
from cairn.publishing.privacy import coding_without_names
from cairn.record import EventFilter, Source, StoredHead


def report_page(desk: Desk, asked: str, *, private: bool, whole: bool) -> ReportPage:
    """The page of a report by its id or the beginning of it; names of private persons only with `private`. Raises NotInRecord."""
    stored = desk.record.report(asked)
    coding = desk.record.coding(stored.head.id)
    held = list(desk.record.events_page(EventFilter(reports=(stored.head.id,), limit=500)).items)
    persons = persons_shown(desk.record, [stored.head.id], [*coding.events, *held], private=private)
    coding = coding if private else coding_without_names(coding)
    events = events_shown(desk.record, held, private=private)
    return ReportPage(
        head=head_told(head_shown(stored.head, persons, whole=whole)), text=mask(stored.text, persons), events=list(events), marks=sorted(_marks(events, stored.head.id), key=lambda m: (m.start, m.end, m.event, m.field)),
        people=list(coding.people), organisations=list(coding.organisations), relations=list(coding.relations), totals=list(coding.totals),
        attributions=list(coding.attributions), problems=list(coding.problems), versions=[_version(version_shown(one, persons, whole=whole)) for one in stored.others],
    )  # fmt: skip


def _marks(events: Sequence[Event], report: str) -> Iterator[MarkTold]:
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
