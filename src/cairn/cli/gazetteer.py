"""The commands about the gazetteer: what is installed, and the user's own GeoNames dump beside it."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from cairn.cli.tables import Format, show_rows

if TYPE_CHECKING:
    from cairn.linking.where.importing import Outcome

app = typer.Typer(no_args_is_help=True, help="Places: what came with the install, and GeoNames dumps of your own.")

#: "CAIRN_GAZETTEER" is `imported.SETTING`, written out so that --help loads no gazetteer.
Store = Annotated[Path | None, typer.Option("--store", help="The store of imported places, where it is not the usual one.", envvar="CAIRN_GAZETTEER", show_default=False)]
Files = Annotated[list[Path], typer.Argument(help="Files of a GeoNames dump, zipped or not: IQ.zip, allCountries.zip, alternateNamesV2.zip.", metavar="FILE...", show_default=False)]
MILLION = 1_000_000


@app.command("import")
def import_(files: Files, store: Store = None) -> None:
    """Read a GeoNames dump (https://download.geonames.org/export/dump/) into the store of places, in place of what it held.

    Give all files in one command. From then on every command uses these places beside those of the install.
    """
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from cairn.linking.where.imported import LICENCE, standard_path
    from cairn.linking.where.importing import import_dump

    err = Console(stderr=True, highlight=False)
    with Progress(TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn(), console=err, transient=True) as bar:
        tasks: dict[str, Any] = {}

        def told(what: str, done: int, size: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=size or None)
            bar.update(tasks[what], completed=done)

        outcome = import_dump(files, store=store or standard_path(), progress=told)
    for line in _told(outcome):
        err.print(line, markup=False, soft_wrap=True)
    err.print(f"Licence: {LICENCE}", markup=False, soft_wrap=True)


def _told(outcome: "Outcome") -> list[str]:
    lines = [
        f"{source.name}: {source.lines:,} lines, {source.kept:,} kept, {source.left_out:,} of features or languages that Cairn leaves out"
        + (f", {source.malformed:,} malformed" if source.malformed else "")
        for source in outcome.sources
    ]
    if outcome.refused:
        lines.append(f"malformed lines were passed over and stand, with the reason for each, in {outcome.refused}")
    return [*lines, f"{outcome.places:,} places under {outcome.names:,} names in {outcome.store} ({outcome.seconds:.0f} s)"]


@app.command()
def info(store: Store = None, form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE) -> None:
    """Show which gazetteers are installed, what they hold, and their licences."""
    from cairn.linking.where.imported import LICENCE, VERSION, Imported, standard_path

    rows = _installed_rows()
    chosen = store or standard_path()
    if chosen.exists():
        held = Imported(chosen).contents()
        rows += _rows(
            "imported", file=chosen, made=held.made, version=VERSION, megabytes=round(held.bytes / MILLION), places=held.places, names=held.names,
            kinds=", ".join(f"{kind} {count:,}" for kind, count in held.kinds.items()),
            files=", ".join(f"{s.name} ({s.kept:,} of {s.lines:,} lines, {s.malformed:,} malformed)" for s in held.sources), licence=LICENCE,
        )  # fmt: skip
    else:
        rows += _rows("imported", file=chosen, places=0, note="nothing imported: `cairn gazetteer import FILE...` reads a GeoNames dump")
    show_rows(rows, ("gazetteer", "what", "value"), form=form, console=Console(highlight=False), empty="")


def _installed_rows() -> list[dict[str, Any]]:
    from cairn.linking.where.gazetteer import INSTALLED, Gazetteer
    from cairn.linking.where.names import VERSION

    Gazetteer.open(alone=True).country("IQ")  # tells what is wrong, where something is
    with sqlite3.connect(f"{INSTALLED.as_uri()}?mode=ro&immutable=1", uri=True) as connection:
        kinds = connection.execute("SELECT kind, count(*) FROM place GROUP BY kind ORDER BY 2 DESC").fetchall()
        (names,) = connection.execute("SELECT count(*) FROM name").fetchone()
    connection.close()
    return _rows(
        "installed", file=INSTALLED, version=VERSION, megabytes=round(INSTALLED.stat().st_size / MILLION), places=sum(n for _, n in kinds), names=names,
        kinds=", ".join(f"{kind} {count:,}" for kind, count in kinds),
        licence="towns: GeoNames (https://www.geonames.org), CC BY 4.0; divisions: Natural Earth, public domain; areas and sites: Cairn, Apache-2.0",
    )  # fmt: skip


def _rows(gazetteer: str, **values: object) -> list[dict[str, Any]]:
    return [
        {"gazetteer": gazetteer, "what": what, "value": f"{value:,}" if isinstance(value, int) and what != "version" else str(value)}
        for what, value in values.items()
    ]


@app.command()
def remove(
    store: Store = None, *, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False
) -> None:
    """Delete the imported places. Those of the install stay."""
    from cairn.linking.where.imported import standard_path
    from cairn.linking.where.importing import remove as delete

    chosen = store or standard_path()
    if chosen.exists() and not yes:
        typer.confirm(f"Delete {chosen}?", abort=True)
    gone = delete(chosen)
    Console(stderr=True, highlight=False).print(f"deleted {chosen}" if gone else f"nothing imported at {chosen}", markup=False, soft_wrap=True)
