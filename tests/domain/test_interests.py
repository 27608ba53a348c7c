"""Interests: when one keeps its person away, who has not declared, and what may be said of one's own."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from vetting.domain.commands import DisposePoint, RequestRecord
from vetting.domain.consultation import Disposition
from vetting.domain.decisions import why_not_vote
from vetting.domain.declaring import why_not_class, why_not_declare
from vetting.domain.errors import Refusal
from vetting.domain.interests import (
    ConflictClass,
    DeclarationFields,
    class_nil_return,
    find_current_declarations,
    find_open_conflicts,
    find_undeclared,
    is_open_conflict,
    is_recused,
    is_within_look_back,
    why_recused,
)
from vetting.domain.people import PersonFields, Role
from vetting.domain.permissions import (
    CLOSED_ROLES,
    why_not_assign,
    why_not_read_confidential,
    why_not_recused,
)

TODAY = date(2026, 3, 1)
YESTERDAY = date(2026, 2, 28)
AT = datetime(2026, 2, 1, tzinfo=UTC)


def declared(
    conflict: ConflictClass, *, mitigation: str = "", ends_on: date | None = None, kind: str = "job"
) -> DeclarationFields:
    return DeclarationFields(
        case="C",
        id="D-1",
        person="P-1",
        kind=kind,
        conflict=conflict,
        mitigation=mitigation,
        ends_on=ends_on,
        declared_at=AT,
    )


@pytest.mark.parametrize(
    ("declaration", "is_open"),
    [
        (declared(ConflictClass.ACTUAL), True),
        (declared(ConflictClass.ACTUAL, mitigation="disclosure"), True),
        (declared(ConflictClass.ACTUAL, ends_on=date(2026, 2, 28)), False),
        (declared(ConflictClass.ACTUAL, ends_on=TODAY), True),
        (declared(ConflictClass.POTENTIAL), True),
        (declared(ConflictClass.POTENTIAL, mitigation="supervision"), False),
        (declared(ConflictClass.POTENTIAL, ends_on=date(2026, 2, 28)), False),
        (declared(ConflictClass.PERCEIVED), True),
        (declared(ConflictClass.PERCEIVED, mitigation="disclosure"), False),
        (declared(ConflictClass.NONE), False),
        (declared(ConflictClass.UNCLASSED), True),
        (declared(ConflictClass.UNCLASSED, kind="none"), False),
    ],
)
def test_open_is_actual_and_not_ended_unclassed_or_unmitigated(
    declaration: DeclarationFields, *, is_open: bool
) -> None:
    assert is_open_conflict(declaration, TODAY) is is_open


def test_a_nil_return_is_classed_as_no_conflict_and_an_interest_waits_for_its_class() -> None:
    nil = declared(ConflictClass.UNCLASSED, kind="none")
    interest = declared(ConflictClass.UNCLASSED)
    assert class_nil_return(nil).conflict is ConflictClass.NONE
    assert class_nil_return(interest) == interest


def test_only_the_persons_own_conflicts_count() -> None:
    declarations = [declared(ConflictClass.ACTUAL)]
    assert find_open_conflicts(declarations, "P-1", TODAY) == declarations
    assert find_open_conflicts(declarations, "P-2", TODAY) == []


def test_a_refusal_to_declare_keeps_its_person_away_whatever_its_class() -> None:
    assert all(is_open_conflict(declared(one, kind="refused"), TODAY) for one in ConflictClass)


@pytest.mark.parametrize(("ends_on", "is_open"), [(TODAY, False), (YESTERDAY, True), (None, False)])
def test_a_mitigation_counts_until_its_last_day(ends_on: date | None, *, is_open: bool) -> None:
    mitigated = declared(ConflictClass.POTENTIAL, mitigation="supervision")
    assert is_open_conflict(mitigated.model_copy(update={"mitigation_ends_on": ends_on}), TODAY) is is_open


def test_who_takes_an_interest_back_waits_for_its_class_like_any_other() -> None:
    taken_back = declared(ConflictClass.UNCLASSED, kind="none").model_copy(update={"version": 2})
    assert is_open_conflict(taken_back, TODAY)
    assert class_nil_return(taken_back) == taken_back


def test_only_the_newest_version_of_a_declaration_holds_in_the_order_of_the_first() -> None:
    first = declared(ConflictClass.UNCLASSED)
    second = first.model_copy(update={"version": 2, "conflict": ConflictClass.NONE})
    other = first.model_copy(update={"id": "D-2"})
    assert find_current_declarations([first, other, second]) == [second, other]
    assert find_current_declarations([second, first]) == [second]


def test_a_person_is_recused_by_their_first_open_conflict() -> None:
    conflict = declared(ConflictClass.ACTUAL)
    assert why_recused([declared(ConflictClass.NONE), conflict], "P-1", TODAY) == conflict
    assert is_recused([conflict], "P-1", TODAY)
    assert not is_recused([conflict], "P-2", TODAY)


@pytest.mark.parametrize("role", Role)
def test_everyone_of_the_office_owes_a_declaration(role: Role) -> None:
    person = PersonFields(case="C", id="P-1", roles=[role], assigned_at=AT)
    owes = role not in (Role.COMPANY, Role.CONSULTEE, Role.SYSTEM, Role.AUDITOR)
    assert find_undeclared([person], []) == ([person] if owes else [])


def test_a_nil_return_is_a_declaration_and_a_refusal_is_none() -> None:
    person = PersonFields(case="C", id="P-1", roles=[Role.LEGAL], assigned_at=AT)
    assert find_undeclared([person], [declared(ConflictClass.NONE, kind="none")]) == []
    assert find_undeclared([person], [declared(ConflictClass.UNCLASSED, kind="refused")]) == [person]


@pytest.mark.parametrize(
    ("ended_on", "counts"),
    [
        (date(2023, 3, 1), True),
        (date(2023, 2, 28), False),
        (date(2026, 2, 1), True),
        (date(2020, 2, 29), False),
    ],
)
def test_past_employment_counts_for_so_many_months_after_its_end(ended_on: date, *, counts: bool) -> None:
    assert is_within_look_back(ended_on, TODAY, 36) is counts


def test_the_last_day_of_a_long_month_counts_to_the_last_day_of_a_shorter_one() -> None:
    assert is_within_look_back(date(2025, 12, 31), date(2026, 2, 28), 2)
    assert not is_within_look_back(date(2025, 12, 31), TODAY, 2)


# ------------------------------------------------------------------------------------ declaring, classing


def person(ident: str, *roles: Role) -> PersonFields:
    return PersonFields(case="C", id=ident, roles=list(roles), assigned_at=AT)


OWN, ETHICS, OTHER = (
    person("P-1", Role.LEGAL),
    person("P-ETHICS", Role.ETHICS),
    person("P-2", Role.FOCAL_POINT),
)


@pytest.mark.parametrize(
    ("conflict", "by", "code"),
    [
        (ConflictClass.UNCLASSED, OWN, None),
        (ConflictClass.ACTUAL, OWN, None),
        (ConflictClass.PERCEIVED, OWN, "classes_own"),
        (ConflictClass.NONE, OWN, "classes_own"),
        (ConflictClass.NONE, ETHICS, None),
        (ConflictClass.UNCLASSED, OTHER, "declares_for_another"),
    ],
)
def test_a_person_declares_for_themselves_and_only_ethics_gives_a_class_that_lets_them_stay(
    conflict: ConflictClass, by: PersonFields, code: str | None
) -> None:
    refusal = why_not_declare(declared(conflict), by, None)
    assert (refusal.code if refusal else None) == code


def test_nobody_classes_their_own_interest_as_an_actual_conflict_that_has_ended_already() -> None:
    ended = declared(ConflictClass.ACTUAL, ends_on=date(2025, 12, 31))
    own = Refusal("classes_own", {"person": "P-1", "declaration": "D-1"})
    assert why_not_declare(ended, OWN, None) == own
    assert why_not_declare(ended, ETHICS, None) is None


def test_an_interest_does_not_end_before_it_begins() -> None:
    turned = declared(ConflictClass.UNCLASSED, ends_on=date(2026, 2, 1))
    turned = turned.model_copy(update={"starts_on": date(2026, 2, 2)})
    days = {"starts_on": date(2026, 2, 2), "ends_on": date(2026, 2, 1)}
    assert why_not_declare(turned, OWN, None) == Refusal(
        "interest_ends_first", {"declaration": "D-1", **days}
    )
    same_day = turned.model_copy(update={"starts_on": date(2026, 2, 1)})
    assert why_not_declare(same_day, OWN, None) is None


def test_a_declaration_is_not_declared_anew_by_another_person_under_its_id() -> None:
    known = declared(ConflictClass.NONE).model_copy(update={"person": "P-9"})
    assert why_not_declare(declared(ConflictClass.UNCLASSED), OWN, known) == Refusal(
        "id_taken", {"ident": "D-1"}
    )
    assert why_not_declare(declared(ConflictClass.UNCLASSED), OWN, declared(ConflictClass.NONE)) is None


def test_nobody_classes_their_own_interest_nor_a_refusal_and_doing_nothing_has_its_reason() -> None:
    interest, refused = declared(ConflictClass.PERCEIVED), declared(ConflictClass.NONE, kind="refused")
    idle = declared(ConflictClass.PERCEIVED, mitigation="none_needed")
    own = Refusal("classes_own", {"person": "P-1", "declaration": "D-1"})
    assert why_not_class(interest, OWN, "") == own
    assert why_not_class(refused, ETHICS, "") == Refusal("refusal_not_classed", {"person": "P-1"})
    assert why_not_class(idle, ETHICS, " ") == Refusal("measure_without_reason", {"declaration": "D-1"})
    assert why_not_class(idle, ETHICS, "It is slight.") is None
    assert why_not_class(interest, ETHICS, "") is None


# ----------------------------------------------------------------------------- assignment, reading, signing


def test_a_recused_person_is_assigned_to_no_role_that_signs_advises_or_reads_what_is_closed() -> None:
    conflict = [declared(ConflictClass.ACTUAL)]
    for role in Role:
        refusal = why_not_assign(person("P-1", role), None, conflict, TODAY)
        expected = Refusal("recused_from_role", {"person": "P-1", "roles": role.value, "declaration": "D-1"})
        assert refusal == (expected if role in CLOSED_ROLES else None)
        assert why_not_assign(person("P-2", role), None, conflict, TODAY) is None


def test_whoever_initiated_a_case_stays_its_initiator() -> None:
    initiator = person("P-1", Role.INITIATOR)
    decider, both = person("P-1", Role.EXECUTIVE_HEAD), person("P-1", Role.INITIATOR, Role.EXECUTIVE_HEAD)
    assert why_not_assign(decider, initiator, [], TODAY) == Refusal("initiator_stays", {"person": "P-1"})
    assert why_not_assign(both, initiator, [], TODAY) is None
    assert why_not_assign(decider, decider, [], TODAY) is None


def test_what_was_said_in_confidence_is_read_by_its_roles_who_have_declared_and_have_no_open_conflict() -> (
    None
):
    officer, nil = person("P-1", Role.CONSULTATION_OFFICER), declared(ConflictClass.NONE, kind="none")
    conflict = declared(ConflictClass.ACTUAL)
    named = {"person": "P-1"}
    assert why_not_read_confidential(officer, [nil], TODAY) is None
    assert why_not_read_confidential(officer, [], TODAY) == Refusal("undeclared", named)
    assert why_not_read_confidential(OWN, [nil], TODAY) == Refusal("not_confidential", named)
    assert why_not_read_confidential(officer, [nil, conflict], TODAY) == Refusal(
        "open_conflict", {"person": "P-1", "declaration": "D-1"}
    )


def test_a_recused_person_sends_no_signature_and_no_act_on_what_is_closed() -> None:
    act: dict[str, Any] = {"id": "1", "case": "C", "by": "P-1", "at": AT}
    dispose = DisposePoint(**act, point="PT-1", disposition=Disposition.ACCEPTED, reason="It is right.")
    conflict, refusal = [declared(ConflictClass.ACTUAL)], {"person": "P-1", "declaration": "D-1"}
    assert why_not_recused(dispose, OWN, conflict) == Refusal("open_conflict", refusal)
    assert why_not_recused(dispose, OTHER, conflict) is None
    assert why_not_recused(RequestRecord(**act), OWN, conflict) is None


def test_nobody_votes_without_a_declaration_or_with_an_open_conflict() -> None:
    nil, conflict = declared(ConflictClass.NONE, kind="none"), declared(ConflictClass.ACTUAL)
    assert why_not_vote(OWN, [], TODAY) == Refusal("undeclared", {"person": "P-1"})
    assert why_not_vote(OWN, [nil], TODAY) is None
    assert why_not_vote(OWN, [nil, conflict], TODAY) == Refusal(
        "open_conflict", {"person": "P-1", "declaration": "D-1"}
    )
