"""Trade secrets of a reply: sealed to the officers' keys before anything is kept; each look has a reason in the log.

- What the company marks as a trade secret is nowhere in the database, the log, the record or a bundle but under the
  seal; everyone reads the summary that the company wrote.
- Without an officer's key nothing is kept of it: the pages and the form of a reply refuse it then, and of a file of acts,
  whose author has it anyway, the summary alone is entered.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from vetting.domain.errors import Refusal, Refused
from vetting.domain.permissions import why_not_read_confidential
from vetting.domain.replies import GivenAnswer
from vetting.domain.reply_commands import UnsealReply
from vetting.domain.reply_events import ReplyUnsealed
from vetting.domain.sealed import SealedFields
from vetting.usecases.desk import Desk, act_of
from vetting.usecases.intake import list_declarations, require_person
from vetting.usecases.ports import Work


@dataclass(frozen=True)
class KeptAnswers:
    """The answers as they are kept: a secret one is empty, and stands in what is sealed."""

    texts: list[str]
    sealed: tuple[SealedFields, ...] = ()

    @property
    def sha256(self) -> str | None:
        """The hash of what is sealed, where anything is."""
        return self.sealed[0].sha256 if self.sealed else None


def seal_secrets(
    desk: Desk, case: str, letter: str, texts: Sequence[str], summaries: Sequence[str]
) -> KeptAnswers:
    """Take the secret answers out of these, those with a summary, and seal them where an officer's key is set up."""
    both = list(zip_longest(texts, summaries, fillvalue=""))[: len(texts)]
    secrets = {
        number: text for number, (text, summary) in enumerate(both, 1) if summary.strip() and text.strip()
    }
    kept = ["" if number in secrets else text for number, text in enumerate(texts, 1)]
    if not secrets or not desk.sealer.can_seal():
        return KeptAnswers(kept)
    content = desk.sealer.seal(json.dumps({"answers": secrets}, ensure_ascii=False).encode())
    digest = hashlib.sha256(content).hexdigest()
    return KeptAnswers(kept, (SealedFields(case=case, id=sealed_id(letter), content=content, sha256=digest),))


def clean_summaries(texts: Sequence[str], summaries: Sequence[str]) -> list[str]:
    """The summaries without the blanks around them; refused where one beside an answer is nothing but blanks.

    A summary marks its answer as a trade secret: taken for none, it would leave the secret for everyone to read.
    """
    for number, (text, summary) in enumerate(zip(texts, summaries, strict=False), 1):
        if text.strip() and summary and not summary.strip():
            raise Refused(Refusal("secret_without_summary", {"number": number}))
    return [one.strip() for one in summaries]


def why_not_seal(desk: Desk, answers: Sequence[GivenAnswer]) -> Refusal | None:
    """Why the trade secrets among these answers cannot be taken, if so: nobody here has a key to seal them to."""
    first = next((number for number, one in enumerate(answers, 1) if one.is_secret), None)
    if first is None or desk.sealer.can_seal():
        return None
    return Refusal("secret_not_offered", {"number": first})


def unseal_reply(_: Desk, work: Work, command: UnsealReply) -> None:
    """Enter that somebody opens the trade secrets of a reply, and why; refused to whom a conflict keeps out."""
    person = require_person(work, command.case, command.by)
    declarations = list_declarations(work, command.case)
    if refusal := why_not_read_confidential(person, declarations, command.at.date()):
        raise Refused(refusal)
    if not command.reason.strip():
        raise Refused(Refusal("no_reason_to_open", {"letter": command.letter}))
    require_secrets(work, command.case, command.letter)
    work.keep(act_of(command), ReplyUnsealed(letter=command.letter, reason=command.reason))


def require_secrets(work: Work, case: str, letter: str) -> SealedFields:
    """What is sealed of the reply to a letter; refused where nothing is."""
    held = work.get(SealedFields, case, sealed_id(letter))
    if held is None:
        raise Refused(Refusal("no_secret_held", {"letter": letter}))
    return held


def sealed_id(letter: str) -> str:
    """Under what the secrets of the reply to a letter lie among what is sealed; no submission has such an id."""
    return f"REPLY-{hashlib.sha256(letter.encode()).hexdigest()[:32]}"
