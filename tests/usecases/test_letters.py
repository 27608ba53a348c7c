"""Letters: written from findings with public sources, read by a second person, sent, and never told who spoke."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.desks import START, Entry, Scene, a_scene, last_entries, sentence_of
from tests.usecases.handling import refusal_of
from tests.usecases.letters import (
    TEXTS,
    a_copy,
    a_draft,
    a_home_with_finding,
    a_sent_letter,
    an_open_finding,
    proposed,
)
from vetting.adapters.evidence import EvidenceFolder
from vetting.domain import commands
from vetting.domain.errors import EnvironmentFault, Refused
from vetting.domain.letters import LetterQuestion
from vetting.domain.reply_commands import DraftLetter, ExtendReply, ReleasePoint
from vetting.usecases.letter_papers import read_paper, to_act_file

NO_SOURCE = (
    "The letter states facts without a public source. Name under 'sources' the published evidence that each of them rests "
    "on, or leave the facts out; where facts have sources of their own, write a draft, question by question."
)
NOT_PUBLIC = (
    "The letter rests on {}, which is no public source: it needs a publisher or a place, the day it was published, and "
    "it may not have come in confidence."
)
QUESTION: dict[str, Any] = {"question": "Is it so?", "findings": ["EXC-05"]}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the finding, made once; each test works on a copy."""
    return a_home_with_finding(tmp_path_factory.mktemp("begun"))


@pytest.fixture
def scene(begun: Path, tmp_path: Path) -> Scene:
    return a_copy(begun, tmp_path)


def drafted(scene: Scene, **question: Any) -> str:
    """Why a draft with this question is refused."""
    asked = LetterQuestion(**{**QUESTION, **question})
    return refusal_of(scene, DraftLetter, letter="L-1", questions=[asked])


def with_submissions(scene: Scene, *texts: str, mode: str = "anonymous") -> Scene:
    """Submissions, each with one point on the finding."""
    for number, text in enumerate(texts, 1):
        scene.send(
            commands.ReceiveSubmission, "P-OFFICER", submission=f"S-{number}", mode=mode, text=text,
        )  # fmt: skip
        scene.send(
            commands.ExtractPoint, "P-OFFICER", point=f"PT-{number}", submission=f"S-{number}",
            text="Exports should be looked at", criteria=["EXC-05"],
        )  # fmt: skip
    return scene


# ------------------------------------------------------------------------------------------------ proposed


def test_a_letter_is_proposed_from_the_finding_with_its_source_its_standards_and_a_question(
    scene: Scene,
) -> None:
    found = proposed(scene)
    assert (found.letter, found.party, found.reference) == ("L-1", "lingua", "meridian/L-1")
    assert found.due == START.date() + timedelta(days=60)
    [asked] = found.questions
    assert asked.question == TEXTS["en"]["question.answered"]
    assert asked.facts == (
        "The monitor reports that an authority looks into exports of the group. "
        "Source: Inquiry into exports, 2025-11-20."
    )
    assert (asked.findings, asked.sources, asked.points) == (["EXC-05"], ["E-1"], [])
    assert len(asked.standards) == 2


def test_what_nobody_could_find_out_is_asked_without_a_fact(scene: Scene) -> None:
    scene.send(
        commands.AnswerQuestion, criterion="CTV-07", answerer="office", state="unknown",
    )  # fmt: skip
    asked = {one.findings[0]: one for one in proposed(scene).questions}["CTV-07"]
    assert (asked.facts, asked.sources) == ("", [])
    assert asked.question.startswith(
        "The office could not find the answer to this question in public sources"
    )


@pytest.mark.parametrize(
    "missing", [{"published": ""}, {"publisher": "", "locator": ""}, {"kind": "own_knowledge"}]
)
def test_a_finding_without_a_public_source_is_not_put_to_the_company(
    tmp_path: Path, missing: dict[str, Any]
) -> None:
    scene = an_open_finding(a_scene(tmp_path), **missing)
    with pytest.raises(Refused) as refused:
        proposed(scene)
    assert sentence_of(refused) == (
        "No public source stands behind EXC-05, so that a letter cannot state it. "
        "File published evidence with the answer, or leave it out of the letter."
    )


