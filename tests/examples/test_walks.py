"""Each example, walked by the direct engine, comes to what its file promises."""

import csv
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from vetting.adapters.clock import FixedClock
from vetting.adapters.packs import find
from vetting.bootstrap import open_desk
from vetting.domain.errors import Refused
from vetting.settings import Settings
from vetting.usecases.advance import DirectDispatcher
from vetting.usecases.casefile.read import read_case_file
from vetting.usecases.records import latest_record
from vetting.usecases.summary import summarise_case
from vetting.usecases.walk import walk_case_file

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

ROOT = Path(__file__).parents[2]
FIRED = ("stop", "stop_unless_exception", "floor", "raise", "authority", "condition", "reply")


@pytest.fixture
def walk(tmp_path: Path) -> Callable[[Path], dict[str, Any]]:
    """Walks a case file in a home of its own; its summary, with the record's content."""
    desk = open_desk(Settings(tmp_path / "home"), FixedClock(datetime(2026, 11, 1, tzinfo=UTC)))

    def walk_file(path: Path) -> dict[str, Any]:
        case_file = read_case_file(path, find)
        walk_case_file(desk, DirectDispatcher(desk), case_file)
        return summarise_case(desk, case_file.id) | {"record": latest_record(desk, case_file.id).to_json()}

    return walk_file


@pytest.mark.parametrize(
    ("name", "outcome", "level", "depth", "authority"),
    [
        ("un75-tencent-2020-03-29", "undetermined", ("high", "high", "high"), "enhanced", 4),
        ("un75-tencent-2020-04-21", "defer", ("high", "high", "high"), "enhanced", 4),
        ("benign-translation-tool", "approve", ("low", "low", "low"), "light", 1),
        ("conditions-data-analytics", "approve_with_conditions", ("moderate",) * 3, "standard", 2),
        ("refused-youth-forum", "refuse", ("high", "high", "high"), "enhanced", 4),
        ("ended-ration-cards", "end", ("high", "high", "high"), "enhanced", 4),
        ("owners-and-matches", "undetermined", ("low", "substantial", "high"), "enhanced", 3),
    ],
)
def test_an_example_comes_to_its_outcome(  # noqa: PLR0913 - a row of the table above
    walk: Callable[[Path], dict[str, Any]],
    name: str,
    outcome: str,
    level: tuple[str, str, str],
    depth: str,
    authority: int,
) -> None:
    found = walk(ROOT / "examples" / f"{name}.yaml")
    bounds = tuple(found["level"][bound] for bound in ("established", "at_least", "could_be"))
    assert (found["outcome"], bounds, found["depth"], found["authority"]) == (
        outcome,
        level,
        depth,
        authority,
    )
    assert found["record"]["decision"]["outcome"] == outcome


def test_the_day_before_the_announcement_fires_what_was_expected_of_it(
    walk: Callable[[Path], dict[str, Any]],
) -> None:
    found = walk(ROOT / "examples" / "un75-tencent-2020-03-29.yaml")
    assert {"fired": found["fired"], "gates_open": found["gates_open"]} == _expected("2020-03-29")
    assert (found["admissible"], found["suggested"]) == (["defer", "refuse"], "defer")


def test_a_settled_case_of_light_depth_is_settled_before_anyone_decides(
    walk: Callable[[Path], dict[str, Any]], tmp_path: Path
) -> None:
    """The rows of the decision are acts to come: the bounds do not range over them."""
    example = ROOT / "examples" / "benign-translation-tool.yaml"
    undecided = tmp_path / "undecided.yaml"
    undecided.write_text(example.read_text().partition("\nvotes:")[0])
    shutil.copytree(example.parent / "files", tmp_path / "files")
    found = walk(undecided)
    assert found["outcome"] == "undetermined"
    assert (found["level"]["at_least"], found["level"]["could_be"]) == ("low", "low")
    assert found["suggested"] == "approve"


def test_a_refusal_by_the_company_stands_in_the_record_with_the_rule_it_follows_from(
    walk: Callable[[Path], dict[str, Any]], tmp_path: Path
) -> None:
    text = (ROOT / "examples" / "un75-tencent-2020-03-29.yaml").read_text()
    refused = tmp_path / "refused.yaml"
    refused.write_text(text.replace("    ENT-12: unknown", "    ENT-12: refused"))
    findings = walk(refused)["record"]["findings"]
    found = {(one["effect"], one["basis"], one["rule"]) for one in findings if one["criterion"] == "ENT-12"}
    assert found == {
        ("floor(substantial)", "refused", "un-default@1.0.0#ENT-12/1"),
        ("reply", "refused", "un-default@1.0.0#answer_states#refused"),
    }


