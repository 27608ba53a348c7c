"""Sections 10 to 15: reasons, votes, conditions, monitoring, limits, appeal."""

from typing import Any

from vetting.documents.blocks import Block, Callout, Cell, Facts, Heading, Items, Paragraph
from vetting.documents.scribe import Scribe
from vetting.documents.sections import NUMBERS
from vetting.documents.views.conflicts import list_recusals


def show_reasons(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """The reasons, the benefits weighed, any departure, and who signed what."""
    decision = record["decision"]
    if decision["decided"] is None:
        return (scribe.note("reasons.none"),)
    words = scribe.words
    return (
        *scribe.paragraphs(decision["summary"], "lead"),
        _departure(decision, scribe),
        *_by_criterion(decision, scribe),
        Heading(2, words("reasons.benefits")),
        *(scribe.paragraphs(decision["benefits"]) or [scribe.note("reasons.no_benefits")]),
        *_signatures(decision, scribe),
    )


def show_votes(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """Votes, recusals, every dissent in full, and how each signature was given."""
    return (
        *_votes(record, scribe),
        *_recusals(record, scribe),
        *_dissents(record, scribe),
        *_given(record["signatures"], scribe),
    )


def show_conditions(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """Each condition with owner, due date, test, consequence and where it is from."""
    if not record["conditions"]:
        none = (
            "none" if record["decision"]["decided"] or not record["computed"]["conditions"] else "none_open"
        )
        return (scribe.note(f"conditions.{none}", section=NUMBERS["computed"]),)
    columns = [("condition", 7), ("terms", 6), ("test", 6), ("from", 3)]
    rows = (_condition(one, scribe) for one in record["conditions"])
    return (scribe.table("conditions.list", [(f"conditions.{key}", w) for key, w in columns], rows),)


def show_monitoring(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """When the case is looked at again, by which signs, and what reopens it."""
    said, words = record["monitoring"], scribe.words
    dates = tuple(
        (words(f"monitoring.{key}"), scribe.cell(said[key] or words("monitoring.not_set")))
        for key in ("valid_until", "re_review_on")
    )
    reopened = ", ".join(said["reopened_by"])
    return (
        Facts(words("monitoring.facts"), dates),
        *_indicators(said["indicators"], scribe),
        *([Paragraph(scribe.say("monitoring.reopened_by", criteria=reopened))] if reopened else []),
        *(_trigger(one, scribe) for one in said.get("triggers", ())),
    )


def _trigger(one: dict[str, Any], scribe: Scribe) -> Block:
    """What happened since the decision, and on what that rests."""
    told = {key: one[key] for key in ("match", "screening", "source")}
    title = scribe.words("monitoring.listing", **told, day=one["seen_at"][:10])
    ruling = scribe.words(f"monitoring.ruled_{one['ruling'] or 'not'}")
    return Callout("caution", scribe.words("monitoring.trigger"), title, (scribe.plain(ruling),))


def show_limits(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """What this record does not show."""
    if not record["limits"]:
        return (scribe.note("limits.none"),)
    lines = tuple(
        scribe.plain(scribe.words.count(f"limits.{one['key']}", one["count"]))
        if one["count"] is not None
        else scribe.say(f"limits.{one['key']}")
        for one in record["limits"]
    )
    return (scribe.note("limits.lead"), Items(lines))


def show_appeal(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """How to contest the record, and whom to write to."""
    words = scribe.words
    office = next(iter(record["partnership"]["initiating_office"].values()), "")
    value = scribe.say("appeal.contact_value", office=office, id=record["record"]["id"])
    return (
        Paragraph(scribe.say("appeal.lead")),
        Paragraph(scribe.say("appeal.correction")),
        Facts(words("appeal.contact"), ((words("appeal.write"), (value,)),)),
    )


def _departure(decision: dict[str, Any], scribe: Scribe) -> Block:
    departure, words = decision["departure"], scribe.words
    if departure is None:
        return scribe.note("reasons.no_departure")
    line = scribe.say(
        "reasons.departs",
        from_=words.name("outcome_noun", departure["from"]),
        to=words.name("outcome_noun", departure["to"]),
        second=departure["second_by"] or words("document.none"),
    )
    title = words("reasons.departure")
    return Callout("caution", title, title, (line, *scribe.text(departure["reason"])))


def _by_criterion(decision: dict[str, Any], scribe: Scribe) -> list[Block]:
    heading = Heading(2, scribe.words("reasons.by_criterion"))
    if not decision["reasons"]:
        return [heading, scribe.note("reasons.no_reasons")]
    by_reason: dict[str, list[str]] = {}
    for one in decision["reasons"]:
        by_reason.setdefault(next(iter(one["reason"].values()), ""), []).append(one["criterion"])
    texts = {next(iter(one["reason"].values()), ""): one["reason"] for one in decision["reasons"]}
    rows = ((scribe.ids(criteria), scribe.text(texts[reason])) for reason, criteria in by_reason.items())
    return [
        heading,
        scribe.table("reasons.by_criterion", [("reasons.criterion", 5), ("reasons.reason", 7)], rows),
    ]


def _signatures(decision: dict[str, Any], scribe: Scribe) -> list[Block]:
    rows = ((
        scribe.name("signed", one["what"], "strong"),
        scribe.cell(one["person"]),
        scribe.cell(one["at"][:10]),
    ) for one in decision["signed"])  # fmt: skip
    columns = [("reasons.what", 5), ("reasons.person", 3), ("reasons.at", 3)]
    terms = decision["decided"]["terms_hash"] or scribe.words("reasons.no_terms")
    return [
        Heading(2, scribe.words("reasons.signatures")),
        scribe.table("reasons.signatures", columns, rows),
        Facts(scribe.words("reasons.terms"), ((scribe.words("reasons.hash"), scribe.cell(terms, "code")),)),
    ]


def _votes(record: dict[str, Any], scribe: Scribe) -> list[Block]:
    if not record["votes"]:
        return [scribe.note("votes.none")]
    rows = ((
        scribe.cell(one["person"], "strong"),
        scribe.name("vote", one["vote"]),
        scribe.cell(one["cast_at"][:10]),
    ) for one in record["votes"])  # fmt: skip
    return [scribe.table("votes.votes", [("votes.person", 4), ("votes.vote", 4), ("votes.at", 3)], rows)]


def _given(signatures: list[dict[str, Any]], scribe: Scribe) -> list[Block]:
    heading = Heading(2, scribe.words("votes.given"))
    if not signatures:
        return [heading, scribe.note("votes.no_signature")]
    rows = ((
        (*scribe.name("voided", one["kind"], "strong"), *scribe.cell(one["subject"], "muted")),
        scribe.cell(one["person"]),
        scribe.cell(one["signed_on"]),
        scribe.name("given", one["given"]),
    ) for one in signatures)  # fmt: skip
    columns = [("votes.signature", 5), ("votes.person", 3), ("votes.at", 3), ("votes.how", 5)]
    return [heading, scribe.note("votes.given_lead"), scribe.table("votes.given", columns, rows)]


def _recusals(record: dict[str, Any], scribe: Scribe) -> list[Block]:
    heading = Heading(2, scribe.words("votes.recusals"))
    if not record["recusals"]:
        return [heading, scribe.note("votes.no_recusals")]
    return [heading, list_recusals(record["recusals"], scribe)]


def _dissents(record: dict[str, Any], scribe: Scribe) -> list[Block]:
    heading = Heading(2, scribe.words("votes.dissent"))
    dissents = [one for one in record["votes"] if one["dissent"]]
    if not dissents:
        return [heading, scribe.note("votes.no_dissent")]
    boxes = [Callout("plain", "", one["person"], scribe.text(one["dissent"])) for one in dissents]
    return [heading, *boxes]


def _condition(condition: dict[str, Any], scribe: Scribe) -> tuple[Cell, ...]:
    words = scribe.words
    own = "" if condition["template"] else words("conditions.own")
    state = words("conditions.tightened") if condition["tightened"] else own
    terms = [
        (key, next(iter(condition[key].values()), words("document.none")))
        for key in ("owner", "due", "consequence")
    ]
    return (
        (
            *scribe.cell(condition["id"], "strong"),
            *scribe.text(condition["text"]),
            *scribe.cell(state, "muted"),
        ),
        tuple(scribe.say(f"conditions.{key}", **{key: said}) for key, said in terms),
        scribe.text(condition["test"]),
        scribe.ids([*condition["from"]["criteria"], *condition["from"]["points"]])
        or (scribe.say("conditions.by_decision", "muted"),),
    )


def _indicators(indicators: list[dict[str, Any]], scribe: Scribe) -> list[Block]:
    heading = Heading(2, scribe.words("monitoring.indicators"))
    if not indicators:
        return [heading, scribe.note("monitoring.no_indicators")]
    columns = [("of", 3), ("indicator", 5), ("source", 4), ("reporter", 3), ("every", 2)]
    rows = ((
        *(scribe.text(one[key]) for key in ("of", "indicator", "source", "reporter")),
        _every(one["every_days"], scribe),
    ) for one in indicators)  # fmt: skip
    return [
        heading,
        scribe.table("monitoring.indicators", [(f"monitoring.{key}", w) for key, w in columns], rows),
    ]


def _every(days: Any, scribe: Scribe) -> Cell:
    if isinstance(days, int):
        return (scribe.say("monitoring.days", days=days),)
    return scribe.value(days)
