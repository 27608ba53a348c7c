"""Short ways to use the web in tests: sign in as a role, read a form's token, send a form."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from vetting.domain.people import Role
from vetting.usecases.accounts import NewAccount, add_account
from vetting.usecases.desk import Desk
from vetting.usecases.signing_in import sign_in_with_subject

HERE = "http://127.0.0.1:8000"
PASSWORD = "seven plain words that nobody guesses"  # noqa: S105 - of accounts that tests make


@dataclass
class FakeWaker:
    """Remembers which cases were woken."""

    woken: list[str] = field(default_factory=list)

    def wake(self, case: str) -> None:
        self.woken.append(case)


def client_of(app: FastAPI) -> TestClient:
    """A browser without a screen, on this machine's address; it shows errors as pages and follows no redirect."""
    return TestClient(app, HERE, raise_server_exceptions=False, follow_redirects=False)


def an_account(desk: Desk, ident: str, *roles: Role) -> str:
    """An account that nobody has a password of; its id. Its person is put on cases by the scene kit."""
    add_account(desk, NewAccount(ident, ident.lower(), roles, f"Name of {ident}", f"subject-{ident}"))
    return ident


def sign_in(desk: Desk, client: TestClient, ident: str) -> TestClient:
    """The client, with a fresh session of an account."""
    secret = sign_in_with_subject(desk, f"subject-{ident}", desk.clock.now())
    client.cookies.set("vetting", secret)
    return client


def signed_in(desk: Desk, app: FastAPI, ident: str, *roles: Role) -> TestClient:
    """A client signed in as a new account of these roles."""
    return sign_in(desk, client_of(app), an_account(desk, ident, *roles))


def token_in(page: str) -> str:
    """The token of the last form on a page."""
    return str(re.findall(r'name="token" value="([^"]+)"', page)[-1])


def send_form(
    client: TestClient,
    path: str,
    fields: Mapping[str, str | Sequence[str]],
    *,
    page: str | None = None,
    **more: Any,
) -> Any:
    """Open a page (the form's own path without another), and send its form back with these values."""
    token = token_in(client.get(page or path).text)
    return client.post(path, data={**fields, "token": token}, **more)
