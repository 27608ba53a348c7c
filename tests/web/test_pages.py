"""The frame's own pages in a real browser: no barrier, no sideways scroll, light, in both directions."""

import pytest

from tests.web.browser import Visit
from tests.web.kit import PASSWORD
from vetting.domain.people import Role
from vetting.usecases.accounts import NewAccount, add_account, set_password


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
