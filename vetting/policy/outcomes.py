"""Which outcomes are admissible, and which one is suggested; no rule produces an outcome (Semantics 8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vetting.policy.facts import TableValue
from vetting.policy.readings import match_any
from vetting.policy.rulebook import Rulebook
from vetting.policy.standing import Standing
from vetting.policy.tables import OutcomeRow

Inputs = Mapping[str, int | str]


class Applied(NamedTuple):
    """A row of the outcome tables that applies: its number, what it gives, and why."""

    row: int
    gives: tuple[str, ...]
    because: str


class Outlook(NamedTuple):
    """The admissible outcomes in the order of the pack, the suggested one, the rows applied, and the inputs they read."""

    admissible: tuple[str, ...]
    suggested: str
    limits: tuple[Applied, ...]
    suggestion: Applied
    inputs: Inputs


def look_out(book: Rulebook, standing: Standing, inputs: Inputs) -> Outlook:
    """What may be decided on these inputs, and what is suggested."""
    end_open = end_is_open(book, standing)
    key = (*inputs.values(), end_open)
    found: Outlook | None = book.outlooks.get(key)
    if found is None:
        found = book.outlooks[key] = _look_out(book, inputs, end_open=end_open)
    return found


def outcome_inputs(
    book: Rulebook, standing: Standing, unanswered: int, *, bounds_equal: bool
) -> dict[str, int | str]:
    """The inputs of the outcome tables."""
    sums = standing.sums
    return {
        "stops": sums.stops,
        "exceptions_missing": exceptions_missing(standing),
        "gates": sums.gates,
        "unanswered": unanswered,
        "residual_4_untested": residual_untested(book, standing),
        "conditions": sums.conditions,
        "bounds": "equal" if bounds_equal else "differ",
    }


def end_is_open(book: Rulebook, standing: Standing) -> bool:
    """Whether the engagement already runs, so that it can be ended."""
    if book.rules.outcomes.end_where is None:
        return False
    criterion, answers = book.rules.outcomes.end_where
    reading = standing.readings.get(criterion)
    return reading is not None and any(fact in answers for fact in reading.facts)


def exceptions_missing(standing: Standing) -> int:
    """How many stops that an exception could open have none granted."""
    if not standing.sums.exceptions:
        return 0
    granted = set(standing.facts.case.get("exceptions_granted", ()))
    return sum(
        one.kind == "stop_unless_exception" and one.criterion not in granted for one in standing.findings()
    )


def residual_untested(book: Rulebook, standing: Standing) -> int:
    """How many impacts are left at grade 4 without a tested measure."""
    if book.rules.outcomes.residual is None:
        return 0
    criterion, fact = book.rules.outcomes.residual
    reading = standing.readings.get(criterion)
    counts = (
        [dict(one.facts).get(fact) for one in reading.facts if isinstance(one, TableValue)] if reading else []
    )
    return sum(count for count in counts if isinstance(count, int))


def _look_out(book: Rulebook, inputs: Inputs, *, end_open: bool) -> Outlook:
    outcomes = book.rules.outcomes
    limits = tuple(_applied(row) for row in outcomes.admissible if _matches(row, inputs))
    open_to_all = [value for value in outcomes.values if all(value in one.gives for one in limits)]
    if "refuse" in open_to_all and end_open:
        open_to_all.append("end")
    # The last row of both tables matches everything, so that there is always one (checked when the pack is loaded).
    suggestion = next(_applied(row) for row in outcomes.suggested if _matches(row, inputs))
    admissible = tuple(value for value in outcomes.values if value in open_to_all)
    return Outlook(admissible, suggestion.gives[0], limits, suggestion, dict(inputs))


def _applied(row: OutcomeRow) -> Applied:
    return Applied(row.number, row.gives, row.because)


def _matches(row: OutcomeRow, inputs: Inputs) -> bool:
    return all(match_any(atoms, (inputs[name],)) for name, atoms in row.cells.items())
