"""Events of parties: naming, owners, and screening against lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vetting.domain.events import Event


@dataclass(frozen=True, kw_only=True)
class PartyNamed(Event):
    """A party was named."""

    OPEN = frozenset({"party", "role", "country"})
    party: str
    role: str
    country: str
    name: str
    details: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class NamesScreened(Event):
    """The names of the case were screened against the lists of the home."""

    OPEN = frozenset(
        {
            "run",
            "scope",
            "engine",
            "engine_version",
            "alert",
            "show",
            "index",
            "lists",
            "names_screened",
            "found",
            "changed",
            "gone",
            "proves_nothing",
        }
    )
    run: int
    scope: str
    engine: str
    engine_version: str
    alert: str
    show: str
    index: str
    lists: list[dict[str, Any]]
    names_screened: int
    found: list[str]
    changed: list[str]
    gone: list[str]
    proves_nothing: int  # how many reasons there are for which an empty result proves nothing
    faults: list[str]
    subjects: list[dict[str, Any]]
    matches: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class MatchJudged(Event):
    """A person ruled on a match."""

    OPEN = frozenset({"match", "number", "verdict", "reason_code", "second_by"})
    match: str
    number: int
    verdict: str
    reason_code: str
    second_by: str | None
    text: str
    basis: str
    score: str


@dataclass(frozen=True, kw_only=True)
class OwnershipStored(Event):
    """The owners of a party were read from a file."""

    OPEN = frozenset({"ownership", "party", "evidence", "sha256", "as_of"})
    ownership: str
    party: str
    evidence: str
    sha256: str
    as_of: str
    of: str
