"""Killed at any instant, on either database: nothing acknowledged is lost, nothing is done twice.

`make bench` does the same three hundred times, over all examples.
"""

from pathlib import Path

import pytest

from tests.kill.campaign import Campaign, Walker
from tests.kill.homes import Homes

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

CASE_FILE = Path(__file__).resolve().parents[2] / "examples" / "benign-translation-tool.yaml"
KILLS = 6


@pytest.fixture(scope="module")
def campaigns(walker: Walker, on_sqlite: Homes, on_postgresql: Homes) -> dict[str, Campaign]:
    return {
        homes.name: Campaign(walker, homes, [CASE_FILE], seed=2020) for homes in (on_sqlite, on_postgresql)
    }


@pytest.mark.parametrize("database", ["SQLite", "PostgreSQL"])
def test_kills_at_random_instants_lose_and_double_nothing(
    campaigns: dict[str, Campaign], database: str
) -> None:
    tally = campaigns[database].kill(KILLS)
    assert (tally.lost, tally.doubled, tally.unverified, tally.differing) == ([], [], [], [])
    assert tally.kills == KILLS
    assert tally.acknowledged > 0


def test_a_walk_leaves_the_same_bytes_on_either_database(campaigns: dict[str, Campaign]) -> None:
    on_sqlite, on_postgresql = (campaign.undisturbed(CASE_FILE)[0] for campaign in campaigns.values())
    assert on_sqlite == on_postgresql
