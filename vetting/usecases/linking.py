"""Clauses of the draft linked to criteria, by a person, with a reason."""

from vetting.domain.answer_events import ClauseLinked
from vetting.domain.clause_links import ClauseLinkFields, FoundWords, why_not_link
from vetting.domain.commands import LinkClause
from vetting.domain.errors import Refusal, Refused
from vetting.domain.terms import TermsFields
from vetting.usecases.clauses import split_draft
from vetting.usecases.desk import Desk, act_of, fields_of
from vetting.usecases.intake import require_case, require_criteria
from vetting.usecases.ports import Work
from vetting.usecases.stored_drafts import find_words, read_stored


def link_clause(desk: Desk, work: Work, command: LinkClause) -> None:
    """Enter which clauses of the newest draft answer a criterion, or that none does."""
    require_criteria(desk, work, command.case, [command.criterion])
    draft = work.get(TermsFields, command.case, command.terms)
    if draft is None:
        raise Refused(Refusal("unknown_terms", {"terms": command.terms}))
    before = [one for one in work.list(ClauseLinkFields, command.case) if one.criterion == command.criterion]
    fresh = ClauseLinkFields(
        **fields_of(command, ClauseLinkFields),
        number=len(before) + 1,
        terms_sha256=draft.sha256 or "",
        linked_by=command.by,
        linked_at=command.at,
    )
    if refusal := why_not_link(fresh, draft, work.list(TermsFields, command.case)[-1]):
        raise Refused(refusal)
    link = fresh.model_copy(update={"found": _found(desk, work, draft, command.criterion)})
    shown = link.model_dump(mode="json", exclude={"case", "linked_by", "linked_at"})
    work.keep(act_of(command), ClauseLinked(**shown), link)


def _found(desk: Desk, work: Work, draft: TermsFields, criterion: str) -> list[FoundWords]:
    """What the rules of the case's pack find; reading the draft proves that its bytes are still those of its hash."""
    pack = desk.packs.pinned(require_case(work, draft.case).pack_hash)
    return find_words(split_draft(read_stored(desk, work, draft)), pack, criterion)
