"""The questionnaire as the pages of a workbook: one for reading, one of questions, one for each table, one of evidence."""

from collections.abc import Iterator
from dataclasses import asdict, fields

from vetting.policy.columns import Column
from vetting.policy.pack import Criterion, Pack
from vetting.usecases.questionnaire.asking import choices_of
from vetting.usecases.questionnaire.cells import headings_of, to_cell, to_cells
from vetting.usecases.questionnaire.items import (
    DRAFT,
    FINAL,
    GIVEN,
    STATES,
    Item,
    Questionnaire,
    Source,
    columns_of,
)
from vetting.usecases.questionnaire.pages import Book, Cell, Page

README, QUESTIONS, EVIDENCE = "Read me", "Questions", "Evidence"
HEADINGS = (
    "no",
    "id",
    "stage",
    "asked of",
    "question",
    "guidance",
    "guidance notes",
    "allowed",
    "draft or final",
    "state",
    "answer",
    "evidence",
    "note",
    "countersigned by",
    "told by",
    "answered by",
    "answered at",
    "reviewed by",
    "reviewed at",
    "based on",
    "check",
)
STATUS, STATE, ANSWER = (HEADINGS.index(one) for one in ("draft or final", "state", "answer"))
TO_FILL = frozenset(range(STATUS, HEADINGS.index("told by") + 1))
SOURCE_HEADINGS = tuple(one.name.replace("_", " ") for one in fields(Source))
SPARE_ROWS = 60
_LONGEST_NAME = 31  # Excel's limit for the name of a sheet

HOW = (
    "Write in the yellow columns of the page 'Questions' and on the pages of the tables; leave the others as they are.",
    "Say in 'state' how it is answered: given, unknown, refused or not_applicable. Beside an answer, 'given' may be left out.",
    "'unknown' is an answer; a question that nobody answered stays empty.",
    "Mark in 'draft or final' what is not finished as a draft: it is kept for you, and is no answer yet.",
    "Say in 'told by' who gave the answer, where it is not the person who brings the file back.",
    "Where evidence is missing, add a row to the page 'Evidence' with an id of its own; files are filed at the desk.",
    "Write a list one item to a line. Write no formulas, merge no cells, hide no page, rename no column.",
    "Leave 'based on' and 'check' alone: they show what somebody else answered meanwhile, so that nothing is overwritten.",
)


def to_book(asked: Questionnaire) -> Book:
    """The pages of a questionnaire."""
    tables = tuple(_table(asked.pack, one) for one in asked.items if columns_of(asked.pack, one.row))
    return (_readme(asked), _questions(asked), *tables, _evidence(asked))


def table_name(criterion: str, answerer: str) -> str:
    """The name of the page that holds a table answer."""
    return f"{criterion} {answerer}"[:_LONGEST_NAME]


def _readme(asked: Questionnaire) -> Page:
    rows: list[tuple[Cell, ...]] = list(asked.head.items())
    rows += [("how to fill it in", line) for line in HOW]
    rows += [("guidance note", f"{title}, in docs/guidance and at the desk") for title in asked.notes]
    return Page(README, ("what", "says"), rows)


def _questions(asked: Questionnaire) -> Page:
    rows = [_row(number, item) for number, item in enumerate(asked.items, 1)]
    choices = {
        (number, ANSWER): found
        for number, item in enumerate(asked.items)
        if (found := _choices(asked.pack, item.row))
    }
    return Page(
        QUESTIONS,
        HEADINGS,
        rows,
        choices,
        TO_FILL,
        by_column={STATUS: (FINAL, DRAFT), STATE: STATES},
    )


def _row(number: int, item: Item) -> tuple[Cell, ...]:
    said, row = item.said, item.row
    has_page = row.answer_type.base in ("table", "party")
    return (
        number,
        row.id,
        row.stage,
        item.answerer,
        row.question,
        row.guidance,
        "\n".join(item.notes),
        item.allowed,
        item.status,
        said.state,
        f"see the page {table_name(row.id, item.answerer)}" if has_page else to_cell(said.value),
        "\n".join(said.evidence),
        said.note,
        said.countersigned_by,
        "",
        item.by,
        item.at,
        item.reviewed_by,
        item.reviewed_at,
        item.based_on,
        item.check,
    )


def _choices(pack: Pack, row: Criterion) -> tuple[str, ...]:
    """What the answer's cell offers; a list of several is written, not chosen."""
    answer = row.answer_type
    return () if answer.base == "many" else choices_of(pack, answer.base, answer.args)


def _table(pack: Pack, item: Item) -> Page:
    columns = columns_of(pack, item.row)
    headings = headings_of(pack, columns)
    return Page(
        table_name(item.row.id, item.answerer),
        headings,
        [to_cells(pack, columns, row) for row in rows_of(item)],
        to_fill=frozenset(range(len(headings))),
        spare=SPARE_ROWS if item.row.answer_type.base == "table" else 1,
        by_column={headings.index(one.name): found for one, found in _offered(pack, columns)},
    )


def rows_of(item: Item) -> list[dict[str, object]]:
    """The rows of a table answer; a party is one row."""
    value = item.said.value
    if item.said.state != GIVEN or value is None:
        return []
    return [value] if isinstance(value, dict) else list(value)


def _offered(pack: Pack, columns: tuple[Column, ...]) -> Iterator[tuple[Column, tuple[str, ...]]]:
    for one in columns:
        choices = () if one.kind in ("many", "party") else choices_of(pack, one.kind, one.args)
        if choices:
            yield one, (*choices, "unknown")


def _evidence(asked: Questionnaire) -> Page:
    rows = [tuple(asdict(one).values()) for one in asked.sources]
    to_fill = frozenset(range(len(SOURCE_HEADINGS)))
    return Page(EVIDENCE, SOURCE_HEADINGS, rows, to_fill=to_fill, spare=SPARE_ROWS)
