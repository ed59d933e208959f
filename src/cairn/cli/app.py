"""The command line: `cairn --help` lists the commands.

Exit codes: 0 all is well; 1 at least one report could not be used; 2 a setting, an argument or Cairn's own data is wrong; 3 the
record can not be used; 4 the record holds nothing by that id; 70 a fault of Cairn itself.
"""

import getpass
import json
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

import cairn
from cairn.cli import autonomy, count, forecast, gazetteer, leaders, network, registry, trend, users
from cairn.cli import review as review_commands
from cairn.cli.compare import compare
from cairn.cli.export import export
from cairn.cli.filters import choosing
from cairn.cli.importing import import_
from cairn.cli.options import DEFAULT_RECORD, Address, Form, PrivateNames, RecordAt, address_of
from cairn.cli.tables import EVENT_COLUMNS, FLAT_COLUMNS, Format, event_row, flat_row, show_rows
from cairn.errors import CairnError, RecordError, ReportError, SettingError

if TYPE_CHECKING:
    from cairn.cli.gather import Failed, Loading
    from cairn.record import EventFilter

app = typer.Typer(
    name="cairn", no_args_is_help=True, add_completion=False, rich_markup_mode="rich", pretty_exceptions_enable=False,
    help="Reads news reports of armed conflict and keeps a record of what happened, with the sentence that says so.",
    epilog="Exit codes: 0 well, 1 a report could not be used, 2 wrong setting or argument, 3 the record can not be used, 4 no such id.",
)  # fmt: skip

app.add_typer(gazetteer.app, name="gazetteer")
app.add_typer(registry.app, name="registry")
app.add_typer(users.app, name="users")
app.add_typer(review_commands.app, name="review")
for command in (count.count, trend.trend, leaders.leaders, network.network, autonomy.autonomy, forecast.forecast):
    app.command()(command)

#: Columns of a table that goes to a file or a pipe, where no window sets them.
WIDE = 170
err = Console(stderr=True, highlight=False)
out = Console(highlight=False, width=None if sys.stdout.isatty() else WIDE)

Inputs = Annotated[list[str], typer.Argument(help="Files (text, HTML, PDF, WARC), folders, URLs, or - for standard input.", metavar="INPUT...", show_default=False)]
Published = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Date of publication, where the report does not state it.", show_default=False)]
Publisher = Annotated[str | None, typer.Option(help="Who published the reports.", show_default=False)]
Title = Annotated[str | None, typer.Option(help="The report's title.", show_default=False)]
Language = Annotated[str | None, typer.Option(help="Language of the reports, ISO 639-1.", show_default=False)]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Fetch URLs that lead to private or local addresses too.")]
MaxBytes = Annotated[int, typer.Option(help="Largest report, in bytes.", min=1)]
DEFAULT_MAX = 20_000_000


def _loading(published: datetime | None, publisher: str | None, title: str | None, language: str | None, *, allow_private: bool, max_bytes: int) -> "Loading":
    from cairn.cli.gather import Loading
    from cairn.reports import Fetcher, ReportMeta

    if published is not None and published.date() > date.today():  # noqa: DTZ011 - a calendar day
        raise SettingError(f"--published {published.date()}: expected a day that is not in the future")
    meta = ReportMeta(title, publisher, published.date() if published else None, language)
    return Loading(meta, Fetcher(allow_private=allow_private, max_bytes=max_bytes), max_bytes)


