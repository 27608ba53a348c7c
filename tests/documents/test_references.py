"""Each planted break is found and told in one sentence."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import factories as scenes
from vetting.documents.references import find_broken_references

Record = dict[str, Any]


def _question(record: Record, criterion: str) -> dict[str, Any]:
    questions = [one for module in record["modules"] for one in module["questions"]]
    found: dict[str, Any] = next(one for one in questions if one["criterion"] == criterion)
    return found


BREAKS: list[tuple[Callable[[Record], object], str]] = [
    (
        lambda r: r["people"].append(r["people"][0]),
        "people: the id P-INIT stands twice.",
    ),
    (
        lambda r: r["rules"][0].update(version="9.9.9"),
        "rules: un-default@9.9.9 is not the pack of the case, un-default@1.0.0.",
    ),
    (
        lambda r: r["scope"].update(pack_hash="sha256:" + "0" * 64),
        "scope: the hash of the pack is not the one the case pinned.",
    ),
    (
        lambda r: r["findings"][0].update(rule="un-default@1.0.0#INT-03/9"),
        "finding F-INT-03-depth(standard): the pack has no row un-default@1.0.0#INT-03/9.",
    ),
    (
        lambda r: r["findings"][0].update(rule="un-default@1.0.0#state_access#9"),
        "finding F-INT-03-depth(standard): the pack has no row un-default@1.0.0#state_access#9.",
    ),
    (
        lambda r: r["rules"][0]["rows"].remove("un-default@1.0.0#INT-03/1"),
        "finding F-INT-03-depth(standard): its rule un-default@1.0.0#INT-03/1 is not among the rules.",
    ),
    (
        lambda r: r["points"][0]["criteria"].append("XYZ-99"),
        "point PT-1: the pack has no criterion XYZ-99.",
    ),
    (
        lambda r: r["screening"]["runs"][0]["found"].append("M-9"),
        "screening 1: there is no match M-9.",
    ),
    (
        lambda r: r["screening"]["matches"][0].update(first_run=7),
        "match M-1: there is no screening 7.",
    ),
    (
        lambda r: r["screening"]["matches"][0]["judgements"][0].update(by="P-GONE"),
        "judgement of M-1: there is no person P-GONE.",
    ),
    (
        lambda r: r["ownership"][0]["stored"].update(by="P-GONE"),
        "owners OWN-1: there is no person P-GONE.",
    ),
    (
        lambda r: r["exceptions"][0].update(criterion="XYZ-99"),
        "exception X-INT-10-1: the pack has no criterion XYZ-99.",
    ),
    (
        lambda r: r["exceptions"][0].update(second_by="P-GONE"),
        "exception X-INT-10-1: there is no person P-GONE.",
    ),
    (
        lambda r: r["contests"][0]["answered"].update(by="P-GONE"),
        "contest C-INT-10-1: there is no person P-GONE.",
    ),
    (
        lambda r: r["modules"][0]["questions"].pop(0),
        "stages: the question INT-01 of the pack is missing.",
    ),
    (
        lambda r: r["modules"][0]["findings"].append("F-GONE"),
        "stage intake: there is no finding F-GONE.",
    ),
    (
        lambda r: r["modules"][0]["findings"].remove("F-INT-03-depth(standard)"),
        "finding F-INT-03-depth(standard): the stage intake does not list it.",
    ),
    (
        lambda r: r["letters"][0]["evidence"].append("E-9"),
        "letter L-1: there is no evidence E-9.",
    ),
    (
        lambda r: _question(r, "INT-01")["answers"][0]["evidence"].append("E-9"),
        "answer to INT-01: there is no evidence E-9.",
    ),
    (
        lambda r: _question(r, "HRI-37")["answers"][0]["value"][0].update(test=["E-9"]),
        "rows of HRI-37: there is no evidence E-9.",
    ),
    (
        lambda r: r["evidence"][1]["used_by"].clear(),
        "evidence E-2: what it says to be used by differs from what cites it.",
    ),
    (
        lambda r: r["evidence"][0].update(hash=None),
        "evidence E-1: it is held, and has no hash.",
    ),
    (
        lambda r: r["decision"]["signed"][0].update(person="P-GONE"),
        "signature of decision: there is no person P-GONE.",
    ),
    (
        lambda r: r["votes"][0].update(person="P-GONE"),
        "vote: there is no person P-GONE.",
    ),
    (
        lambda r: r["submissions"][0]["points"].clear(),
        "point PT-1: the submission S-1 does not list it.",
    ),
    (
        lambda r: r["submissions"][0]["points"].append("PT-9"),
        "submission S-1: there is no point PT-9.",
    ),
    (
        lambda r: r["points"][0].update(disposition=None),
        "point PT-1: an approval was decided while it has no disposition.",
    ),
    (
        lambda r: r["conditions"][0].update({"from": {"criteria": [], "points": [], "decision": False}}),
        "condition retention-schedule: it names neither criterion, point nor decision it is from.",
    ),
    (
        lambda r: r["conditions"][0]["from"]["points"].append("PT-9"),
        "condition retention-schedule: there is no point PT-9.",
    ),
    (
        lambda r: r["conditions"].clear(),
        "decision: the rules ask for the condition retention-schedule, and the approval does not carry it.",
    ),
    (
        lambda r: r["log"].update(size=25),
        "history: the entry 25 is not under the cited checkpoint of 25 entries.",
    ),
    (
        lambda r: r["history"].pop(3),
        "history: between the entries 13 and 15 one of the case is missing.",
    ),
    (
        lambda r: r["findings"][0].update(event=3),
        "finding F-INT-03-depth(standard): the history has no entry 3.",
    ),
    (
        lambda r: r["redactions"]["entries"].pop(),
        "redactions: 4 texts are withheld, and 3 are entered.",
    ),
]


@pytest.mark.parametrize(("plant", "sentence"), BREAKS, ids=[sentence for _, sentence in BREAKS])
def test_a_planted_break_is_told_in_one_sentence(plant: Callable[[Record], object], sentence: str) -> None:
    record = scenes.a_record(scenes.a_decided_dossier())
    plant(record)
    assert sentence in find_broken_references(record, scenes.a_small_pack())


def test_no_two_breaks_are_told_in_the_same_words() -> None:
    sentences = [sentence for _, sentence in BREAKS]
    assert len(sentences) == len(set(sentences))
