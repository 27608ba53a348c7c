"""Reading tables.yaml into typed tables; every fault is gathered by the shapes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from vetting.policy.columns import Backed, Column, FactRule, Table, parse_column, parse_fact
from vetting.policy.grammar import DEPTHS, LEVELS, AnswerType, Atom, parse_answer_type, parse_when
from vetting.policy.load_couplings import read_couplings
from vetting.policy.pack import Criterion
from vetting.policy.shapes import Shape
from vetting.policy.tables import Block, CaseField, Level, LightDepth, OutcomeRow, Outcomes, Tables, Test

_REQUIRED: Final = ("levels", "authorities", "depths", "outcomes")
_OPTIONAL: Final = (
    "level_formula", "authority_formula", "exceptions", "depth_formula", "depth_by_modality", "triage", "light_depth",
    "expected_time", "blocks", "answer_states", "case_fields", "clock", "couplings", "actions_by_involvement",
    "same_fact", "grade_anchors", "tables", "records",
)  # fmt: skip
_LEVEL_KEYS: Final = ("rank", "own_authority", "depth_at_least")
_LEVEL_DUTIES: Final = (
    "window_days",
    "rounds",
    "reply_days",
    "peer_review",
    "re_review_months",
    "re_review_extra",
    "publication",
)
_COUNTED: Final = ("window_days", "rounds", "reply_days", "re_review_months")
_CRITERION: Final = re.compile(r"[A-Z]{3}-[0-9]{2}")
_COUNT: Final = AnswerType("number", ("findings",))

Criteria = Mapping[str, Criterion]


def read_columns(root: Shape) -> tuple[dict[str, Table], tuple[Column, ...]]:
    """The columns of every table answer, and those of a party."""
    tables = {str(name): _read_table(str(name), shape) for name, shape in _entries(root, "tables")}
    party = root / "records" / "party" / "fields"
    fields = (
        [_read_column(str(name), shape) for name, shape in party.entries()] if party.value is not None else []
    )
    return tables, tuple(column for column in fields if column)


def read_tables(
    root: Shape, criteria: Criteria, columns: Mapping[str, Table], party: tuple[Column, ...]
) -> Tables:
    """All tables, typed; what cannot be read is left out and reported."""
    root.check_keys(_REQUIRED, _OPTIONAL)
    fields = {str(name): _read_case_field(str(name), shape) for name, shape in _entries(root, "case_fields")}
    modalities = {str(name): shape.one_of(DEPTHS) for name, shape in _entries(root, "depth_by_modality")}
    return Tables(
        levels=_read_levels(root / "levels"),
        authorities=tuple(key for key, _ in (root / "authorities").entries() if isinstance(key, int)),
        triage=frozenset((root / "triage" / "criteria").texts() if root.has("triage") else ()),
        light=_read_light(root, criteria, fields),
        depth_by_modality=modalities,
        modality=_find_modality(criteria, modalities),
        blocks=tuple(
            _read_block(str(name), shape, criteria, fields) for name, shape in _entries(root, "blocks")
        ),
        case_fields=fields,
        couplings=read_couplings(root / "couplings", criteria, columns) if root.has("couplings") else (),
        outcomes=_read_outcomes(root / "outcomes", criteria),
        columns=columns,
        party=party,
    )


def _entries(root: Shape, key: str) -> list[tuple[str | int, Shape]]:
    return list((root / key).entries()) if root.has(key) else []


def _read_table(name: str, shape: Shape) -> Table:
    shape.check_keys(("columns", "facts"), ("rule", "reading", "every", "backed"))
    found = [_read_column(str(key), column) for key, column in (shape / "columns").entries()]
    columns = tuple(column for column in found if column)
    facts = [fact.parsed(_fact_parser(str(key), columns)) for key, fact in (shape / "facts").entries()]
    if not columns:
        shape.fault(f"the table {name} has no column", "Give it one")
        columns = (Column("row", "text", (), optional=False),)
    every, backed = _read_every(shape, columns), _read_backed(shape, columns)
    return Table(name, columns, tuple(fact for fact in facts if fact), every, backed)


def _read_every(shape: Shape, columns: tuple[Column, ...]) -> Column | None:
    if not shape.has("every"):
        return None
    found = next((one for one in columns if one.name == (shape / "every").text()), None)
    if found is None or found.kind not in ("item", "one"):
        (shape / "every").fault("this is no column with a list", "Name a column of items or of options")
        return None
    return found


def _read_backed(shape: Shape, columns: tuple[Column, ...]) -> tuple[Backed, ...]:
    rules = []
    for item in (shape / "backed").items() if shape.has("backed") else ():
        if item.check_keys(("column", "value", "by", "otherwise")):
            rule = Backed(*((item / key).text() for key in ("column", "value", "by", "otherwise")))
            kinds = {one.name: one.kind for one in columns}
            if rule.column not in kinds or kinds.get(rule.by) != "evidence":
                item.fault("the row has no such cell beside one of evidence", "Name two columns of the table")
            rules.append(rule)
    return tuple(rules)


def _fact_parser(name: str, columns: tuple[Column, ...]) -> Callable[[str], FactRule]:
    return lambda text: parse_fact(name, text, columns)


def _when_parser(answer: AnswerType) -> Callable[[str], tuple[Atom, ...]]:
    return lambda text: parse_when(text, answer)


def _read_column(name: str, shape: Shape) -> Column | None:
    return shape.parsed(lambda text: parse_column(name, text))


def _read_levels(shape: Shape) -> tuple[Level, ...]:
    levels = []
    for name, level in shape.entries():
        level.check_keys(_LEVEL_KEYS, _LEVEL_DUTIES)
        for duty in (one for one in _COUNTED if level.has(one)):
            (level / duty).integer()
        rank, authority = (level / "rank").integer(), (level / "own_authority").integer()
        levels.append(Level(str(name), rank, authority, (level / "depth_at_least").one_of(DEPTHS)))
    if tuple(level.name for level in levels) != LEVELS or [level.rank for level in levels] != [1, 2, 3, 4]:
        shape.fault(
            "the levels are not low, moderate, substantial and high with the ranks 1 to 4",
            "Name these four in this order",
        )
    return tuple(levels)


def _read_case_field(name: str, shape: Shape) -> CaseField:
    shape.check_keys(("type",), ("missing", "is"))
    text = (shape / "type").text()
    missing = (shape / "missing").text() if shape.has("missing") else ""
    if text in ("computed", "list of criterion ids"):
        return CaseField(name, None, missing, computed=text == "computed")
    return CaseField(name, (shape / "type").parsed(parse_answer_type), missing)


def read_test(shape: Shape, criteria: Criteria, fields: Mapping[str, CaseField]) -> Test | None:
    """A test of a criterion's answer or of a case field."""
    on_field = shape.has("case_field")
    subject_key = "case_field" if on_field else "criterion"
    if not shape.check_keys((subject_key, "test"), ("because",)):
        return None
    subject = (shape / subject_key).text()
    if subject not in (fields if on_field else criteria):
        (shape / subject_key).fault(f"{subject} is not known", "Name one that the pack has")
        return None
    answer = (fields[subject].type or _COUNT) if on_field else criteria[subject].answer_type
    atoms = (shape / "test").parsed(lambda text: parse_when(text, answer))
    because = (shape / "because").text() if shape.has("because") else ""
    return Test(subject, on_field, atoms, because) if atoms else None


