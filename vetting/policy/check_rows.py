"""Checks of each row by itself: the question, the anchors of grades, and that an unknown keeps the worst effect."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from vetting.policy.grammar import Compare, Effect, Word
from vetting.policy.pack import Criterion, Pack
from vetting.policy.places import Places
from vetting.policy.readings import DEPTH, RANK

GRADES: Final = frozenset("1234")

_STOPS: Final = ("stop", "stop_unless_exception")


def check_rows(pack: Pack, places: Places) -> None:
    """Every fault of a row by itself."""
    anchored = _anchored(pack)
    for criterion in pack.criteria.values():
        if criterion.question.count("?") != 1:
            places.add_criterion(
                criterion.id, "the question has not exactly one question mark", "Ask one thing", "question"
            )
        if criterion.answer_type.base == "grade_1_4" and criterion.id not in anchored:
            what = "no anchors say what the grades mean"
            places.add_criterion(
                criterion.id, what, "Name the row under grade_anchors.used_by in tables.yaml", "answer"
            )
        if not criterion.is_computed:
            for what in _lost_by_unknown(pack, criterion):
                places.add_criterion(criterion.id, what, "Add unknown to that effect", "effects")


def _anchored(pack: Pack) -> set[str]:
    anchors = pack.tables.get("grade_anchors", {})
    used = anchors.get("used_by", {}).items()
    return {
        one
        for name, rows in used
        if {str(grade) for grade in anchors.get(name, ())} >= GRADES
        for one in rows
    }


def _lost_by_unknown(pack: Pack, criterion: Criterion) -> Iterable[str]:
    """What other answers bring and an unknown does not (README of the default pack, Semantics 3)."""
    mine = [effect for effect in criterion.effects if any(_is_unknown(atom) for atom in effect.when)]
    others = [effect for effect in criterion.effects if any(not _is_unknown(atom) for atom in effect.when)]
    gates = any(effect.consequence.kind == "gate" for effect in mine)
    if any(effect.consequence.kind in _STOPS for effect in others):
        if not gates:
            yield "an unknown stop is not a gate"
        return
    worst = _highest(others, "floor")
    wanted = min(worst, RANK["substantial"]) if _is_graded(pack, criterion) else worst
    if _highest(mine, "floor") < wanted:
        yield "an unknown has a lower floor than the worst answer"
    if not gates and (worst == RANK["high"] or any(effect.consequence.kind == "gate" for effect in others)):
        yield "an unknown has no gate, where the row can reach high or another answer has one"
    if _highest(mine, "authority") < _highest(others, "authority"):
        yield "an unknown asks for a lower authority than another answer"
    if _highest(mine, "depth") < _highest(others, "depth"):
        yield "an unknown asks for less depth than another answer"
    yield from (
        f"an unknown has no {effect.consequence.text}"
        for effect in others
        if effect.consequence.kind == "condition" and effect not in mine
    )


def _is_unknown(atom: Word | Compare) -> bool:
    return isinstance(atom, Word) and atom.text in ("unknown", "any")


def _highest(effects: Iterable[Effect], kind: str) -> int:
    found = [effect.consequence.arg or "" for effect in effects if effect.consequence.kind == kind]
    return max((_weight(kind, arg) for arg in found), default=0)


def _weight(kind: str, arg: str) -> int:
    if kind == "authority":
        return 0 if arg == "+1" else int(arg)
    return RANK[arg] if kind == "floor" else DEPTH[arg]


def _is_graded(pack: Pack, criterion: Criterion) -> bool:
    table = pack.rules.columns.get(criterion.answer_type.table or "")
    return criterion.answer_type.base == "grade_1_4" or (
        table is not None and any(rule.kind == "max" for rule in table.facts)
    )
