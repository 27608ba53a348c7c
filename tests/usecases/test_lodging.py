"""Lodging: sealed before it is stored, once however often it is sent, in time to the second."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.consulting import (
    ANONYMOUS,
    CONFIDENTIAL,
    PUBLIC,
    Keys,
    a_draft,
    lodged,
    open_round,
    set_up_keys,
)
from tests.usecases.desks import Scene, a_scene, last_entries, sentence_of
from vetting.adapters.sealing import AgeSealer
from vetting.domain.commands import ClassDeclaration, DeclareInterest, DisposePoint, ExtractPoint
from vetting.domain.consultation import SubmissionFields, SubmissionMode, SubmissionState
from vetting.domain.errors import NotFound, Refused
from vetting.domain.receipts import to_receipt
from vetting.domain.round_commands import ModerateSubmission, UnsealSubmission
from vetting.domain.sealed import IdentityFields
from vetting.domain.written import Draft, Part
from vetting.usecases.lodging import begin, find_draft_faults, lodge
from vetting.usecases.looking_up import find_lodged, withdraw
from vetting.usecases.unsealing import sealed_part, unseal

CANARY = "Zq7-канарейка-金丝雀-9xW"


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return open_round(a_scene(tmp_path).opened())


@pytest.fixture
def keys(scene: Scene) -> Keys:
    return set_up_keys(scene)


def submissions(scene: Scene) -> list[SubmissionFields]:
    return scene.dossier().submissions


def stored(home: Path) -> bytes:
    """Every byte that the home holds."""
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


# ------------------------------------------------------------------------------------------ taking it


def test_a_public_submission_is_kept_in_parts_and_waits_for_an_officer(scene: Scene) -> None:
    form = lodged(scene, a_draft(name="Ada Okoro", name_shown=True, group="academia"))
    found = find_lodged(scene.desk, form.receipt)
    assert found.submission.parts == {"Q1": "The terms are vague."}
    assert (found.submission.submitter, found.submission.state) == ("Ada Okoro", SubmissionState.RECEIVED)
    entry = last_entries(scene)[0]
    assert (entry.event, entry.by) == ("SubmissionLodged", "consultee")
    assert entry.open == {
        "submission": found.submission.id, "round": 1, "mode": "public", "sealed_sha256": None
    }  # fmt: skip
    assert entry.protected["parts"] == {"Q1": "The terms are vague."}


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("mode", [CONFIDENTIAL, ANONYMOUS])
def test_nothing_of_a_protected_submission_is_stored_unsealed(
    scene: Scene, tmp_path: Path, mode: SubmissionMode
) -> None:
    draft = a_draft(mode, CANARY, name=f"{CANARY}-name", contact=f"{CANARY}-contact")
    form = lodged(scene, draft)
    held = stored(tmp_path)
    for secret in (CANARY, form.receipt, "-name", "-contact"):
        assert secret.encode() not in held
        assert json.dumps(secret).strip('"').encode() not in held


def test_an_officer_opens_it_with_a_key_that_the_home_does_not_have(scene: Scene, keys: Keys) -> None:
    form = lodged(scene, a_draft(CONFIDENTIAL, CANARY, contact="ada@example.org", may_quote=True))
    submission = find_lodged(scene.desk, form.receipt).submission
    command = scene.command(
        UnsealSubmission, "P-OFFICER", submission=submission.id, reason="To take out its points."
    )
    assert isinstance(command, UnsealSubmission)
    opened = unseal(scene.desk, command, keys.officer)
    assert (opened.parts, opened.may_quote) == ({"Q1": CANARY}, True)
    entry = last_entries(scene)[0]
    assert (entry.event, entry.protected) == ("SubmissionUnsealed", {"reason": "To take out its points."})
    with scene.desk.read() as work:
        identity = work.get(IdentityFields, opened.identity or "")
    sealer = scene.desk.sealer
    assert isinstance(sealer, AgeSealer)
    assert identity is not None
    contact = json.loads(sealer.unseal_identity(identity.content, keys.custodians))
    assert contact == {"name": "", "contact": "ada@example.org"}


def test_an_officer_whose_interest_was_found_to_be_none_opens_it(scene: Scene, keys: Keys) -> None:
    form = lodged(scene, a_draft(CONFIDENTIAL, CANARY))
    submission = find_lodged(scene.desk, form.receipt).submission
    said = {"kind": "shares", "entity": "Another Firm", "what": "Shares", "amount": "40 USD"}
    scene.send(DeclareInterest, "P-OFFICER", declaration="D-1", person="P-OFFICER", **said)
    command = scene.command(UnsealSubmission, "P-OFFICER", submission=submission.id, reason="To read it.")
    assert isinstance(command, UnsealSubmission)
    with pytest.raises(Refused):
        unseal(scene.desk, command, keys.officer)
    scene.send(ClassDeclaration, "P-ETHICS", declaration="D-1", conflict="none", reason="It is another firm.")
    assert unseal(scene.desk, command, keys.officer).parts == {"Q1": CANARY}


def test_an_anonymous_submission_keeps_no_contact_even_where_one_was_typed(scene: Scene, keys: Keys) -> None:
    form = lodged(scene, a_draft(ANONYMOUS, name="Ada", contact="ada@example.org"))
    submission = find_lodged(scene.desk, form.receipt).submission
    content = scene.desk.sealer.unseal(sealed_part(scene.desk, scene.case, submission.id), keys.officer)
    assert json.loads(content)["identity"] is None


@pytest.mark.usefixtures("keys")
def test_a_part_that_is_held_back_from_a_public_submission_is_sealed(scene: Scene, tmp_path: Path) -> None:
    parts = (Part("Q1", "Open."), Part("Q2", CANARY, shown=False))
    form = lodged(scene, Draft(PUBLIC, parts))
    assert find_lodged(scene.desk, form.receipt).submission.parts == {"Q1": "Open."}
    assert CANARY.encode() not in stored(tmp_path)


def test_sent_twice_a_form_gives_one_submission_and_the_same_answer(scene: Scene) -> None:
    form = begin(scene.desk, scene.case)
    told = lodge(scene.desk, form, a_draft())
    first, size = find_lodged(scene.desk, form.receipt), scene.size()
    assert told == first.leaf
    assert lodge(scene.desk, form, a_draft(text="Changed by the back button.")) == told
    assert find_lodged(scene.desk, form.receipt) == first
    assert scene.size() == size
    assert len(submissions(scene)) == 1


def test_sent_again_after_the_end_of_the_round_a_form_still_gives_the_same_answer(scene: Scene) -> None:
    form = begin(scene.desk, scene.case)
    told = lodge(scene.desk, form, a_draft())
    at(scene, scene.now + timedelta(days=40))
    assert lodge(scene.desk, form, a_draft()) == told
    assert len(submissions(scene)) == 1


def test_of_the_time_only_the_week_of_the_round_is_kept(scene: Scene) -> None:
    opened = scene.now
    scene.wait(days=9, hours=5)
    lodged(scene, a_draft())
    assert submissions(scene)[0].received_at == opened + timedelta(days=7)
    assert scene.dossier().log[-1].at == (opened + timedelta(days=7)).isoformat().replace("+00:00", "Z")


# ---------------------------------------------------------------------------------- what is not taken


@pytest.mark.parametrize(
    "changes",
    [
        {"receipt": to_receipt(7)},
        {"begun_at": 1},
        {"case": "another"},
        {"stamp": "0" * 64},
        {"receipt": "not a receipt"},
    ],
)
def test_a_form_that_was_not_made_here_is_refused(scene: Scene, changes: dict[str, Any]) -> None:
    form = replace(begin(scene.desk, scene.case), **changes)
    with pytest.raises(Refused) as refused:
        lodge(scene.desk, form, a_draft())
    assert sentence_of(refused).startswith("This form was not made here")
    assert submissions(scene) == []


@pytest.mark.parametrize(
    ("begun", "sent", "taken"),
    [
        (timedelta(days=27), timedelta(days=28), True),
        (timedelta(days=27), timedelta(days=28, seconds=1), True),
        (timedelta(days=27), timedelta(days=28, minutes=30, seconds=1), False),
    ],
    ids=["the last second", "begun in time", "a second after the grace"],
)
def test_the_closing_time_is_kept_to_the_second(
    scene: Scene, begun: timedelta, sent: timedelta, *, taken: bool
) -> None:
    opened = scene.now
    at(scene, opened + begun)
    form = begin(scene.desk, scene.case)
    at(scene, opened + sent)
    if taken:
        lodge(scene.desk, form, a_draft())
    else:
        with pytest.raises(Refused) as refused:
            lodge(scene.desk, form, a_draft())
        assert sentence_of(refused) == "The consultation closed on 2026-03-30. Nothing more can be taken."
    assert len(submissions(scene)) == taken


def test_no_form_begins_a_second_after_the_closing(scene: Scene) -> None:
    scene.wait(days=28, seconds=1)
    with pytest.raises(Refused) as refused:
        begin(scene.desk, scene.case)
    assert refused.value.refusal.code == "round_closed"


def test_without_a_round_or_a_case_no_form_begins(tmp_path: Path) -> None:
    scene = a_scene(tmp_path).opened()
    with pytest.raises(Refused) as refused:
        begin(scene.desk, scene.case)
    assert sentence_of(refused) == "No consultation on this case is open now."
    with pytest.raises(NotFound):
        begin(scene.desk, "nothing")


def test_without_an_officers_key_nothing_confidential_is_taken_and_nothing_is_stored(scene: Scene) -> None:
    form = begin(scene.desk, scene.case)
    assert [field for field, _ in find_draft_faults(scene.desk, form, a_draft(ANONYMOUS))] == ["mode"]
    with pytest.raises(Refused) as refused:
        lodge(scene.desk, form, a_draft(ANONYMOUS))
    assert refused.value.refusal.code == "protected_not_offered"
    assert submissions(scene) == []


# ------------------------------------------------------------------------------------- with the receipt


@pytest.mark.parametrize("typed", ["", "nonsense", to_receipt(5), "X" * 2000])
def test_a_guessed_receipt_and_a_malformed_one_get_one_answer(scene: Scene, typed: str) -> None:
    lodged(scene, a_draft())
    with pytest.raises(Refused) as refused:
        find_lodged(scene.desk, typed)
    assert refused.value.refusal.code == "unknown_receipt"


def test_a_receipt_finds_each_point_and_what_became_of_it_and_no_others(scene: Scene) -> None:
    mine, other = lodged(scene, a_draft()), lodged(scene, a_draft(text="Another view."))
    ident = find_lodged(scene.desk, mine.receipt).submission.id
    scene.send(ExtractPoint, "P-OFFICER", point="PT-1", submission=ident, text="The terms are vague.")
    scene.send(
        DisposePoint, "P-OFFICER", point="PT-1", disposition="accepted", reason="Clause 4 says it now."
    )
    found = find_lodged(scene.desk, mine.receipt.lower())
    assert [(point.id, point.reason) for point in found.points] == [("PT-1", "Clause 4 says it now.")]
    assert len(found.leaf) == 64
    assert find_lodged(scene.desk, other.receipt).points == []


def test_what_is_taken_back_is_erased_with_its_openings_and_the_log_still_tells_that_it_was_there(
    scene: Scene,
) -> None:
    form = lodged(scene, a_draft(text=CANARY))
    withdraw(scene.desk, form.receipt)
    submission = find_lodged(scene.desk, form.receipt).submission
    assert (submission.state, submission.text, submission.parts) == (SubmissionState.WITHDRAWN, "", {})
    assert scene.events()[-2:] == ["SubmissionLodged", "SubmissionWithdrawn"]
    with scene.desk.read() as work:
        assert CANARY.encode() not in b"".join(work.list_openings())
    with pytest.raises(Refused) as refused:
        withdraw(scene.desk, form.receipt)
    assert sentence_of(refused) == "The submission was taken back already."


@pytest.mark.usefixtures("keys")
def test_the_sealed_part_of_what_is_taken_back_is_gone(scene: Scene) -> None:
    form = lodged(scene, a_draft(ANONYMOUS))
    withdraw(scene.desk, form.receipt)
    with pytest.raises(Refused) as refused:
        sealed_part(scene.desk, scene.case, find_lodged(scene.desk, form.receipt).submission.id)
    assert refused.value.refusal.code == "nothing_sealed"


# ------------------------------------------------------------------------------------- with an officer


def test_a_published_submission_cannot_be_taken_back(scene: Scene) -> None:
    form = lodged(scene, a_draft())
    ident = find_lodged(scene.desk, form.receipt).submission.id
    scene.send(ModerateSubmission, "P-OFFICER", submission=ident, publish=True)
    assert find_lodged(scene.desk, form.receipt).submission.state is SubmissionState.PUBLISHED
    with pytest.raises(Refused) as refused:
        withdraw(scene.desk, form.receipt)
    assert sentence_of(refused) == "The submission is published and cannot be taken back any more."


@pytest.mark.usefixtures("keys")
def test_what_an_officer_may_not_do_with_a_submission_is_refused(scene: Scene) -> None:
    mine, other = lodged(scene, a_draft()), lodged(scene, a_draft(ANONYMOUS))
    public, sealed = (find_lodged(scene.desk, form.receipt).submission.id for form in (mine, other))

    def refused(what: Any, **fields: Any) -> str:
        with pytest.raises(Refused) as found:
            scene.send(what, "P-OFFICER", **fields)
        return found.value.refusal.code

    assert refused(ModerateSubmission, submission=sealed, publish=True) == "submission_protected"
    assert refused(ModerateSubmission, submission="S-0", publish=True) == "unknown_submission"
    declined = {"submission": public, "publish": False}
    assert refused(ModerateSubmission, **declined) == "submission_declined_without_reason"
    scene.send(ModerateSubmission, "P-OFFICER", **declined, reason="It names a third person.")
    assert refused(ModerateSubmission, submission=public, publish=True) == "submission_settled"
    assert refused(UnsealSubmission, submission=sealed, reason=" ") == "no_reason_to_unseal"
    assert refused(UnsealSubmission, submission=public, reason="To read it.") == "nothing_sealed"


@pytest.mark.parametrize("person", ["P-INIT", "P-AUDITOR", "P-COMPANY", "P-HEAD"])
def test_the_proposing_officer_an_auditor_the_company_and_the_decider_open_nothing(
    scene: Scene, keys: Keys, person: str
) -> None:
    form = lodged(scene, a_draft(ANONYMOUS))
    ident = find_lodged(scene.desk, form.receipt).submission.id
    command = scene.command(UnsealSubmission, person, submission=ident, reason="To read it.")
    assert isinstance(command, UnsealSubmission)
    with pytest.raises(Refused) as refused:
        unseal(scene.desk, command, keys.officer)
    assert refused.value.refusal.code == "not_permitted"


def at(scene: Scene, moment: datetime) -> None:
    """Let the time be this."""
    scene.wait(seconds=int((moment - scene.now).total_seconds()))
    assert scene.now == moment.astimezone(UTC)
