"""The example of owners and matches: its record tells of both, with a fictional list and without one."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from vetting.adapters.clock import FixedClock
from vetting.adapters.list_folder import ListFolder
from vetting.adapters.packs import find
from vetting.bootstrap import open_desk
from vetting.domain.commands import JudgeMatch, RequestRecord
from vetting.settings import Settings
from vetting.usecases.acting import act_on
from vetting.usecases.advance import DirectDispatcher
from vetting.usecases.casefile.read import read_case_file
from vetting.usecases.desk import Desk
from vetting.usecases.listing import load_lists
from vetting.usecases.records import latest_record
from vetting.usecases.send import send
from vetting.usecases.walk import walk_case_file

pytestmark = pytest.mark.no_cover

EXAMPLES = Path(__file__).parents[2] / "examples"
CASE = "owners-and-matches"
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(Settings(tmp_path / "home"), FixedClock(NOW))


def _walk(desk: Desk) -> dict[str, Any]:
    walk_case_file(desk, DirectDispatcher(desk), read_case_file(EXAMPLES / f"{CASE}.yaml", find))
    return latest_record(desk, CASE).to_json()


def _load_list(desk: Desk) -> None:
    file = EXAMPLES / "files" / "signals-list.json"
    assert isinstance(desk.lists, ListFolder)
    load_lists(desk.lists, {file.name: file.read_bytes()}, NOW, dated=date(2026, 3, 30))


def test_without_a_list_the_record_says_that_nothing_was_compared(desk: Desk) -> None:
    assert _walk(desk)["screening"] == {"runs": [], "doubts": [], "matches": []}


def test_the_record_shows_the_owners_and_what_is_to_be_asked(desk: Desk) -> None:
    [reading] = _walk(desk)["ownership"]
    names = {one["id"]: next(iter(one["name"].values())) for one in reading["who"]}
    owners = [(names[one["party"]], one["share"] and one["share"]["at_least"]) for one in reading["owners"]]
    assert owners == [
        ("Lantern Bay Holding SA", "55"),
        ("Quayside Pension Fund", "20"),
        ("Development Agency of Vesperia", "18.75"),
        ("Ilse Vandermark", "15.625"),
        ("Signals Staff Society", "10"),
        ("Copper Gull Invest", "6.6"),
        ("Bram Okonjo-Reyes", None),
    ]
    assert [one["code"] for one in reading["findings"]] == ["loop", "not_accounted", "not_accounted"]


def test_the_record_shows_interests_a_contest_answered_and_one_open_and_the_exception(desk: Desk) -> None:
    record = _walk(desk)
    open_ones = [(one["person"], one["conflict"]) for one in record["declarations"] if one["open"]]
    assert open_ones == [("P-MEMBER", "actual")]
    assert [(one["criterion"], one["answered"] is None) for one in record["contests"]] == [
        ("INT-08", False),
        ("INT-06", True),
    ]
    assert [(one["criterion"], one["stands"]) for one in record["exceptions"]] == [("EXC-09", True)]
    assert "stop_unless_exception" in record["computed"]["fired"]["EXC-09"]
    assert "Quayside" not in str(record["declarations"])


def test_with_the_list_the_record_shows_what_looks_alike_and_then_what_was_ruled(desk: Desk) -> None:
    _load_list(desk)
    matches = _walk(desk)["screening"]["matches"]
    told = [
        (next(iter(one["name"].values())), next(iter(one["listed"]["name"].values())), one["waits"])
        for one in matches
    ]
    assert told == [
        ("Lantern Bay Holding SA", "Lantern Bay Holdings", True),
        ("Ilse Vandermark", "Ilse van der Mark", True),
    ]
    act_on(desk, DirectDispatcher(desk), CASE, EXAMPLES / "files" / "signals-rulings.yaml")
    after = latest_record(desk, CASE).to_json()["screening"]["matches"]
    assert [(one["verdict"], one["waits"]) for one in after] == [("false", False), ("undecided", False)]


def test_an_owner_ruled_to_be_listed_stands_in_the_next_record_without_reading_the_file_again(
    desk: Desk,
) -> None:
    _load_list(desk)
    _walk(desk)
    ruling = {
        "id": "ruling", "case": CASE, "by": "P-FOCAL", "at": datetime(2026, 4, 30, tzinfo=UTC), "match": "M-2",
        "verdict": "true", "reason_code": "same_facts", "text": "The register gives the same year of birth.",
    }  # fmt: skip
    asked = {"id": "asked", "case": CASE, "by": "P-FOCAL", "at": datetime(2026, 4, 30, tzinfo=UTC)}
    send(desk, [JudgeMatch.model_validate(ruling), RequestRecord.model_validate(asked)], simulated=True)
    DirectDispatcher(desk).advance(CASE)
    [reading] = latest_record(desk, CASE).to_json()["ownership"]
    steps = [next(iter(one.values())) for one in reading["aggregate"]]
    assert (reading["listed"], reading["half_or_more_together"]) == (["vandermark"], "possible")
    assert steps == [
        "25 to 50 % of the shares of Lantern Bay Holding SA are held by Ilse Vandermark.",
        "55 % of the shares of Harbourlight Signals Ltd are held by Lantern Bay Holding SA.",
    ]
