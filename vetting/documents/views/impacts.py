"""The section on adverse impacts: where they stand, what is done, who was heard, what does not fit together."""

from typing import Any

from vetting.documents.blocks import Block, Callout, Cell, Heading
from vetting.documents.charts_matrix import draw_matrix
from vetting.documents.scribe import Scribe
from vetting.documents.views.participation import show_exit, show_participation
from vetting.documents.views.registers import show_missing, show_rows, show_said

WEIGHED = ("HRI-29", "HRI-42")


def show_impacts(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """The matrix before and after measures, the register behind it, and what was asked beside it."""
    return (
        *_register(record["impacts"], scribe),
        *_inconsistencies(record["inconsistencies"], scribe),
        *_salient(record["salient_rights"], scribe),
        *show_participation(record["participation"], scribe),
        *show_exit(record["participation"], scribe),
        *show_said(record, scribe, WEIGHED, "impacts.weighed"),
        *show_rows(record, scribe, "HRI-31", "impacts.grievance"),
        *show_rows(record, scribe, "HRI-33", "impacts.heard"),
        *show_rows(record, scribe, "HRI-34", "impacts.benefits", "impacts.benefits_lead"),
    )


def _register(impacts: list[dict[str, Any]], scribe: Scribe) -> list[Block]:
    matrix = draw_matrix(impacts, scribe.words)
    if not impacts:
        return [scribe.note("impacts.none"), matrix]
    ordered = sorted(impacts, key=lambda one: one["order"])
    graded = [("id", 2), ("impact", 9), ("group", 5), ("severity", 4), ("dimensions", 6), ("likelihood", 4)]
    done = [("id", 2), ("involvement", 7), ("action", 8), ("measure", 7), ("residual", 4), ("missing", 6)]
    return [
        scribe.note("impacts.lead"),
        matrix,
        scribe.table("impacts.register", _columns(graded), (_graded(one, scribe) for one in ordered)),
        scribe.table("impacts.work", _columns(done), (_done(one, scribe) for one in ordered)),
    ]


def _columns(keys: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return [(f"impacts.{key}", weight) for key, weight in keys]


def _graded(impact: dict[str, Any], scribe: Scribe) -> tuple[Cell, ...]:
    rights = ", ".join(scribe.told(one) for one in impact["rights"])
    dimensions = (scribe.told(impact[one]) for one in ("scale", "scope", "irremediability"))
    return (
        scribe.cell(impact["id"], "strong"),
        (
            *scribe.text(impact["impact"]),
            scribe.plain(f"{impact['right']} {rights}".strip(), "muted"),
            *scribe.ids(impact["source"], "muted"),
        ),
        (*scribe.text_or(impact["group"], "impacts.not_said"), *_heard(impact, scribe)),
        scribe.value(impact["severity"]),
        scribe.cell(" / ".join(dimensions)),
        scribe.value(impact["likelihood"]),
    )


def _done(impact: dict[str, Any], scribe: Scribe) -> tuple[Cell, ...]:
    return (
        scribe.cell(impact["id"], "strong"),
        _involvement(impact, scribe),
        tuple(line for one in impact["actions"] for line in _action(one, scribe)),
        _measure(impact, scribe),
        _after(impact, scribe),
        show_missing(scribe, "missing", impact["missing"]),
    )


def _involvement(impact: dict[str, Any], scribe: Scribe) -> Cell:
    if impact["company"] == impact["un"] == impact["time"] == "unknown":
        return (scribe.say("impacts.not_said", "muted"),)
    lines = [
        scribe.say(f"impacts.{key}_value", value=scribe.words.name(kind, impact[key]))
        for key, kind in (("time", "impact_time"), ("company", "involvement"), ("un", "involvement"))
    ]
    if impact["act"] != "unknown":
        lines += scribe.name("impact_act", impact["act"], "muted")
    if impact["leverage"]:
        lines += [scribe.say("impacts.leverage", "strong"), *scribe.text(impact["leverage"])]
    if impact["change_by"] != "unknown":
        lines.append(scribe.say("impacts.change_by_value", "muted", day=impact["change_by"]))
    return tuple(lines)


def _heard(impact: dict[str, Any], scribe: Scribe) -> Cell:
    return tuple(
        line
        for one in impact["heard"]
        for line in (
            scribe.say("impacts.heard_value", "muted", people=scribe.told(one["people"])),
            *scribe.text(one["how"], "muted"),
        )
    )


def _after(impact: dict[str, Any], scribe: Scribe) -> Cell:
    """What the rules count, and the grade that the answer states where it is another."""
    counted = scribe.value(impact["counted"])
    if not impact["measure"] or impact["residual"] == impact["counted"]:
        return counted
    return (*counted, scribe.say("impacts.stated", "muted", grade=scribe.told(impact["residual"])))


def _action(action: dict[str, Any], scribe: Scribe) -> Cell:
    owner = scribe.text_or(action["owner"], "impacts.not_said")
    return (
        scribe.plain(scribe.words.name("action", action["action"]), "strong"),
        *owner,
        scribe.say("impacts.due_value", day=scribe.told(action["due"])),
        *scribe.text(action["indicator"], "muted"),
    )


def _measure(impact: dict[str, Any], scribe: Scribe) -> Cell:
    if not impact["measure"]:
        return (scribe.say("impacts.no_measure", "muted"),)
    state = scribe.words.name("measure_state", impact["measure_state"])
    test = f" ({', '.join(impact['test'])})" if impact["test"] else ""
    return (*scribe.text(impact["measure"]), scribe.plain(f"{state}{test}", "muted"))


def _inconsistencies(found: list[dict[str, Any]], scribe: Scribe) -> list[Block]:
    if not found:
        return []
    lines = tuple(
        scribe.say(f"inconsistency.{one['key']}", criterion=one["criterion"], item=_item(one))
        for one in found
    )
    words = scribe.words
    return [Callout("caution", words("inconsistency.label"), words("inconsistency.title"), lines)]


def _item(found: dict[str, Any]) -> str:
    return "; ".join(found["item"].values())


def _salient(rights: list[dict[str, Any]], scribe: Scribe) -> list[Block]:
    if not rights:
        return []
    columns = [("right", 6), ("instruments", 6), ("marked", 3), ("touched", 3)]
    rows = ((
        scribe.text(one["title"], "strong"),
        scribe.cell(", ".join(one["instruments"])),
        (scribe.say("impacts.is_marked" if one["marked"] else "impacts.is_not_marked"),),
        scribe.ids(one["impacts"]) or (scribe.say("impacts.untouched", "muted"),),
    ) for one in rights)  # fmt: skip
    heading = Heading(2, scribe.words("impacts.salient"))
    return [heading, scribe.table("impacts.salient", _columns(columns), rows)]