@app.command()
def code(
    inputs: Inputs, published: Published = None, publisher: Publisher = None, title: Title = None, language: Language = None,
    form: Annotated[Format, typer.Option("--format", help="json: one object a report; table: its events.")] = Format.JSON,
    allow_private: AllowPrivate = False, max_bytes: MaxBytes = DEFAULT_MAX,
    out_folder: Annotated[Path | None, typer.Option("--out", help="Write Parquet by month into this folder instead; a run that stopped goes on.", show_default=False)] = None,
    engine: Annotated[str, typer.Option(help="With --out: local, processes, dask or ray.")] = "local",
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; by default one a processor.", show_default=False)] = None,
    scheduler: Annotated[str | None, typer.Option(help="A running scheduler of dask, tcp://HOST:PORT, or cluster of Ray, HOST:PORT.", show_default=False)] = None,
    shard_reports: Annotated[int, typer.Option(min=1, help="Reports in one shard, about as many of a table or an archive.")] = 500,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would take, from a few reports.")] = False,
    price: Annotated[float, typer.Option(min=0, help="With --dry-run: what an hour of one core costs.")] = 0.05,
    device: Annotated[str, typer.Option(help="What the reader's network runs on: cpu, or cuda for a GPU.", envvar="CAIRN_DEVICE")] = "cpu",
) -> None:  # fmt: skip
    """Read reports and print what they say: one JSON object a line, one for each report."""
    failures: list[str] = []
    if out_folder is not None or engine != "local" or dry_run:
        from cairn.cli import engine as at_scale

        loading = _loading(published, publisher, title, language, allow_private=allow_private, max_bytes=max_bytes)
        where = at_scale.Where(out_folder, engine, workers, scheduler, shard_reports, allow_private, dry_run, price, device)
        done = at_scale.code_shards(inputs, where, loading, failed=_failed(failures), console=err)
        if done is not None:
            err.print(f"{done.reports:,} reports, {done.events:,} events, {done.failed:,} failed (see {out_folder}/failed); {done.done} of {done.shards} shards")
            if done.lost:
                err.print("run the same command again for the shards that were lost", style="yellow")
        if failures or (done is not None and (done.lost or done.failed)):
            raise typer.Exit(ReportError.exit_code)
        return
    from cairn.cli.gather import gather
    from cairn.contract import to_json
    from cairn.pipeline import Pipeline
    from cairn.publishing.privacy import coding_without_names
    from cairn.reading import device_of

    loading = _loading(published, publisher, title, language, allow_private=allow_private, max_bytes=max_bytes)
    for coded in gather(inputs, pipeline=Pipeline.default(device=device_of(device)), loading=loading, failed=_failed(failures), console=err):
        if form is Format.JSON:
            print(to_json(coded.coding), flush=True)
        elif form is Format.CSV:
            show_rows([flat_row(e) for e in coding_without_names(coded.coding).events], FLAT_COLUMNS, form=form, console=out, empty="")
        else:
            out.print(f"[bold]{coded.report.title or coded.report.source or coded.report.id[:8]}[/bold]")
            show_rows([event_row(e) for e in coded.coding.events], EVENT_COLUMNS, form=form, console=out, empty="no event of the codebook")
            for problem in coded.coding.problems:
                out.print(f"[dim]  {problem.stage}: {problem.message}[/dim]", markup=True)
    _end(failures)


@app.command()
def add(
    inputs: Inputs, record: RecordAt = DEFAULT_RECORD, published: Published = None, publisher: Publisher = None, title: Title = None,
    language: Language = None, allow_private: AllowPrivate = False, max_bytes: MaxBytes = DEFAULT_MAX,
) -> None:  # fmt: skip
    """Read reports into the record. A report that is there already is not read again; an interrupted run goes on."""
    from cairn.cli.store import store

    failures: list[str] = []
    loading = _loading(published, publisher, title, language, allow_private=allow_private, max_bytes=max_bytes)
    done = store(inputs, record=record, loading=loading, failed=_failed(failures), console=err)
    err.print(done)
    _end(failures)


@app.command()
def load(folder: Annotated[Path, typer.Argument(help="A folder that `cairn code --out` wrote.")], record: RecordAt = DEFAULT_RECORD) -> None:
    """Put reports that `cairn code --out` has coded into the record."""
    from cairn.cli import engine as at_scale

    failures: list[str] = []
    err.print(at_scale.load(folder, record, failed=_failed(failures), console=err))
    _end(failures)


@app.command()
def consolidate(
    folder: Annotated[Path, typer.Argument(help="A folder that `cairn code --out` wrote.")],
    out_folder: Annotated[Path | None, typer.Option("--out", help="Write the events into this folder; by default beside the reports.", show_default=False)] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; by default one a processor.", show_default=False)] = None,
) -> None:  # fmt: skip
    """Write the events of reports that `cairn code --out` has coded, as Parquet by month: those that the record would derive."""
    from cairn.cli import engine as at_scale

    err.print(at_scale.consolidate(folder, out_folder, workers, console=err))


