"""The schema is one, describes what we write, and refuses what is no record."""

from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests import factories as scenes
from vetting.documents.schema import MOST, RECORD_SCHEMA, find_schema_faults


def test_the_schema_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(RECORD_SCHEMA)


def test_the_schema_requires_every_part_of_a_record() -> None:
    assert set(RECORD_SCHEMA["required"]) == set(scenes.a_record(scenes.a_dossier()))
    assert set(RECORD_SCHEMA["required"]) == set(RECORD_SCHEMA["properties"])


FAULTS: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (lambda r: r.pop("decision"), "the record: 'decision' is a required property."),
    (lambda r: r.update(schema="9"), "schema: '1.0' was expected."),
    (
        lambda r: r["findings"][0].pop("evidence"),
        "findings/0: 'evidence' is a required property.",
    ),
    (
        lambda r: r["votes"][0].update(vote="maybe"),
        "votes/0/vote: 'maybe' is not one of ['for', 'against', 'abstain', 'recused'].",
    ),
    (
        lambda r: r["computed"]["level"].update(at_least="severe"),
        "computed/level/at_least: 'severe' is not one of ['low', 'moderate', 'substantial', 'high'].",
    ),
]


@pytest.mark.parametrize(("plant", "sentence"), FAULTS, ids=[sentence for _, sentence in FAULTS])
def test_a_fault_is_told_with_its_place(plant: Callable[[dict[str, Any]], object], sentence: str) -> None:
    record = scenes.a_record(scenes.a_decided_dossier())
    plant(record)
    assert find_schema_faults(record) == [sentence]


def test_an_undetermined_record_has_no_signature_and_a_decided_one_has() -> None:
    record = scenes.a_record(scenes.a_decided_dossier())
    record["decision"]["outcome"] = "undetermined"
    assert len(find_schema_faults(record)) == 2
    record["decision"].update(outcome="refuse", signed=[])
    assert len(find_schema_faults(record)) == 1


def test_a_rule_without_the_version_of_its_pack_is_no_rule() -> None:
    record = scenes.a_record(scenes.a_decided_dossier())
    record["findings"][0]["rule"] = "INT-03/1"
    assert [one.partition(":")[0] for one in find_schema_faults(record)] == ["findings/0/rule"]


@pytest.mark.parametrize("value", [None, 1, "text", [], {}])
def test_what_is_no_record_at_all_is_refused(value: object) -> None:
    assert 0 < len(find_schema_faults(value)) <= MOST


def test_a_sentence_stays_short_however_large_the_fault() -> None:
    record = scenes.a_record(scenes.a_decided_dossier())
    record["people"] = "x" * 10_000
    assert max(map(len, find_schema_faults(record))) < 250
