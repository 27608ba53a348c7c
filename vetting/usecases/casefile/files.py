"""The files of evidence beside a case file: read once, hashed, held.

- A path is relative to the case file and stays in its folder, also through links.
- A file is at most 25 MB, all files of one case file at most 100 MB.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from vetting.domain.errors import Fault
from vetting.usecases.casefile.sections import Evidence
from vetting.usecases.casefile.source import Source

MAX_FILE: Final = 25 * 1024 * 1024
MAX_ALL: Final = 100 * 1024 * 1024


@dataclass(frozen=True)
class HeldFile:
    """The bytes of one piece of evidence."""

    filename: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The hash of the bytes, in hex."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return len(self.content)


def hold_files(source: Source, evidence: Mapping[str, Evidence]) -> tuple[dict[str, HeldFile], list[Fault]]:
    """The files that evidence names, by evidence id, and what is wrong with the others."""
    held: dict[str, HeldFile] = {}
    faults: list[Fault] = []
    for ident, item in evidence.items():
        if item.file is None:
            continue
        found = _hold(source, item.file, MAX_ALL - sum(one.size for one in held.values()))
        if isinstance(found, HeldFile):
            held[ident] = found
        else:
            faults.append(source.fault(("evidence", ident, "file"), *found))
    return held, faults


def _hold(source: Source, written: str, room: int) -> HeldFile | tuple[str, str]:
    if source.folder is None:
        return (
            "the case file was given without its folder.",
            "Give its path, so that files beside it are found.",
        )
    try:
        folder = source.folder.resolve()
        path = (folder / written).resolve()
        if Path(written).is_absolute() or not path.is_relative_to(folder):
            return (
                f"'{written}' leads out of the folder of the case file.",
                "Put the file beside the case file.",
            )
        return _read(path, written, room)
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "the path is not one"
        return f"the file '{written}' cannot be read ({reason}).", "Check the path."


def _read(path: Path, written: str, room: int) -> HeldFile | tuple[str, str]:
    if path.is_dir():
        return f"'{written}' is a folder.", "Name one file."
    if not path.is_file():
        return f"there is no file '{written}'.", "Put it beside the case file, or cite the source instead."
    if path.stat().st_size > MAX_FILE:
        return f"the file '{written}' is larger than 25 MB.", "Cite it, or hold the pages that matter."
    if path.stat().st_size > room:
        return "the files of this case are together larger than 100 MB.", "Cite some of them instead."
    return HeldFile(path.name, path.read_bytes())
