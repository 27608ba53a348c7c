"""The exception procedure: which stop, whose signatures, which parts, until when."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.desks import CASE, START, Entry, Scene, last_entries
from tests.usecases.handling import refusal_of
from tests.usecases.light import a_light_scene, appraisal_of
from vetting.domain import commands
from vetting.domain.errors import Refused
from vetting.domain.granted_exceptions import ExceptionFields
from vetting.domain.people import Role
from vetting.domain.waiting_commands import ConfirmAct, RefuseAct
from vetting.usecases.auditing.overview import audit_case
from vetting.usecases.send import sign

PARTS = {
    "reasons": "One workshop of the group makes parts for replicas.",
    "mandate": "No other firm translates this language.",
    "dissent": "nobody",
    "limits": "Written texts only.",
}
SAID: dict[str, Any] = {"criterion": "EXC-02", "ends_on": date(2026, 9, 1), "second_by": "P-HQ", **PARTS}


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_light_scene(tmp_path, INT_03="pilot").answer("EXC-02", 4, answerer="company")


def granted(scene: Scene, **fields: Any) -> Scene:
    scene.send(commands.GrantException, "P-EXEC", **{**SAID, **fields})
    return scene


def refused(scene: Scene, by: str = "P-EXEC", **fields: Any) -> str:
    return refusal_of(scene, commands.GrantException, by, **{**SAID, **fields})


def test_an_exception_is_kept_whole_with_its_texts_protected(scene: Scene) -> None:
    granted(scene)
    entry = {
        "exception": "X-EXC-02-1",
        "criterion": "EXC-02",
        "second_by": "P-HQ",
        "ends_on": "2026-09-01",
    }
    assert last_entries(scene) == [Entry("ExceptionGranted", "P-EXEC", entry, PARTS)]
    assert scene.dossier().exceptions == [
        ExceptionFields(
            case=CASE, id="X-EXC-02-1", criterion="EXC-02", **PARTS, ends_on=date(2026, 9, 1),
            granted_by="P-EXEC", second_by="P-HQ", granted_at=START,
        )
    ]  # fmt: skip


def test_a_granted_exception_opens_what_its_stop_had_closed(scene: Scene) -> None:
    before = appraisal_of(scene).evaluation
    assert (before.admissible, before.suggested) == (("refuse",), "refuse")
    found = appraisal_of(granted(scene))
    assert found.facts.case["exceptions_granted"] == ["EXC-02"]
    assert (found.evaluation.admissible, found.evaluation.suggested) == (("defer", "refuse"), "defer")
    assert "stop_unless_exception" in found.evaluation.fired["EXC-02"]


def test_an_exception_counts_until_the_day_on_which_it_ends_and_can_then_be_granted_anew(
    scene: Scene,
) -> None:
    granted(scene, ends_on=date(2026, 3, 3)).wait(days=1)
    scene.with_evidence("E-1")
    assert appraisal_of(scene).facts.case["exceptions_granted"] == ["EXC-02"]
    scene.wait(days=1)
    scene.with_evidence("E-2")
    assert "exceptions_granted" not in appraisal_of(scene).facts.case
    granted(scene)
    assert [one.id for one in scene.dossier().exceptions] == ["X-EXC-02-1", "X-EXC-02-2"]
    assert appraisal_of(scene).facts.case["exceptions_granted"] == ["EXC-02"]


def test_a_second_exception_waits_until_the_first_has_ended(scene: Scene) -> None:
    assert refused(granted(scene)) == (
        "EXC-02 has an exception that stands until 2026-09-01. Grant another when it has ended."
    )


@pytest.mark.parametrize("criterion", ["EXC-03", "EXC-06", "INT-06"])
def test_only_a_stop_that_has_fired_and_allows_it_is_excepted(scene: Scene, criterion: str) -> None:
    scene.answer("EXC-03", "found", answerer="company").answer("EXC-06", "unknown")
    assert refused(scene, criterion=criterion) == (
        f"{criterion} has no stop that an exception could lift: none has fired, or the pack gives it none. "
        "An unknown is answered first."
    )


@pytest.mark.parametrize("by", ["P-HEAD", "P-COMMITTEE", "P-HQ", "P-FOCAL"])
def test_nobody_below_the_executive_head_grants_one(scene: Scene, by: str) -> None:
    assert refused(scene, by) == f"{by} has no role on this case that allows granting an exception."


@pytest.mark.parametrize(
    ("part", "wording"),
    [
        ("reasons", "why the criterion fires"),
        ("mandate", "why the exception serves the mandate"),
        ("dissent", "who dissented, or that nobody did"),
        ("limits", "what limits it"),
    ],
)
def test_an_exception_says_all_its_parts(scene: Scene, part: str, wording: str) -> None:
    assert refused(scene, **{part: " "}) == (
        f"The exception for EXC-02 does not say {wording}. Write it; an exception is published whole."
    )


def test_an_exception_ends_after_the_day_it_is_granted(scene: Scene) -> None:
    assert refused(scene, ends_on=START.date()) == (
        "The exception for EXC-02 would end on 2026-03-02, not after the day it is granted. Give a later day."
    )


def test_the_second_signature_is_of_another_person_who_is_on_the_case(scene: Scene) -> None:
    assert refused(scene, second_by="P-EXEC") == (
        "An exception for EXC-02 needs the signature of a second person: whoever grants it cannot be both."
    )
    assert refused(scene, second_by="P-NOBODY") == (
        "P-NOBODY is not assigned to this case. Assign the person first."
    )


def test_who_initiated_the_case_signs_no_exception(scene: Scene) -> None:
    sentence = "{} initiated the case and so may not decide it or sign for it."
    assert refused(scene, second_by="P-INIT") == sentence.format("P-INIT")
    scene.send(commands.AssignPerson, "P-INIT", person="P-EXEC", roles=[Role.EXECUTIVE_HEAD, Role.INITIATOR])
    assert refused(scene) == sentence.format("P-EXEC")


@pytest.mark.parametrize("person", ["P-COMPANY", "P-AUDITOR"])
def test_nobody_from_outside_the_office_signs_an_exception(scene: Scene, person: str) -> None:
    assert refused(scene, second_by=person) == (
        f"{person} is not of the office and so cannot sign beside another. Name a person of the office."
    )


@pytest.mark.parametrize("person", ["P-EXEC", "P-HQ"])
def test_who_has_an_open_conflict_signs_no_exception(scene: Scene, person: str) -> None:
    scene.send(
        commands.DeclareInterest,
        "P-ETHICS",
        declaration="D-1",
        person=person,
        kind="financial",
        conflict="actual",
    )
    assert refused(scene).startswith(f"{person} has an open conflict of interest (D-1)")


def test_an_unknown_criterion_is_refused(scene: Scene) -> None:
    assert refused(scene, criterion="XXX-01") == (
        "The pack has no criterion XXX-01. 'vetting pack show' lists them."
    )


@pytest.mark.parametrize(("by", "second"), [("P-NEW", "P-HQ"), ("P-EXEC", "P-NEW")])
def test_nobody_signs_an_exception_before_they_have_declared(scene: Scene, by: str, second: str) -> None:
    scene.send(commands.AssignPerson, "P-INIT", person="P-NEW", roles=[Role.EXECUTIVE_HEAD])
    assert refused(scene, by, second_by=second).startswith("P-NEW has declared no interest on this case")


ASKED = {**SAID, "granted_by": "P-EXEC"}


def test_a_request_has_no_effect_until_who_grants_and_the_second_have_signed(scene: Scene) -> None:
    assert sign(scene.desk, scene.command(commands.AskException, "P-INIT", **ASKED)) is False
    scene.send(ConfirmAct, "P-EXEC", act="W-1")
    assert scene.dossier().exceptions == []
    scene.send(ConfirmAct, "P-HQ", act="W-1")
    [exception] = scene.dossier().exceptions
    assert (exception.granted_by, exception.second_by, exception.reasons) == (
        "P-EXEC",
        "P-HQ",
        PARTS["reasons"],
    )
    [entry] = last_entries(scene)
    assert (entry.event, entry.by) == ("ExceptionGranted", "P-EXEC")


@pytest.mark.parametrize(
    ("by", "fields", "code"),
    [
        ("P-FOCAL", {"granted_by": "P-HQ"}, "not_permitted"),
        ("P-FOCAL", {"granted_by": "P-GONE"}, "unknown_person"),
        ("P-FOCAL", {"second_by": "P-INIT"}, "initiator_decides"),
        ("P-FOCAL", {"criterion": "INT-08"}, "nothing_to_except"),
        ("P-COMPANY", {}, "not_permitted"),
    ],
)
def test_a_request_that_nobody_could_grant_is_refused_at_once(
    scene: Scene, by: str, fields: dict[str, str], code: str
) -> None:
    with pytest.raises(Refused) as caught:
        sign(scene.desk, scene.command(commands.AskException, by, **{**ASKED, **fields}))
    assert caught.value.refusal.code == code
    assert scene.dossier().waiting == []


def test_the_audit_room_names_each_request_and_what_became_of_it(scene: Scene) -> None:
    sign(scene.desk, scene.command(commands.AskException, "P-FOCAL", **ASKED))
    scene.send(RefuseAct, "P-EXEC", act="W-1", reason="Ask again without replicas.")
    told = [one.sentence for one in audit_case(scene.desk, CASE)[2] if one.kind == "exception"]
    assert told == [
        "An exception from the stop of EXC-02 was asked for by P-FOCAL (W-1).",
        "An exception from the stop of EXC-02 was refused by P-EXEC (W-1).",
    ]
