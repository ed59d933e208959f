"""Tables and migrations are the same, an older record is migrated, a newer one refused."""

import shutil
import sqlite3
from dataclasses import fields
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from cairn.errors import RecordError
from cairn.model import ClaimField, Coding, Report, ReportHead
from cairn.record import Changes, Record, schema
from cairn.record.columns import CLAIM_TYPES
from cairn.record.reports import PARTS
from cairn.record.tables import metadata

from .factories import BASE, account_of, coded_of, event_of, settle

NEXT = '''
"""One more table, and one more column."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "9999", "0002"
def upgrade():
    op.create_table("more", sa.Column("id", sa.Text(), primary_key=True))
    with op.batch_alter_table("reports", recreate="always") as batch:
        batch.add_column(sa.Column("more", sa.Text()))
{fault}
'''


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """The migrations with one more, as a newer Cairn has them."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.SCRIPTS, folder)
    (folder / "versions" / "rev_9999_next.py").write_text(NEXT.format(fault=""))
    return folder


def test_migrations_make_exactly_the_tables(record: Record) -> None:
    with record._database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_version_that_is_checked() -> None:
    assert ScriptDirectory(str(schema.SCRIPTS)).get_heads() == [schema.SCHEMA]


def test_the_same_tables_can_be_made_on_postgresql() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for table in metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=dialect))
        assert all("CREATE INDEX" in str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes)


def test_every_part_of_a_coding_and_of_a_report_has_its_column() -> None:
    assert {field.name for field in fields(Coding)} == {"report", "reader", *PARTS}
    assert {field.name for field in fields(Report)} <= set(metadata.tables["reports"].columns.keys())
    assert {field.name for field in fields(ReportHead)} <= set(metadata.tables["reports"].columns.keys())
    assert set(PARTS) < set(metadata.tables["codings"].columns.keys())


def test_every_field_of_a_claim_has_a_type() -> None:
    assert set(CLAIM_TYPES) == set(ClaimField)


def test_an_older_record_is_migrated_and_loses_nothing(path: Path, scripts: Path) -> None:
    with Record.open(path) as record:
        record.add(coded_of())
    schema.migrate(path, wait=1, scripts=scripts)
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]
    assert connection.execute("SELECT count(*) FROM claims").fetchone() == (9,)
    assert connection.execute("SELECT count(more) FROM reports").fetchone() == (0,)
    connection.close()


def test_a_record_of_the_first_version_is_migrated_and_consolidated_once_more(path: Path) -> None:
    with Record.open(path) as record:
        record.add(coded_of(accounts=2))
        settle(record, [(event_of(), (account_of(BASE).id,))])
    connection = sqlite3.connect(path)
    for table in ("blocks", "pending", "history", "redirects", "judgements", "past_readings"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.commit()
    connection.close()
    with Record.open(path) as record:
        assert (record.counts().events, record.counts().claims) == (1, 18)
        assert settle(record, [(event_of(), (account_of(BASE).id,))]) == Changes()
        with record._database.reading() as opened:
            assert compare_metadata(MigrationContext.configure(opened), metadata) == []


def test_a_migration_that_fails_leaves_the_record_as_it_was(path: Path, scripts: Path) -> None:
    with Record.open(path) as record:
        record.add(coded_of())
    (scripts / "versions" / "rev_9999_next.py").write_text(NEXT.format(fault="    raise ValueError('fault')"))
    with pytest.raises(ValueError, match="fault"):
        schema.migrate(path, wait=1, scripts=scripts)
    with Record.open(path) as record:
        assert record.counts().claims == 9
        with record._database.reading() as connection:
            assert schema.revision(connection, path) == schema.SCHEMA


def test_a_newer_record_is_refused_and_left_alone(path: Path) -> None:
    Record.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '0099'")
    connection.execute("UPDATE meta SET value = '7.5.0' WHERE key = 'cairn'")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(RecordError, match=r"newer Cairn \(7\.5\.0\).*install Cairn 7\.5\.0 or newer"):
        Record.open(path)
    assert path.read_bytes() == before


def test_somebody_elses_database_is_refused_and_left_alone(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE places (id)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(RecordError, match=r"no record of Cairn \(it has the tables places"):
        Record.open(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]
