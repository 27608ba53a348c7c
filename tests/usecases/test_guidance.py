"""Guidance notes are read as text, lists and links, and nothing of them reaches a page as markup."""

from tests.usecases.desks import REPOSITORY
from vetting.adapters.guidance import load_notes
from vetting.usecases.guidance import Block, Span, find_notes, parse_note, titles_of

TEXT = """# Cameras

## What it is

It *compares* faces, see [the letter](https://example.org/letter) and <b>this</b>.

## Ask before signing

- Who is **wrongly** matched? [TEC-04](../reference/pack/technology.md#tec-04)
- Another [page](../index.md).

## Sources

1. *A report*, 2020.
"""


def test_a_note_is_its_parts_with_the_questions_that_it_explains() -> None:
    note = parse_note("cameras", TEXT)
    assert (note.title, note.criteria, [part.heading for part in note.parts]) == (
        "Cameras",
        ("TEC-04",),
        ["What it is", "Ask before signing", "Sources"],
    )
    assert note.parts[0].blocks == (
        Block(
            is_item=False,
            spans=(
                Span("It compares faces, see "),
                Span("the letter", address="https://example.org/letter"),
                Span(" and <b>this</b>."),
            ),
        ),
    )
    assert note.about("TEC-04") == (
        Block(is_item=True, spans=(Span("Who is wrongly matched? "), Span("TEC-04", criterion="TEC-04"))),
    )
    assert note.parts[1].blocks[1].spans == (Span("Another "), Span("page"), Span("."))


def test_an_empty_note_is_called_by_its_name() -> None:
    assert parse_note("empty", "").title == "empty"


def test_the_shipped_notes_are_found_by_the_questions_that_they_explain() -> None:
    notes = load_notes(REPOSITORY / "docs" / "guidance")
    assert len(notes) == 8
    assert [one.title for one in find_notes(notes, "ENT-12")] == [
        "Data analytics on beneficiaries",
        "Facial recognition",
    ]
    assert titles_of(notes)["HRI-20"] == ("Facial recognition",)
    assert load_notes(REPOSITORY / "nowhere") == {}
