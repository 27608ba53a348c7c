"""The examples of a pack, run: each gives exactly the effects it states, and together they show every effect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from vetting.policy.couplings import CouplingRules, couple
from vetting.policy.facts import AnswerValue, to_facts
from vetting.policy.grammar import STATES
from vetting.policy.pack import Example, Pack
from vetting.policy.places import Places
from vetting.policy.readings import RANK
from vetting.policy.rulebook import Rulebook
from vetting.policy.values import find_value_faults

_ADD: Final = "Add one to examples.yaml"


def check_examples(pack: Pack, places: Places) -> None:
    """Every example that is wrong, and every effect and coupling row without one."""
    book = Rulebook(pack)
    couplings = {rules.coupling.name: rules for rules in couple(pack.rules.couplings, book.opened_by)}
    shown: dict[str, list[frozenset[str]]] = {}
    for number, example in enumerate(pack.examples):
        effects = _run(pack, book, couplings, example)
        if isinstance(effects, str):
            places.add("examples.yaml", (number,), f"{example.subject}: {effects}", "Mend the example")
        elif effects != set(example.expected):
            what = f"{example.subject}: it gives {_listed(effects)}, and the example says {_listed(set(example.expected))}"
            places.add("examples.yaml", (number,), what, "Mend the example or the rule")
        else:
            shown.setdefault(example.subject, []).append(frozenset(effects))
    _check_shown(pack, shown, places)


def _run(
    pack: Pack, book: Rulebook, couplings: Mapping[str, CouplingRules], example: Example
) -> set[str] | str:
    """The effects of the example, or what is wrong with it."""
    given = dict(example.given) if example.case == "coupling" else {example.subject: example.answer}
    level = given.pop("level", "low")
    faults = [fault for one, value in given.items() for fault in _faults(pack, one, value)]
    if faults or level not in RANK:
        return " ".join(faults) or f"{level} is no level"
    facts = to_facts(pack, {one: [_answer(value)] for one, value in given.items()})
    readings = {one: book.read(one, answer) for one, answer in facts.answers.items()}
    if example.case != "coupling":
        return {one.effect for one in readings[example.subject].findings}
    rules = couplings.get(example.subject.partition("#")[0])
    return (
        {one.effect for one in rules.find(readings, RANK[level]).findings}
        if rules
        else "there is no such coupling"
    )


def _faults(pack: Pack, criterion: str, value: Any) -> list[str]:
    if criterion in pack.criteria and value in STATES:
        return []
    return find_value_faults(pack, criterion, value, example=True)


def _answer(value: Any) -> AnswerValue:
    return AnswerValue(value) if value in STATES else AnswerValue("given", value)


def _check_shown(pack: Pack, shown: Mapping[str, list[frozenset[str]]], places: Places) -> None:
    for criterion in pack.criteria.values():
        found = shown.get(criterion.id, [])
        for effect in {one.consequence.text for one in criterion.effects}:
            if not any(effect in one for one in found):
                places.add_criterion(criterion.id, f"no example fires {effect}", _ADD)
            if not any(effect not in one for one in found):
                places.add_criterion(criterion.id, f"no example leaves {effect} silent", _ADD)
    for coupling in pack.rules.couplings:
        for row in coupling.rows:
            if coupling.row_name(row) not in shown:
                path = ("couplings", coupling.name, "rows", row.number - 1)
                places.add_table(f"{coupling.row_name(row)} has no example", _ADD, *path)


def _listed(effects: set[str]) -> str:
    return ", ".join(sorted(effects)) or "nothing"
