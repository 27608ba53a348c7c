"""The files of a pack, brought together within bounds: its own, and under parent/ those of the pack that it extends.

A parent is looked for beside the pack and among the packs that are shipped; whether it is the very one that was meant is
told by its hash when the pack is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from vetting.policy.strict_yaml import Fault, load_yaml

MAX_FILES: Final = 64
MAX_PACK_BYTES: Final = 4 * 1024 * 1024
MAX_PARENTS: Final = 3
PARENT: Final = "parent/"
TOP_FILES: Final = (
    "pack.yaml",
    "tables.yaml",
    "lists.yaml",
    "conditions.yaml",
    "sources.yaml",
    "examples.yaml",
)
MORE_FILES: Final = ("terms.yaml", "vocabulary.yaml")  # what a pack may do without
REFERENCE: Final = re.compile(r"([a-z0-9][a-z0-9-]{0,60})@([0-9]+\.[0-9]+\.[0-9]+)")

_PART: Final = re.compile(rf"({PARENT}){{0,{MAX_PARENTS}}}([a-z]+\.yaml|(stages|texts)/[A-Za-z_-]+\.yaml)")


class PackRefused(Exception):
    """A pack with faults; it is not loaded in part. Carries all of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """The faults, in the order of the files."""
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


def read_folder(folder: Path, shipped: Path) -> dict[str, bytes]:
    """The files of the pack in this folder and of those that it extends; raises PackRefused."""
    files: dict[str, bytes] = {}
    chain: list[str] = []
    prefix, found = "", folder
    while True:
        own = _read_one(found)
        files |= {f"{prefix}{name}": content for name, content in own.items()}
        head = load_yaml(own.get("pack.yaml", b""), "pack.yaml")
        chain.append(str(_entry(head.data, "name")))
        reference = REFERENCE.fullmatch(str(_entry(head.data, "extends")))
        if reference is None:
            return files
        if fault := _chain_fault([*chain, reference[1]]):
            raise PackRefused([head.fault(("extends",), fault, "Extend a pack that rests on others only")])
        prefix, found = prefix + PARENT, _find_parent(found, shipped, reference[1])


def find_file_faults(files: Mapping[str, bytes]) -> list[Fault]:
    """What is wrong before anything is read: too many files, too many bytes, files that are no part of a pack."""
    for depth in range(MAX_PARENTS + 1):
        own = [content for name, content in files.items() if name.count(PARENT) == depth]
        if len(own) > MAX_FILES or sum(map(len, own)) > MAX_PACK_BYTES:
            return [_too_large("the pack")]
    strangers = [name for name in files if not _is_part(name)]
    return [Fault(name, 0, "", "this file is no part of a pack", "Remove it") for name in strangers]


def find_missing(files: Mapping[str, bytes]) -> list[Fault]:
    """The files that a pack of its own needs and that are not there."""
    return [Fault(name, 0, "", "the file is missing", "Add it") for name in TOP_FILES if name not in files]


def _read_one(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        how = "Name the folder that holds pack.yaml"
        raise PackRefused([Fault(str(folder), 0, "", "this is no folder with a pack", how)])
    found = sorted([*folder.glob("*.yaml"), *folder.glob("stages/*.yaml"), *folder.glob("texts/*.yaml")])
    if len(found) > MAX_FILES or sum(one.stat().st_size for one in found) > MAX_PACK_BYTES:
        raise PackRefused([_too_large(str(folder))])
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in found}


def _chain_fault(chain: Sequence[str]) -> str:
    if len(set(chain)) < len(chain):
        return f"{' extends '.join(chain)}: a pack cannot rest on itself"
    if len(chain) > MAX_PARENTS + 1:
        return f"{' extends '.join(chain)}: more than {MAX_PARENTS} packs above one another"
    return ""


def _find_parent(folder: Path, shipped: Path, name: str) -> Path:
    beside = folder.resolve().parent / name
    return beside if (beside / "pack.yaml").is_file() else shipped / name


def _is_part(name: str) -> bool:
    found = _PART.fullmatch(name)
    return found is not None and ("/" in found[2] or found[2] in (*TOP_FILES, *MORE_FILES))


def _entry(data: Any, key: str) -> Any:
    return data.get(key) if isinstance(data, dict) else None


def _too_large(where: str) -> Fault:
    what = f"a pack has at most {MAX_FILES} files and {MAX_PACK_BYTES} bytes"
    return Fault(where, 0, "", what, "Make it smaller")
