"""`cairn review`: what a person decides about one event, or about many in a spreadsheet."""

import getpass
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from cairn.cli.options import DEFAULT_RECORD, RecordAt
from cairn.errors import ReportError, SettingError
from cairn.model import Action, Anchor, ClaimField

if TYPE_CHECKING:
    from cairn.record import Address, Record, Ruling

app = typer.Typer(name="review", no_args_is_help=True, help="Accept, reject or correct events; what you decide outlives every later reading.")
err = Console(stderr=True, highlight=False)

By = Annotated[str, typer.Option("--by", help="Who decides.", envvar="CAIRN_REVIEWER", show_default="your user name")]
Why = Annotated[str | None, typer.Option("--reason", help="Why.", show_default=False)]
Events = Annotated[list[str], typer.Argument(help="Events by id, or the beginning of it.", metavar="EVENT...")]


@app.command()
def accept(events: Events, record: RecordAt = DEFAULT_RECORD, by: By = "", reason: Why = None) -> None:
    """Decide that events are right as they are."""
    from cairn.record import Ruling

    _decide(record, [Ruling(Action.ACCEPT, event, reason=reason) for event in events], by=by)


@app.command()
def reject(events: Events, record: RecordAt = DEFAULT_RECORD, by: By = "", reason: Why = None) -> None:
    """Decide that events are none. They are kept, and left out of lists."""
    from cairn.record import Ruling

    _decide(record, [Ruling(Action.REJECT, event, reason=reason) for event in events], by=by)


@app.command()
def sign(events: Events, record: RecordAt = DEFAULT_RECORD, by: By = "", reason: Why = None) -> None:
    """Confirm what another person decided about events."""
    from cairn.record import Ruling

    _decide(record, [Ruling(Action.SIGN, event, reason=reason) for event in events], by=by)


@app.command()
def correct(
    event: Annotated[str, typer.Argument(help="An event's id, or the beginning of it.", metavar="EVENT")],
    field: Annotated[ClaimField, typer.Option("--field", help="What is wrong.")],
    value: Annotated[str | None, typer.Option("--value", help="What is right, written as `cairn review table` writes it, such as 'killed civilians 10..15'; without it unknown, or taken away.", show_default=False)] = None,
    replaces: Annotated[str | None, typer.Option("--replaces", help="Of several values the wrong one; without it one is added.", show_default=False)] = None,
    quote: Annotated[list[str] | None, typer.Option("--quote", help="Words of the event's reports that say so.", show_default=False)] = None,
    span: Annotated[list[str] | None, typer.Option("--span", help="REPORT:START:END instead, by offsets.", show_default=False)] = None,
    record: RecordAt = DEFAULT_RECORD, by: By = "", reason: Why = None,
) -> None:  # fmt: skip
    """Decide what a value is. Give the words that say so, or the reason why you know."""
    from cairn import codebook
    from cairn.record import Record, Ruling
    from cairn.reviewing import read

    book = codebook.load()
    with Record.open(record, create=False) as held:
        found = held.event(event)
        spans = [*(_span(text) for text in span or ()), *(_quoted(held, found.reports, words) for words in quote or ())]
    wanted, wrong = (read(field, text, book) if text is not None else None for text in (value, replaces))
    _decide(record, [Ruling(Action.CORRECT, found.id, field, wanted, wrong, tuple(spans), reason)], by=by)


@app.command()
def table(
    record: RecordAt = DEFAULT_RECORD, out: Annotated[Path | None, typer.Option("--out", help="Where it goes; else it is printed.", show_default=False)] = None,
    events: Annotated[list[str] | None, typer.Argument(help="Events by id; else all, the most doubtful first.", metavar="[EVENT...]", show_default=False)] = None,
    limit: Annotated[int | None, typer.Option(help="At most so many.", min=1, show_default=False)] = None,
    private_names: Annotated[bool, typer.Option("--private-names", help="With names of persons.")] = False,
) -> None:  # fmt: skip
    """Write events as a CSV table to edit in a spreadsheet; `cairn review edited` reads it back."""
    from cairn.record import EventFilter, Order, Record
    from cairn.reviewing import sheet

    with Record.open(record, create=False) as held:
        found = [held.event(event) for event in events] if events else held.events(EventFilter(order=Order.DOUBT, limit=limit))
    text = sheet(found, private_names=private_names)
    if out is None:
        print(text, end="")  # noqa: T201 - the command's output
    else:
        out.write_text(text, encoding="utf-8-sig", newline="")
        err.print(f"{out} has {len(found)} events")


