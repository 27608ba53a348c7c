"""Tables of items in the bounds: held against every completion, on the default pack with few rows left open."""

from collections.abc import Sequence
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policy.small_packs import changed, read, whole
from vetting.policy.evaluate import evaluate
from vetting.policy.facts import AnswerValue, Facts, to_facts
from vetting.policy.grammar import LEVELS
from vetting.policy.load import find_pack, load_pack
from vetting.policy.pack import Pack

NEXUS = ("same_product", "none", "unknown")
PATTERN = ("isolated", "systemic", "unknown")
NAMES = ("C-1", "C-2")


@cache
def default_pack() -> Pack:
    return load_pack(find_pack("un-default"))


def settled(answers: dict[str, list[AnswerValue]]) -> Facts:
    """These answers, with every other row answered as not applicable, at the greatest depth."""
    pack = default_pack()
    others = {one: [AnswerValue("not_applicable")] for one in pack.criteria if one not in answers}
    given = {one: answer for one, answer in {**others, **answers}.items() if answer}
    return to_facts(pack, given, {"depth_before": "enhanced"})


def level_of(answers: dict[str, list[AnswerValue]]) -> int:
    return LEVELS.index(evaluate(default_pack(), settled(answers)).level.at_least)


def tables(column: str, values: Sequence[Any], names: Sequence[str] = NAMES) -> list[AnswerValue]:
    """Every table with one row for each item, and the answers that are no table."""
    rows = product(values, repeat=len(names))
    given = [
        [{"controversy": name, column: value} for name, value in zip(names, row, strict=True)] for row in rows
    ]
    return [
        *(AnswerValue("given", one) for one in given),
        AnswerValue("unknown"),
        AnswerValue("not_applicable"),
    ]


def severities(values: Sequence[Any]) -> list[dict[str, Any]]:
    cells = ("scale", "scope", "irremediability")
    return [
        {"controversy": name, **dict.fromkeys(cells, value)}
        for name, value in zip(NAMES, values, strict=True)
    ]


@settings(max_examples=15)
@given(st.tuples(*[st.sampled_from((1, 2, 3, 4, "unknown"))] * 2), st.sampled_from((None, *NEXUS)))
def test_could_be_over_the_tables_of_controversies(severity: tuple[Any, Any], nexus: str | None) -> None:
    listed = [{"controversy": name, "kind": "labour"} for name in NAMES]
    answers = {
        "CTV-01": [AnswerValue("given", listed)],
        "CTV-02": [AnswerValue("given", severities(severity))],
        "CTV-06": [],
        "CTV-14": [AnswerValue("given", [{"controversy": name, "nexus": nexus} for name in NAMES])]
        if nexus
        else [],
    }
    nexuses = [answers["CTV-14"]] if nexus else [[one] for one in tables("nexus", NEXUS)]
    patterns = [[one] for one in tables("pattern", PATTERN)]
    levels = [level_of({**answers, "CTV-14": one, "CTV-06": two}) for one, two in product(nexuses, patterns)]
    found = evaluate(default_pack(), settled(answers)).level
    assert LEVELS.index(found.could_be) == max(levels)


def test_a_case_without_controversies_cannot_come_to_a_grave_one() -> None:
    answers: dict[str, list[AnswerValue]] = {"CTV-01": [AnswerValue("given", [])], "CTV-02": []}
    found = evaluate(default_pack(), settled(answers)).level
    assert (found.at_least, found.could_be) == ("low", "substantial")  # the answer unknown is left
    answers["CTV-01"] = []
    assert evaluate(default_pack(), settled(answers)).level.could_be == "high"


def test_an_open_list_may_still_name_what_the_other_tables_do_not_cover() -> None:
    answers = {"CTV-01": [], "CTV-02": [AnswerValue("given", [])]}
    found = evaluate(default_pack(), settled(answers)).level
    assert (found.at_least, found.could_be) == ("low", "substantial")


@pytest.mark.parametrize("residual", [1, 4])
def test_could_be_over_measures_that_are_not_yet_known(residual: int) -> None:
    impact = {
        "impact": "I-1",
        "right": "HRI-07",
        "group": "users",
        "scale": 2,
        "scope": 2,
        "irremediability": 2,
        "likelihood": 1,
    }
    answers = {"HRI-07": [AnswerValue("given", 2)], "HRI-17": [AnswerValue("given", [impact])], "HRI-37": []}
    assert evaluate(default_pack(), settled(answers)).level.could_be == "high"  # a residual of 4 is left
    known = {
        "impact": "I-1",
        "measure": "stated",
        "measure_state": "tested",
        "test": "E-1",
        "residual": residual,
    }
    answers["HRI-37"] = [AnswerValue("given", [known])]
    assert evaluate(default_pack(), settled(answers)).level.could_be == ("low" if residual == 1 else "high")


def test_the_questions_that_can_lower_the_level_are_among_the_first() -> None:
    severity = [AnswerValue("given", severities((4, 4)))]
    answers = {"CTV-02": severity, "CTV-14": [], "CTV-06": [], "MON-08": []}
    assert evaluate(default_pack(), settled(answers)).ask_next[0] == "CTV-14"


def test_a_right_can_be_lowered_by_where_an_impact_is_filed() -> None:
    known = {"impact": "I-1", "measure": "stated", "measure_state": "tested", "test": "E-1", "residual": 1}
    answers = {
        "HRI-07": [AnswerValue("given", 4)],
        "HRI-37": [AnswerValue("given", [known])],
        "HRI-17": [],
        "MON-08": [],
    }
    assert evaluate(default_pack(), settled(answers)).ask_next == ("HRI-17", "MON-08")


def test_a_table_in_part_unknown_is_read_both_ways_by_a_coupling() -> None:
    path = ("tables.yaml", "couplings", "joined")
    row = {"first": "at_risk > 0|unknown", "then": ["floor(high)"], "because": "so"}
    coupling = {
        "mode": "adds",
        "finding_on": "INT-04",
        "hit": "all",
        "inputs": {"first": {"criterion": "INT-04"}},
        "rows": [row],
    }
    pack, _ = read(changed(whole(), path, coupling))
    for at_risk, basis in (("children", "answered"), ("unknown", "unknown")):
        given = {"INT-04": [AnswerValue("given", [{"group": "users", "at_risk": at_risk}])]}
        assert evaluate(pack, to_facts(pack, given)).fired["INT-04"]["floor(high)"] == basis


def test_counts_that_no_coupling_makes_lower_nothing() -> None:
    path = ("tables.yaml", "couplings", "lowered")
    inputs = {
        "grade": {"criterion": "each", "value": "answer"},
        "counted": {"coupling": "nowhere", "value": "the highest"},
    }
    rows = [
        {"grade": "3..4|unknown", "counted": "1", "then": [], "because": "lowered"},
        {"grade": "3..4|unknown", "counted": "-", "then": ["floor(substantial)"], "because": "grave"},
    ]
    coupling = {
        "mode": "replaces",
        "finding_on": "each",
        "hit": "first",
        "replaces": ["INT-02"],
        "inputs": inputs,
        "rows": rows,
    }
    pack, _ = read(changed(whole(), path, coupling))
    found = evaluate(pack, to_facts(pack, {"INT-02": [AnswerValue("given", 4)]}))
    assert found.fired["INT-02"] == {"floor(substantial)": "answered"}
