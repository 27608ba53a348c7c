"""The JSON Schema of a case file, made from the sections and the pack.

It describes what people may write, short forms included, for editors that complete and check while
one types. What a schema cannot say (that ids exist, that nothing comes from the future) is left to
``read``.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from vetting.domain.answers import AnswerState
from vetting.domain.permissions import ANSWERS_FOR
from vetting.policy.grammar import AnswerType
from vetting.policy.pack import Criterion, Pack
from vetting.usecases.casefile.sections import WholeCase

Schema = dict[str, Any]
_MOMENT: Final[Schema] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?$"}
_IDENT: Final[Schema] = {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"}
_IDENTS: Final[Schema] = {"type": "array", "items": _IDENT}
_STATES: Final = [AnswerState.UNKNOWN.value, AnswerState.REFUSED.value]
_FILLED_IN: Final = frozenset(
    {"by", "at", "disposed_by", "disposed_at", "answered_by", "answered_at"}
)  # by forms
_SECTIONS: Final = ("people", "parties", "evidence", "reviews", "contests", "declarations", "classings", "terms",
                    "clauses", "ownership", "submissions", "points", "dispositions", "releases", "letter_drafts", "letters",
                    "extensions", "replies", "assessments", "corrections", "settlements", "judgements", "exceptions",
                    "votes")  # fmt: skip


def case_schema(pack: Pack) -> Schema:
    """The JSON Schema (draft 2020-12) of a case file under a pack."""
    schema = long_form_schema()
    definitions = schema["$defs"]
    _add_short_forms(definitions)
    for name in _SECTIONS:
        schema["properties"][name] = _section(schema["properties"][name], _SHORT.get(name, []))
    schema["properties"]["answers"] = _answers(pack)
    definitions["AnswerParts"] = _ANSWER_PARTS
    for criterion in _answerable(pack):
        definitions[criterion.id] = _criterion(criterion)
        definitions[f"{criterion.id}.value"] = _value(criterion.answer_type, pack)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Case file under {pack.name}@{pack.version}",
        **schema,
    }


def long_form_schema() -> Schema:
    """The sections and their fields in their long form, whatever the pack; what is filled in is not required."""
    schema: Schema = _without_titles(WholeCase.model_json_schema())
    for definition in schema["$defs"].values():
        _relax(definition)
    return schema


def _without_titles(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_titles(v) for k, v in value.items() if not (k == "title" and isinstance(v, str))}
    return [_without_titles(one) for one in value] if isinstance(value, list) else value


def _relax(definition: Schema) -> None:
    """Take out of ``required`` what is filled in, and give times their pattern."""
    properties = definition.get("properties", {})
    filled_in = _FILLED_IN | {"id"} if "conflict" in properties else _FILLED_IN
    if "required" in definition:
        definition["required"] = [name for name in definition["required"] if name not in filled_in]
    for name in {"at", "disposed_at", "answered_at"} & set(properties):
        properties[name] = {**_MOMENT, "description": properties[name].get("description", "")}


def _add_short_forms(definitions: dict[str, Schema]) -> None:
    person = definitions["Person"]["properties"]
    person["roles"] = _or(person["roles"], _ref("Role"))
    judgement = definitions["Judgement"]["properties"]
    judgement["verdict"] = _or(judgement["verdict"], {"type": "boolean"})
    person["declarations"] = _or(person["declarations"], {"enum": ["none", "refused"]})
    decision = definitions["Decision"]["properties"]
    decision["conditions"] = _or(decision["conditions"], _IDENTS)


def _section(written: Schema, short: list[Schema]) -> Schema:
    """Items by id, in their long or short forms, beside the section's own ``by`` and ``at``."""
    item = next(iter(written["patternProperties"].values()))
    return {
        "description": written["description"],
        "type": ["object", "null"],
        "properties": {"by": _IDENT, "at": _MOMENT},
        "propertyNames": _IDENT,
        "additionalProperties": _or(item, *short) if short else item,
    }


