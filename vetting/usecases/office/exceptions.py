"""Exceptions: the stops that one could lift, those granted, and those that wait for a second signature."""

from dataclasses import dataclass

from vetting.domain.granted_exceptions import ExceptionFields
from vetting.domain.recusals import find_standing_exceptions
from vetting.usecases.granting import STOP
from vetting.usecases.office.case_view import CaseView, person_in_words


@dataclass(frozen=True)
class StopLine:
    """A stop that has fired and that the pack lets an exception lift."""

    criterion: str
    question: str
    is_lifted: bool  # by an exception that stands today


@dataclass(frozen=True)
class ExceptionLine:
    """One exception as signed."""

    exception: ExceptionFields
    granted_by: str
    second_by: str
    stands: bool  # on this day, with both signatures


def list_stops(view: CaseView) -> tuple[StopLine, ...]:
    """The stops that an exception could lift."""
    criteria, today = view.appraisal.pack.criteria, view.now.date()
    lifted = {one.criterion for one in find_standing_exceptions(view.dossier) if one.ends_on >= today}
    return tuple(
        StopLine(one, criteria[one].question, one in lifted)
        for one, effects in sorted(view.appraisal.evaluation.fired.items())
        if STOP in effects
    )


def list_exceptions(view: CaseView) -> tuple[ExceptionLine, ...]:
    """Every exception that was granted, the latest first."""
    standing, today = find_standing_exceptions(view.dossier), view.now.date()
    return tuple(
        ExceptionLine(
            one,
            person_in_words(view, one.granted_by),
            person_in_words(view, one.second_by),
            one in standing and one.ends_on >= today,
        )
        for one in reversed(view.dossier.exceptions)
    )
