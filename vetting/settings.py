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
    address: str = ""  # under which people reach the pages: https://vetting.example.org
    hosts: frozenset[str] = frozenset()  # further names under which they reach them
    mail: str = ""  # smtp://user@host:587; without it mail is filed in the home
    mail_from: str = "vetting@localhost"
    mail_password_file: Path | None = None
    logs_as_json: bool = False
    sign_in_issuer: str = (
        ""  # the office's OpenID Connect provider; without it, passwords on this machine alone
    )
    sign_in_client: str = ""
    sign_in_secret_file: Path | None = None
    named_lists: Path | None = None  # where lists come from, if not said in the home

    @property
    def database(self) -> str:
        """The address of the database."""
        return self.database_url or f"sqlite:///{self.home / 'vetting.db'}"

    @property
    def lists_file(self) -> Path:
        """The office's own file of where lists come from; it need not be there unless it was named."""
        return self.named_lists or self.home / "lists.yaml"


def read_settings(home: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings; a home given as an argument stands before the environment's."""
    values = os.environ if environment is None else environment
    chosen = home or Path(values.get("VETTING_HOME") or ".vetting")
    password_file = values.get("VETTING_MAIL_PASSWORD_FILE")
    secret_file = values.get("VETTING_SIGN_IN_SECRET_FILE")
    lists = values.get("VETTING_LISTS")
    return Settings(
        home=chosen.resolve(),
        database_url=values.get("VETTING_DATABASE_URL") or None,
        address=values.get("VETTING_ADDRESS", "").rstrip("/"),
        hosts=frozenset(values.get("VETTING_HOSTS", "").lower().replace(",", " ").split()),
        mail=values.get("VETTING_MAIL", ""),
        mail_from=values.get("VETTING_MAIL_FROM") or Settings.mail_from,
        mail_password_file=Path(password_file) if password_file else None,
        logs_as_json=values.get("VETTING_LOGS") == "json",
        sign_in_issuer=values.get("VETTING_SIGN_IN_ISSUER", ""),
        sign_in_client=values.get("VETTING_SIGN_IN_CLIENT", ""),
        sign_in_secret_file=Path(secret_file) if secret_file else None,
        named_lists=Path(lists).resolve() if lists else None,
    )


def data_dir(name: str) -> Path:
    """A folder of shipped files (templates, examples): in the package, or else in the checkout."""
    packaged = PACKAGE / "_data" / name
    return packaged if packaged.is_dir() else PACKAGE.parent / name
