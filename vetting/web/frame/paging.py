"""Long lists, one page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Query

Item = TypeVar("Item")

LARGEST_PAGE = 100_000
PageNumber = Annotated[int, Query(alias="page", ge=1, le=LARGEST_PAGE)]
"""The number of a page in an address; bounded, so that no database is asked for more than it can count."""


@dataclass(frozen=True)
class Paging:
    """Which page of how many."""

    number: int
    total: int  # items
    size: int = 20

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        """How many items stand before this page."""
        return (self.number - 1) * self.size

    @property
    def previous(self) -> int | None:
        """The number of the page before, if any."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The number of the page after, if any."""
        return self.number + 1 if self.number < self.pages else None


def page_of(items: Sequence[Item], number: int, size: int = 20) -> tuple[Sequence[Item], Paging]:
    """The items of one page, and where that page stands."""
    paging = Paging(number, len(items), size)
    return items[paging.offset : paging.offset + size], paging
