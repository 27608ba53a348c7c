"""Letters and replies as everyone may read them, side by side.

- Of an answer with a trade secret stands the company's own summary; its text goes nowhere public.
- A correction stands beside the letter, which is shown as it was sent.
- A comment is shown where its submission was published.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vetting.domain.consultation import SubmissionFields, is_shown
from vetting.domain.evidence import EvidenceFields
from vetting.domain.replies import (
    CorrectionFields,
    LetterFields,
    ReplyAssessmentFields,
    ReplyCommentFields,
    is_secret,
    show_answers,
)
from vetting.usecases.ports import Work
from vetting.usecases.reply_sources import sources_of


@dataclass(frozen=True)
class ShownExchange:
    """One question with what it rests on, the answer beside it, and how the office assessed that."""

    question: str
    facts: str
    sources: Sequence[EvidenceFields]
    answer: str
    is_secret: bool
    assessment: ReplyAssessmentFields | None


@dataclass(frozen=True)
class ShownLetter:
    """One letter with its reply, or its silence."""

    letter: LetterFields  # without the answers; they stand in the exchanges
    exchanges: Sequence[ShownExchange]
    corrections: Sequence[CorrectionFields]  # settled ones
    comments: Sequence[ReplyCommentFields]


def show_letter(work: Work, letter: LetterFields) -> ShownLetter:
    """A letter as everyone may read it."""
    case = letter.case
    assessed = {one.number: one for one in work.list(ReplyAssessmentFields, case) if one.letter == letter.id}
    corrections = [one for one in work.list(CorrectionFields, case) if one.letter == letter.id]
    return ShownLetter(
        letter=letter.model_copy(update={"replies": [], "summaries": [], "grounds": []}),
        exchanges=_exchanges(work, letter, assessed),
        corrections=[one for one in corrections if one.is_accepted is not None],
        comments=_comments(work, letter),
    )


def _exchanges(
    work: Work, letter: LetterFields, assessed: dict[int, ReplyAssessmentFields]
) -> list[ShownExchange]:
    sources, answers = sources_of(work, letter), show_answers(letter)
    grounds: list[dict[str, Any]] = [*letter.grounds, *[{}] * len(letter.questions)]
    return [
        ShownExchange(
            question=question,
            facts=grounds[number].get("facts", ""),
            sources=[sources[one] for one in grounds[number].get("sources", []) if one in sources],
            answer=answers[number],
            is_secret=is_secret(letter, number),
            assessment=assessed.get(number + 1),
        )
        for number, question in enumerate(letter.questions)
    ]


def _comments(work: Work, letter: LetterFields) -> list[ReplyCommentFields]:
    comments = [
        one for one in work.list(ReplyCommentFields, letter.case) if one.letter == letter.id and one.text
    ]
    return [one for one in comments if _is_public(work, one)]


def _is_public(work: Work, comment: ReplyCommentFields) -> bool:
    submission = work.get(SubmissionFields, comment.case, comment.submission)
    return submission is not None and is_shown(submission)
