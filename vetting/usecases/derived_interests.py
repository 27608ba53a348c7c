"""The system's answers to the rows on people's interests, from the declarations it saw.

A case whose people declare through the system, and every live case, is answered from there; a case
imported without a single declaration is answered as its file says.
"""

from datetime import date
from typing import Any

from vetting.domain.dossier import Dossier
from vetting.domain.interests import (
    NIL,
    REFUSAL,
    ConflictClass,
    DeclarationFields,
    Mitigation,
    find_undeclared,
    is_mitigated,
    is_recused,
)
from vetting.domain.permissions import READS_CONFIDENTIAL
from vetting.usecases.case_fields import day_of

DECLARED, CLASSED, MITIGATED, ACCESS = "COI-01", "COI-02", "COI-03", "COI-04"

_GRAVEST_FIRST = (ConflictClass.ACTUAL, ConflictClass.POTENTIAL, ConflictClass.PERCEIVED)


def rows_of_interests(dossier: Dossier) -> frozenset[str]:
    """The rows on people's interests that the system alone answers in this case."""
    return frozenset({DECLARED, CLASSED, MITIGATED, ACCESS}) if _sees(dossier) else frozenset()


def derive_of_interests(dossier: Dossier) -> dict[str, Any]:
    """The values of those rows; the class waits until every interest is classed."""
    if not _sees(dossier):
        return {}
    day = day_of(dossier)
    values: dict[str, Any] = {
        DECLARED: _declared(dossier),
        MITIGATED: [_mitigated(one, day) for one in dossier.declarations],
        ACCESS: "yes" if _could_read(dossier, day) else "no",
    }
    conflict = gravest_class(dossier)
    return values if conflict is None else values | {CLASSED: conflict.value}


def gravest_class(dossier: Dossier) -> ConflictClass | None:
    """The gravest class among the declarations; ``None`` while one waits for its class."""
    classes = {one.conflict for one in dossier.declarations}
    if ConflictClass.UNCLASSED in classes or find_undeclared(dossier.people, dossier.declarations):
        return None
    return next((one for one in _GRAVEST_FIRST if one in classes), ConflictClass.NONE)


def _sees(dossier: Dossier) -> bool:
    is_live = dossier.case.source_hash is None
    return bool(dossier.declarations) or (is_live and bool(dossier.people))


def _declared(dossier: Dossier) -> list[dict[str, Any]]:
    """One row for each declaration, and one without a date for each person who has not declared."""
    given = [
        {"person": {"legal_name": one.person}, "declared_on": one.declared_at.date().isoformat()}
        for one in dossier.declarations
        if one.kind != REFUSAL
    ]
    missing = find_undeclared(dossier.people, dossier.declarations)
    return [*given, *({"person": {"legal_name": one.id}} for one in missing)]


def _mitigated(declaration: DeclarationFields, day: date) -> dict[str, str]:
    row = {"declaration": declaration.id}
    if declaration.kind == NIL or declaration.conflict is ConflictClass.NONE:
        return row | {"measure": Mitigation.NONE_NEEDED.value}
    return row | ({"measure": declaration.mitigation} if is_mitigated(declaration, day) else {})


def _could_read(dossier: Dossier, day: date) -> bool:
    """Whether somebody with an open conflict holds a role that reads what was said in confidence."""
    readers = [one for one in dossier.people if READS_CONFIDENTIAL & set(one.roles)]
    return any(is_recused(dossier.declarations, one.id, day) for one in readers)
