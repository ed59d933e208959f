"""Tables and migrations are the same, an older record is migrated, a newer one refused."""

import json
import multiprocessing
import shutil
from dataclasses import fields
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from cairn.errors import RecordError
from cairn.model import Casualty, CasualtyGroup, ClaimField, Coding, Event, Outcome, Report, ReportHead
from cairn.record import Address, Box, EventFilter, Group, Record, schema
from cairn.record.columns import CLAIM_TYPES, to_json
from cairn.record.database import engine_of, writing_on
from cairn.record.reports import PARTS
from cairn.record.tables import metadata

from .factories import coded_of, event_of, report_of

#: Seconds after which a program is held to hang.
PATIENCE = 300
NEXT = '''
"""One more table, and one more column."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "9999", "{head}"
def upgrade():
    op.create_table("more", sa.Column("id", sa.Text(), primary_key=True))
    anew = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("reports", recreate=anew) as batch:
        batch.add_column(sa.Column("more", sa.Text()))
{fault}
'''


def change(address: Address, *statements: str) -> list[tuple[object, ...]]:
    """Does something to a database by hand; what the last statement gave."""
    engine = engine_of(address, wait=1)
    try:
        with writing_on(engine) as connection:
            results = [connection.exec_driver_sql(statement) for statement in statements]
            return [tuple(row) for row in results[-1]] if results[-1].returns_rows else []
    finally:
        engine.dispose()


