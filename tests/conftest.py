"""What holds for every test: no deadline, no settings of the person who runs them, what is measured, and expected files.

Counting lines doubles the time of whatever is counted. So what takes long and is not needed for the gates of coverage is
marked ``no_cover``; then its making ready is not counted either. And the lines of processes that a test starts are counted
only where the tests are about processes.
"""

import gc
import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.fakes.one_dialect import speak_with_one_dialect

HERE = Path(__file__).resolve().parent
GOLDEN = HERE / "golden"
MEASURED_PROCESSES = tuple(HERE / name for name in ("adapters", "cli", "flows"))

# What is printed has the colours and the width of a pipe, and no proxy stands before this machine's own addresses.
for setting in ("FORCE_COLOR", "CLICOLOR_FORCE", "PY_COLORS", "GITHUB_ACTIONS", "TTY_COMPATIBLE"):
    os.environ.pop(setting, None)
os.environ.update({"COLUMNS": "80", "NO_PROXY": "*", "no_proxy": "*"})

# A slow machine is no fault of a rule; and what CI finds, a desk must find too.
settings.register_profile(
    "project",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("project")
speak_with_one_dialect()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage while the tests are read, and never again among what stays to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take long, so that no process is left alone with one in the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Start processes without counting their lines, but for those that are tested as processes."""
    is_measured = any(item.path.is_relative_to(folder) for folder in MEASURED_PROCESSES)
    kept = {} if is_measured and not item.get_closest_marker("no_cover") else _without_counting()
    try:
        return (yield)
    finally:
        os.environ.update(kept)


def _without_counting() -> dict[str, str]:
    return {name: os.environ.pop(name) for name in ("COVERAGE_PROCESS_CONFIG",) if name in os.environ}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    with _not_counted(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    with _not_counted(item):
        return (yield)


@contextmanager
def _not_counted(item: pytest.Item) -> Iterator[None]:
    """Count no lines while a test is made ready that need not be; pytest-cov sees to the test itself."""
    measuring = getattr(item.config.pluginmanager.getplugin("_cov"), "cov_controller", None)
    if measuring is None or not item.get_closest_marker("no_cover"):
        yield
        return
    measuring.pause()
    try:
        yield
    finally:
        measuring.resume()


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the machine's own VETTING_ variables away, so that no test reads somebody's home."""
    for name in [name for name in os.environ if name.startswith("VETTING_")]:
        monkeypatch.delenv(name)


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
