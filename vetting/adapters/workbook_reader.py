"""An XLSX file that came back, as the pages of a questionnaire; whatever cannot be read safely or whole is refused.

The order of the rules: the size; the kind of file; what its archive holds, before anything is unpacked; then the cells.
A formula, a merged cell and a hidden page are faults: what they say would be lost, or would be somebody else's.
"""

import io
import math
import warnings
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from vetting.adapters.workbook_texts import LONG_TEXTS, from_safe, join, number_in
from vetting.adapters.workbook_writer import CHOICES
from vetting.domain.errors import BadInput, Fault
from vetting.usecases.questionnaire.pages import Book, Cell, Page

MEGABYTE: Final = 1024 * 1024
LARGEST: Final = 10 * MEGABYTE
MOST_UNPACKED: Final = 60 * MEGABYTE
MOST_PARTS: Final = 600
MOST_CELLS: Final = 400_000
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
MOST_FAULTS: Final = 50
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_ZIP: Final = b"PK\x03\x04"

_AGAIN: Final = "Save it again as .xlsx, and send that."
_KEPT_OUT: Final = ("vbaproject", "activex", "/embeddings/", "externallink")


def read_workbook(content: bytes) -> Book:
    """The pages of a workbook; raises ``BadInput`` with what is wrong and where."""
    if len(content) > LARGEST:
        raise _refused(
            too_large(len(content)), "Take out what does not belong to it; files are filed at the desk."
        )
    if fault := _find_archive_fault(content):
        raise _refused(*fault)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a spreadsheet program added and nobody asked for
            book = load_workbook(io.BytesIO(content), keep_links=False)
    except Exception as error:  # a damaged workbook fails in many ways, all of which end here
        raise _refused("it is damaged and cannot be read.", _AGAIN) from error
    return _Reading(book).read()


def too_large(size: int) -> str:
    """What is said of a file that is too large."""
    return f"it has {size / MEGABYTE:.0f} MB; a questionnaire has at most {LARGEST // MEGABYTE}."


def _refused(what: str, how: str) -> BadInput:
    return BadInput([Fault("the workbook", what, how)])


def _find_archive_fault(content: bytes) -> tuple[str, str] | None:
    if content.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return "it is locked with a password.", "Save it without one."
        return "it has an old Office format.", _AGAIN
    if not content.startswith(_ZIP):
        return "it is no workbook of the form .xlsx.", _AGAIN
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _find_part_fault(archive)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        OSError,
        EOFError,
        ValueError,
        RuntimeError,
    ):
        return "it is damaged and cannot be read.", _AGAIN
    except Exception as error:  # zlib's own error has no class that zipfile names
        if type(error).__name__ != "error":
            raise
        return "it is damaged and cannot be read.", _AGAIN


def _find_part_fault(archive: zipfile.ZipFile) -> tuple[str, str] | None:
    parts = archive.infolist()
    names = [one.filename.lower() for one in parts]
    if any(one.flag_bits & 1 for one in parts):
        return "it is locked with a password.", "Save it without one."
    if "xl/workbook.xml" not in names:
        return "it is no workbook of the form .xlsx.", _AGAIN
    if any(mark in name for name in names for mark in _KEPT_OUT):
        return (
            "it holds macros, embedded files or links to other workbooks.",
            "Save it without them, as .xlsx.",
        )
    if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > MOST_UNPACKED:
        return (
            f"it unpacks to more than {MOST_UNPACKED // MEGABYTE} MB.",
            "Bring back the file that was taken offline.",
        )
    return _find_content_fault(archive, parts)


def _find_content_fault(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> tuple[str, str] | None:
    cells = 0
    for one in parts:
        if not one.filename.lower().endswith((".xml", ".rels")):
            continue
        said = archive.read(one)  # no more than its stated size, which was counted
        if b"<!DOCTYPE" in said or b"<!ENTITY" in said or said.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "its parts are no plain XML.", _AGAIN
        cells += said.count(b"<c ") + said.count(b"<c>")
    if cells > MOST_CELLS:
        return f"it has more than {MOST_CELLS} cells.", "Bring back the file that was taken offline."
    return None


class _Reading:
    """One reading of a workbook; the faults of all its cells are gathered."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.faults: list[Fault] = []
        self.long = self._long_texts()

    def read(self) -> Book:
        shown = [one for one in self.book.worksheets if one.title not in (LONG_TEXTS, CHOICES)]
        pages = tuple(self._page(one) for one in shown if self._is_readable(one))
        if len(self.book.worksheets) < len(self.book.sheetnames):
            self._refuse("the workbook", "it has a chart in place of a page.", "Take the chart out.")
        if self.faults:
            raise BadInput(self.faults[:MOST_FAULTS])
        return pages

    def _is_readable(self, sheet: Any) -> bool:
        if sheet.sheet_state != "visible":
            self._refuse(
                sheet.title, f"the page '{sheet.title}' is hidden.", "Show it, look at it, or take it out."
            )
        if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
            self._refuse(sheet.title, "something stands far outside of its table.", "Take it out.")
            return False
        for one in sheet.merged_cells.ranges:
            self._refuse(
                f"{sheet.title}!{one.coord}",
                "cells are merged.",
                "Part them again, and write into each its own.",
            )
        return True

    def _page(self, sheet: Any) -> Page:
        rows = [tuple(self._cell(sheet, cell) for cell in row) for row in sheet.iter_rows()]
        head = [str(one).strip() for one in rows[0]] if rows else []
        width = max((at for row in rows for at, cell in enumerate(row, 1) if cell != ""), default=0)
        return Page(sheet.title, tuple(head[:width]), [row[:width] for row in rows[1:]])

    def _cell(self, sheet: Any, cell: Any) -> Cell:
        value = cell.value
        if value is None:
            return ""
        place = f"{sheet.title}!{get_column_letter(cell.column)}{cell.row}"
        if cell.data_type in ("f", "e") or not isinstance(value, str | int | float | date | time):
            self._refuse(place, "it holds a formula.", "Write the value itself, as text or as a number.")
            return ""
        if isinstance(value, str):
            return self._text(place, value)
        return _plain(value)

    def _text(self, place: str, held: str) -> str:
        number = number_in(held)
        if number is None:
            return from_safe(held.replace("_x000D_\n", "\n").replace("_x000D_", "\n"))
        if number not in self.long:
            self._refuse(
                place, f"it names the long text {number}, which is not there.", "Write the text itself."
            )
        return from_safe(self.long.get(number, ""))

    def _long_texts(self) -> dict[int, str]:
        """The long texts by number, put together from their parts."""
        found: dict[int, dict[int, str]] = {}
        if LONG_TEXTS in self.book.sheetnames:
            for text, part, content, *_ in self.book[LONG_TEXTS].iter_rows(
                min_row=2, max_col=3, values_only=True
            ):
                if isinstance(text, int) and isinstance(part, int):
                    found.setdefault(text, {})[part] = str(content or "")
        return {number: join(parts[one] for one in sorted(parts)) for number, parts in found.items()}

    def _refuse(self, place: str, what: str, how: str) -> None:
        self.faults.append(Fault(place, what, how))


def _plain(value: Any) -> Cell:
    """A cell that is no text: a whole number as one, a day and a decimal number as people write them."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value.isoformat())


def _number(value: float) -> Cell:
    if not math.isfinite(value):
        return str(value)
    if value.is_integer():
        return int(value)
    return f"{Decimal(repr(value)):f}"
