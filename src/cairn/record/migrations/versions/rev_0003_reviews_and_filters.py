"""What reviewers decided, and columns for filters, maps and counts; the whole value of an event moves to a table of its own.

The new columns are filled after the migration by `cairn.record.facts`, from the stored values.
"""

from typing import Any, Literal

from alembic import op
from sqlalchemy import Boolean, Column, Date, DateTime, Double, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Text

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

#: Text that sorts by code points on every database.
TEXT = Text().with_variant(Text(collation="C"), "postgresql")
#: What columns that are never empty hold until they are filled.
UNTIL = {"when_precision": "'unknown'", "place_precision": "'unknown'", "review": "'unreviewed'", "priority": "0"}


def upgrade() -> None:
    """Makes the tables and columns; every event counts as unreviewed."""
    _reviews()
    unreviewed = "substr(value, 1, length(value) - 1) || ',\"review\":\"unreviewed\",\"reviewed_by\":[]}'"
    for table, column, content in (("event_values", "value", unreviewed), ("event_words", "search", "search")):
        op.create_table(
            table, _column("event_id"), _column(column), PrimaryKeyConstraint("event_id", name=op.f(f"pk_{table}")),
            ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f(f"fk_{table}_event_id"), ondelete="CASCADE"),
        )  # fmt: skip
        op.execute(f"INSERT INTO {table} (event_id, {column}) SELECT id, {content} FROM events")  # noqa: S608
    _events()
    _actors()


def _reviews() -> None:
    op.create_table(
        "reviews", _column("id", Integer(), autoincrement=True), _column("action"), _column("event_id"), _column("anchors"), _column("field", null=True),
        _column("value", null=True), _column("replaces", null=True), _column("spans"), _column("who"), _column("at", DateTime()), _column("reason", null=True),
        _column("undone_at", DateTime(), null=True), _column("undone_by", null=True), PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index(op.f("ix_reviews_who"), "reviews", ["who"])
    op.create_table(
        "review_reports", _column("review_id", Integer()), _column("report_id"),
        ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_review_reports_review_id"), ondelete="CASCADE"),
        PrimaryKeyConstraint("review_id", "report_id", name=op.f("pk_review_reports")),
    )  # fmt: skip
    op.create_index(op.f("ix_review_reports_report_id"), "review_reports", ["report_id"])


def _events() -> None:
    kinds: dict[str, Any] = dict.fromkeys(("when_precision", "place_precision", "review"), TEXT) | {"day": Date(), "priority": Double()}
    kinds |= dict.fromkeys(("latitude", "longitude", "radius_km", "east_km"), Double()) | dict.fromkeys(("killed_low", "killed_best", "killed_high"), Integer())
    for name, kind in kinds.items():
        op.add_column("events", Column(name, kind, nullable=True))
    op.execute(f"UPDATE events SET {', '.join(f'{name} = {value}' for name, value in UNTIL.items())}")  # noqa: S608
    for column in ("start_date", "country"):
        op.drop_index(op.f(f"ix_events_{column}"), "events")
    with op.batch_alter_table("events") as batch:
        for name in UNTIL:
            batch.alter_column(name, existing_type=kinds[name], nullable=False)
        batch.drop_column("search")
        batch.drop_column("value")
    for columns in (["day", "id"], ["country", "day"], ["type", "day"], ["latitude", "longitude"], ["review"], ["priority", "id"]):
        op.create_index(op.f(f"ix_events_{columns[0]}"), "events", columns)


def _actors() -> None:
    op.add_column("event_actors", Column("counts", Boolean(), nullable=True))
    same = "o.event_id = event_actors.event_id AND coalesce(o.actor, o.name) = coalesce(event_actors.actor, event_actors.name)"
    op.execute(f"UPDATE event_actors SET counts = NOT EXISTS (SELECT 1 FROM event_actors AS o WHERE {same} AND o.ordinal < event_actors.ordinal)")  # noqa: S608
    with op.batch_alter_table("event_actors") as batch:
        batch.alter_column("counts", existing_type=Boolean(), nullable=False)


def _column(name: str, kind: Any = TEXT, *, null: bool = False, autoincrement: bool | Literal["auto"] = "auto") -> Column[Any]:
    return Column(name, kind, nullable=null, autoincrement=autoincrement)
