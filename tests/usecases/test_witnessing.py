"""Witnessing: what continues is cosigned and remembered; what does not is refused, and kept as evidence."""

import io
from dataclasses import replace
from pathlib import Path

import pytest

from tests.audit.logs import make_log
from tests.usecases.desks import CASE, START, Scene, a_desk, a_scene
from vetting.adapters.witness_folder import WitnessFolder
from vetting.audit.checkpoint import Checkpoint, sign_checkpoint
from vetting.audit.cosignature import verify_cosignatures
from vetting.audit.note import SigningKey
from vetting.audit.proof import GrowthProof, prove_consistency
from vetting.domain import commands
from vetting.domain.errors import BadInput, EnvironmentFault
from vetting.usecases.bundling import assemble_bundle, verify_bundle
from vetting.usecases.records import latest_record
from vetting.usecases.witnessing import (
    ForkFound,
    add_cosignatures,
    cosign_checkpoint,
    request_witness,
)

KEY = SigningKey("vetting.example/office", bytes(range(32)))
FINGERPRINT = KEY.verifier.to_text()
LOG, FORK = make_log(12), make_log(12, cases=2)


@pytest.fixture
def memory(tmp_path: Path) -> WitnessFolder:
    return WitnessFolder(tmp_path / "witness")


def request(old: int, new: int, log: object = LOG) -> str:
    tree = LOG.tree if log is LOG else FORK.tree
    note = sign_checkpoint(Checkpoint(KEY.name, new, tree.root(new)), KEY)
    return GrowthProof(old, tuple(prove_consistency(old, new, tree.node)), note).to_text()


def cosign(memory: WitnessFolder, text: str, key: str = FINGERPRINT) -> str:
    return cosign_checkpoint(memory, memory.witness(), text, key, START)


def files_of(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).parts[0] for path in folder.rglob("*") if path.is_file())


# ------------------------------------------------------------------------------------- what is cosigned


def test_a_log_that_grows_is_cosigned_each_time(memory: WitnessFolder) -> None:
    seen = 0
    for size in (3, 3, 7, 12):
        text = request(seen, size)
        answer = cosign(memory, text)
        note = GrowthProof.from_text(text).checkpoint
        witness = memory.witness().key
        assert verify_cosignatures(note + answer, [witness]) == {witness.name: int(START.timestamp())}
        assert memory.last(KEY.name) == note
        seen = size


def test_a_witness_keeps_its_key_to_itself(memory: WitnessFolder, tmp_path: Path) -> None:
    witness = memory.witness()
    assert memory.witness() == witness
    path = tmp_path / "witness" / "witness.key"
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    with pytest.raises(EnvironmentFault, match="can be read by others"):
        memory.witness()
    path.write_text("nope", "utf-8")
    path.chmod(0o600)
    with pytest.raises(EnvironmentFault, match="is not a witness's key"):
        memory.witness()


# ------------------------------------------------------------------------------------- what is refused


def test_two_roots_of_one_size_are_a_fork_and_are_kept_as_signed(
    memory: WitnessFolder, tmp_path: Path
) -> None:
    cosign(memory, request(0, 12))
    with pytest.raises(ForkFound) as raised:
        cosign(memory, request(12, 12, FORK))
    [folder] = (tmp_path / "witness" / "forks").iterdir()
    assert (folder / "seen").read_text("utf-8") == LOG.checkpoint()
    assert (folder / "shown").read_text("utf-8") == FORK.checkpoint()
    assert str(raised.value) == (
        "The log vetting.example/office did not show that its 12 entries continue the 12 that this witness saw. "
        f"Nothing was cosigned; both signed checkpoints are kept in {folder}. Two roots of one size prove a "
        "fork; of two sizes, ask the log's keeper for the proof."
    )
    assert memory.last(KEY.name) == LOG.checkpoint()


