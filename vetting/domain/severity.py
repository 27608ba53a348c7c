"""How severe a harm is: the highest of scale, scope and irremediability, each from 1 to 4.

UN Guiding Principles on Business and Human Rights, commentary on principle 14. Likelihood is no part of it. After
measures an impact counts one level less at most: where the measure was tested, and never where harm cannot be undone.
"""

from collections.abc import Mapping
from typing import Any, Final

GRADES: Final = (1, 2, 3, 4)
DIMENSIONS: Final = ("scale", "scope", "irremediability")


def grade_of(row: Mapping[str, Any], column: str) -> int | str:
    """A grade from 1 to 4, or the word "unknown"."""
    cell = row.get(column)
    return cell if isinstance(cell, int) and not isinstance(cell, bool) and cell in GRADES else "unknown"


def severity_of(row: Mapping[str, Any]) -> int | str:
    """The highest grade; unknown where one is not known and none of the others is the highest there is."""
    known = [one for one in (grade_of(row, name) for name in DIMENSIONS) if isinstance(one, int)]
    if len(known) < len(DIMENSIONS) and max(known, default=0) < max(GRADES):
        return "unknown"
    return max(known)


def severity_after(row: Mapping[str, Any], residual: int | str, *, is_tested: bool) -> int | str:
    """What an impact counts after its measure; as before where nothing may lower it, higher where more remains."""
    before = severity_of(row)
    if grade_of(row, "irremediability") == max(GRADES):
        return max(GRADES)
    if not isinstance(before, int) or not isinstance(residual, int):
        return before
    if residual >= before:
        return residual
    return before - 1 if is_tested else before
