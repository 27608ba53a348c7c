"""Reading a draft agreement: its clauses, and what the rules of the pack suggest about them.

Nothing here is kept: clauses and suggestions follow from the draft's bytes and the pack's rules, and are made anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from vetting.agreements.clauses import Clause, split_clauses
from vetting.agreements.compare import Difference
from vetting.agreements.terms import Suggestion, suggest_terms
from vetting.policy.pack import Pack
from vetting.usecases.outside import DraftText


@dataclass(frozen=True)
class HeldDraft:
    """A draft that was read, known by the hash of its file."""

    sha256: str
    read: DraftText

    @classmethod
    def of(cls, content: bytes, read: DraftText) -> "HeldDraft":
        """The draft in these bytes."""
        return cls(sha256(content).hexdigest(), read)


@dataclass(frozen=True)
class Review:
    """The clauses of a draft and the suggestions about them."""

    sha256: str
    format: str
    clauses: Sequence[Clause]
    suggestions: Sequence[Suggestion]
    notes: Sequence[str]


def split_draft(draft: HeldDraft) -> list[Clause]:
    """The clauses of a draft."""
    return split_clauses(draft.read.paragraphs)


def review_draft(draft: HeldDraft, pack: Pack) -> Review:
    """The clauses of a draft, and what the pack's rules find in them."""
    clauses = split_draft(draft)
    suggestions = suggest_terms(clauses, pack.terms)
    return Review(draft.sha256, draft.read.format, clauses, suggestions, note_draft(draft.read))


def review_json(review: Review, pack: Pack) -> dict[str, Any]:
    """A review as JSON."""
    rules = {rule.id: rule.about for rule in pack.terms}
    return {
        "sha256": review.sha256,
        "format": review.format,
        "pack": f"{pack.name}@{pack.version}",
        "pack_hash": pack.hash,
        "notes": list(review.notes),
        "clauses": [_clause(one) for one in review.clauses],
        "suggestions": [_suggestion(one, rules) for one in review.suggestions],
    }


def difference_json(one: Difference) -> dict[str, Any]:
    """A difference of two drafts as JSON."""
    clause = one.new or one.old
    return {
        "change": one.change.value,
        "old": one.old.id if one.old else None,
        "new": one.new.id if one.new else None,
        "moved": one.moved,
        "pieces": [[piece.kind, piece.text] for piece in one.pieces],
        "text": clause.text if clause else "",
    }


def _clause(one: Clause) -> dict[str, Any]:
    said = {"id": one.id, "number": one.number, "heading": one.heading, "text": one.text}
    return said | {"is_heading": one.is_heading, "sha256": one.sha256}


def _suggestion(one: Suggestion, rules: dict[str, str]) -> dict[str, Any]:
    return {
        "criterion": one.criterion,
        "says": one.says.value,
        "clause": one.clause or None,
        "rule": one.rule or None,
        "about": rules.get(one.rule, ""),
        "language": one.language or None,
        "words": [[word.start, word.end, word.text] for word in one.words],
    }


def note_draft(read: DraftText) -> list[str]:
    """What somebody who reads the clauses should know: that changes or comments are open."""
    notes = []
    if read.tracked_changes:
        notes.append(f"The draft has tracked changes ({read.tracked_changes}); they are read as accepted.")
    if read.comments:
        notes.append(f"The draft has comments ({read.comments}); they are not read.")
    return notes
