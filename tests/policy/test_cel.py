"""Every effect of the shipped packs against another engine: its test, written out in CEL, on answers by chance."""

import random
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from cel_expr_python import cel

from tests.policy.random_answers import random_answer
from vetting.policy.facts import AnswerValue, Fact, TableValue, to_facts
from vetting.policy.load import find_pack, load_pack
from vetting.policy.pack import Criterion
from vetting.policy.rulebook import Rulebook

pytestmark = pytest.mark.no_cover

ANSWERS_A_ROW = 90
WORDS = {
    "unknown": "state == 'unknown' || state == 'refused' || part_unknown",
    "any": "state != 'not_applicable'",
    "some": "state == 'given' && has_items && size(items) > 0",
    "empty": "state == 'given' && has_items && size(items) == 0",
}
VARIABLES = {
    "state": cel.Type.STRING,
    "text": cel.Type.STRING,
    "number": cel.Type.DOUBLE,
    "has_number": cel.Type.BOOL,
    "items": cel.Type.List(cel.Type.STRING),
    "has_items": cel.Type.BOOL,
    "facts": cel.Type.Map(cel.Type.STRING, cel.Type.DOUBLE),
    "part_unknown": cel.Type.BOOL,
}


def to_cel(when: str) -> str:
    """The test of an effect, as the README of the pack explains it, in the other language."""
    return " || ".join(f"({_atom(part.strip())})" for part in when.split("|"))


def _atom(atom: str) -> str:
    if atom in WORDS:
        return WORDS[atom]
    if span := re.fullmatch(r"([0-9.]+?)\.\.([0-9.]+)", atom):
        return f"has_number && number >= {_double(span[1])} && number <= {_double(span[2])}"
    if compared := re.fullmatch(r"([a-z_0-9]*)\s*(<=|>=|<|>|=)?\s*([0-9.]+)", atom):
        name, sign, limit = compared.groups()
        test = f"{(sign or '=').replace('=', '==') if sign in ('=', None) else sign} {_double(limit)}"
        return f"'{name}' in facts && facts['{name}'] {test}" if name else f"has_number && number {test}"
    return f"state == 'given' && (text == '{atom}' || (has_items && '{atom}' in items))"


def _double(text: str) -> str:
    return str(float(text))


def bindings(fact: Fact) -> dict[str, Any]:
    """One answer as the other engine reads it."""
    bound: dict[str, Any] = {
        "state": "given", "text": "", "number": 0.0, "has_number": False, "items": [], "has_items": False,
        "facts": {}, "part_unknown": False,
    }  # fmt: skip
    if isinstance(fact, TableValue):
        numbers = {name: float(Decimal(value)) for name, value in fact.facts if value is not None}
        return {**bound, "facts": numbers, "part_unknown": fact.unknown}
    if isinstance(fact, tuple):
        return {**bound, "items": list(fact), "has_items": True}
    if isinstance(fact, int) or fact[:1].isdigit():
        return {**bound, "number": float(Decimal(fact)), "has_number": True}
    if fact in ("unknown", "refused", "not_applicable"):
        return {**bound, "state": fact}
    return {**bound, "text": fact}


@cache
def environment() -> Any:
    return cel.NewEnv(variables=VARIABLES)


def fired_by_cel(programs: Sequence[tuple[str, Any]], facts: Sequence[Fact]) -> set[str]:
    bound = [bindings(fact) for fact in facts]
    return {text for text, program in programs if any(program.eval(data=one).value() for one in bound)}


def programs_of(criterion: Criterion) -> list[tuple[str, Any]]:
    texts = [effect.text for effect in criterion.effects]
    return [(text, environment().compile(to_cel(text.partition(" -> ")[0]))) for text in texts]


@pytest.mark.parametrize("name", ["un-default", "example-office"])
def test_every_effect_fires_on_the_same_answers_as_in_another_engine(name: str) -> None:
    pack = load_pack(find_pack(name))
    book, dice = Rulebook(pack), random.Random(name)  # noqa: S311 -- a test's dice
    tried = 0
    for criterion in pack.criteria.values():
        programs = programs_of(criterion)
        for _ in range(ANSWERS_A_ROW):
            answers = [random_answer(pack, criterion, dice) for _ in range(dice.choice((1, 1, 1, 2)))]
            tried += len(answers)
            facts = to_facts(pack, {criterion.id: answers}).answers[criterion.id]
            rows = {text for text, _ in programs}  # a refusal opens the reply by no effect of the row
            found = {one.row for one in book.read(criterion.id, facts).findings} & rows
            assert found == fired_by_cel(programs, facts), (criterion.id, answers)
    assert tried >= 20_000


def test_the_other_engine_is_not_the_same_by_construction() -> None:
    """A wrong translation is found."""
    pack = load_pack(find_pack("un-default"))
    criterion = pack.criteria["PDT-18"]
    (text,) = (effect.text for effect in criterion.effects)
    wrong = [(text, environment().compile(to_cel("> 23|unknown")))]
    facts = to_facts(pack, {"PDT-18": [AnswerValue("given", 24)]}).answers["PDT-18"]
    assert fired_by_cel(wrong, facts) == {text}
    assert not Rulebook(pack).read("PDT-18", facts).findings
