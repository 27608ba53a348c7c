import pytest

from tests.usecases.casefile.scenes import SOUND, read, spoiled
from vetting.domain.commands import Command
from vetting.usecases.casefile.commands import to_commands


def _said(text: str) -> list[dict[str, object]]:
    """What a file says, apart from the ids and the hash, which are those of its bytes."""
    return [_without_bytes(one) for one in to_commands(read(text))]


def _without_bytes(command: Command) -> dict[str, object]:
    return {"kind": type(command).__name__, **command.model_dump(exclude={"id", "source_hash"})}


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("  P-1: focal_point\n", "  P-1: {roles: [focal_point], by: P-1, at: 2027-03-01}\n"),
        ("  P-1: focal_point\n", "  P-1: [focal_point]\n"),
        ("declarations: none", "declarations: [{id: D-P-2, kind: none, by: P-2, at: 2027-03-01}]"),
        ("  INT-03: mou\n", "  INT-03: {answer: mou}\n"),
        ("  INT-03: mou\n", "  INT-03: [{answer: mou, at: 2027-03-01}]\n"),
        ("  INT-03: mou\n", "  intake: {INT-03: mou}\n"),
        ("  INT-08: unknown\n", "  INT-08: {answer: unknown, answerer: office, by: P-1}\n"),
        ("  P-2: for\n", "  P-2: {ballot: for, at: 2027-03-31T12:00Z}\n"),
        ("knowable_on: 2027-03-10}", "knowable_on: 2027-03-10, at: 2027-03-10}"),
        ("  outcome: defer\n", "  outcome: defer\n  at: 2027-03-31\n"),
        ("answers:\n", "terms:\ndeclarations:\nanswers:\n  human_rights:\n"),
    ],
    ids=[
        "a person by roles",
        "one role or a list",
        "no interest to declare",
        "a value alone",
        "a history of one",
        "flat or under its stage",
        "unknown alone",
        "a ballot alone",
        "filed when knowable",
        "decided on the last day",
        "empty sections",
    ],
)
def test_a_short_form_says_the_same_as_the_long_one(short: str, long: str) -> None:
    assert _said(SOUND) == _said(spoiled(short, long))


def test_a_section_gives_its_items_their_person_day_and_note() -> None:
    grouped = spoiled(
        "  exclusion:\n    EXC-01: {answer: none_located, evidence: [E-1]}\n",
        "  exclusion:\n    by: P-2\n    at: 2027-03-05\n    note: Searched.\n"
        "    EXC-01: {answer: none_located, evidence: [E-1]}\n",
    )
    written_out = spoiled(
        "EXC-01: {answer: none_located, evidence: [E-1]}",
        "EXC-01: {answer: none_located, evidence: [E-1], by: P-2, at: 2027-03-05, note: Searched.}",
    )
    assert _said(grouped) == _said(written_out)


def test_a_condition_may_be_named_alone() -> None:
    listed = spoiled("  outcome: defer\n", "  outcome: defer\n  conditions: [audit-right]\n")
    mapped = spoiled("  outcome: defer\n", "  outcome: defer\n  conditions: {audit-right: }\n")
    assert _said(listed) == _said(mapped)
    assert _said(listed)[-1]["conditions"][0]["id"] == "audit-right"  # type: ignore[index]


def test_rows_that_answer_something_are_rows_and_no_history() -> None:
    rows = "[{controversy: C-1, answer: answered}]"
    made = to_commands(read(spoiled("  INT-03: mou\n", f"  CTV-04: {rows}\n")))
    (value,) = [one.value for one in made if getattr(one, "criterion", "") == "CTV-04"]  # type: ignore[attr-defined]
    assert value == [{"controversy": "C-1", "answer": "answered"}]
