"""A workbook without its file format: pages of cells under headings, and where a cell offers choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Cell = str | int
"""A text, or a whole number; an empty cell is an empty text."""


@dataclass(frozen=True)
class Page:
    """One page: headings in the first row, then rows of as many cells."""

    name: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    choices: Mapping[tuple[int, int], tuple[str, ...]] = field(
        default_factory=dict
    )  # by row and column, from 0
    to_fill: frozenset[int] = frozenset()  # the columns that people write in
    spare: int = 0  # rows below the last that people may fill, with the choices of the columns
    by_column: Mapping[int, tuple[str, ...]] = field(default_factory=dict)  # choices of a whole column

    def place(self, row: int, column: int | None = None) -> str:
        """Where a cell stands, as a person finds it: ``Questions!F12``; without a column the row."""
        return (
            f"{self.name}!{column_name(column)}{row + 2}"
            if column is not None
            else f"{self.name}, row {row + 2}"
        )


Book = tuple[Page, ...]


def column_name(column: int) -> str:
    """The letters of a column, counted from 0: A to Z, then AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
