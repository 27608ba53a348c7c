"""The Beneficial Ownership Data Standard, version 0.4: statements about records, resolved to one day.

- A statement counts from its date on; what was stated later was not known on the day.
- Of each record the newest statement that counts holds; a closed relationship holds no more.
- An interest holds from its start to its end.
- An interested party that is an object with a reason is an owner not specified, never a person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from vetting.screening.bods_interests import read_interests
from vetting.screening.bods_particulars import read_entity_particulars, read_person_particulars
from vetting.screening.graph import Interest, Party, PartyKind
from vetting.screening.ownership_fields import Reading, first_text, parse_moment, to_country, to_id
from vetting.screening.ownership_files import Item

TYPES = ("entity", "person", "relationship")
STATUSES = ("new", "updated", "closed")
ENTITY_KINDS = {
    "arrangement": PartyKind.ARRANGEMENT,
    "state": PartyKind.STATE,
    "stateBody": PartyKind.STATE,
    "anonymousEntity": PartyKind.UNNAMED,
    "unknownEntity": PartyKind.UNNAMED,
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the standard, as far as ownership needs it."""

    where: str
    id: str
    record: str
    type: str
    status: str
    on: str
    details: Mapping[str, Any]


def is_bods(value: Mapping[str, Any]) -> bool:
    """Whether an object means to be a statement of the standard."""
    return any(key in value for key in ("statementId", "recordType", "statementID", "statementType"))


def read_bods(items: Iterable[Item], reading: Reading) -> tuple[list[Party], list[Interest]]:
    """The parties and interests that the statements describe for the day of the reading."""
    statements = _drop_duplicates(_statements(items, reading), reading)
    newest = _newest(statements, reading)
    parties = [_read_party(one, reading) for one in newest if one.type != "relationship"]
    interests = []
    for one in newest:
        if one.type == "relationship" and one.status != "closed":
            more, held = _read_relationship(one, reading)
            parties += more
            interests += held
    return parties, interests


def _statements(items: Iterable[Item], reading: Reading) -> list[Statement]:
    read = (_read_statement(item, reading) for item in items)
    return [one for one in read if one is not None]


def _read_statement(item: Item, reading: Reading) -> Statement | None:
    value = item.value
    if "statementType" in value or "statementID" in value:
        text = "It is a statement of an older version of the standard; version 0.4 is read."
        reading.reject(item.where, "older_standard", text)
        return None
    ident, record, kind = (
        to_id(value.get("statementId")),
        to_id(value.get("recordId")),
        value.get("recordType"),
    )
    details = value.get("recordDetails")
    if not record or kind not in TYPES or not isinstance(details, dict):
        text = "A statement needs a recordId, a recordType of the standard and recordDetails."
        reading.reject(_place(item.where, ident), "no_record", text)
        return None
    where = _place(item.where, record)
    on, status = _moment(value.get("statementDate"), where, reading), _status(value, where, reading)
    return Statement(where, ident, record, str(kind), status, on, details)


def _status(value: Mapping[str, Any], where: str, reading: Reading) -> str:
    status = value.get("recordStatus", "new")
    if status in STATUSES:
        return str(status)
    text = f"“{str(status)[:40]}” is no record status; the record is taken to stand."
    reading.reject(where, "no_status", text)
    return "updated"


def _moment(value: Any, where: str, reading: Reading) -> str:
    """When a statement was made; one without a readable date counts from the beginning."""
    try:
        return parse_moment(value if isinstance(value, str) else "")
    except ValueError:
        shown = f"“{str(value)[:40]}”" if value else "nothing"
        text = f"Its statementDate is {shown}, no date; it counts as known from the beginning."
        reading.reject(where, "no_day", text)
        return ""


def _drop_duplicates(statements: Iterable[Statement], reading: Reading) -> list[Statement]:
    first: dict[str, Statement] = {}
    for number, one in enumerate(statements):
        key = one.id or f"\0{number}"
        if key in first:
            text = f"A statement with the id {one.id} came before; the first is used."
            reading.reject(one.where, "duplicate", text)
        else:
            first[key] = one
    return list(first.values())


