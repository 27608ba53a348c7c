"""What a record says of the screening: lists, likenesses, rulings; and never that a party is listed."""

import re
from typing import Any

import pytest

from tests import factories as scenes
from tests import scene_screening as screened
from vetting.documents.blocks import Callout, Facts, Line, Table
from vetting.documents.references import find_broken_references
from vetting.documents.schema import find_schema_faults
from vetting.documents.view import show_section
from vetting.domain.judgements import Verdict
from vetting.domain.screenings import ListKind, MatchState

PUBLIC, AUDITOR = "public", "auditor"


def _text(line: Line) -> str:
    return "".join(span.text for span in line)


def _tables(record: dict[str, Any]) -> list[list[list[list[str]]]]:
    """The tables of the section: rows of cells of lines."""
    blocks = show_section(record, "screening")
    tables = (one for one in blocks if isinstance(one, Table))
    return [[[list(map(_text, cell)) for cell in row] for row in table.rows] for table in tables]


def _rows(record: dict[str, Any]) -> dict[str, list[list[str]]]:
    """The row of each match."""
    return {row[0][0]: row for row in _tables(record)[1]}


def _record(edition: str = AUDITOR, **changes: Any) -> dict[str, Any]:
    return scenes.a_record(scenes.a_decided_dossier(**changes), edition)


def test_the_lists_stand_with_their_dates_ages_entries_and_hashes() -> None:
    record = _record()
    [facts] = [one for one in show_section(record, "screening") if isinstance(one, Facts)]
    assert [(name, _text(cell[0])) for name, cell in facts.pairs] == [
        ("Engine", "builtin 1"),
        ("Thresholds", "shown and to be judged from 0.60, an alert from 0.80"),
        ("Compared", "1 person or body named in the case"),
        ("On", "2026-03-04"),
        ("Index", "idx-1"),
    ]
    first, second = _tables(record)[0]
    assert first[:3] == [
        ["un_sc_fictional", "sanctions of the UN Security Council"],
        ["2026-03-03", "59 days old"],
        ["700"],
    ]
    assert first[3] == ["complete and in date", record["screening"]["runs"][0]["lists"][0]["hash"]]
    assert second[3][1] == "2 entries could not be read"


def test_a_match_says_what_speaks_for_and_against_it_and_who_ruled_what_and_why() -> None:
    rows = _rows(_record())
    assert list(rows) == ["M-2", "M-3", "M-1"]  # those that wait first
    assert rows["M-1"] == [
        ["M-1", "0.88", "alert"],
        ["Lingua Meridian Ltd", "party lingua"],
        ["Lingua Meridian Cooperative", "FIC.001", "un_sc_fictional, 2026-03-03", "listed on 2019-05-04"],
        ["Alike", "Two of three words are the same.", "Not alike", "The countries differ: KE and ZZ."],
        [
            "Judged",
            "Ruled false: the party is another than the entry. An identifier differs.",
            "The register of companies shows two bodies.",
            "P-FOCAL and P-ETHICS, 2026-03-06",
        ],
    ]
    assert rows["M-3"][4] == ["Nobody has judged it yet"]


def test_a_match_changed_since_returns_with_its_old_ruling_beside_it() -> None:
    assert _rows(_record())["M-2"][4] == [
        "Judged before, and changed since. It waits to be judged anew",
        "Undecided. Somebody was asked and has not answered yet.",
        "The register of companies shows two bodies.",
        "P-FOCAL, 2026-03-06",
    ]


def test_a_ruling_recalled_from_another_case_says_so() -> None:
    match = screened.a_match("M-1", "Lingua Meridian Cooperative", recalled_case="older", recalled_number=7)
    other = screened.a_judgement(
        "M-9", Verdict.FALSE, "other_identifier", case="older", number=7, by="P-ELSE"
    )
    run = screened.a_run(found=["M-1"])
    record = _record(screenings=[run], matches=[match], judgements=[], recalled=[other])
    ruling = _rows(record)["M-1"][4]
    assert (ruling[0], ruling[-1]) == (
        "Judged in another case; neither side has changed since",
        "given in older",
    )
    assert find_broken_references(record, scenes.a_small_pack()) == []
    public = _record(PUBLIC, matches=[match], judgements=[], recalled=[other])
    assert "older" not in str(public["screening"])


def test_the_public_edition_names_a_listed_party_only_where_both_were_ruled_to_be_one() -> None:
    true = screened.a_judgement("M-1", Verdict.TRUE, "same_facts")
    matches = screened.some_matches()[:2]
    rows = _rows(_record(PUBLIC, matches=matches, judgements=[true]))
    assert rows["M-1"][2][0] == "Lingua Meridian Cooperative"
    assert rows["M-2"][2][0] == "withheld: personal data"
    assert rows["M-2"][3] == ["Alike", "withheld: personal data", "Not alike", "withheld: personal data"]


@pytest.mark.parametrize("edition", ["public", "auditor", "sealed"])
def test_every_edition_of_a_screening_has_the_form_of_the_schema(edition: str) -> None:
    record = _record(edition, screenings=[screened.a_run(), screened.a_run(number=2, scope="changed")])
    assert find_schema_faults(record) == []
    assert find_broken_references(record, scenes.a_small_pack()) == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"failure": "The server gave half a file."}, "The server gave half a file."),
        ({"list_date": "2025-01-01"}, "days old"),
        ({"list_date": ""}, "date"),
        ({"entries": 0, "version": ""}, "empty"),
    ],
)
def test_a_list_that_failed_is_stale_or_empty_is_never_a_clear_result(
    changes: dict[str, Any], why: str
) -> None:
    run = screened.a_run(lists=[screened.a_list("un_sc_fictional", **changes)])
    record = _record(screenings=[run], matches=[], judgements=[])
    [box] = [one for one in show_section(record, "screening") if isinstance(one, Callout)]
    assert box.title == "That nothing was found proves nothing, for these reasons"
    assert why in " ".join(map(_text, box.lines))
    assert {"key": "lists_in_doubt", "count": 1} in record["limits"]


def test_what_a_list_dropped_or_no_longer_looks_alike_still_stands_and_waits_for_nobody() -> None:
    gone = [
        screened.a_match("M-1", "Lingua Meridian Cooperative", state=MatchState.DELISTED),
        screened.a_match("M-2", "Lingua Meridiana", state=MatchState.UNLIKE),
    ]
    record = _record(matches=gone, judgements=[])
    told = {key: row[4] for key, row in _rows(record).items()}
    assert told == {
        "M-1": ["The list no longer has this entry"],
        "M-2": ["The two no longer look alike"],
    }
    assert not any(one["key"] == "matches_open" for one in record["limits"])


def test_several_screenings_stand_in_a_table_with_what_each_found() -> None:
    later = screened.a_run(
        number=2, at=scenes.after(9), scope="changed", found=[], changed=["M-2"], gone=["M-9"]
    )
    rows = _tables(_record(screenings=[screened.a_run(), later]))[2]
    assert [[cell[0] for cell in row] for row in rows] == [
        ["1", "2026-03-04", "All names", "M-1, M-2, M-3", "none", "none"],
        ["2", "2026-03-11", "Changed entries alone", "none", "M-2", "M-9"],
    ]


def test_no_sentence_about_a_match_says_that_a_party_is_listed() -> None:
    record = _record(matches=[screened.a_match("M-1", "Lingua", list_kind=ListKind.SANCTIONS)], judgements=[])
    texts = [line for row in _tables(record)[1] for cell in row for line in cell]
    assert not [one for one in texts if re.search(r"\bis (on|listed|sanctioned)\b", one)]
