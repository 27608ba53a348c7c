"""What does not fit together between the tables of a case, for a person to put right.

The rules already refuse to lower anything by such an entry; this says where it stands.

- A row speaks of an impact or a controversy that the register does not list.
- A residual grade is lower than the severity by more than one level, or without a tested measure, or although the harm
  cannot be undone.
- An action is none of those that the pack offers for the kind of involvement (Guiding Principle 19).
"""

from collections.abc import Iterator
from typing import Any

from vetting.documents.material import Material
from vetting.documents.parts.tabled import cell_ids, cell_text, name_of, rows_by
from vetting.domain.severity import GRADES, grade_of, severity_of

COLLECTIONS = {
    "impact": ("HRI-17", ("HRI-18", "HRI-28", "HRI-37")),
    "controversy": ("CTV-01", ("CTV-02", "CTV-03", "CTV-04", "CTV-05", "CTV-06", "CTV-14")),
}
"""The criterion that lists the items, and those whose rows speak of them, by the column that names an item."""


def assemble_inconsistencies(material: Material) -> list[dict[str, Any]]:
    """Each inconsistency with the criterion to correct and the item it concerns."""
    return [*_strangers(material), *_lowered(material), *_not_offered(material)]


def _strangers(material: Material) -> Iterator[dict[str, Any]]:
    for column, (base, others) in COLLECTIONS.items():
        known = rows_by(material, base, column)
        for criterion in others:
            for row in material.rows_of(criterion):
                if name_of(row, column) not in known:
                    yield _found(f"no_such_{column}", criterion, row, column)


def _lowered(material: Material) -> Iterator[dict[str, Any]]:
    impacts = rows_by(material, "HRI-17", "impact")
    for row in material.rows_of("HRI-37"):
        for impact in impacts.get(name_of(row, "impact"), []):
            for key in _faults(impact, row):
                yield _found(key, "HRI-37", row, "impact")


def _not_offered(material: Material) -> Iterator[dict[str, Any]]:
    offers = material.pack.tables.get("actions_by_involvement", {})
    involved = rows_by(material, "HRI-18", "impact")
    for row in material.rows_of("HRI-28"):
        kinds = {
            one.get(side) for one in involved.get(name_of(row, "impact"), []) for side in ("company", "un")
        }
        offered = {action for kind in kinds for action in offers.get(kind, ())}
        if offered and row.get("action") not in offered | _also(offered):
            yield _found("action_not_offered", "HRI-28", row, "impact")


def _also(offered: set[str]) -> set[str]:
    """What goes with an action that is offered: to mitigate is to prevent in part, and ending is considered to be done."""
    mitigating = {"mitigate", "unknown"} if offered & {"prevent", "use_leverage"} else {"unknown"}
    return mitigating | ({"end"} if "consider_ending" in offered else set())


def _faults(impact: dict[str, Any], row: dict[str, Any]) -> Iterator[str]:
    before, after = severity_of(impact), grade_of(row, "residual")
    if not isinstance(before, int) or not isinstance(after, int) or after >= before:
        return
    if before - after > 1:
        yield "more_than_one_level"
    if row.get("measure_state") != "tested" or not cell_ids(row, "test"):
        yield "lowered_untested"
    if grade_of(impact, "irremediability") == max(GRADES):
        yield "lowered_irremediable"


def _found(key: str, criterion: str, row: dict[str, Any], column: str) -> dict[str, Any]:
    return {"key": key, "criterion": criterion, "item": cell_text(row, column)}
