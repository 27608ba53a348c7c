"""Decisions: who may take one, which one, and what it carries.

- The decider holds the authority required, did not initiate the case, has no open conflict.
- An outcome that is not admissible cannot be recorded at all.
- A departure from the suggested outcome needs a reason, a second signature and one authority more.
- Approval of the plan and acceptance of residual risk are signed apart.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from vetting.domain.errors import Refusal
from vetting.domain.interests import NOT_OF_THE_OFFICE, DeclarationFields, find_undeclared, why_recused
from vetting.domain.people import AUTHORITY_OF, PersonFields, Role, authority_of


class Outcome(StrEnum):
    """What a case comes to."""

    APPROVE = "approve"
    APPROVE_WITH_CONDITIONS = "approve_with_conditions"
    DEFER = "defer"
    REFUSE = "refuse"
    END = "end"
    UNDETERMINED = "undetermined"


APPROVALS = frozenset({Outcome.APPROVE, Outcome.APPROVE_WITH_CONDITIONS})


class Ballot(StrEnum):
    """What one member says to the proposed decision."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    RECUSED = "recused"


class VoteFields(SQLModel):
    """One vote, with the dissent in full where there is one."""

    case: str
    person: str
    ballot: Ballot
    dissent: str = ""
    cast_at: datetime


class DecisionFields(SQLModel):
    """The decision as signed."""

    case: str
    outcome: Outcome
    decided_by: str
    decided_at: datetime
    reasons: dict[str, str] = Field(default_factory=dict)  # criterion → reason (DEC-04)
    summary: str = ""  # the reason in a few sentences
    benefits: str = ""  # DEC-06
    alternatives: list[str] = Field(default_factory=list)
    precedents: list[dict[str, str]] = Field(default_factory=list)  # record, same, why (DEC-11)
    valid_until: date | None = None
    re_review_on: date | None = None
    plan_signed_by: str | None = None
    risk_signed_by: str | None = None
    suggested: Outcome
    departure_reason: str = ""
    second_by: str | None = None
    terms_sha256: str | None = None  # the draft this decision read
    evaluation: str = ""  # facts hash of the evaluation it was taken on
    level: str = ""  # at_least on that day
    authority: int = 1


class ConditionFields(SQLModel):
    """A binding requirement of an approval, or a term to be met before one."""

    case: str
    id: str = Field(min_length=1, max_length=80)
    text: str = Field(min_length=1)
    owner: str
    due: str  # in words: "before signature"
    due_on: date | None = None
    test: str
    consequence: str
    criteria: list[str] = Field(default_factory=list)
    points: list[str] = Field(default_factory=list)
    set_at: datetime


@dataclass(frozen=True)
class Computed:
    """What the rules gave before anyone voted."""

    at_least: str
    authority: int
    admissible: Collection[Outcome]
    suggested: Outcome
    because: str = ""  # what stands against the other outcomes, as one sentence


def why_not_sign(person: PersonFields, declarations: list[DeclarationFields], on: date) -> Refusal | None:
    """Why this person may not sign anything on this case on this day, if so."""
    conflict = why_recused(declarations, person.id, on)
    if conflict is None:
        return None
    return Refusal("open_conflict", {"person": person.id, "declaration": conflict.id})


def why_not_of_office(person: PersonFields) -> Refusal | None:
    """Why this person cannot sign beside another, if so: who is only the company, a consultee or an auditor."""
    if set(person.roles) - NOT_OF_THE_OFFICE:
        return None
    return Refusal("signer_not_of_office", {"person": person.id})


def why_not_opened(opened_by: str, *signers: str | None) -> Refusal | None:
    """Why one of these cannot sign: whoever opened the case began it, whatever role they hold now."""
    return Refusal("initiator_decides", {"person": opened_by}) if opened_by in signers else None


def why_not_vote(person: PersonFields, declarations: list[DeclarationFields], on: date) -> Refusal | None:
    """Why this person may not vote on this case on this day, if so: nobody does without a declaration."""
    if find_undeclared([person], declarations):
        return Refusal("undeclared", {"person": person.id})
    return why_not_sign(person, declarations, on)


