"""The role matrix, generated from the router: every route, every role, each kind of case."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI, Request
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from starlette.exceptions import HTTPException

from tests.usecases.desks import START, Scene, a_scene
from tests.web.kit import FakeWaker, an_account, client_of
from vetting.domain import commands
from vetting.domain.errors import Refusal
from vetting.domain.people import Role
from vetting.domain.rights import MAY_OPEN, Reach, Reader, Right, Standing, why_not_open
from vetting.domain.stages import CaseStatus
from vetting.usecases.accounts import make_token
from vetting.usecases.desk import Desk
from vetting.usecases.signing_in import digest_of, sign_in_with_subject
from vetting.web.app import create_app
from vetting.web.frame.guards import Guard
from vetting.web.frame.tokens import FormTokens
from vetting.web.settings import WebSettings

KINDS = ("own", "other", "protected", "closed")
"""A case of the reader; one of others; one of the reader, who has an open conflict there; a closed one."""

REFUSALS = {"not_signed_in", "not_open_to_you", "not_on_this_case", "kept_confidential", "case_closed"}
OPEN_TO_THE_MACHINE = {"/healthz", "/readyz", "/", "/static/{hash_}/{name:path}", "/api/v1/openapi.json"}
PASSED = 418
SETTINGS = WebSettings(secret=b"the secret of a test's home")


@dataclass(frozen=True)
class Route:
    """One method of one path, with its guards in the order in which they are asked."""

    method: str
    path: str
    guards: Sequence[Guard]

    @property
    def surface(self) -> str:
        first = self.path.split("/")[1]
        return first if first in ("office", "audit", "api") else "public"

    def address(self, case: str) -> str:
        filled = (
            self.path.replace("{language:language}", "en").replace("{language}", "en").replace("{case}", case)
        )
        return re.sub(r"\{[^}]*\}", "1", filled)


def list_routes(app: FastAPI) -> list[Route]:
    """Every route of the app, however deep it was included."""
    found = []
    for context in iter_route_contexts(app.routes):
        dependant = getattr(context, "dependant", None)
        guards = (
            [one.call for one in dependant.dependencies if isinstance(one.call, Guard)] if dependant else []
        )
        found += [Route(method, str(context.path), guards) for method in sorted(context.methods or ())]
    return [route for route in found if route.method != "HEAD"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A home with the four kinds of cases, and an account and a person for each role."""
    return a_home(tmp_path_factory.mktemp("matrix"))


@pytest.fixture(scope="module")
def app(desk: Desk) -> FastAPI:
    return create_app(desk, FakeWaker(), SETTINGS)


def a_home(folder: Path) -> Desk:
    desk = a_scene(folder).desk
    for role in Role:
        an_account(desk, f"ROLE-{role}", role)
    for kind in KINDS:
        scene = Scene(desk, kind).opened()
        if kind != "other":
            for role in Role:
                scene.send(commands.AssignPerson, "P-INIT", person=f"ROLE-{role}", roles=[role])
        if kind == "protected":
            for role in Role:
                scene.send(
                    commands.DeclareInterest,
                    f"ROLE-{role}",
                    declaration=f"I-{role}",
                    person=f"ROLE-{role}",
                    kind="shares",
                )
        if kind == "closed":
            scene.send(commands.WithdrawCase, reason="The office took it back.")
    return desk


def sessions_of(desk: Desk) -> dict[Role, str]:
    return {role: sign_in_with_subject(desk, f"subject-ROLE-{role}", desk.clock.now()) for role in Role}


def expected(right: Right, role: Role | None, kind: str, *, has_case: bool) -> str | None:
    """The guard's answer, read off the row of the table."""
    if right.roles is None:
        return None
    if role is None:
        return "not_signed_in"
    reaches_all = role in right.everywhere
    if right.reach is Reach.OWN_CASE and kind == "other" and not reaches_all:
        return "not_on_this_case"
    if role not in right.roles and not reaches_all:
        return "not_open_to_you"
    if not has_case or right.reach is Reach.NO_CASE:
        return None
    if right.confidential and (kind == "protected" or role is Role.INITIATOR):
        return "kept_confidential"
    return "case_closed" if right.changes and kind == "closed" else None


def test_every_route_names_a_right_of_the_table(app: FastAPI) -> None:
    bare = {route.path for route in list_routes(app) if not route.guards}
    assert bare <= OPEN_TO_THE_MACHINE
    assert {guard.right for route in list_routes(app) for guard in route.guards} <= set(MAY_OPEN)


def test_every_right_about_a_case_is_asked_of_a_path_with_a_case(app: FastAPI) -> None:
    for route in list_routes(app):
        if any(MAY_OPEN[guard.right].reach is not Reach.NO_CASE for guard in route.guards):
            assert "{case}" in route.path or MAY_OPEN[route.guards[-1].right].reach is Reach.ANY_CASE, route


