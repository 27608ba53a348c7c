"""Findings as a reader sees them: what a rule made of which answer, and how to follow it to its source."""

from dataclasses import dataclass

from vetting.policy.readings import Finding
from vetting.usecases.appraise import criteria_read
from vetting.usecases.office.case_view import CaseView, name_of, show_effect, show_value

GRAVITY = (
    "stop",
    "stop_unless_exception",
    "floor",
    "raise",
    "authority",
    "reply",
    "condition",
    "gate",
    "block",
    "reopen",
)
"""The kinds of effect, the gravest first; what is only for information comes last."""
_RANKS = {"high": 0, "substantial": 1, "moderate": 2}


@dataclass(frozen=True)
class FindingLine:
    """One effect that holds now."""

    criterion: str
    stage: str
    question: str
    effect: str
    kind: str
    basis: str
    basis_name: str
    row: str
    because: str
    rests_on: tuple[str, ...]  # the criteria whose answers it read
    values: tuple[tuple[str, str], ...]  # what it read, by name


def list_findings(view: CaseView, *kinds: str) -> tuple[FindingLine, ...]:
    """The effects that hold now, the gravest first; of these kinds alone where any are named."""
    found = [one for one in view.appraisal.evaluation.findings if not kinds or one.kind in kinds]
    return tuple(_line(view, one) for one in sorted(found, key=_gravity))


def _gravity(finding: Finding) -> tuple[int, int, str, str]:
    place = GRAVITY.index(finding.kind) if finding.kind in GRAVITY else len(GRAVITY)
    return place, _RANKS.get(finding.arg or "", 3), finding.criterion, finding.effect


def _line(view: CaseView, finding: Finding) -> FindingLine:
    pack = view.appraisal.pack
    row = pack.criteria[finding.criterion]
    return FindingLine(
        criterion=finding.criterion,
        stage=row.stage,
        question=row.question,
        effect=show_effect(finding.effect),
        kind=finding.kind,
        basis=finding.basis,
        basis_name=name_of("basis", finding.basis),
        row=finding.row,
        because=finding.because,
        rests_on=tuple(criteria_read(pack, finding)),
        values=tuple((name, "; ".join(show_value(value))) for name, value in finding.read),
    )
