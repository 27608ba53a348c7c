from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.usecases.casefile.scenes import SOUND, read, spoiled
from vetting.domain import commands
from vetting.domain.commands import Command
from vetting.domain.judgements import REASONS, Verdict
from vetting.usecases.casefile.commands import by_day, to_commands


def _of(text: str = SOUND) -> list[Command]:
    return to_commands(read(text))


def _names(made: list[Command]) -> list[str]:
    return [type(one).__name__ for one in made]


def test_a_file_becomes_commands_in_order_of_time_and_then_of_what_they_build_on() -> None:
    assert [(str(one.at.date()), type(one).__name__) for one in _of()] == [
        ("2027-03-01", "OpenCase"),
        ("2027-03-01", "AssignPerson"),
        ("2027-03-01", "AssignPerson"),
        ("2027-03-01", "DeclareInterest"),
        ("2027-03-01", "NameParty"),
        ("2027-03-01", "FileEvidence"),
        ("2027-03-01", "AnswerQuestion"),
        ("2027-03-01", "AnswerQuestion"),
        ("2027-03-01", "AnswerQuestion"),
        ("2027-03-01", "AnswerQuestion"),
        ("2027-03-10", "FileEvidence"),
        ("2027-03-12", "ReceiveSubmission"),
        ("2027-03-12", "ExtractPoint"),
        ("2027-03-15", "SendLetter"),
        ("2027-03-31", "CastVote"),
        ("2027-03-31", "Decide"),
    ]


def test_answers_of_one_time_stand_in_the_order_of_the_pack() -> None:
    text = spoiled("    EXC-01:", "    EXC-02: 0\n    EXC-01:").replace("  INT-03: mou\n", "")
    text = text.replace("  INT-08: unknown\n", "  TRM-02: none\n  INT-08: unknown\n  INT-03: mou\n")
    answered = [one.criterion for one in _of(text) if isinstance(one, commands.AnswerQuestion)]
    assert answered == ["INT-03", "INT-06", "INT-08", "EXC-01", "EXC-02", "TRM-02"]


def test_ids_come_from_the_file_and_the_place_in_it() -> None:
    first, again = _of(), _of()
    assert [one.id for one in first] == [one.id for one in again]
    assert len({one.id for one in first}) == len(first)
    changed = _of(SOUND + "# a remark\n")
    assert not {one.id for one in first} & {one.id for one in changed}


def test_a_case_without_a_decision_asks_for_a_record_at_the_end_of_its_day() -> None:
    last = _of(SOUND[: SOUND.index("decision:")])[-1]
    assert isinstance(last, commands.RequestRecord)
    assert (last.by, last.at) == ("P-1", datetime(2027, 3, 31, 23, 59, 59, tzinfo=UTC))


def test_a_withdrawn_case_asks_for_no_record_of_its_own() -> None:
    text = SOUND[: SOUND.index("decision:")] + "withdrawal: {reason: The need has passed}\n"
    assert _names(_of(text))[-1] == "WithdrawCase"
    assert "RequestRecord" not in _names(_of(text))


def test_the_opening_carries_the_proposal_and_where_it_came_from() -> None:
    text = spoiled(
        "  office: Office of Examples\n",
        "  office: Office of Examples\n  value_usd: 0.50\n  fast_track: no\n",
    )
    case_file = read(text)
    opened = to_commands(case_file)[0]
    assert isinstance(opened, commands.OpenCase)
    assert opened.model_dump(exclude={"id", "given"}) == {
        "case": "pilot-1",
        "by": "P-1",
        "at": datetime(2027, 3, 1, 12, tzinfo=UTC),
        "title": "A pilot",
        "initiating_office": "Office of Examples",
        "purpose": "",
        "products": [],
        "countries": [],
        "duration": "",
        "money": "",
        "prospect": "CO",
        "settings": {"fast_track": "no", "value_usd": "0.50"},
        "pack": "un-default@1.0.0",
        "source_hash": f"sha256:{case_file.sha256}",
        "note": "",
        "is_exercise": False,
        "as_of": date(2027, 3, 31),
    }


