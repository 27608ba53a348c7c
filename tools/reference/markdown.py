"""Small pieces of Markdown."""

from collections.abc import Iterable, Sequence


def to_table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; a bar within a cell is escaped, so that it stays within."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(to_cell(cell) for cell in line) + " |" for line in lines)


def to_cell(value: object) -> str:
    """Return one cell: a value on one line, with its bars escaped."""
    return " ".join(str(value).split()).replace("|", "\\|")


def to_code(value: object) -> str:
    """Return a value as code; nothing for nothing."""
    return f"`{value}`" if str(value) else ""


def to_codes(values: Iterable[object]) -> str:
    """Return values as code, in the order given."""
    return ", ".join(to_code(value) for value in values)


def to_page(title: str, *parts: str) -> str:
    """Return a page: a heading, and its parts with a blank line between."""
    return "\n\n".join([f"# {title}", *parts]) + "\n"


def first_line(documented: object) -> str:
    """Return the first sentence of what a class or function says of itself."""
    return (documented.__doc__ or "").strip().split("\n\n")[0]
