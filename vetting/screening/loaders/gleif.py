"""Legal entities of the Global LEI System, level 1, csv (LEI-CDF 3.1, https://www.gleif.org)."""

from vetting.screening.entities import Entity, Kind
from vetting.screening.lists import ListDraft, LoadedList, of_texts
from vetting.screening.loaders.sheets import Row, read_rows

_COLUMNS = {
    "LEI": ("lei",),
    "name": ("entity.legalname", "legalname"),
    "country": ("entity.legaladdress.country", "legaladdress.country"),
    "seat": ("entity.headquartersaddress.country", "headquartersaddress.country"),
    "jurisdiction": ("entity.legaljurisdiction", "legaljurisdiction"),
    "status": ("entity.entitystatus", "entitystatus"),
    "registered": ("entity.registrationauthority.registrationauthorityentityid",),
    **{
        f"other {number}": (
            f"entity.otherentitynames.otherentityname.{number}",
            f"entity.transliteratedotherentitynames.transliteratedotherentityname.{number}",
        )
        for number in range(1, 6)
    },
}


def load_gleif(content: bytes, source: str = "gleif") -> LoadedList:
    """Read the entities; the LEI is the id, and an LEI that is none is named."""
    draft = ListDraft(source, "gleif-csv")
    for where, row in read_rows(draft, content, _COLUMNS):
        if row["LEI"] and not is_lei(row["LEI"]):
            draft.reject(where, f"{row['LEI'][:30]!r} is no LEI: its check digits do not fit", lost=False)
        _take(draft, where, row)
    return draft.finish(content)


def is_lei(text: str) -> bool:
    """Whether a text is a Legal Entity Identifier (ISO 17442): 20 letters and digits, modulo 97 is 1."""
    if len(text) != 20 or not text.isascii() or not text.isalnum():  # noqa: PLR2004 - ISO 17442
        return False
    return int("".join(str(int(one, 36)) for one in text)) % 97 == 1


def _take(draft: ListDraft, where: str, row: Row) -> None:
    names = [row.get("name", ""), *(text for key, text in row.items() if key.startswith("other "))]
    draft.add(
        where,
        Entity(
            row["LEI"],
            Kind.ORGANISATION,
            of_texts(names),
            countries=(row.get("country", ""), row.get("seat", ""), row.get("jurisdiction", "")[:2]),
            reference=row["LEI"],
            details={key: row[key] for key in ("status", "registered") if row.get(key)},
        ),
    )