def _read_light(root: Shape, criteria: Criteria, fields: Mapping[str, CaseField]) -> LightDepth:
    if not root.has("light_depth"):
        return LightDepth(frozenset(), ())
    shape = root / "light_depth"
    shape.check_keys(
        ("modalities", "preconditions"), ("exclusion", "leaves_light_for_basic", "audit_draw_percent")
    )
    tests = [read_test(item, criteria, fields) for item in (shape / "preconditions").items()]
    return LightDepth(frozenset((shape / "modalities").texts()), tuple(test for test in tests if test))


def _find_modality(criteria: Criteria, modalities: Mapping[str, str]) -> str | None:
    names = set(modalities) - {"unknown"}
    fitting = [
        one.id
        for one in criteria.values()
        if names and one.answer_type.base == "one" and names <= set(one.answer_type.args)
    ]
    return fitting[0] if fitting else None


def _read_block(name: str, shape: Shape, criteria: Criteria, fields: Mapping[str, CaseField]) -> Block:
    shape.check_keys(("title", "rows", "opens_when", "from"), ("otherwise_from",))
    tests: list[Test] = []
    effects: list[str] = []
    for item in (shape / "opens_when").items():
        if item.has("effect"):
            effects.append((item / "effect").one_of(("reply",)))
        elif test := read_test(item, criteria, fields):
            tests.append(test)
    otherwise = (shape / "otherwise_from").one_of(DEPTHS) if shape.has("otherwise_from") else None
    rows = _block_rows(shape / "rows", criteria)
    return Block(
        name, (shape / "title").text(), rows, tuple(tests), tuple(effects), _from(shape / "from"), otherwise
    )


