"""Declarations of interest: declared, classed, never overwritten; what rests on them is looked at again."""

from vetting.domain.commands import ClassDeclaration, DeclareInterest
from vetting.domain.conflict_events import InterestClassed, InterestDeclared
from vetting.domain.declaring import why_not_class, why_not_declare
from vetting.domain.errors import Refusal, Refused
from vetting.domain.interests import (
    NIL,
    REFUSAL,
    ConflictClass,
    DeclarationFields,
    InterestDetailFields,
    class_nil_return,
)
from vetting.usecases.desk import Desk, act_of, fields_of
from vetting.usecases.intake import list_declarations, require_case, require_person
from vetting.usecases.ports import Work
from vetting.usecases.recusing import recheck_signatures

DETAIL = ("entity", "what", "amount", "relation")


def declare_interest(desk: Desk, work: Work, command: DeclareInterest) -> None:
    """Enter a declaration of a person on the case; under a known id it is the next version."""
    require_person(work, command.case, command.person)
    known = _find(work, command.case, command.declaration)
    declaration = class_nil_return(_declared(command, known))
    refusal = _why_not_kind(desk, work, command)
    by = require_person(work, command.case, command.by)
    if refusal := refusal or why_not_declare(declaration, by, known):
        raise Refused(refusal)
    detail = InterestDetailFields(
        **fields_of(command, InterestDetailFields), id=declaration.id, version=declaration.version
    )
    work.keep(act_of(command), _declared_event(declaration, detail), declaration, detail)
    recheck_signatures(work, act_of(command))


def class_declaration(_: Desk, work: Work, command: ClassDeclaration) -> None:
    """Class a declaration: a new version with what was declared and the class given now."""
    known = _find(work, command.case, command.declaration)
    if known is None:
        raise Refused(Refusal("unknown_declaration", {"declaration": command.declaration}))
    classed = known.model_copy(update=_classed(command, known))
    by = require_person(work, command.case, command.by)
    if refusal := why_not_class(classed, by, command.reason):
        raise Refused(refusal)
    event = InterestClassed(
        declaration=classed.id,
        version=classed.version,
        person=classed.person,
        conflict=classed.conflict.value,
        mitigation=classed.mitigation,
        mitigation_ends_on=_iso(classed.mitigation_ends_on),
        reason=command.reason,
    )
    work.keep(act_of(command), event, classed, *_detail_with(work, known, command.reason))
    recheck_signatures(work, act_of(command))


def _find(work: Work, case: str, ident: str) -> DeclarationFields | None:
    current = list_declarations(work, case)
    return next((one for one in current if one.id == ident), None)


def _declared(command: DeclareInterest, known: DeclarationFields | None) -> DeclarationFields:
    given = fields_of(command, DeclarationFields) | {"mitigation": str(command.mitigation)}
    is_classed = command.conflict is not ConflictClass.UNCLASSED and command.by != command.person
    return DeclarationFields(
        **given,
        id=command.declaration,
        version=known.version + 1 if known else 1,
        declared_at=command.at,
        classed_by=command.by if is_classed else None,
        classed_at=command.at if is_classed else None,
    )


def _classed(command: ClassDeclaration, known: DeclarationFields) -> dict[str, object]:
    return {
        "version": known.version + 1,
        "conflict": command.conflict,
        "mitigation": str(command.mitigation),
        "mitigation_ends_on": command.mitigation_ends_on,
        "classed_by": command.by,
        "classed_at": command.at,
    }


def _why_not_kind(desk: Desk, work: Work, command: DeclareInterest) -> Refusal | None:
    """A kind is an item of the pack's list, a nil return or a refusal; a pack without the list names none."""
    pack = desk.packs.pinned(require_case(work, command.case).pack_hash)
    kinds = pack.lists.get("interest_kinds", {command.kind: ""})
    if command.kind in (NIL, REFUSAL, *kinds):
        return None
    return Refusal("interest_kind_unknown", {"kind": command.kind, "kinds": ", ".join(kinds)})


def _detail_with(work: Work, known: DeclarationFields, reason: str) -> list[InterestDetailFields]:
    detail = work.get(InterestDetailFields, known.case, known.id, known.version)
    if detail is None:
        return []
    return [detail.model_copy(update={"version": known.version + 1, "reason": reason})]


def _declared_event(declaration: DeclarationFields, detail: InterestDetailFields) -> InterestDeclared:
    return InterestDeclared(
        declaration=declaration.id,
        version=declaration.version,
        person=declaration.person,
        kind=declaration.kind,
        conflict=declaration.conflict.value,
        mitigation=declaration.mitigation,
        mitigation_ends_on=_iso(declaration.mitigation_ends_on),
        starts_on=_iso(declaration.starts_on),
        ends_on=_iso(declaration.ends_on),
        detail={name: getattr(detail, name) for name in DETAIL if getattr(detail, name)},
    )


def _iso(day: object) -> str | None:
    return str(day) if day else None
