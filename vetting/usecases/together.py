"""Acts that come at once are kept in one commit: one sync of the disk then serves them all.

Whoever comes first sends what has gathered; those that come meanwhile gather for the next. An act is
acknowledged when its commit has returned, and not before.
"""

from dataclasses import dataclass
from threading import Lock

from vetting.audit.tree import leaf_hash
from vetting.domain.commands import Command
from vetting.usecases.desk import Desk
from vetting.usecases.send import send

MOST = 64  # acts in one commit


@dataclass
class _Waiting:
    """An act on its way, and what became of it."""

    command: Command
    is_done: bool = False
    leaf: bytes = b""
    error: BaseException | None = None


class Together:
    """Sends acts of many threads, several in one commit where several wait."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._gathered: list[_Waiting] = []
        self._gathering = Lock()
        self._turn = Lock()

    def send(self, command: Command) -> str:
        """Send an act and wait until it is kept: the hash of its entry; raises what ``send`` raises for it."""
        mine = _Waiting(command)
        with self._gathering:
            self._gathered.append(mine)
        while not mine.is_done:
            with self._turn:
                if not mine.is_done:
                    self._send(self._take())
        if mine.error is not None:
            raise mine.error
        return leaf_hash(mine.leaf).hex()

    def _take(self) -> list[_Waiting]:
        with self._gathering:
            batch, self._gathered = self._gathered[:MOST], self._gathered[MOST:]
        return batch

    def _send(self, batch: list[_Waiting]) -> None:
        """One commit for all; where one of them is refused, each for itself, so that it stops no other."""
        try:
            self._keep(batch)
        except Exception:  # noqa: BLE001 - each gets its own below
            for one in batch:
                self._keep_alone(one)
        for one in batch:
            one.is_done = True

    def _keep(self, batch: list[_Waiting]) -> None:
        send(self._desk, [one.command for one in batch])
        with self._desk.read() as work:
            leaves = work.list_leaves([one.command.id for one in batch])
        for one in batch:
            one.leaf = leaves[one.command.id]

    def _keep_alone(self, one: _Waiting) -> None:
        try:
            self._keep([one])
        except Exception as error:  # noqa: BLE001 - given to whoever waits for it
            one.error = error
