"""Answers, submissions, letters and votes: what each command writes, and each refusal with its sentence."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.usecases.desks import CASE, START, Entry, Scene, a_scene, last_entries
from tests.usecases.handling import a_letter, a_point, a_submission, refusal_of
from vetting.domain import commands
from vetting.domain.answers import AnswerFields, AnswerState
from vetting.domain.consultation import Disposition, PointFields, SubmissionFields, SubmissionMode
from vetting.domain.decisions import Ballot, VoteFields
from vetting.domain.gates import GateFields, GateState
from vetting.domain.replies import LetterFields, ReplyState
from vetting.domain.stages import Stage


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened()


# ------------------------------------------------------------------------------------------------ answers


def test_an_answer_is_kept_with_its_value_protected(scene: Scene) -> None:
    scene.with_evidence().answer("INT-02", "Work plan 2026", evidence=["E-1"], note="As filed")
    assert last_entries(scene) == [
        Entry(
            "QuestionAnswered",
            "P-FOCAL",
            {
                "criterion": "INT-02",
                "answerer": "office",
                "state": "given",
                "evidence": ["E-1"],
                "number": 1,
                "countersigned_by": None,
            },
            {"value": "Work plan 2026", "note": "As filed"},
        )
    ]
    assert scene.dossier().answers == [
        AnswerFields(
            case=CASE, criterion="INT-02", number=1, answerer="office", state=AnswerState.GIVEN,
            value="Work plan 2026", by="P-FOCAL", at=START, evidence=["E-1"], note="As filed",
        )
    ]  # fmt: skip


def test_a_later_answer_is_added_and_the_earlier_one_stays(scene: Scene) -> None:
    scene.answer("INT-01", "yes").answer("INT-01", "unknown", note="The office asked again")
    assert [(one.number, one.state.value, one.value) for one in scene.dossier().answers] == [
        (1, "given", "yes"),
        (2, "unknown", None),
    ]


def test_an_answer_to_no_criterion_of_the_pack_is_refused(scene: Scene) -> None:
    fields = {"answerer": "office", "state": "given", "value": "no"}
    assert refusal_of(scene, commands.AnswerQuestion, criterion="XYZ-01", **fields) == (
        "The pack has no criterion XYZ-01. 'vetting pack show' lists them."
    )


def test_a_value_that_does_not_fit_is_refused(scene: Scene) -> None:
    fields = {"answerer": "office", "state": "given", "value": "perhaps"}
    sentence = refusal_of(scene, commands.AnswerQuestion, criterion="INT-01", **fields)
    assert sentence.startswith("INT-01: ")
    assert sentence.count("INT-01") == 1
    assert "perhaps" in sentence


def test_only_those_asked_may_answer(scene: Scene) -> None:
    fields = {"criterion": "HRI-01", "answerer": "hr_adviser", "state": "given", "value": 1}
    assert refusal_of(scene, commands.AnswerQuestion, "P-COMPANY", **fields) == (
        "P-COMPANY has no role that may answer for 'hr adviser'."
    )


def test_an_answer_cannot_rest_on_what_became_known_later(scene: Scene) -> None:
    scene.with_evidence("E-1", knowable_on=date(2026, 3, 3))
    fields = {
        "criterion": "INT-02",
        "answerer": "office",
        "state": "given",
        "value": "x",
        "evidence": ["E-1"],
    }
    assert refusal_of(scene, commands.AnswerQuestion, **fields) == (
        "Evidence E-1 could be known on 2026-03-03, after this answer of 2026-03-02. "
        "Use what was knowable on that day, or date the answer later."
    )
    scene.wait(days=1)
    scene.send(commands.AnswerQuestion, **fields)
    assert len(scene.dossier().answers) == 1


# ------------------------------------------------------------------------------------------- consultation


@pytest.mark.parametrize("mode", SubmissionMode)
def test_a_submission_shows_its_mode_group_and_language_and_protects_the_rest(
    scene: Scene, mode: SubmissionMode
) -> None:
    a_submission(
        scene.with_evidence(), mode=mode, group="academia", language="fr", submitter="Forum", evidence=["E-1"]
    )
    assert last_entries(scene) == [
        Entry(
            "SubmissionReceived",
            "P-OFFICER",
            {"submission": "S-1", "mode": mode.value, "group": "academia", "language": "fr"},
            {"submitter": "Forum", "text": "No!", "evidence": ["E-1"]},
        )
    ]
    assert scene.dossier().submissions == [
        SubmissionFields(
            case=CASE, id="S-1", mode=mode, group="academia", language="fr", submitter="Forum", text="No!",
            evidence=["E-1"], received_at=START,
        )
    ]  # fmt: skip


def test_a_point_is_taken_from_a_submission_and_disposed_of_once(scene: Scene) -> None:
    a_point(scene)
    extracted = last_entries(scene)
    scene.wait(days=1)
    disposal = {"point": "PT-1", "disposition": "accepted", "reason": "It is right.", "changed": "The terms"}
    scene.send(commands.DisposePoint, "P-RIGHTS", **disposal)
    assert [*extracted, *last_entries(scene)] == [
        Entry(
            "PointExtracted",
            "P-OFFICER",
            {"point": "PT-1", "submission": "S-1", "criteria": ["HRI-01"], "material": True},
            {"text": "Recordings"},
        ),
        Entry(
            "PointDisposed",
            "P-RIGHTS",
            {"point": "PT-1", "disposition": "accepted"},
            {"reason": "It is right.", "changed": "The terms"},
        ),
    ]
    assert scene.dossier().points == [
        PointFields(
            case=CASE, id="PT-1", submission="S-1", text="Recordings", criteria=["HRI-01"],
            disposition=Disposition.ACCEPTED, reason="It is right.", changed="The terms",
            disposed_by="P-RIGHTS", disposed_at=START + timedelta(days=1),
        )
    ]  # fmt: skip
    assert refusal_of(scene, commands.DisposePoint, **disposal) == (
        "The point PT-1 has a disposition already; enter a new point instead."
    )


def test_a_point_needs_its_submission_and_a_disposition_its_point(scene: Scene) -> None:
    assert refusal_of(scene, commands.ExtractPoint, point="PT-1", submission="S-9", text="x") == (
        "The case has no submission S-9."
    )
    assert refusal_of(scene, commands.DisposePoint, point="PT-9", disposition="accepted", reason="x") == (
        "The case has no point PT-9."
    )


# ------------------------------------------------------------------------------------------ right of reply


def test_a_letter_opens_a_gate_that_waits_for_its_reply_until_it_is_due(scene: Scene) -> None:
    a_letter(scene)
    assert last_entries(scene) == [
        Entry(
            "LetterSent",
            "P-FOCAL",
            {"letter": "L-1", "due": "2026-05-01", "findings": ["ENT-01"], "question_count": 1},
            {"questions": ["Who owns you?"]},
        )
    ]
    assert scene.dossier().gates == [
        GateFields(
            case=CASE, key="reply:L-1", stage=Stage.RIGHT_OF_REPLY, kind="reply", owner="company",
            because="The company may answer letter L-1 until 2026-05-01.", opened_at=START,
            closes_at=START.replace(month=5, day=1, hour=23, minute=59, second=59),
        )
    ]  # fmt: skip


def test_a_reply_stands_beside_its_letter_and_answers_the_gate(scene: Scene) -> None:
    a_letter(scene.with_evidence()).wait(days=2)
    scene.send(
        commands.RecordReply,
        "P-COMPANY",
        letter="L-1",
        state="in_part",
        replies=["A trust"],
        evidence=["E-1"],
    )
    assert last_entries(scene) == [
        Entry(
            "ReplyRecorded",
            "P-COMPANY",
            {"letter": "L-1", "state": "in_part", "evidence": ["E-1"], "sealed_sha256": None},
            {"replies": ["A trust"]},
        )
    ]
    dossier = scene.dossier()
    at = START + timedelta(days=2)
    assert dossier.letters == [
        LetterFields(
            case=CASE, id="L-1", sent_at=START, due=date(2026, 5, 1), findings=["ENT-01"],
            questions=["Who owns you?"], reply_state=ReplyState.IN_PART, replied_at=at, replies=["A trust"],
            evidence=["E-1"], language="en",
        )
    ]  # fmt: skip
    [gate] = dossier.gates
    assert (gate.state, gate.closed_at, gate.answered_by) == (GateState.ANSWERED, at, "P-COMPANY")


def test_a_reply_after_its_day_is_accepted_and_marked_late(scene: Scene) -> None:
    a_letter(scene).wait(days=90)
    scene.send(commands.RecordReply, letter="L-1", state="full", replies=["So."])
    [letter] = scene.dossier().letters
    assert (letter.reply_state, letter.replied_at) == (ReplyState.LATE, scene.now)


def test_a_late_reply_is_taken_even_after_silence_was_recorded(scene: Scene) -> None:
    a_letter(scene)
    scene.send(commands.RecordReply, letter="L-1", state="absent")
    [letter], [gate] = scene.dossier().letters, scene.dossier().gates
    assert (letter.reply_state, letter.replied_at) == (ReplyState.ABSENT, None)
    assert (gate.state, gate.answered_by) == (GateState.LAPSED, None)
    scene.wait(days=90)
    scene.send(commands.RecordReply, letter="L-1", state="full", replies=["So."])
    [letter], [gate] = scene.dossier().letters, scene.dossier().gates
    assert (letter.reply_state, gate.state) == (ReplyState.LATE, GateState.ANSWERED)


def test_a_letter_is_answered_once_and_must_be_there(scene: Scene) -> None:
    a_letter(scene)
    scene.send(commands.RecordReply, letter="L-1", state="full", replies=["So."])
    assert refusal_of(scene, commands.RecordReply, letter="L-1", state="full") == (
        "The letter L-1 has its reply already."
    )
    assert (
        refusal_of(scene, commands.RecordReply, letter="L-9", state="full") == "The case has no letter L-9."
    )


# --------------------------------------------------------------------------------------------------- votes


def test_a_vote_shows_the_ballot_and_protects_the_dissent(scene: Scene) -> None:
    scene.send(commands.CastVote, "P-COMMITTEE", ballot="against", dissent="Too soon")
    assert last_entries(scene) == [
        Entry(
            "VoteCast", "P-COMMITTEE", {"person": "P-COMMITTEE", "ballot": "against"}, {"dissent": "Too soon"}
        )
    ]
    assert scene.dossier().votes == [
        VoteFields(case=CASE, person="P-COMMITTEE", ballot=Ballot.AGAINST, dissent="Too soon", cast_at=START)
    ]


def test_who_has_an_open_conflict_can_only_be_recorded_as_recused(scene: Scene) -> None:
    scene.send(
        commands.DeclareInterest,
        "P-ETHICS",
        declaration="D-1",
        person="P-COMMITTEE",
        kind="shares",
        conflict="actual",
    )
    assert refusal_of(scene, commands.CastVote, "P-COMMITTEE", ballot="for") == (
        "P-COMMITTEE has an open conflict of interest (D-1) and may not take part. "
        "An actual conflict is open until it has ended, another until it is mitigated or classed as none."
    )
    scene.send(commands.CastVote, "P-COMMITTEE", ballot="recused")
    assert [one.ballot for one in scene.dossier().votes] == [Ballot.RECUSED]
