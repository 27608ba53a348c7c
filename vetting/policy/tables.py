"""The tables of a pack, typed: levels, blocks, light depth, couplings, outcomes, case fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vetting.policy.columns import Column, Table
from vetting.policy.grammar import AnswerType, Atom, Consequence


@dataclass(frozen=True, slots=True)
class Level:
    """One level and the duties that begin with it."""

    name: str
    rank: int
    own_authority: int
    depth_at_least: str


@dataclass(frozen=True, slots=True)
class Test:
    """A test of one criterion's answer or of one case field, with its reason."""

    subject: str  # a criterion, or a case field
    is_case_field: bool
    atoms: tuple[Atom, ...]
    because: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that stay closed until something opens them."""

    name: str
    title: str
    rows: tuple[str, ...]  # ids of criteria
    opens_when: tuple[Test, ...]
    opened_by: tuple[str, ...]  # kinds of consequence that open it: reply
    from_depth: str | None  # None: the depth of each row
    otherwise_from: str | None


@dataclass(frozen=True, slots=True)
class Input:
    """What one column of a coupling reads."""

    name: str
    kind: str  # answer, fact, row, each, counted, level
    criterion: str | None  # None for each, counted and level
    columns: tuple[str, ...]  # for row: the columns whose highest is read; for fact: the fact
    cell_type: AnswerType | None  # None: a cell is a level or a grade count


@dataclass(frozen=True, slots=True)
class CouplingRow:
    """One row: a test for every input (None matches everything), what follows, and why."""

    number: int
    cells: tuple[tuple[Atom, ...] | None, ...]
    then: tuple[Consequence, ...]
    because: str
    counts_as: int | None = None
    criterion: str | None = None  # where each row has its own criterion
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Coupling:
    """A table that joins rows; see Semantics 10 in the README of the default pack."""

    name: str
    mode: str  # adds, replaces
    finding_on: str  # a criterion, or each
    first: bool  # the first row that matches, or all of them
    exhaustive: bool
    replaces: tuple[str, ...]
    for_each: str | None
    inputs: tuple[Input, ...]
    rows: tuple[CouplingRow, ...]

    def row_name(self, row: CouplingRow) -> str:
        """As examples and traces call it."""
        return f"{self.name}#{row.number}"


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One row of the admissible or the suggested outcomes: the cells that are tested, and what they give."""

    number: int
    cells: Mapping[str, tuple[Atom, ...]]
    gives: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Which outcomes are admissible and which is suggested."""

    values: tuple[str, ...]
    undecided: str
    admissible: tuple[OutcomeRow, ...]
    suggested: tuple[OutcomeRow, ...]
    decision_rows: frozenset[str]  # left out of `unanswered` before a decision is proposed
    residual: tuple[str, str] | None  # criterion and fact of residual_4_untested
    end_where: tuple[str, frozenset[str]] | None  # criterion and answers with which end is admissible


@dataclass(frozen=True, slots=True)
class LightDepth:
    """When light is deep enough."""

    modalities: frozenset[str]
    preconditions: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class CaseField:
    """A fact of the case itself: its type, and what holds where it is missing."""

    name: str
    type: AnswerType | None  # None: a list of criterion ids, or computed
    missing: str
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Tables:
    """All of it."""

    levels: tuple[Level, ...]
    authorities: tuple[int, ...]
    triage: frozenset[str]
    light: LightDepth
    depth_by_modality: Mapping[str, str]
    modality: str | None  # the criterion that holds the modality
    blocks: tuple[Block, ...]
    case_fields: Mapping[str, CaseField]
    couplings: tuple[Coupling, ...]
    outcomes: Outcomes
    columns: Mapping[str, Table]
    party: tuple[Column, ...]
