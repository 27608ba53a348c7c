"""The pack of an office laid over its parent: what it adds stands beside, what it restates stands in place.

Laying over decides only where a thing goes. What an office may not touch at all is refused here: sentences and items of
the parent, its stages, its outcomes. Whether a restated row is at least as strict is told once it is read (``tighten``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from vetting.policy.folders import REFERENCE
from vetting.policy.pack import Pack
from vetting.policy.shapes import Shape
from vetting.policy.strict_yaml import Fault, Located
from vetting.policy.tighten_tables import UNMARKED, lay_mapping, lay_tables, mark_at

Reference = tuple[str, str, str]  # name, version, hash
Files = Mapping[str, Located]

_HEAD: Final = ("name", "version", "title", "extends", "extends_hash")
_OWN_HEAD: Final = ("name", "version", "title", "languages")


def extends_another(located: Files) -> bool:
    """Whether the files are those of a pack that extends another."""
    head = located["pack.yaml"].data if "pack.yaml" in located else None
    return isinstance(head, dict) and "extends" in head


def read_reference(head: Shape) -> Reference:
    """The name, version and hash of the parent; what is wrong goes to the faults of the shape."""
    head.check_keys(_HEAD, ("languages",))
    found = REFERENCE.fullmatch((head / "extends").text("-"))
    if found is None:
        (head / "extends").fault("this names no pack", "Write name@version, as un-default@1.0.0")
    return (found[1], found[2], (head / "extends_hash").text()) if found else ("", "", "")


def parent_fault(head: Located, what: str) -> Fault:
    """A fault of the reference to the parent."""
    return head.fault(("extends_hash",), what, "Pin the parent by its version and hash")


def overlay(parent: Pack, own: Files, faults: list[Fault]) -> dict[str, Located]:
    """The files of the whole pack, by name: those of the parent, and what the office says in place or beside."""
    base = {name: Located(name, data, (), UNMARKED) for name, data in parent.data.items()}
    restated: set[str] = set()
    for name, mine in own.items():
        if name == "pack.yaml":
            base[name] = _lay_head(base[name], mine)
        elif name == "tables.yaml":
            base[name] = lay_tables(base[name], mine, parent.name, faults)
        elif name.startswith("texts/"):
            base[name] = lay_mapping(base.get(name, mine), mine)
        elif name.startswith("stages/") and name in base:
            base[name] = _lay_stage(base[name], mine, restated, faults)
        elif name not in base:
            faults.append(mine.fault((), f"{parent.name} has no such file", "Add to a file that it has"))
        elif name != "examples.yaml":
            base[name] = _lay_entries(base[name], mine, parent.name, faults)
    base["examples.yaml"] = _lay_examples(base["examples.yaml"], own.get("examples.yaml"), restated, faults)
    return base


def _lay_head(base: Located, mine: Located) -> Located:
    own = {key: mine.data[key] for key in _OWN_HEAD if key in mine.data}
    return Located(base.where, {**base.data, **own}, (), mine.marks)


def _lay_entries(base: Located, mine: Located, parent: str, faults: list[Fault]) -> Located:
    """Conditions, sources and lists: entries are added; of a list, items. None of the parent's is changed."""
    merged, marks = dict(base.data), dict.fromkeys(base.data, UNMARKED)
    for key, shape in Shape(mine, faults).entries():
        mark = mark_at(mine, (key,))
        if key not in merged:
            merged[key], marks[key] = shape.value, mark
        elif base.where == "lists.yaml" and isinstance(merged[key], dict):
            _refuse_known(shape, merged[key], f"{parent} has it in the list {key}", faults)
            merged[key], marks[key] = {**merged[key], **_mapping(shape.value)}, mark
        elif base.where == "lists.yaml" and isinstance(shape.value, list):
            merged[key], marks[key] = [*merged[key], *shape.value], UNMARKED
        else:
            shape.fault(
                f"{key} is an entry of {parent}, which an office may not change", "Add one of your own"
            )
    return Located(base.where, merged, (), (1, marks))


def _refuse_known(shape: Shape, known: Mapping[Any, Any], whose: str, faults: list[Fault]) -> None:
    for key, item in shape.entries():
        if key in known:
            what = f"the item {key} is there already: {whose}, and an office may not change it"
            faults.append(shape.located.fault(item.path, what, "Add an item of your own"))


def _lay_stage(base: Located, mine: Located, restated: set[str], faults: list[Fault]) -> Located:
    shape = Shape(mine, faults)
    if not shape.check_keys(("stage", "criteria")):
        return base
    criteria = list(base.data["criteria"])
    marks: list[Any] = [UNMARKED] * len(criteria)
    places = {one["id"]: number for number, one in enumerate(criteria)}
    for item in (shape / "criteria").items():
        name, mark = (item / "id").value, mark_at(mine, item.path)
        if isinstance(name, str) and name in places:
            restated.add(name)
            criteria[places[name]], marks[places[name]] = item.value, mark
        else:
            criteria.append(item.value)
            marks.append(mark)
    stage = {"stage": shape.value["stage"], "criteria": criteria}
    return Located(base.where, stage, (), (1, {"stage": mark_at(mine, ("stage",)), "criteria": (1, marks)}))


def _lay_examples(base: Located, mine: Located | None, restated: set[str], faults: list[Fault]) -> Located:
    """The examples of the parent stand, but for those of rows that the office restates: they need their own."""
    kept = [one for one in base.data if one["subject"] not in restated]
    added = list(Shape(mine, faults).items()) if mine else []
    marks = [*([UNMARKED] * len(kept)), *(mark_at(one.located, one.path) for one in added)]
    return Located(base.where, [*kept, *(one.value for one in added)], (), (1, marks))


def _mapping(value: Any) -> Mapping[Any, Any]:
    return value if isinstance(value, dict) else {}
