"""The section on exceptions, the countersignature of the triage, and contests."""

from typing import Any

from vetting.documents.blocks import Block, Cell, Facts, Heading
from vetting.documents.scribe import Scribe


def show_contests(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """The exceptions first, each whole, then who countersigned the triage, and the contests with their answers."""
    return (
        *_exceptions(record["exceptions"], scribe),
        *_requests(record["exception_requests"], scribe),
        *_countersigned(record["triage"], scribe),
        *_contests(record["contests"], scribe),
    )


def _exceptions(exceptions: list[dict[str, Any]], scribe: Scribe) -> list[Block]:
    heading = Heading(2, scribe.words("contests.exceptions"))
    if not exceptions:
        return [heading, scribe.note("contests.no_exceptions")]
    return [
        heading,
        scribe.note("contests.exceptions_lead"),
        *(_exception(one, scribe) for one in exceptions),
    ]


def _exception(exception: dict[str, Any], scribe: Scribe) -> Facts:
    state = "stands_until" if exception["stands"] else "ended_on"
    told: list[tuple[str, Cell]] = [
        *((part, scribe.text(exception[part])) for part in ("reasons", "mandate", "dissent", "limits")),
        ("until", (scribe.say(f"contests.{state}", day=exception["ends_on"]),)),
        ("signed", _signed(exception, scribe)),
    ]
    title = scribe.words("contests.exception", id=exception["id"], criterion=exception["criterion"])
    return Facts(title, tuple((scribe.words(f"contests.{key}"), cell) for key, cell in told))


def _signed(exception: dict[str, Any], scribe: Scribe) -> Cell:
    params = {
        "first": exception["granted_by"],
        "second": exception["second_by"],
        "day": exception["granted_at"][:10],
    }
    return (scribe.say("contests.signed_value", **params),)


def _requests(requests: list[dict[str, Any]], scribe: Scribe) -> list[Block]:
    """Nothing where nobody asked."""
    if not requests:
        return []
    told = [_request(one, scribe) for one in requests]
    return [Heading(2, scribe.words("contests.requests")), scribe.note("contests.requests_lead"), *told]


def _request(request: dict[str, Any], scribe: Scribe) -> Facts:
    asked = {
        "person": request["asked_by"],
        "day": request["asked_at"][:10],
        "until": request["ends_on"],
        "granter": request["granted_by"],
        "second": request["second_by"],
    }
    closed = {"person": request["closed_by"] or "", "day": (request["closed_at"] or "")[:10]}
    became: Cell = (scribe.say(f"contests.request_{request['state']}", **closed),)
    told: list[tuple[str, Cell]] = [
        ("asked", (scribe.say("contests.asked_value", **asked),)),
        *([("reasons", scribe.text(request["reasons"]))] if request["reasons"] else []),
        ("became", (*became, *scribe.text(request["reason"])) if request["reason"] else became),
    ]
    title = scribe.words("contests.request", id=request["id"], criterion=request["criterion"])
    return Facts(title, tuple((scribe.words(f"contests.{key}"), cell) for key, cell in told))


def _countersigned(triage: dict[str, Any], scribe: Scribe) -> list[Block]:
    """Nothing where neither the pack asks for it nor anybody did it."""
    given = triage["countersignatures"]
    if not given and not triage["countersigned_by_rule"]:
        return []
    told = [_countersignature(one, scribe) for one in given]
    return [
        Heading(2, scribe.words("contests.triage")),
        *(told or [scribe.note("contests.not_countersigned")]),
    ]


def _countersignature(one: dict[str, Any], scribe: Scribe) -> Block:
    key = "contests.countersigned" if one["holds"] else "contests.countersigned_once"
    return scribe.note(key, person=one["by"], day=one["at"][:10])


def _contests(contests: list[dict[str, Any]], scribe: Scribe) -> list[Block]:
    heading = Heading(2, scribe.words("contests.contests"))
    if not contests:
        return [heading, scribe.note("contests.no_contests")]
    columns = [("contests.criterion", 3), ("contests.reason", 8), ("contests.answer", 8)]
    rows = ((
        (*scribe.cell(one["criterion"], "strong"), *scribe.cell(one["id"], "muted")),
        (*scribe.text(one["reason"]), scribe.plain(f"{one['by']}, {one['at'][:10]}", "muted")),
        _answer(one["answered"], scribe),
    ) for one in contests)  # fmt: skip
    return [
        heading,
        scribe.note("contests.contests_lead"),
        scribe.table("contests.contests", columns, rows),
    ]


def _answer(answered: dict[str, Any] | None, scribe: Scribe) -> Cell:
    if answered is None:
        return (scribe.say("contests.open", "strong"),)
    return (*scribe.text(answered["text"]), scribe.plain(f"{answered['by']}, {answered['at'][:10]}", "muted"))
