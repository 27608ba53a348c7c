"""What somebody writes on the submission form, before it is a submission.

- A public submission may hold fields back: those are sealed, like all of a confidential one.
- An anonymous submission has no name and no contact, whatever was typed there.
- Too long is said with the number of characters; nothing is cut.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass

from vetting.domain.consultation import SubmissionMode
from vetting.domain.errors import Refusal

MOST_CHARACTERS = 50_000
REGIONS = ("", "africa", "americas", "arab_states", "asia_pacific", "europe_central_asia", "global")


@dataclass(frozen=True)
class Part:
    """The answer to one question of the notice, and whether it may be shown."""

    question: str
    text: str
    shown: bool = True


@dataclass(frozen=True)
class Draft:
    """A submission as it is written."""

    mode: SubmissionMode
    parts: tuple[Part, ...]
    group: str = "prefer_not_to_say"
    language: str = "und"
    region: str = ""
    name: str = ""
    name_shown: bool = False
    contact: str = ""
    may_quote: bool = False


@dataclass(frozen=True)
class Offer:
    """What a form offers: its questions, groups, and whether anything can be kept confidential."""

    questions: Collection[str]
    groups: Collection[str]
    protected: bool
    identity: bool


def find_faults(draft: Draft, offer: Offer) -> list[tuple[str, Refusal]]:
    """What stands against a draft: the field, and why; empty where nothing does."""
    faults = [("parts", one) for one in [_why_not_text(draft)] if one]
    if not offer.protected and (draft.mode is not SubmissionMode.PUBLIC or held_back(draft)):
        faults.append(("mode", Refusal("protected_not_offered", {})))
    if draft.mode is SubmissionMode.CONFIDENTIAL and draft.contact.strip() and not offer.identity:
        faults.append(("contact", Refusal("identity_not_offered", {})))
    if draft.group not in offer.groups:
        faults.append(("group", Refusal("unknown_choice", {})))
    if draft.region not in REGIONS:
        faults.append(("region", Refusal("unknown_choice", {})))
    if any(part.question not in offer.questions for part in draft.parts):
        faults.append(("parts", Refusal("unknown_choice", {})))
    return faults


def open_parts(draft: Draft) -> dict[str, str]:
    """What may be shown to everyone, after moderation."""
    if draft.mode is not SubmissionMode.PUBLIC:
        return {}
    return {part.question: part.text for part in draft.parts if part.shown and part.text.strip()}


def open_name(draft: Draft) -> str:
    """The name that may be shown."""
    is_shown = draft.mode is SubmissionMode.PUBLIC and draft.name_shown
    return draft.name.strip() if is_shown else ""


def held_back(draft: Draft) -> dict[str, str]:
    """The parts that only officers read."""
    shown = open_parts(draft)
    return {
        part.question: part.text for part in draft.parts if part.text.strip() and part.question not in shown
    }


def has_identity(draft: Draft) -> bool:
    """Whether there is a name or a contact to be kept for the custodians."""
    if draft.mode is SubmissionMode.ANONYMOUS:
        return False
    return bool(draft.contact.strip() or (draft.name.strip() and not open_name(draft)))


def to_sealed(draft: Draft, identity: str | None) -> bytes:
    """What is sealed for the officers, as JSON; it names where the contact lies, where there is one."""
    return _json({"parts": held_back(draft), "may_quote": draft.may_quote, "identity": identity})


def to_identity(draft: Draft) -> bytes:
    """What is sealed for the custodians, as JSON."""
    return _json({"name": draft.name.strip(), "contact": draft.contact.strip()})


def _why_not_text(draft: Draft) -> Refusal | None:
    given = sum(len(part.text) for part in draft.parts) + len(draft.name) + len(draft.contact)
    if given > MOST_CHARACTERS:
        over = given - MOST_CHARACTERS
        return Refusal("submission_too_long", {"given": given, "most": MOST_CHARACTERS, "over": over})
    if not any(part.text.strip() for part in draft.parts):
        return Refusal("submission_empty", {})
    return None


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
