"""What a case is told as: the summary, and the way from a finding to its evidence, source, row, person and time."""

from pathlib import Path

import pytest

from tests.usecases.desks import CASE, Scene, a_scene
from vetting.domain.errors import NotFound
from vetting.usecases.explain import explain, explain_findings
from vetting.usecases.summary import summarise_case

KEYS = {
    "case", "title", "status", "pack", "pack_hash", "depth", "level", "authority", "admissible", "suggested",
    "outcome", "fired", "gates_open", "unknown", "unanswered", "ask_next", "conditions", "stages",
}  # fmt: skip


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened().with_evidence("E-1", publisher="Forum", published="2025-12")


def test_an_empty_case_is_low_at_least_and_high_at_most(scene: Scene) -> None:
    told = summarise_case(scene.desk, CASE)
    assert set(told) >= KEYS
    assert told["level"] == {"established": "low", "at_least": "low", "could_be": "high", "because": []}
    assert (told["case"], told["status"], told["outcome"], told["pack"]) == (
        CASE,
        "triage",
        "undetermined",
        "small@1.0.0",
    )
    assert told["stages"]["intake"] == {
        "status": "incomplete",
        "asked": ["INT-01", "INT-02"],
        "unanswered": ["INT-01", "INT-02"],
        "gates": [],
    }


def test_a_decided_case_tells_its_outcome(scene: Scene) -> None:
    scene.answered().decide("approve", plan_signed_by="P-HEAD", risk_signed_by="P-HQ")
    told = summarise_case(scene.desk, CASE)
    assert (told["outcome"], told["status"], told["unanswered"], told["gates_open"]) == (
        "approve",
        "decided",
        [],
        {},
    )


def test_what_fired_and_what_is_open_is_told_with_its_basis(scene: Scene) -> None:
    scene.answered(INT_01="yes", INT_02="unknown")
    told = summarise_case(scene.desk, CASE)
    assert told["fired"] == {"INT-01": {"condition(tell-people)": "answered", "floor(moderate)": "answered"}}
    assert told["gates_open"] == {"INT-02": {"gate(evidence)": "unknown"}}
    assert (told["unknown"], told["conditions"]) == (["INT-02"], ["tell-people"])


@pytest.mark.parametrize("ask", [summarise_case, lambda desk, case: explain(desk, case, "INT-01")])
def test_a_case_that_is_not_there_is_named(scene: Scene, ask: object) -> None:
    assert callable(ask)
    with pytest.raises(NotFound, match=r"There is no case with the id nobody\."):
        ask(scene.desk, "nobody")


def test_a_criterion_that_is_not_there_is_named(scene: Scene) -> None:
    with pytest.raises(NotFound, match=r"There is no criterion with the id XYZ-01\."):
        explain(scene.desk, CASE, "XYZ-01")


def test_a_finding_leads_to_evidence_source_rule_person_time_and_log_entry(scene: Scene) -> None:
    scene.answer("INT-01", "yes", evidence=["E-1"], note="As the plan says")
    told = explain(scene.desk, CASE, "INT-01")
    entry = scene.size() - 1
    [line] = [one for one in scene.dossier().log if one.index == entry]
    answer = {
        "criterion": "INT-01",
        "answerer": "office",
        "state": "given",
        "value": "yes",
        "note": "As the plan says",
        "by": "P-FOCAL",
        "at": "2026-03-02T09:00:00Z",
        "evidence": [
            {
                "id": "E-1",
                "kind": "citation",
                "title": "Yearly report",
                "publisher": "Forum",
                "published": "2025-12",
                "knowable_on": "2025-12-31",
                "held": "cited, not held",
                "filed_by": "P-FOCAL",
            }
        ],
        "log_entry": entry,
        "log_hash": line.leaf_hash,
    }
    assert {
        name: told[name] for name in ("case", "criterion", "question", "guidance", "asked", "rests_on")
    } == {
        "case": CASE,
        "criterion": "INT-01",
        "question": "Is the service open to the public?",
        "guidance": "Say yes where anyone may use it.",
        "asked": True,
        "rests_on": [
            {"key": "invented", "title": "An invented source", "publisher": "Nobody", "year": "2026"}
        ],
    }
    assert told["answers"] == [answer]
    assert [
        (one["effect"], one["basis"], one["values_read"], one["answers_read"]) for one in told["findings"]
    ] == [
        ("floor(moderate)", "answered", {"INT-01": "yes"}, [answer]),
        ("condition(tell-people)", "answered", {"INT-01": "yes"}, [answer]),
    ]
    assert told["findings"][0]["rule"].startswith("small@1.0.0#INT-01")


def test_every_finding_is_told_like_one_that_is_asked_for(scene: Scene) -> None:
    scene.answer("INT-01", "yes", evidence=["E-1"])
    told = explain_findings(scene.desk, CASE)
    assert [one["criterion"] for one in told] == sorted({one["criterion"] for one in told})
    assert told == [explain(scene.desk, CASE, one["criterion"]) for one in told if one["findings"]]
    assert told


def test_a_criterion_that_is_not_asked_says_so(scene: Scene) -> None:
    told = explain(scene.desk, CASE, "PDT-01")
    assert (told["asked"], told["answers"], told["findings"]) == (False, [], [])
