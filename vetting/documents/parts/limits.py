"""What this record does not show: what was not known, not asked, not held, and not given."""

from collections import Counter
from typing import Any

from vetting.documents.editions import Redactor
from vetting.documents.material import Material

READ_IN_FULL = "read"


def assemble_limits(material: Material, parts: dict[str, Any]) -> list[dict[str, Any]]:
    """Each limit as a key of the catalogue with its number; only those that hold for this record."""
    limits = [_limit(key, count) for key, count in _counted(material, parts) if count]
    return limits + [_limit(key, None) for key in _said(material)]


def assemble_redactions(redactor: Redactor) -> dict[str, Any]:
    """What this edition withholds: each place with its reason, and the count by reason."""
    return {
        "edition": redactor.edition.value,
        "entries": redactor.entries,
        "by_reason": dict(sorted(Counter(one["reason"] for one in redactor.entries).items())),
    }


def _counted(material: Material, parts: dict[str, Any]) -> list[tuple[str, int]]:
    modules, evidence = parts["modules"], parts["evidence"]
    return [
        ("unanswered", len(parts["computed"]["unanswered"])),
        ("unknown", len(parts["computed"]["unknown"])),
        ("gates_open", len(parts["computed"]["gates_open"])),
        ("not_asked", sum(len(one["not_asked"]) for one in modules)),
        ("stages_open", sum(one["status"] == "incomplete" for one in modules)),
        ("not_held", sum(not one["held"] for one in evidence)),
        ("points_open", sum(point["disposition"] is None for point in parts["points"])),
        ("points_unexplained", sum(_is_unexplained(point) for point in parts["points"])),
        ("contests_open", sum(one["answered"] is None for one in parts["contests"])),
        ("matches_open", sum(one["waits"] for one in parts["screening"]["matches"])),
        ("lists_in_doubt", len(parts["screening"]["doubts"])),
        ("sources_in_part", sum(one["verified"] != READ_IN_FULL for one in parts["sources"])),
        ("withheld", len(material.redactor.entries)),
    ]


def _is_unexplained(point: dict[str, Any]) -> bool:
    return point["disposition"] is not None and not point["reason"]


def _said(material: Material) -> list[str]:
    case = material.dossier.case
    said = ["imported"] if case.source_hash is not None else []
    said += ["exercise"] if case.is_exercise else []
    said += ["no_decision"] if material.dossier.decision is None else []
    return said + (["no_terms"] if not material.dossier.terms else [])


def _limit(key: str, count: int | None) -> dict[str, Any]:
    return {"key": key, "count": count}
