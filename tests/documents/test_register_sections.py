"""The registers as a reader sees them, and their drawings."""

import xml.etree.ElementTree as ET
from typing import Any

import pytest

from tests import factories as scenes
from tests.documents.test_registers import (
    ACTION,
    CONTROVERSY,
    IMPACT,
    INVOLVED,
    SEVERITY,
    TESTED,
    read,
    table,
)
from vetting.documents.blocks import Block, Callout, Cell, Facts, Figure, Heading, Items, Paragraph, Table
from vetting.documents.catalogue import load_words
from vetting.documents.charts_data import draw_data_map, draw_replies
from vetting.documents.view import find_figure, show_section

WORDS = load_words()


def _text(cell: Cell) -> str:
    return " ".join("".join(span.text for span in line) for line in cell)


def _told(block: Block) -> list[str]:
    match block:
        case Heading():
            return [block.text]
        case Paragraph():
            return [_text((block.line,))]
        case Table():
            return [block.title, *(" | ".join(map(_text, row)) for row in block.rows)]
        case Callout():
            return [block.title, *(_text((line,)) for line in block.lines)]
        case Figure():
            return [block.description]
        case Facts():
            return [_text(cell) for _, cell in block.pairs]
        case Items():
            return [_text((line,)) for line in block.lines]


def section(record: dict[str, Any], key: str) -> list[str]:
    return [text for block in show_section(record, key) for text in _told(block)]


def _svg_texts(figure: Figure) -> list[str]:
    return [one.text or "" for one in ET.fromstring(figure.svg).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314


def test_an_impact_stands_with_its_grades_apart_and_its_action_owner_and_day() -> None:
    told = section(
        read(
            table("HRI-17", IMPACT),
            table("HRI-18", INVOLVED),
            table("HRI-28", ACTION),
            table("HRI-37", TESTED),
        ),
        "impacts",
    )
    assert "I-1 | faces matched at the gate HRI-07 privacy | visitors | 4 | 4 / 2 / 2 | 1" in told
    assert (
        "I-1 | Potential: it has not happened Company: Caused it UN: Contributed to it By what was done "
        "Leverage: the office can refuse "
        "Change to be seen by 2026-09-30 | Prevent P-INIT Due 2026-06-30 no match is kept | "
        "no camera Tested (E-1) | 3 | Nothing" in told
    )


def test_what_an_impact_lacks_stands_in_its_row_as_sentences() -> None:
    told = section(
        read(table("HRI-17", {**IMPACT, "rights": None}), table("HRI-28"), table("HRI-37")), "impacts"
    )
    row = next(one for one in told if one.startswith("I-1 | Not said"))
    assert row == (
        "I-1 | Not said |  | None | 4 | No right of the catalogue is named. No action is entered. "
        "It is not said what remains after measures."
    )


def test_entries_that_do_not_fit_together_stand_in_a_box_that_must_not_be_missed() -> None:
    told = section(read(table("HRI-17", IMPACT), table("HRI-37", {**TESTED, "residual": 1})), "impacts")
    at = told.index(WORDS("inconsistency.title"))
    assert told[at + 1] == 'HRI-37: "faces matched at the gate" is lowered by more than one level.'


def test_benefits_stand_beside_the_impacts_with_the_sentence_that_nothing_is_set_off() -> None:
    benefit = {"benefit": "shorter queues", "group": "visitors", "people": 400, "source": "E-1"}
    told = section(read(table("HRI-17", IMPACT), table("HRI-34", benefit)), "impacts")
    assert told[-4:] == [
        "Benefits expected",
        "Benefits stand beside the impacts. None of them is set off against a harm.",
        "Benefits expected",
        "shorter queues | visitors | 400 | E-1",
    ]


def test_salient_rights_say_whether_they_were_marked_or_only_touched() -> None:
    told = section(read(scenes.an_answer("HRI-05", ["life"]), table("HRI-17", IMPACT)), "impacts")
    assert "Life | UDHR 3, ICCPR 6 | Yes | None filed" in told
    assert (
        "Privacy and protection of personal data | UDHR 12, ICCPR 17 | No, but touched by an impact | I-1"
        in told
    )


def test_a_controversy_says_what_it_lacks_or_that_it_can_be_closed() -> None:
    answer = {"controversy": "C-1", "answer": "answered", "source": "E-2"}
    whole = read(table("CTV-01", CONTROVERSY), table("CTV-02", SEVERITY, by="P-HR"), table("CTV-04", answer))
    told = section(whole, "controversies")
    assert "CT-1 | Answered E-2 | Not known | P-HR | Nothing; it can be closed." in told
    bare = section(read(table("CTV-01", CONTROVERSY)), "controversies")
    assert bare[4] == (
        "CT-1 | Unknown | Not known | Not said | Neither an answer of the company nor the documented absence of one is "
        "in the file. The severity is not known. Nobody but its author has graded it."
    )


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ([], "It has not been answered whether a controversy names the group."),
        (
            [scenes.an_answer("CTV-01", "unknown")],
            "It has not been answered whether a controversy names the group.",
        ),
        ([table("CTV-01")], "The sources named below were searched, and no controversy was found."),
    ],
)
def test_no_controversy_is_told_apart_from_nobody_having_looked(answers: list[Any], sentence: str) -> None:
    assert section(read(*answers), "controversies")[0] == sentence


