"""The small family of errors, one line each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refusal:
    """Why an act is not possible now: a code of ``sentences`` with its parameters."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """One thing wrong with an input: where, what, and how to mend it."""

    where: str
    what: str
    how: str = ""
    line: int | None = None

    def __str__(self) -> str:
        place = f"{self.where}:{self.line}" if self.line is not None else self.where
        return f"{place}: {self.what}" + (f" {self.how}" if self.how else "")


class VettingError(Exception):
    """Anything this project raises on purpose."""


class Refused(VettingError):
    """A rule of the domain does not allow the act; carries the ``Refusal``."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class BadInput(VettingError):
    """Input that cannot be used; carries every fault found, not the first alone."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


class NotFound(VettingError):
    """Something was asked for by an id that is not there."""

    def __init__(self, kind: str, ident: str) -> None:
        super().__init__(f"There is no {kind} with the id {ident}.")
        self.kind = kind
        self.ident = ident


class EnvironmentFault(VettingError):
    """The machine, not the input, stands in the way: disk, permission, clock, key."""


class LeaseLost(VettingError):
    """Another process advances this case now; nothing of this attempt was kept."""
