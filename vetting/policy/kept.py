"""Results kept in memory, within bounds."""

from __future__ import annotations

from typing import Final, TypeVar

MAX_KEPT: Final = 50_000

K = TypeVar("K")
V = TypeVar("V")


def keep(kept: dict[K, V], key: K, value: V) -> V:
    """Keep the value and give it back; when too much is kept, what was kept before is worked out anew."""
    if len(kept) >= MAX_KEPT:
        kept.clear()
    kept[key] = value
    return value
