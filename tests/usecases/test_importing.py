"""What a company told one office is taken over by another: verified, of the company alone, dated, and never over an answer."""

import io
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.desks import START, Scene, a_scene
from vetting.adapters.packs import find
from vetting.audit.note import SigningKey
from vetting.audit.verify import BundleReport
from vetting.domain import commands
from vetting.domain.errors import BadInput
from vetting.policy.pack import Pack
from vetting.usecases.bundling import assemble_bundle
from vetting.usecases.importing import read_bundle, take_from, take_over
from vetting.usecases.questionnaire.bringing import FILE, Bearer, bring_back, look_at_file
from vetting.usecases.questionnaire.changes import Kind
from vetting.usecases.questionnaire.filled import Filled
from vetting.usecases.records import latest_record

PACK = find("un-default")


def name_prospect(scene: Scene, name: str = "Lingua Meridian", **more: Any) -> None:
    scene.send(commands.NameParty, party="lingua", role="prospect", name=name, **more)


@pytest.fixture
def theirs(tmp_path: Path) -> Scene:
    """A case of another office, in a home of its own, with a record."""
    scene = a_scene(tmp_path / "theirs").opened().with_evidence()
    name_prospect(scene, aliases=["Lingua M"], identifiers=["LEI 529900EXAMPLE"])
    scene.send(commands.NameParty, party="parent", role="parent", name="Meridian Holding", country="KE")
    scene.answered(ENT_01="A trust for the staff").advance()
    scene.send(commands.RequestRecord)
    scene.advance()
    return scene


@pytest.fixture
def ours(tmp_path: Path) -> Scene:
    scene = Scene(a_scene(tmp_path / "ours", START + timedelta(days=30)).desk, "borealis").opened()
    name_prospect(scene, "LINGUA  meridian")
    return scene


def bundle_of(scene: Scene) -> io.BytesIO:
    record = latest_record(scene.desk, scene.case).content.encode()
    return io.BytesIO(assemble_bundle(scene.desk, scene.case, {"json": record}))


def taken(ours: Scene, theirs: Scene) -> Filled:
    return read_bundle(ours.desk, ours.case, bundle_of(theirs), theirs.desk.signer.fingerprint)


def test_the_companys_own_answer_comes_in_dated_and_with_its_origin(ours: Scene, theirs: Scene) -> None:
    filled = taken(ours, theirs)
    brought = bring_back(ours.desk, ours.case, filled, Bearer("P-FOCAL"), {})
    (answer,) = ours.dossier().answers
    assert (brought.answers, answer.criterion, answer.answerer, answer.value) == (
        1,
        "ENT-01",
        "company",
        "A trust for the staff",
    )
    evidence = ours.dossier().evidence[-1]
    assert (answer.by, answer.evidence) == ("P-FOCAL", [evidence.id])
    assert answer.note.startswith(
        "Taken over from the decision record of case meridian of Office for Public Dialogue (sha256 "
    )
    assert answer.note.endswith("), where it was answered on 2026-03-02.")
    assert (evidence.kind.value, evidence.publisher, evidence.knowable_on.isoformat()) == (
        "citation",
        "Office for Public Dialogue",
        "2026-03-02",
    )
    assert look_at_file(ours.desk, ours.case, filled).changes == ()


def test_names_and_companies_of_the_group_come_along_and_are_screened(ours: Scene, theirs: Scene) -> None:
    bring_back(ours.desk, ours.case, taken(ours, theirs), Bearer("P-FOCAL"), {})
    parties = {one.id: one for one in ours.dossier().parties}
    assert (parties["lingua"].name, parties["lingua"].aliases, parties["lingua"].identifiers) == (
        "LINGUA  meridian",
        ["Lingua M", "Lingua Meridian"],
        ["LEI 529900EXAMPLE"],
    )
    assert (parties["parent"].name, parties["parent"].role.value, parties["parent"].country) == (
        "Meridian Holding",
        "parent",
        "KE",
    )


def test_no_judgement_person_or_evidence_of_the_other_office_is_taken(ours: Scene, theirs: Scene) -> None:
    filled = taken(ours, theirs)
    assert [one.criterion for one in filled.rows] == ["ENT-01"]
    assert [one.id.startswith("BUNDLE-") for _, one in filled.sources] == [True]


def test_an_own_answer_and_theirs_are_shown_beside_each_other(ours: Scene, theirs: Scene) -> None:
    ours.answer("ENT-01", "Nobody knows")
    filled = taken(ours, theirs)
    (change,) = look_at_file(ours.desk, ours.case, filled).changes
    assert (change.kind, change.said.value, change.stands_said.value) == (
        Kind.CONFLICT,
        "A trust for the staff",
        "Nobody knows",
    )
    bring_back(ours.desk, ours.case, filled, Bearer("P-FOCAL"), {"ENT-01:company": FILE})
    assert [one.value for one in ours.dossier().answers] == ["Nobody knows", "A trust for the staff"]


