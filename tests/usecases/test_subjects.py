"""Whom a case names: parties, what the company says of itself, and the tables of the entity stage."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.factories import CASE, a_case, an_answer
from tests.usecases.casefile.scenes import default_pack
from vetting.domain.dossier import Dossier
from vetting.domain.owners import OwnershipFields
from vetting.domain.parties import PartyFields
from vetting.domain.screenings import Subject
from vetting.usecases.subjects import list_subjects


def a_party(ident: str, role: str, name: str, **fields: Any) -> PartyFields:
    return PartyFields.model_validate({"case": CASE, "id": ident, "role": role, "name": name, **fields})


def a_reading(*owners: dict[str, Any], ident: str = "OWN-1", target: str = "c") -> OwnershipFields:
    """A file of owners as it is kept, as far as the screening reads it."""
    blank = {"kind": "person", "country": "", "aliases": [], "birth_date": "", "founded": "", "countries": []}
    named = [{**blank, "identifiers": [], "id": f"o{number}", **one} for number, one in enumerate(owners)]
    return OwnershipFields(
        case=CASE, id=ident, party="co", of="", evidence="E-1", sha256="", as_of=date(2026, 3, 1),
        told={"target": target, "parties": named}, stored_by="ina", stored_at=datetime(2026, 3, 1, tzinfo=UTC),
    )  # fmt: skip


def subjects(
    *parties: PartyFields, prospect: str = "co", readings: tuple[OwnershipFields, ...] = (), **answers: Any
) -> dict[str, Subject]:
    dossier = Dossier(
        case=a_case(prospect=prospect),
        parties=list(parties),
        ownership=list(readings),
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


ODA = "Oda Vantari"


def where_and_known(found: dict[str, Subject]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.where, one.birth_date, one.countries) for one in found.values()]


def test_an_owner_is_screened_with_all_that_its_file_says_of_it() -> None:
    owner = {
        "name": ODA,
        "aliases": ["O. Vantari"],
        "birth_date": "1961-05",
        "countries": ["ch"],
        "identifiers": ["X 12345"],
    }
    [found] = subjects(readings=(a_reading(owner),)).values()
    assert found == Subject(
        id=found.id, where="OWN-1", kind="person", names=(ODA, "O. Vantari"), birth_date="1961-05",
        countries=("ch",), identifiers=("X 12345",),
    )  # fmt: skip
    assert found.id.startswith("OWN-1-")


def test_an_owner_is_the_party_of_one_of_its_names_where_nothing_contradicts_it() -> None:
    party = a_party("oda", "owner", "O. Vantari", aliases=[ODA], country="CH", identifiers=["LEI 1"])
    owner = {
        "name": "Vantari, Oda",
        "aliases": ["ODA VANTARI"],
        "birth_date": "1961",
        "countries": ["ch", "ke"],
    }
    [found] = subjects(party, readings=(a_reading(owner),)).values()
    assert (found.id, found.where, found.kind) == ("oda", "party oda, OWN-1", "person")
    assert (found.names, found.birth_date, found.countries) == (
        ("O. Vantari", ODA, "Vantari, Oda", "ODA VANTARI"),
        "1961",
        ("ch", "ke"),
    )


@pytest.mark.parametrize(
    ("of_party", "of_owner"),
    [
        ({"country": "CH"}, {"countries": ["ke"]}),
        ({"identifiers": ["GB-COH 10000001"]}, {"identifiers": ["GB-COH 10000002"]}),
    ],
)
def test_an_owner_that_contradicts_the_party_of_its_name_is_screened_apart(
    of_party: dict[str, Any], of_owner: dict[str, Any]
) -> None:
    found = subjects(
        a_party("oda", "owner", ODA, **of_party), readings=(a_reading({"name": ODA, **of_owner}),)
    )
    assert [(one.where, one.names) for one in found.values()] == [("party oda", (ODA,)), ("OWN-1", (ODA,))]


def test_a_person_of_an_answer_and_an_owner_of_another_birth_date_are_two() -> None:
    row = {"name": ODA, "birth_year": 1961}
    born = [{"name": ODA, "birth_date": day} for day in ("1994-01-01", "1961-05-14")]
    found = subjects(ENT_06=[row], readings=(a_reading(*born),))
    assert where_and_known(found) == [("ENT-06, OWN-1", "1961-05-14", ()), ("OWN-1", "1994-01-01", ())]


def test_the_same_number_makes_one_of_two_whatever_their_names_and_countries() -> None:
    party = a_party("hold", "parent", "Meridian Holding", country="GB", registration="GB-COH 10000001")
    owner = {
        "name": "Harbour Light",
        "kind": "entity",
        "countries": ["cy"],
        "identifiers": ["GB-COH 10000001"],
    }
    [found] = subjects(party, readings=(a_reading(owner),)).values()
    assert (found.id, found.names, found.countries) == (
        "hold",
        ("Meridian Holding", "Harbour Light"),
        ("gb", "cy"),
    )


@pytest.mark.parametrize("order", [1, -1])
def test_who_could_be_either_of_two_namesakes_stands_apart_whoever_is_named_first(order: int) -> None:
    owners: list[dict[str, Any]] = [
        {"name": ODA, "countries": ["ch"]},
        {"name": ODA},
        {"name": ODA, "countries": ["ke"]},
    ]
    found = subjects(readings=(a_reading(*owners[::order]),))
    assert sorted(where_and_known(found)) == [
        ("OWN-1", "", ()),
        ("OWN-1", "", ("ch",)),
        ("OWN-1", "", ("ke",)),
    ]


def test_namesakes_that_are_told_apart_are_found_again_in_the_next_reading() -> None:
    owners = [{"name": ODA, "birth_date": "1961"}, {"name": ODA}, {"name": ODA, "birth_date": "1994"}]
    found = subjects(readings=(a_reading(*owners), a_reading(*owners, ident="OWN-2")))
    assert where_and_known(found) == [
        ("OWN-1, OWN-2", "1961", ()),
        ("OWN-1, OWN-2", "", ()),
        ("OWN-1, OWN-2", "1994", ()),
    ]


def test_two_parties_that_the_case_itself_names_apart_stay_two() -> None:
    found = subjects(a_party("a", "supplier", ODA), a_party("b", "owner", ODA))
    assert list(found) == ["a", "b"]


def test_the_party_of_a_reading_is_the_one_it_was_read_for_whatever_the_file_says_of_it() -> None:
    target = {"id": "c", "name": "Wordharvest Ltd", "kind": "entity", "countries": ["cy"], "founded": "2005"}
    [found] = subjects(
        a_party("co", "prospect", "Wordharvest", country="CH"), readings=(a_reading(target),)
    ).values()
    assert (found.id, found.where, found.countries, found.founded) == (
        "co",
        "party co, OWN-1",
        ("ch", "cy"),
        "2005",
    )


def test_thousands_of_one_name_are_not_compared_each_with_each() -> None:
    owners = [{"name": ODA, "identifiers": [f"GB {number}"]} for number in range(10_000, 13_000)]
    assert len(subjects(readings=(a_reading(*owners),))) == len(owners)


def test_an_owner_without_a_name_is_not_screened() -> None:
    assert subjects(readings=(a_reading({"name": ""}),)) == {}
