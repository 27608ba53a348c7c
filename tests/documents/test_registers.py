"""The registers of a record: impacts, controversies, data, safeguards, and what does not fit together."""

from typing import Any

import pytest

from tests import factories as scenes
from vetting.documents.citation import LogCitation
from vetting.documents.record import assemble_record
from vetting.documents.schema import find_schema_faults
from vetting.domain.answers import AnswerFields

IMPACT = {
    "impact": "faces matched at the gate",
    "right": "HRI-07",
    "rights": ["privacy"],
    "group": "visitors",
    "scale": 4,
    "scope": 2,
    "irremediability": 2,
    "likelihood": 1,
}
NAME = {"impact": IMPACT["impact"]}
ACTION = {
    **NAME,
    "action": "prevent",
    "owner": "P-INIT",
    "due": "2026-06-30",
    "indicator": "no match is kept",
}
TESTED = {**NAME, "measure": "no camera", "measure_state": "tested", "test": "E-1", "residual": 3}
INVOLVED = {
    **NAME,
    "time": "potential",
    "company": "caused",
    "un": "contributed",
    "by": "act",
    "leverage": "the office can refuse",
    "change_by": "2026-09-30",
}
CONTROVERSY = {
    "controversy": "C-1",
    "kind": "product",
    "where": "Dunmorrow",
    "affected": "customers",
    "source": "E-1",
    "dated": "2025-11-30",
}
SEVERITY = {"controversy": "C-1", "scale": 2, "scope": 3, "irremediability": 1}


def read(*answers: AnswerFields) -> dict[str, Any]:
    """The record of a case with these answers, under the default pack, of the right form."""
    dossier = scenes.a_dossier(answers=list(answers), findings=[])
    citation: LogCitation = scenes.a_citation()
    record = assemble_record(dossier, scenes.the_pack(), scenes.an_evaluation(dossier), citation)
    assert find_schema_faults(record) == []
    return record


def table(criterion: str, *rows: dict[str, Any], by: str = "P-FOCAL") -> AnswerFields:
    return scenes.an_answer(criterion, list(rows), by=by)


def test_an_impact_is_one_row_of_what_five_tables_say_of_it() -> None:
    record = read(
        table("HRI-17", {**IMPACT, "source": ["E-1"]}),
        table("HRI-18", INVOLVED),
        table("HRI-28", ACTION),
        table("HRI-33", {"group": "visitors", "how": "two talks", "people": 9, "changed": "nothing"}),
        table("HRI-37", TESTED),
    )
    assert record["impacts"] == [
        {
            "id": "I-1",
            "impact": {"en": "faces matched at the gate"},
            "right": "HRI-07",
            "rights": ["privacy"],
            "group": {"en": "visitors"},
            "scale": 4,
            "scope": 2,
            "irremediability": 2,
            "likelihood": 1,
            "severity": 4,
            "time": "potential",
            "company": "caused",
            "un": "contributed",
            "act": "act",
            "leverage": {"en": "the office can refuse"},
            "change_by": "2026-09-30",
            "source": ["E-1"],
            "heard": [{"how": {"en": "two talks"}, "people": 9, "changed": {"en": "nothing"}}],
            "actions": [
                {
                    "action": "prevent",
                    "owner": {"en": "P-INIT"},
                    "due": "2026-06-30",
                    "indicator": {"en": "no match is kept"},
                }
            ],
            "measure": {"en": "no camera"},
            "measure_state": "tested",
            "test": ["E-1"],
            "residual": 3,
            "counted": 3,
            "missing": [],
            "order": 1,
        }
    ]
    assert record["inconsistencies"] == []


