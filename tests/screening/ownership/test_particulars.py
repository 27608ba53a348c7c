"""What a file says of an owner beside its names goes with it: dates, countries, numbers; rubbish is named and left out."""

import json
from typing import Any

import pytest

from tests.screening.ownership.graphs import DAY, a_bods_file
from vetting.screening.graph import Graph, PartyKind
from vetting.screening.ownership_read import read_graph
from vetting.screening.particulars import NOTHING_KNOWN, Particulars, agree_on


def read(*items: Any) -> Graph:
    return read_graph(json.dumps(items).encode(), DAY)


def a_statement(kind: str, **details: Any) -> dict[str, Any]:
    return {
        "statementId": "s-1", "recordId": "X", "recordType": kind, "statementDate": "2024-01-01",
        "recordDetails": details,
    }  # fmt: skip


def test_a_bods_person_has_a_birth_date_countries_and_identifiers() -> None:
    person = a_statement(
        "person",
        names=[{"fullName": "Oda Vantari"}],
        birthDate="1961-05",
        nationalities=[{"code": "CH"}, {"code": "KE"}],
        taxResidencies=[{"code": "KE", "name": "Kenya"}],
        placeOfResidence={"country": {"code": "PT"}},
        identifiers=[
            {"scheme": "CHE-TAXID", "id": "756.1"},
            {"schemeName": "Registry of Examples", "id": 77},
        ],
    )
    assert read(person).parties["X"].particulars == Particulars(
        birth_date="1961-05",
        countries=("ch", "ke", "pt"),
        identifiers=("CHE-TAXID 756.1", "Registry of Examples 77"),
    )


def test_a_bods_entity_has_a_foundation_a_jurisdiction_and_identifiers() -> None:
    entity = a_statement(
        "entity",
        name="Harbour Light",
        foundingDate="2005-03-15T00:00:00",
        jurisdiction={"code": "US-DE"},
        identifiers=[{"scheme": "XI-LEI", "id": "PY6ZZQWO2IZFZC3IOL08"}],
    )
    assert read(entity).parties["X"].particulars == Particulars(
        founded="2005-03-15", countries=("us",), identifiers=("LEI PY6ZZQWO2IZFZC3IOL08",)
    )


def test_an_example_of_the_standard_gives_what_it_says() -> None:
    graph = a_bods_file("examples/bods-package.json")
    assert {one.kind: one.particulars for one in graph.parties.values()} == {
        PartyKind.ENTITY: Particulars(founded="2019-09-03", identifiers=("GB-COH 2063384560",)),
        PartyKind.PERSON: Particulars(birth_date="1978-07", countries=("gb",)),
    }


def test_a_party_of_followthemoney_has_them_too() -> None:
    graph = read(
        {
            "id": "P",
            "schema": "Person",
            "properties": {
                "name": ["Oda Vantari"],
                "birthDate": ["1961-05-14", "1961"],
                "nationality": ["ch"],
                "country": ["Kenya", "nowhere"],
            },
        },
        {
            "id": "C",
            "schema": "Company",
            "properties": {
                "name": ["Harbour Light"],
                "incorporationDate": ["2005"],
                "jurisdiction": ["gb"],
                "registrationNumber": ["10 000 001"],
                "leiCode": ["PY6ZZQWO2IZFZC3IOL08"],
            },
        },
    )
    assert {ident: one.particulars for ident, one in graph.parties.items()} == {
        "P": Particulars(birth_date="1961-05-14", countries=("ke", "ch")),
        "C": Particulars(
            founded="2005", countries=("gb",), identifiers=("GB 10 000 001", "LEI PY6ZZQWO2IZFZC3IOL08")
        ),
    }
    assert graph.rejects == ()


def test_the_register_of_a_number_is_not_guessed_where_a_company_has_two_countries() -> None:
    two = {"name": ["A"], "country": ["gb", "cy"], "registrationNumber": ["10000001"]}
    assert read({"id": "C", "schema": "Company", "properties": two}).parties["C"].particulars.identifiers == (
        "10000001",
    )


@pytest.mark.parametrize(
    "details",
    [
        {
            "nationalities": "CH",
            "identifiers": {"id": "7"},
            "taxResidencies": [7, None],
            "placeOfResidence": ["CH"],
        },
        {
            "nationalities": [{"code": 7}, {"name": "Kenya"}],
            "identifiers": [{"scheme": "X"}, {"id": None}],
        },
        {"identifiers": [{"scheme": "X", "id": "9" * 10_000}], "placeOfResidence": {"country": "CH"}},
    ],
)
def test_rubbish_beside_a_name_is_left_out_and_nothing_else_is_lost(details: dict[str, Any]) -> None:
    party = read(a_statement("person", names=[{"fullName": "Oda Vantari"}], **details)).parties["X"]
    assert (party.name, party.particulars) == ("Oda Vantari", NOTHING_KNOWN)


def test_a_date_that_is_none_is_named_and_left_out() -> None:
    graph = read(a_statement("person", names=[{"fullName": "Oda Vantari"}], birthDate="32 May"))
    assert graph.parties["X"].particulars == NOTHING_KNOWN
    assert [(one.code, one.text) for one in graph.rejects] == [
        ("no_day", "“32 May” is no date of birth or foundation; it is left out.")
    ]


def test_birth_dates_that_contradict_each_other_are_kept_as_far_as_they_agree() -> None:
    assert agree_on([]) == agree_on(["", ""]) == agree_on(["1961-01-02", "1962-01-02"]) == ""
    assert agree_on(["1961-05-14", "1961-05", "1961"]) == "1961-05-14"
    assert agree_on(["1961-05-14", "1961-05-15"]) == "1961-05"
