"""The reader that comes with Cairn, as a whole. What needs the trained weights is left out where they are absent."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from cairn.errors import ReaderError
from cairn.model import MentionKind, Report, Span
from cairn.reading import EmbeddedReader
from cairn.reading.embedded import WEIGHTS, _relevance

weights = pytest.mark.skipif(not (WEIGHTS / "model.onnx").is_file(), reason="the trained weights are not in this checkout: `make train` makes them")

NEWS = (
    "KYIV, July 8 (Reuters) - Russia launched a wave of missiles at cities across Ukraine on Monday, killing at least 33 people, officials said.\n\n"
    "Vitali Klitschko, the mayor of Kyiv, said 22 people died in the capital alone."
)


@pytest.fixture(scope="module")
def reader() -> EmbeddedReader:
    return EmbeddedReader(threads=1)


def test_missing_weights_are_the_operators_matter(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="make train"):
        EmbeddedReader(tmp_path).read([Report.of("A report.")])


def test_a_missing_card_is_the_operators_matter(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match=r"card\.json"):
        EmbeddedReader(tmp_path).name  # noqa: B018 - the name is read from the card


@pytest.mark.parametrize("text", ["{", '{"version": "1"}', '{"version": 1, "weights_sha256": "ab"}'])
def test_a_damaged_card_is_the_operators_matter(text: str, tmp_path: Path) -> None:
    (tmp_path / "card.json").write_text(text, encoding="utf-8")
    with pytest.raises(ReaderError, match="install Cairn again"):
        EmbeddedReader(tmp_path).name  # noqa: B018 - the name is read from the card


def test_the_name_has_the_version_and_the_start_of_the_weights_hash(tmp_path: Path) -> None:
    (tmp_path / "card.json").write_text(json.dumps({"version": "1.2.3", "weights_sha256": "0123456789abcdef"}), encoding="utf-8")
    assert EmbeddedReader(tmp_path).name == "minilm-1.2.3+01234567"


def test_no_reports_are_read_without_weights(tmp_path: Path) -> None:
    assert EmbeddedReader(tmp_path).read([]) == []


def test_given_spans_of_fewer_reports_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="1 of 2 reports"):
        EmbeddedReader(tmp_path).read([Report.of("A."), Report.of("B.")], [[]])


@weights
def test_a_report_is_read(reader: EmbeddedReader) -> None:
    (reading,) = reader.read([Report.of(NEWS)])
    found = {(m.kind, m.span.quote) for m in reading.mentions}
    assert {(MentionKind.PLACE, "Ukraine"), (MentionKind.PERSON, "Vitali Klitschko")} <= found
    assert reading.relevance > 0.5
    assert all(m.span.stands_in(NEWS) for m in reading.mentions)
    assert len(reading.sentences) == 2


@weights
def test_readings_come_in_the_order_of_the_reports(reader: EmbeddedReader) -> None:
    reports = [Report.of(text) for text in (NEWS * 8, "A cat sat.", NEWS, "...", "The army left Mosul.")]
    readings = reader.read(reports)
    assert [r.report for r in readings] == [r.id for r in reports]
    assert all(m.span.stands_in(report.text) for report, reading in zip(reports, readings, strict=True) for m in reading.mentions)


@weights
@pytest.mark.parametrize("text", ["...", "?!", "\u200b", "🔥", "12", "—\n\n—"])
def test_a_report_without_words_is_read(text: str, reader: EmbeddedReader) -> None:
    (reading,) = reader.read([Report.of(text)])
    assert 0.0 <= reading.relevance <= 1.0
    assert reading.report == Report.of(text).id


@weights
def test_given_spans_keep_their_bounds(reader: EmbeddedReader) -> None:
    start = NEWS.index("wave of missiles")
    span = Span.of(NEWS, start, start + 16)
    (reading,) = reader.read([Report.of(NEWS)], [[(MentionKind.NUMBER, span)]])
    assert span in [m.span for m in reading.mentions if m.kind is MentionKind.NUMBER]


@weights
def test_a_report_reads_the_same_alone_and_among_others(reader: EmbeddedReader) -> None:
    reports = [Report.of(NEWS), Report.of("The army left Mosul. " * 30), Report.of("A cat sat.")]
    assert reader.read(reports) == [reader.read([report])[0] for report in reports]


@pytest.mark.parametrize(
    ("windows", "expected"), [((4.0, -4.0, -4.0), 0.98), ((-4.0, 4.0, -4.0), 0.34), ((-4.0, 4.0, 4.0), 0.66), ((), 0.0)]
)
def test_a_report_is_relevant_as_its_beginning_is_or_as_it_is_throughout(windows: tuple[float, ...], expected: float) -> None:
    assert _relevance([SimpleNamespace(relevance=value) for value in windows]) == pytest.approx(expected, abs=0.01)  # type: ignore[misc]
