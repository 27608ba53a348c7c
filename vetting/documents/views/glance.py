"""The first page: what was decided or not, why, what is unknown, and how to check it."""

from typing import Any

from vetting.documents.blocks import Block, Callout, Cell, Facts, Line, Paragraph
from vetting.documents.charts import draw_ladder
from vetting.documents.scribe import Scribe
from vetting.documents.sections import NUMBERS
from vetting.documents.views.course import questions_of

FIRST = 6
"""How many ids a line of the first page names before it says how many more there are."""

TOLD = 2
"""How many of the criteria that hold the level the first page tells in words."""

SUMMARY = 600
"""How many characters of the summary fit on the first page; the section on the reasons has all of it."""

TONES = {
    "approve": "good",
    "approve_with_conditions": "good",
    "defer": "caution",
    "refuse": "stop",
    "end": "stop",
    "undetermined": "caution",
}


def show_glance(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """The blocks of the first page."""
    return (
        _outcome(record, scribe),
        draw_ladder(record["computed"]["level"], scribe.words),
        Facts(scribe.words("glance.facts"), _pairs(record, scribe)),
        *(Paragraph(scribe.say(f"notices.{key}"), "note") for key in record["scope"]["notices"]),
    )


def _outcome(record: dict[str, Any], scribe: Scribe) -> Callout:
    decision, words = record["decision"], scribe.words
    outcome = decision["outcome"]
    lines = (*_how(record, scribe), *scribe.text(_shortened(decision["summary"])))
    return Callout(TONES[outcome], words("glance.outcome"), words.name("outcome", outcome), lines)


def _shortened(summary: dict[str, str]) -> dict[str, str]:
    """The summary as far as the first page has room for it, cut between two words."""
    return {
        language: text if len(text) <= SUMMARY else f"{text[:SUMMARY].rpartition(' ')[0]} …"
        for language, text in summary.items()
    }


def _how(record: dict[str, Any], scribe: Scribe) -> list[Line]:
    words, computed, decision = scribe.words, record["computed"], record["decision"]
    decided = decision["decided"]
    if decided is None:
        admissible = ", ".join(words.name("outcome_noun", one) for one in computed["admissible"])
        suggested = words.name("outcome_noun", computed["suggested"])
        return [
            scribe.say("glance.no_decision", dated=record["record"]["dated"][:10]),
            scribe.say(
                "glance.suggested", outcome=suggested, admissible=admissible or words("document.none")
            ),
        ]
    by = {"dated": decided["at"][:10], "person": decided["by"], "authority": decided["authority"]}
    lines = [scribe.say("glance.decided", **by)]
    if decision["departure"]:
        suggested = words.name("outcome_noun", decision["departure"]["from"])
        lines.append(scribe.say("glance.departs", "strong", suggested=suggested, section=NUMBERS["reasons"]))
    return lines


def _pairs(record: dict[str, Any], scribe: Scribe) -> tuple[tuple[str, Cell], ...]:
    words = scribe.words
    told = (
        ("level", _level(record, scribe)),
        ("by_facts", _holding(record, scribe, "by_facts")),
        ("by_unknowns", _holding(record, scribe, "by_unknowns")),
        ("open", _open(record, scribe)),
        ("screening", _screening(record, scribe)),
        ("exceptions", _exceptions(record, scribe)),
        ("authority", scribe.name("authority", str(record["computed"]["authority"]))),
        ("depth", scribe.name("depth", record["computed"]["depth"])),
        ("heard", _heard(record, scribe)),
        ("reply", _reply(record, scribe)),
        ("conditions", _conditions(record, scribe)),
        ("votes", (*_votes(record, scribe), *_dissent(record, scribe))),
        ("validity", scribe.cell(record["monitoring"]["valid_until"] or words("glance.not_set"))),
        ("verify", _verify(record, scribe)),
    )
    return tuple((words(f"glance.{key}"), cell) for key, cell in told if cell)


def _level(record: dict[str, Any], scribe: Scribe) -> Cell:
    level = record["computed"]["level"]
    names = {key: scribe.words.name("level", name) for key, name in level.items()}
    settled = level["at_least"] == level["could_be"]
    return (scribe.say("glance.level_settled" if settled else "glance.level_value", **names),)


def _holding(record: dict[str, Any], scribe: Scribe, which: str) -> Cell:
    """The first criteria that hold the level, in words; how many more there are, and where."""
    criteria = record["computed"]["because"][which]
    asked = questions_of(record)
    told = tuple(
        (*scribe.plain(f"{one}  ", "strong"), *(scribe.text(asked.get(one, {})) or ((),))[0])
        for one in criteria[:TOLD]
    )
    more = (_more(len(criteria) - TOLD, "computed", scribe),) if len(criteria) > TOLD else ()
    return (*told, *more) or (scribe.say("glance.by_nothing", "muted"),)


def _more(count: int, section: str, scribe: Scribe) -> Line:
    where = scribe.words("document.section", number=NUMBERS[section])
    return scribe.say("document.more", "muted", count=count, where=where)


def _some(ids: list[str], section: str, scribe: Scribe) -> Cell:
    """The first few ids, and how many more there are in which section."""
    if len(ids) <= FIRST:
        return scribe.ids(ids)
    return (*scribe.ids(ids[:FIRST]), _more(len(ids) - FIRST, section, scribe))


def _open(record: dict[str, Any], scribe: Scribe) -> Cell:
    computed = record["computed"]
    counts = {
        "unknown": len(computed["unknown"]),
        "unanswered": len(computed["unanswered"]),
        "gates": len(computed["gates_open"]),
    }
    return (scribe.say("glance.open_value", **counts),)


def _screening(record: dict[str, Any], scribe: Scribe) -> Cell:
    """How many lists, how many matches, and how many of these wait; nothing where nothing was screened."""
    screening, words = record["screening"], scribe.words
    if not screening["runs"]:
        return ()
    told = {
        "lists": words.count("glance.lists", len(screening["runs"][-1]["lists"])),
        "matches": words.count("glance.matches", len(screening["matches"])),
        "waiting": sum(one["waits"] for one in screening["matches"]),
    }
    return (scribe.say("glance.screening_value", **told),)


def _exceptions(record: dict[str, Any], scribe: Scribe) -> Cell:
    """The criteria whose stop an exception lifts; nothing where there is none."""
    criteria = [one["criterion"] for one in record["exceptions"] if one["stands"]]
    if not criteria:
        return ()
    return (scribe.say("glance.exceptions_value", criteria=", ".join(criteria), section=NUMBERS["contests"]),)


def _heard(record: dict[str, Any], scribe: Scribe) -> Cell:
    words, points = scribe.words, record["points"]
    return (
        scribe.say(
            "glance.heard_value",
            submissions=words.count("glance.submissions", len(record["submissions"])),
            points=words.count("glance.points", len(points)),
            open=sum(one["disposition"] is None for one in points),
        ),
    )


def _reply(record: dict[str, Any], scribe: Scribe) -> Cell:
    if len(record["letters"]) == 1:
        return scribe.name("reply_state", record["letters"][0]["reply_state"])
    if record["letters"]:
        return tuple(_letter(one, scribe) for one in record["letters"])
    opened = any("reply" in effects for effects in record["computed"]["fired"].values())
    return (scribe.say("glance.reply_open" if opened else "glance.reply_none"),)


def _letter(letter: dict[str, Any], scribe: Scribe) -> Line:
    """What became of one letter of several: an answer to the first is not hidden by silence on the last."""
    state = scribe.words.name("reply_state", letter["reply_state"])
    return scribe.say("glance.reply_each", letter=letter["id"], state=state)


def _conditions(record: dict[str, Any], scribe: Scribe) -> Cell:
    if record["conditions"]:
        return _some([one["id"] for one in record["conditions"]], "conditions", scribe)
    would = len(record["computed"]["conditions"])
    if would:
        return (scribe.say("glance.conditions_would", count=would),)
    return (scribe.say("glance.conditions_none"),)


def _votes(record: dict[str, Any], scribe: Scribe) -> Cell:
    votes = [one["vote"] for one in record["votes"]]
    if not votes:
        return (scribe.say("glance.no_votes"),)
    counts = {name: votes.count(name) for name in ("against", "abstain", "recused")}
    return (scribe.say("glance.votes_value", for_=votes.count("for"), **counts),)


def _dissent(record: dict[str, Any], scribe: Scribe) -> Cell:
    dissents = any(one["dissent"] for one in record["votes"])
    return (scribe.say("glance.dissent", section=NUMBERS["votes"]),) if dissents else ()


def _verify(record: dict[str, Any], scribe: Scribe) -> Cell:
    log = record["log"]
    said = {"origin": log["origin"], "size": log["size"], "fingerprint": log["key_fingerprint"]}
    return (scribe.say("glance.verify_value", **said),)
