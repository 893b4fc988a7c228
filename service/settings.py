"""Settings of an installation, read once from the environment (`OXYROUTE_...`) and the command line."""

import json
from pathlib import Path
from typing import Annotated, Final

import platformdirs
from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

MEGABYTE: Final = 1_000_000


def _default_home() -> Path:
    return Path(platformdirs.user_data_dir("oxyroute", appauthor=False))


class Settings(BaseSettings):
    """What an installation can decide; every field is also an environment variable.

    Attributes
    ----------
    home : Path
        The directory that holds the database, its lock and the run sheets.
    database_url : str
        SQLAlchemy URL; empty means SQLite in `home`.
    workers : int
        Solves that run side by side, each in a process of its own.
    max_body_bytes : int
        Largest request body that is read; a larger one is answered with 413.
    max_body_s : float
        Seconds in which a request body must be there.
    max_seconds : float
        Longest solve that may be asked for over HTTP.
    roads : tuple of Path
        Road files (or directories) that the server may read, beside the sample's. A problem
        names its roads by hash, so that a posted problem cannot make the server open any file.
    hosts : tuple of str
        Names by which browsers know this server, beside those of loopback and the address listened on.
    matrix_from : tuple of str
        Servers of travel times (`osrm:http://host:5000`) that may be asked for lines to draw. A
        posted problem cannot make the server call any other.
    """

    model_config = SettingsConfigDict(env_prefix="OXYROUTE_", frozen=True, extra="ignore")

    home: Path = Field(default_factory=_default_home)
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65_535)
    workers: int = Field(default=2, ge=1, le=64)
    max_body_bytes: int = Field(default=64 * MEGABYTE, ge=1)
    max_body_s: float = Field(default=120.0, gt=0)
    max_seconds: float = Field(default=3600.0, gt=0)
    roads: Annotated[tuple[Path, ...], NoDecode] = ()
    hosts: Annotated[tuple[str, ...], NoDecode] = ()
    matrix_from: Annotated[tuple[str, ...], NoDecode] = ()

    @field_validator("roads", "hosts", "matrix_from", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        """Take what a shell gives: one item, several with `;` between them, or a JSON list."""
        if not isinstance(value, str):
            return value
        if value.lstrip().startswith("["):
            return json.loads(value)
        return tuple(item.strip() for item in value.split(";") if item.strip())

    @property
    def url(self) -> str:
        """The database URL in force."""
        return self.database_url or f"sqlite:///{self.home / 'oxyroute.db'}"

    @property
    def run_sheets(self) -> Path:
        """Where run sheets are written, one directory a day."""
        return self.home / "run-sheets"
