"""Every fixture and example of the standard gives what it should, as of a day."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.screening.ownership.graphs import BODS, DAY, a_bods_file
from vetting.screening.graph import PartyKind, Right
from vetting.screening.ownership import Ownership, trace_ownership
from vetting.screening.ownership_names import get_party
from vetting.screening.shares import Certainty
from vetting.screening.shares_effective import find_over_whole

UNABLE = (
    "An owner of Opaque Holdings SA is not specified: subject unable to confirm or identify beneficial owner "
    "(The subject entity has reported that it is unable to identify any beneficial owner meeting the reporting "
    "threshold.)."
)
EXEMPT = (
    "An owner of Listed Company OS-17 is not specified: subject exempt from disclosure "
    "(Exempt from disclosure as a company listed on a recognised stock exchange)."
)
UNDERAGE = (
    "A party to Levent Trust is not named: interested party exempt from disclosure "
    "(beneficiary is underage and therefore exempt from reporting)."
)
STATE = (
    "Suomen tasavalta is declared to hold 100 % of the shares of Gasgrid Finland Oy indirectly. "
    "The chain runs through a role without a percentage and cannot be computed."
)
LOOP = (
    "Alpha Corp Ltd and Beta Corp Ltd own each other in a closed loop; no natural person and no other owner "
    "stands behind it."
)


def _nobody(name: str) -> str:
    return f"No natural person and no State is named above {name}."


def _rest(percent: str, name: str) -> str:
    return f"At least {percent} % of the shares of {name} are not accounted for."


PLATINUM = "Platinum Emerald and Plutonim Mining Limited"
EXPECTED: dict[str, tuple[str, dict[str, str], list[str]]] = {
    "fixtures/01-direct-ownership.json": (
        "Acme Holdings Ltd", {"Jane Smith": "75 %"}, [_rest("25", "Acme Holdings Ltd")],
    ),
    "fixtures/10-circular-ownership.json": (
        "Alpha Corp Ltd", {"Beta Corp Ltd": "100 %"}, [LOOP, _nobody("Alpha Corp Ltd")],
    ),
    "fixtures/11-anonymous-person.json": (
        "Opaque Holdings SA",
        {"owner not specified (subjectUnableToConfirmOrIdentifyBeneficialOwner)": "0 to 100 %"},
        [_nobody("Opaque Holdings SA"), UNABLE],
    ),
    "examples/bods-package-annotations.json": (
        "MONSOON HOLDINGS (NO.1) LIMITED", {"DRILLGREAT LIMITED": "0 to 100 %"},
        [_nobody("MONSOON HOLDINGS (NO.1) LIMITED")],
    ),
    "examples/bods-package-entity-owning-entity.json": (
        "JENEX LIMITED", {"MVJ LIMITED": "75 to 100 %"}, [_nobody("JENEX LIMITED")],
    ),
    "examples/bods-package-fi-soe.json": (
        "Gasgrid Finland Oy",
        {"Suomen Kaasuverkko Oy": "76.5 %", "Suomen tasavalta": "None", "Valtiovarainministerio": "100 %"},
        [STATE],
    ),
    "examples/bods-package-linking-annotations.json": (
        "MARE POND PROPERTIES LIMITED", {"Mr Jeremy Hunt": "25 to 50 %"},
        [_rest("50", "MARE POND PROPERTIES LIMITED")],
    ),
    "examples/bods-package.json": ("Profitech Ltd", {"Jennifer Hewitson-Smith": "100 %"}, []),
    "examples/fermcat.json": ("Fermcat Ltd", {"Patrick O'Donohue": "100 %"}, []),
    "examples/full-pep-declaration.json": (
        PLATINUM, {"Michael Hubbard": "25 to 50 %"}, [_rest("50", PLATINUM)],
    ),
    "examples/indirect-ownership.json": (
        "Company A", {"Company B": "60 %", "Person 1": "0 to 60 %"}, [_rest("40", "Company A")],
    ),
    "examples/joint-ownership.json": (
        "CHRINON LTD",
        {"Joint shareholding": "100 %", "Natalie Coleman": "50 %", "Roberto Lopez": "50 %"},
        [],
    ),
    "examples/levent.json": (
        "Levent Trust",
        {"Andrew Anderson": "None", "Bella Buxton": "None", "party without a name (81337a6e)": "None"},
        [UNDERAGE],
    ),
    "examples/listed-company-exempt-from-disclosure.json": (
        "Listed Company OS-17",
        {"owner not specified (subjectExemptFromDisclosure)": "0 to 100 %"},
        [_nobody("Listed Company OS-17"), EXEMPT],
    ),
    "examples/mixed-direct-and-indirect-ownership.json": (
        "Company A", {"Company B": "50 %", "Person 1": "50 to 100 %"}, [],
    ),
    "examples/multiple-indirect-ownership.json": (
        "Company B", {"Company C": "50 %", "Company D": "50 %", "Person 1": "0 to 100 %"}, [],
    ),
    "examples/multiple-tax-residencies.json": ("Company A", {"Logan Morton": "100 %"}, []),
    "examples/mutilple-indirect-ownership-2.json": (
        "Company A", {"Company B": "40 %", "Company C": "20 %", "Person 1": "0 to 60 %"},
        [_rest("40", "Company A")],
    ),
    "examples/nomination.json": (
        "Los Corazones de Plata",
        {"Perez-Rivero nomination": "None", "Silvia Teixeira Perez": "None", "Vanessa Rivero": "None"},
        [],
    ),
    "examples/plc-entity-statement.json": (
        "AstraZeneca PLC", {}, ["Nobody is stated to own or control AstraZeneca PLC."],
    ),
    "examples/simple-pep-declaration.json": (
        PLATINUM, {"Michael Hubbard": "25 to 50 %"}, [_rest("50", PLATINUM)],
    ),
    "examples/tecido.json": (
        "Tecido Ltd", {"Shear Trust": "80 %"}, [_nobody("Tecido Ltd"), _rest("20", "Tecido Ltd")],
    ),
}  # fmt: skip


def _trace(path: str, name: str, day: str = DAY) -> Ownership:
    graph = a_bods_file(path, day)
    return trace_ownership(graph, get_party(graph, name).id)


def _shares(found: Ownership) -> dict[str, str]:
    return {one.party.label: str(one.share) for one in found.owners}


def test_every_file_of_the_standard_has_an_expectation() -> None:
    files = {f"{path.parent.name}/{path.name}" for path in BODS.glob("*/*.json")}
    assert files == set(EXPECTED)


@pytest.mark.parametrize("path", sorted(EXPECTED))
def test_a_file_of_the_standard_gives_the_shares_and_findings_it_should(path: str) -> None:
    name, shares, findings = EXPECTED[path]
    found = _trace(path, name)
    assert dict(sorted(_shares(found).items())) == shares
    assert [one.sentence for one in found.findings] == findings
    assert found.graph.rejects == ()


@pytest.mark.parametrize("path", sorted(EXPECTED))
@pytest.mark.parametrize("day", ["2019-06-01", "2021-10-01", "2022-10-01", DAY])
def test_no_company_is_ever_held_to_more_than_the_whole(path: str, day: str) -> None:
    graph = a_bods_file(path, day)
    for right in Right:
        assert find_over_whole(graph.holdings[right]) == {}


@given(st.dates(date(2019, 9, 11), date(2026, 1, 1)))
@settings(max_examples=40, deadline=None)
def test_fermcat_is_held_whole_on_every_day(day: date) -> None:
    graph = a_bods_file("examples/fermcat.json", day.isoformat())
    assert sum(one.band.lower for one in graph.holdings[Right.SHARES]) == 1


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2019-09-10", None),
        ("2020-01-01", {"Patrick O'Donohue": "50 %", "Riyadh Byrne-Amin": "50 %"}),
        ("2021-06-01", {"Patrick O'Donohue": "50 %", "Riyadh Byrne-Amin": "50 %"}),
        ("2021-09-11", {"Patrick O'Donohue": "50 %", "Declan Byrne-Amin": "50 %"}),
        ("2022-01-20", {"Patrick O'Donohue": "50 %", "Declan Byrne-Amin": "50 %"}),
        ("2022-01-21", {"Patrick O'Donohue": "100 %"}),
    ],
)
def test_fermcat_is_held_as_was_known_on_the_day(day: str, expected: dict[str, str] | None) -> None:
    if expected is None:
        assert a_bods_file("examples/fermcat.json", day).parties == {}
    else:
        assert _shares(_trace("examples/fermcat.json", "Fermcat Ltd", day)) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2020-01-01", {"Maria Esteves": "100 %"}),
        ("2021-10-01", {"Shear Trust": "60 %", "Maria Esteves": "40 %"}),
        ("2022-10-01", {"Shear Trust": "70 %", "Maria Esteves": "30 %"}),
        ("2023-03-03", {"Shear Trust": "80 %"}),
    ],
)
def test_tecido_changes_hands_three_times(day: str, expected: dict[str, str]) -> None:
    assert _shares(_trace("examples/tecido.json", "Tecido Ltd", day)) == expected


def test_the_share_of_the_direct_owner_comes_with_votes_kept_apart() -> None:
    found = _trace("fixtures/01-direct-ownership.json", "Acme Holdings Ltd")
    jane = found.owners[0]
    assert (jane.majority, jane.controls, jane.ultimate) == (Certainty.CERTAIN, Certainty.CERTAIN, True)
    assert [one.interests[0].kind for one in (*found.holdings, *found.votes)] == [
        "shareholding",
        "votingRights",
    ]
    assert jane.control[0].presumed is False


def test_a_loop_is_nobodys_own_owner() -> None:
    found = _trace("fixtures/10-circular-ownership.json", "Beta Corp Ltd")
    assert _shares(found) == {"Alpha Corp Ltd": "100 %"}
    assert [one.parties for one in found.findings if one.code == "closed_loop"] == [
        ("rec-alpha-corp", "rec-beta-corp")
    ]


def test_a_declared_unknown_owner_is_a_node_with_its_reason_and_no_person() -> None:
    graph = a_bods_file("fixtures/11-anonymous-person.json")
    node = graph.parties["rec-rel-opaque-no-ubo#interestedParty"]
    assert (node.kind, node.reason) == (
        PartyKind.UNSPECIFIED,
        "subjectUnableToConfirmOrIdentifyBeneficialOwner",
    )
    assert all(party.kind is not PartyKind.PERSON for party in graph.parties.values())


@pytest.mark.parametrize(
    ("path", "name", "verdict", "computed"),
    [
        ("indirect-ownership", "Company A", "agrees", "0 to 60 %"),
        ("mixed-direct-and-indirect-ownership", "Company A", "agrees", "0 to 50 %"),
        ("multiple-indirect-ownership", "Company B", "agrees", "0 to 100 %"),
        ("mutilple-indirect-ownership-2", "Company A", "agrees", "0 to 60 %"),
        ("bods-package-fi-soe", "Gasgrid Finland Oy", "not_computable", "None"),
    ],
)
def test_a_declared_indirect_interest_is_compared_with_its_chain(
    path: str, name: str, verdict: str, computed: str
) -> None:
    declared = _trace(f"examples/{path}.json", name).declared
    assert [(one.verdict.value, str(one.computed)) for one in declared] == [(verdict, computed)]


@pytest.mark.parametrize(
    ("path", "name", "kinds"),
    [
        ("levent", "Levent Trust", ["beneficiaryOfLegalArrangement", "settlor", "trustee", "trustee"]),
        ("nomination", "Los Corazones de Plata", ["boardMember", "nominator", "nominee", "otherInfluenceOrControl"]),
    ],
)  # fmt: skip
def test_trusts_and_nominees_come_as_roles_without_a_percentage(path: str, name: str, kinds: Any) -> None:
    assert sorted(one.kind for one in _trace(f"examples/{path}.json", name).links) == kinds
