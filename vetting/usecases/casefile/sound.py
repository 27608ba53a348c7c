"""The sound part of a file: what can be checked further although some of it is malformed.

A malformed item is reported and set aside, so that one slip does not hide the faults of the rest.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from vetting.usecases.casefile.sections import Acts, WholeCase
from vetting.usecases.casefile.wording import Words, to_words

_ROUNDS: Final = 4  # each round may show faults that the round before hid
Model = TypeVar("Model", bound=BaseModel)


def validate_section(
    model: type[Model], name: str, data: Mapping[str, Any], whole: type[BaseModel] = WholeCase
) -> tuple[Model | None, list[Words]]:
    """One section that must be whole, or what is wrong with it."""
    if name not in data:
        return None, [((name,), f"the section '{name}' is missing.", f"Add '{name}:' with what it asks for.")]
    try:
        return model.model_validate(data[name]), []
    except ValidationError as error:
        return None, to_words(error, whole, (name,))


def validate_acts(data: Mapping[str, Any]) -> tuple[Acts, list[Words]]:
    """The acts that are well formed, and what is wrong with the others."""
    rest = deepcopy({key: value for key, value in data.items() if key not in ("case", "proposal")})
    words: list[Words] = []
    for _ in range(_ROUNDS):
        try:
            return Acts.model_validate(rest), words
        except ValidationError as error:
            words.extend(to_words(error, WholeCase))
            for details in error.errors(include_url=False):
                _set_aside(rest, details)
    return Acts.model_validate({}), words


def _set_aside(rest: dict[str, Any], details: ErrorDetails) -> None:
    """Take out the unknown key, or else the item that holds the fault, or else the section."""
    path: list[Any] = [step for step in details["loc"] if step != "[key]"]
    if details["type"] != "extra_forbidden":
        path = (
            path[:2] if path[0] not in ("decision", "withdrawal", "reopening", "countersigning") else path[:1]
        )
    holder: Any = rest
    for step in path[:-1]:
        holder = holder[step] if isinstance(holder, list) else holder.get(step, {})
    if isinstance(holder, dict):
        holder.pop(path[-1], None)
