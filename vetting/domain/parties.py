"""Parties: the companies, owners and bodies a case is about."""

from enum import StrEnum

from sqlmodel import Field, SQLModel


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
