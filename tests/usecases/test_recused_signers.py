"""Every kind of signature, from the tables of the code: nobody with an open conflict gives it, and what was given falls."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.desks import Scene, a_scene
from tests.usecases.light import a_light_scene
from tests.usecases.lists_of_home import ODA
from tests.usecases.test_granting import SAID
from tests.usecases.test_screening_a_case import FALSE, a_screened_scene
from vetting.domain import commands
from vetting.domain.commands import Command
from vetting.domain.errors import Refused
from vetting.domain.given import EVENTS
from vetting.domain.people import Role
from vetting.domain.signatures import SignatureKind
from vetting.domain.waiting_acts import KINDS, SIGNERS
from vetting.domain.waiting_commands import ConfirmAct
from vetting.usecases import send
from vetting.usecases.waiting_acts import to_proposal

LEFT_OUT = {"criterion": "INT-01", "answerer": "office", "state": "not_applicable", "note": "No such thing."}
APPROVAL = {
    "outcome": "approve",
    "summary": "As it stands.",
    "plan_signed_by": "P-COMMITTEE",
    "risk_signed_by": "P-EXEC",
}
DEPARTURE = {
    "outcome": "refuse",
    "summary": "No.",
    "departure_reason": "Nobody can watch it.",
    "second_by": "P-EXEC",
}
ASKED = {**SAID, "granted_by": "P-EXEC"}
BY = "by"

Seat = tuple[type[Command], str, str]  # the act, the field that names whoever signs, and the scene
SEATS: Mapping[SignatureKind, Seat] = {
    SignatureKind.VOTE: (commands.CastVote, BY, "decision"),
    SignatureKind.COUNTERSIGNATURE: (commands.AnswerQuestion, "countersigned_by", "decision"),
    SignatureKind.TRIAGE: (commands.CountersignTriage, BY, "exception"),
    SignatureKind.JUDGEMENT: (commands.JudgeMatch, BY, "match"),
    SignatureKind.JUDGEMENT_SECOND: (commands.JudgeMatch, "second_by", "match"),
    SignatureKind.EXCEPTION: (commands.GrantException, BY, "exception"),
    SignatureKind.EXCEPTION_SECOND: (commands.GrantException, "second_by", "exception"),
    SignatureKind.PLAN: (commands.Decide, "plan_signed_by", "decision"),
    SignatureKind.RISK: (commands.Decide, "risk_signed_by", "decision"),
    SignatureKind.SECOND: (commands.Decide, "second_by", "decision"),
    SignatureKind.DECISION: (commands.Decide, BY, "decision"),
}
ASKING: Mapping[str, Seat] = {
    "granted by": (commands.AskException, "granted_by", "exception"),
    "second of a request": (commands.AskException, "second_by", "exception"),
    "asking": (commands.AskException, BY, "exception"),
}
SAYING: Mapping[type[Command], tuple[str, dict[str, Any]]] = {
    commands.CastVote: ("P-LEGAL", {"ballot": "for"}),
    commands.AnswerQuestion: ("P-FOCAL", {**LEFT_OUT, "countersigned_by": "P-LEGAL"}),
    commands.CountersignTriage: ("P-COUNTER", {}),
    commands.JudgeMatch: ("P-FOCAL", {"match": "M-1", **FALSE}),
    commands.GrantException: ("P-EXEC", SAID),
    commands.AskException: ("P-FOCAL", ASKED),
    commands.Decide: ("P-HEAD", APPROVAL),
}
"""For each act who sends it, and with what it is accepted."""

CONFLICTS: Mapping[str, dict[str, Any]] = {
    "actual": {"conflict": "actual", "mitigation": "recusal"},
    "unclassed": {},
    "potential, not mitigated": {"conflict": "potential"},
    "perceived, mitigated until yesterday": {
        "conflict": "perceived", "mitigation": "disclosure", "mitigation_ends_on": date(2026, 3, 1),
    },
    "refused": {"kind": "refused"},
}  # fmt: skip


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Scene]:
    """A case ready for a decision, one with a stop from which an exception can be granted, and one with a match."""

    def home() -> Path:
        return tmp_path_factory.mktemp("home")

    exception = a_light_scene(home(), INT_03="pilot").answer("EXC-02", 4, answerer="company")
    exception.send(commands.AssignPerson, person="P-COUNTER", roles=[Role.COUNTERSIGNER])
    exception.declared("P-COUNTER")
    decision = a_scene(home()).opened().answered()
    decision.advance()
    return {"exception": exception, "decision": decision, "match": a_screened_scene(home(), ODA)}


def signing(scene: Scene, seat: Seat) -> tuple[Command, str]:
    """The act that is accepted, and who sits in that seat."""
    what, field, _ = seat
    by, fields = SAYING[what]
    if field == "second_by" and what is commands.Decide:
        by, fields = "P-HQ", DEPARTURE
    command = scene.command(what, by, **fields)
    return command, str(getattr(command, field))


def declaring(scene: Scene, person: str, **fields: Any) -> Command:
    """An interest of this person, as the ethics focal point enters it."""
    by = "P-EXEC" if person == "P-ETHICS" else "P-ETHICS"
    by = by if "conflict" in fields else person
    said = {"declaration": "D-1", "person": person, "kind": "other", **fields}
    return scene.command(commands.DeclareInterest, by, **said)


def tried(scene: Scene, *acts: Command) -> list[tuple[SignatureKind, str]]:
    """Do these acts and keep nothing of them; gives the signatures that fell."""
    with scene.desk.work() as trial:  # left without a commit
        for act in acts:
            send._do(scene.desk, trial, act)
        return [(one.kind, one.person) for one in trial.dossier(scene.case).voided]


def test_every_kind_of_signature_and_every_seat_of_an_act_is_tried() -> None:
    assert set(SEATS) == set(SignatureKind) == set(EVENTS)
    tried_seats = {(what, field) for what, field, _ in [*SEATS.values(), *ASKING.values()]}
    assert {(what, field) for what, fields in SIGNERS.items() for field in fields} <= tried_seats
    assert set(KINDS.values()) <= set(SAYING)


@pytest.mark.parametrize("conflict", CONFLICTS)
@pytest.mark.parametrize("seat", [*SEATS.values(), *ASKING.values()], ids=[*SEATS, *ASKING])
def test_nobody_signs_with_an_open_conflict(scenes: dict[str, Scene], seat: Seat, conflict: str) -> None:
    scene = scenes[seat[2]]
    command, person = signing(scene, seat)
    if seat[0] is not commands.AskException:  # asking waits for the others, so that no file does it at once
        assert tried(scene, command) == []
    with pytest.raises(Refused) as refused:
        tried(scene, declaring(scene, person, **CONFLICTS[conflict]), command)
    assert (refused.value.refusal.code, refused.value.refusal.params) == (
        "open_conflict",
        {"person": person, "declaration": "D-1"},
    )


@pytest.mark.parametrize("kind", SEATS)
def test_what_was_signed_falls_when_a_conflict_comes_to_light(
    scenes: dict[str, Scene], kind: SignatureKind
) -> None:
    scene = scenes[SEATS[kind][2]]
    command, person = signing(scene, SEATS[kind])
    assert (kind, person) in tried(scene, command, declaring(scene, person))


@pytest.mark.parametrize("kind", SEATS)
def test_what_was_signed_stands_when_the_interest_is_mitigated_or_none(
    scenes: dict[str, Scene], kind: SignatureKind
) -> None:
    scene = scenes[SEATS[kind][2]]
    command, person = signing(scene, SEATS[kind])
    lasting = {
        "conflict": "potential",
        "mitigation": "disclosure",
        "mitigation_ends_on": scene.now.date() + timedelta(9),
    }
    assert tried(scene, command, declaring(scene, person, **lasting)) == []
    assert tried(scene, declaring(scene, person, **lasting), command) == []


@pytest.mark.parametrize("conflict", ["actual", "potential"])
def test_the_end_of_a_past_employment_ends_no_conflict(scenes: dict[str, Scene], conflict: str) -> None:
    scene = scenes["exception"]
    command, person = signing(scene, SEATS[SignatureKind.EXCEPTION])
    job = declaring(scene, person, kind="past_employment", conflict=conflict, ends_on=date(2025, 6, 30))
    with pytest.raises(Refused) as refused:
        tried(scene, job, command)
    assert refused.value.refusal.code == "open_conflict"
    assert tried(scene, command, job) == [(SignatureKind.EXCEPTION, person)]


def test_whoever_leaves_and_comes_back_is_kept_away_by_what_they_declared_before(
    scenes: dict[str, Scene],
) -> None:
    scene = scenes["decision"]
    declared = declaring(scene, "P-LEGAL", conflict="actual", mitigation="recusal")
    gone = scene.command(commands.AssignPerson, "P-INIT", person="P-LEGAL", roles=[Role.INITIATOR])
    back = scene.command(
        commands.AssignPerson, "P-INIT", person="P-LEGAL", roles=[Role.INITIATOR, Role.LEGAL]
    )
    with pytest.raises(Refused) as refused:
        tried(scene, declared, gone, back)
    assert refused.value.refusal.code == "recused_from_role"


def test_an_ethics_focal_point_with_an_open_conflict_gives_nobody_a_class_by_declaring_for_them(
    scenes: dict[str, Scene],
) -> None:
    scene = scenes["decision"]
    own = scene.command(
        commands.DeclareInterest, "P-ETHICS", declaration="D-E", person="P-ETHICS", kind="other"
    )
    worse = scene.command(
        commands.DeclareInterest, "P-LEGAL", declaration="D-1", person="P-LEGAL", kind="other"
    )
    lighter = declaring(scene, "P-LEGAL", conflict="none")
    assert tried(scene, worse, lighter) == []
    with pytest.raises(Refused) as refused:
        tried(scene, worse, own, lighter)
    assert refused.value.refusal.params == {"person": "P-ETHICS", "declaration": "D-E"}
    again = scene.command(
        commands.DeclareInterest, "P-ETHICS", declaration="D-F", person="P-ETHICS", kind="other"
    )
    assert tried(scene, own, again) == []


def test_nobody_with_an_open_conflict_takes_a_decision_up_again(scenes: dict[str, Scene]) -> None:
    scene = scenes["decision"]
    decided, _ = signing(scene, SEATS[SignatureKind.DECISION])
    reopened = scene.command(commands.ReopenCase, "P-HQ", reason="I would have it otherwise.")
    assert tried(scene, decided, reopened) == []
    with pytest.raises(Refused) as refused:
        tried(scene, decided, declaring(scene, "P-HQ"), reopened)
    assert refused.value.refusal.params == {"person": "P-HQ", "declaration": "D-1"}


@pytest.mark.parametrize("person", ["P-HQ", "P-EXEC"])
def test_an_act_that_waits_takes_no_effect_when_one_of_its_signers_is_recused_meanwhile(
    scenes: dict[str, Scene], person: str
) -> None:
    scene = scenes["decision"]
    proposed = to_proposal(scene.command(commands.Decide, "P-HQ", **DEPARTURE))
    confirmed = scene.command(ConfirmAct, "P-EXEC", act="W-1")
    assert tried(scene, proposed, confirmed) == []
    with pytest.raises(Refused) as refused:
        tried(scene, proposed, declaring(scene, person), confirmed)
    assert refused.value.refusal.params == {"person": person, "declaration": "D-1"}