def test_what_is_not_known_of_an_impact_is_told_in_its_row() -> None:
    bare = {
        **NAME,
        "right": "HRI-07",
        "group": "unknown",
        "scale": 2,
        "scope": "unknown",
        "irremediability": 1,
    }
    record = read(
        table("HRI-17", bare),
        table("HRI-18"),
        table("HRI-28", {**ACTION, "owner": "", "due": "unknown"}),
        table("HRI-37", {**TESTED, "test": None}),
    )
    assert record["impacts"][0]["missing"] == [
        "severity", "likelihood", "rights", "group", "involvement", "action_cells", "test",
    ]  # fmt: skip


def test_whoever_contributes_or_is_linked_says_which_leverage_there_is_and_who_was_heard() -> None:
    bare = {name: cell for name, cell in INVOLVED.items() if name not in ("leverage", "change_by")}
    others = {"group": "neighbours", "how": "one talk", "people": 4, "changed": "nothing"}
    record = read(table("HRI-17", IMPACT), table("HRI-18", bare), table("HRI-33", others))
    assert record["impacts"][0]["missing"] == ["leverage", "heard"]
    caused = {**bare, "un": "none"}
    assert read(table("HRI-17", IMPACT), table("HRI-18", caused))["impacts"][0]["missing"] == []


@pytest.mark.parametrize(
    ("company", "un", "action", "is_offered"),
    [
        ("caused", "none", "stop", True),
        ("caused", "none", "mitigate", True),
        ("caused", "none", "use_leverage", False),
        ("directly_linked", "none", "end", True),
        ("directly_linked", "none", "stop", False),
        ("directly_linked", "contributed", "stop", True),
        ("unknown", "unknown", "stop", True),
    ],
)
def test_an_action_that_is_not_offered_for_its_involvement_is_named(
    company: str, un: str, action: str, *, is_offered: bool
) -> None:
    involved = {**INVOLVED, "company": company, "un": un}
    record = read(
        table("HRI-17", IMPACT), table("HRI-18", involved), table("HRI-28", {**ACTION, "action": action})
    )
    keys = [one["key"] for one in record["inconsistencies"]]
    assert keys == ([] if is_offered else ["action_not_offered"])


def test_an_impact_without_action_or_residual_says_so_where_these_were_asked() -> None:
    asked = read(table("HRI-17", IMPACT), table("HRI-28"), table("HRI-37"))
    assert {"action", "residual"} <= set(asked["impacts"][0]["missing"])


def test_likelihood_orders_the_work_only_after_severity_and_the_unknown_comes_first() -> None:
    def impact(name: str, scale: Any, likelihood: Any) -> dict[str, Any]:
        return {**IMPACT, "impact": name, "scale": scale, "likelihood": likelihood}

    rows = [impact("likely", 3, 4), impact("grave", 4, 1), impact("open", "unknown", 1), impact("rare", 3, 1)]
    record = read(table("HRI-17", *rows))
    order = {one["impact"]["en"]: one["order"] for one in record["impacts"]}
    assert sorted(order, key=order.__getitem__) == ["open", "grave", "likely", "rare"]


def test_salient_rights_stand_with_their_instruments_and_the_impacts_that_touch_them() -> None:
    record = read(scenes.an_answer("HRI-05", ["life"]), table("HRI-17", IMPACT))
    told = [(one["right"], one["marked"], one["impacts"]) for one in record["salient_rights"]]
    assert told == [("life", True, []), ("privacy", False, ["I-1"])]
    assert record["salient_rights"][0]["instruments"] == ["UDHR 3", "ICCPR 6"]


@pytest.mark.parametrize(
    ("impact", "residual", "keys"),
    [
        ({}, {"residual": 3}, []),
        ({}, {"residual": 4, "measure_state": "none"}, []),
        ({}, {"residual": 2}, ["more_than_one_level"]),
        ({}, {"residual": 3, "measure_state": "untested"}, ["lowered_untested"]),
        ({}, {"residual": 3, "test": None}, ["lowered_untested"]),
        ({"irremediability": 4}, {"residual": 3}, ["lowered_irremediable"]),
        (
            {"irremediability": 4},
            {"residual": 1, "measure_state": "none"},
            ["more_than_one_level", "lowered_untested", "lowered_irremediable"],
        ),
        ({"scale": "unknown"}, {"residual": 1}, []),
    ],
)
def test_a_residual_grade_that_the_rules_cannot_follow_is_named(
    impact: dict[str, Any], residual: dict[str, Any], keys: list[str]
) -> None:
    record = read(table("HRI-17", {**IMPACT, **impact}), table("HRI-37", {**TESTED, **residual}))
    assert [one["key"] for one in record["inconsistencies"]] == keys


