"""Where lists come from: everyone's publishers, and an office's own file."""

from pathlib import Path

import pytest

from vetting.adapters.publishers import ANY_KIND, PUBLISHERS, parse_publishers, read_publishers
from vetting.domain.errors import BadInput
from vetting.screening.loaders import LOADERS
from vetting.settings import read_settings
from vetting.usecases.listing import Publisher


def faults_of(text: str) -> list[str]:
    with pytest.raises(BadInput) as caught:
        parse_publishers(text.encode(), "lists.yaml")
    return [str(fault) for fault in caught.value.faults]


def test_everyones_publishers_are_reached_over_tls_alone_and_in_a_known_layout() -> None:
    assert all(one.addresses for one in PUBLISHERS.values())
    assert all(address.startswith("https://") for one in PUBLISHERS.values() for address in one.addresses)
    assert {one.layout for one in PUBLISHERS.values()} <= {None, *LOADERS}


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "{}\n"])
def test_a_file_that_says_nothing_changes_nothing(text: str) -> None:
    assert parse_publishers(text.encode(), "lists.yaml") == PUBLISHERS


def test_an_office_adds_moves_and_leaves_out_lists() -> None:
    text = """
        un_sc: {addresses: ["https://mirror.example.org/un.xml"], layout: un-xml, kinds: [xml]}
        ofac_cons: off
        bank: {addresses: ["https://bank.example.org/list.xlsx"]}
    """
    assert parse_publishers(text.encode(), "lists.yaml") == {
        "ofac_sdn": PUBLISHERS["ofac_sdn"],
        "un_sc": Publisher("un_sc", ("https://mirror.example.org/un.xml",), ("xml",), "un-xml"),
        "bank": Publisher("bank", ("https://bank.example.org/list.xlsx",), ANY_KIND),
    }


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("- un_sc\n", "this is no table of lists. Write one entry for each list, under its name."),
        ("../up: off\n", "../up: this is no name of a list. Use small letters, digits and _."),
        ("un: yes\n", "un: this is no list. Give its addresses, or the word off."),
        ("un: {}\n", "un: has no addresses. Write them as [https://…]."),
        ("un: {addresses: https://a.example}\n", "un: has no addresses. Write them as [https://…]."),
        ("un: {addresses: [7]}\n", "un: has no addresses. Write them as [https://…]."),
        (
            "un: {addresses: ['http://a.example/x']}\n",
            "un.addresses[0]: http://a.example/x: only https is used for lists.",
        ),
        (
            "un: {addresses: ['https://[a']}\n",
            "un.addresses[0]: https://[a: this is no address. Give an address that begins with https://.",
        ),
        (
            "un: {addresses: ['https://a.example'], adress: x}\n",
            "un.adress: is not known. Use addresses, layout and kinds.",
        ),
        ("un: {addresses: ['https://a.example'], layout: pdf}\n", "un.layout: pdf is no layout. Use one of "),
        (
            "un: {addresses: ['https://a.example'], kinds: xml}\n",
            "un.kinds: this is no list of words. Write them as [xml, text/plain].",
        ),
    ],
)
def test_a_fault_is_named_with_its_line_and_what_to_write_instead(text: str, fault: str) -> None:
    assert any(said.startswith(f"lists.yaml:1: {fault}") for said in faults_of(text))


def test_a_file_that_is_no_yaml_is_refused() -> None:
    assert faults_of("un: [\n")


def test_all_faults_are_named_at_once() -> None:
    assert len(faults_of("un: {}\neu: {layout: pdf, addresses: [x]}\n")) == 3


def test_without_a_file_everyones_publishers_hold_unless_somebody_named_one(tmp_path: Path) -> None:
    missing = tmp_path / "lists.yaml"
    assert read_publishers(missing) == PUBLISHERS
    with pytest.raises(BadInput, match=r"lists.yaml: cannot be read: no such file or directory."):
        read_publishers(missing, named=True)


def test_the_file_stands_in_the_home_unless_the_environment_names_another(tmp_path: Path) -> None:
    assert read_settings(tmp_path, {}).lists_file == tmp_path / "lists.yaml"
    named = read_settings(tmp_path, {"VETTING_LISTS": str(tmp_path / "other.yaml")})
    assert named.lists_file == tmp_path / "other.yaml"
