"""Form tokens: proof that a form came from this instance, for this reader, and when it was begun.

A token is ``<time>.<number>.<mac>``. The number is random, so that no two pages carry the same token
(compression then tells a watcher nothing), and serves as the form's idempotency key.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LONGEST_LIFE = timedelta(hours=24)
_AHEAD = timedelta(minutes=2)  # two processes' clocks may differ a little


@dataclass(frozen=True)
class FormToken:
    """A token that was found valid."""

    issued_at: datetime
    number: str  # 128 random bits: the same form sent twice has the same one


@dataclass(frozen=True)
class FormTokens:
    """Issues and reads tokens with the instance's secret."""

    secret: bytes

    def issue(self, binding: str, now: datetime) -> str:
        """A token for the reader with this binding (a session, or what the surface says)."""
        seconds, number = str(int(now.timestamp())), secrets.token_hex(16)
        return f"{seconds}.{number}.{self._mac(binding, seconds, number)}"

    def read(self, token: str, binding: str, now: datetime) -> FormToken | None:
        """The token, if it is genuine, for this reader, and not older than a day."""
        seconds, _, rest = token.partition(".")
        number, _, mac = rest.partition(".")
        if not hmac.compare_digest(mac.encode(), self._mac(binding, seconds, number).encode()):
            return None
        issued_at = datetime.fromtimestamp(int(seconds), UTC)
        if not -_AHEAD <= now - issued_at <= LONGEST_LIFE:
            return None
        return FormToken(issued_at, number)

    def _mac(self, binding: str, seconds: str, number: str) -> str:
        text = f"form|{binding}|{seconds}|{number}".encode()
        return hmac.new(self.secret, text, hashlib.sha256).hexdigest()
