"""Scenes for tests: dossiers that say their stage, with the evaluation and log that go with them.

All companies, people and events here are invented.
"""

import dataclasses
import hashlib
from functools import cache
from typing import Any

from tests.scene_parts import (
    CASE,
    START,
    STORY,
    a_case,
    a_finding,
    after,
    an_answer,
    some_answers,
    some_clause_links,
    some_declarations,
    some_evidence,
    some_findings,
    some_gate,
    some_impact_answers,
    some_log,
    some_owners,
    some_owners_file,
    some_ownership,
    some_party,
    some_people,
    some_step,
    some_terms,
    the_pack,
)
from tests.scene_screening import a_run, some_judgements, some_matches
from tests.scene_voices import (
    a_decision,
    a_point,
    a_submission,
    an_exception,
    some_condition,
    some_contests,
    some_letter,
    some_points,
    some_submissions,
    some_votes,
)
from vetting.documents.citation import LogCitation
from vetting.documents.record import assemble_record
from vetting.domain.answers import AnswerState
from vetting.domain.dossier import Dossier
from vetting.domain.findings import FindingFields
from vetting.domain.stages import CaseStatus, Step
from vetting.policy.pack import Pack

__all__ = [
    "CASE",
    "START",
    "a_case",
    "a_citation",
    "a_decided_dossier",
    "a_decision",
    "a_dossier",
    "a_finding",
    "a_point",
    "a_record",
    "a_small_pack",
    "a_submission",
    "after",
    "an_answer",
    "an_evaluation",
    "an_exception",
    "some_contests",
    "some_ownership",
    "the_pack",
]

RANKS = ("low", "moderate", "substantial", "high")


def a_dossier(**changes: Any) -> Dossier:
    """A case under review, without a decision, with one part of each early kind."""
    dossier = Dossier(
        case=a_case(),
        parties=[some_party()],
        people=some_people(),
        declarations=some_declarations(),
        evidence=some_evidence(),
        answers=some_answers(),
        steps=[some_step(Step.INTAKE, 1)],
        findings=some_findings(),
        gates=[some_gate()],
        log=some_log(["CaseOpened", "PersonAssigned", "EvidenceFiled", "QuestionAnswered", "StageEvaluated"]),
    )
    return dataclasses.replace(dossier, **changes)


def a_decided_dossier(**changes: Any) -> Dossier:
    """A case decided with conditions: consultation, letter and reply, votes with a dissent and a recusal."""
    dossier = dataclasses.replace(
        a_dossier(),
        case=a_case(status=CaseStatus.DECIDED),
        answers=[*some_answers(), some_owners(), *some_impact_answers()],
        evidence=[*some_evidence(), some_owners_file()],
        ownership=[some_ownership()],
        terms=[some_terms()],
        clause_links=some_clause_links(),
        submissions=some_submissions(),
        points=some_points(),
        letters=[some_letter()],
        screenings=[a_run()],
        matches=some_matches(),
        judgements=some_judgements(),
        contests=some_contests(),
        exceptions=[an_exception()],
        votes=some_votes(),
        decision=a_decision(),
        conditions=[some_condition()],
        gates=[],
        findings=[one for one in some_findings() if one.basis == "answered"],
        log=some_log(STORY),
    )
    return dataclasses.replace(dossier, **changes)


def an_evaluation(dossier: Dossier, **changes: Any) -> dict[str, Any]:
    """The evaluation that agrees with the findings of a dossier, as JSON."""
    floors = [one for one in dossier.findings if one.kind == "floor"]
    asked = {one.criterion for one in dossier.answers} | {"INT-14"}
    unanswered = sorted(asked - {one.criterion for one in dossier.answers}) if dossier.gates else []
    at_least = _highest(floors)
    said = {
        "depth": "standard",
        "level": {
            "established": _highest([one for one in floors if one.basis == "answered"]),
            "at_least": at_least,
            "could_be": "high" if unanswered else at_least,
            "because": sorted({one.criterion for one in floors if one.effect == f"floor({at_least})"}),
        },
        "authority": 2,
        "admissible": ["defer", "refuse"]
        if dossier.gates
        else ["approve_with_conditions", "defer", "refuse"],
        "suggested": "defer" if dossier.gates else "approve_with_conditions",
        "fired": _effects([one for one in dossier.findings if one.kind != "gate"]),
        "gates_open": _effects([one for one in dossier.findings if one.kind == "gate"]),
        "unknown": sorted({a.criterion for a in dossier.answers if a.state is AnswerState.UNKNOWN}),
        "unanswered": unanswered,
        "ask_next": unanswered,
        "conditions": sorted({one.effect[10:-1] for one in dossier.findings if one.kind == "condition"}),
        "stages": {stage.id: _stage(stage.id, asked, unanswered, dossier) for stage in the_pack().stages},
    }
    return {**said, **changes}


def a_citation(**changes: Any) -> LogCitation:
    """A checkpoint of an invented log."""
    said: dict[str, Any] = {
        "origin": "vetting.example/log",
        "size": 128,
        "root": hashlib.sha256(b"root").hexdigest(),
        "checkpoint_text": "vetting.example/log\n128\nq83vEjRWeJA=\n\n— vetting.example/log c2lnbmF0dXJl\n",
        "key_fingerprint": "sha256:" + hashlib.sha256(b"key").hexdigest(),
    }
    return LogCitation(**{**said, **changes})


def _highest(floors: list[FindingFields]) -> str:
    names = [one.effect[6:-1] for one in floors]
    return max(names, key=RANKS.index, default="low")


def _effects(findings: list[FindingFields]) -> dict[str, dict[str, str]]:
    effects: dict[str, dict[str, str]] = {}
    for one in findings:
        effects.setdefault(one.criterion, {})[one.effect] = one.basis
    return effects


def _stage(stage: str, asked: set[str], unanswered: list[str], dossier: Dossier) -> dict[str, Any]:
    here = [one.id for one in the_pack().in_stage(stage) if one.id in asked]
    gates = [one.key for one in dossier.gates if one.stage == stage]
    left = [one for one in here if one in unanswered]
    status = "incomplete" if left or gates else ("complete" if here else "not_asked")
    return {"status": status, "asked": here, "unanswered": left, "gates": gates}


@cache
def a_small_pack() -> Pack:
    """The default pack cut down to the questions of these scenes, with a hash that never changes."""
    pack = the_pack()
    asked = {one.criterion for one in (*some_answers(), *some_impact_answers())} | {"INT-14", "PDT-14"}
    kept = {name: one for name, one in pack.criteria.items() if name in asked}
    sources = {key for one in kept.values() for key in one.sources}
    return dataclasses.replace(
        pack,
        hash="sha256:" + "5" * 64,
        criteria=kept,
        stages=tuple(one for one in pack.stages if one.id in {known.stage for known in kept.values()}),
        sources={key: one for key, one in pack.sources.items() if key in sources},
    )


def a_record(dossier: Dossier, edition: str = "auditor") -> dict[str, Any]:
    """The record of a scene under the small pack."""
    pack = a_small_pack()
    case = dossier.case.model_copy(update={"pack_hash": pack.hash})
    scene = dataclasses.replace(dossier, case=case)
    return assemble_record(scene, pack, an_evaluation(scene), a_citation(), edition)
