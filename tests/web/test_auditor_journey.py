"""An auditor finds an irregularity that was planted, proves it, and leaves a trace of having looked."""

from pathlib import Path

import pytest

from tests.usecases.desks import CASE, Scene, a_scene
from tests.web.browser import Visit, apart
from vetting.domain.people import Role

SURFACES = ("audit", "office")

REASON = "The decision departs from the suggestion."


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """A case that somebody deferred on the same day against the suggestion."""
    scene = a_scene(tmp_path).opened().answered()
    apart(scene.advance)
    scene.decide("defer", "P-COMMITTEE", departure_reason="Elections are near.", second_by="P-HQ")
    apart(scene.advance)
    return scene


@pytest.mark.slow
def test_an_auditor_finds_proves_and_opens_a_departure(scene: Scene, visit: Visit) -> None:
    page = visit.signed_in("P-AUDITOR", Role.AUDITOR, path="/audit/")
    visit.check(page)

    page.get_by_role("link", name="What stands out").first.click()
    page.get_by_role("link", name="departure").click()
    visit.check(page)
    row = page.get_by_role("row").filter(has_text="Decided defer; the rules suggested approve.")
    row.get_by_role("link", name=CASE).click()
    visit.check(page)

    page.get_by_role("link", name="R-1, auditor edition").click()
    visit.check(page)
    page.go_back()

    page.get_by_role("row").filter(has_text="departure").get_by_role("link").click()
    assert page.get_by_role("heading", level=1).inner_text().endswith("CaseDecided")
    assert "Elections are near." not in page.content()
    visit.check(page)

    page.get_by_label("Why do you look at what is protected?").fill("why")
    page.get_by_role("button", name="Show the protected fields").click()
    assert "needs its reason, in 10 characters or more" in page.get_by_role("alert").inner_text()
    visit.check(page)
    page.get_by_label("Why do you look at what is protected?").fill(REASON)
    page.get_by_role("button", name="Show the protected fields").click()
    assert "Elections are near." in page.content()
    visit.check(page)

    line = apart(scene.dossier).log[-1]
    assert (line.event, line.by) == ("ProtectedOpened", "P-AUDITOR")


@pytest.mark.slow
@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize(
    "path",
    [
        "/audit/cases",
        f"/audit/cases/{CASE}/trace/INT-01",
        "/audit/log",
        "/audit/sample?seed=2026-11",
        "/audit/exports",
    ],
)
def test_every_other_page_of_the_room_is_open_to_everyone(visit: Visit, path: str) -> None:
    visit.check(visit.signed_in("P-AUDITOR", Role.AUDITOR, path=path))
