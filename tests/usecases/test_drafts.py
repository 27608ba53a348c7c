"""What is typed is kept for its writer; an answer that came in between is never overwritten unseen."""

from pathlib import Path

import pytest

from tests.usecases.desks import CASE, Scene, a_scene, sentence_of
from vetting.domain import commands
from vetting.domain.errors import BadInput, Refused
from vetting.usecases.drafts import MOST_CHARACTERS, drop_draft, find_draft, list_drafts, save_draft

FORM = "answer:INT-02:office"


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened()


def typed(scene: Scene, person: str = "P-FOCAL") -> dict[str, list[str]] | None:
    draft = find_draft(scene.desk, CASE, person, FORM)
    return draft.values if draft else None


def test_a_draft_is_kept_for_its_writer_alone_and_is_no_act(scene: Scene) -> None:
    before = scene.size()
    save_draft(scene.desk, CASE, "P-FOCAL", FORM, {"value": ["Work plan"], "evidence": ["E-1", "E-2"]})
    assert typed(scene) == {"value": ["Work plan"], "evidence": ["E-1", "E-2"]}
    assert typed(scene, "P-LEGAL") is None
    assert scene.size() == before
    assert scene.dossier().answers == []


def test_saving_again_replaces_and_dropping_forgets(scene: Scene) -> None:
    save_draft(scene.desk, CASE, "P-FOCAL", FORM, {"value": ["one"]})
    save_draft(scene.desk, CASE, "P-FOCAL", FORM, {"value": ["two"]})
    save_draft(scene.desk, CASE, "P-FOCAL", "point:PT-1", {"reason": ["three"]})
    kept = list_drafts(scene.desk, CASE, "P-FOCAL")
    assert [(one.form, one.values) for one in kept] == [
        (FORM, {"value": ["two"]}),
        ("point:PT-1", {"reason": ["three"]}),
    ]
    drop_draft(scene.desk, CASE, "P-FOCAL", FORM)
    drop_draft(scene.desk, CASE, "P-FOCAL", FORM)
    assert typed(scene) is None


def test_a_draft_that_is_too_long_is_refused_with_what_to_do(scene: Scene) -> None:
    with pytest.raises(BadInput) as refused:
        save_draft(scene.desk, CASE, "P-FOCAL", FORM, {"value": ["x" * (MOST_CHARACTERS + 1)]})
    assert str(refused.value) == (
        "answer:INT-02:office: the text has 200001 characters. "
        "Shorten it to 200000 characters, or file the long text as evidence."
    )


def save(scene: Scene, by: str, value: str, based_on: int | None) -> None:
    said = {"criterion": "INT-02", "answerer": "office", "state": "given", "value": value}
    scene.send(commands.AnswerQuestion, by, **said, based_on=based_on)


def test_two_people_who_answer_one_question_both_stay_and_the_second_is_told(scene: Scene) -> None:
    save(scene, "P-FOCAL", "Work plan 2026", 0)
    with pytest.raises(Refused) as refused:
        save(scene, "P-INIT", "Resolution 7", 0)
    assert sentence_of(refused) == (
        "INT-02 was answered by P-FOCAL while you were writing, so nothing was overwritten: "
        "compare the two, then save yours again if it should replace the other."
    )
    save(scene, "P-INIT", "Resolution 7", 1)
    assert [(one.by, one.value) for one in scene.dossier().answers] == [
        ("P-FOCAL", "Work plan 2026"),
        ("P-INIT", "Resolution 7"),
    ]


def test_an_answer_that_names_no_earlier_one_is_not_compared(scene: Scene) -> None:
    save(scene, "P-FOCAL", "Work plan 2026", None)
    save(scene, "P-INIT", "Resolution 7", None)
    assert len(scene.dossier().answers) == 2


def test_an_answer_to_another_question_stands_in_nobodys_way(scene: Scene) -> None:
    scene.answer("INT-01", "no")
    save(scene, "P-FOCAL", "Work plan 2026", 0)
    assert len(scene.dossier().answers) == 2
