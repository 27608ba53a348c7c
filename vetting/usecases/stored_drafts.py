"""The drafts of a case as texts: what is kept when one is stored, and what its rules find when somebody decides."""

from collections.abc import Sequence
from typing import Any

from vetting.agreements.clauses import Clause
from vetting.agreements.compare import find_differences
from vetting.agreements.terms import suggest_terms
from vetting.domain.clause_links import FoundWords
from vetting.domain.errors import BadInput, EnvironmentFault, NotFound
from vetting.domain.evidence import EvidenceFields
from vetting.domain.terms import DraftChange, TermsFields
from vetting.policy.pack import Pack
from vetting.usecases.clauses import HeldDraft, note_draft, split_draft
from vetting.usecases.desk import Desk
from vetting.usecases.ports import Work

NOT_HELD = "The file is not held here."


def describe_draft(desk: Desk, work: Work, held: EvidenceFields) -> dict[str, Any]:
    """What is kept of a draft's text besides its hash; why it cannot be read, if so."""
    if held.sha256 is None:
        return {}
    try:
        draft = _read(desk, held)
    except BadInput as refused:
        return {"unreadable": " ".join(f"{one.what} {one.how}".strip() for one in refused.faults)}
    except NotFound:
        return {"unreadable": NOT_HELD}
    clauses = split_draft(draft)
    said = {"clauses": [one.id for one in clauses], "notes": note_draft(draft.read)}
    return said | _compare(desk, work, held.case, clauses)


def read_stored(desk: Desk, work: Work, terms: TermsFields) -> HeldDraft:
    """The text of a stored draft; raises ``NotFound``, ``BadInput``, ``EnvironmentFault`` where its bytes changed."""
    held = work.get(EvidenceFields, terms.case, terms.evidence)
    if held is None or held.sha256 is None:
        raise NotFound("text of the draft", terms.id)
    return _read(desk, held)


def find_words(clauses: Sequence[Clause], pack: Pack, criterion: str) -> list[FoundWords]:
    """What the rules of one criterion find in a draft; nothing for what they do not find."""
    rules = [one for one in pack.terms if one.criterion == criterion]
    return [
        {"clause": one.clause, "says": one.says.value, "rule": one.rule, "words": [w.text for w in one.words]}
        for one in suggest_terms(clauses, rules)
        if one.clause
    ]


def _read(desk: Desk, held: EvidenceFields) -> HeldDraft:
    content = desk.evidence.get(held.sha256 or "")
    return HeldDraft.of(content, desk.draft_reader.read(content, held.filename or held.id))


def _compare(desk: Desk, work: Work, case: str, clauses: Sequence[Clause]) -> dict[str, Any]:
    """How the clauses differ from those of the newest draft so far that can be read."""
    before = next((one for one in reversed(work.list(TermsFields, case)) if one.clauses), None)
    if before is None:
        return {}
    try:
        old = split_draft(read_stored(desk, work, before))
    except (BadInput, NotFound, EnvironmentFault):
        return {}  # what became of the old draft's bytes must not stop the new one
    differences = find_differences(old, clauses)
    changes: list[DraftChange] = [
        {
            "change": one.change.value,
            "old": one.old.id if one.old else None,
            "new": one.new.id if one.new else None,
            "moved": one.moved,
        }
        for one in differences
    ]
    return {"compared_with": before.id, "changes": changes}
