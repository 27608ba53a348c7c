"""Firms and individuals that development banks, or UN bodies, hold ineligible: csv or xlsx.

Development banks share debarments under the Agreement for Mutual Enforcement of Debarment Decisions (2010); their
exports differ in headings, so each is read by any of its usual names. UN bodies share theirs through UNGM.
"""

from collections.abc import Mapping, Sequence

from vetting.screening.entities import Entity, Kind
from vetting.screening.lists import ListDraft, LoadedList, of_texts
from vetting.screening.loaders.numbering import number_entry
from vetting.screening.loaders.sheets import Row, read_rows

_DEBARMENT: Mapping[str, Sequence[str]] = {
    "name": (
        "firm name",
        "name",
        "firm",
        "entity",
        "entity name",
        "title",
        "individual or firm",
        "sanctioned party",
    ),
    "also": ("additional firm info", "other names", "other name", "aka", "alias", "aliases", "also known as"),
    "sort": ("entity type", "type", "firm/individual", "individual/firm"),
    "country": ("country", "nationality", "nationality/country"),
    "from": (
        "ineligibility from",
        "from date",
        "from",
        "date of imposition",
        "start date",
        "effect date",
        "debar from date",
    ),
    "to": (
        "ineligibility to",
        "to date",
        "to",
        "end date",
        "lapse date",
        "debar to date",
        "ineligibility period to",
    ),
    "grounds": ("grounds", "ground", "reason", "basis", "sanction type", "prohibited practice"),
    "address": ("address", "firm address"),
    "reference": ("id", "sanction id", "reference", "case number"),
}
_INELIGIBILITY: Mapping[str, Sequence[str]] = {
    **_DEBARMENT,
    "name": ("vendor name", "vendor", "company name", "supplier", "supplier name", "name"),
    "from": ("ineligible from", "sanction start", "suspended from", *_DEBARMENT["from"]),
    "to": ("ineligible to", "sanction end", "suspended to", *_DEBARMENT["to"]),
    "reference": ("vendor id", "ungm number", "vendor number", *_DEBARMENT["reference"]),
    "authority": ("sanctioning body", "organization", "organisation", "un organization", "agency"),
}
_PERSONS = ("individual", "person", "natural person")
_ALSO = ("a.k.a.", "aka ", "f.k.a.", "fka ", "also known as", "formerly known as", "d/b/a", "formerly ")


def load_debarment(content: bytes, source: str = "debarment") -> LoadedList:
    """Read a development bank's debarments; rows without a name are rejected."""
    return _load(content, source, "debarment", _DEBARMENT)


def load_ineligibility(content: bytes, source: str = "ineligibility") -> LoadedList:
    """Read ineligible vendors in the manner of UNGM; rows without a name are rejected."""
    return _load(content, source, "ineligibility", _INELIGIBILITY)


def _load(content: bytes, source: str, layout: str, columns: Mapping[str, Sequence[str]]) -> LoadedList:
    draft = ListDraft(source, layout)
    for where, row in read_rows(draft, content, columns):
        _take(draft, where, row)
    return draft.finish(content)


def _take(draft: ListDraft, where: str, row: Row) -> None:
    sort = row.get("sort", "").casefold()
    draft.add(
        where,
        Entity(
            number_entry(
                draft, row.get("reference", ""), row["name"], row.get("country", ""), row.get("from", "")
            ),
            Kind.PERSON if sort in _PERSONS else Kind.ORGANISATION if sort else Kind.UNKNOWN,
            of_texts(one for text in (row["name"], row.get("also", "")) for one in split_names(text)),
            countries=(row.get("country", ""),),
            reference=row.get("reference", ""),
            listed_on=row.get("from", ""),
            notes=row.get("grounds", ""),
            details={key: row[key] for key in ("to", "address", "authority") if row.get(key)},
        ),
    )


def split_names(text: str) -> list[str]:
    """A name and the other names written behind it: ACME LTD (A.K.A. APEX LTD) → both."""
    flat = text.replace("(", " ; ").replace(")", " ; ") if _names_others(text) else text
    for mark in _ALSO:
        flat = _replace_word(flat, mark)
    return [one for part in flat.split(";") if (one := part.strip(" ,.*"))]


def _names_others(text: str) -> bool:
    return any(mark in text.casefold() for mark in _ALSO)


def _replace_word(text: str, mark: str) -> str:
    at = text.casefold().find(mark)
    while at >= 0:
        text = f"{text[:at]};{text[at + len(mark) :]}"
        at = text.casefold().find(mark)
    return text
