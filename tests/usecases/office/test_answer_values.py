"""What is typed into a question's form becomes the value of its answer, and is shown again as it was."""

from datetime import UTC, datetime
from typing import Any

import pytest

from vetting.adapters.packs import PackFolder
from vetting.domain.answers import AnswerFields, AnswerState
from vetting.policy.pack import Pack
from vetting.policy.values import find_value_faults
from vetting.usecases.office.answer_values import party_of, party_text, rows_in, state_of, typed_of, value_of
from vetting.web.office.answer_inputs import inputs_of


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return PackFolder(tmp_path_factory.mktemp("packs")).find("un-default")


def answered(criterion: str, value: Any, state: AnswerState = AnswerState.GIVEN) -> AnswerFields:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    said = {"case": "c", "criterion": criterion, "number": 1, "answerer": "office", "by": "P-1", "at": at}
    return AnswerFields.model_validate({**said, "state": state, "value": value})


def test_every_value_of_the_packs_examples_comes_back_from_its_form(pack: Pack) -> None:
    lost = []
    for example in pack.examples:
        row = pack.criteria.get(example.subject)
        if row is None or find_value_faults(pack, row.id, example.answer):
            continue
        typed = typed_of(pack, row.answer_type, answered(row.id, example.answer))
        again = value_of(pack, row.answer_type, typed)
        if as_kept(again) != as_kept(example.answer):
            lost.append((example.subject, example.answer, again))
    assert lost == []


def as_kept(value: Any) -> Any:
    """A value without what says nothing: empty cells; whole numbers alike, however they are written."""
    if isinstance(value, list):
        return [as_kept(one) for one in value if one != {}]
    if isinstance(value, dict):
        return {name: as_kept(one) for name, one in value.items() if one not in ("", [], None)}
    return str(value)


def test_every_question_of_the_pack_has_inputs_with_labels(pack: Pack) -> None:
    for row in pack.criteria.values():
        inputs = inputs_of(pack, row)
        assert {"unknown", "refused", "not_applicable"} <= {one.value for one in inputs.said}
        every = [*inputs.columns, *inputs.party, *([inputs.value] if inputs.value else [])]
        assert all(one.label for one in every)
        assert all(one.options for one in every if one.kind in ("select", "checkboxes"))


def test_a_party_in_a_cell_keeps_what_else_is_known_of_it() -> None:
    party = {"legal_name": "Example; and Sons", "country": "KE"}
    assert party_text(party) == "Example; and Sons; country: KE"
    assert party_of(party_text(party)) == party
    assert party_of(" ") == ""


def test_a_state_has_no_value_and_keeps_its_note(pack: Pack) -> None:
    row = pack.criteria["INT-06"]
    unknown = answered("INT-06", None, AnswerState.UNKNOWN).model_copy(update={"note": "Asked on 2 March."})
    typed = typed_of(pack, row.answer_type, unknown)
    assert (state_of(typed), typed["note"]) == (AnswerState.UNKNOWN, ["Asked on 2 March."])
    assert typed_of(pack, row.answer_type, None) == {}
    assert state_of({}) is None
    away = answered("INT-06", None, AnswerState.NOT_APPLICABLE)
    signed = away.model_copy(update={"countersigned_by": "P-LEGAL"})
    assert typed_of(pack, row.answer_type, signed)["countersigned_by"] == ["P-LEGAL"]


@pytest.mark.parametrize(
    ("typed", "rows"),
    [({}, 2), ({"rows": ["7"]}, 7), ({"rows": ["9999"]}, 2), ({"rows": ["x"]}, 2), ({"rows": ["99"]}, 60)],
)
def test_the_number_of_rows_is_bounded(typed: dict[str, list[str]], rows: int) -> None:
    assert rows_in(typed) == rows


def test_what_does_not_fit_stays_as_it_was_typed_for_the_domain_to_refuse(pack: Pack) -> None:
    grade = next(one for one in pack.criteria.values() if one.answer_type.base == "grade_1_4")
    assert value_of(pack, grade.answer_type, {"said": ["nine"]}) == "nine"
    assert value_of(pack, grade.answer_type, {"said": ["3"]}) == 3
    number = next(one for one in pack.criteria.values() if one.answer_type.base == "number")
    assert value_of(pack, number.answer_type, {"said": ["given"], "value": ["12,5"]}) == "12,5"
    evidence = next(one for one in pack.criteria.values() if one.answer_type.base == "evidence")
    assert value_of(pack, evidence.answer_type, {"said": ["none"]}) == "none"
    assert value_of(pack, evidence.answer_type, {"said": ["given"], "evidence": ["E-1"]}) == ["E-1"]


@pytest.mark.parametrize("typed", ["9" * 100_000, "٣", "12", "-1", "x"])
def test_what_is_no_grade_stays_as_it_was_typed_for_the_domain_to_refuse(pack: Pack, typed: str) -> None:
    graded = next(one for one in pack.criteria.values() if one.answer_type.base == "grade_1_4")
    assert value_of(pack, graded.answer_type, {"said": [typed]}) == typed
    assert value_of(pack, graded.answer_type, {"said": ["3"]}) == 3
