"""Parties: the companies, owners and bodies a case is about."""

import hashlib
from enum import StrEnum

from sqlmodel import Field, SQLModel

from vetting.domain.errors import Refusal


class PartyRole(StrEnum):
    """What a party is in this case."""

    PROSPECT = "prospect"
    PARENT = "parent"
    SUBSIDIARY = "subsidiary"
    AFFILIATE = "affiliate"
    OWNER = "owner"
    SUPPLIER = "supplier"
    UN_OFFICE = "un_office"
    OTHER = "other"


WRITTEN_TO_IN = ("en", "fr", "es", "ru", "zh", "ar")
"""The languages in which the frame of a letter to a company stands ready; English where none is chosen."""


class PartyFields(SQLModel):
    """A party with the names and identifiers it is known by."""

    case: str
    id: str = Field(min_length=1, max_length=40)
    role: PartyRole
    name: str = Field(min_length=1)
    country: str = ""  # ISO 3166-1 alpha-2, or 001
    registration: str = ""
    identifiers: list[str] = Field(default_factory=list)
    aliases: list[str] = Field(default_factory=list)
    former_names: list[str] = Field(default_factory=list)
    note: str = ""
    language: str = ""  # in which letters to it are framed; blank for English


def language_for(party: PartyFields | None) -> str:
    """In which language the frame of a letter to a party stands."""
    return (party.language if party else "") or WRITTEN_TO_IN[0]


def basis_of(party: PartyFields | None) -> str:
    """A short hash of a party as a form showed it; blank where there was none."""
    return hashlib.sha256(party.model_dump_json().encode()).hexdigest()[:16] if party else ""


def why_not_name(known: PartyFields | None, party: str, based_on: str | None) -> Refusal | None:
    """Why a party cannot be named or changed, if so: somebody else did since the form was shown.

    ``based_on`` is the hash of the party that the form showed, blank for a new one; None asks nothing.
    """
    if based_on is None or based_on == basis_of(known):
        return None
    return Refusal("party_changed_meanwhile", {"party": party})