def test_evidence_that_came_in_confidence_is_no_public_source(scene: Scene) -> None:
    scene.send(
        commands.ReceiveSubmission, "P-OFFICER", submission="S-1", mode="confidential", evidence=["E-1"],
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        proposed(scene)
    assert refused.value.refusal.code == "finding_without_source"


def test_a_letter_may_be_about_named_findings_and_is_not_written_about_nothing(scene: Scene) -> None:
    assert [one.findings for one in proposed(scene, about=["EXC-05"]).questions] == [["EXC-05"]]
    with pytest.raises(Refused) as refused:
        proposed(scene, about=["EXC-05", "EXC-01"])
    assert sentence_of(refused) == (
        "No finding on EXC-01 opens the right of reply in this case. Ask about what does: EXC-05."
    )
    with pytest.raises(Refused) as misspelt:
        proposed(scene, about=["EXC-05", "NOPE"])
    assert sentence_of(misspelt) == "The pack has no criterion NOPE. 'vetting pack show' lists them."
    with pytest.raises(Refused) as unknown:
        proposed(scene, party="nobody")
    assert sentence_of(unknown) == "The case has no party nobody. Name it first."


def test_a_note_that_repeats_a_submission_is_left_out_and_the_title_stands_instead(scene: Scene) -> None:
    with_submissions(scene, "The monitor reports that an authority looks into exports of the group, I know.")
    [asked] = proposed(scene).questions
    assert asked.facts == "Inquiry into exports. Source: Inquiry into exports, 2025-11-20."


def test_a_point_of_three_submissions_gives_one_sentence_and_nothing_of_theirs(scene: Scene) -> None:
    with_submissions(scene, "One thing that I saw.", "Another thing that I saw.")
    assert proposed(scene).questions[0].points == []
    scene.send(ReleasePoint, "P-OFFICER", point="PT-1", reason="It names nobody.")
    assert proposed(scene).questions[0].points == ["PT-1"]
    with_submissions_of(scene, "S-3", "PT-3")
    [asked] = proposed(scene).questions
    assert asked.points == ["PT-1", "PT-2", "PT-3"]
    assert asked.facts.endswith(TEXTS["en"]["fact.consultation"])


def with_submissions_of(scene: Scene, submission: str, point: str) -> None:
    scene.send(
        commands.ReceiveSubmission, "P-OFFICER", submission=submission, mode="anonymous", text="A third."
    )
    scene.send(
        commands.ExtractPoint, "P-OFFICER", point=point, submission=submission, text="Exports",
        criteria=["EXC-05"],
    )  # fmt: skip


def test_the_file_of_a_proposal_can_be_entered_as_it_is(scene: Scene) -> None:
    found = proposed(scene)
    written = to_act_file(found)
    assert written["case"] == {"id": "meridian"}
    [question] = written["letter_drafts"]["L-1"]["questions"]
    assert question["sources"] == ["E-1"]
    assert "points" not in question


# ------------------------------------------------------------------------------------------------- drafted


def test_a_draft_is_kept_with_the_hash_of_its_text_and_changed_as_often_as_needed(scene: Scene) -> None:
    a_draft(scene)
    first = scene.dossier().letter_drafts[0]
    assert (first.party, first.drafted_by, len(first.items)) == ("lingua", "P-RIGHTS", 2)
    [entry] = last_entries(scene)
    assert entry.open == {
        "letter": "L-1", "party": "lingua", "findings": ["EXC-05"], "question_count": 2,
        "sha256": first.sha256,
    }  # fmt: skip
    a_draft(scene, opening="Asked otherwise.")
    [changed] = scene.dossier().letter_drafts
    assert changed.opening == "Asked otherwise."
    assert changed.sha256 != first.sha256


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ({"findings": []}, "Question 1 is tied to no finding. Name the criterion it asks about."),
        (
            {"facts": "So it is."},
            "Question 1 states a fact without a public source. Name published evidence, or leave the fact out.",
        ),
        ({"findings": ["XXX-01"]}, "The pack has no criterion XXX-01. 'vetting pack show' lists them."),
        ({"points": ["PT-9"]}, "The case has no point PT-9."),
    ],
)
def test_a_question_must_rest_on_what_everyone_can_read(
    scene: Scene, question: dict[str, Any], sentence: str
) -> None:
    assert drafted(scene, **question) == sentence


