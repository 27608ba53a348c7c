"""Judgements of matches: what each needs, and how long it holds."""

from datetime import UTC, datetime
from typing import Any

import pytest

from vetting.domain.errors import Refusal
from vetting.domain.judgements import (
    REASONS,
    JudgementFields,
    Standing,
    StandingKind,
    Verdict,
    find_standing_of,
    why_not_judge,
)
from vetting.domain.screenings import LEADS_TO_STOP, ListKind, MatchFields, MatchState, kind_of_list

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def a_match(**fields: Any) -> MatchFields:
    said: dict[str, Any] = {
        "case": "meridian",
        "id": "M-1",
        "subject": "oda",
        "subject_where": "party oda",
        "subject_name": "Oda Vantari",
        "fingerprint": "f1",
        "source": "un_sc",
        "list_kind": ListKind.UN_SANCTIONS,
        "list_version": "v1",
        "list_date": "2026-03-01",
        "entity": "un-1",
        "entity_name": "Oda Vantari",
        "entity_kind": "person",
        "entity_hash": "e1",
        "score": 0.91,
        "alert": True,
        "first_run": 1,
        "last_run": 1,
    }
    return MatchFields(**{**said, **fields})


def a_judgement(verdict: str = "undecided", **fields: Any) -> JudgementFields:
    said: dict[str, Any] = {
        "case": "meridian",
        "number": 1,
        "match": "M-1",
        "verdict": Verdict(verdict),
        "reason_code": next(iter(REASONS[Verdict(verdict)])),
        "text": "The entry gives 1961, the register of the company 1994.",
        "by": "P-FOCAL",
        "at": AT,
        "fingerprint": "f1",
        "source": "un_sc",
        "entity": "un-1",
        "entity_hash": "e1",
        "score": 0.91,
    }
    return JudgementFields(**{**said, **fields})


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("kind", ListKind)
def test_only_a_false_on_a_list_that_leads_to_a_stop_takes_a_second_person(
    verdict: Verdict, kind: ListKind
) -> None:
    refusal = why_not_judge(a_match(list_kind=kind), a_judgement(verdict))
    needs = verdict is Verdict.FALSE and kind in LEADS_TO_STOP
    assert refusal == (
        Refusal("second_judge_missing", {"match": "M-1", "source": "un_sc"}) if needs else None
    )
    assert why_not_judge(a_match(list_kind=kind), a_judgement(verdict, second_by="P-LEGAL")) is None


@pytest.mark.parametrize("verdict", Verdict)
def test_nobody_is_their_own_second_person_even_where_none_is_needed(verdict: Verdict) -> None:
    refusal = why_not_judge(a_match(), a_judgement(verdict, second_by="P-FOCAL"))
    assert refusal == Refusal("judged_by_one", {"match": "M-1", "person": "P-FOCAL"})


def test_a_reason_belongs_to_its_ruling() -> None:
    refusal = why_not_judge(a_match(), a_judgement("true", reason_code="other_birth_date"))
    reasons = "same_identifier, same_facts, same_person_confirmed"
    assert refusal == Refusal("reason_does_not_fit", {"verdict": "true", "reasons": reasons})


def test_a_judgement_says_in_words_what_it_rests_on() -> None:
    refusal = why_not_judge(a_match(), a_judgement(text="  "))
    assert refusal == Refusal("judgement_without_text", {"match": "M-1"})


@pytest.mark.parametrize("state", [MatchState.DELISTED, MatchState.UNLIKE])
def test_a_match_that_no_longer_stands_is_not_judged(state: MatchState) -> None:
    assert why_not_judge(a_match(state=state), a_judgement()) == Refusal("match_gone", {"match": "M-1"})


def test_a_match_that_nobody_judged_has_no_ruling() -> None:
    assert find_standing_of(a_match(), []) == Standing(StandingKind.UNJUDGED)
    assert Standing(StandingKind.UNJUDGED).verdict is None


def test_of_several_judgements_the_last_holds() -> None:
    first, last = a_judgement("true"), a_judgement("undecided", number=2)
    standing = find_standing_of(a_match(), [last, first])
    assert standing == Standing(StandingKind.JUDGED, last)
    assert standing.verdict is Verdict.UNDECIDED


@pytest.mark.parametrize("side", [{"fingerprint": "f2"}, {"entity_hash": "e2"}])
def test_a_judgement_holds_no_longer_when_one_side_changes_and_stays_beside_the_match(
    side: dict[str, str],
) -> None:
    old = a_judgement("false", second_by="P-LEGAL")
    standing = find_standing_of(a_match(**side), [old])
    assert (standing, standing.verdict) == (Standing(StandingKind.CHANGED_SINCE, old), None)


def test_a_judgement_of_another_match_counts_for_nothing() -> None:
    assert find_standing_of(a_match(), [a_judgement(match="M-2")]) == Standing(StandingKind.UNJUDGED)


def test_a_judgement_of_another_case_is_recalled_while_both_sides_are_the_same() -> None:
    other = a_judgement("false", case="harbour", number=7, second_by="P-2")
    match = a_match(recalled_case="harbour", recalled_number=7)
    assert find_standing_of(match, [], [other]) == Standing(StandingKind.RECALLED, other)
    changed = a_match(recalled_case="harbour", recalled_number=7, entity_hash="e2")
    assert find_standing_of(changed, [], [other]) == Standing(StandingKind.CHANGED_SINCE, other)


def test_what_this_case_ruled_stands_before_what_another_ruled() -> None:
    own, other = a_judgement(), a_judgement("false", case="harbour", number=7)
    match = a_match(recalled_case="harbour", recalled_number=7)
    assert find_standing_of(match, [own], [other]) == Standing(StandingKind.JUDGED, own)


@pytest.mark.parametrize(
    ("layout", "source", "kind"),
    [
        ("un-xml", "consolidated", ListKind.UN_SANCTIONS),
        ("ftm-json", "un_sc_sanctions", ListKind.UN_SANCTIONS),
        ("ofac-csv", "sdn", ListKind.SANCTIONS),
        ("ftm-json", "anything", ListKind.SANCTIONS),
        ("debarment", "bank", ListKind.DEBARMENT),
        ("ineligibility", "vendors", ListKind.DEBARMENT),
        ("gleif-csv", "gleif", ListKind.REGISTER),
        ("declarations", "own", ListKind.REGISTER),
    ],
)
def test_the_kind_of_a_list_follows_from_its_layout_and_name(
    layout: str, source: str, kind: ListKind
) -> None:
    assert kind_of_list(layout, source) is kind


def test_every_reason_has_a_sentence_of_its_own() -> None:
    sentences = [text for reasons in REASONS.values() for text in reasons.values()]
    assert len(set(sentences)) == len(sentences)
    assert all(text.endswith(".") for text in sentences)
