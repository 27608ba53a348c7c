"""Whether a pack means what it says: every check that a loader makes, every fault with file and line.

Names first (lists, tables, conditions, sources, twins, blocks); then each row (``check_rows``), the couplings
(``check_couplings``) and the examples (``check_examples``), which are run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vetting.policy.check_couplings import check_couplings
from vetting.policy.check_examples import check_examples
from vetting.policy.check_rows import check_rows
from vetting.policy.columns import Column
from vetting.policy.grammar import Compare, Word
from vetting.policy.pack import Criterion, Pack
from vetting.policy.places import Places
from vetting.policy.rowkinds import MAX_KINDS, count_kinds
from vetting.policy.strict_yaml import Fault, Located
from vetting.policy.texts import check_texts


def find_pack_faults(pack: Pack, located: Mapping[str, Located]) -> list[Fault]:
    """Every fault of meaning. Where names are at fault, what would need them is not checked further."""
    places = Places(pack, located)
    for criterion in pack.criteria.values():
        _check_names(pack, criterion, places)
    _check_columns(pack, places)
    _check_use(pack, places)
    _check_outcomes(pack, places)
    check_texts(pack, places)
    if not places.faults:
        check_rows(pack, places)
        check_couplings(pack, places)
        check_examples(pack, places)
    return places.faults


def _check_names(pack: Pack, criterion: Criterion, places: Places) -> None:
    for number in range(len(criterion.effects)):
        for what in _unknown_names(pack, criterion, number):
            places.add_criterion(criterion.id, what, "Use a name that the pack has", "effects", number)
    for what, key in _unknown_references(pack, criterion):
        places.add_criterion(criterion.id, what, "Use a name that the pack has", key)


def _unknown_names(pack: Pack, criterion: Criterion, number: int) -> Iterable[str]:
    effect = criterion.effects[number]
    facts, items = _fact_names(pack, criterion), _list_items(pack, criterion)
    for atom in effect.when:
        if isinstance(atom, Compare) and atom.fact is not None and facts and atom.fact not in facts:
            yield f"{atom.fact} is no fact of its answer; the facts are {', '.join(sorted(facts))}"
        if isinstance(atom, Word) and criterion.answer_type.base == "many" and atom.text not in items:
            yield f"{atom.text} is not in the list {criterion.answer_type.args[0]}"
    kind, arg = effect.consequence.kind, effect.consequence.arg
    if kind == "condition" and arg not in pack.conditions:
        yield f"the condition {arg} is not in conditions.yaml"
    if kind == "asks" and arg not in pack.criteria and arg not in {block.name for block in pack.rules.blocks}:
        yield f"asks({arg}) names neither a block nor a criterion"


def _unknown_references(pack: Pack, criterion: Criterion) -> Iterable[tuple[str, str]]:
    answer = criterion.answer_type
    if answer.base == "many" and answer.args[0] not in pack.lists:
        yield f"the list {answer.args[0]} is not in lists.yaml", "answer"
    if answer.base == "table" and answer.args[0] not in pack.rules.columns:
        yield f"the table {answer.args[0]} is not in tables.yaml", "answer"
    for source in criterion.sources:
        if source not in pack.sources:
            yield f"the source {source} is not in sources.yaml", "sources"
    for one in criterion.answered_by:
        if one not in pack.lists.get("answerers", (one,)):
            yield f"{one} is not in the list answerers", "answered_by"
    if criterion.same_as is not None and criterion.same_as not in pack.criteria:
        yield f"its twin {criterion.same_as} is not known", "same_as"
    block = criterion.asked_from.removeprefix("when:")
    if block != criterion.asked_from and criterion.id not in _rows_of(pack, block):
        yield f"the block {block} does not have this row", "asked_from"


def _fact_names(pack: Pack, criterion: Criterion) -> set[str]:
    if criterion.answer_type.base == "party":
        return {"missing_fields"}
    table = pack.rules.columns.get(criterion.answer_type.table or "")
    return {rule.name for rule in table.facts} if table else set()


def _list_items(pack: Pack, criterion: Criterion) -> set[str]:
    words = {"some", "empty", "unknown", "any"}
    return (
        words | set(pack.lists.get(criterion.answer_type.args[0], ()))
        if criterion.answer_type.base == "many"
        else words
    )


def _rows_of(pack: Pack, name: str) -> tuple[str, ...]:
    return next((block.rows for block in pack.rules.blocks if block.name == name), ())


def _check_columns(pack: Pack, places: Places) -> None:
    for table in pack.rules.columns.values():
        for column in table.columns:
            if _is_unknown(pack, column):
                what = f"{column.kind}({column.args[0]}) names nothing that the pack has"
                places.add_table(
                    what, "Use a name that the pack has", "tables", table.name, "columns", column.name
                )
        if count_kinds(table, pack.lists, {}) > MAX_KINDS:
            what = f"the facts of {table.name} tell more than {MAX_KINDS} kinds of rows apart"
            places.add_table(what, "Let its facts read fewer columns", "tables", table.name)


def _is_unknown(pack: Pack, column: Column) -> bool:
    if column.kind in ("item", "many"):
        return column.args[0] not in pack.lists
    return column.kind == "ref" and column.args[0] not in pack.rules.columns


def _check_use(pack: Pack, places: Places) -> None:
    """Conditions and sources that nothing uses, and triage rows that are not known."""
    consequences = [effect.consequence for one in pack.criteria.values() for effect in one.effects]
    consequences += [one for coupling in pack.rules.couplings for row in coupling.rows for one in row.then]
    conditions = {one.arg for one in consequences if one.kind == "condition"}
    for slug in pack.conditions:
        if slug not in conditions:
            places.add(
                "conditions.yaml", (slug,), f"no effect uses the condition {slug}", "Use it or remove it"
            )
    sources = {source for one in pack.criteria.values() for source in one.sources}
    for key in pack.sources:
        if key not in sources:
            places.add(
                "sources.yaml", (key,), f"no criterion rests on the source {key}", "Use it or remove it"
            )
    for one in sorted(pack.rules.triage - set(pack.criteria)):
        places.add_table(
            f"triage names {one}, which is not known", "Name criteria of the pack", "triage", "criteria"
        )


def _check_outcomes(pack: Pack, places: Places) -> None:
    for name in ("admissible", "suggested"):
        rows = pack.rules.outcomes.admissible if name == "admissible" else pack.rules.outcomes.suggested
        if not rows or rows[-1].cells:
            places.add_table(
                f"the last row of {name} does not match everything",
                "End with a row that tests nothing",
                "outcomes",
                name,
            )
