"""The language of a pack: answer types and effects, as a lawyer writes them, into typed and frozen values.

The grammar stands in the README of the default pack. Parsing knows nothing of lists, tables or conditions; whether a
name is known is a question of ``check``. Every error is a ``GrammarError`` with a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

LEVELS: Final = ("low", "moderate", "substantial", "high")
DEPTHS: Final = ("triage", "light", "basic", "standard", "enhanced")
STATES: Final = ("unknown", "refused", "not_applicable")
RESERVED: Final = frozenset({"unknown", "refused", "not_applicable", "any", "given", "some", "empty"})

_PLAIN_BASES: Final = ("yes_no", "grade_1_4", "date", "text", "evidence", "party")
_CALLED_BASES: Final = ("one", "many", "number", "table")
_CALL: Final = re.compile(r"([a-z_0-9]+)\(([^()]*(?:\([^()]*\))?[^()]*)\)")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_NUMBER: Final = r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?"
_RANGE: Final = re.compile(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})")
_COMPARED: Final = re.compile(rf"([a-z][a-z0-9_]*)?\s*(<=|>=|<|>|=)?\s*({_NUMBER})")
FACT: Final = "fact"  # the type of a cell that tests one fact of a table: an answer type of couplings alone

_CONSEQUENCES: Final[dict[str, re.Pattern[str]]] = {
    "floor": re.compile("moderate|substantial|high"),
    "authority": re.compile(r"[1-4]|\+1"),
    "condition": re.compile("[a-z][a-z0-9-]*"),
    "gate": re.compile("answer|evidence"),
    "asks": re.compile("[A-Z]{3}(-[0-9]{2})?"),
    "depth": re.compile("basic|standard|enhanced"),
    "block": re.compile("access|decision"),
}
_BARE: Final = frozenset({"stop", "stop_unless_exception", "raise", "reply", "reopen", "info"})


class GrammarError(ValueError):
    """A text that the grammar does not have; the message says what was found and what would do."""


@dataclass(frozen=True, slots=True)
class AnswerType:
    """What an answer may be: the base, its arguments, and whether evidence goes with it."""

    base: str
    args: tuple[str, ...] = ()
    evidence: bool = False
    computed: bool = False

    @property
    def table(self) -> str | None:
        """The name of the table, for a table answer."""
        return self.args[0] if self.base == "table" else None


@dataclass(frozen=True, slots=True)
class Word:
    """An atom that is a word: a state, ``any``, ``given``, ``none``, ``some``, ``empty``, yes, no, an option or an item."""

    text: str


@dataclass(frozen=True, slots=True)
class Compare:
    """An atom that compares a number, or a fact of a table or a party, with a number or a range."""

    fact: str | None
    op: str  # < <= = >= > or ..
    low: Decimal
    high: Decimal

    def holds(self, value: int | Decimal) -> bool:
        """Whether the number passes."""
        if self.op == "..":
            return self.low <= value <= self.high
        return _OPERATORS[self.op](value, self.low)


Atom = Word | Compare


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows: a kind and its argument, if it has one."""

    kind: str
    arg: str | None = None

    @property
    def text(self) -> str:
        """As it is written in the pack."""
        return self.kind if self.arg is None else f"{self.kind}({self.arg})"


@dataclass(frozen=True, slots=True)
class Effect:
    """When any of the atoms matches, the consequence holds."""

    when: tuple[Atom, ...]
    consequence: Consequence
    text: str


def parse_answer_type(text: str) -> AnswerType:
    """The answer type; raises GrammarError."""
    base, plus, extra = text.partition("+")
    if plus and extra != "evidence":
        raise GrammarError(f"{text} is no answer type; only +evidence may follow")
    if base == "computed":
        return AnswerType("yes_no", (), bool(plus), computed=True)
    call = _CALL.fullmatch(base)
    if call and call[1] == "computed":
        inner = parse_answer_type(call[2])
        return AnswerType(inner.base, inner.args, inner.evidence or bool(plus), computed=True)
    if base in _PLAIN_BASES:
        return AnswerType(base, (), bool(plus))
    if call and call[1] in _CALLED_BASES:
        return AnswerType(call[1], _arguments(call[1], call[2]), bool(plus))
    raise GrammarError(f"{text} is no answer type")


