"""Each command: what it writes, open and protected apart, and each refusal; the case and its parts."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from tests.usecases.desks import CASE, START, Entry, Scene, a_scene, last_entries
from tests.usecases.handling import a_letter, a_point, refusal_of
from vetting.domain import commands
from vetting.domain.act_names import ACT_NAMES
from vetting.domain.case import CaseFields
from vetting.domain.commands import AnyCommand, Command
from vetting.domain.errors import BadInput, NotFound, Refused
from vetting.domain.evidence import EvidenceFields, EvidenceKind
from vetting.domain.interests import ConflictClass, DeclarationFields
from vetting.domain.parties import PartyFields, PartyRole
from vetting.domain.people import PersonFields, Role
from vetting.domain.permissions import MAY
from vetting.domain.reply_commands import ReplyCommand
from vetting.domain.round_commands import RoundCommand
from vetting.domain.stages import CaseStatus
from vetting.domain.terms import TermsFields
from vetting.domain.waiting_commands import WaitingCommand
from vetting.usecases.send import HANDLERS, send
from vetting.usecases.stored_drafts import NOT_HELD

SHA = "ab" * 32


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened()


# --------------------------------------------------------------------------------------- all commands


def test_every_command_has_a_handler_and_somebody_who_may_send_it() -> None:
    unions = (AnyCommand, RoundCommand, ReplyCommand, WaitingCommand)
    every = {one for kinds in unions for one in get_args(kinds)}
    assert set(HANDLERS) == every
    assert set(MAY) == every
    assert set(ACT_NAMES) == {one.__name__ for one in every}


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
    ) == ("P-AUDITOR has no role on this case that allows sending a letter.")


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
                "version": 1,
                "person": "P-HEAD",
                "conflict": "potential",
                "mitigation": "divestment",
                "mitigation_ends_on": None,
                "starts_on": None,
                "ends_on": "2026-06-01",
            },
            {"kind": "shares"},
        )
    ]
    assert scene.dossier().declarations[-1:] == [
        DeclarationFields(
            case=CASE, id="D-1", person="P-HEAD", kind="shares", conflict=ConflictClass.POTENTIAL,
            mitigation="divestment", ends_on=date(2026, 6, 1), declared_at=START, classed_by="P-ETHICS", classed_at=START,
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
            {
                "terms": "T-1",
                "evidence": "E-1",
                "sha256": SHA,
                "clauses": 0,
                "compared_with": None,
                "differences": 0,
            },
            {"title": "Draft", "summary": "Twelve months"},
        )
    ]
    assert scene.dossier().terms == [
        TermsFields(
            case=CASE, id="T-1", title="Draft", evidence="E-1", sha256=SHA, summary="Twelve months", unreadable=NOT_HELD,
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
