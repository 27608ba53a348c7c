"""Files that a submitter adds: what is taken, what becomes of it, and what is said of each.

- A file is rebuilt from the parts that are allowed, and everything else is left out and named.
- The original is never stored and never shown. The rebuilt file and its name are sealed to the officers like a text.
- Nothing that is derived from a file stands unsealed: not its name, its kind or its size.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Field, SQLModel

from vetting.domain.consultation import SubmissionFields, why_not_withdraw
from vetting.domain.errors import Refusal
from vetting.domain.left_out import LeftOut

MOST_FILES = 5  # of one submission
MOST_BYTES = 10 * 1024 * 1024  # of one file
LONGEST_NAME = 80
_HEAD = 4  # bytes that tell how long the description is


@dataclass(frozen=True)
class CleanFile:
    """A file as it was rebuilt."""

    name: str
    kind: str  # the end of its name
    content: bytes
    left_out: tuple[LeftOut, ...] = ()
    counts: Mapping[LeftOut, int] = field(default_factory=dict)  # of those that are counted


class SealedFileFields(SQLModel):
    """One rebuilt file of a submission, sealed to the officers with its name."""

    case: str
    id: str = Field(min_length=1, max_length=40)
    submission: str
    content: bytes
    sha256: str  # of the content as sealed


def to_sealed_file(file: CleanFile) -> bytes:
    """What is sealed of a file: its description and its bytes."""
    said = {
        "name": file.name,
        "kind": file.kind,
        "left_out": [one.value for one in file.left_out],
        "counts": dict(file.counts),
    }
    head = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    return len(head).to_bytes(_HEAD) + head + file.content


def from_sealed_file(content: bytes) -> CleanFile:
    """The file of what was sealed; raises ``ValueError`` where it is none."""
    end = _HEAD + int.from_bytes(content[:_HEAD])
    said: dict[str, Any] = json.loads(content[_HEAD:end])
    left_out = tuple(LeftOut(one) for one in said["left_out"])
    return CleanFile(said["name"], said["kind"], content[end:], left_out, to_counts(said.get("counts")))


def to_counts(said: Mapping[str, int] | None) -> Mapping[LeftOut, int]:
    """How many parts of each kind were left out, as they were written down; a file sealed before has none."""
    return {LeftOut(kind): number for kind, number in (said or {}).items()}


def why_not_attach(submission: SubmissionFields) -> Refusal | None:
    """Why a submission takes no further file, if so."""
    if refusal := why_not_withdraw(submission):
        return refusal
    if len(submission.files) >= MOST_FILES:
        return Refusal("files_too_many", {"most": MOST_FILES})
    return None


def why_not_size(size: int) -> Refusal | None:
    """Why a file of so many bytes is not taken, if so."""
    if size == 0:
        return Refusal("file_empty")
    if size > MOST_BYTES:
        return Refusal("file_too_large", {"most": MOST_BYTES // 1024 // 1024})
    return None


def safe_name(typed: str, kind: str) -> str:
    """The name of a rebuilt file: what was typed before the dot, with one end, and nothing that a path could mean."""
    stem = typed.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    kept = "".join(one if one.isalnum() else "-" for one in stem).strip("-")
    return f"{kept[:LONGEST_NAME] or 'file'}.{kind}"
