"""Signed notes: a text, and who signed it (C2SP signed-note).

The rules this module keeps:

1. A note is a text ending in a newline, an empty line, and one or more lines "— name base64(key id ||
   signature)". It is UTF-8 without control characters. What is signed is the text with its last newline,
   without the empty line.
2. A key is known by its name and its id, SHA-256(name || 0x0A || 0x01 || public key) cut to four bytes; its
   fingerprint is the verifier key "name+id+base64(0x01 || public key)". Only Ed25519 (type 0x01) is used
   here.
3. A signature of an unknown key is ignored, that of a known key must verify, and one at least must be of a
   known key.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from vetting.audit import base64
from vetting.audit.errors import NoteRefused

MOST_SIGNATURES = 100
LARGEST_NOTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key under its name: what an auditor gets from elsewhere and pins."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        """Refuse a name or a key that no note could carry."""
        _require_name(self.name)
        if len(self.public) != _KEY_SIZE:
            raise NoteRefused(f"An Ed25519 key has {_KEY_SIZE} bytes; this one has {len(self.public)}.")

    @property
    def id(self) -> bytes:
        """The four bytes by which signatures name the key."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def to_text(self) -> str:
        """Give the fingerprint: name+id+base64."""
        return f"{self.name}+{self.id.hex()}+{base64.to_text(_ED25519 + self.public)}"

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read a fingerprint; raise NoteRefused if it is malformed or its id is not that of the key."""
        key = cls(*_parse_key(text))
        if key.to_text() != text:
            raise NoteRefused(f"The key id in {text!r:.200} is not that of its name and key, {key.id.hex()}.")
        return key

    def verifies(self, signature: bytes, text: bytes) -> bool:
        """Tell whether this key signed these bytes."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key under its name. Its seed is never shown."""

    name: str
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse a name or a seed that is not of its form."""
        _require_name(self.name)
        if len(self.seed) != _KEY_SIZE:
            raise NoteRefused(f"An Ed25519 seed has {_KEY_SIZE} bytes; this one has {len(self.seed)}.")

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, self._private().public_key().public_bytes_raw())

    def sign(self, text: bytes) -> bytes:
        """Give the Ed25519 signature (RFC 8032) of these bytes."""
        return self._private().sign(text)

    def to_text(self) -> str:
        """Give the secret form PRIVATE+KEY+name+id+base64, as sumdb/note has it, for a guarded file."""
        return f"{_PRIVATE}{self.name}+{self.verifier.id.hex()}+{base64.to_text(_ED25519 + self.seed)}"

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read the secret form; raise NoteRefused, without showing it, if it is malformed."""
        try:
            key = cls(*_parse_key(text.removeprefix(_PRIVATE)))
        except NoteRefused:
            raise NoteRefused("The signing key is malformed.") from None  # the cause would quote it
        if key.to_text() != text:
            raise NoteRefused("The signing key is malformed, or its id is not that of its name and key.")
        return key

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line of a note."""

    name: str
    key_id: bytes
    signature: bytes

    def to_text(self) -> str:
        """Give the line without its newline."""
        return f"— {self.name} {base64.to_text(self.key_id + self.signature)}"

    @classmethod
    def from_text(cls, line: str) -> Self:
        """Read a line; raise NoteRefused if it is malformed."""
        match line.split(" "):
            case ["—", name, encoded]:
                _require_name(name)
                blob = base64.from_text(encoded, NoteRefused)
            case _:
                raise NoteRefused(f"The signature line {line!r:.100} is not of the form: — name base64.")
        if len(blob) <= _KEY_ID_SIZE:
            raise NoteRefused(f"The signature line {line!r:.100} holds no signature.")
        return cls(name, blob[:_KEY_ID_SIZE], blob[_KEY_ID_SIZE:])


@dataclass(frozen=True, slots=True)
class Note:
    """A text and the signatures under it."""

    text: str
    signatures: tuple[Signature, ...]

    def to_text(self) -> str:
        """Give the signed note."""
        return self.text + "\n" + "".join(signature.to_text() + "\n" for signature in self.signatures)

    @classmethod
    def from_text(cls, note: str) -> Self:
        """Split a signed note; raise NoteRefused if it is malformed. Verifies nothing."""
        _require_plain_text(note)
        text, gap, lines = note.rpartition("\n\n")
        if not (gap and lines.endswith("\n")):
            raise NoteRefused(
                "The note must be a text, an empty line, and signature lines, each ending in a newline."
            )
        signatures = lines[:-1].split("\n")
        if len(signatures) > MOST_SIGNATURES:
            raise NoteRefused(
                f"The note has {len(signatures)} signatures; at most {MOST_SIGNATURES} are read."
            )
        return cls(text + "\n", tuple(Signature.from_text(line) for line in signatures))


def sign_note(text: str, keys: Sequence[SigningKey]) -> str:
    """Give the text signed by each key; raise NoteRefused if it is no text that a note can carry."""
    _require_plain_text(text)
    if not text.endswith("\n") or not keys:
        raise NoteRefused("A note's text must end in a newline, and one key at least must sign it.")
    signed = text.encode()
    return Note(text, tuple(Signature(key.name, key.verifier.id, key.sign(signed)) for key in keys)).to_text()


def verify_note(note: str, keys: Sequence[VerifierKey]) -> str:
    """Give the text of a note that a known key signed; raise NoteRefused otherwise.

    Signatures of unknown keys are ignored; one wrong signature of a known key refuses the whole note.
    """
    parsed = Note.from_text(note)
    known = {(key.name, key.id): key for key in keys}
    verified = 0
    for signature in parsed.signatures:
        key = known.get((signature.name, signature.key_id))
        if key is None:
            continue
        if not key.verifies(signature.signature, parsed.text.encode()):
            raise NoteRefused(f"The signature of {key.to_text()} does not fit the note's text.")
        verified += 1
    if not verified:
        expected = ", ".join(key.to_text() for key in keys)
        found = ", ".join(f"{signature.name}+{signature.key_id.hex()}" for signature in parsed.signatures)
        raise NoteRefused(f"No known key signed the note. Expected: {expected}. Found: {found}.")
    return parsed.text


_ED25519 = b"\x01"
_KEY_SIZE = 32
_KEY_ID_SIZE = 4
_PRIVATE = "PRIVATE+KEY+"
_NAME = re.compile(r"[^\s+]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


def _require_name(name: str) -> None:
    if not _NAME.fullmatch(name) or _CONTROL.search(name):
        raise NoteRefused(
            f"A key's name must have no spaces, plus signs or control characters; found {name!r:.100}."
        )


def _require_plain_text(text: str) -> None:
    if len(text) > LARGEST_NOTE:
        raise NoteRefused(f"The note has {len(text)} characters; at most {LARGEST_NOTE} are read.")
    if _CONTROL.search(text):
        raise NoteRefused("A note must have no control characters other than newlines.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise NoteRefused("A note must be valid UTF-8.") from error


def _parse_key(text: str) -> tuple[str, bytes]:
    """Read name and key bytes of name+id+base64; the caller compares the id."""
    match text.split("+", 2):
        case [name, _, encoded] if base64.from_text(encoded, NoteRefused)[:1] == _ED25519:
            return name, base64.from_text(encoded, NoteRefused)[1:]
        case _:
            raise NoteRefused(
                f"A key has the form name+id+base64 and the type 01 (Ed25519); found {text!r:.200}."
            )
