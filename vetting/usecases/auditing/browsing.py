"""The log as an auditor browses it: pages of entries, and for each the proof that it is in the log."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vetting.audit import tree
from vetting.audit.entry import LogEntry
from vetting.audit.proof import GrowthProof, InclusionProof, prove_consistency, prove_inclusion
from vetting.domain.errors import NotFound
from vetting.usecases.checkpoints import sign_head
from vetting.usecases.desk import Desk
from vetting.usecases.ports import Work


@dataclass(frozen=True, slots=True)
class LogEntryView:
    """One entry as a page shows it; ``protected`` names the fields that are only committed to."""

    index: int
    entry: LogEntry
    leaf_hash: str  # hexadecimal

    @property
    def protected(self) -> list[str]:
        """The names of the fields that are committed to and not shown."""
        return sorted(self.entry.protected)

    def to_json(self) -> dict[str, Any]:
        """The entry as one object, as its leaf has it."""
        return {"index": self.index, "leaf_hash": self.leaf_hash, **json.loads(self.entry.to_bytes())}


@dataclass(frozen=True, slots=True)
class ProvenEntry:
    """An entry with the proof that it is under a signed checkpoint, to be checked by hand or by a tool."""

    view: LogEntryView
    leaf: bytes
    proof: str  # a C2SP tlog-proof
    checkpoint: str
    fingerprint: str


def list_entries(desk: Desk, first: int, count: int) -> tuple[list[LogEntryView], int]:
    """Up to ``count`` entries from the index ``first`` on, and how many the log has in all."""
    with desk.read() as work:
        size = work.log_size()
        leaves = work.read_leaves(first, count)
    return [_view(first + place, leaf) for place, leaf in enumerate(leaves)], size


def read_leaf(desk: Desk, index: int) -> bytes:
    """The bytes of an entry, as its proof covers them; raises ``NotFound``."""
    with desk.read() as work:
        return _leaf(work, index)


def prove_entry(desk: Desk, index: int) -> ProvenEntry:
    """An entry with its proof under a checkpoint of the log as it stands; raises ``NotFound``."""
    with desk.work() as work:
        leaf = _leaf(work, index)
        size, checkpoint = sign_head(desk, work, desk.clock.now())
        hashes = tuple(prove_inclusion(index, size, work.node()))
        work.commit()
    proof = InclusionProof(index, hashes, checkpoint).to_text()
    return ProvenEntry(_view(index, leaf), leaf, proof, checkpoint, desk.signer.fingerprint)


def prove_growth(desk: Desk, earlier: int) -> GrowthProof:
    """The proof that the log as it stands continues the one of an earlier size; raises ``NotFound``.

    It carries the checkpoint that was signed at that size.
    """
    with desk.read() as work:
        size = work.log_size()
        checkpoint = work.find_checkpoint(earlier)
        if checkpoint is None or earlier > size:
            raise NotFound("checkpoint of size", str(earlier))
        return GrowthProof(earlier, tuple(prove_consistency(earlier, size, work.node())), checkpoint)


def checkpoint_sizes(desk: Desk) -> Mapping[int, str]:
    """Every signed checkpoint, by size."""
    with desk.read() as work:
        return {int(note.split("\n")[1]): note for note in work.list_checkpoints()}


def _leaf(work: Work, index: int) -> bytes:
    found = work.read_leaves(index, 1)
    if not found:
        raise NotFound("log entry", str(index))
    return found[0]


def _view(index: int, leaf: bytes) -> LogEntryView:
    return LogEntryView(index, LogEntry.from_bytes(leaf), tree.leaf_hash(leaf).hex())
