"""A pack from its files: whole and checked, or refused with every fault.

A pack is a folder: pack.yaml, tables.yaml, lists.yaml, conditions.yaml, sources.yaml, examples.yaml,
stages/<stage>.yaml, texts/<language>.yaml where it speaks another language, terms.yaml and vocabulary.yaml
where it reads agreements. A pack that extends another brings that one's files under parent/. A stranger's
pack is bounded in files, bytes and depth before anything is believed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from vetting.policy.extend import extends_another, overlay, parent_fault, read_reference
from vetting.policy.folders import PARENT, PackRefused, find_file_faults, find_missing, read_folder
from vetting.policy.grammar import AnswerType, Effect, GrammarError, parse_answer_type, parse_effect
from vetting.policy.load_tables import read_columns, read_tables
from vetting.policy.load_terms import read_terms
from vetting.policy.pack import Criterion, Example, Pack, Stage, hash_files
from vetting.policy.shapes import Shape
from vetting.policy.strict_yaml import Fault, Located, load_yaml
from vetting.policy.texts import read_texts
from vetting.policy.tighten import find_weakenings

__all__ = ["PackRefused", "find_pack", "list_shipped", "load_pack", "load_pack_bytes", "read_pack"]

_PACKS: Final = Path(__file__).parent / "packs"
_ID: Final = re.compile(r"[A-Z]{3}-[0-9]{2}")
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
_VERSION: Final = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")
_ASKED: Final = re.compile(
    r"triage|light|basic|standard|enhanced|computed|act(:(light|basic|standard|enhanced))?|when:[A-Za-z_]+"
)
_CRITERION_KEYS: Final = (
    "id",
    "question",
    "guidance",
    "answer",
    "answered_by",
    "asked_from",
    "effects",
    "sources",
)
_CONDITION_KEYS: Final = ("text", "test", "owner", "due", "consequence")
_SOURCE_KEYS: Final = ("title", "publisher", "year", "kind", "verified")


def find_pack(name: str) -> Path:
    """The folder of a pack that is shipped with the program; raises PackRefused where there is none."""
    folder = _PACKS / name
    if _NAME.fullmatch(name) and (folder / "pack.yaml").is_file():
        return folder
    shipped = ", ".join(list_shipped())
    raise PackRefused([Fault(name, 0, "", "there is no pack of this name", f"Name one of: {shipped}")])


def list_shipped() -> list[str]:
    """The names of the packs that come with the program, in order."""
    return sorted(one.name for one in _PACKS.iterdir() if (one / "pack.yaml").is_file())


def load_pack(path: Path | str) -> Pack:
    """The pack in this folder; raises PackRefused with every fault."""
    return load_pack_bytes(read_folder(Path(path), _PACKS))


def load_pack_bytes(files: Mapping[str, bytes]) -> Pack:
    """The pack in these files, by relative name; raises PackRefused with every fault."""
    pack, faults = read_pack(files)
    if pack is None or faults:
        raise PackRefused(faults)
    return pack


def read_pack(files: Mapping[str, bytes]) -> tuple[Pack | None, list[Fault]]:
    """The pack as far as it can be read, and all faults of shape, grammar and rule."""
    faults = find_file_faults(files)
    if faults:
        return None, faults
    own = {name: content for name, content in files.items() if not name.startswith(PARENT)}
    located = {name: load_yaml(content, name) for name, content in sorted(own.items())}
    faults = [fault for one in located.values() for fault in one.faults]
    if faults:
        return None, faults
    if extends_another(located):
        return _read_office_pack(files, located)
    faults = find_missing(own)
    said = {name: one.data for name, one in located.items()}
    return (None, faults) if faults else _read_whole(files, located, said, None)


def _read_office_pack(
    files: Mapping[str, bytes], located: Mapping[str, Located]
) -> tuple[Pack | None, list[Fault]]:
    """The pack of an office: its parent, with what the office adds and tightens laid over it."""
    faults: list[Fault] = []
    reference = read_reference(Shape(located["pack.yaml"], faults))
    above = {name.removeprefix(PARENT): data for name, data in files.items() if name.startswith(PARENT)}
    if faults or not above:
        return None, faults or [parent_fault(located["pack.yaml"], "the files of its parent are not there")]
    parent, parent_faults = read_pack(above)
    if parent is None or parent_faults:
        return None, [replace(fault, where=f"{PARENT}{fault.where}") for fault in parent_faults]
    if (parent.name, parent.version, parent.hash) != reference:
        what = f"its parent is {parent.name}@{parent.version} with the hash {parent.hash}"
        return None, [parent_fault(located["pack.yaml"], what)]
    merged = overlay(parent, located, faults)
    if faults:
        return None, faults
    said = {name: one.data for name, one in located.items()}
    said |= {f"{PARENT}{name}": data for name, data in parent.said.items()}
    pack, faults = _read_whole(files, merged, said, parent)
    return pack, [*find_weakenings(parent, pack, merged), *faults]


def _read_whole(
    files: Mapping[str, bytes], located: Mapping[str, Located], said: Mapping[str, Any], parent: Pack | None
) -> tuple[Pack, list[Fault]]:
    from vetting.policy.check import find_pack_faults  # noqa: PLC0415 -- check evaluates examples, which needs a pack

    faults: list[Fault] = []
    pack = _Loading(files, located, faults).run(said, parent)
    return pack, faults or find_pack_faults(pack, located)


class _Loading:
    """The files of one pack, read in the order in which they need each other."""

    def __init__(
        self, files: Mapping[str, bytes], located: Mapping[str, Located], faults: list[Fault]
    ) -> None:
        self.files = files
        self.located = located
        self.faults = faults

    def run(self, said: Mapping[str, Any], parent: Pack | None) -> Pack:
        head = self._root("pack.yaml")
        head.check_keys(("name", "version", "title", "statement", "languages", "stages"))
        stages = tuple(_read_stage(item) for item in (head / "stages").items())
        tables = self._root("tables.yaml")
        columns, party = read_columns(tables)
        criteria = self._criteria(stages)
        return Pack(
            name=self._matching(head / "name", _NAME, "small letters, digits and hyphens"),
            version=self._matching(head / "version", _VERSION, "three numbers, as 1.0.0"),
            title=(head / "title").text(),
            statement=(head / "statement").text(),
            languages=(head / "languages").texts(),
            stages=stages,
            criteria=criteria,
            rules=read_tables(tables, criteria, columns, party),
            tables=_mapping(tables),
            lists=_mapping(self._root("lists.yaml")),
            conditions=self._entries("conditions.yaml", _CONDITION_KEYS),
            sources=self._entries("sources.yaml", _SOURCE_KEYS),
            examples=tuple(_read_example(item) for item in self._root("examples.yaml").items()),
            hash=hash_files(said),
            raw=dict(self.files),
            extends=f"{parent.name}@{parent.version}" if parent else "",
            texts=read_texts(self.located, self.faults),
            data={name: one.data for name, one in self.located.items()},
            said=said,
            terms=read_terms(self.located, criteria, self.faults),
        )

    def _root(self, name: str) -> Shape:
        return Shape(self.located[name], self.faults)

    def _matching(self, shape: Shape, pattern: re.Pattern[str], wanted: str) -> str:
        text = shape.text("-")
        if not pattern.fullmatch(text):
            shape.fault(f"{text!r} does not fit", f"Write {wanted}")
        return text

    def _entries(self, name: str, keys: tuple[str, ...]) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for slug, shape in self._root(name).entries():
            shape.check_keys(keys)
            found[str(slug)] = {key: (shape / key).text() for key in keys}
        return found

    def _criteria(self, stages: tuple[Stage, ...]) -> dict[str, Criterion]:
        criteria: dict[str, Criterion] = {}
        names = {f"stages/{stage.id}.yaml": stage for stage in stages}
        stage_files = {name for name in self.located if name.startswith("stages/")}
        for name in sorted(stage_files - set(names)):
            self._root(name).fault("pack.yaml has no stage of this name", "Name the file as its stage")
        for name, stage in names.items():
            if name in self.located:
                self._stage_criteria(self._root(name), stage, criteria)
            else:
                self.faults.append(Fault(name, 0, "", "the file of this stage is missing", "Add it"))
        return criteria

    def _stage_criteria(self, root: Shape, stage: Stage, criteria: dict[str, Criterion]) -> None:
        root.check_keys(("stage", "criteria"))
        (root / "stage").one_of((stage.id,))
        for item in (root / "criteria").items():
            one = _read_criterion(item, stage)
            if one.id in criteria:
                (item / "id").fault(f"the id {one.id} stands twice", "Give each criterion an id of its own")
            criteria[one.id] = one


def _mapping(shape: Shape) -> Mapping[str, Any]:
    if isinstance(shape.value, dict):
        return shape.value
    shape.fault("the file holds no entries", "Write name: value")
    return {}


def _read_stage(shape: Shape) -> Stage:
    shape.check_keys(("id", "prefix", "title"))
    return Stage((shape / "id").text(), (shape / "prefix").texts(), (shape / "title").text())


def _read_criterion(shape: Shape, stage: Stage) -> Criterion:
    shape.check_keys(_CRITERION_KEYS, ("same_as",))
    name = (shape / "id").text("-")
    if not _ID.fullmatch(name) or name[:3] not in stage.prefixes:
        prefixes = " or ".join(stage.prefixes)
        (shape / "id").fault(
            f"the id {name} does not fit the stage", f"Write {prefixes}, a hyphen and two digits"
        )
    asked = (shape / "asked_from").text("basic")
    if not _ASKED.fullmatch(asked):
        (shape / "asked_from").fault(
            f"{asked} does not say from when the row is asked", "Write a depth, act, when:block or computed"
        )
    answer = (shape / "answer").parsed(parse_answer_type)
    # Without an answer type nothing can be said of the effects; one fault is enough.
    effects = [_read_effect(item, answer) for item in (shape / "effects").items()] if answer else []
    return Criterion(
        id=name,
        stage=stage.id,
        question=(shape / "question").text(),
        guidance=(shape / "guidance").text(),
        answer_type=answer or AnswerType("text"),
        answered_by=(shape / "answered_by").texts(),
        asked_from=asked,
        effects=tuple(effect for effect in effects if effect),
        same_as=(shape / "same_as").text() if shape.has("same_as") else None,
        sources=(shape / "sources").texts(),
        answer_text=(shape / "answer").text(),
    )


def _read_effect(shape: Shape, answer: AnswerType) -> Effect | None:
    try:
        return parse_effect(shape.text("-"), answer)
    except GrammarError as error:
        shape.fault(str(error), "Write it as the README of the pack shows")
        return None


def _read_example(shape: Shape) -> Example:
    shape.check_keys(("subject", "case", "expected"), ("answer", "given"))
    given = (shape / "given").value if shape.has("given") else None
    return Example(
        subject=(shape / "subject").text(),
        case=(shape / "case").one_of(("fires", "silent", "unknown", "coupling")),
        answer=(shape / "answer").value if shape.has("answer") else None,
        given=given if isinstance(given, dict) else {},
        expected=(shape / "expected").texts() if (shape / "expected").value else (),
        line=shape.located.line(shape.path),
    )