def _or(one: Schema, *others: Schema) -> Schema:
    return {"anyOf": [one, *others]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _answerable(pack: Pack) -> list[Criterion]:
    return [one for one in pack.criteria.values() if not one.is_computed]


def _answers(pack: Pack) -> Schema:
    """Answers by criterion, flat or under their stage."""
    defaults = {"by": _IDENT, "at": _MOMENT, "note": {"type": "string"}}
    flat = {one.id: _ref(one.id) for one in _answerable(pack)}
    stages = {
        stage.id: {
            "description": stage.title,
            "type": ["object", "null"],
            "properties": {
                **defaults,
                **{one.id: flat[one.id] for one in pack.in_stage(stage.id) if one.id in flat},
            },
            "additionalProperties": False,
        }
        for stage in pack.stages
    }
    return {
        "description": "The answers, by criterion, flat or grouped under their stage.",
        "type": ["object", "null"],
        "properties": {**defaults, **stages, **flat},
        "additionalProperties": False,
    }


def _criterion(criterion: Criterion) -> Schema:
    """An answer as its value alone, with its parts, or several in order of time."""
    value = _ref(f"{criterion.id}.value")
    full = {
        **_ref("AnswerParts"),
        "properties": {"answer": _or(value, {"enum": [*_STATES, AnswerState.NOT_APPLICABLE.value]})},
    }
    return {
        "description": f"{criterion.question} {criterion.guidance}",
        "anyOf": [value, {"enum": _STATES}, full, {"type": "array", "items": full, "minItems": 1}],
    }


def _value(kind: AnswerType, pack: Pack) -> Schema:
    """The shapes a value of this type may have."""
    if kind.base in _PLAIN:
        return _PLAIN[kind.base]
    return _MADE[kind.base](kind, pack)


def _one(kind: AnswerType, _: Pack) -> Schema:
    return {"enum": list(kind.args)}


def _many(kind: AnswerType, pack: Pack) -> Schema:
    return {"type": "array", "items": {"enum": list(pack.lists[kind.args[0]])}}


def _table(kind: AnswerType, pack: Pack) -> Schema:
    return {"type": "array", "items": _row(pack.tables["tables"][kind.args[0]]["columns"])}


def _party(_: AnswerType, pack: Pack) -> Schema:
    return _row(pack.tables["records"]["party"]["fields"])


def _row(columns: Mapping[str, str]) -> Schema:
    """A row; its cells are described by their type and may be unknown, so they stay open here."""
    return {
        "type": "object",
        "properties": {name: {"description": kind} for name, kind in columns.items()},
        "additionalProperties": False,
    }


_PLAIN: Final[Mapping[str, Schema]] = {
    "yes_no": {"enum": ["yes", "no"]},
    "grade_1_4": {"enum": [1, 2, 3, 4]},
    "date": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    "text": {"type": "string", "minLength": 1},
    "number": {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}]},
    "evidence": {"anyOf": [_IDENTS, {"const": "none"}]},
}
_MADE: Final[Mapping[str, Callable[[AnswerType, Pack], Schema]]] = {
    "one": _one,
    "many": _many,
    "table": _table,
    "party": _party,
}
_SHORT: Final[Mapping[str, list[Schema]]] = {
    "people": [_ref("Role"), {"type": "array", "items": _ref("Role")}],
    "votes": [_ref("Ballot")],
}
_ANSWER_PARTS: Final[Schema] = {
    "type": "object",
    "description": "An answer with what it rests on.",
    "required": ["answer"],
    "properties": {
        "answer": {"description": "The value in the criterion's type; or unknown, refused, not_applicable."},
        "evidence": {**_IDENTS, "description": "The evidence it rests on."},
        "note": {"type": "string", "description": "Who was asked and when; the reason of a not_applicable."},
        "by": {**_IDENT, "description": "Who entered it."},
        "at": {**_MOMENT, "description": "When."},
        "answerer": {"enum": sorted(ANSWERS_FOR), "description": "For whom it is entered."},
        "countersigned_by": {**_IDENT, "description": "Who countersigned a not_applicable."},
    },
    "additionalProperties": False,
}
