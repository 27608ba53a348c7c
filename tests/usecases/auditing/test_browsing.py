"""The log browser: every entry can be shown, and proven with the proof that is shown beside it."""

import base64
from pathlib import Path

import pytest

from tests.usecases.desks import CASE, Entry, Scene, a_scene, last_entries
from vetting.audit import tree
from vetting.audit.checkpoint import verify_checkpoint
from vetting.audit.note import VerifierKey
from vetting.audit.proof import InclusionProof, verify_consistency, verify_inclusion
from vetting.domain import commands
from vetting.domain.errors import NotFound, Refused
from vetting.domain.people import Role
from vetting.domain.sentences import to_sentence
from vetting.usecases.auditing.browsing import checkpoint_sizes, list_entries, prove_entry, prove_growth
from vetting.usecases.auditing.looking import look_at_entry

WHY = "Checking the departure of case 12."


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened().answered()


def test_pages_of_the_log_follow_each_other(scene: Scene) -> None:
    first, size = list_entries(scene.desk, 0, 7)
    rest, _ = list_entries(scene.desk, 7, 1000)
    assert [one.index for one in first + rest] == list(range(size))
    assert first[0].entry.event == "CaseOpened"
    assert first[0].to_json()["case"] == CASE


def test_an_entry_is_proven_under_a_signed_checkpoint(scene: Scene) -> None:
    proven = prove_entry(scene.desk, 3)
    proof = InclusionProof.from_text(proven.proof)
    head = verify_checkpoint(proven.checkpoint, VerifierKey.from_text(proven.fingerprint))
    assert head.size == scene.size()
    verify_inclusion(tree.leaf_hash(proven.leaf), 3, head.size, proof.hashes, head.root)


def test_growth_from_an_earlier_checkpoint_is_proven(scene: Scene) -> None:
    prove_entry(scene.desk, 0)
    [earlier] = checkpoint_sizes(scene.desk)
    scene.answer("INT-02", "Another plan")
    later = verify_checkpoint(
        prove_entry(scene.desk, 0).checkpoint, VerifierKey.from_text(scene.desk.signer.fingerprint)
    )
    grown = prove_growth(scene.desk, earlier)
    old = verify_checkpoint(grown.checkpoint, VerifierKey.from_text(scene.desk.signer.fingerprint))
    verify_consistency(old.size, later.size, grown.hashes, old.root, later.root)


@pytest.mark.parametrize("index", [-1, 10_000])
def test_an_entry_that_is_not_there_is_not_found(scene: Scene, index: int) -> None:
    with pytest.raises(NotFound):
        prove_entry(scene.desk, index)
    with pytest.raises(NotFound):
        look_at_entry(scene.desk, index, "P-AUDITOR", [Role.AUDITOR], WHY)
    with pytest.raises(NotFound):
        prove_growth(scene.desk, 10_000)


def test_a_look_shows_what_is_protected_and_leaves_its_entry(scene: Scene) -> None:
    shown = look_at_entry(scene.desk, 0, "P-AUDITOR", [Role.AUDITOR], WHY)
    assert shown["title"] == "Live translation with Lingua Meridian"
    opened = {"entry": 0, "fields": sorted(shown), "role": "auditor"}
    assert last_entries(scene) == [Entry("ProtectedOpened", "P-AUDITOR", opened, {"reason": WHY})]


@pytest.mark.parametrize(
    ("roles", "reason", "sentence"),
    [
        ([Role.FOCAL_POINT], WHY, "Only an auditor may look"),
        ([Role.AUDITOR], "because", "needs its reason, in 10 characters or more"),
        ([Role.AUDITOR], " " * 40, "needs its reason"),
    ],
)
def test_a_look_without_right_or_reason_shows_and_leaves_nothing(
    scene: Scene, roles: list[Role], reason: str, sentence: str
) -> None:
    before = scene.size()
    with pytest.raises(Refused) as refused:
        look_at_entry(scene.desk, 0, "P-SOMEBODY", roles, reason)
    assert sentence in to_sentence(refused.value.refusal)
    assert scene.size() == before


def test_what_was_said_in_confidence_stays_closed_to_an_auditor(scene: Scene) -> None:
    scene.send(
        commands.ReceiveSubmission, "P-OFFICER", submission="S-1", mode="confidential", text="I am afraid."
    )
    with pytest.raises(Refused) as refused:
        look_at_entry(scene.desk, scene.size() - 1, "P-AUDITOR", [Role.AUDITOR], WHY)
    assert "stays closed" in to_sentence(refused.value.refusal)


def test_a_proof_is_text_that_another_program_can_read(scene: Scene) -> None:
    lines = prove_entry(scene.desk, 1).proof.split("\n")
    assert lines[1] == "index 1"
    assert all(len(base64.b64decode(line)) == 32 for line in lines[2 : lines.index("")])