@app.command()
def edited(
    file: Annotated[Path, typer.Argument(help="A table that was edited.", exists=True, dir_okay=False)], record: RecordAt = DEFAULT_RECORD, by: By = "", reason: Why = None,
    apply: Annotated[bool, typer.Option("--apply", help="Decide so; else only show what would be.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:  # fmt: skip
    """Show what was edited in a table, and with --apply and --reason decide so."""
    from cairn import codebook, reviewing
    from cairn.cli.store import summed
    from cairn.deriving.events import derive_events
    from cairn.record import Record

    book = codebook.load()
    with Record.open(record, create=False) as held:
        found = reviewing.diff(file.read_bytes(), held.event, book)
        for edit in found.edits:
            row = {"row": edit.row, "event": edit.event, "field": edit.field.value, "old": edit.old_text, "new": edit.new_text}
            print(json.dumps(row, ensure_ascii=False) if as_json else f"{edit.event[:8]}  {edit.field}: {edit.old_text or '(none)'} -> {edit.new_text or '(none)'}")  # noqa: T201
        for fault in found.faults:
            err.print(f"row {fault.row}: {fault.message}", style="red", markup=False)
        if apply and found.edits:
            numbers = reviewing.apply(held, found.edits, by=by or getpass.getuser(), reason=reason or "")
            err.print(f"{len(numbers)} decisions; events: {summed(derive_events(held, book))}")
        else:
            err.print(f"{len(found.edits)} edits" + ("; --apply --reason WHY decides so" if found.edits else ""))
    if found.faults:
        raise typer.Exit(ReportError.exit_code)


def undo(number: int | None, *, record: "Address", by: str) -> str:
    """Take back a decision, without a number the last of this reviewer's that stands."""
    from cairn import codebook
    from cairn.cli.store import summed
    from cairn.deriving.events import derive_events
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        return f"decision {held.undo_review(number, by=by).number} undone: {summed(derive_events(held, codebook.load()))}"


def decided_last(record: "Address", *, by: str) -> bool:
    """Whether the last thing that stands is a decision of this reviewer about an event, and no judgement."""
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        own = [r.decision.at for r in held.reviews(by=by) if r.stands]
        judged = [j.judgement.at for j in held.judgements() if j.undone_at is None]
    return bool(own) and (not judged or own[-1] > judged[-1])


def _decide(record: "Address", rulings: "Sequence[Ruling]", *, by: str) -> None:
    from cairn import codebook
    from cairn.cli.store import summed
    from cairn.deriving.events import derive_events
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        numbers = held.review_all(rulings, by=by or getpass.getuser())
        done = summed(derive_events(held, codebook.load()))
    told = f"decision {numbers[0]}" if len(numbers) == 1 else f"decisions {numbers[0]} to {numbers[-1]}"
    err.print(f"{told}: {done}; `cairn undo --review {numbers[-1]}` takes {'it' if len(numbers) == 1 else 'the last'} back")


def _span(text: str) -> Anchor:
    report, _, offsets = text.partition(":")
    start, _, end = offsets.partition(":")
    if not (report and start.isdecimal() and end.isdecimal()):
        raise SettingError(f"--span {text}: expected REPORT:START:END, such as 3fa31164:57:67")
    return Anchor(report, int(start), int(end))


def _quoted(held: "Record", reports: Sequence[str], words: str) -> Anchor:
    """Where words stand in one of an event's reports: the first place in the first report that has them."""
    for report in reports:
        at = held.report(report).text.find(words) if words.strip() else -1
        if at >= 0:
            return Anchor(report, at, at + len(words))
    raise SettingError(f"--quote {words!r} stands in none of the event's reports ({', '.join(report[:8] for report in reports)}); give the words as they are printed there")


