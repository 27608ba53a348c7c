"""From what was typed into a question's form to the value of an answer, and back for editing."""

from collections.abc import Mapping, Sequence
from typing import Any

from vetting.domain.answers import AnswerFields, AnswerState
from vetting.policy.columns import Column
from vetting.policy.grammar import AnswerType
from vetting.policy.pack import Pack

SAID_ANYWAY = ("unknown", "refused", "not_applicable")
GIVEN = "given"
ROWS_OF_A_NEW_TABLE = 2
MOST_ROWS = 60

Typed = Mapping[str, Sequence[str]]
LEGAL_NAME = "legal_name"
CHOSEN = ("yes_no", "one", "grade_1_4")
"""The types whose answer is the choice itself."""


def state_of(typed: Typed) -> AnswerState | None:
    """How the question is answered; ``None`` where nothing was chosen."""
    said = _first(typed, "said")
    if not said:
        return None
    return AnswerState(said) if said in SAID_ANYWAY else AnswerState.GIVEN


def value_of(pack: Pack, answer: AnswerType, typed: Typed) -> Any:
    """The value that was typed, in the answer's type; whether it fits is for the domain to say."""
    said = _first(typed, "said")
    match answer.base:
        case "yes_no" | "one":
            return said
        case "grade_1_4":
            return _grade(said)
        case "table":
            columns = pack.rules.columns[answer.args[0]].columns
            return [row for number in range(rows_in(typed)) if (row := _row(columns, typed, number))]
        case "party":
            fields = {one.name: _first(typed, f"party-{one.name}").strip() for one in pack.rules.party}
            return {name: text for name, text in fields.items() if text}
        case "evidence":
            return "none" if said == "none" else list(typed.get("evidence", ()))
        case "many":
            return list(typed.get("value", ()))
        case base:
            return _plain(base, _first(typed, "value").strip())


def typed_of(pack: Pack, answer: AnswerType, current: AnswerFields | None) -> dict[str, list[str]]:
    """What the form shows at first: the answer that stands, as if it had been typed."""
    if current is None:
        return {}
    typed = {"evidence": list(current.evidence), "note": [current.note]}
    if current.countersigned_by:
        typed["countersigned_by"] = [current.countersigned_by]
    if current.state is not AnswerState.GIVEN:
        return typed | {"said": [current.state.value]}
    return typed | _shown(pack, answer, current.value)


def rows_in(typed: Typed) -> int:
    """How many rows of a table the form shows."""
    asked = _first(typed, "rows")
    shown = int(asked) if asked.isdecimal() and len(asked) <= len(str(MOST_ROWS)) else ROWS_OF_A_NEW_TABLE
    return min(MOST_ROWS, shown)


def _shown(pack: Pack, answer: AnswerType, value: Any) -> dict[str, list[str]]:
    match answer.base:
        case base if base in CHOSEN:
            return {"said": [str(value)]}
        case "table":
            columns = pack.rules.columns[answer.args[0]].columns
            cells = {
                cell_name(number, one.name): _cell_text(one, row.get(one.name))
                for number, row in enumerate(value)
                for one in columns
            }
            return {"said": [GIVEN], "rows": [str(len(value) + 1)]} | cells
        case "party":
            return {"said": [GIVEN]} | {f"party-{name}": [str(text)] for name, text in value.items()}
        case "evidence":
            return {"said": ["none"]} if value == "none" else {"said": [GIVEN], "evidence": list(value)}
        case "many":
            return {"said": [GIVEN], "value": [str(one) for one in value]}
        case _:
            return {"said": [GIVEN], "value": [str(value)]}


def party_text(party: Mapping[str, Any]) -> str:
    """A party in one cell: its legal name, then what else is known, as ``Name; country: KE``."""
    more = [f"{name}: {text}" for name, text in party.items() if name != LEGAL_NAME and text]
    return "; ".join([str(party.get(LEGAL_NAME, "")), *more])


def party_of(text: str) -> Any:
    """The party that a cell names; nothing where it is blank."""
    first, *more = (one.strip() for one in text.split(";"))
    party = {LEGAL_NAME: first}
    for part in more:
        name, colon, value = part.partition(":")
        if colon and name.strip().isidentifier():
            party[name.strip()] = value.strip()
        elif part:
            party[LEGAL_NAME] += f"; {part}"
    return {name: value for name, value in party.items() if value} or ""


def cell_name(row: int, column: str) -> str:
    """The name of the input of one cell."""
    return f"row-{row}-{column}"


def _row(columns: Sequence[Column], typed: Typed, number: int) -> dict[str, Any]:
    cells = {one.name: _cell(one, typed.get(cell_name(number, one.name), ())) for one in columns}
    return {name: cell for name, cell in cells.items() if cell not in ("", [])}


def _cell(column: Column, values: Sequence[str]) -> Any:
    text = values[0].strip() if values else ""
    if text == "unknown":
        return text
    match column.kind:
        case "many":
            return [one for one in values if one]
        case "grade_1_4":
            return _grade(text)
        case "evidence":
            return "none" if text == "none" else text.split()
        case "party":
            return party_of(text)
        case kind:
            return _plain(kind, text)


def _cell_text(column: Column, cell: Any) -> list[str]:
    match cell:
        case None:
            return []
        case list():
            return [str(one) for one in cell] if column.kind == "many" else [" ".join(map(str, cell))]
        case dict():
            return [party_text(cell)]
        case _:
            return [str(cell)]


def _grade(text: str) -> int | str:
    """A grade is one digit; every other text stays as it was typed."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 1 else text


def _plain(kind: str, text: str) -> Any:
    """A number that is whole becomes one; every other text stays as it was typed."""
    if kind == "number" and text.isascii() and text.isdecimal() and len(text) <= 15:  # noqa: PLR2004 - as the grammar has it
        return int(text)
    return text


def _first(typed: Typed, name: str) -> str:
    values = typed.get(name)
    return values[0] if values else ""
