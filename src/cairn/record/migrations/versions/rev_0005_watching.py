"""What is watched: lists of pages, pages and their versions, hosts, runs, alerts."""

from typing import Any

from alembic import op
from sqlalchemy import Boolean, Column, Date, DateTime, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Text

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

#: Text that sorts by code points on every database.
TEXT = Text().with_variant(Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the tables."""
    _table("watch_sources", *_texts("name", "address"), *_version(), _moment("read_at"), _number("failures"), *_texts("fault", null=True),
           key=("name", "address"))  # fmt: skip
    _table(
        "watch_pages", *_texts("url", "source"), *_version(), *_texts("title", "publisher", "language", "mark", "report_id", null=True),
        Column("published", Date(), nullable=True), _moment("first_seen"), _moment("visited_at", null=True), _moment("due", null=True), _number("failures"),
        key=("url",),
    )  # fmt: skip
    op.create_index(op.f("ix_watch_pages_due"), "watch_pages", ["due"])
    _table("watch_versions", *_texts("url", "report_id"), _number("ordinal"), *_texts("sha256", null=True), _moment("fetched_at"), key=("url", "ordinal"))
    op.create_index(op.f("ix_watch_versions_report_id"), "watch_versions", ["report_id"])
    _table("watch_hosts", *_texts("host"), *_texts("robots", null=True), _moment("robots_until", null=True), _moment("paused_until", null=True), _number("failures"),
           key=("host",))  # fmt: skip
    _runs()
    _table("watch_alerts", *_texts("name", "way"), _number("number"), _number("sent"), _moment("sent_at", null=True), _number("failures"), *_texts("fault", null=True),
           key=("name", "way"))  # fmt: skip


def _runs() -> None:
    counted = (_number(name) for name in ("listed", "read", "changed", "known", "unchanged", "failed", "left"))
    _table("watch_runs", _own(), _moment("started_at"), _moment("ended_at", null=True), *_texts("config", "reader"), Column("stopped", Boolean(), nullable=False),
           *counted, key=("id",), sqlite_autoincrement=True)  # fmt: skip
    _table(
        "watch_visits", _own(), _number("run_id"), _moment("at"), *_texts("source", "address", "outcome"), *_texts("detail", "report_id", "sha256", null=True),
        ForeignKeyConstraint(["run_id"], ["watch_runs.id"], name=op.f("fk_watch_visits_run_id"), ondelete="CASCADE"),
        key=("id",), sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index(op.f("ix_watch_visits_run_id"), "watch_visits", ["run_id"])


def _table(name: str, *parts: Any, key: tuple[str, ...], **options: Any) -> None:
    op.create_table(name, *parts, PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")), **options)


def _texts(*names: str, null: bool = False) -> list[Column[Any]]:
    return [Column(name, TEXT, nullable=null) for name in names]


def _version() -> list[Column[Any]]:
    return _texts("etag", "modified", "sha256", null=True)


def _moment(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, DateTime(), nullable=null)


def _number(name: str) -> Column[Any]:
    return Column(name, Integer(), nullable=False)


def _own() -> Column[Any]:
    return Column("id", Integer(), nullable=False, autoincrement=True)