def _block_rows(shape: Shape, criteria: Criteria) -> tuple[str, ...]:
    rows: list[str] = []
    for part in shape.text().split(","):
        pattern = part.strip()
        prefix = pattern.removesuffix("*")
        found = [one for one in criteria if (one.startswith(prefix) if prefix != pattern else one == pattern)]
        if not found:
            shape.fault(f"no criterion is called {pattern}", "Name rows that the pack has")
        rows += found
    return tuple(rows)


def _from(shape: Shape) -> str | None:
    text = shape.text()
    if text in DEPTHS:
        return text
    if text == "any depth after triage":
        return "light"
    if not text.startswith("the depth of each row"):
        shape.fault(f"{text} is no depth", "Write a depth, any depth after triage, or the depth of each row")
    return None


def _read_outcomes(shape: Shape, criteria: Criteria) -> Outcomes:
    shape.check_keys(
        ("values", "undecided", "inputs", "admissible", "suggested"), ("note", "end", "departure")
    )
    values = (shape / "values").texts()
    types: dict[str, AnswerType] = {}
    for name, item in (shape / "inputs").entries():
        item.check_keys(("type", "is"))
        types[str(name)] = (item / "type").parsed(parse_answer_type) or _COUNT
    inputs = shape / "inputs"
    return Outcomes(
        values=values,
        undecided=(shape / "undecided").text(),
        admissible=_outcome_rows(shape / "admissible", "all", "allows", types, values),
        suggested=_outcome_rows(shape / "suggested", "first", "suggests", types, values),
        decision_rows=_decision_rows(inputs / "unanswered" / "is", criteria),
        residual=_residual(inputs / "residual_4_untested" / "is", criteria)
        if inputs.has("residual_4_untested")
        else None,
        end_where=_end_where(shape / "end", criteria) if shape.has("end") else None,
    )


def _outcome_rows(
    shape: Shape, hit: str, gives: str, types: Mapping[str, AnswerType], values: tuple[str, ...]
) -> tuple[OutcomeRow, ...]:
    shape.check_keys(("hit", "rows"))
    (shape / "hit").one_of((hit,))
    rows = []
    for number, row in enumerate((shape / "rows").items(), 1):
        row.check_keys((gives, "because"), tuple(types))
        given = (row / gives).texts() if gives == "allows" else ((row / gives).text(),)
        for value in set(given) - set(values):
            (row / gives).fault(f"{value} is no outcome", "Use " + ", ".join(values))
        rows.append(OutcomeRow(number, _outcome_cells(row, types), given, (row / "because").text()))
    return tuple(rows)


def _outcome_cells(row: Shape, types: Mapping[str, AnswerType]) -> dict[str, tuple[Atom, ...]]:
    cells = {}
    for name, answer in types.items():
        if row.has(name) and (row / name).value != "-":
            atoms = (row / name).parsed(_when_parser(answer))
            if atoms:
                cells[name] = atoms
    return cells


def _decision_rows(shape: Shape, criteria: Criteria) -> frozenset[str]:
    found = re.search(r"without the rows of ([^;]+)", shape.text()) if shape.value is not None else None
    if found is None:
        return frozenset()
    names = set(re.split(r",| and ", found[1].replace(" ", "  ")))
    words = {name.strip() for name in names}
    return frozenset(one.id for one in criteria.values() if one.id in words or one.stage in words)


def _residual(shape: Shape, criteria: Criteria) -> tuple[str, str] | None:
    criterion, _, fact = shape.text().partition(" ")
    if criterion in criteria:
        return criterion, fact
    shape.fault(f"{criterion} is not known", "Write a criterion and one of its facts")
    return None


def _end_where(shape: Shape, criteria: Criteria) -> tuple[str, frozenset[str]] | None:
    found = re.search(rf"({_CRITERION.pattern}) ([a-z_]+(?:, [a-z_]+)*)", shape.text())
    if found and found[1] in criteria:
        return found[1], frozenset(part.strip() for part in found[2].split(","))
    shape.fault("it is not said where end is admissible", "Name the criterion and its answers")
    return None
