"""The section on the draft agreement: which clause answers which criterion, who said so, and what became of drafts."""

from typing import Any

from vetting.documents.blocks import Block, Callout, Cell, Line
from vetting.documents.charts_clauses import draw_clauses
from vetting.documents.scribe import Scribe

KINDS = ("changed", "added", "removed", "moved", "renumbered")
MOST_IDS = 40
"""How many ids of one kind of change a cell has room for; the rest are counted."""


def show_clauses(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """The newest draft with its coverage drawn and as a table; then how the drafts differ."""
    found = record["clauses"]
    if not found["drafts"]:
        return (scribe.note("clauses.none"),)
    return (
        *_newest(found["drafts"][-1], scribe),
        *_coverage(found, scribe),
        *_drafts(found["drafts"], scribe),
    )


def _newest(draft: dict[str, Any], scribe: Scribe) -> list[Block]:
    told: list[Block] = [
        scribe.note(
            "clauses.newest", terms=draft["terms"], clauses=draft["clauses"], hash=draft["hash"] or "–"
        )
    ]
    if draft["unreadable"]:
        label, title = scribe.words("clauses.label"), scribe.words("clauses.unreadable")
        told.append(Callout("caution", label, title, scribe.text(draft["unreadable"])))
    for note in draft["notes"]:
        told += scribe.paragraphs(note, "note")
    return told


def _coverage(found: dict[str, Any], scribe: Scribe) -> list[Block]:
    criteria = found["criteria"]
    if not criteria:
        return [scribe.note("clauses.not_asked")]
    columns = [("criterion", 6), ("says", 5), ("words", 8), ("by", 4), ("reason", 7)]
    rows = (_criterion(one, scribe) for one in criteria)
    return [
        scribe.note("clauses.lead"),
        draw_clauses(found["order"], criteria, scribe.words),
        scribe.table("clauses.table", [(f"clauses.{key}", weight) for key, weight in columns], rows),
    ]


def _criterion(one: dict[str, Any], scribe: Scribe) -> tuple[Cell, ...]:
    earlier = (
        [scribe.plain(scribe.words.count("clauses.earlier", one["earlier"]), "muted")]
        if one["earlier"]
        else []
    )
    who = () if one["by"] is None else (*scribe.cell(one["by"]), *scribe.cell(one["at"][:10], "muted"))
    return (
        (scribe.plain(one["criterion"], "strong"), *scribe.text(one["question"], "muted")),
        (*_says(one, scribe), *earlier),
        tuple(_found(each, scribe) for each in one["found"]) or _no_words(one, scribe),
        who,
        scribe.text(one["reason"]),
    )


def _says(one: dict[str, Any], scribe: Scribe) -> Cell:
    said = scribe.words(f"clauses.says_{one['says']}", clauses=", ".join(one["clauses"]))
    return (scribe.plain(said, "muted" if one["says"] == "open" else "strong"),)


def _found(found: dict[str, Any], scribe: Scribe) -> Line:
    words = " … ".join(line[0].text for each in found["words"] for line in scribe.text(each))
    key = "clauses.followed" if found["followed"] else f"clauses.passed_{found['says']}"
    return scribe.say(key, "" if found["followed"] else "muted", clause=found["clause"], words=words)


def _no_words(one: dict[str, Any], scribe: Scribe) -> Cell:
    return () if one["says"] == "open" else (scribe.say("clauses.no_words", "muted"),)


def _drafts(drafts: list[dict[str, Any]], scribe: Scribe) -> list[Block]:
    """How each draft differs from the one before; nothing where there is only one."""
    if len(drafts) == 1:
        return []
    columns = [("draft", 4), ("differs", 12), ("voided", 5)]
    rows = ((
        (scribe.plain(one["terms"], "strong"), *scribe.cell(one["hash"] or "", "code")),
        _differs(one, scribe),
        scribe.ids(one["voided"]) or (scribe.say("clauses.none_voided", "muted"),),
    ) for one in drafts)  # fmt: skip
    return [scribe.table("clauses.drafts", [(f"clauses.{key}", weight) for key, weight in columns], rows)]


def _differs(draft: dict[str, Any], scribe: Scribe) -> Cell:
    if draft["compared_with"] is None:
        return (scribe.say("clauses.not_compared", "muted"),)
    lines = [scribe.say("clauses.since", "muted", terms=draft["compared_with"])]
    for kind in KINDS:
        ids = [_id(one) for one in draft["changes"] if one["change"] == kind]
        if ids:
            more = scribe.words.count("clauses.more", len(ids) - MOST_IDS) if len(ids) > MOST_IDS else ""
            said = ", ".join([*ids[:MOST_IDS], *filter(None, [more])])
            lines.append(scribe.plain(f"{scribe.words.name('clause_change', kind)}: {said}"))
    return tuple(lines) if len(lines) > 1 else (scribe.say("clauses.same_text"),)


def _id(change: dict[str, Any]) -> str:
    """A clause as both drafts number it."""
    old, new = change["old"], change["new"]
    return new or old if old == new or not (old and new) else f"{old} → {new}"
