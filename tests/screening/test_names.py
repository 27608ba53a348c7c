"""Names taken apart and compared: scripts, titles, particles, legal forms, order, slips."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vetting.screening.compare import compare_names
from vetting.screening.dates import to_iso_date
from vetting.screening.entities import Kind
from vetting.screening.names import analyse
from vetting.screening.score import ALERT, score_names
from vetting.screening.scripts import is_consonantal, readings
from vetting.screening.tokens import find_terms

PERSON, ORGANISATION = Kind.PERSON, Kind.ORGANISATION


def words(text: str, kind: Kind = PERSON) -> list[list[str]]:
    return [[word.text for word in reading] for reading in analyse(text, kind).readings]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dr. Anna María Example", ["anna", "maria", "example"]),
        ("Sheikh", ["sheikh"]),
        ("'Abd al-Rahman EXAMPLE", ["abd", "al", "rahman", "example"]),
        ("Abdurrahman", ["abd", "rahman"]),
        ("Abdullatif", ["abd", "latif"]),
        ("Abdullah", ["abdullah"]),
        ("O’Brien", ["obrien"]),
    ],
)
def test_a_persons_name_is_taken_apart(text: str, found: list[str]) -> None:
    assert words(text) == [found]


@pytest.mark.parametrize(
    ("text", "found", "form"),
    [
        ("Meridian, S.A. de C.V.", ["meridian"], "plc"),
        ("The Forty Four Brigade", ["44", "brigade"], ""),
        ("First Meridian GmbH & Co. KG", ["1", "meridian"], "lp"),
        ("Limited", ["limited"], ""),
        ("A.B.C. Company", ["abc"], "inc"),
        ("A B C Works", ["abc", "works"], ""),
        ('Общество с ограниченной ответственностью "Пример"', ["primer"], "ltd"),
    ],
)
def test_an_organisations_name_is_taken_apart(text: str, found: list[str], form: str) -> None:
    name = analyse(text, ORGANISATION)
    assert ([word.text for word in name.readings[0]], name.legal_form) == (found, form)


def test_cyrillic_is_read_as_transcribed_and_letter_by_letter() -> None:
    assert readings("Цой Ия") == ("Tsoy Iya", "Coj Ija")


def test_arabic_without_vowels_is_compared_by_its_consonants_alone() -> None:
    assert is_consonantal("محمد")
    assert not is_consonantal("مُحَمَّد")
    assert not is_consonantal("Muhammad")
    assert score_names("خليل احمد حقاني", "Khalil Ahmad Haqqani", PERSON).total >= ALERT
    assert score_names("خليل احمد حقاني", "Sirajuddin Zadran", PERSON).total < ALERT


def test_chinese_and_korean_syllables_must_be_the_same_since_so_many_are_alike() -> None:
    assert score_names("成 朱", "Zhu CHENG", PERSON).total >= ALERT
    assert score_names("成 朱", "Zhu CHEN", PERSON).total < ALERT


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("EXAMPLE, Anna Maria", "Anna Maria Example", PERSON),
        ("Anna Example", "Anna Maria Example", PERSON),
        ("Yousef Exampel", "Yusuf Example", PERSON),
        ("AnnaExample", "Anna Example", PERSON),
        ("An na Example", "Anna Example", PERSON),
        ("Владимир Примеров", "Vladimir Primerov", PERSON),
        ("金铁三", "Jin Tiesan", PERSON),
        ("Nureddin Example", "Nour al-Din Example", PERSON),
        ("Meridian Trading Limited", "MERIDIAN TRADING LTD.", ORGANISATION),
        ("LLC Meridian Works", "Meridian Works Limited Liability Company", ORGANISATION),
        ("Van der Meer Corp", "Vandermeer Corporation", ORGANISATION),
        ("PLA", "People's Liberation Army", ORGANISATION),
        ("1st Meridian Works", "First Meridian Works", ORGANISATION),
    ],
)
def test_ways_to_write_one_name_reach_the_alert(left: str, right: str, kind: Kind) -> None:
    assert score_names(left, right, kind).total >= ALERT
    assert score_names(right, left, kind).total >= ALERT


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Anna Example", "Anna Sample-Smith", PERSON),
        ("Anna Example", "Boris Example", PERSON),
        ("Example", "Anna Example", PERSON),
        ("Meridian of Dallas", "Meridian of Phoenix", ORGANISATION),
        ("Meridian Systems", "Meridian Foods", ORGANISATION),
        ("Works 23", "Works 24", ORGANISATION),
    ],
)
def test_names_of_two_parties_stay_below_the_alert(left: str, right: str, kind: Kind) -> None:
    assert score_names(left, right, kind).total < ALERT


def test_a_comparison_names_the_words_that_were_paired_and_those_left_over() -> None:
    found = compare_names(analyse("Anna Maria Example", PERSON), analyse("Example Anna Quist", PERSON))
    assert [(pair.left, pair.right) for pair in found.pairs] == [("anna", "anna"), ("example", "example")]
    assert (found.left_over, found.right_over) == (("maria",), ("quist",))


NAMES = st.text(max_size=40)


@settings(max_examples=150)
@given(NAMES, NAMES, st.sampled_from(Kind))
def test_comparing_is_the_same_from_both_sides_and_between_nought_and_one(a: str, b: str, kind: Kind) -> None:
    forth, back = score_names(a, b, kind).total, score_names(b, a, kind).total
    assert 0 <= forth <= 1
    assert forth == pytest.approx(back, abs=0.1)


@settings(max_examples=150)
@given(NAMES, st.sampled_from(Kind))
def test_a_name_is_the_same_as_itself_and_has_terms_to_be_found_by(text: str, kind: Kind) -> None:
    name = analyse(text, kind)
    if name.readings:
        assert score_names(text, text, kind).total == 1
        assert find_terms(name)


@settings(max_examples=100)
@given(st.text(max_size=20))
def test_any_text_is_read_as_a_date_or_as_none(text: str) -> None:
    found = to_iso_date(text)
    assert len(found) in (0, 4, 7, 10)
    assert to_iso_date(found) == found


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("12/31/1970", "1970-12-31"),
        ("05/1970", "1970-05"),
        ("30 Feb 1970", ""),
        ("1970-13", ""),
        ("0000", ""),
        ("c. 1951", "1951"),
        ("Apr 1962", "1962-04"),
        ("1970-02-00", "1970-02"),
    ],
)
def test_dates_of_lists_are_read(text: str, iso: str) -> None:
    assert to_iso_date(text) == iso
