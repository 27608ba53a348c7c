"""Which guidance note explains which criterion, read from the notes themselves, and the page that says so."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tools.reference.markdown import to_page, to_table

NOTES = Path(__file__).resolve().parents[2] / "docs" / "guidance"
LINK = re.compile(r"\[([A-Z]{3}-\d\d)\]\(\.\./reference/pack/(\w+)\.md#")


def pages() -> dict[str, str]:
    """Return the page by its name."""
    rows = [
        (to_criterion(*key), ", ".join(to_note(name) for name in names)) for key, names in explained().items()
    ]
    return {
        "guidance.md": to_page(
            "Criteria and their guidance notes",
            "A [guidance note](../guidance/index.md) explains what a technology does to people, and what to ask before signing.",
            to_table(["criterion", "explained in"], rows),
        )
    }


def find_notes(criterion: str) -> list[str]:
    """Return the names of the notes that explain a criterion; most have none."""
    return [name for (one, _), names in explained().items() if one == criterion for name in names]


@cache
def explained() -> dict[tuple[str, str], list[str]]:
    """Return each criterion that a note names, with its stage, and the names of its notes."""
    found: dict[tuple[str, str], list[str]] = {}
    for name in list_notes():
        for key in sorted(set(LINK.findall(read_note(name)))):
            found.setdefault(key, []).append(name)
    return dict(sorted(found.items()))


def list_notes() -> list[str]:
    """Return the names of the notes, in the order of the alphabet."""
    return [path.stem for path in sorted(NOTES.glob("*.md")) if path.stem != "index"]


def read_note(name: str) -> str:
    """Return the text of a note."""
    return (NOTES / f"{name}.md").read_text(encoding="utf-8")


def title_of(name: str) -> str:
    """Return the first heading of a note."""
    return read_note(name).splitlines()[0].removeprefix("# ")


def to_note(name: str, up: str = "../") -> str:
    """Return a link to a note, from a page that lies `up` below the documentation."""
    return f"[{title_of(name)}]({up}guidance/{name}.md)"


def to_criterion(one: str, stage: str) -> str:
    """Return a link to a criterion's place in the reference."""
    return f"[{one}](pack/{stage}.md#{one.lower()})"


def to_notes(criterion: str) -> Iterator[str]:
    """Give the line that names the notes of a criterion, where it has any."""
    if names := find_notes(criterion):
        yield f"Guidance notes: {', '.join(to_note(name, '../../') for name in names)}."