@pytest.fixture
def benign(tmp_path: Path) -> Callable[..., Path]:
    """The example of light depth with places of it changed, beside its files."""

    def change(*changes: tuple[str, str]) -> Path:
        text = (ROOT / "examples" / "benign-translation-tool.yaml").read_text()
        for old, new in changes:
            assert text.count(old) == 1
            text = text.replace(old, new)
        shutil.copytree(ROOT / "examples" / "files", tmp_path / "files", dirs_exist_ok=True)
        changed = tmp_path / "changed.yaml"
        changed.write_text(text)
        return changed

    return change


GRADED_BY_ANOTHER = """      evidence: [E-INQUIRY]
      by: P-HR
      note: Invoices that were hard to read"""
ANSWER_WITH_SOURCE = "[{controversy: C-1, answer: answered, source: E-REPLY}]"


@pytest.mark.parametrize(
    ("old", "new", "lacking"),
    [
        (GRADED_BY_ANOTHER, GRADED_BY_ANOTHER.replace("P-HR", "P-FOCAL"), "graded by another person"),
        (
            ANSWER_WITH_SOURCE,
            "[{controversy: C-1, answer: answered}]",
            "the company's answer with its source",
        ),
    ],
    ids=["no reviewer", "no source of the answer"],
)
def test_nothing_is_approved_over_a_controversy_that_cannot_be_closed(
    walk: Callable[[Path], dict[str, Any]], tmp_path: Path, old: str, new: str, lacking: str
) -> None:
    text = (ROOT / "examples" / "conditions-data-analytics.yaml").read_text()
    assert text.count(old) == 1
    changed = text.replace(old, new).replace(
        "P-FOCAL: {roles: focal_point,", "P-FOCAL: {roles: [focal_point, hr_adviser],"
    )
    (tmp_path / "changed.yaml").write_text(changed)
    shutil.copytree(ROOT / "examples" / "files", tmp_path / "files", dirs_exist_ok=True)
    with pytest.raises(Refused) as refused:
        walk(tmp_path / "changed.yaml")
    if (
        refused.value.refusal.code != "outcome_not_admissible"
    ):  # the gate of CTV-04 may be the first to say so
        assert refused.value.refusal.code == "controversy_open"
        assert lacking in str(refused.value.refusal.params["lacking"])


PLAN = """    INT-01:
      answer: "Work plan 2026 of the office, section 4.2: a shared memory of approved terms."
      evidence: [E-MANDATE]
"""
CHANGED = """    INT-01:
      - {answer: "Work plan 2026, section 4.2", evidence: [E-MANDATE]}
      - {answer: "Work plan 2026, section 4.3", evidence: [E-MANDATE], at: 2026-03-18}
"""
DEFERRED = ("  outcome: approve\n", "  outcome: defer\n")
CONTESTED = "contests:\n  INT-06: {reason: The unit told its readers of it, by: P-LEGAL, at: 2026-03-18"
ANSWERED = ", answer: The note was of another tool, answered_by: P-FOCAL, answered_at: 2026-03-25"


@pytest.mark.parametrize(
    "change",
    [
        (PLAN, CHANGED),
        ("\nsubmissions:\n", f"\n{CONTESTED}}}\n\nsubmissions:\n"),
        ("\nsubmissions:\n", f"\n{CONTESTED}{ANSWERED}}}\n\nsubmissions:\n"),
    ],
    ids=["changed", "contested", "contested and answered"],
)
def test_a_triage_answer_that_is_changed_or_contested_on_a_later_day_ends_the_short_way(
    walk: Callable[[Path], dict[str, Any]], benign: Callable[..., Path], change: tuple[str, str]
) -> None:
    with pytest.raises(Refused) as refused:
        walk(benign(change))
    assert refused.value.refusal.code == "outcome_not_admissible"
    found = walk(benign(change, DEFERRED, ("  id: benign-translation-tool\n", "  id: deferred\n")))
    assert (found["outcome"], found["depth"], found["suggested"]) == ("defer", "basic", "defer")


def _expected(day: str) -> dict[str, dict[str, dict[str, str]]]:
    expected: dict[str, dict[str, dict[str, str]]] = {"fired": {}, "gates_open": {}}
    with (ROOT / "tests" / "data" / "expected-un75-tencent-2020.csv").open() as file:
        for row in csv.DictReader(file):
            if row["date"] == day:
                _add(expected, row)
    return expected


def _add(expected: dict[str, dict[str, dict[str, str]]], row: dict[str, str]) -> None:
    by_unknown = set(row["effects_by_unknown"].split(";"))
    for effect in filter(None, row["expected_effects"].split(";")):
        kind = effect.partition("(")[0]
        if kind == "gate" or kind in FIRED:
            part = expected["gates_open" if kind == "gate" else "fired"]
            basis = "unknown" if effect in by_unknown else "answered"
            part.setdefault(row["criterion"], {})[effect] = basis
