"""Stored evidence whose bytes changed, or that is gone: said wherever it is read, and nothing else is lost."""

import hashlib
from pathlib import Path

import pytest

from tests.usecases.desks import CASE, Scene, a_scene
from vetting.usecases.explain import explain, explain_findings
from vetting.usecases.held_evidence import find_evidence_faults

PAPER, OTHER = b"A yearly report.", b"Another yearly report."
FILED, FOUND = hashlib.sha256(PAPER).hexdigest(), hashlib.sha256(OTHER).hexdigest()
CHANGED = (
    f"The stored file of the evidence E-2 in the case {CASE} was changed after it was filed: it was filed with the "
    f"sha256 {FILED}, and what is stored now has {FOUND}. Put the file as it was filed back from a backup, in the "
    f"home under evidence/{FILED[:2]}/{FILED}."
)
MISSING = (
    f"The stored file of the evidence E-2 in the case {CASE}, filed with the sha256 {FILED}, is not in the home any "
    f"more. Put it back from a backup, in the home under evidence/{FILED[:2]}/{FILED}."
)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """A case with a source that is cited and one that is held, both named by an answer."""
    scene = a_scene(tmp_path / "home").opened().with_evidence()
    digest = scene.desk.evidence.put(PAPER)
    scene.with_evidence("E-2", kind="file", sha256=digest, size=len(PAPER), filename="report.txt")
    return scene.answer("INT-02", "Work plan 2026, item 4", evidence=["E-1", "E-2"])


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    return tmp_path / "home" / "evidence" / FILED[:2] / FILED


def test_files_as_they_were_filed_are_not_mentioned(scene: Scene) -> None:
    assert find_evidence_faults(scene.desk, CASE) == {}
    assert explain(scene.desk, CASE, "INT-02")["evidence_faults"] == {}


def test_a_changed_file_is_named_with_both_hashes_and_its_remedy(scene: Scene, stored: Path) -> None:
    stored.write_bytes(OTHER)
    assert find_evidence_faults(scene.desk, CASE) == {"E-2": CHANGED}


def test_a_file_that_is_gone_is_named_with_its_hash_and_its_remedy(scene: Scene, stored: Path) -> None:
    stored.unlink()
    assert find_evidence_faults(scene.desk, CASE) == {"E-2": MISSING}


def test_the_original_filed_once_more_mends_it(scene: Scene, stored: Path) -> None:
    stored.write_bytes(OTHER)
    scene.desk.evidence.put(PAPER)
    assert find_evidence_faults(scene.desk, CASE) == {}


def test_an_explanation_says_it_and_still_tells_everything(scene: Scene, stored: Path) -> None:
    before = explain(scene.desk, CASE, "INT-02")
    stored.write_bytes(OTHER)
    assert explain(scene.desk, CASE, "INT-02") == {**before, "evidence_faults": {"E-2": CHANGED}}
    assert [one["evidence_faults"] for one in explain_findings(scene.desk, CASE)] == [
        {"E-2": CHANGED} if one["criterion"] == "INT-02" else {} for one in explain_findings(scene.desk, CASE)
    ]
