"""The network, run by ONNX Runtime on the CPU."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime

from cairn.errors import ReaderError
from cairn.reading.decode import Output
from cairn.reading.windows import Ints, Window

#: Word pieces that one call of the network takes, padding included.
PIECES_PER_CALL = 4096
OUTPUTS = ("spans", "types", "statuses", "main", "groups", "source", "target", "relevance")


class Encoder:
    """The exported network. One session, its threads set once."""

    def __init__(self, path: Path, *, threads: int = 0) -> None:
        """Load the weights at `path`; `threads` 0 leaves the number to ONNX Runtime. Raises ReaderError."""
        if not path.is_file():
            raise ReaderError(f"the reader's weights are not at {path}: expected model.onnx; install the wheel, or run `make train`")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # ONNX Runtime raises classes of its own that it does not export
            raise ReaderError(f"the reader's weights at {path} can not be loaded ({error}): install Cairn again") from error

    def run(self, windows: Sequence[Window]) -> list[Output]:
        """The output of every window, in their order. Windows of like length run together."""
        outputs: list[Output | None] = [None] * len(windows)
        for chosen in _batches(windows):
            ids, shapes, mask = _padded([windows[i] for i in chosen])
            results = self._session.run(list(OUTPUTS), {"ids": ids, "shapes": shapes, "mask": mask})
            for row, i in enumerate(chosen):
                length = len(windows[i].ids)
                *tokens, relevance = (np.asarray(result)[row] for result in results)
                outputs[i] = Output(*(t[:length].astype(np.float32) for t in tokens), relevance=float(relevance))
        return [output for output in outputs if output is not None]


def _batches(windows: Sequence[Window]) -> list[list[int]]:
    order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
    found: list[list[int]] = [[]]
    for i in order:
        if found[-1] and len(windows[i].ids) * (len(found[-1]) + 1) > PIECES_PER_CALL:
            found.append([])
        found[-1].append(i)
    return [chosen for chosen in found if chosen]


def _padded(windows: Sequence[Window]) -> tuple[Ints, Ints, Ints]:
    length = max(len(w.ids) for w in windows)
    ids, shapes, mask = (np.zeros((len(windows), length), dtype=np.int64) for _ in range(3))
    for row, window in enumerate(windows):
        ids[row, : len(window.ids)] = window.ids
        shapes[row, : len(window.ids)] = window.shapes
        mask[row, : len(window.ids)] = 1
    return ids, shapes, mask
