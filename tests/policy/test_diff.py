"""What changed between two packs is said in rules."""

from typing import Any

import pytest

from tests.policy.small_packs import CONDITION, Files, changed, criterion, read, whole
from vetting.policy.diff import diff_packs
from vetting.policy.load import find_pack, load_pack

ROWS = ("stages/intake.yaml", "criteria")
TABLES = "tables.yaml"


def said(old: Files, new: Files) -> list[str]:
    return [str(change) for change in diff_packs(read(old)[0], read(new)[0])]


def test_a_pack_does_not_differ_from_itself() -> None:
    assert said(whole(), whole()) == []


CHANGES: list[tuple[tuple[Any, ...], Any, list[str]]] = [
    (("pack.yaml", "title"), "Another", ["the title A small pack → Another"]),
    (("pack.yaml", "languages"), ["en", "fr"], ["the languages en → en, fr"]),
    ((*ROWS, 0, "question"), "And now?", ["INT-01: the question was reworded"]),
    ((*ROWS, 0, "guidance"), "Look.", ["INT-01: the guidance was reworded"]),
    ((*ROWS, 0, "asked_from"), "basic", ["INT-01: asked from triage → basic"]),
    ((*ROWS, 2, "answer"), "one(found|none_located|alleged)",
     ["INT-03: answer one(found|none_located) → one(found|none_located|alleged)"]),
    ((*ROWS, 0, "same_as"), "INT-05", ["INT-01: twin nothing → INT-05"]),
    ((*ROWS, 0, "sources"), [], ["INT-01: sources letter → nothing"]),
    ((*ROWS, 0, "effects", 1), "yes|unknown -> floor(high)",
     ["INT-01: floor(moderate) became floor(high), for yes|unknown"]),
    ((*ROWS, 0, "effects", 1), "any -> floor(moderate)",
     ["INT-01: floor(moderate) is given for any and no longer for yes|unknown"]),
    ((*ROWS, 1, "effects", 0), "2..4|unknown -> floor(substantial)",
     ["INT-02: limit 3..4 → 2..4, for floor(substantial)"]),
    ((*ROWS, 3, "effects", 0), "at_risk > 2|unknown -> condition(care)", ["INT-04: limit 0 → 2, for condition(care)"]),
    ((*ROWS, 3, "effects", 0), "at_risk < 1|unknown -> condition(care)",
     ["INT-04: condition(care) is given for at_risk < 1|unknown and no longer for at_risk > 0|unknown"]),
    ((*ROWS, 0, "effects", 1), "yes|unknown -> raise",
     ["INT-01 lost yes|unknown -> floor(moderate)", "INT-01 got yes|unknown -> raise"]),
    ((*ROWS, 0, "effects", 1), None, ["INT-01 lost yes|unknown -> floor(moderate)"]),
    ((TABLES, "levels", "high", "own_authority"), 3, ["levels.high.own_authority 4 → 3"]),
    ((TABLES, "triage"), None, ["triage was dropped"]),
    ((TABLES, "exceptions"), {"authority": 4}, ["exceptions was added"]),
    ((TABLES, "triage", "criteria"), ["INT-01", "INT-02", "INT-03"], ["triage.criteria[2] INT-04 → INT-03"]),
    ((TABLES, "triage", "criteria"), ["INT-01"], ["triage.criteria lost INT-02", "triage.criteria lost INT-04"]),
    ((TABLES, "couplings", "joined", "rows", 0, "because"), "else", ["couplings.joined.rows[0].because both → else"]),
    ((TABLES, "outcomes", "admissible", "rows", 5), {"stops": "-", "allows": [], "because": "x" * 99},
     ["outcomes.admissible.rows[5].allows lost approve", "outcomes.admissible.rows[5].allows lost approve_with_conditions",
      "outcomes.admissible.rows[5].allows lost defer", "outcomes.admissible.rows[5].allows lost refuse",
      f"outcomes.admissible.rows[5].because nothing else → {'x' * 60}…"]),
    (("conditions.yaml", "idle"), dict.fromkeys(CONDITION, "x"), ["the condition idle was added"]),
    (("conditions.yaml", "care"), None, ["the condition care was dropped"]),
    (("conditions.yaml", "care", "due"), "now", ["the condition care has another due"]),
    (("sources.yaml", "letter", "year"), "2020", ["the source letter has another year"]),
    (("lists.yaml", "groups"), {"none": "None", "users": "Users"}, ["the list groups lost children and got users"]),
    (("lists.yaml", "groups"), ["none", "children"], ["the list groups was put in another order"]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "expected"), CHANGES)
def test_each_change_is_one_sentence(path: tuple[Any, ...], value: Any, expected: list[str]) -> None:
    assert said(whole(), changed(whole(), path, value)) == expected


def test_criteria_are_added_and_retired() -> None:
    more = whole()
    more["stages/intake.yaml"]["criteria"].append(criterion("INT-06", "yes_no"))
    assert said(whole(), more) == ["INT-06 added: What of INT-06?"]
    assert said(more, whole()) == ["INT-06 retired: What of INT-06?"]


def test_stages_that_come_and_go_are_told() -> None:
    more = whole()
    more["pack.yaml"]["stages"].append({"id": "entity", "prefix": ["ENT"], "title": "Entity"})
    more["stages/entity.yaml"] = {"stage": "entity", "criteria": []}
    assert said(whole(), more) == ["the stages intake → intake, entity"]


def test_the_example_office_differs_from_its_parent_as_its_changelog_says() -> None:
    found = [
        str(one)
        for one in diff_packs(load_pack(find_pack("un-default")), load_pack(find_pack("example-office")))
    ]
    assert [one for one in found if "guidance" not in one and "title" not in one] == [
        "the parent nothing → un-default@1.0.0",
        "INT-06: authority(3) became authority(4), for yes|unknown",
        "PDT-18: asked from enhanced → standard",
        "PDT-18: limit 24 → 12, for condition(breach-notice)",
        "INT-90 added: Has the staff council been told of the proposal?",
        "levels.substantial.re_review_months 6 → 4",
        "levels.high.window_days 84 → 98",
        "levels.high.re_review_months 6 → 4",
        "depth_by_modality.pilot standard → enhanced",
        "light_depth.preconditions got case_field term_months, test <= 6, because short term in thi…",
        "the condition tell-the-staff-council was added",
        "the source example-office-circular was added",
        "the list high_risk_sectors got deep_sea_mining",
    ]
