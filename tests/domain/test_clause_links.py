"""A person links criteria to clauses of the newest draft, or to their absence."""

from datetime import UTC, datetime
from typing import Any

import pytest

from vetting.domain.clause_links import ClauseLinkFields, Says, find_standing_links, why_not_link
from vetting.domain.terms import TermsFields

AT = datetime(2026, 3, 2, tzinfo=UTC)


def draft(ident: str = "T-2", sha256: str | None = "b2") -> TermsFields:
    return TermsFields(
        case="c",
        id=ident,
        title="Draft",
        evidence="E",
        sha256=sha256,
        clauses=["7", "7.1"],
        stored_by="P",
        stored_at=AT,
    )


def link(**changes: Any) -> ClauseLinkFields:
    said: dict[str, Any] = {
        "case": "c",
        "criterion": "TRM-05",
        "number": 1,
        "says": Says.ANSWERS,
        "clauses": ["7.1"],
        "terms": "T-2",
        "terms_sha256": "b2",
        "reason": "Written consent for each use.",
        "linked_by": "P",
        "linked_at": AT,
    }
    return ClauseLinkFields(**said | changes)


def code(one: ClauseLinkFields, read: TermsFields | None = None) -> str | None:
    refusal = why_not_link(one, read or draft(), draft())
    return refusal.code if refusal else None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"says": Says.CONTRADICTS}, None),
        ({"says": Says.ABSENT, "clauses": []}, None),
        ({"criterion": "PDT-15"}, None),
        ({"criterion": "HRI-01"}, "link_of_another_kind"),
        ({"clauses": []}, "link_without_clause"),
        ({"says": Says.ABSENT}, "link_without_clause"),
        ({"clauses": ["7.1", "7.2"]}, "link_to_unknown_clause"),
        ({"reason": "  "}, "link_without_reason"),
    ],
)
def test_a_link_names_clauses_or_their_absence_with_a_reason(
    changes: dict[str, Any], expected: str | None
) -> None:
    assert code(link(**changes)) == expected


def test_only_the_newest_draft_whose_text_is_held_is_linked() -> None:
    assert code(link(), draft("T-1")) == "link_to_old_draft"
    assert code(link(), draft(sha256=None)) == "link_to_draft_not_held"


def test_a_draft_that_nobody_can_read_is_neither_linked_nor_called_silent() -> None:
    read = draft()
    read.unreadable = "It holds pictures. Send the text."
    assert code(link(), read) == "link_to_unreadable_draft"
    assert code(link(says=Says.ABSENT, clauses=[]), read) == "link_to_unreadable_draft"


def test_a_link_holds_for_the_draft_that_was_read_and_the_latest_holds() -> None:
    links = [
        link(number=1),
        link(number=2, says=Says.CONTRADICTS),
        link(criterion="TRM-06", terms_sha256="a1"),
    ]
    assert find_standing_links(links, [draft("T-1", "a1"), draft()]) == {"TRM-05": links[1]}
    assert find_standing_links(links, []) == {}
