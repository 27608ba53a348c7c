"""What the store keeps beside the items of a case: acts, evaluations, records, leases."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from vetting.audit.entry import Opening
from vetting.domain.signatures import Given


@dataclass(frozen=True)
class Act:
    """Who does something, when, in which case, under which id."""

    id: str
    case: str
    by: str
    at: datetime
    given: Given = Given.ASSERTED


@dataclass(frozen=True)
class KeptEvaluation:
    """One evaluation as sealed: facts and result as canonical JSON text."""

    facts_hash: str
    pack_hash: str
    facts: str
    result: str


@dataclass(frozen=True)
class KeptRecord:
    """One issued record."""

    case: str
    id: str
    edition: str
    sha256: str
    interim: bool
    content: str  # the record as canonical JSON text
    issued_at: datetime

    def to_json(self) -> dict[str, Any]:
        """The record as a JSON object."""
        return dict(json.loads(self.content))


@dataclass(frozen=True)
class CaseEntry:
    """One entry of a case: its place in the log, its bytes, and the openings that are kept of it."""

    index: int
    leaf: bytes
    openings: tuple[Opening, ...]


@dataclass(frozen=True)
class Lease:
    """The right to advance a case, for a while; the fence tells an old holder from a new one."""

    case: str
    owner: str
    fence: int


@dataclass(frozen=True)
class Counts:
    """How a whole home stands, in numbers."""

    cases: Mapping[str, int]  # by status
    due: int
    gates: Mapping[str, int]  # open ones, by kind
    next_closing: datetime | None
    log_size: int
    last_entry_at: str | None
    checkpoint_size: int
    checkpoint_at: datetime | None
    unsent: Mapping[str, int]  # messages, by the code of their last fault
    unsent_since: datetime | None
    packs: Sequence[str]  # the hashes that cases are pinned to
