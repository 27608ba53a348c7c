"""Reviews of answers go through the door of every act, and stand in the log."""

from pathlib import Path

import pytest

from tests.usecases.desks import Entry, Scene, a_scene, last_entries, sentence_of
from vetting.documents.view import show_section
from vetting.domain.commands import RequestRecord, ReviewAnswer
from vetting.domain.errors import BadInput, Refused
from vetting.usecases.acting import act_on
from vetting.usecases.advance import DirectDispatcher
from vetting.usecases.records import latest_record


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path / "home").opened()


def test_a_second_person_reviews_an_answer(scene: Scene) -> None:
    scene.answer("INT-01", "no").send(ReviewAnswer, "P-LEGAL", criterion="INT-01", seen=1, note="Compared")
    (review,) = scene.dossier().reviews
    assert (review.answer, review.answerer, review.by, review.note) == (1, "office", "P-LEGAL", "Compared")
    assert last_entries(scene) == [
        Entry(
            "AnswerReviewed",
            "P-LEGAL",
            {"number": 1, "criterion": "INT-01", "answerer": "office", "answer": 1},
            {"note": "Compared"},
        )
    ]


@pytest.mark.parametrize(
    ("by", "said", "sentence"),
    [
        ("P-FOCAL", {"criterion": "INT-01"}, "P-FOCAL entered the answer to INT-01 and so cannot review it."),
        ("P-LEGAL", {"criterion": "INT-02"}, "INT-02 has no answer yet that could be reviewed."),
        ("P-LEGAL", {"criterion": "INT-01", "answerer": "company"}, "INT-01 has no answer yet"),
        (
            "P-LEGAL",
            {"criterion": "INT-01", "seen": 7},
            "INT-01 was answered anew by P-FOCAL while you were reading.",
        ),
        ("P-LEGAL", {"criterion": "INT-99"}, "The pack has no criterion INT-99."),
        (
            "P-COMPANY",
            {"criterion": "INT-01"},
            "P-COMPANY has no role on this case that allows reviewing an answer.",
        ),
    ],
    ids=["own", "nothing", "nobody", "changed", "unknown", "company"],
)
def test_what_cannot_be_reviewed_is_refused(
    scene: Scene, by: str, said: dict[str, object], sentence: str
) -> None:
    scene.answer("INT-01", "no")
    with pytest.raises(Refused) as refused:
        scene.send(ReviewAnswer, by, **said)
    assert sentence_of(refused).startswith(sentence)
    assert scene.dossier().reviews == []


def test_a_file_of_acts_may_review(scene: Scene, tmp_path: Path) -> None:
    scene.answer("INT-01", "no")
    file = tmp_path / "acts.yaml"
    file.write_text("reviews:\n  INT-01: {by: P-LEGAL, note: Compared}\n")
    act_on(scene.desk, DirectDispatcher(scene.desk), scene.case, file)
    assert [(one.by, one.note) for one in scene.dossier().reviews] == [("P-LEGAL", "Compared")]
    file.write_text("reviews:\n  INT-99: {by: P-LEGAL}\n")
    with pytest.raises(BadInput, match="the pack has no criterion 'INT-99'"):
        act_on(scene.desk, DirectDispatcher(scene.desk), scene.case, file)


def test_the_record_says_who_reviewed_an_answer(scene: Scene) -> None:
    scene.answer("INT-01", "no").answer("INT-02", "A plan").send(ReviewAnswer, "P-LEGAL", criterion="INT-01")
    scene.send(RequestRecord)
    scene.advance()
    record = latest_record(scene.desk, scene.case).to_json()
    answers = {
        question["criterion"]: question["answers"]
        for module in record["modules"]
        for question in module["questions"]
    }
    assert [one["reviewed_by"] for one in answers["INT-01"]] == ["P-LEGAL"]
    assert "reviewed_by" not in answers["INT-02"][0]
    assert "Reviewed by P-LEGAL, 2026-03-02" in str(show_section(record, "questions"))
