"""What is written on the form: what is shown, what is sealed, and what stands against it."""

import json
from typing import Any

import pytest

from vetting.domain.consultation import SubmissionMode
from vetting.domain.errors import Refusal
from vetting.domain.written import (
    MOST_CHARACTERS,
    Draft,
    Offer,
    Part,
    find_faults,
    has_identity,
    held_back,
    open_name,
    open_parts,
    to_identity,
    to_sealed,
)

PUBLIC, CONFIDENTIAL, ANONYMOUS = SubmissionMode
OFFER = Offer(("Q1", "Q2"), ("journalist", "prefer_not_to_say"), protected=True, identity=True)
BARE = Offer(("Q1", "Q2"), ("prefer_not_to_say",), protected=False, identity=False)


def a_draft(mode: SubmissionMode = PUBLIC, **changes: Any) -> Draft:
    said: dict[str, Any] = {"parts": (Part("Q1", "The terms are vague."), Part("Q2", ""))}
    return Draft(mode, **{**said, **changes})


def faults(draft: Draft, offer: Offer = OFFER) -> list[tuple[str, str]]:
    return [(field, refusal.code) for field, refusal in find_faults(draft, offer)]


def test_a_public_submission_shows_what_its_submitter_shows() -> None:
    draft = a_draft(parts=(Part("Q1", "Open."), Part("Q2", "For officers.", shown=False)))
    assert open_parts(draft) == {"Q1": "Open."}
    assert held_back(draft) == {"Q2": "For officers."}
    assert find_faults(draft, OFFER) == []


@pytest.mark.parametrize("mode", [CONFIDENTIAL, ANONYMOUS])
def test_of_any_other_submission_nothing_is_shown(mode: SubmissionMode) -> None:
    draft = a_draft(mode, name="Ada", name_shown=True)
    assert (open_parts(draft), open_name(draft)) == ({}, "")
    assert held_back(draft) == {"Q1": "The terms are vague."}


@pytest.mark.parametrize(
    ("draft", "has"),
    [
        (a_draft(), False),
        (a_draft(name="Ada"), True),
        (a_draft(name="Ada", name_shown=True), False),
        (a_draft(contact="ada@example.org"), True),
        (a_draft(CONFIDENTIAL, name="Ada"), True),
        (a_draft(ANONYMOUS, name="Ada", contact="ada@example.org"), False),
    ],
    ids=["no name", "a name held back", "a name shown", "a contact", "confidential", "anonymous"],
)
def test_a_name_is_kept_for_the_custodians_unless_it_is_shown_or_must_not_be_kept(
    draft: Draft, *, has: bool
) -> None:
    assert has_identity(draft) is has


def test_what_is_sealed_names_no_one_and_the_contact_lies_apart() -> None:
    draft = a_draft(CONFIDENTIAL, name=" Ada ", contact="ada@example.org", may_quote=True)
    sealed = {"parts": {"Q1": "The terms are vague."}, "may_quote": True, "identity": "I-1"}
    assert json.loads(to_sealed(draft, "I-1")) == sealed
    assert json.loads(to_identity(draft)) == {"name": "Ada", "contact": "ada@example.org"}


@pytest.mark.parametrize(
    ("draft", "offer", "codes"),
    [
        (a_draft(parts=()), OFFER, [("parts", "submission_empty")]),
        (
            a_draft(parts=(Part("Q1", "x" * (MOST_CHARACTERS + 1)),)),
            OFFER,
            [("parts", "submission_too_long")],
        ),
        (a_draft(parts=(Part("Q9", "What?"),)), OFFER, [("parts", "unknown_choice")]),
        (a_draft(group="king"), OFFER, [("group", "unknown_choice")]),
        (a_draft(region="moon"), OFFER, [("region", "unknown_choice")]),
        (a_draft(ANONYMOUS), BARE, [("mode", "protected_not_offered")]),
        (a_draft(parts=(Part("Q1", "x", shown=False),)), BARE, [("mode", "protected_not_offered")]),
        (
            a_draft(CONFIDENTIAL, contact="x"),
            BARE,
            [("mode", "protected_not_offered"), ("contact", "identity_not_offered")],
        ),
        (a_draft(), BARE, []),
    ],
)
def test_each_fault_is_told_at_its_field(draft: Draft, offer: Offer, codes: list[tuple[str, str]]) -> None:
    assert faults(draft, offer) == codes


def test_too_long_is_said_with_the_numbers() -> None:
    draft = a_draft(parts=(Part("Q1", "字" * 100_000),))
    params = {"given": 100_000, "most": 50_000, "over": 50_000}
    assert find_faults(draft, OFFER) == [("parts", Refusal("submission_too_long", params))]
