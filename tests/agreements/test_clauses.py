"""A draft agreement is split into the clauses that a reader would cite."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.agreements.clauses import Clause, Paragraph, split_clauses


def split(*lines: str) -> list[Clause]:
    return split_clauses([Paragraph(line) for line in lines])


def ids(*lines: str) -> list[str]:
    return [clause.id for clause in split(*lines)]


def test_numbers_make_the_id_that_a_reader_would_cite() -> None:
    found = split(
        "4. Data protection",
        "4.1 The Company processes data for the purposes of Annex A only.",
        "(a) It keeps no copy;",
        "(i) not even in backups.",
        "(ii) Nor elsewhere.",
        "(b) It reports each breach.",
        "4.2 The United Nations may inspect.",
    )
    assert [one.id for one in found] == ["4", "4.1", "4.1(a)", "4.1(a)(i)", "4.1(a)(ii)", "4.1(b)", "4.2"]
    assert [one.is_heading for one in found] == [True, *[False] * 6]
    assert {one.heading for one in found} == {"Data protection"}
    assert found[2] == Clause("4.1(a)", "(a)", "Data protection", "It keeps no copy;")


def test_a_letter_after_its_neighbour_is_a_letter_and_no_roman_number() -> None:
    items = [f"({letter}) item;" for letter in "abcdefghi"]
    assert ids("1. The Company:", *items)[-1] == "1(i)"
    assert ids("1. The Company:", "(i) pays;", "(ii) reports;") == ["1", "1(i)", "1(ii)"]


@pytest.mark.parametrize(
    ("line", "ident", "text"),
    [
        ("Article 5 Immunities are kept.", "5", "Immunities are kept."),
        ("Article XII. Disputes go to arbitration.", "XII", "Disputes go to arbitration."),
        ("ARTÍCULO 3: El proveedor informará.", "3", "El proveedor informará."),
        ("Статья 7. Стороны соблюдают.", "7", "Стороны соблюдают."),
        ("第十二条 双方应当保密。", "十二", "双方应当保密。"),
        ("المادة 4: يلتزم المورد بالسرية.", "4", "يلتزم المورد بالسرية."),
        ("12) The term is two years.", "12", "The term is two years."),
        ("a) the first of them;", "(a)", "the first of them;"),
        ("B.2.1 The owner may export it.", "B.2.1", "The owner may export it."),
        ("Section C. Acceptable use", "C", "Acceptable use"),
    ],
)
def test_the_usual_ways_of_numbering_are_read(line: str, ident: str, text: str) -> None:
    (found,) = split(line)
    assert (found.id, found.text) == (ident, text)


@pytest.mark.parametrize(
    "line", ["30 days after the notice it ends.", "Article 5 applies to both.", "2026 was a year."]
)
def test_a_sentence_that_begins_with_a_number_is_no_numbered_clause(line: str) -> None:
    assert [(one.id, one.text) for one in split(line)] == [("p1", line)]


def test_paragraphs_without_a_number_are_counted_below_their_heading() -> None:
    found = split(
        "Preamble of sorts, in a sentence.", "DATA PROTECTION", "First rule here.", "Second rule here."
    )
    assert [one.id for one in found] == ["p1", "data-protection", "data-protection/p1", "data-protection/p2"]
    assert ids("3. Term", "It lasts two years.", "It may be renewed.") == ["3", "3/p1", "3/p2"]


def test_a_heading_by_its_file_is_one_whatever_it_looks_like() -> None:
    found = split_clauses([Paragraph("what we do with data", 2), Paragraph("Nothing at all.")])
    assert [(one.id, one.is_heading) for one in found] == [
        ("what-we-do-with-data", True),
        ("what-we-do-with-data/p1", False),
    ]
    assert split_clauses([Paragraph("§ 12 –", 1)])[0].id == "p1"


def test_what_continues_a_clause_belongs_to_it() -> None:
    (found,) = split("4.1 The Company shall report.", "It shall do so in writing.")
    assert found.text == "The Company shall report.\nIt shall do so in writing."


def test_a_number_without_a_dot_stands_below_its_article() -> None:
    found = ids(
        "Article I. Aim", "1. It warns.", "(a) soon;", "2. It lasts.", "Article II. Cost", "1. It is free."
    )
    assert found == ["I", "I.1", "I.1(a)", "I.2", "II", "II.1"]


def test_numbers_begin_anew_in_an_annex() -> None:
    assert ids("1. It begins.", "Annex A: Data", "1. It holds data.", "NOTES", "A note, so to say.") == [
        "1", "annex-a", "annex-a/1", "annex-a/notes", "annex-a/notes/p1",
    ]  # fmt: skip
    assert ids("Annexe 2 : Données", "1. Elle en contient.") == ["annexe-2", "annexe-2/1"]
    assert ids("Annex A is part of this agreement and is read with it.") == ["p1"]


def test_a_number_that_stands_twice_gives_two_ids() -> None:
    assert ids("1. It begins.", "1. It begins again.", "(a) once;", "2.1.") == ["1", "1#2", "1(a)", "2.1"]


def test_blank_lines_are_nothing_and_a_heading_without_letters_gets_a_name() -> None:
    assert split("", "  ") == []


def test_another_line_break_changes_no_hash_and_another_word_does() -> None:
    one, two, three = split("1. It  begins\nnow."), split("1. It begins now."), split("1. It begins soon.")
    assert one[0].sha256 == two[0].sha256 != three[0].sha256


@given(
    st.lists(
        st.sampled_from(
            ["1. One.", "(a) two;", "HEAD", "Text goes on.", "Annex B", "1.1 Three.", "(i) x;", ""]
        )
    )
)
def test_no_word_is_lost_and_no_id_stands_twice(lines: list[str]) -> None:
    found = split(*lines)
    assert len({one.id for one in found}) == len(found)
    said = " ".join(f"{one.number} {one.text}" for one in found)
    for line in filter(None, lines):
        assert said.count(line.split()[-1]) >= 1
