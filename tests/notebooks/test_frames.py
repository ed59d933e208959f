"""Answers as frames, and as what a notebook and a terminal show."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from cairn.errors import SettingError
from cairn.model import ActorKind, Event, Evidence, Participant, Person, Place, Role, WherePrecision
from cairn.notebook import Actors, Events, Table
from cairn.notebook.events import COLUMNS, SHOWN
from cairn.notebook.frames import Kind
from cairn.record import StoredActor
from tests.analysis.made_events import event

VICTIM = Participant(Role.VICTIM, "Jane Example", None, ActorKind.PERSON, "Jane Example")
GENERAL = Participant(Role.TARGET, "Omar General", None, ActorKind.PERSON, "Omar General")
PEOPLE = {"r1": (Person("Jane Example"), Person("Omar General", public=True))}


def with_persons() -> Event:
    made = event(1, who=(VICTIM, GENERAL))
    return replace(made, summary="A clash killed Jane Example.", evidence=(Evidence("participants[0]", 0, 12, "Jane Example", None, "r1"),))


EVENTS = Events((with_persons(), event(2, day=None, where=Place("Nowhere", None)), event(3)), PEOPLE)


def test_events_are_still_a_tuple() -> None:
    assert isinstance(EVENTS, tuple)
    assert tuple(EVENTS) == EVENTS
    assert [one.id for one in EVENTS] == ["e0001", "e0002", "e0003"]
    assert EVENTS[0].id == "e0001"
    assert (len(EVENTS), EVENTS[0] in EVENTS, bool(Events())) == (3, True, False)
    assert hash(EVENTS) == hash(tuple(EVENTS))


def test_a_part_of_the_events_is_a_frame_too_and_keeps_its_persons() -> None:
    part = EVENTS[:1]
    assert isinstance(part, Events)
    assert part.to_dicts()[0]["targets"] == "Omar General"


def test_pandas_has_a_type_for_every_column_and_keeps_the_unknown() -> None:
    pandas = pytest.importorskip("pandas")
    frame = EVENTS.to_pandas()
    assert list(frame.columns) == list(COLUMNS)
    assert (str(frame.dtypes["date_start"]), str(frame.dtypes["killed_best"]), str(frame.dtypes["main"])) == ("datetime64[s]", "Int64", "boolean")
    assert frame.loc[0, "date_start"] == pandas.Timestamp("2024-03-15")
    assert pandas.isna(frame.loc[1, "date_start"])
    assert frame["killed_best"].isna().all()


def test_polars_and_arrow_have_the_same_columns_and_values() -> None:
    pytest.importorskip("polars")
    pytest.importorskip("pyarrow")
    wanted = EVENTS.to_dicts()
    assert EVENTS.to_polars().to_dicts() == wanted
    assert EVENTS.to_arrow().to_pylist() == wanted


def test_geopandas_has_points_in_degrees_and_none_where_no_point_is_known() -> None:
    pytest.importorskip("geopandas")
    frame = EVENTS.to_geopandas()
    assert frame.crs == "EPSG:4326"
    assert (frame.geometry[0].x, frame.geometry[0].y) == (43.3, 33.4)
    assert frame.geometry[1] is None
    assert frame.loc[0, "place_precision"] == WherePrecision.EXACT


@pytest.mark.parametrize("make", ["to_pandas", "to_polars", "to_arrow", "to_geopandas"])
def test_no_events_are_an_empty_frame_with_all_columns(make: str) -> None:
    module = {"to_arrow": "pyarrow"}.get(make, make.removeprefix("to_"))
    pytest.importorskip(module)
    frame = getattr(Events(), make)()
    names = frame.column_names if make == "to_arrow" else list(frame.columns)
    assert names[: len(COLUMNS)] == list(COLUMNS)
    assert len(frame) == 0


def test_private_names_are_left_out_unless_they_are_asked_for() -> None:
    told = str(EVENTS.to_dicts()) + EVENTS._repr_html_() + shown(EVENTS)
    assert "Jane" not in told
    assert "Omar General" in told
    assert "Jane Example" in str(EVENTS.to_dicts(private_names=True))
    assert "Jane Example" in [p.name for p in EVENTS[0].participants]


def test_without_the_reports_persons_everybody_is_private() -> None:
    assert "Omar" not in str(Events(EVENTS).to_dicts())


@pytest.mark.parametrize(
    ("module", "make", "how"),
    [
        ("pandas", "to_pandas", "pip install pandas"), ("polars", "to_polars", "pip install polars"), ("pyarrow", "to_arrow", r'pip install "cairn\[export\]"'),
        ("geopandas", "to_geopandas", "pip install geopandas"),
    ],
)  # fmt: skip
def test_a_library_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch, module: str, make: str, how: str) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(SettingError, match=f"{make} needs {module}, which is not installed: {how}"):
        getattr(EVENTS, make)()


def table(**cells: Any) -> Table[str]:
    kinds: Mapping[type, Kind] = {str: Kind.TEXT, int: Kind.WHOLE, float: Kind.NUMBER, date: Kind.DAY, bool: Kind.TRUTH}
    return Table("value", {name: kinds[type(cell)] for name, cell in cells.items()}, [cells], ["a <note> [bold]"])


def shown(value: object) -> str:
    console = Console(width=250, file=StringIO())
    with console.capture() as captured:
        console.print(value)
    return captured.get()


def test_html_is_escaped() -> None:
    html = table(name='<script>alert(1)</script> & "x"', number=3)._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;" in html
    assert "a &lt;note&gt; [bold]" in html


def test_the_terminal_shows_markup_as_it_stands() -> None:
    found = shown(table(name="[red]not red[/red]", day=date(2024, 3, 1), share=0.25, sure=True))
    assert "[red]not red[/red]" in found
    assert "2024-03-01" in found
    assert "a <note> [bold]" in found


def test_only_the_first_rows_are_shown_and_the_rest_is_told() -> None:
    many = Events(event(n) for n in range(30))
    assert many._repr_html_().count("<tr>") == 21
    assert "and 10 more of 30 rows" in many._repr_html_()
    assert "and 10 more of 30 rows" in shown(many)


def test_what_is_shown_are_columns_that_there_are() -> None:
    assert set(SHOWN) <= set(COLUMNS)
    assert repr(EVENTS) == "3 events"


def test_a_table_is_a_sequence_of_rows() -> None:
    made = table(name="a", number=3)
    assert (len(made), made[0]["number"], [row["name"] for row in made], made.columns) == (1, 3, ["a"], ("name", "number"))
    assert repr(made) == "Table of 1 rows: name, number"
    with pytest.raises(SettingError, match="there is no plot of str"):
        made.plot()


def test_actors_leave_private_persons_out_of_frames() -> None:
    actors = Actors((StoredActor("Jane Example", None, ActorKind.PERSON, 3, 2, None, None, public=False), StoredActor("Taliban", "taliban", ActorKind.REBEL_GROUP, 1, 1, None, None, public=True)))
    assert [row["actor"] for row in actors.to_dicts()] == ["Taliban"]
    assert len(actors.to_dicts(private_names=True)) == len(actors) == 2
    assert "Jane" not in actors._repr_html_() + repr(actors)
