"""Reports and announcements, which belong to no case."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.usecases.consulting import Keys, set_up_keys
from tests.usecases.desks import Scene, a_scene, last_entries
from vetting.domain.announced import AnnouncedFields
from vetting.domain.errors import NotFound, Refused
from vetting.domain.standing import RegisterQuery, Standing
from vetting.usecases.register import count_register, read_register, to_csv
from vetting.usecases.reports import (
    announce_partnership,
    handle_report,
    list_reports,
    open_report,
    report_partnership,
)

SAID = {
    "company": "Lingua Meridian",
    "office": "Office for Public Dialogue",
    "what": "A pilot began in May.",
    "source": "",
    "contact": "ada@example.org",
}


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened()


@pytest.fixture
def keys(scene: Scene) -> Keys:
    return set_up_keys(scene)


def test_a_report_is_sealed_and_an_officer_opens_it(scene: Scene, keys: Keys, tmp_path: Path) -> None:
    ident = report_partnership(scene.desk, SAID, "a form")
    assert open_report(scene.desk, ident, keys.officer) == SAID
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"A pilot began" not in held
    assert b"ada@example.org" not in held
    entry = last_entries(scene)[0]
    assert (entry.event, entry.by, sorted(entry.open)) == (
        "PartnershipReported", "consultee", ["report", "sealed_sha256"]
    )  # fmt: skip
    assert list_reports(scene.desk)[0].week == datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.usefixtures("keys")
def test_a_report_sent_twice_is_one_report(scene: Scene) -> None:
    assert report_partnership(scene.desk, SAID, "a form")
    assert report_partnership(scene.desk, SAID, "a form") == ""
    assert len(list_reports(scene.desk)) == 1


@pytest.mark.usefixtures("keys")
def test_an_officer_says_what_became_of_a_report(scene: Scene) -> None:
    ident = report_partnership(scene.desk, SAID, "a form")
    handle_report(scene.desk, ident, "A case was opened.", "P-OFFICER")
    assert [one.handled for one in list_reports(scene.desk)] == ["A case was opened."]
    assert last_entries(scene)[0].protected == {"handled": "A case was opened."}
    with pytest.raises(NotFound):
        handle_report(scene.desk, "R-0", "x", "P-OFFICER")


def test_what_is_no_report_is_refused(scene: Scene) -> None:
    with pytest.raises(Refused) as refused:
        report_partnership(scene.desk, SAID, "a form")
    assert refused.value.refusal.code == "reports_not_taken"
    keys = set_up_keys(scene)
    for said, code in (
        ({**SAID, "what": " "}, "report_empty"),
        ({**SAID, "what": "x" * 100_000}, "submission_too_long"),
    ):
        with pytest.raises(Refused) as refused:
            report_partnership(scene.desk, said, "a form")
        assert refused.value.refusal.code == code
    with pytest.raises(NotFound):
        open_report(scene.desk, "R-0", keys.officer)


def test_an_announced_partnership_stands_in_the_register_with_its_source(scene: Scene) -> None:
    announced = AnnouncedFields(
        id="A-1",
        company="=HYPERLINK(1)",
        office="Office for Public Dialogue",
        what="Live translation",
        announced_on=date(2026, 2, 1),
        source_title="Press release",
        source_locator="https://example.org/release",
        entered_by="P-OFFICER",
        entered_at=scene.now,
    )
    announce_partnership(scene.desk, announced)
    page = read_register(scene.desk, RegisterQuery(standing=Standing.ANNOUNCED))
    assert [(one.id, one.standing, one.opened) for one in page.entries] == [
        ("A-1", Standing.ANNOUNCED, date(2026, 2, 1))
    ]
    assert read_register(scene.desk, RegisterQuery()).total == 2
    assert count_register(scene.desk)[Standing.ANNOUNCED] == 1
    assert "'=HYPERLINK(1)" in to_csv(page.entries)
    with pytest.raises(Refused) as refused:
        announce_partnership(scene.desk, announced.model_copy(update={"source_title": ""}))
    assert refused.value.refusal.code == "announced_without_source"
