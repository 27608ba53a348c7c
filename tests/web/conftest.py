"""The web on a home of its own: a client without a browser; ``browser.py`` has one with."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.usecases.desks import a_desk
from vetting.usecases.desk import Desk
from vetting.web.app import create_app
from vetting.web.settings import WebSettings

SECRET = b"the secret of a test's home"


@dataclass
class FakeDispatcher:
    """Remembers which cases were woken."""

    woken: list[str] = field(default_factory=list)

    def wake(self, case: str) -> None:
        self.woken.append(case)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


@pytest.fixture
def dispatcher() -> FakeDispatcher:
    return FakeDispatcher()


@pytest.fixture
def settings() -> WebSettings:
    return WebSettings(secret=SECRET)


@pytest.fixture
def app(desk: Desk, dispatcher: FakeDispatcher, settings: WebSettings) -> FastAPI:
    return create_app(desk, dispatcher, settings)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as one:
        yield one
