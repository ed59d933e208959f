"""The network, run by ONNX Runtime on the CPU."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime

from cairn.errors import ReaderError
from cairn.reading.decode import Output
from cairn.reading.labels import EVENT_TYPES, GROUPS, KINDS, STATUSES
from cairn.reading.windows import Window

#: The network's outputs, in the order of `Output`'s fields.
OUTPUTS = ("spans", "types", "statuses", "main", "groups", "source", "target", "relevance")
#: The last dimension of those outputs that follow from the label sets.
WIDTHS = {"spans": 3 * len(KINDS), "types": len(EVENT_TYPES), "statuses": len(STATUSES), "groups": len(GROUPS)}


class Encoder:
    """The exported network. One session, its threads set once."""

    def __init__(self, path: Path, *, threads: int = 0) -> None:
        """Load the weights at `path`; `threads` 0 leaves the number to ONNX Runtime. Raises ReaderError."""
        if not path.is_file():
            raise ReaderError(
                f"the reader's weights are not at {path}: expected model.onnx; install the wheel, or run `make train`"
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # ONNX Runtime raises classes of its own that it does not export
            raise ReaderError(f"the reader's weights at {path} can not be loaded ({error}): install Cairn again") from error
        self._check(path)

    def run(self, windows: Sequence[Window]) -> list[Output]:
        """The output of every window, in their order.

        Each window runs alone. The int8 network scales its numbers by the largest of a call, so that a window's output would
        depend on what else is in the call: a report has to read the same alone, in a batch and on every engine. On one
        thread, calls of many windows are not faster: 24,441 pieces took 6.3 s one by one and 7.2 s in calls of 4,096 pieces.
        """
        return [self._one(window) for window in windows]

    def _one(self, window: Window) -> Output:
        mask = np.ones_like(window.ids)
        results = self._session.run(list(OUTPUTS), {"ids": window.ids[None], "shapes": window.shapes[None], "mask": mask[None]})
        return Output.of(results, 0, len(window.ids))

    def _check(self, path: Path) -> None:
        """Weights of other label sets would read nonsense, so they are refused: the widths of the outputs must be those of `labels`."""
        widths = {node.name: node.shape[-1] for node in self._session.get_outputs()}
        missing = [name for name in OUTPUTS if name not in widths]
        wrong = {
            name: widths[name] for name, width in WIDTHS.items() if isinstance(widths.get(name), int) and widths[name] != width
        }
        if missing or wrong:
            raise ReaderError(
                f"the reader's weights at {path} are of another version: outputs missing {missing}, widths {wrong}, "
                f"expected {WIDTHS}: install Cairn again, or run `make train`"
            )
