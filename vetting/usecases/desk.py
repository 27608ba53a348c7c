"""The desk: the ports a use case works with, and small helpers that every use case shares."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import SQLModel

from vetting.domain.commands import Command
from vetting.usecases.account_ports import Passwords
from vetting.usecases.kept import Act
from vetting.usecases.listing import ListShelf
from vetting.usecases.outside import (
    Cleaner,
    Clock,
    DraftReader,
    EvidenceFiles,
    Machine,
    Packs,
    Sealer,
    Signer,
    Stamps,
)
from vetting.usecases.ports import Work


@dataclass(frozen=True)
class Desk:
    """Everything a use case may reach, wired once in ``bootstrap``."""

    work: Callable[[], Work]
    read: Callable[[], Work]
    clock: Clock
    packs: Packs
    evidence: EvidenceFiles
    draft_reader: DraftReader
    lists: ListShelf
    signer: Signer
    sealer: Sealer
    cleaner: Cleaner
    stamps: Stamps
    passwords: Passwords
    owner: str  # this process, as the owner of a lease
    machine: Machine
    memory: dict[str, tuple[int, object]] = field(default_factory=dict)  # appraisals, by size of the log


def act_of(command: Command) -> Act:
    """Who does what when, for the log."""
    return Act(command.id, command.case, command.by, command.at, command.given)


def fields_of(command: Command, kind: type[SQLModel]) -> dict[str, Any]:
    """Those values of a command that a fields class has under the same name, but for its own id.

    The case's own id is the one exception: it is the command's case.
    """
    names = set(kind.model_fields) & set(type(command).model_fields) - {"id", "by", "at"}
    values = {name: getattr(command, name) for name in names}
    return values if "case" in kind.model_fields else values | {"id": command.case}
