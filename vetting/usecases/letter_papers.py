"""Letters as papers: the draft of one, one that was sent, and the file of acts that carries a proposed one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from vetting.documents.letters import ORIGINAL, Asked, LetterTexts, Paper, Source
from vetting.domain.dossier import Dossier
from vetting.domain.errors import Refusal, Refused
from vetting.domain.letters import LetterDraftFields, LetterQuestion, questions_of
from vetting.domain.parties import language_for
from vetting.domain.replies import LetterFields
from vetting.usecases.desk import Desk
from vetting.usecases.letter_proposals import DEFAULT_DAYS, Proposed
from vetting.usecases.replies import MOST_DAYS_MORE, clock_of


def read_paper(desk: Desk, case: str, letter: str, texts: LetterTexts, due: date | None = None) -> Paper:
    """A letter that was sent, or its draft, as a paper; refused where there is neither."""
    with desk.read() as work:
        dossier, clock = work.dossier(case), clock_of(desk, work, case)
    days = int(clock.get("reply_extension_days", {}).get("at_most", MOST_DAYS_MORE))
    sent = next((one for one in dossier.letters if one.id == letter), None)
    if sent is not None:
        return paper_of_letter(sent, dossier, texts, days)
    draft = next((one for one in dossier.letter_drafts if one.id == letter), None)
    if draft is None:
        raise Refused(Refusal("unknown_letter", {"letter": letter}))
    return paper_of_draft(draft, dossier, texts, (due or first_day(desk), days))


def paper_of_proposal(proposed: Proposed, dossier: Dossier, texts: LetterTexts, days: int) -> Paper:
    """A proposed letter as a paper."""
    return Paper(
        office=dossier.case.initiating_office,
        company=_name_of(dossier, proposed.party),
        reference=proposed.reference,
        due=proposed.due,
        dated=None,
        opening=proposed.opening,
        questions=_asked(proposed.questions, dossier),
        extension_days=days,
        **_frame(texts, _language(dossier, proposed.party)),
    )


def paper_of_draft(
    draft: LetterDraftFields, dossier: Dossier, texts: LetterTexts, times: tuple[date, int]
) -> Paper:
    """A draft as a paper, marked as one."""
    return Paper(
        office=dossier.case.initiating_office,
        company=_name_of(dossier, draft.party),
        reference=draft.reference or draft.id,
        due=times[0],
        dated=None,
        opening=draft.opening,
        questions=_asked(questions_of(draft), dossier),
        interim=draft.interim,
        extension_days=times[1],
        **_frame(texts, _language(dossier, draft.party)),
    )


def paper_of_letter(letter: LetterFields, dossier: Dossier, texts: LetterTexts, days: int) -> Paper:
    """A letter as it was sent: with the first day of its reply."""
    grounds = [*letter.grounds, *[{}] * len(letter.questions)]
    questions = [
        LetterQuestion.model_validate({**ground, "question": question})
        for question, ground in zip(letter.questions, grounds, strict=False)
    ]
    return Paper(
        office=dossier.case.initiating_office,
        company=_name_of(dossier, letter.party or dossier.case.prospect),
        reference=letter.reference or letter.id,
        due=letter.first_due or letter.due,
        dated=letter.sent_at.date(),
        opening=letter.facts,
        questions=_asked(questions, dossier),
        interim=letter.interim,
        extension_days=days,
        **_frame(texts, letter.language or ORIGINAL),
    )


def _frame(texts: LetterTexts, language: str) -> dict[str, Any]:
    return {"texts": texts[language], "language": language}


def _language(dossier: Dossier, party: str) -> str:
    return language_for(next((one for one in dossier.parties if one.id == party), None))


def to_act_file(proposed: Proposed) -> dict[str, Any]:
    """A proposed letter as a file of acts, to be changed by people and entered with ``vetting act``."""
    questions = [one.model_dump(exclude_defaults=True) for one in proposed.questions]
    draft = {
        "party": proposed.party,
        "reference": proposed.reference,
        "opening": proposed.opening,
        "questions": questions,
    }
    return {"case": {"id": proposed.case}, "letter_drafts": {proposed.letter: draft}}


def first_day(desk: Desk) -> date:
    """By when a reply could be asked for if a letter went out today."""
    return date.fromordinal(desk.clock.now().date().toordinal() + DEFAULT_DAYS)


def _asked(questions: Sequence[LetterQuestion], dossier: Dossier) -> list[Asked]:
    held = {one.id: one for one in dossier.evidence}
    return [
        Asked(
            number=number,
            question=one.question,
            facts=one.facts,
            findings=one.findings,
            standards=one.standards,
            sources=[
                Source(held[ident].title, held[ident].publisher, held[ident].published, held[ident].locator)
                for ident in one.sources
                if ident in held
            ],
        )
        for number, one in enumerate(questions, 1)
    ]


def _name_of(dossier: Dossier, party: str) -> str:
    return next((one.name for one in dossier.parties if one.id == party), party)
