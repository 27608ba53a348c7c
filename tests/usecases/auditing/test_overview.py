"""The auditor's list of cases and its exports."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.usecases.desks import CASE, Scene, a_scene
from vetting.domain.cells import to_safe_cell
from vetting.usecases.auditing.overview import EXPORTS, export_remarks, list_audited
from vetting.usecases.auditing.sheets import Sheet, to_csv, to_json


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    scene = a_scene(tmp_path).opened(title="=HYPERLINK(1)").answered()
    scene.advance()
    scene.decide("defer", "P-COMMITTEE", departure_reason="Elections are near.", second_by="P-HQ")
    scene.advance()
    return scene


def test_every_case_stands_on_one_line_with_what_stands_out(scene: Scene) -> None:
    [found], number = list_audited(scene.desk)
    assert (found.case.id, number, found.records) == (CASE, 1, 1)
    assert found.counts == {"departure": 1, "haste": 1}
    assert list_audited(scene.desk, first=1, count=10) == ([], 1)


def test_the_exports_have_the_same_rows_as_json_and_csv(scene: Scene) -> None:
    for export in EXPORTS.values():
        sheet = export(scene.desk)
        rows = list(csv.DictReader(io.StringIO(to_csv(sheet).decode())))
        assert [set(row) for row in rows] == [set(sheet.columns)] * len(sheet.rows)
        assert json.loads(to_json(sheet)) == list(sheet.rows)
        assert rows


def test_remarks_can_be_exported_by_kind(scene: Scene) -> None:
    assert [row["kind"] for row in export_remarks(scene.desk, "departure").rows] == ["departure"]


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_exported_cell_begins_like_a_formula(start: str) -> None:
    assert to_safe_cell(start) == "'" + start
    sheet = Sheet("cases", ("title",), [{"title": start}])
    [_, row] = csv.reader(io.StringIO(to_csv(sheet).decode(), newline=""))
    assert row == ["'" + start]


def test_other_cells_are_left_as_they_are() -> None:
    assert [to_safe_cell(one) for one in (3, None, "Lingua -", "")] == [3, "", "Lingua -", ""]
