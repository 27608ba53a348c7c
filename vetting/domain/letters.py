"""A letter to the company before it is sent: questions, each with what it rests on.

- Each question is tied to the findings it comes from; each fact to a source that everyone can read.
- A point of the consultation is put to the company only where at least three submissions make it, or where
  an officer of the consultation gave leave; never in the words of a submission, and never with a day or a time.
- Whoever wrote a letter does not send it: a second person reads it first.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict
from pydantic import Field as PlainField
from sqlmodel import Field, SQLModel

from vetting.domain.consultation import PointFields, SubmissionFields, SubmissionMode, SubmissionState
from vetting.domain.errors import Refusal
from vetting.domain.evidence import EvidenceFields, EvidenceKind, why_erased

FEWEST_SUBMISSIONS = 3
"""Fewer submissions than this could be recognised in a question (rule of threshold, k = 3)."""

LONGEST_RUN = 6
"""As many words of a submission in a row are its own words, whoever repeats them."""


class LetterQuestion(BaseModel):
    """One numbered question, the facts before it, and what both rest on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str = PlainField(min_length=1, max_length=4000)
    facts: str = PlainField(default="", max_length=8000)
    findings: list[str] = PlainField(default_factory=list)  # criteria of the pack
    standards: list[str] = PlainField(default_factory=list)
    sources: list[str] = PlainField(default_factory=list)  # evidence of the case
    points: list[str] = PlainField(default_factory=list)  # points of the consultation; never shown


class LetterDraftFields(SQLModel):
    """A letter as it stands before it is sent; the newest text alone."""

    case: str
    id: str = Field(min_length=1, max_length=40)  # that of the letter it becomes
    party: str  # the addressee
    reference: str = ""
    opening: str = ""
    items: list[dict[str, Any]] = Field(default_factory=list)  # each a LetterQuestion
    interim: str = ""  # what is asked of the company meanwhile, where people are harmed now
    drafted_by: str
    drafted_at: datetime
    sha256: str  # of the text, as it was shown to whoever reads it second


@dataclass(frozen=True)
class Grounds:
    """What a case has that a letter may rest on."""

    evidence: Sequence[EvidenceFields]
    submissions: Sequence[SubmissionFields]
    points: Sequence[PointFields]


def find_public_sources(grounds: Grounds) -> list[EvidenceFields]:
    """The evidence that everyone can read: published, with its publisher or place, and given by nobody in confidence."""
    given = {
        ident
        for one in grounds.submissions
        if one.mode is not SubmissionMode.PUBLIC
        for ident in one.evidence
    }
    return [one for one in grounds.evidence if one.id not in given and _is_public(one)]


def questions_of(draft: LetterDraftFields) -> list[LetterQuestion]:
    """The questions of a draft, in order."""
    return [LetterQuestion.model_validate(one) for one in draft.items]


def why_not_write(questions: Sequence[LetterQuestion], grounds: Grounds, *texts: str) -> Refusal | None:
    """Why a letter cannot say this, if so: the first question that breaks a rule."""
    if not questions:
        return Refusal("letter_without_questions")
    found = (_why_not_ask(number, one, grounds) for number, one in enumerate(questions, 1))
    first = next((one for one in found if one is not None), None)
    if first is not None:
        return first
    return Refusal("letter_quotes", {"number": 0}) if repeats(grounds.submissions, *texts) else None


def why_not_state(facts: str, sources: Sequence[str], grounds: Grounds) -> Refusal | None:
    """Why a letter that is typed whole cannot state these facts, if so: each rests on what everyone can read."""
    public = {one.id for one in find_public_sources(grounds)}
    closed = next((one for one in sources if one not in public), None)
    if closed is not None:
        return _why_erased(closed, grounds) or Refusal("letter_source_not_public", {"evidence": closed})
    return Refusal("letter_without_source") if facts.strip() and not sources else None


def why_not_send_draft(draft: LetterDraftFields, by: str, seen: str) -> Refusal | None:
    """Why this person cannot send this draft, if so."""
    if by == draft.drafted_by:
        return Refusal("letter_second_look", {"person": by, "letter": draft.id})
    if seen and seen != draft.sha256:
        return Refusal("letter_changed", {"letter": draft.id})
    return None


def repeats(submissions: Iterable[SubmissionFields], *texts: str) -> bool:
    """Whether a text has words of a submission in a row, so many that they are the submitter's own."""
    said = [_words(text) for text in texts]
    for submission in submissions:
        for raw in (submission.text, *submission.parts.values()):
            if any(_shares_run(_words(raw), one) for one in said):
                return True
    return False


def _is_public(evidence: EvidenceFields) -> bool:
    held = evidence.kind in (EvidenceKind.FILE, EvidenceKind.CITATION) and evidence.erased_at is None
    named = bool(evidence.publisher.strip() or evidence.locator.strip())
    return held and named and bool(evidence.published.strip())


def _why_erased(source: str, grounds: Grounds) -> Refusal | None:
    """That the file of this source was erased, if so: a plainer answer than that it is not public."""
    found = next((one for one in grounds.evidence if one.id == source), None)
    return why_erased(found) if found else None


def _why_not_ask(number: int, asked: LetterQuestion, grounds: Grounds) -> Refusal | None:
    if not asked.findings:
        return Refusal("question_without_finding", {"number": number})
    return (
        _why_not_source(number, asked, grounds)
        or _why_not_points(number, asked, grounds)
        or _why_not_quote(number, asked, grounds)
    )


def _why_not_source(number: int, asked: LetterQuestion, grounds: Grounds) -> Refusal | None:
    public = {one.id for one in find_public_sources(grounds)}
    for source in asked.sources:
        if source not in public:
            said = {"number": number, "evidence": source}
            return _why_erased(source, grounds) or Refusal("source_not_public", said)
    if asked.facts.strip() and not asked.sources and not asked.points:
        return Refusal("fact_without_source", {"number": number})
    return None


def _why_not_points(number: int, asked: LetterQuestion, grounds: Grounds) -> Refusal | None:
    if not asked.points:
        return None
    known = {one.id: one for one in grounds.points}
    unknown = next((one for one in asked.points if one not in known), None)
    if unknown is not None:
        return Refusal("unknown_point", {"point": unknown})
    named = [known[one] for one in asked.points]
    if all(one.released_by for one in named):
        return None
    standing = {one.id for one in grounds.submissions if one.state is not SubmissionState.WITHDRAWN}
    if len({one.submission for one in named} & standing) < FEWEST_SUBMISSIONS:
        return Refusal("points_of_few", {"number": number, "least": FEWEST_SUBMISSIONS})
    return None


def _why_not_quote(number: int, asked: LetterQuestion, grounds: Grounds) -> Refusal | None:
    if repeats(grounds.submissions, asked.question, asked.facts, *asked.standards):
        return Refusal("letter_quotes", {"number": number})
    if asked.points and _DATED.search(f"{asked.question} {asked.facts}"):
        return Refusal("letter_dates_points", {"number": number})
    return None


_DATED = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b(?:19|20)\d{2}\b|\b\d{1,2}[./]\d{1,2}\b")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _shares_run(raw: Sequence[str], said: Sequence[str]) -> bool:
    """Whether both have a run of words; a submission shorter than a run counts where it stands whole, of three words on."""
    size = min(LONGEST_RUN, len(raw))
    if size < FEWEST_SUBMISSIONS:
        return False
    runs = {tuple(raw[at : at + size]) for at in range(len(raw) - size + 1)}
    return any(tuple(said[at : at + size]) in runs for at in range(len(said) - size + 1))
