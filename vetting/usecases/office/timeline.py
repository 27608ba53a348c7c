"""The case's history: each entry of its log as a line that a person reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from vetting.domain.dossier import LogLine
from vetting.usecases.office.case_view import CaseView, name_of, names_of, person_in_words

QUIET = frozenset({"CaseEvaluated"})
"""Entries that say the same as one beside them; a reader who wants them has the audit room."""


@dataclass(frozen=True)
class Happening:
    """One entry of the log, in words."""

    number: int  # place in the case's own chain
    entry: int  # place in the log
    at: datetime
    what: str
    detail: str
    by: str
    leaf_hash: str


def list_happenings(view: CaseView) -> tuple[Happening, ...]:
    """What happened in the case, the latest first."""
    lines = [line for line in view.dossier.log if line.event not in QUIET]
    return tuple(_happening(view, line) for line in reversed(lines))


def _happening(view: CaseView, line: LogLine) -> Happening:
    return Happening(
        number=line.case_seq,
        entry=line.index,
        at=datetime.fromisoformat(line.at),
        what=name_of("event", line.event),
        detail=_detail(view, line.event, line.fields),
        by=person_in_words(view, line.by),
        leaf_hash=line.leaf_hash,
    )


def _detail(view: CaseView, event: str, fields: Mapping[str, Any]) -> str:
    tell = _DETAILS.get(event)
    return tell(view, fields) if tell else _subject(fields)


def _subject(fields: Mapping[str, Any]) -> str:
    """The id that the entry is about, where it names one."""
    names = (
        "party",
        "evidence",
        "terms",
        "submission",
        "point",
        "letter",
        "criterion",
        "record",
        "declaration",
    )
    return next((str(fields[name]) for name in names if fields.get(name)), "")


def _answered(_: CaseView, fields: Mapping[str, Any]) -> str:
    said = name_of("state", str(fields["state"])).lower()
    return f"{fields['criterion']}, for {name_of('answerer', str(fields['answerer']))}: {said}"


def _assigned(view: CaseView, fields: Mapping[str, Any]) -> str:
    return f"{person_in_words(view, str(fields['person']))}: {names_of('role', fields['roles'])}"


def _evaluated(view: CaseView, fields: Mapping[str, Any]) -> str:
    titles = {one.id: one.title for one in view.appraisal.pack.stages}
    stages = [
        f"{titles.get(one, one)}: {name_of('status', state).lower()}"
        for one, state in fields["stages"].items()
    ]
    return "; ".join(stages)


def _moved(_: CaseView, fields: Mapping[str, Any]) -> str:
    return f"{name_of('case_status', fields['status'])} → {name_of('case_status', fields['to'])}"


def _decided(_: CaseView, fields: Mapping[str, Any]) -> str:
    return name_of("outcome", str(fields["outcome"]))


def _voted(view: CaseView, fields: Mapping[str, Any]) -> str:
    return f"{person_in_words(view, str(fields['person']))}: {name_of('vote', str(fields['ballot']))}"


def _declared(view: CaseView, fields: Mapping[str, Any]) -> str:
    conflict = "no conflict" if fields["conflict"] == "none" else name_of("conflict", str(fields["conflict"]))
    return f"{person_in_words(view, str(fields['person']))}: {conflict}"


def _disposed(_: CaseView, fields: Mapping[str, Any]) -> str:
    return f"{fields['point']}: {name_of('disposition', str(fields['disposition']))}"


def _replied(_: CaseView, fields: Mapping[str, Any]) -> str:
    return f"{fields['letter']}: {name_of('reply_state', str(fields['state']))}"


_DETAILS = {
    "QuestionAnswered": _answered,
    "PersonAssigned": _assigned,
    "StageEvaluated": _evaluated,
    "CaseMoved": _moved,
    "CaseDecided": _decided,
    "VoteCast": _voted,
    "InterestDeclared": _declared,
    "PointDisposed": _disposed,
    "ReplyRecorded": _replied,
}
