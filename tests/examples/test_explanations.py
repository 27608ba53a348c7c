"""Every finding of every example leads to a rule row, to what was read, to who said it when, and to evidence with its source."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from vetting.adapters.clock import FixedClock
from vetting.adapters.packs import find
from vetting.bootstrap import open_desk
from vetting.settings import Settings
from vetting.usecases.advance import DirectDispatcher
from vetting.usecases.casefile.read import read_case_file
from vetting.usecases.explain import explain_findings
from vetting.usecases.records import latest_record
from vetting.usecases.walk import walk_case_file

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_finding_of_an_example_is_walked_from_rule_to_person_and_time(
    path: Path, tmp_path: Path
) -> None:
    desk = open_desk(Settings(tmp_path / "home"), FixedClock(datetime(2026, 11, 1, tzinfo=UTC)))
    case_file = read_case_file(path, find)
    walk_case_file(desk, DirectDispatcher(desk), case_file)
    findings = latest_record(desk, case_file.id).to_json()["findings"]
    told = {one["criterion"]: one for one in explain_findings(desk, case_file.id)}
    assert set(told) == {one["criterion"] for one in findings}
    gaps = [gap for one in findings for gap in _gaps(one, told[one["criterion"]])]
    assert gaps == []


def _gaps(finding: dict[str, Any], told: dict[str, Any]) -> list[str]:
    """Where the walk from one finding of a record breaks off."""
    found = [
        one
        for one in told["findings"]
        if (one["effect"], one["rule"]) == (finding["effect"], finding["rule"])
    ]
    name = f"{finding['criterion']} {finding['effect']}"
    if not told["rests_on"] or not found:
        return [f"{name}: no source of the question, or no such finding"]
    return [f"{name}: {gap}" for one in found for gap in _gaps_of(one)]


def _gaps_of(found: dict[str, Any]) -> list[str]:
    if not found["values_read"] or not found["answers_read"]:
        return ["nothing read"]
    return [
        f"{answer['criterion']} {lack}"
        for answer in found["answers_read"]
        for lack, is_lacking in _lacks(answer).items()
        if is_lacking
    ]


def _lacks(answer: dict[str, Any]) -> dict[str, bool]:
    return {
        "has no person": not answer["by"],
        "has no time": not answer["at"],
        "is not in the log": answer["log_entry"] is None or not answer["log_hash"],
        "rests on no evidence": answer["state"] == "given" and not answer["evidence"],
        "rests on evidence without a source": any(
            not one["title"] or not one["held"] or not one["knowable_on"] or not one["filed_by"]
            for one in answer["evidence"]
        ),
    }
