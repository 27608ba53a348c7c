"""An advance: steps in order, one owner at a time, gates and silence; a pass that stops keeps what was committed."""

import asyncio
import dataclasses
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.usecases.desks import CASE, START, Scene, a_scene
from vetting.domain import commands
from vetting.domain.errors import LeaseLost, NotFound
from vetting.domain.gates import GateState
from vetting.domain.replies import ReplyState
from vetting.domain.stages import CaseStatus, Step
from vetting.usecases import advance as advancing
from vetting.usecases.advance import Advanced, advance, claim_due, lapse_gates
from vetting.usecases.kept import Lease
from vetting.usecases.steps import next_step, perform_step

ELSEWHERE = "elsewhere.example:1:1"  # nobody on this machine can ask whether it lives
EARLY = [step for step in Step if step is not Step.RECORD]


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened()


def take(scene: Scene, owner: str, seconds: int = 300) -> Lease:
    with scene.desk.work() as work:
        lease = work.take_lease(CASE, owner, scene.now, seconds)
        work.commit()
    assert lease is not None
    return lease


def steps_done(scene: Scene) -> list[tuple[Step, int]]:
    return [(one.step, one.number) for one in scene.dossier().steps]


def gates(scene: Scene) -> dict[str, GateState]:
    return {gate.key: gate.state for gate in scene.dossier().gates}


def run_with(scene: Scene, run_step: Callable[[Lease, Step], object]) -> Advanced:
    return asyncio.run(advance(scene.desk, CASE, run_step))


# -------------------------------------------------------------------------------------------- the steps


def test_the_first_pass_does_every_step_in_order_and_writes_no_record(scene: Scene) -> None:
    assert scene.advance() == Advanced(CASE, tuple(EARLY))
    assert steps_done(scene) == [(step, 1) for step in EARLY]
    with scene.desk.read() as work:
        assert list(work.list_records(CASE)) == []


def test_a_second_pass_does_nothing(scene: Scene) -> None:
    scene.answered().advance()
    before = scene.dossier()
    assert scene.advance() == Advanced(CASE)
    assert scene.dossier() == before


def test_an_act_makes_due_the_steps_that_read_it_and_no_other(scene: Scene) -> None:
    scene.answered().advance()
    scene.answer("HRI-01", 4, answerer="hr_adviser")
    assert scene.advance().steps == (Step.HUMAN_RIGHTS, Step.DATA_TERMS)  # deeper, and so PDT-01 is asked
    scene.answer("PDT-01", "Names and languages", answerer="dpo")
    assert scene.advance().steps == (Step.DATA_TERMS,)


def test_an_answer_that_changes_no_finding_makes_no_step_due(scene: Scene) -> None:
    scene.answered().advance()
    scene.answer("INT-02", "Another text of the same mandate")
    assert scene.advance().steps == ()


def test_a_plain_function_and_a_coroutine_run_the_same_steps(tmp_path: Path) -> None:
    plain, waiting = (a_scene(tmp_path / name).opened().answered() for name in ("plain", "waiting"))

    async def run_step(lease: Lease, step: Step) -> bool:
        await asyncio.sleep(0)
        return perform_step(waiting.desk, lease, step)

    assert run_with(waiting, run_step) == plain.advance()
    assert waiting.events() == plain.events()


def test_a_step_that_is_not_due_is_not_done(scene: Scene) -> None:
    lease = take(scene, scene.desk.owner)
    assert not perform_step(scene.desk, lease, Step.DECISION)
    assert perform_step(scene.desk, lease, Step.INTAKE)
    assert not perform_step(scene.desk, lease, Step.INTAKE)
    assert steps_done(scene) == [(Step.INTAKE, 1)]


def test_the_facts_of_an_evaluation_are_logged_once_in_clear_and_kept(scene: Scene) -> None:
    scene.answered().advance()
    evaluated = [line for line in scene.dossier().log if line.event == "CaseEvaluated"]
    assert len(evaluated) == 1
    fields = evaluated[0].fields
    assert fields["facts"] == {
        "answers": {
            "ENT-01": ["given"],
            "EXC-01": ["no"],
            "HRI-01": [1],
            "INT-01": ["no"],
            "INT-02": ["given"],
        },
        "case": scene.dossier().case.settings,
    }
    with scene.desk.read() as work:
        kept = work.find_evaluation(str(fields["facts_hash"]), str(fields["pack_hash"]))
    assert kept is not None
    assert '"at_least":"low"' in kept.result


