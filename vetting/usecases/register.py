"""The public register: every proposal and how it stands, company by company, with nothing said beyond that."""

import csv
import io
from collections.abc import Sequence

from vetting.domain.cells import to_safe_cell
from vetting.domain.standing import COLUMNS, RegisterEntry, RegisterPage, RegisterQuery, Standing
from vetting.usecases.desk import Desk


def read_register(desk: Desk, query: RegisterQuery) -> RegisterPage:
    """A page of the register, the newest first."""
    with desk.read() as work:
        return work.register(query)


def count_register(desk: Desk) -> dict[Standing, int]:
    """How many proposals stand so."""
    with desk.read() as work:
        return work.count_register()


def to_csv(entries: Sequence[RegisterEntry]) -> str:
    """The lines as CSV; no cell is read as a formula by a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow([to_safe_cell(value) for value in entry.to_json().values()])
    return out.getvalue()
