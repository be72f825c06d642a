"""Opening the store: SQLite in WAL mode by default, PostgreSQL for teams; migrations run when they are due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from attrs import frozen
from sqlalchemy import Connection, Engine, Table, create_engine, event, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from pressloc.errors import StoreError
from pressloc.i18n import _
from pressloc.store.schema import HEAD

_MIGRATIONS = Path(__file__).with_name("migrations")


def now() -> str:
    """The current time as the store writes it: UTC, ISO 8601, milliseconds, `Z`."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@frozen
class Store:
    """An open store. `begin()` is a transaction; every database error leaves it as a StoreError of one line."""

    engine: Engine
    url: str

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction: committed at the end of the block, rolled back when it raises."""
        try:
            with self.engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise _store_error(error, self.url) from error

    def close(self) -> None:
        """Give the connections back. The store may be opened again."""
        self.engine.dispose()


def insert_if_absent(connection: Connection, table: Table, values: Mapping[str, object], key: Sequence[str]) -> bool:
    """Insert a row unless one with the same `key` columns is there; tells whether it did.

    One statement, so that of two processes one inserts and the other learns of it: a look before a plain INSERT
    would let both try.
    """
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(**values).on_conflict_do_nothing(index_elements=list(key))
    return connection.execute(statement.inline(), execution_options={"preserve_rowcount": True}).rowcount == 1


def _store_error(error: SQLAlchemyError, url: str) -> StoreError:
    reason = str(error.orig if isinstance(error, DBAPIError) else error).strip().splitlines()[0]
    advice = _("Check that the disk is not full and that you may write there")
    if "connection" in reason:
        advice = _("Check that the server runs, and the address, database and user in the URL")
    elif "locked" in reason:
        advice = _("Another program is using it; try again")
    elif "not a database" in reason or "malformed" in reason:
        advice = _("The file is damaged or no pressloc store; restore it from a backup")
    return StoreError(_("the store failed: {reason}", reason=reason), where=url, do=advice)


def _on_connect(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")  # a confirmed edit survives a power cut
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()


def open_store(url: str, *, create: bool = False) -> Store:
    """Open (or with `create` make) the store at a SQLAlchemy `url` and bring its tables up to date.

    Raises StoreError if it is missing (without `create`), unreachable, damaged, or newer than this program.
    """
    parsed = _parse(url)
    shown = parsed.render_as_string(hide_password=True)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        path = Path(parsed.database)
        shown = str(path)
        if not create and not path.exists():
            raise StoreError(_("there is no store"), where=shown, do=_("Make one with: pressloc init"))
    try:
        engine = create_engine(parsed)
    except (SQLAlchemyError, ModuleNotFoundError) as error:
        raise StoreError(
            _("no driver for this database: {error}", error=error),
            where=shown,
            do=_("Install {package}", package="pressloc[postgres]"),
        ) from error
    if parsed.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _on_connect)
    store = Store(engine, shown)
    try:
        with engine.connect() as connection:
            version = _version(connection)
    except SQLAlchemyError as error:
        raise _store_error(error, shown) from error
    if version == "" and not create:
        raise StoreError(
            _("this database holds no pressloc store"),
            where=shown,
            do=_("Make one with: pressloc init --db URL"),
        )
    if version != HEAD:
        _migrate(store, version)
    return store


def _parse(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as error:
        raise StoreError(
            _("not a database URL: {url}", url=url),
            do=_("Write e.g. sqlite:///office.db or postgresql+psycopg://HOST/NAME"),
        ) from error


def _version(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _migrate(store: Store, version: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version and version not in known:
        raise StoreError(
            _("the store has version {version}, newer than this program", version=version),
            where=store.url,
            do=_("Update pressloc"),
        )
    with store.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
