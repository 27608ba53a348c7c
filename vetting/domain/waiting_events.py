"""Events of acts that wait for the signatures of others; what an act says stays protected until it takes effect."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vetting.domain.events import Event


@dataclass(frozen=True, kw_only=True)
class ActProposed(Event):
    """A person signed an act that takes effect when those named have signed it too."""

    OPEN = frozenset({"act", "kind", "waits_for", "basis"})
    act: str
    kind: str
    waits_for: list[str]
    basis: str
    said: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class ActConfirmed(Event):
    """One of those named signed the act, with their own sign-in."""

    OPEN = frozenset({"act", "kind", "still_waits_for"})
    act: str
    kind: str
    still_waits_for: list[str]


@dataclass(frozen=True, kw_only=True)
class ActRefused(Event):
    """One of those named refused to sign; the act does not take effect."""

    OPEN = frozenset({"act", "kind"})
    act: str
    kind: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ActWithdrawn(Event):
    """Whoever signed first took the act back before it took effect."""

    OPEN = frozenset({"act", "kind"})
    act: str
    kind: str
