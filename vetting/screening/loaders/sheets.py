"""Rows of a csv or xlsx file under their headings, wherever the headings stand."""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

from vetting.screening.lists import ListDraft, decode

_ZIP = b"PK\x03\x04"
_LETTERS_LIMIT = 20_000_000
MOST_UNPACKED = 200_000_000  # bytes of an xlsx once unpacked
SEARCHED_ROWS = 20

Row = Mapping[str, str]


def read_rows(
    draft: ListDraft, content: bytes, columns: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, Row]]:
    """Each row by the keys of ``columns``, which give the headings that each key may stand under.

    Titles above the headings are passed over; a file without a heading for the first key is rejected whole.
    """
    rows = _read_xlsx(draft, content) if content.startswith(_ZIP) else _read_csv(draft, content)
    places: dict[str, int] = {}
    first = next(iter(columns))
    for number, cells in rows:
        if first not in places:
            places = _find_places(cells, columns)
            if number > SEARCHED_ROWS:
                break
        elif any(cells):
            yield f"row {number}", {key: cells[at] if at < len(cells) else "" for key, at in places.items()}
    if first not in places:
        draft.cut_off("the file", f"has no column for the {first}: {', '.join(columns[first])}")


def _find_places(cells: Sequence[str], columns: Mapping[str, Sequence[str]]) -> dict[str, int]:
    headings = [" ".join(cell.replace("_", " ").casefold().split()) for cell in cells]
    places = {}
    for key, names in columns.items():
        at = next((headings.index(name) for name in names if name in headings), None)
        if at is not None:
            places[key] = at
    return places if len(places) > 1 else {}  # one word alone is a title, no row of headings


def _read_csv(draft: ListDraft, content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = decode(content, draft).replace("\0", "")
    csv.field_size_limit(_LETTERS_LIMIT)
    head = text[:2048]
    mark = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        for row in rows:
            yield rows.line_num, [_plain(cell) for cell in row]
    except csv.Error as error:
        draft.cut_off(f"row {rows.line_num}", f"cannot be read: {error}")


def _read_xlsx(draft: ListDraft, content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(one.file_size for one in packed.infolist())
        if size > MOST_UNPACKED:
            draft.cut_off("the file", f"unpacks to {size} bytes, more than any list")
            return
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, [_plain(_to_text(cell)) for cell in row]
    except Exception as error:  # noqa: BLE001 - a damaged workbook fails in many ways; all of them end the list here
        draft.cut_off("the file", f"cannot be read as a workbook: {error}")


def _to_text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _plain(cell: str) -> str:
    """A cell as text: a formula-like beginning is only a text here, as nothing evaluates it."""
    return " ".join(cell.split()).strip("'\u200b\ufeff")
