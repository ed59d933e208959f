"""Files, pages and texts become reports of the record, in a job that tells how far it is."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from cairn.api.jobs import Jobs, Text, Upload
from cairn.api.routes.adding import shown
from cairn.model import Coded, Report
from cairn.pipeline import Pipeline
from cairn.record import Record
from cairn.record.team import Job, JobState
from tests.record.factories import READER, coded_of

from .conftest import Caller


class Quick:
    """A pipeline that reads at once and finds the same in everything."""

    class reader:  # noqa: N801 - as the pipeline's attribute
        name = READER

    def __init__(self) -> None:
        from cairn import codebook

        self.codebook = codebook.load()

    def code(self, reports: list[Report]) -> Iterator[Coded]:
        for report in reports:
            if "fault" in report.text:
                raise RuntimeError("a fault of the pipeline")
            yield coded_of(report)


@pytest.fixture
def quick(own: Caller) -> Caller:
    """A caller of a server whose pipeline is quick."""
    desk = own.client.app.state.desk  # type: ignore[attr-defined]
    desk.jobs._make = Quick
    return own


def ended(caller: Caller, id_: str) -> dict[str, object]:
    """The job when it has ended."""
    for _ in range(2400):  # two minutes: a machine with other things to do loads the reader slowly
        job: dict[str, object] = caller.get(f"/jobs/{id_}").json()
        if job["state"] not in ("waiting", "running"):
            return job
        time.sleep(0.05)
    raise AssertionError("the job does not end")


TEXT = "Abu Ali, a leader of the Islamic State, was killed in an air strike near Fallujah on Friday, the army said. A report of {}."


def test_uploaded_files_become_reports_and_failures_say_why(quick: Caller, small: Record) -> None:
    files = [("files", ("../../etc/one.txt", TEXT.format("one").encode())), ("files", ("two.bin", b"\x7fELF\0\0\0")), ("files", ("<b>.txt", b""))]
    id_ = quick.send("POST", "/reports", files=files).json()["job"]
    job = ended(quick, id_)
    assert (job["state"], job["done"], job["of"], job["added"], job["events"]) == ("done", 3, 3, 1, 1)
    failed = job["failed"]
    assert isinstance(failed, list)
    assert [f["source"] for f in failed] == ["two.bin", "<b>.txt"]
    assert "cairn-upload" not in str(failed)
    assert {f.source for f in small.failures()} == {"two.bin", "<b>.txt"}
    assert "one.txt" in {head.source for head in small.reports()}
    assert quick.get("/jobs").json()["items"][0]["id"] == id_


def test_a_text_becomes_a_report_once(quick: Caller, small: Record) -> None:
    given = {"text": TEXT.format("two"), "title": "A title", "published": "2024-03-16", "publisher": "Paper"}
    first = ended(quick, quick.post("/reports", given).json()["job"])
    again = ended(quick, quick.post("/reports", given).json()["job"])
    assert (first["added"], again["added"], again["known"]) == (1, 0, 1)
    assert "A title" in {head.title for head in small.reports()}


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://localhost:8137/", "http://169.254.169.254/latest/meta-data", "http://[::1]/", "http://2130706433/"])
def test_private_addresses_are_not_fetched(quick: Caller, url: str) -> None:
    job = ended(quick, quick.post("/reports", {"urls": [url]}).json()["job"])
    assert (job["state"], job["added"]) == ("done", 0)
    assert len(job["failed"]) == 1  # type: ignore[arg-type]


def test_a_fault_ends_one_job_and_not_the_next(quick: Caller) -> None:
    broken = ended(quick, quick.post("/reports", {"text": "This is a fault."}).json()["job"])
    assert broken["state"] == "failed"
    assert "pipeline" not in str(broken["failed"])
    assert ended(quick, quick.post("/reports", {"text": TEXT.format("three")}).json()["job"])["state"] == "done"


def test_what_a_server_before_left_undone_is_told_as_interrupted(record: Record, serve: Callable[..., FastAPI]) -> None:
    for state in (JobState.RUNNING, JobState.WAITING, JobState.DONE):
        record.team.put_job(Job(f"job-{state}", "ann", state, datetime.now(UTC), 3, done=1))
    with TestClient(serve(record)) as client:
        found = {job["id"]: job["state"] for job in Caller(client).get("/jobs").json()["items"]}
    assert found == {"job-running": "interrupted", "job-waiting": "interrupted", "job-done": "done"}


def test_a_server_that_ends_lets_the_job_stop_and_keeps_what_was_added(small: Record) -> None:
    jobs = Jobs(small, max_bytes=1000, changed=lambda: None, make=Quick)  # type: ignore[arg-type]
    before = small.counts().reports
    made = jobs.add("ann", [Text("text", TEXT.format(n)) for n in range(400)])
    while small.team.job(made.id).done == 0:
        time.sleep(0.01)
    jobs.end()
    job = small.team.job(made.id)
    assert job.state is JobState.INTERRUPTED
    assert 0 < job.done < 400
    assert small.counts().reports == before + job.added
    assert not small.faults()


def test_an_uploads_folder_is_taken_away(small: Record, tmp_path: Path) -> None:
    jobs = Jobs(small, max_bytes=1000, changed=lambda: None, make=Quick)  # type: ignore[arg-type]
    folder = tmp_path / "upload"
    folder.mkdir()
    (folder / "00000").write_text(TEXT.format("four"))
    made = jobs.add("ann", [Upload("a.txt", folder / "00000")], folder)
    while small.team.job(made.id).state in (JobState.WAITING, JobState.RUNNING):
        time.sleep(0.01)
    jobs.end()
    assert not folder.exists()


@pytest.mark.parametrize(
    ("given", "expected"),
    [("a.txt", "a.txt"), ("../../etc/passwd", "passwd"), ("C:\\temp\\b.pdf", "b.pdf"), ("", "file"), (None, "file"), ("a\0b\u202etxt.exe", "abtxt.exe"), ("/", "file"),
     ("x" * 500, "x" * 200), ("<img src=x>", "<img src=x>")],
)  # fmt: skip
def test_a_files_name_is_only_ever_its_last_part(given: str | None, expected: str) -> None:
    assert shown(given) == expected


def test_the_real_pipeline_reads_a_text(own: Caller, pipeline: Pipeline) -> None:
    desk = own.client.app.state.desk  # type: ignore[attr-defined]
    desk.jobs._make = Pipeline.default
    text = "Gunmen killed three soldiers in an attack on a checkpoint near Kidal in northern Mali on Friday, the army said."
    job = ended(own, own.post("/reports", {"text": text, "published": "2024-03-16"}).json()["job"])
    assert (job["state"], job["added"]) == ("done", 1)
    assert own.get("/events?country=ML").json()["total"] >= 1
