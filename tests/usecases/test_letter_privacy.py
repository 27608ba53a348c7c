"""No letter tells who took part: whatever was said in confidence, nothing of it reaches the company's letter."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vetting.adapters.letter_writer import load_letter_texts, to_html
from vetting.domain.answers import AnswerFields, AnswerState
from vetting.domain.case import CaseFields
from vetting.domain.consultation import PointFields, SubmissionFields, SubmissionMode
from vetting.domain.dossier import Dossier
from vetting.domain.errors import Refused
from vetting.domain.evidence import EvidenceFields, EvidenceKind
from vetting.domain.letters import Grounds, find_public_sources, repeats
from vetting.domain.parties import PartyFields, PartyRole
from vetting.policy.load import find_pack, load_pack
from vetting.policy.readings import Finding
from vetting.settings import data_dir
from vetting.usecases.appraise import Appraisal
from vetting.usecases.letter_papers import paper_of_proposal
from vetting.usecases.letter_proposals import propose

PACK = load_pack(find_pack("un-default"))
TEMPLATES = data_dir("templates")
TEXTS = load_letter_texts(TEMPLATES)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FINDINGS = ("EXC-05", "CTV-07", "TEC-10")

WORDS = st.lists(
    st.sampled_from(["zarnik", "belto", "quorf", "mistav", "drelop", "fundo", "karsit", "wople"]), min_size=6
)
"""Words of an invented language, so that no sentence of a letter can hold them by chance."""


def a_submission(number: int, words: list[str], mode: SubmissionMode, hours: int) -> SubmissionFields:
    return SubmissionFields(
        case="c", id=f"S-SECRET-{number}", mode=mode, text=" ".join(words), submitter=f"Submitter {number}",
        evidence=[f"E-{number}"], received_at=datetime(2031, 7, 1, tzinfo=UTC) + timedelta(hours=hours),
    )  # fmt: skip


def some_evidence(number: int, note: str) -> EvidenceFields:
    return EvidenceFields(
        case="c", id=f"E-{number}", kind=EvidenceKind.CITATION, title=f"Report {number}", publisher="Monitor",
        published="2025-11-20", knowable_on=date(2025, 11, 20), note=note, filed_by="P-1", filed_at=NOW,
    )  # fmt: skip


def an_answer(criterion: str, number: int, sources: list[str]) -> AnswerFields:
    return AnswerFields(
        case="c", number=number, criterion=criterion, answerer="office", state=AnswerState.GIVEN,
        value="alleged", evidence=sources, by="P-1", at=NOW,
    )  # fmt: skip


def appraised(submissions: list[SubmissionFields], evidence: list[EvidenceFields]) -> Appraisal:
    """A case in which three findings open the right of reply, as the rules would see it."""
    case = CaseFields(
        id="c", title="Pilot", initiating_office="Office", prospect="p", pack="un-default@1", pack_hash="h",
        opened_by="P-1", opened_at=NOW,
    )  # fmt: skip
    points = [
        PointFields(
            case="c", id=f"PT-SECRET-{n}", submission=one.id, text=one.text, criteria=[FINDINGS[n % 3]]
        )
        for n, one in enumerate(submissions)
    ]
    dossier = Dossier(
        case,
        parties=[PartyFields(case="c", id="p", role=PartyRole.PROSPECT, name="Lingua (fictional)")],
        evidence=evidence,
        answers=[an_answer(one, n, [e.id for e in evidence]) for n, one in enumerate(FINDINGS, 1)],
        submissions=submissions,
        points=points,
    )
    bases = ("answered", "unknown", "refused")
    findings = tuple(
        Finding(one, "reply", basis, "row", "", (), "reply", None)
        for one, basis in zip(FINDINGS, bases, strict=True)
    )
    evaluation: Any = SimpleNamespace(
        reply=FINDINGS, findings=findings, level=SimpleNamespace(at_least="moderate")
    )
    facts: Any = None
    return Appraisal(dossier, PACK, facts, evaluation)


@settings(max_examples=60, deadline=None)
@given(
    said=st.lists(st.tuples(WORDS, st.sampled_from(SubmissionMode), st.integers(0, 5000)), max_size=5),
    copied=st.booleans(),
)
def test_no_text_time_name_or_id_of_a_submission_is_ever_in_a_letter(
    said: list[tuple[list[str], SubmissionMode, int]], *, copied: bool
) -> None:
    submissions = [a_submission(n, *one) for n, one in enumerate(said)]
    notes = [one.text for one in submissions] if copied else []
    evidence = [some_evidence(n, note) for n, note in enumerate([*notes, "What the monitor says"])]
    evidence.append(some_evidence(99, "What the monitor says"))
    appraisal = appraised(submissions, evidence)
    proposed = propose(appraisal, TEXTS, NOW.date())
    letter = to_html(paper_of_proposal(proposed, appraisal.dossier, TEXTS, 14), TEMPLATES).decode()
    for hidden in ("SECRET", "Submitter", "2031"):
        assert hidden not in letter
    for one in submissions:
        assert one.text not in letter
        assert not repeats([one], letter)
    confidential = {e for one in submissions if one.mode is not SubmissionMode.PUBLIC for e in one.evidence}
    assert not confidential & {source for one in proposed.questions for source in one.sources}


@given(words=WORDS, around=st.lists(st.sampled_from(["and", "so", "it"]), max_size=4), loud=st.booleans())
def test_words_of_a_submission_are_found_wherever_they_stand(
    words: list[str], around: list[str], *, loud: bool
) -> None:
    submission = a_submission(1, words, SubmissionMode.ANONYMOUS, 0)
    text = ", ".join([*around, *words, *around])
    assert repeats([submission], text.upper() if loud else text)
    assert not repeats([submission], " ".join(around))
    assert not repeats([a_submission(1, ["two", "words"], SubmissionMode.PUBLIC, 0)], "two words")


def test_without_any_public_source_nothing_is_proposed() -> None:
    told = [a_submission(0, ["a"] * 6, SubmissionMode.CONFIDENTIAL, 0)]
    with pytest.raises(Refused):
        propose(appraised(told, [some_evidence(0, "x")]), TEXTS, NOW.date())
    assert find_public_sources(Grounds([some_evidence(0, "x")], told, [])) == []
