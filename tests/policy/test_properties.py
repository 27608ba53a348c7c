"""What holds for every file under the default pack, on files filled in by chance as offices fill them in."""

import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vetting.policy.domains import Domains, domains_of
from vetting.policy.evaluate import evaluate
from vetting.policy.evaluation import Evaluation
from vetting.policy.facts import Fact, Facts
from vetting.policy.grammar import LEVELS
from vetting.policy.load import find_pack, load_pack
from vetting.policy.pack import Pack
from vetting.policy.rulebook import rulebook_of

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

APPROVALS = {"approve", "approve_with_conditions"}
# The answers that may lower what stands: whether a controversy has a tie to the proposal, and a measure that was tested.
LOWERING = {"CTV-14", "HRI-37"}

seeds = st.integers(0, 2**32)


@cache
def pack() -> Pack:
    return load_pack(find_pack("un-default"))


def domains() -> Domains:
    return domains_of(rulebook_of(pack()))


def judge(facts: Facts) -> Evaluation:
    return evaluate(pack(), facts, ask=False)


def filled_in(dice: random.Random) -> Facts:
    """Some share of what is asked answered, mostly without effect; the facts of the case by chance."""
    share, grave = dice.choice((0.3, 0.7, 1)), dice.choice((0.03, 0.2))
    case = {"value_usd": dice.choice((1000, 60000)), "term_months": dice.choice((6, 24)), "fast_track": "no"}
    answers: dict[str, tuple[Fact, ...]] = {}
    skipped: set[str] = set()
    while True:
        asked = judge(Facts(answers, case)).asked
        new = [one for one in asked if one not in answers and one not in skipped]
        if not new:
            return Facts(answers, case)
        for one in new:
            if dice.random() > share:
                skipped.add(one)
            else:
                answers[one] = _answer(one, dice, grave)


def _answer(criterion: str, dice: random.Random, grave: float) -> tuple[Fact, ...]:
    possible = domains().of(criterion)
    calm = [one for one in possible if not rulebook_of(pack()).read(criterion, one).findings]
    return dice.choice(possible if dice.random() < grave or not calm else calm)


def level(found: Evaluation) -> int:
    return LEVELS.index(found.level.at_least)


@settings(max_examples=25)
@given(seeds)
def test_answering_never_lowers_the_level_unless_its_own_answer_warrants_it(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 -- a test's dice
    facts = filled_in(dice)
    before = judge(facts)
    rows = [one for one in before.unanswered if one not in LOWERING]
    for one in dice.sample(rows, min(8, len(rows))):
        if one == "HRI-17" and "HRI-37" in facts.answers:
            continue  # the measures were answered before the impacts that they lower
        for answer in domains().of(one):
            after = judge(facts.with_answer(one, *answer))
            assert level(after) >= level(before), (one, answer)


@settings(max_examples=25)
@given(seeds)
def test_answering_only_ever_narrows_what_the_level_could_be(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 -- a test's dice
    facts = filled_in(dice)
    before = judge(facts)
    rows = [one for one in before.unanswered if one not in pack().rules.outcomes.decision_rows]
    for one in dice.sample(rows, min(5, len(rows))):
        answer = dice.choice(domains().of(one))
        after = judge(facts.with_answer(one, *answer))
        assert LEVELS.index(after.level.could_be) <= LEVELS.index(before.level.could_be), (one, answer)


@settings(max_examples=25)
@given(seeds)
def test_an_unknown_is_never_better_than_the_worst_known_answer(seed: int) -> None:
    """It opens no approval that a known answer closes; its level is that of the worst, or its gate is open."""
    dice = random.Random(seed)  # noqa: S311 -- a test's dice
    facts = filled_in(dice)
    rows = [one for one in judge(facts).asked if not pack().criteria[one].is_computed]
    for one in dice.sample(rows, min(5, len(rows))):
        unknown = judge(facts.with_answer(one, "unknown"))
        known = [
            judge(facts.with_answer(one, *answer)) for answer in domains().of(one) if answer != ("refused",)
        ]
        if level(unknown) < max(map(level, known)):
            assert unknown.gates_open.get(one), one
        for other in known:
            assert set(unknown.admissible) & APPROVALS <= set(other.admissible) | APPROVALS
            if not set(other.admissible) & APPROVALS:
                assert not set(unknown.admissible) & APPROVALS, one


@settings(max_examples=25)
@given(seeds)
def test_hidden_follow_ups_never_count(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 -- a test's dice
    facts = filled_in(dice)
    before = judge(facts)
    hidden = [
        one for one in pack().criteria if one not in before.asked and not pack().criteria[one].is_computed
    ]
    added = {one: domains().worst(one, (1,)) for one in dice.sample(hidden, min(30, len(hidden)))}
    after = judge(Facts({**facts.answers, **added}, facts.case))
    assert (after.level[:2], after.fired, after.gates_open, after.asked) == (
        before.level[:2], before.fired, before.gates_open, before.asked,
    )  # fmt: skip
    assert (after.depth, after.authority, after.admissible) == (
        before.depth,
        before.authority,
        before.admissible,
    )


@settings(max_examples=25)
@given(seeds)
def test_the_order_in_which_answers_came_does_not_matter(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 -- a test's dice
    facts = filled_in(dice)
    answers = list(facts.answers.items())
    dice.shuffle(answers)
    case = dict(reversed(list(facts.case.items())))
    assert judge(Facts(dict(answers), case)).to_json() == judge(facts).to_json()


@pytest.mark.parametrize("criterion", ["CTV-14", "HRI-37"])
def test_the_two_answers_that_may_lower_a_level_do_so(criterion: str) -> None:
    """Otherwise the first property would hold for want of a case."""
    items = {"CTV-14": "CTV-02", "HRI-37": "HRI-17"}
    others: dict[str, tuple[Fact, ...]] = dict.fromkeys(pack().criteria, ("not_applicable",))
    del others[criterion]
    facts = Facts(others, {"depth_before": "enhanced"})
    assert any(
        level(judge(grave.with_answer(criterion, *one))) < level(judge(grave))
        for grave in (facts.with_answer(items[criterion], *one) for one in domains().of(items[criterion]))
        for one in domains().of(criterion)
    )
