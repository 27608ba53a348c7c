"""Rounds of consultation: announced with a notice, amended, extended, and closed when their time is over.

- The window is the pack's for the level on the day of the notice; where the level rises, the round
  closes later, and where it falls nothing changes.
- A gate stands open as long as the round does, so that no approval comes before its end.
"""

from datetime import datetime, timedelta

from vetting.domain.errors import Refusal, Refused
from vetting.domain.gates import GateFields, GateState
from vetting.domain.people import Role
from vetting.domain.round_commands import AmendNotice, ExtendRound, PublishNotice
from vetting.domain.round_events import NoticeAmended, NoticePublished, RoundClosed, RoundExtended
from vetting.domain.rounds import (
    RoundFields,
    after_amendment,
    current,
    find_missing,
    why_not_extend,
    why_not_publish,
)
from vetting.domain.stages import Stage
from vetting.domain.terms import TermsFields
from vetting.usecases.appraise import Appraisal, appraise
from vetting.usecases.desk import Desk, act_of, fields_of
from vetting.usecases.intake import require_usable
from vetting.usecases.kept import Act
from vetting.usecases.ports import Work


def publish_notice(desk: Desk, work: Work, command: PublishNotice) -> None:
    """Announce a round, and open the gate that waits for its end."""
    held = RoundFields(
        **fields_of(command, RoundFields),
        number=command.round,
        published_by=command.by,
        published_at=command.at,
    )
    appraisal = appraise(desk, work.dossier(command.case))
    before = current(appraisal.dossier.rounds)
    if refusal := why_not_publish(held, before, window_days(appraisal), command.at):
        raise Refused(refusal)
    _require_papers(work, held)
    event = NoticePublished(
        round=held.number,
        opens_at=held.opens_at.isoformat(),
        closes_at=held.closes_at.isoformat(),
        languages=held.languages,
        terms=held.terms,
        documents=held.documents,
        notice=held.notice,
        questions=held.questions,
        terms_withheld=held.terms_withheld,
    )
    work.keep(act_of(command), event, held, _gate(held, command.at))


def amend_notice(_: Desk, work: Work, command: AmendNotice) -> None:
    """Amend the notice of a round; a substantive amendment gives at least half of the window again."""
    held = _require_round(work, command.case, command.round)
    _require_reason(command.round, command.what)
    closes_at = after_amendment(held, command.at) if command.substantive else held.closes_at
    if command.at > held.closes_at:
        raise Refused(Refusal("round_closed", {"closed": held.closes_at.date()}))
    amended = held.model_copy(
        update={
            "notice": {**held.notice, **command.notice},
            "questions": {**held.questions, **command.questions},
            "closes_at": closes_at,
            "amendments": [*held.amendments, _amendment(command)],
        }
    )
    if missing := find_missing(amended):
        raise Refused(Refusal("notice_incomplete", {"missing": ", ".join(missing)}))
    event = NoticeAmended(
        round=held.number,
        substantive=command.substantive,
        closes_at=closes_at.isoformat(),
        what=command.what,
        notice=command.notice,
        questions=command.questions,
    )
    work.keep(act_of(command), event, amended, *_moved_gate(work, amended))


def extend_round(_: Desk, work: Work, command: ExtendRound) -> None:
    """Let a round close later, for a reason that everyone can read."""
    held = _require_round(work, command.case, command.round)
    _require_reason(command.round, command.reason)
    if refusal := why_not_extend(held, command.closes_at, command.at):
        raise Refused(refusal)
    _extend(work, act_of(command), held, command.closes_at, command.reason)


def close_round(work: Work, appraisal: Appraisal, gate: GateFields, now: datetime) -> None:
    """Close the gate of a round whose time is over; a level that has risen gives it more time first."""
    case = gate.case
    held = next(one for one in appraisal.dossier.rounds if gate_key(one.number) == gate.key)
    needed = held.opens_at + timedelta(days=window_days(appraisal))
    if needed > held.closes_at:
        act = Act(f"{case}/round/{held.number}/until/{needed:%Y%m%d}", case, "system", now)
        _extend(work, act, held, needed, "The level has risen, and with it the time that a round is open.")
        return
    closed = gate.model_copy(update={"state": GateState.LAPSED, "closed_at": held.closes_at})
    act = Act(f"{case}/round/{held.number}/closed", case, "system", held.closes_at)
    work.keep(act, RoundClosed(round=held.number, closes_at=held.closes_at.isoformat()), closed)


def window_days(appraisal: Appraisal) -> int:
    """How many days a round is open at the level as it stands, under the case's own pack."""
    clock = appraisal.pack.tables.get("clock", {})
    if str(appraisal.facts.case.get("fast_track", "no")) == "yes":
        return int(clock.get("fast_track", {}).get("window_days_at_least", 0))
    return int(clock.get("window_days", {}).get(appraisal.evaluation.level.at_least, 0))


def gate_key(number: int) -> str:
    """The key of the gate that waits for the end of a round."""
    return f"consultation:{number}"


def _gate(held: RoundFields, at: datetime) -> GateFields:
    return GateFields(
        case=held.case,
        key=gate_key(held.number),
        stage=Stage.CONSULTATION,
        kind="consultation",
        owner=Role.CONSULTATION_OFFICER.value,
        because=f"Round {held.number} of the consultation is open until {held.closes_at:%-d %B %Y, %H:%M} UTC.",
        opened_at=at,
        closes_at=held.closes_at,
    )


def _moved_gate(work: Work, held: RoundFields) -> list[GateFields]:
    """The gate of a round as it stands after the round's closing time was moved."""
    gate = work.get(GateFields, held.case, gate_key(held.number))
    moved = _gate(held, held.published_at)
    return [] if gate is None else [moved.model_copy(update={"opened_at": gate.opened_at})]


def _extend(work: Work, act: Act, held: RoundFields, closes_at: datetime, reason: str) -> None:
    told = {"at": act.at.date().isoformat(), "what": reason, "substantive": "no"}
    changes = {"closes_at": closes_at, "amendments": [*held.amendments, told]}
    later = held.model_copy(update=changes)
    event = RoundExtended(round=held.number, closes_at=closes_at.isoformat(), reason=reason)
    work.keep(act, event, later, *_moved_gate(work, later))


def _amendment(command: AmendNotice) -> dict[str, str]:
    substantive = "yes" if command.substantive else "no"
    return {"at": command.at.date().isoformat(), "what": command.what, "substantive": substantive}


def _require_reason(number: int, reason: str) -> None:
    if not reason.strip():
        raise Refused(Refusal("round_change_without_reason", {"round": number}))


def _require_round(work: Work, case: str, number: int) -> RoundFields:
    held = work.get(RoundFields, case, number)
    if held is None:
        raise Refused(Refusal("unknown_round", {"round": number}))
    return held


def _require_papers(work: Work, held: RoundFields) -> None:
    """Refuse a notice that shows a draft or a document that the case does not have, or that is erased."""
    if held.terms is not None and work.get(TermsFields, held.case, held.terms) is None:
        raise Refused(Refusal("unknown_terms", {"terms": held.terms}))
    for ident in held.documents:
        require_usable(work, held.case, ident, held.published_at)