def test_a_bundle_that_does_not_hold_or_is_of_another_company_gives_nothing(
    ours: Scene, theirs: Scene
) -> None:
    content = bytearray(bundle_of(theirs).getvalue())
    content[len(content) // 2] ^= 1
    with pytest.raises(BadInput):
        read_bundle(ours.desk, ours.case, io.BytesIO(content), theirs.desk.signer.fingerprint)
    stranger = SigningKey(theirs.desk.signer.origin, bytes(32)).verifier.to_text()
    with pytest.raises(BadInput):
        read_bundle(ours.desk, ours.case, bundle_of(theirs), stranger)
    name_prospect(ours, "Borealis Works")
    with pytest.raises(
        BadInput, match="it is about Lingua Meridian, and no name or identifier of Borealis Works"
    ):
        taken(ours, theirs)
    ours.send(commands.NameParty, party="lingua", role="other", name="Borealis Works")
    with pytest.raises(BadInput, match="it names no prospect"):
        taken(ours, theirs)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"partnership": {}}, "record: this is no decision record: partnership: "),
        ({"modules": 7}, "record: this is no decision record: modules: "),
        ({"record": {"dated": "2026-13-45T09:00:00Z"}}, "the bundle: it holds, and its record has a form"),
    ],
    ids=["a part", "a list", "a day"],
)
def test_a_record_of_another_form_is_refused_in_a_sentence(
    ours: Scene, theirs: Scene, change: dict[str, Any], sentence: str
) -> None:
    record = json.loads(latest_record(theirs.desk, theirs.case).content)
    for name, said in change.items():
        record[name] = {**record[name], **said} if said and isinstance(said, dict) else said
    report = BundleReport(origin="example.org/log", case="meridian", record="ab" * 32)
    with pytest.raises(BadInput) as bad:
        take_from(json.dumps(record).encode(), report, ours.dossier(), PACK, START)
    assert sentence in str(bad.value)


def test_bytes_that_are_no_record_are_refused_in_a_sentence(ours: Scene) -> None:
    report = BundleReport(origin="example.org/log", case="meridian", record="ab" * 32)
    for content in (b"", b"[]", b"\xff", b"null"):
        with pytest.raises(BadInput, match="this is no decision record"):
            take_from(content, report, ours.dossier(), PACK, START)


def test_what_is_too_old_or_was_not_known_is_asked_again(ours: Scene, theirs: Scene) -> None:
    ours.wait(days=300)
    filled = taken(ours, theirs)
    assert (list(filled.rows), filled.sources) == ([], [])
    assert filled.remarks == ["ENT-01 is asked again: it was answered on 2026-03-02, too long ago."]
    theirs.answer("ENT-01", "unknown").send(commands.RequestRecord)
    theirs.advance()
    assert taken(ours, theirs).remarks == ["ENT-01 is asked again: it was unknown there."]


def record_with(criterion: str, value: Any, question: str = "") -> dict[str, Any]:
    answer = {"answerer": "company", "state": "given", "value": value, "at": "2026-03-02T09:00:00Z"}
    asked = {
        "criterion": criterion,
        "question": {"en": question or PACK.criteria[criterion].question},
        "answers": [answer],
    }
    parties = [
        {
            "id": "x",
            "role": "prospect",
            "name": "Lingua Meridian",
            "aliases": [],
            "former_names": [],
            "identifiers": [],
        }
    ]
    return {
        "record": {"dated": "2026-03-02T09:00:00Z"},
        "partnership": {"initiating_office": {}, "parties": parties},
        "modules": [{"questions": [asked]}],
    }


@pytest.mark.parametrize(
    ("criterion", "value", "question", "remark"),
    [
        ("ENT-06", [], "", "its rows may name people."),
        ("ENT-04", "no", "Another question?", "the question reads otherwise there."),
        ("ENT-04", "perhaps", "", "its answer does not fit here (ENT-04 must be yes or no, not 'perhaps'.)"),
        ("ENT-07", [{"line": "[withheld: personal data]"}], "", "a part of it is withheld."),
        ("EXC-01", "", "", "its answer does not fit here"),
    ],
    ids=["people", "question", "value", "withheld", "empty"],
)
def test_what_cannot_be_taken_is_remarked_with_its_reason(
    ours: Scene, criterion: str, value: Any, question: str, remark: str
) -> None:
    filled = _taken_of(ours, PACK, record_with(criterion, value, question))
    assert list(filled.rows) == []
    assert filled.remarks[0].startswith(f"{criterion} is asked again: {remark}")


def test_questions_about_what_is_proposed_stay_with_their_case(ours: Scene) -> None:
    filled = _taken_of(ours, PACK, record_with("TEC-02", "no"))
    assert (list(filled.rows), list(filled.remarks), list(filled.parties)) == ([], [], [])


def _taken_of(ours: Scene, pack: Pack, record: dict[str, Any]) -> Filled:
    report = BundleReport(origin="example.org/log", case="meridian", record="ab" * 32)
    dossier = ours.dossier()
    same = [replace_name(one) for one in dossier.parties]
    return take_over(record, report, replace(dossier, parties=same), pack, START - timedelta(days=180))


def replace_name(party: Any) -> Any:
    return party.model_copy(update={"name": "Lingua Meridian"})
