"""Following feeds, sitemaps and folders: `cairn watch`, what came of it, and the versions of a page."""

import difflib
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from rich.console import Console
from rich.text import Text

from cairn import codebook
from cairn.cli.store import summed
from cairn.deriving.events import derive_events
from cairn.pipeline import Pipeline
from cairn.record import Address, Outcome, PageVersion, Record, Run, Visit
from cairn.record.record import now
from cairn.watching import Round, Watch, load

#: Lines of a text that are compared line by line; time grows with their square.
MOST_LINES = 4_000


def watch(config: Path, *, record: Address, once: bool, keep_warc: Path | None, console: Console) -> int:
    """Follow a configuration, in one round or until it is stopped; how many addresses failed in the last round."""
    book = codebook.load()
    told = load(config, types=book.types)
    pipeline = Pipeline.default()
    failed = 0

    def line(text: str) -> None:
        console.print(text, markup=False, soft_wrap=True)

    def done(one: Round) -> None:
        nonlocal failed
        failed = one.run.failed
        for text in told_of(one):
            line(text)

    with Record.open(record) as held, stopping(line) as stop:
        following = Watch(held, told, pipeline, lambda r: derive_events(r, book), now, str(config), stop, line, keep_warc)
        if once:
            done(following.round(everything=True))
        else:
            following.forever(done)
    return failed


def told_of(one: Round) -> Iterator[str]:
    """What came of a round, in lines."""
    run = one.run
    parts = ((run.read, "read"), (run.changed, "changed"), (run.known, "known from elsewhere"), (run.unchanged, "unchanged"), (run.failed, "failed"))
    yield f"run {run.number}: {', '.join(f'{n} {word}' for n, word in parts if n) or 'nothing was due'}; events: {summed(one.changes)}"
    yield from one.faults
    if run.stopped:
        yield "stopped; what was in hand is stored, and the next run goes on from there"
    for left in one.left:
        many = len(left.urls)
        yield f"left for later: {many} page{'s' if many != 1 else ''} of {left.host}: {left.why}"


@contextmanager
def stopping(tell: Callable[[str], None]) -> Iterator[threading.Event]:
    """An event that is set by the first Ctrl-C or SIGTERM; the second Ctrl-C ends the program at once, and nothing is lost by it either."""
    stop = threading.Event()

    def asked(number: int, frame: FrameType | None) -> None:
        del frame
        if stop.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        stop.set()
        tell("stopping after the pages in hand; Ctrl-C again stops at once")

    signals = (signal.SIGINT, signal.SIGTERM) if threading.current_thread() is threading.main_thread() else ()
    before = {number: signal.signal(number, asked) for number in signals}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


RUN_COLUMNS = ("run", "started", "ended", "listed", "read", "changed", "known", "unchanged", "failed", "left", "config")


def run_row(run: Run) -> dict[str, Any]:
    """One run on one line."""
    ended = "broken off or running" if run.ended_at is None else run.ended_at.isoformat(timespec="seconds") + (" (stopped)" if run.stopped else "")
    numbers = {name: getattr(run, name) for name in ("listed", "read", "changed", "known", "unchanged", "failed", "left")}
    return {"run": run.number, "started": run.started_at.isoformat(timespec="seconds"), "ended": ended} | numbers | {"config": run.config, "reader": run.reader}


VISIT_COLUMNS = ("at", "outcome", "address", "report", "detail")


def visit_row(visit: Visit, *, whole: bool = False) -> dict[str, Any]:
    """What came of one address on one line; whole with the hash of what was fetched."""
    report = visit.report if whole else visit.report and visit.report[:8]
    row = {"at": visit.at.isoformat(timespec="seconds"), "outcome": str(visit.outcome), "address": visit.address, "report": report, "detail": visit.detail}
    return row | ({"source": visit.source, "sha256": visit.sha256} if whole else {})


def visits(record: Address, number: int, *, failed: bool) -> tuple[Visit, ...]:
    """What was fetched in a run, or only what failed."""
    with Record.open(record, create=False) as held:
        return held.watched.visits(run=number, outcomes=(Outcome.FAILED, Outcome.DAMAGED) if failed else ())


VERSION_COLUMNS = ("version", "fetched", "report", "sha256")


def version_row(version: PageVersion) -> dict[str, Any]:
    """One version of a page on one line."""
    return {"version": version.number, "fetched": version.fetched_at.isoformat(timespec="seconds"), "report": version.report, "sha256": version.sha256}


def show_versions(asked: str, *, record: Address, console: Console) -> None:
    """Print the versions of a page, and what changed from each to the next."""
    with Record.open(record, create=False) as held:
        url, found = held.watched.versions(asked)
        texts = [held.report(version.report).text for version in found]
    console.print(url, style="bold", markup=False)
    for n, version in enumerate(found):
        console.print(f"version {version.number}, {version.fetched_at:%Y-%m-%d %H:%M} UTC, report {version.report[:8]}", markup=False)
        if n:
            for text in differences(texts[n - 1], texts[n]):
                style = "green" if text.startswith("+") else "red" if text.startswith("-") else "dim"
                console.print(Text("  " + text, style=style), soft_wrap=True)


def differences(before: str, after: str) -> Iterator[str]:
    """The lines that went (-) and came (+), with a line of their surroundings."""
    old, new = before.splitlines(), after.splitlines()
    if max(len(old), len(new)) > MOST_LINES:
        yield f"{len(old)} lines became {len(new)}; too many to compare"
        return
    for line in difflib.unified_diff(old, new, lineterm="", n=1):
        if not line.startswith(("---", "+++")):
            yield "..." if line.startswith("@@") else line
