"""A questionnaire that is taken offline and brought back says what it said: in a workbook and in YAML."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policy.random_answers import random_answer
from tests.usecases.questionnaire.kit import WAYS, asked_alone, by_workbook, row_of
from vetting.adapters.packs import find
from vetting.adapters.workbook_reader import read_workbook
from vetting.adapters.workbook_texts import from_safe, join, split, to_safe
from vetting.adapters.workbook_writer import write_workbook
from vetting.domain.answers import AnswerFields
from vetting.domain.commands import AnswerQuestion
from vetting.policy.pack import Pack
from vetting.policy.values import find_value_faults
from vetting.usecases.questionnaire.book import to_book
from vetting.usecases.questionnaire.filled import Filled
from vetting.usecases.questionnaire.items import Item, Questionnaire, Said, said_of, settle
from vetting.usecases.questionnaire.pages import Page

Way = Callable[[Questionnaire], Filled]
LONGEST = 32_767
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="=+-@'\t\n\r_x00D5F␛;A", max_size=12),
    st.sampled_from(
        [
            "=1+1", "'=1+1", "''=x", "-5 %", "@text 1", "'@text 1", "+41 44", "=cmd|' /C calc'!A0", "_x000D_", "_x005F_x0041_",
            "ax005F_b", "␛0041;", "\x00\x0b", "\ufffe", "0012", "1e5", "TRUE", "2026-03-31", "31/03/2026", "null", "~", "yes",
            "  blanks  ", "two\n\nlines\n", "العربية من اليمين", "中文\u3000テキスト", "ไทย", "🙂" * 40, "e\u0301 é", "\u202et",
        ]
    ),
)  # fmt: skip


PACK = find("un-default")


@pytest.fixture
def pack() -> Pack:
    return PACK


@given(text=TEXTS)
def test_every_text_comes_back_from_a_cell_and_none_begins_like_a_formula(text: str) -> None:
    held = to_safe(text)
    assert from_safe(held) == text
    assert not held.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(text=st.text(alphabet="a=🙂", max_size=30))
def test_a_long_text_comes_back_from_its_parts(text: str) -> None:
    assert join(split(text)) == text


@pytest.mark.parametrize("way", WAYS)
def test_whatever_is_answered_to_every_question_of_the_pack_comes_back(pack: Pack, way: Way) -> None:
    dice = random.Random(7)  # noqa: S311 - answers by chance, no secret
    items = tuple(_item(pack, one, dice) for one in pack.criteria)
    asked = Questionnaire("c", "By chance", pack, "2026-03-02T09:00:00Z", "everybody", items)
    filled = way(asked)
    back = {one.criterion: one.said for one in filled.rows}
    assert (filled.faults, back) == ([], {one.row.id: one.said for one in items})


def _item(pack: Pack, criterion: str, dice: random.Random) -> Item:
    row = pack.criteria[criterion]
    answer = random_answer(pack, row, dice)
    while answer.state == "given" and find_value_faults(pack, criterion, answer.value):
        answer = random_answer(pack, row, dice)
    said = Said(answer.state, answer.value, ("E-1", "E-2"), "Asked on 2 March", "P-2")
    return Item(row, row.answered_by[0], "", (), waits=True, said=settle(pack, row, said), status="final")


@settings(max_examples=25, deadline=None)
@given(text=TEXTS, note=TEXTS, other=TEXTS, number=st.integers(0, 10**15 - 1), way=st.sampled_from(WAYS))
def test_texts_in_every_script_come_back_as_values_as_notes_and_in_tables(
    text: str, note: str, other: str, number: int, way: Way
) -> None:
    pack = PACK
    rows = [{"side": "un", "kind": "money", "what": text, "value_usd": number}, {"side": "un", "what": other}]
    for criterion, value in ((_of_type(pack, "text"), text), (_of_table(pack, "exchange"), rows)):
        asked = asked_alone(pack, criterion, Said("given", value, (), note))
        filled = way(asked)
        assert filled.faults == []
        assert row_of(filled, criterion).said == asked.items[0].said


UNTYPED = st.text(alphabet="ab =\n\r\t\x00\x0b\x85\u202a\u202e\u2066\u2069\u200f", max_size=12)


@settings(max_examples=40, deadline=None)
@given(value=UNTYPED, note=UNTYPED, cell=UNTYPED, way=st.sampled_from(WAYS))
def test_what_is_stored_of_a_file_is_what_the_file_says_when_it_is_read_again(
    value: str, note: str, cell: str, way: Way
) -> None:
    for criterion, given_value in (
        (_of_type(PACK, "text"), value),
        (_of_table(PACK, "exchange"), [{"side": "un", "kind": "money", "what": cell}]),
    ):
        asked = asked_alone(PACK, criterion, Said("given", given_value))
        raw = replace(asked.items[0], said=Said("given", given_value, (), note))
        said = row_of(way(replace(asked, items=(raw,))), criterion).said
        assert said_of(PACK, _stored(criterion, said)) == said
        uncleaned = AnswerFields(case="c", **_answer(criterion, Said("given", given_value, (), note)))
        assert said_of(PACK, uncleaned) == settle(PACK, PACK.criteria[criterion], raw.said)
        if said.state:  # what was stored before texts were cleaned reads as the file that was made of it
            assert said == said_of(PACK, uncleaned)


def _stored(criterion: str, said: Said) -> AnswerFields | None:
    if not said.state:
        return None
    sent = AnswerQuestion(id="a", case="c", **_answer(criterion, said))
    return AnswerFields(case="c", **{name: getattr(sent, name) for name in _answer(criterion, said)})


def _answer(criterion: str, said: Said) -> dict[str, Any]:
    told = {"answerer": "office", "by": "P-1", "at": datetime(2026, 3, 2, tzinfo=UTC)}
    return {"criterion": criterion, "state": said.state, "value": said.value, "note": said.note, **told}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("length", [LONGEST - 1, LONGEST, LONGEST + 1, 3 * LONGEST])
def test_texts_longer_than_a_cell_come_back(pack: Pack, way: Way, length: int) -> None:
    for text in ("a" * length, "=" * length, "🙂" * (length // 2), "␛\n" * (length // 2)):
        asked = asked_alone(pack, _of_type(pack, "text"), Said("given", text))
        assert row_of(way(asked), asked.items[0].row.id).said.value == text


@pytest.mark.parametrize("value", [12, 0, "12", "0.50", "007"], ids=repr)
def test_numbers_come_back_as_numbers_and_numbers_as_text_as_text(pack: Pack, value: Any) -> None:
    for way in WAYS:
        asked = asked_alone(pack, _of_type(pack, "number"), Said("given", value))
        again = row_of(way(asked), asked.items[0].row.id).said.value
        assert (again, type(again)) == (value, type(value))


def test_a_workbook_that_came_back_gives_the_same_workbook_again(pack: Pack) -> None:
    dice = random.Random(11)  # noqa: S311 - answers by chance, no secret
    items = tuple(_item(pack, one, dice) for one in list(pack.criteria)[:60])
    asked = Questionnaire("c", "Again", pack, "2026-03-02T09:00:00Z", "everybody", items)
    first = write_workbook(to_book(asked))
    said = {one.criterion: one.said for one in by_workbook(asked).rows}
    again = tuple(Item(**{**vars(one), "said": said[one.row.id]}) for one in items)
    assert write_workbook(to_book(Questionnaire(**{**vars(asked), "items": again}))) == first


def test_a_page_reads_as_it_was_written() -> None:
    page = Page("One", ("a", "b"), [("x", 1), ("", ""), ("=y\nz", "")])
    assert [(one.headings, one.rows) for one in read_workbook(write_workbook((page,)))] == [
        (page.headings, page.rows)
    ]


def _of_type(pack: Pack, base: str) -> str:
    return next(one.id for one in pack.criteria.values() if one.answer_type.base == base)


def _of_table(pack: Pack, name: str) -> str:
    return next(one.id for one in pack.criteria.values() if one.answer_type.table == name)
