"""The parties of the case: the company, who owns it, whom it works with."""

from typing import Any

from fastapi import APIRouter, Request, Response

from vetting.domain.commands import NameParty
from vetting.domain.ids import first_free
from vetting.domain.parties import WRITTEN_TO_IN, PartyRole, basis_of
from vetting.usecases.office.case_view import name_of
from vetting.web.frame import Form, Frame, Posted
from vetting.web.frame.languages import AUTONYMS
from vetting.web.office.countries import country_of
from vetting.web.office.home import lines_of
from vetting.web.office.pages import Visit, visit


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}")

    @routes.get("/parties", dependencies=[frame.guard("case.read")])
    def show_parties(request: Request, case: str) -> Response:
        seen = visit(frame, request, case)
        return _show(seen, Form(typed=_typed(seen, request.query_params.get("change", ""))))

    @routes.post("/parties", dependencies=[frame.guard("case.act")])
    def name_party(request: Request, post: Posted, case: str) -> Response:
        seen = visit(frame, request, case, post)
        fields = _fields(seen)
        if seen.form.is_valid and seen.send(NameParty, fields):
            return seen.back("/parties", "party")
        return _show(seen, seen.form)

    return routes


def _show(seen: Visit, form: Form) -> Response:
    asked = next((one for one in seen.view.dossier.parties if one.id == form.value("party")), None)
    return seen.show(
        "papers/parties.html",
        form,
        based_on=basis_of(asked),
        parties=[(one, name_of("party_role", one.role.value)) for one in seen.view.dossier.parties],
        roles=[(one.value, name_of("party_role", one.value)) for one in PartyRole],
        languages=[
            ("", "English, where nothing is chosen"),
            *((one, AUTONYMS[one]) for one in WRITTEN_TO_IN),
        ],
        why_not=seen.view.why_not(NameParty),
    )


def _typed(seen: Visit, party: str) -> dict[str, list[str]]:
    """The party to be changed, as if it had been typed."""
    found = next((one for one in seen.view.dossier.parties if one.id == party), None)
    if found is None:
        return {}
    said = {"party": found.id, "role": found.role.value, "name": found.name, "country": found.country}
    said |= {
        "registration": found.registration,
        "note": found.note,
        "identifiers": " ".join(found.identifiers),
    }
    said |= {
        "language": found.language,
        "aliases": "\n".join(found.aliases),
        "former_names": "\n".join(found.former_names),
    }
    return {name: [text] for name, text in said.items()}


def _fields(seen: Visit) -> dict[str, Any]:
    form, taken = seen.form, {one.id for one in seen.view.dossier.parties}
    return {
        "party": form.value("party") if form.value("party") in taken else first_free("party-", taken),
        "role": form.choice("role", [one.value for one in PartyRole], missing="Choose what the party is."),
        "name": form.text("name", missing="Give the legal name, in its own script.", longest=300),
        "country": country_of(form, "country"),
        "registration": form.text("registration", longest=300),
        "identifiers": form.text("identifiers").split(),
        "aliases": lines_of(form.text("aliases")),
        "former_names": lines_of(form.text("former_names")),
        "note": form.text("note"),
        "language": form.value("language") if form.value("language") in WRITTEN_TO_IN else "",
        "based_on": form.value("based_on"),
    }
