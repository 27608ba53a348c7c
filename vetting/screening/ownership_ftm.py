"""FollowTheMoney: entities, and the edges Ownership, Control and Directorship between them.

- An edge with several owners or assets is one interest for each pair.
- FollowTheMoney keeps no history of statements: an edge holds from its start to its end.
- Schemas that say nothing about ownership are set aside and counted, not rejected.
"""

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from vetting.screening.graph import Directness, Interest, Party, PartyKind
from vetting.screening.ownership_fields import Reading, to_country, to_id
from vetting.screening.ownership_files import Item
from vetting.screening.ownership_particulars import read_countries, read_date, read_identifiers
from vetting.screening.particulars import Particulars
from vetting.screening.shares import NONE, ONE, UNSTATED, Band, ShareUnreadable, parse_text

EDGES = {
    "Ownership": ("owner", "asset", "shareholding"),
    "Control": ("controller", "controlled", "control"),
    "Directorship": ("director", "organization", "directorship"),
}
PARTIES = {
    "Person": PartyKind.PERSON,
    "PublicBody": PartyKind.STATE,
    **dict.fromkeys(("LegalEntity", "Company", "Organization", "Asset", "Security"), PartyKind.ENTITY),
    **dict.fromkeys(("Vessel", "Airplane", "Vehicle", "RealEstate"), PartyKind.ENTITY),
}

NUMBERS = {
    "registrationNumber": "",
    "leiCode": "LEI",
    "ogrnCode": "OGRN",
    "innCode": "INN",
    "uniqueEntityId": "UEI",
    "imoNumber": "IMO",
}
"""The numbers that one party has once, each with its register; that of a company is its country's."""


def is_ftm(value: Mapping[str, Any]) -> bool:
    """Whether an object means to be a FollowTheMoney entity."""
    return "schema" in value


def read_ftm(items: Iterable[Item], reading: Reading) -> tuple[list[Party], list[Interest]]:
    """The parties and interests that the entities describe for the day of the reading."""
    seen: set[str] = set()
    parties, interests = [], []
    for item in items:
        ident, schema = to_id(item.value.get("id")), item.value.get("schema")
        if not _is_usable(ident, item, seen, reading):
            continue
        seen.add(ident)
        if isinstance(schema, str) and schema in EDGES:
            interests += _read_edge(ident, item, reading)
        elif isinstance(schema, str) and schema in PARTIES:
            parties.append(_read_party(ident, item, reading))
        else:
            reading.put_aside(f"entities of the schema {reading.name(schema, item.where)[:40]}")
    return parties, interests


def _is_usable(ident: str, item: Item, seen: set[str], reading: Reading) -> bool:
    if not ident or not isinstance(item.value.get("properties"), dict):
        reading.reject(item.where, "no_record", "An entity needs an id and properties.")
        return False
    if ident in seen:
        text = "An entity with this id came before; the first is used."
        reading.reject(f"{item.where} ({ident[:60]})", "duplicate", text)
        return False
    return True


def _read_party(ident: str, item: Item, reading: Reading) -> Party:
    where = f"{item.where} ({ident[:60]})"
    names = [reading.name(one, where) for one in _texts(item, "name", "alias", "weakAlias")]
    given = [one for one in names if one]
    if not given:
        reading.reject(where, "no_name", "The party has no name; it stands under its id.")
    country = next(iter(_texts(item, "jurisdiction", "country", "nationality")), "")
    main = given[0] if given else ""
    kind = PARTIES[item.value["schema"]]
    particulars = _read_particulars(item, where, reading)
    return Party(ident, main, kind, to_country(country), tuple(given[1:]), particulars=particulars)


def _read_particulars(item: Item, where: str, reading: Reading) -> Particulars:
    countries = read_countries(_texts(item, "jurisdiction", "country", "mainCountry", "nationality"))
    here = countries[0].upper() if len(countries) == 1 else ""
    numbered = [(register or here, one) for key, register in NUMBERS.items() for one in _texts(item, key)]
    return Particulars(
        birth_date=read_date(_texts(item, "birthDate"), where, reading),
        founded=read_date(_texts(item, "incorporationDate"), where, reading),
        countries=countries,
        identifiers=read_identifiers(numbered),
    )


def _read_edge(ident: str, item: Item, reading: Reading) -> list[Interest]:
    where = f"{item.where} ({ident[:60]})"
    above, below, kind = EDGES[item.value["schema"]]
    ends = [(to_id(o), to_id(a)) for o, a in product(_texts(item, above), _texts(item, below))]
    pairs = [(owner, owned) for owner, owned in ends if owner and owned]
    if not pairs:
        reading.reject(where, "no_party", f"An edge needs {above} and {below}; one of them is not there.")
        return []
    starts, lasts = _texts(item, "startDate"), _texts(item, "endDate")
    days = reading.days(where, min(starts, default=None), max(lasts, default=None))
    if days is None:
        reading.put_aside("interests that did not hold on the day")
        return []
    band = _band(where, item, reading) if kind == "shareholding" else None
    direct = _directness(item)
    ids = [ident] if len(pairs) == 1 else [f"{ident}/{n}" for n in range(1, len(pairs) + 1)]
    return [
        Interest(one, owner, owned, kind, band, direct, *days, source=ident)
        for one, (owner, owned) in zip(ids, pairs, strict=True)
    ]


def _band(where: str, item: Item, reading: Reading) -> Band:
    """The share of an edge; several values, as merged sources give them, span a band."""
    bands = []
    for text in _texts(item, "percentage"):
        try:
            bands.append(parse_text(text))
        except ShareUnreadable as error:
            reading.reject(where, "no_share", f"{error} The edge stands without this value.")
    if len(bands) == 1:
        return bands[0]
    lower = min((one.lower for one in bands), default=NONE)
    upper = max((one.upper for one in bands), default=ONE)
    return Band(lower, upper) if bands else UNSTATED


def _directness(item: Item) -> Directness:
    said = " ".join(_texts(item, "ownershipType", "role")).casefold()
    return Directness.INDIRECT if "indirect" in said else Directness.DIRECT


def _texts(item: Item, *keys: str) -> list[str]:
    """The values of these properties in order; FollowTheMoney holds lists of text."""
    found = []
    for key in keys:
        value = item.value["properties"].get(key)
        found += value if isinstance(value, list) else [value]
    return [str(one) for one in found if isinstance(one, str | int) or hasattr(one, "as_tuple")]
