"""How fast Cairn is on two cores, beside what its peers have to pay at least: `python -m benchmarks speed --out DIR`.

Needs no data: the reports are our own passages, joined to about 450 word pieces each. All of it runs on the same two processors.

    reports_per_second          `cairn code` on a folder of plain-text reports, bytes to JSON, loaded already
    reader_reports_per_second   the embedded reader alone: sentences, word pieces, network, mentions and links
    ceiling_share               operations of the encoder's matrix multiplications for one report, times the reader's reports per
                                second, over the operations per second of one int8 multiplication of a whole window by the model's
                                feed-forward weights, its 32-bit sums left as they are
    bert_base_ratio,            end to end, over the reports per second of full-precision encoders of these sizes in ONNX Runtime
    roberta_large_ratio         on as many word pieces: their pipelines pay this before anything else
    peak_mb                     the most memory that `cairn code` held, in a process of its own
    start_up_s                  from the start of `cairn code` to its first line, for one short report

An encoder's operations, two for each product, are for a window of L pieces L * 2 * 6 * (4 * 384 * 384 + 2 * 384 * 1536) with its
weights and L * L * 4 * 6 * 384 in attention; the heads are left out.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console

from benchmarks import peers
from benchmarks.rows import BadData
from cairn.cli.gather import Loading, gather
from cairn.contract import to_json
from cairn.errors import ReportError
from cairn.model import Report
from cairn.pipeline import Pipeline
from cairn.reading import EmbeddedReader
from cairn.reading.embedded import WEIGHTS
from cairn.reading.sentences import sentences
from cairn.reading.windows import MAX_PIECES, load_tokenizer, windows
from cairn.reports import Fetcher, ReportMeta

THREADS = 2
REPORTS = 64
#: Word pieces from which a report is long enough; with the passage that crosses the line they have 450 in the mean.
ENOUGH = 400
REPETITIONS = 5
#: How many reports the peers encode, from the shortest to the longest; RoBERTa-large takes a second for each.
PEERS_READ = 4
PASSAGES = Path(__file__).parent.parent / "training" / "passages"
SHORT = "MOSUL, March 3 - Gunmen killed two soldiers at a checkpoint near Mosul on Sunday, police said.\n"

LAYERS, HIDDEN, FORWARD = 6, 384, 1536


@dataclass(frozen=True, slots=True)
class Sizes:
    """The reports in word pieces: each whole, and each in windows."""

    whole: list[int]
    in_windows: list[list[int]]

    @property
    def operations(self) -> float:
        """The operations of the encoder's matrix multiplications for one report, in the mean."""
        return sum(operations(length) for report in self.in_windows for length in report) / len(self.whole)

    def spread(self, number: int) -> list[int]:
        """The lengths of so many reports, evenly from the shortest to the longest."""
        ordered = sorted(self.whole)
        return [ordered[int((i + 0.5) * len(ordered) / number)] for i in range(number)]


