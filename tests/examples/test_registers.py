"""Each register of the record is shown by an example, with rows in it and drawn where it has a drawing."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from vetting.adapters.clock import FixedClock
from vetting.adapters.packs import find
from vetting.bootstrap import open_desk
from vetting.documents.references import find_broken_references
from vetting.documents.view import find_figure
from vetting.settings import Settings
from vetting.usecases.advance import DirectDispatcher
from vetting.usecases.casefile.read import read_case_file
from vetting.usecases.records import latest_record
from vetting.usecases.walk import walk_case_file

pytestmark = pytest.mark.no_cover

EXAMPLES = Path(__file__).parents[2] / "examples"
REGISTERS = {
    "refused-youth-forum": (
        "controversies", "impacts", "salient_rights", "inconsistencies", "data_map", "risk_events", "letters",
    ),
    "ended-ration-cards": ("impacts", "salient_rights", "data_map", "risk_events"),
}  # fmt: skip
TABLES = {
    "refused-youth-forum": (
        "CTV-07",
        "CTV-08",
        "CTV-09",
        "CTV-12",
        "CTV-13",
        "HRI-31",
        "HRI-33",
        "HRI-34",
        "PDT-10",
    ),
    "ended-ration-cards": ("CTV-12", "HRI-31", "HRI-33", "HRI-34", "PDT-10", "PDT-19"),
}


@pytest.fixture(params=sorted(REGISTERS))
def told(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, dict[str, Any]]:
    """The name of an example and its record."""
    desk = open_desk(Settings(tmp_path / "home"), FixedClock(datetime(2026, 11, 1, tzinfo=UTC)))
    case_file = read_case_file(EXAMPLES / f"{request.param}.yaml", find)
    walk_case_file(desk, DirectDispatcher(desk), case_file)
    record = latest_record(desk, case_file.id).to_json()
    assert find_broken_references(record, desk.packs.find("un-default")) == []
    return request.param, record


def test_an_example_fills_its_registers_and_draws_them(told: tuple[str, dict[str, Any]]) -> None:
    name, record = told
    assert [one for one in REGISTERS[name] if not record[one]] == []
    rows = {one["criterion"]: one["answers"] for module in record["modules"] for one in module["questions"]}
    assert [one for one in TABLES[name] if not any(answer["value"] for answer in rows[one])] == []
    drawn = {one: find_figure(record, one) for one in ("matrix", "data_map", "risks", "timeline")}
    assert all(figure.narrow for figure in drawn.values())
    assert record["participation"]["effects"]
    assert record["participation"]["steps"]
    assert all(one["leverage"] or "leverage" in one["missing"] for one in record["impacts"])
    # An impact that cannot be undone counts in full, whatever was tried; each safeguard has its test and its owner.
    assert {one["counted"] for one in record["impacts"] if one["irremediability"] == 4} == {4}
    assert record["safeguards"]["met"] is (name == "ended-ration-cards")
