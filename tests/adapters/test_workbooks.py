"""A workbook that cannot be read safely, or not whole, is refused in one sentence that says where and what to do."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from vetting.adapters.packs import find
from vetting.adapters.questionnaires import read_questionnaire
from vetting.adapters.workbook_reader import LARGEST, MOST_UNPACKED, read_workbook
from vetting.adapters.workbook_writer import write_workbook
from vetting.domain.errors import BadInput
from vetting.usecases.questionnaire.book import to_book
from vetting.usecases.questionnaire.from_book import from_book
from vetting.usecases.questionnaire.items import Item, Questionnaire, Said
from vetting.usecases.questionnaire.pages import Page

PACK = find("un-default")


def a_questionnaire() -> bytes:
    rows = (
        PACK.criteria["INT-01"],
        PACK.criteria["INT-02"],
        next(one for one in PACK.criteria.values() if one.answer_type.base == "yes_no"),
    )
    items = tuple(Item(one, one.answered_by[0], "", (), waits=True, said=Said()) for one in rows)
    return write_workbook(
        to_book(Questionnaire("c", "A case", PACK, "2026-03-02T09:00:00Z", "everybody", items))
    )


def changed(change: Callable[[Any], None]) -> bytes:
    """The questionnaire as a spreadsheet program would leave it after this change."""
    book = load_workbook(io.BytesIO(a_questionnaire()))
    change(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    kept = io.BytesIO(a_questionnaire())
    with zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return kept.getvalue()


def refusals(content: bytes) -> list[str]:
    with pytest.raises(BadInput) as wrong:
        read_questionnaire(content, PACK)
    return [str(one) for one in wrong.value.faults]


def faults(content: bytes) -> list[str]:
    return [str(one) for one in from_book(read_workbook(content), PACK).faults]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "the file: it is empty. Bring back the file that was taken offline."),
        (
            b"\x00\x01\x02",
            "the file: it is neither a workbook nor YAML. Bring back the file that was taken offline.",
        ),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "the workbook: it is locked with a password. Save it without one.",
        ),
        (
            b"\xd0\xcf\x11\xe0 old",
            "the workbook: it has an old Office format. Save it again as .xlsx, and send that.",
        ),
        (
            b"PK\x03\x04 torn",
            "the workbook: it is damaged and cannot be read. Save it again as .xlsx, and send that.",
        ),
        (
            b"PK\x03\x04" + bytes(LARGEST),
            (
                "the workbook: it has 10 MB; a questionnaire has at most 10. "
                "Take out what does not belong to it; files are filed at the desk."
            ),
        ),
    ],
    ids=["empty", "binary", "encrypted", "old", "torn", "large"],
)
def test_what_is_no_workbook_is_refused(content: bytes, sentence: str) -> None:
    assert refusals(content) == [sentence]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "xl/vbaProject.bin",
            b"macro",
            "the workbook: it holds macros, embedded files or links to other workbooks. Save it without them, as .xlsx.",
        ),
        (
            "xl/media/zeros.bin",
            bytes(MOST_UNPACKED),
            "the workbook: it unpacks to more than 60 MB. Bring back the file that was taken offline.",
        ),
        (
            "xl/more.xml",
            b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
            "the workbook: its parts are no plain XML. Save it again as .xlsx, and send that.",
        ),
        (
            "xl/cells.xml",
            b"<c >" * 400_001,
            "the workbook: it has more than 400000 cells. Bring back the file that was taken offline.",
        ),
    ],
    ids=["macros", "bomb", "entities", "cells"],
)
def test_what_an_archive_should_not_hold_is_refused_before_it_is_unpacked(
    name: str, content: bytes, sentence: str
) -> None:
    assert refusals(with_part(name, content)) == [sentence]


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert refusals(kept.getvalue()) == [
        "the workbook: it is no workbook of the form .xlsx. Save it again as .xlsx, and send that."
    ]


def test_a_formula_a_merged_cell_and_a_hidden_page_are_each_named_with_their_place() -> None:
    def change(book: Any) -> None:
        page = book["Questions"]
        page["K2"] = "=1+1"
        page.merge_cells("L3:M3")
        book["Evidence"].sheet_state = "hidden"

    assert refusals(changed(change)) == [
        "Questions!L3:M3: cells are merged. Part them again, and write into each its own.",
        "Questions!K2: it holds a formula. Write the value itself, as text or as a number.",
        "Evidence: the page 'Evidence' is hidden. Show it, look at it, or take it out.",
    ]


def test_moved_columns_are_read_by_their_headings_and_it_is_said() -> None:
    def change(book: Any) -> None:
        page = book["Questions"]
        page["K2"] = "yes"
        for row in page.iter_rows():
            row[10].value, row[12].value = row[12].value, row[10].value

    filled = from_book(read_workbook(changed(change)), PACK)
    assert (filled.faults, [one.said.state for one in filled.rows]) == ([], ["given", "", ""])
    assert filled.remarks == ["The columns of 'Questions' were moved; they were read by their headings."]


def test_a_renamed_a_doubled_and_a_strange_column_are_each_named() -> None:
    def change(book: Any) -> None:
        page = book["Questions"]
        page["K1"] = "reply"
        page["M1"] = "evidence"

    assert faults(changed(change)) == [
        (
            "Questions, row 1: the column 'answer' is missing. "
            "Columns may be moved, and keep their names: bring the heading back as it was."
        ),
        (
            "Questions, row 1: the column 'evidence' stands twice. "
            "Columns may be moved, and keep their names: bring the heading back as it was."
        ),
        (
            "Questions, row 1: the column 'note' is missing. "
            "Columns may be moved, and keep their names: bring the heading back as it was."
        ),
        (
            "Questions!K1: the column 'reply' is not one of this page. "
            "Write remarks into the column 'note', and take this column out."
        ),
    ]


def test_a_missing_page_and_a_strange_one_are_each_named() -> None:
    def change(book: Any) -> None:
        table = next(name for name in book.sheetnames if name.startswith("INT-0"))
        del book[table]
        book.create_sheet("Thoughts")["A1"] = "What I wanted to say"

    missing, strange = faults(changed(change))
    assert missing.endswith("is missing. Put it back; without rows it stays empty.")
    assert strange == (
        "the workbook: the page 'Thoughts' is not one of this file, and what it says would be lost. "
        "Take it out, or write it where it is asked."
    )


def test_a_workbook_of_something_else_is_refused() -> None:
    book = Workbook()
    written = io.BytesIO()
    book.save(written)
    assert faults(written.getvalue()) == [
        "the workbook: the page 'Questions' is missing. Bring back a file that was taken offline from this case."
    ]


def test_something_far_outside_of_a_table_is_refused_without_reading_the_empty_cells_before_it() -> None:
    assert refusals(changed(lambda book: book["Questions"].cell(1_048_576, 1, "far"))) == [
        "Questions: something stands far outside of its table. Take it out."
    ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [(12.0, 12), (12.5, "12.5"), (1e-7, "0.0000001"), (True, "TRUE")],
    ids=["whole", "decimal", "small", "truth"],
)
def test_numbers_that_a_spreadsheet_made_of_what_was_typed_are_read_as_people_write_them(
    typed: Any, read: Any
) -> None:
    def change(book: Any) -> None:
        book["Questions"]["M2"] = typed

    page = next(one for one in read_workbook(changed(change)) if one.name == "Questions")
    assert page.rows[0][12] == read


def test_a_day_that_a_spreadsheet_made_of_what_was_typed_is_read_as_a_day() -> None:
    def change(book: Any) -> None:
        book["Questions"]["K2"] = date(2026, 3, 31)
        book["Questions"]["K3"] = datetime(2026, 3, 31, 12, 30)  # noqa: DTZ001 - cells have no zone

    page = next(one for one in read_workbook(changed(change)) if one.name == "Questions")
    assert [row[10] for row in page.rows[:2]] == ["2026-03-31", "2026-03-31T12:30:00"]


def test_a_long_text_whose_parts_are_gone_is_named() -> None:
    def change(book: Any) -> None:
        book["Questions"]["M2"] = "@text 7"

    assert refusals(changed(change)) == [
        "Questions!M2: it names the long text 7, which is not there. Write the text itself."
    ]


def test_a_workbook_holds_no_time_of_writing_so_its_bytes_are_the_same_each_time() -> None:
    with zipfile.ZipFile(io.BytesIO(a_questionnaire())) as archive:
        about = archive.read("docProps/core.xml")
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"modified" not in about
    assert b"1980-01-01T00:00:00Z" in about
    assert a_questionnaire() == a_questionnaire()


def test_the_answers_of_a_question_are_offered_in_its_cell() -> None:
    book = load_workbook(io.BytesIO(a_questionnaire()))
    offered = {str(one.sqref): one.formula1 for one in book["Questions"].data_validations.dataValidation}
    lists = {
        place: [cell.value for (cell,) in book["Choices"][formula.partition("!")[2].replace("$", "")]]
        for place, formula in offered.items()
    }
    assert lists["I2:I4"] == ["final", "draft"]
    assert lists["J2:J4"] == ["given", "unknown", "refused", "not_applicable"]
    assert ["yes", "no"] in [found for place, found in lists.items() if place.startswith("K")]


def test_texts_come_back_from_a_workbook_whose_program_keeps_them_in_a_list_of_its_own() -> None:
    texts = (
        "=1+1",
        "_x000D_",
        "_x005F_x0041_",
        "ax005F_b",
        "␛0041;",
        "\x07",
        "  blanks  ",
        "two\n\nlines\n",
        "0012",
        "🙂",
    )
    page = Page("One", ("a",), [(text,) for text in texts])
    again = read_workbook(_with_shared_strings(write_workbook((page,))))
    assert [row[0] for row in again[0].rows] == list(texts)


def _with_shared_strings(content: bytes) -> bytes:
    """The same workbook as Excel saves it: texts in a part of their own, cells with their numbers (ECMA-376, 18.4.8)."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    texts: list[str] = []

    def share(found: re.Match[str]) -> str:
        texts.append(found[2])
        return f'{found[1]} t="s"><v>{len(texts) - 1}</v></c>'

    sheet = "xl/worksheets/sheet1.xml"
    cell = re.compile(r'(<c [^>]*?) t="inlineStr"><is><t[^>]*>(.*?)</t></is></c>', re.DOTALL)
    parts[sheet] = cell.sub(share, parts[sheet])
    items = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in texts)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{items}</sst>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", types)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return written.getvalue()
