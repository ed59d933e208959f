"""A reader that needs no weights, and a watch of a site on the loopback interface."""

import re
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from cairn import codebook
from cairn.deriving.events import derive_events
from cairn.linking import Linker
from cairn.model import CasualtyGroup, Link, LinkKind, Mention, MentionKind, Reading, Report, Span, Status
from cairn.model.reading import EventWord
from cairn.pipeline import Pipeline
from cairn.record import Record
from cairn.watching import Watch, load

BOOK = codebook.load()
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
TOLD = re.compile(r"(?P<who>Gunmen|Militants|Islamic State fighters|Insurgents|Armed men) (?P<word>killed) (?P<number>\d+)(?:.{0,60}? near (?P<place>[A-Z]\w+))?")


class MadeReader:
    """Finds "Gunmen killed 12 ... near Mosul"; stumbles over a text that says so."""

    name = "made-1"
    languages = frozenset({"en"})

    def __init__(self) -> None:
        self.read_ids: list[str] = []

    def read(self, reports: Sequence[Report], given: object = ()) -> list[Reading]:  # noqa: ARG002 - the port's
        self.read_ids += [report.id for report in reports]
        return [self._reading(report) for report in reports]

    def _reading(self, report: Report) -> Reading:
        if "stumble over this" in report.text:
            raise RuntimeError("stumbled")
        found = TOLD.search(report.text)
        if found is None:
            return Reading(report.id, self.name, 0.1, (Span.of(report.text, 0, len(report.text)),), (), ())
        word = EventWord("attack", 0.9, Status.OCCURRED, 0.9, main=True, main_score=0.9, types=(("attack", 0.9),))
        mentions = [
            Mention(MentionKind.EVENT, Span.of(report.text, *found.span("word")), 0.9, word),
            Mention(MentionKind.ACTOR, Span.of(report.text, *found.span("who")), 0.9),
            Mention(MentionKind.NUMBER, Span.of(report.text, *found.span("number")), 0.9, None, CasualtyGroup.CIVILIANS),
        ]
        links = [Link(LinkKind.SIDE_A, 0, 1, 0.9), Link(LinkKind.KILLED, 0, 2, 0.9)]
        if found["place"]:
            mentions.append(Mention(MentionKind.PLACE, Span.of(report.text, *found.span("place")), 0.9))
            links.append(Link(LinkKind.PLACE, 0, 3, 0.9))
        end = report.text.find("\n", found.end())
        sentence = Span.of(report.text, 0, end if end > 0 else len(report.text))
        return Reading(report.id, self.name, 0.9, (sentence,), tuple(mentions), tuple(links))


class Clock:
    """A clock that a test sets."""

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def pipeline_of(reader: MadeReader) -> Pipeline:
    return Pipeline(reader, Linker(), BOOK)


def watch_of(
    record: Record, config: Path, *, pipeline: Pipeline, clock: Clock, keep: Path | None = None, tell: Callable[[str], None] = lambda _: None,
    stop: threading.Event | None = None,
) -> Watch:  # fmt: skip
    return Watch(
        record, load(config, types=BOOK.types), pipeline, lambda held: derive_events(held, BOOK), clock, str(config.name), stop or threading.Event(), tell, keep,
        wait=lambda _: None,
    )  # fmt: skip
