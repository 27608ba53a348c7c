"""People on the case, their roles, and the interests they declare."""

import re
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from vetting.domain.commands import AssignPerson, ClassDeclaration, DeclareInterest
from vetting.domain.errors import NotFound
from vetting.domain.ids import first_free
from vetting.domain.interests import ConflictClass, Mitigation
from vetting.domain.people import Role
from vetting.usecases.casefile.scalars import IDENT
from vetting.usecases.conflicts import list_conflicts
from vetting.usecases.office.case_view import name_of
from vetting.usecases.office.papers import list_people
from vetting.usecases.staffing import list_staffing
from vetting.web.frame import Frame, Posted
from vetting.web.office.pages import WRONG_DAY, Visit, visit

DETAIL = ("entity", "what", "amount", "relation")
CLASSES = tuple(
    (one.value, name_of("conflict", one.value)) for one in ConflictClass if one is not ConflictClass.UNCLASSED
)
ASSIGNABLE = tuple(role for role in Role if role is not Role.SYSTEM)


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}")

    @routes.get("/people", dependencies=[frame.guard("case.read")])
    def show_people(request: Request, case: str) -> Response:
        return _show(visit(frame, request, case))

    @routes.get("/staffing", dependencies=[frame.guard("case.read")])
    def show_staffing(request: Request, case: str) -> Response:
        seen = visit(frame, request, case)
        return seen.show("papers/staffing.html", staffing=list_staffing(frame.desk, case), name_of=name_of)

    @routes.post("/people", dependencies=[frame.guard("case.act")])
    def assign(request: Request, post: Posted, case: str) -> Response:
        return _assign(visit(frame, request, case, post))

    @routes.post("/interests", dependencies=[frame.guard("case.act")])
    def declare(request: Request, post: Posted, case: str) -> Response:
        return _declare(visit(frame, request, case, post))

    @routes.get("/interests/{declaration}", dependencies=[frame.guard("case.read")])
    def show_interest(request: Request, case: str, declaration: str) -> Response:
        return _interest(visit(frame, request, case), declaration)

    @routes.post("/interests/{declaration}", dependencies=[frame.guard("case.act")])
    def class_declaration(request: Request, post: Posted, case: str, declaration: str) -> Response:
        return _class(visit(frame, request, case, post), declaration)

    return routes


def _show(seen: Visit) -> Response:
    view = seen.view
    return seen.show(
        "papers/people.html",
        people=list_people(seen.frame.desk, view),
        conflicts=list_conflicts(seen.frame.desk, view.id, view.person),
        roles=[(one.value, name_of("role", one.value)) for one in ASSIGNABLE],
        kinds=_kinds(seen),
        why_not_assign=view.why_not(AssignPerson),
        why_not_declare=view.why_not(DeclareInterest),
        why_not_class=view.why_not(ClassDeclaration),
        show_class=lambda code: name_of("conflict", code),
    )


def _kinds(seen: Visit) -> list[tuple[str, str]]:
    kinds = seen.view.appraisal.pack.lists.get("interest_kinds", {})
    listed = [(str(one), str(kinds[one])) for one in kinds] if isinstance(kinds, Mapping) else []
    return [("none", "I have no interest to declare"), *(one for one in listed if one[0] != "none")]


def _assign(seen: Visit) -> Response:
    form = seen.form
    person = form.text("person", missing="Give the id of the person, such as P-LEGAL.", longest=40)
    if person and not re.search(IDENT, person):
        form.refuse("person", "Write the id with letters, digits, dots and hyphens alone, such as P-LEGAL.")
    roles = form.choices("roles", [one.value for one in ASSIGNABLE])
    if not roles:
        form.refuse("roles", "Tick at least one role.")
    if form.is_valid:
        said = {"person": person, "roles": roles, "title": form.text("title", longest=200)}
        if seen.send(AssignPerson, said):
            return seen.back("/people", "person")
    return _show(seen)


def _declare(seen: Visit) -> Response:
    form, view = seen.form, seen.view
    kinds = [one for one, _ in _kinds(seen)]
    kind = form.choice("kind", kinds, missing="Say whether there is an interest, and of which kind.")
    if kind not in ("", "none"):
        form.text("what", missing="Say what the interest is; the ethics focal point alone reads it.")
    said: dict[str, Any] = {
        "declaration": first_free(f"D-{view.person[:30]}-", {one.id for one in view.dossier.declarations}),
        "person": view.person,
        "kind": kind,
        "starts_on": form.day("starts_on", wrong=WRONG_DAY),
        "ends_on": form.day("ends_on", wrong=WRONG_DAY),
        **{name: form.text(name, longest=2000) for name in DETAIL},
    }
    if form.is_valid and seen.send(DeclareInterest, said):
        return seen.back("/people", "interest")
    return _show(seen)


def _interest(seen: Visit, declaration: str) -> Response:
    conflicts = list_conflicts(seen.frame.desk, seen.view.id, seen.view.person)
    line = next((one for one in conflicts["individual"] if one["id"] == declaration), None)
    if line is None:
        raise NotFound("declaration", declaration)
    return seen.show(
        "papers/interest.html",
        line=line,
        classes=CLASSES,
        mitigations=[("", "None"), *((one.value, name_of("mitigation", one.value)) for one in Mitigation)],
        show_class=lambda code: name_of("conflict", code),
        why_not_class=seen.view.why_not(ClassDeclaration),
    )


def _class(seen: Visit, declaration: str) -> Response:
    form = seen.form
    conflict = form.choice("conflict", [one for one, _ in CLASSES], missing="Choose the class.")
    said: dict[str, Any] = {
        "declaration": declaration,
        "conflict": conflict,
        "mitigation": form.value("mitigation"),
        "mitigation_ends_on": form.day("mitigation_ends_on", wrong=WRONG_DAY),
        "reason": form.text("reason", longest=2000),
    }
    if form.is_valid and seen.send(ClassDeclaration, said):
        return seen.back("/people", "class")
    return _interest(seen, declaration)
