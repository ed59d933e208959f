"""Plots."""

import sys
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from cairn import codebook
from cairn.analysis import Edge, Network, Node, Origin, Source, Tenure, Unit, count, forecast, succession, trend_of
from cairn.analysis.periods import ahead
from cairn.analysis.plot import plot
from cairn.errors import SettingError
from cairn.model import ActorKind, Period

from .made_events import event, series_of, whole

PAGE = Source(Origin.REGISTRY, "https://example.org", checked=True)
FALLEN = [10, 9, 11, 10, 12, 9, 10, 11, 9, 10, 2, 3, 1, 2, 3, 2, 2, 1, 2, 3]


@cache
def values() -> dict[str, object]:
    series = series_of([3] * 30, unknown=2)
    months = ahead(series.rows[-1].stretch, Unit.MONTH, 3)
    foreseen = SimpleNamespace(area="IQ/Al $Anbar$", series=series, ahead=forecast([3] * 28, months), because=None)
    tenures = [Tenure("Abu $A$", (), None, date(2010, 1, 1), date(2012, 1, 1), "killed", PAGE), Tenure("B", (), None, date(2013, 1, 1), None, "current", PAGE)]
    edges = (Edge("affiliate_of", "a", "b", "registry"), Edge("fought", "a", "b", "events"), Edge("allied_with", "b", "a", "report"))
    nodes = (Node("a", "A_{$x$}", ActorKind.REBEL_GROUP, registered=True), Node("b", "b", ActorKind.UNKNOWN, registered=False))
    return {
        "counts": count([event(1), event(2, kind="attack")], ["type"], codebook.load(), whole=whole),
        "months": count([event(n, day=date(2020 + n // 12, n % 12 + 1, 1)) for n in range(40)], ["month"], codebook.load(), whole=whole),
        "trend": trend_of(series_of(FALLEN, unknown=1)), "trend of nothing": trend_of(series_of([1, 2], unknown=1)),
        "forecast": (foreseen,), "leaders": succession("The $Group$", None, tenures, [], same=lambda _a, _b: False), "network": Network(nodes, edges, Period()),
        "empty network": Network((), (), Period()),
    }  # fmt: skip


@pytest.mark.parametrize("name", values())
def test_each_result_is_drawn_as_png_and_svg(name: str, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    pytest.importorskip("networkx")
    for ending, magic in ((".png", b"\x89PNG"), (".svg", b"<?xml")):
        file = tmp_path / f"plot{ending}"
        plot(values()[name], file)
        assert file.read_bytes().startswith(magic)


def test_the_same_result_gives_the_same_file(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    for name in ("a.svg", "b.svg"):
        plot(values()["trend"], tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_another_ending_and_a_value_without_a_plot_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"ends in \.png or \.svg"):
        plot(values()["counts"], tmp_path / "plot.pdf")
    with pytest.raises(SettingError, match="there is no plot of str"):
        plot("text")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    with pytest.raises(SettingError, match="can not be written"):
        plot(values()["counts"], tmp_path / "absent" / "plot.png")


def test_nothing_to_draw_says_why() -> None:
    pytest.importorskip("matplotlib")
    with pytest.raises(SettingError, match="no dated leader of Nobody"):
        plot(succession("Nobody", None, [], [], same=lambda _a, _b: False))
    with pytest.raises(SettingError, match="too short"):
        plot((SimpleNamespace(area="IQ", ahead=(), because="too short"),))


def test_without_matplotlib_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(SettingError, match=r'a plot needs matplotlib, which is not installed: pip install "cairn\[analysis\]"'):
        plot(values()["counts"])


def test_bars_are_limited_to_the_largest_or_the_latest() -> None:
    pytest.importorskip("matplotlib")
    drawn = plot(values()["months"])
    labels = [label.get_text() for label in drawn.figure.axes[0].get_yticklabels()]
    assert (len(labels), labels[-1]) == (30, "2023-04")




def test_a_notebook_shows_a_plot() -> None:
    pytest.importorskip("matplotlib")
    assert plot(values()["counts"])._repr_png_().startswith(b"\x89PNG")
