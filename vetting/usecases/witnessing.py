"""Witnessing: one instance cosigns the checkpoints of another, so that neither can show two histories.

The rules this module keeps:

1. A witness cosigns a checkpoint only if the log's key, which it was given by other ways than the request,
   signed it, and it is proven to continue the last one that the witness saw of that log.
2. What it saw is kept before the cosignature is given, so that no crash makes it forget what it signed for.
3. A checkpoint that is not shown to continue what was seen is refused, and both are kept as they were signed.
   Two roots of one size are a fork, which anybody can check; of two sizes, the log's keeper must show the
   proof, or cannot.
4. The request is the body of add-checkpoint in C2SP tlog-witness; the answer is a signature line.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from vetting.audit import tree
from vetting.audit.checkpoint import Checkpoint, verify_checkpoint
from vetting.audit.cosignature import Witness, WitnessKey, add_signatures, verify_cosignatures
from vetting.audit.errors import AuditError, NoteRefused, ProofRefused
from vetting.audit.note import VerifierKey
from vetting.audit.proof import GrowthProof, prove_consistency, verify_consistency
from vetting.domain.errors import BadInput, Fault, VettingError
from vetting.usecases.checkpoints import sign_head
from vetting.usecases.desk import Desk


class ForkFound(VettingError):
    """A log showed two checkpoints that it did not prove to be of one history."""


class WitnessMemory(Protocol):
    """What a witness saw, kept durably."""

    def last(self, origin: str) -> str | None:
        """The last checkpoint that was cosigned of this log, as it was signed."""

    def keep(self, origin: str, note: str) -> None:
        """Put a checkpoint in the place of the last."""

    def keep_fork(self, origin: str, seen: str, shown: str) -> str:
        """Keep two checkpoints for ever; where they are."""


def request_witness(desk: Desk, seen: int = 0) -> str:
    """What to send to a witness that last saw so many entries: the proof of growth since, and a checkpoint.

    Raises ``BadInput`` where the log has not so many.
    """
    with desk.work() as work:
        size = work.log_size()
        if not 0 <= seen <= size:
            raise BadInput([Fault("size", f"the log has {size} entries, and the witness saw {seen}.")])
        _, note = sign_head(desk, work, desk.clock.now())
        hashes = prove_consistency(seen, size, work.node())
        work.commit()
    return GrowthProof(seen, tuple(hashes), note).to_text()


def cosign_checkpoint(memory: WitnessMemory, witness: Witness, request: str, key: str, at: datetime) -> str:
    """The signature line for the checkpoint of a request, which is remembered.

    ``key`` is the fingerprint of the log's key, from elsewhere. Raises ``BadInput`` where the request cannot
    be used, and ``ForkFound`` where the log does not continue what was seen of it.
    """
    proof, head, known = _read_request(request, key)
    seen = memory.last(head.origin)
    last = verify_checkpoint(seen, known) if seen is not None else Checkpoint(head.origin, 0, tree.EMPTY_ROOT)
    _require_next(last, proof, head)
    try:
        verify_consistency(last.size, head.size, proof.hashes, last.root, head.root)
    except ProofRefused as error:
        if seen is None or head.root == last.root:
            raise _bad_request(str(error)) from error
        raise _fork(memory, head, seen, proof) from error
    memory.keep(head.origin, proof.checkpoint)
    return witness.cosign(proof.checkpoint, int(at.timestamp()))


def add_cosignatures(checkpoint: str, answers: Sequence[str], witnesses: Sequence[str]) -> str:
    """The checkpoint with the witnesses' answers under it; raises ``BadInput`` where one does not fit.

    ``witnesses`` are their fingerprints, from elsewhere; each must be among the answers.
    """
    try:
        keys = [WitnessKey.from_text(each) for each in witnesses]
        note = add_signatures(checkpoint, "".join(answers))
        found = verify_cosignatures(note, keys)
    except NoteRefused as error:
        raise BadInput([Fault("cosignature", str(error))]) from error
    absent = sorted({key.name for key in keys} - found.keys())
    if absent:
        raise BadInput([Fault("cosignature", f"there is none by {', '.join(absent)}.")])
    return note


def _read_request(request: str, key: str) -> tuple[GrowthProof, Checkpoint, VerifierKey]:
    try:
        proof, known = GrowthProof.from_text(request), VerifierKey.from_text(key)
        return proof, verify_checkpoint(proof.checkpoint, known), known
    except AuditError as error:
        raise _bad_request(str(error)) from error


def _require_next(last: Checkpoint, proof: GrowthProof, head: Checkpoint) -> None:
    if proof.old != last.size:
        what = f"it begins at {proof.old} entries; this witness last saw {last.size}."
        raise _bad_request(what, f"Make it from {last.size}.")
    if head.size < last.size:
        raise _bad_request(f"its checkpoint has {head.size} entries; this witness saw {last.size} already.")


def _bad_request(what: str, how: str = "") -> BadInput:
    return BadInput([Fault("request", what, how)])


def _fork(memory: WitnessMemory, head: Checkpoint, seen: str | None, proof: GrowthProof) -> ForkFound:
    """Keep both checkpoints, and say what they show: of one size a fork, else that no growth was proven."""
    where = memory.keep_fork(head.origin, seen or "", proof.checkpoint)
    return ForkFound(
        f"The log {head.origin} did not show that its {head.size} entries continue the {proof.old} that this "
        f"witness saw. Nothing was cosigned; both signed checkpoints are kept in {where}. Two roots of one "
        "size prove a fork; of two sizes, ask the log's keeper for the proof."
    )
