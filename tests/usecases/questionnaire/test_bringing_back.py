"""A file that comes back changes what was changed in it, and nothing that somebody else answered meanwhile."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.desks import Scene, a_scene, sentence_of
from tests.usecases.questionnaire.kit import (
    WAYS,
    by_text,
    by_workbook,
    filled_in,
    row_of,
    saids,
    taken_offline,
)
from vetting.domain.commands import ReviewAnswer
from vetting.domain.errors import BadInput, Refused
from vetting.usecases.drafts import find_draft
from vetting.usecases.questionnaire.bringing import CASE, FILE, Bearer, Brought, bring_back, look_at_file
from vetting.usecases.questionnaire.changes import Kind, Plan, lines_of
from vetting.usecases.questionnaire.filled import Filled
from vetting.usecases.questionnaire.items import NOTHING, Questionnaire, Said, Source


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened().with_evidence()


def look(scene: Scene, filled: Filled) -> Plan:
    return look_at_file(scene.desk, scene.case, filled)


def bring(scene: Scene, filled: Filled, by: str = "P-FOCAL", **stands: str) -> Brought:
    chosen = {name.replace("_", "-").replace("--", ":"): whose for name, whose in stands.items()}
    return bring_back(scene.desk, scene.case, filled, Bearer(by), chosen)


def stands(scene: Scene, criterion: str) -> tuple[Any, str]:
    answer = [one for one in scene.dossier().answers if one.criterion == criterion][-1]
    return answer.value, answer.by


def kinds(plan: Plan) -> dict[str, Kind]:
    return {one.key: one.kind for one in plan.changes}


def faults_of(scene: Scene, filled: Filled) -> list[str]:
    with pytest.raises(BadInput) as wrong:
        look(scene, filled)
    return [str(one) for one in wrong.value.faults]


@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_nobody_changed_changes_nothing_even_where_the_case_went_on(
    scene: Scene, way: Any
) -> None:
    filled = way(taken_offline(scene.answered()))
    scene.answer("INT-01", "yes")
    plan = look(scene, filled)
    assert (plan.changes, plan.unchanged, plan.remarks) == ((), len(filled.rows), ())


@pytest.mark.parametrize("way", WAYS)
def test_an_answer_from_the_file_enters_by_whoever_brings_it_back(scene: Scene, way: Any) -> None:
    asked = filled_in(taken_offline(scene), "INT-01", Said("given", "no", ("E-1",), "Asked on 3 March"))
    assert kinds(look(scene, way(asked))) == {"INT-01:office": Kind.NEW}
    brought = bring(scene, way(asked))
    answer = scene.dossier().answers[-1]
    assert (brought.answers, brought.drafts, brought.kept) == (1, 0, ())
    assert (answer.value, answer.by, answer.evidence, answer.note) == (
        "no",
        "P-FOCAL",
        ["E-1"],
        "Asked on 3 March",
    )


@pytest.mark.parametrize("way", WAYS)
def test_where_both_sides_answered_both_versions_are_shown_and_nothing_is_overwritten(
    scene: Scene, way: Any
) -> None:
    scene.answer("INT-01", "no")
    asked = filled_in(taken_offline(scene), "INT-01", Said("unknown", None, (), "Nobody could say"))
    scene.answer("INT-01", "yes", note="Seen meanwhile")
    (change,) = look(scene, way(asked)).changes
    assert (change.kind, lines_of(change.said), change.said.note) == (
        Kind.CONFLICT,
        ("Unknown",),
        "Nobody could say",
    )
    assert (lines_of(change.stands_said), change.stands_said.note) == (("Yes",), "Seen meanwhile")
    assert change.stands is not None
    assert (change.stands.by, change.stands.at) == ("P-FOCAL", scene.now)
    with pytest.raises(Refused) as refused:
        bring(scene, way(asked))
    assert sentence_of(refused) == (
        "Both sides answered INT-01:office since the file was taken offline, so nothing was brought in: "
        "say for each whose answer stands, the file's or the case's."
    )
    assert stands(scene, "INT-01") == ("yes", "P-FOCAL")


def test_the_officer_chooses_whose_answer_stands(scene: Scene) -> None:
    asked = filled_in(taken_offline(scene), "INT-01", Said("given", "no"))
    scene.answer("INT-01", "yes")
    kept = bring(scene, by_workbook(asked), INT_01__office=CASE)
    assert (kept.answers, kept.kept, stands(scene, "INT-01")) == (0, ("INT-01:office",), ("yes", "P-FOCAL"))
    taken = bring(scene, by_workbook(asked), INT_01__office=FILE)
    assert (taken.answers, taken.kept, stands(scene, "INT-01")) == (1, (), ("no", "P-FOCAL"))


def test_the_same_answer_on_both_sides_is_no_conflict(scene: Scene) -> None:
    asked = filled_in(taken_offline(scene), "INT-01", Said("given", "no"))
    scene.answer("INT-01", "no")
    assert look(scene, by_workbook(asked)).changes == ()


def test_a_file_brought_back_twice_changes_nothing_the_second_time(scene: Scene) -> None:
    filled = by_workbook(filled_in(taken_offline(scene), "INT-01", Said("given", "no")))
    assert (bring(scene, filled).answers, bring(scene, filled).answers) == (1, 0)


@pytest.mark.parametrize("way", WAYS)
def test_letters_that_nobody_types_make_no_conflict_of_a_file_that_is_brought_back_twice(
    scene: Scene, way: Any
) -> None:
    source = Source("E-9", "Report\u202e", "For\x07um", "2026", "2026-01-01", "", "It \u2066says so\u2069")
    said = Said("given", "Plan\u202e 4\r\nof 5\x00", ("E-9",), "By \u202etelephone\u202c\r")
    asked = filled_in(replace(taken_offline(scene), sources=(source,)), "INT-02", said)
    assert bring(scene, way(asked)).answers == 1
    stored = scene.dossier().answers[-1]
    assert (stored.value, stored.note, scene.dossier().evidence[-1].title) == (
        "Plan 4\nof 5",
        "By telephone\n",
        "Report",
    )
    plan = look(scene, way(asked))
    assert (plan.changes, plan.sources) == ((), ())


def test_one_answer_that_a_rule_forbids_keeps_the_whole_file_out(scene: Scene) -> None:
    asked = filled_in(taken_offline(scene), "INT-01", Said("given", "no"))
    with pytest.raises(Refused) as refused:
        bring(scene, by_workbook(asked), by="P-RIGHTS")
    assert sentence_of(refused) == "P-RIGHTS has no role that may answer for 'office'."
    assert scene.dossier().answers == []


def test_a_draft_in_the_file_becomes_a_draft_of_whoever_brings_it_back(scene: Scene) -> None:
    asked = filled_in(taken_offline(scene), "INT-02", Said("given", "Half a sentence"))
    asked = replace(asked, items=tuple(replace(one, status="draft") for one in asked.items))
    brought = bring(scene, by_workbook(asked))
    draft = find_draft(scene.desk, scene.case, "P-FOCAL", "answer:INT-02:office")
    assert (brought.answers, brought.drafts, scene.dossier().answers) == (0, 1, [])
    assert draft is not None
    assert (draft.values["value"], draft.values["said"]) == (["Half a sentence"], ["given"])


def test_the_drafts_of_whoever_takes_it_offline_go_along(scene: Scene) -> None:
    asked = filled_in(taken_offline(scene), "INT-02", Said("given", "Half a sentence", (), "so far"))
    bring(scene, by_text(replace(asked, items=tuple(replace(one, status="draft") for one in asked.items))))
    draft = find_draft(scene.desk, scene.case, "P-FOCAL", "answer:INT-02:office")
    assert draft is not None
    again = by_workbook(taken_offline(scene, drafts=(draft,)))
    assert (row_of(again, "INT-02").status, row_of(again, "INT-02").said) == (
        "draft",
        Said("given", "Half a sentence", (), "so far"),
    )


def test_new_evidence_in_the_file_is_filed_as_a_citation_that_answers_can_name(scene: Scene) -> None:
    asked = filled_in(taken_offline(scene), "INT-01", Said("given", "no", ("E-2",)))
    source = Source("E-2", "A register", "The registry", "2026", "2026-01-31", "p. 3", "Seen")
    brought = bring(scene, by_workbook(replace(asked, sources=(*asked.sources, source))))
    filed = scene.dossier().evidence[-1]
    assert (brought.answers, filed.id, filed.title, filed.kind.value, filed.filed_by) == (
        1,
        "E-2",
        "A register",
        "citation",
        "P-FOCAL",
    )


def test_an_answer_that_was_emptied_in_the_file_stays_and_is_remarked(scene: Scene) -> None:
    asked = filled_in(taken_offline(scene.answered()), "INT-01", NOTHING)
    plan = look(scene, by_workbook(asked))
    assert plan.changes == ()
    assert plan.remarks == (
        "INT-01 for office was emptied in the file. Its answer stays: no answer is taken out.",
    )


def test_a_file_for_the_company_holds_its_own_questions_alone(scene: Scene) -> None:
    scene.answered()
    company, office = taken_offline(scene, of="company"), taken_offline(scene, of="office")
    assert {one.answerer for one in company.items} == {"company"}
    assert "company" not in {one.answerer for one in office.items}
    assert (company.sources, [one.id for one in office.sources]) == ((), ["E-1"])
    assert list(saids(by_workbook(company))) == [("ENT-01", "company")]


@pytest.mark.parametrize("way", WAYS)
def test_a_file_of_another_case_or_of_other_rules_is_refused(scene: Scene, way: Any) -> None:
    asked = taken_offline(scene)
    other = replace(asked, case="borealis")
    assert faults_of(scene, way(other)) == [
        "the file: it is of the case 'borealis', not of 'meridian'. Bring it to its own case."
    ]
    older = Questionnaire(**{**vars(asked), "pack": _older(asked)})
    assert faults_of(scene, replace(way(older), rows=())) == [
        (
            "the file: it was made under other rules (small@0.9.0) than the case has (small@1.0.0). "
            "Take the questionnaire offline anew, and write the answers into it."
        )
    ]


def _older(asked: Questionnaire) -> Any:
    return replace(asked.pack, version="0.9.0", hash="sha256:older")


@pytest.mark.parametrize("way", WAYS)
def test_every_wrong_answer_has_its_sentence_and_its_place(scene: Scene, way: Any) -> None:
    asked = filled_in(taken_offline(scene), "INT-01", Said("given", "perhaps", ("E-9",)))
    asked = filled_in(asked, "INT-02", Said("perhaps"))
    places = {one.criterion: (one.place, one.answer_place) for one in way(asked).rows}
    assert sorted(faults_of(scene, way(asked))) == sorted(
        [
            f"{places['INT-01'][1]}: INT-01 must be yes or no, not 'perhaps'.",
            (
                f"{places['INT-02'][1]}: INT-02: the state 'perhaps' is none. "
                "Write one of given, unknown, refused, not_applicable, or leave it empty."
            ),
            (
                f"{places['INT-01'][0]}: INT-01 names the evidence 'E-9', which is neither in the case nor in the file. "
                "Add it to the evidence of the file."
            ),
        ]
    )


@pytest.mark.parametrize("way", WAYS)
def test_unknown_and_doubled_questions_are_refused_with_their_rows(scene: Scene, way: Any) -> None:
    asked = taken_offline(scene)
    first = asked.items[0]
    strange = replace(first, row=replace(first.row, id="INT-99"))
    wrong = replace(first, answerer="company")
    twice = replace(asked, items=(first, first, strange, wrong))
    said = faults_of(scene, way(twice))
    assert [one.partition(": ")[2] for one in said] == [
        f"{first.row.id} for office stands twice, first at {way(twice).rows[0].place}. Keep one.",
        "the pack has no question INT-99. Bring its id back as it was.",
        f"{first.row.id} is asked of office, not of 'company'. Bring 'asked of' back as it was.",
    ]


def test_who_told_an_answer_stands_in_its_note_and_makes_no_conflict_of_the_same_file(scene: Scene) -> None:
    filled = by_workbook(filled_in(taken_offline(scene), "INT-01", Said("given", "no", (), "By telephone")))
    told = replace(filled, rows=[replace(one, told_by="The registry") for one in filled.rows])
    assert bring(scene, told).answers == 1
    assert scene.dossier().answers[-1].note == "By telephone\nTold by The registry."
    assert look(scene, told).changes == ()


def test_an_answer_that_names_who_countersigns_it_waits_for_that_person(scene: Scene) -> None:
    said = Said("not_applicable", None, (), "No plan is needed", "P-LEGAL")
    filled = by_workbook(filled_in(taken_offline(scene), "INT-02", said))
    brought = bring(scene, filled)
    assert (brought.answers, brought.waiting, scene.dossier().answers) == (0, 1, [])
    assert [(one.kind, one.waits_for) for one in scene.dossier().waiting] == [
        ("answer_question", ["P-LEGAL"])
    ]


def test_on_the_command_line_the_owner_of_the_home_answers_for_a_countersignature(scene: Scene) -> None:
    said = Said("not_applicable", None, (), "No plan is needed", "P-LEGAL")
    filled = by_text(filled_in(taken_offline(scene), "INT-02", said))
    bring_back(scene.desk, scene.case, filled, Bearer("P-FOCAL", owns_home=True), {})
    assert scene.dossier().answers[-1].countersigned_by == "P-LEGAL"


def test_the_file_says_who_reviewed_an_answer(scene: Scene) -> None:
    scene.answer("INT-01", "no").send(ReviewAnswer, "P-LEGAL", criterion="INT-01")
    item = next(one for one in taken_offline(scene).items if one.row.id == "INT-01")
    assert (item.by, item.reviewed_by, item.reviewed_at) == ("P-FOCAL", "P-LEGAL", "2026-03-02T09:00:00Z")


def test_a_base_that_was_tampered_with_makes_a_conflict_and_never_overwrites(scene: Scene) -> None:
    scene.answer("INT-01", "no")
    asked = filled_in(taken_offline(scene), "INT-01", Said("unknown"), check="0" * 16)
    assert kinds(look(scene, by_workbook(asked))) == {"INT-01:office": Kind.CONFLICT}
