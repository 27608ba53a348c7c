"""What an office sees of a case: each view on a small invented case, as one person has it before them."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.usecases.desks import CASE, Scene, a_scene
from vetting.domain import commands
from vetting.domain.consultation import Disposition
from vetting.domain.errors import NotFound
from vetting.usecases.office.case_view import CaseView, look_at, person_in_words
from vetting.usecases.office.deciding import view_decision_room
from vetting.usecases.office.findings import list_findings
from vetting.usecases.office.overview import view_overview
from vetting.usecases.office.papers import list_people, list_records, list_sources
from vetting.usecases.office.questions import (
    find_question,
    latest_number,
    list_open_questions,
    list_questions,
)
from vetting.usecases.office.timeline import list_happenings
from vetting.usecases.office.voices import view_voices


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened()


def seen(scene: Scene, person: str = "P-FOCAL") -> CaseView:
    return look_at(scene.desk, CASE, person)


def test_a_case_that_is_not_there_is_not_found(scene: Scene) -> None:
    with pytest.raises(NotFound):
        look_at(scene.desk, "nowhere", "P-FOCAL")


def test_the_overview_of_a_new_case_says_what_is_asked_next_and_of_whom(scene: Scene) -> None:
    overview = view_overview(seen(scene))
    assert (overview.status_name, overview.depth, overview.outcome) == ("At triage", "Triage", "")
    assert [(one.criterion, one.asked_of) for one in overview.ask_next] == [
        ("INT-01", "Initiating office"),
        ("INT-02", "Initiating office"),
    ]
    assert overview.prospect is None
    assert overview.is_moving  # it was woken, and no advance has been made yet


def test_the_ladder_shows_facts_apart_from_unknowns(scene: Scene) -> None:
    scene.answered(INT_01="yes", HRI_01="unknown").advance()
    ladder = view_overview(seen(scene)).ladder
    assert [(one.level, one.is_established, one.is_at_least, one.is_possible) for one in ladder.rungs] == [
        ("high", False, True, True),
        ("substantial", False, False, False),
        ("moderate", True, False, False),
        ("low", False, False, False),
    ]
    assert ladder.sentence == (
        "By known facts the level is moderate. What is unknown or refused raises it to high. "
        "No open question can change it."
    )
    assert [one.criterion for one in ladder.by_facts] == []
    assert [one.criterion for one in ladder.by_unknowns] == ["HRI-01"]


def test_a_level_by_facts_names_what_holds_it(scene: Scene) -> None:
    scene.answered(INT_01="yes").advance()
    ladder = view_overview(seen(scene)).ladder
    assert [(one.criterion, one.question) for one in ladder.by_facts] == [
        ("INT-01", "Is the service open to the public?")
    ]


def test_an_open_gate_names_its_owner_and_the_question_that_closes_it(scene: Scene) -> None:
    scene.answered(EXC_01="unknown").advance()
    [gate] = view_overview(seen(scene)).gates
    assert (gate.criterion, gate.owner, gate.because, gate.is_overdue) == (
        "EXC-01",
        "Initiating office",
        "Is the company barred from contracts?",
        False,
    )


def test_a_gate_with_a_closing_time_comes_first_and_is_overdue_when_it_has_passed(scene: Scene) -> None:
    scene.answered(ENT_01="unknown", EXC_01="unknown").advance()
    scene.send(commands.SendLetter, letter="L-1", due=date(2026, 6, 1), questions=["Who owns you?"])
    scene.wait(days=120)
    first, second = view_overview(seen(scene)).gates
    assert (first.key, first.owner, first.is_overdue) == ("reply:L-1", "Company", True)
    assert second.criterion == "EXC-01"


def test_the_questions_of_a_stage_come_with_guidance_answerer_and_history(scene: Scene) -> None:
    scene.with_evidence().answer("INT-02", "Work plan", evidence=["E-1"])
    scene.answer("INT-02", "Resolution 7", note="corrected")
    first, second = list_questions(seen(scene), "intake")
    assert (first.id, first.is_open, first.comes_first, first.is_owed) == ("INT-01", True, True, True)
    assert (second.id, second.state, second.guidance) == ("INT-02", "given", "Name the text.")
    assert second.asked_of == "Initiating office"
    assert [(one.number, one.lines, one.note, one.evidence) for one in second.history] == [
        (2, ("Resolution 7",), "corrected", ()),
        (1, ("Work plan",), "", ("E-1",)),
    ]
    assert second.current["office"].number == 2
    assert latest_number(seen(scene), "INT-02", "office") == 2
    assert latest_number(seen(scene), "INT-01", "office") == 0


def test_a_follow_up_that_is_hidden_is_not_shown(scene: Scene) -> None:
    scene.answered()
    assert list_questions(seen(scene), "right_of_reply") == ()
    scene.answer("ENT-01", "unknown", answerer="company")
    assert [one.id for one in list_questions(seen(scene), "right_of_reply")] == ["RPL-04"]


def test_an_unknown_shows_what_it_does(scene: Scene) -> None:
    scene.answered(HRI_01="unknown")
    question = find_question(seen(scene), "HRI-01")
    assert question is not None
    assert (question.state, question.state_name) == ("unknown", "Unknown")
    assert [(one.text, one.basis_name) for one in question.effects] == [
        ("Level at least High", "Unknown"),
        ("Gate: answer is missing", "Unknown"),
    ]


def test_whoever_may_not_answer_reads_why(scene: Scene) -> None:
    question = find_question(seen(scene, "P-LEGAL"), "INT-01")
    assert question is not None
    assert not question.can_answer
    assert question.why_not == {
        "office": "P-LEGAL has no role that may answer for 'office'. It can be done by P-INIT (Initiator), "
        "P-FOCAL (Focal point) and P-OFFICER (Consultation officer)."
    }
    auditor = find_question(seen(scene, "P-AUDITOR"), "INT-01")
    assert auditor is not None
    assert auditor.why_not == {
        "office": "P-AUDITOR has no role on this case that allows answering a question. It can be done by "
        "P-INIT (Initiator), P-FOCAL (Focal point) and P-OFFICER (Consultation officer)."
    }
    assert find_question(seen(scene), "XXX-99") is None


def test_what_waits_for_an_adviser_does_not_wait_for_the_office(scene: Scene) -> None:
    scene.answered(HRI_01=None)
    assert [(one.id, one.is_owed) for one in list_open_questions(seen(scene))] == [("HRI-01", False)]
    assert [one.is_owed for one in list_open_questions(seen(scene, "P-RIGHTS"))] == [True]


def test_findings_come_the_gravest_first_with_what_they_read(scene: Scene) -> None:
    scene.answered(INT_01="yes", EXC_01="yes", HRI_01=3)
    lines = list_findings(seen(scene))
    assert [(one.criterion, one.effect, one.basis_name) for one in lines] == [
        ("EXC-01", "Not eligible", "Facts"),
        ("HRI-01", "Level at least Substantial", "Facts"),
        ("INT-01", "Level at least Moderate", "Facts"),
        ("INT-01", "Condition: tell-people", "Facts"),
    ]
    assert lines[1].rests_on == ("HRI-01",)
    assert lines[1].values == (("HRI-01", "3"),)
    assert [one.criterion for one in list_findings(seen(scene), "stop")] == ["EXC-01"]


def test_the_timeline_tells_each_entry_in_words_the_latest_first(scene: Scene) -> None:
    scene.with_evidence().answer("INT-02", "unknown")
    scene.send(commands.DeclareInterest, "P-HEAD", declaration="D-1", person="P-HEAD")
    scene.advance()
    told = [(one.what, one.detail) for one in list_happenings(seen(scene))]
    assert ("Question answered", "INT-02, for Initiating office: unknown") in told
    assert ("Interest declared", "P-HEAD (Head of office): no conflict") in told
    assert ("Evidence filed", "E-1") in told
    assert told[-1] == ("Case opened", "")
    assert told[-2] == ("Person assigned", "P-INIT (Initiator): Initiator")
    assert all(what != "Whole pack evaluated" for what, _ in told)


def test_the_timeline_tells_of_votes_decisions_points_and_replies(scene: Scene) -> None:
    scene.answered(ENT_01="unknown")
    scene.send(commands.ReceiveSubmission, "P-OFFICER", submission="S-1", mode="public", text="Who pays?")
    scene.send(commands.ExtractPoint, "P-OFFICER", point="PT-1", submission="S-1", text="Funding is unclear.")
    scene.send(commands.DisposePoint, "P-OFFICER", point="PT-1", disposition="accepted", reason="We ask.")
    scene.send(commands.SendLetter, letter="L-1", due=date(2026, 6, 1), questions=["Who owns you?"])
    scene.send(commands.RecordReply, letter="L-1", state="full", replies=["Ourselves."])
    scene.send(commands.CastVote, "P-HEAD", ballot="for")
    scene.answer("ENT-01", "The staff", answerer="company").advance()
    scene.decide("approve")
    told = [(one.what, one.detail) for one in list_happenings(seen(scene))]
    assert told[:2] == [("Status changed", "Under review → Decided"), ("Decision signed", "Approved")]
    assert ("Vote cast", "P-HEAD (Head of office): For") in told
    assert ("Reply recorded", "L-1: Answered in full") in told
    assert ("Point disposed of", "PT-1: Accepted") in told


def test_the_decision_room_shows_every_outcome_and_what_stands_against_it(scene: Scene) -> None:
    scene.answered(INT_01="yes").advance()
    room = view_decision_room(seen(scene, "P-COMMITTEE"))
    lines = {one.outcome: one for one in room.outcomes}
    assert room.authority == "2, partnership review committee"
    assert lines["approve_with_conditions"].is_suggested
    assert lines["approve_with_conditions"].because == "conditions bind"
    assert (lines["approve"].is_admissible, lines["approve"].because) == (False, "the condition must bind")
    assert lines["refuse"].needs_second
    assert lines["refuse"].authority.startswith("3, ")
    assert [(one.id, one.criteria) for one in room.conditions] == [("tell-people", ("INT-01",))]
    assert room.entitled == (
        "P-COMMITTEE (Partnership review committee)",
        "P-HQ (Entity headquarters)",
        "P-EXEC (Executive head)",
    )
    assert (room.why_not_vote, room.can_only_recuse, room.why_not_decide) == ("", "", "")


def test_the_decision_room_says_why_somebody_cannot_sign(scene: Scene) -> None:
    scene.answered(INT_01="yes", HRI_01="unknown").advance()
    initiator = view_decision_room(seen(scene, "P-INIT"))
    assert initiator.why_not_decide == "P-INIT has no role on this case that allows signing a decision."
    assert initiator.why_not_vote == (
        "P-INIT has no role on this case that allows casting a vote. It can be done by P-LEGAL (Legal office), "
        "P-DPO (Data protection officer), P-RIGHTS (Human rights adviser) and 5 more."
    )
    head = view_decision_room(seen(scene, "P-HEAD"))
    assert head.why_not_decide.startswith("P-HEAD may not decide this: it needs authority 4")
    assert [(one.criterion, one.is_unknown) for one in head.reasons_needed] == [("HRI-01", True)]
    assert view_decision_room(seen(scene, "P-STRANGER")).can_only_recuse == ""


def test_an_initiator_who_also_decides_reads_that_they_cannot(scene: Scene) -> None:
    scene.send(commands.AssignPerson, "P-INIT", person="P-BOTH", roles=["initiator", "head_of_office"])
    scene.answered().advance()
    room = view_decision_room(seen(scene, "P-BOTH"))
    refused = "P-BOTH initiated the case and so may not decide it or sign for it."
    assert room.why_not_decide == refused
    assert room.why_not_vote.startswith(f"{refused} It can be done by P-LEGAL")
    assert room.passed_over == (("P-BOTH (Initiator, Head of office)", refused),)


def test_a_vote_is_shown_with_its_dissent(scene: Scene) -> None:
    scene.answered().advance()
    scene.send(commands.CastVote, "P-LEGAL", ballot="against", dissent="The term is too long.")
    room = view_decision_room(seen(scene, "P-LEGAL"))
    assert [(one.person, one.ballot, one.dissent) for one in room.votes] == [
        ("P-LEGAL (Legal office)", "Against", "The term is too long.")
    ]
    assert room.my_ballot == "against"


def test_a_submission_in_confidence_shows_nothing_of_what_it_says(scene: Scene) -> None:
    scene.answered()
    for ident, mode in (("S-1", "public"), ("S-2", "confidential")):
        said = {"submitter": "River League", "text": "Who keeps the recordings?"}
        scene.send(commands.ReceiveSubmission, "P-OFFICER", submission=ident, mode=mode, **said)
    scene.send(commands.ExtractPoint, "P-OFFICER", point="PT-1", submission="S-1", text="Recordings.")
    voices = view_voices(seen(scene, "P-OFFICER"))
    public, confidential = voices.submissions
    assert (public.text, public.submitter, public.is_protected) == (
        "Who keeps the recordings?",
        "River League",
        False,
    )
    assert (confidential.text, confidential.submitter, confidential.is_protected) == ("", "", True)
    assert [one.id for one in voices.points_open] == ["PT-1"]
    assert public.points == voices.points_open
    assert (voices.why_not_extract, voices.why_not_dispose) == ("", "")
    assert view_voices(seen(scene, "P-LEGAL")).why_not_dispose != ""


def test_a_disposed_point_shows_what_became_of_it(scene: Scene) -> None:
    scene.send(commands.ReceiveSubmission, "P-OFFICER", submission="S-1", mode="public", text="Who pays?")
    scene.send(commands.ExtractPoint, "P-OFFICER", point="PT-1", submission="S-1", text="Funding.")
    scene.send(
        commands.DisposePoint,
        "P-OFFICER",
        point="PT-1",
        disposition=Disposition.PARTLY_ACCEPTED,
        reason="Half of it is known.",
    )
    [submission] = view_voices(seen(scene)).submissions
    [point] = submission.points
    assert (point.disposition, point.disposition_name, point.reason) == (
        "partly_accepted",
        "Partly accepted",
        "Half of it is known.",
    )


def test_a_letter_stands_beside_its_reply_and_says_how_many_days_are_left(scene: Scene) -> None:
    scene.answered(ENT_01="unknown")
    voices = view_voices(seen(scene))
    assert voices.unasked == (("ENT-01", "Who owns the company?"),)
    due = scene.now.date() + timedelta(days=70)
    scene.send(
        commands.SendLetter,
        letter="L-1",
        due=due,
        findings=["ENT-01"],
        questions=["Who owns you?", "Since when?"],
    )
    [letter] = view_voices(seen(scene)).letters
    assert (letter.days_left, letter.is_waiting, letter.state_name) == (70, True, "Waiting for the reply")
    scene.send(commands.RecordReply, letter="L-1", state="in_part", replies=["The staff."])
    [letter] = view_voices(seen(scene)).letters
    assert [(one.number, one.question, one.reply) for one in letter.exchanges] == [
        (1, "Who owns you?", "The staff."),
        (2, "Since when?", ""),
    ]
    assert not letter.is_waiting
    assert view_voices(seen(scene)).unasked == ()


def test_people_stand_with_their_roles_and_whether_they_have_declared(tmp_path: Path) -> None:
    scene = a_scene(tmp_path).assigned()
    scene.send(commands.DeclareInterest, "P-HEAD", declaration="D-1", person="P-HEAD", kind="shares")
    lines = {one.id: one for one in list_people(scene.desk, seen(scene))}
    head, focal = lines["P-HEAD"], lines["P-FOCAL"]
    assert (head.roles, head.has_declared, head.is_kept_away, head.is_reader) == (
        "Head of office",
        True,
        True,
        False,
    )
    assert (focal.has_declared, focal.is_kept_away, focal.is_reader) == (False, False, True)
    assert person_in_words(seen(scene), "P-GONE") == "P-GONE"


def test_a_source_says_how_it_is_held_and_what_rests_on_it(scene: Scene) -> None:
    scene.with_evidence().with_evidence("E-2", kind="file", sha256="ab" * 32, size=12, filename="plan.txt")
    scene.answer("INT-02", "Work plan", evidence=["E-2"])
    scene.send(commands.StoreTerms, terms="T-1", title="Draft", evidence="E-2")
    held, cited = list_sources(scene.desk, seen(scene))
    assert (held.id, held.held, held.sha256, held.cited_by) == ("E-2", "Held", "ab" * 32, ("INT-02", "T-1"))
    assert (cited.id, cited.held, cited.sha256, cited.cited_by) == ("E-1", "Cited, not held", "", ())


def test_a_record_that_was_asked_for_is_listed(scene: Scene) -> None:
    scene.answered().advance()
    assert list_records(scene.desk, CASE) == ()
    scene.send(commands.RequestRecord)
    scene.advance()
    [record] = list_records(scene.desk, CASE)
    assert (record.id, record.edition, record.is_interim) == ("R-1", "Auditor's", True)
