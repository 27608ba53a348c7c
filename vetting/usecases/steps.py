"""Steps: the work of one stage, or of a few that belong together, done once for what it reads.

- A step evaluates, writes the findings of its stages, opens the gates they ask for and closes those
  they no longer ask for; the record step then issues the record where one is wanted.
- Its result, its log entries and the check of the lease are one commit: computing may repeat,
  effects may not.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from vetting.audit import canonical
from vetting.domain.answers import AnswerFields
from vetting.domain.case import CaseFields
from vetting.domain.case_events import CaseEvaluated, CaseMoved, StageEvaluated
from vetting.domain.dossier import Dossier
from vetting.domain.findings import FindingFields
from vetting.domain.gates import GateFields, GateState
from vetting.domain.recusals import find_standing_answers
from vetting.domain.stages import STAGES_OF_STEP, CaseStatus, Stage, Step, StepFields, is_closed
from vetting.policy.readings import Finding
from vetting.usecases.appraise import Appraisal, appraise, appraise_case, criteria_read
from vetting.usecases.desk import Desk
from vetting.usecases.kept import Act, KeptEvaluation, Lease
from vetting.usecases.plan import Due, Wait, next_number, plan
from vetting.usecases.ports import Work
from vetting.usecases.records import issue_record, wants_record
from vetting.usecases.screening import Planned, is_due, last_basis, plan_screening, screen_case
from vetting.usecases.triage import GATE, find_triage_gate

SYSTEM = "system"


def next_step(desk: Desk, case: str) -> Due | Wait:
    """What is due for a case now."""
    with desk.read() as work:
        appraisal = appraise_case(desk, work, case)
        now = work.simulated_now(case) or desk.clock.now()
    return _plan(appraisal, _plan_screening(desk, appraisal, now))


def perform_step(desk: Desk, lease: Lease, step: Step) -> bool:
    """Do a step if it is still due; whether it was.

    Raises ``LeaseLost`` where another process holds the case by now; nothing is kept then.
    """
    with desk.work() as work:
        work.check_fence(lease)
        appraisal = appraise_case(desk, work, lease.case)
        now = work.simulated_now(lease.case) or desk.clock.now()
        planned = _plan_screening(desk, appraisal, now)
        if _plan(appraisal, planned) != Due(step):
            return False
        if step is Step.SCREENING and planned is not None and is_due(planned, appraisal.dossier):
            screen_case(desk, work, appraisal.dossier, planned)
            appraisal = appraise(desk, work.dossier(lease.case))
        _do(desk, work, appraisal, step, now)
        work.check_fence(lease)
        work.commit()
    return True


def stage_inputs(appraisal: Appraisal, planned: Planned | None = None) -> dict[Step, str]:
    """For each step that is wanted now, the hash of what it would read; ``planned`` is the screening to be done."""
    inputs: dict[Step, str] = {
        step: _digest(_reads(appraisal, step)) for step in Step if step is not Step.RECORD
    }
    if basis := planned.basis if planned else last_basis(appraisal.dossier):
        inputs[Step.SCREENING] = _digest([_reads(appraisal, Step.SCREENING), basis])
    if gate := _triage_gate(appraisal, appraisal.dossier.case.opened_at):
        inputs[Step.INTAKE] = _digest([_reads(appraisal, Step.INTAKE), gate.key])
    if wants_record(appraisal.dossier):
        inputs[Step.RECORD] = _digest([_reads(appraisal, Step.RECORD), _entries(appraisal.dossier)])
    return inputs


def _plan(appraisal: Appraisal, planned: Planned | None) -> Due | Wait:
    dossier = appraisal.dossier
    gates = [] if is_closed(dossier.case.status) else dossier.gates
    return plan(stage_inputs(appraisal, planned), dossier.steps, gates)


def _plan_screening(desk: Desk, appraisal: Appraisal, now: datetime) -> Planned | None:
    """What to screen in a case under review; a decided one is screened anew only when a list changes."""
    if appraisal.dossier.case.status is not CaseStatus.UNDER_REVIEW:
        return None
    return plan_screening(desk, appraisal.pack, appraisal.dossier, now)


def _reads(appraisal: Appraisal, step: Step) -> list[Any]:
    """What a step would write about its stages: their status, findings and gates."""
    evaluation = appraisal.evaluation
    return [
        [stage.value, list(evaluation.stage_status(stage.value)), _effects(appraisal, stage)]
        for stage in STAGES_OF_STEP[step]
    ]


def _effects(appraisal: Appraisal, stage: Stage) -> list[Any]:
    return [
        [finding.criterion, finding.effect, finding.basis, finding.row]
        for finding in appraisal.evaluation.findings
        if _stage_of(appraisal, finding) == stage
    ]


def _entries(dossier: Dossier) -> list[str]:
    """The acts that a record tells of: every entry but those that evaluating, issuing and looking add."""
    own = {"RecordIssued", "CaseEvaluated", "ReminderRaised", "DeclarationsOpened", "ProtectedOpened"}
    return [
        line.leaf_hash
        for line in dossier.log
        if line.event not in own and line.fields.get("step") != Step.RECORD.value
    ]


def _digest(value: Any) -> str:
    return hashlib.sha256(canonical.to_bytes(value)).hexdigest()


def _do(desk: Desk, work: Work, appraisal: Appraisal, step: Step, now: datetime) -> None:
    number = next_number(step, appraisal.dossier.steps)
    case = appraisal.dossier.case.id
    act = Act(f"{case}/{step.value}/{number}", case, SYSTEM, now)
    _seal_evaluation(work, appraisal, act)
    _leave_triage(work, appraisal, act)
    findings = _findings(appraisal, step, number, now)
    gates = _gates(appraisal, step, now)
    done = _step_done(appraisal, step, number, now)
    work.keep(act, _event(appraisal, step, done), done, *findings, *gates)
    if step is Step.RECORD:
        issue_record(desk, work, appraisal, Act(f"{act.id}#record", case, SYSTEM, now))


def _seal_evaluation(work: Work, appraisal: Appraisal, act: Act) -> None:
    """Log the facts in clear, once for each set of facts under each pack."""
    facts, pack = appraisal.facts, appraisal.pack
    case = appraisal.dossier.case
    sealed = Act(f"{case.id}/facts/{facts.hash}", case.id, SYSTEM, act.at)
    if work.has_act(sealed.id):
        return
    result = appraisal.evaluation.to_json()
    work.keep_evaluation(
        KeptEvaluation(
            facts_hash=facts.hash,
            pack_hash=pack.hash,
            facts=canonical.to_bytes(facts.to_json()).decode(),
            result=canonical.to_bytes(result).decode(),
        )
    )
    event = CaseEvaluated(
        facts=facts.to_json(),
        facts_hash=facts.hash,
        pack_hash=pack.hash,
        result=_summary(result),
    )
    work.keep(sealed, event, _deepened(case, appraisal.evaluation.depth))


def _summary(result: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a result that the log carries; the rest follows from the facts by replay."""
    named = ("depth", "level", "authority", "admissible", "suggested", "conditions", "unknown")
    return {name: result[name] for name in named}


