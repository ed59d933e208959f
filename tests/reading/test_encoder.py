"""Windows through the network, which is stood in for by one that gives back what it was given."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
import pytest

from cairn.errors import ReaderError
from cairn.reading.embedded import WEIGHTS
from cairn.reading.encoder import OUTPUTS, WIDTHS, Encoder
from cairn.reading.windows import Window

LAST = WIDTHS | {"source": 8, "target": 8}


class Echo:
    """A session whose every number is the sum of its window's ids; it keeps the shapes of its calls and what was asked for."""

    widths = LAST

    def __init__(self, *_: object, **__: object) -> None:
        self.calls: list[tuple[int, ...]] = []
        self.asked: list[str] = []
        self.further = False

    def get_outputs(self) -> list[Any]:
        return [
            SimpleNamespace(name=name, shape=["windows", "pieces", self.widths[name]] if name in self.widths else ["windows"])
            for name in OUTPUTS
        ]

    def run(self, names: list[str], inputs: dict[str, npt.NDArray[np.int64]]) -> list[npt.NDArray[np.float32]]:
        self.further = bool(inputs["further"])
        self.calls.append(inputs["ids"].shape)
        self.asked = names
        n, length = inputs["ids"].shape
        sums = inputs["ids"].sum(axis=1).astype(np.float32)
        wide = {name: np.broadcast_to(sums[:, None, None], (n, length, width)) for name, width in LAST.items()}
        return [
            wide[name]
            if name in wide
            else sums
            if name in ("relevance", "told")
            else np.broadcast_to(sums[:, None], (n, length))
            for name in names
        ]


def window(length: int, number: int) -> Window:
    ids = np.full(length, number, dtype=np.int64)
    return Window(0, ids, np.ones(length, np.int64), np.zeros((length, 2), np.int64), 0)


@pytest.fixture(params=[1, 2, 5])
def made(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Encoder:
    monkeypatch.setattr(onnxruntime, "InferenceSession", Echo)
    path = tmp_path / "model.onnx"
    path.touch()
    return Encoder(path, threads=request.param)


def test_outputs_come_in_the_order_of_the_windows_and_as_long_as_they_are(made: Encoder) -> None:
    rng = np.random.default_rng(1)
    rows = [window(int(length), i + 1) for i, length in enumerate(rng.integers(2, 24, size=90))]
    outputs = list(made.run(rows))
    assert [o.relevance for o in outputs] == [float(w.ids.sum()) for w in rows]
    assert [len(o.main) for o in outputs] == [len(w.ids) for w in rows]
    assert all(
        o.spans.shape == (len(w.ids), WIDTHS["spans"]) and o.spans.dtype == np.float32
        for o, w in zip(outputs, rows, strict=True)
    )


def test_windows_of_one_length_run_together(made: Encoder) -> None:
    list(made.run([window(5, 1), window(7, 3), window(5, 2)]))
    assert sorted(made._session.calls) == [(1, 7), (2, 5)]


def test_no_windows_need_no_call(made: Encoder) -> None:
    assert list(made.run([])) == []
    assert made._session.calls == []


def test_further_heads_are_asked_for_by_name(made: Encoder) -> None:
    (output,) = made.run([window(5, 2)], ["told", "conduct"])
    assert made._session.asked == [*OUTPUTS, "told", "conduct"]
    assert made._session.further
    assert (float(output.others["told"]), output.others["conduct"].shape) == (10.0, (5,))


def test_heads_that_nobody_asks_for_are_left_out(made: Encoder) -> None:
    list(made.run([window(5, 2)]))
    assert made._session.asked == list(OUTPUTS)
    assert not made._session.further


def test_a_fault_in_a_call_reaches_the_caller(made: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("no memory")

    monkeypatch.setattr(made._session, "run", fails)
    with pytest.raises(RuntimeError, match="no memory"):
        list(made.run([window(5, 1), window(6, 1), window(7, 1)]))


def test_a_caller_may_stop_before_the_last_output(made: Encoder) -> None:
    outputs = made.run([window(length, 1) for length in range(2, 80)])
    assert next(outputs).relevance == 2.0
    del outputs


@pytest.mark.skipif(
    not (WEIGHTS / "model.onnx").is_file(), reason="the trained weights are not in this checkout: `make train` makes them"
)
@pytest.mark.parametrize("threads", [1, 2])
def test_a_window_reads_the_same_to_the_last_bit_alone_and_beside_others(threads: int) -> None:
    rng = np.random.default_rng(7)
    rows = [
        Window(0, rng.integers(1000, 30000, n), rng.integers(0, 5, n), np.zeros((n, 2), np.int64), 0)
        for n in (2, 9, 9, 9, 33, 33, 80, 80, 80)
    ]
    alone = [next(iter(Encoder(WEIGHTS / "model.onnx", threads=1).run([row]))) for row in rows]
    beside = Encoder(WEIGHTS / "model.onnx", threads=threads).run(rows)
    for one, other in zip(alone, beside, strict=True):
        assert one.relevance == other.relevance
        assert all(np.array_equal(getattr(one, name), getattr(other, name)) for name in OUTPUTS[:-1])


def test_missing_weights_are_the_operators_matter(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match=r"model\.onnx"):
        Encoder(tmp_path / "model.onnx")


def test_damaged_weights_are_the_operators_matter(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(b"no network")
    with pytest.raises(ReaderError, match="can not be loaded"):
        Encoder(path)


@pytest.mark.parametrize("change", [{"spans": 30}, {"types": 3}])
def test_weights_of_other_label_sets_are_refused(
    change: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onnxruntime, "InferenceSession", Echo)
    monkeypatch.setattr(Echo, "widths", LAST | change)
    path = tmp_path / "model.onnx"
    path.touch()
    with pytest.raises(ReaderError, match="another version"):
        Encoder(path)
