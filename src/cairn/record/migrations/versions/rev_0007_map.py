"""Sums by cells of the map. `cairn.record.rollups` fills them after the migration."""

from alembic import op
from sqlalchemy import Boolean, Column, Integer, PrimaryKeyConstraint, Text, text

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

#: Text that sorts by code points on every database.
TEXT = Text().with_variant(Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the table and its indexes over a few rows each."""
    keys = (("first_month", TEXT), ("type", TEXT), ("square", Integer()), ("last_month", TEXT), ("east", Integer()), ("north", Integer()), ("country", TEXT),
            ("precision", TEXT), ("review", TEXT), ("main", Boolean()))  # fmt: skip
    op.create_table(
        "event_spots", *(Column(name, kind, nullable=False, autoincrement=False) for name, kind in keys), Column("n", Integer(), nullable=False),
        Column("killed", Integer(), nullable=False), PrimaryKeyConstraint(*(name for name, _ in keys), name=op.f("pk_event_spots")),
    )  # fmt: skip
    for name, columns, some in (("reaching", ["type", "square", "last_month"], "first_month != last_month"), ("gone", ["square"], "n = 0")):
        op.create_index(op.f(f"ix_event_spots_{name}"), "event_spots", columns, sqlite_where=text(some), postgresql_where=text(some))
