"""Bundles: one case with its record, policy, evidence, log and proofs, made and checked.

- The bundle ends at a checkpoint of the whole log as it stands now, which is kept as any other.
- It proves growth from the hundred newest checkpoints, from those that the case's records cite, and from those
  that whoever asks for the bundle has kept.
- It opens what the auditor's record shows: what was said in confidence, and what a declared
  interest is, stay closed and are counted.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from vetting.audit import tree, verify
from vetting.audit.bundle import BundleContents, write_bundle
from vetting.audit.canonical import Json
from vetting.audit.checkpoint import Checkpoint, verify_checkpoint
from vetting.audit.entry import Opening
from vetting.audit.errors import NoteRefused
from vetting.audit.note import VerifierKey
from vetting.audit.proof import GrowthProof, InclusionProof, prove_consistency, prove_inclusion
from vetting.audit.verify import BundleReport, CannotRead
from vetting.domain.consultation import SubmissionMode
from vetting.domain.errors import BadInput, Fault, NotFound, Refused
from vetting.domain.evidence import EvidenceFields
from vetting.policy.pack import Pack, to_canonical
from vetting.policy.strict_yaml import load_yaml
from vetting.usecases.checkpoints import sign_head
from vetting.usecases.desk import Desk
from vetting.usecases.held_evidence import why_not_intact
from vetting.usecases.kept import CaseEntry
from vetting.usecases.ports import Work

NEWEST_PROVEN = 100


def assemble_bundle(
    desk: Desk,
    case: str,
    rendered: Mapping[str, bytes],
    earlier: Sequence[str] = (),
    cosigned: str | None = None,
) -> bytes:
    """The bundle of a case with a record of it in every form, by suffix ("json" is required).

    ``earlier`` are checkpoints that the reader has kept, ``cosigned`` is the log's newest checkpoint as it
    came back from witnesses. Raises ``NotFound`` for a case, ``BadInput`` where the record is none that was
    issued for the case, or a checkpoint is not of this log, ``Refused`` where the bytes of evidence changed.
    """
    key = VerifierKey.from_text(desk.signer.fingerprint)
    with desk.work() as work:
        pack = desk.packs.pinned(work.dossier(case).case.pack_hash)
        _require_issued(work, case, rendered)
        entries = work.list_case_entries(case)
        note = _newest(desk, work, key, cosigned, after=entries[-1].index)
        contents = BundleContents(
            case=case,
            key=key,
            record=rendered,
            policy=_policy_of(pack),
            policy_files=pack.raw,
            evidence=_held_evidence(desk, work.list(EvidenceFields, case)),
            leaves=[entry.leaf for entry in entries],
            openings=list(_openings(entries)),
            proof=_proof(work, entries[-1].index, note, key),
            growth=list(_growth(work, entries, note, key, earlier)),
            verifier=Path(verify.__file__).read_bytes(),
        )
        work.commit()
    return write_bundle(contents, desk.signer.sign_bytes)


def verify_bundle(
    file: BinaryIO, key: str, earlier: Sequence[str] = (), witnesses: Sequence[str] = ()
) -> BundleReport:
    """What was checked of a bundle, and every break; raises ``BadInput`` where the file cannot be read."""
    try:
        return verify.verify_bundle(file, [key], earlier, witnesses)
    except CannotRead as error:
        raise BadInput([_other_file(file) or Fault("bundle", str(error))]) from error


def _other_file(file: BinaryIO) -> Fault | None:
    """What is said of a file that is no bundle at all, before a detail of what another program put into it."""
    try:
        file.seek(0)
        with ZipFile(file) as archive:
            kind = next((kind for part, kind in _OTHER_ZIPS.items() if part in archive.namelist()), "")
    except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return None
    how = "Give the file that 'vetting bundle' wrote: it ends in .zip."
    return Fault("bundle", f"it is {kind}, not a bundle.", how) if kind else None


_OTHER_ZIPS: Mapping[str, str] = {
    "xl/workbook.xml": "a workbook",
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a presentation",
    "mimetype": "an OpenDocument file",
}


def _require_issued(work: Work, case: str, rendered: Mapping[str, bytes]) -> None:
    issued = {record.sha256 for record in work.list_records(case)}
    if not issued:
        raise NotFound("record of the case", case)
    if sha256(rendered["json"]).hexdigest() not in issued:
        what = f"it is none that was issued for the case {case}."
        raise BadInput([Fault("record", what, "Bundle the record as the case issued it.")])


def _newest(desk: Desk, work: Work, key: VerifierKey, cosigned: str | None, *, after: int) -> str:
    """The checkpoint that the bundle ends at: the cosigned one, or one of the log as it stands."""
    if cosigned is None:
        return sign_head(desk, work, desk.clock.now())[1]
    head = _read_own(work, cosigned, key)
    if head.size <= after:
        what = f"it covers {head.size} entries; the case's last one is number {after + 1}."
        raise BadInput([Fault("checkpoint", what, "Have a newer one cosigned.")])
    return cosigned


def _read_own(work: Work, note: str, key: VerifierKey) -> Checkpoint:
    """A checkpoint of this very log; raises ``BadInput`` for any other."""
    try:
        head = verify_checkpoint(note, key)
    except NoteRefused as error:
        raise BadInput([Fault("checkpoint", str(error))]) from error
    if head.size > work.log_size() or tree.root(head.size, work.node()) != head.root:
        what = "it is signed by this log's key, and is not of this log: it is the proof of a fork. Keep it."
        raise BadInput([Fault("checkpoint", what)])
    return head


def _proof(work: Work, index: int, note: str, key: VerifierKey) -> InclusionProof:
    size = verify_checkpoint(note, key).size
    return InclusionProof(index, tuple(prove_inclusion(index, size, work.node())), note)


def _growth(
    work: Work, entries: Sequence[CaseEntry], note: str, key: VerifierKey, earlier: Sequence[str]
) -> Iterable[GrowthProof]:
    """A proof from each of these sizes: those the reader kept, those the records cite, the newest signed."""
    newest = verify_checkpoint(note, key).size
    cited = (work.find_checkpoint(size) for size in _cited_sizes(entries))
    known = (*work.list_checkpoints()[-NEWEST_PROVEN:], *filter(None, cited), *earlier)
    notes = {_read_own(work, each, key).size: each for each in known}
    for size in sorted(size for size in notes if size < newest):
        yield GrowthProof(size, tuple(prove_consistency(size, newest, work.node())), notes[size])


def _cited_sizes(entries: Sequence[CaseEntry]) -> Iterable[int]:
    for opened in _opened_of(entries, "RecordIssued"):
        yield int(str(opened["checkpoint_size"]))


def _policy_of(pack: Pack) -> bytes:
    return to_canonical(
        {name: load_yaml(content, name).data for name, content in pack.raw.items() if name.endswith(".yaml")}
    )


def _held_evidence(desk: Desk, evidence: Sequence[EvidenceFields]) -> dict[str, bytes]:
    """The files of evidence that the case names, as far as they are held; refused where the bytes of one changed."""
    held: dict[str, bytes] = {}
    named = (each for each in evidence if each.sha256 and each.erased_at is None)
    for one in sorted(named, key=lambda each: each.sha256 or ""):
        refusal, digest = why_not_intact(desk, one), one.sha256 or ""
        if refusal is None:
            held[digest] = desk.evidence.get(digest)
        elif refusal.code == "evidence_changed":
            raise Refused(refusal)
        # What is missing is not here any more; the verifier counts what is named and what is held.
    return held


def _opened_of(entries: Sequence[CaseEntry], event: str) -> Iterable[Mapping[str, Json]]:
    """The open fields of the entries of one event."""
    for entry in entries:
        read = json.loads(entry.leaf)
        if read["event"] == event:
            yield read["open"]


def _openings(entries: Sequence[CaseEntry]) -> Iterable[Opening]:
    """What an auditor may read, each counted by its entry's place among the case's."""
    for place, entry in enumerate(entries):
        closed = closed_to_auditors(entry.leaf)
        for opening in entry.openings:
            if opening.field not in closed:
                yield replace(opening, entry_index=place)


def closed_to_auditors(leaf: bytes) -> frozenset[str]:
    """The protected fields of an entry that an auditor may not read either."""
    entry = json.loads(leaf)
    find = _CLOSED.get(entry["event"])
    return find(entry["open"]) if find else frozenset()


def _closed_of_submission(opened: Mapping[str, object]) -> frozenset[str]:
    if opened["mode"] == SubmissionMode.PUBLIC:
        return frozenset()
    return frozenset({"submitter", "text", "evidence", "group", "language", "region"})


_CLOSED: Mapping[str, Callable[[Mapping[str, object]], frozenset[str]]] = {
    "InterestDeclared": lambda _: frozenset({"kind", "detail"}),
    "InterestClassed": lambda _: frozenset({"reason"}),
    "SubmissionReceived": _closed_of_submission,
    "SubmissionLodged": _closed_of_submission,
}
