"""Reading the couplings of tables.yaml; every fault is gathered by the shapes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from vetting.policy.columns import Table
from vetting.policy.grammar import FACT, LEVELS, AnswerType, Atom, Consequence, parse_consequence, parse_when
from vetting.policy.pack import Criterion
from vetting.policy.shapes import Shape
from vetting.policy.tables import Coupling, CouplingRow, Input

_FACT_TYPE: Final = AnswerType(FACT)
_GRADE: Final = AnswerType("grade_1_4")

Criteria = Mapping[str, Criterion]
Columns = Mapping[str, Table]


def read_couplings(shape: Shape, criteria: Criteria, columns: Columns) -> tuple[Coupling, ...]:
    """All couplings, in order."""
    return tuple(_read_coupling(str(name), item, criteria, columns) for name, item in shape.entries())


def _read_coupling(name: str, shape: Shape, criteria: Criteria, columns: Columns) -> Coupling:
    shape.check_keys(("mode", "finding_on", "inputs", "hit", "rows"), ("exhaustive", "replaces", "for_each"))
    replaces = (shape / "replaces").texts() if shape.has("replaces") else ()
    for number, one in enumerate(replaces):
        if one not in criteria:
            (shape / "replaces" / number).fault(f"{one} is not known", "Name a criterion of the pack")
    known = tuple(one for one in replaces if one in criteria)
    inputs = tuple(
        _read_input(str(key), item, criteria, columns, known) for key, item in (shape / "inputs").entries()
    )
    finding_on = (shape / "finding_on").text()
    if finding_on != "each" and finding_on not in criteria:
        (shape / "finding_on").fault(f"{finding_on} is not known", "Name a criterion of the pack, or each")
    rows = tuple(
        _read_row(number, row, inputs, criteria) for number, row in enumerate((shape / "rows").items(), 1)
    )
    return Coupling(
        name=name,
        mode=(shape / "mode").one_of(("adds", "replaces")),
        finding_on=finding_on,
        first=(shape / "hit").one_of(("all", "first")) == "first",
        exhaustive=shape.has("exhaustive") and (shape / "exhaustive").value is True,
        replaces=known,
        for_each=(shape / "for_each").text() if shape.has("for_each") else None,
        inputs=inputs,
        rows=rows,
    )


def _read_input(
    name: str, shape: Shape, criteria: Criteria, columns: Columns, replaces: tuple[str, ...]
) -> Input:
    if shape.has("level"):
        return Input(name, "level", None, (), None)
    if shape.has("coupling"):
        return Input(name, "counted", None, (), _FACT_TYPE)
    criterion = (shape / "criterion").text()
    if criterion == "each":
        return Input(name, "each", None, (), criteria[replaces[0]].answer_type if replaces else None)
    if criterion not in criteria:
        (shape / "criterion").fault(f"{criterion} is not known", "Name a criterion of the pack")
        return Input(name, "answer", None, (), _FACT_TYPE)
    if shape.has("row"):
        return _row_input(name, shape / "row", criteria[criterion], columns)
    if shape.has("fact"):
        return _fact_input(name, shape / "fact", criteria[criterion], columns)
    return Input(name, "answer", criterion, (), criteria[criterion].answer_type)


def _row_input(name: str, shape: Shape, criterion: Criterion, columns: Columns) -> Input:
    text = shape.text()
    is_max = text.startswith("max of ")
    names = tuple(part.strip() for part in text.removeprefix("max of ").split(","))
    table = columns.get(criterion.answer_type.table or "")
    found = [column for column in table.columns if column.name in names] if table else []
    if len(found) != len(names):
        shape.fault(f"{criterion.id} has no column {text}", "Name columns of its table")
        return Input(name, "row", criterion.id, names, _GRADE)
    cell = AnswerType(found[0].kind, found[0].args) if not is_max else _GRADE
    return Input(name, "row", criterion.id, names, cell)


def _fact_input(name: str, shape: Shape, criterion: Criterion, columns: Columns) -> Input:
    fact = shape.text()
    table = columns.get(criterion.answer_type.table or "")
    if table is None or fact not in {rule.name for rule in table.facts}:
        shape.fault(f"{criterion.id} has no fact {fact}", "Name a fact of its table")
    return Input(name, "fact", criterion.id, (fact,), _FACT_TYPE)


def _read_row(number: int, shape: Shape, inputs: tuple[Input, ...], criteria: Criteria) -> CouplingRow:
    own = inputs and inputs[0].kind == "each" and inputs[0].cell_type is None
    required = (*(one.name for one in inputs), "then", "because", *(("criterion",) if own else ()))
    shape.check_keys(required, ("counts_as",))
    criterion = (shape / "criterion").text() if own else None
    if criterion is not None and criterion not in criteria:
        (shape / "criterion").fault(f"{criterion} is not known", "Name a criterion of the pack")
    level = next(((shape / one.name).one_of(LEVELS) for one in inputs if one.kind == "level"), None)
    return CouplingRow(
        number=number,
        cells=tuple(_read_cell(shape / one.name, one, criteria.get(criterion or "")) for one in inputs),
        then=_read_then(shape / "then"),
        because=(shape / "because").text(),
        counts_as=(shape / "counts_as").integer() if shape.has("counts_as") else None,
        criterion=criterion,
        level=level,
    )


def _read_cell(shape: Shape, source: Input, criterion: Criterion | None) -> tuple[Atom, ...] | None:
    answer = source.cell_type or (criterion.answer_type if criterion else None)
    if source.kind == "level" or shape.value == "-" or answer is None:
        return None
    return shape.parsed(lambda text: parse_when(text, answer))


def _read_then(shape: Shape) -> tuple[Consequence, ...]:
    found = [item.parsed(parse_consequence) for item in shape.items()]
    return tuple(one for one in found if one)
