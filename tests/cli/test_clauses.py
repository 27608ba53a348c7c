"""``vetting clauses``, and the way of a draft through a live case: stored, linked, explained, replaced."""

from pathlib import Path

import pytest

from tests.adapters.drafts import a_pdf, a_word
from tests.cli.conftest import Vetting
from tests.usecases.desks import a_desk
from vetting.domain.clause_links import find_standing_links
from vetting.domain.dossier import Dossier
from vetting.domain.stages import CaseStatus

FIRST = """4. Data
4.1 The Company processes data for the purposes of Annex A only.
4.2 No use of the emblem without prior written consent."""
ACT = "case: {by: P-FOCAL, at: 2026-05-20T23:59:59Z}\n"
LINK = (
    "clauses:\n  PDT-01: {terms: T-1, says: answers, clauses: ['CLAUSE'], reason: It names each purpose.}\n"
)


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def store(number: int, text: str, tmp_path: Path) -> Path:
    write(tmp_path / f"draft-{number}.txt", text)
    said = f"E-D{number}: {{file: draft-{number}.txt, title: Draft, knowable_on: 2026-05-20}}"
    terms = f"T-{number}: {{title: Draft {number}, evidence: E-D{number}}}"
    return write(tmp_path / f"store-{number}.yaml", f"{ACT}evidence:\n  {said}\nterms:\n  {terms}\n")


def dossier_of(home: Path) -> Dossier:
    with a_desk(home).read() as work:
        return work.dossier("meridian")


def linked(home: Path) -> dict[str, list[str]]:
    dossier = dossier_of(home)
    standing = find_standing_links(dossier.clause_links, dossier.terms)
    return {criterion: one.clauses for criterion, one in standing.items()}


def test_a_draft_is_stored_linked_explained_and_voided_by_the_next(
    vetting: Vetting, home: Path, tmp_path: Path
) -> None:
    assert dossier_of(home).case.status is CaseStatus.DECIDED
    assert vetting("act", "meridian", store(1, FIRST, tmp_path), "--home", home).code == 0
    dossier = dossier_of(home)
    assert (dossier.decision, dossier.case.status) == (None, CaseStatus.UNDER_REVIEW)

    wrong = write(tmp_path / "wrong.yaml", ACT + LINK.replace("CLAUSE", "9.9"))
    refused = vetting("act", "meridian", wrong, "--home", home)
    assert (refused.code, "The draft T-1 has no clause 9.9." in refused.err) == (3, True)

    right = write(tmp_path / "link.yaml", ACT + LINK.replace("CLAUSE", "4.1"))
    assert vetting("act", "meridian", right, "--home", home).code == 0
    assert linked(home) == {"PDT-01": ["4.1"]}
    told = vetting("explain", "meridian", "PDT-01", "--home", home).out
    assert "    clause   4.1: The Company processes data for the purposes of Annex A only.\n" in told
    assert "      by     P-FOCAL, 2026-05-20T23:59:59Z, log entry " in told

    assert (
        vetting("act", "meridian", store(2, f"{FIRST}\n4.3 It may end.", tmp_path), "--home", home).code == 0
    )
    assert linked(home) == {}
    assert "clause   4.1" not in vetting("explain", "meridian", "PDT-01", "--home", home).out


def test_a_draft_is_told_by_criterion_with_clause_and_words(vetting: Vetting, tmp_path: Path) -> None:
    file = write(tmp_path / "draft.docx", a_word(*FIRST.split("\n")))
    said = vetting("clauses", file)
    assert (said.code, said.err) == (0, "")
    assert "Word, 2 clauses, sha256 " in said.out
    (row,) = [one for one in said.out.splitlines() if one.startswith("TRM-05")]
    assert row.split()[:3] == ["TRM-05", "answers", "4.2"]
    assert [one["id"] for one in vetting("clauses", file, "--json").json()["clauses"]] == ["4", "4.1", "4.2"]


def test_two_drafts_are_compared_clause_by_clause(vetting: Vetting, tmp_path: Path) -> None:
    old = write(tmp_path / "old.txt", FIRST)
    new = write(tmp_path / "new.txt", FIRST.replace("Annex A", "Annex B"))
    said = vetting("clauses", "compare", old, new)
    assert (said.code, said.out.splitlines()[:2]) == (0, ["1 clause differs.", "changed  4.1"])
    assert "[− A] [+ B]" in said.out
    assert vetting("clauses", "compare", old, old).out == "No clause differs.\n"
    (told,) = vetting("clauses", "compare", old, new, "--json").json()["differences"]
    assert (told["change"], told["old"], told["new"]) == ("changed", "4.1", "4.1")


def large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(300 * 2**20)


BAD = {
    "a missing file": (None, "draft.pdf: there is no such file. Check the path."),
    "a folder": (Path.mkdir, "draft.pdf: this is a folder. Name the draft in it."),
    "300 MB": (large, "The document has 300 MB; at most 30 MB are read. Send the agreement alone."),
    "pictures": (a_pdf([[], []]), "The PDF holds pictures of pages and no text."),
    "damaged": (b"PK\x03\x04nothing", "The document is damaged and cannot be read."),
    "an old format": (b"\xd0\xcf\x11\xe0" + b"x" * 60, "The document has an old Office format."),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_draft_that_cannot_be_read_is_refused_with_one_sentence(
    vetting: Vetting, tmp_path: Path, kind: str
) -> None:
    made, sentence = BAD[kind]
    path = tmp_path / "draft.pdf"
    if callable(made):
        made(path)
    elif made is not None:
        path.write_bytes(made)
    said = vetting("clauses", path)
    assert (said.code, said.out) == (2, "")
    assert sentence in said.err
    assert len(said.err.strip().splitlines()) == 1


def test_names_of_drafts_without_the_word_compare_are_refused(vetting: Vetting, tmp_path: Path) -> None:
    file = write(tmp_path / "draft.txt", FIRST)
    said = vetting("clauses", file, file)
    assert (said.code, "write: compare OLD NEW" in said.err) == (2, True)
