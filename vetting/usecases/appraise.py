"""Appraisal: a dossier read as facts, and the facts evaluated under the case's own pack."""

from dataclasses import dataclass, replace
from typing import Any, cast

from vetting.domain.answers import AnswerState
from vetting.domain.decisions import Computed, DecisionFields, Outcome, is_departure
from vetting.domain.dossier import Dossier
from vetting.domain.recusals import find_standing_answers
from vetting.policy.evaluate import evaluate
from vetting.policy.evaluation import Evaluation
from vetting.policy.facts import AnswerValue, Facts, to_facts
from vetting.policy.pack import Pack
from vetting.policy.readings import Finding
from vetting.usecases.case_fields import derive_case_fields
from vetting.usecases.derived import derive_answers, seen_by_system
from vetting.usecases.desk import Desk
from vetting.usecases.ports import Work

MOST_REMEMBERED = 64


@dataclass(frozen=True)
class Appraisal:
    """A case as the rules see it."""

    dossier: Dossier
    pack: Pack
    facts: Facts
    evaluation: Evaluation

    @property
    def computed(self) -> Computed:
        """What the rules gave, in the words of a decision."""
        return Computed(
            at_least=self.evaluation.level.at_least,
            authority=self.evaluation.authority,
            admissible=frozenset(Outcome(one) for one in self.evaluation.admissible),
            suggested=Outcome(self.evaluation.suggested),
        )

    def to_json(self) -> dict[str, Any]:
        """The evaluation as one object, with how each stage stands."""
        stages = {stage.id: self.evaluation.stage_status(stage.id) for stage in self.pack.stages}
        return self.evaluation.to_json() | {
            "sealed_facts": self.facts.to_json(),
            "stages": {
                name: {
                    "status": stage.state,
                    "asked": list(stage.asked),
                    "unanswered": list(stage.unanswered),
                    "gates": list(stage.gates),
                }
                for name, stage in stages.items()
            },
        }


def appraise_case(desk: Desk, work: Work, case: str) -> Appraisal:
    """The case as it stands in this transaction; raises ``NotFound``.

    Every change of state comes with a log entry, so an appraisal made at this size of the log still
    holds.
    """
    size = work.log_size()
    remembered = desk.memory.get(case)
    if remembered is not None and remembered[0] == size:
        return cast("Appraisal", remembered[1])
    appraisal = appraise(desk, work.dossier(case))
    if len(desk.memory) >= MOST_REMEMBERED:
        desk.memory.clear()
    desk.memory[case] = (size, appraisal)
    return appraisal  # never read back: another thread may have remembered an older one since


def appraise(desk: Desk, dossier: Dossier) -> Appraisal:
    """Evaluate the case as it stands; its depth never falls below what it has been."""
    pack = desk.packs.pinned(dossier.case.pack_hash)
    first = _appraise_at(pack, dossier, str(dossier.case.settings.get("depth_before", "triage")))
    if first.evaluation.depth == first.facts.case.get("depth_before"):
        return first
    return _appraise_at(pack, dossier, first.evaluation.depth)


def appraise_with(desk: Desk, dossier: Dossier, decision: DecisionFields) -> Appraisal:
    """Evaluate the case as it would stand with this decision."""
    return appraise(desk, replace(dossier, decision=decision))


def criteria_read(pack: Pack, finding: Finding) -> list[str]:
    """The criteria whose answers a finding rests on: its own, and those a coupling joined to it."""
    coupling = pack.tables.get("couplings", {}).get(finding.row.partition("#")[0], {})
    inputs = [one.get("criterion") for one in coupling.get("inputs", {}).values()]
    return sorted({finding.criterion, *inputs} & set(pack.criteria))


def _appraise_at(pack: Pack, dossier: Dossier, depth_before: str) -> Appraisal:
    settings = derive_case_fields(pack, dossier) | {"depth_before": depth_before} | _departure(dossier)
    facts = to_facts(pack, _answer_values(pack, dossier), settings)
    evaluation = evaluate(pack, facts, decision_proposed=dossier.decision is not None)
    return Appraisal(dossier, pack, facts, evaluation)


def _departure(dossier: Dossier) -> dict[str, Any]:
    decision = dossier.decision
    if decision is None:
        return {}
    computed = Computed("", 1, (), decision.suggested)
    return {"departs_from_suggestion": "yes" if is_departure(decision, computed) else "no"}


def _answer_values(pack: Pack, dossier: Dossier) -> dict[str, list[AnswerValue]]:
    given = {
        criterion: [AnswerValue(answer.state.value, answer.value) for answer in answers]
        for criterion, answers in find_standing_answers(dossier).items()
        if criterion not in seen_by_system(dossier)
    }
    derived = {
        criterion: [AnswerValue(AnswerState.GIVEN.value, value)]
        for criterion, value in derive_answers(dossier).items()
        if criterion in pack.criteria  # an office's own pack may lack a row that the system could answer
    }
    return given | derived
