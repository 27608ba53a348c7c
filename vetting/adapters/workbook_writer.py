"""The pages of a questionnaire as an XLSX file: cells to fill in yellow, choices as lists, the same bytes each time."""

import io
import re
import zipfile
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import TYPE_STRING
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from vetting.adapters.workbook_texts import LONG_TEXTS, LONGEST_CELL, name_of, split, to_safe
from vetting.adapters.zip_files import write_zip
from vetting.usecases.questionnaire.pages import Book, Cell, Page

CHOICES = "Choices"
_EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001 - a workbook's times have no zone; no time of writing is kept
_ABOUT = "docProps/core.xml"
_WRITTEN_AT = re.compile(rb"<dcterms:modified[^>]*>[^<]*</dcterms:modified>")
_HEAD = PatternFill("solid", fgColor="DDE6EE")
_FILL = PatternFill("solid", fgColor="FFF8DC")
_WRAP = Alignment(wrap_text=True, vertical="top")
_WIDE = {"question": 60, "guidance": 50, "allowed": 40, "answer": 50, "note": 40, "says": 110, "content": 110}
_USUAL = 18


def write_workbook(book: Book) -> bytes:
    """The XLSX file of these pages."""
    return _Writing().write(book)


class _Writing:
    """One workbook under way: its long texts, and its lists of choices."""

    def __init__(self) -> None:
        self.book = Workbook()
        self.long: list[tuple[Cell, ...]] = []
        self.texts = 0
        self.lists: dict[tuple[str, ...], str] = {}

    def write(self, pages: Book) -> bytes:
        self.book.remove(self.book.worksheets[0])
        self.lists = _places(pages)
        for page in pages:
            self._page(page)
        if self.long:
            self._page(Page(LONG_TEXTS, ("text", "part", "content"), self.long))
        self._choices()
        self.book.properties.created = _EPOCH
        written = io.BytesIO()
        self.book.save(written)
        return write_zip(_without_time(written))

    def _page(self, page: Page) -> None:
        sheet = self.book.create_sheet(page.name)
        for column, heading in enumerate(page.headings, 1):
            self._put(sheet, 1, column, heading).font = Font(bold=True)
            sheet.cell(1, column).fill = _HEAD
            sheet.column_dimensions[get_column_letter(column)].width = _WIDE.get(heading, _USUAL)
        for number, row in enumerate(page.rows, 2):
            for column, cell in enumerate(row, 1):
                self._put(sheet, number, column, cell)
        self._colour(sheet, page)
        self._offer(sheet, page)
        sheet.freeze_panes = "A2"

    def _put(self, sheet: Any, row: int, column: int, value: Cell) -> Any:
        cell = sheet.cell(row, column)
        cell.alignment = _WRAP
        if isinstance(value, int):
            cell.value = value
        elif value:
            held = value if sheet.title == LONG_TEXTS else to_safe(value)
            cell.value = self._name_long(held) if _units(held) > LONGEST_CELL else held
            cell.data_type = TYPE_STRING
        return cell

    def _name_long(self, held: str) -> str:
        self.texts += 1
        self.long += [(self.texts, part, text) for part, text in enumerate(split(held), 1)]
        return name_of(self.texts)

    def _colour(self, sheet: Any, page: Page) -> None:
        """The columns to fill in, down to the last row; what is typed there stays as it was typed."""
        for column in page.to_fill:
            whole = sheet.column_dimensions[get_column_letter(column + 1)]
            whole.fill, whole.alignment, whole.number_format = _FILL, _WRAP, "@"
            for row in range(2, len(page.rows) + 2):
                cell = sheet.cell(row, column + 1)
                cell.fill = _FILL
                if not isinstance(cell.value, int):
                    cell.number_format = "@"

    def _offer(self, sheet: Any, page: Page) -> None:
        cells: dict[tuple[str, ...], list[str]] = {}
        for (row, column), choices in page.choices.items():
            cells.setdefault(choices, []).append(f"{get_column_letter(column + 1)}{row + 2}")
        last = max(2, len(page.rows) + page.spare + 1)
        for column, choices in page.by_column.items():
            letter = get_column_letter(column + 1)
            cells.setdefault(choices, []).append(f"{letter}2:{letter}{last}")
        for choices, places in cells.items():
            offered = DataValidation(type="list", formula1=self.lists[choices], allow_blank=True)
            offered.error = "Choose one of the list, or leave the cell empty."
            offered.showErrorMessage = True
            for place in places:
                offered.add(place)
            sheet.add_data_validation(offered)

    def _choices(self) -> None:
        if not self.lists:
            return
        sheet = self.book.create_sheet(CHOICES)
        for column, choices in enumerate(self.lists, 1):
            for row, one in enumerate(choices, 1):
                self._put(sheet, row, column, one)


def _without_time(written: io.BytesIO) -> dict[str, bytes]:
    """The parts of the workbook, without the time at which the library wrote it."""
    with zipfile.ZipFile(written) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[_ABOUT] = _WRITTEN_AT.sub(b"", parts[_ABOUT])
    return parts


def _places(pages: Book) -> dict[tuple[str, ...], str]:
    """Where each list of choices stands on the page of choices, in the order in which it is first offered."""
    places: dict[tuple[str, ...], str] = {}
    for choices in (one for page in pages for one in (*page.by_column.values(), *page.choices.values())):
        letter = get_column_letter(len(places) + 1)
        places.setdefault(choices, f"{CHOICES}!${letter}$1:${letter}${len(choices)}")
    return places


def _units(text: str) -> int:
    """How long Excel takes a text to be."""
    return len(text) + sum(ord(one) > 0xFFFF for one in text)  # noqa: PLR2004 - the last character of one unit