def why_not_decide(
    decision: DecisionFields,
    people: dict[str, PersonFields],
    declarations: list[DeclarationFields],
    computed: Computed,
) -> Refusal | None:
    """Why this decision cannot be taken by this person now, if so; the gravest reason first."""
    decider = people.get(decision.decided_by)
    if decider is None:
        return Refusal("unknown_person", {"person": decision.decided_by})
    if Role.INITIATOR in decider.roles:
        return Refusal("initiator_decides", {"person": decider.id})
    if refusal := why_not_sign(decider, declarations, decision.decided_at.date()):
        return refusal
    if refusal := _why_not_sign_apart(decision, people, declarations):
        return refusal
    if decision.outcome not in computed.admissible:
        return _not_admissible(decision, computed)
    if refusal := _why_not_undeclared(decision, people, declarations):
        return refusal
    return _why_not_with_authority(decision, decider, people, computed)


def needed_authority(decision: DecisionFields, computed: Computed) -> int:
    """The authority (1 to 4) this decision needs: one more where it departs."""
    return min(4, computed.authority + (1 if is_departure(decision, computed) else 0))


def is_departure(decision: DecisionFields, computed: Computed) -> bool:
    """Whether the outcome is another than the one suggested."""
    return decision.outcome != computed.suggested


def _why_not_sign_apart(
    decision: DecisionFields, people: dict[str, PersonFields], declarations: list[DeclarationFields]
) -> Refusal | None:
    """Whoever signs beside the decider is of the office, did not initiate and has no open conflict."""
    signers = [one for one in (decision.plan_signed_by, decision.risk_signed_by) if one is not None]
    for person in (people[one] for one in (*signers, decision.second_by) if one in people):
        if Role.INITIATOR in person.roles:
            return Refusal("initiator_decides", {"person": person.id})
        if refusal := why_not_of_office(person) or why_not_sign(
            person, declarations, decision.decided_at.date()
        ):
            return refusal
    if len(signers) > 1 and len(set(signers)) == 1:
        return Refusal("signed_by_one", {"person": signers[0]})
    return None


def _why_not_undeclared(
    decision: DecisionFields, people: dict[str, PersonFields], declarations: list[DeclarationFields]
) -> Refusal | None:
    """An approval is signed by people who have declared; refusing, deferring and ending wait for nothing."""
    if decision.outcome not in APPROVALS:
        return None
    signed = (decision.decided_by, decision.plan_signed_by, decision.risk_signed_by, decision.second_by)
    signers = [people[one] for one in signed if one in people]
    for person in find_undeclared(signers, declarations):
        return Refusal("undeclared", {"person": person.id})
    return None


def _not_admissible(decision: DecisionFields, computed: Computed) -> Refusal:
    admissible = ", ".join(sorted(one.value for one in computed.admissible))
    params = {"outcome": decision.outcome.value, "admissible": admissible, "because": computed.because}
    return Refusal("outcome_not_admissible", params)


def _why_not_with_authority(
    decision: DecisionFields,
    decider: PersonFields,
    people: dict[str, PersonFields],
    computed: Computed,
) -> Refusal | None:
    needed = needed_authority(decision, computed)
    if authority_of(decider) < needed:
        more = ", one more because it departs from the suggestion" if is_departure(decision, computed) else ""
        name = _holder_of(needed) + more
        return Refusal("authority_too_low", {"person": decider.id, "needed": needed, "name": name})
    if is_departure(decision, computed):
        return _why_not_depart(decision, people)
    return None


def _holder_of(authority: int) -> str:
    return next(role.value.replace("_", " ") for role, number in AUTHORITY_OF.items() if number == authority)


def _why_not_depart(decision: DecisionFields, people: dict[str, PersonFields]) -> Refusal | None:
    if not decision.departure_reason.strip():
        return Refusal("departure_without_reason", {"suggested": decision.suggested.value})
    if decision.second_by not in people or decision.second_by == decision.decided_by:
        return Refusal("second_signature_missing", {"suggested": decision.suggested.value})
    return None