def _deepened(case: CaseFields, depth: str) -> CaseFields:
    """The case with the depth it has reached, which never falls."""
    return case.model_copy(update={"settings": case.settings | {"depth_before": depth}})


def _leave_triage(work: Work, appraisal: Appraisal, act: Act) -> None:
    case = work.get(CaseFields, act.case)
    if case is None or case.status is not CaseStatus.TRIAGE or appraisal.evaluation.depth == "triage":
        return
    moved = Act(f"{act.case}/leaves-triage", act.case, SYSTEM, act.at)
    event = CaseMoved(status=case.status.value, to=CaseStatus.UNDER_REVIEW.value)
    work.keep(moved, event, case.model_copy(update={"status": CaseStatus.UNDER_REVIEW}))


def _step_done(appraisal: Appraisal, step: Step, number: int, now: datetime) -> StepFields:
    evaluation = appraisal.evaluation
    stages: dict[str, str] = {
        stage.value: evaluation.stage_status(stage.value).state for stage in STAGES_OF_STEP[step]
    }
    return StepFields(
        case=appraisal.dossier.case.id,
        step=step,
        number=number,
        inputs=stage_inputs(appraisal)[step],
        stages=stages,
        facts_hash=appraisal.facts.hash,
        finished_at=now,
    )


def _event(appraisal: Appraisal, step: Step, done: StepFields) -> StageEvaluated:
    stages = {stage.value for stage in STAGES_OF_STEP[step]}
    criteria = appraisal.pack.criteria
    evaluation = appraisal.evaluation

    def of_stages(effects: Mapping[str, Any]) -> dict[str, Any]:
        return {one: effects[one] for one in sorted(effects) if criteria[one].stage in stages}

    return StageEvaluated(
        step=step.value,
        number=done.number,
        stages=done.stages,
        fired=of_stages(evaluation.fired),
        gates=of_stages(evaluation.gates_open),
        facts_hash=appraisal.facts.hash,
        pack_hash=appraisal.pack.hash,
    )


