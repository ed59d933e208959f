"""`cairn registry`: actors out of the registry, and into the user's own, which stands over ours."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console


class Form(StrEnum):
    """The formats."""

    FTM = "ftm"
    CSV = "csv"
    UCDP = "ucdp"


app = typer.Typer(no_args_is_help=True, help="Export the registry of actors, or import actors into your own.")
err = Console(stderr=True, highlight=False)

Folder = Annotated[
    Path | None, typer.Option("--registry", help="Your registry's folder of YAML files.", envvar="CAIRN_REGISTRY", show_default="in your data folder")
]


@app.command("export")
def export(
    form: Annotated[Form, typer.Option("--format", help="ftm: FollowTheMoney JSON lines; csv: one row an actor.")] = Form.FTM,
    out: Annotated[Path | None, typer.Option("--out", help="The file; standard output without it.", show_default=False)] = None,
    folder: Folder = None,
) -> None:
    """Write all actors with their names, years, relations, leaders and sources."""
    from cairn.linking.who.exchange import held
    from cairn.linking.who.exchange_csv import to_csv
    from cairn.linking.who.exchange_ftm import to_ftm
    from cairn.linking.who.user import user_folder

    if form is Form.UCDP:
        raise typer.BadParameter("ucdp is read only; expected ftm or csv", param_hint="--format")
    actors = held(folder or user_folder())
    text = to_csv(actors) if form is Form.CSV else "".join(f"{line}\n" for line in to_ftm(actors))
    if out is None:
        sys.stdout.write(text)
        return
    out.write_text(text, encoding="utf-8")
    err.print(f"{len(actors)} actors written to {out}", markup=False)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="The file.", exists=True, dir_okay=False)],
    form: Annotated[Form, typer.Option("--format", help="ftm, csv, or ucdp: UCDP's actor list.")],
    folder: Folder = None,
) -> None:
    """Read actors into your registry. A row of an id that Cairn has replaces Cairn's; on a fault nothing is written."""
    from cairn.linking.who.exchange import load_into
    from cairn.linking.who.exchange_csv import from_csv
    from cairn.linking.who.exchange_ftm import from_ftm
    from cairn.linking.who.exchange_ucdp import from_ucdp
    from cairn.linking.who.user import user_folder

    read = {Form.CSV: from_csv, Form.FTM: from_ftm, Form.UCDP: from_ucdp}[form]
    target, taken = load_into(file, form=form, folder=folder or user_folder(), read=read)
    for passed in taken.passed:
        err.print(f"{file}, {passed}: passed over", style="yellow", markup=False)
    err.print(f"{len(taken.rows)} actors in {target}, {len(taken.codes)} more matched with actors that are there", markup=False)
