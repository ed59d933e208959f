"""The benchmark of speed: its reports, its arithmetic and, on a few reports, its figures."""

import json
from pathlib import Path

import pytest

pytest.importorskip("onnx", reason="the peers are built with onnx")

from benchmarks import peers, speed
from benchmarks.rows import BadData
from benchmarks.speed import SHORT, Sizes, machine, made, measured_sizes, operations, passages, two_processors
from cairn.reading.embedded import WEIGHTS

TINY = peers.Shape(layers=1, hidden=64, heads=4, forward=128)


def test_there_are_sixty_distinct_reports_of_about_450_word_pieces() -> None:
    texts = made(passages(speed.PASSAGES), speed.REPORTS)
    sizes = measured_sizes(texts)
    assert len(set(texts)) == speed.REPORTS >= 60
    assert 420 <= sum(sizes.whole) / len(texts) <= 490


def test_the_reports_are_the_same_every_time() -> None:
    texts = [f"The army left village {n}. " * 20 for n in range(60)]
    assert made(texts, 5) == made(iter(texts), 5)


def test_too_few_passages_are_told() -> None:
    with pytest.raises(BadData, match="makes 0 reports"):
        made(["A short one."], 3)


def test_operations_are_twice_the_products_of_the_encoders_matrices() -> None:
    weights = 6 * (4 * 384 * 384 + 2 * 384 * 1536)
    assert operations(1) == 2 * weights + 4 * 6 * 384
    assert operations(100) == 100 * 2 * weights + 100 * 100 * 4 * 6 * 384
    assert Sizes([5, 5], [[1], [1, 1]]).operations == 1.5 * operations(1)


def test_the_peers_read_short_and_long_reports() -> None:
    assert Sizes([9, 1, 3, 7, 5, 8], [[1]]).spread(3) == [3, 7, 9]


def test_a_peers_encoder_encodes_windows_of_any_length() -> None:
    assert peers.reports_per_second(TINY, [5, 9, 9, 12], threads=2, repetitions=1) > 0


def test_the_ceiling_is_in_operations_per_second() -> None:
    assert peers.int8_per_second(64, 64, 128, threads=2, repetitions=1) > 1e8


def test_two_processors_are_kept_to_and_given_back() -> None:
    with two_processors() as number:
        assert number <= 2
    assert machine()


@pytest.mark.skipif(
    not (WEIGHTS / "model.onnx").is_file(), reason="the trained weights are not in this checkout: `make train` makes them"
)
def test_the_benchmark_gives_every_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "BERT_BASE", TINY)
    monkeypatch.setattr(peers, "ROBERTA_LARGE", TINY)
    monkeypatch.setattr(speed, "made", lambda _texts, number: [f"{SHORT}It was attack number {n}.\n" for n in range(number)])
    found = speed.run(None, tmp_path, None, reports=4, repetitions=1)
    names = "reports_per_second reader_reports_per_second ceiling_share bert_base_ratio roberta_large_ratio peak_mb start_up_s".split()
    assert all(found[name] >= 0 for name in names)
    assert min(found[name] for name in ("reports_per_second", "reader_reports_per_second", "peak_mb", "start_up_s")) > 0
    assert found["reports"] == 4
    assert json.loads((tmp_path / "speed.json").read_text(encoding="utf-8")) == found
