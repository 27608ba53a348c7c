"""The data map: each item over the steps of its life (PDT-01), how long it is kept (PDT-05), and what could go wrong (PDT-22)."""

from typing import Any

from vetting.documents.material import Material
from vetting.documents.parts.tabled import cell_code, cell_text, is_asked, rows_by
from vetting.documents.texts import to_text
from vetting.domain.severity import grade_of

Row = dict[str, Any]


def assemble_data_map(material: Material) -> list[dict[str, Any]]:
    """Each item of data in the order in which it was filed; one that has a schedule but no step comes last."""
    steps, kept = rows_by(material, "PDT-01", "item"), rows_by(material, "PDT-05", "item")
    asks_schedule = is_asked(material, "PDT-05")
    return [
        _item(f"DI-{number}", name, steps.get(name, []), kept.get(name, []), asks_schedule=asks_schedule)
        for number, name in enumerate(dict.fromkeys((*steps, *kept)), 1)
    ]


def assemble_risk_events(material: Material) -> list[dict[str, Any]]:
    """The events that could harm people (PDT-22), each with its grades before and after measures."""
    return [
        {"id": f"RE-{number}", "event": cell_code(row, "event"), **{one: grade_of(row, one) for one in RISKS}}
        for number, row in enumerate(material.rows_of("PDT-22"), 1)
    ]


RISKS = ("severity_before", "likelihood_before", "severity_after", "likelihood_after")


def _item(ident: str, name: str, steps: list[Row], kept: list[Row], *, asks_schedule: bool) -> dict[str, Any]:
    schedule = kept[-1] if kept else {}
    days = schedule.get("days")
    missing = [] if steps else ["steps"]
    if asks_schedule and not _is_number(days):
        missing.append("schedule")
    return {
        "id": ident,
        "item": to_text(name),
        "steps": [_step(one) for one in steps],
        "days": days if _is_number(days) else "unknown",
        "deletion": cell_text(schedule, "deletion"),
        "backups_days": schedule["backups_days"] if _is_number(schedule.get("backups_days")) else "unknown",
        "missing": missing,
    }


def _step(row: Row) -> dict[str, Any]:
    texts = {name: cell_text(row, name) for name in ("where", "by", "purpose")}
    return {"step": cell_code(row, "step"), **texts}


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int) and not isinstance(cell, bool)
