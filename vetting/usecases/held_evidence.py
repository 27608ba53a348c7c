"""Evidence that is held: whether each stored file still has the bytes that were filed.

- Reading shows the fault and goes on: what else is known of the case is not lost with one file.
- The hash in the log is the truth; what the disk gives is compared with it each time, never with a note of it.
"""

from collections.abc import Iterable

from vetting.domain.errors import Refusal
from vetting.domain.evidence import EvidenceFields
from vetting.domain.sentences import to_sentence
from vetting.usecases.desk import Desk


def find_evidence_faults(desk: Desk, case: str) -> dict[str, str]:
    """What is wrong with the stored files of a case, one sentence for each, by the id of the evidence."""
    with desk.read() as work:
        evidence = work.list(EvidenceFields, case)
    return find_file_faults(desk, evidence)


def find_file_faults(desk: Desk, evidence: Iterable[EvidenceFields]) -> dict[str, str]:
    """The same for these pieces of evidence; one that is cited and not held has no file."""
    refusals = {one.id: why_not_intact(desk, one) for one in evidence}
    return {ident: to_sentence(refusal) for ident, refusal in refusals.items() if refusal}


def why_not_intact(desk: Desk, evidence: EvidenceFields) -> Refusal | None:
    """What is wrong with the stored file of a piece of evidence, if anything; what is only cited has none.

    What was erased is no fault: that it is gone is as it should be.
    """
    if evidence.sha256 is None or evidence.erased_at is not None:
        return None
    found = desk.evidence.hash_of(evidence.sha256)
    if found == evidence.sha256:
        return None
    said = {
        "case": evidence.case,
        "evidence": evidence.id,
        "stored": evidence.sha256,
        "place": f"evidence/{evidence.sha256[:2]}/{evidence.sha256}",
    }
    if found is None:
        return Refusal("evidence_missing", said)
    return Refusal("evidence_changed", {**said, "found": found})
