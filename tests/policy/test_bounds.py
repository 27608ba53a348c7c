"""The engine held against a plain evaluation, on small packs made at random: bounds, depth, outcomes, questions."""

import gc
import random
import weakref
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policy.oracle import LEVELS, Oracle, all_answers
from tests.policy.small_packs import Files, criterion, files, read
from vetting.policy.evaluate import evaluate
from vetting.policy.evaluation import Evaluation
from vetting.policy.facts import Facts
from vetting.policy.pack import Pack
from vetting.policy.rulebook import rulebook_of

WHEN = {
    "yes_no": ("yes", "no", "unknown", "yes|unknown", "any"),
    "grade_1_4": ("4", "3|unknown", ">= 2", "2..3", "unknown", "1"),
    "one(a|b|c)": ("a", "b|unknown", "c", "any"),
}
THEN = (
    "floor(moderate)",
    "floor(substantial)",
    "floor(high)",
    "floor(moderate)",
    "raise",
    "authority(3)",
    "authority(+1)",
    "gate(answer)",
    "condition(care)",
    "depth(basic)",
    "depth(standard)",
    "depth(enhanced)",
    "asks(EXT)",
    "stop",
    "info",
)
ASKED = ("triage", "triage", "light", "basic", "standard", "enhanced", "when:EXT")

seeds = st.integers(0, 2**32)


def make_pack(seed: int) -> Files:
    """A small pack, by chance."""
    dice = random.Random(seed)  # noqa: S311 -- a test's dice
    rows = []
    for number in range(1, dice.randint(3, 5) + 1):
        answer = dice.choice(list(WHEN))
        effects = [f"{dice.choice(WHEN[answer])} -> {dice.choice(THEN)}" for _ in range(dice.randint(0, 2))]
        rows.append(criterion(f"INT-0{number}", answer, dice.choice(ASKED), tuple(dict.fromkeys(effects))))
    opener, inside = dice.choice(rows), [one["id"] for one in rows if one["asked_from"] == "when:EXT"]
    blocks = {"EXT": {"title": "More", "from": "any depth after triage", "rows": ", ".join(inside or [rows[-1]["id"]]),
                      "opens_when": [{"criterion": opener["id"], "test": dice.choice(WHEN[opener["answer"]])}]}}  # fmt: skip
    triage = {"criteria": [one["id"] for one in rows if one["asked_from"] == "triage"][:2]}
    couplings = {"joined": make_coupling(dice, rows)} if dice.random() < 0.7 else {}
    tables: Any = {"blocks": blocks, "triage": triage, **({"couplings": couplings} if couplings else {})}
    if not triage["criteria"]:
        del tables["triage"]
    content = files(rows, None, None, **tables)
    content["conditions.yaml"] = {
        "care": dict.fromkeys(("text", "test", "owner", "due", "consequence"), "stated")
    }
    return content


def make_coupling(dice: random.Random, rows: list[Any]) -> Any:
    """A coupling of two rows, by chance."""
    one, two = dice.sample(rows, 2)
    cells = [
        {
            "first": dice.choice((*WHEN[one["answer"]], "-")),
            "second": dice.choice((*WHEN[two["answer"]], "-")),
        }
        for _ in range(3)
    ]
    then = [[dice.choice(THEN[:8])] if dice.random() < 0.8 else [] for _ in cells]
    made = [{**cell, "then": effects, "because": "so"} for cell, effects in zip(cells, then, strict=True)]
    inputs = {"first": {"criterion": one["id"]}, "second": {"criterion": two["id"]}}
    return {"mode": "adds", "finding_on": one["id"], "hit": "first", "inputs": inputs, "rows": made}


def some_answers(content: Files, seed: int, share: float) -> dict[str, Any]:
    """Answers to some of the rows, by chance."""
    dice = random.Random(seed)  # noqa: S311 -- a test's dice
    rows = content["stages/intake.yaml"]["criteria"]
    return {one["id"]: dice.choice(all_answers(one["answer"])) for one in rows if dice.random() < share}


def judge(pack: Pack, answers: dict[str, Any]) -> Evaluation:
    """What the engine says."""
    return evaluate(pack, Facts({one: (answer,) for one, answer in answers.items()}))


@settings(max_examples=150)
@given(seeds, seeds)
def test_level_depth_authority_and_outcomes_are_those_of_a_plain_evaluation(
    pack_seed: int, seed: int
) -> None:
    content = make_pack(pack_seed)
    pack, _ = read(content)
    answers = some_answers(content, seed, 0.7)
    expected = Oracle(content).stand(answers)
    found = judge(pack, answers)
    # What the engine adds by an unknown read as absent is kept apart by its basis; the plain evaluation reads it once.
    assert (found.depth, found.asked, found.unanswered) == (
        expected["depth"],
        tuple(expected["asked"]),
        tuple(expected["unanswered"]),
    )
    assert (found.level.at_least, found.authority, found.admissible) == (
        expected["level"], expected["authority"], expected["admissible"],
    )  # fmt: skip


