"""How good Cairn is, each benchmark one command: `python -m benchmarks NAME --data DIR --out DIR [--split SPLIT]`.

Prints one JSON line on standard output; progress and faults go to standard error.
"""

import argparse
import importlib
import json
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from cairn.errors import CairnError

NAMES = (
    "muc4", "re3d", "awsd", "indiapolice", "satp", "case2021", "timex", "geoparsing", "actors", "consolidation", "golden", "speed", "scale",
    "events",
    "web",
    "export",
    "watch",
    "trend", "forecast",
    "engine", "memory", "warc", "millions",
)  # fmt: skip

#: Options that say how much a benchmark makes up.
NUMBERS = {
    "accounts": "scale: how many accounts are made up, 1000000 by default",
    "reports": "engine: how many reports each engine codes, 2000 by default; memory: the larger number of them, 200000",
    "pages": "warc: how many pages the archive holds, 50000 by default",
    "events": "millions: how many events the record holds, 10000000 by default",
}  # fmt: skip


def arguments(given: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--data", type=Path, help="folder of the set, in its own format")
    parser.add_argument("--out", type=Path, required=True, help="folder that the predictions are written to")
    parser.add_argument(
        "--split",
        help="which file or part of the set (muc4: full, gtt or grit; satp: a file; awsd: years such as 2019-2021;"
        " geoparsing: tuning, kept or unread)",
    )
    for number, about in NUMBERS.items():
        parser.add_argument(f"--{number}", type=int, help=about)
    return parser.parse_args(given)


def run(name: str, data: Path | None, out: Path, split: str | None, **more: int) -> dict[str, Any]:
    """One benchmark's scores; its module is loaded here and no other. What it prints does not reach standard output."""
    module = importlib.import_module(f"benchmarks.{name}")
    with redirect_stdout(sys.stderr):
        out.mkdir(parents=True, exist_ok=True)
        scores: dict[str, Any] = module.run(data, out, split, **more)
    return {"benchmark": name, **scores}


def main(given: Sequence[str] | None = None) -> int:
    """The command; the exit code is that of the error, if any."""
    args = arguments(given)
    try:
        more = {number: given for number in NUMBERS if (given := getattr(args, number)) is not None}
        scores = run(args.name, args.data, args.out, args.split, **more)
    except CairnError as error:
        sys.stderr.write(f"benchmark {args.name}: {error}\n")
        return error.exit_code
    sys.stdout.write(json.dumps(scores, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
