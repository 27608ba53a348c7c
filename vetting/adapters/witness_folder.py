"""What a witness keeps in its home: its key, the last checkpoint of each log, and forks as evidence."""

import hashlib
import secrets
from pathlib import Path

from vetting.adapters.evidence import write_durably
from vetting.adapters.keys import read_private
from vetting.audit.cosignature import Witness
from vetting.audit.errors import NoteRefused
from vetting.audit.note import SigningKey
from vetting.domain.errors import EnvironmentFault


class WitnessFolder:
    """The folder ``witness`` of a home."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def witness(self) -> Witness:
        """The witness's key; made where there is none yet, mode 0600, refused if others can read it."""
        path = self._folder / "witness.key"
        if not path.exists():
            key = SigningKey(f"vetting.local/witness-{secrets.token_hex(8)}", secrets.token_bytes(32))
            write_durably(path, (key.to_text() + "\n").encode())
        try:
            key = SigningKey.from_text(read_private(path).decode("ascii").strip())
        except (NoteRefused, UnicodeDecodeError) as error:
            how = "Restore it from a backup; a new key would be another witness's."
            raise EnvironmentFault(f"{path.name} is not a witness's key. {how}") from error
        return Witness(key.name, key.seed)

    def last(self, origin: str) -> str | None:
        """The last checkpoint that was cosigned of this log, as it was signed."""
        path = self._seen(origin)
        return path.read_text("utf-8") if path.exists() else None

    def keep(self, origin: str, note: str) -> None:
        """Put a checkpoint in the place of the last."""
        write_durably(self._seen(origin), note.encode())

    def keep_fork(self, origin: str, seen: str, shown: str) -> str:
        """Keep two checkpoints for ever; where they are."""
        both = hashlib.sha256((seen + shown).encode()).hexdigest()[:16]
        folder = self._folder / "forks" / f"{_name_of(origin)}-{both}"
        write_durably(folder / "seen", seen.encode())
        write_durably(folder / "shown", shown.encode())
        return str(folder)

    def _seen(self, origin: str) -> Path:
        return self._folder / "seen" / _name_of(origin)


def _name_of(origin: str) -> str:
    """A file's name for a log: its origin is a stranger's text, and may be none."""
    return hashlib.sha256(origin.encode()).hexdigest()[:32]
