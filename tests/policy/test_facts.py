"""Facts are typed, carry no names and no texts, and say what a cell that is unknown leaves open."""

from typing import Any

import pytest

from tests.policy.small_packs import criterion, files, read
from vetting.policy.facts import (
    AnswerValue,
    TableValue,
    find_case_field_faults,
    find_value_faults,
    number_fact,
    to_facts,
)
from vetting.policy.load import find_pack, load_pack
from vetting.policy.pack import Pack
from vetting.policy.rows import find_evidence


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(find_pack("un-default"))


def fact_of(pack: Pack, one: str, value: Any) -> Any:
    return to_facts(pack, {one: [AnswerValue("given", value)]}).answers[one][0]


def facts_of(pack: Pack, one: str, value: Any) -> tuple[dict[str, Any], tuple[str, ...]]:
    table = fact_of(pack, one, value)
    assert isinstance(table, TableValue)
    return dict(table.facts), table.part_unknown


def test_texts_days_and_evidence_enter_as_given_or_none(pack: Pack) -> None:
    given = [("INT-01", "a secret text"), ("RPL-02", "2026-01-15"), ("INT-12", ["E-1"]), ("INT-14", "none")]
    assert [fact_of(pack, one, value) for one, value in given] == ["given", "given", "given", "none"]


def test_other_answers_enter_as_they_are(pack: Pack) -> None:
    given = [
        ("INT-08", "yes"),
        ("INT-03", "mou"),
        ("HRI-06", 3),
        ("EXC-02", "0.50"),
        ("EXC-02", 7),
        ("HRI-05", ["privacy", "life"]),
    ]
    assert [fact_of(pack, one, value) for one, value in given] == [
        "yes",
        "mou",
        3,
        "0.5",
        7,
        ("life", "privacy"),
    ]
    assert number_fact("12.00") == 12
    states = to_facts(pack, {"INT-08": [AnswerValue("unknown"), AnswerValue("refused")]})
    assert states.answers == {"INT-08": ("unknown", "refused")}


def test_a_table_enters_as_its_facts(pack: Pack) -> None:
    rows = [
        {"group": "journalist", "people": 10, "at_risk": "children", "directly": "yes"},
        {"group": "other", "people": "2.5", "at_risk": "unknown", "directly": "no"},
        {"group": "other", "people": "unknown", "at_risk": "none", "directly": "no"},
    ]
    assert facts_of(pack, "INT-09", rows) == (
        {"rows": 3, "people": "12.5", "at_risk": 1},
        ("people", "at_risk"),
    )
    assert facts_of(pack, "INT-09", []) == ({"rows": 0, "people": 0, "at_risk": 0}, ())


def test_tests_of_rows_count_as_they_are_written(pack: Pack) -> None:
    assert facts_of(pack, "ENT-03", [{"interest": "a"}, {"interest": "b", "missing_reason": "refused"}])[
        0
    ] == {"rows": 2, "unexplained": 1}
    cover = [
        {"language": "en", "terms": "no", "reporting": "unknown", "appeals": "yes"},
        {"language": "fr", "terms": "yes"},
    ]
    assert facts_of(pack, "HRI-40", cover) == ({"rows": 2, "gaps": 1}, ("gaps",))
    assert (
        facts_of(pack, "HRI-38", [{"kind": "a", "days_to_act": 8}, {"kind": "b", "days_to_act": 7}])[0][
            "slow"
        ]
        == 1
    )
    assert (
        facts_of(pack, "CTV-03", [{"controversy": "C-1", "status": "alleged"}, {"controversy": "C-2"}])[0][
            "open"
        ]
        == 1
    )
    assert facts_of(pack, "INT-05", [{"option": "a"}])[0] == {"rows": 1, "incomplete": 1}
    assert (
        facts_of(pack, "TEC-04", [{"decision": "a", "role": 2, "error": 3}, {"decision": "b"}])[0]["worst"]
        == 3
    )
    assert facts_of(pack, "TEC-04", [{"decision": "a", "role": "unknown"}]) == (
        {"rows": 1, "worst": None},
        ("worst",),
    )


def test_fewer_than_a_limit_counts_too() -> None:
    table = {"columns": {"days": "number(days)"}, "facts": {"rows": "count", "quick": "count where days < 3"}}
    pack, _ = read(
        files([criterion("INT-01", "table(times)", effects=("quick > 0 -> info",))], tables={"times": table})
    )
    assert facts_of(pack, "INT-01", [{"days": 2}, {"days": 3}])[0] == {"rows": 2, "quick": 1}


def test_a_party_enters_as_the_number_of_fields_left_empty(pack: Pack) -> None:
    assert facts_of(pack, "ENT-01", {"legal_name": "Example Ltd", "country": "unknown"}) == (
        {"missing_fields": 2},
        ("missing_fields",),
    )


