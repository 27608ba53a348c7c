"""Who is reminded of what, when: a plan that follows from the case as it stands."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from vetting.domain.decisions import ConditionFields, DecisionFields, Outcome
from vetting.domain.dossier import Dossier
from vetting.domain.gates import GateFields, GateState
from vetting.domain.granted_exceptions import ExceptionFields
from vetting.domain.people import PersonFields, Role
from vetting.domain.reminders import (
    DAYS,
    SENTENCES,
    Reminder,
    ReminderKind,
    find_due_reminders,
    first_reminder_after,
    messages_of,
    plan_reminders,
)
from vetting.domain.replies import LetterFields, ReplyState
from vetting.domain.stages import CaseStatus, Stage
from vetting.domain.waiting_acts import WaitingActFields, WaitingState

CASE = factories.CASE
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def a_dossier(status: CaseStatus = CaseStatus.UNDER_REVIEW, **parts: Any) -> Dossier:
    people = [("P-FOCAL", Role.FOCAL_POINT), ("P-COMPANY", Role.COMPANY), ("P-LEGAL", Role.LEGAL)]
    known = [PersonFields(case=CASE, id=ident, roles=[role], assigned_at=START) for ident, role in people]
    return Dossier(case=factories.a_case(status=status), **{"people": known, **parts})


def a_letter(**fields: Any) -> LetterFields:
    said = {"case": CASE, "id": "L-1", "sent_at": START, "due": date(2026, 5, 1)}
    return LetterFields.model_validate(said | fields)


def a_gate(**fields: Any) -> GateFields:
    said = {"case": CASE, "key": "LEG-01:gate(answer)", "stage": Stage.INTAKE, "kind": "answer"}
    return GateFields.model_validate(said | {"owner": "legal", "opened_at": START} | fields)


def a_decision(**fields: Any) -> DecisionFields:
    said = {"case": CASE, "outcome": Outcome.APPROVE, "suggested": Outcome.APPROVE, "decided_by": "P-HEAD"}
    return DecisionFields.model_validate(said | {"decided_at": START} | fields)


def told(dossier: Dossier) -> list[tuple[str, str, date, tuple[str, ...]]]:
    return [(one.kind.value, one.about, one.at.date(), one.to) for one in plan_reminders(dossier)]


def test_every_kind_has_its_days_and_its_sentence() -> None:
    assert set(DAYS) == set(SENTENCES) == set(ReminderKind)
    assert len(set(SENTENCES.values())) == len(ReminderKind)


def test_the_company_is_reminded_of_a_letter_at_day_30_and_50() -> None:
    assert told(a_dossier(letters=[a_letter()])) == [
        ("reply_awaited", "L-1", date(2026, 4, 1), ("P-COMPANY",)),
        ("reply_awaited", "L-1", date(2026, 4, 21), ("P-COMPANY",)),
    ]


def test_nobody_is_reminded_of_a_reply_after_its_last_day() -> None:
    assert told(a_dossier(letters=[a_letter(due=date(2026, 4, 1))])) == [
        ("reply_awaited", "L-1", date(2026, 4, 1), ("P-COMPANY",)),
    ]


@pytest.mark.parametrize("state", [one for one in ReplyState if one is not ReplyState.WAITING])
def test_a_letter_that_was_answered_or_not_is_past(state: ReplyState) -> None:
    assert told(a_dossier(letters=[a_letter(reply_state=state)])) == []


@pytest.mark.parametrize(
    ("owner", "to"),
    [
        ("legal", ("P-LEGAL",)),
        ("legal and company", ("P-COMPANY", "P-LEGAL")),
        ("office", ("P-FOCAL",)),
        ("dpo", ("P-FOCAL",)),
    ],
)
def test_an_open_question_goes_to_those_who_can_answer_it_or_to_the_focal_point(
    owner: str, to: tuple[str, ...]
) -> None:
    assert told(a_dossier(gates=[a_gate(owner=owner)])) == [
        ("answer_awaited", "LEG-01:gate(answer)", date(2026, 3, 16), to),
        ("answer_awaited", "LEG-01:gate(answer)", date(2026, 3, 30), to),
    ]


def test_who_opened_the_case_is_told_where_nobody_else_is() -> None:
    [first, _] = plan_reminders(a_dossier(gates=[a_gate()], people=[]))
    assert first.to == (a_dossier().case.opened_by,)


def test_a_signature_is_asked_for_sooner_and_a_closing_is_warned_of() -> None:
    signature = a_gate(key="triage", kind="countersignature", owner="office")
    closing = a_gate(key="round:R-1", kind="consultation", closes_at=START + timedelta(days=5))
    assert told(a_dossier(gates=[signature, closing])) == [
        ("signature_awaited", "triage", date(2026, 3, 5), ("P-FOCAL",)),
        ("gate_closes", "round:R-1", date(2026, 3, 6), ("P-FOCAL", "P-LEGAL")),
        ("signature_awaited", "triage", date(2026, 3, 12), ("P-FOCAL",)),
        ("answer_awaited", "round:R-1", date(2026, 3, 16), ("P-LEGAL",)),
        ("answer_awaited", "round:R-1", date(2026, 3, 30), ("P-LEGAL",)),
    ]


def an_act(**fields: Any) -> WaitingActFields:
    said = {"case": CASE, "id": "W-1", "kind": "decide", "by": "P-HQ", "at": START}
    return WaitingActFields.model_validate(said | {"waits_for": ["P-SECOND", "P-EXEC"]} | fields)


def test_whoever_is_named_to_sign_an_act_is_told_at_once_and_again() -> None:
    assert told(a_dossier(waiting=[an_act(confirmed=["P-SECOND"])])) == [
        ("act_awaited", "W-1", date(2026, 3, day), ("P-EXEC",)) for day in (2, 5, 12)
    ]
    [first, *_] = plan_reminders(a_dossier(waiting=[an_act()]))
    assert [one.person for one in messages_of(first, CASE, START)] == ["P-EXEC", "P-SECOND"]


@pytest.mark.parametrize("state", [WaitingState.DONE, WaitingState.REFUSED, WaitingState.WITHDRAWN])
def test_an_act_that_waits_no_more_reminds_nobody(state: WaitingState) -> None:
    assert told(a_dossier(waiting=[an_act(state=state)])) == []


def test_an_act_that_can_no_longer_take_effect_reminds_nobody_and_one_that_can_does() -> None:
    overtaken = a_dossier(CaseStatus.DECIDED, waiting=[an_act(), an_act(id="W-2", kind="judge_match")])
    assert {about for _, about, *_ in told(overtaken)} == {"W-2"}


@pytest.mark.parametrize("state", [GateState.ANSWERED, GateState.LAPSED])
def test_a_closed_gate_reminds_nobody(state: GateState) -> None:
    assert told(a_dossier(gates=[a_gate(state=state)])) == []


def test_a_decided_case_reminds_of_review_end_conditions_and_exceptions() -> None:
    condition = ConditionFields(
        case=CASE, id="C-1", text="x", owner="office", due="", due_on=date(2026, 6, 1), test="x",
        consequence="x", set_at=START,
    )  # fmt: skip
    later = condition.model_copy(update={"id": "C-2", "due_on": None})
    exception = ExceptionFields(
        case=CASE, id="X-1", criterion="EXC-02", reasons="x", mandate="x", dissent="x", limits="x",
        ends_on=date(2026, 9, 1), granted_by="P-EXEC", second_by="P-HQ", granted_at=START,
    )  # fmt: skip
    decision = a_decision(re_review_on=date(2027, 3, 2), valid_until=date(2027, 4, 2))
    parts = {"decision": decision, "conditions": [condition, later], "exceptions": [exception]}
    assert told(a_dossier(CaseStatus.DECIDED, **parts)) == [
        ("condition_due", "C-1", date(2026, 5, 18), ("P-FOCAL",)),
        ("condition_due", "C-1", date(2026, 6, 1), ("P-FOCAL",)),
        ("condition_overdue", "C-1", date(2026, 6, 2), ("P-FOCAL",)),
        ("condition_overdue", "C-1", date(2026, 7, 1), ("P-FOCAL",)),
        ("exception_ends", "X-1", date(2026, 8, 2), ("P-EXEC", "P-FOCAL")),
        ("review_due", "decision", date(2027, 1, 31), ("P-FOCAL",)),
        ("review_due", "decision", date(2027, 3, 2), ("P-FOCAL",)),
        ("validity_ends", "decision", date(2027, 3, 3), ("P-FOCAL",)),
    ]
    assert told(a_dossier(CaseStatus.DECIDED)) == []
    assert told(a_dossier(CaseStatus.DECIDED, decision=a_decision())) == []
    assert told(a_dossier(CaseStatus.WITHDRAWN, **parts)) == []


def test_after_a_long_stop_the_last_of_each_cause_is_raised_and_no_warning_of_a_past_day() -> None:
    planned = plan_reminders(a_dossier(letters=[a_letter()], gates=[a_gate()]))
    assert [one.at.date() for one in find_due_reminders(planned, START + timedelta(days=55))] == [
        date(2026, 3, 30),
        date(2026, 4, 21),
    ]
    assert [one.kind.value for one in find_due_reminders(planned, START + timedelta(days=99))] == [
        "answer_awaited"
    ]


def test_a_message_holds_ids_and_days_alone_and_each_person_gets_one() -> None:
    reminder = Reminder(ReminderKind.REPLY_AWAITED, "L-1", START, date(2026, 5, 1), ("P-COMPANY", "P-FOCAL"))
    messages = messages_of(reminder, CASE, START)
    assert [one.id for one in messages] == [
        "reply_awaited/L-1/2026-03-02/P-COMPANY",
        "reply_awaited/L-1/2026-03-02/P-FOCAL",
    ]
    assert messages[0].model_dump() == {
        "case": CASE,
        "id": "reply_awaited/L-1/2026-03-02/P-COMPANY",
        "person": "P-COMPANY",
        "kind": ReminderKind.REPLY_AWAITED,
        "about": "L-1",
        "until": date(2026, 5, 1),
        "raised_at": START,
    }


@given(st.lists(st.integers(0, 400), max_size=12), st.integers(1, 120))
def test_looking_at_any_days_each_timer_is_due_once_and_the_next_look_is_never_missed(
    looks: list[int], window: int
) -> None:
    letter = a_letter(due=START.date() + timedelta(days=window))
    planned = plan_reminders(a_dossier(letters=[letter], gates=[a_gate()]))
    raised: set[str] = set()
    for day in sorted(looks):
        now = START + timedelta(days=day)
        raised |= {one.key for one in find_due_reminders(planned, now)}
        after = first_reminder_after(planned, now)
        assert after is None or after > now
        assert all(one.at <= now or after is not None for one in planned)
    assert raised <= {one.key for one in planned}
    assert len({one.key for one in planned}) == len(planned)
