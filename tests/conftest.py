"""What holds for every test: no deadline, and no settings of the person who runs them."""

import os

import pytest
from hypothesis import HealthCheck, settings

# A slow machine is no fault of a rule; and what CI finds, a desk must find too.
settings.register_profile(
    "project",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("project")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the machine's own VETTING_ variables away, so that no test reads somebody's home."""
    for name in [name for name in os.environ if name.startswith("VETTING_")]:
        monkeypatch.delenv(name)
