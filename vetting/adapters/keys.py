"""The keys of a home: the log's signing key and the secret that imported cases draw their salts from.

Both are made at first start, mode 0600, and refused if others can read them. The key bears the
log's origin as its name, so that it speaks for one log only.
"""

import os
import secrets
import stat
from pathlib import Path

from vetting.adapters.evidence import write_durably
from vetting.audit.checkpoint import Checkpoint, sign_checkpoint
from vetting.audit.errors import NoteRefused
from vetting.audit.note import SigningKey
from vetting.domain.errors import EnvironmentFault

SECRET_BYTES = 32


class KeyFolder:
    """The folder ``keys`` of a home."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def signer(self) -> "LogSigner":
        """The log's signer; its key is made where there is none yet."""
        path = self._folder / "log.key"
        if not path.exists():
            origin = f"vetting.local/{secrets.token_hex(8)}"
            key = SigningKey(origin, secrets.token_bytes(SECRET_BYTES))
            write_durably(path, (key.to_text() + "\n").encode())
        return LogSigner(_read_key(path))

    def secret(self) -> bytes:
        """The home's secret; made where there is none yet."""
        return self._secret("secret")

    def web_secret(self) -> bytes:
        """The secret that signs the tokens of forms; made where there is none yet."""
        return self._secret("web")

    def _secret(self, name: str) -> bytes:
        path = self._folder / name
        if not path.exists():
            write_durably(path, secrets.token_bytes(SECRET_BYTES))
        return read_private(path)


class LogSigner:
    """Signs checkpoints of the log."""

    def __init__(self, key: SigningKey) -> None:
        self._key = key
        self.origin = key.name
        self.fingerprint = key.verifier.to_text()

    def sign(self, size: int, root: bytes) -> str:
        """The signed checkpoint of a log of this size and root."""
        return sign_checkpoint(Checkpoint(self.origin, size, root), self._key)

    def sign_bytes(self, content: bytes) -> bytes:
        """The key's Ed25519 signature of these bytes: of a bundle's sums, never of a stranger's text."""
        return self._key.sign(content)


def read_private(path: Path) -> bytes:
    """A key file's bytes; raises ``EnvironmentFault`` if others than its owner can read it."""
    others = stat.S_IRWXG | stat.S_IRWXO
    if os.name == "posix" and path.stat().st_mode & others:
        raise EnvironmentFault(
            f"{path.name} can be read by others than its owner. "
            f"Run: chmod 600 {path}; then consider whether the key has leaked."
        )
    return path.read_bytes()


def _read_key(path: Path) -> SigningKey:
    try:
        return SigningKey.from_text(read_private(path).decode("ascii").strip())
    except (NoteRefused, UnicodeDecodeError) as error:
        raise EnvironmentFault(
            f"{path.name} is not a log key. Restore it from a backup; a new key would be another log's."
        ) from error
