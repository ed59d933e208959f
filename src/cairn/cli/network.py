"""`cairn network`: who belongs to whom, who is allied with whom, who fights whom."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cairn.cli.options import DEFAULT_RECORD, Plot, RecordAt, Since, Until, wanted
from cairn.cli.tables import Format, as_csv
from cairn.errors import SettingError


class NetworkForm(StrEnum):
    """How a network is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    GRAPHML = "graphml"


def network(
    group: Annotated[str | None, typer.Argument(help="A group's id or name: only what is near it.", metavar="[GROUP]", show_default=False)] = None,
    record: RecordAt = DEFAULT_RECORD,
    form: Annotated[NetworkForm, typer.Option("--format", help="table or csv: its edges; json: one object of nodes and edges; graphml: for Gephi, igraph, NetworkX.")] = NetworkForm.TABLE,
    since: Since = None, until: Until = None,
    hops: Annotated[int, typer.Option(help="How many edges away from GROUP.", min=1, max=5)] = 1,
    to: Annotated[Path | None, typer.Option("--out", help="The file; standard output without it.", show_default=False)] = None, plot: Plot = None,
) -> None:  # fmt: skip
    """The ties between groups and forces over time: from the registry, from what reports say, and from events, kept apart."""
    from cairn.analysis.graphml import to_graphml, to_values
    from cairn.cli.answer import err, plain, show
    from cairn.cli.app import out
    from cairn.notebook import asking, views
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        found = asking.tied(held, wanted(since, until), group=group, hops=hops)
    table = views.network_table(found)
    if form in (NetworkForm.TABLE, NetworkForm.CSV) and to is None:
        show(table, form=Format(form), console=out, empty="no tie between actors", plot=plot)
        return
    if plot is not None:
        table.plot(plot)
    text = {
        NetworkForm.GRAPHML: lambda: to_graphml(found), NetworkForm.JSON: lambda: json.dumps(to_values(found), ensure_ascii=False) + "\n",
    }.get(form, lambda: as_csv([plain(row) for row in table], table.columns))()  # fmt: skip
    if to is None:
        print(text, end="")  # noqa: T201 - the command's output
        return
    try:
        to.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SettingError(f"--out {to}: can not be written ({error.strerror}); see that its folder is there and that you may write to it") from error
    err.print(f"{len(found.nodes)} actors and {len(found.edges)} edges written to {to}", markup=False)
