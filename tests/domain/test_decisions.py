"""Who may decide what: each rule alone, the gravest reason first."""

from datetime import UTC, datetime
from typing import Any

import pytest

from vetting.domain.decisions import (
    Computed,
    DecisionFields,
    Outcome,
    is_departure,
    needed_authority,
    why_not_decide,
)
from vetting.domain.errors import Refusal
from vetting.domain.interests import ConflictClass, DeclarationFields
from vetting.domain.people import PersonFields, Role

AT = datetime(2026, 3, 1, tzinfo=UTC)
DEFER_OR_REFUSE = Computed("high", 3, frozenset({Outcome.DEFER, Outcome.REFUSE}), Outcome.DEFER)


def person(ident: str, *roles: Role) -> PersonFields:
    return PersonFields(case="C", id=ident, roles=list(roles), assigned_at=AT)


PEOPLE = {
    one.id: one
    for one in (
        person("P-HQ", Role.HEADQUARTERS),
        person("P-HEAD", Role.EXECUTIVE_HEAD),
        person("P-LOW", Role.HEAD_OF_OFFICE),
        person("P-OFFICE", Role.INITIATOR, Role.EXECUTIVE_HEAD),
    )
}


def decision(by: str = "P-HQ", outcome: Outcome = Outcome.DEFER, **more: Any) -> DecisionFields:
    return DecisionFields(
        case="C", outcome=outcome, decided_by=by, decided_at=AT, suggested=Outcome.DEFER, **more
    )


def conflict(of: str) -> DeclarationFields:
    return DeclarationFields(
        case="C", id="D-1", person=of, kind="job", conflict=ConflictClass.ACTUAL, declared_at=AT
    )


@pytest.mark.parametrize(
    ("proposed", "declarations", "refusal"),
    [
        (decision(), [], None),
        (decision("P-NOBODY"), [], Refusal("unknown_person", {"person": "P-NOBODY"})),
        (decision("P-OFFICE"), [], Refusal("initiator_decides", {"person": "P-OFFICE"})),
        (
            decision(),
            [conflict("P-HQ")],
            Refusal("open_conflict", {"person": "P-HQ", "declaration": "D-1"}),
        ),
        (
            decision(outcome=Outcome.APPROVE),
            [],
            Refusal(
                "outcome_not_admissible", {"outcome": "approve", "admissible": "defer, refuse", "because": ""}
            ),
        ),
        (
            decision("P-LOW"),
            [],
            Refusal("authority_too_low", {"person": "P-LOW", "needed": 3, "name": "headquarters"}),
        ),
        (
            decision(outcome=Outcome.REFUSE, departure_reason="it cannot be mended", second_by="P-HEAD"),
            [],
            Refusal(
                "authority_too_low",
                {
                    "person": "P-HQ",
                    "needed": 4,
                    "name": "executive head, one more because it departs from the suggestion",
                },
            ),
        ),
        (
            decision("P-HEAD", Outcome.REFUSE, second_by="P-HQ"),
            [],
            Refusal("departure_without_reason", {"suggested": "defer"}),
        ),
        (
            decision("P-HEAD", Outcome.REFUSE, departure_reason="it cannot be mended"),
            [],
            Refusal("second_signature_missing", {"suggested": "defer"}),
        ),
        (
            decision("P-HEAD", Outcome.REFUSE, departure_reason="it cannot be mended", second_by="P-HEAD"),
            [],
            Refusal("second_signature_missing", {"suggested": "defer"}),
        ),
        (
            decision("P-HEAD", Outcome.REFUSE, departure_reason="it cannot be mended", second_by="P-OFFICE"),
            [],
            Refusal("initiator_decides", {"person": "P-OFFICE"}),
        ),
        (
            decision("P-HEAD", Outcome.REFUSE, departure_reason="it cannot be mended", second_by="P-HQ"),
            [conflict("P-HQ")],
            Refusal("open_conflict", {"person": "P-HQ", "declaration": "D-1"}),
        ),
        (
            decision("P-HEAD", Outcome.REFUSE, departure_reason="it cannot be mended", second_by="P-HQ"),
            [],
            None,
        ),
    ],
)
def test_a_decision_is_refused_for_its_gravest_reason(
    proposed: DecisionFields, declarations: list[DeclarationFields], refusal: Refusal | None
) -> None:
    assert why_not_decide(proposed, PEOPLE, declarations, DEFER_OR_REFUSE) == refusal


def test_a_departure_needs_one_authority_more_and_never_more_than_four() -> None:
    departs = decision(outcome=Outcome.REFUSE)
    at_four = Computed("high", 4, frozenset(Outcome), Outcome.DEFER)
    assert is_departure(departs, DEFER_OR_REFUSE)
    assert needed_authority(decision(), DEFER_OR_REFUSE) == 3
    assert needed_authority(departs, DEFER_OR_REFUSE) == 4
    assert needed_authority(departs, at_four) == 4
