"""The trained network to int8 ONNX, with its tokenizer and the facts for the model card.

`python -m training.export CHECKPOINT --out DIR [--full]` writes the folder that `EmbeddedReader` loads; `--full` writes the same
network in full precision, to compare scores with.
"""

import argparse
import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from tokenizers import Tokenizer

from cairn.reading.sentences import sentences
from cairn.reading.windows import SHAPE_NONE, Ints, Window, load_tokenizer, windows
from training import graph, sets
from training.graph import Range, State
from training.model import Reader

VERSION = "0.2.0"
PASSAGES = Path(__file__).parent / "passages"


def export(
    model: Reader,
    tokenizer: Path,
    folder: Path,
    *,
    card: dict[str, Any],
    texts: Sequence[str] | None = None,
    full: bool = False,
) -> None:
    """Write model.onnx, tokenizer.json and card.json to `folder`.

    The network is in int8, its scales from `texts`, which are our own passages where none are given; or in full precision.
    """
    folder.mkdir(parents=True, exist_ok=True)
    state = graph.state_of(model)
    if full:
        network = graph.full(state)
    else:
        known = texts if texts is not None else [document.text for document in sets.passages(PASSAGES)]
        network = graph.int8(state, calibrated(state, known, load_tokenizer(tokenizer)))
    onnx.checker.check_model(network)
    onnx.save(network, folder / "model.onnx")
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    digest = hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()
    facts = {"version": VERSION, "weights_sha256": digest, **card}
    (folder / "card.json").write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def calibrated(state: State, texts: Iterable[str], tokenizer: Tokenizer) -> dict[str, Range]:
    """The range of every channel of every state that int8 rounds, over some texts and over the same without letter shapes, as
    upper-case text is read."""
    session = onnxruntime.InferenceSession(
        graph.full(state, probes=True).SerializeToString(), providers=["CPUExecutionProvider"]
    )
    names = list(graph.probes())
    ranges: dict[str, Range] = {}
    for window in _windows(texts, tokenizer):
        for shapes in (window.shapes, np.full_like(window.shapes, SHAPE_NONE)):
            for name, found in zip(names, session.run(names, _inputs(window.ids, shapes)), strict=True):
                seen = Range(found[0].min(axis=0), found[0].max(axis=0))
                ranges[name] = ranges[name].joined(seen) if name in ranges else seen
    return ranges


def _inputs(ids: Ints, shapes: Ints) -> dict[str, Any]:
    return {"ids": ids[None], "shapes": shapes[None], "further": np.zeros((), np.bool_)}


def _windows(texts: Iterable[str], tokenizer: Tokenizer) -> Iterator[Window]:
    return (window for text in texts for window in windows(text, sentences(text), tokenizer))


def load(checkpoint: Path) -> Reader:
    """The network of a checkpoint, with the running mean of its weights where the checkpoint has one."""
    found = torch.load(checkpoint, map_location="cpu", weights_only=True)
    weights = {name.removeprefix("module."): value for name, value in found.get("mean", found.get("model", found)).items()}
    weights.pop("n_averaged", None)
    model = Reader()
    model.load_state_dict(weights)
    return model.eval()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="folder for model.onnx, tokenizer.json and card.json")
    parser.add_argument("--full", action="store_true", help="in full precision")
    args = parser.parse_args()
    from training.__main__ import minilm

    export(load(args.checkpoint), minilm()[1], args.out, card={}, full=args.full)


if __name__ == "__main__":
    main()
