"""Tables as XLSX, with every text a text: no cell is a formula."""

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, TYPE_STRING

from vetting.domain.cells import to_safe_cell
from vetting.usecases.auditing.sheets import Sheet

LONGEST_CELL = 32_767  # characters: Excel's own limit


def to_xlsx(sheet: Sheet) -> bytes:
    """The table as a workbook with one sheet."""
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet.name)
    page.append(list(sheet.columns))
    for row in sheet.rows:
        page.append([_as_text(page, row[name]) for name in sheet.columns])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _as_text(page: Any, value: str | int | None) -> Any:
    if isinstance(value, int):
        return value
    cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub("", str(to_safe_cell(value)))[:LONGEST_CELL])
    cell.data_type = TYPE_STRING
    return cell
