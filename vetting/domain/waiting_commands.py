"""Commands of acts that more than one person signs: signed by the first, then by each other with their own sign-in."""

from typing import Any

from pydantic import Field

from vetting.domain.commands import Command


class ProposeAct(Command):
    """Sign an act that names others who must sign it too; it takes effect when the last of them has."""

    kind: str = Field(min_length=1, max_length=40)  # a code of ``waiting_acts.KINDS``
    said: dict[str, Any] = Field(default_factory=dict)  # the fields of the act, but for who, when and where


class ConfirmAct(Command):
    """Sign, as one of those named, an act that waits; the last signature puts it into effect."""

    act: str


class RefuseAct(Command):
    """Refuse to sign an act that waits, with the reason; it does not take effect."""

    act: str
    reason: str


class WithdrawAct(Command):
    """Take back an act of one's own that still waits for others."""

    act: str


WaitingCommand = ProposeAct | ConfirmAct | RefuseAct | WithdrawAct
