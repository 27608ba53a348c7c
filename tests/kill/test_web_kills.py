"""Kills of the web process while people submit: none acknowledged is lost, none sent again is doubled.

``make bench`` does the same with a thousand forms and thirty kills.
"""

from pathlib import Path

import pytest

from tests.kill.rush import kill_the_web

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]


def test_what_was_acknowledged_survives_kills_of_the_web_process_once_each(tmp_path: Path) -> None:
    tally = kill_the_web(tmp_path, forms=60, kills=2)
    assert (tally.kills, tally.kills_that_cut) == (2, 2)
    assert (tally.acknowledged, tally.lost, tally.doubled, tally.faults_of_the_log) == (60, [], 0, 0)
