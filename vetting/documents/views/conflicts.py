"""The section on conflicts of interest: of people, by class and dates; of the office as an institution."""

from typing import Any

from vetting.documents.blocks import Block, Callout, Cell, Heading, Items, Line
from vetting.documents.scribe import Scribe
from vetting.documents.views.stages import short_answer

STAGE = "conflict_of_interest"
OF_PEOPLE = frozenset({"COI-01", "COI-02", "COI-03", "COI-04"})
"""The questions of the stage that are about people; the others are about the office as an institution."""


def show_conflicts(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """Open conflicts first, then every declaration, the signatures that fell, and institutional conflicts."""
    return (
        *_open(record, scribe),
        *_interests(record, scribe),
        *_undeclared(record, scribe),
        *_voided(record, scribe),
        *_institutional(record, scribe),
    )


def _open(record: dict[str, Any], scribe: Scribe) -> list[Block]:
    kept_away = [one for one in record["recusals"] if one["by_conflict"]]
    if not kept_away:
        return []
    lines = tuple(
        scribe.say("conflicts.kept_away", person=one["person"], declaration=one["by_conflict"])
        for one in kept_away
    )
    title = scribe.words("conflicts.open")
    return [Callout("caution", "", title, lines)]


def _interests(record: dict[str, Any], scribe: Scribe) -> list[Block]:
    declarations = record["declarations"]
    heading = Heading(2, scribe.words("conflicts.interests"))
    if not declarations:
        return [heading, scribe.note("conflicts.no_interests")]
    ordered = sorted(declarations, key=lambda one: not one["open"])
    rows = (_interest(one, scribe) for one in ordered)
    columns = [("interest", 5), ("person", 5), ("kind", 5), ("class", 6), ("mitigation", 6), ("dates", 7)]
    table = scribe.table("conflicts.interests", [(f"conflicts.{key}", w) for key, w in columns], rows)
    return [heading, table, scribe.note("conflicts.kinds")]


def _interest(declaration: dict[str, Any], scribe: Scribe) -> tuple[Cell, ...]:
    state = (scribe.say("conflicts.is_open", "strong"),) if declaration["open"] else ()
    earlier = tuple(_earlier(one, scribe) for one in declaration["earlier"])
    return (
        scribe.cell(declaration["id"], "strong"),
        scribe.cell(declaration["person"]),
        _kind(declaration, scribe),
        (*scribe.name("conflict", declaration["conflict"]), *state),
        _mitigation(declaration, scribe),
        (*_dates(declaration, scribe), *earlier),
    )


def _kind(declaration: dict[str, Any], scribe: Scribe) -> Cell:
    kind = declaration["kind"]
    if "withheld" in kind:
        return scribe.text(kind)
    if declaration["refused"]:
        return (scribe.say("conflicts.refused"),)
    return scribe.value(kind.get("und", "")) if declaration["interest"] else (scribe.say("conflicts.nil"),)


def _mitigation(declaration: dict[str, Any], scribe: Scribe) -> Cell:
    if not declaration["mitigation"]:
        return ()
    ends = declaration["mitigation_ends_on"]
    until = (scribe.say("conflicts.until", "muted", day=ends),) if ends else ()
    return (*scribe.name("mitigation", declaration["mitigation"]), *until)


def _dates(declaration: dict[str, Any], scribe: Scribe) -> Cell:
    """When it was declared and classed, and for which time the interest runs."""
    said: list[Line] = [scribe.say("conflicts.declared", day=declaration["declared_at"][:10])]
    if classed := declaration["classed"]:
        said.append(scribe.say("conflicts.classed", "muted", day=classed["at"][:10], by=classed["by"]))
    if declaration["starts_on"]:
        said.append(scribe.say("conflicts.starts", "muted", day=declaration["starts_on"]))
    if declaration["ends_on"]:
        said.append(scribe.say("conflicts.ends", "muted", day=declaration["ends_on"]))
    return tuple(said)


def _earlier(version: dict[str, Any], scribe: Scribe) -> Line:
    told = {
        "version": version["version"],
        "day": version["declared_at"][:10],
        "class_": scribe.words.name("conflict", version["conflict"]).lower(),
    }
    return scribe.say("conflicts.earlier", "muted", **told)


def _undeclared(record: dict[str, Any], scribe: Scribe) -> list[Block]:
    people = ", ".join(record["undeclared"])
    return [scribe.note("conflicts.undeclared", people=people)] if people else []


def _voided(record: dict[str, Any], scribe: Scribe) -> list[Block]:
    if not record["voided"]:
        return []
    rows = ((
        (*scribe.name("voided", one["kind"], "strong"), *scribe.cell(one["subject"], "muted")),
        scribe.cell(one["person"]),
        scribe.cell(one["signed_at"][:10]),
        scribe.cell(one["declaration"]),
        scribe.cell(one["voided_at"][:10]),
    ) for one in record["voided"])  # fmt: skip
    columns = [("signature", 6), ("person", 4), ("signed_on", 4), ("because_of", 4), ("fell_on", 4)]
    return [
        Heading(2, scribe.words("conflicts.voided")),
        scribe.note("conflicts.voided_lead"),
        scribe.table("conflicts.voided", [(f"conflicts.{key}", w) for key, w in columns], rows),
    ]


def _institutional(record: dict[str, Any], scribe: Scribe) -> list[Block]:
    """The answers about the office itself, those that took hold first."""
    heading = Heading(2, scribe.words("conflicts.institutional"))
    module = next((one for one in record["modules"] if one["id"] == STAGE), None)
    asked = [one for one in module["questions"] if _is_institutional(one)] if module else []
    if not asked:
        return [heading, scribe.note("conflicts.no_institutional")]
    rows = (_conflict(one, scribe) for one in sorted(asked, key=lambda one: not one["effects"]))
    columns = [("criterion", 4), ("question", 10), ("follows", 7), ("by", 6)]
    table = scribe.table("conflicts.institutional", [(f"conflicts.{key}", w) for key, w in columns], rows)
    return [heading, table]


def _is_institutional(question: dict[str, Any]) -> bool:
    return question["criterion"] not in OF_PEOPLE and (question["answers"] or question["effects"])


def _conflict(question: dict[str, Any], scribe: Scribe) -> tuple[Cell, ...]:
    bases = sorted({scribe.words.name("basis", one) for one in question["effects"].values()})
    return (
        scribe.cell(question["criterion"], "strong"),
        (*scribe.text(question["question"]), *short_answer(question, scribe)),
        (
            *(scribe.plain(scribe.effect(effect)) for effect in question["effects"]),
            *scribe.cell(", ".join(bases), "muted"),
        ),
        tuple(_answered(one, scribe) for one in question["answers"]),
    )


def _answered(answer: dict[str, Any], scribe: Scribe) -> Line:
    return scribe.plain(", ".join([answer["by"], answer["at"][:10], *answer["evidence"]]))


def list_recusals(recusals: list[dict[str, Any]], scribe: Scribe) -> Items:
    """Who stood aside, and how."""
    return Items(tuple(_recusal(one, scribe) for one in recusals))


def _recusal(recusal: dict[str, Any], scribe: Scribe) -> Line:
    how = [key for key in ("by_vote", "by_mitigation", "by_conflict") if recusal[key]]
    said = "; ".join(scribe.words(f"votes.{key}") for key in how)
    return (*scribe.plain(f"{recusal['person']}  ", "strong"), *scribe.plain(said))
