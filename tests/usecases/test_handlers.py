"""Each command: what it writes, open and protected apart, and each refusal with its sentence."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from tests.usecases.desks import CASE, START, Entry, Scene, a_scene, last_entries, sentence_of
from vetting.domain import commands
from vetting.domain.answers import AnswerFields, AnswerState
from vetting.domain.case import CaseFields
from vetting.domain.commands import AnyCommand, Command
from vetting.domain.consultation import Disposition, PointFields, SubmissionFields, SubmissionMode
from vetting.domain.decisions import Ballot, VoteFields
from vetting.domain.errors import BadInput, NotFound, Refused
from vetting.domain.evidence import EvidenceFields, EvidenceKind
from vetting.domain.gates import GateFields, GateState
from vetting.domain.parties import PartyFields, PartyRole
from vetting.domain.people import ConflictClass, DeclarationFields, PersonFields, Role
from vetting.domain.permissions import MAY
from vetting.domain.replies import LetterFields, ReplyState
from vetting.domain.stages import CaseStatus, Stage
from vetting.domain.terms import TermsFields
from vetting.usecases.send import HANDLERS, send

SHA = "ab" * 32


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened()


def refusal_of(scene: Scene, kind: type[Command], by: str = "P-FOCAL", /, **fields: Any) -> str:
    """The sentence with which a command is refused; nothing of it may be kept."""
    before = scene.size()
    with pytest.raises(Refused) as raised:
        scene.send(kind, by, **fields)
    assert scene.size() == before
    return sentence_of(raised)


def a_submission(scene: Scene, **fields: Any) -> Scene:
    scene.send(
        commands.ReceiveSubmission,
        "P-OFFICER",
        **{"submission": "S-1", "mode": "public", "text": "No!", **fields},
    )
    return scene


def a_point(scene: Scene) -> Scene:
    a_submission(scene)
    scene.send(
        commands.ExtractPoint,
        "P-OFFICER",
        point="PT-1",
        submission="S-1",
        text="Recordings",
        criteria=["HRI-01"],
    )
    return scene


def a_letter(scene: Scene) -> Scene:
    scene.send(
        commands.SendLetter,
        letter="L-1",
        due=date(2026, 5, 1),
        questions=["Who owns you?"],
        findings=["ENT-01"],
    )
    return scene


# --------------------------------------------------------------------------------------- all commands


def test_every_command_has_a_handler_and_somebody_who_may_send_it() -> None:
    every = set(get_args(AnyCommand))
    assert set(HANDLERS) == every
    assert set(MAY) == every


def test_an_act_that_is_in_the_log_is_not_done_again(scene: Scene) -> None:
    command = scene.with_evidence().command(commands.RequestRecord)
    before = scene.size()
    assert [send(scene.desk, [command]), send(scene.desk, [command, command])] == [1, 0]
    assert scene.size() == before + 1


@pytest.mark.parametrize(
    ("kind", "by", "fields"),
    [
        (commands.AssignPerson, "P-INIT", {"person": "P-NEW", "roles": ["legal"]}),
        (commands.DeclareInterest, "P-HEAD", {"declaration": "D-1", "person": "P-HEAD"}),
        (commands.NameParty, "P-FOCAL", {"party": "lingua", "role": "prospect", "name": "Lingua"}),
        (
            commands.FileEvidence,
            "P-FOCAL",
            {"evidence": "E-9", "kind": "citation", "title": "t", "knowable_on": "2026-01-01"},
        ),
        (
            commands.AnswerQuestion,
            "P-FOCAL",
            {"criterion": "INT-01", "answerer": "office", "state": "given", "value": "no"},
        ),
        (commands.StoreTerms, "P-LEGAL", {"terms": "T-1", "title": "Draft", "evidence": "E-1"}),
        (commands.ReceiveSubmission, "P-OFFICER", {"submission": "S-9", "mode": "public"}),
        (commands.ExtractPoint, "P-OFFICER", {"point": "PT-9", "submission": "S-1", "text": "x"}),
        (
            commands.DisposePoint,
            "P-OFFICER",
            {"point": "PT-1", "disposition": "accepted", "reason": "It is right."},
        ),
        (commands.SendLetter, "P-FOCAL", {"letter": "L-9", "due": "2026-05-01", "questions": ["Why?"]}),
        (commands.RecordReply, "P-FOCAL", {"letter": "L-1", "state": "full", "replies": ["So."]}),
        (commands.CastVote, "P-HEAD", {"ballot": "for"}),
        (commands.Decide, "P-HEAD", {"outcome": "defer", "summary": "Not yet."}),
        (commands.RequestRecord, "P-FOCAL", {}),
        (commands.WithdrawCase, "P-FOCAL", {"reason": "Not needed any more"}),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_each_command_sent_twice_takes_effect_once(
    scene: Scene, kind: type[Command], by: str, fields: dict[str, Any]
) -> None:
    a_letter(a_point(scene.with_evidence()))
    command = scene.command(kind, by, **fields)
    assert send(scene.desk, [command]) == 1
    kept = scene.dossier()
    assert send(scene.desk, [command]) == 0
    assert scene.dossier() == kept


def test_a_batch_with_one_refusal_keeps_nothing(scene: Scene) -> None:
    good = scene.command(commands.RequestRecord)
    bad = scene.command(commands.ExtractPoint, "P-OFFICER", point="PT-1", submission="S-9", text="x")
    before = scene.size()
    with pytest.raises(Refused):
        send(scene.desk, [good, bad])
    assert (scene.size(), scene.dossier().case.record_wanted_at) == (before, None)


def test_a_command_wakes_its_case_and_moves_the_clock_of_an_imported_one(scene: Scene) -> None:
    scene.advance()
    send(scene.desk, [scene.command(commands.RequestRecord, at=START + timedelta(days=3))], simulated=True)
    with scene.desk.read() as work:
        assert list(work.list_due(START)) == [CASE]
        assert work.simulated_now(CASE) == START + timedelta(days=3)


def test_a_command_for_a_case_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"There is no case with the id meridian\."):
        a_scene(tmp_path).send(commands.RequestRecord)


def test_an_act_from_before_the_opening_is_refused(scene: Scene) -> None:
    early = START - timedelta(days=1)
    assert refusal_of(scene, commands.RequestRecord, at=early) == (
        "The act is dated before the case was opened (2026-03-02)."
    )


def test_who_is_not_on_the_case_or_has_no_role_for_it_may_not_act(scene: Scene) -> None:
    assert refusal_of(scene, commands.RequestRecord, "P-NOBODY") == (
        "P-NOBODY is not assigned to this case. Assign the person first."
    )
    assert refusal_of(
        scene, commands.SendLetter, "P-AUDITOR", letter="L", due="2026-05-01", questions=["?"]
    ) == ("P-AUDITOR has no role on this case that allows SendLetter.")


def test_nothing_can_be_entered_in_a_case_that_was_withdrawn(scene: Scene) -> None:
    scene.send(commands.WithdrawCase, reason="The need has gone")
    assert refusal_of(scene, commands.RequestRecord) == (
        "The case is withdrawn: nothing more can be entered. Open a new case instead."
    )


# ------------------------------------------------------------------------------------------------ intake


def test_opening_pins_the_pack_and_tells_the_log_what_may_be_open(tmp_path: Path) -> None:
    scene = a_scene(tmp_path)
    scene.opened(purpose="Take part", settings={"depth_before": "triage"}, note="Invented")
    with scene.desk.read() as work:
        first = work.log_lines(CASE)[0]
        case = work.get(CaseFields, CASE)
    assert case is not None
    pack = scene.desk.packs.pinned(case.pack_hash)
    assert (case.pack, case.status, case.opened_by, case.opened_at) == (
        "small@1.0.0",
        CaseStatus.TRIAGE,
        "P-INIT",
        START,
    )
    assert (first.event, first.fields) == (
        "CaseOpened",
        {
            "pack": "small@1.0.0",
            "pack_hash": pack.hash,
            "source_hash": None,
            "as_of": None,
            "settings": {"depth_before": "triage"},
            "is_exercise": False,
        },
    )


def test_a_case_is_opened_once(scene: Scene) -> None:
    fields = {"title": "t", "initiating_office": "o", "prospect": "p", "pack": "un-default"}
    assert refusal_of(scene, commands.OpenCase, "P-INIT", **fields) == (
        "A case with the id meridian is in this home already, from another file. "
        "Use another id, another home, or 'vetting act meridian FILE'."
    )


def test_a_case_under_a_pack_that_is_not_there_is_not_opened(tmp_path: Path) -> None:
    scene = a_scene(tmp_path)
    with pytest.raises(BadInput, match=r"there is no pack of this name"):
        scene.opened(pack="no-such-pack")
    assert scene.size() == 0


def test_who_opened_the_case_may_assign_and_names_stay_protected(scene: Scene) -> None:
    scene.send(
        commands.AssignPerson,
        "P-INIT",
        person="P-NEW",
        roles=["legal", "dpo"],
        title="Counsel",
        name="Ada Brightwater",
    )
    assert last_entries(scene) == [
        Entry(
            "PersonAssigned",
            "P-INIT",
            {"person": "P-NEW", "roles": ["legal", "dpo"]},
            {"title": "Counsel", "name": "Ada Brightwater"},
        )
    ]
    assert scene.dossier().people[-1] == PersonFields(
        case=CASE,
        id="P-NEW",
        roles=[Role.LEGAL, Role.DPO],
        title="Counsel",
        name="Ada Brightwater",
        assigned_at=START,
    )


def test_an_interest_is_declared_by_class_and_its_kind_stays_protected(scene: Scene) -> None:
    scene.send(
        commands.DeclareInterest, "P-ETHICS", declaration="D-1", person="P-HEAD", kind="shares",
        conflict="potential", mitigation="divestment", ends_on=date(2026, 6, 1),
    )  # fmt: skip
    assert last_entries(scene) == [
        Entry(
            "InterestDeclared",
            "P-ETHICS",
            {
                "declaration": "D-1",
                "person": "P-HEAD",
                "conflict": "potential",
                "mitigation": "divestment",
                "ends_on": "2026-06-01",
            },
            {"kind": "shares"},
        )
    ]
    assert scene.dossier().declarations == [
        DeclarationFields(
            case=CASE, id="D-1", person="P-HEAD", kind="shares", conflict=ConflictClass.POTENTIAL,
            mitigation="divestment", ends_on=date(2026, 6, 1), declared_at=START,
        )
    ]  # fmt: skip


def test_an_interest_of_somebody_who_is_not_on_the_case_is_refused(scene: Scene) -> None:
    assert refusal_of(scene, commands.DeclareInterest, declaration="D-1", person="P-NOBODY") == (
        "P-NOBODY is not assigned to this case. Assign the person first."
    )


def test_a_party_is_named_and_what_identifies_it_stays_protected(scene: Scene) -> None:
    scene.send(
        commands.NameParty, party="lingua", role="prospect", name="Lingua Meridian Ltd", country="KE",
        registration="CPR/1", aliases=["Meridian"],
    )  # fmt: skip
    assert last_entries(scene) == [
        Entry(
            "PartyNamed",
            "P-FOCAL",
            {"party": "lingua", "role": "prospect", "country": "KE"},
            {"name": "Lingua Meridian Ltd", "details": {"registration": "CPR/1", "aliases": ["Meridian"]}},
        )
    ]
    assert scene.dossier().parties == [
        PartyFields(
            case=CASE, id="lingua", role=PartyRole.PROSPECT, name="Lingua Meridian Ltd", country="KE",
            registration="CPR/1", aliases=["Meridian"],
        )
    ]  # fmt: skip


def test_evidence_is_filed_with_its_hash_open_and_its_title_protected(scene: Scene) -> None:
    scene.with_evidence("E-1", kind="file", sha256=SHA, size=8, publisher="Forum", filename="a.pdf")
    assert last_entries(scene) == [
        Entry(
            "EvidenceFiled",
            "P-FOCAL",
            {"evidence": "E-1", "kind": "file", "knowable_on": "2025-12-31", "sha256": SHA, "size": 8},
            {
                "title": "Yearly report",
                "details": {"publisher": "Forum", "quality": "secondary", "filename": "a.pdf"},
            },
        )
    ]
    assert scene.dossier().evidence == [
        EvidenceFields(
            case=CASE, id="E-1", kind=EvidenceKind.FILE, title="Yearly report", publisher="Forum", filename="a.pdf",
            knowable_on=date(2025, 12, 31), sha256=SHA, size=8, filed_by="P-FOCAL", filed_at=START,
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "by", "fields", "ident"),
    [
        (
            commands.FileEvidence,
            "P-FOCAL",
            {"evidence": "E-1", "kind": "citation", "title": "t", "knowable_on": "2026-01-01"},
            "E-1",
        ),
        (commands.ReceiveSubmission, "P-OFFICER", {"submission": "S-1", "mode": "public"}, "S-1"),
        (commands.ExtractPoint, "P-OFFICER", {"point": "PT-1", "submission": "S-1", "text": "x"}, "PT-1"),
        (commands.SendLetter, "P-FOCAL", {"letter": "L-1", "due": "2026-05-01", "questions": ["?"]}, "L-1"),
    ],
    ids=["evidence", "submission", "point", "letter"],
)  # fmt: skip
def test_an_id_is_taken_once(
    scene: Scene, kind: type[Command], by: str, fields: dict[str, Any], ident: str
) -> None:
    a_letter(a_point(scene.with_evidence()))
    assert refusal_of(scene, kind, by, **fields) == f"The id {ident} is taken in this case. Choose another."


@pytest.mark.parametrize(
    ("kind", "by", "fields"),
    [
        (commands.StoreTerms, "P-LEGAL", {"terms": "T-1", "title": "Draft", "evidence": "E-9"}),
        (commands.ReceiveSubmission, "P-OFFICER", {"submission": "S-1", "mode": "public", "evidence": ["E-9"]}),
        (
            commands.AnswerQuestion,
            "P-FOCAL",
            {"criterion": "INT-02", "answerer": "office", "state": "given", "value": "x", "evidence": ["E-9"]},
        ),
        (commands.RecordReply, "P-FOCAL", {"letter": "L-1", "state": "full", "evidence": ["E-9"]}),
    ],
    ids=["terms", "submission", "answer", "reply"],
)  # fmt: skip
def test_what_was_not_filed_cannot_be_cited(
    scene: Scene, kind: type[Command], by: str, fields: dict[str, Any]
) -> None:
    a_letter(scene)
    assert refusal_of(scene, kind, by, **fields) == "The evidence E-9 has not been filed. File it first."


def test_a_draft_is_bound_to_the_hash_of_its_text(scene: Scene) -> None:
    scene.with_evidence("E-1", kind="file", sha256=SHA, size=8)
    scene.send(
        commands.StoreTerms, "P-LEGAL", terms="T-1", title="Draft", evidence="E-1", summary="Twelve months"
    )
    assert last_entries(scene) == [
        Entry(
            "TermsStored",
            "P-LEGAL",
            {"terms": "T-1", "evidence": "E-1", "sha256": SHA},
            {"title": "Draft", "summary": "Twelve months"},
        )
    ]
    assert scene.dossier().terms == [
        TermsFields(
            case=CASE, id="T-1", title="Draft", evidence="E-1", sha256=SHA, summary="Twelve months",
            stored_by="P-LEGAL", stored_at=START,
        )
    ]  # fmt: skip


def test_a_case_that_is_withdrawn_closes_and_asks_for_its_record(scene: Scene) -> None:
    scene.send(commands.WithdrawCase, reason="The need has gone")
    assert last_entries(scene) == [
        Entry(
            "CaseMoved", "P-FOCAL", {"status": "triage", "to": "withdrawn"}, {"reason": "The need has gone"}
        )
    ]
    case = scene.dossier().case
    assert (case.status, case.record_wanted_at) == (CaseStatus.WITHDRAWN, START)


def test_anybody_of_the_office_may_ask_for_a_record(scene: Scene) -> None:
    scene.send(commands.RequestRecord)
    assert last_entries(scene) == [Entry("RecordRequested", "P-FOCAL", {}, {})]
    assert scene.dossier().case.record_wanted_at == START


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
        "P-COMPANY has no role that may answer for 'hr_adviser'."
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
            {"letter": "L-1", "state": "in_part", "evidence": ["E-1"]},
            {"replies": ["A trust"]},
        )
    ]
    dossier = scene.dossier()
    at = START + timedelta(days=2)
    assert dossier.letters == [
        LetterFields(
            case=CASE, id="L-1", sent_at=START, due=date(2026, 5, 1), findings=["ENT-01"],
            questions=["Who owns you?"], reply_state=ReplyState.IN_PART, replied_at=at, replies=["A trust"],
            evidence=["E-1"],
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
        "It is open until it has ended, is classed as none, or has a mitigation."
    )
    scene.send(commands.CastVote, "P-COMMITTEE", ballot="recused")
    assert [one.ballot for one in scene.dossier().votes] == [Ballot.RECUSED]
