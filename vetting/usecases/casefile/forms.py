"""From the short forms that people write to the long form that ``sections`` describes.

- An item without ``by`` or ``at`` takes those of its section, then those of the file.
- A person may be just their roles, a vote just its ballot, an answer just its value.
- Answers may stand flat or under their stage, and one criterion may hold its answers in time; ``note``
  beside ``by`` and ``at`` of a group stands for each of its answers without a note.
- What has another shape than expected is left as it is: ``sections`` says what is wrong with it.
- Where each value came from is kept, so that a fault names the line a person wrote.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic_core import PydanticCustomError

from vetting.policy.strict_yaml import Path
from vetting.usecases.casefile.scalars import to_moment

_UNSAID_AT: Final = "2000-01-01"  # where a file does not say when; its own fault stops the reading
ANSWER_KEYS: Final = frozenset({"answer", "evidence", "note", "by", "at", "answerer", "countersigned_by"})
DEFAULT_KEYS: Final = ("by", "at")
_ANSWER_DEFAULTS: Final = ("by", "at", "note")
_PLAIN: Final = ("parties", "classings", "terms", "clauses", "ownership", "dispositions", "replies", "releases",
                 "letter_drafts", "extensions", "assessments", "corrections", "settlements")  # fmt: skip


@dataclass
class Shaped:
    """A file in its long form, and the way back to what was written."""

    data: dict[str, Any]
    origins: dict[Path, Path] = field(default_factory=dict)
    twice: list[Path] = field(default_factory=list)  # answers given both flat and under a stage

    def origin(self, path: Path) -> Path:
        """The path of a value in the file as it was written."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.origins:
                return (*self.origins[path[:length]], *path[length:])
        return path


Defaults = Mapping[str, Any]
Shape = Callable[[Any, Any, Defaults], Any]


def to_long_form(
    data: Mapping[str, Any], defaults: Defaults, last_day: Any, stages: frozenset[str]
) -> Shaped:
    """The long form of a file; ``defaults`` are its ``by`` and ``at``, ``last_day`` its ``as_of``."""
    shaped = Shaped(dict(data))
    for name in _PLAIN:
        _shape(shaped.data, name, defaults, _same)
    _shape(shaped.data, "people", defaults, _person)
    _shape(shaped.data, "evidence", defaults, _evidence)
    _shape(shaped.data, "contests", defaults, _contest)
    _shape(shaped.data, "submissions", defaults, _submission)
    _shape(shaped.data, "letters", defaults, _letter)
    _shape(shaped.data, "points", defaults, _later_point)
    _shape(shaped.data, "declarations", defaults, _later_declaration)
    _shape(shaped.data, "judgements", defaults, _judgement)
    late: Defaults = {**defaults, "at": last_day}
    _shape(shaped.data, "exceptions", late, _same)
    _shape(shaped.data, "reviews", late, _same)
    _shape(shaped.data, "votes", late, _vote)
    _shape_single(shaped.data, "countersigning", late, _same)
    _shape_single(shaped.data, "decision", {"at": late["at"]}, _decision)
    _shape_single(shaped.data, "withdrawal", late, _same)
    _shape_single(shaped.data, "reopening", late, _same)
    _shape_answers(shaped, defaults, stages)
    return shaped


def first_moment(*written: Any) -> str:
    """The first of these that can be read as a day or a time; a fault in it is said where it stands."""
    return next((one for one in written if isinstance(one, str) and _is_moment(one)), _UNSAID_AT)


def _is_moment(text: str) -> bool:
    try:
        to_moment(text)
    except PydanticCustomError:
        return False
    return True


def _shape(data: dict[str, Any], name: str, defaults: Defaults, shape: Shape) -> None:
    section = data.get(name)
    if section is None:
        data.pop(name, None)
    if not isinstance(section, dict):
        return
    own, items = _split(section, defaults)
    data[name] = {ident: shape(ident, item, own) for ident, item in items.items()}


def _shape_single(data: dict[str, Any], name: str, defaults: Defaults, shape: Shape) -> None:
    if data.get(name) is None:
        data.pop(name, None)
    elif isinstance(data[name], dict):
        data[name] = shape(name, data[name], defaults)


