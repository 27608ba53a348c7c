"""What the commands of one file share: ids made from the file's hash and the item's place in it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from vetting.policy.pack import Pack
from vetting.policy.strict_yaml import Path, path_text
from vetting.usecases.casefile.base import Item
from vetting.usecases.casefile.files import HeldFile


class ActParts(TypedDict):
    """What every command carries."""

    id: str
    case: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Maker:
    """What all commands of one file share."""

    sha256: str  # of the file
    case: str
    pack: Pack
    held: Mapping[str, HeldFile]

    def act(self, item: Item, *path: str | int) -> ActParts:
        """What the command of an item carries; ``path`` is its place in the file."""
        return self.act_of(item.by, item.at, path)

    def act_of(self, by: str, at: datetime, path: Path) -> ActParts:
        """The same for an act of which the item says who and when elsewhere."""
        place = hashlib.sha256(f"{self.sha256}:{path_text(path)}".encode()).hexdigest()
        return {"id": f"file-{place[:40]}", "case": self.case, "by": by, "at": at}
