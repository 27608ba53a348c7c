"""A letter as it could be written: from the findings that open the right of reply, with their public sources.

- Nothing is taken from a submission: no text, no day, no id; a point gives a sentence of the catalogue and no more.
- A finding that rests on an answer, and has no public source, cannot be put to the company.
- What nobody could find out is asked without stating a fact.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vetting.documents.letters import LetterTexts
from vetting.domain.consultation import PointFields, SubmissionState
from vetting.domain.dossier import Dossier
from vetting.domain.errors import Refusal, Refused
from vetting.domain.evidence import EvidenceFields
from vetting.domain.ids import first_free
from vetting.domain.letters import (
    FEWEST_SUBMISSIONS,
    Grounds,
    LetterQuestion,
    find_public_sources,
    repeats,
)
from vetting.domain.parties import PartyFields, language_for
from vetting.domain.recusals import find_standing_answers
from vetting.policy.readings import ANSWERED, Finding
from vetting.usecases.appraise import Appraisal, appraise_case, criteria_read
from vetting.usecases.desk import Desk
from vetting.usecases.letters import require_unchanged

DEFAULT_DAYS = 60
"""How long a company has where the pack asks for less: as long as the Special Procedures give."""


@dataclass(frozen=True)
class Proposed:
    """A letter as it could be written, for people to change."""

    case: str
    letter: str
    party: str
    reference: str
    opening: str
    questions: list[LetterQuestion]
    due: date  # where it goes out today


def propose_letter(
    desk: Desk, case: str, texts: LetterTexts, *, party: str = "", about: Sequence[str] = ()
) -> Proposed:
    """A letter about the findings that wait for one, or about those named.

    Raises ``Refused`` where nothing is to be asked, or a finding has no public source.
    """
    with desk.read() as work:
        appraisal = appraise_case(desk, work, case)
    proposed = propose(appraisal, texts, desk.clock.now().date(), party=party, about=about)
    require_unchanged(desk, grounds_in(appraisal.dossier), proposed.questions)
    return proposed


def propose(
    appraisal: Appraisal, texts: LetterTexts, today: date, *, party: str = "", about: Sequence[str] = ()
) -> Proposed:
    """The same for a case that was appraised, in the language of its addressee."""
    dossier = appraisal.dossier
    addressee = _addressee(dossier, party)
    said = texts[language_for(addressee)]
    questions = _questions(appraisal, said, about)
    letter = first_free("L-", {one.id for one in dossier.letters} | {one.id for one in dossier.letter_drafts})
    return Proposed(
        case=dossier.case.id,
        letter=letter,
        party=party or dossier.case.prospect,
        reference=f"{dossier.case.id}/{letter}",
        opening=said["opening"].format(
            office=dossier.case.initiating_office, company=addressee.name, title=dossier.case.title
        ),
        questions=questions,
        due=today + timedelta(days=max(DEFAULT_DAYS, _days(appraisal))),
    )


def grounds_in(dossier: Dossier) -> Grounds:
    """What a letter of this case may rest on."""
    return Grounds(dossier.evidence, dossier.submissions, dossier.points)


def find_open_findings(appraisal: Appraisal) -> list[str]:
    """The criteria that open the right of reply and stand in no letter yet."""
    asked = {one for letter in appraisal.dossier.letters for one in letter.findings}
    return [one for one in appraisal.evaluation.reply if one not in asked]


def _questions(appraisal: Appraisal, texts: Mapping[str, str], about: Sequence[str]) -> list[LetterQuestion]:
    if refusal := _why_not_about(appraisal, about):
        raise Refused(refusal)
    opened = find_open_findings(appraisal)
    wanted = [one for one in appraisal.evaluation.reply if one in about] if about else opened
    if not wanted:
        raise Refused(Refusal("nothing_to_ask"))
    made = {one: _question(appraisal, texts, one) for one in wanted}
    bare = sorted(one for one, question in made.items() if question is None)
    if bare:
        raise Refused(Refusal("finding_without_source", {"criteria": ", ".join(bare)}))
    return [question for question in made.values() if question is not None]


def _why_not_about(appraisal: Appraisal, about: Sequence[str]) -> Refusal | None:
    """Why a letter cannot ask about one of these criteria, if so."""
    unknown = next((one for one in about if one not in appraisal.pack.criteria), None)
    if unknown is not None:
        return Refusal("unknown_criterion", {"criterion": unknown})
    opened = appraisal.evaluation.reply
    closed = [one for one in about if one not in opened]
    if not closed:
        return None
    said = {"criteria": ", ".join(closed), "open": ", ".join(opened) or "no criterion"}
    return Refusal("criterion_opens_no_reply", said)


def _question(appraisal: Appraisal, texts: Mapping[str, str], criterion: str) -> LetterQuestion | None:
    """The question about one finding; none where it states a fact that nobody else can read."""
    finding = next(
        one for one in appraisal.evaluation.findings if (one.criterion, one.kind) == (criterion, "reply")
    )
    grounds = grounds_in(appraisal.dossier)
    sources = _sources(appraisal, finding, grounds)
    points = find_usable_points(grounds, criterion)
    is_fact = finding.basis == ANSWERED
    if is_fact and not sources and not points:
        return None
    row = appraisal.pack.criteria[criterion]
    facts = [_fact(one, texts, grounds) for one in sources] + [texts["fact.consultation"]] * bool(points)
    return LetterQuestion(
        question=texts[f"question.{finding.basis}"].format(question=row.question),
        facts="\n".join(facts) if is_fact else "",
        findings=[criterion],
        standards=[appraisal.pack.sources[one]["title"] for one in row.sources],
        sources=[one.id for one in sources] if is_fact else [],
        points=points if is_fact else [],
    )


def find_usable_points(grounds: Grounds, criterion: str) -> list[str]:
    """The points on a criterion that may be put to the company: of three submissions at least, or with leave."""
    standing = {one.id for one in grounds.submissions if one.state is not SubmissionState.WITHDRAWN}
    touching = [one for one in grounds.points if criterion in one.criteria and one.submission in standing]
    if len({one.submission for one in touching}) >= FEWEST_SUBMISSIONS:
        return [one.id for one in touching]
    return [one.id for one in touching if _is_released(one)]


def _is_released(point: PointFields) -> bool:
    return point.released_by is not None


def _sources(appraisal: Appraisal, finding: Finding, grounds: Grounds) -> list[EvidenceFields]:
    answers = find_standing_answers(appraisal.dossier)
    read = [one for criterion in criteria_read(appraisal.pack, finding) for one in answers.get(criterion, [])]
    named = {ident for one in read for ident in one.evidence}
    public = [one for one in find_public_sources(grounds) if one.id in named]
    return [one for one in public if not repeats(grounds.submissions, one.title, one.publisher)]


def _fact(source: EvidenceFields, texts: Mapping[str, str], grounds: Grounds) -> str:
    """What a source shows, in the office's words; its title alone where those repeat a submission."""
    said = source.note.strip()
    if not said or repeats(grounds.submissions, said):
        said = source.title
    published = source.published
    return texts["fact.source"].format(said=said.rstrip("."), title=source.title, published=published)


def _addressee(dossier: Dossier, party: str) -> PartyFields:
    wanted = party or dossier.case.prospect
    found = next((one for one in dossier.parties if one.id == wanted), None)
    if found is None:
        raise Refused(Refusal("unknown_party", {"party": wanted}))
    return found


def _days(appraisal: Appraisal) -> int:
    windows = appraisal.pack.tables.get("clock", {}).get("reply_days", {})
    return int(windows.get(appraisal.evaluation.level.at_least, 0))
