"""What everyone may read of a case, and of a company: taken from the items that are public, never from the log.

- A letter is shown with its reply beside it, once the reply is in or its time is over.
- A document is shown where a notice names it; a draft agreement where a notice shows it.
- A submission is shown when its submitter made it public and an officer published it.
- Nothing here says anything of a company that the office did not enter with its source.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from vetting.domain.case import CaseFields
from vetting.domain.consultation import PointFields, SubmissionFields, is_shown
from vetting.domain.decisions import ConditionFields, DecisionFields, Outcome
from vetting.domain.errors import NotFound
from vetting.domain.evidence import EvidenceFields
from vetting.domain.parties import PartyFields
from vetting.domain.publications import FORMS, PublicEditionFields, RenderedAs, RenderingFields
from vetting.domain.replies import LetterFields, ReplyState
from vetting.domain.rounds import RoundFields, RoundStatus, current, status_of
from vetting.domain.standing import Standing, standing_of
from vetting.domain.terms import TermsFields
from vetting.usecases.desk import Desk
from vetting.usecases.ports import Work
from vetting.usecases.public_letters import ShownLetter, show_letter

MOST_SUBMISSIONS = 100  # on one page


@dataclass(frozen=True)
class Moment:
    """One line of the timeline: the day, what happened as a key of the texts, and about what."""

    on: date
    what: str
    about: str = ""


@dataclass(frozen=True)
class PublicCase:
    """What everyone may read of a case."""

    case: CaseFields
    standing: Standing
    company: PartyFields | None
    parties: Sequence[PartyFields]
    round: RoundFields | None
    round_status: RoundStatus | None
    documents: Sequence[EvidenceFields]
    terms: TermsFields | None
    letters: Sequence[ShownLetter]  # each with its reply, or its silence
    waiting: Sequence[LetterFields]  # sent; the reply is awaited
    decision: DecisionFields | None
    conditions: Sequence[ConditionFields]
    record: PublicEditionFields | None  # the public edition, where the case is decided
    files: Sequence[RenderedAs]  # it as JSON and in each form that is made already
    submissions: Sequence[SubmissionFields]
    points: Sequence[PointFields]
    timeline: Sequence[Moment]


@dataclass(frozen=True)
class PublicCompany:
    """What everyone may read of a company: the cases it is named in."""

    name: str
    cases: Sequence[PublicCase]


def read_public_case(desk: Desk, case: str) -> PublicCase:
    """A case as everyone may read it; raises ``NotFound``."""
    with desk.read() as work:
        return _public_case(work, case, desk.clock.now())


def read_public_company(desk: Desk, name: str) -> PublicCompany:
    """A company by its name as it stands in the cases; raises ``NotFound``."""
    now = desk.clock.now()
    with desk.read() as work:
        named = sorted({party.case for party in work.list_named(name)})
        found = [_public_case(work, case, now) for case in named]
    mine = [one for one in found if one.company is not None and one.company.name == name]
    if not mine:
        raise NotFound("company", name)
    return PublicCompany(name, sorted(mine, key=lambda one: one.case.opened_at, reverse=True))


def read_document(desk: Desk, case: str, evidence: str) -> tuple[EvidenceFields, bytes]:
    """A document of a notice and its bytes; raises ``NotFound`` where none names it, or it is not held or erased."""
    public = read_public_case(desk, case)
    shown = {one.id: one for one in public.documents}
    found = shown.get(evidence)
    if found is None or found.sha256 is None or found.erased_at is not None:
        raise NotFound("document", evidence)
    return found, desk.evidence.get(found.sha256)


def read_public_record(desk: Desk, case: str) -> PublicEditionFields:
    """The public edition of the record of a case that is decided; raises ``NotFound``."""
    edition = read_public_case(desk, case).record
    if edition is None:
        raise NotFound("record of the case", case)
    return edition


def read_rendering(desk: Desk, case: str, suffix: str) -> tuple[PublicEditionFields, RenderingFields]:
    """The public edition as a file in one form; raises ``NotFound`` where it is not made yet."""
    edition = read_public_record(desk, case)
    with desk.read() as work:
        made = work.renderings.find(edition.sha256, suffix)
    if made is None:
        raise NotFound("record of the case", case)
    return edition, made


def _public_case(work: Work, case: str, now: datetime) -> PublicCase:
    found = work.get(CaseFields, case)
    if found is None:
        raise NotFound("case", case)
    decision = work.get(DecisionFields, case)
    standing = standing_of(found.status, decision.outcome if decision else None)
    shown = decision if standing is not Standing.UNDER_REVIEW else None
    rounds = work.list(RoundFields, case)
    held, parties = current(rounds), work.list(PartyFields, case)
    letters = work.list(LetterFields, case)
    edition = work.get(PublicEditionFields, case) if shown else None
    submissions = [one for one in work.list_public(case, MOST_SUBMISSIONS) if is_shown(one)]
    return PublicCase(
        case=found,
        standing=standing,
        company=next((one for one in parties if one.id == found.prospect), None),
        parties=parties,
        round=held,
        round_status=status_of(held, now) if held else None,
        documents=_documents(work, case, rounds),
        terms=work.get(TermsFields, case, held.terms) if held and held.terms else None,
        letters=[show_letter(work, one) for one in letters if one.reply_state is not ReplyState.WAITING],
        waiting=[one for one in letters if one.reply_state is ReplyState.WAITING],
        decision=shown,
        conditions=[
            one for one in work.list(ConditionFields, case) if shown and one.set_at == shown.decided_at
        ],
        record=edition,
        files=_files(work, edition) if edition else (),
        submissions=submissions,
        points=_points(work, case, submissions),
        timeline=_timeline(found, rounds, letters, shown, now),
    )


def _files(work: Work, edition: PublicEditionFields) -> list[RenderedAs]:
    made = {one.suffix: one for one in work.renderings.list(edition.sha256)}
    data = RenderedAs("json", len(edition.content.encode()), edition.sha256)
    return [*(made[suffix] for suffix in FORMS if suffix in made), data]


def _documents(work: Work, case: str, rounds: Iterable[RoundFields]) -> list[EvidenceFields]:
    """What the notices show: their documents and, where they show it, the draft agreement."""
    named: list[str] = []
    for held in rounds:
        terms = work.get(TermsFields, case, held.terms) if held.terms else None
        named += [*held.documents, *([terms.evidence] if terms else [])]
    found = [work.get(EvidenceFields, case, ident) for ident in dict.fromkeys(named)]
    return [one for one in found if one is not None]


def _points(work: Work, case: str, submissions: Sequence[SubmissionFields]) -> list[PointFields]:
    shown = {one.id for one in submissions}
    return [point for point in work.list(PointFields, case) if point.submission in shown] if shown else []


def _timeline(
    case: CaseFields,
    rounds: Iterable[RoundFields],
    letters: Iterable[LetterFields],
    decision: DecisionFields | None,
    now: datetime,
) -> list[Moment]:
    moments = [Moment(case.opened_at.date(), "proposed")]
    for held in rounds:
        number = str(held.number)
        moments += [Moment(held.published_at.date(), "announced", number)]
        moments += [Moment(date.fromisoformat(one["at"]), "amended", one["what"]) for one in held.amendments]
        moments += [Moment(held.opens_at.date(), "opened", number)] if held.opens_at <= now else []
        moments += [Moment(held.closes_at.date(), "closed", number)] if held.closes_at < now else []
    for letter in letters:
        moments.append(Moment(letter.sent_at.date(), "letter", letter.reference or letter.id))
        if letter.replied_at is not None:
            moments.append(Moment(letter.replied_at.date(), "reply", letter.reference or letter.id))
        elif letter.reply_state is ReplyState.ABSENT:
            moments.append(Moment(letter.due, "silence", letter.reference or letter.id))
    if decision is not None:
        outcome = Outcome(decision.outcome).value
        moments.append(Moment(decision.decided_at.date(), "decided", outcome))
    return sorted(moments, key=lambda one: one.on)
