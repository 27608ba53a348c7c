"""The whole answer about one party: owners with their paths, findings, declared interests, JSON."""

import json

import pytest

from tests.screening.ownership.graphs import DAY, a_bods_file, a_graph, a_party
from vetting.domain.errors import BadInput
from vetting.screening.graph import Graph, Interest, Party, PartyKind, assemble_graph
from vetting.screening.ownership import Ownership, trace_ownership
from vetting.screening.ownership_findings import list_names
from vetting.screening.ownership_json import tell_chain, tell_step, to_json
from vetting.screening.ownership_names import get_party
from vetting.screening.ownership_sentences import PATHS, SENTENCES
from vetting.screening.shares import Certainty


def _sentences(found: Ownership) -> list[str]:
    return [one.sentence for one in found.findings]


def test_the_three_answers_are_kept_apart() -> None:
    graph = a_graph(("P", "A", 51), ("A", "B", 55), ("Q", "A", 49), ("Q", "B", 45))
    owners = {one.party.id: one for one in trace_ownership(graph, "B").owners}
    told = {name: (str(one.share), one.majority, one.controls) for name, one in owners.items()}
    yes, no = Certainty.CERTAIN, Certainty.NO
    assert told == {"A": ("55 %", yes, yes), "P": ("28.05 %", yes, yes), "Q": ("71.95 %", no, no)}
    assert [name for name, one in owners.items() if one.ultimate] == ["Q", "P"]


def test_a_chain_tells_its_parties_sizes_and_product() -> None:
    graph = a_graph(("P", "A", 60), ("A", "B", 50), ("P", "B", 10))
    owner = next(one for one in trace_ownership(graph, "B").owners if one.party.id == "P")
    assert [tell_chain(graph, one) for one in owner.chains] == [
        "P → A → B: 60 % × 50 %, together 30 %.",
        "P → B: 10 %, together 10 %.",
    ]
    assert [tell_step(graph, one, "control_step") for one in owner.control] == [
        "60 % of the shares of A, taken to carry its votes, are held by P.",
        "60 % of the shares of B, taken to carry its votes, are held by A and P.",
    ]


def test_listed_parties_together_come_with_their_steps() -> None:
    graph = a_graph(("P", "A", 30), ("Q", "A", 25), ("A", "B", 50))
    found = trace_ownership(graph, "B", ["P", "Q", "P"])
    assert found.listed == ("P", "Q")
    assert [(one.party, str(one.total)) for one in found.aggregate] == [("A", "55 %"), ("B", "50 %")]
    assert trace_ownership(graph, "B", ["Q"]).aggregate == ()


def test_chains_that_are_not_kept_are_said_to_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [stake for n in range(7) for stake in (("P", f"n{n}", 50), (f"n{n}", "T", 10))]
    owner = next(one for one in trace_ownership(a_graph(*many), "T").owners if one.party.id == "P")
    assert (len(owner.chains), owner.more_chains) == (5, True)
    monkeypatch.setattr("vetting.screening.ownership_chains.STEPS", 2)
    owners = trace_ownership(a_graph(("P", "A", 50), ("A", "T", 10)), "T").owners
    assert [(one.party.id, len(one.chains), one.more_chains) for one in owners] == [
        ("A", 1, True),
        ("P", 0, True),
    ]


def test_an_unknown_party_has_no_answer() -> None:
    with pytest.raises(KeyError):
        trace_ownership(a_graph(("P", "A", 1)), "nobody")


# ------------------------------------------------------------------------------------------- findings


def test_loops_are_named_by_what_they_leave_open() -> None:
    closed = trace_ownership(a_graph(("A", "B", 100), ("B", "A", 100)), "A")
    assert [one.code for one in closed.findings] == ["closed_loop", "no_natural_person"]
    crossed = trace_ownership(a_graph(("P", "A", 50), ("A", "B", 40), ("B", "A", 30)), "A")
    assert [one.code for one in crossed.findings] == ["loop", "not_accounted", "not_accounted"]
    own = trace_ownership(a_graph(("P", "A", 90), ("A", "A", 10)), "A")
    assert _sentences(own) == ["A holds a part of itself; shares are computed through it."]


def test_more_than_the_whole_is_a_finding_for_shares_and_for_votes() -> None:
    graph = a_graph(
        ("P", "A", 80), ("Q", "A", 60), ("P", "A", 70, "votingRights"), ("Q", "A", 70, "votingRights")
    )
    assert _sentences(trace_ownership(graph, "A")) == [
        (
            "The stated shares of A add up to 140 %. More than 100 % cannot be held: "
            "figures that rest on them are given as they come."
        ),
        (
            "The stated votes of A add up to 140 %. More than 100 % cannot be held: "
            "figures that rest on them are given as they come."
        ),
    ]


