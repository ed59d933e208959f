"""The stages in order: batches, languages, and what is read ahead."""

from collections.abc import Sequence

import pytest

from cairn import codebook
from cairn.errors import ReaderError
from cairn.linking import Linker
from cairn.model import Reading, Report
from cairn.pipeline import BATCH, Pipeline
from cairn.reading import Given


class Quiet:
    """A reader that finds nothing and remembers what it was given."""

    name = "quiet"
    languages = frozenset({"en"})

    def __init__(self, fault: int | None = None) -> None:
        self.calls: list[int] = []
        self.fault = fault

    def read(self, reports: Sequence[Report], given: Sequence[Given] = ()) -> list[Reading]:
        if self.fault == len(self.calls):
            raise ReaderError("the weights are gone")
        assert len(given) == len(reports)
        self.calls.append(len(reports))
        return [Reading(report.id, self.name, 0.0, (), (), ()) for report in reports]


def pipeline(reader: Quiet) -> Pipeline:
    return Pipeline(reader, Linker(), codebook.load())


def reports(count: int, **more: str) -> list[Report]:
    return [Report.of(f"Report {n} tells nothing.", **more) for n in range(count)]  # type: ignore[arg-type]


def test_reports_come_back_in_their_order_whatever_the_batches() -> None:
    told = reports(2 * BATCH + 3)
    told[4] = Report.of("Nada pasó.", language="es")
    reader = Quiet()
    coded = list(pipeline(reader).code(told))
    assert [one.report.id for one in coded] == [report.id for report in told]
    assert reader.calls == [BATCH - 1, BATCH, 3]
    assert "nothing was coded" in coded[4].coding.problems[0].message


def test_no_reports_are_no_work() -> None:
    reader = Quiet()
    assert list(pipeline(reader).code([])) == []
    assert reader.calls == []


def test_no_more_than_one_batch_is_read_ahead() -> None:
    reader = Quiet()
    first = next(pipeline(reader).code(reports(5 * BATCH)))
    assert first.report.text.startswith("Report 0")
    assert len(reader.calls) <= 2


def test_a_reader_that_fails_in_a_later_batch_fails_there() -> None:
    coding = pipeline(Quiet(fault=1)).code(reports(2 * BATCH))
    assert len([next(coding) for _ in range(BATCH)]) == BATCH
    with pytest.raises(ReaderError, match="the weights are gone"):
        next(coding)
