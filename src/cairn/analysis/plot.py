"""Plots as PNG or SVG, with their intervals, in colours that the colour-blind can tell apart (Okabe and Ito 2008) and in shapes that need no colour."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from cairn.analysis.counting import Counted
from cairn.analysis.extras import needed
from cairn.analysis.forecast import Ahead
from cairn.analysis.leaders import Succession
from cairn.analysis.network import EVENTS, Network
from cairn.analysis.periods import Unit
from cairn.analysis.series import Counting, Cover
from cairn.analysis.trend import Trend
from cairn.errors import SettingError

BLUE, ORANGE, GREEN, RED, GREY, INK = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#8A8A8A", "#222222"
ENDINGS: Final = (".png", ".svg")
#: Bars, areas and leaders that one plot shows at most.
MOST: Final = 30
AREAS: Final = 6
_STYLE: Final = {
    "font.size": 9, "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": GREY, "axes.titlesize": 10, "axes.titleweight": "bold",
    "axes.titlelocation": "left", "axes.labelcolor": INK, "text.color": INK, "xtick.color": INK, "ytick.color": INK, "legend.frameon": False,
    "svg.hashsalt": "cairn",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawn result: `figure` is Matplotlib's, for whoever wants to go on drawing. A notebook shows it."""

    figure: Any

    def _repr_png_(self) -> bytes:
        image = BytesIO()
        self.figure.savefig(image, format="png", dpi=90, metadata={"Software": None})
        return image.getvalue()


def plot(value: object, file: Path | None = None) -> Plot:
    """A plot of a result of the analysis, written to a file where one is given. Raises SettingError for another ending than .png and .svg, a
    result that has no plot, and where Matplotlib is not installed."""
    if file is not None and file.suffix.lower() not in ENDINGS:
        raise SettingError(f"--plot {file}: expected a file that ends in {' or '.join(ENDINGS)}")
    draw = _drawing(value)
    matplotlib = needed("matplotlib", what="a plot")
    with matplotlib.rc_context(_STYLE):
        figure = needed("matplotlib.figure", what="a plot").Figure(layout="constrained")
        draw(figure)
        if file is not None:
            # Without a date, so that the same result gives the same file.
            try:
                figure.savefig(file, dpi=150, metadata={"Date": None} if file.suffix.lower() == ".svg" else {"Software": None})
            except OSError as error:
                raise SettingError(f"--plot {file}: can not be written ({error.strerror}); see that its folder is there and that you may write to it") from error
    return Plot(figure)


def _drawing(value: object) -> Callable[[Any], None]:
    match value:
        case Counted():
            return lambda figure: _counts(figure, value)
        case Trend():
            return lambda figure: _trend(figure, value)
        case Succession():
            return lambda figure: _leaders(figure, value)
        case Network():
            return lambda figure: _network(figure, value)
        case [first, *_] if hasattr(first, "ahead"):
            return lambda figure: _forecasts(figure, value)
    raise SettingError(f"there is no plot of {type(value).__name__}; expected counts, a trend, a forecast, a succession or a network")


def _counts(figure: Any, found: Counted) -> None:
    """The latest of periods, of all else those of the most events."""
    over_time = bool(found.by) and found.by[0] in set(Unit)
    rows = found.rows[-MOST:] if over_time else sorted(found.rows, key=lambda row: -row.events)[:MOST]
    figure.set_size_inches(7.5, 1 + 0.24 * len(rows))
    axes = figure.subplots()
    places = range(len(rows))
    axes.barh(places, [row.events for row in rows], color=BLUE, height=0.7)
    axes.set_yticks(places, [", ".join("unknown" if part is None else part for part in row.key) for row in rows])
    axes.invert_yaxis()
    for n, row in enumerate(rows):
        axes.annotate(f" {row.events}", (row.events, n), va="center", fontsize=8)
    axes.set_xlabel("events")
    axes.xaxis.get_major_locator().set_params(integer=True)
    more = f"; {len(rows)} of {len(found.rows)} rows" if len(rows) < len(found.rows) else ""
    axes.set_title(f"Events by {', '.join(found.by)}{more}", parse_math=False)


def _trend(figure: Any, found: Trend) -> None:
    figure.set_size_inches(8, 3.6)
    axes = figure.subplots()
    known = [point for point in found.points if point.low is not None]
    starts = [point.counting.stretch.start for point in known]
    axes.fill_between(starts, [p.low for p in known], [p.high for p in known], color=BLUE, alpha=0.18, linewidth=0, label=f"interval ({found.interval})")
    axes.plot(starts, [p.counting.events for p in known], color=BLUE, marker="o", markersize=3, linewidth=1, label=f"events a {found.series.unit}")
    heights = [p.level for p in known]
    if any(height is not None for height in heights):
        axes.step(starts, heights, where="post", color=RED, linewidth=1.6, linestyle="--", label="level between change points")
    for change in found.changes:
        axes.axvline(change.at, color=RED, linewidth=0.8, linestyle=":")
    _uncovered(axes, [point.counting for point in found.points])
    _dress(axes, f"Events by {found.series.unit}")


def _uncovered(axes: Any, rows: Sequence[Counting]) -> None:
    """Hatches the periods of which the record can not know, and marks what it was told of them."""
    label: str | None = "not covered by the record's reports"
    for row in rows:
        if row.cover is not Cover.WHOLE:
            axes.axvspan(row.stretch.start, row.stretch.end + timedelta(days=1), facecolor="none", edgecolor=GREY, hatch="////", alpha=0.25, linewidth=0, label=label)
            label = None
    told = [row for row in rows if row.cover is not Cover.WHOLE and row.events]
    if told:
        axes.plot([r.stretch.start for r in told], [r.events for r in told], color=GREY, marker="x", linestyle="none", label="told of otherwise, not a count")


