"""A pack applied to facts: ``evaluate``.

The steps, in order: where the case stands on its answers (``standing``), how high the level could still be over every
completion of the unanswered rows (``bounds``), what may be decided (``outcomes``), and what is best asked next
(``questions``).
"""

from __future__ import annotations

from datetime import date
from typing import Final
from weakref import WeakKeyDictionary

from vetting.policy.bounds import could_be
from vetting.policy.couplings import CouplingRules, couple
from vetting.policy.evaluation import Evaluation, Level, Step
from vetting.policy.facts import Facts
from vetting.policy.grammar import DEPTHS
from vetting.policy.outcomes import look_out, outcome_inputs
from vetting.policy.pack import Pack
from vetting.policy.questions import order_questions
from vetting.policy.rulebook import Rulebook, rulebook_of
from vetting.policy.standing import Standing, authority_of, stand

_COUPLED: Final[WeakKeyDictionary[Pack, tuple[CouplingRules, ...]]] = WeakKeyDictionary()
_NOT_APPLICABLE: Final = ("not_applicable",)


def evaluate(
    pack: Pack, facts: Facts, on: date | None = None, *, decision_proposed: bool = False, ask: bool = True
) -> Evaluation:
    """What the pack says about these facts.

    ``on`` is the day for which it speaks; it is carried into the result. ``decision_proposed`` says that the rows of the
    decision are in, so that they count among the unanswered for the outcomes (tables.yaml, outcomes.inputs). Before that
    they are acts to come and no facts of the proposal: the bounds do not range over them, or a case of light depth could
    never be settled before it is decided, since an unknown among the decider's reasons would take it out of light.
    Without ``ask`` nothing is said of what to ask next, which a replay does not need and which costs the most.
    """
    book, couplings = rulebook_of(pack), _couplings_of(pack)
    standing = stand(book, couplings, facts)
    judged = standing if decision_proposed else _without_decision(book, couplings, standing)
    highest = could_be(book, couplings, judged)
    unanswered = tuple(one for one in standing.asked if one not in facts.answers)
    counted = [one for one in unanswered if decision_proposed or one not in book.decision_rows]
    inputs = outcome_inputs(book, standing, len(counted), bounds_equal=highest == standing.level)
    outlook = look_out(book, standing, inputs)
    return Evaluation(
        pack=pack,
        facts_hash=facts.hash,
        on=on,
        depth=DEPTHS[standing.depth],
        blocks=_block_names(book, standing.blocks),
        level=_level(book, standing, highest),
        authority=authority_of(book, standing),
        findings=tuple(standing.findings()),
        asked=standing.asked,
        unanswered=unanswered,
        unknown=tuple(one.criterion for one in standing.readings.values() if one.is_unknown),
        outlook=outlook,
        ask_next=order_questions(book, couplings, standing, unanswered, outlook) if ask else (),
        opening=tuple(_opening(book, standing)),
    )


def _without_decision(book: Rulebook, couplings: tuple[CouplingRules, ...], standing: Standing) -> Standing:
    """Where the case stands with the decision's own unanswered rows out of the way."""
    facts = standing.facts
    out_of_the_way = {**dict.fromkeys(book.decision_rows, _NOT_APPLICABLE), **facts.answers}
    if len(out_of_the_way) == len(facts.answers):
        return standing
    return stand(book, couplings, Facts(out_of_the_way, facts.case))


def _couplings_of(pack: Pack) -> tuple[CouplingRules, ...]:
    if pack not in _COUPLED:
        _COUPLED[pack] = couple(pack.rules.couplings, rulebook_of(pack).opened_by)
    return _COUPLED[pack]


def _level(book: Rulebook, standing: Standing, highest: int) -> Level:
    names = [level.name for level in book.rules.levels]
    because = {
        one.criterion
        for one in standing.findings()
        if (one.rank and one.rank == standing.sums.floor) or one.kind == "raise"
    }
    return Level(
        names[standing.known_level - 1], names[standing.level - 1], names[highest - 1], tuple(sorted(because))
    )


def _block_names(book: Rulebook, bits: int) -> tuple[str, ...]:
    return tuple(block.name for block in book.blocks if bits & book.bits[block.name])


def _opening(book: Rulebook, standing: Standing) -> list[Step]:
    steps = []
    for what, value, row, because, read in standing.reasons:
        if what == "depth":
            steps.append(Step("depth", DEPTHS[value], row, because, dict(read)))
        else:
            steps += [
                Step("block", name, f"blocks.{name}", because, dict(read))
                for name in _block_names(book, value)
            ]
    return steps
