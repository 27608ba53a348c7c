import time
from pathlib import Path

import pytest

from tests.usecases.casefile.scenes import SOUND, faults_of, read, spoiled

LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "case file: the file is empty. 'vetting case new' writes one to fill in."),
        (b"# nothing\n", "case file: the file is empty. 'vetting case new' writes one to fill in."),
        (
            b"- a\n- b\n",
            "case file:1: the file has no sections. Begin with 'case:'; 'vetting schema case' says the rest.",
        ),
        (b"case:\n  id: \xff\n", "case file:2: the file is not UTF-8 text. Save it as UTF-8."),
        (
            b"case:\n  id: a\x00b\n",
            "case file:2: the control character U+0000 stands in the text. Remove it.",
        ),
        (
            b" " * (2 * 1024 * 1024 + 1),
            "case file: the file is larger than 2 MB. Move long texts into evidence files beside it.",
        ),
    ],
    ids=["empty", "comments alone", "a list", "not UTF-8", "NUL", "too large"],
)
def test_what_is_no_case_file_is_refused_with_one_sentence(content: bytes, said: str) -> None:
    assert faults_of(content) == [said]


def test_broken_yaml_is_refused_with_its_line() -> None:
    (said,) = faults_of("case:\n  id: [a\n  title: b\n")
    assert said.startswith("case file:3: this is not well-formed YAML")


def test_anchors_and_aliases_are_refused_before_they_can_multiply() -> None:
    said = faults_of(LAUGHS + SOUND)
    assert "case file:1: a: the anchor &a is not allowed. Write the value out where it is used." in said
    assert "case file:2: b[0]: the alias *a points elsewhere. Write the value out where it is used." in said


@pytest.mark.parametrize("escape", [r"\0", r"\x07", r"\x7f"])
def test_a_character_that_no_text_may_hold_is_found_behind_an_escape(escape: str) -> None:
    (said,) = faults_of(spoiled("title: A pilot", f'title: "A{escape}pilot"'))
    assert said.startswith("case file:3: case.title: the text holds the character U+")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert faults_of(tmp_path) == [f"{tmp_path.name}: this is a folder. Name the case file in it."]


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "none.yaml"
    assert faults_of(path) == [f"{path}: there is no such file. Check the path."]


def test_a_name_that_no_file_can_have_is_refused() -> None:
    (said,) = faults_of(Path("a\0b"))
    assert "cannot be read" in said


def test_a_large_file_is_read_in_time(tmp_path: Path) -> None:
    note = "x" * 900
    answers = "".join(f"    N-{n}: {{citation: {note}, knowable_on: 2027-02-28}}\n" for n in range(2000))
    path = tmp_path / "large.yaml"
    path.write_text(SOUND.replace("evidence:\n", "evidence:\n" + answers.replace("    ", "  "), 1))
    began = time.process_time()  # of the processor: others may be busy on the machine
    assert len(read(path).acts.evidence) == 2002
    assert time.process_time() - began < 20


def test_a_file_full_of_faults_is_refused_in_time(tmp_path: Path) -> None:
    path = tmp_path / "faulty.yaml"
    wrong = "".join(f"  XYZ-{n}: {{answer: unknown, evidence: [X-{n}], by: Q-{n}}}\n" for n in range(20_000))
    path.write_text(SOUND.replace("answers:\n", "answers:\n" + wrong))
    began = time.process_time()  # of the processor: others may be busy on the machine
    said = faults_of(path)
    assert time.process_time() - began < 30
    assert said[-1] == "faulty.yaml: there are more faults than these 500. Mend these first."
    assert len(said) == 501
