"""Every page of the desk in a real browser: no barrier, no sideways scroll; the keyboard alone is enough."""

import pytest

from tests.usecases.desks import CASE, Scene
from tests.web.browser import Visit, apart, text_of
from tests.web.office.test_pages import PAGES, fill_case
from vetting.domain.people import Role

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

BASE = f"/office/cases/{CASE}"


@pytest.fixture
def filled(visit: Visit) -> Scene:
    return apart(lambda: fill_case(Scene(visit.desk).opened()))


@pytest.mark.usefixtures("filled")
def test_every_page_stands_up_to_axe_at_both_widths(visit: Visit) -> None:
    page = visit.signed_in("P-FOCAL", Role.FOCAL_POINT, Role.INITIATOR)
    for path in ("/office/", "/office/propose", *(BASE + one for one in PAGES)):
        page.goto(visit.address + path)
        visit.check(page)


@pytest.mark.usefixtures("filled")
def test_a_question_is_answered_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit.signed_in("P-FOCAL", Role.FOCAL_POINT)
    page.goto(f"{visit.address}{BASE}/question/INT-01")
    page.get_by_label("No", exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_label("Note").focus()
    page.keyboard.type("Asked again on 2 March.")
    page.get_by_role("button", name="Save the answer").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**saved=INT-01")
    page.goto(f"{visit.address}{BASE}/question/INT-01")
    assert "Asked again on 2 March." in text_of(page)


@pytest.mark.usefixtures("filled")
def test_what_is_typed_is_kept_on_the_server_without_pressing_anything(visit: Visit) -> None:
    page = visit.signed_in("P-FOCAL", Role.FOCAL_POINT)
    page.goto(f"{visit.address}{BASE}/question/INT-02")
    page.get_by_label("Answer", exact=True).fill("Half a sentence")
    page.get_by_label("Note").focus()
    page.get_by_text("Draft kept at").wait_for()
    elsewhere = visit.signed_in("P-FOCAL", Role.FOCAL_POINT)
    elsewhere.goto(f"{visit.address}{BASE}/question/INT-02")
    assert elsewhere.get_by_label("Answer", exact=True).input_value() == "Half a sentence"
    visit.check(elsewhere)


@pytest.mark.usefixtures("filled")
def test_text_typed_before_the_session_ended_is_there_after_signing_in_again(visit: Visit) -> None:
    page = visit.signed_in("P-FOCAL", Role.FOCAL_POINT)
    page.goto(f"{visit.address}{BASE}/question/INT-02")
    page.get_by_label("Answer", exact=True).fill("A sentence that nobody wants to type twice.")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save the answer").click()
    page.wait_for_load_state()
    assert "A sentence that nobody wants to type twice." in page.content()
