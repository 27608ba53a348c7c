"""An officer at the desk, in a browser: from a proposal through triage and the questionnaire to a signed record."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.usecases.desks import REPOSITORY, a_desk
from tests.usecases.light import TRIAGE
from tests.web.browser import Visit, apart, chromium, serving, text_of
from vetting.domain import commands
from vetting.domain.answers import AnswerFields, AnswerState
from vetting.domain.people import Role
from vetting.usecases.advance import DirectDispatcher
from vetting.usecases.casefile.commands import to_commands
from vetting.usecases.casefile.read import read_case_file
from vetting.usecases.desk import Desk
from vetting.usecases.office.answer_values import typed_of
from vetting.usecases.send import send
from vetting.web.app import create_app
from vetting.web.settings import WebSettings

pytestmark = pytest.mark.slow

ANSWERS: Mapping[str, tuple[str, Any]] = {
    **TRIAGE,
    "INT-02": ("office", [{"side": "company", "kind": "services", "what": "the tool", "value_usd": 9000}]),
}
EXAMPLE = REPOSITORY / "examples" / "benign-translation-tool.yaml"
OTHER_ACTS = (
    commands.AssignPerson,
    commands.DeclareInterest,
    commands.FileEvidence,
    commands.StoreTerms,
    commands.ReceiveSubmission,
    commands.ExtractPoint,
    commands.DisposePoint,
)
NOW = datetime(2026, 4, 10, 9, 0, tzinfo=UTC)


class AtOnce:
    """Advances a case as soon as it is woken, as a quick runner would."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def wake(self, case: str) -> None:
        DirectDispatcher(self._desk).advance(case)


def test_an_officer_walks_a_case_from_its_proposal_to_its_record(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, NOW)
    app = create_app(desk, AtOnce(desk), WebSettings(secret=b"a secret of this journey"))
    with serving(app) as address, chromium() as browser:
        visit = Visit(browser, address, desk)
        focal = visit.signed_in("P-FOCAL", Role.FOCAL_POINT, Role.INITIATOR)
        case = propose(visit, focal)
        answer_triage(visit, focal, case)
        apart(lambda: bring_the_rest(desk, case))
        countersign(visit, case)
        head = visit.signed_in("P-HEAD", Role.HEAD_OF_OFFICE)
        decide(visit, head, case)
        read_record(visit, head, case)


def propose(visit: Visit, page: Page) -> str:
    page.get_by_role("link", name="Propose a partnership").first.click()
    visit.check(page)
    page.get_by_label("What is proposed").fill("An open translation memory")
    page.get_by_label("Office that proposes it").fill("Documentation Office (fictional)")
    page.get_by_label("Company", exact=True).fill("Wordharvest Cooperative (fictional)")
    page.get_by_label("Value of everything given").fill("9000")
    page.get_by_label("Term in months").fill("12")
    page.get_by_role("button", name="Open the case").press("Enter")
    page.wait_for_url("**/questions/triage?saved=proposal")
    assert "12 of 12 still wait for an answer" in text_of(page)
    visit.check(page)
    return page.url.split("/")[5]


def answer_triage(visit: Visit, page: Page, case: str) -> None:
    """Each question on its own page; saving one leads to the next."""
    pack = apart(lambda: visit.desk.packs.find("un-default"))
    page.goto(f"{visit.address}/office/cases/{case}/question/INT-01")
    left = set(ANSWERS)
    while left:
        criterion = page.url.split("/question/")[1].partition("?")[0]
        left.remove(criterion)
        value = ANSWERS[criterion][1]
        typed = typed_of(pack, pack.criteria[criterion].answer_type, an_answer(criterion, value))
        fill(page, typed)
        page.get_by_role("button", name="Save the answer").click()
        page.wait_for_url(f"**saved={criterion}")
    assert page.url.endswith("/questions/triage?saved=" + criterion)
    assert "0 of 12 still wait for an answer" in text_of(page)
    page.get_by_role("link", name="Overview").click()
    assert "Under review" in text_of(page)
    assert "Light" in text_of(page)
    visit.check(page)


def an_answer(criterion: str, value: Any) -> AnswerFields:
    return AnswerFields(
        case="c",
        criterion=criterion,
        answerer="office",
        state=AnswerState.GIVEN,
        value=value,
        by="P-FOCAL",
        at=NOW,
    )


def fill(page: Page, typed: dict[str, list[str]]) -> None:
    """Type what a form is to hold, into whatever control has the name."""
    for name, values in typed.items():
        for value in values:
            control = page.locator(f'[name="{name}"]')
            kind = control.first.get_attribute("type") or control.first.evaluate("one => one.tagName")
            if kind in ("radio", "checkbox"):
                page.locator(f'[name="{name}"][value="{value}"]').check()
            elif kind == "SELECT":
                control.select_option(value)
            elif kind != "hidden":
                control.fill(value)


def bring_the_rest(desk: Desk, case: str) -> None:
    """The people, the sources and the other answers of the light example, as its own acts."""
    example = read_case_file(EXAMPLE, desk.packs.find)
    for held in example.held.values():
        desk.evidence.put(held.content)
    told: list[commands.Command] = []
    for number, one in enumerate(to_commands(example)):
        if isinstance(one, commands.AssignPerson) and one.person == "P-FOCAL":
            continue  # who proposed the case is on it already
        is_rest = isinstance(one, commands.AnswerQuestion) and one.criterion not in TRIAGE
        if is_rest or isinstance(one, OTHER_ACTS):
            told.append(one.model_copy(update={"id": f"rest/{number}", "case": case, "at": NOW}))
    send(desk, told)
    DirectDispatcher(desk).advance(case)


def countersign(visit: Visit, case: str) -> None:
    page = visit.signed_in("P-COUNTER", Role.COUNTERSIGNER)
    page.get_by_role("link", name="Countersign the answers of triage").click()
    visit.check(page)
    page.get_by_role("button", name="Countersign the answers as they stand").click()
    page.wait_for_url(f"**/cases/{case}/questions/triage?saved=countersigned")
    assert "A second person has countersigned" in text_of(page)


def decide(visit: Visit, page: Page, case: str) -> None:
    page.goto(f"{visit.address}/office/")
    assert "Sign the decision" in text_of(page)
    page.get_by_role("link", name="Sign the decision").click()
    visit.check(page)
    page.get_by_label("For", exact=True).check()
    page.get_by_role("button", name="Vote").click()
    page.wait_for_url("**/decision?saved=vote")
    page.get_by_label("approval", exact=True).check()
    page.get_by_label("The reason, in a few sentences").fill("Small, reversible, and without personal data.")
    page.get_by_role("button", name="Sign the decision").click()
    page.get_by_text("unanswered are DEC-12").first.wait_for()  # nothing typed is lost
    assert page.get_by_label("The reason, in a few sentences").input_value().startswith("Small, reversible")
    page.get_by_label("Valid until (DEC-12)").fill("2027-04-10")
    page.get_by_label("Next look on").fill("2027-04-10")
    page.get_by_role("button", name="Sign the decision").click()
    page.wait_for_url("**/decision?saved=decision")
    assert page.get_by_role("heading", name="Approved").is_visible()
    visit.check(page)
    assert case in page.url


def read_record(visit: Visit, page: Page, case: str) -> None:
    page.get_by_role("link", name="Record", exact=True).click()
    page.get_by_text("R-1").first.wait_for()
    visit.check(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON").first.click()
    record = Path(download.value.path()).read_text(encoding="utf-8")
    assert '"outcome":"approve"' in record
    assert case in record
