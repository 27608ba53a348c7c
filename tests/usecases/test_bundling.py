"""Bundles from the store: what goes in, what stays closed, and that what comes out holds."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.audit.bundles import members_of
from tests.usecases.desks import CASE, START, Scene, a_desk, a_scene, sentence_of
from vetting.audit.note import SigningKey
from vetting.audit.proof import GrowthProof
from vetting.domain import commands
from vetting.domain.errors import BadInput, NotFound, Refused
from vetting.policy.load import load_pack_bytes
from vetting.usecases.bundling import assemble_bundle, verify_bundle
from vetting.usecases.desk import Desk
from vetting.usecases.records import latest_record
from vetting.usecases.verifying import verify_log
from vetting.usecases.witnessing import request_witness

PAPER = b"A yearly report of an invented company.\n"
PAPER_HASH = hashlib.sha256(PAPER).hexdigest()


def submit(scene: Scene, ident: str, mode: str) -> None:
    said = {
        "group": "civil_society",
        "language": "en",
        "submitter": "An invented group",
        "text": "We object.",
    }
    scene.send(commands.ReceiveSubmission, "P-OFFICER", submission=ident, mode=mode, **said)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    scene = a_scene(tmp_path / "home").opened(note="An invented case")
    scene.desk.evidence.put(PAPER)
    scene.with_evidence("E-1").with_evidence("E-2", kind="file", sha256=PAPER_HASH, size=len(PAPER))
    scene.send(
        commands.DeclareInterest,
        "P-ETHICS",
        declaration="D-1",
        person="P-LEGAL",
        kind="shares",
        conflict="none",
    )
    submit(scene, "S-1", "public")
    submit(scene, "S-2", "confidential")
    scene.send(commands.RequestRecord)
    scene.advance()
    return scene


def rendered(desk: Desk, case: str = CASE) -> dict[str, bytes]:
    return {"json": latest_record(desk, case).content.encode(), "html": b"<p>invented</p>"}


def bundle_of(scene: Scene, *earlier: str) -> bytes:
    return assemble_bundle(scene.desk, CASE, rendered(scene.desk), earlier)


def openings_of(bundle: bytes) -> list[tuple[str, str, Any]]:
    """Give event, field and value of each opening."""
    members = members_of(bundle)
    events = [json.loads(line) for line in members["log/events.jsonl"].splitlines()]
    lines = [json.loads(line) for line in members["disclosures/openings.jsonl"].splitlines()]
    return [(events[one["entry_index"]]["event"], one["field"], one["value"]) for one in lines]


# ------------------------------------------------------------------------------------- what comes out


def test_a_bundle_of_a_case_holds_under_the_logs_key(scene: Scene) -> None:
    report = verify_bundle(io.BytesIO(bundle_of(scene)), scene.desk.signer.fingerprint)
    assert report.breaks == ()
    assert (report.case, report.entries, report.size) == (CASE, len(scene.events()), scene.size())
    assert (report.evidence_named, report.evidence_held, report.withheld) == (1, 1, 14)


def test_the_same_case_gives_the_same_bundle(scene: Scene) -> None:
    assert bundle_of(scene) == bundle_of(scene)


def test_the_checkpoint_of_a_bundle_is_kept_with_the_others(scene: Scene) -> None:
    note = members_of(bundle_of(scene))["log/checkpoint"].decode()
    with scene.desk.read() as work:
        assert work.find_checkpoint(scene.size()) == note
    assert verify_log(scene.desk).faults == ()


def test_the_policy_in_a_bundle_is_the_pack_of_the_case(scene: Scene) -> None:
    members = members_of(bundle_of(scene))
    prefix = "policy/files/"
    files = {name.removeprefix(prefix): content for name, content in members.items() if prefix in name}
    pack_hash = scene.dossier().case.pack_hash
    assert load_pack_bytes(files).hash == pack_hash
    assert f"sha256:{hashlib.sha256(members['policy/pack.json']).hexdigest()}" == pack_hash


def test_another_case_of_the_log_leaves_no_trace(scene: Scene) -> None:
    other = Scene(scene.desk, "other-case").opened(title="Not for these eyes")
    other.with_evidence("E-9", kind="file", sha256=PAPER_HASH, size=len(PAPER))
    members = members_of(bundle_of(scene))
    assert [
        name for name, content in members.items() if b"other-case" in content or b"these eyes" in content
    ] == []


def test_what_was_said_in_confidence_stays_closed(scene: Scene) -> None:
    opened = openings_of(bundle_of(scene))
    assert ("CaseOpened", "note", "An invented case") in opened
    assert [one for one in opened if one[0] == "InterestDeclared"] == []
    assert [(field, value) for event, field, value in opened if event == "SubmissionReceived"] == [
        ("submitter", "An invented group"),
        ("text", "We object."),
    ]


def test_evidence_that_is_not_held_any_more_is_counted(scene: Scene) -> None:
    scene.with_evidence("E-3", kind="file", sha256="ab" * 32, size=3)
    report = verify_bundle(io.BytesIO(bundle_of(scene)), scene.desk.signer.fingerprint)
    assert (report.breaks, report.evidence_named, report.evidence_held) == ((), 2, 1)


def test_evidence_that_was_changed_on_disk_goes_into_no_bundle(scene: Scene, tmp_path: Path) -> None:
    path = tmp_path / "home" / "evidence" / PAPER_HASH[:2] / PAPER_HASH
    path.write_bytes(PAPER + b"!")
    with pytest.raises(Refused) as refused:
        bundle_of(scene)
    found = hashlib.sha256(PAPER + b"!").hexdigest()
    assert f"with the sha256 {PAPER_HASH}, and what is stored now has {found}." in sentence_of(refused)


# ------------------------------------------------------------------------------------- checkpoints


def test_a_bundle_proves_growth_from_what_the_records_cite_and_from_what_a_reader_kept(scene: Scene) -> None:
    kept = GrowthProof.from_text(request_witness(scene.desk)).checkpoint
    size = scene.size()
    scene.with_evidence("E-4")
    bundle = bundle_of(scene, kept)
    report = verify_bundle(io.BytesIO(bundle), scene.desk.signer.fingerprint, [kept])
    assert (report.breaks, report.proven) == ((), (size - 1, size))


def test_only_the_newest_checkpoints_and_those_cited_are_proven(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vetting.usecases.bundling.NEWEST_PROVEN", 2)
    cited = scene.size() - 1
    for number in range(4):
        scene.with_evidence(f"E-{number + 10}")
        request_witness(scene.desk)
    report = verify_bundle(io.BytesIO(bundle_of(scene)), scene.desk.signer.fingerprint)
    assert (report.breaks, report.proven) == ((), (cited, scene.size() - 1))


def test_a_checkpoint_of_another_key_or_history_is_refused(scene: Scene) -> None:
    with pytest.raises(BadInput, match="No known key signed the note"):
        bundle_of(scene, "x\n1\nAAAA\n\n— x AAAAAAAA\n")
    for size in (3, 999):
        with pytest.raises(BadInput, match="it is the proof of a fork"):
            bundle_of(scene, scene.desk.signer.sign(size, b"r" * 32))


def test_a_cosigned_checkpoint_must_cover_the_case(scene: Scene) -> None:
    note = GrowthProof.from_text(request_witness(scene.desk)).checkpoint
    scene.with_evidence("E-5")
    with pytest.raises(BadInput, match="Have a newer one cosigned"):
        assemble_bundle(scene.desk, CASE, rendered(scene.desk), cosigned=note)


# ------------------------------------------------------------------------------------- what is refused


def test_a_case_without_a_record_has_no_bundle(tmp_path: Path) -> None:
    scene = a_scene(tmp_path).opened()
    with pytest.raises(NotFound, match="record of the case"):
        assemble_bundle(scene.desk, CASE, {"json": b"{}"})
    with pytest.raises(NotFound, match="There is no case with the id nope"):
        assemble_bundle(a_desk(tmp_path, START), "nope", {"json": b"{}"})


def test_a_record_that_was_not_issued_goes_into_no_bundle(scene: Scene) -> None:
    with pytest.raises(BadInput, match="it is none that was issued for the case meridian"):
        assemble_bundle(scene.desk, CASE, {"json": b"{}"})


def test_a_file_that_is_no_bundle_is_bad_input(scene: Scene) -> None:
    with pytest.raises(BadInput) as raised:
        verify_bundle(io.BytesIO(b"nope"), scene.desk.signer.fingerprint)
    assert str(raised.value) == "bundle: The file is no bundle; to check a log, give its checkpoint too."


def test_another_key_does_not_verify_a_bundle(scene: Scene) -> None:
    other = SigningKey(scene.desk.signer.origin, b"o" * 32).verifier.to_text()
    report = verify_bundle(io.BytesIO(bundle_of(scene)), other)
    assert [each.kind for each in report.breaks] == ["signature"]
