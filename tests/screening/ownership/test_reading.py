"""What cannot be read is counted, named and shown; nothing else is lost."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.screening.ownership.graphs import BODS, DAY
from vetting.domain.errors import BadInput
from vetting.screening import ownership_files
from vetting.screening.graph import Graph, Party, PartyKind
from vetting.screening.ownership_fields import parse_days
from vetting.screening.ownership_read import read_graph
from vetting.screening.shares_effective import effective_shares


def a_company(record: str = "C", name: Any = "Harbour Light Ltd", **more: Any) -> dict[str, Any]:
    details = {"entityType": {"type": "registeredEntity"}, "name": name, **more}
    return a_statement(record, "entity", details)


def a_person(record: str = "P", name: Any = "Ana Okoye") -> dict[str, Any]:
    return a_statement(record, "person", {"personType": "knownPerson", "names": [{"fullName": name}]})


def a_stake(record: str = "R", share: Any = 60, **interest: Any) -> dict[str, Any]:
    stated = {"type": "shareholding", "directOrIndirect": "direct", "share": {"exact": share}, **interest}
    return a_relationship(record, interests=[stated])


def a_relationship(record: str = "R", **details: Any) -> dict[str, Any]:
    return a_statement(record, "relationship", {"subject": "C", "interestedParty": "P", **details})


def a_statement(record: str, kind: str, details: Any, **more: Any) -> dict[str, Any]:
    return {
        "statementId": f"s-{record}", "recordId": record, "recordType": kind, "recordStatus": "new",
        "statementDate": "2024-01-01", "recordDetails": details, **more,
    }  # fmt: skip


def read(*statements: Any, day: str = DAY) -> Graph:
    return read_graph(json.dumps(statements).encode(), day)


def told(graph: Graph) -> list[tuple[str, str, str]]:
    return [(one.where, one.code, one.text) for one in graph.rejects]


def shares(graph: Graph, target: str = "C") -> dict[str, str]:
    return {party: str(band) for party, band in effective_shares(graph, target).items()}


# ---------------------------------------------------------------------------------------------- files


def test_json_lines_and_an_array_read_the_same() -> None:
    statements = [a_company(), a_person(), a_stake()]
    lines = "\n".join(json.dumps(one) for one in statements).encode()
    assert read_graph(lines, DAY) == read(*statements)
    assert shares(read_graph(lines, DAY)) == {"P": "60 %"}


def test_one_object_alone_is_a_file_too() -> None:
    assert list(read_graph(json.dumps(a_company(), indent=2).encode(), DAY).parties) == ["C"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    graph = read_graph(json.dumps([a_company(name="Цель")], ensure_ascii=False).encode(encoding), DAY)
    assert graph.parties["C"].name == "Цель"


def test_half_a_file_keeps_what_stands_before_the_break() -> None:
    whole = json.dumps([a_company(), a_person(), a_stake()]).encode()
    graph = read_graph(whole[:-40], DAY)
    assert list(graph.parties) == ["C", "P"]
    assert [(where, code) for where, code, _ in told(graph)] == [("item 3", "broken_off")]


def test_a_broken_line_spoils_no_other() -> None:
    lines = [json.dumps(a_company()), json.dumps(a_person())[:-9], "", "[1]", json.dumps(a_stake())]
    graph = read_graph("\n".join(lines).encode(), DAY)
    assert [(where, code) for where, code, _ in told(graph)] == [
        ("line 2", "no_json"), ("line 4", "no_object"), ("R/1", "missing_party"),
    ]  # fmt: skip
    assert shares(graph) == {"P": "60 %"}


def test_a_line_in_another_encoding_spoils_no_other() -> None:
    lines = [json.dumps(a_company()).encode(), '{"name": "Société"}'.encode("latin-1")]
    graph = read_graph(b"\n".join(lines), DAY)
    assert told(graph) == [("line 2", "wrong_encoding", "It is not UTF-8: byte 14 is 0xE9.")]
    assert list(graph.parties) == ["C"]


def test_an_array_in_another_encoding_is_read_and_the_encoding_is_named() -> None:
    text = json.dumps([a_company(name="Société")], ensure_ascii=False).encode("latin-1")
    graph = read_graph(text, DAY)
    assert [one.code for one in graph.rejects] == ["wrong_encoding"]
    assert graph.parties["C"].name == "Soci\ufffdt\ufffd"


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{", b"nothing", b"\xff\xfe\x00", b"[" * 100_000, b"1" * 9_999, b"NaN"]
)
def test_a_file_of_which_nothing_can_be_read_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput, match="There is no ownership data in it"):
        read_graph(data, DAY, "owners.json")


def test_a_file_that_is_too_large_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ownership_files, "LARGEST", 10)
    with pytest.raises(BadInput, match="larger than"):
        read_graph(b"[]" * 10, DAY)


@pytest.mark.parametrize("day", ["yesterday", "2026", "2026-13-01", "2026-06-01T00:00:00Z", ""])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(BadInput, match="is no day"):
        read(a_company(), day=day)


def test_what_is_neither_format_is_named() -> None:
    graph = read(a_company(), {"name": "Harbour"}, 7)
    assert told(graph) == [
        ("item 3", "no_object", "It is no JSON object."),
        ("item 2", "unknown_format", "It is neither a BODS statement nor a FollowTheMoney entity."),
    ]


@given(st.binary(max_size=60), st.integers(0, 3_000))
@settings(max_examples=80, deadline=None)
def test_any_bytes_are_read_or_refused_with_sentences(noise: bytes, at: int) -> None:
    whole = (BODS / "fixtures" / "01-direct-ownership.json").read_bytes()
    with contextlib.suppress(BadInput):
        graph = read_graph(whole[:at] + noise + whole[at:], DAY)
        assert graph.parties or graph.rejects


# --------------------------------------------------------------------------------------------- statements


@pytest.mark.parametrize(
    ("share", "sentence"),
    [
        (-5, "“-5” is below 0 %, which no share can be. The interest stands, its size unstated."),
        (150, "“150” is above 100 %, which no share can be. The interest stands, its size unstated."),
        ("most", "“most” is no percentage. The interest stands, its size unstated."),
    ],
)
def test_a_share_that_is_none_leaves_the_interest_with_its_size_unstated(share: Any, sentence: str) -> None:
    graph = read(a_company(), a_person(), a_stake(share=share))
    assert told(graph) == [("R/1", "no_share", sentence)]
    assert shares(graph) == {"P": "0 to 100 %"}


def test_a_share_written_as_a_band_of_text_is_a_band() -> None:
    graph = read(a_company(), a_person(), a_stake(share="25-50"))
    assert (told(graph), shares(graph)) == ([], {"P": "25 to 50 %"})


def test_a_date_that_is_none_is_named_and_left_open() -> None:
    graph = read(a_company(), a_person(), a_stake(startDate="00/00/1965", endDate=1965))
    assert told(graph) == [
        ("R/1", "no_day", "“00/00/1965” is no day of the calendar; the date is left open."),
        ("R/1", "no_day", "“1965” is no day of the calendar; the date is left open."),
    ]
    assert shares(graph) == {"P": "60 %"}


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [
        ("2026-06-01", "", True), ("2026-06-02", "", False), ("2026", "", True), ("2026-07", "", False),
        ("", "2026-06-02", True), ("", "2026-06-01", False), ("", "2026", True), ("", "2026-05", False),
    ],
)  # fmt: skip
def test_an_interest_holds_from_its_start_until_its_last_day(start: str, end: str, holds: bool) -> None:  # noqa: FBT001
    graph = read(a_company(), a_person(), a_stake(startDate=start, endDate=end))
    assert shares(graph) == ({"P": "60 %"} if holds else {})
    assert graph.set_aside == ({} if holds else {"interests that did not hold on the day": 1})


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024", ("2024-01-01", "2024-12-31")), ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-02-03", ("2024-02-03", "2024-02-03")), ("2024-02-03T23:30:00-05:00", ("2024-02-04", "2024-02-04")),
        ("2024-02-03T10:00:00", ("2024-02-03", "2024-02-03")),
    ],
)  # fmt: skip
def test_a_year_or_month_is_read_as_widely_as_it_can_be(text: str, days: tuple[str, str]) -> None:
    assert parse_days(text) == days


@pytest.mark.parametrize("text", ["2024-13", "00/00/1965", "0000", "", None, 7])
def test_what_is_no_date_is_refused(text: Any) -> None:
    with pytest.raises(ValueError, match=r"month|Invalid|year|out of range"):
        parse_days(text)


def test_a_statement_made_after_the_day_was_not_known_on_it() -> None:
    late = {
        **a_stake("R", 90),
        "statementId": "later",
        "statementDate": "2026-07-01",
        "recordStatus": "updated",
    }
    graph = read(a_company(), a_person(), a_stake(), late)
    assert shares(graph) == {"P": "60 %"}
    assert graph.set_aside == {"statements made after the day": 1}


def test_a_statement_without_a_readable_date_counts_from_the_beginning() -> None:
    graph = read({**a_company(), "statementDate": "soon"}, {**a_person(), "statementDate": None})
    assert told(graph) == [
        (
            "item 1 (C)",
            "no_day",
            "Its statementDate is “soon”, no date; it counts as known from the beginning.",
        ),
        (
            "item 2 (P)",
            "no_day",
            "Its statementDate is nothing, no date; it counts as known from the beginning.",
        ),
    ]
    assert list(graph.parties) == ["C", "P"]


def test_a_record_status_that_is_none_lets_the_record_stand() -> None:
    graph = read(a_company(), a_person(), {**a_stake(), "recordStatus": "gone"})
    assert told(graph) == [
        ("item 3 (R)", "no_status", "“gone” is no record status; the record is taken to stand.")
    ]
    assert shares(graph) == {"P": "60 %"}


def test_a_statement_that_came_before_under_the_same_id_is_used() -> None:
    graph = read(a_company(), a_person(), a_stake(), a_stake(share=90))
    assert told(graph) == [
        ("item 4 (R)", "duplicate", "A statement with the id s-R came before; the first is used.")
    ]
    assert shares(graph) == {"P": "60 %"}


def test_one_interest_under_two_records_is_counted_once() -> None:
    graph = read(a_company(), a_person(), a_stake("R"), a_stake("S"))
    assert told(graph) == [("S/1", "repeated", "The same interest as R/1; it is counted once.")]
    assert shares(graph) == {"P": "60 %"}


def test_two_interests_of_one_holder_add() -> None:
    graph = read(a_company(), a_person(), a_stake("R", 30), a_stake("S", 20))
    assert shares(graph) == {"P": "50 %"}


def test_a_reference_to_nobody_gets_a_node_that_says_so() -> None:
    graph = read(a_company(), a_stake())
    assert [(where, code) for where, code, _ in told(graph)] == [("R/1", "missing_party")]
    assert graph.parties["P"] == Party("P", "", PartyKind.MISSING)
    assert shares(graph) == {"P": "60 %"}


def test_a_party_without_a_name_stands_under_its_id() -> None:
    graph = read(a_company(name=None), a_person(name=" "), a_stake())
    assert [(where, code) for where, code, _ in told(graph)] == [
        ("item 1 (C)", "no_name"),
        ("item 2 (P)", "no_name"),
    ]
    assert graph.parties["C"].label == "party without a name (C)"
    assert shares(graph) == {"P": "60 %"}


def test_a_name_of_ten_megabytes_is_cut_and_named() -> None:
    graph = read(a_company(name="x" * 10_000_000), a_person(), a_stake())
    assert told(graph) == [("item 1 (C)", "long_name", "A name of 10000000 characters was cut to 300.")]
    assert graph.parties["C"].name == "x" * 300 + "…"


def test_half_a_pair_is_replaced_wherever_it_stands() -> None:
    odd = a_company(jurisdiction={"code": "\ud800"})
    graph = read(odd, a_person(), a_stake(share="\udfff", type="a\udc00b"), a_stake("S", share="\udfff"))
    assert graph.parties["C"].country == ""
    assert [one.text for one in graph.rejects] == [
        "“\ufffd” is no percentage. The interest stands, its size unstated."
    ]
    assert [one.kind for one in graph.links] == ["a\ufffdb"]
    assert read(a_company(name="A\ud800B")).parties["C"].name == "A\ufffdB"


@pytest.mark.parametrize(
    "statement",
    [
        {"statementId": "x"},
        a_statement("", "entity", {}),
        a_statement("X", "company", {}),
        a_statement("X", "entity", []),
        {**a_company("X"), "recordId": ["X"]},
        {**a_company("X"), "recordId": "x" * 501},
    ],
)
def test_a_statement_about_no_record_is_rejected(statement: Any) -> None:
    graph = read(a_company(), statement)
    assert [one.code for one in graph.rejects] == ["no_record"]
    assert list(graph.parties) == ["C"]


def test_a_statement_of_an_older_version_is_rejected_by_name() -> None:
    older = {"statementID": "1", "statementType": "entityStatement", "name": "Harbour"}
    graph = read(a_company(), older)
    assert told(graph) == [
        (
            "item 2",
            "older_standard",
            "It is a statement of an older version of the standard; version 0.4 is read.",
        )
    ]


def test_a_number_is_an_id_and_no_statement_id_is_no_fault() -> None:
    graph = read({**a_company(), "recordId": 7, "statementId": None}, {**a_person(), "statementId": None})
    assert (list(graph.parties), graph.rejects) == (["7", "P"], ())


def test_a_relationship_without_its_ends_is_rejected() -> None:
    graph = read(a_company(), a_relationship(interestedParty=None), a_relationship("S", subject=7.5))
    assert [one.code for one in graph.rejects] == ["no_party", "no_party"]


def test_a_subject_may_be_left_open_with_a_reason() -> None:
    graph = read(a_person(), a_relationship(subject={"reason": "informationUnknownToPublisher"}))
    assert graph.parties["R#subject"].label == "owner not specified (informationUnknownToPublisher)"
    assert read(a_company(), a_relationship(interestedParty={})).parties["R#interestedParty"].label == (
        "owner not specified (no reason given)"
    )


def test_interests_of_no_shape_are_named_and_the_rest_is_kept() -> None:
    odd = a_relationship("S", interests="all")
    mixed = a_relationship("R", interests=[7, {"type": "shareholding", "share": {"exact": 10}}])
    graph = read(a_company(), a_person(), odd, mixed)
    assert [(one.where, one.code) for one in graph.rejects] == [("R/1", "no_object"), ("S", "no_interests")]
    assert shares(graph) == {"P": "10 to 100 %"}


def test_an_interest_of_a_kind_nobody_knows_is_a_role_under_its_name() -> None:
    graph = read(a_company(), a_person(), a_stake(type="goldenShare"), a_stake("S", type=["x"]))
    assert [one.kind for one in graph.links] == ["goldenShare"]
    assert [one.kind for one in graph.counted] == ["unstated"]


def test_names_come_from_parts_and_other_names_are_kept() -> None:
    parts = a_statement("P", "person", {"names": [{"givenName": "Ana", "familyName": "Okoye"}, 7]})
    company = a_company(alternateNames=["HL"], jurisdiction={"code": "KE"})
    graph = read(company, parts)
    assert graph.parties["P"].name == "Ana Okoye"
    assert (graph.parties["C"].aliases, graph.parties["C"].country) == (("HL",), "KE")


def test_kinds_of_parties_are_told_apart() -> None:
    kinds = {"state": "state", "arrangement": "arrangement", "unknownEntity": "unnamed", "x": "entity"}
    for kind, expected in kinds.items():
        assert read(a_company(entityType={"type": kind})).parties["C"].kind.value == expected
    assert read(a_company(entityType="state")).parties["C"].kind is PartyKind.ENTITY
    unknown = a_statement("P", "person", {"personType": "unknownPerson"})
    assert read(unknown).parties["P"].kind is PartyKind.UNNAMED