def parse_effect(text: str, answer: AnswerType) -> Effect:
    """The effect, with the atoms read as this answer type has them; raises GrammarError."""
    when, arrow, consequence = text.partition(" -> ")
    if not arrow:
        raise GrammarError(f"{text} has no arrow; write: when -> consequence")
    return Effect(parse_when(when, answer), parse_consequence(consequence.strip()), text)


def parse_when(text: str, answer: AnswerType) -> tuple[Atom, ...]:
    """The atoms of a test, any one of which may match; raises GrammarError."""
    return tuple(_parse_atom(part.strip(), answer) for part in text.split("|"))


def parse_consequence(text: str) -> Consequence:
    """The consequence; raises GrammarError."""
    if text in _BARE:
        return Consequence(text)
    call = re.fullmatch(r"([a-z]+)\(([^()]*)\)", text)
    if call and call[1] in _CONSEQUENCES and _CONSEQUENCES[call[1]].fullmatch(call[2]):
        return Consequence(call[1], call[2])
    raise GrammarError(f"{text} is no consequence")


def _arguments(base: str, text: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in text.split("|")) if base == "one" else (text.strip(),)
    for part in parts:
        if not _NAME.fullmatch(part):
            raise GrammarError(f"{part or 'nothing'} is no name in {base}({text})")
        if base == "one" and part in RESERVED:
            raise GrammarError(f"{part} is a word of the grammar and cannot be an option")
    if len(set(parts)) < len(parts):
        raise GrammarError(f"an option stands twice in {base}({text})")
    return parts


def _parse_atom(text: str, answer: AnswerType) -> Atom:
    if text in ("unknown", "any"):
        return Word(text)
    if answer.base in ("grade_1_4", "number", "fact", "table", "party"):
        return _parse_compare(text, answer)
    if _word_fits(text, answer):
        return Word(text)
    raise GrammarError(f"{text or 'nothing'} cannot be tested on the answer type {answer.base}")


def _word_fits(text: str, answer: AnswerType) -> bool:
    if answer.base == "yes_no":
        return text in ("yes", "no")
    if answer.base == "one":
        return text in answer.args
    if answer.base == "many":
        return bool(_NAME.fullmatch(text)) and text != "given"
    return text == "given" or (answer.base == "evidence" and text == "none")


def _parse_compare(text: str, answer: AnswerType) -> Compare:
    has_facts = answer.base in ("table", "party")
    span = _RANGE.fullmatch(text)
    if span and not has_facts:
        return _checked(Compare(None, "..", Decimal(span[1]), Decimal(span[2])), text, answer)
    compared = _COMPARED.fullmatch(text)
    if (
        compared is None
        or bool(compared[1]) is not has_facts
        or (compared[2] is None and answer.base not in ("grade_1_4", "fact"))
    ):
        raise GrammarError(f"{text or 'nothing'} cannot be tested on the answer type {answer.base}")
    number = Decimal(compared[3])
    return _checked(Compare(compared[1], compared[2] or "=", number, number), text, answer)


def _checked(atom: Compare, text: str, answer: AnswerType) -> Compare:
    if atom.low > atom.high:
        raise GrammarError(f"{text} runs backwards")
    if answer.base == "grade_1_4" and not any(atom.holds(grade) for grade in range(1, 5)):
        raise GrammarError(f"{text} can never match a grade from 1 to 4")
    return atom


_OPERATORS: Final[dict[str, Callable[[int | Decimal, Decimal], bool]]] = {
    "<": lambda value, limit: value < limit,
    "<=": lambda value, limit: value <= limit,
    "=": lambda value, limit: value == limit,
    ">=": lambda value, limit: value >= limit,
    ">": lambda value, limit: value > limit,
}