def test_triage_is_left_once_the_depth_is_settled(scene: Scene) -> None:
    scene.advance()
    assert scene.dossier().case.status is CaseStatus.TRIAGE
    scene.answered().advance()
    scene.answer("HRI-01", 4, answerer="hr_adviser").advance()
    moves = [line.fields for line in scene.dossier().log if line.event == "CaseMoved"]
    assert moves == [{"status": "triage", "to": "under_review"}]
    assert scene.dossier().case.status is CaseStatus.UNDER_REVIEW


def test_the_depth_that_was_reached_never_falls(scene: Scene) -> None:
    scene.answered(HRI_01=4).advance()
    scene.answer("HRI-01", 1, answerer="hr_adviser").advance()
    assert scene.dossier().case.settings["depth_before"] == "enhanced"


def test_a_finding_cites_the_answers_it_rests_on(scene: Scene) -> None:
    scene.with_evidence().answered(INT_01=None).answer("INT-01", "yes", evidence=["E-1"]).advance()
    floor, condition = (one for one in scene.dossier().findings if one.criterion == "INT-01")
    assert (floor.id, floor.effect, floor.basis, floor.kind) == (
        "F-INT-01-1",
        "floor(moderate)",
        "answered",
        "floor",
    )
    assert (floor.read, floor.evidence, floor.answered_by, floor.answered_at) == (
        {"INT-01": "yes"},
        ["E-1"],
        ["P-FOCAL"],
        START,
    )
    assert (condition.id, condition.effect) == ("F-INT-01-2", "condition(tell-people)")


# -------------------------------------------------------------------------------------------- the lease


def test_a_case_that_another_process_holds_is_left_alone(scene: Scene) -> None:
    take(scene, ELSEWHERE)
    before = scene.size()
    assert scene.advance() == Advanced(CASE, busy=True)
    assert scene.size() == before


def test_a_lease_that_ran_out_is_taken_over(scene: Scene) -> None:
    take(scene, ELSEWHERE, seconds=60)
    scene.wait(minutes=2)
    assert scene.advance().steps == tuple(EARLY)


def test_a_step_whose_lease_was_lost_keeps_nothing(scene: Scene) -> None:
    lost = take(scene, scene.desk.owner, seconds=60)
    scene.wait(minutes=2)
    take(scene, ELSEWHERE)
    before = scene.size()
    with pytest.raises(LeaseLost, match="Another process advances the case meridian now"):
        perform_step(scene.desk, lost, Step.INTAKE)
    with pytest.raises(LeaseLost):
        lapse_gates(scene.desk, lost)
    assert (scene.size(), steps_done(scene)) == (before, [])


def test_a_pass_that_loses_its_lease_keeps_what_was_committed_and_another_goes_on(scene: Scene) -> None:
    def lose_after_two(lease: Lease, step: Step) -> bool:
        if step is Step.CONFLICT_OF_INTEREST:
            scene.wait(minutes=10)
            take(scene, ELSEWHERE, seconds=60)
        return perform_step(scene.desk, lease, step)

    with pytest.raises(LeaseLost):
        run_with(scene, lose_after_two)
    assert steps_done(scene) == [(Step.INTAKE, 1), (Step.SCREENING, 1)]
    assert scene.advance().busy  # giving back a lost lease does not free the case
    scene.wait(minutes=2)
    assert scene.advance().steps == tuple(EARLY[2:])


def test_a_pass_that_fails_gives_its_lease_back(scene: Scene) -> None:
    def fail(_lease: Lease, _step: Step) -> None:
        raise RuntimeError("outside")

    with pytest.raises(RuntimeError):
        run_with(scene, fail)
    assert scene.advance().steps == tuple(EARLY)


def test_a_case_that_is_not_there_is_named(scene: Scene) -> None:
    with pytest.raises(NotFound, match=r"There is no case with the id nobody\."):
        Scene(scene.desk, "nobody").advance()


# ----------------------------------------------------------------------------------------------- gates


def test_an_unknown_opens_its_gate_and_an_answer_closes_it_and_a_doubt_opens_it_again(scene: Scene) -> None:
    scene.answered(INT_02="unknown").advance()
    assert gates(scene) == {"INT-02:gate(evidence)": GateState.OPEN}
    scene.wait(days=1)
    scene.answer("INT-02", "Work plan").advance()
    [gate] = scene.dossier().gates
    assert (gate.state, gate.closed_at, gate.owner) == (
        GateState.ANSWERED,
        START + timedelta(days=1),
        "office",
    )
    scene.wait(days=1)
    scene.answer("INT-02", "unknown").advance()
    [gate] = scene.dossier().gates
    assert (gate.state, gate.opened_at, gate.closed_at) == (GateState.OPEN, START + timedelta(days=2), None)


