"""Every case on one line each, with what stands out in it; a page at a time, or all for an export."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vetting.domain.case import CaseFields
from vetting.domain.decisions import DecisionFields
from vetting.domain.dossier import Dossier
from vetting.domain.given import list_given
from vetting.domain.signatures import Given
from vetting.policy.pack import Pack
from vetting.usecases.auditing.sheets import Row, Sheet
from vetting.usecases.auditing.standing_out import KINDS, Remark, list_remarks
from vetting.usecases.auditing.times import list_stage_times
from vetting.usecases.desk import Desk
from vetting.usecases.ports import Work

CASE_COLUMNS = (
    "case",
    "title",
    "status",
    "outcome",
    "suggested",
    "level",
    "opened_at",
    "decided_at",
    "pack",
    "records",
    "entries",
    *KINDS,
)
REMARK_COLUMNS = ("case", "kind", "subject", "by", "at", "entry", "sentence")
SIGNATURE_COLUMNS = ("case", "kind", "subject", "person", "signed_at", "given")
TIME_COLUMNS = ("case", "stage", "began_at", "complete_at", "days")


@dataclass(frozen=True)
class AuditedCase:
    """One case as an auditor's list shows it."""

    case: CaseFields
    decision: DecisionFields | None
    records: int
    entries: int
    remarks: Sequence[Remark]

    @property
    def counts(self) -> Counter[str]:
        """How many remarks of each kind."""
        return Counter(one.kind for one in self.remarks)


def list_audited(desk: Desk, first: int = 0, count: int | None = None) -> tuple[list[AuditedCase], int]:
    """Up to ``count`` cases in order of id, from the place ``first`` on, and how many there are in all."""
    with desk.read() as work:
        ids = work.list_cases()
        chosen = ids[first:] if count is None else ids[first : first + count]
        return [_audit(desk, work, case) for case in chosen], len(ids)


def audit_case(desk: Desk, case: str) -> tuple[Dossier, Pack, list[Remark]]:
    """One case with what stands out in it; raises ``NotFound``."""
    with desk.read() as work:
        dossier = work.dossier(case)
    pack = desk.packs.pinned(dossier.case.pack_hash)
    return dossier, pack, list_remarks(dossier, pack, desk.clock.now().date())


def export_cases(desk: Desk) -> Sheet:
    """Every case as a table."""
    found, _ = list_audited(desk)
    return Sheet("cases", CASE_COLUMNS, [_case_row(one) for one in found])


def export_remarks(desk: Desk, kind: str | None = None) -> Sheet:
    """Every remark as a table; of one kind alone where that is given."""
    found, _ = list_audited(desk)
    rows: list[Row] = [
        {"case": one.case.id, **{name: _cell(value) for name, value in remark.to_json().items()}}
        for one in found
        for remark in one.remarks
        if kind in (None, remark.kind)
    ]
    return Sheet("remarks", REMARK_COLUMNS, rows)


def export_times(desk: Desk) -> Sheet:
    """The time of every stage of every case as a table."""
    return Sheet("times", TIME_COLUMNS, list(_time_rows(desk)))


def export_signatures(desk: Desk) -> Sheet:
    """Every signature that counts, with how it was given: by sign-in, or asserted in a file."""
    with desk.read() as work:
        rows = [row for case in work.list_cases() for row in list_signature_rows(work.dossier(case))]
    return Sheet("signatures", SIGNATURE_COLUMNS, rows)


def list_signature_rows(dossier: Dossier) -> list[Row]:
    """The signatures of a case that count, the asserted ones first."""
    order = list(Given)
    return [
        {
            "case": dossier.case.id,
            "kind": one.signature.kind.value,
            "subject": one.signature.subject,
            "person": one.signature.person,
            "signed_at": one.signature.signed_at.isoformat(),
            "given": one.given.value,
        }
        for one in sorted(list_given(dossier), key=lambda one: order.index(one.given))
    ]


EXPORTS = {
    "cases": export_cases,
    "remarks": export_remarks,
    "times": export_times,
    "signatures": export_signatures,
}


def _audit(desk: Desk, work: Work, case: str) -> AuditedCase:
    dossier = work.dossier(case)
    pack = desk.packs.pinned(dossier.case.pack_hash)
    remarks = list_remarks(dossier, pack, desk.clock.now().date())
    return AuditedCase(
        dossier.case, dossier.decision, len(work.list_records(case)), len(dossier.log), remarks
    )


def _case_row(one: AuditedCase) -> Row:
    case, decision = one.case, one.decision
    return {
        "case": case.id,
        "title": case.title,
        "status": case.status.value,
        "outcome": decision.outcome.value if decision else "undetermined",
        "suggested": decision.suggested.value if decision else "",
        "level": decision.level if decision else "",
        "opened_at": case.opened_at.isoformat(),
        "decided_at": decision.decided_at.isoformat() if decision else "",
        "pack": case.pack,
        "records": one.records,
        "entries": one.entries,
        **{kind: one.counts[kind] for kind in KINDS},
    }


def _time_rows(desk: Desk) -> Iterator[Row]:
    with desk.read() as work:
        for case in work.list_cases():
            for one in list_stage_times(work.dossier(case), desk.clock.now()):
                yield {
                    "case": case,
                    "stage": one.stage,
                    "began_at": one.began_at.isoformat(),
                    "complete_at": one.complete_at.isoformat() if one.complete_at else "",
                    "days": one.days,
                }


def _cell(value: object) -> str | int | None:
    return value if isinstance(value, (str, int)) else None
