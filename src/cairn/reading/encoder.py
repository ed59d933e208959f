"""The network, run by ONNX Runtime on the processor or on a GPU."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from cairn.errors import ReaderError, SettingError
from cairn.reading.batches import batches
from cairn.reading.decode import Output
from cairn.reading.device import Device, session
from cairn.reading.labels import EVENT_TYPES, GROUPS, KINDS, STATUSES
from cairn.reading.windows import Window

#: The network's outputs, in the order of `Output`'s fields.
OUTPUTS = ("spans", "types", "statuses", "main", "groups", "source", "target", "relevance")
#: The last dimension of those outputs that follow from the label sets.
WIDTHS = {"spans": 3 * len(KINDS), "types": len(EVENT_TYPES), "statuses": len(STATUSES), "groups": len(GROUPS)}
#: Windows whose outputs are held at a time for every thread; an output takes about 2 MB.
AHEAD = 4

Arrays = list[npt.NDArray[np.floating]]


class Encoder:
    """The exported network. One session, whose calls run side by side on the threads, each on one.

    Two calls on a thread each take less time than two calls one after the other on both: a call has a hundred small steps, at
    each of which its threads would wait for each other.
    """

    def __init__(self, path: Path, *, threads: int = 0, device: Device = Device.CPU) -> None:
        """Load the weights at `path`; `threads` 0 is as many as there are processors for this process. Raises ReaderError, and
        SettingError where the device can not be used."""
        if not path.is_file():
            raise ReaderError(
                f"the reader's weights are not at {path}: expected model.onnx; install the wheel, or run `make train`"
            )
        self._threads = threads or available()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = session(path, device, options)
        except SettingError:
            raise
        except Exception as error:  # ONNX Runtime raises classes of its own that it does not export
            raise ReaderError(f"the reader's weights at {path} can not be loaded ({error}): install Cairn again") from error
        self._check(path)

    def run(self, windows: Sequence[Window], heads: Sequence[str] = ()) -> Iterator[Output]:
        """The output of every window, in their order, with the further heads that are asked for by name.

        Windows of one length run together. A window's output is the same to the last bit alone and beside others: a report has to
        read the same alone, in a batch and on every engine. While outputs are taken, the next windows run.
        """
        size = AHEAD * self._threads
        parts = [windows[start : start + size] for start in range(0, len(windows), size)]
        if self._threads == 1 or len(windows) <= 1:
            for part in parts:
                yield from _in_order(part, [self._call(part, batch, heads) for batch in _batches(part)])
            return
        with ThreadPoolExecutor(self._threads, "cairn-reader") as pool:
            begun: list[Future[dict[int, Output]]] = []
            for n, part in enumerate(parts):
                now = begun or self._begun(pool, part, heads)
                begun = self._begun(pool, parts[n + 1], heads) if n + 1 < len(parts) else []
                yield from _in_order(part, [future.result() for future in now])

    def _begun(
        self, pool: ThreadPoolExecutor, windows: Sequence[Window], heads: Sequence[str]
    ) -> list[Future[dict[int, Output]]]:
        return [pool.submit(self._call, windows, batch, heads) for batch in _batches(windows)]

    def _call(self, windows: Sequence[Window], batch: Sequence[int], heads: Sequence[str]) -> dict[int, Output]:
        """The outputs of a batch, by the windows' numbers."""
        ids, shapes = (np.stack([getattr(windows[i], name) for i in batch]) for name in ("ids", "shapes"))
        inputs = {"ids": ids, "shapes": shapes, "further": np.asarray(bool(heads))}
        results: Arrays = self._session.run([*OUTPUTS, *heads], inputs)
        own, others = results[: len(OUTPUTS)], dict(zip(heads, results[len(OUTPUTS) :], strict=True))
        return {i: Output.of(own, row, len(windows[i].ids), others) for row, i in enumerate(batch)}

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


def available() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _batches(windows: Sequence[Window]) -> list[list[int]]:
    return batches([len(window.ids) for window in windows])


def _in_order(windows: Sequence[Window], found: Sequence[dict[int, Output]]) -> Iterator[Output]:
    outputs = {number: output for batch in found for number, output in batch.items()}
    return (outputs[number] for number in range(len(windows)))
