"""Replies as rules: late or in full, what a link opens, how far time goes, what stands in public."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from vetting.domain.replies import (
    CorrectionFields,
    GivenAnswer,
    LetterFields,
    ReplyLinkFields,
    ReplyState,
    is_live,
    is_secret,
    opens_until,
    show_answers,
    state_of,
    why_not_answer,
    why_not_assess,
    why_not_comment,
    why_not_extend,
    why_not_settle,
)

SENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DUE = date(2026, 5, 1)


def a_letter(**changes: Any) -> LetterFields:
    said: dict[str, Any] = {
        "case": "c",
        "id": "L-1",
        "sent_at": SENT,
        "due": DUE,
        "questions": ["So?", "Why?"],
    }
    return LetterFields(**{**said, **changes})


def code_of(refusal: Any) -> str:
    return refusal.code if refusal else ""


@pytest.mark.parametrize(
    ("answers", "days", "state"),
    [
        (["a", "b"], 60, ReplyState.FULL),
        (["a", "b"], 61, ReplyState.LATE),
        (["a", " "], 1, ReplyState.IN_PART),
        (["a"], 1, ReplyState.IN_PART),
    ],
)
def test_a_reply_is_full_in_part_or_late(answers: list[str], days: int, state: ReplyState) -> None:
    assert state_of(answers, a_letter(), SENT + timedelta(days=days)) is state


def test_a_link_opens_while_a_letter_waits_and_ninety_days_longer() -> None:
    link = ReplyLinkFields(lookup="0" * 64, case="c", letter="L-1", issued_at=SENT)
    last = datetime(2026, 7, 30, 23, 59, 59, tzinfo=UTC)
    assert opens_until(a_letter()) == date(2026, 7, 30)
    assert is_live(link, a_letter(), last)
    assert is_live(link, a_letter(reply_state=ReplyState.ABSENT), SENT)
    assert not is_live(link, a_letter(), last + timedelta(seconds=1))
    assert not is_live(link, a_letter(reply_state=ReplyState.LATE), SENT)
    assert not is_live(link.model_copy(update={"is_open": False}), a_letter(), SENT)


def test_the_public_reads_the_summary_of_a_secret_and_blank_where_nothing_came() -> None:
    letter = a_letter(replies=["secret"], summaries=["summary", ""])
    assert show_answers(letter) == ["summary", ""]
    assert [is_secret(letter, number) for number in range(3)] == [True, False, False]


@pytest.mark.parametrize(
    ("changes", "answers", "code"),
    [
        ({"reply_state": ReplyState.FULL}, ["a"], "reply_already"),
        ({}, ["a", "b", "c"], "too_many_answers"),
        ({}, [""], "reply_empty"),
        ({}, ["a"], ""),
    ],
)
def test_answers_are_taken_once_and_only_to_what_was_asked(
    changes: dict[str, Any], answers: list[str], code: str
) -> None:
    given = [GivenAnswer(text=one) for one in answers]
    assert code_of(why_not_answer(a_letter(**changes), given)) == code
    secret = GivenAnswer(text="a", is_secret=True)
    assert code_of(why_not_answer(a_letter(), [secret])) == "secret_without_summary"
    assert why_not_answer(a_letter(), [secret.model_copy(update={"summary": "s"})]) is None


@pytest.mark.parametrize(
    ("changes", "due", "reason", "code"),
    [
        ({}, date(2026, 5, 15), "x", ""),
        ({}, date(2026, 5, 16), "x", "extension_too_long"),
        ({}, DUE, "x", "extension_too_long"),
        ({}, date(2026, 5, 2), "", "extension_without_reason"),
        ({"first_due": DUE}, date(2026, 5, 2), "x", "extended_already"),
        ({"reply_state": ReplyState.ABSENT}, date(2026, 5, 2), "x", "extension_too_late"),
    ],
)
def test_time_is_given_once_for_a_reason(changes: dict[str, Any], due: date, reason: str, code: str) -> None:
    assert code_of(why_not_extend(a_letter(**changes), due, reason, SENT, 14)) == code
    late = SENT + timedelta(days=90)
    assert code_of(why_not_extend(a_letter(), due, reason, late, 14)) == "extension_too_late"


def test_an_answer_is_assessed_after_the_reply_with_a_reason() -> None:
    answered = a_letter(reply_state=ReplyState.FULL)
    assert code_of(why_not_assess(a_letter(), 1, "x")) == "reply_awaited"
    assert code_of(why_not_assess(answered, 0, "x")) == "unknown_question"
    assert code_of(why_not_assess(answered, 2, "")) == "assessment_without_reason"
    assert why_not_assess(answered, 2, "x") is None


def test_comments_follow_a_reply_for_so_many_days() -> None:
    replied = a_letter(replied_at=SENT)
    assert code_of(why_not_comment(a_letter(), SENT, 14)) == "no_reply_to_comment"
    assert why_not_comment(replied, SENT + timedelta(days=14), 14) is None
    assert code_of(why_not_comment(replied, SENT + timedelta(days=15), 14)) == "comments_over"


def test_a_correction_is_settled_once_with_its_text_or_its_reason() -> None:
    asked = CorrectionFields(case="c", id="K-1", letter="L-1", passage="a", asked="b", asked_at=SENT)
    assert why_not_settle(asked, "b", "", accepted=True) is None
    assert why_not_settle(asked, "", "no", accepted=False) is None
    assert code_of(why_not_settle(asked, " ", "", accepted=True)) == "correction_without_text"
    assert code_of(why_not_settle(asked, "", " ", accepted=False)) == "correction_without_reason"
    settled = asked.model_copy(update={"is_accepted": False})
    assert code_of(why_not_settle(settled, "b", "", accepted=True)) == "correction_settled"
