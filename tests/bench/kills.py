"""Kills in the walks of all examples, half of them on SQLite and half on PostgreSQL; and of the web process."""

import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.kill.campaign import Campaign, Tally, Walker
from tests.kill.homes import Homes
from tests.kill.rush import RushTally, kill_the_web
from tests.postgresql.server import the_server

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.yaml"))


def kill_walks(kills: int, tell: Callable[[str], None]) -> list[Tally]:
    """Kill so many times in all; what was found on each database."""
    with tempfile.TemporaryDirectory() as folder, Walker() as walker:
        on_sqlite = Homes(Path(folder) / "sqlite")
        on_postgresql = Homes(Path(folder) / "postgresql", the_server())
        on_postgresql.prepare_like(on_sqlite)
        tallies = []
        for homes, times in ((on_sqlite, kills - kills // 2), (on_postgresql, kills // 2)):
            tallies.append(Campaign(walker, homes, EXAMPLES, seed=300).kill(times))
            tell(to_line(tallies[-1]))
    return tallies


def kill_web(kills: int, tell: Callable[[str], None]) -> RushTally:
    """Kill the web process so many times while people submit, some thirty forms for each kill."""
    with tempfile.TemporaryDirectory() as folder:
        tally = kill_the_web(Path(folder), forms=kills * 100 // 3, kills=kills)
    tell(to_line(tally))
    return tally


def to_line(tally: Tally | RushTally) -> str:
    """What was found, in one line."""
    if isinstance(tally, RushTally):
        return (
            f"{'ok  ' if tally.is_clean else 'MISS'} {tally.kills} kills of the web process, {tally.kills_that_cut} "
            f"while somebody waited: {tally.acknowledged:,} submissions acknowledged, {len(tally.lost)} lost, "
            f"{tally.doubled} doubled; of {tally.kept_unacknowledged} only the page was lost"
        )
    return (
        f"{'ok  ' if tally.is_clean else 'MISS'} {tally.kills} kills on {tally.database} in {tally.homes} homes: "
        f"{tally.acknowledged:,} acts acknowledged, {len(tally.lost)} lost, {len(tally.doubled)} doubled, "
        f"{len(tally.unverified)} faults of logs, {len(tally.differing)} homes that differ from an undisturbed walk"
    )


def to_json(tally: Tally | RushTally) -> dict[str, Any]:
    """The same as an object."""
    return asdict(tally) | {"clean": tally.is_clean}
