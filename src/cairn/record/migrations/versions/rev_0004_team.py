"""Users with their sessions and tokens, the audit log, and jobs."""

from alembic import op
from sqlalchemy import Boolean, Column, DateTime, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Text

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

#: Text that sorts by code points on every database.
TEXT = Text().with_variant(Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the tables; nobody is in them, so a record stays one without log-in."""
    op.create_table(
        "users", Column("name", TEXT, nullable=False), Column("role", TEXT, nullable=False), Column("password", TEXT, nullable=False),
        Column("created_at", DateTime(), nullable=False), Column("disabled", Boolean(), nullable=False), PrimaryKeyConstraint("name", name=op.f("pk_users")),
    )  # fmt: skip
    op.create_table(
        "sessions", Column("id", TEXT, nullable=False), Column("user_name", TEXT, nullable=False), Column("created_at", DateTime(), nullable=False),
        Column("seen_at", DateTime(), nullable=False),
        ForeignKeyConstraint(["user_name"], ["users.name"], name=op.f("fk_sessions_user_name"), ondelete="CASCADE"),
        PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )  # fmt: skip
    op.create_index(op.f("ix_sessions_user_name"), "sessions", ["user_name"])
    op.create_table(
        "tokens", Column("id", TEXT, nullable=False), Column("user_name", TEXT, nullable=False), Column("name", TEXT, nullable=False),
        Column("scope", TEXT, nullable=False), Column("hash", TEXT, nullable=False), Column("created_at", DateTime(), nullable=False),
        Column("expires_at", DateTime(), nullable=True), Column("used_at", DateTime(), nullable=True),
        ForeignKeyConstraint(["user_name"], ["users.name"], name=op.f("fk_tokens_user_name"), ondelete="CASCADE"),
        PrimaryKeyConstraint("id", name=op.f("pk_tokens")),
    )  # fmt: skip
    op.create_index(op.f("ix_tokens_user_name"), "tokens", ["user_name"])
    op.create_index(op.f("ix_tokens_hash"), "tokens", ["hash"])
    op.create_table(
        "audit", Column("id", Integer(), nullable=False, autoincrement=True), Column("at", DateTime(), nullable=False), Column("who", TEXT, nullable=True),
        Column("action", TEXT, nullable=False), Column("target", TEXT, nullable=True), Column("address", TEXT, nullable=True),
        PrimaryKeyConstraint("id", name=op.f("pk_audit")), sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_table(
        "jobs", Column("id", TEXT, nullable=False), Column("who", TEXT, nullable=False), Column("state", TEXT, nullable=False),
        Column("created_at", DateTime(), nullable=False), Column("of_sources", Integer(), nullable=False), Column("done", Integer(), nullable=False),
        Column("added", Integer(), nullable=False), Column("known", Integer(), nullable=False), Column("events", Integer(), nullable=False),
        Column("failed", TEXT, nullable=False), Column("started_at", DateTime(), nullable=True), Column("ended_at", DateTime(), nullable=True),
        PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )  # fmt: skip
