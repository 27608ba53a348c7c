"""How each signature of a case was given, as the entries of its acts say.

A signature is found by the event of its act, its time and its person; of several such entries, the one that says least counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from vetting.domain.dossier import Dossier, LogLine
from vetting.domain.recusals import Signature, list_signatures
from vetting.domain.signatures import Given, SignatureKind

EVENTS: Mapping[SignatureKind, str] = {
    SignatureKind.VOTE: "VoteCast",
    SignatureKind.COUNTERSIGNATURE: "QuestionAnswered",
    SignatureKind.TRIAGE: "TriageCountersigned",
    SignatureKind.JUDGEMENT: "MatchJudged",
    SignatureKind.JUDGEMENT_SECOND: "MatchJudged",
    SignatureKind.EXCEPTION: "ExceptionGranted",
    SignatureKind.EXCEPTION_SECOND: "ExceptionGranted",
    SignatureKind.PLAN: "CaseDecided",
    SignatureKind.RISK: "CaseDecided",
    SignatureKind.SECOND: "CaseDecided",
    SignatureKind.DECISION: "CaseDecided",
}
"""The event under which each kind of signature enters the log."""


@dataclass(frozen=True)
class GivenSignature:
    """A signature that counts, and how it was given."""

    signature: Signature
    given: Given


def list_given(dossier: Dossier) -> list[GivenSignature]:
    """Every signature that counts now, with how it was given."""
    lines: dict[tuple[str, datetime], list[LogLine]] = {}
    for line in dossier.log:
        key = (line.event, _second_of(datetime.fromisoformat(line.at)))
        lines.setdefault(key, []).append(line)
    return [GivenSignature(one, _given(one, lines.get(_key_of(one), []))) for one in list_signatures(dossier)]


def _given(signature: Signature, lines: list[LogLine]) -> Given:
    """What the entries that name the person say at least; where none does, what all of that second say."""
    own = [one for one in lines if signature.person in (one.by, *one.fields.values())]
    said = {Given(str(one.fields.get("given", Given.ASSERTED))) for one in own or lines}
    return next((one for one in Given if one in said), Given.ASSERTED)


def _key_of(signature: Signature) -> tuple[str, datetime]:
    return EVENTS[signature.kind], _second_of(signature.signed_at)


def _second_of(at: datetime) -> datetime:
    return at.replace(microsecond=0)
