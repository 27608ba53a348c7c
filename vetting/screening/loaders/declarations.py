"""The names that people of the office declared interests in, csv: screened against the parties of a case.

Columns: declared by, interest (its kind), name; and, where known, type, country, from, to, declared on.
"""

from vetting.screening.entities import Entity, Kind
from vetting.screening.lists import ListDraft, LoadedList, of_texts
from vetting.screening.loaders.numbering import number_entry
from vetting.screening.loaders.sheets import Row, read_rows

_COLUMNS = {
    "name": ("name", "party", "company", "organisation", "organization"),
    "declared by": ("declared by", "declarant", "person"),
    "interest": ("interest", "kind of interest", "kind"),
    "sort": ("type", "person or organisation"),
    "country": ("country",),
    "from": ("from", "start"),
    "to": ("to", "end"),
    "declared on": ("declared on", "date"),
}
_SORTS = {"person": Kind.PERSON, "organisation": Kind.ORGANISATION, "organization": Kind.ORGANISATION}


def load_declarations(content: bytes, source: str = "declarations") -> LoadedList:
    """Read the declared names; a nil return names nobody and is counted, not lost."""
    draft = ListDraft(source, "declarations")
    for where, row in read_rows(draft, content, _COLUMNS):
        if row.get("interest", "").casefold() in ("nil", "none"):
            continue
        if not row.get("declared by"):
            draft.reject(where, "does not say who declared it")
            continue
        _take(draft, where, row)
    return draft.finish(content)


def _take(draft: ListDraft, where: str, row: Row) -> None:
    told = ("declared by", "interest", "from", "to", "declared on")
    draft.add(
        where,
        Entity(
            number_entry(draft, "", row["name"], *(row.get(key, "") for key in told)),
            _SORTS.get(row.get("sort", "").casefold(), Kind.UNKNOWN),
            of_texts([row["name"]]),
            countries=(row.get("country", ""),),
            listed_on=row.get("declared on", ""),
            details={key: row[key] for key in told if row.get(key)},
        ),
    )
