"""What Prefect must be told before it is imported: quiet, no telemetry, its own folder in the home."""

import os
from pathlib import Path

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "ERROR",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_CLI_PROMPT": "false",
}


def quiet_environment(home: Path, api_url: str) -> dict[str, str]:
    """The environment for Prefect's server and for flows that talk to it."""
    own = {
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_API_URL": api_url,
        "PREFECT_SERVER_UI_ENABLED": "false",
        "PREFECT_PROFILES_PATH": str(home / "prefect" / "profiles.toml"),
        "VETTING_HOME": str(home),
    }
    return QUIET | own


def apply_environment(values: dict[str, str]) -> None:
    """Set the environment of this process; before Prefect's first import."""
    os.environ.update(values)
