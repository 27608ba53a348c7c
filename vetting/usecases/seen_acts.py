"""From which acts the system answered a row by itself, so that its findings too lead to a person, a time and the log."""

from collections.abc import Iterator

from vetting.domain.dossier import Dossier, LogLine
from vetting.usecases.derived import OF_DECISION, OF_LETTERS, OF_POINTS, OF_TERMS, derive_answers
from vetting.usecases.derived_interests import ACCESS, CLASSED, DECLARED, MITIGATED
from vetting.usecases.screened import rows_of_screenings

OF_INTERESTS = frozenset({DECLARED, CLASSED, MITIGATED, ACCESS})
BY_DECISION = OF_DECISION | {"DEC-11", "CNS-16", "PUB-03"}


def last_act(dossier: Dossier, criterion: str) -> LogLine | None:
    """The last entry of the log from which the system answers a row; none where it does not answer it."""
    if criterion not in derive_answers(dossier):
        return None
    events = {event for rows, names in _acts(dossier) if criterion in rows for event in names}
    seen = [line for line in dossier.log if line.event in events]
    return seen[-1] if seen else None


def _acts(dossier: Dossier) -> Iterator[tuple[frozenset[str], tuple[str, ...]]]:
    yield OF_POINTS, ("SubmissionReceived", "SubmissionLodged", "PointExtracted", "PointDisposed")
    yield OF_LETTERS, ("LetterSent", "ReplyRecorded")
    yield OF_TERMS, ("TermsStored",)
    yield BY_DECISION, ("CaseDecided",)
    yield OF_INTERESTS, ("InterestDeclared", "InterestClassed", "MitigationEnded")
    yield rows_of_screenings(dossier), ("NamesScreened", "MatchJudged", "OwnershipStored")
