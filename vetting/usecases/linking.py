"""Clauses of the draft linked to criteria, by a person, with a reason."""

from vetting.domain.answer_events import ClauseLinked
from vetting.domain.clause_links import ClauseLinkFields, why_not_link
from vetting.domain.commands import LinkClause
from vetting.domain.errors import Refusal, Refused
from vetting.domain.terms import TermsFields
from vetting.usecases.desk import Desk, act_of, fields_of
from vetting.usecases.intake import require_criteria
from vetting.usecases.ports import Work


def link_clause(desk: Desk, work: Work, command: LinkClause) -> None:
    """Enter which clauses of the newest draft answer a criterion, or that none does."""
    require_criteria(desk, work, command.case, [command.criterion])
    draft = work.get(TermsFields, command.case, command.terms)
    if draft is None:
        raise Refused(Refusal("unknown_terms", {"terms": command.terms}))
    before = [one for one in work.list(ClauseLinkFields, command.case) if one.criterion == command.criterion]
    link = ClauseLinkFields(
        **fields_of(command, ClauseLinkFields),
        number=len(before) + 1,
        terms_sha256=draft.sha256 or "",
        linked_by=command.by,
        linked_at=command.at,
    )
    if refusal := why_not_link(link, draft, work.list(TermsFields, command.case)[-1]):
        raise Refused(refusal)
    shown = link.model_dump(mode="json", exclude={"case", "linked_by", "linked_at"})
    work.keep(act_of(command), ClauseLinked(**shown), link)
