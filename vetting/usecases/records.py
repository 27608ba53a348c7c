"""Records: written when a case is decided, closes, or when somebody asks; kept with their hash.

The record cites the checkpoint that stands before it; its own hash enters the log afterwards.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from vetting.audit import canonical, tree
from vetting.documents.citation import LogCitation
from vetting.documents.record import assemble_record
from vetting.documents.references import find_broken_references
from vetting.documents.schema import find_schema_faults
from vetting.domain.case import CaseFields
from vetting.domain.case_events import RecordIssued
from vetting.domain.dossier import Dossier
from vetting.domain.errors import BadInput, Fault, NotFound, VettingError
from vetting.domain.publications import PublicEditionFields
from vetting.domain.stages import CaseStatus
from vetting.usecases.appraise import Appraisal
from vetting.usecases.checkpoints import sign_head
from vetting.usecases.desk import Desk
from vetting.usecases.kept import Act, KeptRecord
from vetting.usecases.outside import RecordWriter
from vetting.usecases.ports import Work

EDITION = "auditor"
PUBLIC = "public"


class BrokenRecord(VettingError):
    """A record whose references do not resolve: a fault of this program, never of the input."""


def wants_record(dossier: Dossier) -> bool:
    """Whether the case is to have a record now."""
    case = dossier.case
    return (
        dossier.decision is not None or case.record_wanted_at is not None or case.status is CaseStatus.LAPSED
    )


def issue_record(desk: Desk, work: Work, appraisal: Appraisal, act: Act) -> None:
    """Sign a checkpoint, write the record on it, and enter the record's hash in the log."""
    citation = sign_log(desk, work, act)
    dossier = work.dossier(act.case)
    content, public = (_edition(appraisal, dossier, citation, one) for one in (EDITION, PUBLIC))
    kept = _kept(dossier, act, content, number=1 + len(work.list_records(act.case)))
    digest = hashlib.sha256(public).hexdigest()
    shown = PublicEditionFields(case=act.case, record=kept.id, sha256=digest, content=public.decode())
    work.keep(act, _event(kept, citation, digest), shown)
    work.keep_record(kept)


def sign_log(desk: Desk, work: Work, act: Act) -> LogCitation:
    """Sign the log as it stands in this transaction, and keep the checkpoint."""
    size, note = sign_head(desk, work, act.at)
    return LogCitation(
        origin=desk.signer.origin,
        size=size,
        root=tree.root(size, work.node()).hex(),
        checkpoint_text=note,
        key_fingerprint=desk.signer.fingerprint,
    )


def latest_record(desk: Desk, case: str) -> KeptRecord:
    """The last record issued for a case; raises ``NotFound``."""
    records = records_of(desk, case)
    if not records:
        raise NotFound("record of the case", case)
    return records[-1]


def find_record(desk: Desk, case: str, record: str) -> KeptRecord:
    """One record of a case; raises ``NotFound`` for the case or for the record."""
    found = next((one for one in records_of(desk, case) if one.id == record), None)
    if found is None:
        raise NotFound("record", record)
    return found


def records_of(desk: Desk, case: str) -> Sequence[KeptRecord]:
    """The records of a case, in the order in which they were issued; raises ``NotFound``."""
    with desk.read() as work:
        if work.get(CaseFields, case) is None:
            raise NotFound("case", case)
        return work.list_records(case)


def read_record(content: bytes) -> dict[str, Any]:
    """The record of a file's bytes; raises ``BadInput`` where it is none."""
    try:
        record = json.loads(content)
    except ValueError:
        record = None
    faults = [] if record is None else find_schema_faults(record)
    if record is None or faults:
        what = faults[0] if faults else "it is not JSON."
        raise BadInput([Fault("record", f"this is no decision record: {what}")])
    return dict(record)


def render_record(writers: Sequence[RecordWriter], record: dict[str, Any]) -> dict[str, bytes]:
    """The record in every form, by suffix; the JSON first, which is the authoritative one."""
    files = {"json": canonical.to_bytes(record)}
    return files | {writer.suffix: writer.render(record) for writer in writers}


def _edition(appraisal: Appraisal, dossier: Dossier, citation: LogCitation, edition: str) -> bytes:
    """The record in one edition; raises ``BrokenRecord`` where it refers to what it does not have."""
    record = assemble_record(dossier, appraisal.pack, appraisal.to_json(), citation, edition)
    if broken := find_broken_references(record, appraisal.pack):
        raise BrokenRecord("; ".join(broken))
    return canonical.to_bytes(record)


def _kept(dossier: Dossier, act: Act, content: bytes, *, number: int) -> KeptRecord:
    return KeptRecord(
        case=dossier.case.id,
        id=f"R-{number}",
        edition=EDITION,
        sha256=hashlib.sha256(content).hexdigest(),
        interim=dossier.decision is None,
        content=content.decode(),
        issued_at=act.at,
    )


def _event(kept: KeptRecord, citation: LogCitation, public_sha256: str) -> RecordIssued:
    return RecordIssued(
        record=kept.id,
        edition=kept.edition,
        sha256=kept.sha256,
        public_sha256=public_sha256,
        interim=kept.interim,
        checkpoint_size=citation.size,
    )
