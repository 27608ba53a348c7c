"""The figures of taking part and of the register, through the pages as they are served."""

import http.client
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import cast

from tests.bench.figures import Figure, Sample, Unit
from tests.usecases.desks import a_scene
from tests.web.served import a_served_home, cpu_seconds, post, served, some_forms
from vetting.adapters.store import SqlWork
from vetting.adapters.tables import CaseRow, DecisionRow
from vetting.adapters.tables_of_parties import PartyRow
from vetting.domain.decisions import Outcome
from vetting.domain.parties import PartyRole
from vetting.domain.stages import CaseStatus

CLIENTS, EACH = 50, 12
CASES, LOOKS = 10_000, 40
P95 = 0.95


def figures() -> list[Figure]:
    """Submissions a second, how long one waits among fifty, what one costs; and a page of a large register.

    Server and submitters share the machine, so what the submitters take of it is told as well.
    """
    rush, register = _Rush(), _Register()
    return [
        Figure(
            "submissions: durable a second, 50 clients",
            Unit.RATE,
            rush.rate,
            150,
            by_wall=True,
            at_least=True,
        ),
        Figure(
            "submissions: what 95 of 100 wait at most, 50 clients", Unit.SECONDS, rush.wait, 1, by_wall=True
        ),
        Figure("submissions: processor time of the server", Unit.MILLISECONDS, rush.cost),
        Figure("submissions: processor time of the submitters", Unit.MILLISECONDS, rush.own_cost),
        Figure(
            "register: what 95 of 100 wait at most, 10,000 cases",
            Unit.SECONDS,
            register.wait,
            0.3,
            by_wall=True,
        ),
    ]


class _Rush:
    """Fifty submitters at once, each of whom has sent one form before the clock runs; one rush gives all figures."""

    def __init__(self) -> None:
        self._given: dict[str, Sample] = {}

    def rate(self) -> Sample:
        self._given = self._run()
        return self._given["rate"]

    def wait(self) -> Sample:
        return self._given["wait"]

    def cost(self) -> Sample:
        return self._given["cost"]

    def own_cost(self) -> Sample:
        return self._given["own_cost"]

    def _run(self) -> dict[str, Sample]:
        with tempfile.TemporaryDirectory() as folder:
            desk = a_served_home(Path(folder))
            bodies = [body for _, body in some_forms(desk, CLIENTS * (1 + EACH))]
            with served(Path(folder)) as (port, child), ThreadPoolExecutor(CLIENTS) as pool:
                _send_all(pool, port, bodies[:CLIENTS])
                before, began, own = cpu_seconds(child.pid), time.perf_counter(), time.process_time()
                waits = _send_all(pool, port, bodies[CLIENTS:])
                wall, own = time.perf_counter() - began, time.process_time() - own
                cpu = cpu_seconds(child.pid) - before
        slow, done = _p95(waits), len(waits)
        cost = Sample(cpu, wall, done)
        return {"rate": cost, "wait": Sample(slow, slow), "cost": cost, "own_cost": Sample(own, wall, done)}


class _Register:
    """A register of ten thousand cases, read page by page and searched; no page is asked for twice."""

    @cached_property
    def _home(self) -> Path:
        self._folder = tempfile.TemporaryDirectory()
        scene = a_scene(Path(self._folder.name)).opened()
        with scene.desk.work() as work:
            _fill(cast("SqlWork", work))
            work.commit()
        return Path(self._folder.name)

    def wait(self) -> Sample:
        with served(self._home) as (port, _), closing(_connect(port)) as connection:
            _look(connection, "/en/help")  # a first page loads the templates
            waits = [_look(connection, _page_of_register(number)) for number in range(LOOKS)]
        slow = _p95(waits)
        return Sample(slow, slow)


def _page_of_register(number: int) -> str:
    return f"/en/?page={1 + number * 10}" if number % 2 else f"/en/?words=company+{29 + number}"


def _look(connection: http.client.HTTPConnection, path: str) -> float:
    """How long a page took to come whole."""
    began = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    if answer.status != http.HTTPStatus.OK:
        raise AssertionError("A page did not come.")
    return time.perf_counter() - began


def _connect(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=60)


def _fill(work: SqlWork) -> None:
    session, outcomes = work._session, list(Outcome)
    began = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(CASES):
        status = list(CaseStatus)[number % len(CaseStatus)]
        session.add(CaseRow(
            id=f"c{number}", title=f"Case {number} about translation", initiating_office="Office", prospect="p",
            pack="x", pack_hash="y", opened_by="P", opened_at=began + timedelta(hours=number), status=status,
            filed=number))  # fmt: skip
    session.flush()
    for number in range(CASES):
        session.add(PartyRow(case=f"c{number}", id="p", role=PartyRole.PROSPECT,
                             name=f"Company {number % 3000}", filed=number))  # fmt: skip
        if number % 3 == 0:
            outcome = outcomes[number % len(outcomes)]
            session.add(DecisionRow(case=f"c{number}", outcome=outcome, suggested=outcome, decided_by="P",
                                    decided_at=began, filed=number))  # fmt: skip


def _send_all(pool: ThreadPoolExecutor, port: int, bodies: list[bytes]) -> list[float]:
    """How long each form waited where all submitters send at once."""
    shares = [bodies[first::CLIENTS] for first in range(CLIENTS)]
    return [one for many in pool.map(lambda share: _send(port, share), shares) for one in many]


def _send(port: int, bodies: list[bytes]) -> list[float]:
    """How long each form waited for its acknowledgement."""
    connection = _connect(port)
    waits = []
    for body in bodies:
        began = time.perf_counter()
        if not post(connection, body):
            raise AssertionError("A form was not acknowledged.")
        waits.append(time.perf_counter() - began)
    connection.close()
    return waits


def _p95(waits: list[float]) -> float:
    return statistics.quantiles(waits, n=100)[int(P95 * 100) - 1]
