"""A questionnaire of a small case, taken offline and brought back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.usecases.desks import Scene
from vetting.adapters.workbook_reader import read_workbook
from vetting.adapters.workbook_writer import write_workbook
from vetting.policy.pack import Pack
from vetting.usecases.office.case_view import look_at
from vetting.usecases.questionnaire.asking import ask
from vetting.usecases.questionnaire.book import to_book
from vetting.usecases.questionnaire.filled import Filled, Row
from vetting.usecases.questionnaire.from_book import from_book
from vetting.usecases.questionnaire.items import NOTHING, Item, Questionnaire, Said, settle
from vetting.usecases.questionnaire.text import from_text, to_text


def by_workbook(asked: Questionnaire) -> Filled:
    return from_book(read_workbook(write_workbook(to_book(asked))), asked.pack)


def by_text(asked: Questionnaire) -> Filled:
    return from_text(to_text(asked), asked.pack)


WAYS: tuple[Callable[[Questionnaire], Filled], ...] = (by_workbook, by_text)


def taken_offline(scene: Scene, person: str = "P-FOCAL", **only: Any) -> Questionnaire:
    """The questionnaire of the scene's case as it stands now."""
    return ask(look_at(scene.desk, scene.case, person), **only)


def filled_in(asked: Questionnaire, criterion: str, said: Said, **more: Any) -> Questionnaire:
    """The same with something else said to one question."""
    items = tuple(
        replace(one, said=said, status="final", **more) if one.row.id == criterion else one
        for one in asked.items
    )
    return replace(asked, items=items)


def asked_alone(pack: Pack, criterion: str, said: Said) -> Questionnaire:
    """A questionnaire of one question."""
    row = pack.criteria[criterion]
    item = Item(row, row.answered_by[0], "", (), waits=True, said=settle(pack, row, said), status="final")
    return Questionnaire("c", "A case", pack, "2026-03-02T09:00:00Z", "everybody", (item,))


def row_of(filled: Filled, criterion: str) -> Row:
    return next(one for one in filled.rows if one.criterion == criterion)


def saids(filled: Filled) -> dict[tuple[str, str], Said]:
    return {(one.criterion, one.answerer): one.said for one in filled.rows if one.said != NOTHING}