def test_a_row_that_speaks_of_something_the_register_does_not_list_is_named() -> None:
    record = read(
        table("HRI-17", IMPACT),
        table("HRI-28", {**ACTION, "impact": "another"}),
        table("CTV-01"),
        table("CTV-14", {"controversy": "C-9", "nexus": "none"}),
    )
    assert record["inconsistencies"] == [
        {"key": "no_such_impact", "criterion": "HRI-28", "item": {"en": "another"}},
        {"key": "no_such_controversy", "criterion": "CTV-14", "item": {"en": "C-9"}},
    ]


def test_a_controversy_with_detail_answer_severity_and_a_reviewer_can_be_closed() -> None:
    record = read(
        table("CTV-01", CONTROVERSY),
        table("CTV-02", SEVERITY, by="P-ETHICS"),
        table("CTV-04", {"controversy": "C-1", "answer": "absence_documented", "source": ["E-1"]}),
    )
    one = record["controversies"][0]
    assert (one["severity"], one["answer"], one["reviewer"], one["lacking"]) == (
        3,
        "absence_documented",
        "P-ETHICS",
        [],
    )


def test_a_controversy_is_not_closed_without_detail_answer_severity_and_a_named_reviewer() -> None:
    record = read(
        table("CTV-01", {**CONTROVERSY, "where": ""}),
        table("CTV-02", {**SEVERITY, "scale": "unknown"}),
        table("CTV-04", {"controversy": "C-1", "answer": "not_looked_for"}),
    )
    assert record["controversies"][0]["lacking"] == ["detail", "answer", "severity", "reviewer"]


def test_the_data_map_joins_the_steps_of_an_item_with_how_long_it_is_kept() -> None:
    def step(item: str, name: str) -> dict[str, Any]:
        return {"item": item, "step": name, "where": "host", "by": "company", "purpose": "signing in"}

    record = read(
        table("PDT-01", step("accounts", "collection"), step("accounts", "disposal"), step("logs", "storage")),
        table("PDT-05", {"item": "accounts", "days": 30, "deletion": "overwritten", "backups_days": 60},
              {"item": "backups", "days": 5}),
    )  # fmt: skip
    told = [(one["id"], one["item"]["en"], [step["step"] for step in one["steps"]], one["days"], one["missing"])
            for one in record["data_map"]]  # fmt: skip
    assert told == [
        ("DI-1", "accounts", ["collection", "disposal"], 30, []),
        ("DI-2", "logs", ["storage"], "unknown", ["schedule"]),
        ("DI-3", "backups", [], 5, ["steps"]),
    ]


@pytest.mark.parametrize(
    ("rows", "met", "missing"),
    [
        ([], False, []),
        ([{"safeguard": "a", "test": "E-1", "owner": "P-INIT"}], True, [[]]),
        ([{"safeguard": "a", "test": ["E-1"], "owner": "P-INIT"}, {"safeguard": "b", "test": "none", "owner": ""}],
         False, [[], ["test", "owner"]]),
    ],
)  # fmt: skip
def test_significant_safeguards_are_met_only_where_each_has_evidence_and_an_owner(
    *, rows: list[dict[str, Any]], met: bool, missing: list[list[str]]
) -> None:
    found = read(table("TEC-16", *rows))["safeguards"]
    assert (found["met"], [one["missing"] for one in found["items"]]) == (met, missing)
