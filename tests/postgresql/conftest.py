"""One server for all tests of a run; it ends with the process."""

import pytest

from tests.postgresql.server import Server, the_server


@pytest.fixture(scope="session")
def server() -> Server:
    return the_server()
