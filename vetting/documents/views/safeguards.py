"""The section on technology: what a machine decides, and whether each safeguard has a test and an owner."""

from typing import Any

from vetting.documents.blocks import Block, Callout, Cell
from vetting.documents.scribe import Scribe
from vetting.documents.views.registers import show_missing, show_rows, show_said

SAID = ("INT-11", "TEC-05", "TEC-07", "TEC-08", "TEC-09", "TEC-10", "TEC-11", "TEC-14")


def show_safeguards(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """Whether significant safeguards are met, each safeguard, and what the system decides about people."""
    found = record["safeguards"]
    if not found["asked"]:
        return (scribe.note("safeguards.not_asked"),)
    return (
        _verdict(found, scribe),
        *_items(found["items"], scribe),
        *show_rows(record, scribe, "TEC-04", "safeguards.decisions"),
        *show_said(record, scribe, SAID, "safeguards.tests"),
    )


def _verdict(found: dict[str, Any], scribe: Scribe) -> Block:
    words = scribe.words
    open_items = sum(bool(one["missing"]) for one in found["items"])
    if found["met"]:
        return Callout("good", words("safeguards.label"), words("safeguards.met"))
    said = words.count("safeguards.open", open_items) if found["items"] else words("safeguards.none")
    return Callout("caution", words("safeguards.label"), words("safeguards.not_met"), (scribe.plain(said),))


def _items(items: list[dict[str, Any]], scribe: Scribe) -> list[Block]:
    if not items:
        return []
    columns = [("safeguard", 8), ("test", 4), ("owner", 4), ("missing", 5)]
    rows = (_item(one, scribe) for one in items)
    return [
        scribe.table("safeguards.items", [(f"safeguards.{key}", weight) for key, weight in columns], rows)
    ]


def _item(item: dict[str, Any], scribe: Scribe) -> tuple[Cell, ...]:
    return (
        scribe.text(item["safeguard"], "strong"),
        scribe.ids(item["test"]),
        scribe.text(item["owner"]),
        show_missing(scribe, "safeguards", [f"no_{key}" for key in item["missing"]]),
    )
