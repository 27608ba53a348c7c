"""Acts that wait for the signatures of several people, as a page shows them to one of them.

An act is shown whole to whoever is named in it: nobody signs what they have not read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from vetting.domain.commands import AskException, GrantException
from vetting.domain.errors import Refusal
from vetting.domain.permissions import why_not_now
from vetting.domain.sentences import to_sentence
from vetting.domain.waiting_acts import (
    KINDS,
    SIGNERS,
    SUBJECT,
    WaitingActFields,
    WaitingState,
    list_missing,
    list_seats,
    why_not_refuse,
    why_not_withdraw,
)
from vetting.domain.waiting_commands import ConfirmAct, RefuseAct, WithdrawAct
from vetting.usecases.office.case_view import CaseView, name_of, person_in_words, show_value, why_not_do
from vetting.usecases.office.entitled import why_not_first, why_not_second


@dataclass(frozen=True)
class WaitingLine:
    """One act that was signed by its first signer."""

    id: str
    kind: str
    name: str  # "Decision: refuse"
    by: str
    at: datetime
    state: str
    state_name: str
    signed: tuple[str, ...]
    missing: tuple[str, ...]
    closed_by: str
    closed_at: datetime | None
    reason: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]  # what the act says: a label, and its lines
    place: str  # the page of the case on which the matter stands
    seats: tuple[str, ...]  # as what the reader is named
    waits_for_reader: bool
    is_readers: bool
    why_not_confirm: str
    why_not_refuse: str
    why_not_withdraw: str


def list_waiting(view: CaseView) -> tuple[WaitingLine, ...]:
    """Every act of the case that took, or takes, more than one signature; the latest first."""
    return tuple(_line(view, one) for one in reversed(view.dossier.waiting))


def find_waiting(view: CaseView, ident: str) -> WaitingLine | None:
    """One such act; ``None`` where the case has none of this id."""
    return next((one for one in list_waiting(view) if one.id == ident), None)


def list_open(view: CaseView) -> tuple[WaitingLine, ...]:
    """Those that still wait and can still take effect as the case stands."""
    return tuple(_line(view, one) for one in view.dossier.waiting if is_open(view, one))


def is_open(view: CaseView, act: WaitingActFields) -> bool:
    """Whether an act still waits, and fits the status of its case."""
    imagined = KINDS[act.kind].model_construct(by=act.by, at=view.now)
    return bool(list_missing(act)) and why_not_now(imagined, view.dossier.case.status) is None


def _line(view: CaseView, act: WaitingActFields) -> WaitingLine:
    missing = list_missing(act)
    refused = why_not_do(view, RefuseAct) or why_not_refuse(act, view.person)
    return WaitingLine(
        id=act.id,
        kind=act.kind,
        name=name_of("waiting_act", act.kind) + _subject(act),
        by=person_in_words(view, act.by),
        at=act.at,
        state=act.state.value,
        state_name=name_of("waiting_state", act.state.value),
        signed=tuple(person_in_words(view, one) for one in act.confirmed),
        missing=tuple(person_in_words(view, one) for one in missing),
        closed_by=person_in_words(view, act.closed_by),
        closed_at=act.closed_at,
        reason=act.reason,
        parts=tuple(_parts(view, act)),
        place=_place(act),
        seats=tuple(name_of("signs_as", one) for one in list_seats(act, view.person)),
        waits_for_reader=view.person in missing,
        is_readers=view.person == act.by and act.state is WaitingState.WAITING,
        why_not_confirm=_sentence(_why_not_confirm(view, act) or refused),
        why_not_refuse=_sentence(refused),
        why_not_withdraw=_sentence(why_not_do(view, WithdrawAct) or why_not_withdraw(act, view.person)),
    )


def _why_not_confirm(view: CaseView, act: WaitingActFields) -> Refusal | None:
    imagined = KINDS[act.kind].model_construct(by=act.by, at=view.now)
    refusal = why_not_do(view, ConfirmAct) or why_not_now(imagined, view.dossier.case.status)
    return refusal or _why_not_signer(view, act)


def _why_not_signer(view: CaseView, act: WaitingActFields) -> Refusal | None:
    """Why the reader could sign no such act, though they are named: they took a role or an interest since."""
    if view.reader is None or view.person not in list_missing(act):
        return None
    if "granted_by" in list_seats(act, view.person):
        return why_not_first(view.dossier, GrantException, view.reader, view.now)
    kind = KINDS[act.kind]
    return why_not_second(
        view.dossier, GrantException if kind is AskException else kind, view.reader, view.now
    )


def _subject(act: WaitingActFields) -> str:
    said = [str(act.said[one]) for one in SUBJECT[KINDS[act.kind]] if one != "answerer"]
    return " " + " ".join(said) if said else ""


def _place(act: WaitingActFields) -> str:
    match act.kind:
        case "answer_question":
            return f"question/{act.said['criterion']}"
        case "judge_match":
            return f"matches/{act.said['match']}"
        case "grant_exception" | "ask_exception":
            return "exceptions"
        case _:
            return "decision"


def _parts(view: CaseView, act: WaitingActFields) -> Iterable[tuple[str, tuple[str, ...]]]:
    """What the act says, field by field, in the order in which it is said."""
    people = set(SIGNERS[KINDS[act.kind]])
    for field, value in act.said.items():
        if field in _UNSHOWN or value in (None, "", [], {}):
            continue
        label = name_of("waiting_field", field)
        yield label, (person_in_words(view, str(value)),) if field in people else _lines(field, value)


_UNSHOWN = frozenset({"seen", "based_on"})
_CODES: Mapping[str, str] = {
    "outcome": "outcome_noun",
    "verdict": "verdict",
    "state": "state",
    "answerer": "answerer",
}


def _lines(field: str, value: object) -> tuple[str, ...]:
    if field in _CODES:
        name = name_of(_CODES[field], str(value))
        return (name[:1].upper() + name[1:],)
    match value:
        case {**texts} if field == "reasons":
            return tuple(f"{key}: {text}" for key, text in texts.items())
        case list() if field in ("conditions", "precedents"):
            return tuple("; ".join(_said(one)) for one in value)
        case list():
            return tuple(map(str, value))
        case str():
            return (value,)
        case _:
            return show_value(value)


def _said(item: Mapping[str, object]) -> list[str]:
    """A condition or a precedent in one line: what is said of it, without what is left blank."""
    texts = [", ".join(map(str, one)) if isinstance(one, list) else str(one or "") for one in item.values()]
    return [text for text in texts if text]


def _sentence(refusal: Refusal | None) -> str:
    return to_sentence(refusal) if refusal else ""
