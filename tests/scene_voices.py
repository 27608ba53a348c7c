"""The voices of a scene: what was submitted, asked, answered, voted and decided."""

from datetime import date
from typing import Any

from tests.scene_parts import CASE, after, the_pack
from vetting.domain.consultation import Disposition, PointFields, SubmissionFields, SubmissionMode
from vetting.domain.contests import ContestFields
from vetting.domain.decisions import Ballot, ConditionFields, DecisionFields, Outcome, VoteFields
from vetting.domain.granted_exceptions import ExceptionFields
from vetting.domain.replies import LetterFields, ReplyState


def a_submission(
    ident: str, mode: SubmissionMode = SubmissionMode.PUBLIC, **changes: Any
) -> SubmissionFields:
    """A submission of an invented organisation."""
    said: dict[str, Any] = {
        "case": CASE,
        "id": ident,
        "mode": mode,
        "group": "civil_society",
        "language": "en",
        "submitter": "Forum for Open Meetings",
        "text": "Say in the agreement that recordings of meetings are not kept.",
        "received_at": after(20),
    }
    return SubmissionFields(**{**said, **changes})


def a_point(ident: str, submission: str, **changes: Any) -> PointFields:
    """A point of a submission, accepted."""
    said: dict[str, Any] = {
        "case": CASE,
        "id": ident,
        "submission": submission,
        "text": "Recordings should not be kept",
        "criteria": ["PDT-05"],
        "disposition": Disposition.ACCEPTED,
        "reason": "The retention schedule now says so.",
        "changed": "condition retention-schedule",
        "disposed_by": "P-OFFICER",
        "disposed_at": after(30),
    }
    return PointFields(**{**said, **changes})


def a_decision(**changes: Any) -> DecisionFields:
    """An approval with conditions, as suggested, with both signatures."""
    said: dict[str, Any] = {
        "case": CASE,
        "outcome": Outcome.APPROVE_WITH_CONDITIONS,
        "decided_by": "P-HEAD",
        "decided_at": after(60),
        "reasons": {"PDT-05": "The schedule binds before launch.", "INT-10": "Accounts stay optional."},
        "summary": "The service serves the mandate, and its risks are bounded by a condition that can be tested.",
        "benefits": "People take part in their own language. No severe harm is offset by this benefit.",
        "alternatives": ["Interpreters for every meeting", "Not doing it"],
        "valid_until": date(2027, 5, 1),
        "re_review_on": date(2026, 11, 1),
        "plan_signed_by": "P-HEAD",
        "risk_signed_by": "P-HQ",
        "suggested": Outcome.APPROVE_WITH_CONDITIONS,
        "evaluation": "sha256:" + "ab" * 32,
        "level": "moderate",
        "authority": 2,
    }
    return DecisionFields(**{**said, **changes})


def some_submissions() -> list[SubmissionFields]:
    return [
        a_submission("S-1"),
        a_submission(
            "S-2",
            SubmissionMode.CONFIDENTIAL,
            submitter="Mira Stonebridge",
            group="academia",
            text="I worked on the service; recordings were kept for years.",
        ),
        a_submission("S-3", SubmissionMode.ANONYMOUS, submitter="", language="ar", text="أخشى أن يُعرَف صوتي."),
    ]


def some_points() -> list[PointFields]:
    return [
        a_point("PT-1", "S-1"),
        a_point(
            "PT-2",
            "S-2",
            text="Past retention differed from what was promised",
            disposition=Disposition.PARTLY_ACCEPTED,
            reason="The audit clause covers it.",
            changed="condition retention-schedule",
        ),
        a_point(
            "PT-3",
            "S-3",
            text="Voices could be recognised",
            criteria=["PDT-14"],
            disposition=Disposition.NOT_ACCEPTED,
            reason="No voice profile is made; the test of 1 April shows it.",
            changed="",
        ),
    ]


def some_letter() -> LetterFields:
    return LetterFields(
        case=CASE,
        id="L-1",
        reference="OPD/2026/11",
        sent_at=after(15),
        due=date(2026, 5, 16),
        findings=["ENT-03"],
        facts="The register of owners does not name the owner of 30 per cent of the shares.",
        questions=["Who owns the shares held by the trust?", "Since when?"],
        reply_state=ReplyState.IN_PART,
        replied_at=after(40),
        replies=["A trust for the staff.", ""],
        evidence=["E-2"],
    )


def some_votes() -> list[VoteFields]:
    return [
        VoteFields(case=CASE, person="P-HEAD", ballot=Ballot.FOR, cast_at=after(59)),
        VoteFields(
            case=CASE,
            person="P-MEMBER",
            ballot=Ballot.AGAINST,
            dissent="One condition is not enough: the owner of 30 per cent is still not named.",
            cast_at=after(59),
        ),
        VoteFields(case=CASE, person="P-ASIDE", ballot=Ballot.RECUSED, cast_at=after(59)),
    ]


def some_condition() -> ConditionFields:
    template = the_pack().conditions["retention-schedule"]
    return ConditionFields(
        case=CASE,
        id="retention-schedule",
        text=template["text"],
        owner=template["owner"],
        due=template["due"],
        test=template["test"],
        consequence=template["consequence"],
        criteria=["PDT-05"],
        points=["PT-1"],
        set_at=after(60),
    )


def an_exception(**changes: Any) -> ExceptionFields:
    """An exception that counts until the end of the year."""
    said: dict[str, Any] = {
        "case": CASE,
        "id": "X-INT-10-1",
        "criterion": "INT-10",
        "reasons": "A subsidiary is listed.",
        "mandate": "No other service knows the four languages.",
        "dissent": "Nobody dissented.",
        "limits": "Six meetings, no storage.",
        "ends_on": date(2026, 12, 31),
        "granted_by": "P-HQ",
        "second_by": "P-HEAD",
        "granted_at": after(10),
    }
    return ExceptionFields(**{**said, **changes})


def some_contests() -> list[ContestFields]:
    """One contest that was answered, and one that is open."""
    return [
        ContestFields(
            case=CASE,
            id="C-INT-10-1",
            criterion="INT-10",
            reason="Accounts are needed after all.",
            by="P-MEMBER",
            at=after(2),
            answer="They are not; the form was changed.",
            answered_by="P-FOCAL",
            answered_at=after(4),
        ),
        ContestFields(
            case=CASE,
            id="C-INT-08-1",
            criterion="INT-08",
            reason="The company has had the contract since May.",
            by="P-ASIDE",
            at=after(9),
        ),
    ]
