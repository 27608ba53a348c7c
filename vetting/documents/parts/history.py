"""What happened, in the order of the log, and how anyone can check that nothing was changed."""

from datetime import datetime
from typing import Any

from vetting.documents.material import Material
from vetting.documents.texts import to_week
from vetting.domain.dossier import LogLine

SPOKEN = frozenset({"AnswerContested", "SubmissionReceived", "PointExtracted", "PointDisposed"})
"""Events whose exact time could tell who spoke."""

SHOWN = frozenset(
    (
        "status",
        "to",
        "outcome",
        "ballot",
        "state",
        "conflict",
        "contest",
        "criterion",
        "ends_on",
        "exception",
        "second_by",
        "evidence",
        "declaration",
        "person",
        "party",
        "terms",
        "ownership",
        "submission",
        "point",
        "disposition",
        "letter",
        "due",
        "step",
        "number",
        "edition",
        "record",
    )
)
"""The open fields that a reader of the history needs to see what an entry is about."""


def assemble_history(material: Material) -> list[dict[str, Any]]:
    """Every entry of the case in the log."""
    return [_line(material, one) for one in material.dossier.log]


def assemble_log(material: Material) -> dict[str, Any]:
    """The checkpoint that stood before this record was written, and the key that signed it."""
    citation, lines = material.citation, material.dossier.log
    return {
        "origin": citation.origin,
        "size": citation.size,
        "root": f"sha256:{citation.root}",
        "checkpoint": citation.checkpoint_text,
        "key_fingerprint": citation.key_fingerprint,
        "entries_of_case": len(lines),
        "last_entry": lines[-1].index if lines else None,
        "last_leaf": f"sha256:{lines[-1].leaf_hash}" if lines else None,
    }


def _line(material: Material, line: LogLine) -> dict[str, Any]:
    coarse = material.redactor.is_public and line.event in SPOKEN
    return {
        "index": line.index,
        "case_seq": line.case_seq,
        "at": _week_of(line.at) if coarse else line.at,
        "event": line.event,
        "by": line.by,
        "leaf": f"sha256:{line.leaf_hash}",
        "about": {
            key: str(value)
            for key, value in sorted(line.fields.items())
            if key in SHOWN and isinstance(value, str | int) and value != ""
        },
    }


def _week_of(at: str) -> str:
    return to_week(datetime.fromisoformat(at))