@app.command()
@choosing()
def events(wanted: "EventFilter", record: RecordAt = DEFAULT_RECORD, form: Form = Format.TABLE, *, private_names: PrivateNames = False) -> None:
    """List the events of the record."""
    from cairn.contract import to_plain
    from cairn.deriving.names import events_without_names
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        found = held.events(wanted)
        if not private_names:
            found = events_without_names(held, found)
    if form is Format.TABLE:
        show_rows([event_row(e) for e in found], EVENT_COLUMNS, form=form, console=out, empty="no such events in the record")
    elif form is Format.CSV:
        show_rows([flat_row(e) for e in found], FLAT_COLUMNS, form=form, console=out, empty="")
    else:
        for event in found:
            print(json.dumps(to_plain(event), ensure_ascii=False))


app.command()(export)
app.command("import")(import_)
app.command()(compare)


@app.command()
def show(
    event: Annotated[str, typer.Argument(help="An event's id, or the beginning of it.")], record: RecordAt = DEFAULT_RECORD, form: Form = Format.TABLE,
    estimate: Annotated[list[str] | None, typer.Option("--estimate", help="Casualties by a policy instead: ucdp, acled, gtd, range or all.", show_default=False)] = None,
) -> None:  # fmt: skip
    """Show one event: what Cairn holds, and for every value the words that say so."""
    if estimate:
        from cairn.cli.estimates import show_estimates

        show_estimates(event, estimate, record=record, form=form, console=out)
        return
    from cairn.cli.page import show_event, source_label
    from cairn.contract import to_plain
    from cairn.deriving.names import events_without_names
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        found = held.event(event)
        if form is Format.CSV:
            (found,) = events_without_names(held, [found])
        stored = {report: held.report(report) for report in dict.fromkeys((*found.reports, *(e.report for e in found.evidence if e.report)))}
    if form is Format.TABLE:
        sources = {i: source_label(r.head.publisher, r.head.title, r.head.published) for i, r in stored.items()}
        show_event(found, {i: r.text for i, r in stored.items()}, sources, out)
    elif form is Format.JSON:
        print(json.dumps(to_plain(found), ensure_ascii=False))
    else:
        show_rows([flat_row(found)], FLAT_COLUMNS, form=form, console=out, empty="")


By = Annotated[str, typer.Option("--by", help="Who decides.", envvar="CAIRN_REVIEWER", show_default="your user name")]
Why = Annotated[str | None, typer.Option("--reason", help="Why.", show_default=False)]
OneEvent = Annotated[str, typer.Argument(help="An event's id, or the beginning of it.", metavar="EVENT")]


@app.command()
def why(
    event: OneEvent, record: RecordAt = DEFAULT_RECORD, *, links: Annotated[bool, typer.Option("--links", help="Also for its places and actors.")] = False,
) -> None:  # fmt: skip
    """Say why these accounts are one event, and why others like it are not."""
    from cairn.cli.why import why as tell

    tell(event, record=record, console=out, links=links)


@app.command()
def merge(
    events: Annotated[list[str], typer.Argument(help="Two events or more, by id.", metavar="EVENT EVENT...")], record: RecordAt = DEFAULT_RECORD,
    by: By = "", reason: Why = None, *, unsure: Annotated[bool, typer.Option("--unsure", help="Only note that it can not be told.")] = False,
) -> None:  # fmt: skip
    """Decide that events are one. It holds for all later reports, and can be undone."""
    from cairn.cli import judge

    decide = judge.unsure if unsure else judge.merge
    err.print(decide(events, record=record, by=by or getpass.getuser(), reason=reason))


@app.command()
def split(
    event: OneEvent, reports: Annotated[list[str], typer.Argument(help="The reports that tell of another event, by id.", metavar="REPORT...")],
    record: RecordAt = DEFAULT_RECORD, by: By = "", reason: Why = None,
) -> None:  # fmt: skip
    """Decide that some reports tell of another event. It holds for all later reports, and can be undone."""
    from cairn.cli import judge

    err.print(judge.split(event, reports, record=record, by=by or getpass.getuser(), reason=reason))


