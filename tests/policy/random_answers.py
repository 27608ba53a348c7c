"""Answers by chance: values as people give them, of every type that a pack has."""

import random
from typing import Any

from vetting.policy.columns import Column
from vetting.policy.facts import AnswerValue
from vetting.policy.pack import Criterion, Pack

STATES = ("unknown", "refused", "not_applicable")


def random_answer(pack: Pack, criterion: Criterion, dice: random.Random) -> AnswerValue:
    """One answer: mostly a value, sometimes a state."""
    if dice.random() < 0.2:
        return AnswerValue(dice.choice(STATES))
    return AnswerValue("given", _value(pack, criterion, dice))


def _value(pack: Pack, criterion: Criterion, dice: random.Random) -> Any:
    kind, args = criterion.answer_type.base, criterion.answer_type.args
    if kind == "table":
        columns = pack.rules.columns[args[0]].columns
        rows = dice.choice((0, 1, 1, 2, 3))
        return [{column.name: _cell(pack, column, dice) for column in columns} for _ in range(rows)]
    if kind == "party":
        return {column.name: dice.choice(("stated", "stated", "unknown", "")) for column in pack.rules.party}
    return _plain(pack, kind, args, dice)


def _cell(pack: Pack, column: Column, dice: random.Random) -> Any:
    if column.kind == "ref":
        return f"item {dice.randint(1, 3)}"
    return dice.choice((None, "unknown", *[_plain(pack, column.kind, column.args, dice)] * 4))


def _plain(pack: Pack, kind: str, args: tuple[str, ...], dice: random.Random) -> Any:
    if kind == "many":
        items = list(pack.lists[args[0]])
        return dice.sample(items, dice.randint(0, min(3, len(items))))
    if kind == "item":
        return dice.choice(list(pack.lists[args[0]]))
    if kind == "criterion":
        return dice.choice(list(pack.criteria))
    plain: dict[str, Any] = {
        "yes_no": ("yes", "no"),
        "one": args,
        "grade_1_4": (1, 2, 3, 4),
        "number": (0, 1, 2, 3, 5, 6, 12, 24, 25, 30, 31, 99, "0.5", "24.5"),
        "evidence": ("none", ["E-1"]),
        "date": ("2026-03-02",),
    }
    return dice.choice(plain.get(kind, ("stated",)))
