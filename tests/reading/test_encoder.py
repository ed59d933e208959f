"""Windows through the network, which is stood in for by one that gives back what it was given."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
import pytest

from cairn.errors import ReaderError
from cairn.reading.encoder import OUTPUTS, WIDTHS, Encoder
from cairn.reading.windows import Window

LAST = WIDTHS | {"source": 8, "target": 8}


class Echo:
    """A session whose every number is the sum of its window's ids; it keeps the shapes of its calls."""

    widths = LAST

    def __init__(self, *_: object, **__: object) -> None:
        self.calls: list[tuple[int, ...]] = []

    def get_outputs(self) -> list[Any]:
        return [SimpleNamespace(name=name, shape=["windows", "pieces", self.widths[name]] if name in self.widths else ["windows"]) for name in OUTPUTS]

    def run(self, names: list[str], inputs: dict[str, npt.NDArray[np.int64]]) -> list[npt.NDArray[np.float32]]:
        assert names == list(OUTPUTS)
        assert (inputs["mask"] == (inputs["ids"] > 0)).all()
        self.calls.append(inputs["ids"].shape)
        n, length = inputs["ids"].shape
        sums = inputs["ids"].sum(axis=1).astype(np.float32)
        wide = {name: np.broadcast_to(sums[:, None, None], (n, length, width)) for name, width in LAST.items()}
        return [wide[name] if name in wide else np.broadcast_to(sums[:, None], (n, length)) if name == "main" else sums for name in OUTPUTS]


def window(length: int, number: int) -> Window:
    ids = np.full(length, number, dtype=np.int64)
    return Window(0, ids, np.ones(length, np.int64), np.zeros((length, 2), np.int64), 0)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Encoder:
    monkeypatch.setattr(onnxruntime, "InferenceSession", Echo)
    path = tmp_path / "model.onnx"
    path.touch()
    return Encoder(path)


def test_outputs_come_in_the_order_of_the_windows_and_as_long_as_they_are(made: Encoder) -> None:
    rng = np.random.default_rng(1)
    rows = [window(int(length), i + 1) for i, length in enumerate(rng.integers(2, 224, size=50))]
    outputs = made.run(rows)
    assert [o.relevance for o in outputs] == [float(w.ids.sum()) for w in rows]
    assert [len(o.main) for o in outputs] == [len(w.ids) for w in rows]
    assert all(o.spans.shape == (len(w.ids), WIDTHS["spans"]) and o.spans.dtype == np.float32 for o, w in zip(outputs, rows, strict=True))


def test_every_window_runs_alone(made: Encoder) -> None:
    made.run([window(5, 1), window(5, 2), window(7, 3)])
    assert made._session.calls == [(1, 5), (1, 5), (1, 7)]


def test_no_windows_need_no_call(made: Encoder) -> None:
    assert made.run([]) == []
    assert made._session.calls == []


def test_missing_weights_are_the_operators_matter(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match=r"model\.onnx"):
        Encoder(tmp_path / "model.onnx")


def test_damaged_weights_are_the_operators_matter(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(b"no network")
    with pytest.raises(ReaderError, match="can not be loaded"):
        Encoder(path)


@pytest.mark.parametrize("change", [{"spans": 30}, {"types": 3}])
def test_weights_of_other_label_sets_are_refused(change: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnxruntime, "InferenceSession", Echo)
    monkeypatch.setattr(Echo, "widths", LAST | change)
    path = tmp_path / "model.onnx"
    path.touch()
    with pytest.raises(ReaderError, match="another version"):
        Encoder(path)
