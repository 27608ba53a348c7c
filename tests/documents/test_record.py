"""What a record says of a case, decided or not."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from tests import factories as scenes
from vetting.documents.record import assemble_record, render_json
from vetting.documents.references import find_broken_references
from vetting.documents.schema import find_schema_faults
from vetting.domain.decisions import Outcome
from vetting.domain.dossier import Dossier

SCENES = {"interim": scenes.a_dossier, "decided": scenes.a_decided_dossier}
EMPTY = Dossier(case=scenes.a_case())


@pytest.mark.parametrize("name", SCENES)
def test_the_record_of_a_case_is_the_one_that_was_read_and_kept(
    name: str, golden: Callable[[str, bytes], None]
) -> None:
    record = scenes.a_record(SCENES[name]())
    text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
    golden(f"record/{name}.json", text.encode() + b"\n")


@pytest.mark.parametrize("edition", ["public", "auditor", "sealed"])
@pytest.mark.parametrize("dossier", [EMPTY, scenes.a_dossier(), scenes.a_decided_dossier()])
def test_every_record_has_the_form_of_the_schema_and_every_id_leads_somewhere(
    dossier: Dossier, edition: str
) -> None:
    record = scenes.a_record(dossier, edition)
    assert find_schema_faults(record) == []
    pack = scenes.a_small_pack()
    assert find_broken_references(record, pack) == []


def test_a_record_has_one_sequence_of_bytes_also_in_another_process() -> None:
    program = (
        "from tests import factories as s; from vetting.documents.record import render_json; import sys;"
        "sys.stdout.buffer.write(render_json(s.a_record(s.a_decided_dossier())))"
    )
    here = render_json(scenes.a_record(scenes.a_decided_dossier()))
    there = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout
    assert hashlib.sha256(here).hexdigest() == hashlib.sha256(there).hexdigest()


def test_a_case_nobody_decided_is_undetermined_and_its_record_interim() -> None:
    record = scenes.a_record(scenes.a_dossier())
    assert (record["record"]["interim"], record["decision"]["outcome"]) == (True, "undetermined")
    assert (record["decision"]["decided"], record["decision"]["signed"]) == (None, [])
    assert {"key": "no_decision", "count": None} in record["limits"]


def test_high_by_facts_and_high_by_unknowns_stand_apart() -> None:
    findings = [
        scenes.a_finding("PDT-15", "floor(high)", "unknown"),
        scenes.a_finding("HRI-06", "floor(high)"),
    ]
    dossier = scenes.a_dossier(findings=findings)
    record = assemble_record(dossier, scenes.the_pack(), scenes.an_evaluation(dossier), scenes.a_citation())
    assert record["computed"]["because"] == {"by_facts": ["HRI-06"], "by_unknowns": ["PDT-15"]}


def test_plan_and_residual_risk_are_signed_apart() -> None:
    signed = scenes.a_record(scenes.a_decided_dossier())["decision"]["signed"]
    assert [(one["what"], one["person"]) for one in signed] == [
        ("decision", "P-HEAD"),
        ("plan_approval", "P-HEAD"),
        ("residual_risk_acceptance", "P-HQ"),
    ]


def test_a_departure_is_told_with_its_reason_and_second_signature() -> None:
    decision = scenes.a_decision(
        outcome=Outcome.DEFER, departure_reason="The owner is not named.", second_by="P-HQ"
    )
    record = scenes.a_record(scenes.a_decided_dossier(decision=decision, conditions=[]))
    assert record["decision"]["departure"] == {
        "from": "approve_with_conditions",
        "to": "defer",
        "reason": {"en": "The owner is not named."},
        "second_by": "P-HQ",
    }


def test_an_imported_exercise_says_so_on_its_first_page_and_among_its_limits() -> None:
    case = scenes.a_case(source_hash="ab" * 32, is_exercise=True)
    record = scenes.a_record(scenes.a_dossier(case=case))
    assert record["scope"]["notices"] == ["statement", "imported", "exercise"]
    assert {"imported", "exercise"} <= {one["key"] for one in record["limits"]}


def test_a_recusal_counts_whether_by_vote_or_by_a_declared_interest() -> None:
    record = scenes.a_record(scenes.a_decided_dossier())
    assert record["recusals"] == [
        {"person": "P-ASIDE", "by_vote": True, "by_mitigation": True, "by_conflict": "D-2"}
    ]


def test_a_condition_changed_from_its_template_says_so() -> None:
    changed = scenes.a_decided_dossier().conditions[0].model_copy(update={"text": "Deleted in 7 days."})
    own = changed.model_copy(update={"id": "own-words"})
    record = scenes.a_record(scenes.a_decided_dossier(conditions=[changed, own]))
    told = [(one["id"], one["template"], one["tightened"]) for one in record["conditions"]]
    assert told == [("retention-schedule", True, True), ("own-words", False, False)]


def test_severity_is_the_highest_grade_and_unknown_where_a_higher_one_is_possible() -> None:
    impacts = scenes.a_record(scenes.a_decided_dossier())["impacts"]
    told = [(one["severity"], one["likelihood"], one["residual"]) for one in impacts]
    assert told == [(2, 3, "unknown"), (3, 2, 2), ("unknown", "unknown", "unknown")]


def test_a_grade_of_four_is_the_severity_whatever_else_is_unknown() -> None:
    row = {"impact": "a", "scale": 4, "scope": "unknown", "irremediability": "unknown", "likelihood": 1}
    dossier = scenes.a_dossier(answers=[scenes.an_answer("HRI-17", [row])])
    assert scenes.a_record(dossier)["impacts"][0]["severity"] == 4


def test_evidence_that_is_cited_and_not_held_has_no_hash() -> None:
    evidence = scenes.a_record(scenes.a_dossier())["evidence"]
    told = [(one["id"], one["held"], one["hash"] is None) for one in evidence]
    assert told == [("E-1", True, False), ("E-2", False, True)]


def test_every_finding_cites_the_row_of_the_pack_and_the_log_entry_it_was_made_in() -> None:
    finding = scenes.a_record(scenes.a_dossier())["findings"][0]
    assert (finding["rule"], finding["event"]) == ("un-default@1.0.0#INT-03/1", 15)
    coupling = scenes.a_finding("INT-10", "floor(moderate)", row="state_access#2")
    record = scenes.a_record(scenes.a_dossier(findings=[coupling]))
    assert record["findings"][0]["rule"] == "un-default@1.0.0#state_access#2"


def test_a_question_not_asked_at_this_depth_is_listed_as_such() -> None:
    modules = scenes.a_record(EMPTY)["modules"]
    states = {one["criterion"]: one["state"] for module in modules for one in module["questions"]}
    assert states["HRI-17"] == "not_asked"


def test_answers_of_several_answerers_stand_side_by_side() -> None:
    answers = [
        scenes.an_answer("INT-10", "none", answerer="office"),
        scenes.an_answer("INT-10", "refused", answerer="company"),
    ]
    record = scenes.a_record(scenes.a_dossier(answers=answers, findings=[]))
    questions = {one["criterion"]: one for one in record["modules"][0]["questions"]}
    assert questions["INT-10"]["state"] == "refused"
    assert [one["answerer"] for one in questions["INT-10"]["answers"]] == ["company", "office"]


def test_the_record_is_dated_by_the_latest_act_it_tells_of() -> None:
    assert scenes.a_record(EMPTY)["record"]["dated"] == "2026-03-02T09:00:00Z"
    assert scenes.a_record(scenes.a_decided_dossier())["record"]["dated"] == "2026-05-01T09:00:00Z"


def test_nothing_in_the_record_is_shared_with_the_dossier() -> None:
    dossier = scenes.a_decided_dossier()
    record = scenes.a_record(dossier)
    _spoil(record)
    assert scenes.a_record(dossier) == scenes.a_record(scenes.a_decided_dossier())


def _spoil(part: Any) -> None:
    if isinstance(part, dict):
        for value in part.values():
            _spoil(value)
        part.clear()
    elif isinstance(part, list):
        for value in part:
            _spoil(value)
        part.clear()


def test_a_condition_that_no_rule_and_no_point_asks_for_is_the_deciders_own() -> None:
    own = scenes.a_decided_dossier().conditions[0].model_copy(update={"criteria": [], "points": []})
    record = scenes.a_record(scenes.a_decided_dossier(conditions=[own]))
    assert record["conditions"][0]["from"] == {"criteria": [], "points": [], "decision": True}
    assert find_broken_references(record, scenes.a_small_pack()) == []


def test_a_disposition_without_a_reason_is_a_limit_of_the_record() -> None:
    points = [one.model_copy(update={"reason": ""}) for one in scenes.a_decided_dossier().points]
    record = scenes.a_record(scenes.a_decided_dossier(points=points))
    assert {"key": "points_unexplained", "count": 3} in record["limits"]
