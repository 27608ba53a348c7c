"""The Consolidated List of the UN Security Council, XML.

Schema: https://www.un.org/sc/resources/sc-sanctions.xsd. The reader takes no document type, no entity and nothing from
outside the file. A file that breaks off gives what stands before the break, and is marked as truncated.
"""

import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from vetting.screening.entities import Entity, Kind, ListedName
from vetting.screening.lists import ListDraft, LoadedList, of_texts

_KINDS = {"INDIVIDUAL": Kind.PERSON, "ENTITY": Kind.ORGANISATION}
_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")


def load_un(content: bytes, source: str = "un_sc") -> LoadedList:
    """Read the list; entries without a name or id, and dates that are none, are rejected."""
    draft = ListDraft(source, "un-xml")
    closed = False
    try:
        for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
            if event == "start":
                draft.list_date = draft.list_date or element.get("dateGenerated", "")[:10]
            elif element.tag in _KINDS:
                _take(draft, element)
                element.clear()
            closed = event == "end" and element.tag == "CONSOLIDATED_LIST"
    except DefusedXmlException:
        draft.cut_off(
            "the document", "declares a document type or entities, which no list needs; it was not read"
        )
    except (ParseError, ValueError, LookupError) as error:
        draft.cut_off("the document", f"cannot be read further: {error}")
    if not closed and not draft.truncated:
        draft.cut_off("the document", "is no consolidated list")
    return draft.finish(content)


def _take(draft: ListDraft, element: Element) -> None:
    ident, reference = _text(element, "DATAID"), _text(element, "REFERENCE_NUMBER")
    draft.add(
        f"entry {reference or ident or '?'}",
        Entity(
            f"un-{ident}" if ident else "",
            _KINDS[element.tag],
            tuple(_read_names(element)),
            birth_dates=tuple(_read_dates(element)),
            countries=tuple(_read_countries(element)),
            reference=reference,
            listed_on=_text(element, "LISTED_ON")[:10],
            notes=_text(element, "COMMENTS1"),
            details={"programme": _text(element, "UN_LIST_TYPE")},
        ),
    )


def _read_names(element: Element) -> Iterator[ListedName]:
    yield from of_texts([" ".join(filter(None, (_text(element, part) for part in _NAME_PARTS)))])
    yield from of_texts([_text(element, "NAME_ORIGINAL_SCRIPT")])
    for alias in element.iter(f"{element.tag}_ALIAS"):
        # "Low" is the list's own word for an alias that is not enough to identify anyone.
        yield from of_texts([_text(alias, "ALIAS_NAME")], weak=_text(alias, "QUALITY") == "Low")


def _read_dates(element: Element) -> Iterator[str]:
    for birth in element.iter("INDIVIDUAL_DATE_OF_BIRTH"):
        first, last = _text(birth, "FROM_YEAR"), _text(birth, "TO_YEAR")
        if first.isdigit() and last.isdigit() and 0 <= int(last) - int(first) <= 20:  # noqa: PLR2004 - a guess, not a life
            yield from (str(year) for year in range(int(first), int(last) + 1))
        else:
            yield from (first, last)
        yield _text(birth, "DATE") or _text(birth, "YEAR")


def _read_countries(element: Element) -> Iterator[str]:
    for nationality in element.iter("NATIONALITY"):
        yield from (one.text or "" for one in nationality.iter("VALUE"))
    for address in element.iter(f"{element.tag}_ADDRESS"):
        yield _text(address, "COUNTRY")


def _text(element: Element, tag: str) -> str:
    return (element.findtext(tag) or "").strip()
