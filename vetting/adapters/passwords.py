"""Passwords, as Argon2id hashes at the strength that OWASP's cheat sheet names first (19 MiB, 2 rounds)."""

from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError


class Argon2Passwords:
    """Hashes passwords and compares with a hash."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

    @cached_property
    def _of_nobody(self) -> str:
        """The hash to compare with where there is none; made at the first use, for it takes its time."""
        return self._hasher.hash("of nobody")

    def hash(self, password: str) -> str:
        """The hash to keep."""
        return self._hasher.hash(password)

    def is_right(self, password: str, kept: str | None) -> bool:
        """Whether a password is the one of a hash; without a hash it takes as long and is never right."""
        try:
            self._hasher.verify(kept or self._of_nobody, password)
        except (Argon2Error, InvalidHashError):
            return False
        return kept is not None
