"""Who would stay away or fall silent, and what leaving would do: rows with ids, beside the impacts."""

from typing import Any

from vetting.documents.blocks import Block, Cell, Heading
from vetting.documents.scribe import Scribe


def show_participation(found: dict[str, Any], scribe: Scribe) -> list[Block]:
    """Each grade with who gave it and which groups were named; the graver one counts."""
    if not found["asked"]:
        return []
    heading = Heading(2, scribe.words("participation.title"))
    if not found["effects"]:
        return [heading, scribe.note("participation.nobody_said")]
    columns = [("id", 2), ("grade", 3), ("groups", 9), ("by", 5)]
    return [
        heading,
        scribe.note("participation.counts", grade=scribe.told(found["counts"])),
        scribe.table(
            "participation.title",
            [(f"participation.{key}", weight) for key, weight in columns],
            (_effect(one, scribe) for one in found["effects"]),
        ),
        _other_way(found, scribe),
    ]


def show_exit(found: dict[str, Any], scribe: Scribe) -> list[Block]:
    """What was said of the harm of leaving, and the way out step by step."""
    if not found["harm_of_leaving"] and not found["steps"]:
        return []
    blocks: list[Block] = [Heading(2, scribe.words("participation.leaving"))]
    for one in found["harm_of_leaving"]:
        said = scribe.paragraphs(one["value"]) or [scribe.note("participation.leaving_unknown")]
        blocks += [*said, scribe.note("participation.said_by", by=one["by"], day=one["at"][:10])]
    columns = [("id", 2), ("step", 6), ("harm", 6), ("softened_by", 6)]
    if found["steps"]:
        titles = [(f"participation.{key}", weight) for key, weight in columns]
        rows = (_step(one, scribe) for one in found["steps"])
        blocks.append(scribe.table("participation.leaving", titles, rows))
    return blocks


def _effect(one: dict[str, Any], scribe: Scribe) -> tuple[Cell, ...]:
    said = scribe.value(one["value"]) if one["state"] == "given" else scribe.name("state", one["state"])
    return (
        scribe.cell(one["id"], "strong"),
        said,
        scribe.text_or(one["note"], "participation.no_groups"),
        scribe.cell(f"{one['by']} ({one['answerer']}), {one['at'][:10]}", "muted"),
    )


def _other_way(found: dict[str, Any], scribe: Scribe) -> Block:
    ways = [way for way in found["other_way"] if way in ("offered", "planned", "none")]
    return scribe.note(f"participation.other_way_{ways[-1] if ways else 'unknown'}")


def _step(one: dict[str, Any], scribe: Scribe) -> tuple[Cell, ...]:
    texts = (scribe.text(one[key]) for key in ("step", "harm", "softened_by"))
    return (scribe.cell(one["id"], "strong"), *texts)
