"""Facts of the case that only acts can make true: contested, left light, exceptions granted.

Nobody enters them; what a proposal says under their names counts for nothing.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from vetting.domain.answers import AnswerFields, AnswerState
from vetting.domain.contests import first_open_contest
from vetting.domain.dossier import Dossier
from vetting.domain.granted_exceptions import first_standing
from vetting.domain.recusals import find_standing_exceptions
from vetting.policy.pack import Pack

OBJECTION = "CNS-11"
FROM_ACTS = ("contested", "left_light", "exceptions_granted")


def derive_case_fields(pack: Pack, dossier: Dossier) -> dict[str, Any]:
    """The settings of the case, with what its acts say in place of anything entered under those names."""
    found = {
        "contested": "yes" if first_open_contest(dossier.contests) else "",
        "left_light": "yes" if has_left_light(pack, dossier) else "",
        "exceptions_granted": _granted(dossier),
    }
    settings = {name: value for name, value in dossier.case.settings.items() if name not in FROM_ACTS}
    known = pack.rules.case_fields  # an office's own pack may lack a field that the system could fill
    return settings | {name: value for name, value in found.items() if value and name in known}


def has_left_light(pack: Pack, dossier: Dossier) -> bool:
    """Whether the short way is closed: a triage answer was changed after triage, or an objection stands."""
    if any(_is_objection(one) for one in dossier.answers):
        return True
    triage = pack.tables.get("triage", {}).get("criteria", [])
    late = _answered_after_triage(dossier)
    return any(one.number in late and _is_changed(one, dossier) for one in _of(dossier, triage))


def _is_objection(answer: AnswerFields) -> bool:
    if answer.criterion != OBJECTION:
        return False
    return answer.state in (AnswerState.UNKNOWN, AnswerState.REFUSED) or answer.value == "yes"


def _answered_after_triage(dossier: Dossier) -> set[object]:
    """The numbers of the answers that stand in the log after the case left triage."""
    moves = (line.index for line in dossier.log if _leaves_triage(line.event, line.fields))
    left = next(moves, None)
    if left is None:
        return set()
    return {
        line.fields.get("number")
        for line in dossier.log
        if line.event == "QuestionAnswered" and line.index > left
    }


def _leaves_triage(event: str, fields: Mapping[str, object]) -> bool:
    return event == "CaseMoved" and fields.get("status") == "triage"


def _of(dossier: Dossier, criteria: list[str]) -> list[AnswerFields]:
    return [one for one in dossier.answers if one.criterion in criteria]


def _is_changed(answer: AnswerFields, dossier: Dossier) -> bool:
    """Whether an answer says another thing than the one that its answerer gave before it."""
    same = [one for one in _of(dossier, [answer.criterion]) if one.answerer == answer.answerer]
    earlier = [one for one in same if one.number < answer.number]
    last = max(earlier, key=lambda one: one.number, default=None)
    return last is not None and (last.state, last.value) != (answer.state, answer.value)


def _granted(dossier: Dossier) -> list[str]:
    """The criteria whose exception counts on the day of the newest act, or of the decision proposed."""
    standing = find_standing_exceptions(dossier)
    if not standing:
        return []
    day = day_of(dossier)
    criteria = sorted({one.criterion for one in standing})
    return [one for one in criteria if first_standing(standing, one, day)]


def day_of(dossier: Dossier) -> date:
    """The day of the newest act of the case, or of the decision that is proposed."""
    days = [date.fromisoformat(line.at[:10]) for line in dossier.log]
    days += [one.granted_at.date() for one in dossier.exceptions]
    return max([*days, dossier.decision.decided_at.date()] if dossier.decision else days)
