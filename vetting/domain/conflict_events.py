"""Events of people on a case: their roles, what they declared, and the signatures a conflict took away."""

from collections.abc import Mapping
from dataclasses import dataclass

from vetting.domain.events import Event


@dataclass(frozen=True, kw_only=True)
class PersonAssigned(Event):
    """A person got roles on the case."""

    OPEN = frozenset({"person", "roles"})
    person: str
    roles: list[str]
    title: str
    name: str


@dataclass(frozen=True, kw_only=True)
class InterestDeclared(Event):
    """An interest, or a nil return, was declared, for the first time or anew."""

    OPEN = frozenset(
        {
            "declaration",
            "version",
            "person",
            "conflict",
            "mitigation",
            "mitigation_ends_on",
            "starts_on",
            "ends_on",
        }
    )
    declaration: str
    version: int
    person: str
    kind: str
    conflict: str
    mitigation: str
    mitigation_ends_on: str | None
    starts_on: str | None
    ends_on: str | None
    detail: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class InterestClassed(Event):
    """The ethics focal point classed a declaration."""

    OPEN = frozenset({"declaration", "version", "person", "conflict", "mitigation", "mitigation_ends_on"})
    declaration: str
    version: int
    person: str
    conflict: str
    mitigation: str
    mitigation_ends_on: str | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class MitigationEnded(Event):
    """The last day of a mitigation has passed; the interest stands without it."""

    OPEN = frozenset({"declaration", "version", "person", "mitigation_ends_on"})
    declaration: str
    version: int
    person: str
    mitigation_ends_on: str


@dataclass(frozen=True, kw_only=True)
class SignatureVoided(Event):
    """A signature fell, because its person is recused."""

    OPEN = frozenset({"signature", "kind", "subject", "person", "signed_at", "declaration"})
    signature: str
    kind: str
    subject: str
    person: str
    signed_at: str
    declaration: str


@dataclass(frozen=True, kw_only=True)
class DeclarationsOpened(Event):
    """The ethics focal point read what others declared; once for each reader, day, reason and state of the declarations."""

    OPEN = frozenset({"declarations"})
    declarations: list[str]
    reason: str
