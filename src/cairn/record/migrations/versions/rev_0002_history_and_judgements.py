"""What changed and why, ids that moved, what people decided, and which accounts have to be consolidated."""

from alembic import op
from sqlalchemy import Column, Date, DateTime, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

#: Text that sorts by code points on every database.
TEXT = Text().with_variant(Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the tables, and lets every account of before be consolidated once more."""
    op.create_table(
        "blocks", Column("account_id", TEXT, nullable=False), Column("first_day", Date(), nullable=False),
        Column("last_day", Date(), nullable=False), Column("days", Integer(), nullable=False), Column("country", TEXT, nullable=True),
        ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_blocks_account_id"), ondelete="CASCADE"),
        PrimaryKeyConstraint("account_id", name=op.f("pk_blocks")),
    )  # fmt: skip
    op.create_index(op.f("ix_blocks_country"), "blocks", ["country", "first_day"])
    op.create_index(op.f("ix_blocks_first_day"), "blocks", ["first_day"])
    op.create_table("pending", Column("account_id", TEXT, nullable=False), Column("why", TEXT, nullable=False), Column("who", TEXT, nullable=True),
                    ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_pending_account_id"), ondelete="CASCADE"),
                    PrimaryKeyConstraint("account_id", name=op.f("pk_pending")))  # fmt: skip
    op.create_table(
        "history", Column("id", Integer(), nullable=False, autoincrement=True), Column("at", DateTime(), nullable=False),
        Column("event_id", TEXT, nullable=False), Column("kind", TEXT, nullable=False), Column("who", TEXT, nullable=True),
        Column("why", TEXT, nullable=False), Column("other", TEXT, nullable=True), Column("before", TEXT, nullable=True),
        PrimaryKeyConstraint("id", name=op.f("pk_history")), sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index(op.f("ix_history_event_id"), "history", ["event_id"])
    op.create_index(op.f("ix_history_at"), "history", ["at"])
    op.create_table("redirects", Column("old_id", TEXT, nullable=False), Column("new_id", TEXT, nullable=False), Column("at", DateTime(), nullable=False),
                    PrimaryKeyConstraint("old_id", name=op.f("pk_redirects")))  # fmt: skip
    op.create_table(
        "judgements", Column("id", Integer(), nullable=False, autoincrement=True), Column("verdict", TEXT, nullable=False),
        Column("groups", TEXT, nullable=False), Column("who", TEXT, nullable=False), Column("at", DateTime(), nullable=False),
        Column("reason", TEXT, nullable=True), Column("undone_at", DateTime(), nullable=True), Column("undone_by", TEXT, nullable=True),
        PrimaryKeyConstraint("id", name=op.f("pk_judgements")), sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_table(
        "past_readings", Column("report_id", TEXT, nullable=False), Column("ordinal", Integer(), nullable=False), Column("reader", TEXT, nullable=True),
        Column("read_at", DateTime(), nullable=False), Column("replaced_at", DateTime(), nullable=False), Column("accounts", TEXT, nullable=False),
        Column("events", TEXT, nullable=False),
        ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_past_readings_report_id"), ondelete="CASCADE"),
        PrimaryKeyConstraint("report_id", "ordinal", name=op.f("pk_past_readings")),
    )  # fmt: skip
    op.execute("INSERT INTO pending (account_id, why, who) SELECT id, 'the record was made by an older Cairn', NULL FROM accounts")
