"""The decision room: votes and the signature, after everything the rules computed has been shown."""

from typing import Any

from fastapi import APIRouter, Request, Response

from vetting.domain.commands import CastVote, ConditionText, Decide, ReopenCase, WithdrawCase
from vetting.domain.decisions import Ballot, Outcome
from vetting.usecases.office.case_view import name_of, person_in_words
from vetting.usecases.office.deciding import DecisionRoom, view_decision_room
from vetting.usecases.office.overview import view_overview
from vetting.usecases.office.signers import offer_signers
from vetting.web.frame import Form, Frame, Posted
from vetting.web.office.home import lines_of
from vetting.web.office.pages import WRONG_DAY, Visit, visit

DRAFT = "decision"
OWN = (1, 2, 3)
OWN_PARTS = {
    "text": "what it requires",
    "owner": "who owns it",
    "due": "when it is due",
    "test": "how it is tested",
    "consequence": "what follows if it is not met",
}
"""The parts of a condition of one's own, with what each says."""


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}")

    @routes.get("/decision", dependencies=[frame.guard("case.read")])
    def show_room(request: Request, case: str) -> Response:
        seen = visit(frame, request, case)
        return _room(seen, seen.draft_of(DRAFT))

    @routes.post("/votes", dependencies=[frame.guard("case.act"), frame.signature()])
    def vote(request: Request, post: Posted, case: str) -> Response:
        return _vote(visit(frame, request, case, post))

    @routes.post("/decision", dependencies=[frame.guard("case.act"), frame.signature("draft")])
    def decide(request: Request, post: Posted, case: str) -> Response:
        return _decide(visit(frame, request, case, post))

    @routes.post("/closing", dependencies=[frame.guard("case.act")])
    def close(request: Request, post: Posted, case: str) -> Response:
        return _close(visit(frame, request, case, post))

    return routes


def _vote(seen: Visit) -> Response:
    form = seen.form
    ballot = form.choice("ballot", [one.value for one in Ballot], missing="Choose how you vote.")
    if form.is_valid:
        said = {"ballot": ballot, "dissent": form.text("dissent")}
        if seen.send(CastVote, said, {"open_conflict": "ballot"}):
            return seen.back("/decision", "vote")
    return _room(seen, form)


def _decide(seen: Visit) -> Response:
    if seen.wants_draft:
        seen.keep_draft(DRAFT)
        return seen.back("/decision", "draft")
    fields = _decision(seen.form, view_decision_room(seen.view))
    if seen.form.is_valid and seen.send(Decide, fields, _FIELDS):
        seen.drop_draft(DRAFT)
        return seen.back("/decision", "decision")
    return _room(seen, seen.form)


def _close(seen: Visit) -> Response:
    reason = seen.form.text("reason", missing="Give the reason.")
    what = ReopenCase if seen.form.value("act") == "reopen" else WithdrawCase
    if seen.form.is_valid and seen.send(what, {"reason": reason}):
        return seen.back("", "closing")
    return _room(seen, seen.form)


def _decision(form: Form, room: DecisionRoom) -> dict[str, Any]:
    outcomes = [one.outcome for one in room.outcomes]
    outcome = form.choice("outcome", outcomes, missing="Choose the outcome.")
    return {
        "outcome": Outcome(outcome) if outcome else Outcome.UNDETERMINED,
        "summary": form.text("summary", missing="Give the reason in a few sentences."),
        "reasons": {
            one.criterion: text
            for one in room.reasons_needed
            if (text := form.text(f"reason-{one.criterion}"))
        },
        "benefits": form.text("benefits"),
        "precedents": [_precedent(one) for one in lines_of(form.text("precedents"))],
        "alternatives": lines_of(form.text("alternatives")),
        "valid_until": form.day("valid_until", wrong=WRONG_DAY),
        "re_review_on": form.day("re_review_on", wrong=WRONG_DAY),
        "plan_signed_by": form.value("plan_signed_by") or None,
        "risk_signed_by": form.value("risk_signed_by") or None,
        "departure_reason": form.text("departure_reason"),
        "second_by": form.value("second_by") or None,
        "conditions": _conditions(form, room),
    }


def _precedent(line: str) -> dict[str, str]:
    """One earlier record, whether this decision is the same, and why."""
    record, _, rest = line.partition(";")
    same, _, why = rest.partition(";")
    return {"record": record.strip(), "same": same.strip(), "why": why.strip()}


def _conditions(form: Form, room: DecisionRoom) -> list[ConditionText]:
    offered = [*room.conditions, *room.other_conditions]
    ticked = set(form.values("conditions"))
    return [
        ConditionText(
            id=one.id,
            due_on=form.day(f"due-{one.id}", wrong=WRONG_DAY),
            criteria=[]
            if one.criteria
            else form.text(f"criteria-{one.id}").replace(",", " ").upper().split(),
        )
        for one in offered
        if one.id in ticked
    ] + [own for number in OWN if (own := _own_condition(form, number))]


def _own_condition(form: Form, number: int) -> ConditionText | None:
    """A condition that no template has: every part of it is needed, and what it answers."""
    said = {name: form.text(f"own-{number}-{name}", longest=2000) for name in OWN_PARTS}
    if not any(said.values()):
        return None
    for name, label in OWN_PARTS.items():
        if not said[name]:
            form.refuse(
                f"own-{number}-{name}", f"A condition of your own needs all its parts. Write {label}."
            )
    criteria = form.text(f"own-{number}-criteria", longest=500).replace(",", " ").upper().split()
    if not criteria:
        form.refuse(
            f"own-{number}-criteria", "Name the questions that the condition answers, such as HRI-17."
        )
    return ConditionText.model_validate({"id": f"own-{number}", "criteria": criteria, **said})


_FIELDS = {
    "outcome_not_admissible": "outcome",
    "departure_without_reason": "departure_reason",
    "second_signature_missing": "second_by",
    "signed_by_one": "risk_signed_by",
    "condition_missing": "conditions",
    "condition_without_source": "conditions",
}
"""Beside which field each refusal of a decision stands."""


def _room(seen: Visit, form: Form) -> Response:
    view, decision = seen.view, seen.view.dossier.decision
    room = view_decision_room(view)
    return seen.show(
        "case/decision.html",
        form,
        room=room,
        overview=view_overview(view),
        outcome_options=[(one.outcome, one.name, one.because) for one in room.outcomes if one.is_admissible],
        condition_options=[
            (one.id, one.text, ", ".join(one.criteria)) for one in (*room.conditions, *room.other_conditions)
        ],
        ballots=[(one.value, name_of("vote", one.value)) for one in Ballot],
        signers=offer_signers(view, Decide, with_reader=True),
        others=offer_signers(view, Decide),
        own=OWN,
        conditions_set=view.dossier.conditions,
        outcome_name=name_of("outcome", decision.outcome.value) if decision else "",
        decided_by=person_in_words(view, decision.decided_by) if decision else "",
        why_not_withdraw=view.why_not(WithdrawCase),
        why_not_reopen=view.why_not(ReopenCase),
    )