@settings(max_examples=150)
@given(seeds, seeds)
def test_could_be_is_the_highest_level_over_every_completion(pack_seed: int, seed: int) -> None:
    content = make_pack(pack_seed)
    pack, _ = read(content)
    answers = some_answers(content, seed, 0.4)
    assert judge(pack, answers).level.could_be == Oracle(content).could_be(answers)


@settings(max_examples=150)
@given(seeds, seeds)
def test_what_can_move_the_case_is_asked_first(pack_seed: int, seed: int) -> None:
    content = make_pack(pack_seed)
    pack, _ = read(content)
    answers = some_answers(content, seed, 0.5)
    found, movers = judge(pack, answers), Oracle(content).movers(answers)
    assert found.ask_next == (
        *(one for one in found.unanswered if one in movers),
        *(one for one in found.unanswered if one not in movers),
    )


@settings(max_examples=60)
@given(seeds, seeds)
def test_the_order_of_answers_does_not_matter(pack_seed: int, seed: int) -> None:
    content = make_pack(pack_seed)
    pack, _ = read(content)
    answers = some_answers(content, seed, 0.8)
    backwards = dict(reversed(answers.items()))
    assert judge(pack, answers).to_json() == judge(pack, backwards).to_json()


@settings(max_examples=60)
@given(seeds, seeds)
def test_a_row_that_is_not_asked_adds_nothing(pack_seed: int, seed: int) -> None:
    content = make_pack(pack_seed)
    pack, _ = read(content)
    answers = some_answers(content, seed, 0.8)
    found = judge(pack, answers)
    asked = {one: answer for one, answer in answers.items() if one in found.asked}
    kept = judge(pack, asked)
    assert (kept.level.at_least, kept.fired, kept.gates_open, kept.admissible) == (
        found.level.at_least, found.fired, found.gates_open, found.admissible,
    )  # fmt: skip


@settings(max_examples=60)
@given(seeds, seeds)
def test_adding_a_floor_never_lowers_a_level(pack_seed: int, seed: int) -> None:
    content = make_pack(pack_seed)
    for coupling in content["tables.yaml"].get("couplings", {}).values():
        coupling["hit"] = (
            "all"  # of a table whose first row holds, a row that opens may take the place of a graver one
        )
    answers = some_answers(content, seed, 0.7)
    before = judge(read(content)[0], answers)
    content["stages/intake.yaml"]["criteria"][0]["effects"].append("any -> floor(substantial)")
    after = judge(read(content)[0], answers)
    assert LEVELS.index(after.level.at_least) >= LEVELS.index(before.level.at_least)


@settings(max_examples=60)
@given(seeds, seeds)
def test_one_more_answer_never_lowers_the_level_where_nothing_is_coupled(pack_seed: int, seed: int) -> None:
    content = make_pack(pack_seed)
    content["tables.yaml"].pop("couplings", None)
    pack, _ = read(content)
    answers = some_answers(content, seed, 0.5)
    before = judge(pack, answers)
    for one in before.unanswered:
        for answer in all_answers(pack.criteria[one].answer_text):
            after = judge(pack, {**answers, one: answer})
            assert LEVELS.index(after.level.at_least) >= LEVELS.index(before.level.at_least)
            assert LEVELS.index(after.level.could_be) <= LEVELS.index(before.level.could_be)


def test_a_bound_that_cannot_be_proved_in_bounds_is_never_too_low(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is cut short: products of a coupling, steps of the search."""
    for limit in ("MAX_PRODUCT", "MAX_STEPS"):
        with monkeypatch.context() as cut:
            cut.setattr(f"vetting.policy.bounds.{limit}", 0)
            for seed in range(40):
                content = make_pack(seed)
                answers = some_answers(content, seed, 0.3)
                found = judge(read(content)[0], answers).level.could_be
                assert LEVELS.index(found) >= LEVELS.index(Oracle(content).could_be(answers))


def test_what_is_kept_is_bounded_and_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    content = make_pack(7)
    answers = some_answers(content, 7, 0.5)
    before = judge(read(content)[0], answers).to_json()
    monkeypatch.setattr("vetting.policy.kept.MAX_KEPT", 1)
    assert judge(read(content)[0], answers).to_json() == before


def test_what_is_kept_of_a_pack_goes_with_the_pack() -> None:
    pack, _ = read(make_pack(7))
    judge(pack, {})
    book = weakref.ref(rulebook_of(pack))
    del pack
    gc.collect()
    assert book() is None


def test_a_share_has_no_value_above_a_hundred() -> None:
    effects = ("> 50 -> floor(moderate)", "> 100 -> floor(high)")
    pack, _ = read(files([criterion("INT-01", "number(percent)", effects=effects)]))
    assert judge(pack, {}).level.could_be == "moderate"


def test_a_number_is_tried_between_and_beyond_its_limits() -> None:
    effects = ("> 2 -> floor(moderate)", "= 4 -> floor(high)", "< 1 -> raise")
    pack, _ = read(files([criterion("INT-01", "number(hours)", effects=effects)]))
    assert judge(pack, {}).level.could_be == "high"
    assert [judge(pack, {"INT-01": one}).level.at_least for one in ("0.5", 1, "2.5", 4)] == [
        "moderate",
        "low",
        "moderate",
        "high",
    ]
