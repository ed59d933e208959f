"""Several programs on one record, and programs that are killed: nothing is lost, nothing doubled, nobody sees a half."""

import contextlib
import io
import multiprocessing
import os
import random
import time
from pathlib import Path

from rich.console import Console

from cairn.cli.verify import verify
from cairn.record import Address, Record

from . import work

#: Processes that start at once: one is ready, with everything loaded, and the others are made of it.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.record.work"])
#: `make endurance` sets both: five minutes, and fifty kills on each database.
SECONDS = float(os.environ.get("CAIRN_TEST_SECONDS", "2"))
#: Seconds after which a program is held to hang, on a machine that has other things to do.
PATIENCE = 300
#: How often a program is killed, and how many steps more each has to do.
KILLS, STEPS = int(os.environ.get("CAIRN_TEST_KILLS", "10")), 3
#: From so many seconds on there are as many readers as a team has.
LONG = 60


def faults(address: Address) -> list[str]:
    """What `cairn verify` finds."""
    return verify(address, console=Console(file=io.StringIO()))


def test_programs_write_and_read_at_the_same_time(nothing: Address) -> None:
    writers, readers = (2, 1) if nothing.file else (4, 8 if SECONDS >= LONG else 2)
    ends = []
    for n in range(writers + readers):
        here, there = PROCESSES.Pipe(duplex=False)
        arguments = (nothing, f"writer{n}", SECONDS, there) if n < writers else (nothing, SECONDS, there)
        process = PROCESSES.Process(target=work.together if n < writers else work.look, args=arguments)
        process.start()
        there.close()
        ends.append((process, here))
    told: list[tuple[int, int]] = []
    for process, here in ends:
        with contextlib.suppress(EOFError):
            told.append(here.recv())
        process.join(PATIENCE + SECONDS)
    assert [process.exitcode for process, _ in ends] == [0] * len(ends)
    wrote, looked = told[:writers], told[writers:]
    with Record.open(nothing) as record:
        counts, judged, numbers = record.counts(), record.judgements(), [change.number for change in record.changes()]
    assert counts.reports == sum(own + both for own, both in wrote)
    assert sum(both for _, both in wrote) == max(own for own, _ in wrote), "a report that all add is new to exactly one of them"
    assert counts.claims == 9 * counts.reports
    assert len(judged) == sum(own // work.JUDGED for own, _ in wrote)
    assert numbers == sorted(set(numbers))
    assert all(looks > 0 and seen <= counts.reports for looks, seen in looked)
    assert faults(nothing) == []


def test_a_program_that_is_killed_at_any_moment_loses_and_doubles_nothing(address: Address, tmp_path: Path) -> None:
    log, moments = tmp_path / "log", random.Random(5)
    pace = _run(address, log, STEPS, end=None)
    for n in range(2, KILLS + 2):
        _run(address, log, n * STEPS, end=moments.uniform(0, pace))
        _check(address, log)
    _run(address, log, (KILLS + 1) * STEPS, end=None)
    _check(address, log)
    assert faults(address) == []
    with Record.open(address) as record:
        assert record.counts().reports == (KILLS + 1) * STEPS


def _run(address: Address, log: Path, steps: int, *, end: float | None) -> float:
    """Lets a program work, and kills it `end` seconds after it has opened the record; how long it worked."""
    before = _lines(log).count("ready")
    process = PROCESSES.Process(target=work.in_steps, args=(address, log, steps))
    process.start()
    while _lines(log).count("ready") == before and process.is_alive():
        time.sleep(0.005)
    start = time.monotonic()
    if end is not None:
        time.sleep(end)
        process.kill()
    process.join(PATIENCE)
    if end is None:
        assert process.exitcode == 0
    return time.monotonic() - start


def _lines(log: Path) -> list[str]:
    return log.read_text().splitlines() if log.exists() else []


def _check(address: Address, log: Path) -> None:
    """What a program said it had done is there, once; what it was at is there whole or not at all."""
    done = _lines(log)
    with Record.open(address) as record:
        counts, held = record.counts(), {head.id for head in record.reports()}
        judged = [j.judgement.reason for j in record.judgements()]
        found = [fault for fault in record.faults() if "have not been consolidated" not in fault]
    reports = {line.removeprefix("report ") for line in done if line.startswith("report ")}
    assert reports <= held
    assert counts.claims == 9 * counts.reports == 9 * counts.accounts
    assert {line.removeprefix("judgement ") for line in done if line.startswith("judgement ")} <= set(judged)
    assert len(judged) == len(set(judged))
    assert found == []
