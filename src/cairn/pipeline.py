"""The stages in order: a report is read, linked and coded. Bytes become reports before, events of many reports after."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TypeVar

from cairn import accounts, codebook
from cairn.linking import Linker
from cairn.linking.count import ordinal
from cairn.model import Coded, Coding, Linked, Problem, Reading, RelationKind, Report, ReportHead, Stage
from cairn.reading import Device, EmbeddedReader, Reader

T = TypeVar("T")
#: Reports that are read together.
BATCH = 8


@dataclass(frozen=True)
class Pipeline:
    """Everything that reading reports takes, loaded once: a reader, the linkers, the codebook."""

    reader: Reader
    linker: Linker
    codebook: codebook.Codebook
    ahead: bool = True
    """Whether the network runs on the next reports while these are linked and coded, on a thread of its own."""

    @classmethod
    def default(cls, *, threads: int = 0, device: str = "cpu") -> "Pipeline":
        """The embedded reader, the gazetteer and the registry that come with Cairn, and its codebook. With `threads` 1 all is done on
        the caller's thread: for one process a processor. 0 is as many as there are processors."""
        return cls(EmbeddedReader(threads=threads, device=Device(device)), Linker(), codebook.load(), ahead=threads != 1)

    @cached_property
    def knowledge(self) -> accounts.Knowledge:
        """What coding needs to know beyond the report."""
        parents = {child: (parent, RelationKind(kind)) for child, parent, kind in self.linker.parents()}
        return accounts.Knowledge(self.codebook, accounts.Affiliations(parents), ordinal)

    def code(self, reports: Sequence[Report]) -> Iterator[Coded]:
        """Reports, coded, in their order. A report in a language that the reader does not read is told so and not guessed at."""
        batches = [*_batches(reports, BATCH)]
        if not self.ahead:
            yield from self._one_by_one(batches)
            return
        with ThreadPoolExecutor(1, "cairn-ahead") as ahead:  # the network runs on the next batch while this one is linked and coded
            coming = [self._begun(ahead, batch) for batch in batches[:1]]
            for n, batch in enumerate(batches):
                readable, readings = coming.pop()
                found = zip(readable, readings.result(), strict=True)
                coming += [self._begun(ahead, later) for later in batches[n + 1 : n + 2]]
                yield from self._finished(batch, found)

    def _one_by_one(self, batches: Iterable[Sequence[Report]]) -> Iterator[Coded]:
        """Batches, all on this thread."""
        for batch in batches:
            readable = [report for report in batch if self._reads(report)]
            readings = self.reader.read(readable, [self.linker.given(report) for report in readable])
            yield from self._finished(batch, zip(readable, readings, strict=True))

    def _finished(self, batch: Sequence[Report], found: Iterable[tuple[Report, Reading]]) -> Iterator[Coded]:
        coded = {c.report.id: c for c in map(self._code, self._link(found))}
        for report in batch:
            yield coded[report.id] if report.id in coded else self._unread(report)

    def _begun(self, ahead: ThreadPoolExecutor, batch: Sequence[Report]) -> tuple[list[Report], Future[list[Reading]]]:
        """The reports of a batch that the reader reads, and their readings, begun. What rules find is found here: the linker's
        store belongs to this thread."""
        readable = [report for report in batch if self._reads(report)]
        given = [self.linker.given(report) for report in readable]
        return readable, ahead.submit(self.reader.read, readable, given)

    def _link(self, readings: Iterable[tuple[Report, Reading]]) -> Iterator[Linked]:
        return (self.linker.link(report, reading) for report, reading in readings)

    def _code(self, linked: Linked) -> Coded:
        return accounts.code(linked, self.knowledge)

    def _reads(self, report: Report) -> bool:
        return report.language is None or report.language in self.reader.languages

    def _unread(self, report: Report) -> Coded:
        known = ", ".join(sorted(self.reader.languages))
        problem = Problem(Stage.READING, f"the report is in {report.language!r}; {self.reader.name} reads {known}: nothing was coded")
        return Coded(report, (), Coding(ReportHead.of(report, relevant=False), problems=(problem,), reader=self.reader.name))


def with_notes(coded: Coded, notes: Sequence[str]) -> Coded:
    """A coding with what was noted while its bytes became a report."""
    problems = tuple(Problem(Stage.REPORT, note) for note in notes)
    return replace(coded, coding=replace(coded.coding, problems=problems + coded.coding.problems)) if problems else coded


@cache
def at_rest() -> None:
    """Once in a process, after the first report was coded: the network, the gazetteer and the registry stay until its end, and going
    through their objects again and again took the garbage collector a quarter of the time of linking and coding. For programs that
    do little else, as it holds for the whole process."""
    gc.freeze()


def _batches(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[start : start + size] for start in range(0, len(items), size))
