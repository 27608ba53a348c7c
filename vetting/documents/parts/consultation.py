"""What was said from outside, and what became of each point.

Heads are not counted towards anything; the counts here show who was reached, and the public
edition keeps a small group out of them, for it could be recognised.
"""

from collections import Counter
from typing import Any

from vetting.documents.editions import FEW, THIRD_PARTY_SAFETY
from vetting.documents.material import Material
from vetting.documents.texts import Text, to_text, withheld
from vetting.domain.consultation import PointFields, SubmissionFields, SubmissionMode, is_shown


def assemble_coverage(material: Material) -> dict[str, Any]:
    """Who was heard, by group, language and mode, with the questions that say who was asked."""
    submissions = material.dossier.submissions
    return {
        "asked_in": [one for one in material.answers if one.startswith("CNS-")],
        "submissions": len(submissions),
        "by_mode": _counts(material, submissions, "mode"),
        "by_group": _counts(material, submissions, "group"),
        "by_language": _counts(material, submissions, "language"),
        "points": len(material.dossier.points),
        "by_disposition": dict(sorted(Counter(map(_disposition, material.dossier.points)).items())),
    }


def assemble_submissions(material: Material) -> list[dict[str, Any]]:
    """The register of submissions; what was given in confidence is withheld with its reason."""
    points = material.dossier.points
    entries = {line.fields.get("submission"): line.index for line in _received(material)}
    return [
        _submission(material, one, [p.id for p in points if p.submission == one.id], entries.get(one.id))
        for one in material.dossier.submissions
    ]


def assemble_points(material: Material) -> list[dict[str, Any]]:
    """Every point in the office's words, what became of it, why, and what it changed."""
    by_id = {one.id: one for one in material.dossier.submissions}
    return [_point(material, one, by_id.get(one.submission)) for one in material.dossier.points]


def _received(material: Material) -> list[Any]:
    return [line for line in material.dossier.log if line.event in ("SubmissionReceived", "SubmissionLodged")]


def _disposition(point: PointFields) -> str:
    return point.disposition.value if point.disposition else "none"


def _counts(material: Material, submissions: list[SubmissionFields], name: str) -> dict[str, int | str]:
    counted = Counter(str(getattr(one, name)) for one in submissions)
    spoken = {str(getattr(one, name)) for one in submissions if one.mode is not SubmissionMode.PUBLIC}
    return {
        key: f"<{FEW}" if material.redactor.is_public and key in spoken and count < FEW else count
        for key, count in sorted(counted.items())
    }


def _submission(
    material: Material, submission: SubmissionFields, points: list[str], entry: int | None
) -> dict[str, Any]:
    redactor, is_open = material.redactor, is_shown(submission)
    where = f"submissions/{submission.id}"
    return {
        "id": submission.id,
        "mode": submission.mode.value,
        "group": _group(material, submission),
        "language": submission.language,
        "received": redactor.show_time(submission.received_at),
        "submitter": to_text(submission.submitter, "und")
        if is_open
        else redactor.show_confidential(f"{where}/submitter", submission.submitter, "und"),
        "text": to_text(submission.text, submission.language)
        if is_open
        else redactor.show_confidential(f"{where}/text", submission.text, submission.language),
        "evidence": list(submission.evidence),
        "points": points,
        "event": entry,
    }


def _group(material: Material, submission: SubmissionFields) -> str:
    """The group of a submitter; in the public edition not that of one who spoke in confidence."""
    if submission.mode is SubmissionMode.PUBLIC or not material.redactor.is_public:
        return submission.group
    return "withheld"


def _point(material: Material, point: PointFields, submission: SubmissionFields | None) -> dict[str, Any]:
    return {
        "id": point.id,
        "submission": point.submission,
        "text": _point_text(material, point, submission),
        "criteria": list(point.criteria),
        "material": point.material,
        "disposition": point.disposition.value if point.disposition else None,
        "reason": to_text(point.reason),
        "changed": to_text(point.changed),
        "disposed": {
            "by": point.disposed_by,
            "at": material.redactor.show_time(point.disposed_at) if point.disposed_at else None,
        },
    }


def _point_text(material: Material, point: PointFields, submission: SubmissionFields | None) -> Text:
    """The point in the office's words; withheld where those are the words said in confidence."""
    if submission is None or submission.mode is SubmissionMode.PUBLIC or material.redactor.is_sealed:
        return to_text(point.text)
    if _folded(point.text) not in _folded(submission.text):
        return to_text(point.text)
    material.redactor.enter(f"points/{point.id}/text", THIRD_PARTY_SAFETY)
    return withheld(THIRD_PARTY_SAFETY)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
