"""The office desk: my work, cases with their questions, papers and voices, the decision, the record."""

from fastapi import APIRouter

from vetting.web import sign_in
from vetting.web.frame import Frame
from vetting.web.frame.paths import in_one_row
from vetting.web.office import (
    after_letters,
    agreement,
    bundles_in,
    case,
    contests,
    deciding,
    evidence,
    exceptions,
    guidance,
    home,
    letter_drafts,
    letters,
    matches,
    offline,
    owners,
    parties,
    people,
    questions,
    received,
    records,
    registers,
    rounds,
    secrets,
    signatures,
    submissions,
)

NOUNS = (
    home,
    guidance,
    case,
    registers,
    questions,
    offline,
    bundles_in,
    people,
    parties,
    owners,
    matches,
    evidence,
    agreement,
    rounds,
    submissions,
    received,
    contests,
    letter_drafts,
    letters,
    after_letters,
    secrets,
    exceptions,
    deciding,
    signatures,
    records,
)


def router(frame: Frame) -> APIRouter:
    """The routes of this surface."""
    return in_one_row(part.router(frame) for part in (sign_in, *NOUNS))
