"""Checks of the couplings.

A table said to be exhaustive has no gap; every row is reached; and a table that replaces floors says what the row itself
says while its other inputs are unanswered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import product
from math import prod
from typing import Any, Final

from vetting.policy.choices import cell_matches
from vetting.policy.couplings import CouplingRules, couple
from vetting.policy.facts import AnswerValue, Fact, number_fact, to_facts
from vetting.policy.grammar import FACT, AnswerType, Atom, Compare, Word
from vetting.policy.pack import Pack
from vetting.policy.places import Places
from vetting.policy.rulebook import Rulebook
from vetting.policy.tables import Coupling, Input

MAX_POINTS: Final = 100_000

Point = tuple[Fact | None, ...]


def check_couplings(pack: Pack, places: Places) -> None:
    """Every fault of a coupling."""
    book = Rulebook(pack)
    for rules in couple(pack.rules.couplings, book.opened_by):
        coupling = rules.coupling
        if any(source.kind == "level" for source in coupling.inputs):
            continue  # one row for each criterion; nothing is shadowed and nothing left out
        values = [_values(coupling, column, source) for column, source in enumerate(coupling.inputs)]
        if prod(len(one) for one in values) > MAX_POINTS:
            places.add_table(
                f"{coupling.name} is too large to be proved",
                "Give it fewer inputs or fewer tests",
                "couplings",
                coupling.name,
            )
            continue
        _check_rows(coupling, values, places)
        if coupling.mode == "replaces":
            _check_replaced(pack, book, rules, places)


def _check_rows(coupling: Coupling, values: Sequence[Sequence[Fact | None]], places: Places) -> None:
    reached: set[int] = set()
    gap: Point | None = None
    for point in product(*values):
        hits = [row.number for row in coupling.rows if all(map(cell_matches, row.cells, point))]
        reached |= set(hits[:1] if coupling.first else hits)
        if not hits and gap is None and _is_asked(coupling, point):
            gap = point
    if gap is not None and coupling.exhaustive:
        example = ", ".join(
            f"{source.name} {_shown(value)}" for source, value in zip(coupling.inputs, gap, strict=True)
        )
        places.add_table(
            f"{coupling.name} has no row for {example}",
            "Add a row that covers it",
            "couplings",
            coupling.name,
            "rows",
        )
    for row in coupling.rows:
        if row.number not in reached:
            what = f"{coupling.row_name(row)} is never reached; earlier rows take all its cases"
            places.add_table(
                what, "Move it up or remove it", "couplings", coupling.name, "rows", row.number - 1
            )


def _is_asked(coupling: Coupling, point: Point) -> bool:
    """Whether the inputs that are replaced are answered; the others may be unanswered."""
    own = [source.kind == "each" or source.criterion in coupling.replaces for source in coupling.inputs]
    return all(value is not None for value, mine in zip(point, own, strict=True) if mine)


def _values(coupling: Coupling, column: int, source: Input) -> list[Fact | None]:
    cells = [row.cells[column] for row in coupling.rows if row.cells[column] is not None]
    atoms = [atom for cell in cells if cell for atom in cell]
    unknown: list[Fact | None] = [] if source.kind == "counted" else ["unknown"]
    return [*_known_values(source, atoms), *unknown, None]


def _known_values(source: Input, atoms: Sequence[Atom]) -> Sequence[Fact]:
    answer = source.cell_type or AnswerType("text")
    if source.kind == "counted":
        return (1, 2, 3, 4)
    if answer.base in (FACT, "number", "table", "party"):
        return _near(
            [limit for atom in atoms if isinstance(atom, Compare) for limit in (atom.low, atom.high)]
        )
    if answer.base == "many":
        words = {word.text for word in atoms if isinstance(word, Word)} - {"some", "empty", "unknown", "any"}
        return ((), *((word,) for word in sorted(words)), ("other",))
    plain: dict[str, Sequence[Fact]] = {
        "yes_no": ("yes", "no"),
        "one": answer.args,
        "grade_1_4": (1, 2, 3, 4),
        "evidence": ("given", "none"),
    }
    return plain.get(answer.base, ("given",))


def _near(limits: Sequence[Decimal]) -> Sequence[Fact]:
    """Numbers on, just under and just over each limit."""
    near = {one for limit in limits for one in (limit, limit + 1, max(limit - 1, Decimal(0)))}
    return tuple(number_fact(f"{one:f}") for one in sorted(near))


def _check_replaced(pack: Pack, book: Rulebook, rules: CouplingRules, places: Places) -> None:
    for criterion in rules.coupling.replaces:
        for answer in _answers(pack, criterion):
            facts = to_facts(pack, {criterion: [answer]}).answers[criterion]
            reading = book.read(criterion, facts)
            own = {one.effect for one in reading.findings if one.kind == "floor"}
            replaced = {
                one.effect for one in rules.find({criterion: reading}).findings if one.kind == "floor"
            }
            if own != replaced:
                said = f"{_listed(replaced)} where {criterion} alone gives {_listed(own)}"
                what = f"{rules.coupling.name} gives {said}, for {_shown_answer(answer)}"
                places.add_table(
                    what,
                    "Let both say the same while the other inputs are unanswered",
                    "couplings",
                    rules.coupling.name,
                )
                break


def _answers(pack: Pack, criterion: str) -> Iterable[AnswerValue]:
    yield AnswerValue("unknown")
    answer = pack.criteria[criterion].answer_type
    if answer.base != "table":
        yield from (AnswerValue("given", grade) for grade in range(1, 5))
        return
    table = pack.rules.columns[answer.args[0]]
    graded = [column.name for column in table.columns if column.kind == "grade_1_4"]
    for grade in range(1, 5):
        row: dict[str, Any] = {table.key.name: "a", **dict.fromkeys(graded, 1)}
        yield from (AnswerValue("given", [{**row, name: grade}]) for name in _severe(pack, criterion, graded))


def _severe(pack: Pack, criterion: str, graded: Sequence[str]) -> Sequence[str]:
    """The columns by which severity is read together; a column that is also read alone has rows of its own."""
    inputs = [
        source
        for one in pack.rules.couplings
        for source in one.inputs
        if source.criterion == criterion and source.kind == "row"
    ]
    alone = {source.columns[0] for source in inputs if len(source.columns) == 1}
    return [name for name in graded if any(name in source.columns for source in inputs) and name not in alone]


def _listed(effects: set[str]) -> str:
    return ", ".join(sorted(effects)) or "no floor"


def _shown(value: Fact | None) -> str:
    return "unanswered" if value is None else str(value)


def _shown_answer(answer: AnswerValue) -> str:
    return answer.state if answer.state != "given" else str(answer.value)
