"""Dates, countries and numbers in the statements of the Beneficial Ownership Data Standard, version 0.4."""

from collections.abc import Iterator, Mapping
from typing import Any

from vetting.screening.ownership_fields import Reading
from vetting.screening.ownership_particulars import read_countries, read_date, read_identifiers
from vetting.screening.particulars import Particulars

Details = Mapping[str, Any]


def read_person_particulars(details: Details, where: str, reading: Reading) -> Particulars:
    """Of a person: the date of birth, nationalities and residences, and identifiers."""
    return Particulars(
        birth_date=read_date([details.get("birthDate")], where, reading),
        countries=read_countries(_countries_of_person(details)),
        identifiers=read_identifiers(_identifiers(details)),
    )


def read_entity_particulars(details: Details, where: str, reading: Reading) -> Particulars:
    """Of an entity: the date of foundation, its jurisdiction, and identifiers."""
    return Particulars(
        founded=read_date([details.get("foundingDate")], where, reading),
        countries=read_countries([_code(details.get("jurisdiction"))]),
        identifiers=read_identifiers(_identifiers(details)),
    )


def _countries_of_person(details: Details) -> Iterator[Any]:
    for key in ("nationalities", "taxResidencies"):
        yield from map(_code, _objects(details.get(key)))
    home = details.get("placeOfResidence")
    if isinstance(home, dict):
        yield _code(home.get("country"))


def _identifiers(details: Details) -> Iterator[tuple[Any, Any]]:
    for one in _objects(details.get("identifiers")):
        yield one.get("scheme") or one.get("schemeName"), one.get("id")


def _objects(value: Any) -> list[Details]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _code(value: Any) -> Any:
    return value.get("code") if isinstance(value, dict) else None
