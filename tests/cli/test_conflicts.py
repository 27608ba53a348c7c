"""``vetting conflicts`` and ``vetting staffing``: what a person reads, and what a program reads."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Vetting
from tests.usecases.desks import REPOSITORY
from vetting.bootstrap import open_desk
from vetting.cli.conflicts import _share
from vetting.settings import Settings
from vetting.usecases.advance import DirectDispatcher
from vetting.usecases.casefile.read import read_case_file
from vetting.usecases.walk import walk_case_file

EXAMPLE = REPOSITORY / "examples" / "conditions-data-analytics.yaml"


@pytest.fixture(scope="module")
def walked_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the example with a recusal stands, decided."""
    home = tmp_path_factory.mktemp("conflicts") / "home"
    desk = open_desk(Settings(home))
    walk_case_file(desk, DirectDispatcher(desk), read_case_file(EXAMPLE, desk.packs.find))
    return home


CASE = "conditions-data-analytics"


def test_conflicts_are_told_open_ones_first_with_who_is_kept_from_what(
    vetting: Vetting, walked_example: Path
) -> None:
    said = vetting("conflicts", CASE, "--home", walked_example)
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[1] == (
        "  OPEN          P-MEMBER-3, D-P-MEMBER-3 version 1: actual, recusal, declared 2026-03-10"
    )
    assert "kept from assignment, confidential input, every signature" in said.out
    assert "past_employment" not in said.out
    assert "  COI-09  no, by P-FOCAL on 2026-03-02: no effect" in said.out


def test_the_ethics_focal_point_reads_the_detail_and_a_program_reads_one_object(
    vetting: Vetting, walked_example: Path
) -> None:
    assert "past_employment" in vetting("conflicts", CASE, "--as", "P-ETHICS", "--home", walked_example).out
    told = vetting("conflicts", CASE, "--json", "--home", walked_example).json()
    assert [one["person"] for one in told["recused"]] == ["P-MEMBER-3"]
    assert "past_employment" not in json.dumps(told)


def test_staffing_of_a_decided_case_names_nobody_but_who_is_kept_away(
    vetting: Vetting, walked_example: Path
) -> None:
    said = vetting("staffing", CASE, "--home", walked_example)
    assert said.out == (
        f"{CASE}: nobody is needed for a decision; it is decided or closed.\n"
        "  kept away: P-MEMBER-3 has an open conflict of interest (D-P-MEMBER-3) and may not take part. "
        "An actual conflict is open until it has ended, another until it is mitigated or classed as none.\n"
    )
    assert vetting("staffing", CASE, "--json", "--home", walked_example).json()["least"] == 0


def test_a_case_that_is_not_there_is_bad_input(vetting: Vetting, walked_example: Path) -> None:
    for command in ("conflicts", "staffing"):
        said = vetting(command, "nowhere", "--home", walked_example)
        assert (said.code, said.err) == (2, "There is no case with the id nowhere.\n")


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ({}, ""),
        ({"certain": "55", "possible": "55", "as_of": "2026-03-31"}, "; 55 % as of 2026-03-31"),
        ({"certain": "25", "possible": "50", "as_of": "2026-03-31"}, "; 25 to 50 % as of 2026-03-31"),
    ],
)
def test_a_share_on_the_way_is_said_once(step: dict[str, str], said: str) -> None:
    assert _share(step) == said
