"""Section 8, the right of reply: letter and reply side by side, with what was made of each answer."""

from collections.abc import Iterator
from typing import Any

from vetting.documents.blocks import Block, Cell, Facts, Heading, Table
from vetting.documents.charts_data import draw_replies
from vetting.documents.scribe import Scribe
from vetting.documents.views.course import show_criteria


def show_reply(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """Each letter to the company, its questions beside the replies."""
    if not record["letters"]:
        return _unsent(record, scribe)
    drawing = draw_replies(record["letters"], scribe.words)
    blocks: list[Block] = [scribe.note("reply.prejudge"), drawing]
    for letter in record["letters"]:
        blocks += _letter(letter, scribe)
    return tuple(blocks)


def _unsent(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    opened = [one for one, effects in record["computed"]["fired"].items() if "reply" in effects]
    if not opened:
        return (scribe.note("reply.none"),)
    criteria = show_criteria(record, scribe, opened)
    return (scribe.note("reply.none_open"), scribe.note("reply.opened_by"), criteria)


def _letter(letter: dict[str, Any], scribe: Scribe) -> Iterator[Block]:
    words = scribe.words
    pairs = tuple((words(f"reply.{key}"), cell) for key, cell in _told(letter, scribe) if cell)
    yield Heading(2, words("reply.letter", id=letter["id"]))
    yield Facts(words("reply.about"), pairs)
    yield _exchange(letter, scribe)
    if letter["corrections"]:
        yield _corrections(letter, scribe)
    if letter["comments"]:
        yield _comments(letter, scribe)


def _told(letter: dict[str, Any], scribe: Scribe) -> list[tuple[str, Cell]]:
    return [
        ("addressee", scribe.text(letter["addressee"])),
        ("reference", scribe.cell(letter["reference"])),
        ("sent", scribe.cell(letter["sent_at"][:10])),
        ("due", _due(letter, scribe)),
        ("state", scribe.name("reply_state", letter["reply_state"])),
        ("criteria", scribe.ids(letter["criteria"])),
        ("facts", scribe.text(letter["facts"])),
        ("interim", scribe.text(letter["interim"])),
        ("hash", scribe.cell(letter["reply_sha256"], "code")),
    ]


def _due(letter: dict[str, Any], scribe: Scribe) -> Cell:
    due = scribe.cell(letter["due"] or "")
    if not letter["first_due"]:
        return due
    moved = scribe.say("reply.extended", "muted", first=letter["first_due"], by=letter["extended_by"])
    return (*due, moved, *scribe.text(letter["extension_reason"]))


def _exchange(letter: dict[str, Any], scribe: Scribe) -> Table:
    columns = [("reply.number", 1), ("reply.question", 8), ("reply.answer", 8)]
    rows = ((
        scribe.cell(str(one["number"]), "strong"),
        _question(one, scribe),
        (*_answer(one, scribe), *_assessment(one, scribe)),
    ) for one in letter["exchange"])  # fmt: skip
    return scribe.table("reply.exchange", columns, rows)


def _question(asked: dict[str, Any], scribe: Scribe) -> Cell:
    """The facts put to the company, the question, and below it what both rest on."""
    return (
        *scribe.text(asked["facts"], "muted"),
        *scribe.text(asked["question"]),
        *((scribe.plain(", ".join(asked["sources"]), "muted"),) if asked["sources"] else ()),
        *(line for standard in asked["standards"] for line in scribe.text(standard, "muted")),
    )


def _answer(asked: dict[str, Any], scribe: Scribe) -> Cell:
    if not asked["trade_secret"]:
        return scribe.text_or(asked["reply"], "reply.no_answer")
    summary = (scribe.say("reply.summary", "strong"), *scribe.text(asked["summary"]))
    return (*summary, *scribe.text(asked["reply"]))


def _assessment(asked: dict[str, Any], scribe: Scribe) -> Cell:
    assessed = asked["assessment"]
    if assessed is None:
        return ()
    checked = "reply.checked" if assessed["evidence_checked"] else "reply.not_checked"
    return (
        *scribe.name("assessment", assessed["assessment"], "strong"),
        *scribe.text(assessed["reason"]),
        scribe.say("reply.assessed", "muted", by=assessed["by"], on=assessed["at"][:10]),
        scribe.say(checked, "muted"),
    )


def _corrections(letter: dict[str, Any], scribe: Scribe) -> Table:
    columns = [("reply.passage", 5), ("reply.asked", 5), ("reply.settled", 6)]
    rows = ((
        scribe.text(one["passage"]),
        scribe.text(one["asked"]),
        _settled(one, scribe),
    ) for one in letter["corrections"])  # fmt: skip
    return scribe.table("reply.corrections", columns, rows)


def _settled(asked: dict[str, Any], scribe: Scribe) -> Cell:
    if asked["accepted"] is None:
        return (scribe.say("reply.correction_open", "muted"),)
    key = "reply.correction_accepted" if asked["accepted"] else "reply.correction_refused"
    return (scribe.say(key, "strong"), *scribe.text(asked["corrected"]), *scribe.text(asked["reason"]))


def _comments(letter: dict[str, Any], scribe: Scribe) -> Table:
    columns = [("reply.submission", 2), ("reply.comment", 12)]
    rows = ((
        scribe.cell(one["submission"], "strong"),
        scribe.text_or(one["text"], "reply.comment_sealed"),
    ) for one in letter["comments"])  # fmt: skip
    return scribe.table("reply.comments", columns, rows)
