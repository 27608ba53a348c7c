"""tables.yaml of an office laid over its parent's: what may be added, what may be tightened, and in which direction.

Everything that is not named here stays as the parent has it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from vetting.policy.grammar import DEPTHS
from vetting.policy.strict_yaml import Fault, Located, Path, path_text

UNMARKED: Final = (0, None)  # what comes from the parent has no line in the office's files

# Where an office may put an entry of its own beside those of its parent.
ADDS: Final = frozenset(
    {
        "couplings",
        "blocks",
        "tables",
        "case_fields",
        "depth_by_modality",
        "grade_anchors",
        "grade_anchors.used_by",
    }
)
# Where it may add to a list of its parent.
APPENDS: Final = frozenset({"light_depth.preconditions", "blocks.*.opens_when", "grade_anchors.used_by.*"})
# What it may change in one direction only.
LARGER: Final = frozenset(
    {"levels.*.own_authority", "levels.*.window_days", "levels.*.rounds", "levels.*.reply_days",
     "light_depth.audit_draw_percent", "exceptions.signatures", "clock.employment_look_back_months"}
)  # fmt: skip
SMALLER: Final = frozenset({"levels.*.re_review_months", "clock.list_age_days_at_most"})
DEEPER: Final = frozenset({"levels.*.depth_at_least", "depth_by_modality.*"})

_OPEN: Final = (*ADDS, *APPENDS, *LARGER, *SMALLER, *DEEPER)
Mark = Any


def lay_tables(base: Located, mine: Located, parent: str, faults: list[Fault]) -> Located:
    """The tables of the parent with those of the office laid over them."""
    laying = _Laying(mine, parent, faults)
    data, mark = laying.lay(base.data, mine.data, ())
    return Located(base.where, data, (), mark)


def lay_mapping(base: Located, mine: Located) -> Located:
    """One mapping over another, entry by entry; the office's stand."""
    if not isinstance(base.data, dict) or not isinstance(mine.data, dict):
        return mine
    marks = {**dict.fromkeys(base.data, UNMARKED), **{key: mark_at(mine, (key,)) for key in mine.data}}
    return Located(mine.where, {**base.data, **mine.data}, (), (1, marks))


def mark_at(located: Located, path: Path) -> Mark:
    """The mark at this path, with those below it."""
    mark = located.marks
    for step in path:
        mark = mark[1][step]
    return mark


class _Laying:
    """One walk over the office's tables; what is refused keeps the value of the parent."""

    def __init__(self, mine: Located, parent: str, faults: list[Fault]) -> None:
        self.mine = mine
        self.parent = parent
        self.faults = faults

    def lay(self, old: Any, new: Any, path: Path) -> tuple[Any, Mark]:
        place = _general(path)
        if old == new:
            return old, UNMARKED
        if place in APPENDS and isinstance(new, list):
            return [*old, *new], (0, [UNMARKED] * len(old) + list(mark_at(self.mine, path)[1]))
        if place in LARGER | SMALLER | DEEPER:
            return self._compared(old, new, path)
        if isinstance(old, dict) and isinstance(new, dict) and (not path or _leads_on(place)):
            return self._entries(old, new, path)
        self._fault(path, f"{path_text(path)} is a rule of {self.parent} that an office may not change")
        return old, UNMARKED

    def _entries(self, old: Mapping[Any, Any], new: Mapping[Any, Any], path: Path) -> tuple[Any, Mark]:
        merged = dict(old)
        marks: dict[Any, Mark] = dict.fromkeys(old, UNMARKED)
        for key, value in new.items():
            at = (*path, key)
            if key in old:
                merged[key], marks[key] = self.lay(old[key], value, at)
            elif _general(path) in ADDS:
                merged[key], marks[key] = value, mark_at(self.mine, at)
                self._check_added(at, value)
            else:
                self._fault(
                    at, f"{self.parent} has nothing called {path_text(at)}, and an office may not add it"
                )
        return merged, (mark_at(self.mine, path)[0], marks)

    def _compared(self, old: Any, new: Any, path: Path) -> tuple[Any, Mark]:
        place = _general(path)
        word = "raised" if place in LARGER else "lowered" if place in SMALLER else "deepened"
        if _is_tighter(place, old, new):
            return new, mark_at(self.mine, path)
        self._fault(
            path, f"{path_text(path)} is {old} in {self.parent} and may only be {word}, not made {new}"
        )
        return old, UNMARKED

    def _check_added(self, at: Path, value: Any) -> None:
        # A coupling that replaces floors, or counts for one that does, could lower a level.
        if at[0] == "couplings" and isinstance(value, dict) and _may_lower(value):
            self._fault(at, f"the coupling {at[1]} does more than add, which an office's coupling may not")

    def _fault(self, path: Path, what: str) -> None:
        self.faults.append(self.mine.fault(path, what, "Leave it as it is, or make it stricter"))


def _general(path: Path) -> str:
    """A path with the names of entries left out where they are free: levels.*.rounds."""
    steps = [str(step) for step in path]
    if len(steps) > 1 and steps[0] in ("levels", "blocks", "depth_by_modality"):
        steps[1] = "*"
    if steps[:2] == ["grade_anchors", "used_by"] and len(steps) > len(("grade_anchors", "used_by")):
        steps[2] = "*"
    return ".".join(steps)


def _leads_on(place: str) -> bool:
    """Whether something at or below this place may be changed."""
    return any(one == place or one.startswith(f"{place}.") for one in _OPEN)


def _is_tighter(place: str, old: Any, new: Any) -> bool:
    if place in DEEPER:
        return new in DEPTHS and DEPTHS.index(new) >= DEPTHS.index(old)
    before, after = _number(old), _number(new)
    if before is None or after is None:
        return False
    compare: Callable[[Decimal, Decimal], bool] = Decimal.__ge__ if place in LARGER else Decimal.__le__
    return compare(after, before) and after >= 0


def _number(value: Any) -> Decimal | None:
    try:
        return None if isinstance(value, bool) else Decimal(value)
    except (InvalidOperation, TypeError, ValueError):
        return None


def _may_lower(coupling: Mapping[str, Any]) -> bool:
    rows = coupling.get("rows")
    counts = isinstance(rows, list) and any(isinstance(row, dict) and "counts_as" in row for row in rows)
    return coupling.get("mode") != "adds" or "replaces" in coupling or counts
