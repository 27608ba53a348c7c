"""The draft agreement against the terms: each criterion with the clauses that answer it, or with their absence.

- What people said of the newest draft stands here; links to an earlier text are counted and no longer hold.
- The words that a rule had found stand beside each decision, also where the person did not follow them.
- A criterion that nobody has linked yet is "open". Silence of the rules is never taken for absence.
"""

from collections import Counter
from typing import Any

from vetting.documents.material import Material
from vetting.documents.parts.tabled import is_asked
from vetting.documents.texts import to_instant, to_text, to_texts
from vetting.domain.clause_links import LINKED_PREFIXES, ClauseLinkFields, FoundWords, find_standing_links
from vetting.domain.dossier import Dossier
from vetting.domain.terms import TermsFields

OPEN = "open"


def assemble_clauses(material: Material) -> dict[str, Any]:
    """The drafts, the clauses of the newest, and what was said of each criterion."""
    drafts = material.dossier.terms
    return {
        "drafts": [_draft(material, one) for one in drafts],
        "order": list(drafts[-1].clauses) if drafts else [],
        "criteria": _criteria(material) if drafts else [],
    }


def find_voided(dossier: Dossier, draft: str) -> list[str]:
    """The criteria whose links fell when this draft was stored."""
    told = [one.fields for one in dossier.log if one.event == "ClauseLinksVoided"]
    fell = [fields["criteria"] for fields in told if fields.get("terms") == draft]
    return [str(one) for criteria in fell if isinstance(criteria, list) for one in criteria]


def _draft(material: Material, draft: TermsFields) -> dict[str, Any]:
    changes = [{key: one[key] for key in ("change", "old", "new", "moved")} for one in draft.changes]
    return {
        "terms": draft.id,
        "hash": f"sha256:{draft.sha256}" if draft.sha256 else None,
        "clauses": len(draft.clauses),
        "notes": to_texts(draft.notes),
        "unreadable": to_text(draft.unreadable),
        "compared_with": draft.compared_with,
        "changes": changes,
        "voided": find_voided(material.dossier, draft.id),
    }


def _criteria(material: Material) -> list[dict[str, Any]]:
    dossier = material.dossier
    standing = find_standing_links(dossier.clause_links, dossier.terms)
    told = Counter(one.criterion for one in dossier.clause_links)
    asked = {one.criterion for one in material.pack.terms if is_asked(material, one.criterion)}
    shown = [one for one in material.pack.criteria if one in asked or one in told]
    return [
        {
            "criterion": one,
            "question": to_text(material.pack.criteria[one].question),
            **_said(standing.get(one)),
            "earlier": told[one] - (one in standing),
        }
        for one in shown
        if one.startswith(LINKED_PREFIXES)
    ]


def _said(link: ClauseLinkFields | None) -> dict[str, Any]:
    if link is None:
        return {"says": OPEN, "clauses": [], "found": [], "reason": {}, "by": None, "at": None}
    return {
        "says": link.says.value,
        "clauses": list(link.clauses),
        "found": [_found(one, link) for one in link.found],
        "reason": to_text(link.reason),
        "by": link.linked_by,
        "at": to_instant(link.linked_at),
    }


def _found(found: FoundWords, link: ClauseLinkFields) -> dict[str, Any]:
    return {
        "clause": found["clause"],
        "says": found["says"],
        "rule": found["rule"],
        "words": [to_text(one, "und") for one in found["words"]],
        "followed": found["clause"] in link.clauses and found["says"] == link.says.value,
    }
