"""The language of a pack: what it has, and what it refuses with a sentence."""

import pytest

from vetting.policy.columns import Column, parse_column, parse_fact, parse_test
from vetting.policy.grammar import (
    AnswerType,
    Compare,
    Consequence,
    GrammarError,
    Word,
    parse_answer_type,
    parse_consequence,
    parse_effect,
    parse_when,
)

COLUMNS = (Column("kind", "text", (), optional=False), Column("share", "number", ("percent",), optional=True))


def test_answer_types_are_read_with_evidence_and_computed() -> None:
    assert parse_answer_type("one(a|b)+evidence") == AnswerType("one", ("a", "b"), evidence=True)
    assert parse_answer_type("computed") == AnswerType("yes_no", computed=True)
    assert parse_answer_type("computed(number(conditions))") == AnswerType(
        "number", ("conditions",), computed=True
    )
    assert (parse_answer_type("table(people)").table, parse_answer_type("text").table) == ("people", None)


@pytest.mark.parametrize(
    "text", ["maybe", "yes_no+proof", "one(a|a)", "one(unknown|b)", "one()", "many(A)", "table(a|b)"]
)
def test_what_is_no_answer_type_is_refused(text: str) -> None:
    with pytest.raises(GrammarError):
        parse_answer_type(text)


def test_an_effect_has_atoms_and_a_consequence() -> None:
    effect = parse_effect("2..3|4|unknown -> floor(high)", AnswerType("grade_1_4"))
    assert [atom.text if isinstance(atom, Word) else (atom.op, int(atom.low), int(atom.high)) for atom in effect.when] == [
        ("..", 2, 3), ("=", 4, 4), "unknown",
    ]  # fmt: skip
    assert (effect.consequence, effect.consequence.text) == (Consequence("floor", "high"), "floor(high)")
    assert parse_consequence("reply").text == "reply"


@pytest.mark.parametrize(
    ("op", "holds"),
    [
        ("<", [True, False, False]),
        ("<=", [True, True, False]),
        ("=", [False, True, False]),
        (">=", [False, True, True]),
        (">", [False, False, True]),
    ],
)
def test_comparisons_hold_as_written(op: str, holds: list[bool]) -> None:
    (atom,) = parse_when(f"{op} 2", AnswerType("number", ("hours",)))
    assert isinstance(atom, Compare)
    assert [atom.holds(number) for number in (1, 2, 3)] == holds


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("maybe", "yes_no"),
        ("5", "grade_1_4"),
        ("3..2", "grade_1_4"),
        ("", "yes_no"),
        ("3", "number"),
        ("rows > 0", "number"),
        ("> 0", "table"),
        ("rows 0", "table"),
        ("rows = 1..2", "table"),
        ("none", "text"),
        ("given", "yes_no"),
        ("given", "many"),
        ("Some", "many"),
        ("c", "one"),
        ("__import__('os')", "text"),
    ],
)
def test_an_atom_that_its_type_does_not_have_is_refused(text: str, base: str) -> None:
    with pytest.raises(GrammarError):
        parse_when(text, AnswerType(base, ("a", "b")))


@pytest.mark.parametrize(
    "text", ["floor(low)", "floor", "gate(maybe)", "authority(5)", "stop(now)", "condition(Care)", "exec(x)"]
)
def test_what_is_no_consequence_is_refused(text: str) -> None:
    with pytest.raises(GrammarError):
        parse_consequence(text)


def test_an_effect_without_an_arrow_is_refused() -> None:
    with pytest.raises(GrammarError, match="has no arrow"):
        parse_effect("yes floor(high)", AnswerType("yes_no"))


def test_columns_and_their_facts_are_read() -> None:
    assert parse_column("at", "optional code(country)") == Column("at", "code", ("country",), optional=True)
    assert parse_column("right", "criterion").kind == "criterion"
    assert parse_fact("rows", "count", COLUMNS).columns == ()
    assert parse_fact("worst", "max of share", COLUMNS).columns == ("share",)
    assert parse_fact("gaps", "count where incomplete", COLUMNS).columns == ("kind",)
    assert parse_test("kind in a, b or share > 3") == parse_test(" kind in a, b or share > 3")


@pytest.mark.parametrize("text", ["code(planet)", "table(x)", "computed", "text+evidence", "ref()"])
def test_what_cannot_stand_in_a_column_is_refused(text: str) -> None:
    with pytest.raises(GrammarError):
        parse_column("one", text)


@pytest.mark.parametrize(
    "text",
    [
        "average of share",
        "max of height",
        "count where height = 1",
        "count where kind ~ 1",
        "count where share > few",
        "count where kind = a and kind = b or kind = c",
    ],
)
def test_what_is_no_fact_is_refused(text: str) -> None:
    with pytest.raises(GrammarError):
        parse_fact("one", text, COLUMNS)
