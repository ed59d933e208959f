"""The trained network to int8 ONNX, with its tokenizer and the facts for the model card."""

import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from cairn.reading.encoder import OUTPUTS
from training.model import Reader

VERSION = "0.1.0"


def export(model: Reader, tokenizer: Path, folder: Path, *, card: dict[str, Any]) -> None:
    """Write model.onnx (int8, dynamic, per channel), tokenizer.json and card.json to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    model.eval()
    example = torch.ones(2, 16, dtype=torch.int64)
    axes = {name: {0: "windows", 1: "pieces"} for name in ("ids", "shapes", "mask", *OUTPUTS[:-1])} | {OUTPUTS[-1]: {0: "windows"}}
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            model, (example, example, example), str(full), input_names=["ids", "shapes", "mask"], output_names=list(OUTPUTS),
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(full, folder / "model.onnx", weight_type=QuantType.QInt8, per_channel=True)
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    digest = hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()
    facts = {"version": VERSION, "weights_sha256": digest, **card}
    (folder / "card.json").write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n", encoding="utf-8")