def test_a_party_that_is_missing_or_has_no_name_is_a_finding() -> None:
    interest = Interest("I-1", "X", "N", "boardMember")
    graph = assemble_graph(DAY, [Party("N", "", PartyKind.ENTITY)], [interest])
    assert _sentences(trace_ownership(graph, "N")) == [
        "No natural person and no State is named above party without a name (N).",
        "X, a party to party without a name (N), is referred to and described nowhere.",
        "The party N is described without a name.",
    ]


def test_a_party_left_open_that_owns_nothing_is_told_by_its_holders() -> None:
    missing = assemble_graph(DAY, [a_party("P")], [Interest("I-1", "P", "T", "trustee")])
    told = "A party held by P is not specified, named or described: no reason given."
    assert _sentences(trace_ownership(missing, "T")) == [told]
    alone = assemble_graph(DAY, [Party("X", "", PartyKind.UNNAMED)], [])
    assert _sentences(trace_ownership(alone, "X")) == ["The party X is described without a name."]


def test_a_person_needs_no_owner() -> None:
    graph = a_graph(("P", "A", 100))
    assert trace_ownership(graph, "P").findings == ()
    assert trace_ownership(graph, "P").owners == ()


@pytest.mark.parametrize(
    ("declared", "code", "sentence"),
    [
        (
            ("P", "B", 45, "shareholding", "indirect"),
            "declared_differs",
            (
                "P is declared to hold 45 % of the shares of B indirectly, and the chain gives 30 %. "
                "The declared figure is not added."
            ),
        ),
        (
            ("Q", "B", 20, "shareholding", "indirect"),
            "declared_no_chain",
            (
                "Q is declared to hold 20 % of the shares of B indirectly, and no chain is described. "
                "The declared figure is not added."
            ),
        ),
        (
            ("R", "B", 20, "shareholding", "indirect"),
            "declared_not_computable",
            (
                "R is declared to hold 20 % of the shares of B indirectly. "
                "The chain runs through a role without a percentage and cannot be computed."
            ),
        ),
    ],
)
def test_a_declared_interest_that_the_chain_does_not_give_is_a_finding(
    declared: tuple[str, ...], code: str, sentence: str
) -> None:
    graph = a_graph(("P", "A", 60), ("A", "B", 50), ("S", "B", 50), ("R", "A", None, "trustee"), declared)
    found = [one for one in trace_ownership(graph, "B").findings if one.code.startswith("declared")]
    assert [(one.code, one.sentence) for one in found] == [(code, sentence)]


@pytest.mark.parametrize(("size", "verdict"), [(55, "agrees"), ("28.05", "agrees"), (40, "differs")])
def test_declared_votes_may_follow_control_or_the_product(size: object, verdict: str) -> None:
    votes = [("P", "A", 51, "votingRights"), ("A", "B", 55, "votingRights")]
    graph = a_graph(*votes, ("P", "B", size, "votingRights", "indirect"))
    assert [one.verdict.value for one in trace_ownership(graph, "B").declared] == [verdict]


def test_declared_votes_without_control_are_compared_with_the_product() -> None:
    votes = [("P", "A", 40, "votingRights"), ("A", "B", 30, "votingRights")]
    graph = a_graph(*votes, ("P", "B", 12, "votingRights", "indirect"))
    assert [str(one.computed) for one in trace_ownership(graph, "B").declared] == ["12 %"]


def test_a_total_held_directly_or_indirectly_is_compared_with_everything() -> None:
    graph = a_graph(("P", "A", 50), ("A", "B", 60), ("P", "B", 10), ("P", "B", 40, "shareholding", "unknown"))
    assert [one.verdict.value for one in trace_ownership(graph, "B").declared] == ["agrees"]


def test_an_indirect_stake_of_unstated_kind_says_nothing_to_compare() -> None:
    graph = a_graph(("P", "B", "0-100", "unstated", "indirect"))
    assert trace_ownership(graph, "B").declared == ()


def test_no_two_sentences_are_alike() -> None:
    told = [*SENTENCES.values(), *PATHS.values()]
    assert len(told) == len(set(told))


def test_a_long_list_of_names_ends_in_a_number() -> None:
    assert list_names(["A"]) == "A"
    assert list_names(["A", "B", "C"]) == "A, B and C"
    assert list_names([f"n{n}" for n in range(20)]).endswith("n11 and 8 more")


# ------------------------------------------------------------------------------------------------ json