def _findings(appraisal: Appraisal, step: Step, number: int, now: datetime) -> list[FindingFields]:
    stages = STAGES_OF_STEP[step]
    answers = find_standing_answers(appraisal.dossier)
    counts: dict[str, int] = {}
    made = []
    for finding in appraisal.evaluation.findings:
        stage = _stage_of(appraisal, finding)
        if stage in stages:
            counts[finding.criterion] = counts.get(finding.criterion, 0) + 1
            ident = f"F-{finding.criterion}-{counts[finding.criterion]}"
            made.append(_finding(appraisal, finding, (ident, number, stage, now), answers))
    return made


def _finding(
    appraisal: Appraisal,
    finding: Finding,
    place: tuple[str, int, Stage, datetime],
    answers: Mapping[str, list[AnswerFields]],
) -> FindingFields:
    ident, number, stage, now = place
    read = [one for criterion in criteria_read(appraisal.pack, finding) for one in answers.get(criterion, [])]
    return FindingFields(
        case=appraisal.dossier.case.id,
        id=ident,
        step_number=number,
        stage=stage,
        criterion=finding.criterion,
        effect=finding.effect,
        kind=finding.kind,
        basis=finding.basis,
        row=finding.row,
        because=finding.because,
        read=dict(finding.read),
        evidence=sorted({ident for one in read for ident in one.evidence}),
        answered_by=sorted({one.by for one in read}),
        answered_at=max((one.at for one in read), default=None),
        made_at=now,
    )


def _stage_of(appraisal: Appraisal, finding: Finding) -> Stage:
    return Stage(appraisal.pack.criteria[finding.criterion].stage)


def _gates(appraisal: Appraisal, step: Step, now: datetime) -> list[GateFields]:
    """Gates to open and gates to close, of the stages of this step."""
    wanted = _wanted_gates(appraisal, step, now)
    if step is Step.INTAKE and (waiting := _triage_gate(appraisal, now)):
        wanted[GATE] = waiting
    known = {gate.key: gate for gate in appraisal.dossier.gates}
    opened = [_reopened(known.get(key), gate) for key, gate in wanted.items()]
    closed = [
        gate.model_copy(update={"state": GateState.ANSWERED, "closed_at": now})
        for key, gate in known.items()
        if _is_rule_gate(gate, step) and gate.state is GateState.OPEN and key not in wanted
    ]
    return [gate for gate in opened if gate is not None] + closed


def _triage_gate(appraisal: Appraisal, now: datetime) -> GateFields | None:
    """The gate of the triage, while a case may still be approved."""
    if appraisal.dossier.case.status not in (CaseStatus.TRIAGE, CaseStatus.UNDER_REVIEW):
        return None
    return find_triage_gate(appraisal.pack, appraisal.dossier, now)


def _wanted_gates(appraisal: Appraisal, step: Step, now: datetime) -> dict[str, GateFields]:
    gates = {}
    for criterion, effects in sorted(appraisal.evaluation.gates_open.items()):
        row = appraisal.pack.criteria[criterion]
        for effect in sorted(effects):
            if Stage(row.stage) in STAGES_OF_STEP[step]:
                key = f"{criterion}:{effect}"
                gates[key] = GateFields(
                    case=appraisal.dossier.case.id,
                    key=key,
                    stage=Stage(row.stage),
                    kind=effect.partition("(")[2].rstrip(")"),
                    owner=" and ".join(row.answered_by),
                    because=row.question,
                    opened_at=now,
                )
    return gates


def _reopened(known: GateFields | None, wanted: GateFields) -> GateFields | None:
    """The gate to write: none where it stands open already."""
    return None if known is not None and known.state is GateState.OPEN else wanted


def _is_rule_gate(gate: GateFields, step: Step) -> bool:
    return (gate.kind in ("answer", "evidence") or gate.key == GATE) and gate.stage in STAGES_OF_STEP[step]
