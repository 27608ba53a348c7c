"""A sample that anybody can draw again: by a seed that is published, and SHA-256.

The ids are put in the order of SHA-256("SEED:ID"), in hexadecimal, and the first N are the sample. With the
seed and the list of ids, ``sha256sum`` is enough to check it. Choose a seed that nobody could have foreseen.
"""

import hashlib
from collections.abc import Iterable

from vetting.domain.errors import BadInput, Fault

LONGEST_SEED = 100


def draw_sample(ids: Iterable[str], seed: str, count: int) -> list[str]:
    """The first ``count`` ids in the seed's order; all of them where there are fewer.

    Raises ``BadInput`` on a seed that is empty or too long, or a count below 1.
    """
    if not 0 < len(seed.strip()) <= LONGEST_SEED:
        raise BadInput([Fault("seed", f"it must have 1 to {LONGEST_SEED} characters.")])
    if count < 1:
        raise BadInput([Fault("count", "it must be 1 or more.")])
    return sorted(set(ids), key=lambda one: rank(seed, one))[:count]


def rank(seed: str, ident: str) -> str:
    """The id's place in the seed's order: SHA-256 in hexadecimal."""
    return hashlib.sha256(f"{seed}:{ident}".encode()).hexdigest()
