"""Ids that people read: a letter for the kind, and a number."""

from collections.abc import Collection


def first_free(prefix: str, taken: Collection[str]) -> str:
    """The first id of this kind that is not taken: E-1, E-2, and so on."""
    number = 1
    while f"{prefix}{number}" in taken:
        number += 1
    return f"{prefix}{number}"
