"""What follows from the record: counts, trends, successions, networks, forecasts, and what was claimed in numbers beside the record's own count. Knows
the model and the codebook, no stage."""

from cairn.analysis.autonomy import Affiliate, Belonging, Claimed, Deed, autonomy
from cairn.analysis.counting import GROUPINGS, Counted, Tally, count
from cairn.analysis.forecast import Ahead, Tried, forecast, tried
from cairn.analysis.leaders import Dispute, Gap, Line, Said, Succession, Tenure, succession
from cairn.analysis.level import Level, levels
from cairn.analysis.network import Edge, Network, Node, between, network, told
from cairn.analysis.periods import Stretch, Unit
from cairn.analysis.series import Counting, Cover, Series, Spans, series, spans
from cairn.analysis.sources import Origin, Source
from cairn.analysis.totals import Fate, Reconciled, reconcile
from cairn.analysis.trend import Change, Point, Resurgence, Trend, trend, trend_of

__all__ = [
    "GROUPINGS", "Affiliate", "Ahead", "Belonging", "Change", "Claimed", "Counted", "Counting", "Cover", "Deed", "Dispute", "Edge", "Fate", "Gap", "Level",
    "Line", "Network", "Node", "Origin", "Point", "Reconciled", "Resurgence", "Said", "Series", "Source", "Spans", "Stretch", "Succession", "Tally", "Tenure",
    "Trend", "Tried", "Unit", "autonomy", "between", "count", "forecast", "levels", "network", "reconcile", "series", "spans", "succession", "told", "trend",
    "trend_of", "tried",
]  # fmt: skip
