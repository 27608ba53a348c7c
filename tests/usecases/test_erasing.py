"""A file that has to go by law is erased: who, when and why stays, and it is told from a file that is missing."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.consulting import open_round
from tests.usecases.desks import CASE, Scene, a_scene, last_entries, sentence_of
from tests.usecases.handling import a_letter, refusal_of
from vetting.domain.commands import (
    AnswerQuestion,
    Command,
    EraseEvidence,
    ReceiveSubmission,
    RecordReply,
    RequestRecord,
    StoreTerms,
    WithdrawCase,
)
from vetting.domain.errors import Refused
from vetting.usecases.bundling import assemble_bundle, verify_bundle
from vetting.usecases.chores import hour_chores
from vetting.usecases.erasing import drop_erased
from vetting.usecases.explain import explain
from vetting.usecases.held_evidence import find_evidence_faults
from vetting.usecases.records import latest_record

PAPER = b"A list of the people who came."
WHY = "A person named in it asked for it"
GONE = "The evidence E-2 was erased on 2026-03-02: nothing new can rest on it. Name another source."


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """A case with a source that is cited and one that is held, both named by an answer."""
    scene = a_scene(tmp_path / "home").opened().with_evidence()
    digest = scene.desk.evidence.put(PAPER)
    held: dict[str, Any] = {"kind": "file", "sha256": digest, "size": len(PAPER)}
    scene.with_evidence("E-2", title="Attendance", filename="ana.txt", note="Ana came", **held)
    return scene.answer("INT-02", "Work plan 2026, item 4", evidence=["E-1", "E-2"])


def erased(scene: Scene) -> Scene:
    scene.send(EraseEvidence, "P-DPO", evidence="E-2", reason=WHY)
    assert drop_erased(scene.desk, CASE) == 1
    return scene


def test_what_is_erased_is_gone_and_is_no_fault_and_the_log_says_who_and_why(
    scene: Scene,
) -> None:
    held = scene.dossier().evidence[-1].sha256 or ""
    erased(scene)
    found = scene.dossier().evidence[-1]
    assert (found.title, found.filename, found.note, found.sha256) == ("Attendance", None, "", held)
    assert (found.erased_by, found.erased_at, found.erased_reason) == ("P-DPO", scene.now, WHY)
    entry = last_entries(scene)[0]
    assert (entry.event, entry.by, entry.open) == (
        "EvidenceErased",
        "P-DPO",
        {"evidence": "E-2", "sha256": held},
    )
    assert scene.desk.evidence.hash_of(held) is None
    assert find_evidence_faults(scene.desk, CASE) == {}
    assert drop_erased(scene.desk, CASE) == 0  # harmless when repeated
    with scene.desk.read() as work:
        assert [line for line in work.list_openings() if "ana.txt" in str(line)] == []


def test_a_file_that_is_missing_without_an_erasure_is_still_a_fault(scene: Scene) -> None:
    held = scene.dossier().evidence[-1].sha256 or ""
    assert scene.desk.evidence.remove(held)
    assert "is not in the home any more" in find_evidence_faults(scene.desk, CASE)["E-2"]


def test_an_explanation_and_the_record_say_that_it_was_erased_and_a_bundle_goes_without_it(
    scene: Scene,
) -> None:
    erased(scene).send(RequestRecord)
    scene.advance()
    answer = explain(scene.desk, CASE, "INT-02")["answers"][0]
    assert [one["held"] for one in answer["evidence"]] == [
        "cited, not held",
        f"erased on 2026-03-02 by P-DPO: {WHY}",
    ]
    kept = latest_record(scene.desk, CASE).content.encode()
    shown = json.loads(kept)["evidence"][-1]
    assert (shown["held"], shown["erased"]) == (
        False,
        {"by": "P-DPO", "at": "2026-03-02T09:00:00Z", "reason": {"en": WHY}},
    )
    bundle = io.BytesIO(assemble_bundle(scene.desk, CASE, {"json": kept}))
    report = verify_bundle(bundle, scene.desk.signer.fingerprint)
    assert (report.holds, report.evidence_held) == (True, 0)


def test_nothing_new_rests_on_what_was_erased_and_what_rested_on_it_stays(scene: Scene) -> None:
    erased(scene)
    refused = refusal_of(
        scene,
        AnswerQuestion,
        "P-FOCAL",
        criterion="INT-01",
        answerer="office",
        state="given",
        value="no",
        evidence=["E-2"],
    )
    assert refused == GONE
    assert scene.dossier().answers[0].evidence == ["E-1", "E-2"]


@pytest.mark.parametrize(
    ("what", "fields"),
    [
        (StoreTerms, {"terms": "TERMS-1", "title": "Draft", "evidence": "E-2", "summary": ""}),
        (
            ReceiveSubmission,
            {"submission": "S-1", "mode": "public", "text": "We were there.", "evidence": ["E-2"]},
        ),
        (RecordReply, {"letter": "L-1", "state": "full", "replies": ["Yes."], "evidence": ["E-2"]}),
    ],
)
def test_no_draft_no_submission_and_no_reply_names_what_was_erased(
    scene: Scene, what: type[Command], fields: dict[str, Any]
) -> None:
    erased(a_letter(scene))
    assert refusal_of(scene, what, **fields) == GONE


def test_no_notice_shows_what_was_erased(scene: Scene) -> None:
    erased(scene)
    with pytest.raises(Refused) as refused:
        open_round(scene, documents=["E-2"])
    assert sentence_of(refused) == GONE


def test_an_erasure_that_was_interrupted_is_finished_within_the_hour(scene: Scene) -> None:
    held = scene.dossier().evidence[-1].sha256 or ""
    scene.send(EraseEvidence, "P-DPO", evidence="E-2", reason=WHY)  # and the program ended here
    assert scene.desk.evidence.hash_of(held) == held
    assert hour_chores(scene.desk)["erased"](scene.now) == {"files": 1}
    assert scene.desk.evidence.hash_of(held) is None


def test_a_file_is_erased_in_a_case_that_is_over_and_nothing_else_is_entered_there(scene: Scene) -> None:
    scene.send(WithdrawCase, reason="The office took it back.")
    erased(scene)
    assert scene.dossier().evidence[-1].erased_by == "P-DPO"
    assert "nothing more can be entered" in refusal_of(scene, RequestRecord)


def test_bytes_that_another_piece_of_evidence_holds_stay(scene: Scene) -> None:
    held = scene.dossier().evidence[-1].sha256 or ""
    scene.with_evidence("E-3", kind="file", sha256=held, size=len(PAPER), title="The same")
    scene.send(EraseEvidence, "P-DPO", evidence="E-2", reason=WHY)
    assert (drop_erased(scene.desk, CASE), scene.desk.evidence.hash_of(held)) == (0, held)


@pytest.mark.parametrize(
    ("by", "evidence", "reason", "sentence"),
    [
        ("P-DPO", "E-1", WHY, "No file of the evidence E-1 is held, so there is nothing to erase."),
        ("P-DPO", "E-9", WHY, "The evidence E-9 has not been filed. File it first."),
        ("P-DPO", "E-2", " ", "Say why the file of the evidence E-2 has to be erased"),
        ("P-FOCAL", "E-2", WHY, "P-FOCAL has no role on this case that allows erasing evidence."),
    ],
)
def test_an_erasure_that_cannot_be_is_refused_and_nothing_goes(
    scene: Scene, by: str, evidence: str, reason: str, sentence: str
) -> None:
    assert sentence in refusal_of(scene, EraseEvidence, by, evidence=evidence, reason=reason)
    assert find_evidence_faults(scene.desk, CASE) == {}
    assert scene.desk.evidence.get(scene.dossier().evidence[-1].sha256 or "") == PAPER


def test_a_draft_of_the_agreement_and_what_is_erased_already_are_not_erased(scene: Scene) -> None:
    erased(scene)
    with pytest.raises(Refused) as again:
        erased(scene)
    assert sentence_of(again) == "The file of the evidence E-2 was erased on 2026-03-02."
    digest = scene.desk.evidence.put(b"Article 1")
    scene.with_evidence("E-4", kind="file", sha256=digest, size=9, title="Draft")
    scene.send(StoreTerms, terms="TERMS-1", title="Draft", evidence="E-4", summary="")
    refused = refusal_of(scene, EraseEvidence, "P-DPO", evidence="E-4", reason=WHY)
    assert refused.startswith("The evidence E-4 holds a draft of the agreement")
