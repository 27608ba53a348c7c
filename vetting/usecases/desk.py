"""The desk: the ports a use case works with, and the one door through which commands come in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vetting.usecases.ports import Clock, EvidenceFiles, Packs, RecordWriter, Signer, Work


@dataclass(frozen=True)
class Desk:
    """Everything a use case may reach, wired once in ``bootstrap``."""

    work: Callable[[], Work]
    read: Callable[[], Work]
    clock: Clock
    packs: Packs
    evidence: EvidenceFiles
    signer: Signer
    writers: Sequence[RecordWriter]
