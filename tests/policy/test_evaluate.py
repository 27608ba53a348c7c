"""The default pack on real and on imagined answers."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from vetting.policy.evaluate import evaluate
from vetting.policy.evaluation import Evaluation
from vetting.policy.facts import AnswerValue, Fact, Facts, facts_from_json, to_facts
from vetting.policy.load import find_pack, load_pack
from vetting.policy.pack import Pack
from vetting.policy.rulebook import Rulebook

EXPECTED = Path(__file__).parents[1] / "data" / "expected-un75-tencent-2020.csv"
DATES = ("2020-03-29", "2020-04-21")
FIRED = ("stop", "floor", "raise", "authority", "condition", "reply")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(find_pack("un-default"))


def rows_of(date: str) -> list[dict[str, str]]:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["date"] == date]


def answers_of(date: str) -> dict[str, list[AnswerValue]]:
    given = {row["criterion"]: row["answer"] for row in rows_of(date) if row["answer"] != "unanswered"}
    return {
        one: [AnswerValue(text) if text == "unknown" else AnswerValue("given", value_of(text))]
        for one, text in given.items()
    }


def value_of(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def judge(pack: Pack, case: dict[str, Any] | None = None, **answers: Any) -> Evaluation:
    """The evaluation of answers by id, with underscores for hyphens; a state stands for itself."""
    states = ("unknown", "refused", "not_applicable")
    given = {
        name.replace("_", "-"): [AnswerValue(value) if value in states else AnswerValue("given", value)]
        for name, value in answers.items()
    }
    return evaluate(pack, to_facts(pack, given, case))


LIGHT = {
    "INT_01": "a mandate", "INT_02": [{"side": "un", "kind": "visibility", "what": "a mention"}], "INT_03": "mou", "INT_06": "no",
    "INT_07": [{"country": "NO", "language": "no", "setting": "schools"}], "INT_08": "no", "INT_10": "none", "INT_11": "no",
    "ENT_01": {"legal_name": "Example Ltd", "registration": "R-1", "country": "NO", "identifiers": "LEI"},
    "SEC_02": [], "COI_09": "no", "TRM_02": "none",
}  # fmt: skip
SMALL = {"value_usd": 1000, "term_months": 6}


@pytest.mark.parametrize("date", DATES)
def test_the_case_of_2020_comes_to_what_was_worked_out_by_hand(pack: Pack, date: str) -> None:
    found = evaluate(pack, to_facts(pack, answers_of(date)))
    expected: dict[str, dict[str, str]] = {}
    for row in rows_of(date):
        unknown = row["effects_by_unknown"].split(";")
        effects = [one for one in row["expected_effects"].split(";") if one]
        expected[row["criterion"]] = {one: "unknown" if one in unknown else "answered" for one in effects}
    assert found.fired == only(expected, FIRED)
    assert found.gates_open == only(expected, ("gate",))
    assert found.level[:3] == ("high", "high", "high")
    assert found.level.because == (
        "CTV-02",
        "EXC-15",
        "HRI-06",
        "PDT-15",
        "PDT-17",
        "TEC-05",
        "TEC-09",
        "TEC-10",
    )
    assert (found.authority, found.depth) == (4, "enhanced")
    assert (found.admissible, found.suggested) == (("defer", "refuse"), "defer")
    assert found.asked == tuple(sorted(expected, key=list(pack.criteria).index))


def only(effects: dict[str, dict[str, str]], kinds: tuple[str, ...]) -> dict[str, dict[str, str]]:
    kept = {
        one: {text: found[text] for text in sorted(found) if text.startswith(kinds)}
        for one, found in sorted(effects.items())
    }
    return {one: found for one, found in kept.items() if found}


def test_an_empty_case_is_low_at_least_and_high_at_most(pack: Pack) -> None:
    found = judge(pack)
    assert found.level == ("low", "low", "high", ())
    assert (found.depth, found.authority, found.admissible) == ("triage", 1, ("defer", "refuse"))
    assert set(found.unanswered) == pack.rules.triage
    assert found.ask_next == (
        "INT-03", "INT-06", "INT-08", "INT-10", "INT-11", "SEC-02", "COI-09", "TRM-02", "INT-01", "INT-02", "INT-07", "ENT-01",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("depth", "counts"),
    [
        (0, (12, 12, 12, 12)),
        (1, (37, 39, 56, 64)),
        (2, (84, 90, 107, 115)),
        (3, (147, 165, 182, 194)),
        (4, (170, 193, 210, 218)),
    ],
)
def test_each_depth_asks_as_many_rows_as_the_pack_says(
    pack: Pack, depth: int, counts: tuple[int, ...]
) -> None:
    book = Rulebook(pack)
    bits = book.bits
    technology = bits["TEC"] | bits["learning_system"]
    blocks = (
        0,
        bits["PDT"],
        bits["PDT"] | technology,
        bits["PDT"] | technology | bits["RPL"] | bits["content_platform"],
    )
    assert tuple(len(book.asked(depth, block)) for block in blocks) == counts


def test_light_needs_every_precondition(pack: Pack) -> None:
    assert judge(pack, SMALL, **LIGHT).depth == "light"
    assert judge(pack, {**SMALL, "value_usd": 50001}, **LIGHT).depth == "basic"
    assert judge(pack, {"term_months": 6}, **LIGHT).depth == "basic"
    assert judge(pack, {**SMALL, "contested": "yes"}, **LIGHT).depth == "basic"
    assert judge(pack, {**SMALL, "left_light": "yes"}, **LIGHT).depth == "basic"
    assert judge(pack, SMALL, **{**LIGHT, "INT_01": "not_applicable"}).depth == "light"
    assert judge(pack, SMALL, **{**LIGHT, "INT_01": "unknown"}).depth == "basic"
    assert judge(pack, SMALL, **{**LIGHT, "TRM_02": "not_applicable"}).depth == "basic"
    assert judge(pack, SMALL, **{**LIGHT, "INT_03": "not_applicable"}).depth == "basic"
    assert judge(pack, SMALL, **LIGHT, HRI_05="unknown").depth == "basic"


def test_depth_never_falls_below_what_it_was(pack: Pack) -> None:
    assert judge(pack, {"depth_before": "standard"}).depth == "standard"


def test_a_stop_leaves_refusal_alone_and_an_exception_opens_it(pack: Pack) -> None:
    stopped = judge(pack, {"depth_before": "basic"}, EXC_01="found")
    assert (stopped.stops, stopped.admissible, stopped.suggested) == (("EXC-01",), ("refuse",), "refuse")
    missing = judge(pack, {"depth_before": "basic"}, EXC_05="found")
    granted = judge(pack, {"depth_before": "basic", "exceptions_granted": ["EXC-05"]}, EXC_05="found")
    assert (missing.admissible, granted.admissible) == (("refuse",), ("defer", "refuse"))
    assert missing.stops == granted.stops == ("EXC-05",)


def test_one_effect_by_two_rows_stands_once_and_an_input_not_applicable_is_none(pack: Pack) -> None:
    case = {"depth_before": "enhanced"}
    both = judge(pack, case, INT_11="yes", TEC_09=["location"], INT_08="yes", HRI_13=3)
    assert both.fired["TEC-09"] == {"floor(high)": "answered", "floor(substantial)": "answered"}
    assert [one.row for one in both.findings if one.effect == "floor(high)"] == [
        "surveillance_on#1",
        "surveillance_on#2",
    ]
    none = judge(pack, case, INT_11="yes", TEC_09=["location"], INT_08="not_applicable")
    assert none.fired["TEC-09"] == {"floor(substantial)": "answered"}


def test_a_running_engagement_can_be_ended(pack: Pack) -> None:
    assert judge(pack, {"depth_before": "basic"}, INT_15="running_unvetted").admissible == (
        "defer",
        "refuse",
        "end",
    )
    assert judge(pack, {"depth_before": "basic"}, INT_15="new").admissible == ("defer", "refuse")
    assert judge(pack, None, INT_15="running_unvetted").admissible == (
        "defer",
        "refuse",
    )  # the row is not asked


def test_the_rows_of_the_decision_count_once_it_is_proposed(pack: Pack) -> None:
    open_rows = {one.id for one in pack.criteria.values()} - pack.rules.outcomes.decision_rows
    facts = Facts(dict.fromkeys(open_rows, ("not_applicable",)), {"depth_before": "basic"})
    before, after = evaluate(pack, facts), evaluate(pack, facts, decision_proposed=True)
    assert before.unanswered == after.unanswered != ()
    assert (before.outlook.inputs["unanswered"], after.outlook.inputs["unanswered"]) == (
        0,
        len(after.unanswered),
    )
    assert "approve" in before.admissible
    assert after.admissible == ("defer", "refuse")


def test_missed_conditions_raise_the_level_and_the_authority(pack: Pack) -> None:
    one, two = judge(pack, None, MON_05=1, INT_06="yes"), judge(pack, None, MON_05=2, INT_06="yes")
    assert (one.level.at_least, one.authority, one.reopens) == ("low", 4, ("MON-05",))
    assert (two.level.at_least, two.level.established, two.level.because) == (
        "moderate",
        "moderate",
        ("MON-05",),
    )
    assert judge(pack, None, DEC_02="no", COI_04="yes").blocked == ("access", "decision")


def test_what_is_high_by_unknowns_is_not_established(pack: Pack) -> None:
    found = judge(pack, {"depth_before": "basic"}, EXC_15="unknown", INT_08="yes")
    assert found.level[:2] == ("substantial", "high")
    assert found.fired["EXC-15"] == {"floor(high)": "unknown"}


def test_a_refusal_by_the_company_opens_the_right_of_reply(pack: Pack) -> None:
    refused, unknown = (
        judge(pack, {"depth_before": "light"}, ENT_04="refused"),
        judge(pack, {"depth_before": "light"}, ENT_04="unknown"),
    )
    assert (refused.reply, unknown.reply) == (("ENT-04",), ())
    assert refused.fired["ENT-04"]["floor(substantial)"] == "refused"
    assert "RPL-01" in refused.asked
    assert judge(pack, None, INT_08="refused").reply == ()  # the office's own row


def test_of_two_answerers_the_graver_answer_counts(pack: Pack) -> None:
    given = {"HRI-21": [AnswerValue("given", 1), AnswerValue("unknown")]}
    found = evaluate(pack, to_facts(pack, given, {"depth_before": "light"}))
    assert found.fired["HRI-21"] == {"floor(substantial)": "unknown"}
    given = {"HRI-21": [AnswerValue("unknown"), AnswerValue("given", 3)]}
    assert evaluate(pack, to_facts(pack, given, {"depth_before": "light"})).fired["HRI-21"] == {
        "floor(substantial)": "answered"
    }


def grave(name: str, **cells: Any) -> dict[str, Any]:
    return {"controversy": name, "scale": 4, "scope": 1, "irremediability": 1, **cells}


def test_a_controversy_without_nexus_counts_one_level_less(pack: Pack) -> None:
    case = {"depth_before": "enhanced"}
    full = judge(pack, case, CTV_02=[grave("C-1")])
    lower = judge(pack, case, CTV_02=[grave("C-1")], CTV_14=[{"controversy": "C-1", "nexus": "none"}])
    unsure = judge(pack, case, CTV_02=[grave("C-1")], CTV_14=[{"controversy": "C-1", "nexus": "unknown"}])
    assert [one.level.at_least for one in (full, lower, unsure)] == ["high", "substantial", "high"]
    assert unsure.gates_open["CTV-14"] == {"gate(answer)": "unknown"}


def test_each_controversy_is_judged_by_its_own_rows(pack: Pack) -> None:
    listed = [{"controversy": name, "kind": "labour"} for name in ("C-1", "C-2")]
    severity = [grave("C-1"), grave("C-2", scale=2)]
    nexus = [{"controversy": "C-1", "nexus": "none"}, {"controversy": "C-2", "nexus": "same_unit"}]
    found = judge(pack, {"depth_before": "enhanced"}, CTV_01=listed, CTV_02=severity, CTV_14=nexus)
    assert found.fired["CTV-02"] == {"floor(moderate)": "answered", "floor(substantial)": "answered"}


def test_a_listed_controversy_without_a_row_is_unknown_for_it(pack: Pack) -> None:
    listed = [{"controversy": name, "kind": "labour"} for name in ("C-1", "C-2")]
    found = judge(
        pack,
        {"depth_before": "enhanced"},
        CTV_01=listed,
        CTV_02=[grave("C-1", scale=1)],
        CTV_06=[{"controversy": "C-1", "pattern": "isolated"}],
    )
    assert found.fired["CTV-02"] == {"floor(substantial)": "unknown"}
    assert found.gates_open["CTV-02"] == {"gate(answer)": "unknown"}
    covered = judge(pack, {"depth_before": "enhanced"}, CTV_01=listed[:1], CTV_02=[grave("C-1", scale=1)])
    assert "CTV-02" not in covered.fired


def impact(**cells: Any) -> dict[str, Any]:
    return {
        "impact": "I-1",
        "right": "HRI-07",
        "group": "users",
        "scale": 4,
        "scope": 1,
        "irremediability": 1,
        "likelihood": 2,
        **cells,
    }


def measure(state: str, residual: Any) -> dict[str, Any]:
    return {
        "impact": "I-1",
        "measure": "stated",
        "measure_state": state,
        "test": ["E-1"],
        "residual": residual,
    }


def test_a_tested_measure_lowers_an_impact_and_its_right_by_one_level(pack: Pack) -> None:
    case = {"depth_before": "enhanced"}
    full = judge(pack, case, HRI_07=4, HRI_17=[impact()])
    tested = judge(pack, case, HRI_07=4, HRI_17=[impact()], HRI_37=[measure("tested", 1)])
    untested = judge(pack, case, HRI_07=4, HRI_17=[impact()], HRI_37=[measure("untested", 1)])
    lasting = judge(pack, case, HRI_07=4, HRI_17=[impact(irremediability=4)], HRI_37=[measure("tested", 1)])
    assert [one.level.at_least for one in (full, tested, untested, lasting)] == [
        "high",
        "substantial",
        "high",
        "high",
    ]
    assert tested.fired["HRI-07"] == tested.fired["HRI-17"] == {"floor(substantial)": "answered"}


def test_a_small_impact_says_nothing_about_a_grave_right(pack: Pack) -> None:
    found = judge(
        pack, {"depth_before": "enhanced"}, HRI_07=4, HRI_17=[impact(scale=2)], HRI_37=[measure("tested", 1)]
    )
    assert found.fired["HRI-07"] == {"floor(high)": "answered"}


def test_children_and_defenders_are_never_lowered(pack: Pack) -> None:
    found = judge(
        pack,
        {"depth_before": "enhanced"},
        HRI_12=4,
        HRI_17=[impact(right="HRI-12")],
        HRI_37=[measure("tested", 1)],
    )
    assert found.fired["HRI-12"] == {"floor(high)": "answered"}


def test_an_unknown_severity_keeps_a_right_where_it_was(pack: Pack) -> None:
    case = {"depth_before": "enhanced"}
    rows = [
        impact(scale=3),
        impact(impact="I-2", scale="unknown", scope="unknown", irremediability="unknown"),
    ]
    found = judge(pack, case, HRI_07=3, HRI_17=rows, HRI_37=[measure("tested", 1)])
    assert found.fired["HRI-07"] == {"floor(moderate)": "answered", "floor(substantial)": "unknown"}


def test_an_impact_left_at_four_untested_admits_no_approval(pack: Pack) -> None:
    facts: dict[str, tuple[Fact, ...]] = dict.fromkeys(pack.criteria, ("not_applicable",))
    given = to_facts(
        pack, {"HRI-37": [AnswerValue("given", [measure("untested", 4)])]}, {"depth_before": "enhanced"}
    )
    found = evaluate(pack, Facts({**facts, **given.answers}, given.case))
    assert found.outlook.inputs["residual_4_untested"] == 1
    assert found.admissible == ("defer", "refuse")
    assert found.level.at_least == "high"


def test_a_stage_is_complete_incomplete_or_not_asked(pack: Pack) -> None:
    found = judge(pack, None, INT_01="unknown")
    intake = found.stage_status("intake")
    assert (intake.state, intake.gates) == ("incomplete", ("INT-01",))
    assert found.stage_status("monitoring") == ("not_asked", (), (), ())
    done = judge(pack, None, COI_09="no")
    assert done.stage_status("conflict_of_interest") == ("complete", ("COI-09",), (), ())


def test_facts_survive_their_json_and_hash_alike(pack: Pack) -> None:
    facts = to_facts(pack, answers_of("2020-04-21"), {"fast_track": "no"})
    again = facts_from_json(json.loads(json.dumps(facts.to_json())))
    assert again.hash == facts.hash
    assert evaluate(pack, again).to_json() == evaluate(pack, facts).to_json()


def test_the_trace_names_every_step_with_its_row_and_what_was_read(pack: Pack) -> None:
    found = judge(pack, None, INT_08="yes", INT_11="yes")
    steps = {(one.what, one.result, one.row) for one in found.trace()}
    assert ("finding", "floor(substantial) on INT-08, answered", "yes|unknown -> floor(substantial)") in steps
    assert ("block", "TEC", "blocks.TEC") in steps
    assert ("level", "substantial", "level_formula") in steps
    assert ("suggested", "defer", "suggested#4") in steps
    depth = next(one for one in found.trace() if one.what == "depth")
    assert (depth.result, depth.because, depth.read) == (
        "enhanced",
        "the level asks for it",
        {"level": "substantial"},
    )
    named = judge(pack, None, INT_03="pilot").trace()[0]
    assert (named.what, named.result, named.because, named.read) == (
        "depth",
        "standard",
        "INT-03",
        {"INT-03": "pilot"},
    )
    read = next(one.read for one in found.trace() if one.row == "yes|unknown -> floor(substantial)")
    assert read == {"INT-08": "yes"}


LOWERING = {"CTV-14", "HRI-37"}


def test_only_nexus_and_tested_measures_can_bring_the_level_down(pack: Pack) -> None:
    """Take each answer of the 2020 case away: what stands without it is never higher, but for the two."""
    answers = answers_of("2020-04-21")
    answers["CTV-14"] = [AnswerValue("given", [{"controversy": "C-1", "nexus": "none"}])]
    facts = to_facts(pack, answers, {"depth_before": "enhanced"})
    ranks = {level.name: level.rank for level in pack.rules.levels}
    full = ranks[evaluate(pack, facts).level.at_least]
    for one in answers:
        if one not in LOWERING:
            assert ranks[evaluate(pack, facts.with_answer(one)).level.at_least] <= full
