"""The events of all finished shards of a folder, as Parquet by month.

    DIR/events/month=2024-03/part.parquet       one row an event: flat columns for queries, and the whole event as JSON
    DIR/events/_done.json                       the shards and rules that they rest on, how many
    DIR/events.part/                            half-written

The folder is written elsewhere and renamed, so that it is there whole or not at all, with its marker in it.
"""

import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from cairn import codebook
from cairn.consolidation import RULES, consolidate_parts
from cairn.contract import to_plain
from cairn.engine.months import Months, Row
from cairn.engine.output import Output, moved, whole
from cairn.engine.rows import event_row, event_type
from cairn.engine.told import Folder
from cairn.model import Event

#: Events that are held before they are written.
HELD = 20_000

#: Told of each step, of how many of its pieces are done, and of how many there are, where that is known.
Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What the events of a folder rest on, and how many they are. `reports` are texts, each counted once."""

    shards: tuple[str, ...]
    rules: str
    reports: int
    accounts: int
    events: int


_DONE: TypeAdapter[Consolidated] = TypeAdapter(Consolidated)


def consolidate(folder: Path, out: Path, *, processes: int, progress: Progress = lambda *_: None) -> tuple[Consolidated, bool]:
    """The events of the shards in `folder` into `out`/events; False where they were there already. Raises SettingError without a
    finished shard."""
    output = Output(folder)
    known = finished(out)
    shards = tuple(output.done())
    if known is not None and shards and (known.shards, known.rules) == (shards, RULES):
        return known, False
    told = Folder.of(list(output.files()), folder)
    half = out / "events.part"
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    parts = told.parts()

    def done(step: str, pieces: int) -> None:
        progress(step, pieces, len(parts) if step == "prepare" else None)

    found = consolidate_parts(parts, codebook.load, processes=processes, folder=half, done=done)
    events, accounts = _write(half, found)
    one = Consolidated(shards, RULES, told.texts, accounts, events)
    whole(half / "_done.json", json.dumps(asdict(one)) + "\n")
    shutil.rmtree(out / "events", ignore_errors=True)
    half.replace(out / "events")
    return one, True


def finished(out: Path) -> Consolidated | None:
    """What the events in a folder rest on; None where there are none."""
    try:
        return _DONE.validate_json((out / "events" / "_done.json").read_bytes())
    except (OSError, ValueError):
        return None


def month(event: Event) -> str:
    """The part of the output that an event belongs to: the month of its first known day, or `unknown`."""
    day = event.when.start or event.when.end
    return f"{day.year:04}-{day.month:02}" if day else "unknown"


@cache
def schema() -> Any:
    """The Arrow schema of a row."""
    import pyarrow as pa

    text = pa.string()
    return pa.schema([*event_type(), ("reports", pa.list_(text)), ("accounts", pa.list_(text)), ("event", text)])


def to_row(event: Event, accounts: tuple[str, ...]) -> Row:
    """An event as a row."""
    plain = json.dumps(to_plain(event), ensure_ascii=False, separators=(",", ":"))
    return {**event_row(event), "reports": list(event.reports), "accounts": list(accounts), "event": plain}


def _write(half: Path, found: Iterable[tuple[Event, tuple[str, ...]]]) -> tuple[int, int]:
    """Writes events by month; how many they and their accounts are."""
    events = told = 0
    with Months(half, schema(), most=HELD) as months:
        for event, accounts in found:
            months.add(month(event), to_row(event, accounts))
            events += 1
            told += len(accounts)
        for key, path in months.finish().items():
            moved(path, half / f"month={key}" / "part.parquet")
    return events, told