def run(
    data: Path | None, out: Path, split: str | None, *, reports: int = REPORTS, repetitions: int = REPETITIONS
) -> dict[str, Any]:
    """The figures; the reports are written to `out`, and the figures beside them. `data` and `split` are not used."""
    del data, split
    texts = made(passages(PASSAGES), reports)
    folder = written(texts, out / "reports")
    with two_processors() as processors:
        found = _measured(texts, folder, out, repetitions)
    found |= {"machine": machine(), "processors": processors, "reports": len(texts)}
    (out / "speed.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return found


def _measured(texts: Sequence[str], folder: Path, out: Path, repetitions: int) -> dict[str, Any]:
    most, started = peak_mb(folder), start_up(out)  # first: a child's memory is never less than what its parent held when it forked
    sizes = measured_sizes(texts)
    reader = EmbeddedReader(threads=THREADS)
    held = [Report.of(text) for text in texts]
    read = len(texts) / peers.seconds(lambda: reader.read(held), repetitions)
    pipeline = Pipeline.default()
    coded = len(texts) / peers.seconds(lambda: sum(len(line) for line in code(folder, pipeline)), repetitions)
    ceiling = peers.int8_per_second(MAX_PIECES, HIDDEN, FORWARD, threads=THREADS, repetitions=repetitions)
    base, large = (
        peers.reports_per_second(shape, sizes.spread(PEERS_READ), threads=THREADS, repetitions=max(1, repetitions // 2))
        for shape in (peers.BERT_BASE, peers.ROBERTA_LARGE)
    )
    return {
        "reports_per_second": round(coded, 2), "reader_reports_per_second": round(read, 2),
        "ceiling_share": round(sizes.operations * read / ceiling, 3),
        "bert_base_ratio": round(coded / base, 2), "roberta_large_ratio": round(coded / large, 2),
        "peak_mb": round(most), "start_up_s": round(started, 2),
        "ceiling_gigaops": round(ceiling / 1e9), "report_gigaops": round(sizes.operations / 1e9, 2),
        "bert_base_reports_per_second": round(base, 2), "roberta_large_reports_per_second": round(large, 2),
        "pieces_per_report": round(sum(sizes.whole) / len(texts)),
        "pieces_in_windows": round(sum(map(sum, sizes.in_windows)) / len(texts)),
    }  # fmt: skip


def operations(length: int) -> int:
    """The operations of the encoder's matrix multiplications for one window."""
    return length * 2 * LAYERS * (4 * HIDDEN * HIDDEN + 2 * HIDDEN * FORWARD) + length * length * 4 * LAYERS * HIDDEN


def passages(folder: Path) -> Iterator[str]:
    """The texts of our own passages, in the order of their files."""
    for path in sorted(folder.glob("*.yaml")):
        yield from (entry["text"].strip() for entry in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def made(texts: Iterable[str], number: int) -> list[str]:
    """So many reports of about 450 word pieces, each of whole passages in an order that is always the same."""
    tokenizer = load_tokenizer(WEIGHTS / "tokenizer.json")
    shuffled = list(texts)
    random.Random(450).shuffle(shuffled)  # noqa: S311 - an order, no secret
    found: list[str] = []
    parts: list[str] = []
    pieces = 0
    for text in shuffled:
        parts.append(text)
        pieces += len(tokenizer.encode(text, add_special_tokens=False).ids)
        if pieces >= ENOUGH:
            found.append("\n\n".join(parts) + "\n")
            parts, pieces = [], 0
    if len(found) < number:
        raise BadData(f"{PASSAGES} makes {len(found)} reports of {ENOUGH} word pieces, expected {number}")
    return found[:number]


def written(texts: Sequence[str], folder: Path) -> Path:
    """The reports as files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts):
        (folder / f"report-{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def measured_sizes(texts: Sequence[str]) -> Sizes:
    """The reports in word pieces, as a peer's tokenizer and as Cairn's windows count them."""
    tokenizer = load_tokenizer(WEIGHTS / "tokenizer.json")
    whole = [len(tokenizer.encode(text).ids) for text in texts]
    return Sizes(whole, [[len(w.ids) for w in windows(text, sentences(text), tokenizer)] for text in texts])


def code(folder: Path, pipeline: Pipeline) -> Iterator[str]:
    """What `cairn code --format json FOLDER` prints."""
    loading = Loading(ReportMeta(None, None, None, None), Fetcher(allow_private=False, max_bytes=1_000_000), 1_000_000)
    quiet = Console(stderr=True, quiet=True)
    for coded in gather([str(folder)], pipeline=pipeline, loading=loading, failed=_failed, console=quiet):
        yield to_json(coded.coding)


def _failed(source: str, error: ReportError) -> None:
    raise BadData(f"{source}: {error}") from error


def peak_mb(folder: Path) -> float:
    """The most memory that `cairn code` held while it read a folder, in MB of a million bytes."""
    with subprocess.Popen([*_CAIRN, "code", str(folder)], stdout=subprocess.DEVNULL) as process:  # noqa: S603 - our own command
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise BadData(f"cairn code {folder} ended with exit code {process.returncode}")
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def start_up(out: Path) -> float:
    """The seconds from the start of `cairn code` to its first line, the fastest of three starts."""
    path = out / "short.txt"
    path.write_text(SHORT, encoding="utf-8")
    taken = []
    for _ in range(3):
        began = time.perf_counter()
        with subprocess.Popen([*_CAIRN, "code", str(path)], stdout=subprocess.PIPE) as process:  # noqa: S603 - our own command
            assert process.stdout is not None
            line = process.stdout.readline()
            taken.append(time.perf_counter() - began)
        if not line:
            raise BadData(f"cairn code {path} printed nothing")
    return min(taken)


_CAIRN = (sys.executable, "-m", "cairn")


@contextmanager
def two_processors() -> Iterator[int]:
    """Keep this process and those it starts on two processors, where the system can; how many there are in the end."""
    if not hasattr(os, "sched_setaffinity"):
        yield os.cpu_count() or 1
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(before)[:THREADS])
    try:
        yield len(os.sched_getaffinity(0))
    finally:
        os.sched_setaffinity(0, before)


def machine() -> str:
    """The processor and which of the instructions that matter it has."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    rows = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    flags = set(rows.get("flags", rows.get("Features", "")).split())
    known = [name for name in ("avx2", "avx512_vnni", "avx_vnni", "amx_int8", "asimddp", "i8mm") if name in flags]
    return f"{rows.get('model name', 'unknown processor')} ({', '.join(known) or 'no known flags'})"