def test_searches_without_a_result_are_shown_and_an_empty_table_says_none() -> None:
    search = {"query": "the owners", "source": "register", "dated": "2026-03-10", "result": "nothing_found"}
    told = section(
        read(table("CTV-12", search), table("CTV-07"), scenes.an_answer("CTV-08", "unknown")), "controversies"
    )
    assert "the owners | register | 2026-03-10 | Nothing found" in told
    assert {"CTV-07 was answered: none.", "CTV-08: unknown."} <= set(told)


def test_views_that_were_not_sought_are_visible_with_the_reason() -> None:
    told = section(read(scenes.an_answer("PDT-21", "Not sought: there is no draft yet.")), "data")
    assert any("Not sought: there is no draft yet." in one and "P-FOCAL" in one for one in told)
    assert any("PDT-11 (" in one for one in told)


def test_the_data_map_is_drawn_with_who_handles_what_and_told_in_words() -> None:
    steps = [
        {
            "item": "recordings of meetings held online",
            "step": one,
            "where": "host",
            "by": "the company",
            "purpose": "minutes",
        }
        for one in ("collection", "storage", "elsewhere")
    ]
    told = section(read(table("PDT-01", *steps), table("PDT-05")), "data")
    assert told[1] == "DI-1 recordings of meetings held online: Collection, Storage, Elsewhere."
    assert told[3] == (
        "DI-1 | recordings of meetings held online | Collection: host, the company, minutes Storage: host, the company, "
        "minutes Elsewhere: host, the company, minutes | Not said | How long it is kept is not said."
    )


def test_a_long_data_map_draws_twelve_items_and_says_how_many_more_there_are() -> None:
    item = {"item": {"withheld": "personal_data"}, "steps": []}
    figure = draw_data_map([{**item, "id": f"DI-{n}"} for n in range(14)], WORDS)
    assert _svg_texts(figure)[-1] == "2 more items stand in the table"
    assert draw_data_map([], WORDS).description == "No item of data has been entered."


def test_the_narrow_data_map_names_each_step_with_who_handles_it_one_below_the_other() -> None:
    step = {"step": "collection", "where": {}, "by": {"en": "company"}, "purpose": {}}
    item = {"id": "DI-1", "item": {"en": "prints"}, "steps": [step, {**step, "step": "storage", "by": {}}]}
    figure = draw_data_map([item], WORDS)
    narrow = [one.text for one in ET.fromstring(figure.narrow).iter() if one.tag.endswith("}text")]  # noqa: S314
    assert narrow == ["DI-1 prints", "Collection, company", "Storage"]
    many = draw_data_map([{**item, "id": f"DI-{n}", "steps": []} for n in range(14)], WORDS)
    assert "2 more items stand in the table" in many.narrow


def test_letters_are_drawn_from_the_day_sent_to_the_day_due_with_the_reply() -> None:
    letters = scenes.a_record(scenes.a_decided_dossier())["letters"]
    figure = draw_replies(
        [*letters, {**letters[0], "id": "L-2", "replied_at": None, "reply_state": "absent"}], WORDS
    )
    assert figure.svg.count("<circle") == figure.narrow.count("<circle") == 1
    assert 'width="300"' in figure.narrow
    assert figure.description.endswith(
        "replied no day; No answer came; silence is recorded as silence, never as admission."
    )


