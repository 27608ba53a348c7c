"""Files that are added with a receipt: rebuilt, sealed, answered one by one, and gone when the submission is."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.adapters.cleaning import files
from tests.adapters.cleaning.files import PLANTED, SEEN
from tests.usecases.consulting import ANONYMOUS, PUBLIC, Keys, a_draft, lodged, open_round, set_up_keys
from tests.usecases.desks import Scene, a_scene, last_entries, sentence_of
from vetting.domain.attachments import (
    MOST_FILES,
    CleanFile,
    SealedFileFields,
    from_sealed_file,
    to_sealed_file,
)
from vetting.domain.errors import Refusal, Refused
from vetting.domain.left_out import LeftOut
from vetting.domain.round_commands import ModerateSubmission, UnsealSubmission
from vetting.usecases.attaching import FileAnswer, GivenFile, attach, sealed_file, unseal_file
from vetting.usecases.looking_up import find_lodged, withdraw


class FakeCleaner:
    """Rebuilds nothing: the name and the bytes come back as they are, but for what is called a refusal."""

    def clean(self, content: bytes, name: str) -> CleanFile:
        if name.startswith("bad"):
            raise Refused(_refusal(name))
        return CleanFile(name, "txt", content, (LeftOut.METADATA,))


def _refusal(name: str) -> Refusal:
    return Refusal("file_damaged", {"name": name})


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    scene = open_round(a_scene(tmp_path).opened())
    object.__setattr__(scene.desk, "cleaner", FakeCleaner())
    return scene


@pytest.fixture
def keys(scene: Scene) -> Keys:
    return set_up_keys(scene)


def given(scene: Scene, receipt: str, *contents: bytes) -> list[FileAnswer]:
    return attach(scene.desk, receipt, scene.now, [GivenFile("a.txt", one) for one in contents])


def test_a_file_is_kept_sealed_and_its_name_stands_nowhere(scene: Scene, keys: Keys, tmp_path: Path) -> None:
    receipt = lodged(scene, a_draft(ANONYMOUS)).receipt
    answers = attach(scene.desk, receipt, scene.now, [GivenFile(f"{PLANTED}.txt", PLANTED.encode())])
    assert answers == [FileAnswer(f"{PLANTED}.txt", (LeftOut.METADATA,))]
    [ident] = find_lodged(scene.desk, receipt).submission.files
    [entry] = last_entries(scene)
    assert (entry.event, entry.open["file"], set(entry.open)) == (
        "FileAttached", ident, {"submission", "file", "sealed_sha256"},
    )  # fmt: skip
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert PLANTED.encode() not in stored
    opened = from_sealed_file(
        scene.desk.sealer.unseal(sealed_file(scene.desk, scene.case, ident), keys.officer)
    )
    assert opened == CleanFile(f"{PLANTED}.txt", "txt", PLANTED.encode(), (LeftOut.METADATA,))


@pytest.mark.usefixtures("keys")
def test_sent_twice_a_file_is_kept_once_and_gets_the_same_answer(scene: Scene) -> None:
    receipt = lodged(scene, a_draft(ANONYMOUS)).receipt
    assert given(scene, receipt, b"one", b"two") == given(scene, receipt, b"one", b"two")
    assert len(find_lodged(scene.desk, receipt).submission.files) == 2
    other = lodged(scene, a_draft(ANONYMOUS)).receipt
    given(scene, other, b"one")
    assert len(find_lodged(scene.desk, other).submission.files) == 1


@pytest.mark.usefixtures("keys")
def test_each_file_has_an_answer_of_its_own_and_one_that_is_refused_stops_no_other(scene: Scene) -> None:
    receipt = lodged(scene, a_draft(PUBLIC)).receipt
    sent = [GivenFile("bad.pdf", b"x"), GivenFile("good.txt", b"y")]
    answers = attach(scene.desk, receipt, scene.now, sent)
    assert [one.refusal.code if one.refusal else "taken" for one in answers] == ["file_damaged", "taken"]


@pytest.mark.usefixtures("keys")
def test_a_submission_takes_so_many_files_and_the_next_is_told(scene: Scene) -> None:
    receipt = lodged(scene, a_draft(ANONYMOUS)).receipt
    answers = given(scene, receipt, *(bytes([65 + n]) for n in range(MOST_FILES + 1)))
    assert [one.refusal is None for one in answers] == [True] * MOST_FILES + [False]
    assert answers[-1].refusal == Refusal("files_too_many", {"most": MOST_FILES})
    assert given(scene, receipt, b"A")[0].refusal is None  # it is there already


def test_without_an_officers_key_no_file_is_taken(scene: Scene) -> None:
    receipt = lodged(scene, a_draft(PUBLIC)).receipt
    with pytest.raises(Refused) as refused:
        given(scene, receipt, b"x")
    assert sentence_of(refused).startswith("Files cannot be taken here yet")


@pytest.mark.usefixtures("keys")
def test_what_is_taken_back_takes_its_files_along(scene: Scene) -> None:
    receipt = lodged(scene, a_draft(ANONYMOUS)).receipt
    given(scene, receipt, b"x")
    [ident] = find_lodged(scene.desk, receipt).submission.files
    withdraw(scene.desk, receipt)
    with scene.desk.read() as work:
        assert work.get(SealedFileFields, scene.case, ident) is None
    with pytest.raises(Refused) as refused:
        given(scene, receipt, b"x")
    assert "taken back already" in sentence_of(refused)


@pytest.mark.usefixtures("keys")
def test_a_published_submission_takes_no_further_file(scene: Scene) -> None:
    receipt = lodged(scene, a_draft(PUBLIC)).receipt
    ident = find_lodged(scene.desk, receipt).submission.id
    scene.send(ModerateSubmission, "P-OFFICER", submission=ident, publish=True)
    with pytest.raises(Refused) as refused:
        given(scene, receipt, b"x")
    assert refused.value.refusal.code == "submission_published"


@pytest.mark.usefixtures("keys")
def test_a_file_is_taken_for_half_an_hour_after_the_closing_and_no_second_more(scene: Scene) -> None:
    receipt, closing = lodged(scene, a_draft(ANONYMOUS)).receipt, scene.now + timedelta(days=28)
    begun = closing - timedelta(minutes=1)
    scene.wait_until(closing + timedelta(minutes=30))
    assert attach(scene.desk, receipt, begun, [GivenFile("a.txt", b"x")])[0].refusal is None
    with pytest.raises(Refused) as refused:
        attach(scene.desk, receipt, closing + timedelta(seconds=1), [GivenFile("a.txt", b"y")])
    assert refused.value.refusal.code == "round_closed"
    scene.wait(seconds=1)
    with pytest.raises(Refused) as refused:
        attach(scene.desk, receipt, begun, [GivenFile("a.txt", b"y")])
    assert refused.value.refusal.code == "round_closed"


def opened(scene: Scene, keys: Keys, file: str, **changes: str) -> CleanFile:
    said = {"submission": scene.dossier().submissions[0].id, "file": file, "reason": "Read it."} | changes
    return unseal_file(scene.desk, scene.command(UnsealSubmission, "P-OFFICER", **said), keys.officer)  # type: ignore[arg-type]


def test_an_officer_opens_a_file_and_the_look_is_in_the_log_with_its_reason(scene: Scene, keys: Keys) -> None:
    receipt = lodged(scene, a_draft(ANONYMOUS)).receipt
    given(scene, receipt, SEEN.encode())
    [ident] = find_lodged(scene.desk, receipt).submission.files
    assert opened(scene, keys, ident).content == SEEN.encode()
    [entry] = last_entries(scene)
    assert (entry.event, entry.open["file"]) == ("SubmissionUnsealed", ident)


def test_a_file_is_not_opened_without_a_reason_nor_for_another_submission(scene: Scene, keys: Keys) -> None:
    first = lodged(scene, a_draft(ANONYMOUS)).receipt
    second = lodged(scene, a_draft(ANONYMOUS)).receipt
    given(scene, first, b"x")
    [ident] = find_lodged(scene.desk, first).submission.files
    for changes, code in (
        ({"reason": " "}, "no_reason_to_unseal"),
        ({"submission": find_lodged(scene.desk, second).submission.id}, "no_such_file"),
    ):
        with pytest.raises(Refused) as refused:
            opened(scene, keys, ident, **changes)
        assert refused.value.refusal.code == code
    with pytest.raises(Refused) as refused:
        opened(scene, keys, "F-NONE")
    assert (
        sentence_of(refused)
        == "The submission has no file F-NONE. Open the submission again to see its files."
    )


def test_what_is_sealed_of_a_file_is_read_again_as_it_was() -> None:
    file = CleanFile("ملف-文件.pdf", "pdf", bytes(range(256)), (LeftOut.LINKS, LeftOut.FORMS))
    assert from_sealed_file(to_sealed_file(file)) == file


def test_the_real_cleaner_stands_at_the_desk(tmp_path: Path) -> None:
    scene = open_round(a_scene(tmp_path).opened())
    set_up_keys(scene)
    receipt = lodged(scene, a_draft(ANONYMOUS)).receipt
    [answer] = attach(scene.desk, receipt, scene.now, [GivenFile("a.jpg", files.jpeg())])
    assert answer == FileAnswer("a.jpg", (LeftOut.APPENDED, LeftOut.METADATA))
