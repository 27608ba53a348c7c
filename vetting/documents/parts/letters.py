"""Letters to the company: every question with what it rests on, the reply beside it, and how that was assessed.

An answer that holds a trade secret is in no edition: it is sealed; the company's own summary stands for it.
"""

from collections.abc import Mapping
from typing import Any

from vetting.documents.material import Material
from vetting.documents.texts import Text, to_day, to_instant, to_text, to_texts
from vetting.domain.consultation import is_shown
from vetting.domain.replies import (
    CorrectionFields,
    LetterFields,
    ReplyAssessmentFields,
    ReplyCommentFields,
    is_secret,
)


def assemble_letters(material: Material) -> list[dict[str, Any]]:
    """Each letter to the company, every question beside its reply."""
    return [_letter(material, one) for one in material.dossier.letters]


def _letter(material: Material, letter: LetterFields) -> dict[str, Any]:
    dossier = material.dossier
    return {
        "id": letter.id,
        "reference": letter.reference,
        "addressee": _name_of(material, letter.party or dossier.case.prospect),
        "sent_at": to_instant(letter.sent_at),
        "due": to_day(letter.due),
        "first_due": to_day(letter.first_due) if letter.first_due else None,
        "extension_reason": to_text(letter.extension_reason),
        "extended_by": letter.extended_by,
        "criteria": list(letter.findings),
        "facts": to_text(letter.facts),
        "interim": to_text(letter.interim),
        "reply_state": letter.reply_state.value,
        "replied_at": to_instant(letter.replied_at) if letter.replied_at else None,
        "reply_sha256": _hash_of(material, letter),
        "exchange": _exchange(material, letter),
        "evidence": list(letter.evidence),
        "corrections": [_correction(one) for one in dossier.corrections if one.letter == letter.id],
        "comments": [_comment(material, one) for one in dossier.reply_comments if one.letter == letter.id],
    }


def _hash_of(material: Material, letter: LetterFields) -> str:
    """The hash of the answers; not in the public edition where they hold a secret."""
    return "" if material.redactor.is_public and any(letter.summaries) else letter.reply_sha256


def _name_of(material: Material, party: str) -> Text:
    """The name of a party; its id where the case does not have it."""
    found = next((one.name for one in material.dossier.parties if one.id == party), party)
    return to_text(found, "und")


def _exchange(material: Material, letter: LetterFields) -> list[dict[str, Any]]:
    assessed = {one.number: one for one in material.dossier.assessments if one.letter == letter.id}
    grounds: list[Mapping[str, Any]] = [*letter.grounds, *[{}] * len(letter.questions)]
    return [
        {
            "number": number,
            "question": question,
            "facts": to_text(grounds[number - 1].get("facts", "")),
            "standards": to_texts(grounds[number - 1].get("standards", [])),
            "sources": list(grounds[number - 1].get("sources", [])),
            "reply": _reply(material, letter, number),
            "trade_secret": is_secret(letter, number - 1),
            "summary": to_text(letter.summaries[number - 1]) if is_secret(letter, number - 1) else Text(),
            "assessment": _assessment(assessed.get(number)),
        }
        for number, question in enumerate(to_texts(letter.questions), 1)
    ]


def _reply(material: Material, letter: LetterFields, number: int) -> Text:
    if is_secret(letter, number - 1):
        return material.redactor.hide_secret(f"letters/{letter.id}/exchange/{number}/reply")
    return to_text(letter.replies[number - 1]) if number <= len(letter.replies) else Text()


def _assessment(assessed: ReplyAssessmentFields | None) -> dict[str, Any] | None:
    if assessed is None:
        return None
    return {
        "assessment": assessed.assessment.value,
        "reason": to_text(assessed.reason),
        "evidence_checked": assessed.evidence_checked,
        "by": assessed.assessed_by,
        "at": to_instant(assessed.assessed_at),
    }


def _correction(asked: CorrectionFields) -> dict[str, Any]:
    return {
        "id": asked.id,
        "passage": to_text(asked.passage),
        "asked": to_text(asked.asked),
        "asked_at": to_instant(asked.asked_at),
        "accepted": asked.is_accepted,
        "corrected": to_text(asked.corrected),
        "reason": to_text(asked.reason),
        "by": asked.decided_by,
    }


def _comment(material: Material, comment: ReplyCommentFields) -> dict[str, Any]:
    """A comment of a submitter; its text where the submission was published, or in an edition that shows it."""
    by_id = {one.id: one for one in material.dossier.submissions}
    submission = by_id.get(comment.submission)
    text = to_text(comment.text, "und")
    if submission is None or not is_shown(submission):
        where = f"letters/{comment.letter}/comments/{comment.id}"
        text = material.redactor.show_confidential(where, comment.text, "und")
    return {
        "id": comment.id,
        "submission": comment.submission,
        "text": text,
        "received": material.redactor.show_time(comment.received_at),
    }
