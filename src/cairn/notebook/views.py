"""Results of the analysis as tables."""

from collections.abc import Sequence
from typing import Any

from cairn.analysis import Affiliate, Claimed, Counted, Dispute, Edge, Gap, Line, Network, Said, Succession, Tally, Trend
from cairn.analysis.level import source
from cairn.notebook.asking import Foreseen
from cairn.notebook.frames import Columns, Kind, Row
from cairn.notebook.table import Table

_COUNTS: Columns = {
    "events": Kind.WHOLE, "killed_low": Kind.WHOLE, "killed_best": Kind.WHOLE, "killed_high": Kind.WHOLE, "with_toll": Kind.WHOLE, "open_toll": Kind.WHOLE,
    "placed": Kind.NUMBER, "dated": Kind.NUMBER, "reviewed": Kind.NUMBER,
}  # fmt: skip


def counts_table(found: Counted) -> Table[Counted]:
    """Counts, a row for each key and each grouping in a column of its own."""
    columns = dict.fromkeys(found.by, Kind.TEXT) | dict(_COUNTS)
    rows = [dict(zip(found.by, row.key, strict=True)) | _tally(row) for row in found.rows]
    notes = [f"{found.total.events} events in all"]
    if found.several:
        notes.append("an event can stand in several rows, so that they do not add up")
    if found.total.open_toll:
        notes.append(f"{found.total.open_toll} events have a toll without an upper bound: killed_high may be too low")
    return Table(found, columns, rows, notes)


def _tally(row: Tally) -> dict[str, Any]:
    killed = row.killed
    return {
        "events": row.events, "killed_low": killed.low, "killed_best": killed.best, "killed_high": killed.high, "with_toll": row.with_toll,
        "open_toll": row.open_toll, "placed": row.placed, "dated": row.dated, "reviewed": row.reviewed,
    }  # fmt: skip


_TREND: Columns = {
    "period": Kind.TEXT, "start": Kind.DAY, "end": Kind.DAY, "events": Kind.WHOLE, "possible": Kind.WHOLE, "low": Kind.NUMBER, "high": Kind.NUMBER,
    "level": Kind.NUMBER, "change": Kind.TEXT, "reports": Kind.WHOLE, "covered": Kind.TEXT,
}  # fmt: skip


def trend_table(found: Trend) -> Table[Trend]:
    """A trend, a row for each period."""
    unit = found.series.unit
    changes = {change.at: change for change in found.changes}
    rows: list[Row] = []
    for point in found.points:
        row, change = point.counting, changes.get(point.counting.stretch.start)
        rows.append({
            "period": row.stretch.label(unit), "start": row.stretch.start, "end": row.stretch.end,
            "events": row.events if row.events or row.cover != "none" else None, "possible": row.possible,
            "low": _rounded(point.low), "high": _rounded(point.high), "level": _rounded(point.level),
            "change": f"{change.before:.1f} to {change.after:.1f}" if change else None, "reports": row.reports, "covered": str(row.cover),
        })  # fmt: skip
    return Table(found, _TREND, rows, trend_notes(found), hidden=("start", "end"))


def trend_notes(found: Trend) -> list[str]:
    """What a trend says beside its rows: levels, change points, resurgence, and what to know."""
    notes = [f"interval: {found.interval}"]
    for level in found.levels:
        change = "" if level.change is None else f" ({level.change:+.0f} %)"
        notes.append(f"against the {level.weeks} weeks before: {level.word or 'unknown'}{change}; {level.because}")
    if found.levels:
        notes.append(f"words and bounds of the levels: {source()}")
    notes.append(f"change points: {', '.join(f'{c.at} ({c.before:.1f} to {c.after:.1f})' for c in found.changes) or 'none'}")
    flag = {True: "yes", False: "no", None: "unknown"}[found.resurgence.flag]
    return [*notes, f"resurgence: {flag}; {found.resurgence.because}", *found.notes]


_LEADERS: Columns = {
    "what": Kind.TEXT, "name": Kind.TEXT, "title": Kind.TEXT, "start": Kind.DAY, "end": Kind.DAY, "ended": Kind.TEXT, "origin": Kind.TEXT, "says": Kind.TEXT,
    "sources": Kind.TEXT,
}  # fmt: skip


def leaders_table(found: Succession) -> Table[Succession]:
    """A succession: a row for each tenure, for what each report says, for each gap, and for what is disputed."""
    rows: list[Row] = []
    for line in found.lines:
        rows += _line(line)
    rows += [_gap(gap) for gap in found.gaps]
    rows += [_dispute(one) for one in found.disputes]
    reported = sum(len(line.said) for line in found.lines)
    known = sum(line.tenure is not None for line in found.lines)
    notes = [f"{found.group}: {known} leaders in the registry, {reported} statements of reports, {len(found.gaps)} gaps, {len(found.disputes)} disputed"]
    return Table(found, _LEADERS, rows, notes)


def _line(line: Line) -> list[Row]:
    tenure = line.tenure
    first = [] if tenure is None else [_leader("leader", tenure.name, tenure.title, tenure.start, tenure.end, tenure.ended, "registry", None, tenure.source.told())]
    return [*first, *(_said(one) for one in line.said)]


def _said(said: Said) -> Row:
    says = f"{said.what.replace('_', ' ')} {said.other}" if said.other else said.what
    return _leader("report", said.name, said.title, said.start, said.end, None, "report", says, said.source.told())


def _gap(gap: Gap) -> Row:
    return _leader("gap", f"{gap.after} to {gap.before}", None, gap.start, gap.end, None, "registry", "nobody is known to have led", "")


