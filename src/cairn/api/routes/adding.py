"""`POST /reports` and `/jobs`: new reports, and how far their reading is."""

import shutil
import tempfile
import unicodedata
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi import Path as InPath
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from cairn.api.asking import AddressOf, Coder, DeskOf
from cairn.api.cursors import paged
from cairn.api.desk import Desk
from cairn.api.errors import Problem
from cairn.api.jobs import Address, Given, Text, Upload
from cairn.api.routes.lists import Cursor, Limit, clean
from cairn.api.settings import Settings
from cairn.api.shapes.common import Items
from cairn.api.shapes.jobs import JobFailureTold, JobMade, JobTold, NewReports
from cairn.record.team import Job
from cairn.reports import ReportMeta

router = APIRouter(tags=["adding"])
#: Characters of a file's name that are shown.
LONGEST_NAME: Final = 200
BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": NewReports.model_json_schema()},
            "multipart/form-data": {"schema": {"type": "object", "required": ["files"], "properties": {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}}}},
        },
    }
}  # fmt: skip


@router.post("/reports", status_code=202, openapi_extra=BODY)
async def add_reports(desk: DeskOf, asker: Coder, request: Request, address: AddressOf) -> JobMade:
    """Begins to read files, pages or a text into the record."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    folder: Path | None = None
    if kind == "multipart/form-data":
        folder, sources = await _uploads(request, desk.settings)
    elif kind == "application/json":
        sources = _named(await request.body())
    else:
        raise Problem(415, f"content-type {kind[:80]!r}: expected multipart/form-data with files, or application/json")
    return JobMade(job=await run_in_threadpool(_begin, desk, asker.name, address, sources, folder))


def _begin(desk: Desk, who: str, address: str | None, sources: list[Given], folder: Path | None) -> str:
    job = desk.jobs.add(who, sources, folder)
    desk.record.team.note(who, f"{len(sources)} reports given", job.id, address=address)
    return job.id


async def _uploads(request: Request, settings: Settings) -> tuple[Path, list[Given]]:
    """The uploaded files, put into a folder of their own under numbers: their names are only ever shown."""
    async with request.form(max_files=settings.max_files, max_fields=20, max_part_size=100_000) as form:
        files = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
        if not files:
            raise Problem(422, "no file came; expected one or more in the field `files`")
        if (large := next((f for f in files if (f.size or 0) > settings.max_file), None)) is not None:
            raise Problem(413, f"{shown(large.filename)}: the file has {large.size:,} bytes, and {settings.max_file:,} are read at most")
        folder = Path(tempfile.mkdtemp(prefix="cairn-upload-"))
        try:
            return folder, await run_in_threadpool(_keep, folder, form, files)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise


def _keep(folder: Path, _: FormData, files: list[UploadFile]) -> list[Given]:
    kept: list[Given] = []
    for n, upload in enumerate(files):
        path = folder / f"{n:05d}"
        with path.open("wb") as file:
            shutil.copyfileobj(upload.file, file)
        kept.append(Upload(shown(upload.filename), path))
    return kept


def shown(name: str | None) -> str:
    """A file's name as it is shown: its last part, without what can not be seen."""
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if unicodedata.category(c)[0] != "C")[:LONGEST_NAME].strip() or "file"


def _named(body: bytes) -> list[Given]:
    try:
        given = NewReports.model_validate_json(body)
    except ValidationError as error:
        told = [{"where": ".".join(map(str, e["loc"])), "message": e["msg"]} for e in error.errors(include_url=False, include_input=False, include_context=False)]
        raise Problem(422, f"{told[0]['where'] or 'body'}: {told[0]['message']}", detail={"faults": told[:20]}) from None
    if (given.text is None) == (not given.urls):
        raise Problem(422, "expected either urls or a text")
    if given.text is not None:
        if not given.text.strip():
            raise Problem(422, "text: it is empty")
        url = clean(given.url)
        if url is not None:
            _check_url(url)
        return [Text(url or "pasted text", given.text, ReportMeta(clean(given.title), clean(given.publisher), given.published, None, url))]
    urls = [url for given_url in given.urls if (url := clean(given_url))]
    for url in urls:
        _check_url(url)
    if not urls:
        raise Problem(422, "urls: expected at least one address")
    return [Address(url) for url in dict.fromkeys(urls)]


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        sound = False
    if not sound:
        raise Problem(422, f"url {url[:200]!r}: expected an address that begins with http:// or https://")


def job_told(job: Job) -> JobTold:
    """A job as the API tells it."""
    failed = [JobFailureTold(source=f.source, message=f.message) for f in job.failed]
    return JobTold(id=job.id, who=job.who, state=job.state, done=job.done, of=job.of, added=job.added, known=job.known, events=job.events, failed=failed,
                   created=job.created_at, started=job.started_at, ended=job.ended_at)  # fmt: skip


@router.get("/jobs")
def jobs(desk: DeskOf, _: Coder, limit: Limit = 50, cursor: Cursor = None) -> Items[JobTold]:
    """The last jobs, newest first."""
    found = desk.record.team.jobs(limit=500)
    part, after = paged(found, cursor, limit)
    return Items(items=[job_told(one) for one in part], next=after, total=len(found))


@router.get("/jobs/{id}")
def job(desk: DeskOf, _: Coder, id: Annotated[str, InPath(max_length=64)]) -> JobTold:  # noqa: A002 - the path's own word
    """One job."""
    return job_told(desk.record.team.job(id.replace("\0", "")))
