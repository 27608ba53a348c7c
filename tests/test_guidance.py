"""The guidance notes: one page each, of the same shape, on criteria that exist, with sources that say how far they were read."""

import re
from pathlib import Path

import pytest

from tools.reference.criteria import load_default
from tools.reference.guidance import LINK, explained, find_notes, list_notes, read_note, to_notes

ROOT = Path(__file__).resolve().parent.parent
NOTES = list_notes()
PARTS = [
    "What it is",
    "What goes wrong",
    "Ask before signing",
    "When to say no",
    "What good looks like",
    "Sources",
]
ONE_PAGE = 450  # words, sources included, addresses not


def split_parts(name: str) -> dict[str, str]:
    """The parts of a note by their headings."""
    _, *parts = re.split(r"^## ", read_note(name), flags=re.MULTILINE)
    return dict(part.split("\n", 1) for part in parts)


def test_each_technology_of_the_founding_letters_has_a_note() -> None:
    assert NOTES == [
        "biometrics-in-humanitarian-aid",
        "content-platforms",
        "crypto-assets",
        "data-analytics-on-beneficiaries",
        "digital-identity",
        "facial-recognition",
        "generative-ai",
        "videoconferencing",
    ]


@pytest.mark.parametrize("name", NOTES)
def test_a_note_fills_one_page_at_most(name: str) -> None:
    assert len(re.sub(r"\]\([^)]*\)", "]", read_note(name)).split()) <= ONE_PAGE


@pytest.mark.parametrize("name", NOTES)
def test_every_note_has_the_same_parts(name: str) -> None:
    assert list(split_parts(name)) == PARTS


@pytest.mark.parametrize("name", NOTES)
def test_a_note_names_only_criteria_of_the_pack_and_links_to_their_stage(name: str) -> None:
    pack = load_default()
    stages = {one.id: stage.id for stage in pack.stages for one in pack.in_stage(stage.id)}
    text = read_note(name)
    linked = LINK.findall(text)
    assert [(one, stage) for one, stage in linked if stages.get(one) != stage] == []
    assert set(re.findall(r"\b[A-Z]{3}-\d\d\b", text)) == {one for one, _ in linked}
    assert all(f"[{one}](../reference/pack/{stage}.md#{one.lower()})" in text for one, stage in linked)


@pytest.mark.parametrize("name", NOTES)
def test_every_question_before_signing_names_the_criterion_it_explains(name: str) -> None:
    questions = re.findall(r"^- .*(?:\n  .*)*", split_parts(name)["Ask before signing"], flags=re.MULTILINE)
    assert [question for question in questions if not LINK.search(question)] == []
    assert len(questions) >= 5


@pytest.mark.parametrize("name", NOTES)
def test_every_source_is_cited_and_says_how_far_it_was_read(name: str) -> None:
    parts = split_parts(name)
    sources = re.findall(r"^(\d)\. ", parts.pop("Sources"), flags=re.MULTILINE)
    cited = set(re.findall(r"\[(\d)\](?!\()", "".join(parts.values())))
    assert sorted(cited) == sources
    entries = re.split(r"^\d\. ", split_parts(name)["Sources"], flags=re.MULTILINE)[1:]
    assert [entry for entry in entries if not re.search(r"\bRead: ", entry)] == []


@pytest.mark.parametrize("name", NOTES)
def test_the_index_lists_every_note(name: str) -> None:
    assert f"]({name}.md)" in (ROOT / "docs" / "guidance" / "index.md").read_text(encoding="utf-8")


def test_a_criterion_names_the_notes_that_explain_it_and_others_name_none() -> None:
    assert find_notes("TEC-07") == ["facial-recognition", "generative-ai"]
    faces, models = (f"../../guidance/{name}.md" for name in find_notes("TEC-07"))
    assert list(to_notes("TEC-07")) == [
        f"Guidance notes: [Facial recognition]({faces}), [Generative AI]({models})."
    ]
    assert list(to_notes("AUD-01")) == []


def test_every_note_explains_something() -> None:
    assert {name for names in explained().values() for name in names} == set(NOTES)
