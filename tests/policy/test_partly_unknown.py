"""Tables with an unknown cell: the level is never below what every answer to that cell would give.

Controversies and impacts by chance, one or two of each, whose severity, tie, pattern and measures are partly unknown; each
unknown cell is then answered in every way that its column has.
"""

import random
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.policy.test_answered_unknowns import CASE, engine
from tests.policy.test_items import default_pack
from vetting.policy.columns import Column
from vetting.policy.facts import AnswerValue, to_facts

Tables = Mapping[str, Any]
CASES = 250
CONTROVERSIES = ("CTV-02", "CTV-14", "CTV-06")
IMPACTS = ("HRI-17", "HRI-37")


@pytest.mark.parametrize("criteria", [CONTROVERSIES, IMPACTS], ids=["controversies", "impacts"])
def test_an_unknown_cell_is_never_below_every_answer_to_it(criteria: tuple[str, ...]) -> None:
    dice = random.Random(5)  # noqa: S311 -- a test's dice
    looked_at = 0
    for _ in range(CASES):
        tables = {one: _a_table(dice, one) for one in criteria if one == criteria[0] or dice.random() < 0.8}
        for completed in _completions(tables):
            looked_at += 1
            assert _level(tables) >= min(map(_level, completed)), tables
    assert looked_at > CASES


@pytest.mark.parametrize(
    ("first", "second"), [("isolated", "repeated"), ("isolated", "isolated"), ("unknown", "systemic")]
)
def test_a_controversy_of_unknown_severity_takes_nothing_from_the_one_beside_it(
    first: str, second: str
) -> None:
    pattern = [{"controversy": "a", "pattern": first}, {"controversy": "b", "pattern": second}]
    grave = {"controversy": "b", "scale": 3, "scope": 3, "irremediability": 3}
    unknown = {"controversy": "a", "scale": "unknown", "scope": "unknown", "irremediability": "unknown"}
    alone = _level({"CTV-02": [grave], "CTV-06": pattern[1:]})
    assert _level({"CTV-02": [unknown, grave], "CTV-06": pattern}) >= alone


def _level(tables: Tables) -> int:
    answers = {
        one: [AnswerValue("unknown") if said == "unknown" else AnswerValue("given", said)]
        for one, said in tables.items()
    }
    return engine().level(to_facts(default_pack(), answers, CASE))


def _a_table(dice: random.Random, criterion: str) -> Any:
    if dice.random() < 0.1:
        return "unknown"
    named = ["a", "b"][: dice.choice((1, 2))]
    return [{column.name: _a_cell(dice, column, one) for column in _columns(criterion)} for one in named]


def _a_cell(dice: random.Random, column: Column, name: str) -> Any:
    known = _known(column)
    if known:
        return dice.choice((*known, "unknown", "unknown"))
    return {"evidence": ["E-1"], "many": []}.get(column.kind, name)


def _completions(tables: Tables) -> Iterator[list[dict[str, Any]]]:
    """For each unknown cell, the tables with each of its answers."""
    for one, rows in tables.items():
        for at, row in enumerate(rows if isinstance(rows, list) else ()):
            for column in _columns(one):
                if row[column.name] == "unknown" and _known(column):
                    yield [
                        {**tables, one: [*rows[:at], {**row, column.name: known}, *rows[at + 1 :]]}
                        for known in _known(column)
                    ]


def _columns(criterion: str) -> tuple[Column, ...]:
    table = default_pack().criteria[criterion].answer_type.table or ""
    return tuple(default_pack().rules.columns[table].columns)


def _known(column: Column) -> tuple[Any, ...]:
    if column.kind == "criterion":
        return ("HRI-06",)
    return {"grade_1_4": (1, 2, 3, 4), "one": tuple(column.args)}.get(column.kind, ())
