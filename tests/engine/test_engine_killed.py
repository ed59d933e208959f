"""The scheduler, then the command killed at once and started again, with processes of their own: what is done is not read again."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from cairn.engine import Output

REPORTS = 24
PATIENCE = 120  # seconds; a busy machine is slow
PLACES = ("Mosul", "Maiduguri", "Baidoa", "Goma")


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """Reports of which each is a shard."""
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps({"text": f"Gunmen killed {n} people near {PLACES[n % 4]} on Monday." + " " * 7_920}) + "\n" for n in range(2, REPORTS + 2)))
    return path


@contextmanager
def started(*module: str) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen([sys.executable, "-m", *module], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def command(lines: Path, out: Path, address: str) -> tuple[str, ...]:
    return "cairn", "code", str(lines), "--out", str(out), "--engine", "dask", "--scheduler", address, "--shard-reports", "1"


def markers(out: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (out / "done").glob("*.json")}


def wait_for_more(out: Path, than: int) -> dict[str, int]:
    """What is done as soon as it is more than so much; not all of it."""
    end = time.monotonic() + PATIENCE
    while len(found := markers(out)) <= than:
        assert time.monotonic() < end
        time.sleep(0.02)
    assert len(found) < REPORTS
    return found


def test_finished_shards_outlive_the_scheduler_and_the_command(lines: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    scheduler = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
    worker = ("distributed.cli.dask_worker", address, "--nthreads", "1", "--nworkers", "1", "--no-nanny", "--no-dashboard")
    with started(*scheduler) as running, started(*worker), started(*command(lines, out, address)) as first:
        before = wait_for_more(out, 0)
        running.kill()
        _, told = first.communicate(timeout=PATIENCE)
        assert first.returncode == 2
        assert "start it and run the same command again: finished shards are not read again" in " ".join(told.decode().split())
    with started(*scheduler), started(*worker):
        with started(*command(lines, out, address)):
            later = wait_for_more(out, len(before))
        with started(*command(lines, out, address)) as last:
            _, told = last.communicate(timeout=PATIENCE)
            assert last.returncode == 0, told.decode()
    done = markers(out)
    assert len(done) == REPORTS
    assert before.items() <= later.items() <= done.items()
    sources = [source for path in Output(out).files() for source in pq.read_table(path, columns=["source"]).column("source").to_pylist()]
    assert len(sources) == len(set(sources)) == REPORTS
