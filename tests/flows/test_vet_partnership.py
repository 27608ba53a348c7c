"""The flow on a Prefect server for tests: each stage is one task, and what Prefect sees are opaque ids."""

import asyncio
import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import TaskRunFilter, TaskRunFilterFlowRunId
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.testing.utilities import prefect_test_harness

from flows import rescreen as rescreening
from flows import sweep as sweeping
from flows import vet_partnership as flow_module
from flows.vet_partnership import TASKS, vet_partnership
from tests.usecases.desks import CASE, Scene, a_scene
from tests.usecases.lists_of_home import ODA, load
from vetting.domain import commands
from vetting.domain.stages import Step

pytestmark = [
    pytest.mark.slow,
    # Prefect's client leaves the connections of each event loop to the garbage collector.
    pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:unclosed event loop:ResourceWarning"),
]


@pytest.fixture(scope="module", autouse=True)
def _server() -> Iterator[None]:
    with (
        prefect_test_harness(server_startup_timeout=600),
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),  # a thread of a second's pace
    ):
        yield


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    monkeypatch.setenv("VETTING_HOME", str(tmp_path))
    flow_module._desk.cache_clear()
    yield a_scene(tmp_path).opened().answered()
    flow_module._desk.cache_clear()
    gc.collect()  # here, where what Prefect left open is expected


def run(case: str) -> tuple[list[str], dict[str, Any], list[str]]:
    """Run the flow: what it says, the parameters that Prefect saw, and the names of its task runs in order."""

    async def run_and_look() -> tuple[list[str], dict[str, Any], list[str]]:
        state: Any = await cast("Any", vet_partnership)(case, return_state=True)
        told = await state.result()
        flow_run_id = state.state_details.flow_run_id
        async with get_client() as client:
            flow_run = await client.read_flow_run(flow_run_id)
            mine = TaskRunFilter(flow_run_id=TaskRunFilterFlowRunId(any_=[flow_run_id]))
            wanted = len(set(told) - {"intake", "busy"})
            task_runs = await client.read_task_runs(task_run_filter=mine)
            for _ in range(2400):  # the server writes them down a moment after they ran
                if len(task_runs) >= wanted:
                    break
                await asyncio.sleep(0.1)
                task_runs = await client.read_task_runs(task_run_filter=mine)
        began = sorted(task_runs, key=lambda one: str(one.start_time or one.created))
        return told, flow_run.parameters, [one.name.rpartition("-")[0] for one in began]

    return asyncio.run(run_and_look())


def test_each_stage_but_intake_is_one_task_under_its_name() -> None:
    assert {step: cast("Any", one).name for step, one in TASKS.items()} == {
        step: step.value for step in Step if step is not Step.INTAKE
    }


def test_the_flow_walks_a_case_stage_by_stage_and_a_second_run_changes_nothing(scene: Scene) -> None:
    told, parameters, tasks = run(CASE)
    early = [step.value for step in Step if step is not Step.RECORD]
    assert told == early
    assert parameters == {"case": CASE}
    assert tasks == early[1:]
    scene.decide("approve", plan_signed_by="P-HEAD", risk_signed_by="P-HQ")
    told, _, tasks = run(CASE)
    assert (told, tasks) == (["decision", "record"], ["decision", "record"])
    before = scene.dossier()
    assert run(CASE) == ([], {"case": CASE}, [])
    assert scene.dossier() == before


def test_the_flow_and_the_direct_engine_leave_the_same_log(scene: Scene, tmp_path: Path) -> None:
    run(CASE)
    direct = a_scene(tmp_path / "direct").opened().answered()
    direct.advance()
    assert scene.events() == direct.events()


def test_a_case_that_another_process_holds_is_left_to_it(scene: Scene) -> None:
    with scene.desk.work() as work:
        work.take_lease(CASE, "elsewhere.example:1:1", flow_module._desk().clock.now(), 300)
        work.commit()
    assert run(CASE) == (["busy"], {"case": CASE}, [])


def test_the_sweep_sends_off_each_case_that_is_due_by_its_id_alone(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[str, dict[str, Any]]] = []

    async def note(name: str, *, parameters: dict[str, str], **_: Any) -> None:
        sent.append((name, parameters))

    monkeypatch.setattr(sweeping, "arun_deployment", note)
    assert asyncio.run(sweeping.sweep()) == [CASE]
    assert sent == [(sweeping.DEPLOYMENT, {"case": CASE})]
    scene.advance()
    assert asyncio.run(sweeping.sweep()) == []


def test_screening_again_is_one_task_a_case_and_names_those_in_which_something_came_up(
    scene: Scene,
) -> None:
    scene.send(commands.NameParty, party="oda", role="owner", name="Oda Vantari")
    scene.advance()
    rescreening._desk.cache_clear()
    load(scene, ODA)
    assert rescreening.rescreen() == [CASE]
    assert rescreening.rescreen() == []
    assert scene.dossier().screenings[-1].found == ["M-1"]
    assert rescreening.rescreen([CASE]) == []
    rescreening._desk.cache_clear()