def test_an_open_gate_keeps_its_day_of_opening(scene: Scene) -> None:
    scene.answered(INT_02="unknown").advance()
    scene.wait(days=3)
    scene.answer("INT-01", "yes").advance()
    [gate] = scene.dossier().gates
    assert (gate.opened_at, gate.because) == (START, "Which mandate does it serve?")


def a_letter(scene: Scene) -> Scene:
    scene.answered(ENT_01="unknown").send(
        commands.SendLetter, letter="L-1", due=date(2026, 3, 30), questions=["Who?"]
    )
    return scene


def test_a_case_says_when_to_look_again_at_its_next_reminder_or_closing(scene: Scene) -> None:
    closes = datetime(2026, 3, 30, 23, 59, 59, tzinfo=UTC)
    looks = [a_letter(scene).advance().wake_at]
    while looks[-1] is not None:
        assert (due_at(scene, looks[-1] - timedelta(seconds=1)), due_at(scene, looks[-1])) == ([], [CASE])
        scene.wait_until(looks[-1])
        looks.append(scene.advance().wake_at)
    assert looks == [closes - timedelta(days=7), closes - timedelta(days=1), closes, None]


def due_at(scene: Scene, at: datetime) -> list[str]:
    with scene.desk.read() as work:
        return list(work.list_due(at))


def test_a_pass_that_fails_is_tried_again_in_a_minute(scene: Scene) -> None:
    def fail(_lease: Lease, _step: Step) -> None:
        raise OSError("the disk")

    with pytest.raises(OSError, match="the disk"):
        run_with(scene, fail)
    with scene.desk.read() as work:
        assert list(work.list_due(START + timedelta(seconds=59))) == []
        assert list(work.list_due(START + timedelta(seconds=60))) == [CASE]


def test_a_case_that_was_withdrawn_waits_for_nobody_and_records_no_silence(scene: Scene) -> None:
    a_letter(scene).advance()
    scene.send(commands.WithdrawCase, reason="The office changed its plans.")
    assert scene.advance().wake_at is None
    scene.wait(days=60)
    assert scene.advance() == Advanced(CASE)
    assert [letter.reply_state for letter in scene.dossier().letters] == [ReplyState.WAITING]


def test_what_stays_due_is_looked_at_once_a_minute_and_not_at_every_moment(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(advancing, "raise_reminders", lambda *_: START)  # a timer that never passes
    assert scene.advance().wake_at == START + timedelta(seconds=60)
    with scene.desk.work() as work:
        work.simulate(CASE, START)
        work.commit()
    assert scene.advance().wake_at is None


def test_what_is_due_is_claimed_once(scene: Scene) -> None:
    assert (claim_due(scene.desk), claim_due(scene.desk)) == ([CASE], [])


def test_silence_is_recorded_as_silence_at_the_hour_at_which_the_gate_closes(scene: Scene) -> None:
    a_letter(scene).advance()
    scene.wait(days=60)
    assert scene.advance() == Advanced(CASE, (Step.RIGHT_OF_REPLY,))
    closed = datetime(2026, 3, 30, 23, 59, 59, tzinfo=UTC)
    dossier = scene.dossier()
    [letter], [gate] = dossier.letters, [one for one in dossier.gates if one.kind == "reply"]
    assert (letter.reply_state, letter.replied_at) == (ReplyState.ABSENT, None)
    assert (gate.state, gate.closed_at, gate.answered_by) == (GateState.LAPSED, closed, None)
    [line] = [one for one in dossier.log if one.event == "ReplyRecorded"]
    assert (line.by, line.at) == ("system", "2026-03-30T23:59:59Z")
    assert line.fields == {"letter": "L-1", "state": "absent", "evidence": [], "sealed_sha256": None}


def test_before_its_hour_a_gate_stays_open(scene: Scene) -> None:
    a_letter(scene).advance()
    scene.wait(days=28)
    scene.advance()
    assert gates(scene)["reply:L-1"] is GateState.OPEN


def test_an_imported_case_lives_in_its_own_time(scene: Scene) -> None:
    a_letter(scene)
    with scene.desk.work() as work:
        work.simulate(CASE, datetime(2026, 4, 21, tzinfo=UTC))
        work.commit()
    scene.advance()
    assert gates(scene)["reply:L-1"] is GateState.LAPSED
    assert {one.finished_at for one in scene.dossier().steps} == {datetime(2026, 4, 21, tzinfo=UTC)}


# ------------------------------------------------------------------------------------- what is remembered


def test_what_is_remembered_of_a_case_is_forgotten_when_the_log_grows(scene: Scene) -> None:
    fresh = dataclasses.replace(scene.desk, memory={})
    scene.advance()
    assert next_step(scene.desk, CASE) == next_step(fresh, CASE)
    scene.answered()
    assert next_step(scene.desk, CASE) == next_step(fresh, CASE)
