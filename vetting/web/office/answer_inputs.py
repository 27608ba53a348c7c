"""The inputs of a question's form, by the type of its answer: what is offered, and in which words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from vetting.documents.catalogue import to_label
from vetting.policy.columns import Column
from vetting.policy.pack import Criterion, Pack
from vetting.usecases.office.answer_values import GIVEN


class Choice(NamedTuple):
    """One option, as a radio, a tick box or a line of a list."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class Input:
    """One input: what it is called, what kind of control it is, and what it offers."""

    name: str
    label: str
    kind: str  # text, area, number, date, select, checkboxes
    options: tuple[Choice, ...] = ()
    hint: str = ""
    is_optional: bool = False


@dataclass(frozen=True)
class AnswerInputs:
    """All inputs of one question."""

    said: tuple[Choice, ...]  # the first choice: the answer itself, or a state
    value: Input | None = None  # beside "given"
    party: tuple[Input, ...] = ()
    columns: tuple[Input, ...] = ()  # of each row of a table


def inputs_of(pack: Pack, row: Criterion) -> AnswerInputs:
    """The inputs of a question."""
    answer = row.answer_type
    match answer.base:
        case "yes_no" | "one" | "grade_1_4":
            return AnswerInputs((*_options(pack, answer.base, answer.args, row.id), *_states()))
        case "table":
            columns = pack.rules.columns[answer.args[0]].columns
            return AnswerInputs(_given("The rows below"), columns=tuple(_input(pack, one) for one in columns))
        case "party":
            return AnswerInputs(
                _given("This party"), party=tuple(_input(pack, one) for one in pack.rules.party)
            )
        case "evidence":
            none = Choice("none", "Nothing was found", "Somebody looked, and there is none.")
            return AnswerInputs((Choice(GIVEN, "The evidence ticked below"), none, *_states()))
        case base:
            value = Input(
                "value",
                "Answer",
                _control(base),
                _options(pack, base, answer.args, row.id),
                _hint(base, answer.args),
            )
            return AnswerInputs(_given("This answer"), value=value)


def _given(label: str) -> tuple[Choice, ...]:
    return (Choice(GIVEN, label), *_states())


def _states() -> tuple[Choice, ...]:
    return (
        Choice(
            "unknown", "Not known", "Nobody here knows. This counts as an answer, and keeps the worst effect."
        ),
        Choice("refused", "Refused", "Whoever was asked would not say. Write below who was asked, and when."),
        Choice("not_applicable", "Does not apply", "Needs a reason, and a second person who countersigns."),
    )


def _input(pack: Pack, column: Column) -> Input:
    kind, args = column.kind, column.args
    label = to_label(column.name) + (" (optional)" if column.optional else "")
    options = _options(pack, kind, args, "")
    if options and kind != "many":
        options = (Choice("", "Choose"), *options, Choice("unknown", "Not known"))
    return Input(column.name, label, _control(kind), options, _hint(kind, args), column.optional)


def _control(kind: str) -> str:
    match kind:
        case "yes_no" | "one" | "grade_1_4" | "item":
            return "select"
        case "many":
            return "checkboxes"
        case "number" | "date":
            return kind
        case "text":
            return "area"
        case _:
            return "text"


def _options(pack: Pack, kind: str, args: tuple[str, ...], criterion: str) -> tuple[Choice, ...]:
    match kind:
        case "yes_no":
            return (Choice("yes", "Yes"), Choice("no", "No"))
        case "one":
            return tuple(Choice(one, to_label(one)) for one in args)
        case "grade_1_4":
            anchors = _anchors(pack, criterion)
            return tuple(Choice(str(n), f"{n}", str(anchors.get(str(n), ""))) for n in range(1, 5))
        case "many" | "item":
            return tuple(Choice(str(slug), _title(slug, item)) for slug, item in _items(pack, args[0]))
        case _:
            return ()


def _anchors(pack: Pack, criterion: str) -> Mapping[str, Any]:
    """What each grade means for this question, where the pack says so."""
    anchors = pack.tables.get("grade_anchors", {})
    name = next((one for one, used in anchors.get("used_by", {}).items() if criterion in used), "")
    return {str(grade): text for grade, text in anchors.get(name, {}).items()}


def _items(pack: Pack, name: str) -> list[tuple[Any, Any]]:
    items = pack.lists.get(name, {})
    return list(items.items()) if isinstance(items, Mapping) else [(one, one) for one in items]


def _title(slug: Any, item: Any) -> str:
    if isinstance(item, Mapping):
        return str(item.get("title", to_label(str(slug))))
    return to_label(str(item))


def _hint(kind: str, args: tuple[str, ...]) -> str:
    match kind, args:
        case "number", ("percent",):
            return "A number from 0 to 100"
        case "number", _:
            return f"A number of {_unit(args[0])}" if args else "A number"
        case "code", ("country",):
            return "Two letters, such as KE; 001 for the world"
        case "code", _:
            return "A language tag, such as en or zh-Hans; und where it is not known"
        case "ref", _:
            return f"As it is called in the table of {to_label(args[0]).lower()}"
        case "evidence", _:
            return "The ids of the evidence, with a blank between them"
        case "party", _:
            return "Its legal name; what else is known after it, such as: Example Ltd; country: KE"
        case "criterion", _:
            return "The id of a question, such as INT-01"
        case "many", _:
            return "Tick all that apply"
        case _:
            return ""


def _unit(code: str) -> str:
    """A unit within a sentence: its words small, but for those that are always written with capitals."""
    label = to_label(code)
    return label if code == "usd" else label.lower()
