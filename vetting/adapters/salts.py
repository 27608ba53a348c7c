"""Salts for protected fields: random for live cases, derived for imported ones.

The same case file in the same home gives the same log, byte for byte, so the salts of an imported
case are derived from the home's secret, the file's hash, the act and the field. Outsiders, who do
not have the secret, cannot tell them from random ones.
"""

import hashlib
import hmac
import os

SALT_BYTES = 16


class Salts:
    """Makes salts with the secret of one home."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def make(self, source: str | None, act: str, field: str) -> bytes:
        """A salt of 16 bytes; ``source`` is the hash of a case file, ``None`` for a live case."""
        if source is None:
            return os.urandom(SALT_BYTES)
        label = f"salt\x1f{source}\x1f{act}\x1f{field}".encode()
        return hmac.new(self._secret, label, hashlib.sha256).digest()[:SALT_BYTES]
