"""From what pydantic found to one sentence a person can act on."""

import difflib
from collections.abc import Iterable, Mapping
from types import UnionType
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from vetting.policy.strict_yaml import Path
from vetting.usecases.casefile.scalars import kind_of, shown

Words = tuple[Path, str, str]  # where, what, how
MOST: Final = 500  # faults of one kind that are worked out; nobody reads more at once
_NEAR: Final = 0.75  # how alike a word must be to be meant
_FEW: Final = 16  # names that a sentence may list
_ID_RULE: Final = (
    "Use at most 40 letters, digits, dots, dashes and underscores, and begin with a letter or digit."
)


def to_words(error: ValidationError, model: type[BaseModel], prefix: Path = ()) -> list[Words]:
    """Every fault of a validation, each with its path in the long form from the model on."""
    return [_words(details, model, prefix) for details in error.errors(include_url=False)[:MOST]]


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """A hint to the nearest known word, or a list of the known ones where they are few."""
    names = sorted(known) if isinstance(known, set | frozenset) else list(known)
    near = difflib.get_close_matches(str(word), names, n=1, cutoff=_NEAR)
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"Known are {', '.join(names)}." if 0 < len(names) <= _FEW else "Check the spelling."


def _words(details: ErrorDetails, model: type[BaseModel], prefix: Path) -> Words:
    path = (*prefix, *(step for step in details["loc"] if step != "[key]"))
    if details["loc"] and details["loc"][-1] == "[key]":
        return path, f"'{shown(path[-1])}' cannot be an id.", _ID_RULE
    what, how = _phrase(details["type"], details["input"], details.get("ctx", {}), path, model)
    return path, what, how


def _phrase(
    kind: str, value: Any, context: Mapping[str, Any], path: Path, model: type[BaseModel]
) -> tuple[str, str]:
    if kind == "missing":
        return _missing(path)
    if value is None:
        return "nothing is written here.", _how_to_fill(model, path)
    if kind == "misfit":
        return context["what"], context["how"]
    if kind == "extra_forbidden":
        return f"the key '{shown(path[-1])}' is not known here.", did_you_mean(
            path[-1], _keys_at(model, path)
        )
    if kind == "enum":
        words = [word.strip(" '") for word in context["expected"].replace(" or ", ", ").split(",")]
        return f"'{shown(value)}' does not fit here.", did_you_mean(value, words)
    return _shape_phrase(kind, value)


def _how_to_fill(model: type[BaseModel], path: Path) -> str:
    holder = _model_at(model, path[:-1])
    field = holder.model_fields.get(str(path[-1])) if holder else None
    return "Fill it in." if field and field.is_required() else "Fill it in, or delete the line."


def _missing(path: Path) -> tuple[str, str]:
    key = path[-1]
    if key == "by" and path[0] in ("case", "decision"):
        return "it is not said who did this.", "Add 'by' with the id of a person."
    if key == "by":
        return "it is not said who did this.", "Add 'by' here or under 'case'."
    if key == "at":
        return "it is not said when this was.", "Add 'at' here or under 'case'."
    return f"'{key}' is missing.", f"Add '{key}'."


def _shape_phrase(kind: str, value: Any) -> tuple[str, str]:
    found = kind_of(value)
    if kind in ("string_pattern_mismatch", "string_too_long", "string_too_short"):
        return f"'{shown(value)}' cannot be an id.", _ID_RULE
    if kind == "string_type":
        return f"text is wanted here, not {found}.", "Write it in quotes."
    if kind == "list_type":
        return f"a list is wanted here, not {found}.", "Write [one, two], or one item a line with a dash."
    if kind == "too_short":
        return "the list is empty.", "Name at least one."
    if kind.startswith("bool"):
        return f"'{shown(value)}' is neither true nor false.", "Write true or false."
    return f"a mapping is wanted here, not {found}.", "Write 'key: value', one a line."


def _keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that may stand where an unknown one was found."""
    holder = _model_at(model, path[:-1])
    return list(holder.model_fields) if holder else []


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    here: Any = model
    for step in path:
        here = _inner(here, step)
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def _inner(here: Any, step: object) -> Any:
    """What stands one step deeper: through a field, or through the items of a mapping or a list."""
    if isinstance(here, type) and issubclass(here, BaseModel):
        field = here.model_fields.get(str(step))
        return _without_none(field.annotation) if field else None
    inside = get_args(here)
    return _without_none(inside[-1]) if inside else None


def _without_none(annotation: Any) -> Any:
    if isinstance(annotation, UnionType):
        return next(one for one in get_args(annotation) if one is not type(None))
    return annotation
