"""The frame's own pages in a real browser: no barrier, no sideways scroll, light, in both directions."""

import pytest

from tests.usecases.desks import CASE, Scene
from tests.web.browser import Visit, apart
from tests.web.kit import PASSWORD
from vetting.domain.people import Role
from vetting.usecases.accounts import NewAccount, add_account, set_password

SURFACES = ("office",)


@pytest.mark.parametrize("path", ["/en/", "/ar/", "/zh/", "/ru/nowhere"])
def test_a_public_page_is_open_to_everyone_light_and_bare(visit: Visit, path: str) -> None:
    visit.check(visit.open(path))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_has_contrast_enough_in_both_schemes(visit: Visit, scheme: str) -> None:
    visit.check(visit.open("/ar/", color_scheme=scheme))


def test_staff_pages_are_open_to_everyone_too(visit: Visit) -> None:
    visit.check(visit.signed_in("P-FOCAL", Role.FOCAL_POINT))
    visit.check(visit.open("/office/sign-in"))


def test_somebody_signs_in_and_out_with_the_keyboard_alone_and_without_script(visit: Visit) -> None:
    add_account(visit.desk, NewAccount("P-FOCAL", "focal", [Role.FOCAL_POINT], "Ada Fictional"))
    set_password(visit.desk, "P-FOCAL", PASSWORD)
    page = visit.open("/office/", script=False)
    page.get_by_label("Login").focus()
    for typed in ("focal", PASSWORD):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/office/")
    assert "Ada Fictional" in page.inner_text("header")
    page.get_by_role("button", name="Sign out").press("Enter")
    assert page.get_by_role("heading", name="You are signed out").is_visible()
    page.goto(visit.address + "/office/")
    assert page.url.endswith("/office/sign-in?next=%2Foffice%2F")


def test_what_is_typed_survives_a_reload_and_a_dropped_line(visit: Visit) -> None:
    apart(lambda: Scene(visit.desk).opened())
    page = visit.signed_in("P-FOCAL", Role.FOCAL_POINT, path=f"/office/cases/{CASE}/letters/new")
    field = page.locator("textarea").first
    field.fill("Every word that somebody typed on a bad line")
    page.reload()
    assert page.locator("textarea").first.input_value() == "Every word that somebody typed on a bad line"
    page.context.set_offline(True)
    page.get_by_role("main").get_by_role("button").first.click()
    assert page.url.endswith("/letters/new")
    assert page.locator("textarea").first.input_value() == "Every word that somebody typed on a bad line"
    with page.expect_request(lambda one: one.method == "POST"):
        page.context.set_offline(False)  # the line is back: the form goes out by itself


def test_signing_out_leaves_nothing_typed_on_the_machine(visit: Visit) -> None:
    apart(lambda: Scene(visit.desk).opened())
    page = visit.signed_in("P-FOCAL", Role.FOCAL_POINT, path=f"/office/cases/{CASE}/letters/new")
    page.locator("textarea").first.fill("Words for the company")
    assert page.evaluate("localStorage.length") == 1
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_selector("h1:has-text('You are signed out')")
    assert page.evaluate("localStorage.length") == 0


def test_what_was_saved_stays_in_the_browser_no_longer_and_an_interest_never_does(visit: Visit) -> None:
    apart(lambda: Scene(visit.desk).opened())
    page = visit.signed_in("P-FOCAL", Role.FOCAL_POINT, path=f"/office/cases/{CASE}/people")
    page.get_by_label("With whom").fill("Somebody whom few may know of")
    page.get_by_label("Id of the person").fill("P-LEGAL")
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert ("P-LEGAL" in kept, "Somebody" in kept) == (True, False)
    page.get_by_role("button", name="Assign").click()
    page.wait_for_selector(".govuk-error-summary")  # no role was ticked
    assert page.evaluate("localStorage.length") == 1
    page.get_by_label("Legal office").check()
    page.get_by_role("button", name="Assign").click()
    page.wait_for_url("**/people?saved=person")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.get_by_label("Id of the person").input_value() == ""


@pytest.mark.parametrize("width", [320, 1100])
def test_the_page_that_shows_kept_text_is_open_to_everyone(visit: Visit, width: int) -> None:
    page = visit.open("/office/sign-in", width=width)
    page.get_by_label("Login").fill("somebody whose page was open for a very long time")
    page.context.clear_cookies()
    page.get_by_role("button", name="Sign in").click()
    assert page.get_by_role("heading", name="Please check and send again").is_visible()
    visit.check(page)