def test_items_are_numbered_and_never_named(pack: Pack) -> None:
    answers = {
        "CTV-06": [AnswerValue("given", [{"controversy": "Second", "pattern": "isolated"}])],
        "CTV-01": [
            AnswerValue(
                "given",
                [{"controversy": "First", "kind": "labour"}, {"controversy": "Second", "kind": "labour"}],
            )
        ],
        "CTV-02": [AnswerValue("unknown")],
    }
    facts = to_facts(pack, answers)
    assert facts.answers["CTV-06"][0][3] == ((2, (("pattern", "isolated"),)),)  # type: ignore[index]
    assert facts.answers["CTV-01"][0][3] == ((1, ()), (2, ()))  # type: ignore[index]
    assert "Second" not in str(facts.to_json())


def test_an_answer_to_a_criterion_that_is_not_there_is_a_mistake_of_the_caller(pack: Pack) -> None:
    with pytest.raises(KeyError):
        to_facts(pack, {"XYZ-01": [AnswerValue("unknown")]})


GOOD: list[tuple[str, Any]] = [
    ("INT-01", "text"),
    ("INT-08", "yes"),
    ("EXC-02", "0.5"),
    ("EXC-02", 100),
    ("EXC-02", "100.0"),
    ("PDT-18", 400),
    ("HRI-06", 4),
    ("INT-12", ["E-1"]),
    ("INT-12", "none"),
    ("HRI-05", []),
    ("RPL-02", "2024-02-29"),
    ("INT-07", [{"country": "001", "language": "und"}]),
    ("INT-07", [{"country": "unknown", "language": "zh-Hant", "setting": ""}]),
    ("CTV-01", [{"controversy": "a", "source": "E-1"}]),
    ("ENT-02", [{"entity": {"legal_name": "Example Ltd"}}]),
    ("HRI-17", [{"impact": "a", "right": "HRI-06", "rights": ["privacy"]}]),
]


@pytest.mark.parametrize(("one", "value"), GOOD)
def test_what_fits_has_no_fault(pack: Pack, one: str, value: Any) -> None:
    assert find_value_faults(pack, one, value) == []


BAD: list[tuple[str, Any, str]] = [
    ("XYZ-01", 1, "The pack has no criterion XYZ-01."),
    ("INT-01", " ", "INT-01 must be a text, not ' '."),
    ("INT-08", True, "INT-08 must be yes or no, not True."),
    ("TRM-02", "some", "TRM-02 must be one of none, justified_and_limited, open_ended, not 'some'."),
    ("HRI-06", 5, "HRI-06 must be a grade from 1 to 4, not 5."),
    (
        "EXC-02",
        "100.5",
        "EXC-02 must be a number of percent, whole or as decimal text, not below 0, not '100.5'.",
    ),
    ("EXC-02", -1, "EXC-02 must be a number of percent, whole or as decimal text, not below 0, not -1."),
    ("EXC-02", 0.5, "EXC-02 must be a number of percent, whole or as decimal text, not below 0, not 0.5."),
    ("INT-12", [], "INT-12 must be a list of evidence ids, or none, not []."),
    ("RPL-02", "2026-02-30", "RPL-02 must be a day written YYYY-MM-DD, not '2026-02-30'."),
    ("RPL-02", "tomorrow", "RPL-02 must be a day written YYYY-MM-DD, not 'tomorrow'."),
    ("HRI-05", "privacy", "HRI-05 must be a list of items of rights."),
    ("HRI-05", ["joy"], "HRI-05 names 'joy', which is not in the list rights."),
    ("HRI-05", ["life", "life"], "HRI-05 names an item twice."),
    ("INT-02", "much", "INT-02 must be a list of rows."),
    ("INT-02", ["much"], "INT-02 row 1 must be a row of named cells."),
    (
        "INT-02",
        [{"height": 1}],
        "INT-02 row 1 has a column height that is not known; the columns are side, kind, what, value_usd.",
    ),
    (
        "INT-07",
        [{"country": "Norway"}],
        "INT-07 row 1, country must be a country code of two letters, or 001, not 'Norway'.",
    ),
    (
        "INT-07",
        [{"country": "XX"}],
        "INT-07 row 1, country must be a country code of two letters, or 001, not 'XX'.",
    ),
    ("INT-07", [{"language": "?"}], "INT-07 row 1, language must be a language tag, or und, not '?'."),
    (
        "INT-09",
        [{"at_risk": "me"}],
        "INT-09 row 1, at_risk must be an item of the list groups_at_risk, not 'me'.",
    ),
    ("HRI-17", [{"right": "XYZ-01"}], "HRI-17 row 1, right must be the id of a criterion, not 'XYZ-01'."),
    (
        "CTV-02",
        [{"scale": 1}],
        "CTV-02 row 1 must say in controversy which of the controversies it is about.",
    ),
    ("ENT-01", "Example Ltd", "ENT-01 must be a party with named fields."),
    (
        "ENT-01",
        {"nickname": "x"},
        (
            "ENT-01 has a field nickname that is not known; the fields are legal_name, registration, country, "
            "identifiers, aliases, former_names, scripts."
        ),
    ),
    ("ENT-01", {"legal_name": 3}, "ENT-01, legal_name must be a text."),
    ("ENT-02", [{"entity": "Example"}], "ENT-02 row 1, entity must be a party with named fields."),
]


