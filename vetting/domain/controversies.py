"""Controversies: what stands in the way of closing one.

A controversy is a reported matter, not a finding. It can be closed when four things stand in the file (audit case
SECU0002 of UNDP, where controversies were listed and never followed up):

1. its detail: what, of which kind, where, who was affected, by which source, of which day;
2. the company's answer, or the documented absence of one, each with its source;
3. its severity;
4. a named reviewer: whoever graded the severity, where that is somebody else than who entered the controversy.

Nothing is approved while one of them is missing.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from vetting.domain.answers import AnswerFields, AnswerState
from vetting.domain.errors import Refusal
from vetting.domain.severity import severity_of

Answers = Mapping[str, list[AnswerFields]]
Row = Mapping[str, Any]

LISTED, GRADED, ANSWERED = "CTV-01", "CTV-02", "CTV-04"
DETAIL = ("controversy", "kind", "where", "affected", "source", "dated")
HEARD = ("answered", "absence_documented")
NOT_SAID: tuple[Any, ...] = (None, "", "unknown", "none", [], ["none"])

LACKING = {
    "detail": "its detail (what, kind, where, who, source, day)",
    "answer": "the company's answer with its source, or a documented search that found none",
    "severity": "its severity",
    "reviewer": "a severity graded by another person than the one who entered it",
}


def find_unclosed(answers: Answers) -> dict[str, list[str]]:
    """The controversies that cannot be closed, each with what it lacks; none where nothing is missing."""
    names = dict.fromkeys(_name(row) for row in rows_of(answers, LISTED))
    lacking = {name: why_not_close(answers, name) for name in names}
    return {name: keys for name, keys in lacking.items() if keys}


def why_not_close(answers: Answers, name: str) -> list[str]:
    """What a controversy lacks before it can be closed, by the keys of ``LACKING``; none where nothing is lacking."""
    return list(_lacking(answers, name))


def why_not_approve_over(answers: Answers) -> Refusal | None:
    """Why nothing may be approved while a controversy cannot be closed, if one cannot."""
    for name, keys in find_unclosed(answers).items():
        return Refusal(
            "controversy_open",
            {"controversy": name, "lacking": "; ".join(LACKING[key] for key in keys)},
        )
    return None


def find_reviewer(answers: Answers, name: str) -> str | None:
    """Who graded the severity of a controversy without having entered it; none where there is nobody."""
    entered = _who(answers, LISTED, name)
    return next((one for one in _who(answers, GRADED, name) if one not in entered), None)


def rows_of(answers: Answers, criterion: str, name: str | None = None) -> list[Row]:
    """The rows that hold of a table, all or those of one controversy."""
    return [
        row
        for answer in answers.get(criterion, [])
        if answer.state is AnswerState.GIVEN and isinstance(answer.value, list)
        for row in answer.value
        if isinstance(row, dict) and name in (None, _name(row))
    ]


def _lacking(answers: Answers, name: str) -> Iterator[str]:
    listed = rows_of(answers, LISTED, name)
    if any(row.get(cell) in NOT_SAID for row in listed for cell in DETAIL):
        yield "detail"
    said = rows_of(answers, ANSWERED, name)
    if not said or said[-1].get("answer") not in HEARD or said[-1].get("source") in NOT_SAID:
        yield "answer"
    graded = rows_of(answers, GRADED, name)
    if not graded or severity_of(graded[-1]) == "unknown":
        yield "severity"
    if find_reviewer(answers, name) is None:
        yield "reviewer"


def _who(answers: Answers, criterion: str, name: str) -> list[str]:
    return [one.by for one in answers.get(criterion, []) if rows_of({criterion: [one]}, criterion, name)]


def _name(row: Row) -> str:
    return str(row.get("controversy", "")).strip()