@pytest.mark.slow
def test_every_route_answers_every_role_in_each_kind_of_case_as_the_table_says(
    app: FastAPI, desk: Desk
) -> None:
    secrets = sessions_of(desk)
    keys = {role: make_token(desk, f"ROLE-{role}", "matrix", [role], 1) for role in Role}
    unexpected = []
    for route in (one for one in list_routes(app) if one.guards):
        with guards_alone(app, route), client_of(app) as client:
            for role in (None, *Role):
                for kind in KINDS if "{case}" in route.path else KINDS[:1]:
                    said = ask(client, route, role and secrets[role], role and keys[role], kind)
                    wanted = first_refusal(route, role, kind)
                    if said != wanted:
                        unexpected.append((route.method, route.path, role, kind, said, wanted))
    assert unexpected == []


def first_refusal(route: Route, role: Role | None, kind: str) -> str | None:
    answers = (
        expected(MAY_OPEN[one.right], role, kind, has_case="{case}" in route.path) for one in route.guards
    )
    return next((answer for answer in answers if answer), None)


class guards_alone:  # noqa: N801 - used as a verb in a with
    """Within it, a route's guards are asked and its handler is never reached."""

    def __init__(self, app: FastAPI, route: Route) -> None:
        self._overrides, self._last = app.dependency_overrides, route.guards[-1]

    def __enter__(self) -> None:
        last = self._last

        async def ask_and_stop(request: Request) -> None:
            await last(request)
            raise HTTPException(PASSED)

        self._overrides[last] = ask_and_stop

    def __exit__(self, *_error: object) -> None:
        del self._overrides[self._last]


def ask(client: TestClient, route: Route, secret: str | None, key: str | None, kind: str) -> str | None:
    """The code of the guard's refusal; none where it let the request pass."""
    headers = {"Authorization": f"Bearer {key}"} if key and route.surface == "api" else {}
    binding = digest_of(secret) if secret and route.surface in ("office", "audit") else ""
    token = FormTokens(SETTINGS.secret).issue(f"{route.surface}|{binding}", START)
    client.cookies.clear()
    if secret:
        client.cookies.set("vetting", secret)
    data = {"token": token} if route.method == "POST" and route.surface != "api" else None
    answer = client.request(route.method, route.address(kind), data=data, headers=headers)
    if answer.status_code == 303 and "/sign-in" in answer.headers["Location"]:
        return "not_signed_in"
    return next((code for code in sorted(REFUSALS) if f'"{code}"' in answer.text), None)


CONFIDENTIAL = [name for name, right in MAY_OPEN.items() if right.confidential]


@pytest.mark.parametrize("right", CONFIDENTIAL)
@pytest.mark.parametrize("role", Role)
def test_nobody_who_is_recused_reaches_what_was_said_in_confidence(right: str, role: Role) -> None:
    reader = Reader("P-1", frozenset({role}))
    recused = Standing("C", CaseStatus.UNDER_REVIEW, frozenset({role}), is_recused=True)
    assert why_not_open(right, reader, recused) is not None


def test_who_proposed_a_case_reads_nothing_confidential_in_it_whatever_else_they_are() -> None:
    both = frozenset({Role.INITIATOR, Role.CONSULTATION_OFFICER})
    standing = Standing("C", CaseStatus.UNDER_REVIEW, both)
    refusal = why_not_open("submission.open", Reader("P-1", both), standing)
    assert refusal is not None
    assert refusal.code == "kept_confidential"


def test_nothing_is_changed_in_a_case_that_is_closed() -> None:
    roles = frozenset({Role.FOCAL_POINT})
    standing = Standing("C", CaseStatus.WITHDRAWN, roles)
    refusal = why_not_open("api.act", Reader("P-1", roles), standing)
    assert refusal == Refusal("case_closed", {"status": "withdrawn"})


def test_an_auditor_reads_over_the_api_a_case_they_have_no_part_in() -> None:
    reader = Reader("P-AUDITOR", frozenset({Role.AUDITOR}))
    assert why_not_open("api.case", reader, Standing("C", CaseStatus.TRIAGE, frozenset())) is None


@pytest.mark.parametrize("right", [name for name, right in MAY_OPEN.items() if right.roles is not None])
def test_an_account_without_a_role_opens_nothing(right: str) -> None:
    standing = Standing("C", CaseStatus.TRIAGE, frozenset())
    assert why_not_open(right, Reader("P-ADMIN", frozenset()), standing) is not None


@pytest.mark.parametrize("right", [*CONFIDENTIAL, "declaration.read"])
def test_an_auditor_opens_no_confidential_input_and_no_declaration(right: str) -> None:
    assert Role.AUDITOR not in (MAY_OPEN[right].roles or frozenset())
