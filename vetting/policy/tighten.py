"""Whether the pack of an office is nowhere weaker than its parent.

A restated row is at least as strict when, for every answer that either version of it tells apart, each effect of the
parent's has in the office's the same effect or a graver one (``is_covered``). Answers are finite here: options, grades,
numbers on and between all limits, words of a list, and for a table every combination of its facts.

What an office may not change at all is refused with the name of the rule: the question, what is answered, by fewer, later.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Final

from vetting.policy.facts import Fact, TableValue
from vetting.policy.grammar import DEPTHS, STATES, Atom, Compare, Consequence
from vetting.policy.pack import Criterion, Pack
from vetting.policy.places import Places
from vetting.policy.possible import plain_answers, values_near
from vetting.policy.readings import DEPTH, RANK, match_any
from vetting.policy.strict_yaml import Fault, Located

HIGHEST_AUTHORITY: Final = 4

_HOW: Final = "Keep what the parent asks, or make it stricter"


def find_weakenings(parent: Pack, pack: Pack, located: Mapping[str, Located]) -> list[Fault]:
    """Every rule of the parent that the pack drops or weakens."""
    places = Places(pack, located)
    for old in parent.criteria.values():
        new = pack.criteria.get(old.id)
        if new is not None and new != old:
            _check_row(old, new, places, parent)
    _check_blocks(parent, pack, places)
    if pack.rules.modality != parent.rules.modality:
        what = "depth_by_modality names a form of agreement that the row of forms does not have"
        places.add_table(what, "Restate the row with that option", "depth_by_modality")
    return places.faults


def is_covered(effect: Consequence, by: Sequence[Consequence]) -> bool:
    """Whether one of the effects is the same as this one, or graver."""
    same = [one for one in by if one.kind == effect.kind]
    if effect.kind == "stop_unless_exception":
        return any(one.kind in ("stop", "stop_unless_exception") for one in by)
    if effect.kind == "floor":
        return any(RANK[one.arg or ""] >= RANK[effect.arg or ""] for one in same)
    if effect.kind == "depth":
        return any(DEPTH[one.arg or ""] >= DEPTH[effect.arg or ""] for one in same)
    if effect.kind == "authority" and effect.arg != "+1":
        return any(one.arg != "+1" and int(one.arg or 0) >= int(effect.arg or 0) for one in same)
    return effect in by


def find_uncovered(old: Criterion, new: Criterion, facts: tuple[Fact, ...]) -> Consequence | None:
    """The first effect of the old row on these answers that the new row has neither the same nor graver."""
    before, after = _fired(old, facts), _fired(new, facts)
    if Consequence("floor", "high") in after:
        before = [one for one in before if one.kind != "raise"]  # nothing is higher
    if Consequence("authority", str(HIGHEST_AUTHORITY)) in after:
        before = [one for one in before if one.kind != "authority"]
    lost = Counter(one for one in before if _counts(one)) - Counter(after)
    return next((one for one in before if not is_covered(one, after)), next(iter(lost), None))


def answers_of_both(old: Criterion, new: Criterion, pack: Pack) -> Iterable[Fact]:
    """Answers such that every answer is read by both rows as one of them is; empty where they are too many."""
    atoms = [atom for row in (old, new) for effect in row.effects for atom in effect.when]
    if old.answer_type.base in ("table", "party"):
        yield from _tables(old, pack, atoms)
    else:
        yield from plain_answers(new.answer_type, atoms)
    yield from STATES


def _check_row(old: Criterion, new: Criterion, places: Places, parent: Pack) -> None:
    for key, what in _changed(old, new):
        places.add_criterion(old.id, f"{what} in {parent.name}", _HOW, key)
    if not _is_same_answer(old, new):
        what = f"the answer {old.answer_text} of {parent.name} may only get more options"
        places.add_criterion(old.id, what, _HOW, "answer")
        return
    for fact in answers_of_both(old, new, parent):
        effect = find_uncovered(old, new, (fact,))
        if effect is not None:
            what = f"{parent.name} gives {effect.text} for {_shown(fact)}, and this row neither that nor more"
            places.add_criterion(old.id, what, _HOW, "effects")
            return


def _changed(old: Criterion, new: Criterion) -> Iterable[tuple[str, str]]:
    if new.question != old.question:
        yield "question", "the question is not the one that stands"
    if missing := [one for one in old.answered_by if one not in new.answered_by]:
        yield "answered_by", f"it is not answered by {', '.join(missing)}, as"
    if missing := [one for one in old.sources if one not in new.sources]:
        yield "sources", f"it does not name the source {', '.join(missing)}, as"
    if new.same_as != old.same_as:
        yield "id", f"its twin is not {old.same_as or 'left out'}, as"
    if not _is_asked_as_early(old.asked_from, new.asked_from):
        yield "asked_from", f"it is not asked from {old.asked_from} on, as"


def _is_asked_as_early(old: str, new: str) -> bool:
    if old in DEPTHS and new in DEPTHS:
        return DEPTH[new] <= DEPTH[old]
    return new == old


def _is_same_answer(old: Criterion, new: Criterion) -> bool:
    one, two = old.answer_type, new.answer_type
    if (one.base, one.computed) != (two.base, two.computed) or (one.evidence and not two.evidence):
        return False
    return set(one.args) <= set(two.args) if one.base == "one" else one.args == two.args


def _fired(row: Criterion, facts: tuple[Fact, ...]) -> list[Consequence]:
    return [effect.consequence for effect in row.effects if match_any(effect.when, facts)]


def _counts(effect: Consequence) -> bool:
    """Whether it matters how often the effect stands."""
    return effect.kind == "raise" or effect == Consequence("authority", "+1")


def _tables(old: Criterion, pack: Pack, atoms: Sequence[Atom]) -> Iterable[Fact]:
    names = (
        ["missing_fields"]
        if old.answer_type.base == "party"
        else [rule.name for rule in pack.rules.columns[old.answer_type.args[0]].facts]
    )
    read = [name for name in names if any(isinstance(one, Compare) and one.fact == name for one in atoms)]
    limits = [[one for one in atoms if isinstance(one, Compare) and one.fact == name] for name in read]
    for numbers in product(*(values_near(one) for one in limits)):
        facts = tuple(zip(read, numbers, strict=True))
        yield TableValue(facts)
        yield TableValue(facts, tuple(read), unknown=True)


def _check_blocks(parent: Pack, pack: Pack, places: Places) -> None:
    known = {block.name for block in parent.rules.blocks}
    for block in pack.rules.blocks:
        hidden = [one for one in block.rows if one in parent.criteria]
        if block.name not in known and hidden:
            what = f"the block {block.name} would hide {hidden[0]} until it opens, which {parent.name} asks at once"
            places.add_table(what, "Put rows of your own into it", "blocks", block.name, "rows")


def _shown(fact: Fact) -> str:
    if isinstance(fact, TableValue):
        facts = ", ".join(f"{name} {value}" for name, value in fact.facts)
        return f"{facts or 'a table'}{' with an unknown cell' if fact.unknown else ''}"
    if isinstance(fact, tuple):
        return ", ".join(map(str, fact)) or "an empty list"
    return str(fact).replace("_", " ")
