"""What each edition shows and withholds, and that nothing withheld goes uncounted."""

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as scenes
from vetting.documents.editions import MARK, Edition, Redactor, mask_names
from vetting.documents.texts import Text, to_text
from vetting.domain.consultation import SubmissionMode

NAMES = [
    "Ada Brightwater",
    "Tomas Oakfield",
    "Noor Fairhaven",
    "Ines Marlowe",
    "Jonas Quill",
    "Lea Thornbury",
]
CONFIDENCES = ["Mira Stonebridge", "recordings were kept for years", "أخشى"]


def _as_text(edition: str, **changes: Any) -> str:
    record = scenes.a_record(scenes.a_decided_dossier(**changes), edition)
    return json.dumps(record, ensure_ascii=False)


def test_the_public_edition_names_no_person_and_repeats_no_confidence() -> None:
    text = _as_text("public")
    assert [one for one in (*NAMES, *CONFIDENCES) if one in text] == []


def test_the_auditors_edition_names_who_acts_and_repeats_no_confidence() -> None:
    text = _as_text("auditor")
    assert [one for one in NAMES if one not in text] == []
    assert [one for one in CONFIDENCES if one in text] == []


def test_the_sealed_edition_withholds_nothing() -> None:
    record = scenes.a_record(scenes.a_decided_dossier(), "sealed")
    assert record["redactions"] == {"edition": "sealed", "entries": [], "by_reason": {}}
    assert [one for one in (*NAMES, *CONFIDENCES) if one not in _as_text("sealed")] == []


def test_every_withholding_has_its_place_and_reason_and_is_counted() -> None:
    redactions = scenes.a_record(scenes.a_decided_dossier(), "auditor")["redactions"]
    assert redactions == {
        "edition": "auditor",
        "entries": [
            {"where": "declarations/D-2/kind", "reason": "personal_data"},
            {"where": "submissions/S-2/submitter", "reason": "third_party_safety"},
            {"where": "submissions/S-2/text", "reason": "third_party_safety"},
            {"where": "submissions/S-3/text", "reason": "third_party_safety"},
        ],
        "by_reason": {"personal_data": 1, "third_party_safety": 3},
    }


def test_the_kind_of_an_interest_is_for_the_sealed_edition_alone() -> None:
    kinds = {
        edition: scenes.a_record(scenes.a_decided_dossier(), edition)["declarations"][1]["kind"]
        for edition in ("public", "auditor", "sealed")
    }
    assert kinds == {
        "public": {"withheld": "personal_data"},
        "auditor": {"withheld": "personal_data"},
        "sealed": {"und": "past_employment"},
    }


def test_nothing_public_shows_when_somebody_spoke_finer_than_a_week() -> None:
    record = scenes.a_record(scenes.a_decided_dossier(), "public")
    assert {one["received"] for one in record["submissions"]} == {"2026-W12"}
    assert {one["disposed"]["at"] for one in record["points"]} == {"2026-W14"}
    spoken = {one["event"]: one["at"] for one in record["history"] if "Point" in one["event"]}
    assert spoken == {"PointExtracted": "2026-W16", "PointDisposed": "2026-W16"}


def test_a_group_of_few_in_which_somebody_spoke_in_confidence_is_not_counted_in_public() -> None:
    public = scenes.a_record(scenes.a_decided_dossier(), "public")["consultation"]["by_group"]
    auditor = scenes.a_record(scenes.a_decided_dossier(), "auditor")["consultation"]["by_group"]
    assert public == {"academia": "<5", "civil_society": "<5"}
    assert auditor == {"academia": 1, "civil_society": 2}


def test_the_group_of_one_who_spoke_in_confidence_is_not_public() -> None:
    record = scenes.a_record(scenes.a_decided_dossier(), "public")
    assert [one["group"] for one in record["submissions"]] == ["civil_society", "withheld", "withheld"]


def test_a_point_in_the_very_words_of_a_confidence_is_withheld() -> None:
    said = "Recordings were  kept for years"
    points = [scenes.a_point("PT-1", "S-2", text=said), scenes.a_point("PT-2", "S-1", text=said)]
    for edition in ("public", "auditor"):
        record = scenes.a_record(scenes.a_decided_dossier(points=points, conditions=[]), edition)
        assert [one["text"] for one in record["points"]] == [{"withheld": "third_party_safety"}, {"en": said}]


