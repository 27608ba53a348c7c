"""A reply by file: the form that the company fills in, and what is taken from it.

The file is read like a case file: at most 2 MB, plain YAML, nothing that runs or refers elsewhere. Its bytes are
kept as evidence, so that everyone can see what came; trade secrets are taken out of them first, and sealed.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from vetting.domain.commands import FileEvidence, RecordReply
from vetting.domain.errors import BadInput, Fault, Refused
from vetting.domain.evidence import EvidenceKind
from vetting.domain.replies import GivenAnswer, LetterFields, state_of, why_not_answer
from vetting.usecases.casefile.source import Source, find_faults, open_source
from vetting.usecases.desk import Desk
from vetting.usecases.replies import require_letter
from vetting.usecases.reply_secrets import why_not_seal
from vetting.usecases.send import send

_LESS = ", without its trade secrets"
_KEYS = frozenset({"question", "answer", "trade_secret", "summary"})


def to_reply_form(desk: Desk, case: str, letter: str) -> dict[str, Any]:
    """The form of a letter: its questions, each with room for an answer."""
    held = _letter(desk, case, letter)
    return {
        "letter": {"case": case, "id": held.id, "reference": held.reference},
        "answers": [
            {"question": question, "answer": "", "trade_secret": False, "summary": ""}
            for question in held.questions
        ],
    }


def enter_reply(desk: Desk, case: str, letter: str, file: Path, by: str) -> str:
    """Enter the reply of a file, with the file as evidence; gives how the letter stands then.

    Raises ``BadInput`` with every fault of the file, ``Refused`` where a rule forbids it.
    """
    held, source = _letter(desk, case, letter), open_source(file)
    answers = _answers(source, held)
    if refusal := why_not_answer(held, answers) or why_not_seal(desk, answers):
        raise Refused(refusal)
    content = _without_secrets(source, answers)
    now, digest = desk.clock.now(), desk.evidence.put(content)
    act: dict[str, Any] = {"case": case, "by": by, "at": now}
    ident = f"R-{held.id}"[:40]
    said = [one.text for one in answers]
    filed = FileEvidence(
        **act,
        id=f"reply-file/{digest[:40]}",  # of what is held: a hash of its secrets would tell a short one
        evidence=ident,
        kind=EvidenceKind.FILE,
        title=f"Reply to letter {held.reference or held.id}, as it came{_LESS if content != source.content else ''}",
        knowable_on=now.date(),
        quality="self-declared",
        sha256=digest,
        size=len(content),
        filename=file.name[:100],
    )
    state = state_of(said, held, now)
    recorded = RecordReply(
        **act,
        id=f"{filed.id}/entered",
        letter=held.id,
        state=state,
        replies=said,
        summaries=[one.summary if one.is_secret else "" for one in answers],
        evidence=[ident],
    )
    send(desk, [filed, recorded])
    return state.value


def _without_secrets(source: Source, answers: Sequence[GivenAnswer]) -> bytes:
    """The file as it came; where trade secrets stand in it, written again without them: those are sealed apart."""
    if not any(one.is_secret for one in answers):
        return source.content
    said = [
        {**one, "answer": ""} if answer.is_secret else one
        for one, answer in zip(source.located.data["answers"], answers, strict=True)
    ]
    form = {**source.located.data, "answers": said}
    return yaml.safe_dump(form, allow_unicode=True, sort_keys=False).encode()


def _letter(desk: Desk, case: str, letter: str) -> LetterFields:
    with desk.read() as work:
        work.dossier(case)
        return require_letter(work, case, letter)


def _answers(source: Source, letter: LetterFields) -> list[GivenAnswer]:
    faults = [*find_faults(source), *_misfits(source, letter)]
    if faults:
        raise BadInput(faults)
    found = source.located.data["answers"]
    return [_answer(source, number, one) for number, one in enumerate(found)]


def _misfits(source: Source, letter: LetterFields) -> list[Fault]:
    data = source.located.data
    named = data.get("letter") if isinstance(data.get("letter"), dict) else {}
    if named.get("case") != letter.case or named.get("id") != letter.id:
        return [
            source.fault(("letter",), f"the form is not that of letter {letter.id}.", "Take its own form.")
        ]
    answers = data.get("answers")
    if not isinstance(answers, list) or not all(isinstance(one, dict) for one in answers):
        return [source.fault(("answers",), "the answers are no list.", "Keep the form as it was sent.")]
    unknown = [(number, key) for number, one in enumerate(answers) for key in set(one) - _KEYS]
    return [
        source.fault(("answers", number, key), "the form has no such field.", "Delete the line.")
        for number, key in sorted(unknown, key=str)
    ]


def _answer(source: Source, number: int, given: dict[str, Any]) -> GivenAnswer:
    said = {"text": given.get("answer") or "", "summary": given.get("summary") or ""}
    try:
        return GivenAnswer.model_validate(
            {**said, "is_secret": given.get("trade_secret") or False}, strict=True
        )
    except ValidationError as wrong:
        raise BadInput(
            [
                source.fault(
                    ("answers", number),
                    f"{one['loc'][0]} is too long or no such value.",
                    "Write a text, and true or false for trade_secret.",
                )
                for one in wrong.errors()
            ]
        ) from wrong
