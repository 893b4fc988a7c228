"""Bringing a database to this version's schema, and refusing one of a later version."""

from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Engine

from routing.model import Text
from service.store.faults import HomeError

_LOCATION: Final = "service.store:migrations"


def migrate(engine: Engine) -> None:
    """Upgrade the database behind `engine` to the newest schema, in one transaction.

    Raises
    ------
    HomeError
        If a later version of the programme has already upgraded it.
    """
    config = Config()
    config.set_main_option("script_location", _LOCATION)
    scripts = ScriptDirectory.from_config(config)
    with engine.begin() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if current is not None and not _known(scripts, current):
            raise _newer(current, scripts.get_current_head() or "")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _known(scripts: ScriptDirectory, revision: str) -> bool:
    try:
        return scripts.get_revision(revision) is not None
    except CommandError:
        return False


def _newer(found: str, known: str) -> HomeError:
    return HomeError(
        "newer_schema",
        Text(
            f"Dữ liệu thuộc phiên bản mới hơn (lược đồ {found}; chương trình này biết đến {known}). "
            "Hãy nâng cấp OxyRoute hoặc chọn thư mục --home khác.",
            f"The data belong to a later version (schema {found}; this one knows up to {known}). "
            "Upgrade OxyRoute or choose another --home.",
        ),
    )
