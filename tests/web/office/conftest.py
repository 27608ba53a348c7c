"""The desk on the clock of its scene."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from tests.usecases.desks import Scene, a_scene
from tests.web.apps import lent_app
from tests.web.kit import FakeWaker
from vetting.usecases.desk import Desk
from vetting.web.settings import WebSettings


@pytest.fixture
def settings() -> WebSettings:
    """The desk alone: the other surfaces take their time to make."""
    return WebSettings(secret=b"the secret of a test's home", surfaces=frozenset({"office"}))


@pytest.fixture
def opened(tmp_path: Path) -> Scene:
    """A case that is open, with everybody assigned and declared."""
    return a_scene(tmp_path).opened()


@pytest.fixture
def desk_of_scene(opened: Scene) -> Desk:
    return opened.desk


@pytest.fixture
def site(opened: Scene, waker: FakeWaker, settings: WebSettings) -> Iterator[FastAPI]:
    """The app on the scene's own desk, so that both have one clock."""
    with lent_app(opened.desk, waker, settings) as one:
        yield one
