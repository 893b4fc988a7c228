"""Bringing a database to this version's schema, and refusing one of a later version."""

from typing import TYPE_CHECKING, Final

from sqlalchemy import Engine, inspect, text

from routing.model import Text
from service.store.faults import HomeError

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

NEWEST: Final = "0003"
"""The newest revision in `migrations`; where a database has it, Alembic need not even be imported."""
_LOCATION: Final = "service.store:migrations"


def migrate(engine: Engine) -> None:
    """Upgrade the database behind `engine` to the newest schema, in one transaction.

    Raises
    ------
    HomeError
        If a later version of the programme has already upgraded it.
    """
    if (current := _revision(engine)) != NEWEST:
        _upgrade(engine, current)


def _revision(engine: Engine) -> str | None:
    """Return the revision that a database says it has, None if it says none."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(engine: Engine, current: str | None) -> None:
    from alembic import command  # noqa: PLC0415 - slow to import, and rarely needed
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", _LOCATION)
    scripts = ScriptDirectory.from_config(config)
    if current is not None and not _known(scripts, current):
        raise _newer(current, NEWEST)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _known(scripts: "ScriptDirectory", revision: str) -> bool:
    from alembic.util.exc import CommandError  # noqa: PLC0415 - as above

    try:
        return scripts.get_revision(revision) is not None
    except CommandError:
        return False


def _newer(schema: str, known: str) -> HomeError:
    return HomeError(
        "newer_schema",
        Text(
            f"Dữ liệu thuộc phiên bản mới hơn (lược đồ {schema}; chương trình này biết đến {known}). "
            "Hãy nâng cấp OxyRoute hoặc chọn thư mục --home khác.",
            f"The data belong to a later version (schema {schema}; this one knows up to {known}). "
            "Upgrade OxyRoute or choose another --home.",
        ),
    )
