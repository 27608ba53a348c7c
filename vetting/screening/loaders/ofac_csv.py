"""The lists of the US Treasury's Office of Foreign Assets Control: SDN and consolidated, csv.

Three files without headings: names (12 columns), alternative names (5), addresses (6); ``-0-`` stands for nothing.
Layout: https://ofac.treasury.gov/sanctions-list-service. A person stands as "LAST, First"; dates of birth stand in the remarks.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from vetting.screening.entities import Entity, Kind
from vetting.screening.lists import ListDraft, LoadedList, decode, of_texts
from vetting.screening.loaders.layouts import recognise

_KINDS = {"individual": Kind.PERSON, "vessel": Kind.VESSEL, "aircraft": Kind.AIRCRAFT}
_BIRTH = re.compile(r"\bDOB ([^;.]+)")
_SPAN = re.compile(r".*?(\d{4})(?: to |-).*?(\d{4})")
_COUNTRY = re.compile(r"\b(?:nationality|citizen) ([^;.]+)")
_ALSO = re.compile(r"a\.k\.a\. '([^']+)'")
_END_OF_FILE = "\x1a"  # the files end with it, as under DOS
_LETTERS_LIMIT = 1_000_000


def load_ofac(files: Mapping[str, bytes], source: str = "ofac_sdn") -> LoadedList:
    """Read the files of one list together; addresses give countries."""
    draft = ListDraft(source, "ofac-csv")
    order = ("ofac-names", "ofac-alternatives", "ofac-addresses")
    takers = (_take_name, _take_alternative, _take_address)
    parts: dict[str, str] = {}
    for layout, take in zip(order, takers, strict=True):
        for name, content in files.items():
            if recognise(content) == layout:
                parts[name] = hashlib.sha256(content).hexdigest()
                for where, row in _read_rows(draft, name, content):
                    take(draft, where, row)
    return draft.finish(b"".join(files.values()), parts)


def _read_rows(draft: ListDraft, name: str, content: bytes) -> Iterator[tuple[str, list[str]]]:
    text = decode(content, draft).rstrip(_END_OF_FILE + "\r\n ")
    csv.field_size_limit(_LETTERS_LIMIT)
    rows = csv.reader(io.StringIO(text.replace("\0", ""), newline=""))
    width = 0
    try:
        for row in rows:
            where = f"{name} line {rows.line_num}"
            width = width or len(row)
            if len(row) == width:
                yield where, ["" if (cell := one.strip()) == "-0-" else cell for one in row]
            elif any(one.strip() for one in row):
                draft.cut_off(where, f"has {len(row)} columns instead of {width}")
    except csv.Error as error:
        draft.cut_off(f"{name} line {rows.line_num}", f"cannot be read: {error}")


def _take_name(draft: ListDraft, where: str, row: Sequence[str]) -> None:
    ident, name, sort, programme, remarks = row[0], row[1], row[2], row[3], row[11]
    kind = _KINDS.get(sort, Kind.ORGANISATION)
    names = (
        *of_texts([_turn(name) if kind is Kind.PERSON else name]),
        *of_texts(_ALSO.findall(remarks), weak=True),
    )
    draft.add(
        where,
        Entity(
            f"ofac-{ident}" if ident else "",
            kind,
            names,
            birth_dates=tuple(_read_births(remarks)),
            countries=tuple(_COUNTRY.findall(remarks)),
            reference=ident,
            notes=remarks,
            details={"programme": programme.replace("] [", ", ")},
        ),
    )


def _take_alternative(draft: ListDraft, where: str, row: Sequence[str]) -> None:
    ident = f"ofac-{row[0]}"
    known = draft.entities.get(ident)
    name = _turn(row[3]) if known and known.kind is Kind.PERSON else row[3]
    draft.extend(where, ident, names=of_texts([name]))


def _take_address(draft: ListDraft, where: str, row: Sequence[str]) -> None:
    draft.extend(where, f"ofac-{row[0]}", countries=[row[4]])


def _turn(name: str) -> str:
    """The family name last, as people write it: LAST, First → First LAST."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma else name


def _read_births(remarks: str) -> Iterator[str]:
    for text in _BIRTH.findall(remarks):
        if span := _SPAN.fullmatch(text):
            yield from span.groups()
        else:
            yield text
