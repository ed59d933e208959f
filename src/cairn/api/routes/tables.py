"""`/reviews/csv`: events as a table to edit in a spreadsheet, and what was edited, shown before it is applied."""

from dataclasses import replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from cairn import reviewing
from cairn.api.asking import AddressOf, Coder, DeskOf, Private, Who
from cairn.api.deciding import settle
from cairn.api.desk import Desk
from cairn.api.errors import Problem
from cairn.api.filters import EventsWanted
from cairn.api.names import events_shown
from cairn.api.shapes.decisions import EditTold, FaultTold, TableApplied, TableApply, TableDiff

router = APIRouter(prefix="/reviews/csv", tags=["decisions"])
#: Events of a table: what a person edits by hand.
MOST: Final = 5_000
BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            "multipart/form-data": {"schema": {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}},
        },
    }
}  # fmt: skip


@router.get("", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def table(desk: DeskOf, _: Coder, wanted: EventsWanted, private: Private, limit: Annotated[int, Query(ge=1, le=MOST)] = 500) -> Response:
    """The table to edit. Without `order` the most doubtful come last; the queue's order is `-doubt`."""
    found = desk.record.events_page(replace(wanted, limit=limit)).items
    shown = events_shown(desk.record, found, private=private)
    safe = [replace(event, summary=seen.summary) for event, seen in zip(found, shown, strict=True)]
    text = "\ufeff" + reviewing.sheet(safe, private_names=private)
    return Response(text, media_type="text/csv; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="cairn-review.csv"'})


@router.post("", openapi_extra=BODY)
async def edited(desk: DeskOf, asker: Coder, request: Request) -> TableDiff:
    """What was edited in a table. Nothing is applied yet."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "text/csv":
        data = await request.body()
    elif kind == "multipart/form-data":
        async with request.form(max_files=1, max_fields=5) as form:
            file = next((value for _, value in form.multi_items() if isinstance(value, UploadFile)), None)
            data = await file.read(desk.settings.max_body + 1) if file else b""
    else:
        raise Problem(415, f"content-type {kind[:80]!r}: expected multipart/form-data with a file, or text/csv")
    if len(data) > desk.settings.max_body:
        raise Problem(413, f"the table is larger than {desk.settings.max_body:,} bytes")
    return await run_in_threadpool(_diff, desk, asker, data)


def _diff(desk: Desk, asker: Who, data: bytes) -> TableDiff:
    found = reviewing.diff(data, desk.record.event, desk.codebook)
    token = desk.edits.put(asker.name, found.edits) if found.edits else None
    diff = [EditTold(row=e.row, event=e.event, field=e.field, old=e.old_text, new=e.new_text) for e in found.edits]
    return TableDiff(diff=diff, problems=[FaultTold(row=f.row, message=f.message) for f in found.faults], token=token)


@router.post("/apply", status_code=201)
def apply(desk: DeskOf, asker: Coder, given: TableApply, address: AddressOf) -> TableApplied:
    """Decides what was edited: all of it, or nothing."""
    edits = desk.edits.take(asker.name, given.token)
    if edits is None:
        raise Problem(409, "the edits are gone: they were applied already, or too long ago; give the table again")
    numbers = reviewing.apply(desk.record, edits, by=asker.name, reason=given.reason.replace("\0", ""))
    settle(desk)
    desk.record.team.note(asker.name, f"{len(numbers)} edits of a table applied", f"reviews {numbers[0]} to {numbers[-1]}", address=address)
    return TableApplied(numbers=list(numbers), events=sorted({edit.event for edit in edits}))