@app.command()
def undo(
    number: Annotated[int | None, typer.Argument(help="A judgement's number; without one the last judgement that stands, or your last decision if that came later.", show_default=False)] = None,
    record: RecordAt = DEFAULT_RECORD, by: By = "", *, reviewed: Annotated[bool, typer.Option("--review", help="A decision about an event, as `cairn reviews` numbers them.")] = False,
) -> None:  # fmt: skip
    """Take back a judgement, or with --review a decision about an event."""
    from cairn.cli import judge, review

    who = by or getpass.getuser()
    taken_back = review.undo if reviewed or (number is None and review.decided_last(record, by=who)) else judge.undo
    err.print(taken_back(number, record=record, by=who))


@app.command()
def reviews(
    record: RecordAt = DEFAULT_RECORD, form: Form = Format.TABLE,
    event: Annotated[str | None, typer.Option(help="Only those about this event.", show_default=False)] = None,
    by: Annotated[str | None, typer.Option("--by", help="Only this person's.", show_default=False)] = None,
    after: Annotated[int, typer.Option(help="Only what came after this number.", min=0)] = 0,
) -> None:  # fmt: skip
    """List what reviewers decided about events, with what was undone."""
    from cairn.cli.tables import REVIEW_COLUMNS, review_row
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        found = held.reviews(event, after=after, by=by)
    show_rows([review_row(r) for r in found], REVIEW_COLUMNS, form=form, console=out, empty="nobody has reviewed anything")


@app.command()
def judgements(record: RecordAt = DEFAULT_RECORD, form: Form = Format.TABLE) -> None:
    """List what people decided, with what was undone."""
    from cairn.cli.tables import JUDGEMENT_COLUMNS, judgement_row
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        found = held.judgements()
    show_rows([judgement_row(j) for j in found], JUDGEMENT_COLUMNS, form=form, console=out, empty="nobody has judged anything")


@app.command()
def history(event: OneEvent, record: RecordAt = DEFAULT_RECORD, form: Form = Format.TABLE) -> None:
    """Show what became of one event: what changed, when, why and by whom."""
    from cairn.cli.tables import CHANGE_COLUMNS, change_row
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        found = held.history(event)
    show_rows([change_row(c, whole=form is Format.JSON) for c in found], CHANGE_COLUMNS, form=form, console=out, empty="nothing")


@app.command()
def changes(
    record: RecordAt = DEFAULT_RECORD, form: Form = Format.TABLE,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="A moment, UTC.", show_default=False)] = None,
    after: Annotated[int, typer.Option(help="Only what came after this number.", min=0)] = 0,
    limit: Annotated[int | None, typer.Option(help="At most so many.", min=1, show_default=False)] = None,
) -> None:  # fmt: skip
    """List what changed in the record: events that came, changed, merged, were split off, or went."""
    from cairn.cli.tables import CHANGE_COLUMNS, change_row
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        found = held.changes(after=after, since=since and since.replace(tzinfo=UTC), limit=limit)
    show_rows([change_row(c, whole=form is Format.JSON) for c in found], CHANGE_COLUMNS, form=form, console=out, empty="nothing has changed")


@app.command()
def totals(record: RecordAt = DEFAULT_RECORD, form: Form = Format.TABLE) -> None:
    """List what reports claim in numbers beside the record's own count of the same, with the gap and what could explain it."""
    from cairn.cli.tables import TOTAL_COLUMNS, total_row
    from cairn.cli.totals import totals as reconciled

    rows = [total_row(found, head) for found, head in reconciled(record)]
    show_rows(rows, TOTAL_COLUMNS, form=form, console=out, empty="no report of the record claims a number over many events")


@app.command()
def derive(record: RecordAt = DEFAULT_RECORD, *, everything: Annotated[bool, typer.Option("--all", help="All events, not only what waits.")] = False) -> None:
    """Work the events out again from what the reports say."""
    from cairn import codebook
    from cairn.cli.store import summed
    from cairn.deriving.events import derive_events
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        if everything:
            held.reconsider(why="all events were asked for", by=getpass.getuser())
        err.print(f"events: {summed(derive_events(held, codebook.load()))}")


@app.command()
def verify(record: RecordAt = DEFAULT_RECORD) -> None:
    """Check that every text has its hash, every quote stands where it says, and every event is what its accounts give."""
    from cairn.cli.verify import verify as check

    found = check(record, console=err)
    for fault in found:
        print(fault)
    if found:
        raise typer.Exit(RecordError.exit_code)
    err.print(f"{record} holds together")


