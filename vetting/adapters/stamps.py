"""What nobody can guess, and what proves later that it was made here: with the secret of one home."""

import hashlib
import hmac
import secrets


class Stamps:
    """Makes random numbers and stamps."""

    def __init__(self, secret: bytes) -> None:
        self._key = hmac.new(secret, b"vetting/stamps/v1", hashlib.sha256).digest()

    def draw(self, bits: int) -> int:
        """A number of so many random bits."""
        return secrets.randbits(bits)

    def stamp(self, text: str) -> str:
        """What only this home can make of a text."""
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()

    def is_ours(self, text: str, stamp: str) -> bool:
        """Whether the stamp of a text was made here."""
        return hmac.compare_digest(self.stamp(text).encode(), stamp.encode())
