from datetime import UTC, date, datetime

from tests.usecases.casefile.scenes import default_pack
from vetting.domain.case import CaseFields
from vetting.domain.commands import AnswerContest, Command
from vetting.domain.consultation import PointFields, SubmissionFields, SubmissionMode
from vetting.domain.contests import ContestFields
from vetting.domain.dossier import Dossier
from vetting.domain.errors import BadInput
from vetting.domain.evidence import EvidenceFields, EvidenceKind
from vetting.domain.people import PersonFields, Role
from vetting.domain.replies import LetterFields
from vetting.usecases.casefile.acts import read_acts, to_acts

OPENED = datetime(2027, 3, 1, 12, tzinfo=UTC)
NOW = datetime(2027, 4, 1, 9, 30, tzinfo=UTC)
ACTS = """\
case: {by: P-1}
evidence:
  E-2: {citation: A reply, knowable_on: 2027-03-20}
answers:
  INT-06: {answer: "no", evidence: [E-1, E-2]}
declarations:
  D-1: {person: P-1, kind: gift}
points:
  POINT-2: {submission: S-1, text: Ask again}
dispositions:
  POINT-1: {disposition: accepted, reason: It is right}
replies:
  L-1: {state: full, replies: [Yes], evidence: [E-2]}
"""


def _dossier() -> Dossier:
    case = "live-1"
    evidence = EvidenceFields(
        case=case,
        id="E-1",
        kind=EvidenceKind.CITATION,
        title="A report",
        knowable_on=date(2027, 2, 1),
        filed_by="P-1",
        filed_at=OPENED,
    )
    letter = LetterFields(case=case, id="L-1", sent_at=OPENED, due=date(2027, 5, 1), questions=["Is it?"])
    return Dossier(
        case=CaseFields.model_construct(id=case, opened_at=OPENED),
        people=[PersonFields(case=case, id="P-1", roles=[Role.FOCAL_POINT], assigned_at=OPENED)],
        evidence=[evidence],
        submissions=[SubmissionFields(case=case, id="S-1", mode=SubmissionMode.PUBLIC, received_at=OPENED)],
        points=[PointFields(case=case, id="POINT-1", submission="S-1", text="Ask")],
        letters=[letter],
        contests=[
            ContestFields(case=case, id="C-INT-06-1", criterion="INT-06", reason="No", by="P-1", at=OPENED)
        ],
    )


def _commands(text: str = ACTS, now: datetime | None = NOW) -> list[Command]:
    return to_acts(read_acts(text.encode(), _dossier(), default_pack(), now))


def _faults(text: str, now: datetime | None = NOW) -> list[str]:
    try:
        _commands(text, now)
    except BadInput as refused:
        return [str(fault).removeprefix("case file:") for fault in refused.faults]
    return []


def test_acts_refer_to_what_the_case_holds_and_are_of_now() -> None:
    made = _commands()
    assert [type(one).__name__ for one in made] == [
        "DeclareInterest",
        "FileEvidence",
        "AnswerQuestion",
        "ExtractPoint",
        "DisposePoint",
        "RecordReply",
    ]
    assert {one.at for one in made} == {NOW}
    assert {(one.case, one.by) for one in made} == {("live-1", "P-1")}


def test_acts_that_refer_to_nothing_are_refused() -> None:
    text = (
        ACTS.replace("submission: S-1", "submission: S-9")
        .replace("  POINT-1:", "  POINT-9:")
        .replace("  L-1:", "  L-9:")
        .replace("[E-1, E-2]", "[E-1, E-9]")
        .replace("person: P-1", "person: P-9")
        .replace("kind: gift", "kind: loan")
    )
    assert _faults(text) == [
        "5: answers.INT-06.evidence[1]: no evidence has the id 'E-9'. Add it under 'evidence'.",
        "7: declarations.D-1.by: no person has the id 'P-9'. Add it under 'people'.",
        "7: declarations.D-1.person: no person has the id 'P-9'. Add it under 'people'.",
        (
            "7: declarations.D-1.kind: 'loan' does not fit here. "
            "Known are financial, job, past_employment, family_tie, gift, travel, advisory_seat, other, none, refused."
        ),
        "9: points.POINT-2.submission: no submission has the id 'S-9'. Known are S-1.",
        "11: dispositions.POINT-9: no point has the id 'POINT-9'. Did you mean 'POINT-2'?",
        "13: replies.L-9: no letter has the id 'L-9'. Known are L-1.",
    ]


def test_an_act_may_not_be_later_than_now_nor_earlier_than_the_case() -> None:
    assert _faults("case: {by: P-1}\nanswers:\n  INT-08: {answer: unknown, at: 2027-04-02}\n") == [
        (
            "3: answers.INT-08.at: 2027-04-02 is after the day of the file (2027-04-01). "
            "Date it earlier, leave it out, or set as_of later."
        )
    ]
    assert _faults("case: {by: P-1}\nanswers:\n  INT-08: {answer: unknown, at: 2027-02-02}\n") == [
        "3: answers.INT-08.at: The act is dated before the case was opened (2027-03-01). Date it later."
    ]


def test_evidence_of_the_case_may_not_be_cited_before_it_could_be_known() -> None:
    text = "case: {by: P-1}\nevidence:\n  E-3: {citation: x, knowable_on: 2027-04-02}\n"
    assert _faults(text) == [
        (
            "3: evidence.E-3.knowable_on: E-3 could be known on 2027-04-02, after the day of the file (2027-04-01). "
            "Leave it out, or set as_of later."
        )
    ]


def test_a_file_for_another_case_is_refused() -> None:
    assert _faults("case: {id: other-1, by: P-1}\n") == [
        "1: case.id: the file is for the case 'other-1', not 'live-1'. Name the other case, or mend this line."
    ]


def test_without_a_clock_every_act_says_when() -> None:
    text = "case: {by: P-1}\nanswers:\n  INT-08: unknown\n"
    assert _faults(text, None) == [
        "3: answers.INT-08.at: it is not said when this was. Add 'at' here or under 'case'."
    ]
    (made,) = _commands(text.replace("by: P-1", "by: P-1, at: 2027-03-03"), None)
    assert made.at == datetime(2027, 3, 3, 12, tzinfo=UTC)


def test_acts_without_a_person_say_so_once_for_each() -> None:
    assert _faults("answers:\n  INT-08: unknown\n") == [
        "2: answers.INT-08.by: it is not said who did this. Add 'by' here or under 'case'."
    ]


def test_an_unknown_key_of_the_head_is_named() -> None:
    assert _faults("case: {by: P-1, title: x}\n") == [
        "1: case.title: the key 'title' is not known here. Known are id, by, at."
    ]


def test_a_contest_that_is_open_in_the_case_is_answered_by_whoever_the_item_names() -> None:
    (made,) = _commands("contests:\n  INT-06: {answer: It is so, by: P-1}\n")
    assert isinstance(made, AnswerContest)
    assert (made.criterion, made.answer, made.by, made.at) == ("INT-06", "It is so", "P-1", NOW)


def test_a_contest_that_is_not_open_in_the_case_is_not_answered() -> None:
    assert _faults("case: {by: P-1}\ncontests:\n  INT-08: {answer: It is so}\n") == [
        (
            "3: contests.INT-08: no contest of INT-08 is open that could be answered. "
            "Write its 'reason' too, or leave it out."
        )
    ]