@app.command()
def backup(copy: Annotated[Path, typer.Argument(help="Where the copy goes; no file may be there.")], record: RecordAt = DEFAULT_RECORD) -> None:
    """Write a whole copy of the record, also while others write to it."""
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        held.backup(copy)
    err.print(f"{copy} is a copy of {record}")


@app.command()
def restore(copy: Annotated[Path, typer.Argument(help="A copy that `cairn backup` wrote.")], record: RecordAt = DEFAULT_RECORD) -> None:
    """Make a record of a copy; an existing record is never overwritten."""
    from cairn.record import restore as restored

    restored(copy, record)
    err.print(f"{record} is what {copy} was")


@app.command()
def reports(record: RecordAt = DEFAULT_RECORD, form: Form = Format.TABLE, *, failed: Annotated[bool, typer.Option("--failed", help="What could not be read, and why.")] = False) -> None:
    """List the reports of the record, or what could not be read."""
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        heads, failures = held.reports(), held.failures()
    if failed:
        told: list[dict[str, object]] = [{"source": f.source, "error": f.error, "message": f.message, "when": f.failed_at.isoformat(timespec="seconds")} for f in failures]
        show_rows(told, ("source", "error", "message", "when"), form=form, console=out, empty="everything could be read")
        return
    rows: list[dict[str, object]] = [
        {"report": h.id if form is not Format.TABLE else h.id[:8], "published": h.published and str(h.published), "publisher": h.publisher, "title": h.title,
         "language": h.language, "relevant": "yes" if h.relevant else "no", "url": h.url, "source": h.source}
        for h in heads
    ]  # fmt: skip
    columns = ("report", "published", "publisher", "title", "language", "relevant") + (() if form is Format.TABLE else ("url", "source"))
    show_rows(rows, columns, form=form, console=out, empty="no reports in the record")


@app.command()
def watch(
    config: Annotated[Path, typer.Argument(help="A YAML file that names feeds, sitemaps and folders; docs/watch.md has an example.", metavar="CONFIG.yaml")],
    record: RecordAt = DEFAULT_RECORD, *, once: Annotated[bool, typer.Option("--once", help="One round of all sources, whatever their schedule; then end.")] = False,
    keep_warc: Annotated[Path | None, typer.Option("--keep-warc", metavar="DIR", help="Keep every fetched page in WARC files of a folder.", show_default=False)] = None,
) -> None:  # fmt: skip
    """Follow feeds, sitemaps and folders: read what is new or has changed, and tell who asked for it."""
    from cairn.cli.watch import watch as follow

    if follow(config, record=record, once=once, keep_warc=keep_warc, console=err):
        raise typer.Exit(ReportError.exit_code)


@app.command()
def runs(
    number: Annotated[int | None, typer.Argument(help="A run, for what was fetched in it.", show_default=False)] = None, record: RecordAt = DEFAULT_RECORD,
    form: Form = Format.TABLE, *, failed: Annotated[bool, typer.Option("--failed", help="Only what failed.")] = False,
) -> None:  # fmt: skip
    """List the runs of `cairn watch`, or what was fetched in one, when, with what outcome and hash."""
    from cairn.cli import watch as watching
    from cairn.record import Record

    if number is not None:
        rows = [watching.visit_row(visit, whole=form is not Format.TABLE) for visit in watching.visits(record, number, failed=failed)]
        columns = watching.VISIT_COLUMNS + (() if form is Format.TABLE else ("source", "sha256"))
        show_rows(rows, columns, form=form, console=out, empty="nothing was fetched that is not as before")
        return
    with Record.open(record, create=False) as held:
        found = held.watched.runs()
    show_rows([watching.run_row(run) for run in found], watching.RUN_COLUMNS, form=form, console=out, empty="nothing was watched yet")


@app.command()
def versions(page: Annotated[str, typer.Argument(help="A page's address, or a report's id or the beginning of it.", metavar="REPORT|URL")], record: RecordAt = DEFAULT_RECORD, form: Form = Format.TABLE) -> None:
    """Show the versions of a watched page, and what changed from one to the next."""
    from cairn.cli import watch as watching
    from cairn.record import Record

    if form is Format.TABLE:
        watching.show_versions(page, record=record, console=out)
        return
    with Record.open(record, create=False) as held:
        _, found = held.watched.versions(page)
    show_rows([watching.version_row(version) for version in found], watching.VERSION_COLUMNS, form=form, console=out, empty="")


