"""What is wrong with a file that came back: each fault in a sentence that says where, and what to do."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.usecases.desks import Scene, a_scene
from tests.usecases.questionnaire.kit import by_workbook, filled_in, taken_offline
from vetting.adapters.packs import find
from vetting.adapters.questionnaires import read_questionnaire, write_questionnaire
from vetting.domain.errors import BadInput
from vetting.usecases.questionnaire.asking import allowed_answers
from vetting.usecases.questionnaire.bringing import look_at_file
from vetting.usecases.questionnaire.filled import MOST_FAULTS, Filled, Row
from vetting.usecases.questionnaire.items import Said

PACK = find("un-default")


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened().with_evidence()


def refusals(scene: Scene, filled: Filled) -> list[str]:
    with pytest.raises(BadInput) as wrong:
        look_at_file(scene.desk, scene.case, filled)
    return [str(one) for one in wrong.value.faults]


def in_yaml(scene: Scene, old: str, new: str) -> list[str]:
    asked = taken_offline(scene)
    text = write_questionnaire(asked, "yaml").decode()
    assert old in text
    return refusals(scene, read_questionnaire(text.replace(old, new, 1).encode(), asked.pack))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("questions:", "answers:", "it has no list 'questions'."),
        ("- id: INT-01", "- name: INT-01", "the entry names no question."),
        ("  state: ''", "  state: ''\n  remark: Why?", "'remark' is not known here. Write remarks into 'note'."),
        ("  state: ''", "  state: [a]", "'state' is no text. Write it as one text."),
        ("  state: ''", "  state: unknown\n  answer: no", "the state says 'unknown', and there is an answer as well."),
        ("  state: ''", "  state: unknown\n  evidence: E-1", "'evidence' is no list of ids. Write it like [E-1, E-2]."),
        ("  state: ''", "  state: ''\n  note: Only this", "INT-01 has evidence or a note, and no answer."),
        ("  draft_or_final: ''", "  draft_or_final: maybe", "INT-01 is neither draft nor final: 'maybe'."),
        ("  based_on: 0", "  based_on: none", "INT-01: 'based on' is no number."),
        ("questionnaire:", "thoughts: {}\nquestionnaire:", "'thoughts' is not known here."),
        ("format: '1'", "format: '2'", "its format is '2'; this version reads 1."),
        ("  case: meridian\n", "", "it does not say of which case it is, and under which rules."),
        ("evidence:\n  E-1:\n", "evidence:\n  E-1:\n    pages: '3'\n", "the evidence E-1 has other fields than title,"),
        ("title: Yearly report", "title: Another report", "the evidence E-1 is 'Yearly report' in the case."),
        ("  E-1:\n", "  E-2:\n    publisher: Nobody\n  E-1:\n", "a source needs an id of at most 40 characters, and a title."),
        ("  E-1:\n", "  E-2:\n    title: A\n    knowable_on: soon\n  E-1:\n", "'soon' is no day"),
        ("- id: INT-01", "- id: &x INT-01", "the anchor &x is not allowed"),
    ],
    ids=lambda one: one[:24] if isinstance(one, str) else "",
)  # fmt: skip
def test_yaml_that_says_something_else_is_refused(scene: Scene, old: str, new: str, sentence: str) -> None:
    assert sentence in "\n".join(in_yaml(scene, old, new))


def test_yaml_that_is_none_is_refused() -> None:
    filled = read_questionnaire(b"- a\n- b\n", PACK)
    assert [str(one) for one in filled.faults] == [
        "line 1: it has no list 'questions'. Bring back a file that was taken offline from this case."
    ]
    assert (
        read_questionnaire(b"questions: []\nevidence: [a]\n", PACK).faults[0].what
        == "'evidence' is no list by id."
    )


def test_evidence_that_stands_twice_is_refused(scene: Scene) -> None:
    asked = taken_offline(scene)
    twice = replace(asked, sources=(*asked.sources, *asked.sources))
    assert refusals(scene, by_workbook(twice)) == [
        "Evidence, row 3: the evidence E-1 stands twice. Keep one."
    ]


def test_of_very_many_faults_the_first_are_named(scene: Scene) -> None:
    filled = by_workbook(taken_offline(scene))
    many = [replace(filled.rows[0], criterion=f"XXX-{number:02}") for number in range(MOST_FAULTS + 1)]
    said = refusals(scene, replace(filled, rows=many))
    assert (len(said), said[-1]) == (
        MOST_FAULTS + 1,
        f"the file: there are more faults than these {MOST_FAULTS}. Mend these first.",
    )


def _draft(criterion: str, value: object) -> Row:
    answerer = PACK.criteria[criterion].answered_by[0]
    return Row("here", "there", criterion, answerer, Said("given", value), "draft", based_on="0")


@pytest.mark.parametrize(
    ("criterion", "value"),
    [("ENT-02", "none"), ("ENT-02", [{}] * 60), ("ENT-01", []), ("EXC-18", {"a": "b"}), ("ENT-04", ["yes"])],
    ids=["table", "rows", "party", "evidence", "choice"],
)
def test_a_draft_that_no_form_can_show_is_refused(tmp_path: Path, criterion: str, value: object) -> None:
    scene = a_scene(tmp_path).opened(pack="un-default")
    head = {"format": "1", "case": scene.case, "pack hash": PACK.hash}
    (said,) = refusals(scene, Filled(head, [_draft(criterion, value)]))
    assert said.startswith(f"there: {criterion} is a draft that no form can show.")


def test_what_may_be_answered_is_said_in_words_for_every_question_of_the_pack() -> None:
    words = {one.id: allowed_answers(PACK, one) for one in PACK.criteria.values()}
    assert all(words.values())
    assert words["INT-06"] == "one of yes, no; with the evidence it rests on"
    assert words["ENT-01"].startswith("one row on the page of this question: legal_name: a text; ")
    assert "country: two letters, such as KE; 001 for the world" in words["ENT-01"]


def test_a_company_sees_the_sources_that_its_answers_name_without_the_offices_notes(scene: Scene) -> None:
    scene.with_evidence("E-2", note="What the office thinks of it")
    scene.answer("ENT-01", "A trust", evidence=["E-2"], answerer="company").answered(ENT_01=None).advance()
    asked = taken_offline(scene, of="company")
    assert [(one.id, one.note) for one in asked.sources] == [("E-2", "")]
    assert filled_in(asked, "ENT-01", Said("unknown")).items[0].said == Said("unknown")
