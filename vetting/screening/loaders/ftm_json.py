"""Parties in the FollowTheMoney model, one JSON object a line (https://followthemoney.tech); a JSON list is taken too."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from vetting.screening.entities import Entity, Kind
from vetting.screening.lists import ListDraft, LoadedList, decode, of_texts

KINDS = {
    "Person": Kind.PERSON,
    "Organization": Kind.ORGANISATION,
    "Company": Kind.ORGANISATION,
    "PublicBody": Kind.ORGANISATION,
    "LegalEntity": Kind.UNKNOWN,
    "Vessel": Kind.VESSEL,
    "Airplane": Kind.AIRCRAFT,
}
NO_PARTIES = frozenset({
    "Address", "Article", "Assessment", "Associate", "Audio", "BankAccount", "Call", "CallForTenders",
    "Contract", "ContractAward", "Control", "CourtCase", "CourtCaseParty", "CryptoWallet", "Debt",
    "Directorship", "Document", "Documentation", "EconomicActivity", "Email", "Employment", "Event", "Family",
    "Folder", "HyperText", "Identification", "Image", "License", "Membership", "Mention", "Message", "Note",
    "Occupancy", "Ownership", "Package", "Page", "Pages", "Passport", "Payment", "PlainText", "Position",
    "Post", "Project", "ProjectParticipant", "RealEstate", "Representation", "Risk", "Sanction", "Security",
    "Similar", "Succession", "Table", "TaxRoll", "Trip", "UnknownLink", "UserAccount", "Value", "Vehicle",
    "Video", "Workbook",
})  # fmt: skip
"""Schemas of the model that are no party with a name of its own to screen; these are passed over."""
_COUNTRIES = ("country", "nationality", "citizenship", "jurisdiction", "mainCountry")
_NAMES = ("name", "alias", "previousName")


def load_ftm(content: bytes, source: str = "ftm") -> LoadedList:
    """Read the parties; schemas that are no party, such as Ownership or Sanction, are passed over."""
    draft = ListDraft(source, "ftm-json")
    for where, record in _read_records(draft, content):
        schema = record.get("schema")
        if schema in KINDS:
            _take(draft, where, record)
        elif not isinstance(schema, str):
            draft.reject(where, "has no schema")
        elif schema not in NO_PARTIES:
            draft.reject(where, f"has the schema {schema[:40]}, which is not known")
    return draft.finish(content)


def _read_records(draft: ListDraft, content: bytes) -> Iterator[tuple[str, Mapping[str, Any]]]:
    text = decode(content, draft, fallback="utf-8")
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            last = not any(rest.strip() for rest in lines[number:])
            (draft.cut_off if last else draft.reject)(
                f"line {number}", f"is no JSON object: {str(error)[:80]}"
            )
            continue
        for one in found if isinstance(found, list) else [found]:
            if isinstance(one, dict):
                yield f"line {number}", one
            else:
                draft.reject(f"line {number}", "is no JSON object")


def _take(draft: ListDraft, where: str, record: Mapping[str, Any]) -> None:
    names = (*of_texts(_all(record, *_NAMES)), *of_texts(_all(record, "weakAlias"), weak=True))
    ident = record.get("id")
    referents = record.get("referents")
    draft.add(
        where,
        Entity(
            ident if isinstance(ident, str) else "",
            KINDS[record["schema"]],
            names,
            birth_dates=tuple(_all(record, "birthDate")),
            countries=tuple(_all(record, *_COUNTRIES)),
            reference=str(referents[0]) if isinstance(referents, list) and referents else "",
            notes=" ".join(_all(record, "notes")),
        ),
    )


def _all(record: Mapping[str, Any], *keys: str) -> list[str]:
    """The texts of some properties; a single text may stand for a list of one."""
    properties = record.get("properties")
    if not isinstance(properties, dict):
        return []
    found = (properties.get(key, ()) for key in keys)
    lists = (one if isinstance(one, list) else [one] for one in found)
    return [text for one in lists for text in one if isinstance(text, str)]