def _forecasts(figure: Any, found: Any) -> None:
    rows = [one for one in found if one.ahead][:AREAS]
    if not rows:
        raise SettingError(f"there is no forecast to plot: {found[0].because}")
    figure.set_size_inches(8, 2.2 * len(rows) + 0.6)
    all_axes = figure.subplots(len(rows), 1, squeeze=False)
    for axes, one in zip(all_axes[:, 0], rows, strict=True):
        past = one.series.known()[-60:]
        axes.plot([row.stretch.start for row in past], [row.events for row in past], color=INK, marker="o", markersize=2.5, linewidth=1, label="events a month")
        _fan(axes, one.ahead)
        _dress(axes, one.area or "", legend=one is rows[0])


def _fan(axes: Any, ahead: Sequence[Ahead]) -> None:
    months = [one.month.start for one in ahead]
    axes.errorbar(
        months, [a.median for a in ahead], yerr=[[a.median - a.most[0] for a in ahead], [a.most[1] - a.median for a in ahead]], color=BLUE, linestyle="none", elinewidth=1.5,
        capsize=3, label="80 % interval",
    )  # fmt: skip
    axes.errorbar(
        months, [a.median for a in ahead], yerr=[[a.median - a.half[0] for a in ahead], [a.half[1] - a.median for a in ahead]], color=BLUE, marker="s", markersize=4,
        linestyle="none", elinewidth=5, alpha=0.45, label="median and 50 % interval",
    )  # fmt: skip
    axes.plot(months, [a.no_change for a in ahead], color=RED, linestyle="--", marker="_", linewidth=1.2, label="no change")


def _dress(axes: Any, title: str, *, legend: bool = True) -> None:
    dates = needed("matplotlib.dates", what="a plot")
    locator = dates.AutoDateLocator()
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))
    axes.set_ylim(0, max(1, axes.get_ylim()[1]))
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.set_title(title, parse_math=False)
    axes.grid(axis="y", color=GREY, alpha=0.2)
    if legend:
        axes.legend(fontsize=7, loc="upper left")


_ENDS: Final = {"killed": ("X", RED), "captured": ("s", ORANGE), "current": (">", GREEN)}


def _leaders(figure: Any, found: Succession) -> None:
    tenures = [line.tenure for line in found.lines if line.tenure][-MOST:]
    if not tenures:
        raise SettingError(f"there is no dated leader of {found.group} to plot")
    days = [day for one in tenures for day in (one.start, one.end) if day]
    first, last = min(days, default=date.min), max(days, default=date.max)
    reach = last + timedelta(days=max(30, (last - first).days // 20))
    figure.set_size_inches(8, 1.2 + 0.34 * len(tenures))
    axes = figure.subplots()
    for n, one in enumerate(tenures):
        start, end = one.start or first, one.end or reach
        axes.hlines(n, start, end, color=BLUE, linewidth=6, alpha=1 if one.start and one.end else 0.5)
        marker, colour = _ENDS.get(one.ended, ("|", INK))
        axes.plot([end], [n], marker=marker, color=colour, markersize=7, linestyle="none")
    for gap in found.gaps:
        axes.axvspan(gap.start, gap.end + timedelta(days=1), color=GREY, alpha=0.3, linewidth=0)
    axes.set_yticks(range(len(tenures)), [f"{one.name} ({one.ended})" for one in tenures], parse_math=False)
    axes.invert_yaxis()
    axes.set_title(f"Leaders of {found.group}", parse_math=False)
    axes.set_xlabel("grey: nobody is known to have led; pale: the start or the end is open", fontsize=8)
    axes.grid(axis="x", color=GREY, alpha=0.2)


_LINES: Final = {"registry": ("solid", BLUE), "report": ("dashed", ORANGE), EVENTS: ("solid", RED)}


def _network(figure: Any, found: Network) -> None:
    networkx = needed("networkx", what="a plot of a network")
    figure.set_size_inches(9, 7)
    axes = figure.subplots()
    graph = networkx.MultiDiGraph()
    graph.add_nodes_from(node.key for node in found.nodes)
    graph.add_edges_from((edge.subject, edge.object) for edge in found.edges)
    places = networkx.spring_layout(networkx.Graph(graph), seed=7, k=1.6 / max(1, len(found.nodes)) ** 0.5) if found.nodes else {}
    seen: set[str] = set()
    for edge in found.edges:
        style, colour = _LINES[edge.origin]
        (x1, y1), (x2, y2) = places[edge.subject], places[edge.object]
        label = None if edge.origin in seen else {"registry": "the registry", "report": "reports say", EVENTS: "events"}[edge.origin]
        seen.add(edge.origin)
        axes.plot([x1, x2], [y1, y2], color=colour, linestyle=style, linewidth=1, alpha=0.6, label=label, zorder=1)
    for node in found.nodes:
        x, y = places[node.key]
        axes.plot([x], [y], marker="o" if node.registered else "D", color=INK, markersize=5, linestyle="none", zorder=2)
        axes.annotate(node.name, (x, y), xytext=(4, 3), textcoords="offset points", fontsize=7, parse_math=False)
    axes.set_axis_off()
    if seen:
        axes.legend(fontsize=8, loc="lower left")
    axes.set_title("Ties between actors; a diamond is an actor that the registry does not know", parse_math=False)
