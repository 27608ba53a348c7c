"""Which clause of the draft answers a criterion: said by a person, for the draft that was read.

- A link names clauses that the newest draft has, or says that none speaks to the criterion; it always has its reason.
- What the rules had found for the criterion is kept with it, whether the person followed them or not.
- It holds for the hash of that draft. A draft with another hash voids it; what was said stays readable.
- Of several links of one criterion to one draft the latest holds.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Field, SQLModel

from vetting.domain.errors import Refusal
from vetting.domain.terms import TermsFields

LINKED_PREFIXES = ("TRM-", "PDT-")


class Says(StrEnum):
    """What a draft says about a criterion."""

    ANSWERS = "answers"
    CONTRADICTS = "contradicts"
    ABSENT = "absent"


FoundWords = dict[str, Any]
"""What a rule had found in one clause: ``clause``, ``says``, ``rule`` and its ``words``."""


class ClauseLinkFields(SQLModel):
    """One link of a criterion to clauses of one draft, or to their absence."""

    case: str
    criterion: str
    number: int  # counts the links of this criterion, from 1
    says: Says
    clauses: list[str] = Field(default_factory=list)
    terms: str  # id of the draft
    terms_sha256: str
    reason: str
    found: list[FoundWords] = Field(default_factory=list)
    linked_by: str
    linked_at: datetime


def why_not_link(link: ClauseLinkFields, draft: TermsFields, newest: TermsFields) -> Refusal | None:
    """Why a criterion cannot be linked so to this draft, if so."""
    if not link.criterion.startswith(LINKED_PREFIXES):
        return Refusal("link_of_another_kind", {"criterion": link.criterion})
    if draft.id != newest.id:
        return Refusal("link_to_old_draft", {"terms": draft.id, "newest": newest.id})
    if draft.sha256 is None:
        return Refusal("link_to_draft_not_held", {"terms": draft.id})
    if draft.unreadable:
        return Refusal("link_to_unreadable_draft", {"terms": draft.id, "why": draft.unreadable})
    if (link.says is Says.ABSENT) == bool(link.clauses):
        return Refusal("link_without_clause", {"criterion": link.criterion})
    if unknown := [one for one in link.clauses if one not in draft.clauses]:
        return Refusal("link_to_unknown_clause", {"terms": draft.id, "clauses": ", ".join(unknown)})
    return None if link.reason.strip() else Refusal("link_without_reason", {"criterion": link.criterion})


def find_standing_links(
    links: Iterable[ClauseLinkFields], drafts: Sequence[TermsFields]
) -> dict[str, ClauseLinkFields]:
    """The link of each criterion that holds for the newest draft."""
    newest = drafts[-1].sha256 if drafts else None
    return {one.criterion: one for one in links if one.terms_sha256 == newest}
