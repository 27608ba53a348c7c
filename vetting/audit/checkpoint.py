"""Checkpoints: what the log signs it is at one size (C2SP tlog-checkpoint).

The rules this module keeps:

1. The text is three lines or more: origin, size in decimal, root in base64; then extension lines, none of them empty.
2. It travels as a signed note. The log's key bears the name of the origin, so that a key speaks for one log only.
3. Several keys may sign (a rotation, witnesses); unknown ones are ignored, a wrong signature of a known one refused.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from vetting.audit.errors import CheckpointError
from vetting.audit.note import SigningKey, VerifierKey, sign_note, verify_note


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The size and root of the log of this origin. Making one raises CheckpointError if a part is malformed."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what would not read back as it was written."""
        if self.size < 0 or len(self.root) != _ROOT_SIZE:
            raise CheckpointError(
                f"A checkpoint has a size from 0 and a root of {_ROOT_SIZE} bytes; found {self.size} and {len(self.root)}."
            )
        if not all(line and "\n" not in line for line in (self.origin, *self.extensions)):
            raise CheckpointError("The origin and the extension lines of a checkpoint must be lines and not empty.")

    def to_text(self) -> str:
        """Give the text to sign."""
        lines = (self.origin, str(self.size), b64encode(self.root).decode(), *self.extensions)
        return "".join(line + "\n" for line in lines)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read a checkpoint's text (without signatures); raise CheckpointError if it is malformed."""
        match text.split("\n"):
            case [origin, size, root, *extensions, ""] if _SIZE.fullmatch(size) and _ROOT.fullmatch(root):
                checkpoint = cls(origin, int(size), b64decode(root), tuple(extensions))
            case _:
                raise CheckpointError("A checkpoint is three lines or more: origin, size, root in base64.")
        if checkpoint.to_text() != text:
            raise CheckpointError("The checkpoint's root is not base64 in its canonical spelling.")
        return checkpoint


def sign_checkpoint(checkpoint: Checkpoint, *keys: SigningKey) -> str:
    """Give the checkpoint as a note signed by each key, the log's own first; raise NoteError if it cannot be one."""
    return sign_note(checkpoint.to_text(), keys)


def verify_checkpoint(note: str, keys: VerifierKey | Sequence[VerifierKey]) -> Checkpoint:
    """Give the checkpoint of a note that one of these keys of the log signed; raise NoteError otherwise.

    Every key must bear the checkpoint's origin as its name: a key of another log proves nothing about this one.
    """
    keys = [keys] if isinstance(keys, VerifierKey) else list(keys)
    checkpoint = Checkpoint.from_text(verify_note(note, keys))
    others = sorted({key.name for key in keys} - {checkpoint.origin})
    if others:
        raise CheckpointError(f"The checkpoint is of the log {checkpoint.origin}; the key is of {', '.join(others)}.")
    return checkpoint


_ROOT_SIZE = 32
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_ROOT = re.compile(r"[A-Za-z0-9+/]{43}=")
