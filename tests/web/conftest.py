"""The web on a home of its own: a client without a browser; ``browser.py`` has one with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.dependencies import models
from fastapi.testclient import TestClient
from playwright.sync_api import Browser

from tests.usecases.desks import a_desk
from tests.web.apps import lent_app
from tests.web.browser import Visit, chromium, serving
from tests.web.kit import FakeWaker, client_of
from vetting.usecases.desk import Desk
from vetting.web.settings import SURFACES, WebSettings


@pytest.fixture(autouse=True)
def _no_application_is_kept() -> Iterator[None]:
    """FastAPI remembers the functions of thousands of routes, and through them whole applications and their desks."""
    yield
    for one in vars(models).values():
        if hasattr(one, "cache_clear"):
            one.cache_clear()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


@pytest.fixture
def waker() -> FakeWaker:
    return FakeWaker()


@pytest.fixture
def settings(request: pytest.FixtureRequest) -> WebSettings:
    """Every surface, unless a module of tests names those that it reads: each takes its time to make."""
    surfaces = frozenset(getattr(request.module, "SURFACES", SURFACES))
    return WebSettings(secret=b"the secret of a test's home", surfaces=surfaces)


@pytest.fixture
def app(desk: Desk, waker: FakeWaker, settings: WebSettings) -> Iterator[FastAPI]:
    with lent_app(desk, waker, settings) as one:
        yield one


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with client_of(app) as one:
        yield one


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture
def visit(browser: Browser, app: FastAPI, desk: Desk) -> Iterator[Visit]:
    """A browser on the app, as it is served."""
    with serving(app) as address:
        yield Visit(browser, address, desk)
        for context in browser.contexts:
            context.close()
