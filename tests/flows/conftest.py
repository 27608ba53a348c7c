"""Prefect for tests: a folder of its own, set before Prefect is imported for the first time."""

import os
import tempfile
from pathlib import Path

from flows.environment import QUIET

PREFECT_FOLDER = tempfile.TemporaryDirectory(prefix="prefect-")
os.environ.update(
    QUIET
    | {
        "PREFECT_HOME": PREFECT_FOLDER.name,
        "PREFECT_PROFILES_PATH": str(Path(PREFECT_FOLDER.name) / "profiles.toml"),
    }
)
