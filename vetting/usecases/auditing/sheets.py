"""Tables for export: the same rows as JSON, CSV and XLSX, safe to open in a spreadsheet."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vetting.domain.cells import to_safe_cell

Row = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a name; every row has the sheet's columns."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Row]


def to_json(sheet: Sheet) -> bytes:
    """The rows as a JSON list of objects, in the order of the sheet."""
    rows = [{name: row[name] for name in sheet.columns} for row in sheet.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode()


def to_csv(sheet: Sheet) -> bytes:
    """The rows as CSV (RFC 4180) in UTF-8; no cell begins like a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(sheet.columns)
    for row in sheet.rows:
        writer.writerow([to_safe_cell(row[name]) for name in sheet.columns])
    return text.getvalue().encode()
