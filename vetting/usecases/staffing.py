"""Staffing: who is needed from here to the decision, who is there, who is missing, who is kept away and why.

Whoever has not declared yet may still take a seat, and is named with what is to be done first.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from vetting.domain.commands import JudgeMatch
from vetting.domain.decisions import why_not_sign, why_not_vote
from vetting.domain.dossier import Dossier
from vetting.domain.interests import ConflictClass, find_undeclared
from vetting.domain.people import AUTHORITY_OF, Role
from vetting.domain.permissions import CLOSED_ROLES, MAY, OF_THE_OFFICE
from vetting.domain.recusals import find_standing_judgement
from vetting.domain.screenings import find_standing_matches
from vetting.domain.sentences import to_sentence
from vetting.domain.staffing import Seat, Staffing, find_least_staffing, is_new
from vetting.domain.stages import CaseStatus
from vetting.usecases.accounts import list_without_account
from vetting.usecases.appraise import Appraisal, appraise_case
from vetting.usecases.desk import Desk
from vetting.usecases.triage import why_not_without_triage

Json = dict[str, Any]
MOST_NAMED = 3
UNDECIDED = (CaseStatus.TRIAGE, CaseStatus.UNDER_REVIEW)
ROLE_OF_ANSWERER = {
    "company": Role.COMPANY,
    "legal": Role.LEGAL,
    "dpo": Role.DPO,
    "hr_adviser": Role.HR_ADVISER,
    "consultee": Role.CONSULTATION_OFFICER,
}
"""Whose answer is asked for, where a person of that role is to be on the case."""


def list_staffing(desk: Desk, case: str) -> Json:
    """Who is needed, there, missing and kept away, as one object; raises ``NotFound``."""
    with desk.read() as work:
        appraisal = appraise_case(desk, work, case)
        today = (work.simulated_now(case) or desk.clock.now()).date()
        without_account = list_without_account(work, case)
    seats = list_seats(appraisal, today)
    staffing = find_least_staffing(seats)
    return {
        "case": case,
        "authority": {"at_least": appraisal.evaluation.authority, "could_be": could_be_authority(appraisal)},
        "least": len(staffing.people) + len(staffing.new),
        "people": staffing.people,
        "to_be_found": len(staffing.new),
        "seats": [_shown(one, staffing) for one in seats],
        "missing": [one.name for one in seats if is_new(staffing.taken[one.name])],
        "kept_away": list_kept_away(appraisal.dossier, today),
        "without_account": without_account,
    }


def could_be_authority(appraisal: Appraisal) -> int:
    """The authority the case may still come to need: that of the level it could still be."""
    evaluation = appraisal.evaluation
    level = appraisal.pack.tables["levels"][evaluation.level.could_be]
    return max(evaluation.authority, int(level.get("own_authority", 1)))


def list_seats(appraisal: Appraisal, today: date) -> list[Seat]:
    """The seats from here to the decision; none where the case is decided or closed."""
    if appraisal.dossier.case.status not in UNDECIDED:
        return []
    room = _Room(appraisal, today)
    seats = [*room.office(), *room.advisers(), *room.judges(), *room.ethics(), *room.deciders()]
    return [_apart_from_all(one, seats) if one.name == Role.COMPANY else one for one in seats]


def _apart_from_all(seat: Seat, seats: Sequence[Seat]) -> Seat:
    """The same seat, for a person who takes no other."""
    return replace(seat, apart_from=tuple(one.name for one in seats if one is not seat))


def list_kept_away(dossier: Dossier, today: date) -> list[Json]:
    """Those whose role signs or reads what is closed, and who may not now; with the sentence that says why."""
    kept = []
    for one in dossier.people:
        refusal = why_not_vote(one, dossier.declarations, today) if CLOSED_ROLES & set(one.roles) else None
        if refusal is not None:
            roles = [role.value for role in one.roles]
            kept.append({"person": one.id, "roles": roles, "because": to_sentence(refusal)})
    return kept


class _Room:
    """The people of a case, asked for each seat who of them may take it."""

    def __init__(self, appraisal: Appraisal, today: date) -> None:
        self._appraisal = appraisal
        self._dossier = appraisal.dossier
        self._today = today

    def office(self) -> Iterator[Seat]:
        """Who proposes, who works on the case, and who countersigns the triage."""
        yield self._seat("initiator", {Role.INITIATOR}, "proposes the partnership", closed=False)
        yield self._seat("focal_point", {Role.FOCAL_POINT}, "answers for the office and sends the letters")
        if why_not_without_triage(self._appraisal.pack, self._dossier):
            apart = ("initiator", "focal_point")
            why = "countersigns the triage"
            yield self._seat("countersigner", {Role.COUNTERSIGNER}, why, apart)

    def advisers(self) -> Iterator[Seat]:
        """One for each role whose answer is still asked for."""
        for role, criteria in sorted(self._asked_of().items()):
            why = f"is asked {_named(criteria)}"
            yield self._seat(role.value, {role}, why, closed=role is not Role.COMPANY)

    def judges(self) -> Iterator[Seat]:
        """Who rules on the matches that wait; a second person where "false" needs four eyes."""
        waiting = [
            one
            for one in find_standing_matches(self._dossier.matches)
            if find_standing_judgement(self._dossier, one).verdict is None
        ]
        roles = set(MAY[JudgeMatch])
        if waiting:
            yield self._seat("judge", roles, f"rules on {_named([one.id for one in waiting])}")
        if any(one.leads_to_stop for one in waiting):
            only_if = "for a match that is ruled false"
            yield self._seat("judge_second", roles, "signs second", ("judge",), only_if=only_if)

    def ethics(self) -> Iterator[Seat]:
        """The ethics focal point; a second one where the interest of an ethics focal point waits for its class."""
        waiting = {
            one.person for one in self._dossier.declarations if one.conflict is ConflictClass.UNCLASSED
        }
        undeclared = find_undeclared(self._dossier.people, self._dossier.declarations)
        if waiting or undeclared or self._asks("ethics"):
            yield self._seat("ethics", {Role.ETHICS}, "classes interests and answers for them")

    def deciders(self) -> Iterator[Seat]:
        """Who decides, who signs plan and residual risk, and who else in the cases in which they are needed."""
        now, later = self._appraisal.evaluation.authority, could_be_authority(self._appraisal)
        outside = ("initiator",)
        yield self._deciding("decider", now, outside, "")
        if later > now:
            level = self._appraisal.evaluation.level.could_be
            yield self._deciding("decider_if_higher", later, outside, f"if the level comes out {level}")
        signers = set(OF_THE_OFFICE)  # as why_not_decide has it: of the office, and not the initiator
        yield self._seat("plan", signers, "approves the plan", outside, only_if="for an approval")
        yield self._seat(
            "risk", signers, "accepts the residual risk", (*outside, "plan"), only_if="for an approval"
        )
        apart = (*outside, "decider", "decider_if_higher")
        departs = "if the decision departs from the suggestion"
        yield self._seat("second", signers, "signs second", apart, only_if=departs)

    def _deciding(self, name: str, authority: int, apart: tuple[str, ...], only_if: str) -> Seat:
        roles = {role for role, number in AUTHORITY_OF.items() if number >= authority}
        return self._seat(name, roles, f"decides, with authority {authority}", apart, only_if=only_if)

    def _seat(  # noqa: PLR0913 (one seat, as it is told)
        self,
        name: str,
        roles: set[Role],
        why: str,
        apart: tuple[str, ...] = (),
        *,
        closed: bool = True,
        only_if: str = "",
    ) -> Seat:
        may = [
            one.id
            for one in self._dossier.people
            if roles & set(one.roles)
            and not ("initiator" in apart and Role.INITIATOR in one.roles)
            and not (closed and why_not_sign(one, self._dossier.declarations, self._today))
        ]
        return Seat(name, sorted(role.value for role in roles), why, may, apart, only_if)

    def _asks(self, answerer: str) -> bool:
        return any(answerer in answered_by for _, answered_by in self._open_questions())

    def _asked_of(self) -> dict[Role, list[str]]:
        asked: dict[Role, list[str]] = {}
        for criterion, answered_by in self._open_questions():
            for answerer in answered_by:
                if answerer in ROLE_OF_ANSWERER:
                    asked.setdefault(ROLE_OF_ANSWERER[answerer], []).append(criterion)
        return asked

    def _open_questions(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        criteria = self._appraisal.pack.criteria
        for criterion in self._appraisal.evaluation.unanswered:
            yield criterion, tuple(criteria[criterion].answered_by)


def _named(ids: Sequence[str]) -> str:
    """The first of them, and whether there are more."""
    return ", ".join(ids[:MOST_NAMED]) + (" and more" if len(ids) > MOST_NAMED else "")


def _in_words(roles: Collection[str]) -> str:
    """Which roles would do, for a sentence."""
    if set(roles) == OF_THE_OFFICE:
        return "anybody of the office"
    return " or ".join(role.replace("_", " ") for role in roles)


def _shown(seat: Seat, staffing: Staffing) -> Json:
    person = staffing.taken[seat.name]
    return {
        "seat": seat.name,
        "roles": list(seat.roles),
        "who": _in_words(seat.roles),
        "why": seat.why,
        "only_if": seat.only_if,
        "person": None if is_new(person) else person,
        "new": person if is_new(person) else "",
        "could": list(seat.may),
        "apart_from": list(seat.apart_from),
    }