def test_an_answer_is_entered_for_the_first_who_should_answer_unless_it_says_otherwise() -> None:
    text = spoiled(
        "  INT-03: mou\n", "  HRI-21: [{answer: 1}, {answer: 2, answerer: consultee}]\n  ENT-04: refused\n"
    )
    answered = [
        (one.criterion, one.answerer, one.state.value, one.value)
        for one in _of(text)
        if isinstance(one, commands.AnswerQuestion) and one.criterion in ("HRI-21", "ENT-04")
    ]
    assert answered == [
        ("ENT-04", "company", "refused", None),
        ("HRI-21", "office", "given", 1),
        ("HRI-21", "consultee", "given", 2),
    ]


def test_an_answer_that_is_a_list_of_evidence_rests_on_it() -> None:
    made = _of(spoiled("  INT-03: mou\n", "  INT-14: [E-1]\n"))
    notice = next(
        one for one in made if isinstance(one, commands.AnswerQuestion) and one.criterion == "INT-14"
    )
    assert (notice.value, notice.evidence) == (["E-1"], ["E-1"])


def test_days_hold_all_commands_in_their_order() -> None:
    made = _of()
    days = by_day(made)
    assert [one for _, batch in days for one in batch] == made
    assert [day for day, _ in days] == sorted({one.at.date() for one in made})


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(16)))
def test_days_do_not_depend_on_the_order_in_which_commands_come(order: list[int]) -> None:
    made = _of()
    shuffled = [made[number] for number in order]
    assert [(day, {one.id for one in batch}) for day, batch in by_day(shuffled)] == [
        (day, {one.id for one in batch}) for day, batch in by_day(made)
    ]


def test_a_contest_and_its_answer_are_two_acts_of_their_own_days() -> None:
    text = SOUND + "contests:\n  INT-06: {reason: Not so, by: P-2, answer: Yes, answered_at: 2027-03-03}\n"
    made = [one for one in _of(text) if "Contest" in type(one).__name__]
    assert [one.model_dump(exclude={"id", "case", "given"}) for one in made] == [
        {"by": "P-2", "at": datetime(2027, 3, 1, 12, tzinfo=UTC), "criterion": "INT-06", "reason": "Not so"},
        {"by": "P-1", "at": datetime(2027, 3, 3, 12, tzinfo=UTC), "criterion": "INT-06", "answer": "Yes"},
    ]


def test_an_exception_is_granted_before_the_votes_of_its_day() -> None:
    said = {
        "reasons": "A part",
        "mandate": "Need",
        "dissent": "nobody",
        "limits": "Texts",
        "second_by": "P-1",
    }
    listed = "".join(f"    {name}: {text}\n" for name, text in said.items())
    text = SOUND + f"exceptions:\n  by: P-2\n  EXC-02:\n{listed}    ends_on: 2028-01-01\n"
    names, made = _names(_of(text)), _of(text)
    assert names[-3:] == ["GrantException", "CastVote", "Decide"]
    assert made[-3].model_dump(exclude={"id", "case", "given"}) == {
        "by": "P-2",
        "at": datetime(2027, 3, 31, 12, tzinfo=UTC),
        "criterion": "EXC-02",
        "ends_on": date(2028, 1, 1),
        **said,
    }


@pytest.mark.parametrize(
    ("written", "meant"),
    [("true", "true"), ('"false"', "false"), ("false", "false"), ("undecided", "undecided")],
)
def test_a_verdict_may_be_written_as_a_word_or_as_what_yaml_makes_of_it(written: str, meant: str) -> None:
    reason = next(iter(REASONS[Verdict(meant)]))
    text = (
        SOUND
        + f"judgements:\n  M-1: {{verdict: {written}, reason: {reason}, text: By the register, second_by: P-2}}\n"
    )
    [judged] = [one for one in to_commands(read(text)) if isinstance(one, commands.JudgeMatch)]
    assert (judged.match, judged.verdict.value, judged.reason_code, judged.second_by) == (
        "M-1",
        meant,
        reason,
        "P-2",
    )