@pytest.mark.parametrize(("one", "value", "expected"), BAD)
def test_each_fault_is_one_sentence(pack: Pack, one: str, value: Any, expected: str) -> None:
    assert find_value_faults(pack, one, value) == [expected]


def test_facts_of_the_case_are_checked_too(pack: Pack) -> None:
    good = {"fast_track": "no", "value_usd": "0.5", "depth_before": "basic", "exceptions_granted": ["EXC-05"]}
    assert find_case_field_faults(pack, good) == []
    assert find_case_field_faults(
        pack, {"fast_track": "maybe", "exceptions_granted": ["X"], "unknown_answers": 3}
    ) == [
        "fast_track must be yes or no, not 'maybe'.",
        "exceptions_granted must be a list of criteria of the pack.",
        (
            "unknown_answers is no fact of a case that can be given; the pack has fast_track, value_usd, term_months, "
            "departs_from_suggestion, contested, left_light, depth_before, exceptions_granted."
        ),
    ]


TESTS = (
    "legitimate", "accessible", "predictable", "equitable", "transparent", "rights_compatible",
    "source_of_learning", "based_on_dialogue",
)  # fmt: skip


def met(*tests: str, source: Any = ("E-1",)) -> list[dict[str, Any]]:
    return [{"test": one, "met": "yes", "source": list(source)} for one in tests]


def test_a_list_that_is_asked_for_item_by_item_is_unknown_where_one_has_no_row(pack: Pack) -> None:
    assert facts_of(pack, "HRI-31", met(*TESTS)) == ({"rows": 8, "failed": 0}, ())
    gap = fact_of(pack, "HRI-31", met(*TESTS[:7]))
    assert (gap.part_unknown, gap.unknown) == (("rows", "failed"), True)
    assert fact_of(pack, "PDT-19", []).unknown


def test_a_claim_without_its_evidence_reads_as_the_lesser_value(pack: Pack) -> None:
    row = {"impact": "a", "measure": "stated", "measure_state": "tested", "test": ["E-1"], "residual": 4}
    bare = {**row, "test": "none"}
    assert facts_of(pack, "HRI-37", [row])[0]["untested_at_4"] == 0
    assert facts_of(pack, "HRI-37", [bare])[0]["untested_at_4"] == 1
    assert dict(fact_of(pack, "HRI-37", [bare]).items[0][1])["measure_state"] == "untested"
    answered = {"controversy": "a", "answer": "answered", "source": None}
    assert facts_of(pack, "CTV-04", [answered])[0]["undocumented"] == 1
    unbacked = [{"test": one, "met": "yes"} for one in TESTS]
    assert facts_of(pack, "HRI-31", unbacked) == ({"rows": 8, "failed": 0}, ("failed",))


@pytest.mark.parametrize(
    ("cells", "faulty"),
    [
        ({"test": ["E-1"], "owner": "supply unit"}, (0, 0)),
        ({"test": "none", "owner": "supply unit"}, (1, 0)),
        ({"test": ["E-1"], "owner": ""}, (0, 1)),
        ({}, (1, 1)),
    ],
)
def test_a_safeguard_stands_on_a_test_and_an_owner(
    pack: Pack, cells: dict[str, Any], faulty: tuple[int, int]
) -> None:
    facts, _ = facts_of(pack, "TEC-16", [{"safeguard": "a person places each order", **cells}])
    assert (facts["untested"], facts["unowned"]) == faulty


@pytest.mark.parametrize(
    ("criterion", "value", "named"),
    [
        ("TRM-01", ["E-1", "E-2"], ["E-1", "E-2"]),
        ("TRM-01", "none", []),
        ("HRI-37", [{"impact": "a", "test": "E-1"}, {"impact": "b", "test": ["E-2", "E-3"]}], ["E-1", "E-2", "E-3"]),
        ("HRI-37", [{"impact": "a", "test": "none"}, {"impact": "b", "test": "unknown"}, "no row"], []),
        ("INT-01", "E-1", []),
        ("HRI-37", None, []),
    ],
)  # fmt: skip
def test_the_evidence_that_a_value_names_is_found_in_the_answer_and_in_its_rows(
    pack: Pack, criterion: str, value: Any, named: list[str]
) -> None:
    assert find_evidence(pack, criterion, value) == named
