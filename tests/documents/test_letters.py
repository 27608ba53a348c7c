"""The record on letters: side by side, with what was made of each answer; a secret stands as its summary."""

from datetime import date
from typing import Any

import pytest

from tests import factories as scenes
from tests.scene_parts import CASE, after
from tests.scene_voices import some_letter
from vetting.documents.editions import Edition
from vetting.documents.view import build_view
from vetting.domain.replies import (
    Assessment,
    CorrectionFields,
    LetterFields,
    ReplyAssessmentFields,
    ReplyCommentFields,
)


def the_letter(**changes: Any) -> LetterFields:
    said: dict[str, Any] = {
        "first_due": date(2026, 5, 2),
        "extension_reason": "The company asked for it.",
        "extended_by": "P-FOCAL",
        "interim": "Please keep the recordings closed meanwhile.",
        "summaries": ["A trust of the staff.", ""],
        "reply_sha256": "ab" * 32,
        "grounds": [
            {"facts": "A register lacks a name.", "standards": ["Guidance on owners"], "sources": ["E-2"]}
        ],
    }
    return some_letter().model_copy(update={**said, **changes})


def a_record(edition: Edition = Edition.AUDITOR) -> dict[str, Any]:
    dossier = scenes.a_decided_dossier(
        letters=[the_letter()],
        assessments=[
            ReplyAssessmentFields(
                case=CASE, letter="L-1", number=1, assessment=Assessment.DISPUTED, reason="It says who owns it.",
                evidence_checked=True, assessed_by="P-RIGHTS", assessed_at=after(41),
            )
        ],
        corrections=[
            CorrectionFields(
                case=CASE, id="K-1", letter="L-1", passage="the shares", asked="some shares", asked_at=after(42),
                is_accepted=True, corrected="some of the shares", decided_by="P-FOCAL", decided_at=after(43),
            ),
            CorrectionFields(
                case=CASE, id="K-2", letter="L-1", passage="trust", asked="fund", asked_at=after(42),
                is_accepted=False, reason="The register says trust.",
            ),
            CorrectionFields(case=CASE, id="K-3", letter="L-1", passage="x", asked="y", asked_at=after(42)),
        ],
        reply_comments=[
            ReplyCommentFields(
                case=CASE, id="C-1", letter="L-1", submission="S-1", text="Who are the staff?",
                received_at=after(44),
            ),
            ReplyCommentFields(case=CASE, id="C-2", letter="L-1", submission="S-2", received_at=after(44)),
        ],
    )  # fmt: skip
    return scenes.a_record(dossier, edition.value)


def shown(record: dict[str, Any]) -> str:
    section = next(one for one in build_view(record).sections if one.key == "reply")
    return str(section.blocks)


def test_letter_reply_assessment_corrections_and_comments_stand_together() -> None:
    text = shown(a_record())
    for said in (
        "moved once from 2026-05-02, by P-FOCAL:",
        "Please keep the recordings closed meanwhile.",
        "A register lacks a name.",
        "Guidance on owners",
        "A trust of the staff.",
        "The company says that it is not so",
        "papers sent with it were checked",
        "some of the shares",
        "The register says trust.",
        "not settled yet",
        "Who are the staff?",
        "given in confidence, and sealed",
    ):
        assert said in text


@pytest.mark.parametrize("edition", Edition)
def test_a_trade_secret_stands_in_every_edition_as_its_summary_alone(edition: Edition) -> None:
    record = a_record(edition)
    assert "A trust of the staff." in shown(record)
    assert "A trust for the staff." not in str(record)
    assert {"where": "letters/L-1/exchange/1/reply", "reason": "trade_secret"} in record["redactions"][
        "entries"
    ]