def _dispute(one: Dispute) -> Row:
    return _leader("disputed", " and ".join(one.names), None, None, None, None, "", one.because, " | ".join(dict.fromkeys(s.told() for s in one.sources)))


def _leader(*cells: object) -> Row:
    return dict(zip(_LEADERS, cells, strict=True))


_EDGES: Columns = {
    "subject": Kind.TEXT, "kind": Kind.TEXT, "object": Kind.TEXT, "start": Kind.DAY, "end": Kind.DAY, "number": Kind.WHOLE, "origin": Kind.TEXT,
    "sources": Kind.TEXT,
}  # fmt: skip


def network_table(found: Network) -> Table[Network]:
    """A network, a row for each edge, actors by name."""
    names = {node.key: node.name for node in found.nodes}
    rows = [_edge(edge, names) for edge in found.edges]
    return Table(found, _EDGES, rows, [f"{len(found.nodes)} actors, {len(rows)} edges; registry, reports and events are kept apart by origin"])


def _edge(edge: Edge, names: dict[str, str]) -> Row:
    rests = " | ".join(source.told() for source in edge.sources) or " ".join(event[:8] for event in edge.events)
    return {
        "subject": names.get(edge.subject, edge.subject), "kind": str(edge.kind), "object": names.get(edge.object, edge.object), "start": edge.start,
        "end": edge.end, "number": edge.number, "origin": str(edge.origin), "sources": rests,
    }  # fmt: skip


_AFFILIATES: Columns = {
    "affiliate": Kind.TEXT, "since": Kind.DAY, "until": Kind.DAY, "events": Kind.WHOLE, "killed_low": Kind.WHOLE, "killed_best": Kind.WHOLE,
    "killed_high": Kind.WHOLE, "first": Kind.DAY, "last": Kind.DAY, "claimed_itself": Kind.WHOLE, "claimed_by_group": Kind.WHOLE, "claimed_by_other": Kind.WHOLE,
    "not_claimed": Kind.WHOLE, "denied": Kind.WHOLE, "claimants": Kind.TEXT, "sources": Kind.TEXT,
}  # fmt: skip


def autonomy_table(found: Sequence[Affiliate]) -> Table[Sequence[Affiliate]]:
    """What affiliates did, a row for each that the record has an event of."""
    met = [one for one in found if one.deeds]
    silent = [one.belonging.name for one in found if not one.deeds]
    notes = [f"{len(found)} affiliates in the registry; no event of the record within their time: {', '.join(silent) or 'none'}"]
    hidden = ("killed_low", "killed_high", "first", "last", "sources")
    return Table(found, _AFFILIATES, [_affiliate(one) for one in met], notes, hidden=hidden)


def _affiliate(one: Affiliate) -> Row:
    own, killed = one.belonging, one.tally.killed
    claims = {name: one.claims.get(claimed, 0) for name, claimed in zip(("claimed_itself", "claimed_by_group", "claimed_by_other", "not_claimed"), Claimed, strict=True)}
    return {
        "affiliate": own.name, "since": own.period.start, "until": own.period.end, "events": one.tally.events, "killed_low": killed.low,
        "killed_best": killed.best, "killed_high": killed.high, "first": one.first, "last": one.last, **claims,
        "denied": sum(bool(deed.denied_by) for deed in one.deeds), "claimants": "; ".join(dict.fromkeys(name for deed in one.deeds for name in deed.by)),
        "sources": " | ".join(source.told() for source in own.sources),
    }  # fmt: skip


_FORECAST: Columns = {
    "area": Kind.TEXT, "month": Kind.TEXT, "mean": Kind.NUMBER, "median": Kind.WHOLE, "low_50": Kind.WHOLE, "high_50": Kind.WHOLE, "low_80": Kind.WHOLE,
    "high_80": Kind.WHOLE, "no_change": Kind.WHOLE, "no_change_low_80": Kind.WHOLE, "no_change_high_80": Kind.WHOLE, "crps": Kind.NUMBER,
    "no_change_crps": Kind.NUMBER, "no_change_poisson_crps": Kind.NUMBER, "why_not": Kind.TEXT,
}  # fmt: skip

_HIDDEN = ("low_50", "high_50", "no_change_low_80", "no_change_high_80")


def forecast_table(found: Sequence[Foreseen]) -> Table[Sequence[Foreseen]]:
    """Forecasts, a row for each area and month, beside the forecast that nothing changes; an area without one says why."""
    rows = [row for one in found for row in _foreseen(one)]
    notes = [
        "crps: the mean score of the forecast one month ahead over the record's own past, lower is better; beside it that of the forecast that nothing changes",
        "what is forecast is how many events a record like this one will hold, not what will happen",
    ]
    return Table(found, _FORECAST, rows, notes, hidden=_HIDDEN if any(one.because for one in found) else (*_HIDDEN, "why_not"))


def _foreseen(one: Foreseen) -> list[Row]:
    empty = dict.fromkeys(_FORECAST)
    if one.because:
        return [empty | {"area": one.area, "why_not": one.because}]
    past = one.tried
    scores = {"crps": past.forecast, "no_change_crps": past.no_change, "no_change_poisson_crps": past.no_change_poisson} if past else {}
    return [
        empty | scores | {
            "area": one.area, "month": f"{a.month.start:%Y-%m}", "mean": a.mean, "median": a.median, "low_50": a.half[0], "high_50": a.half[1],
            "low_80": a.most[0], "high_80": a.most[1], "no_change": a.no_change, "no_change_low_80": a.no_change_80[0], "no_change_high_80": a.no_change_80[1],
        }
        for a in one.ahead
    ]  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
