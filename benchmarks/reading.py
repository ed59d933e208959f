"""Texts through the reader and, where a benchmark asks for it, through the rest of the pipeline."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.rows import shown
from cairn import accounts, codebook
from cairn.linking import Linker
from cairn.model import Coded, Linked, Mark, Reading, Report
from cairn.pipeline import Pipeline
from cairn.reading import EmbeddedReader, Reader

#: Reports that are read together.
BATCH = 32


@dataclass(frozen=True, slots=True)
class Read:
    """One report at every stage."""

    reading: Reading
    linked: Linked
    coded: Coded


def reader(*schemes: str) -> Reader:
    """The embedded reader, which also gives what it finds in the annotation schemes."""
    return EmbeddedReader(schemes=schemes)


def pipeline(*schemes: str) -> Pipeline:
    """The whole pipeline with such a reader."""
    return Pipeline(reader(*schemes), Linker(), codebook.load())


def readings(using: Reader, texts: Sequence[str], *, what: str) -> Iterator[Reading]:
    """The reading of every text, in order; the texts as they are, without the spans that rules find."""
    reports = [Report.of(text) for text in texts]
    batches = (using.read(reports[start : start + BATCH]) for start in range(0, len(reports), BATCH))
    yield from shown((reading for batch in batches for reading in batch), total=len(reports), what=what)


def through(using: Pipeline, reports: Sequence[Report], *, what: str) -> Iterator[Read]:
    """Every report read, linked and coded, in order, whatever its language is."""
    batches = (_batch(using, reports[start : start + BATCH]) for start in range(0, len(reports), BATCH))
    yield from shown((read for batch in batches for read in batch), total=len(reports), what=what)


def _batch(using: Pipeline, reports: Sequence[Report]) -> Iterator[Read]:
    found = using.reader.read(reports, [using.linker.given(report) for report in reports])
    for report, reading in zip(reports, found, strict=True):
        linked = using.linker.link(report, reading)
        yield Read(reading, linked, accounts.code(linked, using.knowledge))


def marks_of(reading: Reading, scheme: str) -> tuple[Mark, ...]:
    """The marks of one scheme."""
    return tuple(mark for mark in reading.marks if mark.scheme == scheme)


def best_by_label(marks: Iterable[Mark]) -> dict[str, float]:
    """The highest score of each label: a text that is read in several windows has a mark of each."""
    best: dict[str, float] = {}
    for mark in marks:
        best[mark.label] = max(best.get(mark.label, 0.0), mark.score)
    return best
