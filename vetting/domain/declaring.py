"""Declaring and classing: who may say what of an interest.

- A person declares for themselves, or the ethics focal point enters what the person declared.
- Whoever declares for themselves leaves the class open, or stands aside as actually conflicted; an actual conflict
  that ends by itself is a class too, which the ethics focal point gives.
- An interest does not end before it begins.
- The ethics focal point classes; nobody classes their own, and a refusal is not classed.
- "None needed" as a measure has its reason.
"""

from vetting.domain.errors import Refusal
from vetting.domain.interests import (
    REFUSAL,
    ConflictClass,
    DeclarationFields,
    Mitigation,
    is_first_nil_return,
)
from vetting.domain.people import PersonFields, Role


def why_not_declare(
    declaration: DeclarationFields, by: PersonFields, known: DeclarationFields | None
) -> Refusal | None:
    """Why this person may not enter this declaration, if so; ``known`` is what it would replace."""
    if known is not None and known.person != declaration.person:
        return Refusal("id_taken", {"ident": declaration.id})
    own = by.id == declaration.person
    if not own and Role.ETHICS not in by.roles:
        return Refusal("declares_for_another", {"person": declaration.person, "by": by.id})
    if own and _lightens(declaration):
        return Refusal("classes_own", {"person": by.id, "declaration": declaration.id})
    if _ends_before_it_begins(declaration):
        days = {"starts_on": declaration.starts_on, "ends_on": declaration.ends_on}
        return Refusal("interest_ends_first", {"declaration": declaration.id, **days})
    return None


def why_not_class(declaration: DeclarationFields, by: PersonFields, reason: str) -> Refusal | None:
    """Why this person may not class a declaration like this, if so; it carries the new class."""
    if by.id == declaration.person:
        return Refusal("classes_own", {"person": by.id, "declaration": declaration.id})
    if declaration.kind == REFUSAL:
        return Refusal("refusal_not_classed", {"person": declaration.person})
    if declaration.mitigation == Mitigation.NONE_NEEDED and not reason.strip():
        return Refusal("measure_without_reason", {"declaration": declaration.id})
    return None


def _lightens(declaration: DeclarationFields) -> bool:
    """Whether a class is given that could leave its own person in place."""
    is_lasting = declaration.conflict is ConflictClass.ACTUAL and declaration.ends_on is None
    stays_away = is_lasting or declaration.conflict is ConflictClass.UNCLASSED
    return not stays_away and not is_first_nil_return(declaration)


def _ends_before_it_begins(declaration: DeclarationFields) -> bool:
    begins, ends = declaration.starts_on, declaration.ends_on
    return begins is not None and ends is not None and ends < begins
