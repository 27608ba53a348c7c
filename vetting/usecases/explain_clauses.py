"""The way from a finding on terms or data on to the clause of the draft: its words, the rule, the person, the log."""

from typing import Any

from vetting.agreements.clauses import Clause
from vetting.domain.clause_links import ClauseLinkFields, find_standing_links
from vetting.domain.dossier import Dossier, LogLine
from vetting.domain.errors import BadInput, EnvironmentFault, NotFound
from vetting.domain.terms import TermsFields
from vetting.domain.times import to_stamp
from vetting.usecases.clauses import split_draft
from vetting.usecases.desk import Desk
from vetting.usecases.stored_drafts import read_stored


def explain_clauses(desk: Desk, dossier: Dossier, criterion: str) -> dict[str, Any] | None:
    """What a person said about the clauses of the newest draft; nothing where nobody said anything."""
    link = find_standing_links(dossier.clause_links, dossier.terms).get(criterion)
    if link is None:
        return None
    line = _line_of(dossier, link)
    return {
        "terms": link.terms,
        "sha256": link.terms_sha256,
        "says": link.says.value,
        "clauses": _clauses(desk, dossier.terms[-1], link),
        "found": link.found,
        "reason": link.reason,
        "by": link.linked_by,
        "at": to_stamp(link.linked_at),
        "log_entry": line.index if line else None,
        "log_hash": line.leaf_hash if line else None,
    }


def _clauses(desk: Desk, draft: TermsFields, link: ClauseLinkFields) -> list[dict[str, Any]]:
    """The linked clauses with their words; without them where the text is no longer held as it was."""
    if not link.clauses:
        return []
    try:
        with desk.read() as work:
            known = {one.id: one for one in split_draft(read_stored(desk, work, draft))}
    except (BadInput, NotFound, EnvironmentFault):
        known = {}
    return [_clause(one, known.get(one)) for one in link.clauses]


def _clause(ident: str, clause: Clause | None) -> dict[str, Any]:
    if clause is None:
        return {"id": ident, "heading": "", "text": None}
    return {"id": ident, "heading": clause.heading, "text": clause.text}


def _line_of(dossier: Dossier, link: ClauseLinkFields) -> LogLine | None:
    wanted = (link.criterion, link.number)
    told = (one for one in dossier.log if one.event == "ClauseLinked")
    return next(
        (one for one in told if (one.fields.get("criterion"), one.fields.get("number")) == wanted), None
    )