def _split(
    section: dict[str, Any], defaults: Defaults, keys: tuple[str, ...] = DEFAULT_KEYS
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The defaults of a section, and its items."""
    own = dict(defaults)
    own.update((key, section[key]) for key in keys if key in section)
    return own, {key: value for key, value in section.items() if key not in keys}


def _fill(item: Any, defaults: Defaults) -> Any:
    if not isinstance(item, dict):
        return item
    missing = {k: v for k, v in defaults.items() if v is not None and k not in item}
    return {**item, **missing}


def _same(_: Any, item: Any, defaults: Defaults) -> Any:
    return _fill(item, defaults)


def _person(ident: Any, item: Any, defaults: Defaults) -> Any:
    if isinstance(item, str | list):
        item = {"roles": item}
    item = _fill(item, defaults)
    if not isinstance(item, dict):
        return item
    if isinstance(item.get("roles"), str):
        item["roles"] = [item["roles"]]
    if "declarations" in item:
        item["declarations"] = _declarations(ident, item["declarations"], item)
    return item


def _declarations(person: Any, declarations: Any, item: Mapping[str, Any]) -> Any:
    if declarations in ("none", "refused"):
        declarations = [{"kind": declarations}]
    if not isinstance(declarations, list):
        return declarations
    return [
        _fill(one, {"id": _declaration_id(person, number), "by": person, "at": item.get("at")})
        for number, one in enumerate(declarations, 1)
    ]


def _declaration_id(person: Any, number: int) -> str:
    return f"D-{person}" if number == 1 else f"D-{person}-{number}"


def _later_declaration(ident: Any, item: Any, defaults: Defaults) -> Any:
    if not isinstance(item, dict):
        return item
    return _fill(item, {"id": ident, "by": item.get("person"), "at": defaults.get("at")})


def _evidence(_: Any, item: Any, defaults: Defaults) -> Any:
    """Filed by default as soon as it could be known, but not before the file's own day."""
    if not isinstance(item, dict):
        return item
    own, known = defaults.get("at"), item.get("knowable_on")
    if own is not None and isinstance(known, str) and known > str(own)[:10]:
        return _fill(item, {**defaults, "at": known})
    return _fill(item, defaults)


def _contest(_: Any, item: Any, defaults: Defaults) -> Any:
    """Answered by the file's person; by that of the item where it does nothing but answer."""
    item = _fill(item, defaults)
    if not isinstance(item, dict):
        return item
    own = item.get("by")
    by = (defaults.get("by") or own) if "reason" in item else own
    return _fill(item, {"answered_by": by, "answered_at": item.get("at")})


def _submission(_: Any, item: Any, defaults: Defaults) -> Any:
    item = _fill(item, defaults)
    if isinstance(item, dict) and isinstance(item.get("points"), dict):
        own, points = _split(item["points"], {key: item.get(key) for key in DEFAULT_KEYS})
        item["points"] = {ident: _point(point, own) for ident, point in points.items()}
    return item


def _point(point: Any, defaults: Defaults) -> Any:
    point = _fill(point, defaults)
    if not isinstance(point, dict):
        return point
    return _fill(point, {"disposed_by": point.get("by"), "disposed_at": point.get("at")})


def _later_point(_: Any, item: Any, defaults: Defaults) -> Any:
    return _point(item, defaults)


def _letter(_: Any, item: Any, defaults: Defaults) -> Any:
    item = _fill(item, defaults)
    if isinstance(item, dict) and "reply" in item:
        item["reply"] = _fill(item["reply"], {"by": item.get("by")})
    return item


def _judgement(_: Any, item: Any, defaults: Defaults) -> Any:
    """In YAML true and false are no words; as a verdict they are meant as such."""
    item = _fill(item, defaults)
    if isinstance(item, dict) and isinstance(item.get("verdict"), bool):
        item["verdict"] = str(item["verdict"]).lower()
    return item


def _vote(person: Any, item: Any, defaults: Defaults) -> Any:
    if isinstance(item, str):
        item = {"ballot": item}
    return _fill(item, {**defaults, "by": person})


def _decision(_: Any, item: Any, defaults: Defaults) -> Any:
    item = _fill(item, defaults)
    conditions = item.get("conditions")
    if isinstance(conditions, list) and all(isinstance(one, str) for one in conditions):
        item["conditions"] = {one: {} for one in conditions}
    elif isinstance(conditions, dict):
        item["conditions"] = {key: {} if one is None else one for key, one in conditions.items()}
    return item


def _shape_answers(shaped: Shaped, defaults: Defaults, stages: frozenset[str]) -> None:
    written = shaped.data.get("answers")
    if written is None:
        shaped.data.pop("answers", None)
    if not isinstance(written, dict):
        return
    answers: dict[Any, Any] = {}
    for source, criterion, value, own in _walk_answers(written, defaults, stages):
        if criterion in answers:
            shaped.twice.append(source)
        answers[criterion] = _answers(shaped, ("answers", criterion), source, value, own)
    shaped.data["answers"] = answers


def _walk_answers(
    written: dict[str, Any], defaults: Defaults, stages: frozenset[str]
) -> Iterator[tuple[Path, Any, Any, Defaults]]:
    own, entries = _split(written, defaults, _ANSWER_DEFAULTS)
    for key, value in entries.items():
        if key in stages and isinstance(value, dict):
            inner, group = _split(value, own, _ANSWER_DEFAULTS)
            for criterion, answer in group.items():
                yield ("answers", key, criterion), criterion, answer, inner
        elif not (key in stages and value is None):
            yield ("answers", key), key, value, own


def _answers(shaped: Shaped, path: Path, source: Path, value: Any, defaults: Defaults) -> list[Any]:
    if is_history(value):
        shaped.origins[path] = source
        return [_fill(one, defaults) for one in value]
    shaped.origins[path] = shaped.origins[(*path, 0)] = source
    if is_full_answer(value):
        return [_fill(value, defaults)]
    shaped.origins[(*path, 0, "answer")] = source
    return [_fill({"answer": value}, defaults)]


def is_full_answer(value: Any) -> bool:
    """Whether an answer is written with its keys, and not just as its value."""
    return isinstance(value, dict) and "answer" in value


def is_history(value: Any) -> bool:
    """Whether several answers in time stand here; a row of a table has other keys."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(is_full_answer(one) and set(one) <= ANSWER_KEYS for one in value)
    )
