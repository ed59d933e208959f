"""The same pipeline on one process, on many, or on a cluster: shards of the input in, Parquet by month out."""

from cairn.engine.engines import Engine, Local, Lost, Processes
from cairn.engine.output import Done, Output
from cairn.engine.plan import Cut
from cairn.engine.run import ENGINES, Planned, Summary, engine, planned, run
from cairn.engine.shards import Shard, ShardKind
from cairn.engine.work import Job

__all__ = [
    "ENGINES", "Cut", "Done", "Engine", "Job", "Local", "Lost", "Output", "Planned", "Processes", "Shard", "ShardKind", "Summary", "engine", "planned", "run",
]  # fmt: skip
