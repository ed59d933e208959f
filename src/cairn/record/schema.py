"""The version of a record's tables: read at opening, an older record is migrated, a newer one refused."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from cairn import __version__
from cairn.errors import RecordError
from cairn.record import facts, rollups
from cairn.record.address import Address
from cairn.record.database import engine_of, pragma, writing_on
from cairn.record.faults import told

SCHEMA: Final = "0007"
"""The revision that this version of Cairn writes: the newest file in `migrations/versions`."""

SCRIPTS: Final = Path(__file__).parent / "migrations"


def prepare(engine: Engine, address: Address, *, create: bool, wait: float) -> None:
    """Makes the database fit for use: an empty one gets its tables where `create` allows it, an older record is migrated.

    Raises RecordError for a database that is no record and for a record of a newer version.
    """
    with engine.connect() as connection:
        found = revision(connection, address)
    if found == SCHEMA:
        return
    if found is None and not create:
        raise RecordError(f"there is no record at {str(address)!r}; read reports into it first, or give another address")
    if found is None and address.file is not None:
        pragma(engine, "journal_mode=WAL")
    migrate(address, wait=wait)


def revision(connection: Connection, address: Address) -> str | None:
    """The revision of a record; None for a database without tables. Raises RecordError for somebody else's database."""
    if connection.dialect.name == "postgresql":
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
        if encoding != "UTF8":
            raise RecordError(f"record {str(address)!r}: the database has the encoding {encoding}, expected UTF8; make one with `createdb --encoding UTF8 --template template0 NAME`")
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if not {"alembic_version", "meta", "reports"} <= tables:
        raise RecordError(
            f"{str(address)!r} is a database, but no record of Cairn (it has the tables {', '.join(sorted(tables)[:5])});"
            f" {'give the path of another file, or of one that does not exist yet' if address.file else 'give the record a database of its own'}"
        )
    found: str = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    return found


def migrate(address: Address, *, wait: float, scripts: Path = SCRIPTS) -> None:
    """Brings a record to the newest revision in one transaction: it ends up whole or as it was. Where another program did it
    meanwhile, nothing is left to do."""
    engine = engine_of(address, wait=wait, foreign_keys=False)
    try:
        with told(address), writing_on(engine) as connection:
            upgrade(connection, address, scripts=scripts)
    finally:
        engine.dispose()


def upgrade(connection: Connection, address: Address, *, scripts: Path = SCRIPTS) -> None:
    """Brings a record to the newest revision within a transaction that writes."""
    _refuse_newer(revision(connection, address), connection=connection, address=address, scripts=scripts)
    _upgrade(connection, scripts)
    facts.refill(connection)
    rollups.rebuild(connection)
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise RecordError(f"record {str(address)!r}: the migration would lose rows of {broken[0]!r}; nothing was changed")
    _sign(connection)


def _refuse_newer(found: str | None, *, connection: Connection, address: Address, scripts: Path) -> None:
    from alembic.script import ScriptDirectory

    if found is None or found in {script.revision for script in ScriptDirectory(str(scripts)).walk_revisions()}:
        return
    writer = connection.execute(text("SELECT value FROM meta WHERE key = 'cairn'")).scalar()
    raise RecordError(
        f"record {str(address)!r} was written by a newer Cairn ({writer}): its tables are of version {found}, this Cairn"
        f" ({__version__}) knows them up to {SCHEMA}; install Cairn {writer} or newer, or use another record"
    )


def _upgrade(connection: Connection, scripts: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _sign(connection: Connection) -> None:
    connection.execute(text("DELETE FROM meta WHERE key = 'cairn'"))
    connection.execute(text("INSERT INTO meta (key, value) VALUES ('cairn', :version)"), {"version": __version__})
