"""Sealing with age (X25519) to the keys of officers and custodians; the server holds public keys only.

- ``keys/recipients/officer-NAME.pub`` and ``custodian-NAME.pub`` hold one age recipient each.
- Protected content is sealed to every officer; any one of them opens it, with this program or with
  the age tool itself.
- A contact is sealed to the first two custodians, one inside the other: both are needed.
- An officer's secret key, where it comes here at all, stays in memory for one request.
"""

import re
from pathlib import Path

import pyrage
from pyrage import passphrase, x25519

from vetting.adapters.evidence import write_durably
from vetting.domain.errors import BadInput, Fault, Refusal, Refused
from vetting.domain.sealed import pad, unpad

OFFICER, CUSTODIAN = "officer", "custodian"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_KEY_LINE = re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]+")
_CUSTODIANS_NEEDED = 2


class AgeSealer:
    """Seals to the recipients of one home."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def can_seal(self) -> bool:
        """Whether an officer's key is set up."""
        return bool(self._named(OFFICER))

    def can_seal_identity(self) -> bool:
        """Whether two custodians' keys are set up."""
        return len(self._named(CUSTODIAN)) >= _CUSTODIANS_NEEDED

    def seal(self, content: bytes) -> bytes:
        """The content padded and sealed to every officer; refused where no key is set up."""
        recipients = self._recipients(OFFICER)
        if not recipients:
            raise Refused(Refusal("protected_not_offered", {}))
        return bytes(pyrage.encrypt(pad(content), recipients))

    def seal_identity(self, content: bytes) -> bytes:
        """The content sealed to two custodians, both of whom are needed; refused where they are not named."""
        if not self.can_seal_identity():
            raise Refused(Refusal("identity_not_offered", {}))
        sealed = pad(content)
        for recipient in self._recipients(CUSTODIAN)[:_CUSTODIANS_NEEDED]:
            sealed = pyrage.encrypt(sealed, [recipient])
        return sealed

    def unseal(self, sealed: bytes, key: str) -> bytes:
        """The content, with an officer's key; refused where it does not open it."""
        return unpad(open_layer(sealed, key))

    def unwrap_key(self, wrapped: bytes, phrase: str) -> str:
        """The secret key in a key file, wrapped or not; refused where there is none to be had."""
        return unwrap_key(wrapped, phrase)

    def unseal_identity(self, sealed: bytes, keys: tuple[str, str]) -> bytes:
        """The contact, with both custodians' keys in either order; refused where one is missing."""
        for first, second in (keys, keys[::-1]):
            try:
                return unpad(open_layer(open_layer(sealed, first), second))
            except Refused:
                continue
        raise Refused(Refusal("key_does_not_open", {}))

    def list_recipients(self) -> list[tuple[str, str, str]]:
        """Every key that is set up: its kind, its holder's name, the key."""
        return [
            (kind, name, self._read(kind, name))
            for kind in (OFFICER, CUSTODIAN)
            for name in self._named(kind)
        ]

    def add_recipient(self, kind: str, name: str, key: str) -> None:
        """Set up a key; raises ``BadInput`` where the name or the key is none, or the name is taken."""
        if not _NAME.fullmatch(name):
            raise _bad(name, "a name has small letters, digits and hyphens, 40 at most.", "Choose another.")
        if name in self._named(kind):
            raise _bad(name, f"there is a key of that {kind} already.", "Remove it first, or choose another.")
        _to_recipient(key)
        write_durably(self._path(kind, name), (key.strip() + "\n").encode(), mode=0o644)

    def remove_recipient(self, kind: str, name: str) -> None:
        """Take a key away: what is sealed from now on is not sealed to it; what was, stays."""
        if name not in self._named(kind):
            raise _bad(name, f"there is no {kind} of that name.", "'vetting keys list' shows the keys.")
        self._path(kind, name).unlink()

    def _recipients(self, kind: str) -> list[x25519.Recipient]:
        return [_to_recipient(self._read(kind, name)) for name in self._named(kind)]

    def _named(self, kind: str) -> list[str]:
        prefix = f"{kind}-"
        return sorted(path.stem.removeprefix(prefix) for path in self._folder.glob(f"{prefix}*.pub"))

    def _read(self, kind: str, name: str) -> str:
        return self._path(kind, name).read_text(encoding="ascii").strip()

    def _path(self, kind: str, name: str) -> Path:
        return self._folder / f"{kind}-{name}.pub"


def make_key() -> tuple[str, str]:
    """A new key: the secret, which its holder keeps, and the public key."""
    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def wrap_key(key: str, phrase: str) -> bytes:
    """A secret key wrapped with a passphrase, as the age tool does it."""
    return bytes(passphrase.encrypt(key.encode(), phrase))


def is_plain_key(content: bytes) -> bool:
    """Whether a key file holds its secret without a passphrase around it."""
    return _KEY_LINE.search(content.decode("utf-8", "replace")) is not None


def unwrap_key(wrapped: bytes, phrase: str) -> str:
    """The secret key in a key file, wrapped or not; refused where there is none to be had."""
    if (found := _KEY_LINE.search(wrapped.decode("utf-8", "replace"))) is not None:
        return found[0]
    try:
        text = passphrase.decrypt(wrapped, phrase).decode("utf-8", "replace")
    except pyrage.DecryptError as error:
        raise Refused(Refusal("key_does_not_open", {})) from error
    return unwrap_key(text.encode(), "") if _KEY_LINE.search(text) else _no_key()


def open_layer(sealed: bytes, key: str) -> bytes:
    """What lies under one seal; refused where the key is not one of its keys."""
    try:
        return bytes(pyrage.decrypt(sealed, [x25519.Identity.from_str(key.strip())]))
    except (pyrage.DecryptError, pyrage.IdentityError) as error:
        raise Refused(Refusal("key_does_not_open", {})) from error


def _no_key() -> str:
    raise Refused(Refusal("key_does_not_open", {}))


def _to_recipient(key: str) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(key.strip())
    except pyrage.RecipientError as error:
        how = "It begins with age1; 'age-keygen -y' or 'vetting keys make' shows it."
        raise _bad("the key", "it is no public key of age.", how) from error


def _bad(where: str, what: str, how: str) -> BadInput:
    return BadInput([Fault(where, what, how)])
