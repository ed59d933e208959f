"""The first tables."""

from datetime import datetime
from typing import Any

from alembic import op
from sqlalchemy import Boolean, Column, Date, DateTime, Double, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Text

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

#: Text that sorts by code points on every database.
TEXT = Text().with_variant(Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes all tables."""
    _reports()
    _accounts()
    _events()
    op.create_table("failures", *_texts("source", "error", "message"), _moment("failed_at"), _key("failures", "source"))
    op.create_table("meta", *_texts("key", "value"), _key("meta", "key"))


def _texts(*names: str, null: bool = False) -> list[Column[str]]:
    return [Column(name, TEXT, nullable=null) for name in names]


def _moment(name: str) -> Column[datetime]:
    return Column(name, DateTime(), nullable=False)


def _number(name: str = "ordinal") -> Column[int]:
    return Column(name, Integer(), nullable=False)


def _yes_no(name: str) -> Column[bool]:
    return Column(name, Boolean(), nullable=False)


def _share(name: str) -> Column[float]:
    return Column(name, Double(), nullable=False)


def _key(table: str, *columns: str) -> PrimaryKeyConstraint:
    return PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _belongs(table: str, column: str, *, to: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _published() -> list[Column[Any]]:
    texts = _texts("title", "publisher", "url", "source", "sha256", null=True)
    return [*texts, Column("published", Date(), nullable=True), _moment("read_at")]


def _reports() -> None:
    op.create_table(
        "reports", *_texts("id", "text"), *_published(), *_texts("language", "reader", null=True), _yes_no("relevant"),
        _key("reports", "id"),
    )  # fmt: skip
    op.create_table(
        "report_sources", *_texts("report_id"), _number(), *_published(),
        _belongs("report_sources", "report_id", to="reports"), _key("report_sources", "report_id", "ordinal"),
    )  # fmt: skip
    op.create_table(
        "report_actors", *_texts("report_id"), _number(), *_texts("name", "kind"), *_texts("actor", null=True),
        _yes_no("public"), _belongs("report_actors", "report_id", to="reports"), _key("report_actors", "report_id", "ordinal"),
    )  # fmt: skip
    parts = ("events", "people", "organisations", "relations", "totals", "attributions", "problems")
    op.create_table(
        "codings", *_texts("report_id", *parts), _belongs("codings", "report_id", to="reports"), _key("codings", "report_id")
    )


def _accounts() -> None:
    op.create_table(
        "accounts", *_texts("id", "report_id"), _number(), *_texts("words"),
        _belongs("accounts", "report_id", to="reports"), _key("accounts", "id"),
    )  # fmt: skip
    _index("accounts", "report_id")
    op.create_table(
        "claims", *_texts("account_id"), _number(), *_texts("field", "value", "spans", "rule"), *_texts("said_by", null=True),
        _share("score"), _belongs("claims", "account_id", to="accounts"), _key("claims", "account_id", "ordinal"),
    )  # fmt: skip


def _events() -> None:
    op.create_table(
        "events", *_texts("id", "type", "status", "search", "value"), *_texts("country", "admin1", "place", null=True),
        _yes_no("main"), Column("start_date", Date(), nullable=True), Column("end_date", Date(), nullable=True),
        _share("confidence"), _key("events", "id"),
    )  # fmt: skip
    _index("events", "start_date")
    _index("events", "country")
    op.create_table(
        "event_accounts", *_texts("event_id", "account_id"), _belongs("event_accounts", "event_id", to="events"),
        _belongs("event_accounts", "account_id", to="accounts"), _key("event_accounts", "event_id", "account_id"),
    )  # fmt: skip
    _index("event_accounts", "account_id")
    op.create_table(
        "event_actors", *_texts("event_id"), _number(), *_texts("role", "name", "kind", "search"),
        *_texts("actor", null=True), _belongs("event_actors", "event_id", to="events"),
        _key("event_actors", "event_id", "ordinal"),
    )  # fmt: skip
    _index("event_actors", "actor")
    _index("event_actors", "search")
