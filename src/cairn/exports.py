"""Exports: events out of the record, as they may be shown, into a file with its description. `docs/exports.md`."""

import gc
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from importlib.metadata import version
from itertools import chain, islice
from multiprocessing import get_context
from multiprocessing.util import Finalize
from pathlib import Path
from typing import IO, Any

from cairn import codebook
from cairn.errors import RecordError, SettingError
from cairn.model import Event
from cairn.publishing.formats import FORMATS, Format
from cairn.publishing.item import Context, Identity, Source, item_of
from cairn.publishing.package import Told, descriptor
from cairn.publishing.rendering import Rendered, render
from cairn.publishing.sensitivity import Level, Sensitivity, classed, recent_days
from cairn.publishing.tally import Tally, recent_since
from cairn.publishing.writing import Output, Text, describe
from cairn.record import Address, EventFilter, Part, Record, Snapshot

#: From so many slices of the record on a second process pays for its start.
WORTH = 8
#: Slices that wait for each process.
AHEAD = 3
#: New values between two searches for garbage in rings, of which a part makes next to none.
GARBAGE = 100_000
#: What an event holds is what this policy gives (docs/estimates.md).
HELD = "ucdp"

Estimate = Callable[[Event], Event]
"""An event with its casualties as another policy counts them."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to export and how. `filters` are the filters as a person gave them, for the description; `licence` is a name such as CC-BY-4.0."""

    format: str
    wanted: EventFilter = field(default_factory=EventFilter)
    filters: Mapping[str, object] = field(default_factory=dict)
    policy: str = HELD
    private_names: bool = False
    sensitivity: Level | None = None
    reason: str | None = None
    licence: str = "notspecified"
    workers: int = 1


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    tally: Tally
    sensitivity: Sensitivity
    description: Mapping[str, Any] | None = None


def format_of(name: str) -> Format:
    """A format by its name. Raises SettingError."""
    if name not in FORMATS:
        raise SettingError(f"format {name!r} is not known: expected one of {', '.join(FORMATS)}")
    return FORMATS[name]


def export(record: Record, request: Request, out: Path | IO[bytes], *, estimate: Estimate | None = None, at: datetime | None = None) -> Exported:
    """Writes events into a file, with its description beside it, or into a pipe without one. The file is there whole or not at all.

    `estimate` gives events their casualties by `request.policy` where that is another than the record's own. Raises SettingError.
    """
    form = format_of(request.format)
    context = Context(codebook.load(), at or datetime.now(UTC), identities() if form.identities else {}, request.private_names, version("cairn"))
    since = recent_since(context.at.date(), recent_days())
    rendered = _rendered(record, request, form, context, since, estimate)
    if not isinstance(out, Path):
        if not form.text:
            raise SettingError(f"{form.id} is no text: expected --out FILE{form.suffix}")
        sink = Text(form, out)
        tally = _filled(sink.add, rendered)
        sink.end()
        return Exported(tally, _class(tally, request, form))
    with Output(form, out) as file:
        tally = _filled(file.sink.add, rendered)
        sensitivity = _class(tally, request, form)
        told = Told(request.filters, request.policy, request.licence, request.private_names)
        found = descriptor(form, file.close(), tally, sensitivity, told, context)
    describe(out, found)
    return Exported(tally, sensitivity, found)


def _filled(add: Callable[[Any], None], rendered: Iterator[Rendered]) -> Tally:
    whole = Tally()
    for part in rendered:
        add(part.payload)
        whole += part.tally
    return whole


def _class(tally: Tally, request: Request, form: Format) -> Sensitivity:
    return classed(
        tally, private_names=request.private_names, quotes=form.evidence, wanted=request.sensitivity, reason=request.reason
    )


def _rendered(record: Record, request: Request, form: Format, context: Context, since: date, estimate: Estimate | None) -> Iterator[Rendered]:
    with record.snapshot() as held, _little_garbage():
        slices = held.slices(request.wanted)
        first = list(islice(slices, WORTH if request.workers > 1 and estimate is None else 0))
        found: Iterator[tuple[list[str], Rendered | None]] = ((ids, None) for ids in chain(first, slices))
        if len(first) == WORTH > 0:
            task = _Task(record.address, held.version, form.id, replace(context, codebook=None), since)  # type: ignore[arg-type]
            found = _in_processes(chain(first, slices), request.workers, task)
        for ids, rendered in found:
            yield rendered or rendered_part(held.part(ids, evidence=form.evidence), form, context, since, estimate)


def rendered_part(part: Part, form: Format, context: Context, since: date, estimate: Estimate | None = None) -> Rendered:
    """A part of the record in a format."""
    sources = {id_: Source(id_, r.publisher, r.published, r.url, r.title, r.language) for id_, r in part.reports.items()}
    events = part.events if estimate is None else map(estimate, part.events)
    items = (
        item_of(event, tuple(sources[id_] for id_ in event.reports if id_ in sources), part.people, private_names=context.private_names) for event in events
    )
    return render(form, items, context, since=since)


@contextmanager
def _little_garbage() -> Iterator[None]:
    """Events go with their part, so that looking for rings would only take time: a sixth of an export's."""
    before = gc.get_threshold()
    gc.set_threshold(GARBAGE, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@dataclass(frozen=True, slots=True)
class _Task:
    """What a process has to do: read the record, where it still has this version, and write its events in a format."""

    address: Address
    version: str
    format: str
    context: Context
    since: date


def _in_processes(slices: Iterable[list[str]], workers: int, task: _Task) -> Iterator[tuple[list[str], Rendered | None]]:
    """The slices in their order, each with what another process read and rendered of it; only a few wait at a time. None for one that no
    other process can read as this one does, as the record has changed since or lets nobody else in."""
    with ProcessPoolExecutor(workers, get_context("spawn"), _start, (task,)) as pool:
        waiting: deque[tuple[list[str], Future[Rendered | None]]] = deque()
        for ids in slices:
            waiting.append((ids, pool.submit(_work, ids)))
            if len(waiting) > workers * AHEAD:
                yield _done(waiting)
        while waiting:
            yield _done(waiting)


def _done(waiting: deque[tuple[list[str], Future[Rendered | None]]]) -> tuple[list[str], Rendered | None]:
    ids, future = waiting.popleft()
    return ids, future.result()


_at_work: list[tuple[Snapshot | None, Format, Context, date]] = []


def _start(task: _Task) -> None:
    opened = ExitStack()
    Finalize(None, opened.close, exitpriority=0)
    held: Snapshot | None = None
    with suppress(RecordError):  # a server may have no connection left: then the process that asks reads by itself
        seen = opened.enter_context(opened.enter_context(Record.open(task.address, create=False)).snapshot())
        held = seen if seen.version == task.version else None
    gc.freeze()  # what is there now stays to the end
    gc.set_threshold(GARBAGE)
    _at_work[:] = [(held, FORMATS[task.format], replace(task.context, codebook=codebook.load()), task.since)]


def _work(ids: list[str]) -> Rendered | None:
    held, form, context, since = _at_work[0]
    return None if held is None else rendered_part(held.part(ids, evidence=form.evidence), form, context, since)


@cache
def identities() -> Mapping[str, Identity]:
    """What the registry knows of actors beyond their names."""
    from cairn.linking.who import Registry

    entries = Registry.load().entries
    return {id_: Identity(next(iter(entry.countries), None), dict(entry.codes)) for id_, entry in entries.items()}


def standard_output() -> IO[bytes]:
    """Standard output as bytes."""
    return sys.stdout.buffer