def content(address: Address) -> object:
    """A file's bytes; a database's tables and their versions."""
    tables = "SELECT relname, relfilenode FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY relname"
    return address.file.read_bytes() if address.file else change(address, tables)


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """The migrations with one more, as a newer Cairn has them."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.SCRIPTS, folder)
    (folder / "versions" / "rev_9999_next.py").write_text(NEXT.format(fault="", head=schema.SCHEMA))
    return folder


def test_migrations_make_exactly_the_tables(record: Record) -> None:
    with record._database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_version_that_is_checked() -> None:
    assert ScriptDirectory(str(schema.SCRIPTS)).get_heads() == [schema.SCHEMA]


def test_every_part_of_a_coding_and_of_a_report_has_its_column() -> None:
    assert {field.name for field in fields(Coding)} == {"report", "reader", *PARTS}
    assert {field.name for field in fields(Report)} <= set(metadata.tables["reports"].columns.keys())
    assert {field.name for field in fields(ReportHead)} <= set(metadata.tables["reports"].columns.keys())
    assert set(PARTS) < set(metadata.tables["codings"].columns.keys())


def test_every_field_of_a_claim_has_a_type() -> None:
    assert set(CLAIM_TYPES) == set(ClaimField)


def test_an_older_record_is_migrated_and_loses_nothing(nothing: Address, scripts: Path) -> None:
    with Record.open(nothing) as record:
        record.add(coded_of())
    schema.migrate(nothing, wait=1, scripts=scripts)
    assert change(nothing, "SELECT version_num FROM alembic_version") == [("9999",)]
    assert change(nothing, "SELECT count(*) FROM claims") == [(9,)]
    assert change(nothing, "SELECT count(more) FROM reports") == [(0,)]


OLD = event_of(casualties=(Casualty(Outcome.KILLED, CasualtyGroup.CIVILIANS, 2, 3, None),))
OLDER: dict[str, tuple[str, ...]] = {"0001": (), "0002": ("DELETE FROM pending",)}


@pytest.mark.parametrize("version", OLDER)
def test_an_older_record_is_migrated_with_its_events(nothing: Address, version: str) -> None:
    whole = json.loads(to_json(OLD, Event))
    value = json.dumps({name: whole[name] for name in whole if name not in ("review", "reviewed_by")}, separators=(",", ":"), ensure_ascii=False).replace("'", "''")
    engine = engine_of(nothing, wait=1, foreign_keys=False)
    with writing_on(engine) as connection:
        config = Config()
        config.set_main_option("script_location", str(schema.SCRIPTS))
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        connection.exec_driver_sql(
            "INSERT INTO events (id, type, status, search, value, country, admin1, place, main, start_date, end_date, confidence)"
            f" VALUES ('e1', 'air_drone_strike', 'occurred', 'an air strike', '{value.replace('%', '%%')}', 'IQ', 'Al Anbar', 'Al Fallujah', true, '2024-03-15', '2024-03-15', 0.8)"
        )
        for n, (role, name) in enumerate((("side_a", "Army"), ("target", "Civilians"), ("side_b", "Army"))):
            connection.exec_driver_sql(f"INSERT INTO event_actors (event_id, ordinal, role, name, kind, search) VALUES ('e1', {n}, '{role}', '{name}', 'unknown', '{name}')")
        for statement in OLDER[version]:
            connection.exec_driver_sql(statement)
    engine.dispose()
    with Record.open(nothing) as record:
        assert record.events(EventFilter(types=("air_drone_strike",), text="strike", min_killed=3, bbox=Box(43, 33, 44, 34))) == (OLD,)
        points = record.points()
        assert (points.id, points.killed, points.day, points.review) == (["e1"], [3], ["2024-03-15"], ["unreviewed"])
        with record._database.reading() as opened:
            assert compare_metadata(MigrationContext.configure(opened), metadata) == []
        assert [(row.key, row.n, row.killed_best) for row in record.counted(by=Group.ACTOR)] == [("Army", 1, 3), ("Civilians", 1, 3)]
    assert change(nothing, "SELECT value FROM event_values") == [(to_json(OLD, Event),)]


def test_a_migration_that_fails_leaves_the_record_as_it_was(nothing: Address, scripts: Path) -> None:
    with Record.open(nothing) as record:
        record.add(coded_of())
    (scripts / "versions" / "rev_9999_next.py").write_text(NEXT.format(fault="    raise ValueError('fault')", head=schema.SCHEMA))
    with pytest.raises(ValueError, match="fault"):
        schema.migrate(nothing, wait=1, scripts=scripts)
    with Record.open(nothing) as record:
        assert record.counts().claims == 9
        with record._database.reading() as connection:
            assert schema.revision(connection, nothing) == schema.SCHEMA


def test_a_newer_record_is_refused_and_left_alone(nothing: Address) -> None:
    Record.open(nothing).close()
    change(nothing, "UPDATE alembic_version SET version_num = '0099'", "UPDATE meta SET value = '7.5.0' WHERE key = 'cairn'")
    before = content(nothing)
    with pytest.raises(RecordError, match=r"newer Cairn \(7\.5\.0\).*install Cairn 7\.5\.0 or newer"):
        Record.open(nothing)
    assert content(nothing) == before
    assert change(nothing, "SELECT version_num FROM alembic_version") == [("0099",)]


def test_somebody_elses_database_is_refused_and_left_alone(nothing: Address) -> None:
    change(nothing, "CREATE TABLE places (id INTEGER)")
    before = content(nothing)
    with pytest.raises(RecordError, match=r"no record of Cairn \(it has the tables places"):
        Record.open(nothing)
    assert content(nothing) == before
    if nothing.file:
        assert [file.name for file in nothing.file.parent.iterdir()] == [nothing.file.name]


def test_programs_that_make_one_record_at_the_same_time_do_not_clash(nothing: Address) -> None:
    processes = [multiprocessing.get_context("forkserver").Process(target=_open, args=(nothing, n)) for n in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(PATIENCE)
    assert [process.exitcode for process in processes] == [0] * 4
    with Record.open(nothing, create=False) as record:
        assert record.counts().reports == 4


def _open(address: Address, number: int) -> None:
    with Record.open(address) as record:
        record.add(coded_of(report_of(f"Report {number} tells of a strike.")))


def test_a_database_that_holds_nothing_is_no_record(nothing: Address) -> None:
    with pytest.raises(RecordError, match="there is no record at"):
        Record.open(nothing, create=False)
