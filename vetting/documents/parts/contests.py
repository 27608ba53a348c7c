"""The triage countersigned, contests of its answers, and exceptions from stops: all stand in every edition."""

from typing import Any

from vetting.documents.material import Material
from vetting.documents.texts import to_day, to_instant, to_text
from vetting.domain.commands import AskException
from vetting.domain.contests import ContestFields
from vetting.domain.granted_exceptions import CONTENT, ExceptionFields
from vetting.domain.recusals import find_standing_triage
from vetting.domain.waiting_acts import KINDS, WaitingActFields, WaitingState


def assemble_triage(material: Material) -> dict[str, Any]:
    """Whether the pack asks for a countersignature of the triage, and each one given, with whether it holds."""
    table = material.pack.tables.get("triage", {})
    asked = bool(table.get("countersigned"))
    standing = find_standing_triage(material.dossier, table.get("criteria", []))
    return {
        "countersigned_by_rule": asked,
        "countersignatures": [
            {"number": one.number, "by": one.by, "at": to_instant(one.at), "holds": one == standing}
            for one in material.dossier.triage_signatures
        ],
    }


def assemble_contests(material: Material) -> list[dict[str, Any]]:
    """Each contest with its reason, and what the office answered; none while it is open."""
    return [_contest(material, one) for one in material.dossier.contests]


def assemble_exceptions(material: Material) -> list[dict[str, Any]]:
    """Each exception with all its parts, both signatures, and whether it still counts."""
    return [_exception(material, one) for one in material.dossier.exceptions]


def assemble_exception_requests(material: Material) -> list[dict[str, Any]]:
    """Each request for an exception, who was asked, and what became of it.

    The public edition shows those that were granted or refused; of one that was refused it leaves out what either
    side wrote.
    """
    settled = (WaitingState.DONE, WaitingState.REFUSED)
    shown = settled if material.redactor.is_public else tuple(WaitingState)
    asked = [one for one in material.dossier.waiting if KINDS[one.kind] is AskException]
    return [_request(one, is_public=material.redactor.is_public) for one in asked if one.state in shown]


def _request(act: WaitingActFields, *, is_public: bool) -> dict[str, Any]:
    is_said = not (is_public and act.state is WaitingState.REFUSED)
    return {
        "id": act.id,
        "criterion": act.said["criterion"],
        "reasons": to_text(act.said["reasons"] if is_said else ""),
        "ends_on": act.said["ends_on"],
        "asked_by": act.by,
        "asked_at": to_instant(act.at),
        "granted_by": act.said["granted_by"],
        "second_by": act.said["second_by"],
        "state": act.state.value,
        "closed_by": act.closed_by,
        "closed_at": to_instant(act.closed_at) if act.closed_at else None,
        "reason": to_text(act.reason if is_said else ""),
    }


def _contest(material: Material, contest: ContestFields) -> dict[str, Any]:
    answered = None
    if contest.answered_at is not None:
        answered = {
            "text": to_text(contest.answer),
            "by": contest.answered_by,
            "at": to_instant(contest.answered_at),
        }
    return {
        "id": contest.id,
        "criterion": contest.criterion,
        "reason": to_text(contest.reason),
        "by": contest.by,
        "at": material.redactor.show_time(contest.at),
        "answered": answered,
    }


def _exception(material: Material, exception: ExceptionFields) -> dict[str, Any]:
    return {
        "id": exception.id,
        "criterion": exception.criterion,
        **{part: to_text(getattr(exception, part)) for part in CONTENT},
        "ends_on": to_day(exception.ends_on),
        "stands": exception.ends_on >= material.dated.date(),
        "granted_by": exception.granted_by,
        "second_by": exception.second_by,
        "granted_at": to_instant(exception.granted_at),
    }
