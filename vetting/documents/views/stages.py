"""The review stage by stage."""

from typing import Any

from vetting.documents.blocks import Block, Cell, Heading, Line
from vetting.documents.scribe import Scribe


def show_stages(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """Each stage: how it stands, and each criterion that took hold with its answer and what follows."""
    blocks: list[Block] = [scribe.note("stages.lead")]
    for module in record["modules"]:
        blocks += _stage(module, scribe)
    return tuple(blocks)


def _stage(module: dict[str, Any], scribe: Scribe) -> list[Block]:
    heading = Heading(2, "".join(span.text for line in scribe.text(module["title"]) for span in line))
    if not module["asked"] and not module["findings"]:
        return [heading, scribe.note("stages.none_asked", count=len(module["questions"]))]
    return [heading, _summary(module, scribe), *_held(module, scribe), *_unanswered(module, scribe)]


def _summary(module: dict[str, Any], scribe: Scribe) -> Block:
    counts = {key: len(module[key]) for key in ("asked", "unknown", "unanswered", "not_asked")}
    return scribe.note("stages.summary", status=scribe.words.name("status", module["status"]), **counts)


def _held(module: dict[str, Any], scribe: Scribe) -> list[Block]:
    held = [one for one in module["questions"] if one["effects"]]
    if not held:
        return [scribe.note("stages.no_findings")]
    columns = [("criterion", 5), ("answer", 24), ("effects", 12), ("basis", 5)]
    rows = ((
        scribe.cell(one["criterion"], "strong"),
        (*scribe.text(one["question"]), *short_answer(one, scribe)),
        tuple(scribe.plain(scribe.effect(effect)) for effect in one["effects"]),
        scribe.cell(", ".join(sorted({scribe.words.name("basis", b) for b in one["effects"].values()}))),
    ) for one in held)  # fmt: skip
    return [scribe.table("stages.what_follows", [(f"stages.{key}", w) for key, w in columns], rows)]


def short_answer(question: dict[str, Any], scribe: Scribe) -> Cell:
    """What was answered, without by whom and when; the state where there is no value."""
    lines: list[Line] = []
    for answer in question["answers"]:
        if answer["state"] == "given":
            lines += [(*(_styled(line)),) for line in scribe.answer(answer["value"], question)]
        else:
            lines += scribe.name("state", answer["state"], "strong")
    return tuple(lines) or scribe.name("state", question["state"], "strong")


def _styled(line: Line) -> Line:
    return tuple(type(span)(span.text, span.style or "strong", span.language, span.rtl) for span in line)


def _unanswered(module: dict[str, Any], scribe: Scribe) -> list[Block]:
    if not module["unanswered"]:
        return []
    said = ", ".join(module["unanswered"])
    return [scribe.note("stages.unanswered_list", criteria=said)]