def test_a_draft_rests_on_no_source_that_is_not_public(scene: Scene) -> None:
    scene.with_evidence("E-2")
    assert drafted(scene, facts="So.", sources=["E-2"]) == (
        "Question 1 rests on E-2, which is no public source: it needs a publisher or a place, the day it was "
        "published, and it may not have come in confidence."
    )


def test_a_letter_has_a_question_and_an_addressee_of_the_case(scene: Scene) -> None:
    assert refusal_of(scene, DraftLetter, letter="L-1", questions=[]) == (
        "A letter asks at least one numbered question. Write one."
    )
    asked = LetterQuestion(**QUESTION)
    assert refusal_of(scene, DraftLetter, letter="L-1", party="x", questions=[asked]) == (
        "The case has no party x. Name it first."
    )
    assert refusal_of(scene, commands.SendLetter, letter="L-7", due=date(2026, 5, 1)) == (
        "A letter asks at least one numbered question. Write one."
    )


def test_points_of_few_submissions_need_the_leave_of_the_consultation_officer(scene: Scene) -> None:
    with_submissions(scene, "One thing that I saw.", "Another thing that I saw.")
    few = (
        "The points of question 1 come from fewer than 3 submissions. "
        "Leave them out, or ask the consultation officer to release them."
    )
    assert drafted(scene, points=["PT-1", "PT-2"]) == few
    for point in ("PT-1", "PT-2"):
        scene.send(ReleasePoint, "P-OFFICER", point=point, reason="It names nobody.")
    asked = LetterQuestion(**QUESTION, points=["PT-1", "PT-2"])
    scene.send(DraftLetter, letter="L-1", questions=[asked])
    assert (
        refusal_of(scene, ReleasePoint, "P-OFFICER", point="PT-9", reason="x")
        == "The case has no point PT-9."
    )
    assert refusal_of(scene, ReleasePoint, "P-OFFICER", point="PT-1", reason=" ") == (
        "Say why the point PT-1 may be put to the company: the reason enters the log."
    )


def test_a_letter_repeats_no_words_of_a_submission(scene: Scene) -> None:
    with_submissions(scene, "I saw how they shipped boxes at night without any papers.")
    quoted = "Did you ship boxes? Someone saw how they shipped boxes at night without papers."
    assert drafted(scene, question=quoted) == (
        "The letter repeats words of a submission (question 1; 0 is the text around the questions). "
        "Say it in the words of the office."
    )
    asked = [LetterQuestion(**QUESTION)]
    around = refusal_of(
        scene,
        DraftLetter,
        letter="L-1",
        opening="They shipped boxes at night without any papers",
        questions=asked,
    )
    assert around.startswith("The letter repeats words of a submission (question 0;")
    typed = refusal_of(
        scene, commands.SendLetter, letter="L-1", due=date(2026, 5, 1),
        questions=["Did they ship boxes at night? They shipped boxes at night without any papers."],
    )  # fmt: skip
    assert typed == around


@pytest.mark.parametrize("dated", ["in 2026", "at 14:30", "on 3/4"])
def test_a_question_from_the_consultation_names_no_day_and_no_time(scene: Scene, dated: str) -> None:
    with_submissions(scene, "One thing that I saw.", "Another thing that I saw.", "A third that I saw.")
    assert drafted(scene, question=f"What happened {dated}?", points=["PT-1", "PT-2", "PT-3"]) == (
        "Question 1 comes from the consultation and names a day or a time. Leave it out: it could show who spoke."
    )


