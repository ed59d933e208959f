"""Sums over events and further indexes, for millions of events. `cairn.record.facts` and `rollups` fill them after the migration."""

from alembic import op
from sqlalchemy import Boolean, Column, Double, Integer, PrimaryKeyConstraint, Text, text

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

#: Text that sorts by code points on every database.
TEXT = Text().with_variant(Text(collation="C"), "postgresql")
#: Indexes over a few events only: their columns, and which events.
PARTIAL = {
    "several_days": (["day", "end_date"], "start_date IS NOT NULL AND (days IS NULL OR days > 1)"),
    "many_days": (["end_date", "day"], "start_date IS NOT NULL AND (days IS NULL OR days > 31)"),
    "ended": (["day", "id"], "start_date IS NULL"),
}


def upgrade() -> None:
    """Makes the columns, tables and indexes. The index by latitude and longitude gives way to the one by cell."""
    for name in ("days", "cell"):
        op.add_column("events", Column(name, Integer(), nullable=True))
    op.create_table(
        "event_months", *(Column(name, TEXT, nullable=False) for name in ("country", "type", "first_month", "last_month", "review")), Column("main", Boolean(), nullable=False),
        *(Column(name, Integer(), nullable=False) for name in ("n", "killed_low", "killed_best", "killed_high", "placed", "dated", "reviewed")),
        PrimaryKeyConstraint("country", "type", "first_month", "last_month", "review", "main", name=op.f("pk_event_months")),
    )  # fmt: skip
    op.create_table(
        "event_cells", Column("cell", Integer(), nullable=False, autoincrement=False), *(Column(name, Double(), nullable=False) for name in ("south", "north", "west", "east")),
        PrimaryKeyConstraint("cell", name=op.f("pk_event_cells")),
    )  # fmt: skip
    op.drop_index(op.f("ix_events_latitude"), "events")
    op.create_index(op.f("ix_events_cell"), "events", ["cell"])
    for name, (columns, some) in PARTIAL.items():
        op.create_index(op.f(f"ix_events_{name}"), "events", columns, sqlite_where=text(some), postgresql_where=text(some))
