"""What holds for every test: no deadline, no settings of the person who runs them, and expected files."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

GOLDEN = Path(__file__).resolve().parent / "golden"

# A slow machine is no fault of a rule; and what CI finds, a desk must find too.
settings.register_profile(
    "project",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("project")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take long, so that no process is left alone with one in the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the machine's own VETTING_ variables away, so that no test reads somebody's home."""
    for name in [name for name in os.environ if name.startswith("VETTING_")]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _no_measuring_of_what_is_limited(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The verifier's own processes have limits of time and memory, and counting lines costs both."""
    if request.path.is_relative_to(Path(__file__).parent / "audit"):
        monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)


@pytest.fixture
def golden() -> Callable[[str, bytes], None]:
    """A comparison with an expected file of tests/golden; `make golden` writes the file instead."""
    return write_golden if os.environ.get("GOLDEN") == "write" else compare_golden


def write_golden(name: str, found: bytes) -> None:
    (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
    (GOLDEN / name).write_bytes(found)


def compare_golden(name: str, found: bytes) -> None:
    assert (GOLDEN / name).exists(), f"tests/golden/{name} is missing; make golden writes it."
    assert found == (GOLDEN / name).read_bytes(), (
        f"tests/golden/{name} differs; make golden, then read the diff."
    )
