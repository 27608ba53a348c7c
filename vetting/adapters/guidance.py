"""The guidance notes as they are shipped with the program."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from vetting.usecases.guidance import Note, parse_note


@cache
def load_notes(folder: Path) -> Mapping[str, Note]:
    """Every note of a folder by its name; none where there is no such folder."""
    paths = [one for one in sorted(folder.glob("*.md")) if one.stem != "index"]
    return {one.stem: parse_note(one.stem, one.read_text("utf-8")) for one in paths}
