"""Sections 7 and 9: the consultation, and the options considered."""

import re
from typing import Any

from vetting.documents.blocks import Block, Cell, Facts, Heading
from vetting.documents.scribe import Scribe
from vetting.documents.views.stages import short_answer


def show_consultation(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """Who was heard, who was asked, and every point with its disposition, reason and change."""
    heading = Heading(2, scribe.words("consultation.coverage"))
    heard = (
        [heading, _coverage(record, scribe)] if record["submissions"] else [scribe.note("consultation.none")]
    )
    return (*heard, *_asked(record, scribe), *_points(record, scribe))


def show_options(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """The alternatives, and why they were not chosen; one that the decision names again stands once."""
    if not record["options"]:
        return (scribe.note("options.none"),)
    columns = [("options.option", 4), ("options.kind", 2), ("options.why_not", 6)]
    rows = (_option(one, again, record, scribe) for one, again in _pair_options(record))
    return (scribe.table("section.options", columns, rows),)


FEWEST_WORDS = 3
"""An option of fewer words than this is too short to be known again in a longer one."""


def _pair_options(record: dict[str, Any]) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Each option with those of the decision that say it again in more words."""
    pairs: list[tuple[dict[str, Any], list[dict[str, Any]]]] = []
    for option in record["options"]:
        said = _words_of(option)
        first = next((again for one, again in pairs if _is_same(_words_of(one), said)), None)
        if first is not None and _is_of_decision(option, record):
            first.append(option)
        else:
            pairs.append((option, []))
    return pairs


def _is_same(known: set[str], said: set[str]) -> bool:
    return len(known) >= FEWEST_WORDS and known <= said


def _words_of(option: dict[str, Any]) -> set[str]:
    return set(re.findall(r"\w+", next(iter(option["option"].values()), "").casefold()))


def _is_of_decision(option: dict[str, Any], record: dict[str, Any]) -> bool:
    return not option["why_not"] and option["option"] in record["decision"]["alternatives"]


def _option(
    option: dict[str, Any], again: list[dict[str, Any]], record: dict[str, Any], scribe: Scribe
) -> tuple[Cell, ...]:
    lines = [
        scribe.say("options.also_named", "muted", option=said)
        for one in again
        for said in one["option"].values()
    ]
    none = "options.decision" if _is_of_decision(option, record) else "options.no_reason"
    return (
        (*scribe.text(option["option"], "strong"), *lines),
        scribe.value(option["kind"]),
        scribe.text_or(option["why_not"], none),
    )


def _coverage(record: dict[str, Any], scribe: Scribe) -> Facts:
    words = scribe.words

    def counted(key: str, kind: str) -> tuple[str, Cell]:
        counts = record["consultation"][key]
        said = ", ".join(f"{words.name(kind, one)} {count}" for one, count in counts.items())
        return words(f"consultation.{key}"), scribe.cell(said)

    pairs = (
        counted("by_group", "group"),
        (words("consultation.by_language"), scribe.cell(_languages(record))),
        counted("by_mode", "mode"),
        counted("by_disposition", "disposition"),
    )
    return Facts(words("consultation.coverage"), pairs)


def _languages(record: dict[str, Any]) -> str:
    return ", ".join(f"{one} {count}" for one, count in record["consultation"]["by_language"].items())


def _asked(record: dict[str, Any], scribe: Scribe) -> list[Block]:
    heading = Heading(2, scribe.words("consultation.asked"))
    module = next((one for one in record["modules"] if one["id"] == "consultation"), None)
    answered = [one for one in module["questions"] if one["answers"]] if module else []
    if not answered:
        return [heading, scribe.note("consultation.no_asked")]
    columns = [("stages.criterion", 2), ("computed.question", 7), ("questions.answer", 7)]
    rows = ((
        scribe.cell(one["criterion"], "strong"),
        scribe.text(one["question"]),
        short_answer(one, scribe),
    ) for one in answered)  # fmt: skip
    return [heading, scribe.table("consultation.asked", columns, rows)]


def _points(record: dict[str, Any], scribe: Scribe) -> list[Block]:
    points = record["points"]
    heading = Heading(2, scribe.words("consultation.points"))
    if not points:
        return [heading, scribe.note("consultation.no_points")]
    columns = [("point", 2), ("text", 6), ("disposition", 6), ("changed", 4)]
    rows = (_point(one, scribe) for one in points)
    return [
        heading,
        scribe.table("consultation.points", [(f"consultation.{key}", w) for key, w in columns], rows),
    ]


def _point(point: dict[str, Any], scribe: Scribe) -> tuple[Cell, ...]:
    words = scribe.words
    touches = ", ".join(point["criteria"])
    about = f"{words('consultation.touches')} {touches}" if touches else ""
    material = () if point["material"] else (scribe.say("consultation.immaterial", "muted"),)
    return (
        (*scribe.cell(point["id"], "strong"), *scribe.cell(point["submission"], "muted")),
        (*scribe.text(point["text"]), *scribe.cell(about, "muted"), *material),
        (
            *scribe.name("disposition", point["disposition"] or "none", "strong"),
            *scribe.text_or(point["reason"], "consultation.no_reason"),
        ),
        scribe.text_or(point["changed"], "consultation.nothing_changed"),
    )
