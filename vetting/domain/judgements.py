"""Judgements of matches: a person says true, false or undecided, with a reason.

- A judgement needs a reason from the list and a sentence that another reviewer could check.
- "False" on a list that leads to a stop takes four eyes: the judge and a second person (``LEADS_TO_STOP``).
- Judgements are only ever added. The last one of a match holds while neither side changes; when one does, the
  match comes back as "changed since" with the old judgement beside it.
- One given in another case about the same party and entry is recalled, with its date and by whom; it never hides a match.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from vetting.domain.errors import Refusal
from vetting.domain.screenings import MatchFields, MatchState


class Verdict(StrEnum):
    """What a person says of a match."""

    TRUE = "true"
    FALSE = "false"
    UNDECIDED = "undecided"


REASONS: Mapping[Verdict, Mapping[str, str]] = {
    Verdict.TRUE: {
        "same_identifier": "An identifier is the same.",
        "same_facts": "What identifies both agrees, and nothing contradicts.",
        "same_person_confirmed": "The party or a public register confirms that they are one.",
    },
    Verdict.FALSE: {
        "other_birth_date": "The date of birth cannot be the same.",
        "other_country": "The countries cannot be the same.",
        "other_identifier": "An identifier differs.",
        "other_kind": "One is a person, the other is not.",
        "other_name": "The names only look alike.",
        "other_person_confirmed": "A register or the publisher of the list confirms that they are two.",
    },
    Verdict.UNDECIDED: {
        "name_too_common": "The name is too common to tell.",
        "not_enough_known": "Too little is known of one side.",
        "sources_contradict": "The sources contradict each other.",
        "answer_awaited": "Somebody was asked and has not answered yet.",
    },
}
"""The reasons that each ruling can have, by code."""


class JudgementFields(SQLModel):
    """One ruling on one match, with what it rested on."""

    case: str
    number: int  # counts the judgements of a case, from 1
    match: str
    verdict: Verdict
    reason_code: str
    text: str = Field(min_length=1)
    by: str  # person id, in the case named
    at: datetime
    second_by: str | None = None
    fingerprint: str
    source: str
    entity: str
    entity_hash: str
    score: float


class StandingKind(StrEnum):
    """How a match stands with what people said of it."""

    UNJUDGED = "unjudged"
    JUDGED = "judged"  # in this case
    RECALLED = "recalled"  # in another case, on the same party and entry
    CHANGED_SINCE = "changed_since"  # judged, but one side has changed since


@dataclass(frozen=True)
class Standing:
    """The ruling that holds for a match, if one does, and the judgement that is shown beside it."""

    kind: StandingKind
    judgement: JudgementFields | None = None

    @property
    def verdict(self) -> Verdict | None:
        """The ruling that holds; none where nobody judged, or something changed since."""
        holds = self.kind in (StandingKind.JUDGED, StandingKind.RECALLED)
        return self.judgement.verdict if self.judgement is not None and holds else None


def find_standing_of(
    match: MatchFields, judgements: Sequence[JudgementFields], recalled: Sequence[JudgementFields] = ()
) -> Standing:
    """How a match stands: by its own last judgement, else by the one recalled from another case."""
    own = last_judgement(match, judgements)
    if own is not None:
        same = is_same_basis(match, own)
        return Standing(StandingKind.JUDGED if same else StandingKind.CHANGED_SINCE, own)
    key = (match.recalled_case, match.recalled_number)
    other = next((one for one in recalled if (one.case, one.number) == key), None)
    if other is None:
        return Standing(StandingKind.UNJUDGED)
    same = is_same_basis(match, other)
    return Standing(StandingKind.RECALLED if same else StandingKind.CHANGED_SINCE, other)


def last_judgement(match: MatchFields, judgements: Sequence[JudgementFields]) -> JudgementFields | None:
    """The last of this case's judgements of a match, if any."""
    own = [one for one in judgements if (one.case, one.match) == (match.case, match.id)]
    return max(own, key=lambda one: one.number, default=None)


def is_same_basis(match: MatchFields, judgement: JudgementFields) -> bool:
    """Whether both sides are as they were when it was given."""
    return (match.fingerprint, match.entity_hash) == (judgement.fingerprint, judgement.entity_hash)


def why_not_judge(match: MatchFields, judgement: JudgementFields) -> Refusal | None:
    """Why a match cannot be judged like this, whoever signs, if so."""
    named = {"match": match.id}
    if match.state is not MatchState.STANDS:
        return Refusal("match_gone", named)
    if judgement.reason_code not in REASONS[judgement.verdict]:
        fitting = ", ".join(REASONS[judgement.verdict])
        return Refusal("reason_does_not_fit", {"verdict": judgement.verdict.value, "reasons": fitting})
    if not judgement.text.strip():
        return Refusal("judgement_without_text", named)
    if judgement.second_by == judgement.by:
        return Refusal("judged_by_one", {**named, "person": judgement.by})
    if judgement.verdict is Verdict.FALSE and match.leads_to_stop and judgement.second_by is None:
        return Refusal("second_judge_missing", {**named, "source": match.source})
    return None