def test_a_name_in_a_note_or_a_value_is_masked_in_public_and_the_place_registered() -> None:
    answers = [
        scenes.an_answer("INT-01", "As agreed with Ines Marlowe"),
        scenes.an_answer("INT-02", [{"side": "un", "kind": "money", "what": "paid by ines marlowe"}]),
        scenes.an_answer("ENT-03", "unknown", note="Asked Mira Stonebridge, who does not know."),
    ]
    record = scenes.a_record(scenes.a_decided_dossier(answers=answers), "public")
    questions = {one["criterion"]: one for module in record["modules"] for one in module["questions"]}
    told = [
        questions["INT-01"]["answers"][0]["value"],
        questions["INT-02"]["answers"][0]["value"][0]["what"],
        questions["ENT-03"]["answers"][0]["note"]["en"],
    ]
    assert told == [f"As agreed with {MARK}", f"paid by {MARK}", f"Asked {MARK}, who does not know."]
    places = [one["where"] for one in record["redactions"]["entries"]]
    assert "modules/0/questions/0/answers/0/value" in places
    assert "modules/1/questions/0/answers/0/note" in places


def test_the_name_of_a_party_stays_though_a_person_bears_it() -> None:
    people = [one.model_copy(update={"name": "Lingua"}) for one in scenes.a_dossier().people]
    record = scenes.a_record(scenes.a_dossier(people=people), "public")
    assert record["partnership"]["parties"][0]["name"] == "Lingua Meridian Ltd"


def test_a_name_inside_another_word_is_no_name() -> None:
    redactor = Redactor(Edition.PUBLIC)
    masked = mask_names({"note": to_text("The analysis of Ana is Ana's.")}, ["Ana"], redactor)
    assert masked == {"note": {"en": f"The analysis of {MARK} is {MARK}'s."}}


def test_a_withheld_text_stays_withheld_and_is_not_counted_twice() -> None:
    redactor = Redactor(Edition.PUBLIC)
    masked = mask_names([Text(withheld="personal_data")], ["personal_data"], redactor)
    assert (masked, redactor.entries) == ([{"withheld": "personal_data"}], [])


@given(
    name=st.from_regex(r"[A-Z][a-z]{3,9} [A-Z][a-z]{3,9}", fullmatch=True),
    before=st.text(max_size=20),
    after=st.text(max_size=20),
)
def test_no_name_of_a_person_is_left_in_any_text_of_the_public_edition(
    name: str, before: str, after: str
) -> None:
    texts = {
        "a": to_text(f"{before} {name} {after}"),
        "b": [to_text(f"({name})")],
        "value": [{"c": f"{name},"}],
    }
    masked = mask_names(texts, [name], Redactor(Edition.PUBLIC))
    assert name not in json.dumps(masked, ensure_ascii=False)


@pytest.mark.parametrize("mode", list(SubmissionMode))
def test_a_public_submission_is_shown_in_every_edition_and_no_other(mode: SubmissionMode) -> None:
    said = scenes.a_submission("S-1", mode, submitter="Forum", text="Our words.")
    record = scenes.a_record(scenes.a_dossier(submissions=[said]), "public")
    shown = record["submissions"][0]["text"] == {"en": "Our words."}
    assert shown == (mode is SubmissionMode.PUBLIC)


def test_the_public_edition_names_no_natural_owner_who_is_no_party_of_the_case() -> None:
    dossier = scenes.a_decided_dossier()
    assert "Ada Fernhill" in str(scenes.a_record(dossier)["ownership"])
    assert "Ada Fernhill" not in str(scenes.a_record(dossier, "public"))
    party = dossier.parties[0].model_copy(update={"id": "ada", "name": "Ada Fernhill"})
    named = dataclasses.replace(dossier, parties=[*dossier.parties, party])
    assert "Ada Fernhill" in str(scenes.a_record(named, "public")["ownership"])
