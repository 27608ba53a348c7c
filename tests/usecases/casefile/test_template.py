import re
from datetime import date

from tests.usecases.casefile.scenes import default_pack, faults_of, read
from vetting.usecases.casefile.commands import to_commands
from vetting.usecases.casefile.template import LATER, how_to_write, write_new_case

TRIAGE = default_pack().tables["triage"]["criteria"]
FILLED = {
    "id": "new-1",
    "title": "A new case",
    "as_of": "2027-06-30",
    "office": "Office of Examples",
    "purpose": "To try it",
    "products": "[One]",
    "name": "Example Company Ltd.",
    **dict.fromkeys(TRIAGE, "unknown"),
}


def _fill(text: str) -> str:
    return re.sub(
        r"^( +)([\w-]+):$",
        lambda line: f"{line[0]} {FILLED.get(line[2], '')}".rstrip(),
        text,
        flags=re.MULTILINE,
    )


def test_a_new_case_shows_each_question_of_triage_with_its_guidance() -> None:
    flat = " ".join(write_new_case(default_pack()).replace("#", " ").split())
    for criterion in TRIAGE:
        row = default_pack().criteria[criterion]
        assert " ".join(row.question.split()) in flat
        assert " ".join(row.guidance.split()) in flat


def test_a_new_case_that_is_not_filled_in_says_what_to_fill_in() -> None:
    said = [fault.split(":", 2)[2].strip() for fault in faults_of(write_new_case(default_pack()))]
    places = [one.partition(":")[0] for one in said]
    assert places == [
        "case.id",
        "case.title",
        "case.as_of",
        "proposal.office",
        "proposal.purpose",
        "proposal.products",
        "parties.COMPANY.name",
        *(f"answers.{criterion}" for criterion in TRIAGE),
    ]
    assert said[0] == "case.id: nothing is written here. Fill it in."
    assert said[10] == (
        "answers.INT-06: no answer is written. "
        "Write yes or no, or unknown; or delete the line to leave it unanswered."
    )


def test_a_new_case_is_read_once_its_blanks_are_filled() -> None:
    case_file = read(_fill(write_new_case(default_pack())))
    assert (case_file.id, case_file.as_of) == ("new-1", date(2027, 6, 30))
    assert sorted(case_file.acts.answers) == sorted(TRIAGE)


def test_the_examples_of_a_new_case_can_be_used_as_they_stand() -> None:
    text = _fill(write_new_case(default_pack())).replace("  # P-HEAD:", "  P-HEAD:")
    made = to_commands(read(text + LATER))
    assert {type(one).__name__ for one in made} >= {
        "StoreTerms",
        "ContestAnswer",
        "AnswerContest",
        "ReceiveSubmission",
        "DisposePoint",
        "SendLetter",
        "CastVote",
        "Decide",
    }


def test_what_is_known_of_a_new_case_stands_in_it() -> None:
    text = write_new_case(default_pack(), 'a"b', "Ti: tle", "Office", date(2027, 1, 2))
    assert '  id: "a\\"b"\n' in text
    assert '  title: "Ti: tle"\n' in text
    assert '  office: "Office"\n' in text
    assert "  as_of: 2027-01-02\n" in text


def test_a_list_is_explained_with_its_items() -> None:
    said = how_to_write(default_pack().criteria["SEC-01"].answer_type, default_pack())
    assert said.startswith("a list of items, [] for none: alcohol, extractives, ")
