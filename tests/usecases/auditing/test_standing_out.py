"""What stands out in a case, and that nothing stands out where all went its way."""

from datetime import date
from pathlib import Path

import pytest

from tests.usecases.desks import Scene, a_scene
from vetting.domain import commands
from vetting.usecases.auditing.overview import audit_case
from vetting.usecases.auditing.standing_out import BULK_ANSWERS, KINDS, Remark
from vetting.usecases.auditing.times import list_stage_times

SIGNED = {"plan_signed_by": "P-HEAD", "risk_signed_by": "P-HQ"}


def remarks(scene: Scene) -> list[Remark]:
    return audit_case(scene.desk, scene.case)[2]


def kinds(scene: Scene) -> list[str]:
    return [one.kind for one in remarks(scene)]


@pytest.fixture
def decided(tmp_path: Path) -> Scene:
    """A case that was answered, looked at for two days, and approved as suggested."""
    scene = a_scene(tmp_path).opened().answered()
    scene.advance()
    scene.wait(days=2)
    scene.decide("approve", **SIGNED)
    return scene


def test_a_case_that_went_its_way_has_nothing_that_stands_out(decided: Scene) -> None:
    assert remarks(decided) == []


def test_a_departure_is_told_with_the_entry_that_proves_it(tmp_path: Path) -> None:
    scene = a_scene(tmp_path).opened().answered()
    scene.advance()
    scene.wait(days=2)
    scene.decide("defer", "P-COMMITTEE", departure_reason="Elections are near.", second_by="P-HQ")
    [entry] = [line for line in scene.dossier().log if line.event == "CaseDecided"]
    assert remarks(scene) == [
        Remark(
            kind="departure",
            subject="defer",
            by="P-COMMITTEE",
            at=entry.at,
            entry=entry.index,
            sentence="Decided defer; the rules suggested approve.",
        )
    ]


def test_a_decision_within_a_day_of_the_last_answer_is_told(tmp_path: Path) -> None:
    scene = a_scene(tmp_path).opened().answered()
    scene.advance()
    scene.wait(hours=23)
    scene.decide("approve", **SIGNED)
    [remark] = remarks(scene)
    assert (remark.kind, remark.sentence) == ("haste", "Signed less than 24 hours after the last answer.")


def test_an_answer_after_its_stage_was_complete_is_told(tmp_path: Path) -> None:
    scene = a_scene(tmp_path).opened().answered()
    scene.advance()
    scene.wait(days=3)
    scene.answer("INT-02", "Another plan")
    [remark] = remarks(scene)
    assert (remark.kind, remark.subject, remark.by) == ("late", "INT-02", "P-FOCAL")
    assert remark.sentence == "Answered after its stage was first complete (2026-03-02)."


@pytest.mark.parametrize(("number", "told"), [(BULK_ANSWERS - 1, []), (BULK_ANSWERS, ["bulk"])])
def test_many_answers_at_once_are_told_from_the_limit_on(
    tmp_path: Path, number: int, told: list[str]
) -> None:
    scene = a_scene(tmp_path).opened()
    for _ in range(number):
        scene.answer("INT-02", "Work plan")
    assert kinds(scene) == told


def test_the_same_answers_a_minute_apart_are_not_told(tmp_path: Path) -> None:
    scene = a_scene(tmp_path).opened()
    for _ in range(BULK_ANSWERS):
        scene.answer("INT-02", "Work plan")
        scene.wait(minutes=1)
    assert kinds(scene) == []


def test_an_approval_on_an_unknown_is_told(tmp_path: Path) -> None:
    scene = a_scene(tmp_path).opened().answered(INT_01="unknown")
    scene.advance()
    scene.wait(days=2)
    tell_people = commands.ConditionText(id="tell-people", owner="focal point")
    scene.decide(
        "approve_with_conditions",
        "P-COMMITTEE",
        **SIGNED,
        conditions=[tell_people],
        reasons={"INT-01": "It is small."},
    )
    [remark] = [one for one in remarks(scene) if one.kind == "unknown"]
    assert (remark.subject, remark.by) == ("INT-01", "P-FOCAL")
    assert remark.sentence == "Approved while the answer of office is 'unknown'."


def test_an_overdue_condition_is_told_from_the_day_after(decided: Scene) -> None:
    assert decided.dossier().conditions == []
    condition = commands.ConditionText(
        id="quarterly-report",
        text="A report each quarter.",
        owner="Lingua Meridian",
        due="by the end of March",
        due_on=date(2026, 3, 31),
        test="The report is filed.",
        consequence="The partnership is looked at again.",
        criteria=["INT-02"],
    )
    decided.send(commands.ReopenCase, "P-HEAD", reason="A condition was forgotten.")
    decided.wait(days=1)
    decided.decide(
        "approve_with_conditions",
        "P-COMMITTEE",
        **SIGNED,
        second_by="P-EXEC",
        departure_reason="A report is owed.",
        conditions=[condition],
    )
    decided.wait(days=26)  # the last of March
    assert "overdue" not in kinds(decided)
    decided.wait(days=1)
    [overdue] = [one for one in remarks(decided) if one.kind == "overdue"]
    assert (overdue.subject, overdue.at, overdue.by, overdue.entry) == (
        "quarterly-report",
        "2026-03-31",
        "",
        None,
    )


def test_remarks_come_the_gravest_kind_first(tmp_path: Path) -> None:
    scene = a_scene(tmp_path).opened().answered()
    scene.advance()
    scene.answer("INT-02", "Another plan")
    scene.decide("defer", "P-COMMITTEE", departure_reason="Elections are near.", second_by="P-HQ")
    found = kinds(scene)
    assert found == sorted(found, key=KINDS.index)
    assert {"departure", "haste"} <= set(found)


def test_a_stage_takes_from_its_beginning_to_when_it_was_complete(tmp_path: Path) -> None:
    scene = a_scene(tmp_path).opened()
    scene.wait(days=5)
    scene.answered().advance()
    scene.wait(days=4)
    by_stage = {one.stage: one for one in list_stage_times(scene.dossier(), scene.now)}
    assert by_stage["intake"].days == 5
    assert by_stage["intake"].complete_at is not None
    assert by_stage["decision"].complete_at is None
    assert by_stage["decision"].days == 4
