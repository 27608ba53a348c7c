"""The process that walks, and homes with the same keys on both databases."""

from collections.abc import Iterator

import pytest

from tests.kill.campaign import Walker
from tests.kill.homes import Homes
from tests.postgresql.server import the_server


@pytest.fixture(scope="session")
def walker() -> Iterator[Walker]:
    with Walker() as walker:
        yield walker


@pytest.fixture(scope="session")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Homes:
    return Homes(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def on_postgresql(tmp_path_factory: pytest.TempPathFactory, on_sqlite: Homes) -> Homes:
    homes = Homes(tmp_path_factory.mktemp("postgresql"), the_server())
    homes.prepare_like(on_sqlite)
    return homes
