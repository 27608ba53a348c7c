"""Each loader: what is read, what is rejected and why, and that nothing else is lost."""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.screening.lists import load_measured_lists
from vetting.screening.entities import Entity, Kind, ListedName, from_record, to_record
from vetting.screening.lists import LoadedList
from vetting.screening.loaders import LOADERS, load_files, name_source
from vetting.screening.loaders.debarment import load_debarment, split_names
from vetting.screening.loaders.declarations import load_declarations
from vetting.screening.loaders.ftm_json import load_ftm
from vetting.screening.loaders.gleif import is_lei, load_gleif
from vetting.screening.loaders.layouts import recognise
from vetting.screening.loaders.ofac_csv import load_ofac
from vetting.screening.loaders.un_xml import load_un

UN = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z">
  <INDIVIDUALS>{individuals}</INDIVIDUALS>
  <ENTITIES><ENTITY><DATAID>9</DATAID><FIRST_NAME>MERIDIAN TRADING</FIRST_NAME>
    <REFERENCE_NUMBER>XXe.001</REFERENCE_NUMBER>
    <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Meridian Co</ALIAS_NAME></ENTITY_ALIAS>
    <ENTITY_ADDRESS><COUNTRY>Iran (Islamic Republic of)</COUNTRY></ENTITY_ADDRESS></ENTITY></ENTITIES>
