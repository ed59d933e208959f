"""Reports that are read into the record beside everything else: one thread, which holds the pipeline, takes one job after the other."""

import logging
import queue
import secrets
import shutil
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cairn.errors import CairnError, ReportError, UnreadableReport
from cairn.record import Record
from cairn.record.team import Job, JobFailure, JobState
from cairn.reports import Fetcher, Loaded, ReportMeta, read_bytes, read_page, read_path

if TYPE_CHECKING:
    from cairn.pipeline import Pipeline

log = logging.getLogger("cairn.api")
#: Sources that are read before progress is told and the thread looks whether it should end.
AT_ONCE: Final = 8
#: Failures that a job tells; there are as many more as its numbers say.
TOLD: Final = 500


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file: the name that the user's computer gave it, which is only ever shown, and where it was put."""

    name: str
    path: Path

    def load(self, *, max_bytes: int) -> Loaded:
        """The report in the file."""
        try:
            found = read_path(self.path, max_bytes=max_bytes)
        except ReportError as error:
            raise type(error)(str(error).replace(str(self.path), self.name)) from error
        return replace(found, report=replace(found.report, source=self.name))


@dataclass(frozen=True, slots=True)
class Address:
    """A page at an address, which may not be a private one."""

    name: str

    def load(self, *, max_bytes: int) -> Loaded:
        """The report on the page."""
        return read_page(Fetcher(max_bytes=max_bytes).fetch(self.name), max_bytes=max_bytes)


@dataclass(frozen=True, slots=True)
class Text:
    """A text that was typed or pasted."""

    name: str
    text: str
    meta: ReportMeta = field(default_factory=ReportMeta)

    def load(self, *, max_bytes: int) -> Loaded:
        """The report in the text."""
        try:
            data = self.text.encode()
        except UnicodeEncodeError as error:
            raise UnreadableReport(f"{self.name}: it holds half a character at {error.start}, which is no text") from error
        return read_bytes(data, source=self.name, kind="text", meta=self.meta, max_bytes=max_bytes)


Given = Upload | Address | Text
"""One source of a report."""


@dataclass(frozen=True, slots=True)
class _Task:
    job: str
    sources: Sequence[Given]
    folder: Path | None


class Jobs:
    """The thread and its queue. `make` gives the pipeline, once, when the first job comes."""

    def __init__(self, record: Record, *, max_bytes: int, changed: Callable[[], None], make: "Callable[[], Pipeline] | None" = None) -> None:
        self._record = record
        self._max_bytes = max_bytes
        self._changed = changed
        self._make = make or _default
        self._queue: queue.Queue[_Task | None] = queue.Queue()
        self._ending = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Tells of what a server before this one left undone."""
        if any(job.state in (JobState.WAITING, JobState.RUNNING) for job in self._record.team.jobs()):
            self._record.team.interrupt()

    def add(self, who: str, sources: Sequence[Given], folder: Path | None = None) -> Job:
        """A new job; `folder` is taken away when it has ended."""
        job = Job(secrets.token_hex(8), who, JobState.WAITING, datetime.now(UTC), len(sources))
        self._record.team.put_job(job)
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="cairn-jobs", daemon=True)
                self._thread.start()
        self._queue.put(_Task(job.id, sources, folder))
        return job

    def end(self, wait: float = 30.0) -> None:
        """Lets the thread end after the sources that it is at; what waits is told as interrupted."""
        self._ending.set()
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join(wait)
        while not self._queue.empty():
            task = self._queue.get_nowait()
            if task is not None:
                self._drop(task)
        self.start()

    def _run(self) -> None:
        pipeline: Pipeline | None = None
        while (task := self._queue.get()) is not None:
            try:
                if self._ending.is_set():
                    return
                pipeline = pipeline or self._make()
                self._do(task, pipeline)
            except Exception as error:  # the thread lives on; the job tells
                log.exception("job %s", task.job)
                self._fail(task.job, error)
            finally:
                self._drop(task)

    def _drop(self, task: _Task) -> None:
        if task.folder is not None:
            shutil.rmtree(task.folder, ignore_errors=True)

    def _fail(self, id_: str, error: Exception) -> None:
        told = str(error) if isinstance(error, CairnError) else "something went wrong in Cairn; the log of the server tells more"
        try:
            job = self._record.team.job(id_)
            ended = datetime.now(UTC)
            self._record.team.put_job(replace(job, state=JobState.FAILED, ended_at=ended, failed=(*job.failed, JobFailure("", told))[-TOLD:]))
        except CairnError:
            log.exception("job %s can not be told of", id_)

    def _do(self, task: _Task, pipeline: "Pipeline") -> None:
        from cairn.deriving.events import derive_events

        job = replace(self._record.team.job(task.job), state=JobState.RUNNING, started_at=datetime.now(UTC))
        self._record.team.put_job(job)
        for start in range(0, len(task.sources), AT_ONCE):
            if self._ending.is_set():
                break
            job = self._read(job, task.sources[start : start + AT_ONCE], pipeline)
            self._record.team.put_job(job)
            self._changed()
        changes = derive_events(self._record, pipeline.codebook)
        state = JobState.DONE if job.done == job.of else JobState.INTERRUPTED
        self._record.team.put_job(replace(job, state=state, events=changes.added, ended_at=datetime.now(UTC)))
        self._changed()

    def _read(self, job: Job, sources: Sequence[Given], pipeline: "Pipeline") -> Job:
        """Some sources into the record; each is stored as soon as it is read."""
        from cairn.pipeline import with_notes

        failed: list[JobFailure] = []
        loaded: dict[str, Loaded] = {}
        known = added = 0
        for source in sources:
            try:
                one = source.load(max_bytes=self._max_bytes)
                if self._record.has(one.report.id, pipeline.reader.name):
                    self._record.add_source(one.report)
                    known += 1
                else:
                    loaded.setdefault(one.report.id, one)
            except ReportError as error:
                failed.append(self._failed(source.name, error))
        for coded in pipeline.code([one.report for one in loaded.values()]):
            try:
                added += self._record.add(with_notes(coded, loaded[coded.report.id].notes))
            except ReportError as error:
                failed.append(self._failed(coded.report.source or coded.report.id, error))
        return replace(job, done=job.done + len(sources), added=job.added + added, known=job.known + known, failed=(*job.failed, *failed)[-TOLD:])

    def _failed(self, source: str, error: ReportError) -> JobFailure:
        self._record.add_failure(source, error)
        return JobFailure(source, str(error))


def _default() -> "Pipeline":
    from cairn.pipeline import Pipeline

    return Pipeline.default()
