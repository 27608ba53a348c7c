"""Cosignatures: that a witness saw a checkpoint, and when (C2SP tlog-cosignature, version 1).

The rules this module keeps:

1. A witness signs the line "cosignature/v1", a line "time" with the seconds since 1970, and the checkpoint's
   text. The signature line holds eight bytes of that time before the Ed25519 signature.
2. Its key is of type 04, so that its id is another than that of a key that signs notes, and neither can pass
   for the other.
3. A witness cosigns only what continues the last checkpoint it saw of that log. That is judged by whoever
   holds what it saw (`usecases.witnessing`); here it is bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from vetting.audit import base64
from vetting.audit.errors import NoteRefused
from vetting.audit.note import Note, Signature, SigningKey, VerifierKey

LATEST_SECOND = 253_402_300_799  # the year 9999, the last that dates can tell


@dataclass(frozen=True, slots=True)
class WitnessKey:
    """A witness's public key under its name."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        """Refuse what no note could carry."""
        VerifierKey(self.name, self.public)

    @property
    def id(self) -> bytes:
        """The four bytes by which signature lines name the key."""
        return sha256(self.name.encode() + b"\n" + _COSIGNS + self.public).digest()[:4]

    def to_text(self) -> str:
        """Give the fingerprint: name+id+base64."""
        return f"{self.name}+{self.id.hex()}+{base64.to_text(_COSIGNS + self.public)}"

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read a fingerprint; raise NoteRefused if it is malformed or its id is not that of the key."""
        match text.split("+", 2):
            case [name, _, encoded] if base64.from_text(encoded, NoteRefused)[:1] == _COSIGNS:
                key = cls(name, base64.from_text(encoded, NoteRefused)[1:])
            case _:
                raise NoteRefused(
                    f"A witness's key has the form name+id+base64, type 04; found {text!r:.200}."
                )
        if key.to_text() != text:
            raise NoteRefused(f"The key id in {text!r:.200} is not that of its name and key, {key.id.hex()}.")
        return key


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness's private key under its name. Its seed is never shown."""

    name: str
    seed: bytes = field(repr=False)

    @property
    def key(self) -> WitnessKey:
        """The public half."""
        return WitnessKey(self.name, SigningKey(self.name, self.seed).verifier.public)

    def cosign(self, note: str, at: int) -> str:
        """Give the signature line for a checkpoint's note, seen at this second since 1970."""
        signed = _signed_text(Note.from_text(note).text, at)
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(signed)
        return Signature(self.name, self.key.id, at.to_bytes(_TIME_SIZE, "big") + signature).to_text() + "\n"


def verify_cosignatures(note: str, keys: Sequence[WitnessKey]) -> dict[str, int]:
    """Give which of these witnesses cosigned a checkpoint's note, by name, with the second at which.

    Lines of others are ignored; raises NoteRefused where one of a known witness does not fit.
    """
    parsed = Note.from_text(note)
    known = {(key.name, key.id): key for key in keys}
    found: dict[str, int] = {}
    for line in parsed.signatures:
        key = known.get((line.name, line.key_id))
        if key is not None:
            found[key.name] = _time_of(line, key, parsed.text)
    return found


def add_signatures(note: str, lines: str) -> str:
    """Give a note with further signature lines under it; raise NoteRefused if that is none."""
    return Note.from_text(note + lines).to_text()


_COSIGNS = b"\x04"
_TIME_SIZE = 8


def _signed_text(text: str, at: int) -> bytes:
    if not 0 <= at <= LATEST_SECOND:
        raise NoteRefused(f"A cosignature's time is a number of seconds up to {LATEST_SECOND}; found {at}.")
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _time_of(line: Signature, key: WitnessKey, text: str) -> int:
    at = int.from_bytes(line.signature[:_TIME_SIZE], "big")
    try:
        public = Ed25519PublicKey.from_public_bytes(key.public)
        public.verify(line.signature[_TIME_SIZE:], _signed_text(text, at))
    except InvalidSignature as error:
        raise NoteRefused(f"The cosignature of {key.name} does not fit the checkpoint.") from error
    return at