def _newest(statements: Iterable[Statement], reading: Reading) -> list[Statement]:
    newest: dict[tuple[bool, str], Statement] = {}
    for one in sorted(statements, key=lambda statement: statement.on):
        if one.on[:10] > reading.as_of:
            reading.put_aside("statements made after the day")
        else:
            newest[one.type == "relationship", one.record] = one
    return [newest[key] for key in sorted(newest)]


def _read_party(statement: Statement, reading: Reading) -> Party:
    read = _read_person if statement.type == "person" else _read_entity
    party = read(statement, reading)
    if not party.name and party.kind is not PartyKind.UNNAMED:
        reading.reject(statement.where, "no_name", "The party has no name; it stands under its id.")
    return party


def _read_person(statement: Statement, reading: Reading) -> Party:
    details = statement.details
    names = [reading.name(_full_name(one), statement.where) for one in _sorted_names(details.get("names"))]
    known = details.get("personType") in (None, "knownPerson")
    kind = PartyKind.PERSON if known else PartyKind.UNNAMED
    reason, description = _reason(details.get("unspecifiedPersonDetails"), statement, reading)
    country = _country(details.get("nationalities"))
    party = _party(statement, names, kind, country, reason, description)
    return replace(party, particulars=read_person_particulars(details, statement.where, reading))


def _read_entity(statement: Statement, reading: Reading) -> Party:
    details = statement.details
    others = details.get("alternateNames")
    listed = [details.get("name"), *(others if isinstance(others, list) else [])]
    names = [reading.name(one, statement.where) for one in listed]
    entity_type = details.get("entityType")
    kind = entity_type.get("type") if isinstance(entity_type, dict) else ""
    reason, description = _reason(details.get("unspecifiedEntityDetails"), statement, reading)
    country = _country([details.get("jurisdiction")])
    known = ENTITY_KINDS.get(str(kind), PartyKind.ENTITY)
    party = _party(statement, names, known, country, reason, description)
    return replace(party, particulars=read_entity_particulars(details, statement.where, reading))


def _party(  # noqa: PLR0913 (the fields of a party, in its order)
    statement: Statement, names: list[str], kind: PartyKind, country: str, reason: str, description: str
) -> Party:
    given = [name for name in names if name]
    main = given[0] if given else ""
    return Party(statement.record, main, kind, country, tuple(given[1:]), reason, description)


def _reason(value: Any, statement: Statement, reading: Reading) -> tuple[str, str]:
    if not isinstance(value, dict):
        return "", ""
    reason, description = first_text(value, "reason"), first_text(value, "description")
    return reading.name(reason, statement.where), reading.name(description, statement.where)


def _sorted_names(names: Any) -> list[Any]:
    listed = names if isinstance(names, list) else []
    return sorted(listed, key=lambda one: not (isinstance(one, dict) and one.get("type") == "legal"))


def _full_name(name: Any) -> str:
    if not isinstance(name, dict):
        return ""
    parts = [first_text(name, key) for key in ("givenName", "patronymicName", "familyName")]
    return first_text(name, "fullName") or " ".join(part for part in parts if part)


def _country(listed: Any) -> str:
    first = listed[0] if isinstance(listed, list) and listed else None
    return to_country(first_text(first, "code")) if isinstance(first, dict) else ""


def _read_relationship(statement: Statement, reading: Reading) -> tuple[list[Party], list[Interest]]:
    owned, below = _end(statement, "subject", reading)
    owner, above = _end(statement, "interestedParty", reading)
    if not owned or not owner:
        text = "A relationship needs a subject and an interested party; one of them is not there."
        reading.reject(statement.where, "no_party", text)
        return [], []
    blank = Interest("", owner, owned, "", stated_on=statement.on[:10], source=statement.id)
    return [*below, *above], read_interests(statement.record, statement.details, blank, reading)


def _end(statement: Statement, key: str, reading: Reading) -> tuple[str, list[Party]]:
    """The id of a relationship's end, with a node of its own where a reason stands instead of a party."""
    value = statement.details.get(key)
    if not isinstance(value, dict):
        return to_id(value), []
    ident = f"{statement.record}#{key}"
    reason, description = _reason(value, statement, reading)
    return ident, [Party(ident, "", PartyKind.UNSPECIFIED, reason=reason, description=description)]


def _place(where: str, ident: str) -> str:
    return f"{where} ({ident[:60]})" if ident else where