def test_a_rewritten_history_is_not_cosigned(memory: WitnessFolder, tmp_path: Path) -> None:
    cosign(memory, request(0, 7))
    with pytest.raises(ForkFound):
        cosign(memory, request(7, 12, FORK))
    assert files_of(tmp_path / "witness") == ["forks", "forks", "seen", "witness.key"]
    assert cosign(memory, request(7, 12)).startswith("— vetting.local/witness-")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("nope", "first line is"),
        (request(0, 12).replace("\n12\n", "\n11\n"), "does not fit the note's text"),
        (request(3, 12), "it begins at 3 entries; this witness last saw 7. Make it from 7."),
        (request(0, 12), "it begins at 0 entries; this witness last saw 7. Make it from 7."),
        (replace(GrowthProof.from_text(request(0, 3)), old=7).to_text(), "has 3 entries; this witness saw 7"),
        (
            replace(GrowthProof.from_text(request(7, 7)), hashes=(b"h" * 32,)).to_text(),
            "The proof must have 0 hashes; it has 1.",
        ),
    ],
)
def test_a_request_that_cannot_be_used_is_refused_and_forgotten(
    memory: WitnessFolder, text: str, what: str
) -> None:
    cosign(memory, request(0, 7))
    with pytest.raises(BadInput) as raised:
        cosign(memory, text)
    assert what in str(raised.value)
    assert memory.last(KEY.name) == LOG.checkpoint(7)


def test_a_first_request_with_a_proof_that_does_not_hold_accuses_nobody(memory: WitnessFolder) -> None:
    text = replace(GrowthProof.from_text(request(0, 7)), hashes=(b"h" * 32,)).to_text()
    with pytest.raises(BadInput, match="The proof must have 0 hashes"):
        cosign(memory, text)
    assert memory.last(KEY.name) is None


def test_another_logs_key_is_refused(memory: WitnessFolder) -> None:
    with pytest.raises(BadInput, match="No known key signed the note"):
        cosign(memory, request(0, 7), SigningKey("other.example", b"o" * 32).verifier.to_text())
    with pytest.raises(BadInput, match="name\\+id\\+base64"):
        cosign(memory, request(0, 7), "nope")


# ------------------------------------------------------------------------------------- from end to end


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    scene = a_scene(tmp_path / "office").opened()
    scene.send(commands.RequestRecord)
    scene.advance()
    return scene


def test_a_log_asks_is_cosigned_and_shows_it_in_a_bundle(scene: Scene, memory: WitnessFolder) -> None:
    key, witness = scene.desk.signer.fingerprint, memory.witness()
    text = request_witness(scene.desk)
    answer = cosign_checkpoint(memory, witness, text, key, START)
    note = add_cosignatures(GrowthProof.from_text(text).checkpoint, [answer], [witness.key.to_text()])
    record = {"json": latest_record(scene.desk, CASE).content.encode()}
    bundle = assemble_bundle(scene.desk, CASE, record, cosigned=note)
    report = verify_bundle(io.BytesIO(bundle), key, witnesses=[witness.key.to_text()])
    assert (report.breaks, report.witnesses) == ((), (f"{witness.name} at 2026-03-02T09:00:00Z",))


def test_a_log_asks_for_its_growth_since_the_witness_saw_it(scene: Scene, memory: WitnessFolder) -> None:
    key, witness, size = scene.desk.signer.fingerprint, memory.witness(), scene.size()
    cosign_checkpoint(memory, witness, request_witness(scene.desk), key, START)
    scene.with_evidence()
    assert cosign_checkpoint(memory, witness, request_witness(scene.desk, size), key, START)
    with pytest.raises(BadInput, match=f"the log has {size + 1} entries, and the witness saw 99"):
        request_witness(scene.desk, 99)


def test_an_answer_that_does_not_fit_is_refused(scene: Scene, memory: WitnessFolder) -> None:
    text = request_witness(scene.desk)
    note, witness = GrowthProof.from_text(text).checkpoint, memory.witness()
    stale = witness.cosign(LOG.checkpoint(), 1)
    with pytest.raises(BadInput, match="does not fit the checkpoint"):
        add_cosignatures(note, [stale], [witness.key.to_text()])
    with pytest.raises(BadInput, match=r"there is none by vetting\.local/witness-"):
        add_cosignatures(note, [], [witness.key.to_text()])


def test_a_witness_may_keep_its_memory_in_the_home_of_its_own_instance(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "home")
    memory = WitnessFolder(tmp_path / "home" / "witness")
    assert memory.last(desk.signer.origin) is None