def test_significant_safeguards_are_called_met_or_not_met() -> None:
    safeguard = {"safeguard": "a person checks", "test": "E-1", "owner": "P-INIT"}
    assert section(read(table("TEC-16", safeguard)), "safeguards")[0] == (
        "Met. Each safeguard named has evidence of its test and an owner."
    )
    told = section(read(table("TEC-16", safeguard, {**safeguard, "test": None})), "safeguards")
    assert told[:2] == ["Not met", "1 safeguard lacks its test or its owner."]
    assert "a person checks |  | P-INIT | No evidence of a test." in told
    assert section(read(table("TEC-16")), "safeguards")[:2] == ["Not met", "No safeguard has been named."]


def test_ratings_stand_with_edition_date_and_method() -> None:
    rating = {
        "rating": "Index of digital rights", "edition": "2025", "dated": "2025-10-02",
        "method": "58 indicators", "place": "worst_quartile", "source": ["E-1"],
    }  # fmt: skip
    told = section(read(table("CTV-09", rating)), "controversies")
    [row] = [one for one in told if one.startswith("Index of digital rights")]
    assert row.casefold().endswith("| 2025 | 2025-10-02 | 58 indicators | worst quartile | e-1")


def test_what_is_asked_for_one_by_one_and_has_no_row_is_named() -> None:
    told = section(read(table("HRI-31", {"test": "legitimate", "met": "yes", "source": ["E-1"]})), "impacts")
    [gap] = [one for one in told if one.startswith("HRI-31 asks for each of these too")]
    assert gap.casefold().endswith("transparent, rights compatible, source of learning, based on dialogue.")


def test_who_would_stay_away_stands_with_who_said_so_and_the_graver_grade_counts() -> None:
    said = [
        scenes.an_answer("HRI-21", 2, note="Some would hesitate."),
        scenes.an_answer(
            "HRI-21", 4, answerer="consultee", by="P-HR", number=2, note="Families would not come."
        ),
        scenes.an_answer("HRI-22", "none"),
    ]
    told = section(read(*said), "impacts")
    assert "Grades from 1 to 4. The graver one counts: 4." in told
    assert any(one.startswith("PE-1 | 4 | Families would not come. | P-HR (consultee)") for one in told)
    assert "There is no other way to take part." in told


def test_an_unknown_beside_a_grade_leaves_open_what_counts_unless_the_grade_is_the_highest() -> None:
    def counts(*answers: Any) -> Any:
        said = [
            scenes.an_answer("HRI-21", value, answerer=who, number=number)
            for number, (who, value) in enumerate(zip(("office", "consultee"), answers, strict=False), 1)
        ]
        return read(*said)["participation"]["counts"]

    assert (counts(2), counts("unknown"), counts(2, "unknown"), counts(4, "unknown")) == (
        2,
        "unknown",
        "unknown",
        4,
    )


def test_nobody_who_said_who_stays_away_is_told_where_it_is_asked() -> None:
    told = section(
        read(scenes.an_answer("HRI-21", "unknown"), scenes.an_answer("HRI-30", "unknown")), "impacts"
    )
    assert "There is no other way to take part." not in told
    assert "It is not known whether there is another way to take part." in told
    assert "It is not known which harm leaving would do." in told


def test_the_harm_of_leaving_stands_with_the_way_out_step_by_step() -> None:
    step = {"step": "tell everyone", "harm": "fear", "softened_by": "told by voice"}
    said = scenes.an_answer("HRI-30", "A household waits longer.")
    told = section(read(said, table("MON-07", step)), "impacts")
    assert "A household waits longer." in told
    assert "EX-1 | tell everyone | fear | told by voice" in told


def test_the_risk_events_are_drawn_with_the_ids_that_the_key_explains() -> None:
    event = {
        "event": "loss", "severity_before": 3, "likelihood_before": 2, "severity_after": 1, "likelihood_after": 2,
    }  # fmt: skip
    record = read(table("PDT-22", event))
    assert find_figure(record, "risks").description.startswith("Before measures: RE-1 at severity 3")
    told = section(record, "data")
    assert "In the drawing: RE-1 loss." in told
    assert any(one.startswith("PDT-22 asks for each of these too") for one in told)
