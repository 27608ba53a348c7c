from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.usecases.casefile.scenes import SOUND, default_pack, spoiled
from vetting.policy.strict_yaml import load_yaml
from vetting.usecases.casefile.schema import case_schema

SCHEMA = case_schema(default_pack())


def _complaints(text: str) -> list[str]:
    data: Any = load_yaml(text, "case").data
    return [error.json_path for error in Draft202012Validator(SCHEMA).iter_errors(data)]


def test_the_schema_is_one_of_its_draft() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_knows_every_question_and_its_words() -> None:
    for criterion in default_pack().criteria.values():
        assert (criterion.id in SCHEMA["$defs"]) is not criterion.is_computed
    assert SCHEMA["$defs"]["INT-08"]["description"].startswith(default_pack().criteria["INT-08"].question)


def test_a_sound_file_fits_the_schema_in_its_short_forms() -> None:
    assert _complaints(SOUND) == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("  title: A pilot\n", "  titel: A pilot\n", "$.case"),
        ("  P-1: focal_point\n", "  P-1: focal_piont\n", "$.people['P-1']"),
        ("  INT-03: mou\n", "  INT-03: marriage\n", "$.answers['INT-03']"),
        ("  INT-03: mou\n", "  INT-99: mou\n", "$.answers"),
        ("  INT-03: mou\n", "  CTV-01: [{what: x}]\n", "$.answers['CTV-01']"),
        ("  INT-03: mou\n", "  ENT-01: {name: x}\n", "$.answers['ENT-01']"),
        (
            "  as_of: 2027-03-31\n  by: P-1\n  at: 2027-03-01\n",
            "  as_of: 2027-03-31\n  by: P-1\n  at: soon\n",
            "$.case.at",
        ),
        ("  P-2: for\n", "  P-2: perhaps\n", "$.votes['P-2']"),
    ],
)
def test_the_schema_complains_of_what_does_not_fit(old: str, new: str, place: str) -> None:
    assert place in _complaints(spoiled(old, new))


def test_the_schema_lets_sections_and_stages_give_their_defaults() -> None:
    text = SOUND.replace("people:\n", "people:\n  by: P-1\n  at: 2027-03-01\n").replace(
        "  exclusion:\n", "  exclusion:\n    by: P-2\n    at: 2027-03-05\n    note: Searched.\n"
    )
    assert _complaints(text) == []