def test_the_json_form_holds_every_path_with_ids_numbers_and_dates() -> None:
    graph = a_bods_file("fixtures/01-direct-ownership.json")
    told = to_json(trace_ownership(graph, "rec-acme-holdings-ltd", ["rec-jane-smith-1975"]))
    share = {"at_least": "75", "at_most": "75", "more_than": False, "less_than": False}
    interest = {
        "id": "rec-rel-jane-acme/1", "owner": "rec-jane-smith-1975", "owned": "rec-acme-holdings-ltd",
        "kind": "shareholding", "share": share, "held": "direct", "start": "2010-01-01", "end": "",
        "stated_on": "2026-04-17", "source": "f01-r1-3b88-4cbb-bb4f-72e9c7c4d201",
    }  # fmt: skip
    step = {
        "party": "rec-acme-holdings-ltd", "total": share, "certainty": "certain", "presumed_from_shares": False,
        "holders": ["rec-jane-smith-1975"], "interests": ["rec-rel-jane-acme/1"],
        "sentence": "75 % of the shares of Acme Holdings Ltd are held by Jane Smith.",
    }  # fmt: skip
    votes = "75 % of the votes of Acme Holdings Ltd are held by Jane Smith."
    assert told["shares"] == [
        {"owner": interest["owner"], "owned": interest["owned"], "share": share, "interests": [interest]}
    ]
    assert told["owners"] == [{
        "party": "rec-jane-smith-1975", "ultimate": True, "share": share, "half_or_more": "certain",
        "controls": "certain", "more_chains": False, "half_or_more_by": [step],
        "controls_by": [{**step, "interests": ["rec-rel-jane-acme/2"], "sentence": votes}],
        "chains": [{
            "parties": ["rec-jane-smith-1975", "rec-acme-holdings-ltd"], "share": share,
            "interests": ["rec-rel-jane-acme/1"], "sentence": "Jane Smith → Acme Holdings Ltd: 75 %, together 75 %.",
        }],
    }]  # fmt: skip
    assert told["aggregate"] == [step]
    assert (told["as_of"], told["target"], told["listed"]) == (
        DAY,
        "rec-acme-holdings-ltd",
        ["rec-jane-smith-1975"],
    )
    assert told["findings"] == [{
        "code": "not_accounted", "parties": ["rec-acme-holdings-ltd"],
        "sentence": "At least 25 % of the shares of Acme Holdings Ltd are not accounted for.",
    }]  # fmt: skip


def test_the_json_form_holds_no_binary_fraction_and_is_the_same_twice() -> None:
    for path in (
        "examples/bods-package-fi-soe.json",
        "examples/nomination.json",
        "examples/indirect-ownership.json",
    ):
        graph = a_bods_file(path)
        target = graph.interests[0].owned
        first = json.dumps(to_json(trace_ownership(graph, target)), sort_keys=True)
        assert first == json.dumps(to_json(trace_ownership(a_bods_file(path), target)), sort_keys=True)
        assert json.loads(first, parse_float=pytest.fail)


def test_rejects_and_what_was_set_aside_are_shown() -> None:
    graph = assemble_graph(DAY, [a_party("A")], [Interest("I-1", "X", "A", "trustee")], set_aside={"late": 2})
    told = to_json(trace_ownership(graph, "A"))
    assert [one["code"] for one in told["rejects"]] == ["missing_party"]
    assert told["set_aside"] == {"late": 2}
    assert told["links"][0]["sentence"] == "party without a name (X): trustee of A, without a percentage."


# ----------------------------------------------------------------------------------------------- names


def _named() -> Graph:
    twins = [Party("c1", "Nordwind Ltd", PartyKind.ENTITY), Party("c2", "NORDWIND  ltd", PartyKind.ENTITY)]
    return assemble_graph(DAY, [*twins, Party("c3", "Harbour", PartyKind.ENTITY, aliases=("Hafen",))], [])


def test_a_party_is_found_by_id_name_or_other_name() -> None:
    graph = _named()
    assert [get_party(graph, one).id for one in ("c1", "harbour", "HAFEN ")] == ["c1", "c3", "c3"]


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ("nordwind ltd", "nordwind ltd: 2 parties have this name. Give one of the ids: c1, c2."),
        ("Harbor", "Harbor: There is no party with this name or id on that day. Near it are: Harbour."),
        ("zzz", "zzz: There is no party with this name or id on that day. Give a name or an id of the file."),
        (" ", " : There is no party with this name or id on that day. Give a name or an id of the file."),
    ],
)
def test_a_name_that_is_nobodys_or_several_ones_is_refused(wanted: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        get_party(_named(), wanted)
    assert str(refused.value) == sentence
