"""Conflicts of interest as their readers may see them: of people, and of the office as an institution.

- The ethics focal point reads every declaration in full, and a person their own; an ethics focal point
  with an open conflict reads only their own. Everyone else gets class, mitigation and dates.
- What a reader gets in full is made for one look and written nowhere; that somebody read what others declared is
  an entry of the log, with the reason, before it is shown.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from vetting.domain.conflict_events import DeclarationsOpened
from vetting.domain.dossier import Dossier
from vetting.domain.interests import (
    NIL,
    PAST_JOB,
    REFUSAL,
    ConflictClass,
    DeclarationFields,
    InterestDetailFields,
    find_undeclared,
    is_mitigated,
    is_open_conflict,
    is_recused,
    is_within_look_back,
)
from vetting.domain.people import PersonFields, Role
from vetting.domain.permissions import CLOSED_ROLES
from vetting.domain.screenings import hash_of
from vetting.domain.signatures import VoidedSignatureFields
from vetting.policy.pack import Pack
from vetting.usecases.appraise import Appraisal, appraise_case
from vetting.usecases.conflict_paths import find_path, find_suggestions
from vetting.usecases.desk import Desk
from vetting.usecases.kept import Act
from vetting.usecases.ports import Work

Json = dict[str, Any]
STAGE = "conflict_of_interest"
OF_PEOPLE = frozenset({"COI-01", "COI-02", "COI-03", "COI-04"})
USUAL_REASON = "To class declarations, and to see what rests on them."
LOOK_BACK = 36
"""Months for which past employment is declared where the pack does not say it (COI-01)."""


@dataclass(frozen=True)
class DeclarationView:
    """One declaration as one reader may see it; ``detail`` is ``None`` for whoever may not read it."""

    declaration: DeclarationFields
    is_open: bool
    is_mitigated: bool
    earlier: tuple[DeclarationFields, ...]
    detail: Json | None

    def to_json(self) -> Json:
        """Class, mitigation and dates, and what else the reader may see."""
        one = self.declaration
        shown: Json = {
            "id": one.id,
            "person": one.person,
            "declares": _declares(one),
            "open": self.is_open,
            **_dated(one),
            "mitigated": self.is_mitigated,
            "earlier": [_dated(earlier) for earlier in self.earlier],
        }
        return shown | ({"detail": self.detail} if self.detail is not None else {})


def read_declarations(
    desk: Desk, case: str, reader: str | None = None, reason: str = ""
) -> list[DeclarationView]:
    """The declarations of a case as this reader may see them, the open ones first.

    Raises ``NotFound``.
    """
    return _read(desk, case, reader, reason)[1]


def list_conflicts(desk: Desk, case: str, reader: str | None = None, reason: str = "") -> Json:
    """Everything about conflicts on a case as one object; raises ``NotFound``."""
    appraisal, views, today = _read(desk, case, reader, reason)
    dossier = appraisal.dossier
    undeclared = find_undeclared(dossier.people, dossier.declarations)
    return {
        "case": dossier.case.id,
        "on": today.isoformat(),
        "individual": [one.to_json() for one in views],
        "undeclared": [one.id for one in undeclared],
        "recused": list_recused(dossier, today),
        "voided": [_voided(one) for one in dossier.voided],
        "institutional": list_institutional(appraisal),
    }


def list_recused(dossier: Dossier, today: date) -> list[Json]:
    """Who is kept away from what: the roles that are closed to them, and for which declarations."""
    return [
        {
            "person": one.id,
            "roles": [role.value for role in one.roles],
            "closed": [role.value for role in one.roles if role in CLOSED_ROLES],
            "declarations": [
                known.id
                for known in dossier.declarations
                if known.person == one.id and is_open_conflict(known, today)
            ],
            "from": ["assignment", "confidential input", "every signature"],
        }
        for one in dossier.people
        if is_recused(dossier.declarations, one.id, today)
    ]


def list_institutional(appraisal: Appraisal) -> list[Json]:
    """The rows on the office as an institution: answer, basis, evidence, effects, who answered; open ones first."""
    rows = [one for one in appraisal.pack.in_stage(STAGE) if one.id not in OF_PEOPLE]
    shown = [_institutional(appraisal, one.id, one.question) for one in rows]
    return sorted(shown, key=lambda one: (not one["effects"], one["criterion"]))


def _read(
    desk: Desk, case: str, reader: str | None, reason: str
) -> tuple[Appraisal, list[DeclarationView], date]:
    with desk.read() as work:
        appraisal = appraise_case(desk, work, case)
        now = work.simulated_now(case) or desk.clock.now()
        views = _views(work, appraisal, reader, now.date())
    opened = [one.declaration for one in views if one.detail is not None and one.declaration.person != reader]
    if reader is not None and opened:
        _note_look(desk, Act("", case, reader, now), opened, reason.strip() or USUAL_REASON)
    return appraisal, views, now.date()


def _note_look(desk: Desk, act: Act, opened: list[DeclarationFields], reason: str) -> None:
    """Enter who read what and why; the same look on the same day is entered once."""
    read = sorted(f"{one.id}#{one.version}" for one in opened)
    ident = hash_of([act.case, act.by, act.at.date().isoformat(), reason, read])[:40]
    with desk.work() as work:
        if not work.has_act(f"look-{ident}"):
            event = DeclarationsOpened(declarations=read, reason=reason)
            work.keep(replace(act, id=f"look-{ident}"), event)
            work.commit()


def _views(work: Work, appraisal: Appraisal, reader: str | None, today: date) -> list[DeclarationView]:
    dossier = appraisal.dossier
    views = [
        DeclarationView(
            declaration=one,
            is_open=is_open_conflict(one, today),
            is_mitigated=is_mitigated(one, today),
            earlier=tuple(old for old in dossier.earlier_declarations if old.id == one.id),
            detail=_detail(work, appraisal, one, today) if may_read(dossier, one, reader, today) else None,
        )
        for one in dossier.declarations
    ]
    return sorted(views, key=lambda one: (not one.is_open, one.declaration.kind == NIL))


def may_read(dossier: Dossier, declaration: DeclarationFields, reader: str | None, today: date) -> bool:
    """Whether a reader may see what a declaration says."""
    if reader is not None and reader == declaration.person:
        return True
    person = next((one for one in dossier.people if one.id == reader), None)
    return _is_ethics(person) and not is_recused(dossier.declarations, str(reader), today)


def _is_ethics(person: PersonFields | None) -> bool:
    return person is not None and Role.ETHICS in person.roles


def _detail(work: Work, appraisal: Appraisal, declaration: DeclarationFields, today: date) -> Json | None:
    """What was declared, where it leads, what it could be; ``None`` where nothing was."""
    found = work.get(InterestDetailFields, declaration.case, declaration.id, declaration.version)
    if found is None or declaration.kind in (NIL, REFUSAL):
        return None
    dossier = appraisal.dossier
    suggested = find_suggestions(dossier, found.entity)
    told = found.model_dump(include={"entity", "what", "amount", "relation", "reason"})
    return {
        "kind": declaration.kind,
        **told,
        "path": find_path(dossier, declaration, found),
        "looks_like": [one.to_json(found.entity) for one in suggested],
        "note": _note(appraisal.pack, declaration, today),
    }


def _note(pack: Pack, declaration: DeclarationFields, today: date) -> str:
    """What the look-back says of a past employment; a help for whoever classes it, and no class."""
    if declaration.kind != PAST_JOB:
        return ""
    months = int(pack.tables.get("clock", {}).get("employment_look_back_months", LOOK_BACK))
    if declaration.ends_on is None:
        return f"The day on which the employment ended is missing; up to {months} months count."
    if is_within_look_back(declaration.ends_on, today, months):
        return f"It ended on {declaration.ends_on}, within {months} months."
    return f"It ended on {declaration.ends_on}, more than {months} months ago: perceived at most."


def _declares(declaration: DeclarationFields) -> str:
    return declaration.kind if declaration.kind in (NIL, REFUSAL) else "interest"


def _dated(one: DeclarationFields) -> Json:
    return {
        "version": one.version,
        "class": one.conflict.value,
        "mitigation": one.mitigation,
        "mitigation_ends_on": _day(one.mitigation_ends_on),
        "starts_on": _day(one.starts_on),
        "ends_on": _day(one.ends_on),
        "declared_on": one.declared_at.date().isoformat(),
        "classed_on": one.classed_at.date().isoformat() if one.classed_at else "",
        "classed_by": one.classed_by or "",
        "waits_for_class": one.conflict is ConflictClass.UNCLASSED,
    }


def _voided(one: VoidedSignatureFields) -> Json:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "subject": one.subject,
        "person": one.person,
        "signed_on": one.signed_at.date().isoformat(),
        "declaration": one.declaration,
        "voided_on": one.voided_at.date().isoformat(),
    }


def _institutional(appraisal: Appraisal, criterion: str, question: str) -> Json:
    findings = [one for one in appraisal.evaluation.findings if one.criterion == criterion]
    answers = [one for one in appraisal.dossier.answers if one.criterion == criterion]
    last = max(answers, key=lambda one: one.number, default=None)
    return {
        "criterion": criterion,
        "question": question,
        "asked": criterion in appraisal.evaluation.asked,
        "state": last.state.value if last else "unanswered",
        "value": last.value if last else None,
        "evidence": last.evidence if last else [],
        "by": last.by if last else "",
        "at": last.at.isoformat() if last else "",
        "effects": [{"effect": one.effect, "basis": one.basis} for one in findings],
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
