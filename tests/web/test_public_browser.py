"""The public pages in a real browser: without script, in Arabic and in Chinese, on a narrow screen."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, FilePayload, Page

from tests.adapters.cleaning import files
from tests.usecases.consulting import ANONYMOUS, a_draft, lodged, open_round, set_up_keys
from tests.usecases.desks import Scene, a_scene
from tests.web.browser import NARROW, Visit, check_page, chromium, serving, text_of
from tests.web.kit import FakeWaker
from vetting.domain import commands
from vetting.usecases.looking_up import find_lodged
from vetting.web.app import create_app
from vetting.web.settings import WebSettings

SURFACES = ("public",)

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]
PLACES = ("", "help", "receipt", "report", "cases/meridian", "cases/meridian/take-part",
          "companies/Lingua%20Meridian")  # fmt: skip


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    scene = a_scene(tmp_path_factory.mktemp("public")).opened()
    scene.send(commands.NameParty, party="lingua", role="prospect", name="Lingua Meridian")
    due = scene.now.date() + timedelta(days=90)
    scene.send(commands.SendLetter, letter="L-1", reference="OPD 4", due=due, questions=["Who owns you?"])
    scene.send(commands.RecordReply, letter="L-1", state="full", replies=["A trust for the staff."])
    set_up_keys(scene)
    return open_round(scene)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def address(scene: Scene) -> Iterator[str]:
    app = create_app(scene.desk, FakeWaker(), WebSettings(secret=b"a secret of a test's home"))
    with serving(app) as address:
        yield address


@pytest.fixture
def visit(scene: Scene, browser: Browser, address: str) -> Visit:
    return Visit(browser, address, scene.desk)


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
@pytest.mark.parametrize("place", PLACES)
def test_no_page_has_a_barrier_a_sideways_scroll_or_a_foreign_request(
    visit: Visit, language: str, place: str
) -> None:
    visit.check(visit.open(f"/{language}/{place}"))


@pytest.mark.parametrize(
    ("language", "text"),
    [("ar", "تُسجَّل أصواتنا ولا نعرف لمن تُعطى."), ("zh", "我们的声音被录下，却不知道交给了谁。")],
)
def test_somebody_without_script_takes_part_and_comes_back_with_the_receipt(
    visit: Visit, language: str, text: str
) -> None:
    page = visit.open(f"/{language}/cases/meridian", script=False, width=NARROW)
    page.locator(f"a[href='/{language}/cases/meridian/take-part']").click()
    page.locator("input[name=mode][value=anonymous]").check()
    page.locator("#text-Q1").fill(text)
    page.locator("main form button").click()
    page.wait_for_load_state()
    groups = page.locator(".receipt__group").all_inner_texts()
    assert [len(group) for group in groups] == [5, 5, 5, 5, 6]
    assert text in text_of(page)
    page.locator("#group-2").fill(groups[1].lower())
    page.locator("#group-5").fill(groups[4])
    page.locator("#send").click()
    page.wait_for_load_state()
    assert "-".join(groups) in page.locator(".receipt").inner_text()
    assert found(page, language, " ".join(groups))
    assert page.context.cookies() == []


def found(page: Page, language: str, receipt: str) -> bool:
    """Whether the look-up with this receipt shows what became of the submission."""
    page.locator(f"nav a[href='/{language}/receipt']").click()
    page.locator("#receipt").fill(receipt)
    page.locator("main form button").click()
    page.wait_for_load_state()
    return page.locator("form[action$='/receipt/withdraw']").count() == 1


def test_with_the_keyboard_alone_the_form_is_reached_filled_in_and_sent(visit: Visit) -> None:
    page = visit.open("/en/cases/meridian/take-part", script=False)
    page.locator("#mode").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("With the keys alone.")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "BUTTON":
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("#group-2")
    page.wait_for_load_state()
    groups = page.locator(".receipt__group").all_inner_texts()
    page.locator("#group-2").focus()
    page.keyboard.type(groups[1])
    page.keyboard.press("Tab")
    page.keyboard.type(groups[4])
    page.keyboard.press("Enter")
    page.wait_for_selector(".govuk-panel--confirmation")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_check_the_answer_and_a_form_with_faults_have_no_barrier(visit: Visit, language: str) -> None:
    page = visit.open(f"/{language}/cases/meridian/take-part")
    page.locator("main form button").click()
    page.wait_for_selector(".govuk-error-summary")
    check_page(page, visit.address, visit.requests)
    page.locator("#text-Q1").fill("x")
    page.locator("input[name=mode][value=confidential]").check()
    page.locator("main form button").click()
    page.wait_for_selector("#group-2")
    check_page(page, visit.address, visit.requests)
    groups = page.locator(".receipt__group").all_inner_texts()
    page.locator("#group-2").fill(groups[1])
    page.locator("#group-5").fill(groups[4])
    page.locator("#send").click()
    page.wait_for_selector(".govuk-panel--confirmation")
    check_page(page, visit.address, visit.requests)
    assert found(page, language, "".join(groups))
    check_page(page, visit.address, visit.requests)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_files_are_added_and_a_point_is_contested_without_a_barrier(
    visit: Visit, scene: Scene, language: str
) -> None:
    receipt = lodged(scene, a_draft(ANONYMOUS)).receipt
    ident = find_lodged(scene.desk, receipt).submission.id
    point = f"PT-{language}"
    scene.send(commands.ExtractPoint, "P-OFFICER", point=point, submission=ident, text="Voices are kept.")
    scene.send(
        commands.DisposePoint, "P-OFFICER", point=point, disposition="not_accepted", reason="Clause 4."
    )
    page = visit.open(f"/{language}/help")
    assert found(page, language, receipt)
    page.locator("details summary").click()
    check_page(page, visit.address, visit.requests)
    page.locator("#files").click()
    page.wait_for_selector("input[type=file]")
    check_page(page, visit.address, visit.requests)
    photograph = FilePayload(name="صورة.jpg", mimeType="image/jpeg", buffer=files.jpeg())
    drawing = FilePayload(name="drawing.png", mimeType="image/png", buffer=files.SVG)
    page.locator("input[type=file]").set_input_files([photograph, drawing])
    page.locator("#b-send").click()
    page.wait_for_selector("#became")
    check_page(page, visit.address, visit.requests)
    assert page.locator("main h3").all_inner_texts() == ["صورة.jpg", "drawing.png"]
