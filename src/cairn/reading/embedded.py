"""The reader that comes with Cairn: a small fine-tuned encoder, int8, on the CPU, offline."""

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from cairn.errors import ReaderError
from cairn.model import Reading, Report, Span
from cairn.reading.decode import Output, decode, sigmoid
from cairn.reading.encoder import Encoder
from cairn.reading.port import Given
from cairn.reading.sentences import sentences
from cairn.reading.windows import Window, load_tokenizer, windows

WEIGHTS = Path(__file__).parent / "weights"


class EmbeddedReader:
    """MiniLM with Cairn's heads. Reads English. Loads on first use."""

    languages = frozenset({"en"})

    def __init__(self, folder: Path = WEIGHTS, *, threads: int = 0) -> None:
        """A reader of the weights, tokenizer and card in `folder`."""
        self._folder = folder
        self._threads = threads

    @cached_property
    def card(self) -> dict[str, Any]:
        """What the weights were made from, as `training` wrote it."""
        path = self._folder / "card.json"
        if not path.is_file():
            raise ReaderError(f"the reader's card is not at {path}: install the wheel, or run `make train`")
        try:
            card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ReaderError(f"the reader's card at {path} is not JSON ({error}): install Cairn again") from error
        missing = [key for key in ("version", "weights_sha256") if not isinstance(card.get(key), str)]
        if missing:
            raise ReaderError(f"the reader's card at {path} has no {' and no '.join(missing)}: install Cairn again")
        return card

    @cached_property
    def name(self) -> str:
        """Name and version, with the start of the weights' hash."""
        return f"minilm-{self.card['version']}+{self.card['weights_sha256'][:8]}"

    @cached_property
    def _encoder(self) -> Encoder:
        return Encoder(self._folder / "model.onnx", threads=self._threads)

    def read(self, reports: Sequence[Report], given: Sequence[Given] = ()) -> list[Reading]:
        """One reading for every report, in their order. A report's reading does not depend on the others.

        `given` is empty or has an entry for every report. Raises ReaderError where the weights are missing or damaged.
        """
        if given and len(given) != len(reports):
            raise ValueError(
                f"given spans for {len(given)} of {len(reports)} reports: expected none, or an entry for every report"
            )
        if not reports:
            return []
        tokenizer = load_tokenizer(self._folder / "tokenizer.json")
        cut = [sentences(report.text) for report in reports]
        rows = [w for i, report in enumerate(reports) for w in windows(report.text, cut[i], tokenizer, report=i)]
        run: list[list[tuple[Window, Output]]] = [[] for _ in reports]
        for window, output in zip(rows, self._encoder.run(rows), strict=True):
            run[window.report].append((window, output))
        return [self._reading(report, cut[i], run[i], given[i] if given else ()) for i, report in enumerate(reports)]

    def _reading(self, report: Report, cut: tuple[Span, ...], run: list[tuple[Window, Output]], given: Given) -> Reading:
        outputs = [output for _, output in run]
        mentions, links = decode(report.text, [window for window, _ in run], outputs, given)
        relevance = float(sigmoid(np.asarray([o.relevance for o in outputs], dtype=np.float32)).max(initial=0.0))
        return Reading(report.id, self.name, relevance, cut, tuple(mentions), tuple(links))
