"""How one name is written in many ways, and two names alike: each row stands for a rule, no row for a person."""

import pytest

from vetting.screening.entities import Kind
from vetting.screening.score import ALERT, SHOW, score_names


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("Zhang Xiaoming", "Xiao Ming Zhang", id="given name parted, family name last"),
        pytest.param("张晓明", "Xiaoming Zhang", id="Chinese characters, family name last"),
        pytest.param("张 晓明", "Xiao Ming ZHANG", id="Chinese characters, given name parted"),
        pytest.param("欧阳明远", "Mingyuan Ouyang", id="Chinese family name of two characters"),
        pytest.param("김정호", "Kim Jong Ho", id="Korean in the older spelling"),
        pytest.param("김정호", "Gim Jeongho", id="Korean in the newer spelling"),
        pytest.param("דוד לוי", "David Levi", id="Hebrew without vowels"),
        pytest.param("Maria de la Cruz", "Maria Delacruz", id="particles written together"),
        pytest.param(
            "Nikolai Beres tov", "Nikolai Platonovich Berestov", id="a lost patronymic and a stray space"
        ),
        pytest.param("Иванчук И.И.", "Ivanchuk Ivan Ivanovich", id="initials after the family name"),
        pytest.param("J.R. Quimby", "John Robert Quimby", id="initials run together"),
        pytest.param("Микола Шевченчук", "Nikolai Shevchenchuk", id="Ukrainian and Russian forms"),
        pytest.param("William Quimby", "Bill Quimby", id="an English short form"),
        pytest.param("Aleksandr Berestov", "Sasha Berestov", id="a Russian short form"),
        pytest.param("Juergen Moeller", "Jürgen Möller", id="umlauts as two letters"),
        pytest.param(
            "Ahmad bin Hasan Quist", "Ahmed ibn Hassan Quist", id="the same child of the same father"
        ),
    ],
)
def test_a_person_is_found_under_another_spelling(left: str, right: str) -> None:
    assert score_names(left, right, Kind.PERSON).total >= ALERT
    assert score_names(right, left, Kind.PERSON).total >= ALERT


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("Ahmad bin Hasan Quist", "Hasan bin Ahmad Quist", id="child and father exchanged"),
        pytest.param("Ali Hassan", "Ali Hussein", id="two given names of the same consonants"),
        pytest.param("Maria Quimbez", "Mario Quimbez", id="two given names a letter apart"),
        pytest.param("Roger Quimberman", "Roger Quimberer", id="two family names that begin alike"),
        pytest.param("Daniel Ortiz", "Daniel Ortega", id="two short family names that begin alike"),
        pytest.param("Paola Berestova", "Pa Allah Berestov", id="no compound where none is written"),
    ],
)
def test_two_persons_are_not_taken_for_one(left: str, right: str) -> None:
    assert score_names(left, right, Kind.PERSON).total < ALERT
    assert score_names(right, left, Kind.PERSON).total < ALERT


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("First Meridian Int'l Bank", "First Meridian International Bank", id="a shortened word"),
        pytest.param("Orion Mfg Dept", "Orion Manufacturing Department", id="two shortened words"),
        pytest.param(
            "Meridian GmbH", "Meridian Gesellschaft mit beschränkter Haftung", id="a legal form in full"
        ),
        pytest.param(
            "Meridian GmbH", "Meridian Gesellschaft mit beschraenkter Haftung", id="and without umlauts"
        ),
        pytest.param("MeridianOrion Ltd", "Meridian Orion Limited", id="a lost space"),
        pytest.param("O.R.I.O.N. Works", "Orion Works", id="dotted letters"),
    ],
)
def test_an_organisation_is_found_under_another_spelling(left: str, right: str) -> None:
    assert score_names(left, right, Kind.ORGANISATION).total >= ALERT


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            'ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ "МЕР"',
            'ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ "МЕРИДИА"',
        ),
        ("Societatea cu Răspundere Limitată CON", "Societatea cu Răspundere Limitată PRO"),
    ],
)
def test_a_long_legal_form_on_both_sides_does_not_outweigh_the_name(left: str, right: str) -> None:
    assert score_names(left, right, Kind.ORGANISATION).total < ALERT


def test_an_exchange_of_child_and_father_is_said() -> None:
    found = score_names("Ahmad bin Hasan Quist", "Hasan bin Ahmad Quist", Kind.PERSON)
    assert (found.total, [reason.comparison for reason in found.reasons]) == (
        0.7,
        ["same_name", "other_father"],
    )
    assert found.reasons[1].to_sentence() == (
        "Child and father are exchanged: Ahmad bin Hasan Quist and Hasan bin Ahmad Quist."
    )


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Caprikat 株式会社", "CAPRIKAT LIMITED"),
        ("海港光技术有限公司", "海港光技术"),
        ("海港光技术股份有限公司", "海港光技术有限公司"),
        ("株式会社トヨミナト", "トヨミナト"),
        ("주식회사 항구빛", "항구빛"),
        ("شركة النور للتجارة", "النور للتجارة"),
        ("Romashka EOOD", "ООО Ромашка"),
        ("Lantern Bay Công ty TNHH", "Lantern Bay"),
    ],
)
def test_a_legal_form_in_any_script_says_little_of_a_company(left: str, right: str) -> None:
    assert score_names(left, right, Kind.ORGANISATION).total >= 0.97


def test_two_companies_do_not_become_one_by_a_legal_form_that_both_have() -> None:
    assert score_names("海港光技术有限公司", "山桥水技术有限公司", Kind.ORGANISATION).total < SHOW