def test_a_source_whose_bytes_changed_stops_the_letter(scene: Scene) -> None:
    held = scene.desk.evidence.put(b"the page as it was")
    scene.with_evidence(
        "E-9", kind="file", title="Page", publisher="Monitor", published="2025-12-01", sha256=held, size=18,
    )  # fmt: skip
    path = begun_folder(scene) / held[:2] / held
    path.chmod(0o600)
    path.write_bytes(b"another page")
    with pytest.raises(EnvironmentFault, match="other bytes"):
        a_draft(scene, questions=[LetterQuestion(**QUESTION, sources=["E-9"])])


def test_a_source_that_was_erased_is_no_public_source_and_the_letter_says_so(scene: Scene) -> None:
    held = scene.desk.evidence.put(b"the page as it was")
    scene.with_evidence(
        "E-9", kind="file", title="Page", publisher="Monitor", published="2025-12-01", sha256=held, size=18,
    )  # fmt: skip
    a_draft(scene, questions=[LetterQuestion(**QUESTION, facts="So.", sources=["E-9"])])
    scene.send(commands.EraseEvidence, "P-DPO", evidence="E-9", reason="A person in it asked for it")
    gone = f"The evidence E-9 was erased on {scene.now:%Y-%m-%d}: nothing new can rest on it. Name another source."
    assert drafted(scene, facts="So.", sources=["E-9"]) == gone
    typed = {"letter": "L-2", "due": scene.now.date() + timedelta(days=90), "questions": ["Is it so?"]}
    assert refusal_of(scene, commands.SendLetter, **typed, facts="So.", sources=["E-9"]) == gone


def begun_folder(scene: Scene) -> Path:
    """Where the home of a scene keeps its evidence."""
    folder = scene.desk.evidence
    assert isinstance(folder, EvidenceFolder)
    return folder._folder


# ---------------------------------------------------------------------------------------------------- sent


def test_whoever_wrote_a_letter_does_not_send_it(scene: Scene) -> None:
    a_draft(scene)
    assert refusal_of(scene, commands.SendLetter, "P-RIGHTS", letter="L-1", due=date(2026, 5, 1)) == (
        "P-RIGHTS wrote letter L-1, and whoever writes a letter does not send it. "
        "Ask a second person to read and send it."
    )
    assert refusal_of(scene, commands.SendLetter, letter="L-1", due=date(2026, 5, 1), seen="ab") == (
        "The draft of letter L-1 changed while you were reading it. Read it as it stands now, then send."
    )
    assert refusal_of(scene, commands.SendLetter, letter="L-1", due=date(2026, 5, 1), facts="More.") == (
        "A draft of letter L-1 waits. Change the draft, or send it without other text."
    )


def test_the_letter_goes_out_as_it_was_drafted_without_the_points_behind_it(scene: Scene) -> None:
    a_sent_letter(scene)
    [letter] = scene.dossier().letters
    assert (letter.party, letter.reference, letter.drafted_by) == ("lingua", "OPD/1", "P-RIGHTS")
    assert letter.questions == ["Is the report correct?", "What was changed since?"]
    assert letter.findings == ["EXC-05"]
    assert letter.grounds[0] == {
        "facts": "An authority looks into exports.", "findings": ["EXC-05"],
        "standards": ["Conduct for suppliers"], "sources": ["E-1"],
    }  # fmt: skip
    assert last_entries(scene) == [
        Entry(
            "LetterSent",
            "P-FOCAL",
            {"letter": "L-1", "due": "2026-05-01", "findings": ["EXC-05"], "question_count": 2},
            {"reference": "OPD/1", "facts": "This is asked.", "questions": letter.questions},
        )
    ]
    assert refusal_of(scene, DraftLetter, letter="L-1", questions=[LetterQuestion(**QUESTION)]) == (
        "The id L-1 is taken in this case. Choose another."
    )


