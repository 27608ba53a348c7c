"""Records: what they cite, when they are issued, and that the log carries their hash afterwards."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.desks import CASE, Scene, a_scene, last_entries
from vetting.audit import tree
from vetting.audit.checkpoint import verify_checkpoint
from vetting.audit.note import VerifierKey
from vetting.domain import commands
from vetting.domain.errors import BadInput, NotFound
from vetting.domain.publications import PublicEditionFields
from vetting.domain.stages import Step
from vetting.usecases import records
from vetting.usecases.records import BrokenRecord, latest_record, read_record, render_record

SIGNED = {"plan_signed_by": "P-HEAD", "risk_signed_by": "P-HQ"}


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    scene = a_scene(tmp_path).opened()
    scene.send(commands.NameParty, party="lingua", role="prospect", name="Lingua Meridian Ltd")
    return scene


def kept(scene: Scene) -> list[Any]:
    with scene.desk.read() as work:
        return list(work.list_records(CASE))


def test_a_record_cites_the_checkpoint_before_it_and_its_hash_enters_the_log_after(scene: Scene) -> None:
    scene.answered().advance()
    scene.decide("approve", **SIGNED)
    assert scene.advance().steps[-1] is Step.RECORD
    [record] = kept(scene)
    with scene.desk.read() as work:
        leaves, [note] = work.leaves(), work.list_checkpoints()
        edition = work.get(PublicEditionFields, CASE)
    assert edition is not None
    assert json.loads(edition.content)["record"]["edition"] == "public"
    size = len(leaves) - 1  # everything but the entry that carries the record's own hash
    cited = verify_checkpoint(note, VerifierKey.from_text(scene.desk.signer.fingerprint))
    assert (cited.size, cited.root) == (
        size,
        tree.Tree([tree.leaf_hash(leaf) for leaf in leaves[:size]]).root(),
    )
    assert note in json.dumps(record.to_json(), ensure_ascii=False).replace("\\n", "\n")
    [entry] = last_entries(scene)
    assert (entry.event, entry.by, entry.open) == (
        "RecordIssued",
        "system",
        {
            "record": "R-1",
            "edition": "auditor",
            "sha256": record.sha256,
            "public_sha256": edition.sha256,
            "interim": False,
            "checkpoint_size": size,
        },
    )
    assert record.sha256 == hashlib.sha256(record.content.encode()).hexdigest()
    assert latest_record(scene.desk, CASE) == record


def test_an_undecided_case_gets_an_interim_record_when_somebody_asks(scene: Scene) -> None:
    scene.send(commands.RequestRecord)
    scene.advance()
    [record] = kept(scene)
    assert (record.id, record.interim) == ("R-1", True)
    assert record.to_json()["decision"]["outcome"] == "undetermined"


def test_a_record_is_issued_again_after_a_new_act_and_not_before(scene: Scene) -> None:
    scene.send(commands.RequestRecord)
    scene.advance()
    scene.advance()
    assert [one.id for one in kept(scene)] == ["R-1"]
    scene.answer("INT-02", "Work plan")
    scene.advance()
    assert [one.id for one in kept(scene)] == ["R-1", "R-2"]
    assert scene.advance().steps == ()


def test_a_case_that_was_withdrawn_gets_its_record(scene: Scene) -> None:
    scene.send(commands.WithdrawCase, reason="The need has gone")
    assert scene.advance().steps[-1] is Step.RECORD
    [record] = kept(scene)
    assert record.interim
    assert scene.events()[-1] == "RecordIssued"


def test_a_case_without_a_record_is_named(scene: Scene) -> None:
    with pytest.raises(NotFound, match=r"There is no record of the case with the id meridian\."):
        latest_record(scene.desk, CASE)


def test_a_record_whose_ids_lead_nowhere_is_not_issued(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "find_broken_references", lambda *_: ["vote: there is no person P-9."])
    scene.send(commands.RequestRecord)
    with pytest.raises(BrokenRecord, match=r"vote: there is no person P-9\."):
        scene.advance()
    assert (kept(scene), scene.events()[-1]) == ([], "StageEvaluated")
    monkeypatch.undo()
    assert scene.advance().steps == (Step.RECORD,)


# ------------------------------------------------------------------------------------------- as files


class PlainWriter:
    """A writer that tells what it was given."""

    name = "plain"
    suffix = "txt"

    def render(self, record: Mapping[str, Any]) -> bytes:
        return f"record of {len(record)} parts".encode()


def test_a_record_is_rendered_in_every_form_and_the_json_is_the_one_that_was_kept(scene: Scene) -> None:
    scene.send(commands.RequestRecord)
    scene.advance()
    record = latest_record(scene.desk, CASE)
    files = render_record([PlainWriter()], record.to_json())
    assert list(files) == ["json", "txt"]
    assert files["json"] == record.content.encode()
    assert files["txt"] == f"record of {len(record.to_json())} parts".encode()
    assert read_record(files["json"]) == record.to_json()


@pytest.mark.parametrize(
    ("content", "what"), [(b"", "it is not JSON."), (b"\xff", "it is not JSON."), (b"[1", "it is not JSON.")]
)
def test_what_is_no_json_is_no_record(content: bytes, what: str) -> None:
    with pytest.raises(BadInput) as raised:
        read_record(content)
    assert str(raised.value) == f"record: this is no decision record: {what}"


@pytest.mark.parametrize("content", [b"{}", b"[]", b"null", b"3"])
def test_what_has_another_form_is_no_record(content: bytes) -> None:
    with pytest.raises(BadInput, match="record: this is no decision record: "):
        read_record(content)