</CONSOLIDATED_LIST>"""
PERSON = """<INDIVIDUAL><DATAID>{ident}</DATAID><FIRST_NAME>ANNA</FIRST_NAME><SECOND_NAME>EXAMPLE</SECOND_NAME>
  <UN_LIST_TYPE>DRC</UN_LIST_TYPE><REFERENCE_NUMBER>XXi.00{ident}</REFERENCE_NUMBER><LISTED_ON>2012-12-31</LISTED_ON>
  <COMMENTS1>Fictional.</COMMENTS1><NAME_ORIGINAL_SCRIPT>Анна</NAME_ORIGINAL_SCRIPT>
  <NATIONALITY><VALUE>Rwanda</VALUE></NATIONALITY>
  <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Annie</ALIAS_NAME></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_DATE_OF_BIRTH>{birth}</INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL>"""


def un(*individuals: str) -> LoadedList:
    return load_un(UN.format(individuals="".join(individuals)).encode(), "un_sc")


def person(ident: str = "1", birth: str = "<YEAR>1971</YEAR>") -> str:
    return PERSON.format(ident=ident, birth=birth)


def reasons(loaded: LoadedList) -> list[tuple[str, str]]:
    return [(reject.where, reject.reason) for reject in loaded.manifest.rejects]


def test_the_un_list_gives_names_dates_countries_and_which_aliases_are_weak() -> None:
    loaded = un(person())
    assert loaded.entities[0] == Entity(
        "un-1",
        Kind.PERSON,
        (ListedName("ANNA EXAMPLE"), ListedName("Анна"), ListedName("Annie", weak=True)),
        ("1971",),
        ("rw",),
        source="un_sc",
        reference="XXi.001",
        listed_on="2012-12-31",
        notes="Fictional.",
        details={"programme": "DRC"},
    )
    assert (loaded.entities[1].caption, loaded.entities[1].countries) == ("MERIDIAN TRADING", ("ir",))
    assert (loaded.manifest.list_date, loaded.manifest.entities, loaded.manifest.names) == (
        "2026-02-27",
        2,
        5,
    )


@pytest.mark.parametrize(
    ("birth", "years"),
    [
        ("<FROM_YEAR>1959</FROM_YEAR><TO_YEAR>1961</TO_YEAR>", ("1959", "1960", "1961")),
        ("<DATE>1965-04-03</DATE>", ("1965-04-03",)),
        ("<DATE>00/00/1965</DATE>", ("1965",)),
        ("<FROM_YEAR>1959</FROM_YEAR><TO_YEAR>1900</TO_YEAR>", ("1959", "1900")),
    ],
)
def test_dates_of_birth_are_read_as_far_as_they_are_known(birth: str, years: tuple[str, ...]) -> None:
    assert un(person(birth=birth)).entities[0].birth_dates == years


def test_a_date_that_is_none_is_named_and_loses_nothing_else() -> None:
    loaded = un(person(birth="<DATE>some day</DATE>"))
    assert reasons(loaded) == [("entry XXi.001", "the date 'some day' cannot be read")]
    assert loaded.manifest.entities == 2


def test_a_second_entry_of_one_id_and_an_entry_without_id_or_name_are_rejected() -> None:
    nameless = "<INDIVIDUAL><DATAID>7</DATAID></INDIVIDUAL>"
    loaded = un(person(), person(), person(ident=""), nameless)
    assert [reason for _, reason in reasons(loaded)] == [
        "has the id un-1 of another entry",
        "has no id",
        "has no name",
    ]
    assert [entity.id for entity in loaded.entities] == ["un-1", "un-9"]


def test_half_a_un_list_gives_its_first_half_and_is_no_clear_list() -> None:
    whole = UN.format(individuals=person() + person("2")).encode()
    loaded = load_un(whole[: whole.index(b"<ENTITIES>")])
    assert [entity.id for entity in loaded.entities] == ["un-1", "un-2"]
    assert loaded.manifest.truncated
    assert loaded.manifest.why_not_clear() == (
        "The list un_sc ends in the middle: what is missing was not screened."
    )


@pytest.mark.parametrize(
    "bomb",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>',
        b'<!DOCTYPE x SYSTEM "http://example.org/x.dtd"><CONSOLIDATED_LIST/>',
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><CONSOLIDATED_LIST>&f;</CONSOLIDATED_LIST>',
    ],
)
def test_xml_that_declares_entities_or_reaches_outside_is_not_read(bomb: bytes) -> None:
    loaded = load_un(bomb)
    assert loaded.entities == ()
    assert reasons(loaded) == [
        ("the document", "declares a document type or entities, which no list needs; it was not read")
    ]


def test_xml_of_another_kind_is_no_list() -> None:
    assert reasons(load_un(b"<html/>")) == [("the document", "is no consolidated list")]


NAMES = (
    b'36,"MERIDIAN AIR","-0- ","CUBA] [SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"a.k.a. \'MA\'."\r\n'
    b'40,"EX\xc1MPLE, Anna","individual","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    b'"DOB 13 Oct 1944; alt. DOB 1945 to 1946; nationality Iraq."\r\n\x1a'
)
ALTERNATIVES = b'40,1,"aka","EXEMPLAR, Ann",-0- \r\n99,2,"aka","NOBODY",-0- \r\n'
ADDRESSES = b'36,1,-0- ,"Havana","Cuba",-0- \r\n'


def test_an_ofac_list_is_read_from_its_three_files_together() -> None:
    files = {"sdn.csv": NAMES, "alt.csv": ALTERNATIVES, "add.csv": ADDRESSES}
    (loaded,) = load_files(files)
    company, anna = loaded.entities
    assert (company.names, company.countries) == (
        (ListedName("MERIDIAN AIR"), ListedName("MA", weak=True)),
        ("cu",),
    )
    assert company.details == {"programme": "CUBA, SDGT"}
    assert [name.text for name in anna.names] == ["Anna EXÁMPLE", "Ann EXEMPLAR"]
    assert (anna.birth_dates, anna.countries) == (("1944-10-13", "1945", "1946"), ("iq",))
    assert reasons(loaded) == [("alt.csv line 2", "belongs to ofac-99, which is not on the list")]
    assert (loaded.manifest.source, sorted(loaded.manifest.parts)) == (
        "sdn",
        ["add.csv", "alt.csv", "sdn.csv"],
    )


def test_an_ofac_file_that_breaks_off_is_truncated() -> None:
    loaded = load_ofac({"sdn.csv": NAMES + b'41,"HALF A R'})
    assert reasons(loaded) == [("sdn.csv line 3", "has 2 columns instead of 12")]
    assert loaded.manifest.truncated
    assert len(loaded.entities) == 2


def test_the_measured_lists_are_read_whole() -> None:
    ofac, excerpt = load_measured_lists()
    assert (ofac.manifest.entities, ofac.manifest.rejected) == (8976, 0)
    assert (excerpt.manifest.entities, excerpt.manifest.rejected) == (48, 0)


def ftm(**record: object) -> bytes:
    return json.dumps(record).encode()


def test_ftm_lines_give_parties_and_pass_over_what_is_none() -> None:
    content = b"\n".join(
        [
            ftm(
                id="a",
                schema="Person",
                properties={"name": ["Anna"], "weakAlias": ["A."], "birthDate": "1970"},
            ),
            ftm(id="o", schema="Ownership", properties={}),
            ftm(
                id="c",
                schema="LegalEntity",
                properties={"name": ["Meridian"], "country": ["us"]},
                referents=["R1"],
            ),
        ]
    )
    loaded = load_ftm(content, "x")
    assert [(one.id, one.kind, one.birth_dates, one.reference) for one in loaded.entities] == [
        ("a", Kind.PERSON, ("1970",), ""),
        ("c", Kind.UNKNOWN, (), "R1"),
    ]
    assert loaded.manifest.rejected == 0


def test_bad_lines_of_ftm_are_named_one_by_one() -> None:
    content = b"\n".join(
        [
            b"{broken",
            b"7",
            ftm(id="x"),
            ftm(schema="Person", id=3, properties=[]),
            ftm(id="a", schema="Person"),
        ]
    )
    loaded = load_ftm(content + b'\n{"id": "half')
    assert [where for where, _ in reasons(loaded)] == [
        "line 1",
        "line 2",
        "line 3",
        "line 4",
        "line 5",
        "line 6",
    ]
    assert reasons(loaded)[1:5] == [
        ("line 2", "is no JSON object"),
        ("line 3", "has no schema"),
        ("line 4", "has no id"),
        ("line 5", "has no name"),
    ]
    assert loaded.manifest.truncated


def test_a_party_of_a_schema_that_is_not_known_is_named_and_not_lost_in_silence() -> None:
    loaded = load_ftm(
        ftm(id="a", schema="Person", properties={"name": ["Anna"]}) + b"\n" + ftm(id="b", schema="Clan")
    )
    assert [one.id for one in loaded.entities] == ["a"]
    assert reasons(loaded) == [("line 2", "has the schema Clan, which is not known")]


def test_a_name_of_ten_megabytes_is_refused_and_the_other_names_stay() -> None:
    loaded = load_ftm(ftm(id="a", schema="Person", properties={"name": ["x" * 10_000_000, "Anna"]}))
    assert loaded.entities[0].names == (ListedName("Anna"),)
    assert reasons(loaded) == [("line 1", "a name has 10000000 letters")]


def test_bytes_that_are_no_utf8_are_named_and_the_rest_is_read() -> None:
    loaded = load_ftm(ftm(id="a", schema="Person", properties={"name": ["Anna"]}) + b"\n\xff\xfe\xfa")
    assert [entity.id for entity in loaded.entities] == ["a"]
    assert loaded.manifest.rejects[0].reason == "is no UTF-8; the letters there are lost"


DEBARMENT = (
    "World Bank Listing\n\n"
    "Firm Name,Address,Country,Ineligibility From,Ineligibility To,Grounds\n"
    '"MERIDIAN BUILD LTD (A.K.A. APEX WORKS)",12 Road,Kenya,2020-01-02,Permanent,Fraud\n'
    '"=HYPERLINK(""x"")",,,,,\n'
    ",,Kenya,,,\n"
)


def test_a_debarment_list_is_read_under_its_headings_and_names_its_other_names() -> None:
    loaded = load_debarment(DEBARMENT.encode(), "bank")
    first, second = loaded.entities
    assert [name.text for name in first.names] == ["MERIDIAN BUILD LTD", "APEX WORKS"]
    assert (first.countries, first.listed_on, first.notes) == (("ke",), "2020-01-02", "Fraud")
    assert first.details == {"to": "Permanent", "address": "12 Road"}
    assert second.caption == '=HYPERLINK("x")'
    assert reasons(loaded) == [("row 6", "has no id")]


def test_the_same_entry_keeps_its_id_from_list_to_list() -> None:
    again = DEBARMENT.replace("MERIDIAN", "Meridian")
    first = load_debarment(DEBARMENT.encode(), "bank").entities[0].id
    assert load_debarment(again.encode(), "bank").entities[0].id == first


def a_workbook(*rows: tuple[str, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_debarment_list_is_read_from_a_workbook_too() -> None:
    content = a_workbook(("Title",), ("Name", "Type", "Country"), ("Anna Example", "Individual", "Kenya"))
    (loaded,) = load_files({"bank-2026-01-02.xlsx": content})
    assert [(one.caption, one.kind) for one in loaded.entities] == [("Anna Example", Kind.PERSON)]
    assert (loaded.manifest.source, loaded.manifest.layout) == ("bank", "debarment")


def test_a_damaged_workbook_and_a_file_without_headings_are_broken_off() -> None:
    assert load_debarment(a_workbook(("Name",))[:200]).manifest.truncated
    assert reasons(load_debarment(b"a,b\n1,2\n"))[0][1].startswith("has no column for the name: firm name,")


def test_ineligible_vendors_are_read_with_the_body_that_listed_them() -> None:
    content = b"Vendor Name;UNGM Number;Country;Sanctioning Body\nMeridian Works;77;Kenya;UN-X\n"
    (loaded,) = load_files({"ungm.csv": content})
    (vendor,) = loaded.entities
    assert (vendor.id, vendor.details, vendor.kind) == ("ungm-77", {"authority": "UN-X"}, Kind.UNKNOWN)


def test_legal_entities_are_known_by_their_lei() -> None:
    head = "LEI,Entity.LegalName,Entity.LegalAddress.Country,Entity.LegalJurisdiction,Entity.EntityStatus\n"
    content = (
        head + "7LTWFZYICNSX8D621K86,Meridian AG,DE,DE,ACTIVE\n7LTWFZYICNSX8D621K87,Apex AG,DE,,LAPSED\n"
    )
    (loaded,) = load_files({"gleif.csv": content.encode()})
    assert [(one.id, one.countries) for one in loaded.entities] == [
        ("7LTWFZYICNSX8D621K86", ("de",)),
        ("7LTWFZYICNSX8D621K87", ("de",)),
    ]
    assert reasons(loaded) == [
        ("row 3", "'7LTWFZYICNSX8D621K87' is no LEI: its check digits do not fit"),
    ]
    assert not is_lei("short")
    assert load_gleif(b"LEI\n").manifest.why_not_clear() == "The list gleif is empty: nothing was screened."


def test_declared_names_are_read_and_a_nil_return_names_nobody() -> None:
    content = b"declared by,interest,name,type,country\nP-1,shares,Meridian,organisation,Kenya\nP-2,nil,,,\n,gift,Apex,,\n"
    loaded = load_declarations(content)
    (declared,) = loaded.entities
    assert (declared.caption, declared.kind, declared.details) == (
        "Meridian",
        Kind.ORGANISATION,
        {"declared by": "P-1", "interest": "shares"},
    )
    assert reasons(loaded) == [("row 4", "does not say who declared it")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ACME LTD (A.K.A. APEX LTD)", ["ACME LTD", "APEX LTD"]),
        ("ACME (KENYA) LTD", ["ACME (KENYA) LTD"]),
        ("ACME formerly known as APEX; BETA", ["ACME", "APEX", "BETA"]),
    ],
)
def test_other_names_behind_a_name_are_split_off(text: str, names: list[str]) -> None:
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("content", "layout"),
    [
        (b"<x/>", "un-xml"),
        (b'{"id": 1}', "ftm-json"),
        (b"PK\x03\x04", "debarment"),
        (NAMES, "ofac-names"),
        (b"1,2,3", "unknown"),
        (b"", "unknown"),
        (b"declared_by,interest\n", "declarations"),
        (b"Name,Grounds\n", "debarment"),
        (b"Supplier,Country\n", "ineligibility"),
    ],
)
def test_a_layout_is_recognised_by_what_a_file_begins_with(content: bytes, layout: str) -> None:
    assert recognise(content) == layout


def test_a_file_of_no_known_layout_is_an_empty_list_that_says_so() -> None:
    (loaded,) = load_files({"notes.txt": b"hello"})
    assert loaded.manifest.why_not_clear() is not None
    assert loaded.manifest.rejected == 1


def test_the_name_of_a_list_stays_from_version_to_version() -> None:
    assert name_source("un_sc_consolidated_2026-02-27.xml") == "un_sc_consolidated"
    assert name_source("20260227.csv") == "20260227"


@settings(max_examples=60)
@given(st.binary(max_size=300), st.sampled_from(sorted(LOADERS)))
def test_any_bytes_give_a_list_and_never_a_crash(content: bytes, layout: str) -> None:
    loaded = LOADERS[layout](content, "any")
    assert loaded.manifest.entities == len(loaded.entities)


@settings(max_examples=40)
@given(st.integers(min_value=0, max_value=600))
def test_wherever_a_un_list_breaks_off_it_is_never_clear(at: int) -> None:
    whole = UN.format(individuals=person()).encode()
    assert load_un(whole[: min(at, len(whole) - 25)]).manifest.why_not_clear() is not None


def test_a_party_is_the_same_after_it_was_kept() -> None:
    for party in un(person()).entities:
        assert from_record(json.loads(json.dumps(to_record(party)))) == party


def test_a_table_with_more_than_any_list_holds_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vetting.screening.loaders.sheets.MOST_UNPACKED", 10)
    loaded = load_debarment(a_workbook(("Name", "Type"), ("Anna", "Individual")))
    assert loaded.manifest.rejects[0].reason.startswith("unpacks to ")
    assert loaded.manifest.truncated
