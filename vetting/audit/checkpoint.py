"""Checkpoints: what the log signs it is at one size (C2SP tlog-checkpoint).

The rules this module keeps:

1. The text is three lines or more: origin, size in decimal, root in base64; then extension lines, none of
   them empty.
2. It travels as a signed note. The log's key bears the name of the origin, so that a key speaks for one log
   only.
3. Several keys may sign (a rotation, witnesses); unknown ones are ignored, a wrong signature of a known one
   refused.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from vetting.audit import base64
from vetting.audit.errors import CheckpointRefused
from vetting.audit.note import SigningKey, VerifierKey, sign_note, verify_note


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The size and root of a log. Making one raises CheckpointRefused if a part is malformed."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what would not read back as it was written."""
        if self.size < 0 or len(self.root) != _ROOT_SIZE:
            raise CheckpointRefused(
                f"A checkpoint has a size from 0 and a root of {_ROOT_SIZE} bytes; "
                f"found {self.size} and {len(self.root)}."
            )
        if not all(line and "\n" not in line for line in (self.origin, *self.extensions)):
            raise CheckpointRefused(
                "The origin and the extension lines of a checkpoint must be lines and not empty."
            )

    def to_text(self) -> str:
        """Give the text to sign."""
        lines = (self.origin, str(self.size), base64.to_text(self.root), *self.extensions)
        return "".join(line + "\n" for line in lines)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read a checkpoint's text (without signatures); raise CheckpointRefused if it is malformed."""
        match text.split("\n"):
            case [origin, size, root, *extensions, ""] if _SIZE.fullmatch(size):
                return cls(origin, int(size), base64.from_text(root, CheckpointRefused), tuple(extensions))
            case _:
                raise CheckpointRefused("A checkpoint is three lines or more: origin, size, root in base64.")


def sign_checkpoint(checkpoint: Checkpoint, *keys: SigningKey) -> str:
    """Give the checkpoint as a note signed by each key; raise NoteRefused if there is none."""
    return sign_note(checkpoint.to_text(), keys)


def verify_checkpoint(note: str, keys: VerifierKey | Sequence[VerifierKey]) -> Checkpoint:
    """Give the checkpoint of a note that one of these keys of the log signed; raise NoteRefused otherwise.

    Every key must bear the checkpoint's origin as its name: another log's key proves nothing here.
    """
    keys = [keys] if isinstance(keys, VerifierKey) else list(keys)
    checkpoint = Checkpoint.from_text(verify_note(note, keys))
    others = sorted({key.name for key in keys} - {checkpoint.origin})
    if others:
        raise CheckpointRefused(
            f"The checkpoint is of the log {checkpoint.origin}; the key is of {', '.join(others)}."
        )
    return checkpoint


_ROOT_SIZE = 32
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
