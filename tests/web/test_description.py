"""The API against its own description: whatever is sent, nothing breaks, and nearly everything can be reached."""

from collections import Counter
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error

from tests.usecases.desks import Scene, a_desk
from tests.web.kit import HERE, an_account
from vetting.domain import commands
from vetting.domain.people import Role
from vetting.usecases.accounts import make_token

EXAMPLES = 12  # of each operation, each sent several times
OPERATIONS = 11
SHARE_REACHED = 0.9
OPEN = "open-case"
KNOWN = {"case": OPEN, "record": "R-1", "index": 0}
ANSWER = {"criterion": "INT-02", "answerer": "office", "value": "Work plan"}


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """A case that is open and has an interim record."""
    scene = Scene(a_desk(tmp_path), OPEN).opened().answered()
    scene.send(commands.RequestRecord)
    scene.advance()
    return scene


def tokens(scene: Scene) -> Iterator[str]:
    for ident, role in (("P-FOCAL", Role.FOCAL_POINT), ("P-AUDITOR", Role.AUDITOR)):
        an_account(scene.desk, ident, role)
        yield make_token(scene.desk, ident, "a test", [role], days=1)


@pytest.mark.slow
@pytest.mark.no_cover
def test_no_request_breaks_the_api_and_nine_of_ten_operations_can_be_reached(
    scene: Scene, app: FastAPI
) -> None:
    schema: Any = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    reached: Counter[str] = Counter()
    keys = [None, *tokens(scene)]
    for result in schema.get_all_operations():
        try_operation(result.ok(), keys, reached)
    got = [label for label, count in reached.items() if count]
    assert len(reached) == OPERATIONS
    assert len(got) / len(reached) >= SHARE_REACHED, sorted(set(reached) - set(got))


def call(case: Any, key: str | None) -> bool:
    """Send a request; whether it was answered with what was asked for."""
    who = {"Authorization": f"Bearer {key}"} if key else {}
    response = case.call(headers={"Host": urlsplit(HERE).netloc, **who})
    case.validate_response(response, checks=[not_a_server_error])
    return bool(response.status_code < HTTPStatus.MULTIPLE_CHOICES)


def try_operation(operation: Any, keys: Sequence[str | None], reached: Counter[str]) -> None:
    """Send made-up requests of one operation, as they are and with ids that are there."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def send(case: Any) -> None:
        for key in keys:
            reached[operation.label] += call(case, key)
            case.path_parameters = {name: KNOWN[name] for name in case.path_parameters or {}}
            reached[operation.label] += call(case, key)
            if case.method == "POST":
                case.body = ANSWER
                reached[operation.label] += call(case, key)

    send()
