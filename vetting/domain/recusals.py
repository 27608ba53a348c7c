"""What a recusal undoes: the signatures of a case that fall, and what no longer counts.

Of a decided case only what was open on the day of signing undoes anything: a measure that ended later,
or an interest that began later, does not reach back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from vetting.domain.answers import AnswerFields, find_current
from vetting.domain.decisions import Ballot, VoteFields
from vetting.domain.dossier import Dossier
from vetting.domain.granted_exceptions import ExceptionFields
from vetting.domain.interests import DeclarationFields, is_open_conflict, why_recused
from vetting.domain.judgements import JudgementFields, Standing, find_standing_of, last_judgement
from vetting.domain.screenings import MatchFields
from vetting.domain.signatures import SignatureKind
from vetting.domain.triage import TriageSignatureFields, list_signed


@dataclass(frozen=True)
class Signature:
    """Who signed what, when."""

    kind: SignatureKind
    subject: str
    person: str
    signed_at: datetime


@dataclass(frozen=True)
class Fallen:
    """A signature that falls, and the declaration it falls for."""

    signature: Signature
    declaration: DeclarationFields


def list_signatures(dossier: Dossier) -> list[Signature]:
    """Every signature that counts now: votes, countersignatures, judgements, exceptions, the decision's own."""
    void = {(one.kind, one.subject, one.person, one.signed_at) for one in dossier.voided}
    given = [
        *_votes(dossier),
        *_countersignatures(dossier),
        *_of_triage(dossier),
        *_judgements(dossier),
        *_exceptions(dossier),
        *_of_decision(dossier),
    ]
    return [one for one in given if (one.kind, one.subject, one.person, one.signed_at) not in void]


def find_fallen(dossier: Dossier, today: date) -> list[Fallen]:
    """The signatures that fall as is known today, each with the first declaration that undoes it."""
    fallen = []
    for signature in list_signatures(dossier):
        conflict = _why_fallen(dossier, signature, today)
        if conflict is not None:
            fallen.append(Fallen(signature, conflict))
    return fallen


def find_standing_answers(dossier: Dossier) -> dict[str, list[AnswerFields]]:
    """The answers that hold now, without those whose countersignature fell; these are asked again."""
    void = {one.subject for one in dossier.voided if one.kind is SignatureKind.COUNTERSIGNATURE}
    current = find_current(dossier.answers)
    return {
        criterion: kept
        for criterion, answers in current.items()
        if (kept := [one for one in answers if _subject_of(one) not in void])
    }


def find_standing_votes(dossier: Dossier) -> list[VoteFields]:
    """The votes that count."""
    void = {(one.person, one.signed_at) for one in dossier.voided if one.kind is SignatureKind.VOTE}
    return [one for one in dossier.votes if (one.person, one.cast_at) not in void]


def find_standing_exceptions(dossier: Dossier) -> list[ExceptionFields]:
    """The exceptions of which neither signature fell."""
    kinds = (SignatureKind.EXCEPTION, SignatureKind.EXCEPTION_SECOND)
    void = {one.subject for one in dossier.voided if one.kind in kinds}
    return [one for one in dossier.exceptions if one.id not in void]


def find_standing_triage(dossier: Dossier, triage: Sequence[str]) -> TriageSignatureFields | None:
    """The countersignature that holds for the answers of triage as they stand, if one does."""
    void = {(one.person, one.signed_at) for one in dossier.voided if one.kind is SignatureKind.TRIAGE}
    signed = list_signed(find_standing_answers(dossier), triage)
    standing = [one for one in dossier.triage_signatures if one.answers == signed]
    return next((one for one in reversed(standing) if (one.by, one.at) not in void), None)


def find_standing_judgement(dossier: Dossier, match: MatchFields) -> Standing:
    """How a match stands; where a signature of its last judgement fell, it is as if nobody had judged it here."""
    kinds = (SignatureKind.JUDGEMENT, SignatureKind.JUDGEMENT_SECOND)
    void = {one.subject for one in dossier.voided if one.kind in kinds}
    last = last_judgement(match, dossier.judgements)
    has_fallen = last is not None and _subject_of_judgement(last) in void
    return find_standing_of(match, [] if has_fallen else dossier.judgements, dossier.recalled)


def _why_fallen(dossier: Dossier, signature: Signature, today: date) -> DeclarationFields | None:
    own = [one for one in dossier.declarations if one.person == signature.person]
    signed_on = signature.signed_at.date()
    before = next((one for one in own if _was_open(one, signed_on)), None)
    if before is not None or dossier.decision is not None:
        return before
    return why_recused(own, signature.person, today)


def _was_open(declaration: DeclarationFields, on: date) -> bool:
    """Whether, as is known by now, this was an open conflict on a day that has passed."""
    begun = declaration.starts_on is None or declaration.starts_on <= on
    return begun and is_open_conflict(declaration, on)


def _votes(dossier: Dossier) -> Iterator[Signature]:
    for one in dossier.votes:
        if one.ballot is not Ballot.RECUSED:
            yield Signature(SignatureKind.VOTE, "", one.person, one.cast_at)


def _countersignatures(dossier: Dossier) -> Iterator[Signature]:
    for answers in find_current(dossier.answers).values():
        for one in answers:
            if one.countersigned_by:
                subject = _subject_of(one)
                yield Signature(SignatureKind.COUNTERSIGNATURE, subject, one.countersigned_by, one.at)


def _of_triage(dossier: Dossier) -> Iterator[Signature]:
    """The last countersignature; those before it were for other answers, or fell."""
    for one in dossier.triage_signatures[-1:]:
        yield Signature(SignatureKind.TRIAGE, str(one.number), one.by, one.at)


def _judgements(dossier: Dossier) -> Iterator[Signature]:
    for match in dossier.matches:
        last = last_judgement(match, dossier.judgements)
        if last is None:
            continue
        subject = _subject_of_judgement(last)
        yield Signature(SignatureKind.JUDGEMENT, subject, last.by, last.at)
        if last.second_by:
            yield Signature(SignatureKind.JUDGEMENT_SECOND, subject, last.second_by, last.at)


def _exceptions(dossier: Dossier) -> Iterator[Signature]:
    for one in dossier.exceptions:
        yield Signature(SignatureKind.EXCEPTION, one.id, one.granted_by, one.granted_at)
        yield Signature(SignatureKind.EXCEPTION_SECOND, one.id, one.second_by, one.granted_at)


def _of_decision(dossier: Dossier) -> Iterator[Signature]:
    decision = dossier.decision
    if decision is None:
        return
    signed = {
        SignatureKind.PLAN: decision.plan_signed_by,
        SignatureKind.RISK: decision.risk_signed_by,
        SignatureKind.SECOND: decision.second_by,
        SignatureKind.DECISION: decision.decided_by,
    }
    for kind, person in signed.items():
        if person:
            yield Signature(kind, "", person, decision.decided_at)


def _subject_of_judgement(judgement: JudgementFields) -> str:
    return f"{judgement.match}#{judgement.number}"


def _subject_of(answer: AnswerFields) -> str:
    return f"{answer.criterion}#{answer.number}"
