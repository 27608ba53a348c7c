"""Whom a case names: parties, what the company says of itself, and the tables of the entity stage."""

from typing import Any

from tests.factories import CASE, a_case, an_answer
from tests.usecases.casefile.scenes import default_pack
from vetting.domain.dossier import Dossier
from vetting.domain.parties import PartyFields
from vetting.domain.screenings import Subject
from vetting.usecases.subjects import list_subjects


def a_party(ident: str, role: str, name: str, **fields: Any) -> PartyFields:
    return PartyFields.model_validate({"case": CASE, "id": ident, "role": role, "name": name, **fields})


def subjects(*parties: PartyFields, prospect: str = "co", **answers: Any) -> dict[str, Subject]:
    dossier = Dossier(
        case=a_case(prospect=prospect),
        parties=list(parties),
        answers=[an_answer(key.replace("_", "-"), value) for key, value in answers.items()],
    )
    return {one.id: one for one in list_subjects(default_pack(), dossier)}


def test_a_party_is_screened_under_all_its_names_and_an_office_of_the_un_is_not() -> None:
    found = subjects(
        a_party(
            "co", "prospect", "Wordharvest", aliases=["WH"], former_names=["Glossary Circle"], country="CH"
        ),
        a_party("un", "un_office", "Office of Examples"),
    )
    assert list(found) == ["co"]
    assert (found["co"].names, found["co"].kind, found["co"].countries) == (
        ("Wordharvest", "WH", "Glossary Circle"),
        "organisation",
        ("ch",),
    )


def test_of_an_owner_it_is_not_known_whether_it_is_a_person() -> None:
    assert subjects(a_party("o", "owner", "Oda Vantari", country="001"))["o"] == Subject(
        id="o", where="party o", kind="unknown", names=("Oda Vantari",)
    )


def test_what_the_company_says_of_itself_belongs_to_the_prospect() -> None:
    record = {
        "legal_name": "Wordharvest Cooperative",
        "registration": "VB-1904",
        "country": "CH",
        "identifiers": "LEI 1; LEI 2",
        "aliases": "WH; Harvest\nWords",
    }
    found = subjects(a_party("co", "prospect", "Wordharvest"), ENT_01=record)
    assert list(found) == ["co"]
    assert found["co"].names == ("Wordharvest", "Wordharvest Cooperative", "WH", "Harvest", "Words")
    assert found["co"].where == "party co, ENT-01"
    assert found["co"].identifiers == ("VB-1904", "LEI 1", "LEI 2")


def test_owners_directors_and_suppliers_in_tables_are_screened() -> None:
    found = subjects(
        ENT_03=[{"owner": "Oda Vantari", "interest": "shares"}, {"interest": "x", "missing_reason": "y"}],
        ENT_06=[{"name": "Tamsin Quill", "role": "chair", "country": "KE", "birth_year": 1961}],
        ENT_08=[{"supplier": "unknown"}],
    )
    assert [(one.where, one.names, one.kind, one.birth_date) for one in found.values()] == [
        ("ENT-03", ("Oda Vantari",), "unknown", ""),
        ("ENT-06", ("Tamsin Quill",), "person", "1961"),
    ]


def test_a_year_that_is_none_is_left_out() -> None:
    [found] = subjects(ENT_06=[{"name": "Tamsin Quill", "birth_year": "unknown"}]).values()
    assert (found.kind, found.birth_date) == ("person", "")


def test_one_name_in_two_places_is_one_subject_unless_the_birth_dates_differ() -> None:
    row = {"name": "Oda Vantari", "birth_year": 1961}
    found = subjects(a_party("oda", "owner", "ODA  Vantari"), ENT_06=[row])
    assert [(one.where, one.birth_date, one.kind) for one in found.values()] == [
        ("party oda, ENT-06", "1961", "person")
    ]
    two = subjects(ENT_06=[row, {**row, "birth_year": 1994}])
    assert len(two) == 2


def test_a_person_and_a_company_of_one_name_are_two() -> None:
    found = subjects(
        a_party("co", "prospect", "Oda Vantari"), ENT_06=[{"name": "Oda Vantari", "birth_year": 1961}]
    )
    assert len(found) == 2


def test_an_answer_that_is_no_longer_the_last_and_other_stages_name_nobody() -> None:
    assert subjects(INT_08="unknown", ENT_04="no") == {}


def test_an_empty_record_names_nobody() -> None:
    assert subjects(ENT_01={"legal_name": "", "country": "CH"}) == {}
