"""The pages of a workbook that came back, as what they say.

- A column is known by its heading: it may stand elsewhere, and must be there once, under its own name.
- The pages of tables are those of the questions; a page that is none of them is a fault, since what it says would be lost.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from vetting.domain.errors import Fault
from vetting.domain.texts import without_untyped
from vetting.policy.pack import Criterion, Pack
from vetting.usecases.questionnaire.book import (
    EVIDENCE,
    HEADINGS,
    QUESTIONS,
    README,
    SOURCE_HEADINGS,
    table_name,
)
from vetting.usecases.questionnaire.cells import from_cell, from_cells, headings_of
from vetting.usecases.questionnaire.filled import Filled, Row
from vetting.usecases.questionnaire.items import GIVEN, Said, Source, columns_of, settle
from vetting.usecases.questionnaire.pages import Book, Cell, Page

_STATE_WORDS = {"does not apply": "not_applicable", "not applicable": "not_applicable", "answered": GIVEN}


def from_book(book: Book, pack: Pack) -> Filled:
    """What a workbook says, with every fault of its form."""
    return _Reading(book, pack).read()


class _Reading:
    """One reading of a workbook; faults are gathered on the way."""

    def __init__(self, book: Book, pack: Pack) -> None:
        self.pages = {page.name: _cleaned(page) for page in book}
        self.pack = pack
        self.faults: list[Fault] = []
        self.remarks: list[str] = []
        self.read_pages = {README, QUESTIONS, EVIDENCE}

    def read(self) -> Filled:
        head = dict(self._head())
        if QUESTIONS not in self.pages:
            what = f"the page '{QUESTIONS}' is missing."
            fault = Fault("the workbook", what, "Bring back a file that was taken offline from this case.")
            return Filled(head, faults=[fault])
        rows = [row for place, cells in self._rows(QUESTIONS, HEADINGS) if (row := self._row(place, cells))]
        sources = list(self._sources())
        if rows or not self.faults:
            self._refuse_strange_pages()
        return Filled(head, rows, sources, self.faults, self.remarks)

    def _head(self) -> Iterator[tuple[str, str]]:
        page = self.pages.get(README)
        for row in page.rows if page else ():
            if len(row) > 1 and row[0] != "":
                yield str(row[0]), str(row[1])

    def _rows(self, name: str, headings: tuple[str, ...]) -> Iterator[tuple[int, dict[str, Cell]]]:
        """The rows of a page that say anything, by number, with their cells by heading."""
        page = self.pages.get(name)
        if page is None or not self._has_headings(page, headings):
            return
        for number, row in enumerate(page.rows):
            if any(cell not in ("", None) for cell in row):
                yield number, dict(zip(page.headings, row, strict=True))

    def _has_headings(self, page: Page, headings: tuple[str, ...]) -> bool:
        before = len(self.faults)
        for one in headings:
            if page.headings.count(one) != 1:
                what = "is missing" if one not in page.headings else "stands twice"
                how = "Columns may be moved, and keep their names: bring the heading back as it was."
                self._refuse(page.place(-1), f"the column '{one}' {what}.", how)
        for column, one in enumerate(page.headings):
            if one not in headings and (one or any(row[column] not in ("", None) for row in page.rows)):
                how = "Write remarks into the column 'note', and take this column out."
                self._refuse(
                    page.place(-1, column),
                    f"the column '{one}' is not one of this page." if one else "the column has no heading.",
                    how,
                )
        if len(self.faults) > before:
            return False
        if tuple(one for one in page.headings if one in headings) != headings:
            self.remarks.append(f"The columns of '{page.name}' were moved; they were read by their headings.")
        return True

    def _row(self, number: int, cells: Mapping[str, Cell]) -> Row | None:
        text = {name: str(cell).strip() for name, cell in cells.items()}
        page = self.pages[QUESTIONS]
        if not text["id"]:
            self._refuse(
                page.place(number), "the row names no question.", "Write its id, or take the row out."
            )
            return None
        row = self.pack.criteria.get(text["id"])
        place = page.place(number, page.headings.index("answer"))
        said = self._said(row, place, cells, text) if row else Said()
        return Row(
            place=page.place(number, page.headings.index("id")),
            answer_place=place,
            criterion=text["id"],
            answerer=text["asked of"],
            said=said,
            status=text["draft or final"].lower(),
            told_by=text["told by"],
            answered_by=text["answered by"],
            based_on=text["based on"],
            check=text["check"],
        )

    def _said(self, row: Criterion, place: str, cells: Mapping[str, Cell], text: Mapping[str, str]) -> Said:
        state = text["state"].lower()
        state = _STATE_WORDS.get(state, state)
        name = table_name(row.id, text["asked of"])
        columns = columns_of(self.pack, row)
        value = (
            self._table(row, name, text["asked of"])
            if columns
            else from_cell(row.answer_type.base, cells["answer"])
        )
        has_value = value not in ("", [], {}, None)
        if state and state != GIVEN and has_value:
            what = f"the state says '{state}', and there is an answer as well."
            self._refuse(name if columns else place, what, "Keep one of the two.")
        given = state or (GIVEN if has_value else "")
        said = Said(
            given,
            value if given == GIVEN else None,
            tuple(line.strip() for line in text["evidence"].splitlines() if line.strip()),
            str(cells["note"]),
            text["countersigned by"],
        )
        return settle(self.pack, row, said)

    def _table(self, row: Criterion, name: str, answerer: str) -> object:
        """The rows of a table answer, or the one row of a party."""
        columns = columns_of(self.pack, row)
        self.read_pages.add(name)
        if name not in self.pages:
            if answerer in row.answered_by:
                self._refuse(
                    "the workbook",
                    f"the page '{name}' is missing.",
                    "Put it back; without rows it stays empty.",
                )
            return []
        rows = [
            from_cells(self.pack, columns, cells)
            for _, cells in self._rows(name, headings_of(self.pack, columns))
        ]
        if row.answer_type.base == "table":
            return rows
        if len(rows) > 1:
            self._refuse(f"{name}, row 3", "a party takes one row, and there are more.", "Keep one.")
        return rows[0] if rows else {}

    def _sources(self) -> Iterator[tuple[str, Source]]:
        for number, cells in self._rows(EVIDENCE, SOURCE_HEADINGS):
            fields = {name.replace(" ", "_"): str(cell).strip() for name, cell in cells.items()}
            yield self.pages[EVIDENCE].place(number), Source(**fields)

    def _refuse_strange_pages(self) -> None:
        for name, page in self.pages.items():
            if name not in self.read_pages and (page.rows or any(page.headings)):
                what = f"the page '{name}' is not one of this file, and what it says would be lost."
                self._refuse("the workbook", what, "Take it out, or write it where it is asked.")

    def _refuse(self, place: str, what: str, how: str) -> None:
        self.faults.append(Fault(place, what, how))


def _cleaned(page: Page) -> Page:
    """The page as a command would store it: what nobody types is gone before anything is compared."""
    rows = [tuple(without_untyped(list(row))) for row in page.rows]
    return replace(page, headings=tuple(without_untyped(list(page.headings))), rows=rows)
