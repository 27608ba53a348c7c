"""The company answers: by the sealed link or by file, once, late too; then each answer is weighed in the open."""

import hashlib
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.usecases.consulting import set_up_keys
from tests.usecases.desks import CASE, Scene, last_entries, sentence_of
from tests.usecases.handling import refusal_of
from tests.usecases.letters import a_copy, a_home_with_letter, a_link
from vetting.domain import commands
from vetting.domain.errors import BadInput, Refused
from vetting.domain.gates import GateState
from vetting.domain.replies import GivenAnswer, LetterFields, ReplyLinkFields, ReplyState, show_answers
from vetting.domain.reply_commands import (
    AskCorrection,
    AssessReply,
    ExtendReply,
    IssueReplyLink,
    LodgeReply,
    SettleCorrection,
    UnsealReply,
)
from vetting.usecases.reply_files import enter_reply, to_reply_form
from vetting.usecases.reply_links import lodge_answers, open_letter, save_answers
from vetting.usecases.unsealing import has_secrets, open_secrets, sealed_secrets

NOTHING = (
    "This link opens nothing here. It may be mistyped, used already, replaced or too old. "
    "Ask the office that wrote to you for a new one."
)
BOTH = [GivenAnswer(text="It is."), GivenAnswer(text="All of it.")]
SECRET = [GivenAnswer(text="Margin 3%", is_secret=True, summary="A number."), GivenAnswer(text="All.")]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a letter that waits for its reply, made once; each test works on a copy."""
    return a_home_with_letter(tmp_path_factory.mktemp("begun"))


@pytest.fixture
def scene(begun: Path, tmp_path: Path) -> Scene:
    return a_copy(begun, tmp_path)


def letter_of(scene: Scene) -> LetterFields:
    [letter] = scene.dossier().letters
    return letter


def why_closed(scene: Scene, code: str) -> str:
    with pytest.raises(Refused) as refused:
        open_letter(scene.desk, code)
    return sentence_of(refused)


# ---------------------------------------------------------------------------------------------------- link


def test_a_link_opens_its_letter_and_only_its_hash_is_kept(scene: Scene) -> None:
    code = a_link(scene)
    assert open_letter(scene.desk, code.lower().replace("-", " ")).letter.id == "L-1"
    with scene.desk.read() as work:
        [link] = work.list(ReplyLinkFields, scene.case)
    assert code.replace("-", "") not in f"{link} {last_entries(scene)}"
    assert len(link.lookup) == 64


@pytest.mark.parametrize("guess", ["", "L-1", "0" * 26, "../../etc/passwd", "\u0661" * 26])
def test_a_guessed_link_is_told_nothing(scene: Scene, guess: str) -> None:
    a_link(scene)
    assert why_closed(scene, guess) == NOTHING


def test_a_new_link_takes_the_place_of_the_one_before(scene: Scene) -> None:
    first, second = a_link(scene), a_link(scene)
    assert why_closed(scene, first) == NOTHING
    assert open_letter(scene.desk, second).letter.id == "L-1"


def test_a_link_takes_a_late_reply_and_is_too_old_after_ninety_days(scene: Scene) -> None:
    code = a_link(scene)
    scene.wait(days=60 + 80)
    assert open_letter(scene.desk, code).letter.id == "L-1"
    scene.wait(days=20)
    assert why_closed(scene, code) == NOTHING
    sentence = refusal_of(scene, IssueReplyLink, letter="L-1", lookup="0" * 64)
    assert sentence == "Letter L-1 has its reply, or its time is over: a link would open nothing."
    assert refusal_of(scene, IssueReplyLink, letter="L-9", lookup="0" * 64) == "The case has no letter L-9."


def test_what_was_typed_is_kept_for_whoever_holds_the_link_and_is_no_act(scene: Scene) -> None:
    code = a_link(scene)
    before = scene.size()
    opened = save_answers(scene.desk, code, {"answer-1": ["It is"]})
    assert (opened.typed, opened.saved_at) == ({"answer-1": ["It is"]}, scene.now)
    assert scene.size() == before
    lodge_answers(scene.desk, code, BOTH)
    with scene.desk.read() as work:
        assert work.drafts.list(scene.case, "link:") == []


# --------------------------------------------------------------------------------------------------- reply


def test_a_reply_through_the_link_is_confirmed_with_its_time_and_hash_and_taken_once(scene: Scene) -> None:
    code = a_link(scene)
    scene.wait(days=3)
    confirmed = lodge_answers(scene.desk, code, BOTH)
    letter = letter_of(scene)
    assert (letter.reply_state, letter.replies, letter.replied_at) == (
        ReplyState.FULL,
        ["It is.", "All of it."],
        scene.now,
    )
    assert (confirmed.at, confirmed.state, confirmed.sha256) == (scene.now, "full", letter.reply_sha256)
    assert lodge_answers(scene.desk, code, BOTH) == confirmed  # the same page sent again
    with pytest.raises(Refused) as refused:
        lodge_answers(scene.desk, code, [GivenAnswer(text="Something else.")])
    assert sentence_of(refused) == NOTHING
    gate = next(one for one in scene.dossier().gates if one.key == "reply:L-1")
    assert (gate.state, gate.answered_by) == (GateState.ANSWERED, "company")


def test_a_trade_secret_stands_in_public_as_its_summary(scene: Scene) -> None:
    set_up_keys(scene)
    code = a_link(scene)
    with pytest.raises(Refused) as refused:
        lodge_answers(scene.desk, code, [GivenAnswer(text="Margin 3%", is_secret=True)])
    assert sentence_of(refused) == (
        "Answer 1 is marked as a trade secret. Write a summary that everyone may read, or take the mark away."
    )
    confirmed = lodge_answers(scene.desk, code, SECRET)
    assert (confirmed.state, show_answers(letter_of(scene))) == ("full", ["A number.", "All."])
    assert lodge_answers(scene.desk, code, SECRET) == confirmed  # sent again, though each seal is another


def test_a_trade_secret_stands_nowhere_in_the_home_but_under_the_seal(scene: Scene, tmp_path: Path) -> None:
    keys = set_up_keys(scene)
    code = a_link(scene)
    typed = {"answer-1": ["Margin 3%"], "secret-1": ["yes"], "answer-2": ["All."], "secret-2": [""]}
    assert dict(save_answers(scene.desk, code, typed).typed) == {
        "secret-1": ["yes"],
        "answer-2": ["All."],
        "secret-2": [""],
    }
    lodge_answers(scene.desk, code, SECRET)
    files = [one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()]
    assert [one for one in files if b"Margin" in one] == []
    entry = next(one for one in reversed(last_entries(scene, 2)) if "sealed_sha256" in one.open)
    sealed = sealed_secrets(scene.desk, CASE, "L-1")
    assert entry.open["sealed_sha256"] == hashlib.sha256(sealed).hexdigest()
    assert json.loads(scene.desk.sealer.unseal(sealed, keys.officer)) == {"answers": {"1": "Margin 3%"}}


def test_an_officer_opens_a_trade_secret_for_one_look_and_the_log_has_the_reason(scene: Scene) -> None:
    keys = set_up_keys(scene)
    lodge_answers(scene.desk, a_link(scene), SECRET)

    def opened(by: str = "P-OFFICER", key: str = keys.officer, **said: str) -> dict[int, str]:
        command = scene.command(UnsealReply, by, **{"letter": "L-1", "reason": "To assess it", **said})
        assert isinstance(command, UnsealReply)
        return open_secrets(scene.desk, command, key)

    for changes, sentence in (
        ({"reason": " "}, "Say why you open the trade secrets of letter L-1: the reason enters the log."),
        (
            {"key": keys.custodians[0]},
            "This key does not open it. Use the key that belongs to one of the officers named.",
        ),
        ({"letter": "L-9"}, "No trade secret of the reply to letter L-9 is held under a seal."),
        (
            {"by": "P-FOCAL"},
            "P-FOCAL has no role on this case that allows opening the trade secrets of a reply.",
        ),
    ):
        with pytest.raises(Refused) as refused:
            opened(**changes)
        assert sentence_of(refused) == sentence
    assert "ReplyUnsealed" not in scene.events()
    assert opened() == {1: "Margin 3%"}
    assert last_entries(scene)[0].open == {"letter": "L-1"}
    assert scene.events()[-1] == "ReplyUnsealed"


def test_the_same_form_sent_again_is_another_look_with_an_entry_and_rules_of_its_own(scene: Scene) -> None:
    keys = set_up_keys(scene)
    lodge_answers(scene.desk, a_link(scene), SECRET)
    command = scene.command(UnsealReply, "P-OFFICER", letter="L-1", reason="To assess it")
    assert isinstance(command, UnsealReply)
    for _ in range(2):
        assert open_secrets(scene.desk, command, keys.officer) == {1: "Margin 3%"}
    looks = last_entries(scene, 2)
    assert [one.event for one in looks] == ["ReplyUnsealed", "ReplyUnsealed"]
    scene.send(
        commands.DeclareInterest,
        "P-OFFICER",
        declaration="D-REFUSED",
        person="P-OFFICER",
        kind="refused",
        entity="Meridian",
    )
    before = scene.size()
    with pytest.raises(Refused) as refused:
        open_secrets(scene.desk, command, keys.officer)
    assert (refused.value.refusal.code, scene.size()) == ("open_conflict", before)


@pytest.mark.parametrize(("summary", "kept"), [(" A number.\n", "A number."), ("", "")])
def test_a_summary_is_kept_without_the_blanks_around_it(scene: Scene, summary: str, kept: str) -> None:
    set_up_keys(scene)
    said = {"letter": "L-1", "state": "full", "replies": ["Margin 3%", "All."], "summaries": [summary, ""]}
    scene.send(commands.RecordReply, **said)
    letter = letter_of(scene)
    assert (letter.summaries, letter.replies[0]) == ([kept, ""], "" if kept else "Margin 3%")
    assert has_secrets(scene.desk, CASE, "L-1") is bool(kept)


def test_a_summary_of_blanks_beside_an_answer_is_refused_so_that_no_secret_is_left_open(scene: Scene) -> None:
    set_up_keys(scene)
    said = {"letter": "L-1", "state": "full", "replies": ["All.", "Margin 3%"], "summaries": ["", " \t"]}
    before = scene.size()
    assert refusal_of(scene, commands.RecordReply, **said) == (
        "Answer 2 is marked as a trade secret. Write a summary that everyone may read, or take the mark away."
    )
    assert scene.size() == before


def test_without_an_officers_key_a_trade_secret_is_refused_and_of_a_file_of_acts_not_kept(
    scene: Scene,
) -> None:
    with pytest.raises(Refused) as refused:
        lodge_answers(scene.desk, a_link(scene), SECRET)
    assert sentence_of(refused).startswith(
        "Answer 1 is marked as a trade secret, and this office has no key yet to seal it to."
    )
    scene.send(
        commands.RecordReply,
        letter="L-1",
        state="full",
        replies=["Margin 3%", "All."],
        summaries=["A number."],
    )
    letter = letter_of(scene)
    assert (letter.replies, show_answers(letter)) == (["", "All."], ["A number.", "All."])
    assert has_secrets(scene.desk, CASE, "L-1") is False


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ([], "Please answer at least one of the questions."),
        ([GivenAnswer(text=" ")], "Please answer at least one of the questions."),
        (BOTH * 2, "Letter L-1 asks 2 questions, and more answers were given."),
    ],
)
def test_a_reply_answers_something_and_no_more_than_was_asked(
    scene: Scene, answers: list[GivenAnswer], sentence: str
) -> None:
    with pytest.raises(Refused) as refused:
        lodge_answers(scene.desk, a_link(scene), answers)
    assert sentence_of(refused) == sentence


def test_a_reply_in_part_and_a_late_one_are_marked_so_after_silence_too(scene: Scene) -> None:
    code = a_link(scene)
    scene.wait(days=61)
    scene.advance()
    assert letter_of(scene).reply_state is ReplyState.ABSENT
    assert "ReplyRecorded" in scene.events()
    assert lodge_answers(scene.desk, code, BOTH[:1]).state == "late"


def test_nobody_lodges_a_reply_with_the_link_of_another_letter(scene: Scene) -> None:
    sent = refusal_of(scene, LodgeReply, "company", letter="L-1", lookup="0" * 64, answers=BOTH)
    assert sent == NOTHING
    person = refusal_of(scene, LodgeReply, "P-FOCAL", letter="L-1", lookup="0" * 64, answers=BOTH)
    assert person == "P-FOCAL has no role on this case that allows answering through the link."


# ---------------------------------------------------------------------------------------------- by a file


def test_a_reply_by_file_is_entered_with_the_file_as_evidence(scene: Scene, tmp_path: Path) -> None:
    form = to_reply_form(scene.desk, scene.case, "L-1")
    assert [one["question"] for one in form["answers"]] == letter_of(scene).questions
    form["answers"][0] |= {"answer": "It is.", "summary": ""}
    path = tmp_path / "reply.yaml"
    path.write_text(yaml.safe_dump(form))
    assert enter_reply(scene.desk, scene.case, "L-1", path, "P-COMPANY") == "in_part"
    letter = letter_of(scene)
    assert (letter.evidence, show_answers(letter)) == (["R-L-1"], ["It is.", ""])
    held = next(one for one in scene.dossier().evidence if one.id == "R-L-1")
    assert scene.desk.evidence.get(held.sha256 or "") == path.read_bytes()


def test_a_reply_by_file_is_held_without_its_trade_secrets_which_are_sealed(
    scene: Scene, tmp_path: Path
) -> None:
    form = to_reply_form(scene.desk, scene.case, "L-1")
    form["answers"][0] |= {"answer": "Margin 3%", "trade_secret": True, "summary": "A number."}
    path = tmp_path / "reply.yaml"
    path.write_text(yaml.safe_dump(form))
    with pytest.raises(Refused):
        enter_reply(scene.desk, scene.case, "L-1", path, "P-COMPANY")
    set_up_keys(scene)
    assert enter_reply(scene.desk, scene.case, "L-1", path, "P-COMPANY") == "in_part"
    held = next(one for one in scene.dossier().evidence if one.id == "R-L-1")
    content = yaml.safe_load(scene.desk.evidence.get(held.sha256 or ""))
    form["answers"][0]["answer"] = ""
    assert (content, held.title) == (
        form,
        "Reply to letter OPD/1, as it came, without its trade secrets",
    )
    assert (show_answers(letter_of(scene)), has_secrets(scene.desk, CASE, "L-1")) == (["A number.", ""], True)
    with scene.desk.read() as work:
        assert work.has_act(
            f"reply-file/{(held.sha256 or '')[:40]}"
        )  # nothing told of the secret to be tried


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("letter: {case: other, id: L-1}\nanswers: []", "the form is not that of letter L-1"),
        ("letter: {case: meridian, id: L-1}\nanswers: 7", "the answers are no list"),
        ("letter: {case: meridian, id: L-1}\nanswers: [{run: rm}]", "the form has no such field"),
        ("letter: {case: meridian, id: L-1}\nanswers: [{answer: [1]}]", "no such value"),
        ("letter: {case: meridian, id: L-1}\nanswers: [{answer: !!python/object:os.system x}]", "tag"),
        ("a: &a [x]\nb: *a", ""),
        ("- " * 3000, ""),
        ("x" * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
        ("", "empty"),
    ],
)
def test_a_hostile_reply_file_is_refused_in_a_sentence_and_nothing_is_kept(
    scene: Scene, tmp_path: Path, text: str, said: str
) -> None:
    path, before = tmp_path / "reply.yaml", scene.size()
    path.write_text(text)
    with pytest.raises(BadInput) as bad:
        enter_reply(scene.desk, scene.case, "L-1", path, "P-FOCAL")
    assert said in str(bad.value)
    assert scene.size() == before


def test_a_reply_by_file_keeps_the_rules_of_every_reply(scene: Scene, tmp_path: Path) -> None:
    path = tmp_path / "reply.yaml"
    path.write_text(yaml.safe_dump(to_reply_form(scene.desk, scene.case, "L-1")))
    with pytest.raises(Refused) as refused:
        enter_reply(scene.desk, scene.case, "L-1", path, "P-FOCAL")
    assert sentence_of(refused) == "Please answer at least one of the questions."


# --------------------------------------------------------------------------------------------- more time


def test_a_reply_is_given_more_time_once_for_a_reason_and_its_gate_moves_along(scene: Scene) -> None:
    scene.send(ExtendReply, letter="L-1", due=date(2026, 5, 15), reason="Holidays")
    letter = letter_of(scene)
    assert (letter.due, letter.first_due, letter.extended_by) == (
        date(2026, 5, 15),
        date(2026, 5, 1),
        "P-FOCAL",
    )
    gate = next(one for one in scene.dossier().gates if one.key == "reply:L-1")
    assert gate.closes_at is not None
    assert gate.closes_at.date() == date(2026, 5, 15)
    assert refusal_of(scene, ExtendReply, letter="L-1", due=date(2026, 5, 20), reason="More") == (
        "The reply to letter L-1 was given more time once, until 2026-05-15. It is not given a second time."
    )
    scene.wait_until(gate.closes_at - timedelta(hours=1))
    scene.advance()
    assert letter_of(scene).reply_state is ReplyState.WAITING


@pytest.mark.parametrize(
    ("due", "reason", "code"),
    [
        (date(2026, 5, 16), "Holidays", "extension_too_long"),
        (date(2026, 5, 1), "Holidays", "extension_too_long"),
        (date(2026, 4, 1), "Holidays", "extension_too_long"),
        (date(2026, 5, 9), " ", "extension_without_reason"),
    ],
)
def test_more_time_is_at_most_fourteen_days_and_has_a_reason(
    scene: Scene, due: date, reason: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        scene.send(ExtendReply, letter="L-1", due=due, reason=reason)
    assert refused.value.refusal.code == code


def test_no_time_is_given_once_the_day_has_passed(scene: Scene) -> None:
    scene.wait(days=61)
    assert refusal_of(scene, ExtendReply, letter="L-1", due=date(2026, 5, 9), reason="x") == (
        "Letter L-1 does not wait for its reply any more, so that no time can be given."
    )


# --------------------------------------------------------------------------------------------- assessment


def assess(scene: Scene, by: str = "P-RIGHTS", /, **changes: Any) -> str:
    said: dict[str, Any] = {"letter": "L-1", "number": 1, "assessment": "disputed", "reason": "It says no."}
    return refusal_of(scene, AssessReply, by, **{**said, **changes})


def test_each_answer_is_assessed_by_a_person_with_a_reason_and_the_newest_holds(scene: Scene) -> None:
    assert assess(scene) == (
        "Letter L-1 waits for its reply. Assess it when the reply is in, or its time is over."
    )
    lodge_answers(scene.desk, a_link(scene), BOTH)
    assert assess(scene, number=3) == "Letter L-1 has no question 3."
    assert assess(scene, reason=" ") == "Say in a sentence why the answer 1 of letter L-1 is assessed so."
    for kind in ("answered", "in_part"):
        scene.send(AssessReply, "P-RIGHTS", letter="L-1", number=1, assessment=kind, reason="So.")
    [held] = scene.dossier().assessments
    assert (held.assessment.value, held.assessed_by, held.reason) == ("in_part", "P-RIGHTS", "So.")


def test_who_has_an_open_conflict_assesses_no_answer(scene: Scene) -> None:
    lodge_answers(scene.desk, a_link(scene), BOTH)
    scene.send(
        commands.DeclareInterest, "P-RIGHTS", declaration="D-R", person="P-RIGHTS", kind="financial",
        conflict="actual",
    )  # fmt: skip
    assert assess(scene).startswith("P-RIGHTS has an open conflict of interest (D-R)")


# ------------------------------------------------------------------------------------------- corrections


def test_a_correction_is_settled_before_anything_is_approved(scene: Scene) -> None:
    asked = {"correction": "K-1", "letter": "L-1", "passage": "exports", "asked": "transfers"}
    scene.send(AskCorrection, "P-COMPANY", **asked)
    gate = next(one for one in scene.dossier().gates if one.key == "correction:K-1")
    assert (gate.kind, gate.state) == ("correction", GateState.OPEN)
    assert refusal_of(scene, AskCorrection, **asked) == "The id K-1 is taken in this case. Choose another."
    settle = {"correction": "K-1", "accepted": True}
    assert refusal_of(scene, SettleCorrection, **settle) == (
        "Write the corrected text of K-1: it stands beside the letter from now on."
    )
    assert refusal_of(scene, SettleCorrection, correction="K-1", accepted=False) == (
        "Say why the correction K-1 is not accepted; the company is told."
    )
    scene.send(SettleCorrection, **settle, corrected="An authority looks into transfers.")
    assert refusal_of(scene, SettleCorrection, **settle, corrected="x") == (
        "The correction K-1 is settled already."
    )
    assert refusal_of(scene, SettleCorrection, correction="K-2", accepted=False) == (
        "The case has no correction K-2."
    )
    gate = next(one for one in scene.dossier().gates if one.key == "correction:K-1")
    assert (gate.state, gate.answered_by) == (GateState.ANSWERED, "P-FOCAL")
