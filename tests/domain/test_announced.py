"""Announced partnerships: nothing is shown about a company without its source."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from vetting.domain.announced import AnnouncedFields, why_not_announce
from vetting.domain.decisions import Outcome
from vetting.domain.stages import CaseStatus
from vetting.domain.standing import STATUSES, RegisterPage, Standing, standing_of


def announced(**changes: Any) -> AnnouncedFields:
    said: dict[str, Any] = {
        "id": "A-1",
        "company": "Lingua Meridian",
        "what": "Live translation",
        "announced_on": date(2026, 3, 1),
        "source_title": "Press release",
        "source_locator": "https://example.org/release",
        "entered_by": "P-OFFICER",
        "entered_at": datetime(2026, 3, 2, tzinfo=UTC),
    }
    return AnnouncedFields(**{**said, **changes})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"source_title": " "}, "announced_without_source"),
        ({"source_locator": ""}, "announced_without_source"),
        ({"announced_on": date(2026, 3, 3)}, "announced_in_future"),
    ],
)
def test_an_announcement_has_a_source_and_a_day_that_has_come(
    changes: dict[str, Any], code: str | None
) -> None:
    refusal = why_not_announce(announced(**changes))
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize("status", CaseStatus)
def test_every_status_has_its_standing(status: CaseStatus) -> None:
    assert status in STATUSES[standing_of(status, None)]


def test_a_decided_case_is_refused_where_its_outcome_is() -> None:
    assert standing_of(CaseStatus.DECIDED, Outcome.REFUSE) is Standing.REFUSED
    assert standing_of(CaseStatus.DECIDED, Outcome.DEFER) is Standing.DECIDED
    assert standing_of(CaseStatus.UNDER_REVIEW, Outcome.REFUSE) is Standing.UNDER_REVIEW


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (25, 1), (26, 2)])
def test_a_register_has_one_page_at_least(total: int, pages: int) -> None:
    assert RegisterPage([], total, 1, 25).pages == pages