def test_a_paper_shows_the_draft_and_then_the_letter_with_its_first_day(scene: Scene) -> None:
    a_draft(scene)
    paper = read_paper(scene.desk, scene.case, "L-1", TEXTS)
    assert (paper.dated, paper.due, paper.company) == (None, date(2026, 5, 1), "Lingua Meridian (fictional)")
    scene.send(commands.SendLetter, letter="L-1", due=date(2026, 5, 1))
    scene.send(ExtendReply, letter="L-1", due=date(2026, 5, 10), reason="Holidays")
    paper = read_paper(scene.desk, scene.case, "L-1", TEXTS)
    assert (paper.dated, paper.due, paper.title) == (START.date(), date(2026, 5, 1), "Letter OPD/1")
    assert paper.questions[0].sources[0].published == "2025-11-20"
    with pytest.raises(Refused):
        read_paper(scene.desk, scene.case, "L-9", TEXTS)


def test_a_letter_typed_whole_is_a_paper_too(scene: Scene) -> None:
    scene.send(
        commands.SendLetter, letter="L-2", due=date(2026, 5, 1), questions=["So?"], findings=["EXC-05"]
    )
    paper = read_paper(scene.desk, scene.case, "L-2", TEXTS)
    assert [one.question for one in paper.questions] == ["So?"]
    assert datetime.combine(paper.due, datetime.min.time()) > START.replace(tzinfo=None)
    assert paper.questions[0].sources == []


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            {"facts": "An authority looks into exports."},
            NO_SOURCE,
        ),
        ({"facts": "An authority looks into exports.", "sources": ["E-1", "E-2"]}, NOT_PUBLIC.format("E-2")),
        ({"sources": ["E-9"]}, NOT_PUBLIC.format("E-9")),
    ],
    ids=["none", "not public", "unknown"],
)
def test_a_letter_typed_whole_states_no_fact_without_what_everyone_can_read(
    scene: Scene, said: dict[str, Any], sentence: str
) -> None:
    asked = {"letter": "L-2", "due": date(2026, 5, 1), "questions": ["So?"], "findings": ["EXC-05"]}
    scene.with_evidence("E-2")
    assert refusal_of(scene, commands.SendLetter, **asked, **said) == sentence
    assert scene.dossier().letters == []


def test_the_sources_of_a_letter_typed_whole_stand_in_its_paper_and_in_its_record(scene: Scene) -> None:
    scene.send(
        commands.SendLetter,
        letter="L-2",
        due=date(2026, 5, 1),
        facts="An authority looks into exports.",
        questions=["Since when?", "Where?"],
        findings=["EXC-05"],
        sources=["E-1"],
    )
    [letter] = scene.dossier().letters
    assert [one["sources"] for one in letter.grounds] == [["E-1"], ["E-1"]]
    paper = read_paper(scene.desk, scene.case, "L-2", TEXTS)
    assert [one.sources[0].published for one in paper.questions] == ["2025-11-20"] * 2


def test_a_letter_is_proposed_and_framed_in_the_language_of_its_addressee_and_stays_in_it(
    scene: Scene,
) -> None:
    name = {"party": "lingua", "role": "prospect", "name": "Lingua Meridian (fictional)"}
    scene.send(commands.NameParty, **name, language="fr")
    found = proposed(scene)
    assert found.opening.startswith("Office for Public Dialogue envisage un partenariat avec Lingua Meridian")
    assert found.questions[0].question == TEXTS["fr"]["question.answered"]
    a_sent_letter(scene)
    scene.send(commands.NameParty, **name, language="ar")
    paper = read_paper(scene.desk, scene.case, "L-1", TEXTS)
    assert (paper.language, paper.title, paper.opening) == ("fr", "Lettre OPD/1", "This is asked.")
