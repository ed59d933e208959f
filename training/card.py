"""The model card: `python -m training.card --benchmarks build/benchmarks.jsonl > docs/model-card.md`.

Its facts are what training wrote beside the weights, what the benchmarks printed (a line each, `python -m benchmarks`), and the
agreement of the passages' two readings.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from training.agreement import measure, table

WEIGHTS = Path(__file__).parent.parent / "src" / "cairn" / "reading" / "weights"
TEXT = Path(__file__).parent / "card.md"
#: What a benchmark's line holds beside its scores.
NOT_SCORES = frozenset({"benchmark", "data", "split", "seconds"})


def render(card: Mapping[str, Any], size: float, benchmarks: Mapping[str, Mapping[str, Any]]) -> str:
    """The card as Markdown: card.md with its fields filled in."""
    facts = {
        "name": f"minilm-{card['version']}+{card['weights_sha256'][:8]}",
        "size": f"{size:.1f}",
        "documents": "\n".join(f"| {name} | {count} |" for name, count in sorted(card["documents"].items())),
        "held": str(card["validation_documents"]),
        "start": next(iter(card["start"].values())),
        "files": "\n".join(f"- `{name}` `{digest}`" for name, digest in sorted(card["data"].items())),
        "config": ", ".join(f"{name} {value}" for name, value in sorted(card["config"].items())),
        "note": card.get("note", ""),
        "scores": "\n".join(f"| {name.replace('_', ' ')} | {value} |" for name, value in sorted(card["validation"].items())),
        "agreement": table(measure()),
        "benchmarks": "\n\n".join(f"### {name}\n\n| what | score |\n|---|---|\n{_rows(line)}" for name, line in sorted(benchmarks.items())),
    }
    text = TEXT.read_text(encoding="utf-8")
    for name, value in facts.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _rows(line: Mapping[str, Any]) -> str:
    return "\n".join(f"| {name} | {value} |" for name, value in _flat(line) if name.split(".")[0] not in NOT_SCORES)


def _flat(value: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Nested scores by dotted names; tables are left to the benchmark's own files."""
    for name, one in value.items():
        if isinstance(one, Mapping):
            yield from _flat(one, f"{before}{name}.")
        elif not isinstance(one, list):
            yield f"{before}{name}", one


def main() -> None:
    """Print the card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--benchmarks", type=Path, help="lines that python -m benchmarks printed")
    args = parser.parse_args()
    lines = [json.loads(line) for line in args.benchmarks.read_text(encoding="utf-8").splitlines()] if args.benchmarks else []
    card = json.loads((WEIGHTS / "card.json").read_text(encoding="utf-8"))
    print(render(card, (WEIGHTS / "model.onnx").stat().st_size / 1e6, {line["benchmark"]: line for line in lines}), end="")


if __name__ == "__main__":
    main()