@app.command()
def actors(record: RecordAt = DEFAULT_RECORD, form: Form = Format.TABLE, *, private_names: Annotated[bool, typer.Option("--private-names", help="With persons who hold no office.")] = False) -> None:
    """List the actors of the record, those of the most events first."""
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        found = [a for a in held.actors() if a.public or private_names]
    rows = [
        {"actor": a.name, "id": a.id, "kind": str(a.kind), "events": a.events, "reports": a.reports, "first": a.first and str(a.first), "last": a.last and str(a.last)}
        for a in found
    ]  # fmt: skip
    show_rows(rows, ("actor", "id", "kind", "events", "reports", "first", "last"), form=form, console=out, empty="no actors in the record")


@app.command()
def codebook(entry: Annotated[str | None, typer.Argument(help="An event type, qualifier or scale.", show_default=False)] = None) -> None:
    """Print the codebook, or one entry of it."""
    from cairn.codebook import describe, load

    print(describe(load(), entry))


@app.command()
def schema() -> None:
    """Print the JSON Schema of what `cairn code` prints."""
    from cairn.codebook import load
    from cairn.contract import schema_text

    print(schema_text(load()))


@app.command()
def serve(
    record: Annotated[Address, typer.Argument(parser=address_of, metavar="RECORD", help="The record: a file, or postgresql://...", envvar=["CAIRN_DATABASE_URL", "CAIRN_RECORD"])] = DEFAULT_RECORD,
    record_option: Annotated[Address | None, typer.Option("--record", parser=address_of, metavar="FILE|URL", help="The same, as the other commands take it.", show_default=False)] = None,
    host: Annotated[str, typer.Option(help="The address to listen at; any but this machine's own lets others in.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 for any that is free.", min=0, max=65535)] = 8137, *,
    browser: Annotated[bool, typer.Option("--open", help="Open the browser.")] = False,
    users: Annotated[bool | None, typer.Option("--users/--no-users", help="Whether one has to log in.", show_default="if the record has users")] = None,
    tiles: Annotated[str | None, typer.Option(help="Address of map tiles with {z}, {x} and {y}; without it the map needs no network.", show_default=False)] = None,
    allow_host: Annotated[list[str], typer.Option(help="A further name that browsers may ask for, such as that of a proxy.", show_default=False)] = [],  # noqa: B006 - typer copies it
    https: Annotated[bool, typer.Option("--https", help="A proxy before it speaks HTTPS: cookies are sent over nothing else.")] = False,
) -> None:  # fmt: skip
    """Open the record in the browser: see it, check it, correct it."""
    from cairn.cli.serve import serve as run

    run(record_option or record, host=host, port=port, browser=browser, users=users, tiles=tiles, allow=allow_host, https=https, console=err)


@app.command()
def demo(record: Annotated[Path, typer.Option("--record", help="Where the example record goes.")] = Path("cairn-examples.sqlite")) -> None:
    """Read the bundled example reports and show what Cairn makes of them."""
    from cairn.cli.demo import run

    run(record, out=out, err=err)


@app.callback(invoke_without_command=True)
def _main(*, version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        print(cairn.__version__)
        raise typer.Exit


def _failed(failures: list[str]) -> "Failed":
    def told(source: str, error: ReportError) -> None:
        failures.append(source)
        message = str(error)
        err.print(message if message.startswith(source) else f"{source}: {message}", style="red", markup=False)

    return told


def _end(failures: list[str]) -> None:
    if failures:
        err.print(f"{len(failures)} input{'s' if len(failures) != 1 else ''} could not be used; the rest was read", style="yellow")
        raise typer.Exit(ReportError.exit_code)


def main() -> None:
    """The program: an error of Cairn's becomes one line and its exit code."""
    try:
        app()
    except CairnError as error:
        err.print(str(error), style="red", markup=False)
        sys.exit(error.exit_code)
    except ValueError as error:
        err.print(str(error), style="red", markup=False)
        sys.exit(SettingError.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)

