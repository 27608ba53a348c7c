"""Settings: the environment, read once into one frozen value."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parent


@dataclass(frozen=True)
class Settings:
    """Where this instance lives and how it is set."""

    home: Path
    database_url: str | None = None  # PostgreSQL by this one setting; SQLite in the home without it

    @property
    def database(self) -> str:
        """The address of the database."""
        return self.database_url or f"sqlite:///{self.home / 'vetting.db'}"


def read_settings(home: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings; a home given as an argument stands before the environment's."""
    values = os.environ if environment is None else environment
    chosen = home or Path(values.get("VETTING_HOME") or ".vetting")
    return Settings(home=chosen.resolve(), database_url=values.get("VETTING_DATABASE_URL") or None)


def data_dir(name: str) -> Path:
    """A folder of shipped files (templates, examples): in the package, or else in the checkout."""
    packaged = PACKAGE / "_data" / name
    return packaged if packaged.is_dir() else PACKAGE.parent / name
