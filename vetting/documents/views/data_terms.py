"""The section on data: where each item goes, how long it stays, who may reach it, and what those concerned say."""

from typing import Any

from vetting.documents.blocks import Block, Cell, Line
from vetting.documents.charts_data import draw_data_map
from vetting.documents.charts_matrix import draw_risks
from vetting.documents.scribe import Scribe
from vetting.documents.views.registers import show_missing, show_rows, show_said

SAID = (
    "PDT-02", "PDT-03", "PDT-12", "PDT-13", "PDT-14", "PDT-15", "PDT-16", "PDT-17", "PDT-18", "PDT-20",
)  # fmt: skip
"""Legal basis, purposes, kinds of data, re-identification, further use, derived data, governments, breaches, processors."""
VIEWS = ("PDT-11", "PDT-21")


def show_data(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """The data map drawn and as a table; then the terms, the risks, and what was said by those concerned."""
    return (
        *_map(record["data_map"], scribe),
        *show_rows(record, scribe, "PDT-10", "data.transfers"),
        *show_rows(record, scribe, "ENT-08", "data.suppliers"),
        *show_rows(record, scribe, "PDT-22", "data.risks", "data.risks_lead"),
        *_risks(record["risk_events"], scribe),
        *show_rows(record, scribe, "PDT-19", "data.rights"),
        *show_said(record, scribe, VIEWS, "data.views"),
        *show_said(record, scribe, SAID, "data.terms"),
    )


def _map(items: list[dict[str, Any]], scribe: Scribe) -> list[Block]:
    if not items:
        return [scribe.note("data.none")]
    columns = [("id", 2), ("item", 5), ("steps", 9), ("kept", 5), ("missing", 5)]
    rows = (_item(one, scribe) for one in items)
    return [
        scribe.note("data.lead"),
        draw_data_map(items, scribe.words),
        scribe.table("data.map", [(f"data.{key}", weight) for key, weight in columns], rows),
    ]


def _risks(events: list[dict[str, Any]], scribe: Scribe) -> list[Block]:
    if not events:
        return []
    named = "; ".join(f"{one['id']} {scribe.told(one['event'])}" for one in events)
    return [draw_risks(events, scribe.words), scribe.note("data.risks_key", events=named)]


def _item(item: dict[str, Any], scribe: Scribe) -> tuple[Cell, ...]:
    return (
        scribe.cell(item["id"], "strong"),
        scribe.text(item["item"]),
        tuple(_step(one, scribe) for one in item["steps"]),
        _kept(item, scribe),
        show_missing(scribe, "data", [f"no_{key}" for key in item["missing"]]),
    )


def _step(step: dict[str, Any], scribe: Scribe) -> Line:
    said = [line[0].text for key in ("where", "by", "purpose") for line in scribe.text(step[key])]
    return scribe.plain(f"{scribe.words.name('data_step', step['step'])}: {', '.join(said)}")


def _kept(item: dict[str, Any], scribe: Scribe) -> Cell:
    if item["days"] == "unknown":
        return (scribe.say("data.not_scheduled", "muted"),)
    lines = [scribe.say("data.days", days=item["days"]), *scribe.text(item["deletion"], "muted")]
    if item["backups_days"] != "unknown":
        lines.append(scribe.say("data.backups", "muted", days=item["backups_days"]))
    return tuple(lines)
