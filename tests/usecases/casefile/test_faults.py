from pathlib import Path
from typing import Any

import pytest

from tests.usecases.casefile.scenes import SOUND, faults_of, spoiled
from vetting.policy.strict_yaml import load_yaml

_TABLE = Path(__file__).parent / "faults.yaml"
PLANTED: list[dict[str, Any]] = load_yaml(_TABLE.read_bytes(), _TABLE.name).data


@pytest.mark.parametrize("planted", PLANTED, ids=[one["rule"] for one in PLANTED])
def test_a_planted_fault_is_said_in_exact_sentences(planted: dict[str, Any]) -> None:
    said = faults_of(spoiled(planted["old"], planted["new"]))
    assert [one.removeprefix("case file:") for one in said] == planted["says"]


def test_the_sound_file_has_no_fault() -> None:
    assert faults_of(SOUND) == []


def test_faults_of_form_and_of_content_are_said_together_in_the_order_of_the_file() -> None:
    text = (
        SOUND.replace("title: A pilot", "titel: A pilot")
        .replace("P-1: focal_point", "P-1: focal_piont")
        .replace("INT-03: mou", "INT-99: mou")
        .replace("criteria: [INT-08]", "criteria: [INT-8]")
        .replace("outcome: defer", "outcome: deffer")
    )
    assert [fault.split(": ")[1] for fault in faults_of(text)] == [
        "case.title",
        "case.titel",
        "people.P-1.roles[0]",
        "answers.INT-99",
        "submissions.S-1.points.POINT-1.criteria[0]",
        "decision.outcome",
    ]


def test_a_malformed_item_is_not_missed_where_it_is_named() -> None:
    text = SOUND.replace("P-2: {roles: [head_of_office]", "P-2: {roles: [head]").replace(
        "E-1: {citation: A report, ", "E-1: {"
    )
    assert [fault.split(": ")[1] for fault in faults_of(text)] == ["people.P-2.roles[0]", "evidence.E-1"]


def test_each_value_that_does_not_fit_its_criterion_is_said() -> None:
    text = SOUND.replace("INT-03: mou", "INT-03: marriage").replace("INT-08: unknown", "INT-08: maybe")
    said = faults_of(text)
    assert [fault.split(": ")[1] for fault in said] == ["answers.INT-03", "answers.INT-08"]


@pytest.mark.parametrize("name", ["Ωmega Εταιρεία", "شركة المثال", "ตัวอย่าง", "示例公司", "ምሳሌ", "उदाहरण 🏢"])
def test_names_of_every_script_are_fine(name: str) -> None:
    assert faults_of(SOUND.replace("Example Company Ltd.", name)) == []
