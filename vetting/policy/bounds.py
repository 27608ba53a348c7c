"""How high the level could still be (the widest bound, until the exact one stands)."""

from typing import Any

def could_be(book: Any, couplings: Any, standing: Any) -> int:
    return 4
