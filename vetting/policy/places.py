"""Where in a pack's files something stands, so that a fault of meaning has a file and a line too."""

from __future__ import annotations

from collections.abc import Mapping

from vetting.policy.pack import Pack
from vetting.policy.strict_yaml import Fault, Located, Path


class Places:
    """The files of a pack, and the faults found in them so far."""

    def __init__(self, pack: Pack, located: Mapping[str, Located]) -> None:
        """No fault yet."""
        self.located = located
        self.faults: list[Fault] = []
        self._criteria: dict[str, tuple[str, int]] = {}
        for stage in pack.stages:
            for number, one in enumerate(pack.in_stage(stage.id)):
                self._criteria[one.id] = (f"stages/{stage.id}.yaml", number)

    def add(self, name: str, path: Path, what: str, how: str) -> None:
        """A fault at this path of this file."""
        self.faults.append(self.located[name].fault(path, what, how))

    def add_criterion(self, criterion: str, what: str, how: str, *path: str | int) -> None:
        """A fault in the entry of a criterion."""
        name, number = self._criteria[criterion]
        self.add(name, ("criteria", number, *path), f"{criterion}: {what}", how)

    def add_table(self, what: str, how: str, *path: str | int) -> None:
        """A fault in tables.yaml."""
        self.add("tables.yaml", path, what, how)
